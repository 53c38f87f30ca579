"""What repeats by itself. It discovers its work and is safe to run twice."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date

from celery import shared_task
from django.db.models import (
    DateField,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    IntegerField,
    OuterRef,
    Value,
)
from django.utils import timezone

from clientes.duplicados import hallar_todas
from clientes.eventos import CodigoCliente
from clientes.models import (
    AvisoContrato,
    ClaseAviso,
    ContratoMantenimiento,
    ContratoQuerySet,
    EstadoContrato,
    EventoCliente,
)
from clientes.servicios import apuntar_duplicados
from clientes.servicios.contratos import avisar_contrato, cerrar_periodo
from clientes.servicios.duplicados import guardar_parejas
from nucleo.cursores import leer_desde_cursor
from nucleo.errores import ErrorDeNegocio
from nucleo.tiempo import dia_local

LOTE = 500
QUIEN_ES = [
    codigo.value
    for codigo in (
        CodigoCliente.ALTA,
        CodigoCliente.CAMBIO,
        CodigoCliente.CONTACTO,
        CodigoCliente.CONTACTO_CAMBIO,
        CodigoCliente.SEDE,
        CodigoCliente.SEDE_CAMBIO,
        CodigoCliente.SEPARACION,
        CodigoCliente.FUSION_DESHECHA,
    )
]
registro = logging.getLogger(__name__)
MARGEN_LEGAL = 60  # days: more than any norm asks to warn before the time to say no


@shared_task
def revisar_contratos() -> int:
    """Renew or expire what ended, and give the warnings that are due; returns how many moved.

    Every night; a night without it is made up for by the next one. Each contract is its own
    transaction, and the service looks again under lock.
    """
    hoy = dia_local(timezone.now())
    return _recorrer(acabados(hoy), cerrar_periodo, hoy) + _recorrer(
        por_avisar(hoy), avisar_contrato, hoy
    )


def acabados(hoy: date) -> ContratoQuerySet:
    """In force, and their last day has passed."""
    return _vigentes().filter(fecha_fin__lt=hoy)


def por_avisar(hoy: date) -> ContratoQuerySet:
    """Near enough to their end to warn somebody, and not everybody has been."""
    margen = Func(
        F("dias_aviso_personal"),
        F("dias_aviso_cliente"),
        F("dias_preaviso") + MARGEN_LEGAL,
        function="greatest",
        output_field=IntegerField(),
    )
    cerca = ExpressionWrapper(
        Value(hoy, output_field=DateField()) + margen, output_field=DateField()
    )
    dados = AvisoContrato.objects.filter(
        periodo__contrato=OuterRef("pk"), periodo__hasta=OuterRef("fecha_fin")
    )
    a_todos = Exists(dados.filter(clase=ClaseAviso.CLIENTE)) & Exists(
        dados.filter(clase=ClaseAviso.PERSONAL)
    )
    return _vigentes().filter(fecha_fin__gte=hoy, fecha_fin__lte=cerca).exclude(a_todos)


def _vigentes() -> ContratoQuerySet:
    return ContratoMantenimiento.objects.filter(
        estado=EstadoContrato.VIGENTE, cliente__bloqueado_en=None
    ).order_by("pk")


def _recorrer(contratos: ContratoQuerySet, servicio: Callable[..., int | str], hoy: date) -> int:
    """Call the service of each; one that says no must not stop the others."""
    movidos = 0
    for pk in list(contratos.values_list("pk", flat=True)):
        try:
            movidos += bool(servicio(pk, hoy=hoy))
        except ErrorDeNegocio as error:
            # Its code: the sentence may name a customer.
            registro.warning("contrato %s: %s", pk, error.codigo)
    return movidos


# --- Duplicates


@shared_task
def buscar_duplicados() -> int:
    """Look for the duplicates of whoever is new or changed since the last look. Safe to repeat."""
    sucesos = EventoCliente.objects.filter(codigo__in=QUIEN_ES)
    hallados, tocados = 0, set[int]()
    for suceso in leer_desde_cursor("duplicados", sucesos):
        tocados.add(suceso.cliente_id)
        if len(tocados) == LOTE:
            hallados += apuntar_duplicados(tocados)
            tocados.clear()
    return hallados + apuntar_duplicados(tocados)


@shared_task
def repasar_duplicados() -> int:
    """Compare all with all: what was imported with its own dates, and what was lost on the way."""
    return guardar_parejas(hallar_todas())
