"""Addresses of Ajustes → Motivos de espera."""

from django.urls import path

from incidencias.views import plazos

app_name = "esperas"
urlpatterns = [
    path("", plazos.esperas, name="motivos"),
    path("nuevo/", plazos.espera, name="nuevo"),
    path("<int:pk>/", plazos.espera, name="motivo"),
]
