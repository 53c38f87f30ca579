"""Decisions over a complaint: answer it, ask for what it lacks, tell of the extrajudicial way."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clientes.eventos import Actor
from incidencias.eventos import Codigo
from incidencias.models import (
    ClaseLegal,
    ClasePlazoLegal,
    Incidencia,
    MateriaLegal,
    PeticionCompletar,
    RespuestaReclamacion,
    SentidoRespuesta,
    TramiteADR,
)
from incidencias.servicios.bloqueo import bloquear, instante
from incidencias.servicios.composicion import (
    Expediente,
    componer_peticion,
    componer_resolucion,
    componer_respuesta_final,
    cumplir_plazos,
)
from incidencias.servicios.conversacion import responder
from incidencias.servicios.guardado import guardar_expediente
from incidencias.servicios.legales import (
    exigir_que_se_pueda_cerrar,
    festivos_de,
    recomponer_plazos_legales,
)
from normativa.parametros import parametros_vigentes
from normativa.reglas.completar import plazo_para_completar
from nucleo.errores import ErrorDeNegocio
from nucleo.exigencias import exigir_texto
from nucleo.restricciones import traducir_integridad
from nucleo.tiempo import dia_local, hoy

LO_MENOS_QUE_RESPONDE = 40  # characters: "recibido, gracias" answers nothing


@transaction.atomic
def responder_reclamacion(
    pk: int,
    *,
    por: Actor,
    texto: str,
    sentido: str,
    motivos: str = "",
    texto_adr: str = "",
    en: datetime | None = None,
) -> RespuestaReclamacion:
    """Answer a complaint on its substance, in public: its legal dates are met.

    A refusal, whole or in part, says why and which ADR body there is (Ley 10/2025 art. 13, Ley
    7/2017 art. 40). Raises ErrorDeNegocio otherwise, and for what is not a complaint.
    """
    expediente = bloquear(pk)
    _exigir_reclamacion(expediente.incidencia)
    texto = exigir_texto(texto, _("Escribe la respuesta a lo que pide."), "texto")
    if len(texto) < LO_MENOS_QUE_RESPONDE:
        raise ErrorDeNegocio(
            _("Responde a cada punto: eso es un acuse, no una respuesta."), campo="texto"
        )
    motivos, texto_adr = motivos.strip(), texto_adr.strip()
    if sentido != SentidoRespuesta.ESTIMADA:
        motivos = exigir_texto(
            motivos, _("Di por qué no se le da la razón, punto por punto."), "motivos"
        )
        texto_adr = exigir_texto(
            texto_adr, _("Di a qué entidad extrajudicial puede acudir, y cómo."), "texto_adr"
        )
    mensaje = responder(pk, por=por, texto=_cuerpo(texto, motivos, texto_adr), en=en)
    expediente = _con_plazos(pk)  # again: answering has changed it
    respuesta = componer_respuesta_final(
        expediente,
        mensaje=mensaje,
        sentido=SentidoRespuesta(sentido),
        motivos=motivos,
        texto_adr=texto_adr,
        por=por,
        en=mensaje.ocurrido_en,
    )
    guardar_expediente(expediente)
    return respuesta


@transaction.atomic
def pedir_que_se_complete(
    pk: int, *, por: Actor, que_falta: str, en: datetime | None = None
) -> PeticionCompletar:
    """Ask for what an incomplete complaint lacks, with the days that the law gives for it.

    The message says what silence will mean. Raises ErrorDeNegocio if it was asked already.
    """
    expediente = bloquear(pk)
    incidencia = expediente.incidencia
    _exigir_reclamacion(incidencia)
    que_falta = exigir_texto(que_falta, _("Di qué falta."), "que_falta")
    if incidencia.peticiones.filter(completada_en=None, vencida_en=None).exists():
        raise ErrorDeNegocio(_("Ya se le ha pedido que la complete."))
    en = instante(expediente, en)
    hasta = plazo_para_completar(
        dia_local(en), parametros_vigentes(), festivos_de(incidencia)
    ).hasta
    mensaje = responder(pk, por=por, texto=_peticion(incidencia, que_falta, hasta), en=en)
    expediente = _con_plazos(pk)
    with traducir_integridad():
        peticion = componer_peticion(
            expediente, mensaje=mensaje, fecha_tope=hasta, por=por, en=mensaje.ocurrido_en
        )
        recomponer_plazos_legales(expediente, peticion)
        guardar_expediente(expediente)
    return peticion


@transaction.atomic
def completar_reclamacion(pk: int, *, por: Actor, en: datetime | None = None) -> PeticionCompletar:
    """The customer has sent what was missing: the limits of the Act begin with that day."""
    expediente = _con_plazos(pk)
    peticion = _peticion_abierta(expediente.incidencia)
    en = instante(expediente, en)
    peticion.completada_en = max(en, peticion.pedida_en)
    peticion.save(update_fields=["completada_en"])
    expediente.suceso(Codigo.COMPLETADA, por=por, en=en, peticion=peticion.pk)
    recomponer_plazos_legales(expediente, peticion)
    guardar_expediente(expediente)
    return peticion


@transaction.atomic
def dar_por_no_completada(pk: int, *, por: Actor) -> Incidencia:
    """What was warned comes true: without completing it, it is deemed resolved (art. 13.3).

    Raises ErrorDeNegocio before its day, or if the warning never left.
    """
    expediente = _con_plazos(pk)
    incidencia, ahora = expediente.incidencia, timezone.now()
    peticion = _peticion_abierta(incidencia)
    exigir_que_se_pueda_cerrar(incidencia, ahora)
    peticion.vencida_en = ahora
    peticion.save(update_fields=["vencida_en"])
    expediente.suceso(Codigo.NO_COMPLETADA, por=por, en=ahora, peticion=peticion.pk)
    cumplir_plazos(expediente, ahora, {ClasePlazoLegal.RESPUESTA, ClasePlazoLegal.ADR})
    componer_resolucion(
        expediente,
        solucion=_("No se completó en el plazo que se dio, que acababa el %(dia)s.")
        % {"dia": date_format(peticion.fecha_tope, "j \\d\\e F \\d\\e Y")},
        causa="no_completada",
        por=por,
        en=ahora,
    )
    return guardar_expediente(expediente)


@transaction.atomic
def informar_adr(pk: int, *, por: Actor, texto_adr: str, en: datetime | None = None) -> Incidencia:
    """Tell the consumer of the ADR bodies, though there is no answer yet (Ley 7/2017 art. 40.3)."""
    _exigir_reclamacion(bloquear(pk).incidencia)
    texto_adr = exigir_texto(texto_adr, _("Di a qué entidad puede acudir, y cómo."), "texto_adr")
    mensaje = responder(pk, por=por, texto=texto_adr, en=en)
    expediente = _con_plazos(pk)
    cumplir_plazos(expediente, mensaje.ocurrido_en, {ClasePlazoLegal.ADR})
    expediente.suceso(Codigo.ADR_INFORMADA, por=por, en=mensaje.ocurrido_en)
    return guardar_expediente(expediente)


@transaction.atomic
def anotar_tramite_adr(
    pk: int,
    *,
    por: Actor,
    entidad: str,
    fecha_solicitud: date,
    fecha_expediente: date | None = None,
    fecha_resultado: date | None = None,
    resultado: str = "",
) -> TramiteADR:
    """Note that it is before an ADR body, and how that goes; again, it is what is known now."""
    expediente = bloquear(pk)
    incidencia = expediente.incidencia
    _exigir_reclamacion(incidencia)
    dias = [dia for dia in (fecha_solicitud, fecha_expediente, fecha_resultado) if dia]
    if any(not incidencia.dia_llegada <= dia <= hoy() for dia in dias):
        raise ErrorDeNegocio(_("Las fechas van de cuando reclamó a hoy."), campo="fecha_solicitud")
    with traducir_integridad():
        tramite, _creado = TramiteADR.objects.update_or_create(
            incidencia=incidencia,
            defaults={
                "entidad": exigir_texto(entidad, _("Di ante qué entidad."), "entidad"),
                "fecha_solicitud": fecha_solicitud,
                "fecha_expediente": fecha_expediente,
                "fecha_resultado": fecha_resultado,
                "resultado": resultado.strip(),
            },
        )
    expediente.suceso(Codigo.ADR_TRAMITE, por=por, en=timezone.now(), tramite=tramite.pk)
    guardar_expediente(expediente)
    return tramite


@transaction.atomic
def informar_corte(
    pk: int, *, por: Actor, causa: str, restablecimiento: str, en: datetime | None = None
) -> Incidencia:
    """Tell the cause of a cut and when it is expected to end (Ley 10/2025 art. 17.2)."""
    incidencia = bloquear(pk).incidencia
    materia = incidencia.categoria.materia_legal if incidencia.categoria else ""
    if materia != MateriaLegal.CONTINUIDAD:
        raise ErrorDeNegocio(_("No es un corte de un servicio básico continuo."))
    causa = exigir_texto(causa, _("Di la causa del corte."), "causa")
    cuando = exigir_texto(
        restablecimiento, _("Di cuándo se espera restablecer."), "restablecimiento"
    )
    texto = _("Causa del corte: %(causa)s\n\nSe espera restablecer el servicio: %(cuando)s") % {
        "causa": causa,
        "cuando": cuando,
    }
    mensaje = responder(pk, por=por, texto=texto, en=en)
    expediente = _con_plazos(pk)
    cumplir_plazos(expediente, mensaje.ocurrido_en, {ClasePlazoLegal.CONTINUIDAD})
    expediente.suceso(Codigo.CORTE_INFORMADO, por=por, en=mensaje.ocurrido_en, mensaje=mensaje.pk)
    return guardar_expediente(expediente)


def _con_plazos(pk: int) -> Expediente:
    expediente = bloquear(pk)
    expediente.plazos_legales = list(expediente.incidencia.plazos_legales.all())
    return expediente


def _exigir_reclamacion(incidencia: Incidencia) -> None:
    if incidencia.clase_legal != ClaseLegal.QUEJA_RECLAMACION:
        raise ErrorDeNegocio(_("No es una queja ni una reclamación."))
    if not incidencia.esta_abierta:
        raise ErrorDeNegocio(_("La incidencia ya no está abierta."), codigo="transicion")


def _peticion_abierta(incidencia: Incidencia) -> PeticionCompletar:
    peticion = incidencia.peticiones.filter(completada_en=None, vencida_en=None).first()
    if peticion is None:
        raise ErrorDeNegocio(_("No se le ha pedido que complete nada."))
    return peticion


def _cuerpo(texto: str, motivos: str, texto_adr: str) -> str:
    partes = [texto]
    if motivos:
        partes.append(_("Por qué: %(motivos)s") % {"motivos": motivos})
    if texto_adr:
        partes.append(texto_adr)
    return "\n\n".join(partes)


def _peticion(incidencia: Incidencia, que_falta: str, hasta: date) -> str:
    datos = {"que": que_falta, "dia": date_format(hasta, "j \\d\\e F \\d\\e Y")}
    if incidencia.cliente.trato == "tu":
        return (
            _(
                "Para poder responder a tu reclamación nos falta:\n\n%(que)s\n\nPuedes enviarlo "
                "hasta el %(dia)s. Si ese día no lo tenemos, la daremos por resuelta."
            )
            % datos
        )
    return (
        _(
            "Para poder responder a su reclamación nos falta:\n\n%(que)s\n\nPuede enviarlo hasta "
            "el %(dia)s. Si ese día no lo tenemos, la daremos por resuelta."
        )
        % datos
    )
