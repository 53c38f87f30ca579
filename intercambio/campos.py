"""The fields that a file may bring, how each is read, and the titles that people give them.

One catalogue for the proposal of columns, the reading of values, the templates and the export: a
title that is exported is a title that is recognised.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from clientes.models import (
    AlcanceContrato,
    Condicion,
    Gama,
    Idioma,
    MotivoRetirada,
    NuestroPapel,
    QuienPaga,
    RenovacionContrato,
    TipoCliente,
    TipoCobertura,
    Trato,
)
from intercambio.models import Clase

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Tipo(StrEnum):
    TEXTO = "texto"
    FECHA = "fecha"
    IMPORTE = "importe"
    ENTERO = "entero"
    SI_NO = "si_no"
    OPCION = "opcion"
    NIF = "nif"
    TELEFONO = "telefono"
    CORREO = "correo"
    POSTAL = "postal"


@dataclass(frozen=True)
class Campo:
    """`nombres`: titles by which it goes, in plain letters. `sinonimos`: other words of a value."""

    codigo: str
    titulo: StrOrPromise
    tipo: Tipo = Tipo.TEXTO
    nombres: tuple[str, ...] = ()
    opciones: type[models.TextChoices] | None = None
    sinonimos: dict[str, str] = field(default_factory=dict, hash=False, compare=False)

    @property
    def entidad(self) -> str:
        return self.codigo.partition(".")[0]

    @property
    def nombre(self) -> str:
        return self.codigo.partition(".")[2]


ENTIDADES: dict[str, StrOrPromise] = {
    "cliente": _("Cliente"),
    "contacto": _("Contacto"),
    "sede": _("Sede"),
    "producto": _("Producto"),
    "equipo": _("Equipo"),
    "compra": _("Compra"),
    "cobertura": _("Cobertura"),
    "contrato": _("Contrato"),
}

_CLIENTE = (
    Campo(
        "cliente.numero",
        _("N.º de cliente"),
        Tipo.ENTERO,
        ("numero de cliente", "num cliente", "n cliente", "nro cliente", "id cliente"),
    ),
    Campo(
        "cliente.referencia_externa",
        _("Referencia del cliente"),
        nombres=(
            "codigo cliente",
            "codigo de cliente",
            "cod cliente",
            "ref cliente",
            "referencia externa",
            "cliente id",
            "cuenta",
        ),
    ),
    Campo(
        "cliente.nombre",
        _("Nombre del cliente"),
        nombres=(
            "cliente",
            "nombre",
            "nombre cliente",
            "razon social",
            "nombre o razon social",
            "nombre y apellidos",
            "titular",
            "propietario",
            "empresa",
            "nombre fiscal",
        ),
    ),
    Campo("cliente.apellidos", _("Apellidos"), nombres=("apellido", "apellidos cliente")),
    Campo(
        "cliente.tipo",
        _("Tipo de cliente"),
        Tipo.OPCION,
        ("clase de cliente", "persona o empresa"),
        TipoCliente,
        {
            "particular": "persona",
            "p": "persona",
            "fisica": "persona",
            "persona fisica": "persona",
            "persona juridica": "empresa",
            "juridica": "empresa",
            "sociedad": "empresa",
            "e": "empresa",
            "autonomo": "empresa",
            "comunidad": "comunidad",
        },
    ),
    Campo(
        "cliente.nif",
        _("NIF"),
        Tipo.NIF,
        ("dni", "cif", "nie", "nif cif", "cif nif", "dni nif", "nif dni", "dni cif", "documento"),
    ),
    Campo(
        "cliente.es_consumidor",
        _("Es consumidor"),
        Tipo.SI_NO,
        ("consumidor", "consumidor final"),
    ),
    Campo(
        "cliente.correo",
        _("Correo"),
        Tipo.CORREO,
        ("email", "e mail", "mail", "correo electronico", "correo cliente"),
    ),
    Campo(
        "cliente.telefono",
        _("Teléfono"),
        Tipo.TELEFONO,
        ("tel", "tfno", "telf", "tlf", "tfn", "movil", "telefono 1", "telefono cliente", "tlfno"),
    ),
    Campo(
        "cliente.idioma",
        _("Idioma"),
        Tipo.OPCION,
        ("lengua",),
        Idioma,
        {"castellano": "es", "catala": "ca", "galego": "gl", "euskara": "eu", "english": "en"},
    ),
    Campo(
        "cliente.trato",
        _("Trato"),
        Tipo.OPCION,
        ("tratamiento",),
        Trato,
        {"usted": "usted", "tu": "tu"},
    ),
    Campo("cliente.segmento", _("Segmento"), nombres=("grupo de clientes", "categoria cliente")),
)
_CONTACTO = (
    Campo(
        "contacto.nombre",
        _("Persona de contacto"),
        nombres=("contacto", "persona contacto", "nombre contacto", "a la atencion de"),
    ),
    Campo(
        "contacto.telefono",
        _("Teléfono del contacto"),
        Tipo.TELEFONO,
        ("telefono contacto", "telefono 2", "movil contacto", "otro telefono"),
    ),
    Campo(
        "contacto.correo",
        _("Correo del contacto"),
        Tipo.CORREO,
        ("email contacto", "correo contacto", "e mail contacto"),
    ),
)
_SEDE = (
    Campo(
        "sede.direccion",
        _("Dirección"),
        nombres=("domicilio", "calle", "direccion instalacion", "dir", "via", "direccion completa"),
    ),
    Campo(
        "sede.codigo_postal",
        _("Código postal"),
        Tipo.POSTAL,
        ("cp", "c p", "cod postal", "c postal", "codigo p", "zip"),
    ),
    Campo(
        "sede.municipio",
        _("Municipio"),
        nombres=("poblacion", "localidad", "ciudad", "pueblo"),
    ),
    Campo("sede.nombre", _("Nombre de la sede"), nombres=("sede", "local", "tienda", "centro")),
    Campo(
        "sede.notas_acceso",
        _("Notas de acceso"),
        nombres=("acceso", "observaciones direccion", "como llegar"),
    ),
)
_PRODUCTO = (
    Campo(
        "producto.nombre",
        _("Producto"),
        nombres=(
            "aparato",
            "maquina",
            "articulo",
            "equipo",
            "descripcion",
            "descripcion articulo",
            "nombre producto",
            "electrodomestico",
            "material",
        ),
    ),
    Campo("producto.marca", _("Marca"), nombres=("fabricante",)),
    Campo("producto.modelo", _("Modelo"), nombres=("mod", "modelo aparato", "referencia producto")),
    Campo(
        "producto.familia",
        _("Familia"),
        nombres=("tipo de aparato", "tipo aparato", "clase de aparato", "tipo de equipo", "gama"),
    ),
)
_PRODUCTO_SOLO = (
    Campo("producto.gama", _("Gama (RD 58/1988)"), Tipo.OPCION, ("gama rd",), Gama),
    Campo(
        "producto.fin_fabricacion",
        _("Fin de fabricación"),
        Tipo.FECHA,
        ("fecha fin fabricacion", "descatalogado"),
    ),
    Campo("producto.activo", _("Activo"), Tipo.SI_NO, ("en catalogo", "vigente")),
)
_EQUIPO_CLAVE = (
    Campo(
        "equipo.numero",
        _("N.º de equipo"),
        Tipo.ENTERO,
        ("numero de equipo", "id equipo", "num equipo"),
    ),
    Campo(
        "equipo.numero_serie",
        _("Número de serie"),
        nombres=(
            "n serie",
            "n de serie",
            "num serie",
            "no serie",
            "nro serie",
            "serie",
            "serial",
            "numero serie",
            "s n",
            "sn",
            "serial number",
            "matricula",
            "n fabricacion",
        ),
    ),
)
_EQUIPO = (
    Campo("equipo.alias", _("Cómo lo llama el cliente"), nombres=("alias", "ubicacion")),
    Campo("equipo.vendedor", _("Vendedor del equipo"), nombres=("vendido por", "tienda venta")),
    Campo("equipo.instalador", _("Instalador"), nombres=("instalado por", "empresa instaladora")),
    Campo(
        "equipo.nuestro_papel",
        _("Nuestro papel"),
        Tipo.OPCION,
        ("somos", "papel"),
        NuestroPapel,
        {"sat": "sat_independiente", "oficial": "sat_oficial"},
    ),
    Campo(
        "equipo.fabricado_en",
        _("Fecha de fabricación"),
        Tipo.FECHA,
        ("fabricacion", "f fabricacion", "fecha fabricacion"),
    ),
    Campo(
        "equipo.instalado_en",
        _("Fecha de instalación"),
        Tipo.FECHA,
        ("instalacion", "f instalacion", "fecha instalacion", "puesta en marcha", "fecha montaje"),
    ),
    Campo(
        "equipo.retirado_en",
        _("Fecha de retirada"),
        Tipo.FECHA,
        ("retirada", "fecha baja", "baja"),
    ),
    Campo(
        "equipo.retirado_motivo",
        _("Motivo de la retirada"),
        Tipo.OPCION,
        ("motivo baja", "motivo retirada"),
        MotivoRetirada,
    ),
)
_COMPRA = (
    Campo(
        "compra.fecha_contrato",
        _("Fecha de compra"),
        Tipo.FECHA,
        (
            "f compra",
            "fecha compra",
            "compra",
            "comprado",
            "fecha venta",
            "fecha de venta",
            "f venta",
            "fecha",
            "fecha del contrato",
            "fecha pedido",
        ),
    ),
    Campo(
        "compra.fecha_factura",
        _("Fecha de la factura"),
        Tipo.FECHA,
        ("fecha factura", "f factura", "fecha fra", "f fra"),
    ),
    Campo(
        "compra.fecha_albaran",
        _("Fecha del albarán"),
        Tipo.FECHA,
        ("fecha albaran", "f albaran", "fecha entrega", "fecha de entrega", "entrega", "entregado"),
    ),
    Campo(
        "compra.referencia",
        _("N.º de factura"),
        nombres=(
            "factura",
            "numero de factura",
            "num factura",
            "n factura",
            "ticket",
            "pedido",
            "referencia compra",
            "referencia de la compra",
            "n pedido",
            "fra",
        ),
    ),
    Campo(
        "compra.importe_eur",
        _("Importe (€)"),
        Tipo.IMPORTE,
        ("importe", "precio", "pvp", "total", "importe eur", "euros", "precio venta"),
    ),
    Campo(
        "compra.condicion",
        _("Condición"),
        Tipo.OPCION,
        ("nuevo o usado", "estado compra"),
        Condicion,
        {
            "nueva": "nuevo",
            "usado": "segunda_mano",
            "usada": "segunda_mano",
            "segunda mano": "segunda_mano",
            "2 mano": "segunda_mano",
            "reacondicionado": "segunda_mano",
            "ocasion": "segunda_mano",
        },
    ),
    Campo(
        "compra.meses_pactados",
        _("Meses de garantía pactados"),
        Tipo.ENTERO,
        ("meses garantia", "garantia meses", "meses de garantia"),
    ),
    Campo("compra.vendedor", _("Vendedor"), nombres=("comercio", "comprado en", "tienda compra")),
)
_COBERTURA = (
    Campo(
        "cobertura.tipo",
        _("Tipo de cobertura"),
        Tipo.OPCION,
        ("tipo", "cobertura", "clase de garantia", "tipo garantia"),
        TipoCobertura,
        {
            "garantia comercial": "comercial",
            "fabricante": "comercial",
            "extension": "ampliacion",
            "ampliada": "ampliacion",
            "extension de garantia": "ampliacion",
        },
    ),
    Campo(
        "cobertura.fecha_inicio",
        _("Desde"),
        Tipo.FECHA,
        ("inicio", "fecha inicio", "fecha desde", "desde", "inicio garantia"),
    ),
    Campo(
        "cobertura.fecha_fin",
        _("Hasta"),
        Tipo.FECHA,
        ("fin", "fecha fin", "fecha hasta", "vencimiento", "fin garantia", "caduca"),
    ),
    Campo(
        "cobertura.paga",
        _("Paga"),
        Tipo.OPCION,
        ("quien paga", "a cargo de"),
        QuienPaga,
        {"fabricante": "fabricante", "vendedor": "vendedor", "nosotros": "nosotros"},
    ),
    Campo("cobertura.piezas_pct", _("Piezas (%)"), Tipo.ENTERO, ("piezas", "recambios")),
    Campo("cobertura.mano_obra_pct", _("Mano de obra (%)"), Tipo.ENTERO, ("mano de obra",)),
    Campo(
        "cobertura.desplazamiento_pct",
        _("Desplazamiento (%)"),
        Tipo.ENTERO,
        ("desplazamiento",),
    ),
    Campo("cobertura.garante", _("Garante"), nombres=("compania", "aseguradora")),
    Campo("cobertura.defecto", _("Defecto"), nombres=("averia", "solo para")),
    Campo("cobertura.condiciones", _("Condiciones"), nombres=("observaciones", "notas")),
)
_CONTRATO = (
    Campo(
        "contrato.codigo",
        _("Código del contrato"),
        nombres=("codigo contrato", "n contrato", "num contrato"),
    ),
    Campo(
        "contrato.titulo",
        _("Nombre del contrato"),
        nombres=("contrato", "titulo contrato", "modalidad", "tarifa"),
    ),
    Campo(
        "contrato.fecha_inicio",
        _("Desde"),
        Tipo.FECHA,
        ("inicio", "fecha inicio", "fecha alta", "alta", "fecha de inicio", "fecha contrato"),
    ),
    Campo(
        "contrato.fecha_fin",
        _("Hasta"),
        Tipo.FECHA,
        ("fin", "fecha fin", "vencimiento", "fecha vencimiento", "caduca", "fecha de fin"),
    ),
    Campo(
        "contrato.precio_eur",
        _("Precio del periodo (€)"),
        Tipo.IMPORTE,
        ("precio", "importe", "cuota", "cuota anual", "pvp"),
    ),
    Campo(
        "contrato.visitas_incluidas",
        _("Visitas incluidas"),
        Tipo.ENTERO,
        ("visitas", "revisiones", "n visitas"),
    ),
    Campo("contrato.horas_incluidas", _("Horas incluidas"), Tipo.ENTERO, ("horas",)),
    Campo(
        "contrato.alcance",
        _("Para qué"),
        Tipo.OPCION,
        ("alcance", "tipo de contrato", "tipo contrato"),
        AlcanceContrato,
        {"mantenimiento": "preventivo", "completo": "integral", "reparaciones": "correctivo"},
    ),
    Campo(
        "contrato.meses_periodo", _("Duración (meses)"), Tipo.ENTERO, ("meses", "duracion meses")
    ),
    Campo(
        "contrato.renovacion",
        _("Al acabar"),
        Tipo.OPCION,
        ("renovacion",),
        RenovacionContrato,
        {"si": "tacita", "automatica": "tacita", "renovable": "tacita"},
    ),
    Campo("contrato.piezas_pct", _("Piezas (%)"), Tipo.ENTERO, ("piezas", "recambios")),
    Campo("contrato.mano_obra_pct", _("Mano de obra (%)"), Tipo.ENTERO, ("mano de obra",)),
    Campo("contrato.desplazamiento_pct", _("Desplazamiento (%)"), Tipo.ENTERO, ("desplazamiento",)),
)
_CLAVE_DE_CLIENTE = tuple(
    campo
    for campo in _CLIENTE
    if campo.nombre in {"numero", "referencia_externa", "nombre", "nif", "correo", "telefono"}
)

CAMPOS_DE: dict[Clase, tuple[Campo, ...]] = {
    Clase.TODO: (
        *_CLIENTE,
        *_CONTACTO,
        *_SEDE,
        *_EQUIPO_CLAVE,
        *_PRODUCTO,
        *_EQUIPO,
        *_COMPRA,
    ),
    Clase.CLIENTES: (*_CLIENTE, *_CONTACTO, *_SEDE),
    Clase.PRODUCTOS: (*_PRODUCTO, *_PRODUCTO_SOLO),
    Clase.EQUIPOS: (
        *_EQUIPO_CLAVE,
        *_PRODUCTO,
        *_CLAVE_DE_CLIENTE,
        *_SEDE,
        *_EQUIPO,
    ),
    Clase.COMPRAS: (*_COMPRA, *_CLAVE_DE_CLIENTE, *_EQUIPO_CLAVE, *_PRODUCTO),
    Clase.COBERTURAS: (*_COBERTURA, *_EQUIPO_CLAVE, *_PRODUCTO),
    Clase.CONTRATOS: (*_CONTRATO, *_CLAVE_DE_CLIENTE, *_EQUIPO_CLAVE, *_PRODUCTO),
}
# What a file of that kind cannot be without: one at least of each group.
NECESARIOS: dict[Clase, tuple[tuple[str, ...], ...]] = {
    Clase.TODO: (("cliente.nombre",),),
    Clase.CLIENTES: (("cliente.nombre",),),
    Clase.PRODUCTOS: (("producto.nombre", "producto.modelo"),),
    Clase.EQUIPOS: (
        tuple(campo.codigo for campo in _CLAVE_DE_CLIENTE),
        ("producto.nombre", "producto.modelo", "equipo.numero"),
    ),
    Clase.COMPRAS: (
        ("compra.fecha_contrato", "compra.fecha_factura", "compra.fecha_albaran"),
        (
            *(campo.codigo for campo in _CLAVE_DE_CLIENTE),
            "equipo.numero",
            "equipo.numero_serie",
        ),
    ),
    Clase.COBERTURAS: (
        ("cobertura.tipo",),
        ("cobertura.fecha_fin",),
        ("equipo.numero", "equipo.numero_serie"),
    ),
    Clase.CONTRATOS: (
        ("contrato.fecha_inicio", "contrato.codigo"),
        ("equipo.numero", "equipo.numero_serie"),
    ),
}


def campos_de(clase: str) -> dict[str, Campo]:
    """By code, in the order in which they are offered."""
    return {campo.codigo: campo for campo in CAMPOS_DE.get(Clase(clase), ())}
