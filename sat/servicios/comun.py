"""What every service of the app does first and last: lock the order, save it."""

from __future__ import annotations

from nucleo.restricciones import traducir_integridad
from sat.models import Cita, Intervencion, OrdenTrabajo
from sat.servicios.composicion import ExpedienteOrden
from sat.servicios.guardado import guardar


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


def asentar(expediente: ExpedienteOrden) -> None:
    """Save, turning a broken constraint into its sentence."""
    with traducir_integridad():
        guardar(expediente)
