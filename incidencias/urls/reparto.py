"""Addresses of what waits for somebody in a case: handovers and requests to other departments."""

from django.urls import path

from incidencias.views import relevos

# Inside those of a case (`incidencias/urls/`), after its code.
DE_UN_CASO = [
    ("relevos/<int:pk>/aceptar/", relevos.aceptar, "aceptar_relevo"),
    ("relevos/<int:pk>/rechazar/", relevos.rechazar, "rechazar_relevo"),
    ("relevos/<int:pk>/retirar/", relevos.retirar, "retirar_relevo"),
    ("peticiones/<int:pk>/", relevos.responder, "responder_peticion"),
    ("peticiones/<int:pk>/retirar/", relevos.retirar_lo_pedido, "retirar_peticion"),
]
urlpatterns = [path("peticiones/", relevos.peticiones, name="peticiones")]
