"""A mail into the terms of a job, by the profile of who sends it. Pure: nothing is looked up."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

import phonenumbers

from incidencias.encargos.perfiles import Campo, Perfil
from nucleo.correo.tipos import CorreoLeido

LARGO_TEXTO = 20_000
LARGOS = {
    "referencia": 60,
    "asegurado": 200,
    "direccion": 300,
    "aparato": 200,
    "averia": 5_000,
    "correo": 254,
}
FORMATOS = ("%d/%m/%Y %H:%M", "%d/%m/%Y", "%d-%m-%Y %H:%M", "%d-%m-%Y", "%Y-%m-%d %H:%M")
FIN_DEL_DIA = time(23, 59)
_SEPARADOR = re.compile(r"\s*(?::|\||\t|\.{2,}| {2,}|=|$)\s*[:|]?\s*")
_SEPARADOR_DE_TABLA = re.compile(r"\s*[:|]?\s+|\s*$")  # two cells, once they are text
_VINETA = re.compile(r"^[\s>*•·–-]+")
_IMPORTE = re.compile(
    r"(?<![\d.,])\d{1,3}(?:[.\s]\d{3})+(?:,\d{1,2})?(?!\d)|\d+(?:[.,]\d{1,2})?(?!\d)"
)
_CORREO = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


@dataclass(frozen=True)
class EncargoLeido:
    """What a job's mail says. `clase`: nuevo, cambio or cancelacion."""

    perfil: str
    principal: str
    referencia: str
    clase: str
    tipo: str
    asegurado: str = ""
    telefono: str = ""
    correo: str = ""
    direccion: str = ""
    aparato: str = ""
    averia: str = ""
    limite_eur: Decimal | None = None
    plazo_en: datetime | None = None
    otros: Mapping[str, str] = field(default_factory=dict)


def leer_encargo(
    correo: CorreoLeido, perfiles: Iterable[Perfil], *, zona: ZoneInfo
) -> EncargoLeido | None:
    """The job that the mail is; None if no profile knows it or it names no reference.

    Who sends it is what its From says, which anybody can write: nothing here is an identity, and
    whoever writes the job down cancels nothing by itself.
    """
    remite = correo.remite.correo if correo.remite else ""
    for perfil in perfiles:
        if perfil.remitente.search(remite):
            leido = _leer(correo, perfil, zona)
            if leido is not None:
                return leido
    return None


def _leer(correo: CorreoLeido, perfil: Perfil, zona: ZoneInfo) -> EncargoLeido | None:
    del_asunto = _del_asunto(correo.asunto, perfil)
    if del_asunto is None:
        return None
    texto = _limpio(correo.texto or correo.cita)
    dicho = _dicho(texto, perfil) | del_asunto
    referencia = " ".join(dicho.get("referencia", "").split())[: LARGOS["referencia"]]
    if not any(letra.isdigit() for letra in referencia):
        return None
    plazo = perfil.campos.get("plazo_en", Campo())
    return EncargoLeido(
        perfil=perfil.clave,
        principal=perfil.principal,
        referencia=referencia,
        clase=_clase(dicho.get("clase", ""), perfil),
        tipo=perfil.tipo,
        asegurado=_recorta(dicho, "asegurado"),
        telefono=_telefono(dicho.get("telefono", "")),
        correo=_correo(dicho.get("correo", "")),
        direccion=_recorta(dicho, "direccion"),
        aparato=_recorta(dicho, "aparato"),
        averia=dicho.get("averia", "").strip()[: LARGOS["averia"]],
        limite_eur=_importe(dicho.get("limite_eur", "")),
        plazo_en=_fecha(dicho.get("plazo_en", ""), plazo.formatos or FORMATOS, zona),
        otros={n: dicho[f"otros:{n}"][:200] for n in perfil.otros if dicho.get(f"otros:{n}")},
    )


def _del_asunto(asunto: str, perfil: Perfil) -> dict[str, str] | None:
    """What the subject says; None if it is not that of a job."""
    if perfil.asunto is None:
        return {}
    hallado = perfil.asunto.search(" ".join(asunto.split()))
    if hallado is None:
        return None
    return {clave: valor for clave, valor in hallado.groupdict().items() if valor}


def _limpio(texto: str) -> str:
    return texto[:LARGO_TEXTO].replace("\u00a0", " ").replace("\r\n", "\n")


# --- Labels


def _dicho(texto: str, perfil: Perfil) -> dict[str, str]:
    """The value beside each label, and what each pattern finds."""
    valores = _por_etiquetas(texto, perfil)
    for nombre, campo in perfil.campos.items():
        hallado = campo.patron.search(texto) if campo.patron else None
        if hallado:
            valores[nombre] = hallado[1].strip()
    return valores


def _por_etiquetas(texto: str, perfil: Perfil) -> dict[str, str]:
    etiquetas = _etiquetas(perfil)
    separador = _SEPARADOR_DE_TABLA if perfil.en_tabla else _SEPARADOR
    largos = {nombre for nombre, campo in perfil.campos.items() if campo.varias_lineas}
    valores: dict[str, list[str]] = {}
    actual = ""
    for linea in texto.split("\n"):
        hallada = _etiqueta_de(linea, etiquetas, separador)
        if hallada is not None:
            nombre, valor = hallada
            actual = nombre if nombre not in valores else ""
            if nombre and nombre not in valores:
                valores[nombre] = [valor] if valor else []
        elif actual and linea.strip() and (actual in largos or not valores[actual]):
            valores[actual].append(_VINETA.sub("", linea).strip())
        elif not linea.strip() and actual not in largos and valores.get(actual):
            actual = ""
    return {nombre: "\n".join(lineas) for nombre, lineas in valores.items()}


def _etiquetas(perfil: Perfil) -> list[tuple[str, str]]:
    """Every label, plain, with the field that it begins; the longest first. `fin` begins none."""
    pares = [(_llano(e), nombre) for nombre, c in perfil.campos.items() for e in c.etiquetas]
    pares += [(_llano(e), f"otros:{n}") for n, c in perfil.otros.items() for e in c.etiquetas]
    pares += [(_llano(etiqueta), "") for etiqueta in perfil.fin]
    return sorted(pares, key=lambda par: -len(par[0]))


def _etiqueta_de(
    linea: str, etiquetas: list[tuple[str, str]], patron: re.Pattern[str]
) -> tuple[str, str] | None:
    """The field that a line begins, and what it says of it on that same line."""
    limpia = _VINETA.sub("", linea).rstrip()
    llana = _llano(limpia)
    for etiqueta, nombre in etiquetas:
        if not llana.startswith(etiqueta):
            continue
        resto = limpia[len(etiqueta) :]
        separador = patron.match(resto)
        if separador is not None or not nombre:
            return nombre, resto[separador.end() if separador else 0 :].strip()
    return None


def _llano(texto: str) -> str:
    """Without accents or capitals, letter by letter: the places stay the same."""
    return "".join(
        unicodedata.normalize("NFD", letra)[0].casefold()[:1] or letra for letra in texto
    )


# --- Values


def _clase(texto: str, perfil: Perfil) -> str:
    llano = _llano(texto)
    for clase, dichos in perfil.clases.items():
        if any(_llano(dicho) in llano for dicho in dichos):
            return clase
    return "nuevo"


def _recorta(dicho: Mapping[str, str], nombre: str) -> str:
    return " ".join(dicho.get(nombre, "").split())[: LARGOS[nombre]]


def _telefono(texto: str) -> str:
    """The first number of the text that somebody can have, as it is stored; mobiles first."""
    hallados = [hallado.number for hallado in phonenumbers.PhoneNumberMatcher(texto, "ES")]
    moviles = {phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.PERSONAL_NUMBER}
    hallados.sort(key=lambda numero: phonenumbers.number_type(numero) not in moviles)
    if not hallados:
        return ""
    return str(phonenumbers.format_number(hallados[0], phonenumbers.PhoneNumberFormat.E164))


def _correo(texto: str) -> str:
    hallado = _CORREO.search(texto)
    return hallado[0].lower()[: LARGOS["correo"]] if hallado else ""


def _importe(texto: str) -> Decimal | None:
    """1.234,50 € · 300 euros · 150.00; None for what is no amount."""
    hallado = _IMPORTE.search(texto)
    if hallado is None:
        return None
    numero = re.sub(r"\s", "", hallado[0])
    if "," in numero or re.fullmatch(r"\d{1,3}(\.\d{3})+", numero):
        numero = numero.replace(".", "").replace(",", ".")
    try:
        importe = Decimal(numero).quantize(Decimal("0.01"))
    except InvalidOperation:
        return None
    return importe if importe < Decimal(10_000_000) else None


def _fecha(texto: str, formatos: Iterable[str], zona: ZoneInfo) -> datetime | None:
    """The instant; a day without an hour ends when it ends. None for what is no date."""
    limpio = " ".join(re.sub(r"(?i)\s*(?:h\.?|horas|hrs\.?)$", "", texto.strip()).split())
    for formato in formatos:
        try:
            leida = datetime.strptime(limpio, formato).replace(tzinfo=zona)
        except ValueError:
            continue
        if not 2000 <= leida.year < 2100:
            return None
        return leida if "%H" in formato else datetime.combine(leida, FIN_DEL_DIA, zona)
    return None
