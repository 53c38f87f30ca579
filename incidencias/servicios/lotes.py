"""One decision on many cases: settled when it is asked, done case by case, each once.

The result of a case is saved in the transaction of the decision itself: a worker that dies halfway
leaves done what is done and the rest pending, and two workers at the same batch share it out.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from datetime import timedelta
from time import monotonic
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from cuentas.models import Usuario
from incidencias.lotes import DESHACER, AccionDeLote, accion_de_lote
from incidencias.models import (
    EstadoLote,
    FilaDeLote,
    Incidencia,
    Lote,
    ResultadoFila,
)
from incidencias.servicios.redaccion import soltar_respuestas
from nucleo.cursores import avisar
from nucleo.errores import ErrorDeNegocio

registro = logging.getLogger(__name__)

TOPE = 5000
SE_DESHACE = timedelta(minutes=30)
TAREA = "incidencias.tasks.procesar_lotes"
LARGO_MOTIVO = 400


@transaction.atomic
def pedir_lote(
    *,
    por: Usuario,
    accion: str,
    datos: Mapping[str, list[str]],
    pks: Iterable[int],
    envio: UUID | None = None,
) -> Lote:
    """Note what is asked and on which cases. The same form sent twice is the first batch.

    Raises ErrorDeNegocio for an unknown decision, no case, or more than a person can answer for.
    """
    if envio is not None:
        previo = Lote.objects.filter(usuario=por, envio=envio).first()
        if previo is not None:
            return previo
    pedida = accion_de_lote(accion)
    if pedida is None or not por.tiene_rol(*pedida.roles):
        raise ErrorDeNegocio(_("Eso no se puede hacer con varias."), codigo="accion")
    cuales = sorted(set(pks))
    if not cuales:
        raise ErrorDeNegocio(_("Marca antes alguna incidencia."), codigo="ninguna")
    if len(cuales) > TOPE:
        raise ErrorDeNegocio(
            _("Son más de %(tope)s: acota antes con algún filtro.") % {"tope": TOPE}, codigo="tope"
        )
    return _crear(por, accion, dict(datos), cuales, envio=envio)


def _crear(
    por: Usuario,
    accion: str,
    datos: dict[str, Any],
    pks: list[int],
    *,
    envio: UUID | None = None,
    deshace: Lote | None = None,
) -> Lote:
    lote = Lote.objects.create(
        usuario=por, accion=accion, datos=datos, total=len(pks), envio=envio, deshace=deshace
    )
    FilaDeLote.objects.bulk_create(
        [FilaDeLote(lote=lote, incidencia_id=pk) for pk in pks], batch_size=1000
    )
    avisar(TAREA)
    return lote


@transaction.atomic
def deshacer_lote(pk: int, *, por: Usuario, envio: UUID | None = None) -> Lote:
    """Take back what a batch did, where nothing has changed since. Once, and only for a while."""
    lote = Lote.objects.select_for_update().get(pk=pk)
    otro = Lote.objects.filter(deshace=lote).first()
    if otro is not None:
        return otro
    if not se_deshace(lote, por):
        raise ErrorDeNegocio(_("Eso ya no se puede deshacer."), codigo="tarde")
    pks = _con_vuelta(lote).order_by("incidencia_id").values_list("incidencia_id", flat=True)
    return _crear(por, DESHACER, {}, list(pks), envio=envio, deshace=lote)


def se_deshace(lote: Lote, usuario: Usuario) -> bool:
    """Whether this person may take it back now."""
    accion = accion_de_lote(lote.accion)
    return (
        accion is not None
        and accion.deshacer is not None
        and lote.usuario_id == usuario.pk
        and not lote.esta_en_marcha
        and timezone.now() - lote.pedido_en < SE_DESHACE
        and _con_vuelta(lote).exists()
    )


def _con_vuelta(lote: Lote) -> QuerySet[FilaDeLote]:
    """What was done and can be taken back: of some decisions, not all that they do."""
    return lote.filas.filter(resultado=ResultadoFila.HECHA).exclude(antes={})


@transaction.atomic
def parar_lote(pk: int, *, por: Usuario) -> Lote:
    """What is done is done; the rest is left out."""
    lote = Lote.objects.select_for_update().get(pk=pk)
    if lote.usuario_id != por.pk:
        raise ErrorDeNegocio(_("Solo puede pararlo quien lo pidió."), codigo="permiso")
    if lote.esta_en_marcha:
        _terminar(lote, EstadoLote.PARADO)
        _dejar_fuera(lote, _("Se paró antes de llegar a ella."))
    return lote


def procesar_lote(pk: int, *, segundos: float | None = None) -> bool:
    """Do what is pending of a batch, for so long at most; whether it is finished."""
    lote = Lote.objects.select_related("usuario", "deshace").get(pk=pk)
    limite = monotonic() + segundos if segundos else None
    try:
        hacer = _como_hacerlo(lote)
    except ErrorDeNegocio as error:  # somebody or something it names is no longer there
        _dejar_fuera(lote, str(error))
    else:
        while _sigue(lote) and _hacer_una(lote, hacer):
            if limite is not None and monotonic() > limite:
                break
    return _terminar_si_no_queda(lote)


def _como_hacerlo(lote: Lote) -> Any:
    """What to do on each row: `f(fila) -> dict`, what undoing it needs."""
    if lote.deshace is not None:
        original = _accion_de(lote.deshace)
        antes = dict(lote.deshace.filas.values_list("incidencia_id", "antes"))

        def deshacer(pk: int) -> dict[str, Any]:
            if original.deshacer is not None:
                original.deshacer(pk, lote.usuario, antes[pk])
            return {}

        return deshacer
    accion = _accion_de(lote)
    form = accion.formulario(_como_enviado(lote.datos), usuario=lote.usuario)
    if not form.is_valid():
        raise ErrorDeNegocio(str(next(iter(form.errors.values()))[0]))

    def hacer(pk: int) -> dict[str, Any]:
        soltar_respuestas(pk, por=lote.usuario)  # what one had just said goes before what one does
        return accion.hacer(pk, lote.usuario, form.cleaned_data)

    return hacer


def _accion_de(lote: Lote) -> AccionDeLote:
    accion = accion_de_lote(lote.accion)
    if accion is None:
        raise ErrorDeNegocio(_("Esa acción ya no existe."))
    return accion


def _como_enviado(datos: Mapping[str, list[str]]) -> Any:
    enviado = QueryDict(mutable=True)
    for nombre, valores in datos.items():
        enviado.setlist(nombre, valores)
    return enviado


def _sigue(lote: Lote) -> bool:
    return Lote.objects.filter(pk=lote.pk, estado=EstadoLote.EN_MARCHA).exists()


@transaction.atomic
def _hacer_una(lote: Lote, hacer: Any) -> bool:
    """One case with its result, or none left: False."""
    pendientes = lote.filas.filter(resultado=ResultadoFila.PENDIENTE)
    fila = pendientes.select_for_update(skip_locked=True).order_by("incidencia_id").first()
    if fila is None:
        return False
    try:
        with transaction.atomic():
            _exigir_que_la_vea(fila.incidencia_id, lote.usuario)
            fila.antes = hacer(fila.incidencia_id)
        fila.resultado = ResultadoFila.HECHA
    except ErrorDeNegocio as error:
        fila.resultado, fila.motivo = ResultadoFila.FUERA, str(error)[:LARGO_MOTIVO]
    except Exception:  # noqa: BLE001 - one row that breaks must not stop the other thousands
        registro.exception("el lote %s no pudo con la incidencia %s", lote.pk, fila.incidencia_id)
        fila.resultado = ResultadoFila.FUERA
        fila.motivo = _("Un error nuestro: ha quedado anotado.")
    fila.save(update_fields=["resultado", "motivo", "antes"])
    return True


def _exigir_que_la_vea(pk: int, usuario: Usuario) -> None:
    if not Incidencia.objects.visibles_para(usuario).filter(pk=pk).exists():
        raise ErrorDeNegocio(_("No la ves o no existe."))


def _dejar_fuera(lote: Lote, motivo: str) -> None:
    pendientes = lote.filas.filter(resultado=ResultadoFila.PENDIENTE)
    pendientes.update(resultado=ResultadoFila.FUERA, motivo=motivo[:LARGO_MOTIVO])


def _terminar_si_no_queda(lote: Lote) -> bool:
    if lote.filas.filter(resultado=ResultadoFila.PENDIENTE).exists():
        return False
    _terminar(lote, EstadoLote.TERMINADO)
    return True


def _terminar(lote: Lote, estado: str) -> None:
    """Compare and swap: of two workers, one ends it."""
    ahora = timezone.now()
    Lote.objects.filter(pk=lote.pk, estado=EstadoLote.EN_MARCHA).update(
        estado=estado, terminado_en=ahora
    )
    lote.refresh_from_db(fields=["estado", "terminado_en"])
