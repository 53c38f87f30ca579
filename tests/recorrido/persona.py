"""Somebody at their screen: a browser of their own, whose every page has to be faultless."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, Request, Response, expect

from tests.navegador import NORMAS, Quejas, faltas_de_accesibilidad
from tests.recorrido.mundo import CLAVE
from tests.recorrido.sitio import ESPERA_S, Sitio

ESCRITORIO, TELEFONO = (1440, 900), (390, 844)
SIN_DESBORDE = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
CONTRASTE = "color-contrast"  # all that another theme can spoil
PROPIAS = {"data", "blob", "about"}

expect.set_options(timeout=ESPERA_S * 1000)


def carpeta_de_capturas() -> Path | None:
    """Where the pictures of the README go; None unless CAPTURAS says so."""
    carpeta = os.environ.get("CAPTURAS")
    return Path(settings.BASE_DIR, carpeta) if carpeta else None


class Persona:
    """A person with their browser. `mirar` looks for faults in the page that is open."""

    def __init__(
        self, navegador: Browser, sitio: Sitio, quien: str, tamano: tuple[int, int] = ESCRITORIO
    ) -> None:
        self.quien, self.sitio, self.tamano = quien, sitio, tamano
        self.contexto = navegador.new_context(
            base_url=sitio.url,
            viewport={"width": tamano[0], "height": tamano[1]},
            device_scale_factor=2 if tamano == TELEFONO else 1,
            has_touch=tamano == TELEFONO,
            locale="es-ES",
            timezone_id="Europe/Madrid",
            color_scheme="light",
            reduced_motion="reduce",
        )
        self.contexto.set_default_timeout(ESPERA_S * 1000)
        self.pagina: Page = self.contexto.new_page()
        self.quejas = Quejas()
        self.quejas.escuchar(self.pagina)
        self.fuera: list[str] = []  # requests to other hosts
        self.visitadas: set[str] = set()
        self.miradas: set[str] = set()
        self.pagina.on("request", self._vigilar)
        self.pagina.on("framenavigated", lambda marco: self.visitadas.add(_ruta(marco.url)))

    def _vigilar(self, peticion: Request) -> None:
        partes = urlsplit(peticion.url)
        if partes.scheme not in PROPIAS and partes.netloc != urlsplit(self.sitio.url).netloc:
            self.fuera.append(peticion.url)

    # --- Moving about

    def ir(self, ruta: str, estado: int = 200) -> Response:
        respuesta = self.pagina.goto(ruta)
        assert respuesta is not None
        assert respuesta.status == estado, f"{ruta}: {respuesta.status}"
        return respuesta

    def entrar(self, correo: str) -> None:
        """By mail and password, as staff do."""
        self.ir("/cuentas/login/")
        self.mirar()
        self.campo("Correo electrónico").fill(correo)
        self.campo("Contraseña").fill(CLAVE)
        self.pulsar("Entrar", exacto=True)
        self.pagina.wait_for_url(lambda url: "/cuentas/login/" not in url)
        self.mirar()

    def campo(self, rotulo: str) -> Locator:
        """The field with exactly that label, required (with its asterisk) or not."""
        return self.pagina.get_by_label(re.compile(rf"^\s*{re.escape(rotulo)}\s*\*?\s*$"))

    def boton(self, nombre: str, *, exacto: bool = False) -> Locator:
        return self.pagina.get_by_role("button", name=nombre, exact=exacto)

    def enlace(self, nombre: str, *, exacto: bool = False) -> Locator:
        return self.pagina.get_by_role("link", name=nombre, exact=exacto)

    def tocar(self, que: Locator) -> None:
        """Click it, once its page is whole: before, links work too, but as if without scripts."""
        que.wait_for()
        self.pagina.wait_for_load_state()
        que.click()

    def pulsar(self, nombre: str, *, exacto: bool = False) -> None:
        self.tocar(self.boton(nombre, exacto=exacto))

    def seguir(self, nombre: str, *, exacto: bool = False) -> None:
        self.tocar(self.enlace(nombre, exacto=exacto))

    def ver(self, texto: str) -> None:
        """Wait until somebody can read it."""
        expect(self.pagina.get_by_text(texto).first).to_be_visible()

    # --- Looking closely

    def mirar(self, captura: str = "", *, oscura: bool = False) -> None:
        """No fault in either theme, nothing wider than the window; a picture if it has a name."""
        self.pagina.wait_for_load_state()
        expect(self.pagina.locator(".htmx-request")).to_have_count(0)
        donde = f"{self.quien} en {_ruta(self.pagina.url)}"
        self.miradas.add(_ruta(self.pagina.url))
        arriba = self.pagina.evaluate("[scrollY, scrollTo(0, 0)][0]")  # nothing under the bar
        for tema, normas in (("dark", [CONTRASTE]), ("light", NORMAS)):
            self.pagina.emulate_media(color_scheme=tema)
            faltas = faltas_de_accesibilidad(self.pagina, normas)
            assert not faltas, "\n".join([f"{donde} ({tema}):", *faltas])
        self.pagina.evaluate("y => scrollTo(0, y)", arriba)
        assert self.pagina.evaluate(SIN_DESBORDE), f"{donde}: se sale a lo ancho"
        assert not self.quejas, f"{donde}: {self.quejas}"
        assert not self.fuera, f"{donde}: {self.fuera}"
        self._retratar(captura, oscura=oscura)

    def _retratar(self, nombre: str, *, oscura: bool) -> None:
        carpeta = carpeta_de_capturas()
        if carpeta is None or not nombre:
            return
        carpeta.mkdir(parents=True, exist_ok=True)
        self._foto(carpeta / f"{nombre}.png")
        if oscura:
            self.pagina.emulate_media(color_scheme="dark")
            self._foto(carpeta / f"{nombre}-oscuro.png")
            self.pagina.emulate_media(color_scheme="light")

    def _foto(self, fichero: Path) -> None:
        """Without traces of pointer or scrollbar, in few colours: they live in the repository."""
        self.pagina.mouse.move(0, 0)
        self.pagina.evaluate("document.documentElement.style.scrollbarGutter = 'auto'")
        self.pagina.screenshot(path=fichero, animations="disabled", caret="hide")
        with Image.open(fichero) as imagen:
            reducida = imagen.convert("RGB").quantize(256, kmeans=3, dither=Image.Dither.NONE)
        reducida.save(fichero, optimize=True)

    def despedir(self) -> None:
        """At the end: every page that was opened was looked at, and nobody complained."""
        assert not self.quejas, f"{self.quien}: {self.quejas}"
        assert not self.fuera, f"{self.quien}: {self.fuera}"
        sin_mirar = self.visitadas - self.miradas - {""}
        assert not sin_mirar, f"{self.quien} no ha mirado {sorted(sin_mirar)}"

    def irse(self, carpeta: Path) -> None:
        self.pagina.screenshot(path=carpeta / f"{self.quien}.png")
        self.contexto.close()


def _ruta(url: str) -> str:
    """The path, without what changes in each run: only our pages count."""
    partes = urlsplit(url)
    return partes.path if partes.scheme == "http" else ""
