"""What a contract has to fulfil before it is written, each refusal at its own field."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from clientes.contratos import avisos_de
from clientes.models import (
    AlcanceContrato,
    ContratoMantenimiento,
    Equipo,
    EquipoContratado,
    EstadoContrato,
    PeriodoContrato,
)
from clientes.servicios.comun import dentro_de_un_anio, exigir_fecha, exigir_texto
from clientes.servicios.contratos.composicion import EquipoDelContrato, NuevoContrato, Terminos
from nucleo.errores import ErrorDeNegocio

TRANSICIONES: dict[EstadoContrato, frozenset[EstadoContrato]] = {
    EstadoContrato.BORRADOR: frozenset({EstadoContrato.VIGENTE, EstadoContrato.DESCARTADO}),
    EstadoContrato.VIGENTE: frozenset({EstadoContrato.VENCIDO, EstadoContrato.RESCINDIDO}),
    EstadoContrato.VENCIDO: frozenset(),
    EstadoContrato.RESCINDIDO: frozenset(),
    EstadoContrato.DESCARTADO: frozenset(),
}
LO_MAS_LARGO_ANIOS = 50
PRECIO_MAXIMO = 10**8


def exigir_transicion(contrato: ContratoMantenimiento, destino: EstadoContrato) -> None:
    """Raises ErrorDeNegocio with a sentence about where the contract is now."""
    if destino not in TRANSICIONES[EstadoContrato(contrato.estado)]:
        raise ErrorDeNegocio(_donde_esta(contrato), codigo="transicion")


def exigir_vigente(contrato: ContratoMantenimiento) -> None:
    if not contrato.esta_vigente:
        raise ErrorDeNegocio(_donde_esta(contrato), codigo="transicion")


def _donde_esta(contrato: ContratoMantenimiento) -> str:
    frases = {
        EstadoContrato.BORRADOR: _("%(codigo)s es todavía un borrador: hay que firmarlo antes."),
        EstadoContrato.VIGENTE: _("%(codigo)s ya está firmado."),
        EstadoContrato.VENCIDO: _("%(codigo)s ya venció: redacta uno nuevo."),
        EstadoContrato.RESCINDIDO: _("%(codigo)s ya está rescindido: redacta uno nuevo."),
        EstadoContrato.DESCARTADO: _("%(codigo)s se descartó sin firmar."),
    }
    return frases[EstadoContrato(contrato.estado)] % {"codigo": contrato.codigo}


def exigir_borrador(contrato: ContratoMantenimiento) -> None:
    if not contrato.es_borrador:
        raise ErrorDeNegocio(
            _("%(codigo)s ya no es un borrador y no se puede cambiar.")
            % {"codigo": contrato.codigo},
            codigo="transicion",
        )


def revisar(datos: NuevoContrato) -> None:
    """The draft as a whole. Raises ErrorDeNegocio at the first field that is wrong."""
    exigir_texto(datos.titulo, _("Ponle un nombre al contrato."), "titulo")
    _revisar_fechas(datos)
    revisar_terminos(datos.terminos)
    if datos.contacto is not None and datos.contacto.cliente_id != datos.cliente.pk:
        raise ErrorDeNegocio(_("Ese contacto es de otro cliente."), campo="contacto")
    _revisar_equipos(datos)
    _revisar_porcentajes(datos)
    if datos.respuesta_min and datos.resolucion_min and datos.resolucion_min < datos.respuesta_min:
        raise ErrorDeNegocio(_("No se puede resolver antes de responder."), campo="resolucion_min")
    for campo in ("dias_preaviso", "dias_aviso_cliente", "dias_aviso_personal"):
        if not 0 <= getattr(datos, campo) <= 365:
            raise ErrorDeNegocio(_("Se avisa con 365 días de antelación como mucho."), campo=campo)


def _revisar_fechas(datos: NuevoContrato) -> None:
    if not 1 <= datos.meses_periodo <= 120:
        raise ErrorDeNegocio(_("Un periodo dura de 1 a 120 meses."), campo="meses_periodo")
    exigir_fecha(datos.fecha_inicio, "fecha_inicio", hasta=dentro_de_un_anio())
    tope = dentro_de_un_anio().replace(day=1)
    exigir_fecha(
        datos.ultimo_dia, "fecha_fin", hasta=tope.replace(year=tope.year + LO_MAS_LARGO_ANIOS)
    )
    if datos.ultimo_dia < datos.fecha_inicio:
        raise ErrorDeNegocio(_("El contrato no puede acabar antes de empezar."), campo="fecha_fin")


def revisar_terminos(terminos: Terminos) -> None:
    if terminos.precio_eur < 0:
        raise ErrorDeNegocio(_("El precio no puede ser negativo."), campo="precio_eur")
    if terminos.precio_eur >= PRECIO_MAXIMO:
        raise ErrorDeNegocio(_("Ese precio no es creíble."), campo="precio_eur")
    for campo in ("visitas_incluidas", "minutos_incluidos"):
        if (getattr(terminos, campo) or 0) < 0:
            raise ErrorDeNegocio(_("No puede ser negativo."), campo=campo)


def _revisar_equipos(datos: NuevoContrato) -> None:
    vistos: set[int] = set()
    for uno in datos.equipos:
        revisar_equipo(datos, uno)
        if uno.equipo.pk in vistos:
            raise ErrorDeNegocio(
                _("%(equipo)s está dos veces.") % {"equipo": uno.equipo}, campo="equipos"
            )
        vistos.add(uno.equipo.pk)


def revisar_equipo(datos: NuevoContrato, uno: EquipoDelContrato) -> None:
    if not uno.equipo.lo_tiene(datos.cliente):
        raise ErrorDeNegocio(
            _("%(equipo)s no es de %(cliente)s.")
            % {"equipo": uno.equipo, "cliente": datos.cliente},
            campo="equipos",
        )
    desde, hasta = uno.desde or datos.fecha_inicio, uno.hasta or datos.ultimo_dia
    exigir_que_siga_en_uso(uno.equipo, desde)
    if not datos.fecha_inicio <= desde <= hasta <= datos.ultimo_dia:
        raise ErrorDeNegocio(
            _("Las fechas de %(equipo)s tienen que caer dentro de las del contrato.")
            % {"equipo": uno.equipo},
            campo="equipos",
        )


def exigir_que_siga_en_uso(equipo: Equipo, desde: date, campo: str = "equipos") -> None:
    """Nobody pays for a unit that was already out of use when its days in the contract begin."""
    if equipo.retirado_en is not None and equipo.retirado_en <= desde:
        raise ErrorDeNegocio(
            _("%(equipo)s está retirado desde el %(dia)s.")
            % {"equipo": equipo, "dia": f"{equipo.retirado_en:%d/%m/%Y}"},
            campo=campo,
        )


def _revisar_porcentajes(datos: NuevoContrato) -> None:
    campos = ("piezas_pct", "mano_obra_pct", "desplazamiento_pct")
    for campo in campos:
        if not 0 <= getattr(datos, campo) <= 100:
            raise ErrorDeNegocio(_("Un porcentaje va de 0 a 100."), campo=campo)
    if datos.alcance == AlcanceContrato.CORRECTIVO and not any(getattr(datos, c) for c in campos):
        raise ErrorDeNegocio(
            _("Un contrato de averías paga algo: piezas, mano de obra o desplazamiento."),
            campo="mano_obra_pct",
        )


def exigir_avisable(contrato: ContratoMantenimiento, periodo: PeriodoContrato) -> None:
    """A consumer has to have time to be warned within the period that is going to be renewed."""
    avisos = avisos_de(contrato, periodo.hasta, consumidor=contrato.cliente.es_consumidor)
    if avisos.limite_aviso is not None and avisos.limite_aviso <= periodo.desde:
        raise ErrorDeNegocio(
            _(
                "El periodo es demasiado corto para ese preaviso: al consumidor hay que avisarle"
                " 15 días antes de que acabe su plazo para decir que no (TRLGDCU art. 97.1.p)."
            ),
            campo="dias_preaviso",
        )


def nombrar_solapes(
    error: ErrorDeNegocio, contrato: ContratoMantenimiento, filas: Iterable[EquipoContratado]
) -> ErrorDeNegocio:
    """The refusal of the database with the unit and the other contract in it."""
    for fila in filas:
        otra = (
            EquipoContratado.objects.filter(
                equipo=fila.equipo_id,
                en_firme=True,
                desde__lte=fila.hasta,
                hasta__gte=fila.desde,
                alcance__in=_que_chocan(contrato.alcance),
            )
            .exclude(contrato=contrato)
            .select_related("contrato", "equipo__producto")
            .first()
        )
        if otra is not None:
            frase = _(
                "%(equipo)s ya tiene el contrato %(codigo)s (%(alcance)s) del %(desde)s al"
                " %(hasta)s."
            ) % {
                "equipo": otra.equipo,
                "codigo": otra.contrato.codigo,
                "alcance": otra.get_alcance_display().lower(),
                "desde": f"{otra.desde:%d/%m/%Y}",
                "hasta": f"{otra.hasta:%d/%m/%Y}",
            }
            return ErrorDeNegocio(frase, campo="equipos", codigo=error.codigo)
    return error


def _que_chocan(alcance: str) -> list[str]:
    if alcance == AlcanceContrato.INTEGRAL:
        return AlcanceContrato.values
    return [alcance, AlcanceContrato.INTEGRAL]


def momento_de(en: datetime | None) -> datetime:
    """When it happened: now, or before. Raises ErrorDeNegocio for the future."""
    ahora = timezone.now()
    if en is not None and en > ahora:
        raise ErrorDeNegocio(_("Eso está en el futuro: revisa la fecha."), campo="en")
    return en or ahora


def de_ese_equipo(filas: Iterable[EquipoContratado], equipo: Equipo) -> list[EquipoContratado]:
    return [fila for fila in filas if fila.equipo_id == equipo.pk and fila.en_firme]
