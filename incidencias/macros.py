"""Macros seen before they are done: what each would do, told by the doing itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Q

from cuentas.models import Usuario
from incidencias.actuaciones import ACTUACIONES, RESPONDEN, en_palabras, respuesta_de
from incidencias.forms.campos import listas_a_mano
from incidencias.models import AccionMacro, Incidencia, Macro
from incidencias.servicios.macros import hacer_macro
from incidencias.variables import categorias_de
from nucleo.errores import ErrorDeNegocio
from nucleo.simulacro import simular

TOPE = 60


@dataclass(frozen=True)
class RespuestaPrevista:
    """A reply as it would leave, of the action `pk`; `se_deshace`, for some seconds."""

    pk: int
    texto: str
    aviso: str
    se_deshace: bool


@dataclass(frozen=True)
class Previa:
    """What would happen: in words, its replies as they would leave, and why it cannot, if so."""

    pasos: list[str] = field(default_factory=list)
    respuestas: list[RespuestaPrevista] = field(default_factory=list)
    estado: str = ""
    error: str = ""


def macros_para(incidencia: Incidencia, usuario: Usuario, buscado: str = "") -> list[Macro]:
    """Those for its kind and category that this person may use, the most used first."""
    filas = Macro.objects.activas().visibles_para(usuario)
    filas = filas.para(incidencia.tipo, categorias_de(incidencia))
    if texto := buscado.strip():
        filas = filas.filter(Q(nombre__icontains=texto) | Q(atajo__icontains=texto))
    return list(filas.prefetch_related("acciones").order_by("-usos", "nombre", "pk")[:TOPE])


def pasos_de(macro: Macro) -> list[str]:
    """What it does, line by line; what no longer exists says so in its line."""
    return [_en_palabras(accion) for accion in macro.acciones.all()]


def con_sus_pasos(macros: Iterable[Macro]) -> list[tuple[Macro, list[str]]]:
    """Each with what it does: the same statements for one as for sixty."""
    with listas_a_mano():
        return [(una, pasos_de(una)) for una in macros]


def _en_palabras(accion: AccionMacro) -> str:
    try:
        return en_palabras(accion.codigo, accion.datos)
    except ErrorDeNegocio as error:
        return str(error)


def previa_de(
    macro: Macro, incidencia: Incidencia, usuario: Usuario, textos: Mapping[int, str] | None = None
) -> Previa:
    """Done and undone: what it says is what would be. `textos`: its replies as one changed them."""
    acciones = list(macro.acciones.all())
    try:
        pasos = [en_palabras(accion.codigo, accion.datos) for accion in acciones]
        respuestas = _respuestas(acciones, incidencia, usuario, textos or {})
    except ErrorDeNegocio as error:
        return Previa(error=str(error))
    finales = {una.pk: una.texto for una in respuestas}
    try:
        estado = simular(
            lambda: hacer_macro(macro.pk, incidencia.pk, por=usuario, textos=finales),
            lambda caso: str(caso.get_estado_display()),
        )
    except ErrorDeNegocio as error:
        return Previa(pasos, respuestas, error=str(error))
    return Previa(pasos, respuestas, estado)


def _respuestas(
    acciones: Sequence[AccionMacro],
    incidencia: Incidencia,
    usuario: Usuario,
    textos: Mapping[int, str],
) -> list[RespuestaPrevista]:
    previstas = []
    for lugar, accion in enumerate(acciones):
        if accion.codigo in RESPONDEN:
            texto, aviso = respuesta_de(accion.codigo, accion.datos, incidencia, usuario)
            texto = textos.get(accion.pk, texto)
            acaba = any(ACTUACIONES[otra.codigo].despide for otra in acciones[lugar:])
            previstas.append(RespuestaPrevista(accion.pk, texto, aviso, not acaba))
    return previstas
