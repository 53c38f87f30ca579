"""R5 for a fault that the legal guarantee covers: what may be asked for after these repairs."""

from collections.abc import Iterator

from normativa.reglas.garantia import TipoBien
from normativa.reglas.parametros import Parametros
from normativa.reglas.remedios import (
    HechosRemedios,
    Intento,
    ResultadoIntento,
    ResultadoRemedios,
    decidir_remedios,
)
from normativa.reglas.vias import Hechos, TipoVia, Via


def remedios_abiertos(
    hechos: Hechos, vias: tuple[Via, ...], parametros: Parametros | None = None
) -> ResultadoRemedios | None:
    """The remedies open to the consumer, whichever right is applied; None if the law gives none.

    Each repair under guarantee that was handed back is an attempt: failed if what fails now is the
    same, and any fault after an attempt opens the second remedies (TRLGDCU art. 119).
    """
    if not any(via.tipo == TipoVia.LEGAL and via.cubre for via in vias):
        return None
    venta = hechos.venta
    return decidir_remedios(
        HechosRemedios(
            fecha=hechos.manifestacion,
            consumidor=hechos.consumidor,
            fecha_contrato=venta.fecha_contrato if venta else None,
            digital=bool(venta and venta.tipo in {TipoBien.DIGITAL, TipoBien.DIGITAL_CONTINUO}),
            intentos=tuple(_intentos(hechos)),
            territorio=hechos.territorio,
        ),
        parametros,
    )


def _intentos(hechos: Hechos) -> Iterator[Intento]:
    for reparacion in sorted(hechos.reparaciones, key=lambda r: (r.entrada, r.defecto)):
        if reparacion.salida is None or reparacion.salida > hechos.manifestacion:
            continue
        mismo = bool(hechos.defecto) and reparacion.defecto == hechos.defecto
        resultado = ResultadoIntento.FALLIDO if mismo else ResultadoIntento.CONFORME
        yield Intento(reparacion.salida, resultado)
