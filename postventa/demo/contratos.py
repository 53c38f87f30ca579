"""Maintenance contracts in every state, what their visits used, and what is charged and offered."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from clientes.contratos import avisos_de
from clientes.models import (
    AlcanceContrato,
    CanalFirma,
    ClaseAviso,
    ConceptoTarifa,
    Equipo,
    MedioAviso,
    ModoOferta,
    OfertaPosventa,
    OrigenPeriodo,
    ParteQueRescinde,
    QuienPaga,
    RenovacionContrato,
    ServicioPosventa,
    Tarifa,
)
from clientes.servicios.contratos import (
    EquipoDelContrato,
    ExpedienteContrato,
    NuevoContrato,
    Terminos,
    componer_aviso,
    componer_consumo,
    componer_contrato,
    componer_descarte,
    componer_firma,
    componer_no_renovacion,
    componer_renovacion,
    componer_rescision,
    componer_vencimiento,
    guardar_contratos,
)
from nucleo.eventos import SISTEMA
from postventa.demo.azar import ZONA, Azar
from postventa.demo.mundo import Mundo
from sat.models import OrdenTrabajo, Tipo

SEMILLA = 4242
FAMILIAS = ("Caldera", "Aire acondicionado")
CUANTOS = 46
POR_CLIENTE = 6  # the most units that one contract has


@dataclass(frozen=True)
class Modelo:
    """What a kind of contract says."""

    titulo: str
    alcance: str
    precio: str
    visitas: int | None
    minutos: int | None
    piezas_pct: int = 0
    respuesta_min: int | None = None
    resolucion_min: int | None = None


MODELOS = {
    "revision": Modelo("Revisión anual", AlcanceContrato.PREVENTIVO, "89.00", 1, None),
    "averias": Modelo("Averías sin sorpresas", AlcanceContrato.CORRECTIVO, "118.80", None, 360),
    "completo": Modelo(
        "Mantenimiento completo", AlcanceContrato.INTEGRAL, "162.00", 2, 300, 50, 480, 2_880
    ),
    "empresa": Modelo(
        "Mantenimiento de instalaciones",
        AlcanceContrato.INTEGRAL,
        "1140.00",
        12,
        2_400,
        100,
        120,
        960,
    ),
}
# How many days ago it began (or in how many it begins), and what became of it.
DESTINOS = (
    *(("vigente", hace) for hace in (12, 40, 75, 110, 150, 181, 205, 230, 260, 288)),
    *(("renovado", hace) for hace in (400, 480, 560, 690)),
    *(("pronto", hace) for hace in (308, 318, 327, 336, 345, 354)),
    *(("no_renueva", hace) for hace in (322, 350)),
    *(("vencido", hace) for hace in (380, 420, 510, 600)),
    *(("rescindido", hace) for hace in (140, 220, 300)),
    *(("borrador", hace) for hace in (-3, -10, -20)),
    ("descartado", 25),
    ("futuro", -18),
)


def contratar(mundo: Mundo) -> int:
    """Give contracts to those who have visits, in every state; returns how many."""
    azar = Azar(SEMILLA)
    grupos = _grupos(mundo)
    expedientes = [
        _contar(mundo, azar, equipos, *DESTINOS[n % len(DESTINOS)])
        for n, equipos in enumerate(grupos[:CUANTOS])
    ]
    for expediente in expedientes:
        _pagar(_gastar(expediente, mundo.hoy))
        for evento, _filas in expediente.eventos:
            evento.registrado_en = evento.ocurrido_en  # history is not news
    guardar_contratos(expedientes)
    return len(expedientes)


def _grupos(mundo: Mundo) -> list[list[Equipo]]:
    """The units of each customer that may have a contract: first the home of cliente@."""
    suyas: dict[int, list[Equipo]] = defaultdict(list)
    for unidad in mundo.unidades:
        equipo = unidad.equipo
        if unidad.familia.nombre in FAMILIAS and equipo.retirado_en is None:
            suyas[equipo.cliente_id].append(equipo)
    visitados = set(
        OrdenTrabajo.objects.filter(tipo=Tipo.MANTENIMIENTO, terminada_en__isnull=False)
        .order_by("cliente_id")
        .values_list("cliente_id", flat=True)
    )
    casa = mundo.casa.personas["cliente"]
    de_casa = set(casa.contactos.values_list("cliente_id", flat=True))
    orden = sorted(
        (c for c in suyas if c in visitados or c in de_casa),
        key=lambda c: (c not in de_casa, -len(suyas[c][:POR_CLIENTE]), c),
    )
    grandes, resto = orden[:3], orden[3:]
    return [suyas[c][:POR_CLIENTE] for c in (*grandes, *resto[:: max(1, len(resto) // CUANTOS)])]


def _contar(
    mundo: Mundo, azar: Azar, equipos: list[Equipo], destino: str, hace: int
) -> ExpedienteContrato:
    """One contract from its draft to what became of it."""
    cliente = equipos[0].cliente
    modelo = MODELOS[
        "empresa" if len(equipos) > 3 else azar.choice(("revision", "averias", "completo"))
    ]
    inicio = mundo.hoy - timedelta(days=hace)
    agente = mundo.casa.personas["agente"]
    redactado = min(_a_las(inicio - timedelta(days=9), 10), mundo.ahora - timedelta(hours=3))
    expediente = componer_contrato(
        NuevoContrato(
            cliente=cliente,
            titulo=f"{modelo.titulo}: {_que_equipos(equipos)}",
            fecha_inicio=inicio,
            terminos=Terminos(Decimal(modelo.precio), modelo.visitas, modelo.minutos),
            equipos=[EquipoDelContrato(equipo) for equipo in equipos],
            alcance=modelo.alcance,
            responsable=agente,
            piezas_pct=modelo.piezas_pct,
            respuesta_min=modelo.respuesta_min,
            resolucion_min=modelo.resolucion_min,
            renovacion=_renovacion(destino),
        ),
        por=agente,
        en=redactado,
    )
    if destino == "borrador":
        return expediente
    if destino == "descartado":
        componer_descarte(expediente, por=agente, en=redactado + timedelta(days=2))
        return expediente
    componer_firma(
        expediente,
        firmado_por=cliente.nombre,
        canal=azar.choice(CanalFirma.values),
        por=agente,
        en=redactado + timedelta(hours=2),
    )
    _vivir(mundo, expediente, destino)
    return expediente


def _que_equipos(equipos: list[Equipo]) -> str:
    if len(equipos) == 1:
        return equipos[0].producto.familia.lower()
    return f"{len(equipos)} equipos"


def _renovacion(destino: str) -> str:
    una_vez = {"vencido", "borrador", "descartado"}
    return RenovacionContrato.NO if destino in una_vez else RenovacionContrato.TACITA


def _vivir(mundo: Mundo, expediente: ExpedienteContrato, destino: str) -> None:
    """What happened after it was signed."""
    contrato = expediente.contrato
    agente = mundo.casa.personas["agente"]
    match destino:
        case "renovado":
            while expediente.ultimo.hasta < mundo.hoy:
                _avisar(expediente)
                componer_renovacion(
                    expediente,
                    origen=OrigenPeriodo.TACITA,
                    por=SISTEMA,
                    en=_a_las(expediente.ultimo.hasta + timedelta(days=1), 0),
                )
        case "vencido":
            _avisar(expediente)
            componer_vencimiento(
                expediente,
                causa="fin",
                por=SISTEMA,
                en=_a_las(contrato.fecha_fin + timedelta(days=1), 0),
            )
        case "no_renueva":
            componer_no_renovacion(
                expediente,
                parte=ParteQueRescinde.CLIENTE,
                por=agente,
                en=_a_las(mundo.hoy - timedelta(days=4), 12),
            )
        case "rescindido":
            ultimo = mundo.hoy - timedelta(days=30)
            componer_rescision(
                expediente,
                parte=ParteQueRescinde.CLIENTE,
                ultimo_dia=ultimo,
                motivo="Se muda a otra ciudad",
                por=agente,
                en=_a_las(ultimo, 11),
            )
    _avisar(expediente, hasta=mundo.hoy)


def _avisar(expediente: ExpedienteContrato, hasta: date | None = None) -> None:
    """The warnings of the last period; only those whose day has come, if it says a day."""
    contrato = expediente.contrato
    if not contrato.esta_vigente:
        return
    fin = expediente.ultimo.hasta
    avisos = avisos_de(contrato, fin, consumidor=contrato.cliente.es_consumidor)
    dias = [(ClaseAviso.PERSONAL, avisos.personal)]
    if contrato.no_renueva_en is None:
        dias.append((ClaseAviso.CLIENTE, avisos.cliente))
    for clase, dia in dias:
        if hasta is None or dia <= hasta:
            medio = MedioAviso.PANTALLA if clase == ClaseAviso.PERSONAL else MedioAviso.TELEFONO
            componer_aviso(expediente, clase=clase, medio=medio, por=SISTEMA, en=_a_las(dia, 9))


def _gastar(expediente: ExpedienteContrato, hoy: date) -> list[str]:
    """Its finished orders, counted where the SAT would have counted them; returns their codes."""
    contrato, gastadas = expediente.contrato, []
    if contrato.firmado_en is None or contrato.alcance == AlcanceContrato.CORRECTIVO:
        return []
    ordenes = OrdenTrabajo.objects.filter(
        equipo__in=[fila.equipo_id for fila in expediente.equipos],
        tipo=Tipo.MANTENIMIENTO,
        dia_terminada__range=(contrato.fecha_inicio, hoy),
        visitas__gt=0,
        es_garantia_legal=False,
    )
    for orden in ordenes.order_by("terminada_en", "pk"):
        dia, fin = orden.dia_terminada, orden.terminada_en
        assert dia is not None and fin is not None  # noqa: PT018, S101 - the filter says so
        periodo = expediente.periodo_de(dia)
        if periodo is None or not _dentro(expediente, orden.equipo_id, dia):
            continue
        componer_consumo(
            expediente,
            periodo,
            equipo_id=orden.equipo_id,
            referencia=orden.codigo,
            fecha=dia,
            visitas=orden.visitas,
            minutos=orden.minutos,
            por=SISTEMA,
            en=fin,
        )
        gastadas.append(orden.codigo)
    return gastadas


def _pagar(codigos: list[str]) -> None:
    """What a contract includes, its customer is not charged for."""
    suyas = OrdenTrabajo.objects.filter(codigo__in=codigos)
    suyas.filter(liquidada_en__isnull=False).update(mano_obra_eur=0, desplazamiento_eur=0)
    suyas.update(paga=QuienPaga.CONTRATO)


def _dentro(expediente: ExpedienteContrato, equipo_id: int | None, dia: date) -> bool:
    return any(
        fila.equipo_id == equipo_id and fila.en_firme and fila.desde <= dia <= fila.hasta
        for fila in expediente.equipos
    )


def _a_las(dia: date, hora: int) -> datetime:
    return datetime.combine(dia, time(hora), ZONA)


# --- What is charged and what is offered


def anunciar(hoy: date) -> None:
    """The posted tariffs, with last year's, and the after-sales catalogue."""
    enero = date(hoy.year, 1, 1)
    antes = date(hoy.year - 1, 1, 1)
    Tarifa.objects.bulk_create(
        Tarifa(
            concepto=concepto,
            familia=familia,
            importe_eur=Decimal(importe),
            desde=desde,
            notas=notas,
        )
        for concepto, familia, importe, desde, notas in (
            (ConceptoTarifa.MANO_OBRA, "", "44.00", antes, ""),
            (ConceptoTarifa.MANO_OBRA, "", "46.50", enero, "Se cobra por fracciones de 15 minutos"),
            (ConceptoTarifa.MANO_OBRA, "Caldera", "52.00", enero, "Con carné de gas"),
            (ConceptoTarifa.DESPLAZAMIENTO, "", "28.00", antes, ""),
            (ConceptoTarifa.DESPLAZAMIENTO, "", "29.50", enero, "Una vez, aunque haya que volver"),
            (ConceptoTarifa.MINIMO, "", "23.25", enero, "La primera media hora en el domicilio"),
            (ConceptoTarifa.PRESUPUESTO, "", "23.25", enero, "Solo si se pide y no se acepta"),
            (ConceptoTarifa.ALMACENAJE, "", "1.50", enero, "Desde el mes del aviso de recogida"),
        )
    )
    servicio, modo = ServicioPosventa, ModoOferta
    OfertaPosventa.objects.bulk_create(
        OfertaPosventa(
            servicio=cual,
            modo=como,
            familia=familia,
            marca=marca,
            precio_eur=precio and Decimal(precio),
            descripcion=frase,
        )
        for cual, como, familia, marca, precio, frase in (
            (servicio.REPARACION, modo.EN_VENTA, "", "", None, "Según tarifa, con presupuesto"),
            (servicio.REPUESTOS, modo.EN_VENTA, "", "", None, "Originales, diez años"),
            (servicio.AYUDA_REMOTA, modo.INCLUIDO, "", "", None, "Por teléfono y vídeo"),
            (servicio.RETIRADA, modo.INCLUIDO, "", "", None, "Al entregar uno nuevo"),
            (servicio.INSTALACION, modo.EN_VENTA, "", "", "90", ""),
            (servicio.INSTALACION, modo.EN_VENTA, "Aire acondicionado", "", "245", ""),
            (servicio.INSTALACION, modo.EN_VENTA, "Caldera", "", "210", "Con certificado"),
            (servicio.MANTENIMIENTO, modo.EN_VENTA, "Caldera", "", "89", "Revisión anual"),
            (servicio.MANTENIMIENTO, modo.EN_VENTA, "Aire acondicionado", "", "75", ""),
            (servicio.MANTENIMIENTO, modo.NO_OFRECIDO, "Lavadora", "", None, ""),
            (servicio.AMPLIACION, modo.EN_VENTA, "", "Lavandel", "59", "Dos años más"),
            (servicio.RECOGIDA, modo.EN_VENTA, "", "", "35", "Ida y vuelta al taller"),
        )
    )
