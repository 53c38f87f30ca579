"""Addresses of the channels that are no mail nor telephone. Part of incidencias/urls/."""

from django.urls import path

from incidencias.views import chats, chats_exportados, entradas, resenas, whatsapp

CASO = "<codigo_incidencia:codigo>/"
urlpatterns = [
    *(
        path(f"nueva/{clase}/", entradas.entrada, {"clase": clase}, name=f"entrada_{clase}")
        for clase in entradas.ENTRADAS
    ),
    path(CASO + "hoja/", entradas.hoja, name="hoja"),
    path("chats/", chats.chats, name="chats"),
    path("resenas/", resenas.listado, name="resenas"),
    path("resenas/nueva/", resenas.nueva, name="resena_nueva"),
    path("resenas/<int:pk>/", resenas.resena, name="resena"),
    path("resenas/<int:pk>/responder/", resenas.responder, name="resena_responder"),
    path("resenas/<int:pk>/dejar/", resenas.dejar, name="resena_dejar"),
    path("resenas/<int:pk>/casar/", resenas.casar, name="resena_casar"),
    path("resenas/<int:pk>/abrir/", resenas.abrir, name="resena_abrir"),
    path("sugerencias/", resenas.sugerencias, name="sugerencias"),
    path("whatsapp/cliente/<int:pk>/", whatsapp.escribir_a_cliente, name="whatsapp_a_cliente"),
    path("whatsapp/<int:pk>/abrir/", whatsapp.abrir, name="whatsapp_abrir"),
    *(
        path(
            f"whatsapp/<int:pk>/{decision}/",
            whatsapp.decidir,
            {"decision": decision},
            name=f"whatsapp_{decision}",
        )
        for decision in whatsapp.DECISIONES
    ),
    path(CASO + "whatsapp/", whatsapp.escribir, name="whatsapp"),
    path(CASO + "chat/", chats_exportados.subir, name="chat_subir"),
    path(CASO + "chat/<int:pk>/", chats_exportados.traer, name="chat_traer"),
]
