"""Until when a consumer may change their mind."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from normativa.api.esquemas.desistimiento import (
    HechosDesistimientoSerializer,
    ResultadoDesistimientoSerializer,
)
from normativa.formularios.desistimiento import DesistimientoForm
from normativa.preguntas.tipos import Dato, Ejemplo, Grupo, Pregunta, Respuesta, Tono
from normativa.presentacion import dia_en_palabras
from normativa.reglas.desistimiento import ResultadoDesistimiento


def presentar(resultado: ResultadoDesistimiento) -> Respuesta:
    tono, frase = _veredicto(resultado)
    return Respuesta(
        tono=tono,
        frase=frase,
        datos=tuple(_datos(resultado)),
        motivos=resultado.motivos,
        faltan=resultado.faltan,
    )


def _veredicto(resultado: ResultadoDesistimiento) -> tuple[Tono, str]:
    if resultado.tiene_derecho is False:
        return Tono.NO, _("No puede echarse atrás por ley")
    if resultado.ultimo_dia is None:
        return Tono.SIN_DECIDIR, _("No se puede decir hasta cuándo")
    dia = {"dia": dia_en_palabras(resultado.ultimo_dia)}
    if resultado.en_plazo is None:
        return Tono.SI, _("Puede echarse atrás hasta el %(dia)s, incluido") % dia
    if resultado.en_plazo:
        return Tono.SI, _("Se echó atrás a tiempo: podía hasta el %(dia)s") % dia
    return Tono.NO, _("Se echó atrás tarde: podía hasta el %(dia)s") % dia


def _datos(resultado: ResultadoDesistimiento) -> Iterator[Dato]:
    if resultado.ultimo_dia:
        yield Dato(_("Último día para enviarlo"), resultado.ultimo_dia)
    if resultado.devolver_hasta:
        yield Dato(_("Devuelve el bien hasta"), resultado.devolver_hasta)
    if resultado.reembolsar_hasta:
        yield Dato(
            _("Devolvemos el dinero hasta"),
            resultado.reembolsar_hasta,
            _("salvo que se pueda retener"),
        )
    if resultado.debe_eur is not None:
        yield Dato(_("Debe por lo hecho"), resultado.debe_eur)
    if resultado.responde_del_deterioro is not None:
        responde = _("sí, si lo usó más de lo necesario para probarlo")
        no_responde = _("no: no se le informó")
        yield Dato(
            _("Responde del deterioro"),
            responde if resultado.responde_del_deterioro else no_responde,
        )


PREGUNTA = Pregunta(
    codigo="desistimiento",
    titulo=gettext_lazy("¿Puede echarse atrás?"),
    resumen=gettext_lazy(
        "El plazo para desistir de una compra o un servicio contratado a distancia o en casa, y "
        "lo que se debe entonces."
    ),
    grupo=Grupo.COMPRA,
    icono="undo-2",
    formulario=DesistimientoForm,
    entrada=HechosDesistimientoSerializer,
    salida=ResultadoDesistimientoSerializer,
    presentar=presentar,
    ejemplos=(
        Ejemplo(
            gettext_lazy("Comprado en la web, enviado el último día"),
            {"posesion": "2026-11-20", "enviado": "2026-12-04", "leido": "2026-12-07"},
        ),
        Ejemplo(
            gettext_lazy("Vendido en una visita que nadie pidió"),
            {"modalidad": "visita_no_solicitada", "posesion": "2026-11-20"},
        ),
        Ejemplo(
            gettext_lazy("Una reparación urgente en casa"),
            {
                "modalidad": "fuera",
                "objeto": "servicio",
                "celebrado": "2026-11-23",
                "excepcion": "visita_urgente",
            },
        ),
        Ejemplo(
            gettext_lazy("Un servicio empezado: tres horas de ocho"),
            {
                "objeto": "servicio",
                "celebrado": "2026-11-20",
                "enviado": "2026-11-25",
                "solicitud_expresa": "on",
                "precio_eur": "120",
                "parte_hecha": "3",
                "parte_total": "8",
            },
        ),
    ),
    palabras=gettext_lazy("desistimiento, arrepentirse, devolver, catorce días, a distancia, web"),
)
