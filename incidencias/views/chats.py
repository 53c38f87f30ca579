"""The live chats that were offered, of some days and of a part of what is counted."""

from __future__ import annotations

from typing import cast

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cuentas.models import Usuario
from cuentas.permisos import exige_oficina
from incidencias.models import Chat
from incidencias.views.devoluciones import dias_de
from nucleo.htmx import pintar
from nucleo.paginas import Orden, paginar_por_clave

RECIENTES = Orden("recientes", "ofrecido_en", descendente=True)
PARTES = {
    "abandonados": Q(abandonado_en__isnull=False),
    "atendidos": Q(atendido_en__isnull=False),
    "esperando": Q(abandonado_en=None, atendido_en=None),
}


@require_safe
@exige_oficina
def chats(request: HttpRequest) -> HttpResponse:
    """Newest first: who wrote, how long they waited, and the case that came of it."""
    filas = Chat.objects.visibles_para(cast("Usuario", request.user))
    filas = filas.filter(dias_de(request), PARTES.get(request.GET.get("parte", ""), Q()))
    pagina = paginar_por_clave(filas.select_related("agente", "incidencia"), request.GET, RECIENTES)
    return pintar(request, "incidencias/chats.html", {"pagina": pagina}, fragmento="tabla")
