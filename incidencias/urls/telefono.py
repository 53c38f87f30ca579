"""Addresses of the telephone's screens; part of those of the cases (`incidencias:`)."""

from django.urls import path

from incidencias.views import devoluciones, identidad, llamada, previas

urlpatterns = [
    path("llamada/", llamada.llamada, name="llamada"),
    path("llamada/sonando/", llamada.sonando, name="llamada_sonando"),
    path("llamada/apuntar/", llamada.apuntar, {"que": "apuntar"}, name="llamada_apuntar"),
    path("llamada/estado/", llamada.apuntar, {"que": "estado"}, name="llamada_estado"),
    path("nueva/borrador/", previas.guardar, name="nueva_borrador"),
    path("nueva/borrador/<uuid:uid>/descartar/", previas.descartar, name="nueva_descartar"),
    path("nueva/fotos/", previas.mandar_fotos, name="nueva_mandar_fotos"),
    path("nueva/fotos/<uuid:uid>/", previas.fotos, name="nueva_fotos"),
    path("nueva/fotos/<int:pk>/ver/", previas.foto, name="nueva_foto"),
    path("nueva/fotos/<int:pk>/anular/", previas.anular_fotos, name="nueva_anular_fotos"),
    path("nueva/guion/", previas.guion, name="nueva_guion"),
    path("nueva/acuse/<str:codigo>/", previas.acuse, name="nueva_acuse"),
    *(
        path(f"identidad/{paso}/", identidad.identidad, {"paso": paso}, name=f"identidad_{paso}")
        for paso in identidad.PASOS
    ),
    path("llamadas/", devoluciones.llamadas, name="llamadas"),
    path("llamadas/registro/", devoluciones.registro, name="llamadas_registro"),
    *(
        path(f"llamadas/<int:pk>/{que}/", devoluciones.decidir, {"que": que}, name=nombre)
        for que, nombre in ((que, f"llamadas_{que}") for que in devoluciones.DECISIONES)
    ),
]
