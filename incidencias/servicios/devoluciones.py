"""The calls to return: opened and closed by what the exchange tells, or by a person."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, Max, Min, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from clientes.eventos import Actor, autor_de, usuario_de
from clientes.identidad import normalizar_telefono
from cuentas.models import Usuario
from incidencias.devoluciones import SE_DEVUELVEN, CodigoDevolucion, vence_para
from incidencias.models import (
    DevolucionLlamada,
    EstadoDevolucion,
    EstadoLlamada,
    EventoDevolucion,
    Incidencia,
    LlamadaCentralita,
    SentidoLlamada,
)
from incidencias.servicios.promesas import LO_MAS_LEJANO
from nucleo.errores import ErrorDeNegocio
from nucleo.eventos import SISTEMA
from nucleo.exigencias import exigir_texto
from nucleo.preparadas import Hueco, Preparada
from nucleo.restricciones import traducir_integridad


@transaction.atomic
def pedir_devolucion(
    numero: str,
    *,
    por: Actor,
    vence_en: datetime,
    incidencia: Incidencia | None = None,
    responsable: Usuario | None = None,
) -> DevolucionLlamada:
    """Somebody asked to be called at an hour. Raises ErrorDeNegocio if that number waits already,
    or if the hour has passed.
    """
    ahora = timezone.now()
    numero = normalizar_telefono(numero, campo="numero")
    exigir_texto(numero, _("Escribe el teléfono al que hay que llamar."), "numero")
    _exigir_hora(vence_en, ahora)
    devolucion = DevolucionLlamada(
        numero=numero,
        primera_en=ahora,
        ultima_en=ahora,
        vence_en=vence_en,
        hora_pactada=True,
        incidencia=incidencia,
        responsable=responsable,
    )
    with traducir_integridad():
        devolucion.save(force_insert=True)
    _suceso(devolucion, CodigoDevolucion.ABIERTA, por=por, en=ahora, veces=devolucion.veces)
    return devolucion


@transaction.atomic
def tomar_devolucion(pk: int, *, por: Usuario) -> DevolucionLlamada:
    """I will call them back. Taking what another has taken takes it from them."""
    devolucion = _bloquear_pendiente(pk)
    if devolucion.responsable_id != por.pk:
        devolucion.responsable = por
        devolucion.save(update_fields=["responsable"])
        _suceso(devolucion, CodigoDevolucion.TOMADA, por=por, en=timezone.now(), a=por.pk)
    return devolucion


@transaction.atomic
def cambiar_hora_de_devolucion(pk: int, *, por: Actor, vence_en: datetime) -> DevolucionLlamada:
    """They asked for another hour: that is what was promised from now on."""
    devolucion, ahora = _bloquear_pendiente(pk), timezone.now()
    _exigir_hora(vence_en, ahora)
    antes = devolucion.vence_en
    devolucion.vence_en, devolucion.hora_pactada = vence_en, True
    devolucion.save(update_fields=["vence_en", "dia_vencimiento", "hora_pactada"])
    _suceso(
        devolucion,
        CodigoDevolucion.HORA_CAMBIADA,
        por=por,
        en=ahora,
        antes=antes.isoformat(),
        despues=vence_en.isoformat(),
    )
    return devolucion


@transaction.atomic
def devolver_llamada(pk: int, *, por: Actor, contestada: bool) -> DevolucionLlamada:
    """We called: it is done if they answered; if not, one more attempt and it goes on waiting."""
    devolucion, ahora = _bloquear_pendiente(pk), timezone.now()
    if contestada:
        _cerrar(devolucion, EstadoDevolucion.DEVUELTA, por=por, en=ahora)
        return devolucion
    devolucion.intentos += 1
    devolucion.responsable = usuario_de(por) or devolucion.responsable
    devolucion.save(update_fields=["intentos", "responsable"])
    _suceso(devolucion, CodigoDevolucion.INTENTO, por=por, en=ahora)
    return devolucion


@transaction.atomic
def descartar_devolucion(pk: int, *, por: Actor, motivo: str) -> DevolucionLlamada:
    """Nobody has to call them (a salesman, a fax…). Raises ErrorDeNegocio without a reason."""
    devolucion = _bloquear_pendiente(pk)
    devolucion.motivo = exigir_texto(motivo, _("Di por qué no hace falta llamar."), "motivo")[:200]
    _cerrar(devolucion, EstadoDevolucion.DESCARTADA, por=por, en=timezone.now())
    return devolucion


def atender_devolucion(numero: str, *, por: Actor) -> DevolucionLlamada | None:
    """They called again and somebody attended to them, though no exchange tells it: nothing is owed
    to that number any more.
    """
    # Without the turn of the number, as nearly always there is none: one that is being opened
    # meanwhile is as if it had been a moment later.
    if not numero or not _ALGUNA_DEBIDA.tuplas(numero=numero):
        return None
    return _cerrar_pendiente(numero, por)


@transaction.atomic
def _cerrar_pendiente(numero: str, por: Actor) -> DevolucionLlamada | None:
    _esperar_turno(numero)
    pendiente = _pendientes_de(numero).select_for_update(of=("self",)).first()
    if pendiente is not None:
        _cerrar(pendiente, EstadoDevolucion.VOLVIO, por=por, en=timezone.now())
    return pendiente


def _pendientes_de(numero: Any) -> QuerySet[DevolucionLlamada]:
    return DevolucionLlamada.objects.filter(numero=numero, estado=EstadoDevolucion.PENDIENTE)


_ALGUNA_DEBIDA: Preparada[DevolucionLlamada] = Preparada(
    lambda: _pendientes_de(Hueco("numero")).values_list("pk")[:1]
)


def conciliar_devolucion(numero: str) -> None:
    """Open, bring up to date or close what is owed to a number, from all its calls.

    Call it last, inside the transaction that changed one of them: the turn of the number makes the
    second of two calls at once see the first. What is told late or in another order ends the same.
    """
    if not numero:
        return
    _esperar_turno(numero)
    abierta = _pendientes_de(numero).select_for_update(of=("self",)).first()
    hablado = _ultima_hablada(numero)
    perdidas = _perdidas_desde(numero, _corte(numero, hablado, abierta))
    if abierta is not None and _ya_se_hablo(abierta, hablado):
        _cerrar_por_llamada(abierta, hablado)  # type: ignore[arg-type]
        abierta = None
    if abierta is None:
        if perdidas["veces"]:
            _abrir(numero, perdidas)
    elif perdidas["veces"]:
        _insistir(abierta, perdidas)
    elif not abierta.hora_pactada:
        abierta.motivo = _("Sí se le atendió.")
        _cerrar(abierta, EstadoDevolucion.DESCARTADA, por=SISTEMA, en=timezone.now())


def _ya_se_hablo(abierta: DevolucionLlamada, hablado: LlamadaCentralita | None) -> bool:
    return bool(hablado and hablado.contestada_en and hablado.contestada_en >= abierta.ultima_en)


def _cerrar_por_llamada(abierta: DevolucionLlamada, hablado: LlamadaCentralita) -> None:
    """They called again and were attended to, or we called them."""
    sale = hablado.sentido == SentidoLlamada.SALIENTE
    estado = EstadoDevolucion.DEVUELTA if sale else EstadoDevolucion.VOLVIO
    en = hablado.contestada_en or timezone.now()
    abierta.responsable = hablado.agente or abierta.responsable
    _cerrar(abierta, estado, por=SISTEMA, en=en, llamada=hablado.pk)


def hay_que_conciliar(llamadas: Collection[LlamadaCentralita]) -> list[str]:
    """The numbers of many calls that may be owed something: a history of years owes nothing.

    Those called lately, and those that already wait.
    """
    desde = timezone.now() - SE_DEVUELVEN
    numeros = {una.numero for una in llamadas if una.numero}
    recientes = {una.numero for una in llamadas if una.numero and una.ofrecida_en > desde}
    esperan = DevolucionLlamada.objects.filter(
        estado=EstadoDevolucion.PENDIENTE, numero__in=numeros - recientes
    )
    return sorted(recientes | set(esperan.values_list("numero", flat=True)))


def _esperar_turno(numero: str) -> None:
    """Until the end of the transaction nobody else settles that number (PgBouncer-safe)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"devolucion:{numero}"]
        )


def _ultima_hablada(numero: str) -> LlamadaCentralita | None:
    """The last time we did speak with that number, whoever called."""
    habladas = LlamadaCentralita.objects.filter(numero=numero, contestada_en__isnull=False)
    return habladas.select_related("agente").order_by("-contestada_en").first()


def _corte(
    numero: str, hablado: LlamadaCentralita | None, abierta: DevolucionLlamada | None
) -> datetime:
    """From when on what was not answered is still owed."""
    cerradas = DevolucionLlamada.objects.filter(numero=numero).exclude(
        estado=EstadoDevolucion.PENDIENTE
    )
    ultima = cerradas.aggregate(en=Max("cerrada_en"))["en"]
    desde = timezone.now() - SE_DEVUELVEN
    if abierta is not None:  # it waits since before, over a long weekend
        desde = min(desde, abierta.primera_en - timedelta(seconds=1))
    instantes = [desde, ultima, hablado and hablado.contestada_en]
    return max(instante for instante in instantes if instante is not None)


def _perdidas_desde(numero: str, corte: datetime) -> dict[str, Any]:
    perdidas = LlamadaCentralita.objects.filter(
        numero=numero,
        sentido=SentidoLlamada.ENTRANTE,
        estado=EstadoLlamada.ABANDONADA,
        abandonada_en__gt=corte,
    )
    return perdidas.aggregate(
        veces=Count("pk"), primera=Min("abandonada_en"), ultima=Max("abandonada_en")
    )


def _abrir(numero: str, perdidas: dict[str, Any]) -> None:
    devolucion = DevolucionLlamada(
        numero=numero,
        veces=perdidas["veces"],
        primera_en=perdidas["primera"],
        ultima_en=perdidas["ultima"],
        vence_en=vence_para(perdidas["primera"]),
    )
    devolucion.save(force_insert=True)
    _suceso(
        devolucion,
        CodigoDevolucion.ABIERTA,
        por=SISTEMA,
        en=devolucion.primera_en,
        veces=devolucion.veces,
    )


def _insistir(abierta: DevolucionLlamada, perdidas: dict[str, Any]) -> None:
    if (perdidas["veces"], perdidas["ultima"]) == (abierta.veces, abierta.ultima_en):
        return
    insiste = perdidas["veces"] > abierta.veces
    abierta.veces, abierta.ultima_en = perdidas["veces"], perdidas["ultima"]
    if not abierta.hora_pactada:
        abierta.primera_en = perdidas["primera"]
        abierta.vence_en = vence_para(perdidas["primera"])
    abierta.save(update_fields=["veces", "ultima_en", "primera_en", "vence_en", "dia_vencimiento"])
    if insiste:
        _suceso(
            abierta,
            CodigoDevolucion.INSISTE,
            por=SISTEMA,
            en=abierta.ultima_en,
            veces=abierta.veces,
        )


def _bloquear_pendiente(pk: int) -> DevolucionLlamada:
    devolucion = DevolucionLlamada.objects.select_for_update(of=("self",)).get(pk=pk)
    if devolucion.estado != EstadoDevolucion.PENDIENTE:
        raise ErrorDeNegocio(
            _("Esa llamada ya no está pendiente: %(estado)s.")
            % {"estado": devolucion.get_estado_display().lower()},
            codigo="ya_cerrada",
        )
    return devolucion


def _cerrar(
    devolucion: DevolucionLlamada,
    estado: EstadoDevolucion,
    *,
    por: Actor,
    en: datetime,
    llamada: int | None = None,
) -> None:
    devolucion.estado, devolucion.cerrada_en = estado, en
    devolucion.responsable = usuario_de(por) or devolucion.responsable
    devolucion.save(update_fields=["estado", "cerrada_en", "responsable", "motivo"])
    datos: dict[str, Any] = {}
    if estado != EstadoDevolucion.DESCARTADA:
        datos = {"a_tiempo": en <= devolucion.vence_en, "llamada": llamada}
    _suceso(devolucion, CodigoDevolucion(estado), por=por, en=en, **datos)


def _exigir_hora(vence_en: datetime, ahora: datetime) -> None:
    if not ahora < vence_en <= ahora + LO_MAS_LEJANO:
        raise ErrorDeNegocio(_("Esa hora ya ha pasado, o es absurda."), campo="vence_en")


def _suceso(
    devolucion: DevolucionLlamada, codigo: str, *, por: Actor, en: datetime, **datos: Any
) -> None:
    EventoDevolucion(
        devolucion=devolucion, codigo=codigo, ocurrido_en=en, datos=datos, **autor_de(por)
    ).save(force_insert=True)
