"""The timeline of a case: its events in sentences, with what was said beside them.

Upper apps write into it with `incidencias.servicios.anotar` and say here how their codes read:

    registrar_frase("orden_abierta", "wrench", _("abrió la orden %(orden)s"))
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from clientes.eventos import EventoConContacto
from cuentas.models import Token, Usuario
from incidencias.al_lado import LoQueDebe
from incidencias.models import (
    Adjunto,
    AjusteCobertura,
    Canal,
    CorreoEntrante,
    EventoIncidencia,
    Incidencia,
    Llamada,
    Mensaje,
    Promesa,
    Rebote,
)
from incidencias.nombrados import OTRAS, Nombrados
from nucleo.aspecto import registrar_aspecto
from nucleo.eventos import Autor
from nucleo.preparadas import Hueco, Preparada

POR_PAGINA = 30
CONVERSADOS = frozenset({Canal.CHAT, Canal.WHATSAPP})
LO_QUE_SE_CUENTA = (
    *("incidencia_id", "id", "codigo", "ocurrido_en", "autor", "datos", "token_id"),
    *("usuario__nombre", "usuario__email", "contacto__nombre"),
)

# What the sender of a mail does; the rest is done by us.
DE_CORREO = frozenset({"abierta", "mensaje_entrante", "correo_ajeno", "correo_automatico"})

# What a merged case tells in the one that goes on: what was said in it.
DE_LO_UNIDO = (
    *("abierta", "mensaje_entrante", "mensaje_saliente", "mensaje_traido", "nota", "llamada"),
    *("chat", "correo_ajeno", "correo_automatico", "foto_recibida"),
)
GENERADAS = ("cliente__texto_trigramas", "cliente__trigramas")
FraseEscrita = str | Promise
FraseCompuesta = Callable[["Suceso"], str]


@dataclass(frozen=True)
class Frase:
    """How a code reads after its author's name, and the template of what goes under it."""

    texto: FraseEscrita | FraseCompuesta
    es_visible_para_cliente: bool = False
    plantilla: str = ""


_frases: dict[str, Frase] = {}


def registrar_frase(
    codigo: str,
    icono: str,
    plantilla_de_frase: FraseEscrita | FraseCompuesta,
    visible_para_cliente: bool = False,
    *,
    tono: str = "gris",
    plantilla: str = "",
) -> None:
    """Say how the events of `codigo` are told: "abrió la orden %(orden)s", from their `datos`.

    `plantilla` paints the body of the entry; it receives `entrada`, whose `datos` are the event's.
    """
    _frases[codigo] = Frase(plantilla_de_frase, visible_para_cliente, plantilla)
    registrar_aspecto("entrada", codigo, icono=icono, tono=tono)


def codigos_visibles_para_cliente() -> list[str]:
    return [codigo for codigo, frase in _frases.items() if frase.es_visible_para_cliente]


@dataclass
class Entrada:
    """One entry as the component `linea_de_tiempo` paints it."""

    pk: int
    tipo: str
    autor: str
    titulo: str
    ocurrido_en: datetime
    plantilla: str
    propia: bool
    datos: dict[str, Any]
    incidencia: Incidencia
    mensaje: Mensaje | None = None
    llamada: Llamada | None = None
    promesa: Promesa | None = None
    ajuste: AjusteCobertura | None = None
    correo: CorreoEntrante | None = None  # the mail that tells it
    rebote: Rebote | None = None
    adjuntos: list[Adjunto] = field(default_factory=list)
    cosas: dict[str, Any] = field(default_factory=dict)

    @property
    def sin_correo(self) -> bool:
        """Ours, and there was nowhere to send it; an imported one left from another program."""
        incidencia = self.incidencia
        if self.mensaje is not None and self.mensaje.canal != Canal.CORREO:
            return False
        return self.propia and not incidencia.cliente.correo_para(incidencia.contacto)


# Read for every case that is opened, so written once (nucleo/preparadas.py).
ULTIMOS = Preparada(
    lambda: (
        EventoIncidencia.objects.filter(incidencia=Hueco("caso"))
        .select_related("usuario", "contacto")
        .only(*LO_QUE_SE_CUENTA)
        .order_by("-ocurrido_en", "-id")[: POR_PAGINA + 1]
    )
)


@dataclass(frozen=True)
class PaginaDeLinea:
    entradas: list[Entrada]
    siguiente: str | None  # where the older ones begin


@dataclass(frozen=True)
class Suceso:
    """An event with the rows that it names, for the phrases composed in Python."""

    evento: EventoIncidencia
    nombrados: Nombrados

    @property
    def datos(self) -> Mapping[str, Any]:
        return self.evento.datos

    def persona(self, clave: str) -> str:
        usuario = self.nombrados.usuarios.get(self.datos.get(clave))
        return str(usuario) if usuario else ""

    def grupo(self) -> str:
        return str(self.nombrados.grupos.get(self.datos.get("grupo"), ""))

    def motivo(self) -> str:
        return str(self.nombrados.motivos.get(self.datos.get("motivo"), _("sin decir por qué")))

    def otra(self) -> str:
        """The code of the other case, in a merge, a link or a parent."""
        claves = (self.datos.get(clave) for clave in OTRAS)
        otra = next((self.nombrados.otras[pk] for pk in claves if pk in self.nombrados.otras), None)
        return otra.codigo if otra else _("otra incidencia")

    def mensaje(self) -> Mensaje | None:
        return self.nombrados.mensajes.get(self.datos.get("mensaje"))

    def llamada(self) -> Llamada | None:
        return self.nombrados.llamadas.get(self.datos.get("llamada"))

    def promesa(self) -> Promesa | None:
        return self.nombrados.promesas.get(self.datos.get("promesa"))

    def ajuste(self) -> AjusteCobertura | None:
        return self.nombrados.ajustes.get(self.datos.get("ajuste"))

    def correo(self) -> CorreoEntrante | None:
        """The mail of its message, or the one that opened the case."""
        mensaje = self.mensaje()
        if mensaje is not None:
            return mensaje.correo
        return self.nombrados.correos.get(self.datos.get("correo"))

    def rebote(self) -> Rebote | None:
        return self.nombrados.rebotes.get(self.datos.get("rebote"))

    def cosa(self, clave: str) -> Any:
        """The row named under that key, of those of `registrar_nombrado`; None if it is gone."""
        return self.nombrados.otros.get(clave, {}).get(self.datos.get(clave))

    def cosas(self) -> dict[str, Any]:
        return {clave: self.cosa(clave) for clave in self.nombrados.otros if clave in self.datos}


def pagina_de_linea(
    incidencia: Incidencia,
    *,
    antes_de: str = "",
    por_pagina: int = POR_PAGINA,
    para_cliente: bool = False,
    usuario: Usuario | None = None,
    hay: LoQueDebe | None = None,
) -> PaginaDeLinea:
    """The newest entries of a case, or those before `antes_de` (a `siguiente` given earlier).

    A customer sees only the codes registered as visible: never a note, never our own doings.
    What was said in those merged into it is told too, but not of those of a restricted team
    that `usuario` is not in. The number of statements does not depend on the number of
    entries; of what it is known that there is none (`hay`) nothing is read.
    """
    unidas: list[Incidencia] = []
    if hay is None or hay.unidas:
        unidas = _unidas(incidencia, para_cliente=para_cliente)
        if unidas and usuario is not None:
            unidas = [caso for caso in unidas if caso.grupo_id not in usuario.grupos_vedados]
    marca = _leer_marca(antes_de)
    if unidas or para_cliente or marca or por_pagina != POR_PAGINA:
        filas = _otros(incidencia, unidas, marca, por_pagina, para_cliente=para_cliente)
    else:
        filas = ULTIMOS(caso=incidencia.pk)
    hay_mas, filas = len(filas) > por_pagina, filas[:por_pagina]
    _leer_tokens(filas)
    casos = {caso.pk: caso for caso in (incidencia, *unidas)}
    nombrados = {
        pk: Nombrados.por(
            caso,
            [fila for fila in filas if fila.incidencia_id == pk],
            con_adjuntos=hay is None or hay.adjuntos or caso is not incidencia,
        )
        for pk, caso in casos.items()
    }
    entradas = [
        _entrada(Suceso(fila, nombrados[fila.incidencia_id]), casos[fila.incidencia_id])
        for fila in filas
    ]
    for entrada in entradas:
        if entrada.incidencia.pk != incidencia.pk:
            entrada.titulo = f"{entrada.titulo} · {entrada.incidencia.codigo}"
    return PaginaDeLinea(entradas, _marca(filas[-1]) if hay_mas else None)


def _otros(
    incidencia: Incidencia,
    unidas: list[Incidencia],
    marca: tuple[datetime, int] | None,
    por_pagina: int,
    *,
    para_cliente: bool,
) -> list[EventoIncidencia]:
    """Events in any other way than the newest of one case for us."""
    eventos = EventoIncidencia.objects.filter(incidencia=incidencia)
    if unidas:
        eventos = EventoIncidencia.objects.filter(incidencia__in=[incidencia, *unidas]).filter(
            Q(incidencia=incidencia) | Q(codigo__in=DE_LO_UNIDO)
        )
    if para_cliente:
        eventos = eventos.filter(codigo__in=codigos_visibles_para_cliente())
    if marca is not None:
        cuando, numero = marca
        eventos = eventos.filter(ocurrido_en__lte=cuando).exclude(
            ocurrido_en=cuando, id__gte=numero
        )
    return list(
        eventos.select_related("usuario", "contacto")
        .only(*LO_QUE_SE_CUENTA)
        .order_by("-ocurrido_en", "-id")[: por_pagina + 1]
    )


def _unidas(incidencia: Incidencia, *, para_cliente: bool) -> list[Incidencia]:
    """The cases merged into this one, and those merged into them: what was said there is seen here.

    A customer's: only those that the same person of theirs reported.
    """
    casos = Incidencia.objects.select_related("cliente", "contacto").defer("busqueda", *GENERADAS)
    unidas = list(casos.filter(fusionada_en=incidencia.pk))
    if unidas:
        unidas += casos.filter(fusionada_en__in=[caso.pk for caso in unidas])
    if para_cliente:
        unidas = [caso for caso in unidas if caso.contacto_id == incidencia.contacto_id]
    return unidas


def _leer_tokens(eventos: list[EventoIncidencia]) -> None:
    """Whose tokens wrote them: few cases have any, and two more joins are paid by all."""
    de_la_api = [evento for evento in eventos if evento.token_id is not None]
    if not de_la_api:
        return
    duenos = Token.objects.select_related("usuario").only("usuario__nombre", "usuario__email")
    models.prefetch_related_objects(de_la_api, models.Prefetch("token", duenos))


def _entrada(suceso: Suceso, incidencia: Incidencia) -> Entrada:
    evento = suceso.evento
    frase = _frases.get(evento.codigo, Frase(_("anotó «%(codigo)s»")))
    mensaje = suceso.mensaje()
    es_apertura = evento.codigo == "abierta"
    return Entrada(
        pk=evento.id,
        tipo=evento.codigo,
        autor=_autor(suceso, incidencia),
        titulo=_decir(frase.texto, suceso),
        ocurrido_en=evento.ocurrido_en,
        plantilla=frase.plantilla if _tiene_cuerpo(suceso) else "",
        propia=evento.codigo == "mensaje_saliente" or evento.datos.get("propia") is True,
        datos=evento.datos,
        incidencia=incidencia,
        mensaje=mensaje,
        llamada=suceso.llamada(),
        promesa=suceso.promesa(),
        ajuste=suceso.ajuste(),
        correo=suceso.correo(),
        rebote=suceso.rebote(),
        adjuntos=suceso.nombrados.adjuntos.get(mensaje.pk if mensaje else None, [])
        if mensaje or es_apertura
        else [],
        cosas=suceso.cosas(),
    )


def _tiene_cuerpo(suceso: Suceso) -> bool:
    """A call of which nothing was written down is told in its sentence alone."""
    llamada = suceso.llamada()
    return llamada is None or bool(llamada.notas or llamada.duracion_s)


def _autor(suceso: Suceso, incidencia: Incidencia) -> str:
    """Of what came by mail, who its mail says to be: that is all that is known of its author.

    Of a conversation brought whole, without a contact of theirs, the customer.
    """
    correo, evento = suceso.correo(), suceso.evento
    if (
        evento.autor == Autor.SISTEMA
        and evento.datos.get("canal") in CONVERSADOS
        and not evento.datos.get("propia")
    ):
        return str(incidencia.cliente)
    if (
        correo is not None
        and suceso.evento.autor == Autor.SISTEMA
        and suceso.evento.codigo in DE_CORREO
    ):
        return correo.remitente_nombre or correo.remitente or _("Alguien sin remite")
    return autor_en_palabras(evento)


def autor_en_palabras(evento: EventoConContacto) -> str:
    """Who did it, as a person would say it."""
    if evento.autor == Autor.USUARIO:
        return str(evento.usuario)
    if evento.autor == Autor.CONTACTO:
        return str(evento.contacto)
    if evento.autor == Autor.TOKEN and evento.token is not None:
        return _("%(persona)s, por la API") % {"persona": evento.token.usuario}
    return _("El sistema")


def _decir(texto: FraseEscrita | FraseCompuesta, suceso: Suceso) -> str:
    if callable(texto):
        return texto(suceso)
    return str(texto) % _Conocidos({**suceso.datos, "codigo": suceso.evento.codigo})


class _Conocidos(dict[str, Any]):
    """What an old event does not say is told with an ellipsis, not with an error."""

    def __missing__(self, clave: str) -> str:
        return "…"


def _marca(evento: EventoIncidencia) -> str:
    return f"{evento.ocurrido_en.isoformat()}_{evento.id}"


def _leer_marca(marca: str) -> tuple[datetime, int] | None:
    """The place that a `siguiente` names; None for none or for one that somebody made up."""
    cuando, _guion, numero = marca.partition("_")
    try:
        instante = datetime.fromisoformat(cuando)
        return (instante, int(numero)) if instante.tzinfo else None
    except ValueError:
        return None
