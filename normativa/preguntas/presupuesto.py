"""The quote of a repair: when it has to be ready, how long it binds, what it costs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from normativa.api.esquemas.presupuesto import (
    HechosPresupuestoSerializer,
    ResultadoPresupuestoSerializer,
)
from normativa.entorno import Entorno
from normativa.formularios.presupuesto import PresupuestoForm
from normativa.preguntas.tipos import Dato, Ejemplo, Grupo, Pregunta, Respuesta, Tono
from normativa.reglas.presupuesto import HechosPresupuesto, ResultadoPresupuesto


def completar(hechos: HechosPresupuesto, entorno: Entorno) -> HechosPresupuesto:
    """The rules in force are those of the request or, if nobody says when it was, of today."""
    fecha = hechos.fecha or hechos.fecha_solicitud or hechos.comunicado or entorno.hoy
    return replace(hechos, fecha=fecha)


def presentar(resultado: ResultadoPresupuesto) -> Respuesta:
    if resultado.puede_empezar:
        tono, frase = Tono.SI, _("Se puede empezar a reparar")
    else:
        tono, frase = Tono.NO, _("No se puede empezar a reparar")
    return Respuesta(
        tono=tono,
        frase=frase,
        datos=tuple(_datos(resultado)),
        motivos=resultado.motivos,
        bloqueos=resultado.bloqueos,
        faltan=resultado.faltan,
    )


def _datos(resultado: ResultadoPresupuesto) -> Iterator[Dato]:
    if resultado.listo_hasta:
        yield Dato(_("Tiene que estar el"), resultado.listo_hasta, _("como muy tarde"))
    if resultado.valido_hasta:
        caducado = _("ya ha caducado") if resultado.caducado else ""
        yield Dato(_("Vale al menos hasta"), resultado.valido_hasta, caducado)
    if resultado.coste_maximo_eur is not None:
        yield Dato(_("Si lo rechaza, como mucho"), resultado.coste_maximo_eur)
    if resultado.coste_eur is not None:
        yield Dato(_("Hoy se puede cobrar"), resultado.coste_eur)
    if resultado.conservar_hasta:
        yield Dato(_("Guardar los papeles hasta"), resultado.conservar_hasta)


PREGUNTA = Pregunta(
    codigo="presupuesto",
    titulo=gettext_lazy("¿Qué hay que cumplir con un presupuesto?"),
    resumen=gettext_lazy(
        "Cuándo tiene que estar, cuánto vale, cuánto se cobra si lo rechaza y si ya se puede "
        "empezar."
    ),
    grupo=Grupo.REPARACION,
    icono="file-pen-line",
    formulario=PresupuestoForm,
    entrada=HechosPresupuestoSerializer,
    salida=ResultadoPresupuestoSerializer,
    presentar=presentar,
    completar=completar,
    ejemplos=(
        Ejemplo(
            gettext_lazy("Pedido un lunes: cuándo tiene que estar"),
            {"fecha_solicitud": "2026-11-23"},
        ),
        Ejemplo(
            gettext_lazy("Una lavadora: cuánto se cobra si lo rechaza"),
            {
                "gama": "blanca",
                "fecha_solicitud": "2026-11-23",
                "comunicado": "2026-11-30",
                "decision": "rechazado",
                "tarifa_hora_eur": "48",
            },
        ),
        Ejemplo(
            gettext_lazy("Dice que vale quince días"),
            {"comunicado": "2026-11-30", "validez_dias": "15"},
        ),
        Ejemplo(
            gettext_lazy("Sin presupuesto, con la renuncia firmada, en Cataluña"),
            {"solicitado": "no", "renuncia_firmada": "on", "territorio": "CT"},
        ),
    ),
    palabras=gettext_lazy("presupuesto previo, rechazar, renuncia, validez, 30 días, diagnóstico"),
)
