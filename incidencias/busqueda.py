"""Finding cases by what a person has at hand: a code, words, a name, a telephone, a serial."""

from __future__ import annotations

import re
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db import models
from django.db.models import Q, Value

from clientes.busqueda import Hallado, quien_puede_ser, trozos
from clientes.models import Cliente, Equipo
from cuentas.models import Usuario
from incidencias.models import (
    DireccionMensaje,
    Incidencia,
    IncidenciaQuerySet,
    Mensaje,
    RespuestaTriaje,
)
from nucleo.busqueda import TOPE_COMUN, TextoBuscado
from nucleo.registro import Resultado

TOPE_DE_PERSONAS = 50
LARGO_MAXIMO = 200
EN_EL_BUSCADOR = 6
POR_COMPARAR = 100
CODIGO = re.compile(r"\s*inc[-\s]?(\d{2})[-\s]?(\d{1,9})\s*", re.IGNORECASE)


def codigo_escrito(texto: str) -> str | None:
    """The code that somebody typed, as we write it: "inc 26 123" → "INC-26-000123"."""
    partes = CODIGO.fullmatch(texto)
    return f"INC-{partes[1]}-{int(partes[2]):06d}" if partes else None


def buscar_incidencias(
    casos: IncidenciaQuerySet, texto: str, *, con_notas: bool = True
) -> IncidenciaQuerySet:
    """The cases that `texto` may mean; an exact code is that case and nothing else.

    Words are looked for in the subject, the description and the messages; parts of words in the
    names, telephones and NIF of the customers and the serials of their units.
    Whoever may not read the internal notes does not find by them either.
    """
    codigo = codigo_escrito(texto)
    if codigo is not None:
        return casos.filter(codigo=codigo)
    consulta = _consulta(texto)
    con_palabras = _hasta_el_tope(Incidencia.objects.filter(busqueda=consulta), "pk")
    if con_palabras is None:  # a common word: walking by recency finds a page of it at once
        return casos.filter(busqueda=consulta)
    mensajes = Mensaje.objects.filter(busqueda=consulta)
    if not con_notas:
        mensajes = mensajes.exclude(direccion=DireccionMensaje.NOTA)
    con_mensajes = _hasta_el_tope(mensajes, "incidencia_id")
    respuestas = RespuestaTriaje.objects.filter(busqueda=consulta)
    con_respuestas = _hasta_el_tope(respuestas, "incidencia_id")
    return casos.filter(
        Q(pk__in=con_palabras | (con_mensajes or set()) | (con_respuestas or set()))
        | Q(cliente__in=_con_trozo(Cliente.objects.all(), texto))
        | Q(equipo__in=_con_trozo(Equipo.objects.all(), texto))
    )


def _consulta(texto: str) -> SearchQuery:
    limpio = texto.replace("\x00", "").strip()[:LARGO_MAXIMO]
    return SearchQuery(TextoBuscado(Value(limpio)), config="spanish", search_type="websearch")


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
    """
    resueltas = Incidencia.objects.visibles_para(usuario).resueltas_con_solucion()
    resueltas = resueltas.exclude(pk=incidencia.pk)
    candidatas: list[Incidencia] = []
    if incidencia.equipo:
        mismas = Equipo.objects.filter(producto=incidencia.equipo.producto_id).order_by("-pk")
        candidatas = _las_ultimas(resueltas.filter(equipo__in=mismas.values("pk")[:POR_COMPARAR]))
    if not candidatas and incidencia.categoria_id:
        candidatas = _las_ultimas(resueltas.filter(categoria=incidencia.categoria_id))
    palabras = _palabras(incidencia.asunto)
    candidatas.sort(key=lambda una: -len(palabras & _palabras(una.asunto)))
    return candidatas[:cuantas]


def _las_ultimas(casos: IncidenciaQuerySet) -> list[Incidencia]:
    ligeras = casos.only("codigo", "asunto", "solucion", "causa", "resuelta_en")
    return list(ligeras.order_by("-ocurrida_en", "-id")[:POR_COMPARAR])


def _palabras(asunto: str) -> set[str]:
    """The words of a subject that say something, without their endings."""
    return {palabra[:6] for palabra in re.findall(r"\w{4,}", asunto.lower())}


def para_el_buscador(usuario: Usuario, texto: str) -> list[Resultado]:
    """What the search box of the top bar shows of the cases."""
    casos = buscar_incidencias(Incidencia.objects.visibles_para(usuario), texto)
    filas = casos.para_listado().order_by("-ocurrida_en", "-id")[:EN_EL_BUSCADOR]
    return [
        Resultado(
            titulo=f"{fila.codigo} · {fila.asunto}",
            url=fila.get_absolute_url(),
            detalle=f"{fila.cliente} · {fila.get_estado_display()}",
            icono="inbox",
        )
        for fila in filas
    ]
