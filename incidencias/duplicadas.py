"""Which cases may be the same as one being told, or as one that came: same unit, words in common.

Only the latest of the same customer and unit are compared: it costs the same in a million.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import islice
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from clientes.models import Cliente, Equipo
from cuentas.models import Usuario
from incidencias.busqueda import palabras_de
from incidencias.estados import SIN_CONVERSACION
from incidencias.models import Estado, Incidencia, IncidenciaQuerySet
from nucleo.palabras import decir
from nucleo.preparadas import Hueco, Preparada

POR_MIRAR = 200  # of each, the newest: among them, those still open or recent
POR_COMPARAR = 40
HACE_POCO = timedelta(days=30)
MITAD = 0.5
VIVOS = (Estado.NUEVA, Estado.EN_CURSO, Estado.EN_ESPERA)


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
    duenos = {
        "clientes": cliente.identidades if cliente else [],
        "equipo": equipo.pk if equipo else 0,
    }
    resto = {"salvo": salvo or 0, "desde": timezone.now() - HACE_POCO}
    casos: Iterable[Incidencia]
    if usuario.es_de_oficina:
        casos = VIVAS(**duenos, **resto, vedados=[*usuario.grupos_vedados])
    else:
        casos = _vivas(Incidencia.objects.visibles_para(usuario), **duenos, **resto)
    return _las_mas_parecidas(casos, equipo, texto, cuantas)


def duplicadas_entre(
    casos: Iterable[Incidencia], *, equipo: Equipo | None, texto: str
) -> list[Parecida]:
    """The same, among cases that are known already, the newest first."""
    desde = timezone.now() - HACE_POCO
    vivas = (
        caso
        for caso in casos
        if (caso.estado in VIVOS or caso.ocurrida_en >= desde)
        and caso.estado not in SIN_CONVERSACION
    )
    return _las_mas_parecidas(islice(vivas, POR_COMPARAR), equipo, texto)


def _las_mas_parecidas(
    casos: Iterable[Incidencia], equipo: Equipo | None, texto: str, cuantas: int = 5
) -> list[Parecida]:
    comparadas = [_comparar(caso, equipo, texto) for caso in casos]
    parecidas = [una for una in comparadas if una.puntos > 0]
    parecidas.sort(key=lambda una: -una.puntos)  # stable: the newest first among equals
    return parecidas[:cuantas]


def _vivas(
    visibles: IncidenciaQuerySet, *, clientes: Any, equipo: Any, salvo: Any, desde: Any
) -> QuerySet[Incidencia]:
    """Open or recent, of the latest of that customer and of that unit.

    Each by its own index: asked together, with old cases only, they would walk the table.
    """
    ultimas = [
        Incidencia.objects.filter(suyas).order_by("-ocurrida_en", "-id").values("pk")[:POR_MIRAR]
        for suyas in (Q(cliente__de_la_lista=clientes), Q(equipo=equipo))
    ]
    return (
        visibles.filter(pk__in=ultimas[0].union(ultimas[1]))
        .filter(Q(estado__in=VIVOS) | Q(ocurrida_en__gte=desde))
        .exclude(estado__in=SIN_CONVERSACION)
        .exclude(pk=salvo)
        .only("codigo", "asunto", "estado", "equipo_id", "cliente_id", "ocurrida_en", "padre_id")
        .order_by("-ocurrida_en", "-id")[:POR_COMPARAR]
    )


VIVAS = Preparada(
    lambda: _vivas(
        Incidencia.objects.visibles_en_hueco(),
        clientes=Hueco("clientes", lista_de="bigint"),
        equipo=Hueco("equipo"),
        salvo=Hueco("salvo"),
        desde=Hueco("desde"),
    )
)


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
