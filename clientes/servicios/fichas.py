"""Customers, their contacts and their sites."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from clientes.eventos import Actor, CodigoCliente
from clientes.identidad import normalizar_correo, normalizar_nif, normalizar_telefono
from clientes.lugares import centro_de, comunidad_de, es_codigo_postal, provincia_de
from clientes.models import Cliente, Contacto, FuentePosicion, Sede, TipoCliente
from clientes.servicios.comun import (
    anotar_en_cliente,
    aplicar,
    bloquear_cliente,
    exigir_texto,
    guardar,
    poner,
)
from nucleo.errores import ErrorDeNegocio

_NORMALIZADORES = {
    "nif": normalizar_nif,
    "correo": normalizar_correo,
    "telefono": normalizar_telefono,
}


@transaction.atomic
def dar_de_alta_cliente(
    *,
    por: Actor,
    nombre: str,
    tipo: str = TipoCliente.PERSONA,
    es_consumidor: bool | None = None,
    en: datetime | None = None,
    **campos: Any,
) -> Cliente:
    """Create a customer: nif, correo, telefono, idioma, trato, segmento, es_provisional…

    A person is a consumer and a company is not, unless `es_consumidor` says so (an owners'
    community is one: TRLGDCU art. 3.1).
    """
    cliente = Cliente(
        nombre=exigir_texto(nombre, _("Escribe el nombre del cliente."), "nombre"),
        tipo=tipo,
        es_consumidor=tipo == TipoCliente.PERSONA if es_consumidor is None else es_consumidor,
        **_normalizar(campos),
    )
    guardar(cliente)
    anotar_en_cliente(
        cliente.pk, CodigoCliente.ALTA, por=por, en=en, provisional=cliente.es_provisional
    )
    return cliente


@transaction.atomic
def cambiar_cliente(pk: int, *, por: Actor, en: datetime | None = None, **cambios: Any) -> Cliente:
    """Change the given fields of a customer; the event says which, never their values."""
    cliente = bloquear_cliente(pk)
    if "nombre" in cambios:
        exigir_texto(cambios["nombre"], _("Escribe el nombre del cliente."), "nombre")
    if campos := aplicar(cliente, _normalizar(cambios)):
        anotar_en_cliente(pk, CodigoCliente.CAMBIO, por=por, en=en, campos=campos)
    return cliente


@transaction.atomic
def crear_contacto(
    cliente_pk: int, *, por: Actor, nombre: str, en: datetime | None = None, **campos: Any
) -> Contacto:
    """Add a person through whom the customer speaks to us."""
    bloquear_cliente(cliente_pk)
    contacto = Contacto(
        cliente_id=cliente_pk,
        nombre=exigir_texto(nombre, _("Escribe el nombre de la persona."), "nombre"),
        **_normalizar(campos),
    )
    guardar(contacto)
    anotar_en_cliente(cliente_pk, CodigoCliente.CONTACTO, por=por, en=en, contacto=contacto.pk)
    return contacto


@transaction.atomic
def cambiar_contacto(
    pk: int, *, por: Actor, en: datetime | None = None, **cambios: Any
) -> Contacto:
    """Change a contact. With another address it has to be proved again, by another user."""
    cliente_pk = Contacto.objects.values_list("cliente_id", flat=True).get(pk=pk)
    bloquear_cliente(cliente_pk)
    contacto = Contacto.objects.select_for_update().get(pk=pk)
    if "nombre" in cambios:
        exigir_texto(cambios["nombre"], _("Escribe el nombre de la persona."), "nombre")
    cambios = _normalizar(cambios)
    if cambios.get("correo", contacto.correo) != contacto.correo:
        cambios |= {"usuario": None, "correo_probado_en": None}
    if campos := aplicar(contacto, cambios):
        anotar_en_cliente(
            cliente_pk,
            CodigoCliente.CONTACTO_CAMBIO,
            por=por,
            en=en,
            contacto=contacto.pk,
            campos=campos,
        )
    return contacto


@transaction.atomic
def crear_sede(
    cliente_pk: int, *, por: Actor, direccion: str, en: datetime | None = None, **campos: Any
) -> Sede:
    """Add a place where we serve the customer; without a position, the centre of its town."""
    bloquear_cliente(cliente_pk)
    sede = Sede(
        cliente_id=cliente_pk,
        direccion=exigir_texto(direccion, _("Escribe la calle y el número."), "direccion"),
        **campos,
    )
    _situar(sede)
    guardar(sede)
    anotar_en_cliente(cliente_pk, CodigoCliente.SEDE, por=por, en=en, sede=sede.pk)
    return sede


@transaction.atomic
def cambiar_sede(pk: int, *, por: Actor, en: datetime | None = None, **cambios: Any) -> Sede:
    """Change a site; a position that we had worked out is worked out again."""
    cliente_pk = Sede.objects.values_list("cliente_id", flat=True).get(pk=pk)
    bloquear_cliente(cliente_pk)
    sede = Sede.objects.select_for_update().get(pk=pk)
    if "direccion" in cambios:
        exigir_texto(cambios["direccion"], _("Escribe la calle y el número."), "direccion")
    if campos := poner(sede, cambios):
        _situar(sede)
        guardar(sede)
        anotar_en_cliente(
            cliente_pk, CodigoCliente.SEDE_CAMBIO, por=por, en=en, sede=pk, campos=campos
        )
    return sede


def _normalizar(campos: dict[str, Any]) -> dict[str, Any]:
    return {
        campo: _NORMALIZADORES[campo](valor) if campo in _NORMALIZADORES else valor
        for campo, valor in campos.items()
    }


_DEDUCIDAS = (FuentePosicion.NINGUNA, FuentePosicion.MUNICIPIO)


def _situar(sede: Sede) -> None:
    """Province and community from the postal code, position from the town, never over a better one.

    Raises ErrorDeNegocio for a postal code that no province has.
    """
    sede.codigo_postal = sede.codigo_postal.replace(" ", "")
    if sede.codigo_postal and not es_codigo_postal(sede.codigo_postal):
        raise ErrorDeNegocio(
            _("El código postal tiene cinco cifras y empieza por las de su provincia (01–52)."),
            campo="codigo_postal",
        )
    if sede.codigo_postal:
        sede.provincia = provincia_de(sede.codigo_postal)
        sede.comunidad = comunidad_de(sede.codigo_postal)
    if sede.posicion_fuente not in _DEDUCIDAS:
        return
    centro = centro_de(sede.municipio, sede.comunidad) if sede.municipio else None
    sede.latitud = centro.latitud if centro else None
    sede.longitud = centro.longitud if centro else None
    sede.posicion_precision_m = centro.precision_m if centro else None
    sede.posicion_fuente = FuentePosicion.MUNICIPIO if centro else FuentePosicion.NINGUNA
