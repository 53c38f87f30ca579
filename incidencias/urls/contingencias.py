"""Addresses of the mass incidents."""

from django.urls import path

from incidencias.views import contingencias

app_name = "contingencias"
urlpatterns = [
    path("", contingencias.lista, name="lista"),
    path("nueva/", contingencias.nueva, name="nueva"),
    path("nueva/previa/", contingencias.previa, name="previa"),
    path("nueva/sedes/", contingencias.sedes, name="sedes"),
    path("<str:codigo>/", contingencias.contingencia, name="contingencia"),
    path("<str:codigo>/prorrogar/", contingencias.prorrogar, name="prorrogar"),
    path("<str:codigo>/terminar/", contingencias.terminar, name="terminar"),
    path("<str:codigo>/deshacer/", contingencias.deshacer, name="deshacer"),
]
