"""May a complaint be closed, when may the consumer go out of court, by when is a cut explained."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from normativa.api.esquemas.cierre import (
    HechosADRSerializer,
    HechosCompletarSerializer,
    HechosContinuidadSerializer,
    HitosADRSerializer,
    ResultadoCierreSerializer,
    ResultadoContinuidadSerializer,
)
from normativa.formularios.cierre import ADRForm, CompletarForm, ContinuidadForm
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
from normativa.reglas.adr import HitosADR
from normativa.reglas.completar import ResultadoCierre
from normativa.reglas.continuidad import ResultadoContinuidad

# --- R14


def presentar_cierre(resultado: ResultadoCierre) -> Respuesta:
    cerrable = resultado.se_puede_cerrar
    return Respuesta(
        tono=Tono.SI if cerrable else Tono.NO,
        frase=_("Se puede cerrar") if cerrable else _("No se puede cerrar todavía"),
        datos=tuple(_datos_de_cierre(resultado)),
        motivos=resultado.motivos,
        bloqueos=resultado.impedimentos,
    )


def _datos_de_cierre(resultado: ResultadoCierre) -> Iterator[Dato]:
    if resultado.completar_hasta:
        yield Dato(_("El cliente puede completarla hasta"), resultado.completar_hasta)
    if resultado.responder_hasta:
        yield Dato(_("Hay que responder antes de acabar"), resultado.responder_hasta)
    elif resultado.resuelta_desde:
        nota = _("si no la completa y se le avisó")
        yield Dato(_("Se puede dar por resuelta desde"), resultado.resuelta_desde, nota)


CIERRE = Pregunta(
    codigo="completar",
    titulo=gettext_lazy("¿Se puede cerrar esta reclamación?"),
    resumen=gettext_lazy(
        "Lo que tiene el cliente para completarla, y lo que impide cerrarla: sin respuesta, sin "
        "motivos o sin decir a qué entidad puede acudir."
    ),
    grupo=Grupo.QUEJA,
    icono="circle-check-big",
    formulario=CompletarForm,
    entrada=HechosCompletarSerializer,
    salida=ResultadoCierreSerializer,
    presentar=presentar_cierre,
    completar=con_el_dia_de_hoy,
    ejemplos=(
        Ejemplo(
            gettext_lazy("Incompleta: se le pidió y aún no ha contestado"),
            {"pedida": "2027-01-13", "avisada": "on"},
        ),
        Ejemplo(
            gettext_lazy("La completó a los siete días"),
            {"pedida": "2027-01-13", "completada": "2027-01-20"},
        ),
        Ejemplo(gettext_lazy("Venció y nadie respondió"), {"vence": "2026-06-01"}),
        Ejemplo(
            gettext_lazy("Se le negó sin decir a quién acudir"),
            {"respuesta": "denegada", "con_motivos": "on"},
        ),
    ),
    palabras=gettext_lazy("queja, subsanar, incompleta, archivar, dar por resuelta, denegar"),
)


# --- R15


def presentar_adr(hitos: HitosADR) -> Respuesta:
    dia = dia_en_palabras(hitos.informar_hasta)
    return Respuesta(
        tono=Tono.DATO,
        frase=_("Hay que informarle al responder o, si no, como muy tarde el %(dia)s")
        % {"dia": dia},
        datos=tuple(_datos_de_adr(hitos)),
        motivos=hitos.motivos,
    )


def _datos_de_adr(hitos: HitosADR) -> Iterator[Dato]:
    yield Dato(_("Puede acudir después del"), hitos.admisible_despues_de, _("si no hay respuesta"))
    yield Dato(_("Puede acudir hasta el"), hitos.admisible_hasta)
    if hitos.resultado_hasta:
        yield Dato(_("La entidad decide hasta el"), hitos.resultado_hasta)
    if hitos.prorroga_hasta:
        yield Dato(_("Prorrogada una vez"), hitos.prorroga_hasta)


ADR = Pregunta(
    codigo="adr",
    titulo=gettext_lazy("¿Cuándo puede acudir a la vía extrajudicial?"),
    resumen=gettext_lazy(
        "Cuándo se le informa de las entidades de resolución de litigios, entre qué fechas puede "
        "acudir y cuándo deciden. Para consumidores."
    ),
    grupo=Grupo.QUEJA,
    icono="scale",
    formulario=ADRForm,
    entrada=HechosADRSerializer,
    salida=HitosADRSerializer,
    presentar=presentar_adr,
    ejemplos=(
        Ejemplo(gettext_lazy("Reclamó el 23 de noviembre"), {"presentada": "2026-11-23"}),
        Ejemplo(
            gettext_lazy("Y la entidad tuvo todo el 15 de enero"),
            {"presentada": "2026-11-23", "expediente_completo": "2027-01-15"},
        ),
    ),
    palabras=gettext_lazy("ADR, arbitraje, mediación, junta arbitral, litigio, RAL"),
)


# --- R16


def presentar_continuidad(resultado: ResultadoContinuidad) -> Respuesta:
    if resultado.vence_en is None:
        return Respuesta(Tono.DATO, _("La ley no pone horas"), resultado.motivos)
    local = timezone.localtime(resultado.vence_en)
    cuando = {"hora": f"{local:%H:%M}", "dia": dia_en_palabras(local.date())}
    frase = _("Hay que decir la causa y cuándo vuelve antes de las %(hora)s del %(dia)s") % cuando
    return Respuesta(Tono.DATO, frase, resultado.motivos)


CONTINUIDAD = Pregunta(
    codigo="continuidad",
    titulo=gettext_lazy("¿Hasta qué hora hay para informar de un corte?"),
    resumen=gettext_lazy(
        "En los servicios básicos continuos, la causa del corte y cuándo se espera restablecerlo."
    ),
    grupo=Grupo.QUEJA,
    icono="zap-off",
    formulario=ContinuidadForm,
    entrada=HechosContinuidadSerializer,
    salida=ResultadoContinuidadSerializer,
    presentar=presentar_continuidad,
    ejemplos=(
        Ejemplo(
            gettext_lazy("Un corte a las 22:15"),
            {"comunicado_en": "2027-01-10T22:15"},
        ),
        Ejemplo(
            gettext_lazy("En otra clase de empresa"),
            {"comunicado_en": "2027-01-10T22:15", "servicio_continuo": "no"},
        ),
    ),
    palabras=gettext_lazy("corte, avería general, suministro, luz, agua, gas, dos horas"),
)
