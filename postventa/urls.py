"""Every address of the site, one line an app (design §8).

But /salud/viva and /salud/lista: see salud.py.
"""

from django.contrib import admin
from django.urls import include, path

from postventa import api

urlpatterns = [
    path("api/v1/", include(api.urlpatterns)),
    path("", include("portal.urls_acceso")),  # before allauth's, whose code pages they replace
    path("cuentas/", include("allauth.urls")),
    path("", include("cuentas.urls")),
    path("", include("clientes.urls")),
    path("", include("portal.urls")),
    path("admin/", admin.site.urls),
    path("normativa/", include("normativa.urls")),
    path("incidencias/", include("incidencias.urls")),
    path("ajustes/plazos/", include("incidencias.urls_plazos")),
    path("", include("nucleo.urls")),
    path("", include("encuestas.urls")),
    path("", include("sat.urls")),
    path("indicadores/", include("indicadores.urls")),
]
