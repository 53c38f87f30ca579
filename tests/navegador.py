"""Where Chromium is, and axe to look for accessibility faults. The fixture is in conftest.py."""

import os
import shutil
from functools import cache
from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import ConsoleMessage, Page

OPCIONES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
MIRAR = """async normas => {
  const estaba = window.scrollY;
  window.scrollTo({top: 0, behavior: 'instant'});
  const informe = await axe.run(document, {runOnly: normas, resultTypes: ['violations']});
  window.scrollTo({top: estaba, behavior: 'instant'});
  return informe;
}"""
NORMAS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def chromium() -> str:
    """The path of Debian's Chromium; without it the test is skipped, or fails where CI=true."""
    ruta = shutil.which("chromium") or shutil.which("chromium-browser")
    if ruta is None:
        motivo = "Chromium is missing: apt-get install chromium"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(motivo)
    return str(ruta)


class Quejas(list[str]):
    """What the browser complained about: scripts, styles, files (and so, every CSP violation).

    A 422 is not one: the server said no to what was typed, and the page says why.
    """

    def escuchar(self, pagina: Page) -> None:
        pagina.on("console", self._apuntar)
        pagina.on("pageerror", lambda error: self.append(str(error)))

    def _apuntar(self, mensaje: ConsoleMessage) -> None:
        if mensaje.type == "error" and "status of 422" not in mensaje.text:
            self.append(mensaje.text)


@cache
def guion_axe() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def faltas_de_accesibilidad(pagina: Page, normas: list[str] = NORMAS) -> list[str]:
    """What axe finds by those rules or families of rules, one line each.

    By evaluate: a script tag would break the CSP under test. From the top of the page:
    what happens to pass under the sticky bar is not a target that somebody cannot reach.
    """
    pagina.evaluate(guion_axe())
    informe: dict[str, Any] = pagina.evaluate(MIRAR, normas)
    return [
        f"{falta['id']}: {nodo['target']} {nodo['html'][:120]}"
        for falta in informe["violations"]
        for nodo in falta["nodes"]
    ]
