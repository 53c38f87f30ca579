"""Macros seen before they are done: what each would do, told by the doing itself."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Q

from cuentas.models import Usuario
from incidencias.actuaciones import en_palabras, leer
from incidencias.models import Incidencia, Macro
from incidencias.plantillas import rellena
from incidencias.servicios.macros import RESPONDEN, hacer_macro
from incidencias.variables import categorias_de
from nucleo.errores import ErrorDeNegocio
from nucleo.simulacro import simular

TOPE = 60


@dataclass(frozen=True)
class Previa:
    """What would happen: in words, the reply as it would leave, and why it cannot, if so."""

    pasos: list[str] = field(default_factory=list)
    respuesta: str | None = None
    aviso: str = ""
    estado: str = ""
    error: str = ""


def macros_para(incidencia: Incidencia, usuario: Usuario, buscado: str = "") -> list[Macro]:
    """Those for its kind and category that this person may use, the most used first."""
    filas = Macro.objects.activas().visibles_para(usuario)
    filas = filas.para(incidencia.tipo, categorias_de(incidencia))
    if texto := buscado.strip():
        filas = filas.filter(Q(nombre__icontains=texto) | Q(atajo__icontains=texto))
    return list(filas.prefetch_related("acciones").order_by("-usos", "nombre", "pk")[:TOPE])


def previa_de(
    macro: Macro, incidencia: Incidencia, usuario: Usuario, texto: str | None = None
) -> Previa:
    """Done and undone: what it says is what would be. `texto` is the reply as it was changed."""
    acciones = list(macro.acciones.all())
    try:
        pasos = [en_palabras(accion.codigo, accion.datos) for accion in acciones]
    except ErrorDeNegocio as error:
        return Previa(error=str(error))
    respuesta, aviso = texto_de_la_respuesta(macro, incidencia, usuario)
    respuesta = texto if texto is not None else respuesta
    try:
        estado = simular(
            lambda: hacer_macro(macro.pk, incidencia.pk, por=usuario, texto=respuesta),
            lambda caso: str(caso.get_estado_display()),
        )
    except ErrorDeNegocio as error:
        return Previa(pasos=pasos, respuesta=respuesta, aviso=aviso, error=str(error))
    return Previa(pasos=pasos, respuesta=respuesta, aviso=aviso, estado=estado)


def texto_de_la_respuesta(
    macro: Macro, incidencia: Incidencia, usuario: Usuario
) -> tuple[str | None, str]:
    """What the macro would answer, to be looked at and changed; None if it answers nothing."""
    for accion in macro.acciones.all():
        if accion.codigo not in RESPONDEN:
            continue
        _actuacion, limpios = leer(accion.codigo, accion.datos)
        if accion.codigo == "responder":
            return limpios["texto"], ""
        hecha = rellena(limpios["plantilla"].pk, incidencia, usuario)
        return (hecha.texto, hecha.aviso) if hecha else (None, "")
    return None, ""
