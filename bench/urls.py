"""The site's addresses and the floor that every page is compared with."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from cuentas.permisos import exige_oficina
from incidencias.models import Incidencia


@exige_oficina
def piso(request: HttpRequest, pk: int) -> HttpResponse:
    """One indexed SELECT behind session and login: three statements (user, roles, row)."""
    return HttpResponse(Incidencia.objects.values_list("asunto", flat=True).get(pk=pk))


urlpatterns = [path("piso/<int:pk>/", piso), path("", include("postventa.urls"))]
