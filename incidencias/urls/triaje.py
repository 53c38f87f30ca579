"""Addresses of triage under Ajustes."""

from django.urls import path

from incidencias.views import ajustes_triaje, categorias, causas

app_name = "triaje"
urlpatterns = [
    path("categorias/", categorias.categorias, name="categorias"),
    path("categorias/nueva/", categorias.nueva_categoria, name="nueva_categoria"),
    path("categorias/<int:pk>/", categorias.categoria, name="categoria"),
    path("categorias/<int:pk>/preguntas/nueva/", categorias.nueva_pregunta, name="nueva_pregunta"),
    path("categorias/<int:pk>/preguntas/<int:pregunta>/", categorias.pregunta, name="pregunta"),
    path("prioridades/", ajustes_triaje.prioridades, name="prioridades"),
    path("prioridades/previa/", ajustes_triaje.previa_de_prioridades, name="previa"),
    path("causas-de-urgencia/", causas.causas, name="causas"),
    path("causas-de-urgencia/nueva/", causas.nueva, name="nueva_causa"),
    path("causas-de-urgencia/<int:pk>/", causas.causa, name="causa"),
    path("seguridad/", ajustes_triaje.seguridad, name="seguridad"),
    path("seguridad/nuevo/", ajustes_triaje.nuevo_peligro, name="nuevo_peligro"),
    path("seguridad/<int:pk>/", ajustes_triaje.peligro, name="peligro"),
    path("asignacion/", ajustes_triaje.asignacion, name="asignacion"),
    path("asignacion/<int:pk>/", ajustes_triaje.cambiar_asignacion, name="cambiar_asignacion"),
    path("remitentes-vetados/", ajustes_triaje.vetados, name="vetados"),
    path("remitentes-vetados/<int:pk>/levantar/", ajustes_triaje.levantar, name="levantar"),
]
