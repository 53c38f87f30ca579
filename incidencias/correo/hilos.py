"""Which case a mail belongs to, and how sure that is (docs/decisions: mail is not an identity)."""

from __future__ import annotations

import re
from collections.abc import Iterable
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
MAX_FUSIONES = 10


@dataclass(frozen=True)
class Hilo:
    """The case that a mail seems to go on with. `es_suyo`: who sends it belongs to the case."""

    incidencia: Incidencia
    via: Via
    es_suyo: bool


def buscar_hilo(leido: CorreoLeido) -> Hilo | None:
    """The strongest tie first: signed address, Message-IDs, code in the subject."""
    atado = _por_token(leido) or _por_referencia(leido) or _por_codigo(leido)
    if atado is None:
        return None
    incidencia, via = atado
    incidencia = _la_que_sigue(incidencia)
    if incidencia.cliente.bloqueado_en is not None:  # nobody writes there (LOPDGDD art. 32)
        return None
    remite = leido.remite.correo if leido.remite else ""
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


def _por_token(leido: CorreoLeido) -> tuple[Incidencia, Via] | None:
    firmados = list(dict.fromkeys(firmados_en(leido)))[:MAX_TOKENS]
    if not firmados:
        return None
    casos = _casos(pk__in=[pk for pk, _token in firmados])
    for pk, token in firmados:
        if pk in casos and es_de(token, casos[pk]):
            return casos[pk], Via.TOKEN
    for pk, token in firmados:
        if pk in casos and es_de_antes(token, casos[pk]):
            return casos[pk], Via.TOKEN_ANULADO
    return None


def _por_referencia(leido: CorreoLeido) -> tuple[Incidencia, Via] | None:
    """The nearest of the mails it says to answer that we sent, or received in a case."""
    ids = list(dict.fromkeys((*leido.en_respuesta_a, *reversed(leido.referencias))))
    ids = ids[:MAX_REFERENCIAS]
    if not ids:
        return None
    de_que_caso = {
        **_pares(CorreoEntrante.objects.filter(mensaje_id__in=ids, incidencia__isnull=False)),
        **_pares(Mensaje.objects.filter(message_id__in=ids), "message_id"),
    }
    for uno in ids:
        if uno in de_que_caso:
            return _casos(pk=de_que_caso[uno])[de_que_caso[uno]], Via.REFERENCIA
    return None


def _pares(filas: Any, campo: str = "mensaje_id") -> dict[str, int]:
    return dict(filas.values_list(campo, "incidencia_id"))


def _por_codigo(leido: CorreoLeido) -> tuple[Incidencia, Via] | None:
    codigos = [codigo.upper() for codigo in CODIGO.findall(leido.asunto)]
    casos: Iterable[Incidencia] = _casos(codigo__in=codigos).values() if codigos else ()
    return next(((caso, Via.CODIGO) for caso in casos), None)


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
