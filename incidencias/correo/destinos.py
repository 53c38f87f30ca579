"""What becomes of a mail: decided from facts, in one place, without reading or writing anything."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from incidencias.correo.hilos import Hilo
from incidencias.models import MotivoPosible
from incidencias.models import ViaCorreo as Via
from nucleo.correo.tipos import Clase


class Destino(StrEnum):
    CASO = "caso"
    MENSAJE = "mensaje"
    AJENO = "ajeno"
    POSIBLE = "posible"
    NOTA = "nota"  # an automatic answer, on its case
    REVISAR = "revisar"  # a machine or a list that belongs to no case: a person looks at it
    REBOTE = "rebote"
    BUCLE = "bucle"
    PROPIO = "propio"  # from one of our addresses without being one of our mails
    EXCESO = "exceso"
    REPETIDO = "repetido"
    VETADO = "vetado"


@dataclass(frozen=True)
class Hechos:
    """What is known of a mail when its turn comes."""

    clase: Clase
    hilo: Hilo | None = None
    es_repetido: bool = False
    es_nuestro: bool = False  # one of our own addresses sends it
    es_vetado: bool = False
    excede: bool = False  # its address has sent too many in an hour


def decidir(hechos: Hechos) -> Destino:
    """What is done with it. A header gives nobody an identity: see each line."""
    if hechos.es_repetido:
        return Destino.REPETIDO
    if hechos.clase == Clase.BUCLE:
        return Destino.BUCLE
    if hechos.clase == Clase.REBOTE:
        return Destino.REBOTE
    if hechos.es_nuestro:  # the form of our website, a colleague, or somebody who pretends to be us
        return Destino.PROPIO
    if hechos.es_vetado:
        return Destino.VETADO
    if hechos.excede and not _esta_probado(hechos.hilo):
        return Destino.EXCESO
    if hechos.clase == Clase.PERSONA:
        return _de_persona(hechos.hilo)
    return _de_maquina(hechos.clase, hechos.hilo)


def _esta_probado(hilo: Hilo | None) -> bool:
    """Sent to the address that only our mails of the case carry, by somebody of the case."""
    return hilo is not None and hilo.es_suyo and hilo.via == Via.TOKEN


def _de_persona(hilo: Hilo | None) -> Destino:
    if hilo is None:
        return Destino.CASO
    if hilo.es_suyo:
        return Destino.MENSAJE
    # They had one of our mails in their hands, but who they are nobody knows: the office reads it
    # in the case, its customer does not.
    return Destino.AJENO if hilo.via == Via.TOKEN else Destino.POSIBLE


def _de_maquina(clase: Clase, hilo: Hilo | None) -> Destino:
    if hilo is None:
        return Destino.REVISAR
    if not hilo.es_suyo:  # a confirmation code sent to our address on purpose, for instance
        return Destino.POSIBLE
    return Destino.MENSAJE if clase == Clase.LISTA else Destino.NOTA


def motivo_de(hilo: Hilo) -> MotivoPosible:
    """Why it seems an answer and is not taken for one."""
    if hilo.via == Via.TOKEN:
        return MotivoPosible.TOKEN_DE_MAQUINA
    return MotivoPosible(hilo.via)
