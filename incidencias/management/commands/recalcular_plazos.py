"""Compute the open clocks again, or check them against the events."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from incidencias.servicios.recalculo import con_relojes_abiertos, recalcular_abiertos
from incidencias.verificacion import diferencias_de

DIFERENCIAS_A_LA_VISTA = 20


class Command(BaseCommand):
    help = (
        "Vuelve a calcular los plazos que corren con las políticas y calendarios en vigor. Los "
        "cumplidos, vencidos y cerrados no se tocan. Con --verificar los cuenta desde los sucesos."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--verificar", action="store_true", help="comprueba, no guarda")
        parser.add_argument("--simular", action="store_true", help="cuenta los cambios, no guarda")

    def handle(self, *, verificar: bool = False, simular: bool = False, **opciones: Any) -> None:
        if verificar:
            self._verificar()
            return
        cambiadas = recalcular_abiertos(guardar=not simular)
        verbo = "por cambiar" if simular else "con plazos nuevos"
        self.stdout.write(f"{cambiadas} incidencias {verbo}.")

    def _verificar(self) -> None:
        miradas = 0
        diferencias: list[str] = []
        for incidencia in tqdm(con_relojes_abiertos(), unit="caso", disable=None):
            miradas += 1
            diferencias += diferencias_de(incidencia)
        for diferencia in diferencias[:DIFERENCIAS_A_LA_VISTA]:
            self.stderr.write(diferencia)
        if diferencias:
            raise CommandError(f"{len(diferencias)} diferencias en {miradas} incidencias.")
        self.stdout.write(f"{miradas} incidencias, ninguna diferencia.")
