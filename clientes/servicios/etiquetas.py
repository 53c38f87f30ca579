"""QR labels: given, given again (which revokes the one before) and revoked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from clientes.etiquetas import esta_al_dia, firmar_etiqueta
from clientes.eventos import Actor, CodigoEquipo
from clientes.models import Cliente, Equipo, EtiquetaEquipo
from clientes.servicios.comun import anotar_en_equipo, bloquear_equipo
from nucleo.enlaces import huella
from nucleo.errores import ErrorDeNegocio


@transaction.atomic
def emitir_etiquetas(
    pks: Sequence[int], *, por: Actor, en: datetime | None = None
) -> list[EtiquetaEquipo]:
    """The living label of each of those units, given now to those without one; in that order.

    Printing twice gives the same label: only `reemitir_etiqueta` revokes. Retired units and those
    of blocked customers are left out.
    """
    vivos = Equipo.objects.filter(pk__in=pks).en_uso().filter(cliente__bloqueado_en=None)
    propietarios = vivos.order_by("cliente_id").values_list("cliente_id", flat=True).distinct()
    list(Cliente.objects.filter(pk__in=list(propietarios)).select_for_update().order_by("pk"))
    equipos = vivos.select_related("producto").select_for_update(of=("self",)).order_by("pk")
    por_pk = {equipo.pk: equipo for equipo in equipos}
    vivas = {
        etiqueta.equipo_id: etiqueta
        for etiqueta in EtiquetaEquipo.objects.filter(equipo__in=por_pk, anulada_en=None)
    }
    etiquetas = []
    for pk in dict.fromkeys(pks):
        if (equipo := por_pk.get(pk)) is None:
            continue
        etiqueta = vivas.get(pk)
        if etiqueta is not None:
            etiqueta.equipo = equipo
        if etiqueta is None or not esta_al_dia(etiqueta):
            etiqueta = _emitir(equipo, por=por, en=en)
        etiquetas.append(etiqueta)
    return etiquetas


@transaction.atomic
def reemitir_etiqueta(pk: int, *, por: Actor, en: datetime | None = None) -> EtiquetaEquipo:
    """A new label; whoever reads the one before is told that it is worth nothing."""
    return _emitir(bloquear_equipo(pk), por=por, en=en)


@transaction.atomic
def anular_etiqueta(pk: int, *, por: Actor, en: datetime | None = None) -> None:
    """No label until another is printed. Raises ErrorDeNegocio if there is none alive."""
    if not _anular(bloquear_equipo(pk), por=por, en=en):
        raise ErrorDeNegocio(_("No tiene ninguna etiqueta que anular."))


def componer_etiqueta(equipo: Equipo, version: int, emitida_en: datetime) -> EtiquetaEquipo:
    """The unsaved row of a label: of its token, only the hash."""
    return EtiquetaEquipo(
        equipo=equipo,
        version=version,
        huella=huella(firmar_etiqueta(equipo, version)),
        emitida_en=emitida_en,
    )


def _emitir(equipo: Equipo, *, por: Actor, en: datetime | None) -> EtiquetaEquipo:
    _anular(equipo, por=por, en=en)
    ultima = equipo.etiquetas.aggregate(n=Max("version"))["n"] or 0
    etiqueta = componer_etiqueta(equipo, ultima + 1, en or timezone.now())
    etiqueta.save()
    anotar_en_equipo(equipo, CodigoEquipo.ETIQUETA, por=por, en=en, version=etiqueta.version)
    return etiqueta


def _anular(equipo: Equipo, *, por: Actor, en: datetime | None) -> bool:
    viva = equipo.etiquetas.filter(anulada_en=None).first()
    if viva is None:
        return False
    viva.anulada_en = max(en or timezone.now(), viva.emitida_en)
    viva.save(update_fields=["anulada_en"])
    anotar_en_equipo(equipo, CodigoEquipo.ETIQUETA_ANULADA, por=por, en=en, version=viva.version)
    return True
