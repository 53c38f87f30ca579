"""Who may open a page: roles, for views; a stranger gets 404, not 403."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse

Vista = Callable[..., HttpResponse]


def exige_rol(*codigos: str) -> Callable[[Vista], Vista]:
    """Decorator: the anonymous go to the login page, who lacks every role of `codigos` gets 404."""

    def decorar(vista: Vista) -> Vista:
        @wraps(vista)
        @login_required
        def envuelta(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.tiene_rol(*codigos):  # type: ignore[union-attr]
                raise Http404
            return vista(request, *args, **kwargs)

        return envuelta

    return decorar
