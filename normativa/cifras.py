"""The figures in words, for screens: how each is called, where and since when it counts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from normativa.reglas.catalogo import REGLAS, Regla
from normativa.reglas.parametros import Parametro, Parametros
from normativa.reglas.tipos import CERTEZAS
from nucleo.models.empresa import Comunidad

NOMBRES = {
    "garantia_bien": gettext_noop("Garantía legal de un bien"),
    "presuncion_bien": gettext_noop("Presunción de defecto de origen"),
    "garantia_digital": gettext_noop("Garantía de un contenido digital"),
    "presuncion_digital": gettext_noop("Presunción en un contenido digital"),
    "garantia_digital_continuo_en_bien": gettext_noop("Mínimo de un suministro digital continuo"),
    "minimo_segunda_mano": gettext_noop("Mínimo que se puede pactar en segunda mano"),
    "posterior_al_remedio": gettext_noop("El mismo defecto, después de repararlo"),
    "accion_desde_entrega": gettext_noop("Prescripción desde la entrega"),
    "accion_desde_manifestacion": gettext_noop("Prescripción desde que se nota el fallo"),
    "vicios_mercantil": gettext_noop("Vicios ocultos entre empresas"),
    "vicios_civil": gettext_noop("Vicios ocultos, compraventa civil"),
    "vicios_aparentes_mercantil": gettext_noop("Defectos a la vista entre empresas"),
    "accion_contractual": gettext_noop("Prescripción de una acción de contrato"),
    "informe_de_rechazo": gettext_noop("Rechazar una garantía exige un informe firmado"),
    "objetivo_puesta_en_conformidad": gettext_noop("Objetivo interno para reparar o sustituir"),
    "intentos_fallidos": gettext_noop("Reparaciones fallidas que bastan"),
    "plazo_intentos_fallidos": gettext_noop("En cuánto tiempo, esas reparaciones"),
    "garantia_reparacion_aparato": gettext_noop("Garantía de reparar un aparato"),
    "garantia_reparacion_automovil": gettext_noop("Garantía de reparar un coche o una moto"),
    "garantia_reparacion_automovil_km": gettext_noop("Kilómetros de esa garantía"),
    "garantia_reparacion_industrial": gettext_noop("Garantía de reparar un vehículo industrial"),
    "garantia_reparacion_industrial_km": gettext_noop("Kilómetros de esa garantía (industrial)"),
    "garantia_servicio": gettext_noop("Garantía de un servicio sin norma propia"),
    "respuesta_reclamacion": gettext_noop("Respuesta a una reclamación"),
    "respuesta_ley_atencion": gettext_noop("Respuesta de una gran empresa"),
    "respuesta_facturacion": gettext_noop("Respuesta por cobros indebidos"),
    "respuesta_autonomica": gettext_noop("Respuesta según la comunidad"),
    "respuesta_autonomica_compleja": gettext_noop("Respuesta según la comunidad, si es compleja"),
}


def nombre_de_cifra(codigo: str) -> str:
    """How the figure is called; its code, with spaces, if nobody named it."""
    return _(NOMBRES[codigo]) if codigo in NOMBRES else codigo.replace("_", " ").capitalize()


def nombre_de_territorio(codigo: str) -> str:
    return str(dict(Comunidad.choices).get(codigo, _("España")))


@dataclass(frozen=True)
class CifraEnPantalla:
    cifra: Parametro
    nombre: str
    valor: str
    donde: str
    norma: str
    rige: bool  # today, and no override takes its place
    certeza_texto: str


def presentar_cifras(
    parametros: Parametros, codigos: Collection[str], hoy: date
) -> list[CifraEnPantalla]:
    """Those of `codigos`, in their order; of each, the State's first and the newest first."""
    filas = sorted(
        (cifra for cifra in parametros if cifra.codigo in codigos),
        key=lambda c: (c.propio, c.desde),
        reverse=True,
    )
    orden = {codigo: puesto for puesto, codigo in enumerate(codigos)}
    filas.sort(key=lambda c: (orden[c.codigo], c.territorio))
    return [_en_pantalla(cifra, parametros, hoy) for cifra in filas]


def _en_pantalla(cifra: Parametro, parametros: Parametros, hoy: date) -> CifraEnPantalla:
    return CifraEnPantalla(
        cifra=cifra,
        nombre=nombre_de_cifra(cifra.codigo),
        valor=cifra.plazo.frase(_),
        donde=nombre_de_territorio(cifra.territorio),
        norma=" ".join(filter(None, (cifra.norma, cifra.articulo and f"art. {cifra.articulo}"))),
        rige=parametros.buscar(cifra.codigo, hoy, cifra.territorio) is cifra,
        certeza_texto=_(CERTEZAS[cifra.certeza]),
    )


def cifras_en_vigor(parametros: Parametros, hoy: date) -> list[tuple[Regla, list[CifraEnPantalla]]]:
    """By rule, the figures in force today, each under the first rule that uses it."""
    vistos: set[str] = set()
    grupos = []
    for regla in REGLAS:
        codigos = [codigo for codigo in regla.parametros if codigo not in vistos]
        vistos.update(codigos)
        filas = [f for f in presentar_cifras(parametros, codigos, hoy) if f.rige]
        if filas:
            grupos.append((regla, filas))
    return grupos
