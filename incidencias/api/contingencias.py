"""Mass incidents in the API: which there are, declare one, change its end, end it, undo it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from clientes.lugares import PROVINCIAS
from clientes.models import Sede
from incidencias.api.comun import LaOficinaDecide, actor_de, leer
from incidencias.models import AlcanceAviso, Contingencia
from incidencias.permisos import DECLARAN_CONTINGENCIAS
from incidencias.servicios.contingencias import (
    CAMPOS_DE_AREA,
    NuevaContingencia,
    declarar_contingencia,
    deshacer_contingencia,
    prorrogar_contingencia,
    terminar_contingencia,
)
from nucleo.api import idempotente, representar
from nucleo.models.empresa import Comunidad
from nucleo.paginas import Orden

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet
    from rest_framework.request import Request
    from rest_framework.views import APIView

CODIGO = "CTG-[0-9]{2}-[0-9]{6,12}"
EN_LA_RUTA = OpenApiParameter(
    "codigo",
    {"type": "string", "pattern": f"^{CODIGO}$"},
    OpenApiParameter.PATH,
    description="CTG-26-000012",
)


class QuienDeclara(LaOficinaDecide):
    """The office reads them; those who coordinate decide."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        if not request.user.is_authenticated or not request.user.es_de_oficina:
            return False
        leyendo = request.method in ("GET", "HEAD", "OPTIONS")
        return leyendo or request.user.tiene_rol(*DECLARAN_CONTINGENCIAS)


class ContingenciaSerializer(serializers.ModelSerializer):
    """One mass incident. Places widen its area, product families narrow it."""

    incidencias = serializers.IntegerField(read_only=True, help_text="Cuántas tiene dentro.")

    class Meta:
        model = Contingencia
        fields = [
            *("codigo", "nombre", "causa", *CAMPOS_DE_AREA),
            *("desde_en", "hasta_en", "para_relojes", "aviso_a", "texto_cliente"),
            *("creada_en", "terminada_en", "deshecha_en", "incidencias"),
        ]
        read_only_fields = fields


def _lista(largo: int) -> serializers.ListField:
    return serializers.ListField(
        child=serializers.CharField(max_length=largo), default=list, max_length=500
    )


def _opciones(codigos: Any) -> serializers.ListField:
    return serializers.ListField(
        child=serializers.ChoiceField(choices=codigos), default=list, max_length=60
    )


class NuevaContingenciaSerializer(serializers.Serializer):
    """What happens, where, from when and what is said."""

    nombre = serializers.CharField(max_length=120)
    causa = serializers.CharField(max_length=300)
    comunidades = _opciones(Comunidad.choices)
    provincias = _opciones(list(PROVINCIAS.items()))
    municipios = _lista(100)
    codigos_postales = _lista(10)
    sedes = serializers.PrimaryKeyRelatedField(
        many=True, queryset=Sede.objects.none(), default=list, help_text="Sus ids."
    )
    familias = _lista(80)
    desde_en = serializers.DateTimeField()
    hasta_en = serializers.DateTimeField(default=None, allow_null=True)
    para_relojes = serializers.BooleanField(default=True)
    aviso_a = serializers.ChoiceField(choices=AlcanceAviso.choices, default=AlcanceAviso.CASOS)
    texto_cliente = serializers.CharField(max_length=2_000, default="", allow_blank=True)

    def get_fields(self) -> dict[str, serializers.Field]:
        campos = super().get_fields()
        usuario = getattr(self.context.get("request"), "user", None)
        if usuario is not None and usuario.is_authenticated:  # the schema is of nobody
            campos["sedes"].child_relation.queryset = Sede.objects.visibles_para(usuario)
        return campos

    def nueva(self) -> NuevaContingencia:
        datos = dict(self.validated_data)
        area = {campo: datos.pop(campo) for campo in CAMPOS_DE_AREA}
        area["sedes"] = [sede.pk for sede in area["sedes"]]
        return NuevaContingencia(area=area, **datos)


class FinalSerializer(serializers.Serializer):
    """Until when; without it, until somebody ends it."""

    hasta_en = serializers.DateTimeField(allow_null=True)


def _decision(cuerpo: type[serializers.Serializer] | None = None) -> Callable[[Any], Any]:
    return extend_schema(request=cuerpo, responses=ContingenciaSerializer, parameters=[EN_LA_RUTA])


class ContingenciaViewSet(viewsets.ReadOnlyModelViewSet):
    """Mass incidents, newest first; `?viva=true`, those that neither ended nor were undone."""

    queryset = Contingencia.objects.none()  # the real one depends on who asks
    serializer_class = ContingenciaSerializer
    permission_classes = [QuienDeclara]
    filter_backends: list[Any] = []
    lookup_field = "codigo"
    lookup_value_regex = CODIGO
    ordenes = (Orden("recientes", "pk", descendente=True),)

    def get_queryset(self) -> QuerySet[Contingencia]:
        viva = self.action == "list" and self.request.query_params.get("viva") == "true"
        todas = Contingencia.objects.vivas() if viva else Contingencia.objects.all()
        dentro = Q(casos__isnull=False, casos__retirada_en=None)
        return todas.annotate(incidencias=Count("casos", filter=dentro))

    @extend_schema(parameters=[OpenApiParameter("viva", bool)])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Those that there are and were."""
        return super().list(request, *args, **kwargs)

    @extend_schema(parameters=[EN_LA_RUTA])
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One of them."""
        return super().retrieve(request, *args, **kwargs)

    @extend_schema(request=NuevaContingenciaSerializer, responses={201: ContingenciaSerializer})
    @idempotente
    def create(self, request: Request) -> Response:
        """Declare one: its cases are linked, paused and told at once by the worker."""
        forma = NuevaContingenciaSerializer(data=request.data, context={"request": request})
        forma.is_valid(raise_exception=True)
        contingencia = declarar_contingencia(forma.nueva(), por=actor_de(request))
        return Response(
            self._contada(contingencia),
            status=status.HTTP_201_CREATED,
            headers={"Location": f"/api/v1/contingencias/{contingencia.codigo}/"},
        )

    @_decision(FinalSerializer)
    @action(detail=True, methods=["post"])
    def prorrogar(self, request: Request, codigo: str) -> Response:
        """Change its end while it has not come."""
        datos = leer(FinalSerializer, request)
        return self._decidir(request, prorrogar_contingencia, **datos)

    @_decision()
    @action(detail=True, methods=["post"])
    def terminar(self, request: Request, codigo: str) -> Response:
        """It is over: the clocks of its cases go on from now."""
        return self._decidir(request, terminar_contingencia)

    @_decision()
    @action(detail=True, methods=["post"])
    def deshacer(self, request: Request, codigo: str) -> Response:
        """It was a mistake: its cases are as if it had not been."""
        return self._decidir(request, deshacer_contingencia)

    def _decidir(self, request: Request, hacer: Callable[..., Any], **datos: Any) -> Response:
        contingencia = hacer(self.get_object().pk, por=actor_de(request), **datos)
        return Response(self._contada(contingencia))

    def _contada(self, contingencia: Contingencia) -> dict[str, Any]:
        return representar(ContingenciaSerializer, self.get_queryset().get(pk=contingencia.pk))
