"""How the API reads a body. Apart from `nucleo.api`: DRF imports it before its own views."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser


class LectorJSON(JSONParser):
    """JSON that we can store and say back: bounded, finite numbers, no halves of a character."""

    def parse(
        self,
        stream: Any,
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        """Raises a 400 (ParseError) for anything else."""
        crudo = stream.read(settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
        if len(crudo) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise ParseError(_("La petición es demasiado grande."))
        try:
            datos = json.loads(crudo, parse_constant=_numero, parse_float=_numero)
            json.dumps(datos, ensure_ascii=False).encode()
        except (ValueError, RecursionError) as error:
            raise ParseError(_("El cuerpo no es JSON que podamos leer.")) from error
        return datos


def _numero(texto: str) -> float:
    numero = float(texto)
    if not math.isfinite(numero):
        raise ValueError(texto)
    return numero
