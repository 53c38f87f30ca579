"""The catalogue: one entry per indicator. To add an indicator, add its entry here.

The facts it counts come from `consultas.HECHOS`; `medida` says in SQL, over the columns of those
facts, which rows count and how; `calculo` turns the sums of any number of days into the figure.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from indicadores import calculo
from indicadores.esperas import DE_ESPERAS
from indicadores.models import Dimension, Hechos
from indicadores.tipos import Indicador, Medida, Sentido, Unidad

DIAS_RECONTACTO = 7  # policy of the FCR
MINIMO_NPS = 30


DE_CASO = (
    Dimension.TOTAL,
    Dimension.CANAL,
    Dimension.CATEGORIA,
    Dimension.GRUPO,
    Dimension.PRODUCTO,
)
DE_ENCUESTA = (*DE_CASO, Dimension.TECNICO)

SATISFACCION, ACIERTO = _("Lo que dicen los clientes"), _("Lo que resolvemos bien")
RAPIDEZ = _("Cuánto llega y cuánto tardamos")

_DIA_RESPUESTA = _("día de la respuesta")
_DIA_LLEGADA = _("día de llegada")
_DIA_RESOLUCION = _("día de resolución")
_A_TIEMPO = Medida(
    cuenta="segundos is not null",
    aciertos="segundos is not null and a_tiempo",
    fallos="segundos is not null and not a_tiempo",
    suma="segundos",
    numero="segundos",
)
_FORMULA_FCR = _(
    "Resueltas con un solo contacto del cliente (mensaje, llamada o chat; no cuentan las llamadas "
    "para preguntar cómo va ni las confirmaciones del portal), sin reapertura y sin otra "
    "incidencia del mismo equipo (o, sin equipo, del mismo cliente) y categoría en los 7 días "
    "siguientes ÷ resueltas. Los últimos 7 días son provisionales."
)

_ENTRADAS = (
    Indicador(
        codigo="csat",
        nombre=_("Satisfacción (CSAT)"),
        formula=_("Respuestas 4 y 5 ÷ respuestas válidas, en una escala de 1 a 5."),
        seccion=SATISFACCION,
        acierto=_("satisfecho (4–5)"),
        fallo=_("no satisfecho (1–3)"),
        fuentes=("encuesta_respondida",),
        unidad=Unidad.PORCENTAJE,
        sentido=Sentido.MAS,
        ancla=_DIA_RESPUESTA,
        hechos=Hechos.RESPUESTAS,
        medida=Medida(
            cuenta="csat is not null",
            aciertos="csat >= 4",
            fallos="csat <= 3",
            suma="csat",
            numero="csat",
        ),
        calculo=calculo.proporcion,
        dimensiones=DE_ENCUESTA,
    ),
    Indicador(
        codigo="nps",
        nombre=_("Recomendación (NPS)"),
        formula=_(
            "% de promotores (9 y 10) − % de detractores (0 a 6). "
            "Con menos de 30 respuestas es insuficiente."
        ),
        seccion=SATISFACCION,
        acierto=_("promotor (9–10)"),
        fallo=_("detractor (0–6)"),
        fuentes=("encuesta_respondida",),
        unidad=Unidad.PUNTOS,
        sentido=Sentido.MAS,
        ancla=_DIA_RESPUESTA,
        hechos=Hechos.RESPUESTAS,
        medida=Medida(
            cuenta="nps is not null",
            aciertos="nps >= 9",
            fallos="nps <= 6",
            suma="nps",
            numero="nps",
        ),
        calculo=calculo.puntuacion_nps,
        dimensiones=DE_ENCUESTA,
        minimo_n=MINIMO_NPS,
    ),
    Indicador(
        codigo="ces",
        nombre=_("Facilidad (CES)"),
        formula=_("Media de las respuestas de 1 a 7 a «me lo pusieron fácil»: más es mejor."),
        seccion=SATISFACCION,
        acierto=_("fácil (5–7)"),
        fallo=_("difícil (1–4)"),
        fuentes=("encuesta_respondida",),
        unidad=Unidad.NOTA,
        sentido=Sentido.MAS,
        ancla=_DIA_RESPUESTA,
        hechos=Hechos.RESPUESTAS,
        medida=Medida(
            cuenta="ces is not null",
            aciertos="ces >= 5",
            fallos="ces <= 4",
            suma="ces",
            numero="ces",
        ),
        calculo=calculo.media,
        dimensiones=DE_ENCUESTA,
        dentro=_("respuestas 5 a 7"),
    ),
    Indicador(
        codigo="respuesta_encuestas",
        nombre=_("Respuesta a las encuestas"),
        formula=_("Encuestas respondidas ÷ entregadas (las devueltas no cuentan)."),
        seccion=SATISFACCION,
        acierto=_("respondida"),
        fallo=_("sin responder"),
        fuentes=("encuesta_enviada", "encuesta_respondida"),
        unidad=Unidad.PORCENTAJE,
        sentido=Sentido.MAS,
        ancla=_("día de envío"),
        hechos=Hechos.ENVIOS,
        medida=Medida(aciertos="respondida", fallos="not respondida"),
        calculo=calculo.proporcion,
        dimensiones=DE_CASO,
    ),
    Indicador(
        codigo="fcr",
        nombre=_("A la primera (FCR)"),
        formula=_FORMULA_FCR,
        seccion=ACIERTO,
        acierto=_("a la primera"),
        fallo=_("hizo falta más"),
        fuentes=("abierta", "mensaje_entrante", "llamada", "resuelta", "reabierta"),
        unidad=Unidad.PORCENTAJE,
        sentido=Sentido.MAS,
        ancla=_DIA_RESOLUCION,
        hechos=Hechos.RESUELTAS,
        medida=Medida(aciertos="a_la_primera", fallos="not a_la_primera"),
        calculo=calculo.proporcion,
        dimensiones=DE_CASO,
        dias_provisionales=DIAS_RECONTACTO,
    ),
    Indicador(
        codigo="fcr_remoto",
        nombre=_("A la primera, en remoto"),
        formula=_("Como el FCR, solo con las categorías que se pueden resolver en remoto."),
        seccion=ACIERTO,
        acierto=_("a la primera"),
        fallo=_("hizo falta más"),
        fuentes=("abierta", "mensaje_entrante", "llamada", "resuelta", "reabierta"),
        unidad=Unidad.PORCENTAJE,
        sentido=Sentido.MAS,
        ancla=_DIA_RESOLUCION,
        hechos=Hechos.RESUELTAS,
        medida=Medida(
            cuenta="en_remoto",
            aciertos="en_remoto and a_la_primera",
            fallos="en_remoto and not a_la_primera",
        ),
        calculo=calculo.proporcion,
        dimensiones=DE_CASO,
        dias_provisionales=DIAS_RECONTACTO,
    ),
    Indicador(
        codigo="reapertura",
        nombre=_("Cerradas en falso"),
        formula=_("Resoluciones que el cliente o nosotros deshicimos reabriendo ÷ resoluciones."),
        seccion=ACIERTO,
        acierto=_("reabierta"),
        fallo=_("se mantuvo"),
        fuentes=("resuelta", "reabierta"),
        unidad=Unidad.PORCENTAJE,
        sentido=Sentido.MENOS,
        ancla=_DIA_RESOLUCION,
        hechos=Hechos.RESOLUCIONES,
        medida=Medida(cuenta="not deshace", aciertos="deshace"),
        calculo=calculo.proporcion,
        dimensiones=DE_CASO,
    ),
    Indicador(
        codigo="traspasos",
        nombre=_("Traspasos"),
        formula=_("Media de cambios de responsable de las incidencias resueltas."),
        seccion=ACIERTO,
        fuentes=("asignada", "resuelta"),
        unidad=Unidad.VECES,
        sentido=Sentido.MENOS,
        ancla=_DIA_RESOLUCION,
        hechos=Hechos.RESUELTAS,
        medida=Medida(suma="traspasos", numero="traspasos"),
        calculo=calculo.media,
        dimensiones=DE_CASO,
    ),
    Indicador(
        codigo="promesas",
        nombre=_("Promesas cumplidas"),
        formula=_("Promesas cumplidas a tiempo ÷ promesas que vencían ese día."),
        seccion=ACIERTO,
        acierto=_("cumplida a tiempo"),
        fallo=_("rota"),
        fuentes=("prometida", "promesa_cumplida", "promesa_anulada"),
        unidad=Unidad.PORCENTAJE,
        sentido=Sentido.MAS,
        ancla=_("día de vencimiento"),
        hechos=Hechos.PROMESAS,
        medida=Medida(aciertos="a_tiempo", fallos="not a_tiempo"),
        calculo=calculo.proporcion,
        dimensiones=DE_CASO,
        dias_provisionales=1,
    ),
    Indicador(
        codigo="plazo_legal",
        nombre=_("Reclamaciones respondidas en plazo legal"),
        formula=_(
            "Quejas y reclamaciones respondidas no más tarde del día que manda la ley (el primero, "
            "si hay varios) ÷ las que vencían ese día. Las que siguen sin responder cuentan en "
            "contra, y se dicen aparte."
        ),
        seccion=ACIERTO,
        acierto=_("respondida en plazo"),
        fallo=_("respondida tarde"),
        pendiente=_("sin responder"),
        fuentes=("abierta", "completada", "reclamacion_respondida", "no_completada"),
        unidad=Unidad.PORCENTAJE,
        sentido=Sentido.MAS,
        ancla=_("día en que vence"),
        hechos=Hechos.PLAZOS,
        medida=Medida(
            cuenta="respondida",
            aciertos="respondida and a_tiempo",
            fallos="respondida and not a_tiempo",
            pendientes="not respondida",
        ),
        calculo=calculo.cumplimiento,
        dimensiones=DE_CASO,
        dias_provisionales=1,
    ),
    Indicador(
        codigo="llegadas",
        nombre=_("Incidencias recibidas"),
        formula=_("Incidencias que llegaron, sin las anuladas."),
        seccion=RAPIDEZ,
        fuentes=("abierta", "anulada"),
        unidad=Unidad.CASOS,
        sentido=Sentido.NINGUNO,
        ancla=_DIA_LLEGADA,
        hechos=Hechos.LLEGADAS,
        medida=Medida(cuenta="not anulada"),
        calculo=calculo.cuenta,
        dimensiones=DE_CASO,
    ),
    Indicador(
        codigo="resueltas",
        nombre=_("Incidencias resueltas"),
        formula=_("Incidencias que están resueltas o cerradas, el día en que se resolvieron."),
        seccion=RAPIDEZ,
        fuentes=("resuelta", "reabierta"),
        unidad=Unidad.CASOS,
        sentido=Sentido.NINGUNO,
        ancla=_DIA_RESOLUCION,
        hechos=Hechos.RESUELTAS,
        medida=Medida(),
        calculo=calculo.cuenta,
        dimensiones=DE_CASO,
    ),
    Indicador(
        codigo="t_respuesta",
        nombre=_("Primera respuesta"),
        formula=_(
            "Tiempo laborable desde que llega la incidencia hasta la primera respuesta pública "
            "(mensaje o llamada contestada): mediana. Las que aún no la tienen se dicen aparte. "
            "Una contingencia para el plazo acordado, no lo que esperó el cliente."
        ),
        seccion=RAPIDEZ,
        acierto=_("dentro de plazo"),
        fallo=_("fuera de plazo"),
        pendiente=_("aún sin respuesta"),
        fuentes=("abierta", "mensaje_saliente", "llamada", "contingencia_enlazada"),
        unidad=Unidad.SEGUNDOS,
        sentido=Sentido.MENOS,
        ancla=_DIA_LLEGADA,
        hechos=Hechos.LLEGADAS,
        medida=Medida(**{**_A_TIEMPO.__dict__, "pendientes": "espera_respuesta"}),
        calculo=calculo.duracion,
        dimensiones=DE_CASO,
        dentro=_("dentro de plazo"),
    ),
    Indicador(
        codigo="t_resolucion",
        nombre=_("Resolución"),
        formula=_(
            "Tiempo laborable desde que llega la incidencia hasta que se resuelve, sin las esperas "
            "que paran el reloj ni lo que lo paró una contingencia: mediana."
        ),
        seccion=RAPIDEZ,
        acierto=_("dentro de plazo"),
        fallo=_("fuera de plazo"),
        fuentes=("abierta", "en_espera", "reanudada", "resuelta", "contingencia_enlazada"),
        unidad=Unidad.SEGUNDOS,
        sentido=Sentido.MENOS,
        ancla=_DIA_RESOLUCION,
        hechos=Hechos.RESUELTAS,
        medida=_A_TIEMPO,
        calculo=calculo.duracion,
        dimensiones=DE_CASO,
        dentro=_("dentro de plazo"),
    ),
    *DE_ESPERAS,
)

CATALOGO: dict[str, Indicador] = {entrada.codigo: entrada for entrada in _ENTRADAS}


def de_hechos(hechos: Hechos) -> list[Indicador]:
    """The indicators that are counted from the same facts."""
    return [indicador for indicador in CATALOGO.values() if indicador.hechos == hechos]
