"""What every page knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from nucleo.empresa import empresa


def marco(request: HttpRequest) -> dict[str, Any]:
    """The company (read only if the page names it) and whether this is the demonstration;
    where customers ask for a person."""
    return {
        "empresa": SimpleLazyObject(empresa),
        "modo_demo": settings.DEMO,
        "url_persona": settings.URL_PERSONA,
    }
