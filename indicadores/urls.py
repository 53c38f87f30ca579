"""Pages of the indicators."""

from django.urls import path

from indicadores import views

app_name = "indicadores"
urlpatterns = [
    path("", views.portada, name="portada"),
    path("<slug:codigo>/", views.detalle, name="detalle"),
    path("<slug:codigo>/filas/", views.filas, name="filas"),
    path("<slug:codigo>/meta/", views.meta, name="meta"),
    path("<slug:codigo>/exportar.csv", views.exportar, name="exportar"),
]
