"""Addresses of the channels that are no mail nor telephone. Part of incidencias/urls.py."""

from django.urls import path

from incidencias.views import chats_exportados, whatsapp

CASO = "<codigo_incidencia:codigo>/"
urlpatterns = [
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
