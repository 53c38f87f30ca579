"""By when money goes back to the consumer."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from normativa.api.esquemas.reembolso import (
    HechosReembolsoSerializer,
    ResultadoReembolsoSerializer,
)
from normativa.formularios.reembolso import ReembolsoForm
from normativa.preguntas.tipos import (
    Dato,
    Ejemplo,
    Grupo,
    Pregunta,
    Respuesta,
    Tono,
    con_el_dia_de_hoy,
)
from normativa.presentacion import dia_en_palabras
from normativa.reglas.reembolso import ResultadoReembolso


def presentar(resultado: ResultadoReembolso) -> Respuesta:
    tono, frase = _veredicto(resultado)
    return Respuesta(
        tono=tono,
        frase=frase,
        datos=tuple(_datos(resultado)),
        motivos=resultado.motivos,
        faltan=resultado.faltan,
    )


def _veredicto(resultado: ResultadoReembolso) -> tuple[Tono, str]:
    if resultado.vence is None:
        return Tono.SIN_DECIDIR, _("Se puede retener hasta que llegue lo devuelto, o su prueba")
    dia = {"dia": dia_en_palabras(resultado.vence)}
    if resultado.vencido:
        return Tono.NO, _("Había que devolver el dinero el %(dia)s: el plazo ha pasado") % dia
    return Tono.DATO, _("Hay que devolver el dinero como muy tarde el %(dia)s") % dia


def _datos(resultado: ResultadoReembolso) -> Iterator[Dato]:
    if resultado.desde:
        yield Dato(_("Se cuenta desde"), resultado.desde)
    if resultado.vence:
        yield Dato(_("Último día"), resultado.vence)
    if resultado.doble_eur is not None:
        yield Dato(_("Puede reclamar"), resultado.doble_eur, _("el doble, por el retraso"))


PREGUNTA = Pregunta(
    codigo="reembolso",
    titulo=gettext_lazy("¿Cuándo hay que devolver el dinero?"),
    resumen=gettext_lazy(
        "El plazo para devolver el precio, o parte, y cuándo se puede esperar a que vuelva el bien."
    ),
    grupo=Grupo.COMPRA,
    icono="banknote",
    formulario=ReembolsoForm,
    entrada=HechosReembolsoSerializer,
    salida=ResultadoReembolsoSerializer,
    presentar=presentar,
    completar=con_el_dia_de_hoy,
    ejemplos=(
        Ejemplo(
            gettext_lazy("Una rebaja pedida el 2 de noviembre"),
            {"causa": "reduccion_precio", "aviso": "2026-11-02", "hay_bienes": "no"},
        ),
        Ejemplo(
            gettext_lazy("Se echó atrás, y el bien llegó a los cuatro días"),
            {"causa": "desistimiento", "aviso": "2026-12-01", "bienes_recibidos": "2026-12-05"},
        ),
        Ejemplo(
            gettext_lazy("Se echó atrás, y tardó en probar el envío"),
            {"causa": "desistimiento", "aviso": "2026-12-01", "prueba_devolucion": "2026-12-18"},
        ),
        Ejemplo(
            gettext_lazy("Se echó atrás, y aún no ha devuelto nada"),
            {"causa": "desistimiento", "aviso": "2026-12-01"},
        ),
    ),
    palabras=gettext_lazy("reembolso, devolución del dinero, abono, doble, cobro de más"),
)
