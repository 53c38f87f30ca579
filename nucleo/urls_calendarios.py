"""Addresses of Ajustes → Calendarios."""

from django.urls import path

from nucleo import views_calendarios as views

app_name = "calendarios"
urlpatterns = [
    path("", views.lista, name="lista"),
    path("nuevo/", views.nuevo, name="nuevo"),
    path("<int:pk>/", views.calendario, name="calendario"),
    path("<int:pk>/festivo/", views.festivo, name="festivo"),
    path("<int:pk>/festivo/<int:festivo_pk>/quitar/", views.quitar, name="quitar_festivo"),
]
