"""Customers that were one: merged by pointer, and taken apart again (decisions/015)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from clientes.duplicados import Pareja, hallar_parejas
from clientes.eventos import Actor, CodigoCliente
from clientes.models import Cliente, EstadoDuplicado, EventoCliente, PosibleDuplicado
from clientes.servicios.composicion import Asiento, componer_fusion, componer_separacion
from clientes.servicios.guardado import guardar_asiento
from nucleo.errores import ErrorDeNegocio


@transaction.atomic
def fusionar_cliente(
    pk: int, *, por: Actor, en_cliente: Cliente, en: datetime | None = None
) -> Cliente:
    """That customer is the same as `en_cliente`, which survives; returns the survivor.

    Nothing else moves: cases, units and orders keep the customer that they had, and are shown with
    the survivor. Whoever had been merged into it goes along, so that a pointer never leads to
    another.
    """
    if pk == en_cliente.pk:
        raise ErrorDeNegocio(
            _("Un cliente no se puede fusionar consigo mismo: elige otro."), campo="en_cliente"
        )
    arrastrados = list(Cliente.objects.filter(fusionado_en=pk).values_list("pk", flat=True))
    filas = _bloquear(pk, en_cliente.pk, *arrastrados)
    cliente, destino = filas[pk], filas[en_cliente.pk]
    _exigir_vivo(cliente, campo="cliente")
    _exigir_vivo(destino, campo="en_cliente")
    # Whoever was merged into it while we waited for the lock would be left behind.
    if not set(Cliente.objects.identidades_de(pk)) <= set(filas):
        raise _acaba_de_cambiar()
    asiento = Asiento()
    suyos = [filas[uno] for uno in arrastrados if filas[uno].fusionado_en_id == pk]
    componer_fusion(asiento, cliente, destino, arrastrados=suyos, por=por, en=en)
    guardar_asiento(asiento)
    _decidir(cliente, destino, EstadoDuplicado.FUSIONADOS)
    return destino


@transaction.atomic
def separar_cliente(pk: int, *, por: Actor, en: datetime | None = None) -> Cliente:
    """Undo a merge: the customer is somebody again, with whoever came along with it then."""
    fusion = EventoCliente.objects.filter(cliente=pk, codigo=CodigoCliente.FUSION).order_by(
        "registrado_en", "id"
    )
    ultima = fusion.last()
    superviviente = Cliente.objects.values_list("fusionado_en_id", flat=True).get(pk=pk)
    if ultima is None or superviviente is None:
        raise ErrorDeNegocio(_("Ese cliente no está fusionado con ninguno."), codigo="separado")
    llevados = _siguen_llevados(ultima)
    filas = _bloquear(pk, superviviente, *llevados)
    cliente = filas[pk]
    if cliente.fusionado_en_id != superviviente:
        raise _acaba_de_cambiar()
    asiento = Asiento()
    suyos = [filas[uno] for uno in llevados if filas[uno].fusionado_en_id == superviviente]
    componer_separacion(asiento, cliente, filas[superviviente], restituidos=suyos, por=por, en=en)
    guardar_asiento(asiento)
    _decidir(cliente, filas[superviviente], EstadoDuplicado.PENDIENTE)
    return cliente


@transaction.atomic
def distinguir_clientes(pk: int, *, por: Actor, en: datetime | None = None) -> PosibleDuplicado:
    """They are not the same, says a person: the pair is not shown again."""
    pareja = PosibleDuplicado.objects.select_for_update().get(pk=pk)
    if pareja.estado == EstadoDuplicado.DISTINTOS:
        return pareja
    if pareja.estado == EstadoDuplicado.FUSIONADOS:
        raise ErrorDeNegocio(_("Ya se han fusionado: antes hay que deshacerlo."))
    pareja.estado = EstadoDuplicado.DISTINTOS
    pareja.save(update_fields=["estado"])
    asiento = Asiento()
    clientes = Cliente.objects.in_bulk([pareja.uno_id, pareja.otro_id])
    for uno, otro in ((pareja.uno_id, pareja.otro_id), (pareja.otro_id, pareja.uno_id)):
        asiento.suceso(clientes[uno], CodigoCliente.DISTINTO, por=por, en=en, cliente=otro)
    guardar_asiento(asiento)
    return pareja


@transaction.atomic
def apuntar_duplicados(pks: Iterable[int]) -> int:
    """Look for whom those customers may be the same as, and note it. Safe to repeat.

    What a person decided stays; a pair that no longer looks like one goes. Returns how many there
    are to look at.
    """
    de = set(pks)
    parejas = hallar_parejas(de)
    _olvidar_las_que_ya_no(de, parejas)
    return guardar_parejas(parejas)


def guardar_parejas(parejas: list[Pareja]) -> int:
    """Write the pairs found; their state is never touched here."""
    PosibleDuplicado.objects.bulk_create(
        [
            PosibleDuplicado(
                uno_id=una.uno, otro_id=una.otro, motivos=una.en_orden, puntos=una.puntos
            )
            for una in parejas
        ],
        update_conflicts=True,
        unique_fields=["uno", "otro"],
        update_fields=["motivos", "puntos"],
        batch_size=1000,
    )
    return len(parejas)


def _olvidar_las_que_ya_no(de: set[int], parejas: list[Pareja]) -> None:
    halladas = {(una.uno, una.otro) for una in parejas}
    pendientes = PosibleDuplicado.objects.filter(estado=EstadoDuplicado.PENDIENTE)
    suyas = pendientes.filter(uno__in=de) | pendientes.filter(otro__in=de)
    sobran = [
        pk
        for pk, uno, otro in suyas.values_list("pk", "uno", "otro")
        if (uno, otro) not in halladas
    ]
    PosibleDuplicado.objects.filter(pk__in=sobran, estado=EstadoDuplicado.PENDIENTE).delete()


def _acaba_de_cambiar() -> ErrorDeNegocio:
    return ErrorDeNegocio(
        _("Alguien acaba de fusionar o separar a ese cliente: vuelve a intentarlo."),
        codigo="acaba_de_cambiar",
    )


def _bloquear(*pks: int) -> dict[int, Cliente]:
    """In the order of their ids, whoever is merging whom at the same time."""
    filas = Cliente.objects.select_for_update().filter(pk__in=pks).order_by("pk")
    return {fila.pk: fila for fila in filas}


def _exigir_vivo(cliente: Cliente, *, campo: str) -> None:
    if cliente.bloqueado_en is not None:
        raise ErrorDeNegocio(_("Los datos de ese cliente están bloqueados."), campo=campo)
    if cliente.fusionado_en_id is not None:
        otro = cliente.fusionado_en
        frase = _("«%(cliente)s» ya está fusionado con «%(otro)s»: usa ese.")
        raise ErrorDeNegocio(
            frase % {"cliente": cliente, "otro": otro}, campo=campo, codigo="fusionado"
        )


def _siguen_llevados(fusion: EventoCliente) -> list[int]:
    """Whom that merge took along, without those that were merged again by themselves since."""
    llevados = set(fusion.datos.get("arrastrados", []))
    despues = EventoCliente.objects.filter(
        cliente__in=llevados,
        codigo=CodigoCliente.FUSION,
        registrado_en__gt=fusion.registrado_en,
    )
    return sorted(llevados - set(despues.values_list("cliente_id", flat=True)))


def _decidir(uno: Cliente, otro: Cliente, estado: EstadoDuplicado) -> None:
    pareja = PosibleDuplicado.objects.filter(uno=min(uno.pk, otro.pk), otro=max(uno.pk, otro.pk))
    pareja.update(estado=estado)
