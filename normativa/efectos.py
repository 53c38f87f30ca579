"""What a figure means in one sentence with dates: to see the effect of changing it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from normativa.presentacion import dia_en_palabras
from normativa.reglas.computo import vencer
from normativa.reglas.tipos import Plazo, Unidad

TERMINOS = {Unidad.DIAS, Unidad.DIAS_HABILES, Unidad.MESES, Unidad.ANIOS}
ENTREGADO = gettext_noop("Un bien entregado el %(dia)s tendría garantía hasta el %(fin)s.")
PRESUMIDO = gettext_noop(
    "De un bien entregado el %(dia)s se presumiría el defecto de origen hasta el %(fin)s."
)
RESPONDER = gettext_noop(
    "Una reclamación presentada el %(dia)s habría que responderla antes de acabar el %(fin)s."
)
EXIGIR = gettext_noop("Lo que se notara el %(dia)s se podría exigir hasta el %(fin)s.")
REPARADO = gettext_noop("Una reparación entregada el %(dia)s tendría garantía hasta el %(fin)s.")
GUARDADO = gettext_noop("Avisado el %(dia)s, guardarlo sería gratis hasta el %(fin)s.")
ARREPENTIRSE = gettext_noop("De lo recibido el %(dia)s se podría echar atrás hasta el %(fin)s.")
DEVOLVER = gettext_noop(
    "El dinero pedido el %(dia)s habría que devolverlo antes de acabar el %(fin)s."
)
VALER = gettext_noop("Un presupuesto comunicado el %(dia)s valdría hasta el %(fin)s.")
POR_DEFECTO = gettext_noop("Un plazo que empezara el %(dia)s acabaría el %(fin)s.")
FRASES = {
    "garantia_bien": ENTREGADO,
    "garantia_digital": ENTREGADO,
    "garantia_digital_continuo_en_bien": ENTREGADO,
    "minimo_segunda_mano": ENTREGADO,
    "presuncion_bien": PRESUMIDO,
    "presuncion_digital": PRESUMIDO,
    "posterior_al_remedio": gettext_noop(
        "Un defecto reparado en garantía y devuelto el %(dia)s seguiría cubierto hasta el %(fin)s."
    ),
    "accion_desde_manifestacion": EXIGIR,
    "respuesta_reclamacion": RESPONDER,
    "respuesta_ley_atencion": RESPONDER,
    "respuesta_facturacion": RESPONDER,
    "respuesta_autonomica": RESPONDER,
    "respuesta_autonomica_compleja": RESPONDER,
    "garantia_reparacion_aparato": REPARADO,
    "garantia_reparacion_automovil": REPARADO,
    "garantia_reparacion_industrial": REPARADO,
    "garantia_servicio": REPARADO,
    "almacenaje_aparato": GUARDADO,
    "almacenaje_vehiculo": GUARDADO,
    "desistimiento": ARREPENTIRSE,
    "desistimiento_visita": ARREPENTIRSE,
    "reembolso_desistimiento": DEVOLVER,
    "reembolso_garantia": DEVOLVER,
    "presupuesto_listo": gettext_noop(
        "Un presupuesto pedido el %(dia)s tendría que estar antes de acabar el %(fin)s."
    ),
    "validez_presupuesto": VALER,
    "validez_presupuesto_aparato": VALER,
    "validez_presupuesto_vehiculo": VALER,
    "repuestos": gettext_noop(
        "De un modelo que dejara de hacerse el %(dia)s tendría que haber repuestos hasta el "
        "%(fin)s."
    ),
    "repeticion": gettext_noop(
        "Lo reparado en garantía el %(dia)s se podría reclamar al responsable hasta el %(fin)s."
    ),
}


@dataclass(frozen=True)
class Efecto:
    """The same case before and after the change."""

    antes: str
    despues: str
    cambia: bool


def efecto_de(
    codigo: str, antes: Plazo | None, despues: Plazo, dia: date, festivos: Collection[date]
) -> Efecto:
    """What that figure says of something that happens on `dia`, with the old value and the new."""
    frase_despues = _frase(codigo, despues, dia, festivos)
    frase_antes = _frase(codigo, antes, dia, festivos) if antes else _("No hay ninguna cifra.")
    return Efecto(frase_antes, frase_despues, antes != despues)


def _frase(codigo: str, plazo: Plazo, dia: date, festivos: Collection[date]) -> str:
    if plazo.unidad not in TERMINOS:
        return _("La cifra sería: %(valor)s.") % {"valor": plazo.frase(_)}
    try:
        fin = vencer(dia, plazo, festivos)
    except (OverflowError, ValueError):
        return _("El plazo no acabaría nunca: revisa el valor.")
    datos = {"dia": dia_en_palabras(dia), "fin": dia_en_palabras(fin)}
    return _(FRASES.get(codigo, POR_DEFECTO)) % datos
