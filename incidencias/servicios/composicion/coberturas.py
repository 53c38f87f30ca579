"""The frozen verdict of a case when somebody decides over it: what it becomes, and its trace."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from clientes.eventos import Actor, usuario_de
from incidencias.eventos import Codigo
from incidencias.models import AjusteCobertura, ClaseAjuste
from incidencias.servicios.composicion.base import Expediente
from incidencias.veredictos import con_cortesia, dicen_lo_mismo, sin_cortesia


def componer_cobertura_corregida(
    expediente: Expediente, veredicto: dict[str, Any], *, motivo: str, por: Actor, en: datetime
) -> AjusteCobertura:
    """Another verdict, because a person says so."""
    ajuste = _ajuste(expediente, ClaseAjuste.CORRECCION, motivo=motivo, por=por, en=en)
    _contar(expediente, Codigo.COBERTURA_CORREGIDA, ajuste, veredicto, por=por, en=en)
    return ajuste


def componer_cobertura_revisada(
    expediente: Expediente, veredicto: dict[str, Any], *, por: Actor, en: datetime
) -> AjusteCobertura | None:
    """The verdict that the facts of today give; nothing if it says the same of the same fault."""
    antes = expediente.incidencia.veredicto
    if dicen_lo_mismo(antes, veredicto):
        return None
    if "cortesia" in antes:
        veredicto = {**veredicto, "cortesia": antes["cortesia"]}
    ajuste = _ajuste(expediente, ClaseAjuste.REVISION, por=por, en=en)
    _contar(expediente, Codigo.COBERTURA_REVISADA, ajuste, veredicto, por=por, en=en)
    return ajuste


def componer_cortesia(
    expediente: Expediente, *, coste_eur: Decimal, motivo: str, por: Actor, en: datetime
) -> AjusteCobertura:
    """We pay what the customer would, as an explicit choice with its cost."""
    ajuste = _ajuste(
        expediente, ClaseAjuste.CORTESIA, motivo=motivo, por=por, en=en, coste_eur=coste_eur
    )
    _poner(expediente, con_cortesia(expediente.incidencia.veredicto, coste_eur))
    expediente.suceso(
        Codigo.CORTESIA, por=por, en=en, fila=("ajuste", ajuste), coste_eur=f"{coste_eur:.2f}"
    )
    return ajuste


def componer_retirada_de_cortesia(
    expediente: Expediente, ajuste: AjusteCobertura, *, motivo: str, por: Actor, en: datetime
) -> None:
    """The verdict is again what it was without it; the row keeps what had been given."""
    ajuste.retirado_en, ajuste.motivo_retirada = en, motivo
    _poner(expediente, sin_cortesia(expediente.incidencia.veredicto))
    expediente.suceso(Codigo.CORTESIA_RETIRADA, por=por, en=en, fila=("ajuste", ajuste))


def _ajuste(
    expediente: Expediente, clase: ClaseAjuste, *, por: Actor, en: datetime, **campos: Any
) -> AjusteCobertura:
    ajuste = AjusteCobertura(
        incidencia=expediente.incidencia,
        clase=clase,
        antes=expediente.incidencia.veredicto,
        usuario=usuario_de(por),
        hecho_en=en,
        **campos,
    )
    expediente.filas.append(ajuste)
    return ajuste


def _contar(
    expediente: Expediente,
    codigo: Codigo,
    ajuste: AjusteCobertura,
    veredicto: Mapping[str, Any],
    *,
    por: Actor,
    en: datetime,
) -> None:
    _poner(expediente, veredicto)
    expediente.suceso(
        codigo,
        por=por,
        en=en,
        fila=("ajuste", ajuste),
        antes=ajuste.antes.get("estado"),
        despues=veredicto.get("estado"),
        paga=veredicto.get("paga"),
    )


def _poner(expediente: Expediente, veredicto: Mapping[str, Any]) -> None:
    expediente.incidencia.veredicto = dict(veredicto)
    expediente.corregidos.add("veredicto")
