"""Finding cases by what a person has at hand: a code, words, a name, a telephone, a serial."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet

from clientes.busqueda import Hallado, quien_puede_ser, trozos
from clientes.models import Cliente, Contacto, Equipo
from cuentas.models import Usuario
from incidencias.models import (
    Adjunto,
    DireccionMensaje,
    Incidencia,
    IncidenciaQuerySet,
    Mensaje,
    RespuestaTriaje,
)
from incidencias.palabras import consulta_de_ficheros, consulta_de_palabras, numero_escrito
from nucleo.busqueda import TOPE_COMUN
from nucleo.preparadas import Hueco, Preparada
from nucleo.registro import Resultado
from nucleo.resaltado import resaltar
from nucleo.tiempo import hoy

TOPE_DE_PERSONAS = 50
EN_EL_BUSCADOR = 6
POR_COMPARAR = 100
ANIOS_DE_CODIGO = 12  # a bare number may be of any of the last so many years
CODIGO = re.compile(r"\s*inc[-\s]?(\d{2})[-\s]?(\d{1,9})\s*", re.IGNORECASE)
# A whole one among other words, as in the subject of a mail: "Re: [INC-26-000123] No enfría".
ENTERO = re.compile(r"(?<!\w)inc[-–\s]?(\d{2})[-–\s]?(\d{6,9})(?!\w)", re.IGNORECASE)
# It may be part of a serial too: so written, it is looked for besides everything else.
SIN_PREFIJO = re.compile(r"\s*(\d{2})-(\d{1,6})\s*", re.ASCII)

# What other apps call theirs (an order): from what is typed to the cases it is of, None if it is
# not one of their codes.
Codigos = Callable[[str], Iterable[int] | None]
_codigos: dict[str, Codigos] = {}


def registrar_codigos(clave: str, buscar: Codigos) -> None:
    """Let the cases be found by the codes of an upper app. Called from its `AppConfig.ready`."""
    _codigos[clave] = buscar


def codigo_escrito(texto: str) -> str | None:
    """The code that somebody typed or pasted, as we write it: "inc 26 123" → "INC-26-000123"."""
    partes = CODIGO.fullmatch(texto) or ENTERO.search(texto)
    return f"INC-{partes[1]}-{int(partes[2]):06d}" if partes else None


def buscar_incidencias(
    casos: IncidenciaQuerySet, texto: str, *, con_notas: bool = True
) -> IncidenciaQuerySet:
    """The cases that `texto` may mean; an exact code is that case and nothing else.

    Words are looked for in the subject, the description, the messages and the names of their files;
    parts of words in the names, telephones and NIF of customers and contacts and the serials of
    units. Whoever may not read the internal notes does not find by them either.
    """
    exactos = por_codigo(texto)
    if exactos is not None:
        return casos.filter(exactos)
    consulta = consulta_de_palabras(texto)
    con_palabras = _hasta_el_tope(Incidencia.objects.filter(busqueda=consulta), "pk")
    if con_palabras is None:  # a common word: walking by recency finds a page of it at once
        return casos.filter(busqueda=consulta)
    return casos.filter(
        Q(pk__in=con_palabras | _por_lo_que_cuelga(texto, con_notas))
        | _por_personas_y_equipos(texto)
    )


def por_codigo(texto: str) -> Q | None:
    """The cases of an exact code, ours or of an upper app; None if it is not a code."""
    codigo = codigo_escrito(texto)
    if codigo is not None:
        return Q(codigo=codigo)
    for buscar in _codigos.values():
        pks = buscar(texto)
        if pks is not None:
            return Q(pk__in=list(pks))
    numero = numero_escrito(texto)  # "aviso 4563"
    return None if numero is None else Q(codigo__in=codigos_con(numero))


def codigos_que_dice(texto: str) -> list[str]:
    """The codes of cases that it may mean: "inc 26 123", "26-123", "aviso 123" or "123"."""
    codigo = codigo_escrito(texto)
    if codigo is not None:
        return [codigo]
    partes = SIN_PREFIJO.fullmatch(texto)
    if partes is not None:
        return [f"INC-{partes[1]}-{int(partes[2]):06d}"]
    solo = texto.strip()
    es_numero = solo.isascii() and solo.isdecimal() and len(solo) <= 6
    numero = int(solo) if es_numero else numero_escrito(texto)
    return codigos_con(numero) if numero else []


def codigos_con(numero: int) -> list[str]:
    """The codes that end in that number, of the last years."""
    este = hoy().year
    return [
        f"INC-{anio % 100:02d}-{numero:06d}" for anio in range(este, este - ANIOS_DE_CODIGO, -1)
    ]


def _por_lo_que_cuelga(texto: str, con_notas: bool) -> set[int]:
    """Of too common a word, the cases of the latest messages with it."""
    consulta = consulta_de_palabras(texto)
    mensajes = Mensaje.objects.filter(busqueda=consulta)
    ficheros = Adjunto.objects.filter(busqueda=consulta_de_ficheros(texto))
    if not con_notas:
        mensajes = mensajes.exclude(direccion=DireccionMensaje.NOTA)
        ficheros = ficheros.filter(es_publico=True)
    respuestas = RespuestaTriaje.objects.filter(busqueda=consulta)
    halladas: set[int] = set()
    for filas in (mensajes, ficheros, respuestas):
        pks = _hasta_el_tope(filas, "incidencia_id")
        if pks is None:
            ultimas = filas.order_by("-pk").values_list("incidencia_id", flat=True)
            pks = set(ultimas[:TOPE_COMUN])
        halladas |= pks
    return halladas


def _por_personas_y_equipos(texto: str) -> Q:
    condicion = (
        Q(cliente__in=_con_trozo(Cliente.objects.all(), texto))
        | Q(contacto__in=_con_trozo(Contacto.objects.all(), texto))
        | Q(equipo__in=_con_trozo(Equipo.objects.all(), texto))
    )
    codigos = codigos_que_dice(texto)
    return condicion | Q(codigo__in=codigos) if codigos else condicion


def _hasta_el_tope(filas: models.QuerySet[Any], columna: str) -> set[int] | None:
    """The matches alone, which is quick when they are few; None when they are too many."""
    pks = list(filas.order_by().values_list(columna, flat=True)[: TOPE_COMUN + 1])
    return set(pks) if len(pks) <= TOPE_COMUN else None


def _con_trozo(filas: models.QuerySet[Any], texto: str) -> list[int]:
    halladas = trozos(filas, texto)
    return list(halladas.order_by().values_list("pk", flat=True)[:TOPE_DE_PERSONAS])


def buscar_clientes(usuario: Usuario, texto: str, cuantos: int = 8) -> list[Hallado]:
    """Who may be calling: by case code, or by any part of the data of clientes.busqueda."""
    codigo = codigo_escrito(texto)
    if codigo is None:
        return quien_puede_ser(usuario, texto, cuantos)
    casos = Incidencia.objects.visibles_para(usuario).filter(codigo=codigo)
    filas = casos.select_related("cliente__fusionado_en").defer("busqueda")
    return [Hallado(fila.cliente.titular, fila.codigo, fila.equipo_id) for fila in filas]


def parecidas(incidencia: Incidencia, usuario: Usuario, cuantas: int = 5) -> list[Incidencia]:
    """Solved cases of the same product, else of the same category, that share most words.

    Only the latest are compared, of the latest units: it costs the same in a table of a million.
    Those that share no word of the subject say nothing about this one: out.
    """
    if not usuario.es_de_oficina:
        return []
    ver = {"caso": incidencia.pk, "vedados": [*usuario.grupos_vedados]}
    candidatas: list[tuple[Any, ...]] = []
    if incidencia.equipo:
        candidatas = DEL_PRODUCTO.tuplas(producto=incidencia.equipo.producto_id, **ver)
    if len(candidatas) < cuantas and incidencia.categoria_id:
        candidatas += DE_LA_CATEGORIA.tuplas(categoria=incidencia.categoria_id, **ver)
    palabras = palabras_de(incidencia.asunto)
    con_puntos = {fila[0]: (len(palabras & palabras_de(fila[2])), fila) for fila in candidatas}
    afines = sorted((par for par in con_puntos.values() if par[0]), key=lambda par: -par[0])
    return [Incidencia.from_db(None, SE_LEE, fila) for _puntos, fila in afines[:cuantas]]


# A hundred are read to show five: only these become objects. In the order of the model.
SE_LEE = ("id", "codigo", "asunto", "solucion", "causa", "resuelta_en")


def _las_ultimas(casos: IncidenciaQuerySet) -> QuerySet[Incidencia, Any]:
    resueltas = casos.resueltas_con_solucion().exclude(pk=Hueco("caso"))
    return resueltas.order_by("-ocurrida_en", "-id").values_list(*SE_LEE)[:POR_COMPARAR]


def _del_producto() -> QuerySet[Incidencia, Any]:
    mismas = Equipo.objects.filter(producto=Hueco("producto")).order_by("-pk")
    visibles = Incidencia.objects.visibles_en_hueco()
    return _las_ultimas(visibles.filter(equipo__in=mismas.values("pk")[:POR_COMPARAR]))


DEL_PRODUCTO: Preparada[Incidencia] = Preparada(_del_producto)
DE_LA_CATEGORIA: Preparada[Incidencia] = Preparada(
    lambda: _las_ultimas(
        Incidencia.objects.visibles_en_hueco().filter(categoria=Hueco("categoria"))
    )
)


def palabras_de(asunto: str) -> set[str]:
    """The words of a subject that say something, without their endings."""
    return {palabra[:6] for palabra in re.findall(r"\w{4,}", asunto.lower())}


def para_el_buscador(usuario: Usuario, texto: str) -> list[Resultado]:
    """What the search box of the top bar shows of the cases."""
    casos = buscar_incidencias(Incidencia.objects.visibles_para(usuario), texto)
    filas = casos.para_listado().order_by("-ocurrida_en", "-id")[:EN_EL_BUSCADOR]
    return [
        Resultado(
            titulo=resaltar(f"{fila.codigo} · {fila.asunto}", texto),
            url=fila.get_absolute_url(),
            detalle=resaltar(f"{fila.cliente} · {fila.get_estado_display()}", texto),
            icono="inbox",
        )
        for fila in filas
    ]
