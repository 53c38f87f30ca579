"""When we attend, in words, from the default calendar (Ley 10/2025 art. 5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nucleo.idiomas import nombre_de_dia
from nucleo.models import VersionCalendario
from nucleo.models.calendario import TODO_EL_ANIO
from nucleo.tiempo import dia_local

CALENDARIO = "General"
Tramos = tuple[tuple[int, int], ...]


def horario_en_palabras() -> list[str]:
    """["De lunes a viernes, de 9:00 a 14:00 y de 16:00 a 19:00"]; empty without a calendar."""
    version = (
        VersionCalendario.objects.filter(calendario__nombre=CALENDARIO)
        .filter(vigente_desde__lte=dia_local(timezone.now()))
        .order_by("-vigente_desde")
        .prefetch_related("intervalos")
        .first()
    )
    if version is None:
        return []
    semana: dict[int, list[tuple[int, int]]] = {}
    for fila in version.intervalos.all():
        if fila.temporada_desde == TODO_EL_ANIO:
            semana.setdefault(fila.dia_semana, []).append((fila.desde_min, fila.hasta_min))
    return semana_en_palabras({dia: tuple(sorted(tramos)) for dia, tramos in semana.items()})


def semana_en_palabras(semana: dict[int, Tramos]) -> list[str]:
    """Days in a row with the same hours become one line."""
    dias = sorted(semana)
    lineas = []
    for _clave, grupo in groupby(enumerate(dias), lambda par: (par[1] - par[0], semana[par[1]])):
        seguidos = [dia for _orden, dia in grupo]
        linea = _("%(dias)s, %(horas)s") % {
            "dias": _dias(seguidos),
            "horas": _horas(semana[seguidos[0]]),
        }
        lineas.append(linea[:1].upper() + linea[1:])
    return lineas


_LOS = (
    gettext_lazy("Los lunes"),
    gettext_lazy("Los martes"),
    gettext_lazy("Los miércoles"),
    gettext_lazy("Los jueves"),
    gettext_lazy("Los viernes"),
    gettext_lazy("Los sábados"),
    gettext_lazy("Los domingos"),
)


def _dias(dias: Sequence[int]) -> str:
    if len(dias) == 1:
        return str(_LOS[dias[0]])
    datos = {"primero": nombre_de_dia(dias[0]), "ultimo": nombre_de_dia(dias[-1])}
    return _("De %(primero)s a %(ultimo)s") % datos


def _horas(tramos: Iterable[tuple[int, int]]) -> str:
    partes = [_("de %(a)s a %(b)s") % {"a": _hora(a), "b": _hora(b)} for a, b in tramos]
    return _(" y ").join(partes)


def _hora(minutos: int) -> str:
    return f"{minutos // 60}:{minutos % 60:02}"
