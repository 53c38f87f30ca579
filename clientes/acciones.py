"""What can be done with a contract, by whom and when: the buttons of its page and their forms.

One entry an action: the page lists those that `acciones_para` gives, one view runs them all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clientes.forms.contratos import (
    AvisoForm,
    FirmarForm,
    FormularioDeAccion,
    MeterEquipoForm,
    ParteForm,
    RenovarForm,
    RescindirForm,
    SacarEquipoForm,
)
from clientes.models import ContratoMantenimiento, RenovacionContrato
from clientes.roles import CONTRATAN
from clientes.servicios import contratos as servicios
from cuentas.models import Usuario
from nucleo.tiempo import dia_local

PRONTO = timedelta(days=60)


@dataclass(frozen=True)
class Accion:
    """A decision on a contract. `hacer(pk, por=…, **datos)` is a service."""

    clave: str
    titulo: str | Promise
    icono: str
    disponible: Callable[[ContratoMantenimiento], bool]
    hacer: Callable[..., Any]
    hecho: str | Promise
    explica: str | Promise = ""
    formulario: type[FormularioDeAccion] | None = None
    peligro: bool = False
    # When it is a button of its own, and not an entry of "Más".
    principal: Callable[[ContratoMantenimiento], bool] = lambda contrato: False

    def la_puede(self, usuario: Usuario, contrato: ContratoMantenimiento) -> bool:
        return usuario.tiene_rol(*CONTRATAN) and self.disponible(contrato)


def _vigente(contrato: ContratoMantenimiento) -> bool:
    return contrato.esta_vigente


def _por_renovar(contrato: ContratoMantenimiento) -> bool:
    """In force, and its last period has begun."""
    ultimo = contrato.periodos.order_by("-numero").first()
    hoy = dia_local(timezone.now())
    return contrato.esta_vigente and ultimo is not None and ultimo.desde <= hoy


def _acaba_pronto(contrato: ContratoMantenimiento) -> bool:
    return contrato.fecha_fin <= dia_local(timezone.now()) + PRONTO


ACCIONES = (
    Accion(
        "firmar",
        _("Firmar"),
        "signature",
        lambda contrato: contrato.es_borrador,
        servicios.firmar_contrato,
        _("Contrato firmado."),
        _(
            "Desde que se firma obliga a los dos: los equipos quedan cubiertos en sus fechas y el "
            "cliente recibe una copia por correo. Después no se edita: se renueva o se rescinde."
        ),
        FirmarForm,
        principal=lambda contrato: contrato.es_borrador,
    ),
    Accion(
        "enviar",
        _("Enviar para firmar"),
        "send",
        lambda contrato: contrato.es_borrador,
        servicios.enviar_contrato,
        _("Enviado: el cliente lo firma desde el correo."),
        _(
            "El cliente recibe un enlace con todo lo que dice el contrato y lo firma allí. Hasta "
            "entonces sigue siendo un borrador, y verá los cambios que hagas."
        ),
    ),
    Accion(
        "descartar",
        _("Descartar el borrador"),
        "trash-2",
        lambda contrato: contrato.es_borrador,
        servicios.descartar_contrato,
        _("Borrador descartado."),
        _("El borrador queda guardado como descartado y ya no se podrá firmar."),
        peligro=True,
    ),
    Accion(
        "renovar",
        _("Renovar"),
        "rotate-cw",
        _por_renovar,
        servicios.renovar_contrato,
        _("Contrato renovado."),
        _("Se añade el periodo siguiente, con estas condiciones y los mismos equipos."),
        RenovarForm,
        principal=_acaba_pronto,
    ),
    Accion(
        "avisado",
        _("Anotar que se le ha avisado"),
        "megaphone",
        _vigente,
        servicios.anotar_aviso,
        _("Aviso anotado."),
        _("Para cuando no se le puede avisar por correo: sin aviso a tiempo, no se renueva solo."),
        AvisoForm,
    ),
    Accion(
        "no-renovar",
        _("No renovar"),
        "calendar-x",
        lambda contrato: contrato.se_renueva,
        servicios.no_renovar_contrato,
        _("Anotado: el contrato acaba en su fecha."),
        _("El contrato sigue hasta su último día y entonces acaba. Se puede deshacer."),
        ParteForm,
    ),
    Accion(
        "volver-a-renovar",
        _("Que sí se renueve"),
        "undo-2",
        lambda contrato: (
            contrato.esta_vigente
            and contrato.no_renueva_en is not None
            and contrato.renovacion == RenovacionContrato.TACITA
        ),
        servicios.volver_a_renovar,
        _("El contrato vuelve a renovarse."),
    ),
    Accion(
        "meter-equipo",
        _("Añadir un equipo"),
        "plus",
        _vigente,
        servicios.meter_equipo,
        _("Equipo añadido."),
        _("Entra desde ese día hasta el final del periodo."),
        MeterEquipoForm,
    ),
    Accion(
        "sacar-equipo",
        _("Quitar un equipo"),
        "minus",
        _vigente,
        servicios.sacar_equipo,
        _("Equipo quitado."),
        _("Su cobertura por este contrato acaba ese día."),
        SacarEquipoForm,
    ),
    Accion(
        "rescindir",
        _("Rescindir"),
        "ban",
        _vigente,
        servicios.rescindir_contrato,
        _("Contrato rescindido."),
        _(
            "Acaba antes de su fecha. El cliente no da motivos ni paga por ello, y se le devuelve "
            "lo pagado por los días que queden (TRLGDCU art. 62.3). No se puede deshacer."
        ),
        RescindirForm,
        peligro=True,
    ),
)
POR_CLAVE = {accion.clave: accion for accion in ACCIONES}


def acciones_para(usuario: Usuario, contrato: ContratoMantenimiento) -> list[Accion]:
    """What this person may do now with that contract, in the order of the page."""
    return [accion for accion in ACCIONES if accion.la_puede(usuario, contrato)]
