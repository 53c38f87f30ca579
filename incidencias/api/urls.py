"""Routes of the cases in the API."""

from django.urls import path, re_path
from rest_framework.routers import SimpleRouter

from incidencias.api.chats import ChatViewSet
from incidencias.api.contingencias import ContingenciaViewSet
from incidencias.api.fotos import FotosView
from incidencias.api.llamadas import LlamadaViewSet
from incidencias.api.triaje import CategoriaViewSet
from incidencias.api.viewsets import CODIGO, IncidenciaViewSet, MensajesView

router = SimpleRouter()
router.register("incidencias", IncidenciaViewSet, basename="api-incidencia")
router.register("categorias", CategoriaViewSet, basename="api-categoria")
router.register("chats", ChatViewSet, basename="api-chat")
router.register("contingencias", ContingenciaViewSet, basename="api-contingencia")
router.register("llamadas", LlamadaViewSet, basename="api-llamada")
urlpatterns = [
    *router.urls,
    path("fotos/<slug:token>/", FotosView.as_view(), name="api-fotos"),
    re_path(
        rf"^incidencias/(?P<codigo>{CODIGO})/mensajes/$",
        MensajesView.as_view(),
        name="api-incidencia-mensajes",
    ),
]
