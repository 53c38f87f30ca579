"""How every screen of a case begins: who asks, and which case they may see."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from incidencias.models import Incidencia, IncidenciaQuerySet


def visible_o_404(
    request: HttpRequest, codigo: str, casos: IncidenciaQuerySet | None = None
) -> Incidencia:
    """The case of that code; a stranger's is answered as one that does not exist."""
    base = Incidencia.objects if casos is None else casos
    incidencia = base.visibles_para(request.user).filter(codigo=codigo).first()
    if incidencia is None:
        raise Http404
    return incidencia
