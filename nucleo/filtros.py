"""Filters of the lists: of those that a list offers, only the ones that are asked for are built.

django-filter copies all of them, and makes a form with a field for each, at every request: longer
than reading the rows when there are sixteen and the address names one.
"""

from __future__ import annotations

from collections.abc import Container
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from django_filters.rest_framework import DjangoFilterBackend
from django_filters.rest_framework import FilterSet as FiltroDeApi

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django_filters import FilterSet
    from rest_framework.request import Request
    from rest_framework.views import APIView


def solo_los_pedidos(clase: type[FilterSet], parametros: Container[str]) -> type[FilterSet]:
    """That set with the filters that `parametros` names: what is not asked filters nothing.

    For filtering; whoever paints the form wants them all.
    """
    nombres = tuple(nombre for nombre in clase.base_filters if nombre in parametros)
    return _con(cast("Any", clase), nombres)


@lru_cache(maxsize=512)
def _con(clase: Any, nombres: tuple[str, ...]) -> type[FilterSet]:
    suyos = {nombre: clase.base_filters[nombre] for nombre in nombres}
    reducida = cast("type[FilterSet]", type(clase.__name__, (clase,), {}))
    reducida.base_filters = cast("Any", suyos)
    return reducida


class FiltrosPedidos(DjangoFilterBackend):
    """`?estado=…` of the API."""

    def get_filterset(
        self, request: Request, queryset: QuerySet[Any], view: APIView
    ) -> FiltroDeApi | None:
        clase = self.get_filterset_class(view, queryset)
        if clase is None:
            return None
        pedida = solo_los_pedidos(clase, request.query_params)
        return pedida(**self.get_filterset_kwargs(request, queryset, view))
