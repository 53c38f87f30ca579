from django.urls import path

from portal.views import (
    avisar,
    buzon,
    contrato,
    desistir,
    equipos,
    fotos,
    incidencia,
    publico,
    sugerir,
)

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
    path("contrato/<str:codigo>/<str:token>/", contrato.por_enlace, name="contrato_enlace"),
    path("sugerencias/", buzon.sugerir, name="sugerencia_publica"),
    path("f/<slug:token>/", fotos.fotos, name="fotos"),
    path("q/<slug:token>/", publico.etiqueta, name="etiqueta"),
    path("portal/", avisar.inicio, name="mis_cosas"),
    path("portal/avisar/", avisar.elegir, name="avisar"),
    path("portal/avisar/preguntas/", avisar.preguntas, name="preguntas"),
    path("portal/sugerencia/", sugerir.sugerir, name="sugerencia"),
    path("portal/avisar/otro/", avisar.avisar_otro, name="avisar_otro"),
    path("portal/avisar/<uuid:uid>/", avisar.avisar_equipo, name="avisar_equipo"),
    path("portal/equipos/nuevo/", equipos.elegir_modelo, name="elegir_modelo"),
    path("portal/equipos/nuevo/otro/", equipos.no_esta, name="no_esta"),
    path("portal/equipos/nuevo/<int:producto_pk>/", equipos.registrar, name="registrar_equipo"),
    path("portal/equipos/<uuid:uid>/", equipos.equipo, name="equipo"),
    path("portal/equipos/<uuid:uid>/documentos/<int:pk>/", equipos.documento, name="documento"),
    path("portal/equipos/<uuid:uid>/compra/", equipos.comprar, name="comprar"),
    path("portal/equipos/<uuid:uid>/desistir/", desistir.desistir, name="desistir"),
    path("portal/incidencias/<str:codigo>/", incidencia.ficha, name="incidencia"),
    path("portal/incidencias/<str:codigo>/acuse/", incidencia.acuse, name="acuse"),
    path("portal/incidencias/<str:codigo>/ficheros/<int:pk>/", incidencia.fichero, name="fichero"),
]
