"""What comes on paper: letters with their scan, and official complaint sheets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clientes.eventos import Actor, usuario_de
from incidencias.eventos import Codigo
from incidencias.models import (
    Adjunto,
    Canal,
    CartaRecibida,
    ClaseLegal,
    HojaReclamaciones,
    Incidencia,
    Mensaje,
    Tipo,
)
from incidencias.servicios.apertura import abrir_incidencia
from incidencias.servicios.bloqueo import bloquear
from incidencias.servicios.composicion import Fichero, NuevaIncidencia
from incidencias.servicios.conversacion import recibir_mensaje
from incidencias.servicios.guardado import guardar_expediente
from incidencias.servicios.legales import recomponer_plazos_legales
from incidencias.servicios.linea import adjuntar, anotar
from incidencias.servicios.reparto import reclasificar
from nucleo.errores import ErrorDeNegocio
from nucleo.exigencias import exigir_texto
from nucleo.restricciones import traducir_integridad
from nucleo.tiempo import comienzo_de, dia_local, hoy

LO_MAS_ANTIGUO = timedelta(days=365 * 4)  # the longest that a complaint file is kept
MEDIO_DIA = timedelta(hours=12)


@transaction.atomic
def abrir_por_carta(
    datos: NuevaIncidencia,
    *,
    por: Actor,
    escaneado: Sequence[Fichero],
    fecha_llegada: date,
    fecha_matasellos: date | None = None,
    numero_certificado: str = "",
    en: datetime | None = None,
) -> CartaRecibida:
    """A letter that begins a case: it was reported on the day on which it came.

    `en` is when it is written down. Raises ErrorDeNegocio for a date that cannot be or a registered
    letter that is here already.
    """
    _exigir_dia(fecha_llegada, "fecha_llegada")
    nueva = replace(datos, canal=Canal.POSTAL, adjuntos=[*datos.adjuntos, *escaneado])
    incidencia = abrir_incidencia(nueva, por=por, en=_instante(fecha_llegada))
    return _registrar_carta(
        incidencia, None, por, fecha_llegada, fecha_matasellos, numero_certificado, en
    )


@transaction.atomic
def recibir_carta(
    pk: int,
    *,
    por: Actor,
    escaneado: Sequence[Fichero],
    fecha_llegada: date,
    fecha_matasellos: date | None = None,
    numero_certificado: str = "",
    texto: str = "",
) -> CartaRecibida:
    """A letter about a case that was there: one more message of the customer."""
    _exigir_dia(fecha_llegada, "fecha_llegada")
    incidencia = bloquear(pk).incidencia
    mensaje = recibir_mensaje(
        pk,
        por=por,
        texto=texto.strip() or _("(Carta escaneada.)"),
        canal=Canal.POSTAL,
        adjuntos=escaneado,
        en=max(_instante(fecha_llegada), incidencia.ocurrida_en),
    )
    return _registrar_carta(
        mensaje.incidencia, mensaje, por, fecha_llegada, fecha_matasellos, numero_certificado
    )


def _registrar_carta(
    incidencia: Incidencia,
    mensaje: Mensaje | None,
    por: Actor,
    fecha_llegada: date,
    fecha_matasellos: date | None,
    numero_certificado: str,
    en: datetime | None = None,
) -> CartaRecibida:
    adjuntos = Adjunto.objects.filter(incidencia=incidencia, mensaje=mensaje)
    with traducir_integridad(savepoint=False):
        carta = CartaRecibida.objects.create(
            incidencia=incidencia,
            mensaje=mensaje,
            fecha_llegada=fecha_llegada,
            fecha_matasellos=fecha_matasellos,
            numero_certificado="".join(numero_certificado.split()).upper(),
            adjunto=adjuntos.order_by("pk").first(),
            usuario=usuario_de(por),
        )
    anotar(incidencia, Codigo.CARTA_RECIBIDA, por=por, en=en, carta=carta.pk)
    return carta


@transaction.atomic
def abrir_por_hoja(
    datos: NuevaIncidencia,
    *,
    por: Actor,
    numero: str,
    comunidad: str,
    fecha: date,
    escaneado: Sequence[Fichero],
    en: datetime | None = None,
) -> HojaReclamaciones:
    """A complaint sheet that begins a case: its limits run from the day on which it was filed."""
    _exigir_dia(fecha, "fecha")
    nueva = replace(
        datos, tipo=Tipo.RECLAMACION, clase_legal=ClaseLegal.QUEJA_RECLAMACION, adjuntos=()
    )
    incidencia = abrir_incidencia(nueva, por=por, en=_instante(fecha))
    return _registrar_hoja(incidencia, por, numero, comunidad, fecha, escaneado, en)


@transaction.atomic
def registrar_hoja(
    pk: int,
    *,
    por: Actor,
    numero: str,
    comunidad: str,
    fecha: date,
    escaneado: Sequence[Fichero],
) -> HojaReclamaciones:
    """Tie a complaint sheet to a case, which is a complaint from then on, with its limits.

    Raises ErrorDeNegocio if the case has one already, or began after the sheet was filed: then its
    limits would be those of another day.
    """
    _exigir_dia(fecha, "fecha")
    incidencia = bloquear(pk).incidencia
    if fecha < incidencia.dia_llegada:
        raise ErrorDeNegocio(
            _(
                "La hoja es anterior a la incidencia, y sus plazos corren desde que se presentó: "
                "ábrela como una reclamación nueva."
            ),
            campo="fecha",
            codigo="hoja_anterior",
        )
    if HojaReclamaciones.objects.filter(incidencia=incidencia).exists():
        raise ErrorDeNegocio(
            _("Esta incidencia ya tiene su hoja de reclamaciones."), codigo="ya_tiene_hoja"
        )
    es_reclamacion = incidencia.clase_legal == ClaseLegal.QUEJA_RECLAMACION
    if not es_reclamacion or incidencia.tipo not in {Tipo.QUEJA, Tipo.RECLAMACION}:
        reclasificar(pk, por=por, tipo=Tipo.RECLAMACION, clase_legal=ClaseLegal.QUEJA_RECLAMACION)
    return _registrar_hoja(incidencia, por, numero, comunidad, fecha, escaneado)


def _registrar_hoja(
    incidencia: Incidencia,
    por: Actor,
    numero: str,
    comunidad: str,
    fecha: date,
    escaneado: Sequence[Fichero],
    en: datetime | None = None,
) -> HojaReclamaciones:
    numero = exigir_texto(numero, _("La hoja lleva un número: cópialo."), "numero")
    if not escaneado:
        raise ErrorDeNegocio(_("Adjunta la hoja escaneada."), campo="escaneado")
    adjuntos = [adjuntar(incidencia, archivo, nombre) for archivo, nombre in escaneado]
    with traducir_integridad(savepoint=False):
        hoja = HojaReclamaciones.objects.create(
            incidencia=incidencia,
            numero="".join(numero.split()).upper(),
            comunidad=comunidad,
            fecha=fecha,
            adjunto=adjuntos[0],
            usuario=usuario_de(por),
        )
    anotar(incidencia, Codigo.HOJA_RECLAMACIONES, por=por, en=en, hoja=hoja.pk)
    # The community of the sheet may give another date than that of the place.
    expediente = bloquear(incidencia.pk)
    recomponer_plazos_legales(expediente)
    guardar_expediente(expediente)
    return hoja


def _exigir_dia(dia: date, campo: str) -> None:
    if dia > hoy():
        raise ErrorDeNegocio(_("Ese día todavía no ha llegado."), campo=campo)
    if dia < hoy() - LO_MAS_ANTIGUO:
        raise ErrorDeNegocio(_("Es de hace demasiado tiempo: revisa el año."), campo=campo)


def _instante(dia: date) -> datetime:
    """Some moment of that day: now, if it is today."""
    ahora = timezone.now()
    return ahora if dia_local(ahora) == dia else comienzo_de(dia) + MEDIO_DIA
