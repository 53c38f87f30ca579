"""A form sent twice (a double click, a reload) happens once: the second gets the first's answer.

The page carries a key (`{% envio %}`); the same key with another content is another request, so
that what is typed after going back a page is never taken for a repetition.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest

from nucleo.insercion import insertar_fila
from nucleo.models import ClaveIdempotencia

CAMPO = "envio"
HECHO = 200


def una_sola_vez(request: HttpRequest, hacer: Callable[[], str]) -> str:
    """What `hacer` returns, or what it returned when this same form came before.

    The key's row is being written while it happens: whoever comes second waits for it, and does not
    repeat it.
    """
    try:
        envio = UUID(request.POST.get(CAMPO, ""))
    except ValueError:  # a page without key, or somebody's invention
        return hacer()
    huella = _huella(request)
    clave = {"solicitante": f"web:{request.user.pk}", "clave": f"{envio}:{huella}"}
    fila = ClaveIdempotencia(**clave, huella=huella)
    with transaction.atomic():
        if not insertar_fila(fila, si_no_esta=True):
            fila = ClaveIdempotencia.objects.select_for_update().get(**clave)
        if fila.estado_http is None:
            fila.respuesta, fila.estado_http = hacer(), HECHO
            fila.save(update_fields=["respuesta", "estado_http"])
    return str(fila.respuesta)


def _huella(request: HttpRequest) -> str:
    """Address, fields and files: what makes a form the same one."""
    campos = {k: v for k, v in request.POST.lists() if k != "csrfmiddlewaretoken"}
    ficheros = [(f.name, f.size) for _campo, lista in request.FILES.lists() for f in lista]
    datos = json.dumps([request.path, campos, ficheros], sort_keys=True)
    return hashlib.sha256(datos.encode("utf-8", "surrogatepass")).hexdigest()
