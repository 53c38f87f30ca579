"""R28: a quote or contract accepted at a distance or at the consumer's home.

TRLGDCU arts. 92, 97-100, 102-103 and 108: whether it binds, what has to be told, whether the work
may begin, and until when the consumer may withdraw (the term itself is R7's).
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from normativa.reglas.desistimiento import (
    Excepcion,
    HechosDesistimiento,
    Modalidad,
    Objeto,
    ResultadoDesistimiento,
    decidir_desistimiento,
)
from normativa.reglas.garantia import TRLGDCU
from normativa.reglas.parametros import Parametros, oficiales
from normativa.reglas.tipos import Certeza, Motivo, gettext_noop

TEXTO_BOTON = gettext_noop("Pedido con obligación de pago")


class Aceptacion(StrEnum):
    """Where and how the consumer said yes."""

    TIENDA = "tienda"
    ENLACE = "enlace"  # a page or a mail with a button
    TELEFONO = "telefono"
    ESCRITO = "escrito"  # a signed paper or a mail sent back, at a distance
    DOMICILIO = "domicilio"  # with us there


class Vendido(StrEnum):
    REPARACION = "reparacion"
    INSTALACION = "instalacion"
    MANTENIMIENTO = "mantenimiento"  # a contract
    BIEN = "bien"  # beyond the parts that a repair needs


@dataclass(frozen=True)
class HechosContratacion:
    """How something was accepted, and what was asked and told before beginning."""

    aceptacion: Aceptacion
    vendido: Vendido = Vendido.REPARACION
    consumidor: bool | None = True
    aceptado: date | None = None
    entregado: date | None = None  # goods
    texto_boton: str = ""  # ENLACE
    llamamos_nosotros: bool = False  # TELEFONO
    confirmado_por_escrito: bool = False  # TELEFONO: signed or sent back by the consumer
    visita_no_solicitada: bool = False  # DOMICILIO
    visita_urgente: bool = False  # the consumer asked for an urgent repair or upkeep visit
    informado: bool = True  # arts. 97 and 98: before accepting, withdrawal included
    confirmado_en_soporte_duradero: bool = True  # afterwards
    solicitud_expresa: bool = False  # to begin within the term
    reconoce_perdida: bool = False
    terminado: date | None = None  # fully done
    desiste: date | None = None  # when it was sent
    precio_eur: Decimal | None = None
    parte_hecha: Decimal | None = None
    parte_total: Decimal | None = None


@dataclass(frozen=True)
class ResultadoContratacion:
    """`informacion`: what had to be told before accepting, one reason each."""

    se_aplica: bool | None  # None: it is not known whether the customer is a consumer
    vinculado: bool | None
    anulable: bool  # by the consumer: no copy nor confirmation was given
    informacion: tuple[Motivo, ...]
    puede_empezar: bool | None  # before the term to withdraw ends, and be paid for it
    tiene_desistimiento: bool | None
    desistimiento_hasta: date | None
    debe_eur: Decimal | None
    motivos: tuple[Motivo, ...]
    faltan: tuple[str, ...] = ()


def decidir_contratacion(
    hechos: HechosContratacion, parametros: Parametros | None = None
) -> ResultadoContratacion:
    """Whether an acceptance binds, what is owed before it and what may be undone after (R28)."""
    cifras = parametros or oficiales()
    if hechos.consumidor is not True:
        return _no_se_aplica(hechos.consumidor)
    if hechos.aceptacion == Aceptacion.TIENDA:
        return _en_la_tienda()
    vinculado, motivos, faltan = _vinculado(hechos)
    desistimiento = decidir_desistimiento(_como_desistimiento(hechos), cifras)
    empezar, motivos_empezar = _empezar(hechos, desistimiento)
    anulable = not hechos.confirmado_en_soporte_duradero
    return ResultadoContratacion(
        se_aplica=True,
        vinculado=vinculado,
        anulable=anulable,
        informacion=tuple(_informacion(hechos, desistimiento.tiene_derecho is not False)),
        puede_empezar=empezar,
        tiene_desistimiento=desistimiento.tiene_derecho,
        desistimiento_hasta=desistimiento.ultimo_dia,
        debe_eur=desistimiento.debe_eur,
        motivos=(
            *motivos,
            *((SIN_CONFIRMAR,) if anulable else ()),
            *motivos_empezar,
            *desistimiento.motivos,
        ),
        faltan=tuple(dict.fromkeys((*faltan, *desistimiento.faltan))),
    )


def _no_se_aplica(consumidor: bool | None) -> ResultadoContratacion:
    if consumidor is False:
        return ResultadoContratacion(
            False, None, False, (), None, False, None, None, (ENTRE_EMPRESAS,)
        )
    return ResultadoContratacion(
        None, None, False, (), None, None, None, None, (SIN_SABER,), ("es_consumidor",)
    )


def _en_la_tienda() -> ResultadoContratacion:
    return ResultadoContratacion(False, True, False, (), True, False, None, None, (EN_LA_TIENDA,))


# --- Whether it binds


def _vinculado(
    hechos: HechosContratacion,
) -> tuple[bool | None, tuple[Motivo, ...], tuple[str, ...]]:
    if hechos.aceptacion == Aceptacion.ENLACE:
        if not hechos.texto_boton.strip():
            return None, (BOTON,), ("texto_boton",)
        vale, motivo = valorar_boton(hechos.texto_boton)
        return vale, (motivo,), ()
    if hechos.aceptacion == Aceptacion.TELEFONO and hechos.llamamos_nosotros:
        return hechos.confirmado_por_escrito, (POR_TELEFONO,), ()
    return True, (), ()


def valorar_boton(texto: str) -> tuple[bool, Motivo]:
    """Whether the words on a button bind whoever presses it, and why (art. 98.2)."""
    palabras = _sin_adornos(texto)
    if palabras == _sin_adornos(TEXTO_BOTON):
        return True, BOTON_LEGAL
    if palabras in _INEQUIVOCOS or (_OBLIGA in palabras and not _NIEGAN & set(palabras.split())):
        return True, BOTON_ANALOGO
    return False, BOTON_AMBIGUO


def _sin_adornos(texto: str) -> str:
    """Lower case, without accents nor punctuation, single spaces."""
    plano = unicodedata.normalize("NFD", texto.casefold())
    letras = "".join(c if c.isalnum() or c.isspace() else " " for c in plano if not _es_tilde(c))
    return " ".join(letras.split())


def _es_tilde(caracter: str) -> bool:
    return unicodedata.category(caracter) == "Mn"


_OBLIGA = "con obligacion de pago"
_NIEGAN = {"sin", "no"}
_INEQUIVOCOS = {"comprar", "comprar ahora", "pagar", "pagar ahora", "comprar y pagar"}

# --- What has to be told


def _informacion(hechos: HechosContratacion, hay_desistimiento: bool) -> Iterator[Motivo]:
    """The points of art. 97.1 that a quote or a contract of after-sales has to carry."""
    yield from INFORMACION
    yield DESISTIMIENTO if hay_desistimiento else SIN_DESISTIMIENTO
    if hechos.vendido == Vendido.BIEN:
        yield COSTE_DE_DEVOLVER
    elif hay_desistimiento:
        yield PETICION_EXPRESA
    if hechos.vendido == Vendido.MANTENIMIENTO:
        yield DURACION
    if hechos.aceptacion == Aceptacion.ENLACE:
        yield JUSTO_ANTES
    if hechos.aceptacion == Aceptacion.TELEFONO and hechos.llamamos_nosotros:
        yield AL_LLAMAR


# --- Beginning, and withdrawing

_MODALIDAD = {
    Aceptacion.ENLACE: Modalidad.DISTANCIA,
    Aceptacion.TELEFONO: Modalidad.DISTANCIA,
    Aceptacion.ESCRITO: Modalidad.DISTANCIA,
    Aceptacion.DOMICILIO: Modalidad.FUERA,
}


def _como_desistimiento(hechos: HechosContratacion) -> HechosDesistimiento:
    no_solicitada = hechos.aceptacion == Aceptacion.DOMICILIO and hechos.visita_no_solicitada
    return HechosDesistimiento(
        modalidad=Modalidad.VISITA_NO_SOLICITADA
        if no_solicitada
        else _MODALIDAD[hechos.aceptacion],
        objeto=Objeto.BIEN if hechos.vendido == Vendido.BIEN else Objeto.SERVICIO,
        celebrado=hechos.aceptado,
        posesion=hechos.entregado,
        informado=hechos.informado,
        excepcion=Excepcion.VISITA_URGENTE if hechos.visita_urgente else None,
        adicional=hechos.vendido != Vendido.REPARACION,
        enviado=hechos.desiste,
        solicitud_expresa=hechos.solicitud_expresa,
        reconoce_perdida=hechos.reconoce_perdida,
        terminado=hechos.terminado,
        precio_eur=hechos.precio_eur,
        parte_hecha=hechos.parte_hecha,
        parte_total=hechos.parte_total,
    )


def _empezar(
    hechos: HechosContratacion, desistimiento: ResultadoDesistimiento
) -> tuple[bool | None, tuple[Motivo, ...]]:
    """Within the term, only at the express request of who knows what is lost."""
    if hechos.vendido == Vendido.BIEN:
        return None, ()
    if desistimiento.tiene_derecho is False:
        return True, ()
    if hechos.solicitud_expresa and hechos.reconoce_perdida:
        return True, (PEDIDO_EMPEZAR,)
    return False, (FALTA_PETICION,)


# --- What is said


def _dato(letra: str, texto: str) -> Motivo:
    return Motivo(texto, TRLGDCU, f"97.1.{letra}", Certeza.TEXTO)


INFORMACION = (
    _dato("a", gettext_noop("Qué se va a hacer o a vender, con sus características principales.")),
    _dato("b y c", gettext_noop("Quién es la empresa, su dirección, su teléfono y su correo.")),
    _dato(
        "e", gettext_noop("El precio total con impuestos y todos los gastos, o cómo se calcula.")
    ),
    _dato("h", gettext_noop("Cómo se paga, cuándo se hará y cómo se atienden las reclamaciones.")),
    _dato("n y ñ", gettext_noop("La garantía legal y, si las hay, la comercial y la posventa.")),
    _dato("u", gettext_noop("Cómo resolver un conflicto fuera de los tribunales, si procede.")),
)
DESISTIMIENTO = _dato(
    "j", gettext_noop("El derecho a desistir, su plazo, cómo se ejerce y el formulario.")
)
SIN_DESISTIMIENTO = _dato("m", gettext_noop("Que no hay derecho a desistir, o cuándo se pierde."))
COSTE_DE_DEVOLVER = _dato("k", gettext_noop("Que, si desiste, paga él la devolución, si es así."))
PETICION_EXPRESA = _dato(
    "l", gettext_noop("Que, si pide empezar ya y luego desiste, pagará la parte hecha.")
)
DURACION = _dato("p", gettext_noop("La duración del contrato y cómo se le pone fin."))
JUSTO_ANTES = Motivo(
    gettext_noop(
        "Justo antes del botón, destacado: qué se contrata, el precio total y la duración."
    ),
    TRLGDCU,
    "98.2",
    Certeza.TEXTO,
)
AL_LLAMAR = Motivo(
    gettext_noop("Al empezar la llamada: quiénes somos y que es para vender."),
    TRLGDCU,
    "98.5",
    Certeza.TEXTO,
)
BOTON = Motivo(
    gettext_noop(
        "Por enlace solo obliga si el botón dice «pedido con obligación de pago» o algo igual de "
        "claro."
    ),
    TRLGDCU,
    "98.2",
    Certeza.TEXTO,
)
BOTON_LEGAL = Motivo(
    gettext_noop("El botón dice lo que pide la ley: obliga."), TRLGDCU, "98.2", Certeza.TEXTO
)
BOTON_ANALOGO = Motivo(
    gettext_noop("El botón deja claro que obliga a pagar, con otras palabras."),
    TRLGDCU,
    "98.2",
    Certeza.INTERPRETACION,
)
BOTON_AMBIGUO = Motivo(
    gettext_noop(
        "El botón no dice que obliga a pagar: el consumidor no queda vinculado. Ponga «Pedido con "
        "obligación de pago»."
    ),
    TRLGDCU,
    "98.2",
    Certeza.TEXTO,
)
POR_TELEFONO = Motivo(
    gettext_noop(
        "Si llamamos nosotros, no obliga hasta que firme la oferta o envíe su acuerdo por escrito."
    ),
    TRLGDCU,
    "98.6",
    Certeza.TEXTO,
)
SIN_CONFIRMAR = Motivo(
    gettext_noop(
        "Sin copia del contrato o confirmación en soporte duradero, el consumidor puede anularlo."
    ),
    TRLGDCU,
    "98.7, 99.2 y 100",
    Certeza.TEXTO,
)
PEDIDO_EMPEZAR = Motivo(
    gettext_noop("Pidió expresamente empezar y sabe que, hecho del todo, pierde el desistimiento."),
    TRLGDCU,
    "98.8 y 99.3",
    Certeza.TEXTO,
)
FALTA_PETICION = Motivo(
    gettext_noop(
        "Antes de empezar dentro del plazo hay que pedirle una solicitud expresa y que reconozca "
        "que, hecho del todo, pierde el desistimiento. Sin ella, si desiste no debe nada."
    ),
    TRLGDCU,
    "98.8, 99.3 y 108.5",
    Certeza.TEXTO,
)
ENTRE_EMPRESAS = Motivo(
    gettext_noop("No es consumidor: estas reglas no se aplican; cuenta lo acordado."),
    TRLGDCU,
    "3 y 92",
    Certeza.TEXTO,
)
SIN_SABER = Motivo(
    gettext_noop("Estas reglas protegen a los consumidores, y no consta si lo es."),
    TRLGDCU,
    "3 y 92",
    Certeza.TEXTO,
)
EN_LA_TIENDA = Motivo(
    gettext_noop("Aceptado en la tienda: obliga, y la ley no da desistimiento."),
    TRLGDCU,
    "68.2 y 92",
    Certeza.TEXTO,
)
