"""Addresses of the SAT; everything the phone uses hangs below /sat/mi-dia/."""

from django.urls import path

from sat.views import agenda, movil, ordenes

app_name = "sat"
urlpatterns = [
    path("sat/", ordenes.listado, name="listado"),
    path("sat/agenda/", agenda.agenda, name="agenda"),
    path("sat/agenda/colocar/", agenda.colocar, name="colocar"),
    path("sat/incidencias/<str:codigo>/abrir-orden/", ordenes.abrir, name="abrir"),
    path("sat/ordenes/<str:codigo>/", ordenes.ficha, name="orden"),
    path("sat/ordenes/<str:codigo>/cita/", ordenes.dar, name="dar_cita"),
    path("sat/ordenes/<str:codigo>/partes/<int:numero>/", ordenes.parte, name="parte"),
    path("sat/ordenes/<str:codigo>/<slug:clave>/", ordenes.accion, name="accion"),
    path(
        "portal/ordenes/<str:codigo>/partes/<int:numero>/",
        ordenes.parte_cliente,
        name="parte_cliente",
    ),
    path("sat/citas/<int:pk>/mover/", ordenes.mover, name="mover_cita"),
    path("sat/citas/<int:pk>/anular/", ordenes.anular, name="anular_cita"),
    path("sat/fotos/<int:pk>/", ordenes.foto, name="foto"),
    path("sat/mi-dia/", movil.mi_dia, name="mi_dia"),
    path("sat/mi-dia/manifest.webmanifest", movil.manifiesto, name="manifiesto"),
    path("sat/mi-dia/ordenes/<str:codigo>/", movil.visita, name="visita"),
    path("sat/mi-dia/ordenes/<str:codigo>/iniciar/", movil.iniciar, name="iniciar"),
    path("sat/mi-dia/visitas/<int:pk>/comprobaciones/", movil.checklist, name="checklist"),
    path("sat/mi-dia/visitas/<int:pk>/repuestos/", movil.repuesto, name="repuesto"),
    path("sat/mi-dia/repuestos/<int:pk>/quitar/", movil.quitar, name="quitar_repuesto"),
    path("sat/mi-dia/visitas/<int:pk>/fotos/", movil.foto, name="foto_nueva"),
    path("sat/mi-dia/visitas/<int:pk>/notas/", movil.nota, name="nota"),
    path("sat/mi-dia/visitas/<int:pk>/terminar/", movil.terminar, name="terminar"),
]
