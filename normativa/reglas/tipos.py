"""Types that all the rules share: reasons, terms, what is missing. Frozen, without behaviour."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, datetime
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum
from typing import Any


def gettext_noop(texto: str) -> str:
    """Mark a Spanish sentence for `makemessages` without importing Django."""
    return texto


class Certeza(StrEnum):
    """How sure a statement is: what was read, and by whom."""

    TEXTO = "T"  # the text of the norm was read
    SECUNDARIA = "S"  # a law firm, a public body or another secondary source was read
    INTERPRETACION = "I"  # our reading where the norm is silent or ambiguous
    MEMORIA = "M"  # not verified


CERTEZAS = {
    Certeza.TEXTO: gettext_noop("texto de la norma leído"),
    Certeza.SECUNDARIA: gettext_noop("fuente secundaria"),
    Certeza.INTERPRETACION: gettext_noop("interpretación nuestra"),
    Certeza.MEMORIA: gettext_noop("sin verificar"),
}


class Unidad(StrEnum):
    HORAS = "horas"
    DIAS = "dias"  # natural days
    DIAS_HABILES = "dias_habiles"
    MESES = "meses"
    ANIOS = "anios"
    EUROS = "euros"
    PORCENTAJE = "porcentaje"
    MINUTOS = "minutos"
    KILOMETROS = "kilometros"
    VECES = "veces"
    SI_NO = "si_no"  # 1 or 0: a duty that some territories have and others do not


FRASES_DE_UNIDAD = {
    Unidad.HORAS: (gettext_noop("%(n)s hora"), gettext_noop("%(n)s horas")),
    Unidad.DIAS: (gettext_noop("%(n)s día natural"), gettext_noop("%(n)s días naturales")),
    Unidad.DIAS_HABILES: (gettext_noop("%(n)s día hábil"), gettext_noop("%(n)s días hábiles")),
    Unidad.MESES: (gettext_noop("%(n)s mes"), gettext_noop("%(n)s meses")),
    Unidad.ANIOS: (gettext_noop("%(n)s año"), gettext_noop("%(n)s años")),
    Unidad.EUROS: (gettext_noop("%(n)s €"), gettext_noop("%(n)s €")),
    Unidad.PORCENTAJE: (gettext_noop("%(n)s %%"), gettext_noop("%(n)s %%")),
    Unidad.MINUTOS: (gettext_noop("%(n)s minuto"), gettext_noop("%(n)s minutos")),
    Unidad.KILOMETROS: (gettext_noop("%(n)s km"), gettext_noop("%(n)s km")),
    Unidad.VECES: (gettext_noop("%(n)s vez"), gettext_noop("%(n)s veces")),
    Unidad.SI_NO: (gettext_noop("sí"), gettext_noop("no")),
}

Traductor = Callable[[str], str]


@dataclass(frozen=True)
class Plazo:
    """An amount with its unit: `Plazo(15, Unidad.DIAS)`."""

    valor: int | Decimal
    unidad: Unidad

    def frase(self, traducir: Traductor = str) -> str:
        singular, plural = FRASES_DE_UNIDAD[self.unidad]
        return traducir(singular if self.valor == 1 else plural) % {"n": _numero(self.valor)}


CENTIMO = Decimal("0.01")


def euros(importe: Decimal) -> Plazo:
    """An amount of money to be written in a reason."""
    return Plazo(importe.quantize(CENTIMO), Unidad.EUROS)


def a_la_baja(importe: Decimal) -> Decimal:
    """To cents, never above: what the law allows to charge is a ceiling."""
    return importe.quantize(CENTIMO, rounding=ROUND_DOWN)


@dataclass(frozen=True)
class Lista:
    """Several things named in a row, each a msgid: "la garantía legal y el contrato"."""

    cosas: tuple[str, ...]

    def frase(self, traducir: Traductor = str) -> str:
        *primeras, ultima = (traducir(cosa) for cosa in self.cosas)
        return f"{', '.join(primeras)} {traducir(Y)} {ultima}" if primeras else ultima


Y = gettext_noop("y")


@dataclass(frozen=True)
class Motivo:
    """One reason: a Spanish sentence with `%(x)s` places, norm, article and how sure it is.

    `texto` is a msgid: the web says `motivo.frase(gettext)`; `str(motivo)` is the Spanish one.
    """

    texto: str
    norma: str
    articulo: str
    certeza: Certeza
    datos: Mapping[str, Any] = field(default_factory=dict, hash=False)
    propio: str = ""  # why this installation changed the figure it rests on, if it did

    def frase(self, traducir: Traductor = str) -> str:
        valores = {clave: _escribir(valor, traducir) for clave, valor in self.datos.items()}
        frase = traducir(self.texto) % valores
        if self.propio:
            frase += " " + traducir(VALOR_PROPIO) % {"por_que": self.propio}
        return frase

    def __str__(self) -> str:
        return self.frase()

    @property
    def cita(self) -> str:
        """Norm and article, as they are cited; empty for a remark of ours."""
        return " ".join(filter(None, (self.norma, self.articulo and f"art. {self.articulo}")))


VALOR_PROPIO = gettext_noop("(Cifra propia de esta instalación: %(por_que)s)")


def _escribir(valor: Any, traducir: Traductor) -> str:
    if isinstance(valor, datetime):
        return f"{valor:%d/%m/%Y %H:%M}"
    if isinstance(valor, date):
        return f"{valor:%d/%m/%Y}"
    if isinstance(valor, Plazo | Lista):
        return valor.frase(traducir)
    if isinstance(valor, int | Decimal):
        return _numero(valor)
    return traducir(str(valor)) if valor else ""


_A_LA_ESPANOLA = str.maketrans(",.", ".,")


def _numero(valor: int | Decimal) -> str:
    """1.234,50: as it is written in Spain."""
    return f"{valor:,}".translate(_A_LA_ESPANOLA)


class FaltanDatos(Exception):
    """The rule cannot be applied until somebody says `codigos` (keys of `DATOS`)."""

    def __init__(self, *codigos: str, motivo: Motivo | None = None) -> None:
        super().__init__(", ".join(codigos))
        self.codigos, self.motivo = codigos, motivo


class ReglaIncumplida(Exception):
    """The facts cannot be, by law or by sense; the reason says why, `campo` which fact it is."""

    def __init__(self, motivo: Motivo, campo: str = "") -> None:
        super().__init__(str(motivo))
        self.motivo, self.campo = motivo, campo


def exigir(se_cumple: bool, texto: str, campo: str = "", **datos: Any) -> None:
    """Refuse facts that cannot be by sense, not by law. Raises ReglaIncumplida."""
    if not se_cumple:
        raise ReglaIncumplida(Motivo(texto, "", "", Certeza.INTERPRETACION, datos), campo)


# What may be missing, as it is asked for.
DATOS = {
    "fecha_entrega": gettext_noop("la fecha de compra o de entrega (factura o albarán)"),
    "es_consumidor": gettext_noop("si el cliente compró como consumidor o para su negocio"),
    "contrato": gettext_noop("lo pactado en el contrato de compra"),
    "condiciones": gettext_noop("las condiciones de la garantía comercial o del contrato"),
    "fin_suministro": gettext_noop("hasta cuándo se pactó el suministro digital"),
    "manifestacion": gettext_noop("cuándo se notó el fallo"),
    "defecto": gettext_noop("qué falla, por si es lo mismo que ya se reparó"),
    "norma": gettext_noop("qué norma regía en esa fecha: no la conocemos"),
    "devolucion": gettext_noop("cuándo llegaron los bienes o la prueba de su envío"),
    "celebrado": gettext_noop("cuándo se celebró el contrato"),
    "posesion": gettext_noop("cuándo recibió los bienes"),
    "precio": gettext_noop("el precio"),
    "parte_hecha": gettext_noop("qué parte del servicio está hecha"),
    "reparado": gettext_noop("cuándo se entregó reparado"),
    "mismo_fallo": gettext_noop("si es el mismo fallo que se reparó, o lo causó la reparación"),
    "km": gettext_noop("los kilómetros al entregarlo"),
    "prueba": gettext_noop("la prueba de lo que se afirma"),
    "comunicado": gettext_noop("cuándo se comunicó el presupuesto"),
    "tarifa": gettext_noop("la tarifa por hora"),
    "minutos": gettext_noop("el tiempo real en minutos"),
    "valor_nuevo": gettext_noop("lo que cuesta hoy el aparato nuevo"),
    "coste_extra": gettext_noop("lo que costaría la avería oculta"),
    "aviso": gettext_noop("cuándo se avisó de que está listo"),
    "entrada": gettext_noop("cuándo se dejó el bien"),
    "fin_fabricacion": gettext_noop("cuándo dejó de fabricarse"),
    "ejecutado": gettext_noop("cuándo se ejecutó la medida"),
    "texto_boton": gettext_noop("el texto del botón con el que aceptó"),
    "aceptado": gettext_noop("cuándo se aceptó"),
}


def como_json(valor: Any) -> Any:
    """A rule's result as plain JSON types, to answer by the API or to freeze on a case."""
    if isinstance(valor, Motivo):
        return {
            "texto": str(valor),
            "norma": valor.norma,
            "articulo": valor.articulo,
            "certeza": valor.certeza.value,
        }
    if is_dataclass(valor) and not isinstance(valor, type):
        return {campo.name: como_json(getattr(valor, campo.name)) for campo in fields(valor)}
    if isinstance(valor, tuple | list):
        return [como_json(elemento) for elemento in valor]
    if isinstance(valor, date):
        return valor.isoformat()
    if isinstance(valor, StrEnum | Decimal):
        return str(valor)
    return valor
