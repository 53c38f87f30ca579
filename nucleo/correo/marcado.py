"""The HTML of a mail: sanitised to be shown, and as text to be read."""

import html
import re

import nh3

MAX_HTML = 500_000


def sanear(texto: str) -> str:
    return nh3.clean(texto[:MAX_HTML], tags=nh3.ALLOWED_TAGS - {"img"})


def en_texto(limpio: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", limpio))
