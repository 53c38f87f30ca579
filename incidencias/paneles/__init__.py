"""What this app shows on the pages of others and beside a case, a module by subject."""

from incidencias.paneles import canales, caso, clientela, del_cliente, plazos


def registrar() -> None:
    """Give each panel its place. Called once from `IncidenciasConfig.ready`."""
    for asunto in (clientela, caso, del_cliente, canales, plazos):
        asunto.registrar()
