"""The parts of a mail, by slices of its bytes.

The parser of the standard library calls itself once per level (a mail nested a thousand times is
a RecursionError) and holds a mail of 60 MB nine times in memory. This one keeps a list of what is
left to split and never looks deeper, or at more parts, than its limits.
"""

import binascii
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass

from nucleo.correo.cabeceras import Cabeceras, parametros, separar_cabeceras
from nucleo.correo.tipos import Defecto

MAX_NIVELES = 30
MAX_PARTES = 500
MAX_LIMITES = 100_000  # lines looked at because they look like a boundary

_NO_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")
_NO_ES_BASE64 = re.compile(rb"[^A-Za-z0-9+/=]")  # in its first line


@dataclass(slots=True)
class Parte:
    """A leaf: what is not multipart. `alternativa` is the number of its multipart/alternative."""

    cabeceras: Cabeceras
    tipo: str
    parametros: dict[str, str]
    cuerpo: bytes
    dentro_de: str = ""  # type of its container
    alternativa: int = 0
    llega_al_final: bool = False  # no boundary after it: what there is of a mail that was cut

    @property
    def disposicion(self) -> dict[str, str]:
        return parametros(self.cabeceras.una("content-disposition"))

    @property
    def cid(self) -> str:
        return self.cabeceras.una("content-id").strip().strip("<>")[:250]


@dataclass(slots=True)
class _Trozo:
    """A stretch of the mail still to be split."""

    inicio: int
    fin: int
    nivel: int
    dentro_de: str
    alternativa: int


def partir(crudo: bytes, defectos: set[Defecto]) -> Iterator[tuple[Cabeceras, Parte | None]]:
    """Each part in order: its headers, and itself if it is a leaf.

    The first pair is of the mail itself. A container past the limits comes as one leaf.
    """
    pila, partes = [_Trozo(0, len(crudo), 0, "", 0)], 0
    while pila:
        trozo = pila.pop()
        partes += 1
        parte, cortes = _leer_trozo(crudo, trozo, defectos, hay_sitio=partes < MAX_PARTES)
        if cortes is None:
            yield parte.cabeceras, parte
            continue
        yield parte.cabeceras, None
        if len(cortes) > MAX_PARTES:
            defectos.add(Defecto.DEMASIADAS_PARTES)
            cortes = cortes[:MAX_PARTES]
        alternativa = partes if parte.tipo == "multipart/alternative" else trozo.alternativa
        pila += [
            _Trozo(desde, hasta, trozo.nivel + 1, parte.tipo, alternativa)
            for desde, hasta in reversed(cortes)
        ]


def _leer_trozo(
    crudo: bytes, trozo: _Trozo, defectos: set[Defecto], *, hay_sitio: bool
) -> tuple[Parte, list[tuple[int, int]] | None]:
    """The part and, if it is a container that is to be split, where its parts are."""
    cabeceras, inicio = separar_cabeceras(crudo, trozo.inicio, trozo.fin)
    if cabeceras.enorme:
        defectos.add(Defecto.CABECERA_ENORME)
    leidos = parametros(cabeceras.una("content-type"))
    tipo = leidos[""] if "/" in leidos[""] else _tipo_por_defecto(trozo.dentro_de)
    parte = Parte(cabeceras, tipo, leidos, b"", trozo.dentro_de, trozo.alternativa)
    if tipo.startswith("multipart/") and leidos.get("boundary", "").strip():
        if not hay_sitio:
            defectos.add(Defecto.DEMASIADAS_PARTES)
        elif trozo.nivel >= MAX_NIVELES:
            defectos.add(Defecto.ANIDADO_EN_EXCESO)
        else:
            cortes = _cortar(crudo, inicio, trozo.fin, leidos["boundary"].strip(), defectos)
            if cortes:
                return parte, cortes
    if tipo.startswith("multipart/"):
        parte.tipo = "text/plain" if trozo.nivel == 0 else "application/octet-stream"
    parte.llega_al_final = trozo.fin == len(crudo)
    parte.cuerpo = crudo[inicio : trozo.fin]  # copied once, when it is a leaf
    return parte, None


def _tipo_por_defecto(dentro_de: str) -> str:
    return "message/rfc822" if dentro_de == "multipart/digest" else "text/plain"


def _cortar(
    crudo: bytes, inicio: int, fin: int, limite: str, defectos: set[Defecto]
) -> list[tuple[int, int]]:
    """Where the parts between boundaries are; the last one to the end if nobody closed it."""
    cortes: list[tuple[int, int]] = []
    desde = -1
    for donde, sigue, es_cierre in _limites(crudo, inicio, fin, limite):
        if desde >= 0:
            cortes.append((desde, max(desde, donde)))
        desde = sigue
        if es_cierre or len(cortes) > MAX_PARTES:
            return cortes
    if desde >= 0:
        defectos.add(Defecto.SIN_CIERRE)
        cortes.append((desde, fin))
    return cortes


def _limites(crudo: bytes, inicio: int, fin: int, limite: str) -> Iterator[tuple[int, int, bool]]:
    """Of each boundary line: where what precedes it ends, where the next starts, if it closes."""
    marca = b"\n--" + limite.encode("utf-8", "replace")
    # From the line feed before the body, so that a boundary may be its first line.
    donde = crudo.find(marca, max(inicio - 1, 0), fin)
    for _vez in range(MAX_LIMITES):
        if donde < 0:
            return
        salto = crudo.find(b"\n", donde + len(marca), fin)
        sigue = fin if salto < 0 else salto + 1
        resto = crudo[donde + len(marca) : min(sigue, donde + len(marca) + 100)]
        if resto.strip() in {b"", b"--"}:
            yield donde - (crudo[donde - 1 : donde] == b"\r"), sigue, resto.startswith(b"--")
        donde = crudo.find(marca, sigue - 1, fin)


def contenido_de(parte: Parte, defectos: set[Defecto]) -> bytes:
    """The bytes of a part, without its transfer encoding, or as they are if it is not that."""
    forma = parte.cabeceras.una("content-transfer-encoding").strip().strip("\"'").lower()
    if forma == "base64":
        return _de_base64(parte, defectos)
    if forma == "quoted-printable":
        return quopri.decodestring(parte.cuerpo)
    if forma in {"x-uuencode", "uuencode", "x-uue", "uue"}:
        return _de_uuencode(parte.cuerpo, defectos)
    return parte.cuerpo


def _de_base64(parte: Parte, defectos: set[Defecto]) -> bytes:
    """Forgiving, but a text that only says that it is base64 stays a text."""
    if _NO_ES_BASE64.search(parte.cuerpo[:4_000].strip().split(b"\n")[0].strip()):
        defectos.add(Defecto.CODIFICACION_ROTA)
        return parte.cuerpo
    try:
        return binascii.a2b_base64(parte.cuerpo)
    except binascii.Error:
        defectos.add(Defecto.CODIFICACION_ROTA)
    limpio = _NO_BASE64.sub(b"", parte.cuerpo)
    limpio = limpio[: len(limpio) - (len(limpio) % 4 == 1)]
    return binascii.a2b_base64(limpio + b"=" * (-len(limpio) % 4))


def _de_uuencode(cuerpo: bytes, defectos: set[Defecto]) -> bytes:
    lineas: list[bytes] = []
    dentro = False
    for linea in cuerpo.splitlines():
        if not dentro:
            dentro = linea.startswith(b"begin ")
        elif linea.strip() in {b"end", b"`", b""}:
            break
        else:
            try:
                lineas.append(binascii.a2b_uu(linea))
            except binascii.Error:
                defectos.add(Defecto.CODIFICACION_ROTA)
    return b"".join(lineas) if dentro else cuerpo
