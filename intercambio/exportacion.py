"""What is here, as rows with the titles that the import knows: there and back changes nothing."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import zip_longest
from tempfile import SpooledTemporaryFile
from typing import IO, Any

import xlsxwriter
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from clientes.models import (
    Cliente,
    Cobertura,
    Compra,
    ContratoMantenimiento,
    Equipo,
    EquipoContratado,
    Producto,
    TipoCobertura,
)
from cuentas.models import Usuario
from intercambio.campos import Campo, Tipo, campos_de
from intercambio.models import Clase
from intercambio.valores import neutralizar
from nucleo.tiempo import hoy

TANDA = 2000
MAX_LIBRO = 50_000  # rows: a workbook is not sent until it is whole, and nobody waits for minutes
Valores = dict[str, Any]


@dataclass(frozen=True)
class Exportable:
    """`filas` says what of a row of the query goes out: one line or several."""

    consulta: Callable[[Usuario], QuerySet[Any]]
    filas: Callable[[Any], Iterable[Valores]]


def filas_de(clase: str, usuario: Usuario) -> Iterator[list[Any]]:
    """Every row that this user may see, in the order of `titulos_de`; by pieces."""
    exportable, codigos = EXPORTABLES[Clase(clase)], list(campos_de(clase))
    for objeto in por_tandas(exportable.consulta(usuario), "pk"):
        for valores in exportable.filas(objeto):
            yield [valores.get(codigo) for codigo in codigos]


def son_demasiadas(clase: str, usuario: Usuario) -> bool:
    """Whether there are more than a workbook should have."""
    claves = EXPORTABLES[Clase(clase)].consulta(usuario).prefetch_related(None).values("pk")
    return claves[: MAX_LIBRO + 1].count() > MAX_LIBRO


def por_tandas(consulta: QuerySet[Any], campo: str) -> Iterator[Any]:
    """The rows in the order of that unique field, some at a time: never all in memory.

    By key and not by a cursor of the server, which PgBouncer does not let live.
    """
    ultimo = 0
    while True:
        tanda = list(consulta.filter(**{f"{campo}__gt": ultimo}).order_by(campo)[:TANDA])
        yield from tanda
        if len(tanda) < TANDA:
            return
        ultimo = getattr(tanda[-1], campo)


def titulos_de(clase: str) -> list[str]:
    return [str(campo.titulo) for campo in campos_de(clase).values()]


# --- As a file


class _Eco:
    """What `csv` writes to, given back line by line."""

    def write(self, texto: str) -> str:
        return texto


def en_csv(titulos: Sequence[str], filas: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """UTF-8 with its mark and semicolons, as the spreadsheets of here open it."""
    salida = csv.writer(_Eco(), delimiter=";")
    yield b"\xef\xbb\xbf"
    yield salida.writerow([en_celda(titulo) for titulo in titulos]).encode()
    for fila in filas:
        yield salida.writerow([en_celda(valor) for valor in fila]).encode()


def en_celda(valor: Any) -> str:
    """As it is written here, and never a formula."""
    if valor is None:
        return ""
    if isinstance(valor, bool):
        return _("sí") if valor else _("no")
    if isinstance(valor, date):
        return f"{valor:%d/%m/%Y}"
    if isinstance(valor, Decimal):
        return str(valor).replace(".", ",")
    return neutralizar(str(valor))


def en_excel(titulos: Sequence[str], filas: Iterable[Sequence[Any]]) -> IO[bytes]:
    """A workbook, row by row in constant memory; texts are texts, never formulas."""
    salida: IO[bytes] = SpooledTemporaryFile(max_size=5_000_000)  # noqa: SIM115 - the answer closes it
    libro = xlsxwriter.Workbook(
        salida, {"constant_memory": True, "default_date_format": "dd/mm/yyyy"}
    )
    hoja = libro.add_worksheet(_("Datos"))
    negrita = libro.add_format({"bold": True, "bg_color": "#e8eef0"})
    hoja.freeze_panes(1, 0)
    for columna, titulo in enumerate(titulos):
        hoja.set_column(columna, columna, max(12, min(40, len(titulo) + 4)))
        hoja.write_string(0, columna, titulo, negrita)
    for numero, fila in enumerate(filas, start=1):
        for columna, valor in enumerate(fila):
            _escribir(hoja, numero, columna, valor)
    libro.close()
    salida.seek(0)
    return salida


def _escribir(hoja: Any, fila: int, columna: int, valor: Any) -> None:
    if valor is None or valor == "":
        return
    if isinstance(valor, bool):
        hoja.write_string(fila, columna, en_celda(valor))
    elif isinstance(valor, date):
        hoja.write_datetime(fila, columna, valor)
    elif isinstance(valor, int | Decimal):
        hoja.write_number(fila, columna, valor)
    else:
        hoja.write_string(fila, columna, str(valor))


def plantilla(clase: str) -> IO[bytes]:
    """An empty workbook with the titles, and a sheet that says what goes in each."""
    salida = io.BytesIO()
    libro = xlsxwriter.Workbook(salida)
    hoja, ayuda = libro.add_worksheet(_("Datos")), libro.add_worksheet(_("Ayuda"))
    negrita = libro.add_format({"bold": True, "bg_color": "#e8eef0"})
    texto = libro.add_format({"num_format": "@"})
    ayuda.set_column(0, 0, 30)
    ayuda.set_column(1, 1, 90)
    for columna, campo in enumerate(campos_de(clase).values()):
        titulo = str(campo.titulo)
        es_texto = campo.tipo in {Tipo.TEXTO, Tipo.NIF, Tipo.TELEFONO, Tipo.POSTAL}
        hoja.set_column(columna, columna, max(12, len(titulo) + 4), texto if es_texto else None)
        hoja.write_string(0, columna, titulo, negrita)
        ayuda.write_string(columna, 0, titulo, negrita)
        ayuda.write_string(columna, 1, _que_va(campo))
    hoja.freeze_panes(1, 0)
    libro.close()
    salida.seek(0)
    return salida


def _que_va(campo: Campo) -> str:
    if campo.opciones is not None:
        return _("Uno de estos: %(titulos)s.") % {
            "titulos": ", ".join(str(titulo) for titulo in campo.opciones.labels)
        }
    return {
        Tipo.FECHA: _("Una fecha: día/mes/año."),
        Tipo.IMPORTE: _("Un importe en euros."),
        Tipo.ENTERO: _("Un número entero."),
        Tipo.SI_NO: _("sí o no."),
    }.get(campo.tipo, _("Texto."))


# --- What of each


def _de_clientes(usuario: Usuario) -> QuerySet[Any]:
    visibles = Cliente.objects.visibles_para(usuario).filter(fusionado_en=None)
    return visibles.para_listado().prefetch_related("contactos", "sedes")


def _cliente(cliente: Cliente) -> Iterator[Valores]:
    """A line for each of its sites or contacts, whichever are more."""
    contactos = [contacto for contacto in cliente.contactos.all() if contacto.activo]
    for sede, contacto in zip_longest(cliente.sedes.all(), contactos):
        yield _del_cliente(cliente) | _de_la_sede(sede) | _del_contacto(contacto)
    if not contactos and not cliente.sedes.all():
        yield _del_cliente(cliente)


def _del_cliente(cliente: Cliente) -> Valores:
    return {
        "cliente.numero": cliente.pk,
        "cliente.referencia_externa": cliente.referencia_externa,
        "cliente.nombre": cliente.nombre,
        "cliente.tipo": cliente.get_tipo_display(),
        "cliente.nif": cliente.nif,
        "cliente.es_consumidor": cliente.es_consumidor,
        "cliente.correo": cliente.correo,
        "cliente.telefono": cliente.telefono,
        "cliente.idioma": cliente.get_idioma_display(),
        "cliente.trato": cliente.get_trato_display(),
        "cliente.segmento": cliente.segmento,
    }


def _clave_del_cliente(cliente: Cliente) -> Valores:
    return {
        "cliente.numero": cliente.pk,
        "cliente.referencia_externa": cliente.referencia_externa,
        "cliente.nombre": cliente.nombre,
        "cliente.nif": cliente.nif,
    }


def _de_la_sede(sede: Any) -> Valores:
    if sede is None:
        return {}
    return {
        "sede.direccion": sede.direccion,
        "sede.codigo_postal": sede.codigo_postal,
        "sede.municipio": sede.municipio,
        "sede.nombre": sede.nombre,
        "sede.notas_acceso": sede.notas_acceso,
    }


def _del_contacto(contacto: Any) -> Valores:
    if contacto is None:
        return {}
    return {
        "contacto.nombre": contacto.nombre,
        "contacto.telefono": contacto.telefono,
        "contacto.correo": contacto.correo,
    }


def _de_productos(usuario: Usuario) -> QuerySet[Any]:
    return Producto.objects.para_listado()


def _producto(producto: Producto) -> Iterator[Valores]:
    yield _del_producto(producto) | {
        "producto.gama": producto.get_gama_display(),
        "producto.fin_fabricacion": producto.fin_fabricacion,
        "producto.activo": producto.activo,
    }


def _del_producto(producto: Producto | None) -> Valores:
    if producto is None:
        return {}
    return {
        "producto.nombre": producto.nombre,
        "producto.marca": producto.marca,
        "producto.modelo": producto.modelo,
        "producto.familia": producto.familia,
    }


_OCULTAS = ("texto_trigramas", "trigramas")


def _sin_busqueda(consulta: QuerySet[Any], *tablas: str) -> QuerySet[Any]:
    return consulta.defer(*(f"{tabla}{c}" for tabla in tablas for c in _OCULTAS))


def _de_equipos(usuario: Usuario) -> QuerySet[Any]:
    visibles = Equipo.objects.visibles_para(usuario).para_listado()
    return _sin_busqueda(visibles, "", "cliente__", "producto__")


def _equipo(equipo: Equipo) -> Iterator[Valores]:
    yield (
        _del_equipo(equipo)
        | _clave_del_cliente(equipo.cliente)
        | _del_producto(equipo.producto)
        | _de_la_sede(equipo.sede)
        | {
            "equipo.alias": equipo.alias,
            "equipo.vendedor": equipo.vendedor,
            "equipo.instalador": equipo.instalador,
            "equipo.nuestro_papel": equipo.get_nuestro_papel_display(),
            "equipo.fabricado_en": equipo.fabricado_en,
            "equipo.instalado_en": equipo.instalado_en,
            "equipo.retirado_en": equipo.retirado_en,
            "equipo.retirado_motivo": equipo.get_retirado_motivo_display(),
        }
    )


def _del_equipo(equipo: Equipo | None) -> Valores:
    if equipo is None:
        return {}
    return {"equipo.numero": equipo.pk, "equipo.numero_serie": equipo.numero_serie}


def _de_compras(usuario: Usuario) -> QuerySet[Any]:
    visibles = Compra.objects.visibles_para(usuario)
    visibles = visibles.select_related("cliente", "equipo", "producto")
    return _sin_busqueda(visibles, "cliente__", "equipo__", "producto__")


def _compra(compra: Compra) -> Iterator[Valores]:
    yield (
        {
            "compra.fecha_contrato": compra.fecha_contrato,
            "compra.fecha_factura": compra.fecha_factura,
            "compra.fecha_albaran": compra.fecha_albaran,
            "compra.referencia": compra.referencia,
            "compra.importe_eur": compra.importe_eur,
            "compra.condicion": compra.get_condicion_display(),
            "compra.meses_pactados": compra.meses_pactados,
            "compra.vendedor": compra.vendedor,
        }
        | _clave_del_cliente(compra.cliente)
        | _del_equipo(compra.equipo)
        | _del_producto(compra.producto)
    )


def _de_coberturas(usuario: Usuario) -> QuerySet[Any]:
    """Those in force but what purchases and contracts give, which comes with them."""
    equipos = Equipo.objects.visibles_para(usuario)
    vigentes = Cobertura.objects.vigentes().filter(equipo__in=equipos)
    vigentes = vigentes.exclude(tipo__in=[TipoCobertura.LEGAL, TipoCobertura.CONTRATO])
    vigentes = vigentes.select_related("equipo__producto")
    return _sin_busqueda(vigentes, "equipo__", "equipo__producto__")


def _cobertura(cobertura: Cobertura) -> Iterator[Valores]:
    yield (
        {
            "cobertura.tipo": cobertura.get_tipo_display(),
            "cobertura.fecha_inicio": cobertura.fecha_inicio,
            "cobertura.fecha_fin": cobertura.fecha_fin,
            "cobertura.paga": cobertura.get_paga_display(),
            "cobertura.piezas_pct": cobertura.piezas_pct,
            "cobertura.mano_obra_pct": cobertura.mano_obra_pct,
            "cobertura.desplazamiento_pct": cobertura.desplazamiento_pct,
            "cobertura.garante": cobertura.garante,
            "cobertura.defecto": cobertura.defecto,
            "cobertura.condiciones": cobertura.condiciones,
        }
        | _del_equipo(cobertura.equipo)
        | _del_producto(cobertura.equipo.producto)
    )


def _de_contratos(usuario: Usuario) -> QuerySet[Any]:
    """The units of those in force, as they are in their present period."""
    dia = hoy()
    vigentes = ContratoMantenimiento.objects.visibles_para(usuario).en_vigor(dia)
    filas = EquipoContratado.objects.filter(
        contrato__in=vigentes, en_firme=True, desde__lte=dia, hasta__gte=dia
    ).select_related("contrato__cliente", "periodo", "equipo__producto")
    return _sin_busqueda(filas, "contrato__cliente__", "equipo__", "equipo__producto__")


def _contrato(fila: EquipoContratado) -> Iterator[Valores]:
    contrato, periodo = fila.contrato, fila.periodo
    minutos = periodo.minutos_incluidos
    yield (
        {
            "contrato.codigo": contrato.codigo,
            "contrato.titulo": contrato.titulo,
            "contrato.fecha_inicio": contrato.fecha_inicio,
            "contrato.fecha_fin": contrato.fecha_fin,
            "contrato.precio_eur": periodo.precio_eur,
            "contrato.visitas_incluidas": periodo.visitas_incluidas,
            "contrato.horas_incluidas": None if minutos is None else minutos // 60,
            "contrato.alcance": contrato.get_alcance_display(),
            "contrato.meses_periodo": contrato.meses_periodo,
            "contrato.renovacion": contrato.get_renovacion_display(),
            "contrato.piezas_pct": contrato.piezas_pct,
            "contrato.mano_obra_pct": contrato.mano_obra_pct,
            "contrato.desplazamiento_pct": contrato.desplazamiento_pct,
        }
        | _clave_del_cliente(contrato.cliente)
        | _del_equipo(fila.equipo)
        | _del_producto(fila.equipo.producto)
    )


EXPORTABLES: dict[Clase, Exportable] = {
    Clase.CLIENTES: Exportable(_de_clientes, _cliente),
    Clase.PRODUCTOS: Exportable(_de_productos, _producto),
    Clase.EQUIPOS: Exportable(_de_equipos, _equipo),
    Clase.COMPRAS: Exportable(_de_compras, _compra),
    Clase.COBERTURAS: Exportable(_de_coberturas, _cobertura),
    Clase.CONTRATOS: Exportable(_de_contratos, _contrato),
}
