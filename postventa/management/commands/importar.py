"""`manage.py importar PERFIL ARCHIVO`: other systems' history into ours."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from tqdm import tqdm

from indicadores.tasks import recalcular_cambiados
from postventa.importacion.historias import importar_historias
from postventa.importacion.informe import Informe
from postventa.importacion.lectura import ArchivoIlegible, Fila, FilaMala, leer
from postventa.importacion.llamadas import importar_llamadas
from postventa.importacion.perfil import Perfil, PerfilInvalido, cargar_perfil, disponibles
from postventa.importacion.reparaciones import importar_reparaciones

IMPORTADORES = {
    "historias": importar_historias,
    "reparaciones": importar_reparaciones,
    "llamadas": importar_llamadas,
}
RECHAZOS_EN_PANTALLA = 10


class Command(BaseCommand):
    help = (
        "Importa un archivo CSV con un perfil (PERFIL o ruta de un .toml) y recalcula los "
        "indicadores. Repetirlo no cambia nada; una versión nueva anota lo que cambió."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("perfil", help=f"uno de: {', '.join(disponibles())}, o un .toml")
        parser.add_argument("archivo", type=Path)
        parser.add_argument("--simular", action="store_true", help="cuenta, no guarda")
        parser.add_argument("--rechazos", type=Path, help="CSV donde dejar las filas rechazadas")
        parser.add_argument(
            "--sin-indicadores", action="store_true", help="no recalcula al terminar"
        )

    def handle(
        self,
        *,
        perfil: str,
        archivo: Path,
        simular: bool,
        rechazos: Path | None,
        sin_indicadores: bool,
        **opciones: Any,
    ) -> None:
        empezado = perf_counter()
        try:
            informe = self._importar(cargar_perfil(perfil), archivo, simular=simular)
        except (PerfilInvalido, ArchivoIlegible) as error:
            raise CommandError(str(error)) from error
        self._contar_rechazos(informe, rechazos)
        if not simular and not sin_indicadores:
            self.stdout.write("Recalculando los indicadores de los días que han cambiado…")
            recalcular_cambiados()
        verbo = "Simulado" if simular else "Importado"
        self.stdout.write(
            self.style.SUCCESS(f"{verbo} en {perf_counter() - empezado:.1f} s: {informe.resumen()}")
        )

    def _importar(self, perfil: Perfil, archivo: Path, *, simular: bool) -> Informe:
        with transaction.atomic():
            informe = IMPORTADORES[perfil.clase](self._con_barra(leer(archivo, perfil)), perfil)
            if simular:
                transaction.set_rollback(True)
        return informe

    def _con_barra(self, filas: Iterator[Fila | FilaMala]) -> Iterator[Fila | FilaMala]:
        yield from tqdm(filas, unit="fila", disable=None)  # no bar without a terminal

    def _contar_rechazos(self, informe: Informe, ruta: Path | None) -> None:
        for mala in informe.rechazos[:RECHAZOS_EN_PANTALLA]:
            columna = f", columna «{mala.columna}»" if mala.columna else ""
            self.stderr.write(f"Línea {mala.linea}{columna}: {mala.motivo}")
        if len(informe.rechazos) > RECHAZOS_EN_PANTALLA and ruta is None:
            self.stderr.write("… y más: pide todas con --rechazos ARCHIVO.csv")
        if ruta is not None:
            informe.escribir_rechazos(ruta)
