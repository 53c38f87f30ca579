"""Drafts: written, changed as often as needed, thrown away."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from clientes.eventos import Actor, CodigoContrato
from clientes.models import ContratoMantenimiento, EquipoContratado, EstadoContrato
from clientes.servicios.comun import bloquear_cliente
from clientes.servicios.contratos.composicion import (
    NuevoContrato,
    componer_borrador,
    componer_contrato,
    componer_descarte,
    componer_envio,
)
from clientes.servicios.contratos.correo import pedir_firma
from clientes.servicios.contratos.guardado import asentar, bloquear_contrato
from clientes.servicios.contratos.revision import (
    exigir_avisable,
    exigir_borrador,
    exigir_transicion,
    momento_de,
    revisar,
)
from nucleo.errores import ErrorDeNegocio


@transaction.atomic
def redactar_contrato(
    datos: NuevoContrato, *, por: Actor, en: datetime | None = None
) -> ContratoMantenimiento:
    """Write a draft: nothing binds until it is signed. Raises ErrorDeNegocio at its field."""
    bloquear_cliente(datos.cliente.pk)
    revisar(datos)
    expediente = componer_contrato(datos, por=por, en=momento_de(en))
    exigir_avisable(expediente.contrato, expediente.ultimo)
    asentar(expediente)
    return expediente.contrato


@transaction.atomic
def cambiar_borrador(
    pk: int, datos: NuevoContrato, *, por: Actor, en: datetime | None = None
) -> ContratoMantenimiento:
    """Say anew all that a draft says. A signed contract is not changed: it is renewed or ended."""
    expediente = bloquear_contrato(pk)
    exigir_borrador(expediente.contrato)
    if datos.cliente.pk != expediente.contrato.cliente_id:
        raise ErrorDeNegocio(_("Un contrato no cambia de cliente."), campo="cliente")
    revisar(datos)
    cuando = momento_de(en)
    EquipoContratado.objects.filter(contrato=pk).delete()
    componer_borrador(expediente, datos, en=cuando)
    exigir_avisable(expediente.contrato, expediente.ultimo)
    expediente.anota(CodigoContrato.CAMBIO, por=por, en=cuando)
    asentar(expediente)
    return expediente.contrato


@transaction.atomic
def enviar_contrato(pk: int, *, por: Actor, en: datetime | None = None) -> ContratoMantenimiento:
    """Send the draft to its customer, who signs it by the link of the mail (TRLGDCU art. 98.2)."""
    expediente = bloquear_contrato(pk)
    contrato = expediente.contrato
    exigir_borrador(contrato)
    if not expediente.equipos:
        raise ErrorDeNegocio(_("Añade al menos un equipo antes de enviarlo."), campo="equipos")
    vez = contrato.eventos.filter(codigo=CodigoContrato.ENVIADO).count() + 1
    if not pedir_firma(expediente, vez):
        raise ErrorDeNegocio(_("El cliente no tiene correo: que lo firme aquí o en su casa."))
    componer_envio(expediente, por=por, en=momento_de(en))
    asentar(expediente)
    return contrato


@transaction.atomic
def descartar_contrato(pk: int, *, por: Actor, en: datetime | None = None) -> ContratoMantenimiento:
    """A draft that is not going to be signed."""
    expediente = bloquear_contrato(pk)
    exigir_transicion(expediente.contrato, EstadoContrato.DESCARTADO)
    componer_descarte(expediente, por=por, en=momento_de(en))
    asentar(expediente)
    return expediente.contrato
