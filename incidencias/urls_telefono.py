"""Addresses of the telephone's screens; part of those of the cases (`incidencias:`)."""

from django.urls import path

from incidencias.views import devoluciones, llamada

urlpatterns = [
    path("llamada/", llamada.llamada, name="llamada"),
    path("llamada/sonando/", llamada.sonando, name="llamada_sonando"),
    path("llamada/apuntar/", llamada.apuntar, {"que": "apuntar"}, name="llamada_apuntar"),
    path("llamada/estado/", llamada.apuntar, {"que": "estado"}, name="llamada_estado"),
    path("llamadas/", devoluciones.llamadas, name="llamadas"),
    path("llamadas/registro/", devoluciones.registro, name="llamadas_registro"),
    *(
        path(f"llamadas/<int:pk>/{que}/", devoluciones.decidir, {"que": que}, name=nombre)
        for que, nombre in ((que, f"llamadas_{que}") for que in devoluciones.DECISIONES)
    ),
]
