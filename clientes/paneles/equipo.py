"""The page of a unit: whether it is covered, what gives it rights, its whole life; what it is."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from clientes.cobertura import veredicto_de
from clientes.etiquetas import codigo_qr, esta_al_dia
from clientes.models import Equipo, MotivoRetirada
from clientes.vida import registrar_hitos, vida_de
from clientes.vida_propia import hitos_propios
from nucleo.registro import registrar_panel
from nucleo.tiempo import hoy

TOPE = 100


def cobertura(request: HttpRequest, equipo: Equipo) -> dict[str, Any] | None:
    """The verdict for a fault that showed on a day (`?fecha=`, default today; `?sintoma=`).

    Not of a unit that was replaced: its rights are of the one in its place.
    """
    if equipo.retirado_motivo == MotivoRetirada.SUSTITUIDO:
        return None
    dia, error = dia_pedido(request)
    sintoma = sintoma_pedido(request)
    return {
        "equipo": equipo,
        "fecha": dia,
        "error": error,
        "sintoma": sintoma,
        "conocidos": sorted({f.defecto for f in equipo.coberturas.all() if f.defecto}),
        "veredicto": veredicto_de(equipo, manifestacion=dia, defecto=sintoma),
    }


def sintoma_pedido(request: HttpRequest) -> str:
    """What fails, as it is asked for."""
    return request.GET.get("sintoma", "").strip()[:120]


def dia_pedido(request: HttpRequest) -> tuple[date, str]:
    """The day asked for, or today with a sentence about why not."""
    texto = request.GET.get("fecha", "")
    if not texto:
        return hoy(), ""
    try:
        dia = date.fromisoformat(texto)
    except ValueError:
        return hoy(), _("«%(texto)s» no es una fecha.") % {"texto": texto[:20]}
    if not 1950 <= dia.year <= 2100:
        return hoy(), _("La fecha %(dia)s no es creíble: revisa el año.") % {
            "dia": f"{dia:%d/%m/%Y}"
        }
    return dia, ""


def vida(request: HttpRequest, equipo: Equipo) -> dict[str, Any]:
    return {"equipo": equipo, "hitos": vida_de(equipo, request.user)}


def datos(request: HttpRequest, equipo: Equipo) -> dict[str, Any]:
    return {"equipo": equipo}


def partes(request: HttpRequest, equipo: Equipo) -> dict[str, Any] | None:
    """What it is part of and what is inside it, at any depth."""
    dentro = list(
        Equipo.objects.dentro_de(equipo.pk).select_related("producto").order_by("pk")[:TOPE]
    )
    if not dentro and equipo.padre is None:
        return None
    hijas: dict[int | None, list[Equipo]] = {}
    for parte in dentro:
        hijas.setdefault(parte.padre_id, []).append(parte)
    return {"equipo": equipo, "ramas": _ramas(equipo.pk, hijas)}


def _ramas(pk: int, hijas: dict[int | None, list[Equipo]]) -> list[dict[str, Any]]:
    """The tree under a unit: each part with its own."""
    return [{"equipo": parte, "ramas": _ramas(parte.pk, hijas)} for parte in hijas.pop(pk, [])]


def etiqueta(request: HttpRequest, equipo: Equipo) -> dict[str, Any]:
    """The living label as an image, if it has one."""
    viva = equipo.etiquetas.filter(anulada_en=None).first()
    if viva is not None:
        viva.equipo = equipo
    vale = viva is not None and esta_al_dia(viva)
    return {
        "equipo": equipo,
        "etiqueta": viva,
        "qr": codigo_qr(viva).svg_data_uri(scale=4, border=2) if viva and vale else "",
    }


def registrar() -> None:
    registrar_hitos("clientes", hitos_propios)
    cuerpo, lado = "clientes.equipo", "clientes.equipo.lado"
    registrar_panel(cuerpo, "cobertura", "clientes/paneles/equipo_cobertura.html", cobertura, 5)
    registrar_panel(cuerpo, "vida", "clientes/paneles/equipo_vida.html", vida, 90)
    registrar_panel(lado, "datos", "clientes/paneles/equipo_datos.html", datos, 10)
    registrar_panel(lado, "partes", "clientes/paneles/equipo_partes.html", partes, 20)
    registrar_panel(lado, "etiqueta", "clientes/paneles/equipo_etiqueta.html", etiqueta, 30)
