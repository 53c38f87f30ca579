"""From a cell to a value, however it was written. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from clientes.identidad import normalizar_correo, normalizar_nif, normalizar_telefono
from intercambio.campos import Campo, Tipo
from intercambio.textos import llano
from nucleo.errores import ErrorDeNegocio

# What is opened as a formula by a spreadsheet; a leading apostrophe says that it is text.
PELIGROSOS = ("=", "+", "-", "@", "\t", "\r")
NUMERO_O_TELEFONO = re.compile(r"[+-]?[\d ().,/-]+")
EPOCA_DE_EXCEL = date(1899, 12, 30)
SERIES_CREIBLES = range(18_264, 80_000)  # from 1950: days since the epoch of a spreadsheet
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?")
_ESPANOLA = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{2}|\d{4})(?:[T ].*)?")
_CON_MES = re.compile(r"(\d{1,2}) (?:de )?([a-z]+) (?:de )?(\d{2}|\d{4})")
_SEGUIDA = re.compile(r"(19|20)\d{6}")
_CIENTIFICO = re.compile(r"\d[.,]?\d*[eE]\+\d+")
_MILES = re.compile(r"-?\d{1,3}([.,]\d{3})+")
MESES = ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic")
SIES = {"si", "s", "x", "1", "verdadero", "true", "v", "yes"}
NOES = {"no", "n", "0", "falso", "false", "f"}
VACIOS = {"", "-", "--", "n/a", "#n/d", "#n/a", "null", "none"}


def neutralizar(texto: str) -> str:
    """A text that no spreadsheet takes for a formula; `limpiar` undoes it."""
    if texto.startswith("'") or (
        texto.startswith(PELIGROSOS) and not NUMERO_O_TELEFONO.fullmatch(texto)
    ):
        return f"'{texto}"
    return texto


def limpiar(celda: Any) -> str:
    """The cell as a text: one space between words; a whole number without its decimals."""
    if celda is None:
        return ""
    if isinstance(celda, bool):
        return "sí" if celda else "no"
    if isinstance(celda, float) and celda.is_integer():
        return str(int(celda))
    if isinstance(celda, datetime | date):
        return f"{celda:%d/%m/%Y}"
    texto = " ".join(str(celda).split())
    if texto.startswith("'"):
        texto = texto[1:].strip()
    return "" if texto.lower() in VACIOS else texto


def valor_de(campo: Campo, celda: Any) -> Any:
    """The value of that field; None if the cell is empty. Raises ErrorDeNegocio if it is none."""
    if isinstance(celda, datetime | date) and campo.tipo == Tipo.FECHA:
        return _dia(celda)
    texto = limpiar(celda)
    if texto == "":
        return None
    try:
        return _LECTORES[campo.tipo](texto, campo, celda)
    except ErrorDeNegocio as error:
        error.campo = campo.codigo
        raise


def _error(frase: str, texto: str) -> ErrorDeNegocio:
    return ErrorDeNegocio(frase % {"valor": texto[:60]})


def _texto(texto: str, campo: Campo, celda: Any) -> str:
    return texto


def _dia(celda: datetime | date) -> date:
    if isinstance(celda, datetime):
        return timezone.localtime(celda).date() if timezone.is_aware(celda) else celda.date()
    return celda


def _fecha(texto: str, campo: Campo, celda: Any) -> date:
    """ISO, day/month/year with any sign, the month in letters, or a spreadsheet's day number."""
    try:
        for leer in (_fecha_iso, _fecha_espanola, _fecha_con_mes, _fecha_seguida, _fecha_de_serie):
            dia = leer(texto)
            if dia is not None:
                return dia
    except ValueError:
        pass
    raise _error(_("«%(valor)s» no es una fecha: se espera día/mes/año."), texto)


def _fecha_iso(texto: str) -> date | None:
    partes = _ISO.fullmatch(texto)
    return date(int(partes[1]), int(partes[2]), int(partes[3])) if partes else None


def _fecha_espanola(texto: str) -> date | None:
    partes = _ESPANOLA.fullmatch(texto)
    return date(_ejercicio(partes[3]), int(partes[2]), int(partes[1])) if partes else None


def _fecha_con_mes(texto: str) -> date | None:
    partes = _CON_MES.fullmatch(llano(texto))
    if partes is None or partes[2][:3] not in MESES:
        return None
    return date(_ejercicio(partes[3]), MESES.index(partes[2][:3]) + 1, int(partes[1]))


def _fecha_seguida(texto: str) -> date | None:
    if not _SEGUIDA.fullmatch(texto):
        return None
    return date(int(texto[:4]), int(texto[4:6]), int(texto[6:]))


def _fecha_de_serie(texto: str) -> date | None:
    entero = texto.split(".")[0].split(",")[0]
    if entero.isdigit() and int(entero) in SERIES_CREIBLES:
        return EPOCA_DE_EXCEL + timedelta(days=int(entero))
    return None


def _ejercicio(texto: str) -> int:
    """Two figures are of this century if that is not later than next year."""
    if len(texto) == 4:
        return int(texto)
    este_siglo = 2000 + int(texto)
    return este_siglo if este_siglo <= timezone.now().year + 1 else este_siglo - 100


def _importe(texto: str, campo: Campo, celda: Any) -> Decimal:
    """«1.234,56 €», «1234,56», «1,234.56»: the last sign before one or two figures decides."""
    if isinstance(celda, int | float):
        return round(Decimal(str(celda)), 2)
    cifras = texto.replace("€", "").replace("EUR", "").replace("eur", "").replace(" ", "")
    coma, punto = cifras.rfind(","), cifras.rfind(".")
    if coma >= 0 and punto >= 0:
        decimal, miles = (",", ".") if coma > punto else (".", ",")
    elif _MILES.fullmatch(cifras) and (punto >= 0 or cifras.count(",") > 1):
        decimal, miles = ("", "." if punto >= 0 else ",")
    else:
        decimal, miles = ("," if coma >= 0 else ".", "")
    try:
        cantidad = Decimal(cifras.replace(miles or "\0", "").replace(decimal or "\0", "."))
        if not cantidad.is_finite():
            raise InvalidOperation
        return round(cantidad, 2)
    except InvalidOperation:
        raise _error(_("«%(valor)s» no es un importe."), texto) from None


def _entero(texto: str, campo: Campo, celda: Any) -> int:
    limpio = texto.removesuffix("%").strip()
    if isinstance(celda, float) and 0 < celda < 1 and campo.codigo.endswith("_pct"):
        return round(celda * 100)  # a spreadsheet keeps 50 % as 0.5
    if not re.fullmatch(r"\d{1,9}([.,]0+)?", limpio):
        raise _error(_("«%(valor)s» no es un número entero."), texto)
    return int(re.split(r"[.,]", limpio)[0])


def _si_no(texto: str, campo: Campo, celda: Any) -> bool:
    plano = llano(texto)
    if plano not in SIES | NOES:
        raise _error(_("«%(valor)s» no es sí ni no."), texto)
    return plano in SIES


def _opcion(texto: str, campo: Campo, celda: Any) -> str:
    """By its code, its title or another word for it."""
    assert campo.opciones is not None  # noqa: S101 - a field of options has them
    plano = llano(texto)
    conocidas = {llano(str(titulo)): codigo for codigo, titulo in campo.opciones.choices}
    conocidas |= {llano(codigo): codigo for codigo in campo.opciones.values}
    conocidas |= campo.sinonimos
    if plano not in conocidas:
        titulos = ", ".join(str(titulo) for titulo in campo.opciones.labels)
        raise ErrorDeNegocio(
            _("«%(valor)s» no es ninguno de estos: %(titulos)s.")
            % {"valor": texto[:60], "titulos": titulos}
        )
    return conocidas[plano]


def _nif(texto: str, campo: Campo, celda: Any) -> str:
    """A spreadsheet eats the zero at the left of a DNI."""
    if re.fullmatch(r"\d{7}-?[A-Za-z]", texto):
        texto = f"0{texto}"
    return normalizar_nif(texto)


_ENTRE_VARIOS = {
    Tipo.TELEFONO: re.compile(r"\s*[/;,]\s*|\s+-\s+|\s+y\s+|\s+o\s+"),
    Tipo.CORREO: re.compile(r"\s*[;,/]\s*|\s+"),
}


def el_segundo(campo: Campo, celda: Any) -> str:
    """The second telephone or mail of a cell with several, as it is written; "" if there is one."""
    partes = [p for p in _ENTRE_VARIOS[campo.tipo].split(limpiar(celda)) if p]
    return partes[1] if len(partes) > 1 else ""


def _el_primero(texto: str, tipo: Tipo) -> str:
    return next((parte for parte in _ENTRE_VARIOS[tipo].split(texto) if parte), texto)


def _telefono(texto: str, campo: Campo, celda: Any) -> str:
    """The first of several in a cell. A number that a spreadsheet has mangled is refused."""
    if _CIENTIFICO.fullmatch(texto):
        raise _error(
            _("La hoja de cálculo ha estropeado el teléfono «%(valor)s»: da formato de texto."),
            texto,
        )
    primero = _el_primero(texto, Tipo.TELEFONO)
    if re.fullmatch(r"34\d{9}", primero):
        primero = f"+{primero}"
    return normalizar_telefono(primero)


def _correo(texto: str, campo: Campo, celda: Any) -> str:
    return normalizar_correo(_el_primero(texto, Tipo.CORREO))


def _postal(texto: str, campo: Campo, celda: Any) -> str:
    """A spreadsheet eats the zero at the left."""
    return f"0{texto}" if re.fullmatch(r"\d{4}", texto) else texto


_LECTORES: dict[Tipo, Callable[[str, Campo, Any], Any]] = {
    Tipo.TEXTO: _texto,
    Tipo.FECHA: _fecha,
    Tipo.IMPORTE: _importe,
    Tipo.ENTERO: _entero,
    Tipo.SI_NO: _si_no,
    Tipo.OPCION: _opcion,
    Tipo.NIF: _nif,
    Tipo.TELEFONO: _telefono,
    Tipo.CORREO: _correo,
    Tipo.POSTAL: _postal,
}
