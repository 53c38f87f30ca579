"""The languages of customers: which one to speak, how each writes a day, and their catalogues.

The catalogues are compiled here because a fresh machine has no gettext's programs.
"""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.http import HttpRequest
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation.trans_real import parse_accept_lang_header, translation

from nucleo.correo.idioma import IDIOMAS

ESPANOL = "es"
# Day and month, and the year around them: Django's say "5 abril", "5 de Abril", "api. 5a".
_DIA_Y_MES = {"eu": r"F\r\e\n j\a", "en": r"j F"}
_CON_ANIO = {"eu": r"Y\k\o {}", "en": r"{} Y"}


def idioma_activo() -> str:
    """The one that is being spoken now."""
    return (get_language() or ESPANOL)[:2]


def idioma_del_navegador(request: HttpRequest) -> str:
    """The first of ours that the browser asks for: for who is not known. Otherwise, Spanish."""
    pedidos = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    nuestros = (uno[:2] for uno, peso in pedidos if peso and uno.split("-")[0] in IDIOMAS)
    return next(nuestros, ESPANOL)


def dia_dicho(dia: date, *, con_anio: bool = True, con_semana: bool = False) -> str:
    """ "5 de abril de 2026", "domingo, 5 de abril", as the language that is spoken writes it."""
    idioma = idioma_activo()
    formato = _DIA_Y_MES.get(idioma, r"j \d\e F")
    if con_anio:
        formato = _CON_ANIO.get(idioma, r"{} \d\e Y").format(formato)
    if con_semana:
        formato = (r"{}, l" if idioma == "eu" else r"l, {}").format(formato)
    dicho = date_format(dia, formato)
    if idioma == "ca":  # 5 d'abril
        dicho = re.sub(r"de (?=[ao])", "d'", dicho.lower())
    return dicho if idioma == "en" else dicho.lower()


def nombre_de_dia(dia: int) -> str:
    """ "lunes" (0), as the language that is spoken writes it."""
    nombre = str(WEEKDAYS[dia])
    return nombre if idioma_activo() == "en" else nombre.lower()


def juntar_catalogos() -> None:
    """Look for each text of the interface in one table, instead of in that of each program.

    Texts are written in Spanish, so that hardly any is found, and not finding one was looking
    twice in ten tables, hundreds of times a page. Plurals are left as they are.
    """
    for idioma in {settings.LANGUAGE_CODE, ESPANOL}:
        catalogo: Any = translation(idioma)._catalog  # type: ignore[attr-defined]
        juntos: dict[Any, Any] = {}
        for uno in reversed(catalogo._catalogs):  # the first one rules
            juntos |= uno
        catalogo.get = juntos.get


def compilar_catalogos() -> list[Path]:
    """Bring each `locale/<language>/LC_MESSAGES/*.mo` up to date with its `.po`; which changed."""
    fuentes = (po for raiz in settings.LOCALE_PATHS for po in Path(raiz).glob("*/LC_MESSAGES/*.po"))
    return [_compilar(po) for po in sorted(fuentes) if _es_viejo(po)]


def _es_viejo(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime


def _compilar(po: Path) -> Path:
    mo = po.with_suffix(".mo")
    provisional = mo.with_suffix(f".{os.getpid()}.nuevo")
    polib.pofile(str(po)).save_as_mofile(str(provisional))
    provisional.replace(mo)  # whole or not at all: two copies may start at once
    return mo
