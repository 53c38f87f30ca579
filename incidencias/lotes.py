"""What can be decided on many cases at once: the buttons that appear over the marked rows.

Each is a service applied case by case; what it answers is what undoing needs. Another module adds
one with `registrar_accion_de_lote` from `AppConfig.ready`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from cuentas.models import ROLES_DE_OFICINA, Grupo, Usuario
from incidencias import servicios
from incidencias.actuaciones import RESPONDEN
from incidencias.busqueda import codigo_escrito
from incidencias.forms import lotes as forms
from incidencias.models import Categoria, Estado, Incidencia, Macro, RespuestaProgramada
from incidencias.servicios.macros import hacer_macro
from incidencias.servicios.redaccion import deshacer_respuesta
from incidencias.variables import categorias_de
from nucleo.errores import ErrorDeNegocio

Texto = str | Promise
Antes = dict[str, Any]
DESHACER = "deshacer"
HA_CAMBIADO = _("Después ha cambiado: se queda como está.")


@dataclass(frozen=True)
class AccionDeLote:
    """A decision on several cases. `hacer(pk, por, datos)` gives what `deshacer` needs; without
    it, or without `deshacer`, it is final, and `explica` says so before.
    """

    clave: str
    titulo: Texto
    icono: str
    formulario: type[forms.DeLote]
    hacer: Callable[[int, Usuario, Mapping[str, Any]], Antes]
    hecho: Texto  # "asignada", after a number
    hechas: Texto
    explica: Texto = ""
    deshacer: Callable[[int, Usuario, Antes], None] | None = None
    a_la_vista: bool = False  # a button of its own; the rest, in the menu
    tecla: str = ""
    peligro: bool = False
    roles: frozenset[str] = frozenset(ROLES_DE_OFICINA)
    lugar: int = 50


_acciones: dict[str, AccionDeLote] = {}


def registrar_accion_de_lote(accion: AccionDeLote) -> None:
    _acciones[accion.clave] = accion


def accion_de_lote(clave: str) -> AccionDeLote | None:
    return _acciones.get(clave)


def acciones_de_lote(usuario: Usuario) -> list[AccionDeLote]:
    """Those of this person, in order."""
    suyas = (una for una in _acciones.values() if usuario.tiene_rol(*una.roles))
    return sorted(suyas, key=lambda una: una.lugar)


# --- Assign


def _asignar(pk: int, por: Usuario, datos: Mapping[str, Any]) -> Antes:
    antes = Incidencia.objects.only("responsable", "grupo").get(pk=pk)
    ahora = servicios.asignar_incidencia(
        pk, por=por, responsable=datos["responsable"], grupo=datos["grupo"], motivo=datos["motivo"]
    )
    return _asignada(antes, ahora)


def _asignada(antes: Incidencia, ahora: Incidencia) -> Antes:
    return {
        "responsable": antes.responsable_id,
        "grupo": antes.grupo_id,
        "quedo": ahora.responsable_id,
    }


def _desasignar(pk: int, por: Usuario, antes: Antes) -> None:
    servicios.deshacer_asignacion(
        pk,
        por=por,
        de=antes["quedo"],
        responsable=Usuario.objects.filter(pk=antes["responsable"]).first(),
        grupo=Grupo.objects.filter(pk=antes["grupo"]).first(),
    )


# --- Classify


CLASIFICAN = ("tipo", "categoria", "impacto", "urgencia")


def _clasificar(pk: int, por: Usuario, datos: Mapping[str, Any]) -> Antes:
    antes = _actual(pk)
    cambios = {campo: datos[campo] for campo in CLASIFICAN if datos[campo]}
    servicios.reclasificar(pk, por=por, **cambios)
    return {campo: [_valor(antes, campo), _id(valor)] for campo, valor in cambios.items()}


def _desclasificar(pk: int, por: Usuario, antes: Antes) -> None:
    actual = _actual(pk)
    cambios: dict[str, Any] = {}
    for campo, (previo, quedo) in antes.items():
        if _valor(actual, campo) != quedo:
            raise ErrorDeNegocio(str(HA_CAMBIADO))
        cambios[campo] = (
            Categoria.objects.filter(pk=previo).first() if campo == "categoria" else previo
        )
    servicios.reclasificar(pk, por=por, **cambios)


def _valor(incidencia: Incidencia, campo: str) -> Any:
    return getattr(incidencia, incidencia._meta.get_field(campo).attname)  # type: ignore[union-attr]


def _id(valor: Any) -> Any:
    return getattr(valor, "pk", valor)


# --- States


def _esperar(pk: int, por: Usuario, datos: Mapping[str, Any]) -> Antes:
    servicios.poner_en_espera(pk, por=por, motivo=datos["motivo"])
    return {"motivo": datos["motivo"].pk}


def _reanudar(pk: int, por: Usuario, antes: Antes) -> None:
    if _actual(pk).motivo_espera_id != antes["motivo"]:
        raise ErrorDeNegocio(str(HA_CAMBIADO))
    servicios.reanudar(pk, por=por)


def _resolver(pk: int, por: Usuario, datos: Mapping[str, Any]) -> Antes:
    servicios.resolver_incidencia(pk, por=por, solucion=datos["solucion"], causa=datos["causa"])
    return {}


def _cerrar(pk: int, por: Usuario, datos: Mapping[str, Any]) -> Antes:
    servicios.cerrar_incidencia(pk, por=por)
    return {}


def _fusionar(pk: int, por: Usuario, datos: Mapping[str, Any]) -> Antes:
    codigo = datos["codigo"]
    visibles = Incidencia.objects.visibles_para(por)
    otra = visibles.filter(codigo=codigo_escrito(codigo) or codigo).first()
    if otra is None:
        raise ErrorDeNegocio(_t("No hay ninguna incidencia con ese código."), campo="codigo")
    servicios.fusionar_incidencia(pk, por=por, en_incidencia=otra)
    return {"en": otra.pk}


def _separar(pk: int, por: Usuario, antes: Antes) -> None:
    actual = _actual(pk)
    if actual.estado != Estado.FUSIONADA or actual.fusionada_en_id != antes["en"]:
        raise ErrorDeNegocio(str(HA_CAMBIADO))
    servicios.deshacer_fusion(pk, por=por)


# --- Macros

DESHACIBLES = frozenset({"tomar", "asignar", "clasificar", "esperar"}) | RESPONDEN


def _hacer_macro(pk: int, por: Usuario, datos: Mapping[str, Any]) -> Antes:
    """Nothing to undo it with if any of its actions cannot be taken back."""
    macro, antes = datos["macro"], _actual(pk)
    if not Macro.objects.para(antes.tipo, categorias_de(antes)).filter(pk=macro.pk).exists():
        raise ErrorDeNegocio(_t("Esa macro no es para incidencias como esta."))
    suyas = RespuestaProgramada.objects.filter(incidencia=pk, usuario=por)
    previas = list(suyas.values_list("pk", flat=True))
    ahora = hacer_macro(macro.pk, pk, por=por)
    codigos = {accion.codigo for accion in macro.acciones.all()}
    if not codigos <= DESHACIBLES:
        return {}
    return {
        "respuestas": list(suyas.exclude(pk__in=previas).values_list("pk", flat=True)),
        "espera": {"motivo": ahora.motivo_espera_id} if "esperar" in codigos else None,
        "clases": {
            campo: [_valor(antes, campo), _valor(ahora, campo)]
            for campo in CLASIFICAN
            if "clasificar" in codigos
        },
        "asignacion": _asignada(antes, ahora) if codigos & {"tomar", "asignar"} else None,
    }


def _deshacer_macro(pk: int, por: Usuario, antes: Antes) -> None:
    """In the opposite order, all or nothing: a reply that has left keeps the rest too."""
    for respuesta in antes["respuestas"]:
        deshacer_respuesta(respuesta, por=por)
    if antes["espera"]:
        _reanudar(pk, por, antes["espera"])
    if antes["clases"]:
        _desclasificar(pk, por, antes["clases"])
    if antes["asignacion"]:
        _desasignar(pk, por, antes["asignacion"])


def _actual(pk: int) -> Incidencia:
    return Incidencia.objects.defer("busqueda", "descripcion").get(pk=pk)


for _una in (
    AccionDeLote(
        "asignar",
        _("Asignar"),
        "user-round-check",
        forms.AsignarVarias,
        _asignar,
        _("asignada"),
        _("asignadas"),
        _("Quien las recibe responde de ellas hasta que cada cliente la dé por resuelta."),
        _desasignar,
        a_la_vista=True,
        tecla="a",
        lugar=10,
    ),
    AccionDeLote(
        "clasificar",
        _("Clasificar"),
        "tags",
        forms.ClasificarVarias,
        _clasificar,
        _("reclasificada"),
        _("reclasificadas"),
        _("Lo que no toques sigue como está en cada una. Se recalculan los plazos que corren."),
        _desclasificar,
        a_la_vista=True,
        lugar=20,
    ),
    AccionDeLote(
        "esperar",
        _("Poner en espera"),
        "circle-pause",
        forms.EsperarVarias,
        _esperar,
        _("puesta en espera"),
        _("puestas en espera"),
        _("Algunos motivos paran el reloj acordado; el de la ley no se para nunca."),
        _reanudar,
        a_la_vista=True,
        lugar=30,
    ),
    AccionDeLote(
        "resolver",
        _("Resolver"),
        "circle-check",
        forms.ResolverVarias,
        _resolver,
        _("resuelta"),
        _("resueltas"),
        _("Cada cliente recibirá un correo con esta solución: no se puede deshacer."),
        a_la_vista=True,
        tecla="e",
        lugar=40,
    ),
    AccionDeLote(
        "macro",
        _("Hacer una macro"),
        "zap",
        forms.HacerMacroEnVarias,
        _hacer_macro,
        _("atendida con la macro"),
        _("atendidas con la macro"),
        _(
            "En cada una, todo o nada, con sus datos. Se quedan fuera aquellas en las que no se "
            "puede, o a cuya respuesta le falta algo por rellenar. Se deshace mientras sus "
            "respuestas no hayan salido, salvo lo que no tiene vuelta atrás: resolver, avisar…"
        ),
        _deshacer_macro,
        lugar=45,
    ),
    AccionDeLote(
        "cerrar",
        _("Cerrar"),
        "circle-check-big",
        forms.DeLote,
        _cerrar,
        _("cerrada"),
        _("cerradas"),
        _("Se cierran las que ya están resueltas; las demás se quedan fuera."),
        lugar=50,
    ),
    AccionDeLote(
        "fusionar",
        _("Fusionar en otra"),
        "git-merge",
        forms.FusionarVarias,
        _fusionar,
        _("fusionada"),
        _("fusionadas"),
        _("Dejan de estar abiertas y apuntan a la otra. Se puede deshacer."),
        _separar,
        lugar=60,
    ),
):
    registrar_accion_de_lote(_una)
