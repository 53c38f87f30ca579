"""What an import did: counts, and the rejected rows with line, column and reason."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from pathlib import Path

from postventa.importacion.lectura import FilaMala


@dataclass
class Informe:
    nuevas: int = 0
    cambiadas: int = 0
    iguales: int = 0
    rechazos: list[FilaMala] = field(default_factory=list)

    def escribir_rechazos(self, ruta: Path) -> None:
        """Write the rejected rows as a CSV that a spreadsheet opens."""
        with ruta.open("w", encoding="utf-8-sig", newline="") as fichero:
            salida = csv.writer(fichero)
            salida.writerow(["línea", "columna", "referencia", "motivo"])
            for mala in self.rechazos:
                salida.writerow([mala.linea, mala.columna, mala.referencia, mala.motivo])

    def resumen(self) -> str:
        return (
            f"{self.nuevas} nuevas, {self.cambiadas} cambiadas, {self.iguales} sin cambios, "
            f"{len(self.rechazos)} filas rechazadas."
        )
