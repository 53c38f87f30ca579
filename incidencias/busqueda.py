"""Finding cases by what a person has at hand: a code, words, a name, a telephone, a serial."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import partial
from time import monotonic
from typing import Any

from django.db.models import Expression, Q, QuerySet, Value

from clientes.busqueda import Hallado, normalizar, quien_puede_ser, trozos
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
from incidencias.palabras import (
    consulta_de,
    consulta_de_palabras,
    numero_escrito,
    palabras_buscadas,
    palabras_de_fichero,
)
from nucleo.busqueda import TOPE_COMUN, pks_con_trozo
from nucleo.preparadas import Hueco, Preparada
from nucleo.registro import Resultado
from nucleo.resaltado import resaltar
from nucleo.tiempo import hoy

TOPE_DE_PERSONAS = 50
EN_EL_BUSCADOR = 6
SIGUE_SIENDO_COMUN_S, COMUNES_A_LA_VEZ = 3600, 1000
POR_COMPARAR = 50
ANIOS_DE_CODIGO = 12  # a bare number may be of any of the last so many years
CODIGO = re.compile(r"\s*inc[-\s]?(\d{2})[-\s]?(\d{1,9})\s*", re.IGNORECASE)
# A whole one among other words, as in the subject of a mail: "Re: [INC-26-000123] No enfría".
ENTERO = re.compile(r"(?<!\w)inc[-–\s]?(\d{2})[-–\s]?(\d{6,9})(?!\w)", re.IGNORECASE)
# It may be part of a serial too: so written, it is looked for besides everything else.
SIN_PREFIJO = re.compile(r"\s*(\d{2})-(\d{1,6})\s*", re.ASCII)

# Words that are in too many cases to list them: until when they are not counted again.
_comunes: dict[str, float] = {}


def olvidar_palabras_comunes() -> None:
    _comunes.clear()


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
    con_palabras = _con_palabras(texto)
    if con_palabras is None:  # a common word: walking by recency finds a page of it at once
        return casos.filter(busqueda=consulta_de_palabras(texto))
    pks = con_palabras | _por_lo_que_cuelga(texto, con_notas)
    return casos.filter(Q(pk__in=pks) | _por_personas_y_equipos(texto))


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


def _con_palabras(texto: str) -> set[int] | None:
    """The cases that say it themselves; None if they are too many.

    What is in a thousand cases will be tomorrow: it is not counted again for a while.
    """
    palabras = palabras_buscadas(texto)
    if _comunes.get(palabras, 0) > monotonic():
        return None
    pks = {pk for (pk,) in CON_PALABRAS.tuplas(palabras=palabras)}
    if len(pks) <= TOPE_COMUN:
        return pks
    if len(_comunes) >= COMUNES_A_LA_VEZ:
        olvidar_palabras_comunes()
    _comunes[palabras] = monotonic() + SIGUE_SIENDO_COMUN_S
    return None


def _por_lo_que_cuelga(texto: str, con_notas: bool) -> set[int]:
    """The cases of the messages, files and answers that say it; of what too many say, those of
    the latest.
    """
    palabras, de_fichero = palabras_buscadas(texto), palabras_de_fichero(texto)
    filas = LO_QUE_CUELGA[con_notas].tuplas(palabras=palabras, de_fichero=de_fichero)
    halladas: set[int] = set()
    for sitio, dicen in _sitios(con_notas, Value(palabras), Value(de_fichero)).items():
        pks: Iterable[int] = [pk for donde, pk in filas if donde == sitio]
        if len(pks) > TOPE_COMUN:  # type: ignore[arg-type]
            pks = dicen.order_by("-pk").values_list("incidencia_id", flat=True)[:TOPE_COMUN]
        halladas.update(pks)
    return halladas


def _sitios(
    con_notas: bool, palabras: Expression, de_fichero: Expression
) -> dict[str, QuerySet[Any, Any]]:
    """Where else than in the case itself it may be said."""
    mensajes = Mensaje.objects.filter(busqueda=consulta_de(palabras))
    ficheros = Adjunto.objects.filter(busqueda=consulta_de(de_fichero))
    if not con_notas:
        mensajes = mensajes.exclude(direccion=DireccionMensaje.NOTA)
        ficheros = ficheros.filter(es_publico=True)
    respuestas = RespuestaTriaje.objects.filter(busqueda=consulta_de(palabras))
    return {"mensaje": mensajes, "fichero": ficheros, "respuesta": respuestas}


def _hasta_el_tope(con_notas: bool) -> QuerySet[Any, Any]:
    """The matches of each place alone, unsorted, which is quick when they are few."""
    partes = [
        dicen.order_by().values_list(Value(sitio), "incidencia_id")[: TOPE_COMUN + 1]
        for sitio, dicen in _sitios(con_notas, Hueco("palabras"), Hueco("de_fichero")).items()
    ]
    return partes[0].union(*partes[1:], all=True)


LO_QUE_CUELGA: dict[bool, Preparada[Any]] = {
    con_notas: Preparada(partial(_hasta_el_tope, con_notas)) for con_notas in (False, True)
}


def _las_que_lo_dicen() -> QuerySet[Any, Any]:
    casos = Incidencia.objects.filter(busqueda=consulta_de(Hueco("palabras")))
    return casos.order_by().values_list("pk")[: TOPE_COMUN + 1]


CON_PALABRAS: Preparada[Any] = Preparada(_las_que_lo_dicen)


def _por_personas_y_equipos(texto: str) -> Q:
    condicion = (
        Q(cliente__in=pks_con_trozo(Cliente, normalizar(texto), TOPE_DE_PERSONAS))
        | Q(contacto__in=pks_con_trozo(Contacto, normalizar(texto), TOPE_DE_PERSONAS))
        | Q(equipo__in=_equipos(texto))
    )
    codigos = codigos_que_dice(texto)
    return condicion | Q(codigo__in=codigos) if codigos else condicion


def _equipos(texto: str) -> list[int]:
    """A serial may be stored with its hyphens or without them."""
    if normalizar(texto) == texto.strip():
        return pks_con_trozo(Equipo, texto, TOPE_DE_PERSONAS)
    halladas = trozos(Equipo.objects.all(), texto)
    return list(halladas.order_by().values_list("pk", flat=True)[:TOPE_DE_PERSONAS])


def buscar_clientes(usuario: Usuario, texto: str, cuantos: int = 8) -> list[Hallado]:
    """Who may be calling: by case code, or by any part of the data of clientes.busqueda.

    A bare number is more likely of a telephone than of a case.
    """
    codigos = [] if texto.strip().isdecimal() else codigos_que_dice(texto)
    if not codigos:
        return quien_puede_ser(usuario, texto, cuantos)
    casos = Incidencia.objects.visibles_para(usuario).filter(codigo__in=codigos)
    filas = casos.select_related("cliente__fusionado_en").defer("busqueda").order_by("-codigo")
    hallados = [Hallado(fila.cliente.titular, fila.codigo, fila.equipo_id) for fila in filas]
    if codigo_escrito(texto) is None:  # without the prefix it may be part of a serial too
        hallados += quien_puede_ser(usuario, texto, cuantos)
    return hallados[:cuantos]


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


# Fifty are read to show five: only these become objects. In the order of the model.
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
