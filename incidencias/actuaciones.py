"""What a macro or an automatic rule can do with a case: each is a service with its data in JSON.

    actuar(pk, "esperar", {"motivo": "3"}, por=usuario)

`leer` says whether the data still hold, before anything is done; `en_palabras`, what would be done.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from zlib import crc32

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clientes.eventos import Actor, usuario_de
from conocimiento.models import Plantilla
from cuentas.models import Usuario
from cuentas.servicios import notificar
from incidencias import servicios
from incidencias.destinatarios import atienden, que_la_ven, supervisan
from incidencias.forms import actuaciones as formularios
from incidencias.forms import preguntas
from incidencias.forms.campos import Formulario
from incidencias.models import Incidencia
from incidencias.plantillas import rellena
from incidencias.servicios.redaccion import exigir_sin_huecos
from nucleo.errores import ErrorDeNegocio

Texto = str | Promise
Hacer = Callable[..., Any]


@dataclass(frozen=True)
class Actuacion:
    """One thing that can be prepared; `solo_personas`: a macro does it, a rule does not.

    `despide`: what was said to the customer before it must have left, or would come late.
    """

    codigo: str
    titulo: Texto
    icono: str
    formulario: type[Formulario]
    hacer: Hacer
    solo_personas: bool = False
    despide: bool = False


def leer(codigo: str, datos: Mapping[str, Any]) -> tuple[Actuacion, dict[str, Any]]:
    """The action and its clean data. Raises ErrorDeNegocio if it no longer makes sense."""
    actuacion = ACTUACIONES.get(codigo)
    if actuacion is None:
        raise ErrorDeNegocio(_("Ya no existe la acción «%(codigo)s».") % {"codigo": codigo})
    form = actuacion.formulario(dict(datos))
    if not form.is_valid():
        errores = " ".join(str(uno) for lista in form.errors.values() for uno in lista)
        raise ErrorDeNegocio(
            _("%(accion)s: %(errores)s") % {"accion": actuacion.titulo, "errores": errores}
        )
    return actuacion, form.cleaned_data


def actuar(pk: int, codigo: str, datos: Mapping[str, Any], *, por: Actor) -> None:
    """Do it to a case, through its service. Raises ErrorDeNegocio as the service does."""
    actuacion, limpios = leer(codigo, datos)
    actuacion.hacer(pk, por=por, **limpios)


def en_palabras(codigo: str, datos: Mapping[str, Any]) -> str:
    """ "Poner en espera: Llegada de una pieza", as a person would read it."""
    actuacion, limpios = leer(codigo, datos)
    campos = actuacion.formulario().fields
    partes = [_dicho(campos[nombre], valor) for nombre, valor in limpios.items() if valor]
    return f"{actuacion.titulo}: {' · '.join(partes)}" if partes else str(actuacion.titulo)


def _dicho(campo: Any, valor: Any) -> str:
    if valor is True:
        return str(campo.label).lower()
    if isinstance(valor, int):  # a bare number says nothing
        return f"{campo.label.lower()} {valor}"
    elecciones = dict(getattr(campo, "choices", ())) if isinstance(valor, str) else {}
    return str(elecciones.get(valor, valor))


def _clasificar(pk: int, *, por: Actor, **cambios: Any) -> None:
    servicios.reclasificar(pk, por=por, **{campo: v for campo, v in cambios.items() if v})


def _prometer(pk: int, *, por: Actor, texto: str, horas: int) -> None:
    servicios.prometer(pk, por=por, texto=texto, vence_en=timezone.now() + timedelta(hours=horas))


def respuesta_de(
    codigo: str, datos: Mapping[str, Any], incidencia: Incidencia, persona: Usuario
) -> tuple[str, str]:
    """What that reply would say here and what to know before it leaves.

    Raises ErrorDeNegocio for a template that can no longer be used.
    """
    _actuacion, limpios = leer(codigo, datos)
    if "plantilla" not in limpios:
        return limpios["texto"], ""
    hecha = rellena(limpios["plantilla"].pk, incidencia, persona)
    if hecha is None:
        raise ErrorDeNegocio(_("Esa plantilla ya no se puede usar."))
    return hecha.texto, hecha.aviso


def _responder_con(pk: int, *, por: Actor, plantilla: Plantilla, texto: str | None = None) -> None:
    """What it does not know of the case has to be filled in by a person: then it does not leave."""
    if texto is None:
        datos, incidencia = {"plantilla": plantilla.pk}, Incidencia.objects.para_ficha().get(pk=pk)
        texto, _aviso = respuesta_de("responder_plantilla", datos, incidencia, _persona(por))
    _responder(pk, por=por, texto=texto, plantillas=[plantilla.pk])


def _responder(pk: int, *, por: Actor, texto: str, plantillas: Sequence[int] = ()) -> None:
    """A person's can be undone for some seconds; a rule does not change its mind."""
    persona = usuario_de(por)
    if persona is None:
        exigir_sin_huecos(texto)
        servicios.responder(pk, por=por, texto=texto)
    else:
        servicios.programar_respuesta(
            pk, por=persona, texto=texto, plantillas=plantillas, es_del_redactor=False
        )


def _avisar(pk: int, *, por: Actor, a: str, texto: str, correo: bool) -> None:
    incidencia = Incidencia.objects.select_related("responsable", "grupo").get(pk=pk)
    minuto = timezone.now().strftime("%Y%m%d%H%M")
    notificar(
        _destinatarios(incidencia, a),
        clave=f"actuacion:{pk}:{a}:{crc32(texto.encode()):08x}:{minuto}",
        texto=f"{incidencia.codigo}: {texto}",
        url=incidencia.get_absolute_url(),
        correo=correo,
    )


def _destinatarios(incidencia: Incidencia, a: str) -> list[Usuario]:
    if a == "responsable":
        return atienden(incidencia) or supervisan(incidencia)
    if a == "supervision":
        return supervisan(incidencia)
    return que_la_ven(incidencia, Usuario.objects.activos().con_rol(a.removeprefix("rol:")))


def _pedir_a_grupo(pk: int, *, por: Actor, **datos: Any) -> None:
    servicios.pedir_a_grupo(pk, por=_persona(por), **datos)


def _persona(por: Actor) -> Usuario:
    usuario = usuario_de(por)
    if usuario is None:
        raise ErrorDeNegocio(_("Eso solo lo puede hacer una persona."))
    return usuario


def _registrar(*actuaciones: Actuacion) -> dict[str, Actuacion]:
    return {una.codigo: una for una in actuaciones}


RESPONDEN = frozenset({"responder", "responder_plantilla"})
ACTUACIONES = _registrar(
    Actuacion(
        "tomar",
        gettext_lazy("Tomarla"),
        "hand",
        formularios.Nada,
        servicios.tomar_incidencia,
        solo_personas=True,
    ),
    Actuacion(
        "asignar",
        gettext_lazy("Asignar"),
        "user-round-check",
        formularios.AsignarA,
        servicios.asignar_incidencia,
    ),
    Actuacion(
        "clasificar",
        gettext_lazy("Clasificar"),
        "tags",
        preguntas.QueCambia,
        _clasificar,
    ),
    Actuacion(
        "responder",
        gettext_lazy("Responder al cliente"),
        "send",
        formularios.Texto,
        _responder,
    ),
    Actuacion(
        "responder_plantilla",
        gettext_lazy("Responder con una plantilla"),
        "message-square-text",
        formularios.ConPlantilla,
        _responder_con,
        solo_personas=True,
    ),
    Actuacion(
        "nota",
        gettext_lazy("Dejar una nota interna"),
        "notebook-pen",
        formularios.Texto,
        servicios.anotar_nota,
    ),
    Actuacion(
        "avisar",
        gettext_lazy("Avisar a alguien de la casa"),
        "bell",
        formularios.Avisar,
        _avisar,
    ),
    Actuacion(
        "esperar",
        gettext_lazy("Poner en espera"),
        "circle-pause",
        formularios.Esperar,
        servicios.poner_en_espera,
    ),
    Actuacion(
        "reanudar",
        gettext_lazy("Reanudar"),
        "circle-play",
        formularios.Nada,
        servicios.reanudar,
    ),
    Actuacion(
        "prometer",
        gettext_lazy("Prometer"),
        "handshake",
        formularios.Prometer,
        _prometer,
    ),
    Actuacion(
        "supervisor",
        gettext_lazy("Que llame quien supervisa"),
        "phone-call",
        formularios.Nada,
        servicios.pedir_supervisor,
    ),
    Actuacion(
        "pedir_a_grupo",
        gettext_lazy("Preguntar a otro grupo"),
        "message-circle-question-mark",
        preguntas.QueSePide,
        _pedir_a_grupo,
        solo_personas=True,
    ),
    Actuacion(
        "resolver",
        gettext_lazy("Dar por resuelta"),
        "circle-check",
        preguntas.ComoSeResolvio,
        servicios.resolver_incidencia,
        despide=True,
    ),
    Actuacion(
        "cerrar",
        gettext_lazy("Cerrar"),
        "circle-check-big",
        formularios.Nada,
        servicios.cerrar_incidencia,
        despide=True,
    ),
    Actuacion(
        "anular",
        gettext_lazy("Anular"),
        "ban",
        formularios.Motivo,
        servicios.anular_incidencia,
        despide=True,
    ),
)
