"""The rows that the events of a case name by id, for its timeline: one statement a kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q

from cuentas.models import Grupo, Usuario
from incidencias.models import (
    Adjunto,
    AjusteCobertura,
    CorreoEntrante,
    EventoIncidencia,
    Incidencia,
    Llamada,
    Mensaje,
    MotivoEspera,
    Promesa,
    Rebote,
)
from nucleo.preparadas import Hueco, Preparada

OTRAS = ("en_id", "otra_id", "padre_id")  # how the events name another case

# Read for nearly every case that is opened, so written once (nucleo/preparadas.py).
_DEL_CASO = Hueco("caso")
_ESAS = Hueco("pks", lista_de="bigint")
DE_MENSAJE = (
    *("incidencia_id", "direccion", "canal", "texto", "ocurrido_en", "bloqueado_en"),
    *("usuario_id", "contacto_id"),
    *("comunicacion__para", "comunicacion__ultimo_error", "comunicacion__proximo_intento_en"),
    *("comunicacion__anulado_en", "comunicacion__enviado_en", "comunicacion__fallido_en"),
    *("correo__remitente", "correo__remitente_nombre", "correo__cita", "correo__firma"),
    *("correo__via", "correo__es_parcial", "correo__bytes"),
)
MENSAJES = Preparada(
    lambda: (
        Mensaje.objects.filter(incidencia=_DEL_CASO, pk__de_la_lista=_ESAS)
        .select_related("comunicacion", "correo")
        .only(*DE_MENSAJE)
    )
)
LLAMADAS = Preparada(lambda: Llamada.objects.filter(incidencia=_DEL_CASO, pk__de_la_lista=_ESAS))
# By their keys alone: those of a merged case are kept in the one that goes on.
PROMESAS = Preparada(lambda: Promesa.objects.filter(pk__de_la_lista=_ESAS))
CORREOS = Preparada(
    lambda: CorreoEntrante.objects.filter(incidencia=_DEL_CASO, pk__de_la_lista=_ESAS).defer("html")
)
ADJUNTOS = Preparada(
    lambda: (
        Adjunto.objects.filter(
            Q(mensaje__de_la_lista=_ESAS) | Q(mensaje=None),
            incidencia=_DEL_CASO,
        )
        .select_related("archivo")
        .order_by("pk")
    )
)
MOTIVOS = Preparada(
    lambda: MotivoEspera.objects.filter(codigo__de_la_lista=Hueco("codigos", lista_de="text"))
)

Lector = Callable[["Incidencia", set[Any]], Mapping[Any, Any]]
_lectores: dict[str, Lector] = {}


def registrar_nombrado(clave: str, leer: Lector) -> None:
    """Say how the rows that events name under `datos[clave]` are read, all in one statement.

    The entry gets its own in `entrada.cosas.<clave>`, the phrase in `suceso.cosa(clave)`.
    """
    _lectores[clave] = leer


@dataclass
class Nombrados:
    """What the events of a page name by id, read with one query a kind."""

    mensajes: dict[Any, Mensaje]
    llamadas: dict[Any, Llamada]
    promesas: dict[Any, Promesa]
    ajustes: dict[Any, AjusteCobertura]
    usuarios: dict[Any, Usuario]
    grupos: dict[Any, Grupo]
    motivos: dict[Any, MotivoEspera]
    otras: dict[Any, Incidencia]
    correos: dict[Any, CorreoEntrante]
    rebotes: dict[Any, Rebote]
    adjuntos: dict[int | None, list[Adjunto]]
    otros: dict[str, Mapping[Any, Any]]

    @classmethod
    def por(
        cls,
        incidencia: Incidencia,
        eventos: list[EventoIncidencia],
        *,
        con_adjuntos: bool = True,
    ) -> Nombrados:
        nombran: dict[str, set[Any]] = defaultdict(set)
        for clave, valor in (par for evento in eventos for par in evento.datos.items()):
            if isinstance(valor, int | str):  # an id or a code; lists and figures are told as such
                nombran[clave].add(valor)

        def ids(*claves: str) -> set[Any]:
            return {valor for clave in claves for valor in nombran.get(clave, ())}

        def filas(preparada: Preparada[Any], pks: set[Any]) -> dict[Any, Any]:
            leidas = preparada(caso=incidencia.pk, pks=list(pks)) if pks else []
            return {fila.pk: fila for fila in leidas}

        mensajes = filas(MENSAJES, ids("mensaje"))
        con_adjuntos = con_adjuntos and (
            bool(mensajes) or any(evento.codigo == "abierta" for evento in eventos)
        )
        return cls(
            mensajes=mensajes,
            llamadas=filas(LLAMADAS, ids("llamada")),
            promesas=filas(PROMESAS, ids("promesa")),
            ajustes=_de_ids(
                lambda: AjusteCobertura.objects.filter(incidencia=incidencia).defer("antes"),
                ids("ajuste"),
            ),
            usuarios=_personas(incidencia, eventos, ids("de", "a")),
            grupos=_de_ids(Grupo.objects.all, ids("grupo")),
            motivos=_motivos(
                incidencia, {e.datos.get("motivo") for e in eventos if e.codigo == "en_espera"}
            ),
            otras=_de_ids(lambda: Incidencia.objects.only("codigo", "asunto"), ids(*OTRAS)),
            correos=filas(CORREOS, ids("correo")),
            rebotes=_de_ids(incidencia.rebotes.all, ids("rebote")),
            adjuntos=_adjuntos(incidencia, mensajes) if con_adjuntos else {},
            otros={
                clave: leer(incidencia, pks)
                for clave, leer in _lectores.items()
                if (pks := ids(clave))
            },
        )


def _de_ids(filas: Callable[[], models.QuerySet[Any]], ids: set[Any]) -> dict[Any, Any]:
    """Those rows: nearly always none, so that not even the queryset is made."""
    return {fila.pk: fila for fila in filas().filter(pk__in=ids)} if ids else {}


def _personas(
    incidencia: Incidencia, eventos: list[EventoIncidencia], ids: set[Any]
) -> dict[Any, Usuario]:
    """Who is named: nearly always who answers for the case or who wrote something, read already."""
    conocidas = [incidencia.responsable, *(evento.usuario for evento in eventos)]
    personas = {una.pk: una for una in conocidas if una is not None}
    return personas | _de_ids(
        lambda: Usuario.objects.only("nombre", "email"), ids - personas.keys()
    )


def _motivos(incidencia: Incidencia, codigos: set[Any]) -> dict[Any, MotivoEspera]:
    """Why it waited: nearly always for what it waits now, read already."""
    el_de_ahora = incidencia.motivo_espera
    motivos = {el_de_ahora.codigo: el_de_ahora} if el_de_ahora else {}
    otros = [codigo for codigo in codigos - motivos.keys() if isinstance(codigo, str)]
    return motivos | {fila.codigo: fila for fila in MOTIVOS(codigos=otros)} if otros else motivos


def _adjuntos(incidencia: Incidencia, mensajes: Iterable[int]) -> dict[int | None, list[Adjunto]]:
    """The files of those messages, and under None those that came with the case itself."""
    por_mensaje: dict[int | None, list[Adjunto]] = {}
    for fila in ADJUNTOS(caso=incidencia.pk, pks=list(mensajes)):
        por_mensaje.setdefault(fila.mensaje_id, []).append(fila)
    return por_mensaje
