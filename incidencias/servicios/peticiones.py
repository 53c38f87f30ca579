"""Ask another department, or whoever may authorise, without letting go of the case."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cuentas.models import Grupo, Usuario
from cuentas.servicios import notificar
from incidencias.destinatarios import atienden, es_supervision, que_la_ven
from incidencias.eventos import Codigo
from incidencias.models import ClasePeticion, Incidencia, PeticionInterna
from incidencias.permisos import exigir_cortesia, quienes_alcanzan
from incidencias.relojes import reloj_para
from incidencias.servicios.bloqueo import bloquear
from incidencias.servicios.coberturas import dar_cortesia
from incidencias.servicios.composicion import Expediente
from incidencias.servicios.guardado import guardar_expediente
from nucleo.errores import ErrorDeNegocio
from nucleo.exigencias import exigir_texto
from nucleo.restricciones import traducir_integridad

# The other department has at least this, even if the customer's clock is nearly over.
LO_MINIMO = timedelta(minutes=30)
# Of the time that is left to the customer, what is ours: to read the answer and pass it on.
RESERVA = 4
HORAS_DE_AUTORIZACION = 4
HORA_S = 3600


@transaction.atomic
def pedir_a_grupo(pk: int, *, por: Usuario, grupo: Grupo, texto: str) -> PeticionInterna:
    """Ask another team for something: the case stays with whom it is, and its clocks run on.

    Its own limit is that team's working hours, inside what the customer has left. Raises
    ErrorDeNegocio without a text or for a team without anybody who may see the case.
    """
    expediente = bloquear(pk)
    _exigir_abierta(expediente.incidencia)
    texto = exigir_texto(texto, _("Di qué necesitas."), "texto")
    if not grupo.miembros.activos().exists():
        raise ErrorDeNegocio(
            _("En %(grupo)s no hay nadie que pueda responder.") % {"grupo": grupo}, campo="grupo"
        )
    quienes = que_la_ven(expediente.incidencia, grupo.miembros.activos())
    if not quienes:
        raise ErrorDeNegocio(
            _("Es de un grupo restringido: nadie de %(grupo)s puede verla.") % {"grupo": grupo},
            campo="grupo",
        )
    return _pedir(expediente, PeticionInterna(grupo=grupo, texto=texto, pedida_por=por), quienes)


@transaction.atomic
def pedir_autorizacion(
    pk: int, *, por: Usuario, importe_eur: Decimal, texto: str
) -> PeticionInterna:
    """Ask for goodwill above one's own limit: granting it gives it.

    Raises ErrorDeNegocio for an amount that whoever asks may give alone, or that nobody may.
    """
    expediente = bloquear(pk)
    _exigir_abierta(expediente.incidencia)
    texto = exigir_texto(texto, _("Di por qué."), "texto")
    if not importe_eur or importe_eur <= 0:
        raise ErrorDeNegocio(_("Di de cuánto es."), campo="importe_eur")
    quienes = que_la_ven(expediente.incidencia, quienes_alcanzan(importe_eur))
    if por in quienes:
        raise ErrorDeNegocio(_("Puedes darla tú: no hace falta pedirla."), campo="importe_eur")
    if not quienes:
        raise ErrorDeNegocio(_("Nadie puede autorizar tanto."), campo="importe_eur")
    clase = ClasePeticion.AUTORIZACION
    peticion = PeticionInterna(clase=clase, importe_eur=importe_eur, texto=texto, pedida_por=por)
    return _pedir(expediente, peticion, quienes)


@transaction.atomic
def responder_peticion(
    pk: int, *, por: Usuario, respuesta: str, concedida: bool | None = None
) -> PeticionInterna:
    """Answer what was asked; an authorisation, with yes or no: a yes gives the goodwill.

    Raises ErrorDeNegocio for who was not asked, without an answer, or if it was answered already.
    """
    peticion, expediente = _bloquear(pk)
    _exigir_que_le_toca(peticion, por)
    respuesta = exigir_texto(respuesta, _("Escribe la respuesta."), "respuesta")
    if peticion.clase == ClasePeticion.AUTORIZACION and concedida is None:
        raise ErrorDeNegocio(_("Di si se autoriza o no."), campo="concedida")
    ahora = timezone.now()
    peticion.respuesta, peticion.respondida_en, peticion.respondida_por = respuesta, ahora, por
    peticion.concedida = concedida if peticion.clase == ClasePeticion.AUTORIZACION else None
    with traducir_integridad():
        peticion.save()
    expediente.suceso(
        Codigo.PETICION_RESPONDIDA,
        por=por,
        en=ahora,
        peticion=peticion.pk,
        concedida=peticion.concedida,
    )
    guardar_expediente(expediente)
    if peticion.concedida:
        dar_cortesia(
            peticion.incidencia_id,
            por=por,
            coste_eur=peticion.importe_eur or Decimal(0),
            motivo=peticion.texto[:500],
        )
    _avisar_respuesta(peticion)
    return peticion


@transaction.atomic
def retirar_peticion(pk: int, *, por: Usuario) -> PeticionInterna:
    """It is no longer needed. Raises ErrorDeNegocio for who neither asked nor supervises."""
    peticion, expediente = _bloquear(pk)
    if por.pk != peticion.pedida_por_id and not es_supervision(por):
        raise ErrorDeNegocio(_("La retira quien la pidió o quien supervisa."), codigo="sin_permiso")
    peticion.anulada_en = timezone.now()
    peticion.save(update_fields=["anulada_en"])
    expediente.suceso(
        Codigo.PETICION_RETIRADA, por=por, en=peticion.anulada_en, peticion=peticion.pk
    )
    guardar_expediente(expediente)
    return peticion


def avisar_peticiones_vencidas() -> int:
    """Tell, once, who asked and who was asked that the time is up; returns how many."""
    vencidas = PeticionInterna.objects.vencidas().filter(avisada_en=None)
    avisadas = 0
    for peticion in vencidas.select_related("incidencia__grupo", "grupo", "pedida_por")[:500]:
        mia = PeticionInterna.objects.filter(pk=peticion.pk, avisada_en=None)
        if not mia.update(avisada_en=timezone.now()):
            continue
        notificar(
            {peticion.pedida_por, *_a_quien_se_pide(peticion)},
            clave=f"peticion:{peticion.pk}:vencida",
            texto=_("Sin respuesta a tiempo en %(codigo)s: %(texto)s")
            % {"codigo": peticion.incidencia.codigo, "texto": peticion.texto[:150]},
            url=peticion.incidencia.get_absolute_url(),
            icono="alarm-clock",
        )
        avisadas += 1
    return avisadas


def limite_de(incidencia: Incidencia, grupo: Grupo | None, ahora: datetime) -> datetime:
    """When the answer is due: the working hours of whoever is asked, inside the customer's limit.

    Of what the customer has left, a quarter is kept for passing the answer on; whoever is asked has
    at least half an hour.
    """
    horas = grupo.horas_peticion if grupo else HORAS_DE_AUTORIZACION
    reloj = reloj_para(grupo.pk if grupo else incidencia.grupo_id, "", ahora)
    limite = reloj.limite(ahora, horas * HORA_S, [])
    del_cliente = incidencia.proximo_limite
    if del_cliente is not None and del_cliente > ahora:
        limite = min(limite, del_cliente - (del_cliente - ahora) / RESERVA)
    return max(limite, ahora + LO_MINIMO)


def _pedir(
    expediente: Expediente, peticion: PeticionInterna, destinatarios: list[Usuario]
) -> PeticionInterna:
    peticion.incidencia, peticion.pedida_en = expediente.incidencia, timezone.now()
    peticion.limite_en = limite_de(peticion.incidencia, peticion.grupo, peticion.pedida_en)
    with traducir_integridad():
        peticion.save(force_insert=True)
    expediente.suceso(
        Codigo.PETICION_INTERNA,
        por=peticion.pedida_por,
        en=peticion.pedida_en,
        peticion=peticion.pk,
        grupo=peticion.grupo_id,
    )
    guardar_expediente(expediente)
    notificar(
        [persona for persona in destinatarios if persona != peticion.pedida_por],
        clave=f"peticion:{peticion.pk}",
        texto=_("%(persona)s pregunta en %(codigo)s: %(texto)s")
        % {
            "persona": peticion.pedida_por,
            "codigo": expediente.incidencia.codigo,
            "texto": peticion.texto[:150],
        },
        url=expediente.incidencia.get_absolute_url(),
        icono="message-circle-question-mark",
    )
    return peticion


def _bloquear(pk: int) -> tuple[PeticionInterna, Expediente]:
    caso = PeticionInterna.objects.values_list("incidencia_id", flat=True).get(pk=pk)
    expediente = bloquear(caso)
    peticion = PeticionInterna.objects.select_related("grupo", "pedida_por").get(pk=pk)
    peticion.incidencia = expediente.incidencia
    if peticion.respondida_en is not None:
        raise ErrorDeNegocio(_("Ya está respondida."), codigo="transicion")
    if peticion.anulada_en is not None:
        raise ErrorDeNegocio(_("Ya no hace falta: la retiraron."), codigo="transicion")
    return peticion, expediente


def _a_quien_se_pide(peticion: PeticionInterna) -> list[Usuario]:
    if peticion.grupo is not None:
        return que_la_ven(peticion.incidencia, peticion.grupo.miembros.activos())
    return que_la_ven(peticion.incidencia, quienes_alcanzan(peticion.importe_eur or Decimal(0)))


def _exigir_que_le_toca(peticion: PeticionInterna, por: Usuario) -> None:
    if peticion.clase == ClasePeticion.AUTORIZACION:
        exigir_cortesia(por, peticion.importe_eur or Decimal(0))
    elif not (es_supervision(por) or por.grupos.contains(peticion.grupo)):  # type: ignore[arg-type]
        raise ErrorDeNegocio(
            _("La responde alguien de %(grupo)s.") % {"grupo": peticion.grupo},
            codigo="sin_permiso",
        )


def _avisar_respuesta(peticion: PeticionInterna) -> None:
    notificar(
        {peticion.pedida_por, *atienden(peticion.incidencia)} - {peticion.respondida_por},
        clave=f"peticion:{peticion.pk}:respondida",
        texto=_("%(persona)s te ha respondido en %(codigo)s: %(texto)s")
        % {
            "persona": peticion.respondida_por,
            "codigo": peticion.incidencia.codigo,
            "texto": peticion.respuesta[:150],
        },
        url=peticion.incidencia.get_absolute_url(),
        icono="message-circle-reply",
    )


def _exigir_abierta(incidencia: Incidencia) -> None:
    if not incidencia.esta_abierta:
        raise ErrorDeNegocio(
            _("%(codigo)s ya no está abierta.") % {"codigo": incidencia.codigo},
            codigo="transicion",
        )
