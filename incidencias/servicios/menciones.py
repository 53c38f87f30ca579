"""Those who are called in a note: written down, and told once."""

from __future__ import annotations

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from clientes.eventos import Actor, usuario_de
from cuentas.servicios import notificar
from incidencias.menciones import mencionados
from incidencias.models import Mencion, Mensaje

LARGO = 120


def mencionar(mensaje: Mensaje, *, por: Actor) -> list[Mencion]:
    """Write down and tell whom a note calls, inside the transaction that saves it.

    Only who may see the case; calling oneself is no news.
    """
    personas, _desconocidos = mencionados(mensaje.texto, mensaje.incidencia)
    menciones = [Mencion(mensaje=mensaje, usuario=persona) for persona in personas]
    if not menciones:
        return []
    Mencion.objects.bulk_create(menciones)
    autor = usuario_de(por)
    notificar(
        [persona for persona in personas if autor is None or persona.pk != autor.pk],
        clave=f"mencion:{mensaje.pk}",
        texto=_("%(autor)s te menciona en %(codigo)s: «%(texto)s»")
        % {
            "autor": por,
            "codigo": mensaje.incidencia.codigo,
            "texto": Truncator(mensaje.texto).chars(LARGO),
        },
        url=mensaje.incidencia.get_absolute_url(),
    )
    return menciones
