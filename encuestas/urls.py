"""Addresses of the surveys: the staff's list and, apart, the customer's link without login."""

from django.urls import path

from encuestas import views

app_name = "encuestas"
urlpatterns = [
    path("encuestas/", views.listado, name="listado"),
    path("e/<str:token>/", views.responder, name="responder"),
    path("e/<str:token>/baja/", views.baja, name="baja"),
]
