"""What the customer is told of their appointments and repairs: mails through the outbox."""

from __future__ import annotations

from django.utils.translation import gettext as _

from clientes.models import Trato
from nucleo.comunicaciones import encolar
from sat.formato import franja_en_palabras
from sat.models import Cita, OrdenTrabajo, ParteTrabajo


def avisar_cita(orden: OrdenTrabajo, cita: Cita, *, movida: bool = False) -> None:
    """Tell the customer when we come: the promised window, not our planned slot."""
    asunto = (
        _("Tu cita: %(codigo)s") if orden.cliente.trato == Trato.TU else _("Su cita: %(codigo)s")
    )
    if movida:
        asunto = _("Cambio de cita: %(codigo)s")
    version = f"{cita.ventana.lower.timestamp():.0f}-{cita.ventana.upper.timestamp():.0f}"
    _escribir(
        orden,
        clave=f"cita:{cita.pk}:{version}:{'movida' if movida else 'puesta'}",
        plantilla="sat/cita",
        asunto=asunto % {"codigo": orden.codigo},
        movida=movida,
        cuando=franja_en_palabras(cita.ventana.lower, cita.ventana.upper),
        tecnico=str(cita.tecnico),
        direccion=str(orden.sede or ""),
    )


def avisar_cita_anulada(orden: OrdenTrabajo, cita: Cita) -> None:
    _escribir(
        orden,
        clave=f"cita:{cita.pk}:anulada",
        plantilla="sat/cita_anulada",
        asunto=_("Cita anulada: %(codigo)s") % {"codigo": orden.codigo},
        cuando=franja_en_palabras(cita.ventana.lower, cita.ventana.upper),
        orden_anulada=not orden.esta_abierta,
    )


def enviar_parte(parte: ParteTrabajo) -> bool:
    """Mail the work report; False if the customer has no address."""
    return _escribir(
        parte.orden,
        clave=f"parte:{parte.pk}",
        plantilla="sat/parte",
        asunto=_("Parte de trabajo %(codigo)s") % {"codigo": parte.codigo},
        adjuntos=[(parte.pdf, parte.nombre_fichero)],
        parte=parte.codigo,
        equipo=str(parte.orden.equipo or ""),
        terminada=parte.orden.terminada_en is not None,
    )


def _escribir(
    orden: OrdenTrabajo,
    *,
    clave: str,
    plantilla: str,
    asunto: str,
    adjuntos: list = (),  # type: ignore[type-arg,assignment]
    **datos: object,
) -> bool:
    para = orden.cliente.correo_para(orden.contacto)
    if not para:
        return False
    encolar(
        clave=clave,
        plantilla=plantilla,
        para=para,
        asunto=asunto,
        datos={
            "nombre": orden.cliente.nombre_para(orden.contacto),
            "trato": orden.cliente.trato,
            "codigo": orden.codigo,
            **datos,
        },
        adjuntos=adjuntos,
        referencia=orden.codigo,
        idioma=orden.contacto.idioma if orden.contacto else orden.cliente.idioma,
    )
    return True
