"""A customer puts a unit under their name: composed of the services of customers, in one go."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from clientes.models import (
    ClaseDocumento,
    Compra,
    Contacto,
    Equipo,
    Producto,
    TipoCliente,
)
from clientes.servicios import (
    asignar_compra,
    guardar_documento,
    registrar_compra,
    registrar_equipo,
)
from incidencias.models import Canal, Incidencia, Tipo
from incidencias.servicios import NuevaIncidencia, abrir_incidencia, anotar_nota
from nucleo.enlaces import direccion_absoluta
from nucleo.errores import ErrorDeNegocio
from nucleo.eventos import SISTEMA
from nucleo.palabras import decir
from portal.forms import Fichero

DEL_EQUIPO = ("numero_serie", "alias", "vendedor", "sede")
DE_LA_COMPRA = ("fecha_albaran", "condicion", "modalidad", "vendedor")


@transaction.atomic
def anotar_equipo(
    contacto: Contacto,
    producto: Producto,
    datos: dict[str, Any],
    *,
    placa: Iterable[Fichero] = (),
    justificante: Iterable[Fichero] = (),
) -> Equipo:
    """The unit, its purchase (still to be checked) and its papers, or nothing.

    `datos`: the fields of the form. Raises ErrorDeNegocio, at its field; with the code of the
    constraint if that serial is already somebody's.
    """
    de_empresa = contacto.cliente.tipo != TipoCliente.PERSONA
    equipo = registrar_equipo(
        por=contacto,
        cliente=contacto.cliente,
        producto=producto,
        usuario_contacto=contacto if de_empresa else None,
        **{campo: datos[campo] for campo in DEL_EQUIPO if datos.get(campo)},
    )
    compra: Compra | None = datos.get("compra")
    if compra is not None:
        asignar_compra(compra.pk, por=contacto, equipo_pk=equipo.pk)
    _guardar(contacto, equipo, ClaseDocumento.PLACA, placa)
    if compra is None and datos.get("fecha_contrato"):
        anotar_compra(contacto, equipo, datos, justificante)
    else:
        _guardar(contacto, equipo, ClaseDocumento.JUSTIFICANTE, justificante)
    return equipo


@transaction.atomic
def anotar_compra(
    contacto: Contacto, equipo: Equipo, datos: dict[str, Any], justificante: Iterable[Fichero] = ()
) -> Compra:
    """When they bought it, still to be checked, with its evidence.

    Raises ErrorDeNegocio if they have just told it (two pages, or two people of a company).
    """
    ficheros = list(justificante)
    compra = registrar_compra(
        por=contacto,
        cliente=equipo.cliente,
        equipo=equipo,
        fecha_contrato=datos["fecha_contrato"],
        fecha_factura=datos["fecha_contrato"],
        justificante=ficheros[0][0] if ficheros else None,
        por_comprobar=True,
        **{campo: datos[campo] for campo in DE_LA_COMPRA if datos.get(campo)},
    )
    # Now that the customer is locked, nobody else of theirs is telling it.
    suyas = Compra.objects.filter(equipo=equipo, cliente=compra.cliente_id)
    if suyas.exclude(pk=compra.pk).exists():
        raise ErrorDeNegocio(_("Ya nos han dicho cuándo se compró."), codigo="ya_dicha")
    _guardar(contacto, equipo, ClaseDocumento.JUSTIFICANTE, ficheros)
    return compra


def _guardar(contacto: Contacto, equipo: Equipo, clase: str, ficheros: Iterable[Fichero]) -> None:
    for archivo, nombre in ficheros:
        guardar_documento(equipo.pk, por=contacto, archivo=archivo, nombre=nombre, clase=clase)


@transaction.atomic
def pedir_que_se_anote(
    contacto: Contacto,
    texto: str,
    adjuntos: Iterable[Fichero],
    *,
    ya_anotado: Equipo | None = None,
) -> Incidencia:
    """Ask a person to put it under their name: we do not know the model, or it is another's.

    Whose it is stays in a note for the office.
    """
    incidencia = abrir_incidencia(
        NuevaIncidencia(
            cliente=contacto.cliente,
            contacto=contacto,
            asunto=decir(_("Pide que anotemos [un equipo] a su nombre")),
            descripcion=texto,
            tipo=Tipo.CONSULTA,
            canal=Canal.PORTAL,
            idioma=contacto.idioma,
            adjuntos=tuple(adjuntos),
        ),
        por=contacto,
    )
    if ya_anotado is not None:
        anotar_nota(incidencia.pk, por=SISTEMA, texto=_de_otro(ya_anotado))
    return incidencia


def _de_otro(equipo: Equipo) -> str:
    return decir(
        _(
            "[El equipo] %(serie)s (%(direccion)s) está a nombre de otro cliente: comprueba de"
            " quién es y, si ha cambiado de manos, traspásalo."
        )
    ) % {
        "serie": equipo.numero_serie or equipo.producto,
        "direccion": direccion_absoluta(equipo.get_absolute_url()),
    }


def es_de_otro(error: ErrorDeNegocio) -> bool:
    """Whether what failed is that the serial is already registered."""
    return error.codigo == "equipo_serie_unica_por_producto"
