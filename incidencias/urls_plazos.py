"""Addresses of Ajustes → Plazos."""

from django.urls import path

from incidencias.views import plazos

app_name = "plazos"
urlpatterns = [
    path("", plazos.politicas, name="politicas"),
    path("<int:pk>/", plazos.politica, name="politica"),
    path("<int:pk>/previa/", plazos.previa, name="previa"),
]
