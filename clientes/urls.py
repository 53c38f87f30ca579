from django.urls import path

from clientes.views import (
    clientes,
    compras,
    duplicados,
    equipos,
    etiquetas,
    partes,
    productos,
    vida,
)

app_name = "clientes"
urlpatterns = [
    path("clientes/", clientes.listado, name="listado"),
    path("clientes/nuevo/", clientes.nuevo_cliente, name="nuevo"),
    path("clientes/duplicados/", duplicados.listado, name="duplicados"),
    path("clientes/duplicados/<int:pk>/distintos/", duplicados.distintos, name="distintos"),
    path("clientes/<int:pk>/", clientes.ficha, name="ficha"),
    path("clientes/<int:pk>/fusionar/", duplicados.fusionar, name="fusionar"),
    path("clientes/<int:pk>/separar/<int:absorbido_pk>/", duplicados.separar, name="separar"),
    path("clientes/<int:pk>/editar/", clientes.editar_cliente, name="editar"),
    path("clientes/<int:pk>/contactos/nuevo/", partes.nuevo_contacto, name="nuevo_contacto"),
    path(
        "clientes/<int:pk>/contactos/<int:contacto_pk>/",
        partes.editar_contacto,
        name="editar_contacto",
    ),
    path("clientes/<int:pk>/sedes/nueva/", partes.nueva_sede, name="nueva_sede"),
    path("clientes/<int:pk>/sedes/<int:sede_pk>/", partes.editar_sede, name="editar_sede"),
    path("clientes/<int:pk>/sedes/<int:sede_pk>/posicion/", partes.situar_sede, name="situar_sede"),
    path(
        "clientes/<int:pk>/consentimientos/nuevo/",
        partes.nuevo_consentimiento,
        name="nuevo_consentimiento",
    ),
    path(
        "clientes/<int:pk>/consentimientos/<int:consentimiento_pk>/retirar/",
        partes.retirar,
        name="retirar_consentimiento",
    ),
    path(
        "clientes/<int:pk>/consentimientos/<int:consentimiento_pk>/documento/",
        partes.documento,
        name="documento_consentimiento",
    ),
    path("clientes/<int:pk>/equipos/nuevo/", equipos.nuevo_equipo, name="nuevo_equipo"),
    path("clientes/<int:pk>/compras/nueva/", compras.nueva_compra, name="nueva_compra"),
    path("equipos/", equipos.listado, name="equipos"),
    path("equipos/etiquetas/", etiquetas.etiquetas, name="etiquetas"),
    path("equipos/<int:pk>/", equipos.equipo, name="equipo"),
    path("equipos/<int:pk>/editar/", equipos.editar_equipo, name="editar_equipo"),
    path("equipos/<int:pk>/traspasar/", vida.traspasar, name="traspasar_equipo"),
    path("equipos/<int:pk>/sustituir/", vida.sustituir, name="sustituir_equipo"),
    path("equipos/<int:pk>/retirar/", vida.retirar, name="retirar_equipo"),
    path("equipos/<int:pk>/volver/", vida.volver, name="volver_a_usar"),
    path("equipos/<int:pk>/etiqueta/otra/", etiquetas.otra_etiqueta, name="otra_etiqueta"),
    path("equipos/<int:pk>/etiqueta/anular/", etiquetas.anular, name="anular_etiqueta"),
    path("productos/", productos.listado, name="productos"),
    path("productos/nuevo/", productos.nuevo, name="nuevo_producto"),
    path("productos/<int:pk>/", productos.producto, name="producto"),
    path("productos/<int:pk>/editar/", productos.editar, name="editar_producto"),
]
