"""What earlier exports brought to a case, and what of it was edited since."""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from incidencias.models import DireccionMensaje, Incidencia, Mensaje, MensajeImportado
from incidencias.whatsapp.ediciones import Edicion, Traido
from nucleo.empresa import empresa

LARGO_ANTERIOR = 5_000


def traidos_de(incidencia_pk: int) -> list[Traido]:
    """What earlier exports brought to a case, by the hour of the company."""
    zona = ZoneInfo(empresa().zona)
    filas = MensajeImportado.objects.filter(incidencia=incidencia_pk).values_list(
        "mensaje_id", "huella", "mensaje__ocurrido_en", "mensaje__direccion"
    )
    return [
        Traido(
            pk,
            huella,
            cuando.astimezone(zona).replace(tzinfo=None),
            direccion == DireccionMensaje.SALIENTE,
        )
        for pk, huella, cuando, direccion in filas
    ]


def sin_su_fichero(incidencia_pk: int) -> set[int]:
    """The messages of ours to which no file is attached: it may come in a later export."""
    filas = MensajeImportado.objects.filter(incidencia=incidencia_pk, mensaje__adjuntos=None)
    return set(filas.values_list("mensaje_id", flat=True))


def editar_traidos(incidencia: Incidencia, editados: Iterable[Edicion]) -> int:
    """Say in each what it says now and what it said before; returns how many.

    Inside the transaction that holds the case's lock. What somebody else edited meanwhile, or was
    blocked, stays as it is.
    """
    cuantos = 0
    for edicion in editados:
        conocida = MensajeImportado.objects.filter(
            incidencia=incidencia, mensaje=edicion.mensaje, huella=edicion.antes
        )
        if not conocida.update(huella=edicion.huella):
            continue
        cuantos += 1
        mensaje = Mensaje.objects.only("texto").filter(pk=edicion.mensaje, bloqueado_en=None)
        for uno in mensaje:
            uno.texto = _("%(ahora)s\n\n(Editado. Antes decía: «%(antes)s»)") % {
                "ahora": edicion.texto,
                "antes": uno.texto[:LARGO_ANTERIOR],
            }
            uno.save(update_fields=["texto"])
    return cuantos
