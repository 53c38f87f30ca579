"""How much one address sends: a loop is cut, and our receipts do not become somebody's spam."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings

from incidencias.models import CorreoEntrante, ResultadoCorreo

HORA, DIA = timedelta(hours=1), timedelta(days=1)
MAX_CONTADOS = 1_000


@dataclass(frozen=True)
class Cuenta:
    """What came from its address before this mail: in an hour, and new cases in a day."""

    en_una_hora: int = 0
    casos_en_un_dia: int = 0

    @property
    def excede(self) -> bool:
        return self.en_una_hora >= settings.CORREO_MAX_POR_HORA

    @property
    def admite_acuse(self) -> bool:
        return self.casos_en_un_dia < settings.CORREO_ACUSES_POR_DIA


def cuenta_de(correo: CorreoEntrante) -> Cuenta:
    """By when they arrived, not by when we read them: a mailbox that was down is no loop."""
    if not correo.remitente:
        return Cuenta()
    llegada = correo.recibido_en
    suyos = CorreoEntrante.objects.filter(
        remitente=correo.remitente, recibido_en__gt=llegada - DIA, recibido_en__lte=llegada
    ).exclude(pk=correo.pk)
    # The last ones are enough to know whether there are too many.
    ultimos = list(
        suyos.order_by("-recibido_en").values_list("recibido_en", "resultado")[:MAX_CONTADOS]
    )
    return Cuenta(
        sum(cuando > llegada - HORA for cuando, _resultado in ultimos),
        sum(resultado == ResultadoCorreo.CASO for _cuando, resultado in ultimos),
    )
