"""Measure the indicators again, or check them against the raw events."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from incidencias.models import Incidencia
from indicadores.recalculo import lotes_de_dias, recalcular
from indicadores.verificacion import verificar

DIFERENCIAS_A_LA_VISTA = 20


def _fecha(texto: str) -> date:
    try:
        return date.fromisoformat(texto)
    except ValueError as error:
        raise CommandError(f"«{texto}» no es una fecha: escríbela como 2026-03-31.") from error


class Command(BaseCommand):
    help = (
        "Vuelve a medir los indicadores de cada día. Medir otra vez da los mismos números; "
        "con --verificar los busca de nuevo en los sucesos, por otro camino."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--desde", type=_fecha, help="primer día (2026-03-01)")
        parser.add_argument("--hasta", type=_fecha, help="último día")
        parser.add_argument("--verificar", action="store_true", help="comprueba, no guarda")
        parser.add_argument("--simular", action="store_true", help="cuenta los cambios, no guarda")

    def handle(
        self,
        *,
        desde: date | None = None,
        hasta: date | None = None,
        verificar: bool = False,
        simular: bool = False,
        **opciones: Any,
    ) -> None:
        if desde and hasta and desde > hasta:
            raise CommandError("El primer día es posterior al último.")
        if verificar:
            self._verificar(desde, hasta)
        else:
            self._recalcular(desde, hasta, guardar=not simular)

    def _recalcular(self, desde: date | None, hasta: date | None, *, guardar: bool) -> None:
        lotes = list(lotes_de_dias(desde, hasta))
        dias = {dia for _, lote in lotes for dia in lote}
        cambiadas = 0
        with tqdm(total=sum(len(lote) for _, lote in lotes), unit="día", disable=None) as barra:
            for hechos, lote in lotes:
                cambiadas += recalcular(hechos, lote, guardar=guardar)
                barra.update(len(lote))
        verbo = "cambiadas" if guardar else "por cambiar"
        self.stdout.write(
            self.style.SUCCESS(f"{len(dias)} días medidos, {cambiadas} mediciones {verbo}.")
        )

    def _verificar(self, desde: date | None, hasta: date | None) -> None:
        distintas = 0
        with tqdm(total=Incidencia.objects.count(), unit="incidencia", disable=None) as barra:
            for diferencia in verificar(desde, hasta, barra.update):
                distintas += 1
                if distintas <= DIFERENCIAS_A_LA_VISTA:
                    self.stderr.write(str(diferencia))
            leidas = barra.total
        if distintas:
            raise CommandError(f"{distintas} diferencias en {leidas} incidencias.")
        self.stdout.write(self.style.SUCCESS(f"{leidas} incidencias, ninguna diferencia."))
