"""{% load clientes %}: {% cobertura veredicto %} paints what `veredicto_de` gave, also frozen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clientes.eventos import CodigoCliente, EventoConContacto
from clientes.frases import CONCEPTOS, en_minuscula, enumerar
from clientes.lugares import PROVINCIAS
from clientes.models import Cobertura, Equipo, MotivoDuplicado, TipoCliente
from clientes.veredictos import veredicto_en
from normativa.reglas.tipos import Motivo
from nucleo.formato import ESPACIO, numero_es
from nucleo.idiomas import ESPANOL, idioma_activo

register = template.Library()

_ICONOS = {
    TipoCliente.PERSONA: "user-round",
    TipoCliente.EMPRESA: "building-2",
    TipoCliente.COMUNIDAD: "building",
}


@register.filter
def icono_de_cliente(tipo: str) -> str:
    """`{% icono cliente.tipo|icono_de_cliente 16 %}`: a person, a company or a community."""
    return _ICONOS.get(TipoCliente(tipo), "user-round")


@register.filter
def motivos(codigos: list[str]) -> str:
    """Why two customers look like one, in one line that begins with a capital letter."""
    dichos = ", ".join(str(MotivoDuplicado(codigo).label) for codigo in codigos)
    return dichos[:1].upper() + dichos[1:]


@register.filter
def en_frase(texto: str) -> str:
    """A label in the middle of a sentence: "correo", but "WhatsApp" and "SMS"."""
    propio = any(letra.isupper() for letra in texto[1:])
    return texto if propio else texto[:1].lower() + texto[1:]


@register.filter
def provincia(codigo: str) -> str:
    """The name of a province, from its INE code."""
    return PROVINCIAS.get(codigo, "")


@register.filter
def metros(distancia: int) -> str:
    """ "800 m", "2,5 km"."""
    if distancia < 1000:
        return f"{distancia}{ESPACIO}m"
    return f"{numero_es(distancia / 1000, 0 if distancia % 1000 == 0 else 1)}{ESPACIO}km"


_FRASES_DE_CLIENTE: dict[str, Promise] = {
    CodigoCliente.ALTA: _("Dado de alta"),
    CodigoCliente.CAMBIO: _("Datos cambiados"),
    CodigoCliente.CONTACTO: _("Contacto añadido"),
    CodigoCliente.CONTACTO_CAMBIO: _("Contacto cambiado"),
    CodigoCliente.CORREO_PROBADO: _("Correo comprobado: entró en el portal"),
    CodigoCliente.CORREO_FALLA: _("Su correo falla: lo que enviamos vuelve"),
    CodigoCliente.CORREO_FUNCIONA: _("Su correo funciona otra vez"),
    CodigoCliente.IDENTIDAD: _("Identidad comprobada por teléfono"),
    CodigoCliente.SEDE: _("Sede añadida"),
    CodigoCliente.SEDE_CAMBIO: _("Sede cambiada"),
    CodigoCliente.COMPRA: _("Compra anotada"),
    CodigoCliente.COMPRA_COMPROBADA: _("Justificante de compra comprobado"),
    CodigoCliente.COMPRA_CAMBIO: _("Compra corregida"),
    CodigoCliente.CONSENTIMIENTO: _("Permiso dado"),
    CodigoCliente.CONSENTIMIENTO_RETIRADO: _("Permiso retirado"),
    CodigoCliente.FUSION: _("Fusionado con otro cliente"),
    CodigoCliente.ABSORCION: _("Otro cliente resultó ser este"),
    CodigoCliente.FUSION_DESHECHA: _("Deshecha su fusión"),
    CodigoCliente.SEPARACION: _("Separado de otro cliente"),
    CodigoCliente.DISTINTO: _("Se parece a otro y no lo es"),
}


@register.filter
def frase_de_cliente(codigo: str) -> str:
    """What happened to a customer, in words."""
    return str(_FRASES_DE_CLIENTE.get(codigo, codigo))


@register.filter
def nombre_para(equipo: Equipo, cliente_id: int) -> str:
    """`{{ incidencia.equipo|nombre_para:incidencia.cliente_id }}`, on what customers read."""
    return equipo.nombre_para(cliente_id)


@register.filter
def autor(suceso: EventoConContacto) -> str:
    """Who did it; nothing for the system."""
    return str(suceso.usuario or suceso.contacto or (suceso.token and suceso.token.usuario) or "")


@register.filter
def paga_con_nombre(cobertura: Cobertura) -> str:
    """*la aseguradora (Seguros Ñ)*."""
    quien = en_minuscula(str(cobertura.get_paga_display()))
    return f"{quien} ({cobertura.garante})" if cobertura.garante else quien


@register.filter
def partes_de_cobertura(cobertura: Cobertura) -> str:
    """*piezas, y el 50 % de mano de obra*: only when it does not pay everything."""
    pcts = {concepto: getattr(cobertura, f"{concepto}_pct") for concepto in CONCEPTOS}
    if min(pcts.values()) == 100:
        return ""
    return enumerar(
        [
            str(CONCEPTOS[concepto]) if pct == 100 else f"{CONCEPTOS[concepto]} ({pct} %)"
            for concepto, pct in pcts.items()
            if pct
        ]
    )


@register.filter
def motivo_en_palabras(motivo: Motivo) -> str:
    """A reason of the rules, with its norm behind."""
    frase = motivo.frase(gettext)
    return f"{frase} ({motivo.cita})" if motivo.cita else frase


@register.inclusion_tag("componentes/veredicto.html")
def cobertura(
    veredicto: Mapping[str, Any] | None, abierto: bool = False, para_cliente: bool = False
) -> dict[str, Any]:
    """The component of coverage from a verdict as JSON, also an old one; none is undecided.

    A customer reads the main reason at once, and not what is said to the agent: whose duty it is
    with its hand-off text, the cost of goodwill.
    """
    datos = veredicto or {}
    if para_cliente and idioma_activo() != ESPANOL:
        datos = veredicto_en(datos, idioma_activo())
    motivos = [
        {
            "texto": motivo["texto"],
            "norma": _cita(motivo),
            "articulo": motivo.get("articulo", ""),
            "lengua": motivo.get("lengua", ""),
        }
        for motivo in datos.get("motivos", [])
    ]
    estado = datos.get("estado", "indeterminado")
    contexto = {
        "motivos": motivos,
        "principal": _principal(motivos, datos.get("estado")) if para_cliente else None,
        "abierto": abierto,
        "para_cliente": para_cliente,
        "cortesia": datos.get("cortesia"),
        "corregido": datos.get("corregido", False),
        "reparto": _lo_suyo(datos) if para_cliente else datos.get("reparto", ""),
        "remedios": _remedios(datos),
        "prueba": _QUIEN_PRUEBA.get(datos.get("prueba") or "", ""),
        "fin_accion": _dia(datos.get("fin_accion")),
        "otras": [] if para_cliente else _otras_vias(datos),
        "deber": {} if para_cliente else datos.get("deber") or {},
        "entrega": "" if para_cliente else datos.get("derivacion", ""),
    }
    if estado in {"no", "indeterminado"}:  # the sentence says it all
        resultado = "no" if estado == "no" else "desconocido"
        return {**contexto, "resultado": resultado, "frase": datos.get("frase", "")}
    pagan = {parte["nombre"] for parte in (datos.get("conceptos") or {}).values() if parte["pct"]}
    return {
        **contexto,
        "resultado": estado,
        "paga": datos.get("quien_paga", ""),
        "pagan_varios": len(pagan) > 1,
        "hasta": _dia(datos.get("hasta")),
        "suspendida": datos.get("suspendida", False),
    }


_QUIEN_PRUEBA: dict[str, Promise] = {
    "empresario": _("quien vendió o reparó: se presume que el defecto venía de origen"),
    "consumidor": _("el cliente: que el defecto venía de origen"),
}


def _lo_suyo(datos: Mapping[str, Any]) -> str:
    """What a customer pays, when it is not all or nothing: *Usted paga la mano de obra*."""
    if datos.get("estado") != "parcial" or datos.get("cortesia"):
        return ""
    partes = [
        str(CONCEPTOS[concepto])
        if not datos.get(f"{concepto}_pct")
        else gettext("%(pct)s %% de %(concepto)s")
        % {"pct": 100 - datos[f"{concepto}_pct"], "concepto": CONCEPTOS[concepto]}
        for concepto in CONCEPTOS
        if datos.get(f"{concepto}_pct", 0) < 100
    ]
    return gettext("Usted paga: %(partes)s.") % {"partes": enumerar(partes)}


def _remedios(datos: Mapping[str, Any]) -> dict[str, Any]:
    """What may be asked for, in one line, and after how many attempts."""
    remedios = datos.get("remedios")
    if not remedios or not remedios["abiertos"]:
        return {}
    nombres = [uno["nombre"] for uno in remedios["abiertos"]]
    return {"pedir": enumerar(nombres, gettext("o")), "intentos": remedios["intentos"]}


def _otras_vias(datos: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rights that were not applied and cover too, or may: nobody looks for them elsewhere."""
    otras = {
        (via["nombre"], via["estado"]): {
            **via,
            "hasta": _dia(via.get("hasta")),
            "depende": via.get("cobertura") is not None,  # on what fails, if not on a date
        }
        for via in reversed(datos.get("vias", [])[1:])
        if via["estado"] != "no"
    }
    return list(reversed(otras.values()))


def _dia(texto: str | None) -> date | None:
    return date.fromisoformat(texto) if texto else None


def _principal(motivos: list[dict[str, str]], estado: str | None) -> dict[str, str] | None:
    """About the term: that it has passed, or its end (art. 120), moved by repairs (art. 122)."""
    del_plazo = [motivo for motivo in motivos if motivo["articulo"].startswith("120")]
    movido = [motivo for motivo in motivos if motivo["articulo"].startswith("122")]
    if estado == "no":
        return next(reversed(del_plazo or motivos), None)
    return next(iter(movido or del_plazo or motivos), None)


def _cita(motivo: Mapping[str, Any]) -> str:
    """TRLGDCU art. 120.1."""
    articulo = motivo.get("articulo")
    return " ".join(filter(None, (motivo.get("norma"), articulo and f"art. {articulo}")))
