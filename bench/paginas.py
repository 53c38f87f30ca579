"""Screens and API: the median of some requests, each beside one of the floor."""

from __future__ import annotations

import html
import http.client
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from http import HTTPStatus
from itertools import count
from statistics import median
from time import perf_counter
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench.historia import AUSENTE, COMUN, RARA
from bench.tabla import Cifra, Tabla
from clientes.models import Cobertura, Equipo, QuienPaga, SuspensionCobertura, TipoCobertura
from cuentas.models import CodigoRol, Usuario
from cuentas.servicios import crear_token
from encuestas.models import Invitacion
from encuestas.servicios.composicion import TIPO_ENLACE
from incidencias.models import Estado, Incidencia
from nucleo.enlaces import firmar

CALENTAR = 8
CSRF = "b" * 32
BIEN = frozenset({HTTPStatus.OK, HTTPStatus.CREATED, HTTPStatus.FOUND})


@dataclass(frozen=True)
class Peticion:
    """One request. Without `cuerpo` it is a GET."""

    ruta: str
    cuerpo: str | None = None
    cabeceras: Mapping[str, str] = field(default_factory=dict)

    @property
    def metodo(self) -> str:
        return "GET" if self.cuerpo is None else "POST"


@dataclass(frozen=True)
class Pagina:
    """What is measured: its nth request, who asks, and its target in floors.

    `entera` also asks for the panels that the page loads apart and counts them.
    """

    nombre: str
    objetivo: float
    peticion: Callable[[int], Peticion]
    rol: str = CodigoRol.AGENTE
    entera: bool = False


class Navegador:
    """A signed-in browser with one connection to the server."""

    def __init__(self, puerto: int, rol: str) -> None:
        self.dentro = Client(headers={"host": "127.0.0.1"})
        self.dentro.force_login(Usuario.objects.con_rol(rol).earliest("pk"))
        sesion = self.dentro.cookies[settings.SESSION_COOKIE_NAME].value
        self.dentro.cookies[settings.CSRF_COOKIE_NAME] = CSRF
        self.cabeceras = {"Cookie": f"sessionid={sesion}; csrftoken={CSRF}", "X-CSRFToken": CSRF}
        self._conexion = http.client.HTTPConnection("127.0.0.1", puerto, timeout=120)

    def pedir(self, peticion: Peticion) -> tuple[float, int, str]:
        """How long it took in milliseconds, the status and the body."""
        cabeceras = {**self.cabeceras, **_tipo(peticion), **peticion.cabeceras}
        desde = perf_counter()
        self._conexion.request(peticion.metodo, peticion.ruta, peticion.cuerpo, cabeceras)
        respuesta = self._conexion.getresponse()
        cuerpo = respuesta.read()
        return (perf_counter() - desde) * 1000, respuesta.status, cuerpo.decode(errors="replace")

    def sentencias(self, peticion: Peticion) -> int:
        """How many SQL statements it takes, asked in this process."""
        with CaptureQueriesContext(connection) as capturadas:
            self.dentro.generic(
                peticion.metodo,
                peticion.ruta,
                peticion.cuerpo or "",
                content_type=_tipo(peticion).get("Content-Type", "text/html"),
                headers={"x-csrftoken": CSRF, **peticion.cabeceras},
            )
        return len(capturadas)

    def paneles(self, pagina: str) -> list[Peticion]:
        """What the page asks for by itself as soon as it is there."""
        etiquetas = re.findall(r"<[^>]+hx-get=[^>]+>", pagina)
        return [
            Peticion(html.unescape(ruta.group(1)), cabeceras={"HX-Request": "true"})
            for etiqueta in etiquetas
            if re.search(r'hx-trigger="[^"]*\b(load|revealed|intersect)\b', etiqueta)
            and (ruta := re.search(r'hx-get="([^"]+)"', etiqueta))
        ]


def _tipo(peticion: Peticion) -> dict[str, str]:
    if peticion.cuerpo is None:
        return {}
    json_o_no = peticion.cuerpo.startswith("{")
    return {
        "Content-Type": "application/json" if json_o_no else "application/x-www-form-urlencoded"
    }


def medir_paginas(
    puerto: int,
    tabla: Tabla,
    cuales: Iterable[Pagina],
    *,
    peticiones: int,
    solo: str = "",
) -> None:
    """One line of the table for each screen that is there."""
    navegadores = {rol: Navegador(puerto, rol) for rol in (CodigoRol.AGENTE, CodigoRol.GESTOR)}
    piso = _piso()
    for pagina in cuales:
        if solo in pagina.nombre:
            _medir(navegadores[pagina.rol], pagina, piso, tabla, peticiones)


def _medir(
    navegador: Navegador,
    pagina: Pagina,
    piso: Callable[[int], Peticion],
    tabla: Tabla,
    peticiones: int,
) -> None:
    """Page and floor in turns, so that what else the machine does falls on both."""
    turno = count()
    _ms, estado, cuerpo = navegador.pedir(pagina.peticion(next(turno)))
    if estado not in BIEN:
        tabla.omite(pagina.nombre, f"responde {estado}")
        return
    if pagina.entera and not navegador.paneles(cuerpo):
        return
    for _ in range(CALENTAR):
        _una_vez(navegador, pagina, next(turno))
        navegador.pedir(piso(0))
    suyos, suelos = [], []
    for n in range(peticiones):
        suelos.append(navegador.pedir(piso(n))[0])
        suyos.append(_una_vez(navegador, pagina, next(turno)))
    navegador.sentencias(pagina.peticion(next(turno)))  # what a process remembers for seconds
    sentencias = navegador.sentencias(pagina.peticion(next(turno)))
    tabla.anade(
        Cifra(pagina.nombre, median(suyos), median(suelos), pagina.objetivo, sentencias=sentencias)
    )


def _una_vez(navegador: Navegador, pagina: Pagina, turno: int) -> float:
    ms, estado, cuerpo = navegador.pedir(pagina.peticion(turno))
    if estado not in BIEN:
        raise RuntimeError(f"{pagina.nombre}: {estado}\n{cuerpo[:2000]}")
    if pagina.entera:
        ms += sum(navegador.pedir(panel)[0] for panel in navegador.paneles(cuerpo))
    return ms


# --- What is asked for


def _piso() -> Callable[[int], Peticion]:
    pks = _repartidas(Incidencia.objects.values_list("pk", flat=True))
    return lambda n: Peticion(f"/piso/{pks[n % len(pks)]}/")


def _repartidas(filas: Any, cuantas: int = 200) -> list[Any]:
    """Some rows from end to end of a set, not those that are next to each other."""
    todas = list(filas.order_by("pk"))
    return todas[:: max(1, len(todas) // cuantas)][:cuantas]


def paginas() -> Iterator[Pagina]:
    """Everything with a target, at the addresses of the design."""
    yield from _listados()
    yield from _fichas()
    yield from _altas()
    yield from _indicadores()
    yield from _encuestas()


def fija(ruta: str, **parametros: Any) -> Callable[[int], Peticion]:
    consulta = f"?{urlencode(parametros, doseq=True)}" if parametros else ""
    return lambda _n: Peticion(ruta + consulta)


def _listados() -> Iterator[Pagina]:
    lista, hoy = "/incidencias/", timezone.localdate()
    hace_un_mes = (hoy - timedelta(days=30)).isoformat()
    yield Pagina("lista: la bandeja", 5, fija(lista))
    yield Pagina(
        "lista: todas, con tres filtros",
        5,
        fija(lista, vista="todas", estado="cerrada", canal="correo", prioridad=3),
    )
    yield Pagina(
        "lista: todas, un mes y una categoría",
        5,
        fija(lista, vista="todas", desde=hace_un_mes, categoria=1, tipo="averia"),
    )
    yield Pagina(
        "lista: todas, un filtro que nada cumple",
        5,
        fija(lista, vista="todas", estado="anulada", canal="postal"),
    )
    for que, palabra in (("rara", RARA), ("común", COMUN), ("ausente", AUSENTE)):
        yield Pagina(f"búsqueda: palabra {que}", 6, fija(lista, q=palabra))
    yield Pagina("búsqueda: dos palabras comunes", 6, fija(lista, q=f"{COMUN} agua"))


def _fichas() -> Iterator[Pagina]:
    cargadas = Incidencia.objects.filter(codigo__startswith="INC").values_list("codigo", flat=True)
    codigos = _repartidas(cargadas)
    abiertas = _repartidas(cargadas.exclude(estado=Estado.CERRADA))

    def ficha(de: list[str]) -> Callable[[int], Peticion]:
        return lambda n: Peticion(f"/incidencias/{de[n % len(de)]}/")

    yield Pagina("ficha: primera pintura", 5, ficha(codigos))
    yield Pagina("ficha: primera pintura, sin cerrar", 5, ficha(abiertas))
    yield Pagina("ficha: con todos sus paneles", 8, ficha(codigos), entera=True)


def _altas() -> Iterator[Pagina]:
    clientes = _repartidas(Equipo.objects.values_list("cliente_id", "pk"))
    token = crear_token(Usuario.objects.con_rol(CodigoRol.AGENTE).earliest("pk"), nombre="bench")[1]

    def a_mano(n: int) -> Peticion:
        cliente, equipo = clientes[n % len(clientes)]
        datos = {
            "cliente": cliente,
            "contacto": cliente,
            "equipo": equipo,
            "asunto": f"No enciende {n}",
            "descripcion": "Desde ayer no enciende y el piloto parpadea.",
            "tipo": "averia",
            "canal": "telefono",
            "impacto": "medio",
            "urgencia": "media",
        }
        return Peticion("/incidencias/nueva/", urlencode(datos))

    def por_api(n: int) -> Peticion:
        cliente, equipo = clientes[n % len(clientes)]
        datos = {
            "cliente": cliente,
            "contacto": cliente,
            "equipo": equipo,
            "asunto": f"No enciende {n}",
            "descripcion": "Desde ayer no enciende y el piloto parpadea.",
            "tipo": "averia",
            "canal": "api",
        }
        return Peticion(
            "/api/v1/incidencias/",
            json.dumps(datos),
            {"Authorization": f"Bearer {token}", "Idempotency-Key": str(uuid4())},
        )

    def cobertura(n: int) -> Peticion:
        ruta = f"/api/v1/equipos/{clientes[n % len(clientes)][1]}/cobertura/?fecha=2026-01-15"
        return Peticion(ruta, cabeceras={"Authorization": f"Bearer {token}"})

    yield Pagina("alta: por el formulario", 4, a_mano)
    yield Pagina("alta: por la API", 3, por_api)
    cargado = _con_derechos(clientes[0][1])

    def de_muchas(n: int) -> Peticion:
        ruta = f"/api/v1/equipos/{cargado}/cobertura/?fecha=2026-01-15"
        return Peticion(ruta, cabeceras={"Authorization": f"Bearer {token}"})

    yield Pagina("API: cobertura de un equipo", 2, cobertura)
    yield Pagina("API: cobertura, 10 derechos y 20 reparaciones", 2, de_muchas)
    yield Pagina("API: lista de incidencias", 5, fija("/api/v1/incidencias/"))


def _con_derechos(equipo: int) -> int:
    """That unit with ten rights of its own and twenty repairs under guarantee."""
    dia = date(2024, 1, 1)
    Cobertura.objects.bulk_create(
        Cobertura(
            equipo_id=equipo,
            tipo=(TipoCobertura.COMERCIAL, TipoCobertura.AMPLIACION, TipoCobertura.CONTRATO)[n % 3],
            fecha_inicio=dia,
            fecha_fin=dia + timedelta(days=700 + 30 * n),
            paga=QuienPaga.FABRICANTE,
            mano_obra_pct=10 * n,
        )
        for n in range(10)
    )
    SuspensionCobertura.objects.bulk_create(
        SuspensionCobertura(
            equipo_id=equipo,
            entregado_en=dia + timedelta(days=30 * n),
            devuelto_en=dia + timedelta(days=30 * n + 4),
            defecto=f"Fallo {n % 5}",
        )
        for n in range(20)
    )
    return equipo


def _indicadores() -> Iterator[Pagina]:
    hoy = timezone.localdate()
    dos_anios = {"desde": (hoy - timedelta(days=730)).isoformat(), "hasta": hoy.isoformat()}
    gestor = CodigoRol.GESTOR
    yield Pagina("indicadores: el tablero", 5, fija("/indicadores/"), gestor)
    for codigo in ("csat", "t_resolucion", "fcr"):
        ruta = f"/indicadores/{codigo}/"
        yield Pagina(f"indicadores: {codigo}, dos años", 6, fija(ruta, **dos_anios), gestor)
    yield Pagina(
        "indicadores: csat por categoría, dos años",
        6,
        fija("/indicadores/csat/", **dos_anios, por="categoria"),
        gestor,
    )
    yield Pagina(
        "API: t_resolucion por grupo, dos años",
        6,
        fija("/api/v1/indicadores/t_resolucion/", **dos_anios, por="grupo"),
        gestor,
    )


def _encuestas() -> Iterator[Pagina]:
    uids = list(
        Invitacion.objects.sin_responder().order_by("-pk").values_list("uid", flat=True)[:2000]
    )
    if not uids:
        return
    tokens = [firmar(TIPO_ENLACE, uid, 1) for uid in uids]
    siguiente = iter(tokens[len(tokens) // 2 :])

    def responder(_n: int) -> Peticion:
        """The first answer of each: another one would only edit it."""
        datos = {"paso": "csat", "valor": "5", "csrfmiddlewaretoken": CSRF}
        return Peticion(f"/e/{next(siguiente, tokens[-1])}/", urlencode(datos))

    vistas = tokens[: len(tokens) // 2] or tokens
    yield Pagina("encuesta: ver", 2, lambda n: Peticion(f"/e/{vistas[n % len(vistas)]}/"))
    yield Pagina("encuesta: responder", 3, responder)
