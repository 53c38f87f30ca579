from django.urls import path

from nucleo import estilo, views

app_name = "nucleo"
urlpatterns = [
    path("buscar/", views.buscar, name="buscar"),
    path("ajustes/", views.ajustes, name="ajustes"),
    path("ajustes/estilo/", estilo.guia, name="estilo"),
    path("ajustes/estilo/<slug:marco>/", estilo.guia, name="estilo"),
]
