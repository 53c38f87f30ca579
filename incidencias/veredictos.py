"""The frozen verdict of a case: which facts it is decided with, and who pays in the end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clientes.cobertura import veredicto_de
from clientes.frases import en_minuscula
from clientes.models import Equipo, QuienPaga
from incidencias.models import Categoria, Incidencia, Tipo
from nucleo.errores import ErrorDeNegocio
from nucleo.tiempo import dia_local

SIN_COBERTURA = frozenset({Tipo.SUGERENCIA, Tipo.FELICITACION})
CUBREN = frozenset({"cubierto", "parcial"})


def decidir_veredicto(
    *, tipo: str, equipo: Equipo | None, categoria: Categoria | None, dia: date
) -> dict[str, Any]:
    """What is frozen on a case of that kind whose fault showed on `dia`; nothing without a unit."""
    if equipo is None or tipo in SIN_COBERTURA:
        return {}
    defecto = categoria.nombre if categoria else ""
    return veredicto_de(equipo, manifestacion=dia, defecto=defecto)


LO_MAS_ANTIGUO = date(1990, 1, 1)


def exigir_fecha_fallo(dia: date | None, dia_llegada: date) -> None:
    """Refuse a fault that showed after it was reported, or in another age."""
    if dia is None:
        return
    if dia > dia_llegada:
        raise ErrorDeNegocio(
            _("El fallo no pudo notarse el %(dia)s, después de contarlo.")
            % {"dia": f"{dia:%d/%m/%Y}"},
            campo="fecha_fallo",
        )
    if dia < LO_MAS_ANTIGUO:
        raise ErrorDeNegocio(
            _("La fecha %(dia)s es demasiado antigua: revisa el año.") % {"dia": f"{dia:%d/%m/%Y}"},
            campo="fecha_fallo",
        )


def veredicto_de_incidencia(incidencia: Incidencia) -> dict[str, Any]:
    """The verdict with what the case and the unit say now."""
    return decidir_veredicto(
        tipo=incidencia.tipo,
        equipo=incidencia.equipo,
        categoria=incidencia.categoria,
        dia=incidencia.fecha_fallo or dia_local(incidencia.ocurrida_en),
    )


def corregir(
    veredicto: Mapping[str, Any],
    *,
    estado: str,
    paga: str,
    partes: Mapping[str, int],
    hasta: date | None,
) -> dict[str, Any]:
    """The verdict as a person decided it: their state, payer and shares; the reasons stay below."""
    cubre = estado in CUBREN
    quien = paga if cubre else QuienPaga.CLIENTE.value
    nombre = en_minuscula(str(QuienPaga(quien).label))
    return {
        **veredicto,
        "estado": estado,
        "paga": quien,
        "quien_paga": nombre,
        "hasta": hasta.isoformat() if cubre and hasta else None,
        "suspendida": False,
        "frase": _frase(estado, nombre, hasta if cubre else None),
        "conceptos": {
            concepto: _parte(quien, nombre, pct if cubre else 0) for concepto, pct in partes.items()
        },
        **{f"{concepto}_pct": pct if cubre else 0 for concepto, pct in partes.items()},
        "reparto": "",
        "faltan": [],
        "deber": {},
        "derivacion": "",
        "corregido": True,
    }


def _parte(quien: str, nombre: str, pct: int) -> dict[str, Any]:
    if pct:
        return {"quien": quien, "nombre": nombre, "pct": pct}
    cliente = QuienPaga.CLIENTE
    return {"quien": cliente.value, "nombre": en_minuscula(str(cliente.label)), "pct": 0}


def _frase(estado: str, nombre: str, hasta: date | None) -> str:
    if estado not in CUBREN:
        return _("No cubierto")
    partes = [
        _("Cubierto") if estado == "cubierto" else _("Cubierto en parte"),
        _("lo paga %(quien)s") % {"quien": nombre},
    ]
    if hasta:
        dia = date_format(hasta, "j M Y").lower()
        partes.append(_("hasta el %(dia)s") % {"dia": dia})
    return " · ".join(partes)


LO_QUE_DICE = (
    *("estado", "via", "paga", "hasta", "prueba", "fin_accion", "corregido", "faltan"),
    *("piezas_pct", "mano_obra_pct", "desplazamiento_pct", "motivos", "remedios"),
)


def dicen_lo_mismo(uno: Mapping[str, Any], otro: Mapping[str, Any]) -> bool:
    """Whether two verdicts decide the same for the same reasons, whatever their shape."""
    return all(uno.get(clave) == otro.get(clave) for clave in LO_QUE_DICE)


def con_cortesia(veredicto: Mapping[str, Any], coste_eur: Decimal) -> dict[str, Any]:
    """The same verdict, with what we give on top of it."""
    return {**veredicto, "cortesia": {"coste_eur": f"{coste_eur:.2f}"}}


def sin_cortesia(veredicto: Mapping[str, Any]) -> dict[str, Any]:
    return {clave: valor for clave, valor in veredicto.items() if clave != "cortesia"}


def quien_paga_al_final(veredicto: Mapping[str, Any]) -> str:
    """Who pays what is done on the case, as a code of QuienPaga: goodwill, if nobody else does."""
    if veredicto.get("cortesia") and veredicto.get("estado") not in CUBREN:
        return QuienPaga.CORTESIA.value
    return veredicto.get("paga") or ""


def lo_paga_otro(veredicto: Mapping[str, Any]) -> bool:
    """Whether somebody else pays what we do: it is covered and ours to repair, or it is goodwill.

    What another has to answer for, the customer pays if they prefer us to do it.
    """
    if veredicto.get("cortesia"):
        return True
    return veredicto.get("estado") in CUBREN and nos_toca(veredicto)


def nos_toca(veredicto: Mapping[str, Any]) -> bool:
    """Whether the repair is our duty, or we do it on the account of who has it."""
    deber = veredicto.get("deber") or {"es_nuestro": True}  # an older one, or a person's
    return bool(deber.get("es_nuestro") or deber.get("por_cuenta"))


def es_remedio_legal(veredicto: Mapping[str, Any]) -> bool:
    """Whether its repair is a remedy of the legal guarantee, which stops its terms (art. 122)."""
    return (
        veredicto.get("estado") in CUBREN
        and veredicto.get("paga") == QuienPaga.VENDEDOR
        and veredicto.get("via", "legal") in {"legal", "posterior"}
        and nos_toca(veredicto)
    )
