"""Addresses of the cases' screens. The code of a case is its name everywhere."""

from django.urls import include, path, register_converter

from incidencias.acciones import ACCIONES
from incidencias.urls import correo, reparto, telefono
from incidencias.views import (
    acciones,
    adjuntos,
    bandeja,
    familia,
    ficha,
    lotes,
    macros,
    nueva,
    redaccion,
    redactor,
    siguiente,
    vistas,
)
from incidencias.views.ausentes import ausentes
from incidencias.views.triaje import responder_preguntas, triaje


class Codigo:
    """INC-26-000123."""

    regex = "[A-Z]{2,6}-[0-9]{2}-[0-9]{6,12}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Codigo, "codigo_incidencia")
CASO = "<codigo_incidencia:codigo>/"

app_name = "incidencias"
urlpatterns = [
    path("", bandeja.bandeja, name="bandeja"),
    path("lotes/nuevo/", lotes.nuevo, name="lote_nuevo"),
    path("lotes/<int:pk>/", lotes.lote, name="lote"),
    path("lotes/<int:pk>/parar/", lotes.parar, name="parar_lote"),
    path("lotes/<int:pk>/deshacer/", lotes.deshacer, name="deshacer_lote"),
    path("siguiente/", siguiente.siguiente, name="siguiente"),
    path("vistas/nueva/", vistas.nueva, name="vista_nueva"),
    path("vistas/abrir-con/", vistas.poner_predeterminada, name="abrir_con"),
    path("vistas/<int:pk>/", vistas.vista, name="vista"),
    path("vistas/<int:pk>/borrar/", vistas.borrar, name="borrar_vista"),
    path("nueva/", nueva.nueva, name="nueva"),
    path("nueva/buscar/", nueva.buscar, name="nueva_buscar"),
    path("nueva/cliente/", nueva.cliente, name="nueva_cliente"),
    path("nueva/veredicto/", nueva.veredicto, name="nueva_veredicto"),
    path("", include("incidencias.urls.canales")),
    path("triaje/", triaje, name="triaje"),
    path("ausentes/", ausentes, name="ausentes"),
    path("ya-abiertas/", familia.ya_abiertas, name="ya_abiertas"),
    path("varias/<int:sede>/", familia.varias, name="varias"),
    *reparto.urlpatterns,
    *(path(CASO + ruta, vista, name=nombre) for ruta, vista, nombre in reparto.DE_UN_CASO),
    *telefono.urlpatterns,
    *correo.urlpatterns,
    path(CASO, ficha.ficha, name="ficha"),
    path(CASO + "triaje/", responder_preguntas, name="responder_preguntas"),
    path(CASO + "hijas/", familia.hijas, name="hijas"),
    path(CASO + "cerrar-asi/", familia.cerrar_asi, name="cerrar_asi"),
    path(CASO + "saltar/", siguiente.saltar, name="saltar"),
    path(CASO + "linea/", ficha.linea, name="linea"),
    path(CASO + "luego/", ficha.luego, name="luego"),
    path(CASO + "borrador/", redactor.borrador, name="borrador"),
    path(CASO + "borrador/ficheros/", redaccion.ficheros, name="ficheros"),
    path(
        CASO + "borrador/ficheros/<int:pk>/quitar/",
        redaccion.quitar_fichero,
        name="quitar_fichero",
    ),
    path(CASO + "presencia/", redaccion.presencia, name="presencia"),
    path(CASO + "menciones/", redaccion.menciones, name="menciones"),
    path(CASO + "plantillas/", redaccion.plantillas, name="plantillas"),
    path(CASO + "plantillas/<int:pk>/", redaccion.plantilla, name="plantilla"),
    path(CASO + "macros/", macros.de_la_incidencia, name="macros"),
    path(CASO + "macros/<int:pk>/", macros.hacer, name="macro"),
    path(CASO + "respuestas/<int:pk>/deshacer/", redaccion.deshacer, name="deshacer"),
    path(CASO + "respuestas/<int:pk>/enviar/", redaccion.enviar_ahora, name="enviar_ahora"),
    path(CASO + "respuestas/<int:pk>/cambiar/", redaccion.cambiar, name="cambiar_respuesta"),
    path(CASO + "adjuntos/<int:pk>/", adjuntos.adjunto, name="adjunto"),
    path(CASO + "promesas/<int:pk>/cumplir/", acciones.cumplir, name="cumplir_promesa"),
    *(
        path(f"{CASO}{modo}/", redactor.escribir, {"modo": modo}, name=modo)
        for modo in redactor.MODOS
    ),
    *(
        path(
            f"{CASO}{accion.clave}/",
            acciones.accion if accion.formulario else acciones.al_momento,
            {"clave": accion.clave},
            name=accion.clave,
        )
        for accion in ACCIONES
    ),
]
