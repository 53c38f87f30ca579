"""How much one address sends: a loop is cut, and our receipts do not become somebody's spam."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection

from incidencias.models import CorreoEntrante, ResultadoCorreo

HORA, DIA = timedelta(hours=1), timedelta(days=1)
# The last ones are enough to know whether there are too many.
MAX_CONTADOS = 1_000
CONTAR = """
select count(*) filter (where recibido_en > %(hora)s), count(*) filter (where resultado = %(caso)s)
  from (select recibido_en, resultado from incidencias_correoentrante
         where remitente = %(remitente)s and recibido_en > %(dia)s and recibido_en <= %(llegada)s
           and id <> %(pk)s
         order by recibido_en desc limit %(maximo)s) ultimos
"""


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
    parametros: dict[str, str | int | datetime] = {
        "remitente": correo.remitente,
        "llegada": llegada,
        "hora": llegada - HORA,
        "dia": llegada - DIA,
        "caso": ResultadoCorreo.CASO.value,
        "pk": correo.pk,
        "maximo": MAX_CONTADOS,
    }
    with connection.cursor() as cursor:
        cursor.execute(CONTAR, parametros)
        return Cuenta(*cursor.fetchone())
