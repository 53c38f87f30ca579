"""How the events of clocks, complaints and contingencies read in the timeline."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidencias.linea import Suceso, registrar_frase
from incidencias.models import MomentoEscalon, SentidoRespuesta, TipoObjetivo


def _escalada(suceso: Suceso) -> str:
    tipo = suceso.datos.get("tipo")
    plazo = TipoObjetivo(tipo).label.lower() if tipo in TipoObjetivo.values else _("un plazo")
    if suceso.datos.get("momento") == MomentoEscalon.DESPUES:
        return _("avisó de que ha vencido: %(plazo)s") % {"plazo": plazo}
    return _("avisó de que vence pronto: %(plazo)s") % {"plazo": plazo}


def _recordada(suceso: Suceso) -> str:
    return _("le recordó al cliente lo que esperamos (%(numero)s.ª vez)") % {
        "numero": suceso.datos.get("numero", 1)
    }


def _respondida(suceso: Suceso) -> str:
    sentido = suceso.datos.get("sentido")
    if sentido not in SentidoRespuesta.values:
        return _("respondió a la reclamación")
    return _("respondió a la reclamación: %(sentido)s") % {
        "sentido": SentidoRespuesta(sentido).label.lower()
    }


def registrar() -> None:
    """Called once from `IncidenciasConfig.ready`."""
    registrar_frase("escalada", "hourglass", _escalada, tono="ambar")
    registrar_frase(
        "escalada_retenida",
        "shield-alert",
        gettext_lazy("no la escaló a otro grupo: es restringida y allí no pueden verla"),
        tono="ambar",
    )
    registrar_frase("recordada", "bell", _recordada, True)
    registrar_frase("reclamacion_respondida", "scale", _respondida, True, tono="verde")
    registrar_frase(
        "completar_pedido",
        "list-todo",
        gettext_lazy("pidió que se completara la reclamación"),
        True,
    )
    registrar_frase(
        "completada", "list-checks", gettext_lazy("dio por completa la reclamación"), True
    )
    registrar_frase(
        "no_completada",
        "list-x",
        gettext_lazy("la dio por resuelta: no se completó en el plazo"),
        True,
    )
    registrar_frase("adr_informada", "scale", gettext_lazy("informó de la vía extrajudicial"), True)
    registrar_frase("adr_tramite", "landmark", gettext_lazy("anotó el trámite extrajudicial"))
    registrar_frase("corte_informado", "plug", gettext_lazy("informó de la causa del corte"), True)
    registrar_frase(
        "contingencia_enlazada",
        "cloud-lightning",
        gettext_lazy("la incluyó en una contingencia: los plazos acordados se paran"),
        tono="ambar",
    )
    registrar_frase(
        "contingencia_terminada",
        "cloud-sun",
        gettext_lazy("terminó la contingencia: los plazos siguen"),
    )
    registrar_frase("contingencia_deshecha", "undo-2", gettext_lazy("la sacó de una contingencia"))
