"""The languages of customers: their catalogues of phrases, compiled without gettext's programs."""

from __future__ import annotations

import os
from pathlib import Path

import polib
from django.conf import settings


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
