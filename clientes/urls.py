from django.urls import path

from clientes.views import fichas, formularios

app_name = "clientes"
urlpatterns = [
    path("clientes/", fichas.listado, name="listado"),
    path("clientes/nuevo/", formularios.nuevo_cliente, name="nuevo"),
    path("clientes/<int:pk>/", fichas.ficha, name="ficha"),
    path("clientes/<int:pk>/editar/", formularios.editar_cliente, name="editar"),
    path("clientes/<int:pk>/contactos/nuevo/", formularios.nuevo_contacto, name="nuevo_contacto"),
    path(
        "clientes/<int:pk>/contactos/<int:contacto_pk>/",
        formularios.editar_contacto,
        name="editar_contacto",
    ),
    path("clientes/<int:pk>/sedes/nueva/", formularios.nueva_sede, name="nueva_sede"),
    path("clientes/<int:pk>/sedes/<int:sede_pk>/", formularios.editar_sede, name="editar_sede"),
    path("clientes/<int:pk>/equipos/nuevo/", formularios.nuevo_equipo, name="nuevo_equipo"),
    path("clientes/<int:pk>/compras/nueva/", formularios.nueva_compra, name="nueva_compra"),
    path("equipos/<int:pk>/", fichas.equipo, name="equipo"),
    path("equipos/<int:pk>/editar/", formularios.editar_equipo, name="editar_equipo"),
]
