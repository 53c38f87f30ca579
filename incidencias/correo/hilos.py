"""Which case a mail belongs to, and how sure that is (docs/decisions/024)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from clientes.models import Contacto
from incidencias.correo.direcciones import es_de, es_de_antes, firmados_en
from incidencias.models import CorreoEntrante, Incidencia, Mensaje, ResultadoCorreo
from incidencias.models import ViaCorreo as Via
from nucleo.correo.tipos import CorreoLeido

CODIGO = re.compile(r"\bINC-\d{2}-\d{6,12}\b", re.IGNORECASE)
MAX_TOKENS = 5
MAX_REFERENCIAS = 20
MAX_CASOS = 20
MAX_FUSIONES = 10


@dataclass(frozen=True)
class Hilo:
    """The case that a mail seems to go on with. `es_suyo`: who sends it belongs to the case."""

    incidencia: Incidencia
    via: Via
    es_suyo: bool


def buscar_hilo(leido: CorreoLeido) -> Hilo | None:
    """The strongest tie first: signed address, Message-IDs, code in the subject.

    Of several cases tied alike, one of whoever sends it: anybody can write again a Message-ID
    that they have seen, and would draw to their own case what its customer answers.
    """
    atados = _por_token(leido) or _por_referencia(leido) or _por_codigo(leido)
    remite = leido.remite.correo if leido.remite else ""
    hilos = [hilo for incidencia, via in atados if (hilo := _hilo(incidencia, via, remite))]
    return next((hilo for hilo in hilos if hilo.es_suyo), hilos[0] if hilos else None)


def _hilo(incidencia: Incidencia, via: Via, remite: str) -> Hilo | None:
    incidencia = _la_que_sigue(incidencia)
    if incidencia.cliente.bloqueado_en is not None:  # nobody writes there (LOPDGDD art. 32)
        return None
    return Hilo(incidencia, via, es_suyo=es_de_la_incidencia(remite, incidencia))


def es_de_la_incidencia(correo: str, incidencia: Incidencia) -> bool:
    """Whether that address is of the customer, or of whoever has already written in the case.

    Who wrote without being of the case, or was only in copy, is not.
    """
    if not correo:
        return False
    contacto = incidencia.contacto
    if correo in {incidencia.cliente.correo, contacto.correo if contacto else ""}:
        return True
    if Contacto.objects.de_correo(correo).filter(cliente=incidencia.cliente_id).exists():
        return True
    suyos = [ResultadoCorreo.CASO, ResultadoCorreo.MENSAJE]
    escritos = CorreoEntrante.objects.filter(incidencia=incidencia, remitente=correo)
    return escritos.filter(resultado__in=suyos).exists()


def _por_token(leido: CorreoLeido) -> list[tuple[Incidencia, Via]]:
    firmados = list(dict.fromkeys(firmados_en(leido)))[:MAX_TOKENS]
    if not firmados:
        return []
    casos = _casos(pk__in=[pk for pk, _token in firmados])
    suyos = [(casos[pk], token) for pk, token in firmados if pk in casos]
    vivos = [(caso, Via.TOKEN) for caso, token in suyos if es_de(token, caso)]
    return vivos or [(caso, Via.TOKEN_ANULADO) for caso, tok in suyos if es_de_antes(tok, caso)]


def _por_referencia(leido: CorreoLeido) -> list[tuple[Incidencia, Via]]:
    """The cases of the mails it says to answer, that we sent or received; the nearest first."""
    ids = list(dict.fromkeys((*leido.en_respuesta_a, *reversed(leido.referencias))))
    ids = ids[:MAX_REFERENCIAS]
    if not ids:
        return []
    enviados = Mensaje.objects.filter(message_id__in=ids)
    recibidos = CorreoEntrante.objects.filter(mensaje_id__in=ids, incidencia__isnull=False)
    pares = [
        *enviados.values_list("message_id", "incidencia_id")[:MAX_CASOS],
        *recibidos.order_by("pk").values_list("mensaje_id", "incidencia_id")[:MAX_CASOS],
    ]
    pks = dict.fromkeys(pk for uno in ids for mensaje_id, pk in pares if mensaje_id == uno)
    casos = _casos(pk__in=list(pks)[:MAX_CASOS])
    return [(casos[pk], Via.REFERENCIA) for pk in pks if pk in casos]


def _por_codigo(leido: CorreoLeido) -> list[tuple[Incidencia, Via]]:
    codigos = [codigo.upper() for codigo in CODIGO.findall(leido.asunto)][:MAX_CASOS]
    return [(caso, Via.CODIGO) for caso in _casos(codigo__in=codigos).values()] if codigos else []


def _casos(**filtro: Any) -> dict[int, Incidencia]:
    casos = Incidencia.objects.filter(**filtro).select_related("cliente", "contacto")
    return {caso.pk: caso for caso in casos.defer("busqueda", "descripcion", "solucion")}


def _la_que_sigue(incidencia: Incidencia) -> Incidencia:
    """Where a merged case goes on."""
    for _salto in range(MAX_FUSIONES):
        if incidencia.fusionada_en_id is None:
            break
        incidencia = _casos(pk=incidencia.fusionada_en_id)[incidencia.fusionada_en_id]
    return incidencia
