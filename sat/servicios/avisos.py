"""What the customer is told of their appointments and repairs: mails through the outbox."""

from __future__ import annotations

from django.utils.translation import override

from clientes.models import Idioma, Trato
from conocimiento.fechas import franja_en_palabras as franja_en_su_idioma
from nucleo.comunicaciones import encolar
from sat.formato import franja_en_palabras
from sat.models import Cita, OrdenTrabajo, ParteTrabajo

# kind → language → (tú, usted)
ASUNTOS = {
    "cita": {
        "es": ("Tu cita: %(codigo)s", "Su cita: %(codigo)s"),
        "ca": ("La teva cita: %(codigo)s", "La seva cita: %(codigo)s"),
        "gl": ("A túa cita: %(codigo)s", "A súa cita: %(codigo)s"),
        "eu": ("Zure hitzordua: %(codigo)s", "Zure hitzordua: %(codigo)s"),
        "en": ("Your appointment: %(codigo)s", "Your appointment: %(codigo)s"),
    },
    "cita_movida": {
        "es": ("Cambio de cita: %(codigo)s", "Cambio de cita: %(codigo)s"),
        "ca": ("Canvi de cita: %(codigo)s", "Canvi de cita: %(codigo)s"),
        "gl": ("Cambio de cita: %(codigo)s", "Cambio de cita: %(codigo)s"),
        "eu": ("Hitzordu-aldaketa: %(codigo)s", "Hitzordu-aldaketa: %(codigo)s"),
        "en": ("Change of appointment: %(codigo)s", "Change of appointment: %(codigo)s"),
    },
    "cita_anulada": {
        "es": ("Cita anulada: %(codigo)s", "Cita anulada: %(codigo)s"),
        "ca": ("Cita anul·lada: %(codigo)s", "Cita anul·lada: %(codigo)s"),
        "gl": ("Cita anulada: %(codigo)s", "Cita anulada: %(codigo)s"),
        "eu": ("Hitzordua bertan behera: %(codigo)s", "Hitzordua bertan behera: %(codigo)s"),
        "en": ("Appointment cancelled: %(codigo)s", "Appointment cancelled: %(codigo)s"),
    },
    "parte": {
        "es": ("Parte de trabajo %(codigo)s", "Parte de trabajo %(codigo)s"),
        "ca": ("Comunicat de feina %(codigo)s", "Comunicat de feina %(codigo)s"),
        "gl": ("Parte de traballo %(codigo)s", "Parte de traballo %(codigo)s"),
        "eu": ("Lan-partea %(codigo)s", "Lan-partea %(codigo)s"),
        "en": ("Work report %(codigo)s", "Work report %(codigo)s"),
    },
}


def avisar_cita(orden: OrdenTrabajo, cita: Cita, *, movida: bool = False) -> None:
    """Tell the customer when we come: the promised window, not our planned slot."""
    version = f"{cita.ventana.lower.timestamp():.0f}-{cita.ventana.upper.timestamp():.0f}"
    _escribir(
        orden,
        clave=f"cita:{cita.pk}:{version}:{'movida' if movida else 'puesta'}",
        plantilla="sat/cita",
        asunto=_asunto("cita_movida" if movida else "cita", orden, orden.codigo),
        movida=movida,
        cuando=_cuando(cita, orden),
        tecnico=str(cita.tecnico),
        direccion=str(orden.sede or ""),
    )


def avisar_cita_anulada(orden: OrdenTrabajo, cita: Cita) -> None:
    _escribir(
        orden,
        clave=f"cita:{cita.pk}:anulada",
        plantilla="sat/cita_anulada",
        asunto=_asunto("cita_anulada", orden, orden.codigo),
        cuando=_cuando(cita, orden),
        orden_anulada=not orden.esta_abierta,
    )


def enviar_parte(parte: ParteTrabajo) -> bool:
    """Mail the work report; False if the customer has no address."""
    return _escribir(
        parte.orden,
        clave=f"parte:{parte.pk}",
        plantilla="sat/parte",
        asunto=_asunto("parte", parte.orden, parte.codigo),
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
        idioma=_idioma(orden),
    )
    return True


def _idioma(orden: OrdenTrabajo) -> str:
    return orden.contacto.idioma if orden.contacto else orden.cliente.idioma


def _asunto(cual: str, orden: OrdenTrabajo, codigo: str) -> str:
    tu, usted = ASUNTOS[cual][_idioma(orden)]
    return (tu if orden.cliente.trato == Trato.TU else usted) % {"codigo": codigo}


def _cuando(cita: Cita, orden: OrdenTrabajo) -> str:
    """The promised window, in the words of the language that they read."""
    idioma = _idioma(orden)
    if idioma == Idioma.ES:
        return franja_en_palabras(cita.ventana.lower, cita.ventana.upper)
    with override(idioma):
        return franja_en_su_idioma(cita.ventana.lower, cita.ventana.upper)
