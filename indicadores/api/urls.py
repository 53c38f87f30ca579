"""Routes of the indicators in the API."""

from django.urls import path

from indicadores.api.views import CatalogoView, SerieView

urlpatterns = [
    path("indicadores/", CatalogoView.as_view(), name="api-indicadores"),
    path("indicadores/<slug:codigo>/", SerieView.as_view(), name="api-indicador"),
]
