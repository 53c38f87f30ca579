"""What the search box of the top bar shows of the templates and the scripts."""

from __future__ import annotations

from django.db.models import Q

from conocimiento.models import Guion, Plantilla
from cuentas.models import Usuario
from nucleo.registro import Resultado

EN_EL_BUSCADOR = 4


def para_el_buscador(usuario: Usuario, texto: str) -> list[Resultado]:
    """By name or shortcut: the templates that this person may use, and the scripts in use."""
    texto = texto.strip().removeprefix("/")
    if not texto:
        return []
    plantillas = Plantilla.objects.visibles_para(usuario).activas()
    con_nombre = Q(nombre__icontains=texto)
    mias = plantillas.filter(con_nombre | Q(atajo__istartswith=texto)).order_by("nombre", "pk")
    guiones = Guion.objects.activos().filter(con_nombre).order_by("nombre", "pk")
    return [
        *(
            Resultado(una.nombre, una.get_absolute_url(), una.carpeta, "message-square-text")
            for una in mias[:EN_EL_BUSCADOR]
        ),
        *(
            Resultado(uno.nombre, uno.get_absolute_url(), uno.resumen, "book-open")
            for uno in guiones[:EN_EL_BUSCADOR]
        ),
    ]
