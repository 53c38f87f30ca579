"""Junk mail: the case is cancelled, its sender may be banned, and all of it can be undone."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clientes.eventos import Actor, usuario_de
from clientes.models import Cliente
from incidencias.avisos import clave_de_acuse
from incidencias.eventos import Codigo
from incidencias.models import Incidencia, RemitenteVetado
from incidencias.servicios.bloqueo import bloquear, instante, volver_a_antes
from incidencias.servicios.composicion import componer_fin_de_spam, componer_spam
from incidencias.servicios.guardado import guardar_expediente
from incidencias.servicios.legales import exigir_que_se_pueda_anular
from nucleo.comunicaciones import anular
from nucleo.errores import ErrorDeNegocio
from nucleo.restricciones import traducir_integridad

LARGO_REMITENTE = 254


@transaction.atomic
def marcar_spam(
    pk: int, *, por: Actor, vetar: bool = False, en: datetime | None = None
) -> Incidencia:
    """It is junk: cancelled without telling anybody, its receipt taken back if it has not left.

    `vetar` bans the sender too. A provisional customer who only ever sent junk leaves the lists.
    Raises ErrorDeNegocio on a case that is over, or to ban somebody without an address.
    """
    expediente = bloquear(pk)
    incidencia = expediente.incidencia
    if not incidencia.esta_abierta:
        raise ErrorDeNegocio(
            _("%(codigo)s ya no está abierta.") % {"codigo": incidencia.codigo},
            codigo="transicion",
        )
    exigir_que_se_pueda_anular(incidencia, por, como_basura=True)
    en = instante(expediente, en)
    componer_spam(expediente, vetado=vetar, por=por, en=en)
    guardar_expediente(expediente)
    anular(clave_de_acuse(incidencia))
    if vetar:
        _vetar_al_de(incidencia, por)
    _descartar(incidencia.cliente, en)
    return incidencia


@transaction.atomic
def deshacer_spam(pk: int, *, por: Actor, en: datetime | None = None) -> Incidencia:
    """It was not junk: back to the state before, with its clocks, its customer and its sender."""
    expediente = bloquear(pk)
    incidencia = expediente.incidencia
    if not incidencia.es_spam:
        raise ErrorDeNegocio(_("No está marcada como correo basura."), codigo="transicion")
    marca = incidencia.eventos.filter(codigo=Codigo.SPAM).latest("ocurrido_en", "id")
    antes = volver_a_antes(expediente, marca)
    componer_fin_de_spam(expediente, **antes, por=por, en=instante(expediente, en))
    guardar_expediente(expediente)
    if marca.datos["vetado"]:
        _levantar(remitente_de(incidencia))
    recuperar(incidencia.cliente)
    return incidencia


def _descartar(cliente: Cliente, en: datetime) -> None:
    """Out of the lists, if nobody knows who it is and all that it sent is junk."""
    bueno = cliente.incidencias.filter(es_spam=False).exists()
    if cliente.es_provisional and not bueno:
        Cliente.objects.filter(pk=cliente.pk, descartado_en=None).update(descartado_en=en)


def recuperar(cliente: Cliente) -> None:
    """Back into the lists: it wrote something that is not junk."""
    if cliente.descartado_en is not None:
        Cliente.objects.filter(pk=cliente.pk).update(descartado_en=None)
        cliente.descartado_en = None


# --- Senders of whom we want nothing


def es_remitente_vetado(correo: str) -> bool:
    """Whether mail from that address opens nothing: itself, or its whole domain, is banned."""
    limpio = correo.strip().lower()
    if "@" not in limpio:
        return False
    dominio = "@" + limpio.rpartition("@")[2]
    vetados = RemitenteVetado.objects.filter(levantado_en=None)
    return vetados.filter(remitente__in=[limpio, dominio]).exists()


@transaction.atomic
def vetar(remitente: str, *, por: Actor, motivo: str = "") -> RemitenteVetado:
    """Ban an address, or a domain ("@ofertas.example"). Banned already, it stays as it was.

    Raises ErrorDeNegocio for what is neither.
    """
    limpio = remitente.strip().lower()
    usuario, arroba, dominio = limpio.rpartition("@")
    raro = not dominio or "." not in dominio or any(letra.isspace() for letra in limpio)
    if raro or not arroba or "@" in usuario or len(limpio) > LARGO_REMITENTE:
        raise ErrorDeNegocio(
            _("Escribe un correo o un dominio, como @ofertas.example."), campo="remitente"
        )
    previo = RemitenteVetado.objects.filter(remitente=limpio, levantado_en=None).first()
    if previo is not None:
        return previo
    with traducir_integridad():
        return RemitenteVetado.objects.create(
            remitente=limpio, motivo=motivo.strip()[:200], usuario=usuario_de(por)
        )


@transaction.atomic
def levantar_veto(pk: int) -> None:
    """Take their mail again. Twice changes nothing."""
    vetados = RemitenteVetado.objects.filter(pk=pk, levantado_en=None)
    vetados.update(levantado_en=timezone.now())


def remitente_de(incidencia: Incidencia) -> str:
    """The address that it came from, or that its customer has."""
    contacto = incidencia.contacto
    return (contacto.correo if contacto else "") or incidencia.cliente.correo


def _vetar_al_de(incidencia: Incidencia, por: Actor) -> None:
    remitente = remitente_de(incidencia)
    if not remitente:
        raise ErrorDeNegocio(_("No se sabe desde qué correo llegó."), campo="vetar")
    vetar(remitente, por=por, motivo=incidencia.codigo)


def _levantar(remitente: str) -> None:
    vetados = RemitenteVetado.objects.filter(remitente=remitente.lower(), levantado_en=None)
    vetados.update(levantado_en=timezone.now())
