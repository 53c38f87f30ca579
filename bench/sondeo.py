"""Two hundred people with the Bandeja or a case open: what their polling costs, in % of one core.

`python -m bench.sondeo`, over the database that `BENCH_CONSERVAR=1` left. First with nothing
changing, then with a change every so many seconds. Each polls every 15 s, as static/js/vivo.js
does: with the last stamp, and taking the new one. The processor time is that of the web workers
and of their connections to PostgreSQL.
"""

from __future__ import annotations

import http.client
import os
import sys
import time
from collections import Counter
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any

AGENTES, CADA_S = 200, 15.0
DURA_S = float(os.environ.get("BENCH_SEGUNDOS") or 45)
TICS = os.sysconf("SC_CLK_TCK")


@dataclass
class Pantalla:
    """A page that somebody has open."""

    ruta: str
    galleta: str
    sello: str
    huella: str

    def preguntar(self, puerto: int) -> int:
        separa = "&" if "?" in self.ruta else "?"
        conexion = http.client.HTTPConnection("127.0.0.1", puerto, timeout=30)
        cabeceras = {"Cookie": self.galleta, "HX-Request": "true", "X-Sello": self.sello}
        conexion.request("GET", f"{self.ruta}{separa}huella={self.huella}", headers=cabeceras)
        respuesta = conexion.getresponse()
        cuerpo = respuesta.read().decode()
        conexion.close()
        self.sello = respuesta.headers.get("X-Sello", self.sello)
        if respuesta.status == http.HTTPStatus.OK and "data-sello" in cuerpo:
            self.sello = _dato(cuerpo, "sello")
            self.huella = _dato(cuerpo, "huella")
        return int(respuesta.status)


def _dato(cuerpo: str, nombre: str) -> str:
    return cuerpo.partition(f'data-{nombre}="')[2].partition('"')[0]


def main() -> None:
    from bench import base

    with base.preparada():
        import django

        django.setup()
        with base.servidor() as puerto:
            pantallas = _abrir(puerto)
            for cambio_s in (None, 5.0, 1.0):
                _medir(puerto, pantallas, cambio_s)


def _abrir(puerto: int) -> list[Pantalla]:
    """Half of them look at the Bandeja, each at a view; half, at a case."""
    from django.conf import settings
    from django.test import Client

    from cuentas.models import Usuario
    from incidencias.models import Incidencia

    usuarios = list(Usuario.objects.con_rol("agente").order_by("pk"))
    codigos = list(
        Incidencia.objects.abiertas().order_by("pk").values_list("codigo", flat=True)[:100]
    )
    vistas = cycle(("abiertas", "mias", "vencidas", "hoy", "sin_asignar"))
    pantallas = []
    for n in range(AGENTES):
        dentro = Client(headers={"host": "127.0.0.1"})
        dentro.force_login(usuarios[n % len(usuarios)])
        galleta = f"sessionid={dentro.cookies[settings.SESSION_COOKIE_NAME].value}"
        if n % 2:
            rutas = [f"/incidencias/?vista={next(vistas)}"]
        else:  # whoever has a case open also asks who is writing in it (static/js/presencia.js)
            caso = f"/incidencias/{codigos[n // 2]}/"
            rutas = [caso, f"{caso}presencia/"]
        for ruta in rutas:
            pantallas.append(Pantalla(ruta, galleta, "", ""))
            pantallas[-1].preguntar(puerto)
    return pantallas


def _medir(puerto: int, pantallas: list[Pantalla], cambio_s: float | None) -> None:
    for pantalla in pantallas:  # everybody up to date
        pantalla.preguntar(puerto)
    respuestas: Counter[int] = Counter()
    antes, desde = _procesador(), time.monotonic()
    proximo_cambio = desde + (cambio_s or 1e9)
    for n, pantalla in enumerate(cycle(pantallas)):
        falta = desde + n * CADA_S / len(pantallas) - time.monotonic()
        if falta > 0:
            time.sleep(falta)
        if time.monotonic() - desde > DURA_S:
            break
        if time.monotonic() > proximo_cambio:
            _cambiar_algo(n)
            proximo_cambio += cambio_s or 1e9
        respuestas[pantalla.preguntar(puerto)] += 1
    tardo = time.monotonic() - desde
    gasto = {que: 100 * (_procesador()[que] - antes[que]) / tardo for que in antes}
    caso = "sin cambios" if cambio_s is None else f"un cambio cada {cambio_s:g} s"
    partes = " + ".join(f"{que} {valor:.1f} %" for que, valor in gasto.items())
    sys.stdout.write(
        f"{AGENTES} agentes, {caso}: {sum(gasto.values()):.1f} % de un núcleo ({partes}); "
        f"{sum(respuestas.values()) / tardo:.1f} preguntas/s, {dict(respuestas)}\n"
    )
    sys.stdout.flush()


def _cambiar_algo(n: int) -> None:
    from cuentas.models import Usuario
    from incidencias.models import Incidencia
    from incidencias.servicios import anotar_nota

    abiertas = Incidencia.objects.abiertas().order_by("-pk")
    pk = abiertas.values_list("pk", flat=True)[n % 50]
    anotar_nota(pk, por=Usuario.objects.con_rol("agente").first(), texto=f"Nota {n}")


def _procesador() -> dict[str, float]:
    """Seconds of processor used until now by our gunicorn, and by its backends of PostgreSQL."""
    return {"web": _segundos(_hijos(os.getpid())), "PostgreSQL": _segundos(_conexiones())}


def _conexiones() -> list[int]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "select pid from pg_stat_activity where datname = current_database()"
            " and pid <> pg_backend_pid()"
        )
        return [fila[0] for fila in cursor.fetchall()]


def _hijos(padre: int) -> list[int]:
    """Every process below ours: gunicorn and its workers."""
    de: dict[int, list[int]] = {}
    for ruta in Path("/proc").glob("[0-9]*/stat"):
        try:
            campos = ruta.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        de.setdefault(int(campos[1]), []).append(int(ruta.parent.name))
    todos, por_ver = [], list(de.get(padre, []))
    while por_ver:
        pid = por_ver.pop()
        todos.append(pid)
        por_ver += de.get(pid, [])
    return todos


def _segundos(pids: list[int]) -> float:
    total = 0.0
    for pid in pids:
        try:
            campos: list[Any] = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += (int(campos[11]) + int(campos[12])) / TICS
    return total


if __name__ == "__main__":
    main()
