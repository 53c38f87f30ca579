from django.urls import path

from nucleo import estilo

app_name = "nucleo"
urlpatterns = [
    path("ajustes/estilo/", estilo.guia, name="estilo"),
    path("ajustes/estilo/<slug:marco>/", estilo.guia, name="estilo"),
]
