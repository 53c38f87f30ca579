"""How every screen of a case begins: who asks, and which case they may see."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from incidencias.models import Incidencia, IncidenciaQuerySet
from nucleo.preparadas import Hueco, Preparada

SIN_BLOQUEAR = {"codigo": Hueco("codigo"), "cliente__bloqueado_en": None}
DE_LA_FICHA = Preparada(lambda: Incidencia.objects.para_ficha().filter(**SIN_BLOQUEAR))
AL_LADO = Preparada(lambda: Incidencia.objects.para_al_lado().filter(**SIN_BLOQUEAR))


def visible_o_404(
    request: HttpRequest, codigo: str, casos: IncidenciaQuerySet | None = None
) -> Incidencia:
    """The case of that code; a stranger's is answered as one that does not exist."""
    base = Incidencia.objects if casos is None else casos
    incidencia = base.visibles_para(request.user).filter(codigo=codigo).first()
    if incidencia is None:
        raise Http404
    return incidencia


def ficha_o_404(
    request: HttpRequest, codigo: str, lectura: Preparada[Incidencia] = DE_LA_FICHA
) -> Incidencia:
    """The same of all that its page says, for somebody of the office: the rule of `visibles_para`,
    by a statement that is already written, the customer and the team that are read with the case.
    """
    usuario = request.user
    if not usuario.es_de_oficina:  # type: ignore[union-attr]
        return visible_o_404(request, codigo, Incidencia.objects.para_ficha())
    for incidencia in lectura(codigo=codigo):
        grupo = incidencia.grupo
        if (
            grupo is None or not grupo.es_restringido or grupo.pk not in usuario.grupos_vedados  # type: ignore[union-attr]
        ):
            return incidencia
    raise Http404
