"""How each event of a case reads in its timeline, a module by subject."""

from incidencias.frases import canales, casos, correo, plazos, triaje


def registrar() -> None:
    """Tell how every code of this app reads. Called once from `IncidenciasConfig.ready`."""
    for asunto in (casos, triaje, canales, correo, plazos):
        asunto.registrar()
