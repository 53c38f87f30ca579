"""What the pages of a case and of a customer show of the other channels, in one statement each."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from clientes.models import Cliente
from cuentas.models import Usuario
from incidencias.acciones import admite_mensajes
from incidencias.al_lado import lo_que_hay
from incidencias.models import Encargo, EnvioWhatsApp, EstadoEnvio, Incidencia
from nucleo.preparadas import Hueco, Preparada
from nucleo.registro import registrar_panel

TOPE = 3


def registrar() -> None:
    """Called once from `IncidenciasConfig.ready`."""
    registrar_panel(
        "incidencias.ficha.luego", "whatsapp", "incidencias/panel_whatsapp.html", de_incidencia, 60
    )
    registrar_panel(
        "clientes.ficha.lado", "whatsapp", "incidencias/panel_whatsapp.html", de_cliente, 60
    )
    registrar_panel(
        "incidencias.ficha.luego", "encargo", "incidencias/panel_encargo.html", encargo_de_caso, 10
    )


def de_incidencia(request: HttpRequest, incidencia: Incidencia) -> dict[str, Any] | None:
    """What was prepared and nobody has said whether it left."""
    usuario: Usuario = request.user  # type: ignore[assignment]
    if not usuario.es_de_oficina or not admite_mensajes(incidencia):
        return None
    hay = lo_que_hay(incidencia, usuario).whatsapp
    por_decidir = POR_DECIDIR_DEL_CASO(caso=incidencia.pk) if hay else []
    return {"incidencia": incidencia, "por_decidir": por_decidir}


def de_cliente(request: HttpRequest, cliente: Cliente) -> dict[str, Any] | None:
    if not request.user.es_de_oficina:  # type: ignore[union-attr]
        return None
    envios = EnvioWhatsApp.objects.filter(cliente__in=cliente.identidades, incidencia=None)
    return {"cliente": cliente, "por_decidir": list(_por_decidir(envios))}


def encargo_de_caso(request: HttpRequest, incidencia: Incidencia) -> dict[str, Any] | None:
    """Who sends the job and on what terms."""
    usuario: Usuario = request.user  # type: ignore[assignment]
    if not usuario.es_de_oficina or not lo_que_hay(incidencia, usuario).encargo:
        return None
    return next(({"encargo": uno} for uno in ENCARGO_DEL_CASO(caso=incidencia.pk)), None)


def _por_decidir(envios: QuerySet[EnvioWhatsApp]) -> QuerySet[EnvioWhatsApp]:
    pendientes = envios.filter(estado=EstadoEnvio.PREPARADO).select_related("usuario")
    return pendientes.order_by("-preparado_en")[:TOPE]


POR_DECIDIR_DEL_CASO = Preparada(
    lambda: _por_decidir(EnvioWhatsApp.objects.filter(incidencia=Hueco("caso")))
)
ENCARGO_DEL_CASO = Preparada(lambda: Encargo.objects.filter(incidencia=Hueco("caso"))[:1])
