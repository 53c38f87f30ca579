"""Macros: written, and done to a case: all their actions or none, each through its service."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from conocimiento.permisos import exigir_edicion
from cuentas.models import Usuario
from incidencias.actuaciones import RESPONDEN, leer
from incidencias.models import AccionMacro, Incidencia, Macro
from incidencias.servicios.redaccion import soltar_respuestas
from nucleo.errores import ErrorDeNegocio
from nucleo.exigencias import exigir_texto
from nucleo.restricciones import traducir_integridad

TOPE = 10


@dataclass(frozen=True)
class DatosMacro:
    """What a macro is; `acciones` are (code, data as stored), in order."""

    nombre: str
    atajo: str
    acciones: Sequence[tuple[str, Mapping[str, Any]]]
    tipos: Sequence[str] = ()
    categorias: Sequence[int] = ()
    es_mia: bool = False
    activa: bool = True


@transaction.atomic
def guardar_macro(datos: DatosMacro, *, por: Usuario, pk: int | None = None) -> Macro:
    """Create a macro or change it, with all its actions.

    Raises ErrorDeNegocio without actions, for one that makes no sense, a shortcut that another
    has, or a macro that this person may not change.
    """
    macro = Macro() if pk is None else Macro.objects.select_for_update().get(pk=pk)
    if pk is not None:
        exigir_edicion(por, dueno_id=macro.dueno_id)
    macro.dueno = por if datos.es_mia else None
    exigir_edicion(por, dueno_id=macro.dueno_id)
    macro.nombre = exigir_texto(datos.nombre, _("Ponle un nombre."), "nombre")
    macro.atajo = exigir_texto(datos.atajo, _("Ponle un atajo."), "atajo").lower()
    macro.tipos, macro.categorias = list(datos.tipos), list(datos.categorias)
    macro.activa = datos.activa
    _exigir_acciones(datos.acciones)
    try:
        with traducir_integridad():
            macro.save()
    except ErrorDeNegocio as error:
        raise ErrorDeNegocio(str(error), campo="atajo", codigo=error.codigo) from error
    macro.acciones.all().delete()
    AccionMacro.objects.bulk_create(
        AccionMacro(macro=macro, orden=orden, codigo=codigo, datos=dict(valores))
        for orden, (codigo, valores) in enumerate(datos.acciones)
    )
    return macro


def _exigir_acciones(acciones: Sequence[tuple[str, Mapping[str, Any]]]) -> None:
    if not acciones:
        raise ErrorDeNegocio(_("Una macro hace al menos una cosa."))
    if len(acciones) > TOPE:
        raise ErrorDeNegocio(_("Una macro hace como mucho %(n)d cosas.") % {"n": TOPE})
    for codigo, valores in acciones:
        leer(codigo, valores)


@transaction.atomic
def hacer_macro(
    macro_pk: int, incidencia_pk: int, *, por: Usuario, textos: Mapping[int, str] | None = None
) -> Incidencia:
    """Do to the case all that the macro says, in order; `textos`, those of its replies, by action.

    All or nothing: raises ErrorDeNegocio, saying which action, if any is not allowed or the macro
    is not the one that was seen, and then none has happened. Each is done by its service, with this
    person's permissions; its replies can be undone like any other, unless what comes after them
    ends the conversation.
    """
    macro = Macro.objects.activas().visibles_para(por).prefetch_related("acciones").get(pk=macro_pk)
    # One lock for the whole: nobody comes in between.
    Incidencia.objects.select_for_update(of=("self",)).get(pk=incidencia_pk)
    acciones = list(macro.acciones.all())
    if textos is not None and {a.pk for a in acciones if a.codigo in RESPONDEN} != set(textos):
        raise ErrorDeNegocio(_("La macro ha cambiado: mírala otra vez."), codigo="macro_cambiada")
    for accion in acciones:
        _hacer_una(incidencia_pk, accion, por=por, texto=(textos or {}).get(accion.pk))
    Macro.objects.filter(pk=macro_pk).update(usos=F("usos") + 1, usada_en=timezone.now())
    return Incidencia.objects.get(pk=incidencia_pk)


def _hacer_una(incidencia_pk: int, accion: AccionMacro, *, por: Usuario, texto: str | None) -> None:
    actuacion, limpios = leer(accion.codigo, accion.datos)
    try:
        if actuacion.despide:
            soltar_respuestas(incidencia_pk, por=por)
        if texto is not None:
            limpios["texto"] = texto
        actuacion.hacer(incidencia_pk, por=por, **limpios)
    except ErrorDeNegocio as error:
        raise ErrorDeNegocio(
            _("%(accion)s: %(motivo)s") % {"accion": actuacion.titulo, "motivo": error},
            codigo=error.codigo,
        ) from error
