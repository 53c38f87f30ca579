"""Decisions on what covers a case, and on what we give without owing it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from incidencias import forms, servicios
from incidencias.acciones.accion import Accion
from incidencias.estados import SIN_CONVERSACION
from incidencias.models import Incidencia
from incidencias.permisos import CORRIGEN_COBERTURA
from incidencias.veredictos import SIN_COBERTURA


def _se_toca(incidencia: Incidencia) -> bool:
    return incidencia.estado not in SIN_CONVERSACION


def _se_decide(incidencia: Incidencia) -> bool:
    """There is a unit whose coverage a case of that kind asks about."""
    return (
        _se_toca(incidencia)
        and incidencia.equipo_id is not None
        and incidencia.tipo not in SIN_COBERTURA
    )


def _corregida(incidencia: Incidencia) -> bool:
    return bool(incidencia.veredicto.get("corregido"))


def admite_cortesia(incidencia: Incidencia) -> bool:
    """Whether there is something that the customer would pay, and nobody has given it yet."""
    veredicto = incidencia.veredicto
    cubierta = veredicto.get("estado") == "cubierto"
    return _se_toca(incidencia) and not cubierta and not veredicto.get("cortesia")


ACCIONES_DE_COBERTURA = (
    Accion(
        "revisar-cobertura",
        _("Volver a decidir"),
        "refresh-cw",
        lambda incidencia, usuario: _se_decide(incidencia) and not _corregida(incidencia),
        servicios.revisar_veredicto,
        _("Cobertura decidida con lo que se sabe hoy."),
        en_cobertura=True,
    ),
    Accion(
        "corregir-cobertura",
        _("Corregir la cobertura"),
        "shield-alert",
        lambda incidencia, usuario: _se_decide(incidencia),
        servicios.corregir_veredicto,
        _("Cobertura corregida."),
        _("Lo que se decidió y por qué se cambia quedan en la historia. El cliente lee lo nuevo."),
        forms.CorregirCoberturaForm,
        rotulo=_("Corregir…"),
        boton=_("Corregir"),
        en_cobertura=True,
        roles=CORRIGEN_COBERTURA,
    ),
    Accion(
        "cortesia",
        _("Dar una cortesía"),
        "gift",
        lambda incidencia, usuario: admite_cortesia(incidencia),
        servicios.dar_cortesia,
        _("Cortesía dada."),
        _("Pagamos nosotros lo que tendría que pagar el cliente. El coste es el que prevemos."),
        forms.CortesiaForm,
        rotulo=_("Cortesía…"),
        boton=_("Dar la cortesía"),
        en_cobertura=True,
    ),
    Accion(
        "retirar-cortesia",
        _("Retirar la cortesía"),
        "x",
        lambda incidencia, usuario: (
            _se_toca(incidencia) and bool(incidencia.veredicto.get("cortesia"))
        ),
        servicios.retirar_cortesia,
        _("Cortesía retirada."),
        _("El cliente vuelve a pagar lo que no está cubierto."),
        forms.RetirarCortesiaForm,
        rotulo=_("Retirar la cortesía…"),
        boton=_("Retirar"),
        en_cobertura=True,
        peligro=True,
    ),
)
