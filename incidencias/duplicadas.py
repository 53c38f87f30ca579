"""Which cases may be the same as one being told, or as one that came: same unit, words in common.

Only the latest of the same customer and unit are compared: it costs the same in a million.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from clientes.models import Cliente, Equipo
from cuentas.models import Usuario
from incidencias.busqueda import palabras_de
from incidencias.estados import SIN_CONVERSACION
from incidencias.models import Estado, Incidencia
from nucleo.palabras import decir

POR_MIRAR = 200  # of each, the newest: among them, those still open or recent
POR_COMPARAR = 40
HACE_POCO = timedelta(days=30)
MITAD = 0.5


@dataclass
class Parecida:
    """A case that may be the same, and why."""

    incidencia: Incidencia
    puntos: int = 0
    motivos: list[str] = field(default_factory=list)

    def por(self, puntos: int, motivo: str) -> None:
        self.puntos += puntos
        self.motivos.append(motivo)

    @property
    def por_que(self) -> str:
        return ", ".join(self.motivos)


def posibles_duplicadas(
    usuario: Usuario,
    *,
    cliente: Cliente | None,
    equipo: Equipo | None = None,
    texto: str = "",
    salvo: int | None = None,
    cuantas: int = 5,
) -> list[Parecida]:
    """Those that this person may see, the likeliest first: of the same unit or customer, open or
    recent. One statement.
    """
    if cliente is None and equipo is None:
        return []
    vivas = Q(estado__in=[Estado.NUEVA, Estado.EN_CURSO, Estado.EN_ESPERA])
    casos = (
        Incidencia.objects.visibles_para(usuario)
        .filter(pk__in=_las_ultimas(cliente, equipo))
        .filter(vivas | Q(ocurrida_en__gte=timezone.now() - HACE_POCO))
        .exclude(estado__in=SIN_CONVERSACION)
        .exclude(pk=salvo or 0)
        .only("codigo", "asunto", "estado", "equipo_id", "cliente_id", "ocurrida_en", "padre_id")
        .order_by("-ocurrida_en", "-id")[:POR_COMPARAR]
    )
    comparadas = [_comparar(caso, equipo, texto) for caso in casos]
    parecidas = [una for una in comparadas if una.puntos > 0]
    parecidas.sort(key=lambda una: -una.puntos)  # stable: the newest first among equals
    return parecidas[:cuantas]


def _las_ultimas(cliente: Cliente | None, equipo: Equipo | None) -> QuerySet[Any]:
    """Each by its own index: asked together, with old cases only, they would walk the table."""
    duenos: list[dict[str, int]] = [
        {"cliente": pk} for pk in (cliente.identidades if cliente else ())
    ]
    duenos += [{"equipo": equipo.pk}] if equipo else []
    ultimas = [
        Incidencia.objects.filter(**uno).order_by("-ocurrida_en", "-id").values("pk")[:POR_MIRAR]
        for uno in duenos
    ]
    return ultimas[0].union(*ultimas[1:])


def _comparar(caso: Incidencia, equipo: Equipo | None, texto: str) -> Parecida:
    una = Parecida(caso)
    if equipo is not None and caso.equipo_id == equipo.pk:
        una.por(3, decir(_("[el mismo equipo]")))
    suyas, mias = palabras_de(caso.asunto), palabras_de(texto)
    comunes = len(suyas & mias)
    if comunes and comunes >= MITAD * min(len(suyas), len(mias)):
        una.por(1 + comunes, _("cuenta lo mismo"))
    if caso.esta_abierta:
        una.por(1, _("sigue abierta"))
    return una
