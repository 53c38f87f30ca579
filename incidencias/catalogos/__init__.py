"""The rows that a new installation starts with. Idempotent: what the company changed stays."""

from incidencias.catalogos.primer_dia import crear_catalogos

__all__ = ["crear_catalogos"]
