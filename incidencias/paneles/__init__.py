"""What this app shows on the pages of others and beside a case, a module by subject."""

from incidencias.paneles import canales, caso, clientela, plazos


def registrar() -> None:
    """Give each panel its place. Called once from `IncidenciasConfig.ready`."""
    for asunto in (clientela, caso, canales, plazos):
        asunto.registrar()
