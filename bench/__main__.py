"""`python -m bench`: load, measure, print. See the package's own words for what it obeys."""

import os
from pathlib import Path

from bench import base


def main() -> None:
    incidencias = int(os.environ.get("BENCH_INCIDENCIAS") or 100_000)
    with base.preparada() as habia_datos:
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", interactive=False, verbosity=0)
        if not (habia_datos and _tiene(incidencias)):
            _cargar(incidencias)
        _medir(incidencias)


def _tiene(incidencias: int) -> bool:
    """Whether what an earlier run kept is of the size that is asked now."""
    from bench.mundo import clientes_de
    from clientes.models import Compra

    return Compra.objects.count() == clientes_de(incidencias)


def _cargar(incidencias: int) -> None:
    from bench.carga import cargar

    print(f"Cargando {incidencias:,} incidencias con su historia…", flush=True)
    cargar(incidencias)


def _medir(incidencias: int) -> None:
    from bench.clientela import paginas_de_clientes, rellenar
    from bench.llegada import medir_llegada
    from bench.paginas import medir_paginas, paginas
    from bench.tabla import CABECERA, RESULTADOS, Tabla, maquina

    solo = os.environ.get("BENCH_SOLO", "")
    peticiones = int(os.environ.get("BENCH_PETICIONES") or 60)
    clientes = int(os.environ.get("BENCH_CLIENTES") or 500_000)
    segundos = float(os.environ.get("BENCH_SEGUNDOS") or 4)
    tabla = Tabla()
    print(f"\n{incidencias:,} incidencias · {maquina()}\n")
    nombre, *resto = CABECERA
    print(f"  {nombre:<46}", *(f"{columna:>12}" for columna in resto))
    with base.servidor() as puerto:
        medir_paginas(puerto, tabla, paginas(), peticiones=peticiones, solo=solo)
    if solo in "llegada":
        medir_llegada(incidencias, tabla, segundos=segundos)
    if clientes:
        rellenar(clientes)
        with base.servidor() as puerto:
            medir_paginas(puerto, tabla, paginas_de_clientes(), peticiones=peticiones, solo=solo)
    ruta = Path(os.environ.get("BENCH_RESULTADOS") or RESULTADOS)
    tabla.guardar(incidencias, ruta)
    print(f"\nTambién en {ruta}")


if __name__ == "__main__":
    main()
