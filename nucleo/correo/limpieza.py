"""From bytes to text that a database takes: character sets, control characters, lengths."""

import codecs
import re

from charset_normalizer import from_bytes

MUESTRA = 4_000  # bytes that are enough to guess a character set
# What mail is written in. Others of Python are no character sets (`zlib`, `rot13`) or cost too
# much on hostile bytes (`idna`, `punycode`).
CONOCIDOS = {
    *("ascii", "utf-8", "utf-8-sig", "utf-7", "utf-16", "utf-16-le", "utf-16-be", "utf-32"),
    *(f"iso8859-{n}" for n in range(1, 17) if n != 12),
    *(f"cp{n}" for n in (437, 737, 775, 850, 852, 855, 858, 860, 863, 865, 866, 874, 932, 949)),
    *(f"cp{n}" for n in (950, *range(1250, 1259))),
    *("mac-roman", "mac-latin2", "mac-cyrillic", "mac-greek", "mac-turkish"),
    *("koi8-r", "koi8-u", "tis-620", "big5", "big5hkscs", "gb2312", "gbk", "gb18030", "hz"),
    *("shift_jis", "shift_jis_2004", "euc_jp", "euc_kr", "iso2022_jp", "iso2022_kr", "johab"),
}
ALIAS = {
    "ansi": "cp1252",
    "unicode-1-1-utf-8": "utf-8",
    "utf8mb4": "utf-8",
    "unicode": "utf-16",
    "x-mac-roman": "mac-roman",
    "macintosh": "mac-roman",
    "x-sjis": "cp932",
    "ks_c_5601-1987": "cp949",
    "iso-8859-8-i": "iso8859-8",
}
COMO_CP1252 = {"ascii", "iso8859-1"}  # what declares these is usually Windows (as browsers read it)
POSIBLES = ["cp1252", "cp1250", "cp1251", "koi8_r", "cp932", "gb18030", "euc_kr", "mac_roman"]

DE_AQUI = set("áéíóúñüçàèòïÁÉÍÓÚÑÜÇÀÈÒÏ€¿¡ºª·«»’“”–—…°²½\xa0")

_NO_ASCII = re.compile("[^\x00-\x7f]")
_PROHIBIDOS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_DE_DIRECCION = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_ESPACIOS = re.compile(r"\s+")


def limpiar(texto: str, tope: int | None = None) -> str:
    """Without NUL, lone surrogates or control characters; lines end in \\n."""
    texto = texto if tope is None else texto[: 2 * tope]
    texto = _PROHIBIDOS.sub("", texto.replace("\r\n", "\n").replace("\r", "\n"))
    return texto if tope is None else texto[:tope]


def en_una_linea(texto: str, tope: int) -> str:
    """For subjects and names: one line, nothing that turns the direction of writing."""
    limpio = _DE_DIRECCION.sub("", limpiar(texto, 4 * tope))
    return _ESPACIOS.sub(" ", limpio).strip()[:tope].rstrip()


def juego_conocido(nombre: str) -> str | None:
    """The codec of a declared character set, or None if it is not one for mail."""
    limpio = nombre.strip().strip("\"'").lower()[:40]
    try:
        codec = codecs.lookup(ALIAS.get(limpio, limpio)).name
    except (LookupError, ValueError, UnicodeError):
        return None
    return codec if codec in _CODECS else None


_CODECS = {codecs.lookup(nombre).name for nombre in CONOCIDOS}


def descifrar(crudo: bytes, declarado: str = "") -> tuple[str, bool]:
    """The text of some bytes, and whether they were what they said.

    Who declares a one-byte set and writes UTF-8 means UTF-8: by chance it hardly ever is.
    """
    codec = juego_conocido(declarado) if declarado else "ascii"
    if crudo.isascii() and codec in (*COMO_CP1252, "utf-8"):
        return crudo.decode("ascii"), True
    for candidato in _candidatos(codec, crudo):
        try:
            return crudo.decode(candidato), candidato == codec or _equivale(codec, candidato)
        except (UnicodeError, ValueError):
            continue
    return crudo.decode(_adivinado(crudo), "replace"), False


def _candidatos(codec: str | None, crudo: bytes) -> list[str]:
    if crudo.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ["utf-16"]
    propios = [] if codec is None or codec in COMO_CP1252 else [codec]
    if codec is None or codec.startswith(("iso8859", "cp", "mac", "ascii", "koi8")):
        return ["utf-8-sig", *propios] + (["cp1252"] if codec in COMO_CP1252 else [])
    return [*propios, "utf-8-sig"]


def _equivale(codec: str | None, usado: str) -> bool:
    return (codec, usado) in {("iso8859-1", "cp1252"), ("utf-8", "utf-8-sig")}


def _adivinado(crudo: bytes) -> str:
    """The most likely set of a sample: ours, if its letters are the ones that we write."""
    altos = re.sub(rb"[\x00-\x08\x0e-\x1f]", b"", crudo[:MUESTRA])
    raros = _NO_ASCII.findall(altos.decode("cp1252", "replace"))
    if sum(letra in DE_AQUI for letra in raros) >= 0.8 * len(raros):
        return "cp1252"
    try:
        mejor = from_bytes(altos, cp_isolation=POSIBLES, steps=3, chunk_size=512).best()
    except Exception:  # noqa: BLE001 - a guess is no reason to lose a mail
        mejor = None
    return mejor.encoding if mejor else "cp1252"
