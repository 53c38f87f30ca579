"""Every address of the site, one line an app.

But /salud/viva and /salud/lista: see salud.py.
"""

from django.contrib import admin
from django.urls import include, path

from cuentas.views.accesos import entrar_en_la_administracion
from postventa import api

urlpatterns = [
    path("api/v1/", include(api.urlpatterns)),
    path("incidencias/", include("incidencias.urls")),  # what is opened all day, before the rest
    path("", include("portal.urls_acceso")),  # before allauth's, whose code pages they replace
    path("", include("cuentas.urls")),  # before allauth's too: it closes some of its pages
    path("cuentas/", include("allauth.urls")),
    path("", include("clientes.urls")),
    path("", include("portal.urls")),
    path("admin/login/", entrar_en_la_administracion),
    path("admin/", admin.site.urls),
    path("normativa/", include("normativa.urls")),
    path("conocimiento/", include("conocimiento.urls")),
    path("conocimiento/macros/", include("incidencias.urls.macros")),
    path("ajustes/normativa/", include("normativa.urls_ajustes")),
    path("ajustes/automatismos/", include("incidencias.urls.automatismos")),
    path("ajustes/limites/", include("incidencias.urls.limites")),
    path("ajustes/plazos/", include("incidencias.urls.plazos")),
    path("ajustes/buzones/", include("incidencias.urls.buzones")),
    path("ajustes/", include("incidencias.urls.triaje")),
    path("ajustes/esperas/", include("incidencias.urls.esperas")),
    path("ajustes/calendarios/", include("nucleo.urls_calendarios")),
    path("contingencias/", include("incidencias.urls.contingencias")),
    path("ajustes/importar/", include("intercambio.urls")),
    path("", include("nucleo.urls")),
    path("", include("encuestas.urls")),
    path("", include("sat.urls")),
    path("indicadores/", include("indicadores.urls")),
]
