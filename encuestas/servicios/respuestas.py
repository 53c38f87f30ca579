"""Write down an opinion: saved at each step, editable for an hour, then refused kindly."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clientes.eventos import Actor
from encuestas.models import ESCALAS, Invitacion, Respuesta
from encuestas.servicios.composicion import (
    componer_evento,
    componer_respuesta,
    valores_de_respuesta,
)
from incidencias.servicios import anotar
from nucleo.errores import ErrorDeNegocio
from nucleo.insercion import insertar_fila
from nucleo.preparadas import Hueco, Preparada
from sat.models import Intervencion

CAMPOS = frozenset({*ESCALAS, "comentario"})
LARGO_COMENTARIO = 5_000
# Of the case, what an answer does not freeze.
LARGAS = ("descripcion", "solucion", "veredicto", "pausas", "busqueda", "equipo__trigramas")


@transaction.atomic
def responder_encuesta(
    pk: int, *, por: Actor, en: datetime | None = None, **valores: Any
) -> Respuesta:
    """Save what was answered (any of csat, ces, nps, comentario); each edit is an event.

    Raises ErrorDeNegocio if a value is out of its scale, the invitation has expired, or more than
    an hour has passed since the first answer.
    """
    en = en or timezone.now()
    (invitacion,) = LA_INVITACION(pk=pk)
    exigir_que_se_pueda_responder(invitacion, en=en)
    limpios = _limpiar(valores)
    previas = LA_RESPUESTA(invitacion=pk)
    if previas:
        return _editar(previas[0], limpios, por=por, en=en)
    respuesta = componer_respuesta(
        invitacion, limpios, en=en, tecnico_id=_tecnico_de(invitacion.incidencia_id)
    )
    insertar_fila(respuesta)
    invitacion.save(update_fields=["respondida_en"])
    datos = valores_de_respuesta(respuesta)
    insertar_fila(componer_evento(invitacion, "respondida", por=por, en=en, **datos))
    anotar(invitacion.incidencia, "encuesta_respondida", por=por, en=en, invitacion=invitacion.pk)
    return respuesta


def exigir_que_se_pueda_responder(invitacion: Invitacion, *, en: datetime | None = None) -> None:
    """ErrorDeNegocio, kindly, if it is too late to answer or to change the answer."""
    en = en or timezone.now()
    if invitacion.respondida_en is not None:
        minutos = settings.ENCUESTA_MINUTOS_EDICION
        if en > invitacion.respondida_en + timedelta(minutes=minutos):
            raise ErrorDeNegocio(
                _("Ya tenemos su opinión y ha pasado el tiempo para cambiarla. ¡Gracias!"),
                codigo="ya_respondida",
            )
    elif en >= invitacion.caduca_en:
        raise ErrorDeNegocio(
            _("Esta encuesta ya no admite respuestas. Gracias de todos modos."), codigo="caducada"
        )


def _limpiar(valores: dict[str, Any]) -> dict[str, Any]:
    if not valores or set(valores) - CAMPOS:
        raise ErrorDeNegocio(_("No hay nada que guardar."))
    return {
        campo: _comentario(valor) if campo == "comentario" else _cifra(campo, valor)
        for campo, valor in valores.items()
    }


def _cifra(campo: str, valor: Any) -> int:
    escala = ESCALAS[campo]
    try:
        cifra = int(valor)
    except (TypeError, ValueError):
        cifra = -1
    if cifra not in escala:
        raise ErrorDeNegocio(
            _("Elija un valor de %(desde)d a %(hasta)d.")
            % {"desde": escala[0], "hasta": escala[-1]},
            campo=campo,
        )
    return cifra


def _comentario(valor: Any) -> str:
    texto = str(valor).strip()
    if "\x00" in texto:
        raise ErrorDeNegocio(_("El texto lleva caracteres no admitidos."), campo="comentario")
    if len(texto) > LARGO_COMENTARIO:
        raise ErrorDeNegocio(
            _("El comentario no puede pasar de %(largo)d caracteres.")
            % {"largo": LARGO_COMENTARIO},
            campo="comentario",
        )
    return texto


def _editar(
    respuesta: Respuesta, valores: dict[str, Any], *, por: Actor, en: datetime
) -> Respuesta:
    cambios = {c: v for c, v in valores.items() if getattr(respuesta, c) != v}
    if not cambios:
        return respuesta
    for campo, valor in cambios.items():
        setattr(respuesta, campo, valor)
    if all(getattr(respuesta, campo) in (None, "") for campo in CAMPOS):
        raise ErrorDeNegocio(
            _("Deje al menos una respuesta o el comentario."), codigo="sin_respuesta"
        )
    respuesta.editada_en = en
    respuesta.save(update_fields=[*cambios, "editada_en"])
    datos = valores_de_respuesta(respuesta)
    componer_evento(respuesta.invitacion, "editada", por=por, en=en, **datos).save(
        force_insert=True
    )
    return respuesta


def _tecnico_de(incidencia_id: int) -> int | None:
    """Who was there last, if anybody went."""
    filas = QUIEN_FUE.tuplas(incidencia=incidencia_id)
    return filas[0][0] if filas else None


LA_INVITACION: Preparada[Invitacion] = Preparada(
    lambda: (
        Invitacion.objects.select_for_update(of=("self",))
        .select_related("incidencia__equipo")
        .defer(*(f"incidencia__{columna}" for columna in LARGAS))
        .filter(pk=Hueco("pk"))
    )
)
LA_RESPUESTA: Preparada[Respuesta] = Preparada(
    lambda: Respuesta.objects.filter(invitacion=Hueco("invitacion"))
)
QUIEN_FUE: Preparada[Intervencion] = Preparada(
    lambda: (
        Intervencion.objects.filter(orden__incidencia=Hueco("incidencia"))
        .order_by("-iniciada_en")
        .values_list("tecnico_id")[:1]
    )
)
