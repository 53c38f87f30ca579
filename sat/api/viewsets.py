"""Orders in the API. No PATCH: a state is not edited, it is moved (409 if not allowed)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import mixins, status, viewsets
from rest_framework.decorators import action
from rest_framework.permissions import BasePermission, IsAuthenticated
from rest_framework.response import Response

from cuentas.models import CodigoRol
from nucleo.api import idempotente
from nucleo.paginas import Orden
from sat import servicios
from sat.acciones import COORDINACION, OFICINA, TALLER, puede_dar_cita
from sat.api import serializers as s
from sat.filters import OrdenFilter
from sat.models import Cita, Intervencion, Mandante, OrdenTrabajo, TipoMandante
from sat.servicios.intervenciones import tecnico_de

if TYPE_CHECKING:
    from rest_framework.request import Request
    from rest_framework.serializers import Serializer

    from clientes.eventos import Actor
    from sat.models import OrdenTrabajoQuerySet

A_DOMICILIO = TALLER | {CodigoRol.EXTERNO}
PLANIFICACION = OFICINA | {CodigoRol.EXTERNO}
# Who may do what; reading is for the staff, of what each one sees.
ROLES_POR_ACCION = {
    "create": OFICINA,
    "citas": PLANIFICACION,
    "mover_cita": PLANIFICACION,
    "anular_cita": PLANIFICACION,
    "iniciar": A_DOMICILIO,
    "terminar": A_DOMICILIO,
    "diagnosticar": A_DOMICILIO,
    "recibir": TALLER,
    "fechar_repuesto": TALLER,
    "entregar": TALLER,
    "liquidar": COORDINACION,
    "reabrir": OFICINA | COORDINACION,
    "anular": OFICINA | COORDINACION,
}


class PuedeSegunSuRol(BasePermission):
    """The staff reads; each action is for its roles; to a customer there is nothing here."""

    def has_permission(self, request: Request, view: Any) -> bool:
        if not request.user.es_personal:
            raise Http404
        roles = ROLES_POR_ACCION.get(view.action)
        return roles is None or request.user.tiene_rol(*roles)


def actor_de(request: Request) -> Actor:
    """Whoever acts: the token of the request, or the user of the session."""
    return request.auth or request.user


def _accion(cuerpo: type[Serializer], **kwargs: Any) -> Any:
    """The schema of an action on an order: its body, and the order as it is left."""
    return extend_schema(request=cuerpo, responses={200: s.OrdenDetalleSerializer}, **kwargs)


class OrdenViewSet(
    mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[OrdenTrabajo]
):
    """Reads and actions on the orders that the caller may see."""

    queryset = OrdenTrabajo.objects.none()  # the real one depends on who asks
    serializer_class = s.OrdenSerializer
    filterset_class = OrdenFilter
    lookup_field = "codigo"
    permission_classes = (IsAuthenticated, PuedeSegunSuRol)
    ordenes = (
        Orden("recientes", "ocurrida_en", descendente=True),
        Orden("antiguas", "ocurrida_en"),
        Orden("cita", "proxima_cita_en"),
    )

    def get_queryset(self) -> OrdenTrabajoQuerySet:
        ordenes = OrdenTrabajo.objects.visibles_para(self.request.user).para_listado()
        if self.action == "list":
            return ordenes
        return ordenes.prefetch_related(
            "citas__tecnico__usuario", "intervenciones__tecnico__usuario"
        )

    def get_serializer_class(self) -> Any:
        return s.OrdenSerializer if self.action == "list" else s.OrdenDetalleSerializer

    @extend_schema(request=s.NuevaOrdenSerializer, responses={201: s.OrdenDetalleSerializer})
    @idempotente
    def create(self, request: Request) -> Response:
        """Open an order. With an Idempotency-Key it happens once."""
        entrada = self._entrada(s.NuevaOrdenSerializer)
        datos = entrada.validated_data
        if "mandante" not in datos:
            datos["mandante"] = _mandante_propuesto(datos)
        orden = servicios.abrir_orden(servicios.NuevaOrden(**datos), por=actor_de(request))
        direccion = reverse("api-orden-detail", args=[orden.codigo])
        return Response(
            self._leida(orden), status=status.HTTP_201_CREATED, headers={"Location": direccion}
        )

    @extend_schema(
        request=s.NuevaCitaSerializer,
        responses={201: s.CitaSerializer, 409: OpenApiResponse(description="Ocupado")},
    )
    @action(detail=True, methods=["post"])
    @idempotente
    def citas(self, request: Request, codigo: str) -> Response:
        """Give the order an appointment; 409 names the one it would overlap."""
        orden = self.get_object()
        if not puede_dar_cita(request.user, orden):
            self.permission_denied(request)
        entrada = self._entrada(s.NuevaCitaSerializer)
        cita = servicios.dar_cita(orden.pk, por=actor_de(request), **entrada.validated_data)
        return Response(s.CitaSerializer(cita).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=s.NuevaCitaSerializer, responses={200: s.CitaSerializer})
    @action(detail=True, methods=["post"], url_path=r"citas/(?P<cita>\d{1,18})/mover")
    def mover_cita(self, request: Request, codigo: str, cita: str) -> Response:
        """Another time, another técnico."""
        actual = self._cita(cita)
        entrada = self._entrada(s.NuevaCitaSerializer)
        movida = servicios.mover_cita(actual.pk, por=actor_de(request), **entrada.validated_data)
        return Response(s.CitaSerializer(movida).data)

    @extend_schema(request=s.AnularCitaSerializer, responses={200: s.CitaSerializer})
    @action(detail=True, methods=["post"], url_path=r"citas/(?P<cita>\d{1,18})/anular")
    def anular_cita(self, request: Request, codigo: str, cita: str) -> Response:
        """Take it back; the customer is told."""
        actual = self._cita(cita)
        entrada = self._entrada(s.AnularCitaSerializer)
        anulada = servicios.anular_cita(actual.pk, por=actor_de(request), **entrada.validated_data)
        return Response(s.CitaSerializer(anulada).data)

    @_accion(s.IniciarSerializer)
    @action(detail=True, methods=["post"])
    def iniciar(self, request: Request, codigo: str) -> Response:
        """Start a session of a técnico."""
        return self._hacer(servicios.iniciar_intervencion, s.IniciarSerializer)

    @_accion(s.TerminarSerializer)
    @action(detail=True, methods=["post"])
    def terminar(self, request: Request, codigo: str) -> Response:
        """End the open session of a técnico: the report is made, kept and mailed."""
        orden = self.get_object()
        entrada = self._entrada(s.TerminarSerializer)
        por = actor_de(request)
        tecnico = entrada.validated_data.get("tecnico") or tecnico_de(por)
        sesion = get_object_or_404(Intervencion.objects.en_curso(), orden=orden, tecnico=tecnico)
        servicios.terminar_intervencion(
            sesion.pk, por=por, fin=entrada.fin(), en=entrada.validated_data.get("en")
        )
        return Response(self._leida(orden))

    @_accion(s.DiagnosticarSerializer)
    @action(detail=True, methods=["post"])
    def diagnosticar(self, request: Request, codigo: str) -> Response:
        return self._hacer(servicios.diagnosticar_orden, s.DiagnosticarSerializer)

    @_accion(s.SinDatosSerializer)
    @action(detail=True, methods=["post"])
    def recibir(self, request: Request, codigo: str) -> Response:
        """The unit comes into our hands."""
        return self._hacer(servicios.recibir_equipo)

    @_accion(s.LlegadaSerializer)
    @action(detail=True, methods=["post"], url_path="llegada-del-repuesto")
    def fechar_repuesto(self, request: Request, codigo: str) -> Response:
        """When the part that it waits for is to arrive; null, nobody knows."""
        return self._hacer(servicios.fechar_repuesto, s.LlegadaSerializer)

    @_accion(s.SinDatosSerializer)
    @action(detail=True, methods=["post"])
    def entregar(self, request: Request, codigo: str) -> Response:
        """The customer has the unit back."""
        return self._hacer(servicios.entregar_orden)

    @_accion(s.LiquidarSerializer)
    @action(detail=True, methods=["post"])
    def liquidar(self, request: Request, codigo: str) -> Response:
        """Its billable lines are complete."""
        return self._hacer(servicios.liquidar_orden, s.LiquidarSerializer)

    @_accion(s.SinDatosSerializer)
    @action(detail=True, methods=["post"])
    def reabrir(self, request: Request, codigo: str) -> Response:
        return self._hacer(servicios.reabrir_orden)

    @_accion(s.AnularOrdenSerializer)
    @action(detail=True, methods=["post"])
    def anular(self, request: Request, codigo: str) -> Response:
        return self._hacer(servicios.anular_orden, s.AnularOrdenSerializer)

    def _hacer(self, servicio: Any, cuerpo: type[Serializer] | None = None) -> Response:
        orden = self.get_object()
        datos = self._entrada(cuerpo).validated_data if cuerpo else {}
        servicio(orden.pk, por=actor_de(self.request), **datos)
        return Response(self._leida(orden))

    def _entrada(self, clase: type[Serializer]) -> Any:
        entrada = clase(data=self.request.data, context=self.get_serializer_context())
        entrada.is_valid(raise_exception=True)
        return entrada

    def _leida(self, orden: OrdenTrabajo) -> Any:
        """The order as it was left, read again."""
        fresca = (
            OrdenTrabajo.objects.para_listado()
            .prefetch_related("citas__tecnico__usuario", "intervenciones__tecnico__usuario")
            .get(pk=orden.pk)
        )
        return s.OrdenDetalleSerializer(fresca, context=self.get_serializer_context()).data

    def _cita(self, pk: str) -> Cita:
        visibles = Cita.objects.visibles_para(self.request.user)
        return get_object_or_404(visibles, pk=int(pk), orden=self.get_object())


def _mandante_propuesto(datos: dict[str, Any]) -> Mandante:
    if datos.get("incidencia"):
        return servicios.mandante_propuesto(datos["incidencia"])
    return Mandante.objects.get(tipo=TipoMandante.CLIENTE)
