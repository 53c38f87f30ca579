"""What the surveys show on other apps' screens: the rail, the case page and its timeline."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from clientes.models import Cliente
from cuentas.models import CodigoRol
from encuestas.models import Invitacion, Respuesta
from incidencias.automatismos.sucesos import registrar_suceso
from incidencias.linea import registrar_frase
from incidencias.models import Incidencia
from nucleo.preparadas import Hueco, Preparada
from nucleo.registro import registrar_menu, registrar_panel

QUIEN_LAS_VE = (
    CodigoRol.AGENTE,
    CodigoRol.COORDINADOR,
    CodigoRol.GESTOR,
    CodigoRol.CALIDAD,
    CodigoRol.ADMINISTRADOR,
)
VISTO = ("csat", "ces", "nps", "comentario", "respondida_en")

ULTIMA_DEL_CASO = Preparada(
    lambda: (
        Invitacion.objects.filter(incidencia=Hueco("caso"))
        .select_related("respuesta", "contacto")
        .only("enviada_en", "abierta_en", "contacto__nombre", *(f"respuesta__{c}" for c in VISTO))
        .order_by("-enviada_en")[:1]
    )
)


def panel_de_incidencia(request: HttpRequest, incidencia: Incidencia) -> dict[str, Any] | None:
    """The last survey about this case, with its answer; nothing if none was sent.

    None is sent before the case is resolved: what is open for the first time is not asked for.
    """
    if incidencia.dia_resolucion is None and not incidencia.reaperturas:
        return None
    return next(({"invitacion": una} for una in ULTIMA_DEL_CASO(caso=incidencia.pk)), None)


def panel_de_cliente(request: HttpRequest, cliente: Cliente) -> dict[str, Any] | None:
    """What the customer has told us lately, in one statement."""
    if not request.user.tiene_rol(*QUIEN_LAS_VE):  # type: ignore[union-attr]
        return None
    suyas = Respuesta.objects.visibles_para(request.user).filter(  # type: ignore[arg-type]
        incidencia__cliente__in=cliente.identidades, bloqueado_en=None
    )
    filas = suyas.select_related("incidencia", "invitacion__contacto").order_by("-respondida_en")
    respuestas = list(filas[:5])
    return {"respuestas": respuestas} if respuestas else None


def registrar() -> None:
    registrar_panel(
        "clientes.ficha.lado", "encuestas", "encuestas/panel_cliente.html", panel_de_cliente, 60
    )
    registrar_menu("encuestas", _("Encuestas"), "encuestas:listado", "star", QUIEN_LAS_VE, 60)
    registrar_panel(
        "incidencias.ficha.luego",
        "encuesta",
        "encuestas/panel_incidencia.html",
        panel_de_incidencia,
        60,
    )
    registrar_frase("encuesta_enviada", "star", _("envió la encuesta de satisfacción"))
    registrar_frase("encuesta_respondida", "star", _("respondió a la encuesta"))
    registrar_suceso("encuesta_respondida", _("responde a la encuesta"))
