"""What mail leaves for a person: its queue beside the views of the Bandeja."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cuentas.models import Usuario
from incidencias.bandejas import Cola, registrar_cola
from incidencias.models import CorreoEntrante, PosibleRespuesta

TOPE = 99


def registrar() -> None:
    """Called once from `IncidenciasConfig.ready`."""
    registrar_cola(
        Cola(
            "correo",
            _("Correo por revisar"),
            "mail-question-mark",
            "incidencias:correo",
            cuantos,
            lugar=60,
        )
    )


def cuantos(usuario: Usuario) -> int:
    """Possible answers and mails without a case, up to TOPE, in one statement."""
    posibles = PosibleRespuesta.objects.visibles_para(usuario).pendientes()
    correos = CorreoEntrante.objects.visibles_para(usuario).por_revisar()
    return posibles.values("correo_id").union(correos.values("pk"))[:TOPE].count()
