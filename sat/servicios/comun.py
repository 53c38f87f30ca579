"""What every service of the app does first: lock the order, check the instant, save."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from nucleo.errores import ErrorDeNegocio
from nucleo.restricciones import traducir_integridad
from sat.models import Cita, Intervencion, OrdenTrabajo
from sat.servicios.composicion import ExpedienteOrden
from sat.servicios.guardado import guardar

# A phone's clock may run a little ahead of ours.
ADELANTO_ADMITIDO = timedelta(minutes=5)


def bloquear(pk: int) -> ExpedienteOrden:
    """The order, locked, with its living appointments and open sessions (docs/concurrency.md)."""
    orden = (
        OrdenTrabajo.objects.select_for_update(of=["self"])
        .select_related("incidencia", "cliente", "contacto", "mandante", "sat_externo", "equipo")
        .get(pk=pk)
    )
    return ExpedienteOrden(
        orden,
        citas=list(Cita.objects.vivas().filter(orden=orden).select_related("tecnico__usuario")),
        en_curso=list(
            Intervencion.objects.en_curso().filter(orden=orden).select_related("tecnico__usuario")
        ),
    )


def momento(en: datetime | None, *, desde: datetime | None = None, campo: str = "en") -> datetime:
    """When it happened: now, or `en`, which can be neither in the future nor before `desde`."""
    ahora = timezone.now()
    if en is None:
        return ahora
    if en > ahora + ADELANTO_ADMITIDO:
        raise ErrorDeNegocio(
            _("Eso todavía no puede haber pasado: la fecha es futura."), campo=campo
        )
    if desde is not None and en < desde:
        raise ErrorDeNegocio(
            _("Eso no puede haber pasado antes del %(desde)s.")
            % {"desde": timezone.localtime(desde).strftime("%d/%m/%Y %H:%M")},
            campo=campo,
        )
    return en


def exigir_texto(texto: str, frase: str, *, campo: str) -> str:
    """The text without blanks around; ErrorDeNegocio with `frase` if nothing is left."""
    limpio = texto.strip()
    if not limpio:
        raise ErrorDeNegocio(frase, campo=campo)
    return limpio


def asentar(expediente: ExpedienteOrden) -> None:
    """Save, turning a broken constraint into its sentence."""
    with traducir_integridad():
        guardar(expediente)
