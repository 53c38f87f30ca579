"""Addresses of Ajustes → Normativa."""

from django.urls import path

from normativa import views_ajustes

app_name = "normativa_ajustes"
urlpatterns = [
    path("", views_ajustes.cifras, name="cifras"),
    path("cambiar/<slug:codigo>/", views_ajustes.cambiar, name="cambiar"),
    path("cambiar/<slug:codigo>/previa/", views_ajustes.previa, name="previa"),
    path("<int:pk>/dejar/", views_ajustes.dejar, name="dejar"),
]
