"""What a person decides about a mail that no rule could decide."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cuentas.models import Usuario
from incidencias.correo.hilos import Hilo
from incidencias.correo.limites import cuenta_de
from incidencias.correo.propias import direcciones_propias
from incidencias.eventos import Codigo
from incidencias.models import (
    CorreoEntrante,
    EstadoCorreo,
    EstadoPosible,
    Incidencia,
    PosibleRespuesta,
    ResultadoCorreo,
    ViaCorreo,
)
from incidencias.servicios.correo.aplicacion import Carta, abrir_caso, describir, marcar, unir
from incidencias.servicios.correo.ficheros import guardar_ficheros
from incidencias.servicios.linea import anotar
from nucleo import archivos
from nucleo.correo.lectura import leer
from nucleo.correo_saliente import marca_propia
from nucleo.errores import ErrorDeNegocio


@transaction.atomic
def aceptar_posible(pk: int, *, por: Usuario) -> Incidencia:
    """It belongs to that case: one more message of it (a new case, if it is closed meanwhile)."""
    posible = _bloquear_posible(pk)
    correo = _bloquear(posible.correo_id)
    hilo = Hilo(posible.incidencia, ViaCorreo(correo.via or ViaCorreo.CODIGO), es_suyo=True)
    unir(_carta(correo, hilo))
    _decidir(posible, EstadoPosible.ACEPTADA, por)
    anotar(posible.incidencia, Codigo.POSIBLE_ACEPTADA, por=por, posible=posible.pk)
    return correo.incidencia or posible.incidencia


@transaction.atomic
def rechazar_posible(pk: int, *, por: Usuario) -> Incidencia:
    """It is something else: a case of its own, under the name of whoever it says to be from."""
    posible = _bloquear_posible(pk)
    nueva = abrir_caso(_carta(_bloquear(posible.correo_id)))
    _decidir(posible, EstadoPosible.RECHAZADA, por)
    anotar(
        posible.incidencia,
        Codigo.POSIBLE_RECHAZADA,
        por=por,
        posible=posible.pk,
        en_id=nueva.pk,
    )
    return nueva


@transaction.atomic
def abrir_desde_correo(pk: int, *, por: Usuario) -> Incidencia:
    """Make a case of a mail that was waiting to be looked at."""
    correo = _bloquear(pk)
    _exigir_por_revisar(correo)
    correo.decidido_por = por
    return abrir_caso(_carta(correo))


@transaction.atomic
def descartar_correo(pk: int, *, por: Usuario) -> CorreoEntrante:
    """Nobody has to do anything with it. The mail stays stored, and so does who said so."""
    correo = _bloquear(pk)
    _exigir_por_revisar(correo)
    correo.decidido_por = por
    marcar(correo, ResultadoCorreo.DESCARTADO)
    return correo


def _bloquear_posible(pk: int) -> PosibleRespuesta:
    posible = PosibleRespuesta.objects.select_for_update().get(pk=pk)
    if posible.estado != EstadoPosible.PENDIENTE:
        raise ErrorDeNegocio(_("Eso ya está decidido."), codigo="decidida")
    casos = Incidencia.objects.select_related("cliente", "contacto")
    posible.incidencia = casos.get(pk=posible.incidencia_id)
    return posible


def _bloquear(pk: int) -> CorreoEntrante:
    filas = CorreoEntrante.objects.select_for_update(of=("self",))
    return filas.select_related("buzon__grupo", "archivo").get(pk=pk)


def _exigir_por_revisar(correo: CorreoEntrante) -> None:
    if correo.estado not in {EstadoCorreo.EN_CUARENTENA, EstadoCorreo.FALLIDO}:
        raise ErrorDeNegocio(_("Ese correo ya está resuelto."), codigo="decidida")


def _carta(correo: CorreoEntrante, hilo: Hilo | None = None) -> Carta:
    """The mail read again from its bytes."""
    crudo = archivos.leer(correo.archivo)
    leido = leer(crudo, marca=marca_propia(), propias=direcciones_propias())
    describir(correo, leido)
    return Carta(correo, leido, crudo, guardar_ficheros(leido), hilo, cuenta_de(correo))


def _decidir(posible: PosibleRespuesta, estado: EstadoPosible, por: Usuario) -> None:
    posible.estado, posible.usuario, posible.decidida_en = estado, por, timezone.now()
    posible.save(update_fields=["estado", "usuario", "decidida_en"])
