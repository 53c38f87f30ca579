"""How what happens by mail reads in the timeline. Loaded from `IncidenciasConfig.ready`."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidencias.linea import Suceso, registrar_frase

MENSAJE = "incidencias/entradas/mensaje.html"


def _devuelto(suceso: Suceso) -> str:
    if suceso.datos.get("permanente"):
        return _("avisa de que un correo nuestro no se ha podido entregar")
    return _("avisa de que un correo nuestro se retrasa")


def _bucle(suceso: Suceso) -> str:
    return _("dejó por revisar lo que llega de este correo: %(cuantos)s en una hora") % {
        "cuantos": suceso.datos.get("cuantos", "…")
    }


def _apartado(suceso: Suceso) -> str:
    return _("apartó un correo que no era de aquí: es %(codigo)s") % {"codigo": suceso.otra()}


def registrar() -> None:
    """Tell how each code of the mail reads."""
    registrar_frase(
        "correo_ajeno",
        "mail-question-mark",
        gettext_lazy("escribió por correo sin ser de esta incidencia"),
        tono="ambar",
        plantilla=MENSAJE,
    )
    registrar_frase(
        "correo_automatico",
        "bot",
        gettext_lazy("contestó solo, sin que nadie lo escriba"),
        plantilla=MENSAJE,
    )
    registrar_frase(
        "correo_devuelto",
        "mail-x",
        _devuelto,
        tono="rojo",
        plantilla="incidencias/entradas/rebote.html",
    )
    registrar_frase("bucle_cortado", "repeat", _bucle, tono="ambar")
    registrar_frase(
        "posible_aceptada", "mail-check", gettext_lazy("dio por suyo un correo que estaba por ver")
    )
    registrar_frase("posible_rechazada", "split", _apartado)
