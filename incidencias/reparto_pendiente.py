"""What waits for somebody else: the handover that was offered, what was asked of others."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cuentas.models import Usuario
from incidencias.al_lado import lo_que_debe
from incidencias.bandejas import DE_TRABAJO, Bandeja, Cola, registrar_bandeja, registrar_cola
from incidencias.destinatarios import es_supervision
from incidencias.models import (
    ClasePeticion,
    EstadoRelevo,
    Incidencia,
    IncidenciaQuerySet,
    PeticionInterna,
    Relevo,
)
from incidencias.models.relevos import PeticionQuerySet
from incidencias.permisos import limite_de_cortesia
from nucleo.registro import registrar_panel


def registrar() -> None:
    """Called once from `IncidenciasConfig.ready`."""
    registrar_panel("incidencias.ficha", "reparto", "incidencias/panel_reparto.html", de_caso, 2)
    registrar_bandeja(
        Bandeja(
            "por_aceptar",
            _("Por aceptar"),
            "arrow-right-left",
            ofrecidas_a,
            DE_TRABAJO,
            _("Nadie te está pasando nada."),
            lugar=25,
        )
    )
    registrar_cola(
        Cola(
            "peticiones",
            _("Me preguntan"),
            "message-circle-question-mark",
            "incidencias:peticiones",
            lambda usuario: peticiones_para(usuario).count(),
            lugar=35,
        )
    )


def ofrecidas_a(casos: IncidenciaQuerySet, usuario: Usuario) -> IncidenciaQuerySet:
    """The cases that this person, or a team of theirs, has been offered."""
    ofrecidos = Relevo.objects.filter(estado=EstadoRelevo.PENDIENTE).para(usuario)
    return casos.abiertas().filter(pk__in=ofrecidos.values("incidencia"))


def peticiones_para(usuario: Usuario) -> PeticionQuerySet:
    """What this person is asked: by their teams, and the money that they may authorise."""
    mias = Q(clase=ClasePeticion.CONSULTA, grupo__in=usuario.grupos.values("pk"))
    limite = limite_de_cortesia(usuario)
    autorizaciones = Q(clase=ClasePeticion.AUTORIZACION) & ~Q(pedida_por=usuario)
    if limite is None:
        mias |= autorizaciones
    elif limite:
        mias |= autorizaciones & Q(importe_eur__lte=limite)
    visibles = Incidencia.objects.visibles_para(usuario)
    return PeticionInterna.objects.abiertas().filter(mias, incidencia__in=visibles.values("pk"))


def de_caso(request: HttpRequest, incidencia: Incidencia) -> dict[str, Any] | None:
    """The panel of a case, when there is something."""
    usuario: Usuario = request.user  # type: ignore[assignment]
    if not incidencia.esta_abierta or not lo_que_debe(incidencia).reparto:
        return None
    relevo = (
        Relevo.objects.filter(incidencia=incidencia, estado=EstadoRelevo.PENDIENTE)
        .select_related("de", "a", "grupo")
        .first()
    )
    abiertas = incidencia.peticiones_internas.filter(respondida_en=None, anulada_en=None)
    peticiones = list(abiertas.select_related("grupo", "pedida_por").order_by("limite_en"))
    suyas = set(peticiones_para(usuario).values_list("pk", flat=True)) if peticiones else set()
    return {
        "incidencia": incidencia,
        "relevo": relevo,
        "es_para_mi": relevo is not None and _es_para(relevo, usuario),
        "puedo_retirarlo": relevo is not None
        and (relevo.de_id == usuario.pk or es_supervision(usuario)),
        "peticiones": [
            (
                peticion,
                peticion.pk in suyas or _responde_por_supervisar(peticion, usuario),
                peticion.pedida_por_id == usuario.pk or es_supervision(usuario),
            )
            for peticion in peticiones
        ],
    }


def _es_para(relevo: Relevo, usuario: Usuario) -> bool:
    if relevo.a_id is not None:
        return relevo.a_id == usuario.pk
    return relevo.grupo is not None and usuario.grupos.contains(relevo.grupo)


def _responde_por_supervisar(peticion: PeticionInterna, usuario: Usuario) -> bool:
    return peticion.clase == ClasePeticion.CONSULTA and es_supervision(usuario)
