"""Triage in the API: questions and answers, urgency, junk, what goes with what, several at once."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from incidencias import servicios
from incidencias.api.comun import PARAMETRO_CODIGO, PERMISOS, actor_de, leer
from incidencias.api.serializers import (
    CategoriaDeArbolSerializer,
    IncidenciaDetalleSerializer,
    NuevasVariasSerializer,
    RespuestasField,
)
from incidencias.categorias import Arbol
from incidencias.duplicadas import posibles_duplicadas
from incidencias.models import (
    Categoria,
    CausaUrgencia,
    ClaseVinculo,
    Incidencia,
    PreguntaTriaje,
)
from incidencias.servicios.familia import EN_CASCADA
from nucleo.api import idempotente

if TYPE_CHECKING:
    from collections.abc import Callable

    from rest_framework.request import Request

    from incidencias.models import IncidenciaQuerySet


class _OtraIncidencia(serializers.SlugRelatedField):
    """A case by its code, among those that the caller may see."""

    def __init__(self, **opciones: Any) -> None:
        super().__init__(slug_field="codigo", queryset=Incidencia.objects.all(), **opciones)

    def get_queryset(self) -> IncidenciaQuerySet:
        return super().get_queryset().visibles_para(self.context["request"].user).defer("busqueda")


class UrgenciaVitalSerializer(serializers.Serializer):
    causa = serializers.SlugRelatedField(
        slug_field="codigo", queryset=CausaUrgencia.objects.filter(activa=True)
    )
    justificacion = serializers.CharField(max_length=500)


class RespuestasSerializer(serializers.Serializer):
    """Answers by the id of their question; an empty one takes it back. Photos go by the web."""

    respuestas = RespuestasField()


class FusionarSerializer(serializers.Serializer):
    en_incidencia = _OtraIncidencia()


class MeterSerializer(serializers.Serializer):
    padre = _OtraIncidencia()


class RelacionarSerializer(serializers.Serializer):
    con = _OtraIncidencia()
    clase = serializers.ChoiceField(
        choices=ClaseVinculo.choices, default=ClaseVinculo.RELACIONADA.value
    )


class QuitarRelacionSerializer(serializers.Serializer):
    con = _OtraIncidencia()


class SpamSerializer(serializers.Serializer):
    vetar = serializers.BooleanField(default=False, help_text="No recibir nada más suyo.")


class CascadaSerializer(serializers.Serializer):
    """One decision for some of the cases inside this one. `prever`: only say what it would do."""

    decision = serializers.ChoiceField(choices=[(clave, clave) for clave in EN_CASCADA])
    hijas = serializers.ListField(child=_OtraIncidencia(), min_length=1, max_length=200)
    texto = serializers.CharField(default="", allow_blank=True, max_length=100_000)
    solucion = serializers.CharField(default="", allow_blank=True, max_length=10_000)
    causa = serializers.CharField(default="", allow_blank=True, max_length=80)
    prever = serializers.BooleanField(default=False)

    def validate(self, datos: dict[str, Any]) -> dict[str, Any]:
        suyos = {"responder": ["texto"], "nota": ["texto"], "resolver": ["solucion", "causa"]}
        datos["datos"] = {clave: datos[clave] for clave in suyos.get(datos["decision"], [])}
        return datos


class _FueraSerializer(serializers.Serializer):
    codigo = serializers.CharField()
    por_que = serializers.CharField()


class CascadaHechaSerializer(serializers.Serializer):
    hechas = serializers.ListField(child=serializers.CharField())
    fuera = _FueraSerializer(many=True)


class ParecidaSerializer(serializers.Serializer):
    codigo = serializers.CharField(source="incidencia.codigo")
    asunto = serializers.CharField(source="incidencia.asunto")
    estado = serializers.CharField(source="incidencia.estado")
    motivos = serializers.ListField(child=serializers.CharField())


class VariasAbiertasSerializer(serializers.Serializer):
    padre = serializers.CharField()
    hijas = serializers.ListField(child=serializers.CharField())


def _decision(forma: type[serializers.Serializer] | None) -> Callable[..., Any]:
    """How the schema tells a decision on a case: its body, and the case as answer."""
    return extend_schema(
        request=forma, responses=IncidenciaDetalleSerializer, parameters=[PARAMETRO_CODIGO]
    )


class DecisionesDeTriaje:
    """The decisions of triage on a case, for IncidenciaViewSet."""

    _decidir: Callable[..., Response]
    get_object: Callable[[], Incidencia]

    @_decision(UrgenciaVitalSerializer)
    @action(detail=True, methods=["post"], url_path="urgencia-vital")
    def urgencia_vital(self, request: Request, codigo: str) -> Response:
        """Put it before all the others, with its cause and why."""
        return self._decidir(request, servicios.marcar_urgencia_vital, UrgenciaVitalSerializer)

    @_decision(None)
    @action(detail=True, methods=["post"], url_path="retirar-urgencia")
    def retirar_urgencia(self, request: Request, codigo: str) -> Response:
        """It can wait like the others."""
        return self._decidir(request, servicios.retirar_urgencia_vital)

    @_decision(RespuestasSerializer)
    @action(detail=True, methods=["post"])
    def triaje(self, request: Request, codigo: str) -> Response:
        """Answer the questions of its category, or correct what was answered."""
        return self._decidir(request, servicios.responder_triaje, RespuestasSerializer)

    @_decision(FusionarSerializer)
    @action(detail=True, methods=["post"])
    def fusionar(self, request: Request, codigo: str) -> Response:
        """It is the same as another one of its customer, and goes on there."""
        return self._decidir(request, servicios.fusionar_incidencia, FusionarSerializer)

    @_decision(None)
    @action(detail=True, methods=["post"], url_path="deshacer-fusion")
    def deshacer_fusion(self, request: Request, codigo: str) -> Response:
        """Back to the state before the merge."""
        return self._decidir(request, servicios.deshacer_fusion)

    @_decision(MeterSerializer)
    @action(detail=True, methods=["post"])
    def meter(self, request: Request, codigo: str) -> Response:
        """Put it inside another one."""
        return self._decidir(request, servicios.meter_en, MeterSerializer)

    @_decision(None)
    @action(detail=True, methods=["post"])
    def sacar(self, request: Request, codigo: str) -> Response:
        """Take it out of the one it is inside."""
        return self._decidir(request, servicios.sacar)

    @_decision(RelacionarSerializer)
    @action(detail=True, methods=["post"])
    def relacionar(self, request: Request, codigo: str) -> Response:
        """Say that it has to do with another one."""
        return self._decidir(request, servicios.relacionar, RelacionarSerializer)

    @_decision(QuitarRelacionSerializer)
    @action(detail=True, methods=["post"], url_path="quitar-relacion")
    def quitar_relacion(self, request: Request, codigo: str) -> Response:
        """It has nothing to do with that one after all."""
        return self._decidir(request, servicios.quitar_relacion, QuitarRelacionSerializer)

    @_decision(SpamSerializer)
    @action(detail=True, methods=["post"])
    def spam(self, request: Request, codigo: str) -> Response:
        """It is junk: cancelled without telling anybody."""
        return self._decidir(request, servicios.marcar_spam, SpamSerializer)

    @_decision(None)
    @action(detail=True, methods=["post"], url_path="deshacer-spam")
    def deshacer_spam(self, request: Request, codigo: str) -> Response:
        """It was not junk: all comes back."""
        return self._decidir(request, servicios.deshacer_spam)

    @extend_schema(
        request=CascadaSerializer, responses=CascadaHechaSerializer, parameters=[PARAMETRO_CODIGO]
    )
    @action(detail=True, methods=["post"])
    def hijas(self, request: Request, codigo: str) -> Response:
        """Take one decision on some of the cases inside it; those left out come with the reason."""
        datos = leer(CascadaSerializer, request)
        hacer = servicios.prever_en_hijas if datos["prever"] else servicios.decidir_en_hijas
        cascada = hacer(
            self.get_object().pk,
            por=actor_de(request),
            decision=datos["decision"],
            hijas=[hija.pk for hija in datos["hijas"]],
            datos=datos["datos"],
        )
        return Response(
            {
                "hechas": [hija.codigo for hija in cascada.hechas],
                "fuera": [{"codigo": h.codigo, "por_que": frase} for h, frase in cascada.fuera],
            }
        )

    @extend_schema(
        responses=ParecidaSerializer(many=True), parameters=[PARAMETRO_CODIGO], filters=False
    )
    @action(detail=True, methods=["get"], pagination_class=None, filter_backends=[])
    def duplicadas(self, request: Request, codigo: str) -> Response:
        """The cases that may be the same, the likeliest first."""
        if not request.user.es_de_oficina:
            raise Http404
        caso = self.get_object()
        parecidas = posibles_duplicadas(
            request.user,
            cliente=caso.cliente,
            equipo=caso.equipo,
            texto=caso.asunto,
            salvo=caso.pk,
        )
        return Response(ParecidaSerializer(parecidas, many=True).data)

    @extend_schema(request=NuevasVariasSerializer, responses={201: VariasAbiertasSerializer})
    @action(detail=False, methods=["post"])
    @idempotente
    def varias(self, request: Request) -> Response:
        """Open one case for each of several units of a site, inside one: all or none."""
        datos = leer(NuevasVariasSerializer, request)
        equipos, en = datos.pop("equipos"), datos.pop("ocurrida_en")
        nueva = servicios.NuevaIncidencia(**datos)
        padre, hijas = servicios.abrir_varias(nueva, equipos, por=actor_de(request), en=en)
        cuerpo = {"padre": padre.codigo, "hijas": [hija.codigo for hija in hijas]}
        return Response(cuerpo, status=status.HTTP_201_CREATED)


class CategoriaViewSet(viewsets.GenericViewSet):
    """The categories that are offered, with what each one asks."""

    queryset = Categoria.objects.none()
    permission_classes = PERMISOS
    serializer_class = CategoriaDeArbolSerializer
    pagination_class = None
    filter_backends: list[Any] = []

    @extend_schema(responses=CategoriaDeArbolSerializer(many=True))
    def list(self, request: Request) -> Response:
        """In the order of the tree. Customers get those of the portal, with their questions."""
        return Response(CategoriaDeArbolSerializer(_arbol(request), many=True).data)


def _arbol(request: Request) -> list[dict[str, Any]]:
    """Two statements, however many categories and questions there are."""
    en_portal = not request.user.es_de_oficina
    preguntas: dict[int, list[PreguntaTriaje]] = defaultdict(list)
    activas = PreguntaTriaje.objects.filter(activa=True)
    for una in activas.filter(en_portal=True) if en_portal else activas:
        preguntas[una.categoria_id].append(una)
    arbol = Arbol.leer()
    return [
        {
            "id": una.pk,
            "ruta": arbol.ruta(una.pk),
            "padre": una.padre_id,
            "tipo": una.tipo,
            "exige": vars(arbol.exige(una.pk)),
            "preguntas": [p for de in arbol.linaje(una.pk) for p in preguntas[de.pk]],
        }
        for _nivel, una in arbol.ramas()
        if arbol.se_ofrece(una.pk, en_portal=en_portal)
    ]
