"""What every page knows."""

from typing import Any

from django.http import HttpRequest


def marco(request: HttpRequest) -> dict[str, Any]:
    return {}
