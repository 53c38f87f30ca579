"""Who waits for somebody to answer, on the telephone and in a chat: abandoned, and in time."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from indicadores import calculo
from indicadores.models import Dimension, Hechos
from indicadores.tipos import Indicador, Medida, Sentido, Unidad

# Calls and chats are known by the program that takes them: only how many, and how long they waited.
SOLO_TOTAL = (Dimension.TOTAL,)
SEGUNDOS_NIVEL = 180  # Ley 10/2025: most calls attended in under three minutes
SEGUNDOS_POR_ERROR = 10  # who hangs up at once did not wait: they dialled wrong

_ACABADA = "(contestada or abandonada)"
_POR_ERROR = f"(abandonada and espera_s <= {SEGUNDOS_POR_ERROR})"
_SIN_ACABAR = {"pendientes": f"not {_ACABADA}"}
_ABANDONO = Medida(cuenta=_ACABADA, aciertos="abandonada", fallos="contestada", **_SIN_ACABAR)
_ABANDONO_10S = Medida(
    cuenta=f"{_ACABADA} and not {_POR_ERROR}",
    aciertos=f"abandonada and not {_POR_ERROR}",
    fallos="contestada",
    **_SIN_ACABAR,
)
_COMUNES: dict[str, Any] = {
    "seccion": _("Cuánto llega y cuánto tardamos"),
    "unidad": Unidad.PORCENTAJE,
    "ancla": _("día en que entra"),
    "calculo": calculo.proporcion,
    "dimensiones": SOLO_TOTAL,
}
_DE_LLAMADAS: dict[str, Any] = {
    **_COMUNES,
    "fuentes": ("ofrecida", "contestada", "abandonada", "terminada"),
    "pendiente": _("aún sonando"),
    "hechos": Hechos.LLAMADAS,
}
_DE_CHATS: dict[str, Any] = {
    **_COMUNES,
    "fuentes": ("ofrecido", "atendido", "mensaje", "abandonado", "terminado"),
    "acierto": _("se va sin que le atiendan"),
    "fallo": _("atendido"),
    "pendiente": _("aún esperando"),
    "sentido": Sentido.MENOS,
    "hechos": Hechos.CHATS,
}

DE_ESPERAS = (
    Indicador(
        codigo="abandono_llamadas",
        nombre=_("Llamadas abandonadas"),
        formula=_("Llamadas en las que cuelgan sin que les atiendan ÷ llamadas que entran."),
        acierto=_("cuelga sin que le atiendan"),
        fallo=_("atendida"),
        sentido=Sentido.MENOS,
        medida=_ABANDONO,
        **_DE_LLAMADAS,
    ),
    Indicador(
        codigo="abandono_llamadas_10s",
        nombre=_("Llamadas abandonadas, sin las de 10 segundos"),
        formula=_(
            "Como las llamadas abandonadas, sin contar a quien cuelga antes de 11 segundos: "
            "se equivocó de número."
        ),
        acierto=_("cuelga sin que le atiendan"),
        fallo=_("atendida"),
        sentido=Sentido.MENOS,
        medida=_ABANDONO_10S,
        **_DE_LLAMADAS,
    ),
    Indicador(
        codigo="nivel_180s",
        nombre=_("Atendidas en menos de 3 minutos"),
        formula=_(
            "Llamadas contestadas antes de que pasen 180 segundos ÷ llamadas recibidas. "
            "A los 179 segundos cuenta; a los 180, no."
        ),
        acierto=_("en menos de 3 minutos"),
        fallo=_("más tarde, o sin atender"),
        sentido=Sentido.MAS,
        medida=Medida(
            cuenta=_ACABADA,
            aciertos=f"contestada and espera_s < {SEGUNDOS_NIVEL}",
            fallos=f"{_ACABADA} and not (contestada and espera_s < {SEGUNDOS_NIVEL})",
            **_SIN_ACABAR,
        ),
        **_DE_LLAMADAS,
    ),
    Indicador(
        codigo="abandono_chats",
        nombre=_("Chats abandonados"),
        formula=_(
            "Chats en los que el cliente se va antes de que le atienda una persona ÷ chats "
            "ofrecidos."
        ),
        medida=_ABANDONO,
        **_DE_CHATS,
    ),
    Indicador(
        codigo="abandono_chats_10s",
        nombre=_("Chats abandonados, sin los de 10 segundos"),
        formula=_(
            "Como los chats abandonados, sin contar a quien se va antes de 11 segundos: lo abrió "
            "sin querer."
        ),
        medida=_ABANDONO_10S,
        **_DE_CHATS,
    ),
)
