"""Read what is new in a mailbox, one mail at a time, each stored before the next is asked for."""

from __future__ import annotations

import logging
from time import monotonic

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cuentas.models import CodigoRol, Usuario
from cuentas.servicios import notificar
from incidencias.correo.imap import Conexion, FalloDeBuzon, Sobre, abrir
from incidencias.models import Buzon, CorreoEntrante
from incidencias.servicios.correo.arriendo import arrendar_buzon, soltar_buzon, soltar_con_fallo
from incidencias.servicios.correo.recepcion import ArriendoPerdido, guardar_correo

registro = logging.getLogger(__name__)

TAREA_DE_UN_BUZON = "incidencias.tasks_correo.recoger_un_buzon"
POR_TURNO = 1000
SEGUNDOS_POR_TURNO = 240
APARTAR_CADA = 50
PRINCIPIO_BYTES = 1024 * 1024  # what is kept of a mail that is too big
FALLOS_PARA_AVISAR = 3


def recoger_buzon(pk: int) -> int:
    """Store what is new in a mailbox; returns how many. 0 if another worker is at it.

    Whatever fails is written down in the mailbox and tried again later; what was stored stays.
    """
    buzon = arrendar_buzon(pk)
    if buzon is None:
        return 0
    turno = Turno(buzon)
    try:
        with abrir(buzon) as conexion:
            turno.leer(conexion)
        soltar_buzon(buzon, hay_mas=turno.quedan)
    except ArriendoPerdido:
        registro.warning("el buzón %s lo lee ya otro proceso, o está en pausa", pk)
    except FalloDeBuzon as fallo:
        registro.warning("el buzón %s no se pudo leer (%s): %s", pk, fallo.codigo, fallo)
        if soltar_con_fallo(buzon, str(fallo)) == FALLOS_PARA_AVISAR:
            _avisar_del_fallo(buzon, str(fallo))
    return turno.guardados


class Turno:
    """One reading of one mailbox."""

    def __init__(self, buzon: Buzon) -> None:
        self.buzon = buzon
        self.guardados = 0
        self.quedan = False
        self._por_apartar: list[int] = []

    def leer(self, conexion: Conexion) -> None:
        self._apartar_lo_de_antes(conexion)
        desde = self.buzon.ultimo_uid if self._es_la_misma(conexion) else 0
        uids = conexion.uids(desde, None if desde else self.buzon.recoger_desde)
        empezado = monotonic()
        for hechos, sobre in enumerate(conexion.sobres(uids[:POR_TURNO]), 1):
            self._guardar(conexion, sobre)
            if len(self._por_apartar) >= APARTAR_CADA:
                self._apartar(conexion)
            if monotonic() - empezado > SEGUNDOS_POR_TURNO:
                self.quedan = hechos < len(uids)
                break
        else:
            self.quedan = len(uids) > POR_TURNO
        self._apartar(conexion)

    def _es_la_misma(self, conexion: Conexion) -> bool:
        """Whether the folder numbers its mails as when we last read it."""
        return self.buzon.uidvalidity == conexion.uidvalidity

    def _guardar(self, conexion: Conexion, sobre: Sobre) -> None:
        """Too big, only its beginning: what it is and who sends it, and a case that says so."""
        es_enorme = sobre.bytes > settings.CORREO_MAX_BYTES
        crudo = conexion.contenido(sobre.uid, hasta=PRINCIPIO_BYTES if es_enorme else None)
        if crudo is None:  # somebody deleted it meanwhile
            return
        guardado = guardar_correo(
            self.buzon,
            crudo,
            uid=sobre.uid,
            uidvalidity=conexion.uidvalidity,
            bytes_=sobre.bytes if es_enorme else None,
            recibido_en=sobre.recibido_en,
        )
        self.guardados += guardado is not None
        self._por_apartar.append(sobre.uid)

    def _apartar(self, conexion: Conexion) -> None:
        """Only what is stored already: who dies before leaves it unread on the server, no more."""
        conexion.apartar(self._por_apartar, self.buzon.carpeta_leidos)
        suyos = CorreoEntrante.objects.filter(buzon=self.buzon, apartado_en=None)
        suyos.filter(uidvalidity=conexion.uidvalidity, uid__in=self._por_apartar).update(
            apartado_en=timezone.now()
        )
        self._por_apartar = []

    def _apartar_lo_de_antes(self, conexion: Conexion) -> None:
        """What a worker stored and died before marking."""
        pendientes = CorreoEntrante.objects.filter(buzon=self.buzon, apartado_en=None)
        de_ahora = pendientes.filter(uidvalidity=conexion.uidvalidity, uid__isnull=False)
        uids = de_ahora.values_list("uid", flat=True)[:POR_TURNO]
        self._por_apartar = [uid for uid in uids if uid is not None]
        if self._por_apartar:
            self._apartar(conexion)
        pendientes.exclude(uidvalidity=conexion.uidvalidity).update(apartado_en=timezone.now())


def _avisar_del_fallo(buzon: Buzon, motivo: str) -> None:
    notificar(
        Usuario.objects.filter(is_active=True, roles__codigo=CodigoRol.ADMINISTRADOR),
        clave=f"buzon:{buzon.pk}:{timezone.localdate():%Y%m%d}",
        texto=_("El buzón «%(buzon)s» no se puede leer: %(motivo)s")
        % {"buzon": buzon, "motivo": motivo},
        url=reverse("buzones:buzon", args=[buzon.pk]),
        icono="mail-x",
        correo=True,
    )
