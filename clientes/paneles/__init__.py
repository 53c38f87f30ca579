"""The panels of the pages of a customer and of a unit, one module a subject.

Each is registered under a place (`clientes.ficha`, `clientes.ficha.lado`, `clientes.equipo`…) with
an order; the apps above register theirs in the same places.
"""

from clientes.paneles import clientes, coberturas, compras, contratos, documentos, equipo, equipos


def registrar() -> None:
    """Called once from `ClientesConfig.ready`."""
    clientes.registrar()
    equipos.registrar()
    compras.registrar()
    equipo.registrar()
    contratos.registrar()
    documentos.registrar()
    coberturas.registrar()
