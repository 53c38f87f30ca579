"""The mails that wait, interpreted: leased in small batches, each in one transaction.

The lease is committed before a mail is touched, and what it becomes is committed together with
"interpreted": a worker that dies anywhere leaves it to be taken again, and never twice.
"""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from incidencias.correo.destinos import Destino, Hechos, decidir
from incidencias.correo.hilos import buscar_hilo
from incidencias.correo.limites import cuenta_de
from incidencias.correo.propias import direcciones_propias, es_nuestra
from incidencias.models import CorreoEntrante, EstadoCorreo
from incidencias.servicios.correo.aplicacion import Carta, aplicar, describir
from incidencias.servicios.correo.ficheros import FicheroDeCorreo, guardar_ficheros
from incidencias.servicios.correo.rescate import rescatar
from incidencias.servicios.spam import es_remitente_vetado
from nucleo import archivos
from nucleo.correo.lectura import leer
from nucleo.correo.tipos import Clase, CorreoLeido
from nucleo.correo_saliente import marca_propia
from nucleo.cursores import avisos_juntos

registro = logging.getLogger(__name__)

LOTE = 10
LOTES_POR_VUELTA = 500
ARRIENDO = timedelta(minutes=10)
INTENTOS_MAXIMOS = 3
PRIMERA_ESPERA = timedelta(seconds=30)
OTRO_IGUAL = """
select min(id) from incidencias_correoentrante
 where mensaje_id = %s and huella = %s and id <> %s and interpretado_en is not null
"""
A_MANO = ("archivo", "buzon__grupo")
SIN_FICHEROS = frozenset({Clase.REBOTE, Clase.BUCLE})


def interpretar_pendientes() -> int:
    """Interpret what waits; returns how many. The periodic task comes back for the rest."""
    hechos = 0
    for _vuelta in range(LOTES_POR_VUELTA):
        lote = arrendar_correos()
        if not lote:
            break
        with avisos_juntos():
            hechos += sum(map(_intentar, lote))
    return hechos


@transaction.atomic
def arrendar_correos() -> list[CorreoEntrante]:
    """Take the next ones; other workers skip what is locked and what is leased.

    The attempt counts from here: a mail that kills its worker must not do it for ever.
    """
    ahora = timezone.now()
    lote = list(
        CorreoEntrante.objects.por_interpretar(ahora)
        .order_by("proximo_intento_en", "pk")
        .select_related(*A_MANO)
        .select_for_update(skip_locked=True, of=("self",))[:LOTE]
    )
    CorreoEntrante.objects.filter(pk__in=[uno.pk for uno in lote]).update(
        arrendado_hasta=ahora + ARRIENDO, intentos=F("intentos") + 1
    )
    for uno in lote:
        uno.intentos += 1
    return lote


def _intentar(correo: CorreoEntrante) -> bool:
    if correo.intentos > INTENTOS_MAXIMOS:  # it killed whoever read it: it is not read again
        return rescatar(correo.pk, "")
    try:
        interpretar_correo(correo.pk, correo)
    except Exception as error:  # noqa: BLE001 - whatever one mail does, the others go on
        registro.exception("el correo %s no se pudo interpretar", correo.pk)
        return _apuntar_fallo(correo, f"{type(error).__name__}: {error}")
    return True


def _apuntar_fallo(correo: CorreoEntrante, motivo: str) -> bool:
    """Later again or, after some attempts, as a case with the raw mail in it."""
    if correo.intentos >= INTENTOS_MAXIMOS:
        return rescatar(correo.pk, motivo)
    espera = PRIMERA_ESPERA * 4 ** (correo.intentos - 1)
    CorreoEntrante.objects.filter(pk=correo.pk, estado=EstadoCorreo.RECIBIDO).update(
        arrendado_hasta=None,
        proximo_intento_en=timezone.now() + espera,
        ultimo_error=motivo.replace("\x00", "")[:300],
    )
    return False


def interpretar_correo(pk: int, correo: CorreoEntrante | None = None) -> Destino | None:
    """Read one mail and do what it asks for; None if somebody did it already.

    `correo` is its row, for whoever has it at hand.
    """
    correo = correo or CorreoEntrante.objects.select_related(*A_MANO).get(pk=pk)
    crudo = archivos.leer(correo.archivo)
    leido = leer(crudo, marca=marca_propia(), propias=direcciones_propias())
    ficheros = []
    if leido.clase not in SIN_FICHEROS:
        ficheros = guardar_ficheros(leido, es_parcial=correo.es_parcial)
    return _interpretar(correo, crudo, leido, ficheros)


@transaction.atomic
def _interpretar(
    correo: CorreoEntrante, crudo: bytes, leido: CorreoLeido, ficheros: list[FicheroDeCorreo]
) -> Destino | None:
    sin_hacer = CorreoEntrante.objects.filter(pk=correo.pk, estado=EstadoCorreo.RECIBIDO)
    if not sin_hacer.select_for_update().values_list("pk"):  # what else it says never changes
        return None
    describir(correo, leido)
    _esperar_turno(correo.remitente)
    repetido = _en_otro_buzon(correo)
    hilo = None if repetido else buscar_hilo(leido)
    cuenta = cuenta_de(correo)
    carta = Carta(correo, leido, crudo, ficheros, hilo, cuenta, repetido)
    destino = decidir(_hechos(carta))
    aplicar(carta, destino)
    return destino


def _hechos(carta: Carta) -> Hechos:
    return Hechos(
        clase=carta.leido.clase,
        hilo=carta.hilo,
        es_repetido=carta.repetido is not None,
        es_nuestro=es_nuestra(carta.correo.remitente),
        es_vetado=es_remitente_vetado(carta.correo.remitente),
        excede=carta.cuenta.excede,
    )


def _esperar_turno(remitente: str) -> None:
    """Two mails of one address are interpreted one after the other: the second one finds the
    customer, the copy and the count that the first one made.
    """
    if remitente:
        with connection.cursor() as cursor:
            cursor.execute(
                "select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"correo:{remitente}"]
            )


def _en_otro_buzon(correo: CorreoEntrante) -> CorreoEntrante | None:
    """The same mail, sent to two of our addresses, that was interpreted in the other one."""
    if not correo.mensaje_id:
        return None
    with connection.cursor() as cursor:
        cursor.execute(OTRO_IGUAL, [correo.mensaje_id, correo.huella, correo.pk])
        (pk,) = cursor.fetchone()  # nearly always none
    return CorreoEntrante.objects.select_related("incidencia").get(pk=pk) if pk else None
