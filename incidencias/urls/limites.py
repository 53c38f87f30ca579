"""Address of Ajustes → Límites de cortesía."""

from django.urls import path

from incidencias.views import relevos

app_name = "limites"
urlpatterns = [path("", relevos.limites, name="cortesia")]
