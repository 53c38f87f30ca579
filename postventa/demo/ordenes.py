"""The orders of the stories, through the composition of `sat`: the same plan, seen from the SAT."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from cuentas.models import Usuario
from incidencias.models import Incidencia
from nucleo.eventos import SISTEMA
from postventa.demo import frases, temas
from postventa.demo.agenda import en_horas, planear, ventana
from postventa.demo.azar import entero
from postventa.demo.clientela import Unidad
from postventa.demo.cuadrilla import DURACION
from postventa.demo.mundo import Mundo, PlanOrden, Visita
from postventa.demo.productos import GENERICAS
from postventa.demo.relato import AunNo
from postventa.demo.temas import Tema
from sat.models import (
    Cita,
    ClasePunto,
    Intervencion,
    Lugar,
    Mandante,
    PuntoChecklist,
    ResultadoVisita,
    Tipo,
    TipoMandante,
)
from sat.servicios import NuevaOrden, composicion
from sat.servicios.composicion import ExpedienteOrden
from sat.servicios.ordenes import completar

MARCAS = {"Caldera": "torvela", "Aire acondicionado": "brisalta"}
CENTIMOS = Decimal("0.01")
UN_RATO = timedelta(hours=4)


@dataclass(frozen=True)
class Encargo:
    """An order to be told: of a case, or of a contract."""

    orden: PlanOrden
    unidad: Unidad
    tema: Tema
    incidencia: Incidencia | None
    por: Usuario


class Hoja:
    """One order being told, as `Relato` tells a case."""

    def __init__(self, mundo: Mundo, encargo: Encargo) -> None:
        self.mundo, self.azar = mundo, mundo.azar
        self.plan, self.unidad, self.tema = encargo.orden, encargo.unidad, encargo.tema
        self.por = encargo.por
        self.t = self.plan.abierta_en
        self.expediente = self._abrir(encargo.incidencia)

    def ir_a(self, en: datetime) -> datetime:
        """Move to that moment; AunNo if it is in the future."""
        en = entero(max(en.astimezone(UTC), self.t + timedelta(seconds=10)))
        if en > self.mundo.ahora:
            raise AunNo
        self.t = en
        return en

    def _abrir(self, incidencia: Incidencia | None) -> ExpedienteOrden:
        veredicto = incidencia.veredicto if incidencia else {}
        mandante = self._mandante(veredicto)
        datos = NuevaOrden(
            cliente=self.unidad.equipo.cliente,
            mandante=mandante,
            tipo=self.plan.tipo,
            lugar=self.plan.lugar,
            incidencia=incidencia,
            contacto=self.unidad.contacto,
            equipo=self.unidad.equipo,
            habilidad=self.mundo.casa.habilidades[self.unidad.familia.habilidad],
            sat_externo=self._externo(),
            mandante_referencia=self._referencia(mandante),
            es_garantia_legal=veredicto.get("via") == "legal"
            and veredicto.get("estado") == "cubierto"
            and self.plan.tipo == Tipo.REPARACION,
            sintoma=incidencia.asunto if incidencia else self.tema.asunto,
            prioridad=incidencia.prioridad if incidencia else 3,
            duracion_prevista_min=self.azar.choice((60, 90, 90, 120)),
        )
        return composicion.componer_apertura(
            completar(datos),
            codigo=self.plan.codigo,
            por=self.por,
            en=self.t,
            registrada_en=self.t,
        )

    def _mandante(self, veredicto: dict[str, object]) -> Mandante:
        """Who sends it: us when it is covered, the brand, an insurer, or the customer."""
        mandantes, azar = self.mundo.sat.mandantes, self.azar
        if veredicto.get("estado") in {"cubierto", "parcial"}:
            marca = MARCAS.get(self.unidad.familia.nombre)
            if veredicto.get("paga") == "fabricante" and marca:
                return mandantes[marca]
            return mandantes[TipoMandante.EMPRESA]
        if azar.suerte(0.2):
            return mandantes[azar.choice(("atalaya", "atalaya", "miralmar"))]
        return mandantes[TipoMandante.CLIENTE]

    def _referencia(self, mandante: Mandante) -> str:
        if not mandante.exige_referencia:
            return ""
        return f"{mandante.nombre[:3].upper()}-{self.azar.randrange(10**6, 10**7)}"

    def _externo(self):  # type: ignore[no-untyped-def]
        visita = self.plan.ultima
        return visita.operario.ficha.sat_externo if visita else None


def de_contratos(mundo: Mundo, cuantas: int) -> list[Encargo]:
    """The yearly visits of boilers and air conditioning, agreed without anybody reporting them."""
    azar = mundo.azar
    de_temporada = [u for u in mundo.unidades if u.familia.nombre in MARCAS]
    encargos = []
    for _ in range(max(0, cuantas)):
        unidad = azar.alguno(de_temporada)
        hace = timedelta(minutes=azar.randrange(30, 364 * 24 * 60))
        abierta_en = min(en_horas(mundo, mundo.ahora - hace), mundo.ahora - timedelta(hours=1))
        tema = azar.alguno(temas.REVISIONES if azar.suerte(0.85) else temas.RETIRADAS)
        orden = planear(mundo, unidad, tema, desde=entero(abierta_en))
        coordinador = mundo.casa.personas["coordinador"]
        encargos.append(Encargo(orden, unidad, tema, None, coordinador))
    return encargos


def contar(hoja: Hoja) -> None:
    """Tell the order up to today."""
    try:
        _contar(hoja)
    except AunNo:
        return


def _contar(hoja: Hoja) -> None:
    plan = hoja.plan
    if plan.anulada_en is not None:
        hoja.ir_a(plan.anulada_en)
        motivo = "El cliente ya no la necesita."
        composicion.componer_anulacion(hoja.expediente, motivo=motivo, por=hoja.por, en=hoja.t)
        return
    if plan.lugar == Lugar.TALLER:
        _recibir(hoja)
    for visita in plan.visitas:
        _visitar(hoja, visita)
    if plan.lugar == Lugar.TALLER and plan.entregada_en is not None:
        hoja.ir_a(plan.entregada_en)
        composicion.componer_entrega(hoja.expediente, por=hoja.por, en=hoja.t)
    if plan.liquidada_en is not None and hoja.expediente.orden.terminada_en is not None:
        hoja.ir_a(plan.liquidada_en)
        _liquidar(hoja)


def _recibir(hoja: Hoja) -> None:
    plan = hoja.plan
    if plan.recibida_en is None or plan.diagnosticada_en is None:
        raise AunNo
    hoja.ir_a(plan.recibida_en)
    composicion.componer_recepcion(hoja.expediente, por=hoja.por, en=hoja.t)
    hoja.ir_a(plan.diagnosticada_en)
    por = plan.ultima.operario.usuario if plan.ultima else hoja.por
    texto = _en_frase(hoja.azar.alguno(frases.DIAGNOSTICOS), hoja.tema)
    composicion.componer_diagnostico(hoja.expediente, diagnostico=texto, por=por, en=hoja.t)


def _visitar(hoja: Hoja, visita: Visita) -> None:
    cita = _citar(hoja, visita) if visita.con_cita else None
    if visita.parada:
        raise AunNo
    _exigir_libre(hoja, visita)
    hoja.ir_a(visita.inicio)
    intervencion = composicion.componer_inicio(
        hoja.expediente,
        tecnico=visita.operario.ficha,
        por=visita.operario.usuario,
        en=hoja.t,
        cita=cita,
        plantilla=_plantilla(hoja),
        registrada_en=hoja.t,
    )
    if visita.resultado == ResultadoVisita.RESUELTA:
        _comprobar(hoja, intervencion, visita)
    hoja.ir_a(visita.fin)
    _acabar(hoja, intervencion, visita)


def _exigir_libre(hoja: Hoja, visita: Visita) -> None:
    """One session at a time: who is late today has not begun the next one."""
    en_curso = visita.inicio <= hoja.mundo.ahora < visita.fin
    if not en_curso:
        return
    if visita.operario.trabajando:
        raise AunNo
    visita.operario.trabajando = True


def _citar(hoja: Hoja, visita: Visita) -> Cita:
    hoja.ir_a(visita.dada_en)
    coordinador = hoja.mundo.casa.personas["coordinador"]
    primera = visita.movida_de
    se_mueve = primera is not None and min(primera, visita.empieza) > hoja.t + UN_RATO
    cita = composicion.componer_cita(
        hoja.expediente,
        tecnico=visita.operario.ficha,
        franja=(primera, primera + DURACION) if se_mueve and primera else franja(visita),
        ventana=None if se_mueve else ventana(visita),
        por=coordinador,
        en=hoja.t,
        notas=hoja.azar.alguno(frases.NOTA_TECNICO) if hoja.azar.suerte(0.08) else "",
    )
    if se_mueve:
        hoja.ir_a(hoja.t + UN_RATO / 2)
        composicion.componer_cita_movida(
            hoja.expediente,
            cita,
            tecnico=visita.operario.ficha,
            franja=franja(visita),
            ventana=ventana(visita),
            por=coordinador,
            en=hoja.t,
        )
    return cita


def franja(visita: Visita) -> tuple[datetime, datetime]:
    return visita.empieza, visita.termina


def _plantilla(hoja: Hoja):  # type: ignore[no-untyped-def]
    plantillas = hoja.mundo.sat.plantillas
    return plantillas.get(hoja.unidad.familia.nombre, plantillas[""])


def _comprobar(hoja: Hoja, intervencion: Intervencion, visita: Visita) -> None:
    puntos = hoja.mundo.sat.puntos[intervencion.plantilla_id or 0]
    for punto in puntos:
        composicion.componer_respuesta(
            hoja.expediente, intervencion, punto, _valor(hoja, punto), en=hoja.t
        )
    composicion.componer_comprobacion(
        hoja.expediente,
        intervencion,
        puntos=len(puntos),
        por=visita.operario.usuario,
        en=hoja.t,
    )


def _valor(hoja: Hoja, punto: PuntoChecklist) -> bool | Decimal | str:
    """Most measures are inside their limits."""
    if punto.clase == ClasePunto.SI_NO:
        return not hoja.azar.suerte(0.04)
    if punto.clase == ClasePunto.TEXTO or punto.minimo is None or punto.maximo is None:
        return "Correcto"
    minimo, maximo = float(punto.minimo), float(punto.maximo)
    medida = hoja.azar.gauss((minimo + maximo) / 2, (maximo - minimo) / 5)
    return Decimal(str(max(0.0, medida))).quantize(CENTIMOS)


def _acabar(hoja: Hoja, intervencion: Intervencion, visita: Visita) -> None:
    usuario, azar = visita.operario.usuario, hoja.azar
    if visita.pieza and visita.resultado == ResultadoVisita.RESUELTA:
        _poner(hoja, intervencion, visita, visita.pieza)
    if visita.resultado == ResultadoVisita.RESUELTA and azar.suerte(0.2):
        _poner(hoja, intervencion, visita, azar.alguno(GENERICAS)[0])
    if azar.suerte(0.12):
        composicion.componer_nota(
            hoja.expediente,
            texto=azar.alguno(frases.NOTA_TECNICO),
            por=usuario,
            en=hoja.t,
            intervencion=intervencion,
        )
    trabajo, diagnostico = _textos(hoja, visita)
    composicion.componer_fin(
        hoja.expediente,
        intervencion,
        resultado=visita.resultado,
        trabajo=trabajo,
        diagnostico=diagnostico,
        por=usuario,
        en=hoja.t,
    )


def _poner(hoja: Hoja, intervencion: Intervencion, visita: Visita, referencia: str) -> None:
    composicion.componer_repuesto(
        hoja.expediente,
        intervencion,
        repuesto=hoja.mundo.sat.repuestos[referencia],
        cantidad=Decimal(1),
        por=visita.operario.usuario,
        en=hoja.t,
    )


def _textos(hoja: Hoja, visita: Visita) -> tuple[str, str]:
    """What was done and what it was."""
    tema = hoja.tema
    diagnostico = _en_frase(hoja.azar.alguno(frases.DIAGNOSTICOS), tema)
    match visita.resultado:
        case ResultadoVisita.AUSENTE:
            return "", ""
        case ResultadoVisita.FALTA_REPUESTO:
            pieza = hoja.mundo.sat.repuestos[visita.pieza].nombre.lower()
            return frases.FALTA_PIEZA.format(causa=tema.causa, pieza=pieza), diagnostico
        case ResultadoVisita.NO_REPARABLE:
            return frases.NO_REPARABLE.format(causa=tema.causa), diagnostico
        case ResultadoVisita.VOLVER:
            return frases.VOLVER, diagnostico
    return hoja.azar.alguno(tema.soluciones), diagnostico


def _en_frase(frase: str, tema: Tema) -> str:
    texto = frase.format(causa=tema.causa)
    return texto[:1].upper() + texto[1:]


def _liquidar(hoja: Hoja) -> None:
    orden, mandante = hoja.expediente.orden, hoja.expediente.orden.mandante
    horas = Decimal(max(30, orden.minutos)) / 60
    tarifa = Decimal(mandante.mano_obra_hora_eur or 40)
    viaje = Decimal(mandante.desplazamiento_eur or 0)
    composicion.componer_liquidacion(
        hoja.expediente,
        mano_obra_eur=(horas * tarifa).quantize(CENTIMOS),
        desplazamiento_eur=(
            viaje * orden.visitas if orden.lugar == Lugar.DOMICILIO else Decimal(0)
        ),
        por=SISTEMA,
        en=hoja.t,
    )


def envejecer(expediente: ExpedienteOrden) -> None:
    """History was registered when it happened."""
    for evento, _filas in expediente.eventos:
        evento.registrado_en = evento.ocurrido_en
    expediente.linea = [replace(apunte, registrado_en=apunte.en) for apunte in expediente.linea]
