"""The saved views of the Bandeja: which cases, in which order, and how many there are now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.cache import cache
from django.db import models
from django.db.models import Subquery
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
SEGUNDOS_DE_CUENTAS = 10

# Every sort is NOT NULL and has its index in models/incidencia.py.
POR_LIMITE = Orden("limite", "proximo_limite_en", titulo=_("Lo que vence antes"))
POR_PRIORIDAD = Orden("prioridad", "prioridad", titulo=_("Lo más urgente"))
POR_MENSAJE = Orden("mensaje", "ultimo_mensaje_en", True, _("Último mensaje"))
RECIENTES = Orden("recientes", "ocurrida_en", True, _("Las más nuevas"))
ANTIGUAS = Orden("antiguas", "ocurrida_en", False, _("Las más antiguas"))

DE_TRABAJO = (POR_LIMITE, POR_PRIORIDAD, POR_MENSAJE, RECIENTES, ANTIGUAS)
DE_ARCHIVO = (RECIENTES, POR_MENSAJE, ANTIGUAS)

Filtro = Callable[[IncidenciaQuerySet, Usuario], IncidenciaQuerySet]


@dataclass(frozen=True)
class Bandeja:
    """One saved view. `vacio` says what its being empty means."""

    clave: str
    titulo: str | Promise
    icono: str
    filtrar: Filtro
    ordenes: tuple[Orden, ...]
    vacio: str | Promise
    se_cuenta: bool = True


def fin_del_dia(ahora: datetime) -> datetime:
    """The midnight that ends the company's local day."""
    zona = ZoneInfo(empresa().zona)
    manana = ahora.astimezone(zona).date() + timedelta(days=1)
    return datetime.combine(manana, time.min, zona)


def _hoy(casos: IncidenciaQuerySet, usuario: Usuario) -> IncidenciaQuerySet:
    ahora = timezone.now()
    return casos.vencen_entre(ahora, fin_del_dia(ahora))


BANDEJAS = (
    Bandeja(
        "abiertas",
        _("Abiertas"),
        "inbox",
        lambda casos, usuario: casos.abiertas(),
        DE_TRABAJO,
        _("No hay ninguna incidencia abierta."),
    ),
    Bandeja(
        "mias",
        _("Mías"),
        "user-round",
        lambda casos, usuario: casos.abiertas().filter(responsable=usuario),
        DE_TRABAJO,
        _("No tienes ninguna abierta. Mira las que están sin asignar."),
    ),
    Bandeja(
        "sin_asignar",
        _("Sin asignar"),
        "user-round-x",
        lambda casos, usuario: casos.abiertas().sin_responsable(),
        DE_TRABAJO,
        _("Todas las abiertas tienen responsable."),
    ),
    Bandeja(
        "hoy",
        _("Vencen hoy"),
        "hourglass",
        _hoy,
        (POR_LIMITE, POR_PRIORIDAD, POR_MENSAJE),
        _("Hoy no vence ningún plazo más."),
    ),
    Bandeja(
        "vencidas",
        _("Vencidas"),
        "triangle-alert",
        lambda casos, usuario: casos.vencidas(),
        (POR_LIMITE, POR_PRIORIDAD, POR_MENSAJE),
        _("Ningún plazo está vencido."),
    ),
    Bandeja(
        "ha_respondido",
        _("Ha respondido"),
        "reply",
        lambda casos, usuario: casos.con_respuesta_del_cliente(),
        (POR_MENSAJE, POR_LIMITE, POR_PRIORIDAD),
        _("Ningún cliente espera respuesta a lo último que escribió."),
    ),
    Bandeja(
        "espera_cliente",
        _("Esperan al cliente"),
        "circle-pause",
        lambda casos, usuario: casos.esperando_al_cliente(),
        (POR_MENSAJE, RECIENTES, ANTIGUAS),
        _("No esperamos nada de ningún cliente."),
    ),
    Bandeja(
        "reabiertas",
        _("Reabiertas"),
        "rotate-ccw",
        lambda casos, usuario: casos.reabiertas(),
        DE_TRABAJO,
        _("Ninguna de las abiertas se había dado por resuelta antes."),
    ),
    Bandeja(
        "legal",
        _("Reclamaciones"),
        "scale",
        lambda casos, usuario: casos.reclamaciones_abiertas(),
        # The legal term is the same for all, so the oldest is the one that ends first.
        (ANTIGUAS, POR_LIMITE, POR_MENSAJE),
        _("No hay reclamaciones con el plazo legal corriendo."),
    ),
    Bandeja(
        "todas",
        _("Todas"),
        "archive",
        lambda casos, usuario: casos,
        DE_ARCHIVO,
        _("Todavía no ha entrado ninguna incidencia."),
        se_cuenta=False,
    ),
)
POR_CLAVE = {bandeja.clave: bandeja for bandeja in BANDEJAS}


def elegir_bandeja(clave: str | None) -> Bandeja:
    """The saved view of that name; the open cases if it names none."""
    return POR_CLAVE.get(clave or "", BANDEJAS[0])


class Cuantas(Subquery):
    """How many rows a (capped) queryset has, as one column."""

    template = "(SELECT count(*) FROM (%(subquery)s) AS cuenta)"
    output_field = models.IntegerField()


def contar_bandejas(visibles: IncidenciaQuerySet, usuario: Usuario) -> dict[str, int]:
    """How many cases each counted view has, capped at TOPE + 1, in one statement."""
    cuentas = {
        bandeja.clave: Cuantas(
            bandeja.filtrar(visibles, usuario).order_by().values("pk")[: TOPE + 1]
        )
        for bandeja in BANDEJAS
        if bandeja.se_cuenta
    }
    return Usuario.objects.filter(pk=usuario.pk).values(**cuentas).get()


def cuentas_recientes(visibles: IncidenciaQuerySet, usuario: Usuario) -> dict[str, int]:
    """The same, at most some seconds old: whoever acts forgets them (`olvidar_cuentas`)."""
    clave = _clave_de_cuentas(usuario)
    cuentas: dict[str, int] | None = cache.get(clave)
    if cuentas is None:
        cuentas = contar_bandejas(visibles, usuario)
        cache.set(clave, cuentas, SEGUNDOS_DE_CUENTAS)
    return cuentas


def olvidar_cuentas(usuario: Usuario) -> None:
    """Count again at the next look: this person has just changed something."""
    cache.delete(_clave_de_cuentas(usuario))


def _clave_de_cuentas(usuario: Usuario) -> str:
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


def cuenta_en_palabras(cuenta: int | None) -> str:
    """ "12", "999+", or nothing to say when nothing is counted."""
    if cuenta is None:
        return ""
    return f"{EN_PESTANA}+" if cuenta > EN_PESTANA else str(cuenta)
