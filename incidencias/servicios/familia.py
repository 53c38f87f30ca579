"""Cases inside another, and what is decided for all of them at once.

One level: a case inside another has none inside (the database guards it).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from clientes.eventos import Actor
from clientes.models import Equipo
from incidencias.eventos import Codigo
from incidencias.models import Incidencia
from incidencias.servicios.apertura import abrir_incidencia
from incidencias.servicios.bloqueo import bloquear, bloquear_varias, instante
from incidencias.servicios.composicion import NuevaIncidencia
from incidencias.servicios.conversacion import anotar_nota, responder
from incidencias.servicios.estados import cerrar_incidencia, resolver_incidencia
from incidencias.servicios.guardado import guardar_expediente
from incidencias.servicios.linea import anotar
from incidencias.servicios.niveles import exigir_que_admita
from nucleo.errores import ErrorDeNegocio
from nucleo.palabras import decir
from nucleo.simulacro import simular

LAS_QUE_CABEN = 50
# What can be decided for a case and carried to those inside it.
EN_CASCADA: dict[str, Callable[..., Any]] = {
    "resolver": resolver_incidencia,
    "cerrar": cerrar_incidencia,
    "nota": anotar_nota,
    "responder": responder,
}


@dataclass
class Cascada:
    """What became of each: done, or left out with its sentence."""

    hechas: list[Incidencia] = field(default_factory=list)
    fuera: list[tuple[Incidencia, str]] = field(default_factory=list)


@transaction.atomic
def meter_en(pk: int, *, por: Actor, padre: Incidencia, en: datetime | None = None) -> Incidencia:
    """Put a case inside another one, which is open and inside none.

    Raises ErrorDeNegocio otherwise, for itself, or if it has cases inside.
    """
    bloquear_varias([pk, padre.pk])
    expediente = bloquear(pk)
    incidencia = expediente.incidencia
    destino = Incidencia.objects.get(pk=padre.pk)
    if destino.pk == incidencia.pk:
        raise ErrorDeNegocio(_("Una incidencia no cabe dentro de sí misma."), campo="codigo")
    if incidencia.padre_id == destino.pk:
        return incidencia
    if incidencia.hijas.exists():
        raise ErrorDeNegocio(
            _("%(codigo)s tiene otras dentro: saca esas primero.") % {"codigo": incidencia.codigo},
            campo="codigo",
        )
    exigir_que_admita(destino)
    incidencia.padre = destino
    expediente.suceso(Codigo.METIDA, por=por, en=instante(expediente, en), padre_id=destino.pk)
    return guardar_expediente(expediente)


@transaction.atomic
def sacar(pk: int, *, por: Actor, en: datetime | None = None) -> Incidencia:
    """Take a case out of the one it is inside."""
    expediente = bloquear(pk)
    incidencia = expediente.incidencia
    if incidencia.padre_id is None:
        raise ErrorDeNegocio(_("No está dentro de ninguna."), codigo="transicion")
    expediente.suceso(
        Codigo.SACADA, por=por, en=instante(expediente, en), padre_id=incidencia.padre_id
    )
    incidencia.padre = None
    return guardar_expediente(expediente)


# --- Decisions for those inside


@transaction.atomic
def decidir_en_hijas(
    pk: int, *, por: Actor, decision: str, hijas: Sequence[int], datos: Mapping[str, Any]
) -> Cascada:
    """Take the same decision on some of the cases inside: each by its own service.

    Those that do not admit it are left out with the reason. Raises ErrorDeNegocio if none is given
    or if one is not inside this case.
    """
    hacer = EN_CASCADA[decision]
    if not hijas:
        raise ErrorDeNegocio(_("Elige al menos una."), campo="hijas")
    bloquear_varias([pk, *hijas])
    padre = Incidencia.objects.get(pk=pk)
    elegidas = list(padre.hijas.filter(pk__in=hijas).order_by("pk"))
    if len(elegidas) != len(set(hijas)):
        raise ErrorDeNegocio(_("Alguna ya no está dentro de esta."), campo="hijas")
    cascada = Cascada()
    for hija in elegidas:
        try:
            with transaction.atomic():
                hacer(hija.pk, por=por, **datos)
            cascada.hechas.append(hija)
        except ErrorDeNegocio as error:
            cascada.fuera.append((hija, str(error)))
    if cascada.hechas:
        anotar(
            padre,
            Codigo.CASCADA,
            por=por,
            decision=decision,
            hechas=[hija.pk for hija in cascada.hechas],
            fuera=[hija.pk for hija, _frase in cascada.fuera],
        )
    return cascada


def prever_en_hijas(
    pk: int, *, por: Actor, decision: str, hijas: Sequence[int], datos: Mapping[str, Any]
) -> Cascada:
    """What that decision would do: it is taken and undone."""
    return simular(
        lambda: decidir_en_hijas(pk, por=por, decision=decision, hijas=hijas, datos=datos),
        lambda cascada: cascada,
    )


# --- Several at once


@transaction.atomic
def abrir_varias(
    datos: NuevaIncidencia,
    equipos: Sequence[Equipo],
    *,
    por: Actor,
    en: datetime | None = None,
) -> tuple[Incidencia, list[Incidencia]]:
    """One case for the site and, inside it, one for each of those units: all or none.

    The text is the same for all; the customer gets one receipt, that of the first. Raises
    ErrorDeNegocio without units, with too many, or for one that is elsewhere or somebody else's.
    """
    unicos = {equipo.pk: equipo for equipo in equipos}
    _exigir_equipos(list(unicos.values()), datos)
    padre = abrir_incidencia(replace(datos, equipo=None, respuestas=None), por=por, en=en)
    hijas = [
        abrir_incidencia(
            replace(
                datos,
                equipo=equipo,
                padre=padre,
                asunto=_asunto(datos.asunto, equipo),
                adjuntos=(),
                origen="",
                referencia_externa="",
                avisar=False,
            ),
            por=por,
            en=en,
        )
        for _pk, equipo in sorted(unicos.items())
    ]
    return padre, hijas


def _exigir_equipos(equipos: Sequence[Equipo], datos: NuevaIncidencia) -> None:
    if not equipos:
        raise ErrorDeNegocio(decir(_("Elige al menos [un equipo].")), campo="equipos")
    if len(equipos) > LAS_QUE_CABEN:
        raise ErrorDeNegocio(
            decir(_("Como mucho %(n)d [equipos] de una vez.")) % {"n": LAS_QUE_CABEN},
            campo="equipos",
        )
    for equipo in equipos:
        if datos.sede is not None and equipo.sede_id not in {None, datos.sede.pk}:
            raise ErrorDeNegocio(
                _("%(equipo)s está en otra sede.") % {"equipo": equipo}, campo="equipos"
            )


def _asunto(comun: str, equipo: Equipo) -> str:
    return f"{comun[:140]} · {equipo}"[:200]
