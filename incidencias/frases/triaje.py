"""How triage, sharing out, links and spam read in the timeline."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from incidencias.asignacion import por_que_nadie
from incidencias.linea import Suceso, registrar_frase
from incidencias.models import ClaseVinculo


def _con_la_otra(frase: str, suceso: Suceso) -> str:
    return frase % {"codigo": suceso.otra()}


def _sin_reparto(suceso: Suceso) -> str:
    return _("la dejó sin asignar: %(motivo)s") % {
        "motivo": por_que_nadie(str(suceso.datos.get("motivo", "")))
    }


def _cascada(suceso: Suceso) -> str:
    hechas = len(suceso.datos.get("hechas") or [])
    frase = ngettext(
        "llevó la decisión a %(n)d de las que tiene dentro",
        "llevó la decisión a %(n)d de las que tiene dentro",
        hechas,
    )
    fuera = len(suceso.datos.get("fuera") or [])
    dicho = frase % {"n": hechas}
    return dicho + (_("; %(n)d se quedaron fuera") % {"n": fuera} if fuera else "")


def _relacionada(suceso: Suceso) -> str:
    if suceso.datos.get("clase") == ClaseVinculo.MISMA_CAUSA:
        return _con_la_otra(_("la relacionó con %(codigo)s: la misma causa"), suceso)
    return _con_la_otra(_("la relacionó con %(codigo)s"), suceso)


def _spam(suceso: Suceso) -> str:
    if suceso.datos.get("vetado"):
        return _("la marcó como correo basura y vetó al remitente")
    return _("la marcó como correo basura")


def registrar() -> None:
    """Tell how each code of triage reads."""
    registrar_frase("triaje", "list-checks", gettext_lazy("respondió a las preguntas de triaje"))
    registrar_frase(
        "urgencia_vital", "siren", gettext_lazy("la marcó como urgencia vital"), tono="rojo"
    )
    registrar_frase("urgencia_retirada", "siren", gettext_lazy("dijo que ya no es urgencia vital"))
    registrar_frase("sin_reparto", "user-round-x", _sin_reparto, tono="ambar")
    registrar_frase(
        "absorbe",
        "git-merge",
        lambda suceso: _con_la_otra(_("unió aquí %(codigo)s"), suceso),
    )
    registrar_frase(
        "suelta",
        "git-branch",
        lambda suceso: _con_la_otra(_("separó de aquí %(codigo)s"), suceso),
    )
    registrar_frase(
        "metida",
        "folder-tree",
        lambda suceso: _con_la_otra(_("la puso dentro de %(codigo)s"), suceso),
    )
    registrar_frase(
        "sacada",
        "folder-tree",
        lambda suceso: _con_la_otra(_("la sacó de %(codigo)s"), suceso),
    )
    registrar_frase("cascada", "list-tree", _cascada)
    registrar_frase("relacionada", "link", _relacionada)
    registrar_frase(
        "relacion_quitada",
        "unlink",
        lambda suceso: _con_la_otra(_("quitó la relación con %(codigo)s"), suceso),
    )
    registrar_frase("spam", "octagon-x", _spam, tono="rojo")
    registrar_frase("spam_deshecho", "undo-2", gettext_lazy("dijo que no era correo basura"))
