"""Addresses of Ajustes → Automatismos."""

from django.urls import path

from incidencias.views import automatismos

app_name = "automatismos"
urlpatterns = [
    path("", automatismos.lista, name="lista"),
    path("nuevo/", automatismos.nuevo, name="nuevo"),
    path("<int:pk>/", automatismos.automatismo, name="automatismo"),
    path("<int:pk>/activar/", automatismos.activar, name="activar"),
    path("<int:pk>/desactivar/", automatismos.desactivar, name="desactivar"),
    path("<int:pk>/ejecuciones/", automatismos.ejecuciones, name="ejecuciones"),
]
