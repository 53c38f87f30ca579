"""Cases in the API: reads, creation and decisions. No PATCH: a state is moved, not edited."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from incidencias import servicios
from incidencias.api.comun import CODIGO, ORIGEN, PARAMETRO_CODIGO, PERMISOS, actor_de, leer
from incidencias.api.serializers import (
    AnularIncidenciaSerializer,
    AsignarIncidenciaSerializer,
    CorregirCoberturaSerializer,
    CortesiaSerializer,
    EsperarIncidenciaSerializer,
    IncidenciaDetalleSerializer,
    IncidenciaSerializer,
    LlamadaSerializer,
    MensajeSerializer,
    NuevaIncidenciaSerializer,
    NuevaLlamadaSerializer,
    NuevoMensajeSerializer,
    ReabrirIncidenciaSerializer,
    ResolverIncidenciaSerializer,
    RetirarCortesiaSerializer,
)
from incidencias.api.triaje import DecisionesDeTriaje
from incidencias.bandejas import ANTIGUAS, POR_MENSAJE, RECIENTES
from incidencias.filas import filas_de_la_api
from incidencias.filters import IncidenciaFilter
from incidencias.models import DireccionMensaje, Incidencia, Mensaje
from incidencias.servicios import (
    NuevaIncidencia,
    abrir_sin_vuelta,
    anotar_nota,
    anular_enlaces_de_seguimiento,
    anular_incidencia,
    asignar_incidencia,
    cerrar_incidencia,
    corregir_veredicto,
    dar_cortesia,
    poner_en_espera,
    reabrir_incidencia,
    reanudar,
    recibir_mensaje,
    registrar_llamada,
    resolver_incidencia,
    responder,
    revisar_veredicto,
    tomar_incidencia,
)
from nucleo.api import idempotente, representar
from nucleo.paginas import Orden

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from rest_framework.request import Request
    from rest_framework.serializers import Serializer

    from clientes.eventos import Actor
    from incidencias.models import IncidenciaQuerySet


class IncidenciaViewSet(DecisionesDeTriaje, viewsets.ReadOnlyModelViewSet):
    """Cases, newest first, with the filters and the saved views of the Bandeja."""

    queryset = Incidencia.objects.none()  # the real one depends on who asks
    serializer_class = IncidenciaSerializer
    filterset_class = IncidenciaFilter  # the web's own: one way to filter
    permission_classes = PERMISOS
    lookup_field = "codigo"
    lookup_value_regex = CODIGO
    # Over all the cases, not only the open ones: the sorts that have a whole index.
    ordenes = (RECIENTES, ANTIGUAS, POR_MENSAJE)
    leer_filas = staticmethod(filas_de_la_api)

    def get_queryset(self) -> IncidenciaQuerySet:
        visibles = Incidencia.objects.visibles_para(self.request.user)
        if self.action == "list":
            return visibles  # what is shown of them is read by `leer_filas`
        return visibles.para_ficha().prefetch_related("objetivos", "plazos_legales")

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Those that whoever asks may see."""
        filas = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        return self.get_paginated_response([representar(IncidenciaSerializer, f) for f in filas])

    @extend_schema(responses=IncidenciaDetalleSerializer, parameters=[PARAMETRO_CODIGO])
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The whole case."""
        return Response(representar(IncidenciaDetalleSerializer, self.get_object()))

    @extend_schema(request=NuevaIncidenciaSerializer, responses={201: IncidenciaDetalleSerializer})
    @idempotente
    def create(self, request: Request) -> Response:
        """Open a case. With an `Idempotency-Key`, once however often it is asked."""
        datos = leer(NuevaIncidenciaSerializer, request)
        en = datos.pop("ocurrida_en")
        origen = ORIGEN if datos["referencia_externa"] else ""
        nueva = NuevaIncidencia(origen=origen, **datos)
        incidencia = abrir_sin_vuelta(nueva, por=actor_de(request), en=en)
        return Response(
            representar(IncidenciaDetalleSerializer, incidencia),
            status=status.HTTP_201_CREATED,
            headers={"Location": f"/api/v1/incidencias/{incidencia.codigo}/"},
        )

    @extend_schema(
        request=AsignarIncidenciaSerializer,
        responses=IncidenciaDetalleSerializer,
        parameters=[PARAMETRO_CODIGO],
    )
    @action(detail=True, methods=["post"])
    def asignar(self, request: Request, codigo: str) -> Response:
        """Give it to a person, a team, or both."""
        return self._decidir(request, asignar_incidencia, AsignarIncidenciaSerializer)

    @extend_schema(
        request=None, responses=IncidenciaDetalleSerializer, parameters=[PARAMETRO_CODIGO]
    )
    @action(detail=True, methods=["post"])
    def tomar(self, request: Request, codigo: str) -> Response:
        """Take it: the token's user becomes responsible."""
        return self._decidir(request, tomar_incidencia)

    @extend_schema(
        request=EsperarIncidenciaSerializer,
        responses=IncidenciaDetalleSerializer,
        parameters=[PARAMETRO_CODIGO],
    )
    @action(detail=True, methods=["post"])
    def esperar(self, request: Request, codigo: str) -> Response:
        """Wait, saying why; some reasons stop the agreed clock."""
        return self._decidir(request, poner_en_espera, EsperarIncidenciaSerializer)

    @extend_schema(
        request=None, responses=IncidenciaDetalleSerializer, parameters=[PARAMETRO_CODIGO]
    )
    @action(detail=True, methods=["post"])
    def reanudar(self, request: Request, codigo: str) -> Response:
        """Go on working on a waiting case."""
        return self._decidir(request, reanudar)

    @extend_schema(
        request=ResolverIncidenciaSerializer,
        responses=IncidenciaDetalleSerializer,
        parameters=[PARAMETRO_CODIGO],
    )
    @action(detail=True, methods=["post"])
    def resolver(self, request: Request, codigo: str) -> Response:
        """Solved, in our opinion: the customer is told, and closes it or says no."""
        return self._decidir(request, resolver_incidencia, ResolverIncidenciaSerializer)

    @extend_schema(
        request=None, responses=IncidenciaDetalleSerializer, parameters=[PARAMETRO_CODIGO]
    )
    @action(detail=True, methods=["post"])
    def cerrar(self, request: Request, codigo: str) -> Response:
        """The customer agrees that it is solved."""
        return self._decidir(request, cerrar_incidencia)

    @extend_schema(
        request=ReabrirIncidenciaSerializer,
        responses=IncidenciaDetalleSerializer,
        parameters=[PARAMETRO_CODIGO],
    )
    @action(detail=True, methods=["post"])
    def reabrir(self, request: Request, codigo: str) -> Response:
        """It was not solved: back to the same person responsible, and counted."""
        return self._decidir(request, reabrir_incidencia, ReabrirIncidenciaSerializer)

    @extend_schema(
        request=AnularIncidenciaSerializer,
        responses=IncidenciaDetalleSerializer,
        parameters=[PARAMETRO_CODIGO],
    )
    @action(detail=True, methods=["post"])
    def anular(self, request: Request, codigo: str) -> Response:
        """Cancel what should not have come in, with its reason."""
        return self._decidir(request, anular_incidencia, AnularIncidenciaSerializer)

    @extend_schema(
        request=None, responses=IncidenciaDetalleSerializer, parameters=[PARAMETRO_CODIGO]
    )
    @action(detail=True, methods=["post"], url_path="anular-enlaces")
    def anular_enlaces(self, request: Request, codigo: str) -> Response:
        """Revoke the links by which the customer follows it: the next mails carry another."""
        return self._decidir(request, anular_enlaces_de_seguimiento)

    @extend_schema(
        request=NuevaLlamadaSerializer,
        responses={201: LlamadaSerializer},
        parameters=[PARAMETRO_CODIGO],
    )
    @action(detail=True, methods=["post"])
    @idempotente
    def llamadas(self, request: Request, codigo: str) -> Response:
        """Log a telephone call; answered, it counts as a response."""
        datos = leer(NuevaLlamadaSerializer, request)
        llamada = registrar_llamada(self.get_object().pk, por=actor_de(request), **datos)
        return Response(representar(LlamadaSerializer, llamada), status=status.HTTP_201_CREATED)

    @extend_schema(
        request=CorregirCoberturaSerializer,
        responses=IncidenciaDetalleSerializer,
        parameters=[PARAMETRO_CODIGO],
    )
    @action(detail=True, methods=["post"], url_path="corregir-cobertura")
    def corregir_cobertura(self, request: Request, codigo: str) -> Response:
        """Decide the coverage against its verdict, with a reason; only some roles may."""
        return self._decidir(request, corregir_veredicto, CorregirCoberturaSerializer)

    @extend_schema(
        request=None, responses=IncidenciaDetalleSerializer, parameters=[PARAMETRO_CODIGO]
    )
    @action(detail=True, methods=["post"], url_path="revisar-cobertura")
    def revisar_cobertura(self, request: Request, codigo: str) -> Response:
        """Decide the coverage again with what is known now."""
        return self._decidir(request, revisar_veredicto)

    @extend_schema(
        request=CortesiaSerializer,
        responses=IncidenciaDetalleSerializer,
        parameters=[PARAMETRO_CODIGO],
    )
    @action(detail=True, methods=["post"])
    def cortesia(self, request: Request, codigo: str) -> Response:
        """Pay what the customer would, as goodwill, with its cost and its reason."""
        return self._decidir(request, dar_cortesia, CortesiaSerializer)

    @extend_schema(
        request=RetirarCortesiaSerializer,
        responses=IncidenciaDetalleSerializer,
        parameters=[PARAMETRO_CODIGO],
    )
    @action(detail=True, methods=["post"], url_path="retirar-cortesia")
    def retirar_cortesia(self, request: Request, codigo: str) -> Response:
        """Take goodwill back, with a reason."""
        return self._decidir(request, servicios.retirar_cortesia, RetirarCortesiaSerializer)

    def _decidir(
        self,
        request: Request,
        servicio: Callable[..., Any],
        forma: type[Serializer[Any]] | None = None,
    ) -> Response:
        """Check the shape, call the service, answer the case as it is now."""
        datos = leer(forma, request) if forma else {}
        incidencia = self.get_object()
        servicio(incidencia.pk, por=actor_de(request), **datos)
        return Response(self._detalle(incidencia))

    def _detalle(self, incidencia: Incidencia) -> Any:
        return representar(IncidenciaDetalleSerializer, self.get_queryset().get(pk=incidencia.pk))


class MensajesView(generics.ListAPIView):
    """The conversation of a case, newest first; a customer's without the internal notes."""

    queryset = Mensaje.objects.none()  # the real one depends on who asks
    serializer_class = MensajeSerializer
    permission_classes = PERMISOS
    filter_backends: list[Any] = []
    ordenes = (Orden("recientes", "ocurrido_en", descendente=True),)

    def get_queryset(self) -> QuerySet[Mensaje]:
        mensajes = Mensaje.objects.filter(incidencia=self._incidencia()).defer("busqueda")
        if not self.request.user.es_de_oficina:
            mensajes = mensajes.que_ve_el_cliente()
        return mensajes.select_related("usuario", "contacto", "comunicacion")

    @extend_schema(parameters=[PARAMETRO_CODIGO])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)

    @extend_schema(
        request=NuevoMensajeSerializer,
        responses={201: MensajeSerializer},
        parameters=[PARAMETRO_CODIGO],
    )
    @idempotente
    def post(self, request: Request, codigo: str) -> Response:
        """Answer, note, or write down what the customer said."""
        datos = leer(NuevoMensajeSerializer, request)
        mensaje = _escribir(self._incidencia().pk, actor_de(request), **datos)
        return Response(MensajeSerializer(mensaje).data, status=status.HTTP_201_CREATED)

    def _incidencia(self) -> Incidencia:
        visibles = Incidencia.objects.visibles_para(self.request.user).only("pk", "codigo")
        return get_object_or_404(visibles, codigo=self.kwargs["codigo"])


def _escribir(pk: int, por: Actor, *, direccion: str, canal: str, texto: str) -> Mensaje:
    if direccion == DireccionMensaje.NOTA:
        return anotar_nota(pk, por=por, texto=texto)
    if direccion == DireccionMensaje.ENTRANTE:
        return recibir_mensaje(pk, por=por, texto=texto, canal=canal)
    return responder(pk, por=por, texto=texto)
