from django.urls import path

from portal.views import avisar, incidencia, publico

app_name = "portal"
urlpatterns = [
    path("", publico.inicio, name="inicio"),
    path("tarifas/", publico.tarifas, name="tarifas"),
    path("persona/", publico.persona, name="persona"),
    path("persona/llamadme/", publico.llamadme, name="llamadme"),
    path("seguimiento/", publico.seguimiento, name="seguimiento"),
    path("seguimiento/<str:codigo>/<str:token>/", incidencia.por_enlace, name="seguimiento_enlace"),
    path(
        "seguimiento/<str:codigo>/<str:token>/ficheros/<int:pk>/",
        incidencia.fichero_por_enlace,
        name="fichero_por_enlace",
    ),
    path("q/<slug:token>/", publico.etiqueta, name="etiqueta"),
    path("portal/", avisar.inicio, name="mis_cosas"),
    path("portal/avisar/", avisar.elegir, name="avisar"),
    path("portal/avisar/otro/", avisar.avisar_otro, name="avisar_otro"),
    path("portal/avisar/<uuid:uid>/", avisar.avisar_equipo, name="avisar_equipo"),
    path("portal/incidencias/<str:codigo>/", incidencia.ficha, name="incidencia"),
    path("portal/incidencias/<str:codigo>/acuse/", incidencia.acuse, name="acuse"),
    path("portal/incidencias/<str:codigo>/ficheros/<int:pk>/", incidencia.fichero, name="fichero"),
]
