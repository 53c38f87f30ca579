"""Whose duty it is, given what our company is to the unit, and what to tell the customer then."""

from dataclasses import dataclass

from normativa.reglas.garantia import TRLGDCU
from normativa.reglas.tipos import Certeza, Motivo, gettext_noop
from normativa.reglas.vias import CUBREN, Hechos, Pagador, Papel, Veredicto, Via


@dataclass(frozen=True)
class Deber:
    """Who answers for the repair. `por_cuenta`: we may do it, on their account and order."""

    quien: Pagador | None  # None while undetermined
    es_nuestro: bool
    por_cuenta: bool
    motivo: Motivo | None  # the hand-off text, when it is another's


NUESTROS = {
    Papel.VENDEDOR: frozenset({Pagador.VENDEDOR, Pagador.NOSOTROS, Pagador.CONTRATO}),
    Papel.FABRICANTE: frozenset({Pagador.FABRICANTE, Pagador.NOSOTROS, Pagador.CONTRATO}),
    Papel.SAT_OFICIAL: frozenset({Pagador.NOSOTROS, Pagador.CONTRATO}),
    Papel.SAT_INDEPENDIENTE: frozenset({Pagador.NOSOTROS, Pagador.CONTRATO}),
}
# Who sends us the job and pays it: we act for them, with their authorisation.
POR_CUENTA_DE = {
    Papel.SAT_OFICIAL: frozenset({Pagador.FABRICANTE, Pagador.VENDEDOR, Pagador.ASEGURADORA}),
    Papel.VENDEDOR: frozenset({Pagador.ASEGURADORA}),
    Papel.FABRICANTE: frozenset({Pagador.ASEGURADORA}),
    Papel.SAT_INDEPENDIENTE: frozenset({Pagador.ASEGURADORA}),
}


def cercania(papel: Papel, paga: Pagador | None) -> int:
    """How near the payer is: 0, ourselves; 1, somebody we act for; 2, another to go to."""
    if paga in NUESTROS[papel]:
        return 0
    return 1 if paga in POR_CUENTA_DE[papel] else 2


def deber_de(via: Via, veredicto: Veredicto, hechos: Hechos) -> Deber:
    """Whose duty the right that is applied is."""
    if veredicto == Veredicto.INDETERMINADO:
        return Deber(None, False, False, None)
    if veredicto not in CUBREN or via.paga is None:
        return Deber(Pagador.CLIENTE, False, False, DE_PAGO)
    cerca = cercania(hechos.papel, via.paga)
    if cerca == 0:
        return Deber(via.paga, True, False, None)
    return Deber(via.paga, False, cerca == 1, _derivacion(via.paga, hechos))


def _derivacion(paga: Pagador, hechos: Hechos) -> Motivo:
    if paga == Pagador.VENDEDOR:
        return Motivo(DEL_VENDEDOR[hechos.papel], TRLGDCU, "117 y 125.1", Certeza.INTERPRETACION)
    if paga == Pagador.ASEGURADORA:
        return Motivo(DE_LA_ASEGURADORA, "Código Civil", "1091", Certeza.INTERPRETACION)
    return Motivo(DEL_FABRICANTE[hechos.papel], TRLGDCU, "127", Certeza.INTERPRETACION)


DE_PAGO = Motivo(
    gettext_noop(
        "Ninguna garantía lo cubre: si se repara, lo paga el cliente, con presupuesto previo por "
        "escrito salvo que renuncie a él."
    ),
    "RD 58/1988",
    "3",
    Certeza.TEXTO,
)
DEL_VENDEDOR = {
    Papel.FABRICANTE: gettext_noop(
        "La garantía legal la debe el vendedor: el cliente puede pedirle la reparación o la "
        "sustitución gratuitas con la factura. Si acudir a él le resulta imposible o una carga "
        "excesiva, puede reclamárnosla como fabricante."
    ),
    Papel.SAT_OFICIAL: gettext_noop(
        "La garantía legal la debe el vendedor. Como servicio oficial, reparamos por cuenta de la "
        "marca o del vendedor: pida su autorización antes de empezar; el cliente no paga."
    ),
    Papel.SAT_INDEPENDIENTE: gettext_noop(
        "El equipo está en garantía legal y la debe el vendedor: el cliente puede pedirle la "
        "reparación o la sustitución gratuitas con la factura. Si la hacemos nosotros, es una "
        "reparación de pago; dígaselo antes de empezar."
    ),
}
DEL_FABRICANTE = {
    Papel.VENDEDOR: gettext_noop(
        "Esto lo responde el fabricante: pásele el aviso con los datos del equipo y siga el caso "
        "hasta que lo atienda; el cliente no tiene que pagar ni que repetirlo."
    ),
    Papel.SAT_OFICIAL: gettext_noop(
        "Esto lo responde el fabricante. Como servicio oficial, reparamos por su cuenta: pida su "
        "autorización y su número de expediente antes de empezar; el cliente no paga."
    ),
    Papel.SAT_INDEPENDIENTE: gettext_noop(
        "Esto lo responde el fabricante: el cliente puede acudir a su servicio oficial con la "
        "factura. Si la hacemos nosotros, es una reparación de pago; dígaselo antes de empezar."
    ),
    # Its own guarantee: it never gets here.
    Papel.FABRICANTE: gettext_noop("Esto lo responde el fabricante."),
}
DE_LA_ASEGURADORA = gettext_noop(
    "Esto lo responde la aseguradora: pida su autorización y su número de expediente antes de "
    "empezar; el cliente no paga."
)
