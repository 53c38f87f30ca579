"""The root of the API: each app brings its routes."""

from typing import Any

from django.urls import include, path, re_path
from django.utils.translation import gettext as _
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.exceptions import NotFound
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.views import APIView


class NoExiste(APIView):
    """What no route knows answers a problem document too, not the site's HTML page."""

    permission_classes = [AllowAny]
    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        raise NotFound(_("No existe esa dirección de la API."))


urlpatterns = [
    path("", include("incidencias.api.urls")),  # what is asked for most, before the rest
    path("", include("clientes.api.urls")),
    path("", include("normativa.api.urls")),
    path("", include("encuestas.api.urls")),
    path("", include("indicadores.api.urls")),
    path("", include("sat.api.urls")),
    path("esquema/", SpectacularAPIView.as_view(permission_classes=[AllowAny]), name="esquema"),
    path(
        "docs/",
        SpectacularSwaggerSplitView.as_view(url_name="esquema", permission_classes=[AllowAny]),
        name="docs",
    ),
    re_path(r"^[\s\S]*$", NoExiste.as_view()),  # also what has a line break inside
]
