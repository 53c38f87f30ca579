"""Mail by the thousand made into cases: `python -m bench.buzon [N] [procesos]`.

N mails of `bench.correo`, stored as the reader of a mailbox stores them and interpreted by one
worker, of one process or of several, in a throw-away database; says how many a second, how the
memory goes and what became of them. The target: 10,000 interpreted in 100 s, with flat memory.
"""

from __future__ import annotations

import multiprocessing
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from bench import base
from bench.correo import correos

MAXIMO_S = 100.0 / 10_000
CADA = 1_000


def main(cuantos: int, procesos: int = 1) -> None:
    with base.preparada(), tempfile.TemporaryDirectory(prefix="bench-correo-") as carpeta:
        import django

        django.setup()
        from django.conf import settings
        from django.core.management import call_command

        call_command("migrate", interactive=False, verbosity=0)
        settings.MEDIA_ROOT = carpeta
        settings.CORREO_MAX_POR_HORA = cuantos  # its senders are few and write a lot
        _medir(cuantos, procesos)


def _medir(cuantos: int, procesos: int) -> None:
    guardados, tardanza = _guardar(cuantos)
    print(
        f"guardados {guardados:,} en {tardanza:.1f} s ({guardados / tardanza:,.0f}/s)", flush=True
    )
    hechos, tardanza = _interpretar_entre(guardados, procesos)
    ritmo = hechos / tardanza
    cumple = "sí" if tardanza <= MAXIMO_S * hechos else "NO"
    print(f"interpretados {hechos:,} en {tardanza:.1f} s ({ritmo:,.0f}/s): ¿cumple? {cumple}")
    _contar()


def _guardar(cuantos: int) -> tuple[int, float]:
    from incidencias.models import Buzon
    from incidencias.servicios.correo.recepcion import guardar_correo

    buzon = Buzon.objects.create(
        nombre="Bench", correo="atencion@sat.example", servidor="imap.example", usuario="bench"
    )
    desde, guardados = time.perf_counter(), 0
    for crudo in correos(cuantos):
        guardados += guardar_correo(buzon, crudo) is not None
    return guardados, time.perf_counter() - desde


def _interpretar_entre(cuantos: int, procesos: int) -> tuple[int, float]:
    """By this process or, as a worker with `--concurrency`, by several that share the mails."""
    if procesos == 1:
        return _interpretar(cuantos)
    from django.db import connections

    from incidencias.models import CorreoEntrante, EstadoCorreo

    connections.close_all()  # each process has its own
    desde = time.perf_counter()
    contexto = multiprocessing.get_context("fork")
    obreros = [contexto.Process(target=_interpretar, args=[cuantos]) for _uno in range(procesos)]
    for obrero in obreros:
        obrero.start()
    for obrero in obreros:
        obrero.join()
    tardanza = time.perf_counter() - desde
    esperan = CorreoEntrante.objects.filter(estado=EstadoCorreo.RECIBIDO).count()
    return cuantos - esperan, tardanza


def _interpretar(cuantos: int) -> tuple[int, float]:
    from incidencias.servicios.correo import interpretacion

    hechos, desde, ultimo = 0, time.perf_counter(), 0
    cpu = time.process_time()
    interpretacion.LOTES_POR_VUELTA = CADA // interpretacion.LOTE
    while True:
        nuevos = interpretacion.interpretar_pendientes()
        hechos += nuevos
        if not nuevos or hechos - ultimo >= CADA:
            print(f"  {hechos:>7,}  {time.perf_counter() - desde:6.1f} s  {_memoria():,.0f} MB")
            ultimo = hechos
        if not nuevos:
            cpu_ms = (time.process_time() - cpu) / max(1, hechos) * 1000
            print(f"  {cpu_ms:.1f} ms de procesador del obrero por correo")
            return hechos, time.perf_counter() - desde


def _memoria() -> float:
    """What this process has in memory now, in MB."""
    campos = Path("/proc/self/statm").read_text().split()
    return int(campos[1]) * 4096 / 1024**2


def _contar() -> None:
    from incidencias.models import CorreoEntrante

    fates = Counter(CorreoEntrante.objects.values_list("estado", "resultado"))
    for (estado, resultado), n in fates.most_common():
        print(f"  {n:>7,}  {estado} {resultado}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3] or ["10000"]))
