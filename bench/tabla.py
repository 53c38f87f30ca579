"""What a run found: one line a figure, each with its floor, and where it was measured."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection
from django.utils import timezone

RESULTADOS = Path(__file__).parent / "results.md"
CABECERA = ("cifra", "medida", "suelo", "razón", "objetivo", "¿cumple?", "sentencias")


@dataclass(frozen=True)
class Cifra:
    """A figure and its floor in the same unit. A page must not pass its target, a rate reach it."""

    nombre: str
    medida: float
    suelo: float
    objetivo: float
    unidad: str = "ms"
    sentencias: int | None = None

    @property
    def razon(self) -> float:
        return self.medida / self.suelo if self.suelo else 0.0

    @property
    def es_tiempo(self) -> bool:
        return self.unidad in {"ms", "s"}

    @property
    def cumple(self) -> bool:
        if self.es_tiempo:
            return self.razon <= self.objetivo
        return self.razon >= self.objetivo

    def columnas(self) -> tuple[str, ...]:
        signo = "≤" if self.es_tiempo else "≥"
        return (
            self.nombre,
            f"{self.medida:,.1f} {self.unidad}",
            f"{self.suelo:,.1f} {self.unidad}",
            f"{self.razon:.2f}",
            f"{signo} {self.objetivo:g}",
            "sí" if self.cumple else "NO",
            "" if self.sentencias is None else str(self.sentencias),
        )


@dataclass
class Tabla:
    """Grows as the run goes on: each line is seen when it is known."""

    cifras: list[Cifra] = field(default_factory=list)
    omitidas: list[str] = field(default_factory=list)

    def anade(self, cifra: Cifra) -> None:
        self.cifras.append(cifra)
        nombre, *resto = cifra.columnas()
        print(f"  {nombre:<46}", *(f"{columna:>12}" for columna in resto), flush=True)

    def omite(self, nombre: str, porque: str) -> None:
        self.omitidas.append(f"{nombre}: {porque}")
        print(f"  {nombre:<46} {porque}", flush=True)

    def guardar(self, incidencias: int, ruta: Path = RESULTADOS) -> None:
        filas = [CABECERA, ("---",) * len(CABECERA), *(c.columnas() for c in self.cifras)]
        lineas = [f"# {incidencias:,} incidencias · {maquina()}", ""]
        lineas += [f"| {' | '.join(fila)} |" for fila in filas]
        if self.omitidas:
            lineas += ["", "Sin medir:", "", *(f"- {omitida}" for omitida in self.omitidas)]
        ruta.write_text("\n".join([*lineas, ""]))


def maquina() -> str:
    """Where and when: a ratio travels better than a time, but not everywhere."""
    with connection.cursor() as cursor:
        cursor.execute("show server_version")
        (version,) = cursor.fetchone()
        cursor.execute("show synchronous_commit")
        (espera,) = cursor.fetchone()
    return (
        f"{_procesador()}, {os.cpu_count()} núcleos, carga {os.getloadavg()[0]:.1f}, "
        f"Python {platform.python_version()}, PostgreSQL {version}, synchronous_commit {espera}, "
        f"{timezone.localtime():%Y-%m-%d %H:%M}"
    )


def _procesador() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    lineas = cpuinfo.read_text().splitlines() if cpuinfo.exists() else []
    nombres = [linea.split(":", 1)[1].strip() for linea in lineas if linea.startswith("model name")]
    return nombres[0] if nombres else platform.machine()
