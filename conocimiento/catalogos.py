"""The templates and scripts that a new installation begins with. Run after each migrate."""


def crear_catalogos() -> None:
    """Create those that were never created; what people changed since is theirs."""
