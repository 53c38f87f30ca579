"""The views of the Bandeja that everybody has: which cases, in which order, how many there are now.

Another module adds one with `registrar_bandeja`, or with `registrar_cola` work that waits on a page
of its own. Those that people save: `incidencias/vistas.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.cache import cache
from django.db import models
from django.db.models import Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cuentas.models import Grupo, Usuario
from incidencias.models import Categoria, IncidenciaQuerySet
from nucleo.empresa import empresa
from nucleo.memoria import recordada
from nucleo.paginas import Orden

TOPE = 1000  # nobody works through more, and counting on is what costs
EN_PESTANA = 999

# Every sort is NOT NULL and has its index in models/incidencia.py.
POR_LIMITE = Orden("limite", "proximo_limite_en", titulo=_("Lo que vence antes"))
POR_PRIORIDAD = Orden("prioridad", "prioridad", titulo=_("Lo más urgente"))
POR_MENSAJE = Orden("mensaje", "ultimo_mensaje_en", True, _("Último mensaje"))
POR_LEY = Orden("ley", "limite_legal_en", titulo=_("La fecha legal que llega antes"))
RECIENTES = Orden("recientes", "ocurrida_en", True, _("Las más nuevas"))
ANTIGUAS = Orden("antiguas", "ocurrida_en", False, _("Las más antiguas"))

DE_TRABAJO = (POR_LIMITE, POR_PRIORIDAD, POR_MENSAJE, RECIENTES, ANTIGUAS)
DE_ARCHIVO = (RECIENTES, POR_MENSAJE, ANTIGUAS)

Filtro = Callable[[IncidenciaQuerySet, Usuario], IncidenciaQuerySet]


@dataclass(frozen=True)
class Bandeja:
    """One view. `vacio` says what its being empty means."""

    clave: str
    titulo: str | Promise
    icono: str
    filtrar: Filtro
    ordenes: tuple[Orden, ...]
    vacio: str | Promise
    se_cuenta: bool = True
    lugar: int = 50


@dataclass(frozen=True)
class Cola:
    """Work that is not a list of cases: the page where it waits, and how much there is."""

    clave: str
    titulo: str | Promise
    icono: str
    destino: str  # a URL name
    contar: Callable[[Usuario], int]
    lugar: int = 50

    @property
    def url(self) -> str:
        return reverse(self.destino)


_bandejas: dict[str, Bandeja] = {}
_colas: dict[str, Cola] = {}


def registrar_bandeja(bandeja: Bandeja) -> None:
    """Add a view of the cases. Called from `AppConfig.ready`; the same key replaces."""
    _bandejas[bandeja.clave] = bandeja


def registrar_cola(cola: Cola) -> None:
    """Add a queue with a page of its own beside the views."""
    _colas[cola.clave] = cola


def bandejas() -> list[Bandeja]:
    return sorted(_bandejas.values(), key=lambda una: una.lugar)


def colas() -> list[Cola]:
    return sorted(_colas.values(), key=lambda una: una.lugar)


def fin_del_dia(ahora: datetime) -> datetime:
    """The midnight that ends the company's local day."""
    zona = ZoneInfo(empresa().zona)
    manana = ahora.astimezone(zona).date() + timedelta(days=1)
    return datetime.combine(manana, time.min, zona)


def _mias(casos: IncidenciaQuerySet, usuario: Usuario) -> IncidenciaQuerySet:
    """Those this person answers for, and those of whom they cover today."""
    if not usuario.cubiertos:
        return casos.abiertas().filter(responsable=usuario)
    return casos.abiertas().filter(responsable__in=[usuario.pk, *usuario.cubiertos])


def _hoy(casos: IncidenciaQuerySet, usuario: Usuario) -> IncidenciaQuerySet:
    ahora = timezone.now()
    return casos.vencen_entre(ahora, fin_del_dia(ahora))


for _una in (
    Bandeja(
        "abiertas",
        _("Abiertas"),
        "inbox",
        lambda casos, usuario: casos.abiertas(),
        DE_TRABAJO,
        _("No hay ninguna incidencia abierta."),
        lugar=10,
    ),
    Bandeja(
        "mias",
        _("Mías"),
        "user-round",
        lambda casos, usuario: _mias(casos, usuario),
        DE_TRABAJO,
        _("No tienes ninguna abierta. Mira las que están sin asignar."),
        lugar=20,
    ),
    Bandeja(
        "sin_asignar",
        _("Sin asignar"),
        "user-round-x",
        lambda casos, usuario: casos.abiertas().sin_responsable(),
        DE_TRABAJO,
        _("Todas las abiertas tienen responsable."),
        lugar=30,
    ),
    Bandeja(
        "hoy",
        _("Vencen hoy"),
        "hourglass",
        _hoy,
        (POR_LIMITE, POR_PRIORIDAD, POR_MENSAJE),
        _("Hoy no vence ningún plazo más."),
        lugar=40,
    ),
    Bandeja(
        "vencidas",
        _("Vencidas"),
        "triangle-alert",
        lambda casos, usuario: casos.vencidas(),
        (POR_LIMITE, POR_PRIORIDAD, POR_MENSAJE),
        _("Ningún plazo está vencido."),
        lugar=50,
    ),
    Bandeja(
        "ha_respondido",
        _("Ha respondido"),
        "reply",
        lambda casos, usuario: casos.con_respuesta_del_cliente(),
        (POR_MENSAJE, POR_LIMITE, POR_PRIORIDAD),
        _("Ningún cliente espera respuesta a lo último que escribió."),
        lugar=60,
    ),
    Bandeja(
        "espera_cliente",
        _("Esperan al cliente"),
        "circle-pause",
        lambda casos, usuario: casos.esperando_al_cliente(),
        (POR_MENSAJE, RECIENTES, ANTIGUAS),
        _("No esperamos nada de ningún cliente."),
        lugar=70,
    ),
    Bandeja(
        "reabiertas",
        _("Reabiertas"),
        "rotate-ccw",
        lambda casos, usuario: casos.reabiertas(),
        DE_TRABAJO,
        _("Ninguna de las abiertas se había dado por resuelta antes."),
        lugar=80,
    ),
    Bandeja(
        "legal",
        _("Reclamaciones"),
        "scale",
        lambda casos, usuario: casos.reclamaciones_abiertas(),
        (POR_LEY, POR_LIMITE, POR_MENSAJE, ANTIGUAS),
        _("No hay reclamaciones con el plazo legal corriendo."),
        lugar=90,
    ),
    Bandeja(
        "todas",
        _("Todas"),
        "archive",
        lambda casos, usuario: casos,
        DE_ARCHIVO,
        _("Todavía no ha entrado ninguna incidencia."),
        se_cuenta=False,
        lugar=100,
    ),
):
    registrar_bandeja(_una)
PRIMERA = "abiertas"


def existe_bandeja(clave: str) -> bool:
    return clave in _bandejas


def elegir_bandeja(clave: str | None) -> Bandeja:
    """The view of that name; the open cases if it names none."""
    return _bandejas.get(clave or "", _bandejas[PRIMERA])


class Cuantas(Subquery):
    """How many rows a (capped) queryset has, as one column."""

    template = "(SELECT count(*) FROM (%(subquery)s) AS cuenta)"
    output_field = models.IntegerField()


def contar(conjuntos: Mapping[str, models.QuerySet[Any]], usuario: Usuario) -> dict[str, int]:
    """How many rows each set has, capped at TOPE + 1, in one statement."""
    cuentas = {
        f"de_{clave}": Cuantas(casos.order_by().values("pk")[: TOPE + 1])
        for clave, casos in conjuntos.items()
    }
    fila = Usuario.objects.filter(pk=usuario.pk).values(**cuentas).get()
    return {clave.removeprefix("de_"): cuenta for clave, cuenta in fila.items()}


def contables(visibles: IncidenciaQuerySet, usuario: Usuario) -> dict[str, IncidenciaQuerySet]:
    """The views with a count, each with its cases."""
    return {
        bandeja.clave: bandeja.filtrar(visibles, usuario)
        for bandeja in bandejas()
        if bandeja.se_cuenta
    }


def olvidar_cuentas(usuario: Usuario) -> None:
    """Count again at the next look: this person has just changed something."""
    cache.delete(clave_de_cuentas(usuario))


def clave_de_cuentas(usuario: Any) -> str:
    """Where the counts of that person are kept for some seconds (incidencias/vistas.py)."""
    return f"bandeja:{usuario.pk}"


@recordada
def listas_de_filtros() -> dict[str, list[Any]]:
    """The short lists that the filters offer, in their order, and what they say as one text."""
    listas: dict[str, list[Any]] = {
        "personas": list(Usuario.objects.de_oficina()),
        "grupos": list(Grupo.objects.order_by("nombre")),
        "categorias": list(Categoria.objects.order_by("nombre")),
    }
    dicho = [(fila.pk, str(fila)) for filas in listas.values() for fila in filas]
    return {**listas, "listas": dicho}


def cuenta_en_palabras(cuenta: int | None, *, tope: int = EN_PESTANA) -> str:
    """ "12", "999+", or nothing to say when nothing is counted."""
    if cuenta is None:
        return ""
    return f"{tope}+" if cuenta > tope else str(cuenta)
