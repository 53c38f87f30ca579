"""QR labels: given, given again (which revokes the one before) and revoked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from clientes.etiquetas import esta_al_dia, firmar_etiqueta
from clientes.eventos import Actor, CodigoEquipo, autor_de
from clientes.models import Cliente, Equipo, EtiquetaEquipo, EventoEquipo
from clientes.servicios.comun import bloquear_equipo
from nucleo.enlaces import huella
from nucleo.errores import ErrorDeNegocio
from nucleo.eventos import insertar_eventos


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
    for etiqueta in vivas.values():
        etiqueta.equipo = por_pk[etiqueta.equipo_id]
    al_dia = {pk: etiqueta for pk, etiqueta in vivas.items() if esta_al_dia(etiqueta)}
    faltan = [equipo for pk, equipo in por_pk.items() if pk not in al_dia]
    nuevas = {etiqueta.equipo_id: etiqueta for etiqueta in _emitir(faltan, por=por, en=en)}
    todas = al_dia | nuevas
    return [todas[pk] for pk in dict.fromkeys(pks) if pk in todas]


@transaction.atomic
def reemitir_etiqueta(pk: int, *, por: Actor, en: datetime | None = None) -> EtiquetaEquipo:
    """A new label; whoever reads the one before is told that it is worth nothing."""
    return _emitir([bloquear_equipo(pk)], por=por, en=en)[0]


@transaction.atomic
def anular_etiqueta(pk: int, *, por: Actor, en: datetime | None = None) -> None:
    """No label until another is printed. Raises ErrorDeNegocio if there is none alive."""
    if not _anular([bloquear_equipo(pk)], por=por, en=en):
        raise ErrorDeNegocio(_("No tiene ninguna etiqueta que anular."))


def componer_etiqueta(equipo: Equipo, version: int, emitida_en: datetime) -> EtiquetaEquipo:
    """The unsaved row of a label: of its token, only the hash."""
    return EtiquetaEquipo(
        equipo=equipo,
        version=version,
        huella=huella(firmar_etiqueta(equipo, version)),
        emitida_en=emitida_en,
    )


def _emitir(equipos: Sequence[Equipo], *, por: Actor, en: datetime | None) -> list[EtiquetaEquipo]:
    """A new label for each, which revokes the one before: the same statements for any number."""
    if not equipos:
        return []
    cuando = en or timezone.now()
    _anular(equipos, por=por, en=en)
    previas = EtiquetaEquipo.objects.filter(equipo__in=equipos).values_list("equipo_id")
    ultimas = dict(previas.annotate(ultima=Max("version")))
    nuevas = [
        componer_etiqueta(equipo, ultimas.get(equipo.pk, 0) + 1, cuando) for equipo in equipos
    ]
    EtiquetaEquipo.objects.bulk_create(nuevas)
    _anotar(nuevas, CodigoEquipo.ETIQUETA, por=por, en=cuando)
    return nuevas


def _anular(equipos: Sequence[Equipo], *, por: Actor, en: datetime | None) -> bool:
    vivas = list(EtiquetaEquipo.objects.filter(equipo__in=equipos, anulada_en=None))
    for etiqueta in vivas:
        etiqueta.anulada_en = max(en or timezone.now(), etiqueta.emitida_en)
    EtiquetaEquipo.objects.bulk_update(vivas, ["anulada_en"])
    _anotar(vivas, CodigoEquipo.ETIQUETA_ANULADA, por=por, en=en or timezone.now())
    return bool(vivas)


def _anotar(
    etiquetas: Sequence[EtiquetaEquipo], codigo: CodigoEquipo, *, por: Actor, en: datetime
) -> None:
    insertar_eventos(
        EventoEquipo,
        [
            EventoEquipo(
                equipo_id=etiqueta.equipo_id,
                codigo=codigo.value,
                ocurrido_en=en,
                datos={"version": etiqueta.version},
                **autor_de(por),
            )
            for etiqueta in etiquetas
        ],
    )
