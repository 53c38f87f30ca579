"""Addresses of Ajustes → Plazos."""

from django.urls import path

from incidencias.views import plazos

app_name = "plazos"
urlpatterns = [
    path("", plazos.politicas, name="politicas"),
    path("nueva/", plazos.nueva_politica, name="nueva"),
    path("<int:pk>/usar/", plazos.usar, name="usar"),
    path("<int:pk>/", plazos.politica, name="politica"),
    path("<int:pk>/previa/", plazos.previa, name="previa"),
]
