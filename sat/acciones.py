"""What can be done with an order, by whom and when: the buttons of its page and their forms.

One entry an action: the page lists those that `acciones_para` gives, one view runs them all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.forms import Form
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cuentas.models import CodigoRol, Usuario
from nucleo.palabras import decir_luego
from sat import forms, servicios
from sat.estados import puede_pasar
from sat.models import Estado, Lugar, OrdenTrabajo

OFICINA = frozenset({CodigoRol.AGENTE, CodigoRol.COORDINADOR})
COORDINACION = frozenset({CodigoRol.COORDINADOR, CodigoRol.GESTOR})
TALLER = frozenset({CodigoRol.AGENTE, CodigoRol.COORDINADOR, CodigoRol.TECNICO})


@dataclass(frozen=True)
class Accion:
    """A decision on an order. `hacer(pk, por=…, **datos)` is a service."""

    clave: str
    titulo: str | Promise
    icono: str
    roles: frozenset[str]
    disponible: Callable[[OrdenTrabajo], bool]
    hacer: Callable[..., Any]
    explica: str | Promise = ""
    formulario: type[Form] | None = None
    hecho: str | Promise = ""
    inicial: Callable[[OrdenTrabajo], dict[str, Any]] = lambda orden: {}
    peligro: bool = False

    def la_puede(self, usuario: Usuario, orden: OrdenTrabajo) -> bool:
        return usuario.tiene_rol(*self.roles) and self.disponible(orden)


def _puede(destino: Estado) -> Callable[[OrdenTrabajo], bool]:
    return lambda orden: puede_pasar(orden, destino)


ACCIONES = (
    Accion(
        "recibir",
        decir_luego(_("Recibir [el equipo]")),
        "warehouse",
        TALLER,
        lambda orden: (
            orden.esta_abierta
            and orden.recibido_en is None
            and orden.equipo_id is not None
            and orden.lugar != Lugar.REMOTO
        ),
        servicios.recibir_equipo,
        _(
            "El equipo queda en nuestras manos. Si la reparación es de la garantía legal, sus "
            "plazos se paran hasta que lo devolvamos."
        ),
        hecho=decir_luego(_("[El equipo] está [recibido].")),
    ),
    Accion(
        "diagnosticar",
        _("Diagnosticar"),
        "stethoscope",
        TALLER,
        _puede(Estado.DIAGNOSTICADA),
        servicios.diagnosticar_orden,
        formulario=forms.DiagnosticoForm,
        hecho=_("El diagnóstico está guardado."),
    ),
    Accion(
        "esperar",
        _("Esperar un repuesto"),
        "package-search",
        TALLER,
        _puede(Estado.ESPERANDO_REPUESTO),
        servicios.esperar_repuesto,
        _("La orden espera hasta que llegue el repuesto; entonces se le da cita otra vez."),
        forms.LlegadaForm,
        _("La orden espera el repuesto."),
    ),
    Accion(
        "llegada",
        _("Cuándo llega el repuesto"),
        "calendar-clock",
        TALLER,
        lambda orden: (
            orden.estado in {Estado.ESPERANDO_REPUESTO, Estado.PLANIFICADA}
            or (orden.puede_esperar_repuesto and orden.repuesto_llega_el is not None)
        ),
        servicios.fechar_repuesto,
        _("Se dice a quien llame y, en su página, al cliente."),
        forms.LlegadaForm,
        _("Apuntado."),
        lambda orden: {"llega_el": orden.repuesto_llega_el},
    ),
    Accion(
        "encargar",
        _("Encargar a otro SAT"),
        "forward",
        COORDINACION,
        lambda orden: orden.esta_abierta,
        servicios.encargar_orden,
        _("Quien la reciba verá esta orden y ninguna otra."),
        forms.EncargoForm,
        _("El encargo está cambiado."),
    ),
    Accion(
        "limite",
        _("Cambiar el límite"),
        "shield-check",
        COORDINACION,
        lambda orden: orden.esta_abierta,
        servicios.autorizar_limite,
        _("Lo que autoriza a gastar en repuestos quien manda la orden."),
        forms.LimiteForm,
        _("El límite está cambiado."),
    ),
    Accion(
        "nota",
        _("Escribir una nota"),
        "notebook-pen",
        TALLER | COORDINACION | {CodigoRol.EXTERNO},
        lambda orden: True,
        servicios.anotar_en_orden,
        formulario=forms.NotaForm,
        hecho=_("La nota está guardada."),
    ),
    Accion(
        "entregar",
        decir_luego(_("Entregar [el equipo]")),
        "package-check",
        TALLER,
        _puede(Estado.ENTREGADA),
        servicios.entregar_orden,
        decir_luego(
            _("El cliente se lleva [el equipo]. Los plazos de su garantía vuelven a correr.")
        ),
        hecho=decir_luego(_("[El equipo] está [entregado].")),
    ),
    Accion(
        "liquidar",
        _("Liquidar"),
        "circle-check-big",
        COORDINACION,
        _puede(Estado.LIQUIDADA),
        servicios.liquidar_orden,
        _("Los importes pasan a facturación. Después la orden ya no cambia."),
        forms.LiquidacionForm,
        _("La orden está liquidada."),
    ),
    Accion(
        "reabrir",
        _("Reabrir"),
        "rotate-ccw",
        OFICINA | COORDINACION,
        lambda orden: orden.estado in {Estado.TERMINADA, Estado.ENTREGADA},
        servicios.reabrir_orden,
        _("La orden vuelve a estar en curso y se le puede dar otra cita."),
        hecho=_("La orden está en curso otra vez."),
    ),
    Accion(
        "anular",
        _("Anular la orden"),
        "ban",
        OFICINA | COORDINACION,
        _puede(Estado.ANULADA),
        servicios.anular_orden,
        _("No se hará. Sus citas se anulan y se avisa al cliente. No se puede deshacer."),
        forms.MotivoForm,
        _("La orden está anulada."),
        peligro=True,
    ),
)
POR_CLAVE = {accion.clave: accion for accion in ACCIONES}


def acciones_para(usuario: Usuario, orden: OrdenTrabajo) -> list[Accion]:
    """What this person may do with this order now."""
    return [accion for accion in ACCIONES if accion.la_puede(usuario, orden)]


def puede_dar_cita(usuario: Usuario, orden: OrdenTrabajo) -> bool:
    """The office gives appointments; an external SAT, to the orders given to it."""
    if not orden.esta_abierta:
        return False
    if usuario.tiene_rol(CodigoRol.AGENTE, CodigoRol.COORDINADOR):
        return True
    return usuario.tiene_rol(CodigoRol.EXTERNO) and orden.sat_externo_id is not None
