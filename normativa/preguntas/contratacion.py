"""Whether what was accepted at a distance or at home binds."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from normativa.api.esquemas.contratacion import (
    HechosContratacionSerializer,
    ResultadoContratacionSerializer,
)
from normativa.formularios.contratacion import ContratacionForm
from normativa.preguntas.tipos import Dato, Ejemplo, Grupo, Opcion, Pregunta, Respuesta, Tono
from normativa.reglas.contratacion import ResultadoContratacion
from normativa.reglas.tipos import Motivo


def presentar(resultado: ResultadoContratacion) -> Respuesta:
    tono, frase = _veredicto(resultado)
    return Respuesta(
        tono=tono,
        frase=frase,
        datos=tuple(_datos(resultado)),
        motivos=resultado.motivos,
        titulo_opciones=_("Lo que había que decirle antes"),
        opciones=tuple(map(_dicho, resultado.informacion)),
        faltan=resultado.faltan,
    )


def _veredicto(resultado: ResultadoContratacion) -> tuple[Tono, str]:
    if resultado.se_aplica is False:
        return Tono.DATO, _("Estas reglas no se aplican a este caso")
    if resultado.vinculado is None:
        return Tono.SIN_DECIDIR, _("No se puede decir si le obliga")
    if not resultado.vinculado:
        return Tono.NO, _("No le obliga: no cuenta como aceptado")
    if resultado.anulable:
        return Tono.EN_PARTE, _("Le obliga, pero puede anularlo: no tiene copia")
    return Tono.SI, _("Le obliga: está aceptado")


def _datos(resultado: ResultadoContratacion) -> Iterator[Dato]:
    if resultado.desistimiento_hasta:
        yield Dato(_("Puede echarse atrás hasta"), resultado.desistimiento_hasta)
    elif resultado.tiene_desistimiento is False:
        yield Dato(_("Puede echarse atrás"), _("no"))
    if resultado.puede_empezar is not None:
        empezar = _("sí") if resultado.puede_empezar else _("no, si se quiere cobrar lo hecho")
        yield Dato(_("Se puede empezar ya"), empezar)
    if resultado.debe_eur is not None:
        yield Dato(_("Si se echa atrás, debe"), resultado.debe_eur)


def _dicho(motivo: Motivo) -> Opcion:
    return Opcion(motivo.frase(_), None, motivo.cita)


PREGUNTA = Pregunta(
    codigo="contratacion",
    titulo=gettext_lazy("¿Le obliga lo que aceptó?"),
    resumen=gettext_lazy(
        "Un presupuesto o un contrato aceptado por un enlace, por teléfono o en su casa: si vale, "
        "si se puede empezar y si puede echarse atrás."
    ),
    grupo=Grupo.COMPRA,
    icono="mouse-pointer-click",
    formulario=ContratacionForm,
    entrada=HechosContratacionSerializer,
    salida=ResultadoContratacionSerializer,
    presentar=presentar,
    ejemplos=(
        Ejemplo(
            gettext_lazy("Un botón que solo dice «Aceptar»"),
            {"aceptacion": "enlace", "texto_boton": "Aceptar", "aceptado": "2026-11-23"},
        ),
        Ejemplo(
            gettext_lazy("El botón con el texto de la ley"),
            {
                "aceptacion": "enlace",
                "texto_boton": "Pedido con obligación de pago",
                "aceptado": "2026-11-23",
            },
        ),
        Ejemplo(
            gettext_lazy("Un mantenimiento vendido en una visita urgente"),
            {
                "aceptacion": "domicilio",
                "vendido": "mantenimiento",
                "visita_urgente": "on",
                "aceptado": "2026-11-23",
            },
        ),
        Ejemplo(
            gettext_lazy("Una instalación ya acabada"),
            {
                "aceptacion": "enlace",
                "vendido": "instalacion",
                "texto_boton": "Pedido con obligación de pago",
                "aceptado": "2026-11-23",
                "terminado": "2026-11-27",
                "solicitud_expresa": "on",
                "reconoce_perdida": "on",
            },
        ),
    ),
    palabras=gettext_lazy("aceptar, botón, enlace, teléfono, domicilio, obligación de pago, firma"),
)
