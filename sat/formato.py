"""How a slot is said: "el martes 24 de noviembre, de 10:00 a 11:30", in the company's zone."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from nucleo.empresa import empresa
from nucleo.formato import DIAS, MESES_LARGOS
from nucleo.idiomas import ESPANOL, dia_dicho, idioma_activo


def local(instante: datetime) -> datetime:
    """The instant in the company's time zone."""
    return instante.astimezone(ZoneInfo(empresa().zona))


def dia_en_palabras(instante: datetime) -> str:
    """ "martes 24 de noviembre"; with its year when it is not this one."""
    dia = local(instante)
    este = local(datetime.now(tz=dia.tzinfo)).year
    if idioma_activo() != ESPANOL:
        return dia_dicho(dia, con_anio=dia.year != este, con_semana=True)
    return fecha_en_palabras(instante).removesuffix(f" de {este}")


def fecha_en_palabras(instante: datetime) -> str:
    """ "martes 24 de noviembre de 2026": for what is kept."""
    dia = local(instante)
    return f"{DIAS[dia.weekday()]} {dia.day} de {MESES_LARGOS[dia.month - 1]} de {dia.year}"


def franja_en_palabras(desde: datetime, hasta: datetime) -> str:
    """ "el martes 24 de noviembre, de 10:00 a 11:30"."""
    return _("el %(dia)s, de %(desde)s a %(hasta)s") % {
        "dia": dia_en_palabras(desde),
        "desde": f"{local(desde):%H:%M}",
        "hasta": f"{local(hasta):%H:%M}",
    }
