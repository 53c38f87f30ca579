"""Signed reply addresses: whoever writes to one had a mail of that case in their hands.

`averias+1k3-<token>@…`, and the same `1k3-<token>` as an id of the References for servers without
plus addresses. The token is HMAC(case, version): revoking the links of a case revokes it too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.http import base36_to_int, int_to_base36

from incidencias.models import Buzon, Incidencia
from nucleo.correo.tipos import CorreoLeido
from nucleo.correo_saliente import ENLACE_DE_RESPUESTA
from nucleo.enlaces import es_valido

RESPUESTA = "respuesta_incidencia"  # the kind of its tokens
LARGO_LOCAL = 64  # RFC 5321 §4.5.3.1.1
LARGO_TOKEN = 32
_FIRMADO = re.compile(r"(?<![0-9a-z])([0-9a-z]{1,12})-([a-z2-7]{32})(?=@|$)")
_FIRMADO_EN_BYTES = re.compile(rb"(?<![0-9a-zA-Z])([0-9a-z]{1,12})-([a-z2-7]{32})@")


def enlace_de_respuesta(incidencia: Incidencia) -> dict[str, Any]:
    """What a Comunicacion derives its signed address from at delivery, with the version of then."""
    return {
        "tipo": RESPUESTA,
        "id": incidencia.codigo,
        "prefijo": f"{int_to_base36(incidencia.pk)}-",
    }


def direccion_de_respuesta(buzon: Buzon, incidencia: Incidencia) -> str:
    """The Reply-To of what leaves about a case: signed if its server takes «+» and it fits."""
    local, _arroba, dominio = buzon.correo.partition("@")
    largo = len(local) + 1 + len(int_to_base36(incidencia.pk)) + 1 + LARGO_TOKEN
    if not buzon.admite_mas or largo > LARGO_LOCAL:
        return buzon.correo
    return f"{local}+{{{ENLACE_DE_RESPUESTA}}}@{dominio}"


def firmados_en(leido: CorreoLeido) -> Iterator[tuple[int, str]]:
    """(case, token) of every signed address or id that it is sent to or answers."""
    direcciones = (una.correo for una in (*leido.para, *leido.cc))
    yield from _firmados((*direcciones, *leido.entregado_a))
    yield from _firmados(
        uno.strip("<>").lower() for uno in (*leido.en_respuesta_a, *leido.referencias)
    )


def firmados_en_crudo(crudo: bytes) -> Iterator[tuple[int, str]]:
    """The same in any corner of a mail: what a bounce gives back of ours."""
    for encontrado in _FIRMADO_EN_BYTES.finditer(crudo):
        yield base36_to_int(encontrado[1].decode()), encontrado[2].decode()


def _firmados(direcciones: Iterable[str]) -> Iterator[tuple[int, str]]:
    for direccion in direcciones:
        local = direccion.rpartition("@")[0]
        encontrado = _FIRMADO.search(local)
        if encontrado:
            yield base36_to_int(encontrado[1]), encontrado[2]


def es_de(token: str, incidencia: Incidencia) -> bool:
    """Whether the token is that case's, in its present version."""
    return es_valido(token, RESPUESTA, incidencia.codigo, incidencia.enlace_version)


def es_de_antes(token: str, incidencia: Incidencia) -> bool:
    """Whether it was that case's, and was revoked."""
    return any(
        es_valido(token, RESPUESTA, incidencia.codigo, version)
        for version in range(1, incidencia.enlace_version)
    )
