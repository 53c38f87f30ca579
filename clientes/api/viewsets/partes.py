"""Contacts, sites and consents in the API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from drf_spectacular.utils import extend_schema
from rest_framework import mixins
from rest_framework.decorators import action
from rest_framework.response import Response

from clientes.api.serializers.clientes import ContactoSerializer, SedeSerializer
from clientes.api.serializers.partes import (
    CambioContactoSerializer,
    CambioSedeSerializer,
    ConsentimientoSerializer,
    NuevaSedeSerializer,
    NuevoConsentimientoSerializer,
    NuevoContactoSerializer,
    PosicionSerializer,
)
from clientes.api.viewsets.comun import PARAMETRO_ID, Base, creado
from clientes.filters import ConsentimientoFilter, ContactoFilter, SedeFilter
from clientes.models import Consentimiento, Contacto, Sede
from clientes.servicios import (
    cambiar_contacto,
    cambiar_sede,
    crear_contacto,
    crear_sede,
    otorgar_consentimiento,
    poner_posicion,
    retirar_consentimiento,
)
from nucleo.api import idempotente

if TYPE_CHECKING:
    from rest_framework.request import Request

    from clientes.models import ConsentimientoQuerySet, ContactoQuerySet, SedeQuerySet


class ContactoViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Base):
    """The people of a customer, the newest first."""

    queryset = Contacto.objects.none()  # the real one depends on who asks
    serializer_class = ContactoSerializer
    filterset_class = ContactoFilter

    def get_queryset(self) -> ContactoQuerySet:
        visibles = Contacto.objects.visibles_para(self.request.user)  # type: ignore[arg-type]
        return visibles.defer("texto_trigramas", "trigramas")

    @extend_schema(parameters=[PARAMETRO_ID])
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One contact."""
        return super().retrieve(request, *args, **kwargs)

    @extend_schema(request=NuevoContactoSerializer, responses={201: ContactoSerializer})
    @idempotente
    def create(self, request: Request) -> Response:
        """Add a contact to a customer."""
        datos = self.leer(NuevoContactoSerializer)
        contacto = crear_contacto(datos.pop("cliente").pk, por=self.actor, **datos)
        return creado(ContactoSerializer(contacto).data, f"contactos/{contacto.pk}")

    @extend_schema(
        request=CambioContactoSerializer, responses=ContactoSerializer, parameters=[PARAMETRO_ID]
    )
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Change the given fields of a contact."""
        pk, cambios = self.get_object().pk, self.leer(CambioContactoSerializer, parcial=True)
        return Response(ContactoSerializer(cambiar_contacto(pk, por=self.actor, **cambios)).data)


class SedeViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Base):
    """Where customers are served, the newest first."""

    queryset = Sede.objects.none()
    serializer_class = SedeSerializer
    filterset_class = SedeFilter

    def get_queryset(self) -> SedeQuerySet:
        return Sede.objects.visibles_para(self.request.user)  # type: ignore[arg-type]

    @extend_schema(parameters=[PARAMETRO_ID])
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One site."""
        return super().retrieve(request, *args, **kwargs)

    @extend_schema(request=NuevaSedeSerializer, responses={201: SedeSerializer})
    @idempotente
    def create(self, request: Request) -> Response:
        """Add a site to a customer."""
        datos = self.leer(NuevaSedeSerializer)
        sede = crear_sede(datos.pop("cliente").pk, por=self.actor, **datos)
        return creado(SedeSerializer(sede).data, f"sedes/{sede.pk}")

    @extend_schema(
        request=CambioSedeSerializer, responses=SedeSerializer, parameters=[PARAMETRO_ID]
    )
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Change the given fields of a site."""
        pk, cambios = self.get_object().pk, self.leer(CambioSedeSerializer, parcial=True)
        return Response(SedeSerializer(cambiar_sede(pk, por=self.actor, **cambios)).data)

    @extend_schema(request=PosicionSerializer, responses=SedeSerializer, parameters=[PARAMETRO_ID])
    @action(detail=True, methods=["post"], filterset_class=None, pagination_class=None)
    def posicion(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Say where it is; what is known from a better source stays, and comes back."""
        pk, datos = self.get_object().pk, self.leer(PosicionSerializer)
        return Response(SedeSerializer(poner_posicion(pk, por=self.actor, **datos)).data)


class ConsentimientoViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Base):
    """What contacts allow and allowed, the newest first. Nothing is edited: it is taken back."""

    queryset = Consentimiento.objects.none()
    serializer_class = ConsentimientoSerializer
    filterset_class = ConsentimientoFilter

    def get_queryset(self) -> ConsentimientoQuerySet:
        visibles = Consentimiento.objects.visibles_para(self.request.user)  # type: ignore[arg-type]
        return visibles.select_related("contacto")

    @extend_schema(parameters=[PARAMETRO_ID])
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One consent."""
        return super().retrieve(request, *args, **kwargs)

    @extend_schema(request=NuevoConsentimientoSerializer, responses={201: ConsentimientoSerializer})
    @idempotente
    def create(self, request: Request) -> Response:
        """Note what a contact allows, with its proof."""
        datos = self.leer(NuevoConsentimientoSerializer)
        dado = otorgar_consentimiento(datos.pop("contacto").pk, por=self.actor, **datos)
        return creado(ConsentimientoSerializer(dado).data, f"consentimientos/{dado.pk}")

    @extend_schema(request=None, responses=ConsentimientoSerializer, parameters=[PARAMETRO_ID])
    @action(detail=True, methods=["post"], filterset_class=None, pagination_class=None)
    def retirar(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Take it back, with every other one in force for the same purpose."""
        retirado = retirar_consentimiento(self.get_object().pk, por=self.actor)
        return Response(ConsentimientoSerializer(retirado).data)
