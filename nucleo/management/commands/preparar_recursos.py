"""Build what comes out of packages and sources: the chart bundle, the catalogues of languages."""

import json
from importlib.metadata import version
from pathlib import Path
from typing import Any

import vl_convert
from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from nucleo.idiomas import compilar_catalogos

VEGA_LITE = "6.4"
# What `static/js/graficos.js` calls. `ast` and `defaultStyle: false` keep the strict CSP (no eval,
# no injected style); without explicit locales the months come out in English.
FRAGMENTO = """
const numeros = %(numeros)s;
const fechas = %(fechas)s;
window.postventaGraficos = {
  async dibujar(elemento, spec) {
    const resultado = await vegaEmbed(elemento, spec, {
      ast: true, defaultStyle: false, renderer: "svg", actions: false,
      tooltip: { disableDefaultStyle: true },
      formatLocale: numeros, timeFormatLocale: fechas,
    });
    return resultado;
  },
};
"""


class Command(BaseCommand):
    help = "Build the chart files, once per version, and the catalogues of languages."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--forzar", action="store_true", help="build them again")

    def handle(self, *args: Any, forzar: bool = False, **opciones: Any) -> None:
        if catalogos := compilar_catalogos():
            self.stdout.write(f"Compilados {len(catalogos)} catálogos de idioma.")
        destino = Path(settings.RECURSOS_DIR) / "graficos" / "vega.js"
        sello = f"/* vl-convert-python {version('vl-convert-python')}, Vega-Lite {VEGA_LITE} */\n"
        if not forzar and _tiene(destino, sello):
            self.stdout.write("Los recursos ya estaban preparados.")
            return
        destino.parent.mkdir(parents=True, exist_ok=True)
        provisional = destino.with_suffix(".nuevo")
        provisional.write_text(sello + _paquete(), encoding="utf-8")
        provisional.replace(destino)  # whole or not at all: two copies may start at once
        self.stdout.write(f"Preparado {destino.name}: {destino.stat().st_size // 1024} KB.")


def _tiene(destino: Path, sello: str) -> bool:
    if not destino.exists():
        return False
    with destino.open(encoding="utf-8") as fichero:
        return fichero.readline() == sello


def _paquete() -> str:
    """Vega, Vega-Lite and Vega-Embed in one script, with the Spanish locales inside."""
    locales = {
        "numeros": json.dumps(vl_convert.get_format_locale("es-ES"), ensure_ascii=False),
        "fechas": json.dumps(vl_convert.get_time_format_locale("es-ES"), ensure_ascii=False),
    }
    return vl_convert.javascript_bundle(FRAGMENTO % locales, VEGA_LITE)
