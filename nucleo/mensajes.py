"""What is said on the next page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.contrib import messages

from nucleo.errores import ErrorDeNegocio

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.functional import Promise


@contextmanager
def diciendo(request: HttpRequest, hecho: str | Promise = "") -> Iterator[None]:
    """Say that what is inside was done or, if a rule refuses it, why: for a bare button."""
    try:
        yield
    except ErrorDeNegocio as error:
        messages.error(request, str(error))
    else:
        if hecho:
            messages.success(request, str(hecho))
