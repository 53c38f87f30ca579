"""What we sent and came back: told by the receiver's server in a mail, or by ours at delivery."""

from __future__ import annotations

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clientes.servicios import marcar_correo_que_falla
from cuentas.servicios import notificar
from incidencias.correo.direcciones import es_de, es_de_antes, firmados_en_crudo
from incidencias.eventos import Codigo
from incidencias.models import CorreoEntrante, Incidencia, Rebote
from incidencias.servicios.linea import anotar
from nucleo.correo.tipos import CorreoLeido
from nucleo.eventos import SISTEMA
from nucleo.models import Comunicacion
from nucleo.models.comunicaciones import Canal, Destino

MAX_TOKENS = 20
HASTA_CUANDO = timedelta(days=7)  # what failed before is history
LOTE = 500


def recibir_rebote(correo: CorreoEntrante, leido: CorreoLeido, crudo: bytes) -> Incidencia | None:
    """The case whose mail came back, None if nothing in it proves that it was ours.

    Anybody can write a bounce: it is believed only if it gives back the signed address that the
    mail carried, and only of an address to which that case writes.
    """
    incidencia = _la_que_prueba(crudo)
    if incidencia is None or leido.rebote is None:
        return incidencia
    rebote = Rebote.objects.create(
        incidencia=incidencia,
        correo=correo,
        direccion=leido.rebote.correo[:254],
        es_permanente=leido.rebote.permanente,
        motivo=leido.rebote.motivo[:300],
        ocurrido_en=correo.recibido_en,
    )
    _contar(rebote, incidencia)
    return incidencia


def _la_que_prueba(crudo: bytes) -> Incidencia | None:
    firmados = list(dict.fromkeys(firmados_en_crudo(crudo)))[:MAX_TOKENS]
    casos = Incidencia.objects.filter(pk__in=[pk for pk, _token in firmados])
    por_pk = {caso.pk: caso for caso in casos.select_related("cliente", "contacto", "responsable")}
    for pk, token in firmados:
        caso = por_pk.get(pk)
        if caso is not None and (es_de(token, caso) or es_de_antes(token, caso)):
            return caso
    return None


def recoger_fallidas() -> int:
    """Tell in their cases the mails that our server refused for good; returns how many are new."""
    desde = timezone.now() - HASTA_CUANDO
    contadas = Rebote.objects.filter(comunicacion__isnull=False).values("comunicacion")
    fallidas = Comunicacion.objects.filter(
        destino=Destino.FALLIDA, canal=Canal.CORREO, fallido_en__gt=desde
    ).exclude(referencia="")
    nuevas = fallidas.exclude(pk__in=contadas).order_by("pk")[:LOTE]
    return sum(map(_contar_fallida, nuevas))


@transaction.atomic
def _contar_fallida(comunicacion: Comunicacion) -> bool:
    """Once: the unique key refuses the second."""
    incidencia = (
        Incidencia.objects.filter(codigo=comunicacion.referencia)
        .select_related("cliente", "contacto", "responsable")
        .first()
    )
    if incidencia is None:
        return False
    try:
        with transaction.atomic():
            rebote = Rebote.objects.create(
                incidencia=incidencia,
                comunicacion=comunicacion,
                direccion=comunicacion.para,
                motivo=comunicacion.ultimo_error,
                ocurrido_en=comunicacion.fallido_en or timezone.now(),
            )
    except IntegrityError:
        return False
    _contar(rebote, incidencia)
    return True


def _contar(rebote: Rebote, incidencia: Incidencia) -> None:
    """In the timeline, in the address of the contact, and to whoever answers for the case."""
    anotar(
        incidencia,
        Codigo.CORREO_DEVUELTO,
        por=SISTEMA,
        en=max(rebote.ocurrido_en, incidencia.ocurrida_en),
        rebote=rebote.pk,
        permanente=rebote.es_permanente,
    )
    contacto = incidencia.contacto
    suyas = {incidencia.cliente.correo, contacto.correo if contacto else ""} - {""}
    if rebote.es_permanente and rebote.direccion.lower() in suyas:
        marcar_correo_que_falla(rebote.direccion, motivo=rebote.motivo, en=rebote.ocurrido_en)
    if incidencia.responsable is not None:
        notificar(
            [incidencia.responsable],
            clave=f"rebote:{rebote.pk}",
            texto=_("%(codigo)s: no se puede entregar el correo a %(correo)s")
            % {"codigo": incidencia.codigo, "correo": rebote.direccion},
            url=incidencia.get_absolute_url(),
            icono="mail-x",
        )
