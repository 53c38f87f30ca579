"""The limits that the law sets to a case (Ley 10/2025, TRLGDCU art. 21.3, Ley 7/2017).

They never pause. What they ask for, and what cannot be closed without it, is decided by the rules
of `normativa.reglas`; here they become rows of the case.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from clientes.eventos import Actor, usuario_de
from incidencias.destinatarios import es_supervision
from incidencias.models import (
    ClasePlazoLegal,
    HojaReclamaciones,
    Incidencia,
    MateriaLegal,
    PeticionCompletar,
    PlazoLegal,
    SentidoRespuesta,
)
from incidencias.servicios.composicion import Expediente
from normativa.parametros import parametros_vigentes
from normativa.reglas.adr import hitos_adr
from normativa.reglas.completar import HechosCierre, impedimentos_de_cierre
from normativa.reglas.continuidad import limite_de_continuidad
from normativa.reglas.reclamacion import (
    ClaseLegal,
    PlazosReclamacion,
    calcular_plazos_reclamacion,
)
from normativa.reglas.tipos import Motivo
from nucleo.calendario import ultimo_habil
from nucleo.empresa import empresa
from nucleo.errores import ErrorDeNegocio
from nucleo.models import Comunicacion
from nucleo.models.comunicaciones import Destino
from nucleo.tiempo import dia_local, fin_de, hoy

EL_DEL_ESTADO = "respuesta_reclamacion"
LEY_DE_ATENCION = frozenset({"respuesta_ley_atencion", "respuesta_facturacion"})


def componer_plazos_legales(expediente: Expediente) -> None:
    """Write each limit that the law sets to answer this case; they never pause."""
    plazos = sorted(_plazos_de(expediente, None), key=lambda plazo: plazo.fecha_limite)
    expediente.plazos_legales += plazos
    expediente.refrescar_limite()


def recomponer_plazos_legales(
    expediente: Expediente, peticion: PeticionCompletar | None = None
) -> None:
    """After a change of class, subject or completeness: what is met stays, the rest is now's."""
    incidencia = expediente.incidencia
    previos = list(PlazoLegal.objects.filter(incidencia=incidencia))
    cumplidos = {plazo.regla for plazo in previos if plazo.cumplido_en is not None}
    peticion = peticion or incidencia.peticiones.order_by("-pedida_en").first()
    nuevos = {plazo.regla: plazo for plazo in _plazos_de(expediente, peticion)}
    expediente.plazos_sobrantes += [plazo for plazo in previos if plazo.regla not in cumplidos]
    expediente.plazos_legales = [plazo for regla, plazo in nuevos.items() if regla not in cumplidos]


def _plazos_de(expediente: Expediente, peticion: PeticionCompletar | None) -> Iterator[PlazoLegal]:
    incidencia, festivos = expediente.incidencia, expediente.reloj.horario.festivos
    clase, plazos = _clase_de_plazo(incidencia), _limites(expediente, peticion)
    vistas = set()
    for limite in plazos.limites:
        if limite.informativo or limite.codigo in vistas:
            continue
        vistas.add(limite.codigo)
        objetivo = max(ultimo_habil(limite.fecha, festivos), incidencia.dia_llegada)
        plazo = _plazo(incidencia, limite.codigo, limite.motivos[0], clase, limite.fecha, objetivo)
        if limite.codigo == EL_DEL_ESTADO:
            plazo.por_que = " ".join([plazo.por_que, *_sin_norma_propia(plazos)])[:400]
        yield plazo
    yield from _de_continuidad(incidencia)
    yield from _de_adr(incidencia)


def _clase_de_plazo(incidencia: Incidencia) -> ClasePlazoLegal:
    es_reclamacion = incidencia.clase_legal == ClaseLegal.QUEJA_RECLAMACION
    return ClasePlazoLegal.RESPUESTA if es_reclamacion else ClasePlazoLegal.RESOLUCION


def _limites(expediente: Expediente, peticion: PeticionCompletar | None) -> PlazosReclamacion:
    """Those of the filing; if it had to be completed, those of Ley 10/2025 begin with that.

    While the customer has to complete it they do not run; those of the State do: they say nothing
    of completing, and the earlier date is the one that counts.
    """
    todos = _calcular(expediente, expediente.incidencia.dia_llegada)
    if peticion is None:
        return todos
    limites = [uno for uno in todos.limites if uno.codigo not in LEY_DE_ATENCION]
    if peticion.completada_en is not None:
        desde = _calcular(expediente, dia_local(peticion.completada_en))
        limites += [uno for uno in desde.limites if uno.codigo in LEY_DE_ATENCION]
    limites.sort(key=lambda limite: limite.fecha)
    return PlazosReclamacion(tuple(limites), None, None, todos.motivos)


def _sin_norma_propia(plazos: PlazosReclamacion) -> Iterator[str]:
    """That the State's limit is used because we know of none of that community."""
    return (motivo.frase(_) for motivo in plazos.motivos if "comunidad" in motivo.datos)


def territorio_de(incidencia: Incidencia) -> str:
    """The community whose limit to answer counts: that of its complaint sheet; else, that of the
    place where we serve the customer; else, ours. Nothing is looked up for what is no complaint.
    """
    if incidencia.clase_legal != ClaseLegal.QUEJA_RECLAMACION:
        return empresa().comunidad
    hoja = None
    if incidencia.pk is not None:
        hoja = HojaReclamaciones.objects.filter(incidencia=incidencia).first()
    sede = incidencia.sede or (incidencia.equipo.sede if incidencia.equipo else None)
    return (
        (hoja.comunidad if hoja else "")
        or (sede.comunidad if sede else "")
        or (empresa().comunidad)
    )


def _calcular(expediente: Expediente, presentada: date) -> PlazosReclamacion:
    incidencia, compania = expediente.incidencia, empresa()
    return calcular_plazos_reclamacion(
        presentada,
        clase=ClaseLegal(incidencia.clase_legal),
        consumidor=incidencia.cliente.es_consumidor,
        gran_empresa=compania.es_gran_empresa or compania.es_servicio_basico_continuo,
        facturacion=_materia(incidencia) == MateriaLegal.FACTURACION,
        territorio=territorio_de(incidencia),
        festivos=expediente.reloj.horario.festivos,
        parametros=parametros_vigentes(),
    )


def _materia(incidencia: Incidencia) -> str:
    return incidencia.categoria.materia_legal if incidencia.categoria else ""


def _de_continuidad(incidencia: Incidencia) -> Iterator[PlazoLegal]:
    """A cut of a basic continuous service: hours by the clock (Ley 10/2025 art. 17.2)."""
    if _materia(incidencia) != MateriaLegal.CONTINUIDAD:
        return
    limite = limite_de_continuidad(
        timezone.localtime(incidencia.ocurrida_en),
        servicio_continuo=empresa().es_servicio_basico_continuo,
        parametros=parametros_vigentes(),
    )
    if limite is None:
        return
    dia = dia_local(limite.vence_en)
    plazo = _plazo(incidencia, "continuidad", limite.motivo, ClasePlazoLegal.CONTINUIDAD, dia, dia)
    plazo.vence_en = plazo.objetivo_en = limite.vence_en
    yield plazo


def _de_adr(incidencia: Incidencia) -> Iterator[PlazoLegal]:
    """With the answer or, without one, in a month, a consumer is told of the ADR bodies."""
    es_reclamacion = incidencia.clase_legal == ClaseLegal.QUEJA_RECLAMACION
    if not es_reclamacion or not incidencia.cliente.es_consumidor:
        return
    hitos = hitos_adr(incidencia.dia_llegada, parametros=parametros_vigentes())
    yield _plazo(
        incidencia,
        "adr_informar",
        hitos.motivos[0],
        ClasePlazoLegal.ADR,
        hitos.informar_hasta,
        hitos.informar_hasta,
    )


def _plazo(
    incidencia: Incidencia,
    regla: str,
    motivo: Motivo,
    clase: ClasePlazoLegal,
    fecha: date,
    objetivo: date,
) -> PlazoLegal:
    return PlazoLegal(
        incidencia=incidencia,
        regla=regla,
        norma=motivo.norma,
        articulo=motivo.articulo,
        clase=clase,
        por_que=motivo.frase(_)[:400],
        fecha_limite=fecha,
        fecha_objetivo=objetivo,
        vence_en=fin_de(fecha),
        objetivo_en=fin_de(objetivo),
    )


# --- What cannot be closed


def exigir_que_se_pueda_cerrar(incidencia: Incidencia, en: datetime) -> None:
    """A complaint is not resolved nor closed without its answer. Raises ErrorDeNegocio with why.

    One statement where there is nothing to ask for.
    """
    pendiente = (
        incidencia.plazos_legales.filter(clase=ClasePlazoLegal.RESPUESTA, cumplido_en=None)
        .order_by("fecha_limite")
        .first()
    )
    if pendiente is None:
        return
    motivos = impedimentos_de(incidencia, vencida=en > pendiente.vence_en)
    if motivos:
        frases = " ".join(f"{motivo.frase(_)} ({motivo.cita})" for motivo in motivos)
        raise ErrorDeNegocio(frases, codigo="reclamacion_sin_responder")


def exigir_que_se_pueda_anular(
    incidencia: Incidencia, por: Actor, *, como_basura: bool = False
) -> None:
    """A complaint that nobody has answered is cancelled by who supervises alone; as junk, only if
    nobody knows who sent it. Raises ErrorDeNegocio: with the case its limits would be gone.
    """
    debidas = incidencia.plazos_legales.filter(clase=ClasePlazoLegal.RESPUESTA, cumplido_en=None)
    debida = debidas.order_by("fecha_limite").first()
    if debida is None:
        return
    usuario = usuario_de(por)
    if usuario is None or not es_supervision(usuario):
        frase = _(
            "%(codigo)s es una reclamación sin responder, que vence el %(dia)s: solo la anula "
            "quien supervisa."
        )
    elif como_basura and not incidencia.cliente.es_provisional:
        frase = _(
            "%(codigo)s es una reclamación de un cliente conocido, que vence el %(dia)s: hay que "
            "responderla."
        )
    else:
        return
    datos = {"codigo": incidencia.codigo, "dia": f"{debida.fecha_limite:%d/%m/%Y}"}
    raise ErrorDeNegocio(frase % datos, codigo="reclamacion_sin_responder")


def exigir_que_responda_por(destino: Incidencia, incidencia: Incidencia) -> None:
    """What goes on in another case is owed there by the same date. Raises ErrorDeNegocio if not:
    nobody would answer that complaint, and no screen would say so.
    """
    debidas = PlazoLegal.objects.filter(clase=ClasePlazoLegal.RESPUESTA, cumplido_en=None)
    debida = debidas.filter(incidencia=incidencia).order_by("fecha_limite").first()
    if debida is None:
        return
    suyas = debidas.filter(incidencia=destino, fecha_limite__lte=debida.fecha_limite)
    if not (destino.esta_abierta and suyas.exists()):
        raise ErrorDeNegocio(
            _(
                "%(codigo)s es una reclamación que hay que responder antes del %(dia)s: fusiona "
                "la otra en esta."
            )
            % {"codigo": incidencia.codigo, "dia": f"{debida.fecha_limite:%d/%m/%Y}"},
            codigo="reclamacion_sin_responder",
        )


def impedimentos_de(incidencia: Incidencia, *, vencida: bool = False) -> tuple[Motivo, ...]:
    """Why that complaint cannot be closed yet (R14)."""
    respuesta = incidencia.respuestas_finales.order_by("-respondida_en").first()
    peticion = incidencia.peticiones.order_by("-pedida_en").first()
    hechos = HechosCierre(
        respondida=respuesta is not None,
        vencida=vencida,
        denegada=respuesta is not None and respuesta.sentido != SentidoRespuesta.ESTIMADA,
        con_motivos=respuesta is not None and bool(respuesta.motivos),
        con_adr=respuesta is not None and bool(respuesta.texto_adr),
        pedida=dia_local(peticion.pedida_en) if peticion else None,
        completada=peticion is not None and peticion.completada_en is not None,
        avisada=peticion is not None and consta_enviado(peticion.mensaje.comunicacion),
    )
    return impedimentos_de_cierre(hechos, hoy(), parametros_vigentes(), festivos_de(incidencia))


def consta_enviado(comunicacion: Comunicacion | None) -> bool:
    """It left: what only waits in the outbox has warned nobody."""
    return comunicacion is not None and comunicacion.destino == Destino.ENVIADA


def festivos_de(incidencia: Incidencia) -> frozenset[date]:
    """The holidays of the establishment that answers for the case."""
    from incidencias.relojes import reloj_para

    return frozenset(reloj_para(incidencia.grupo_id, "", incidencia.ocurrida_en).horario.festivos)
