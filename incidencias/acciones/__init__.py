"""The decisions that the page of a case offers: which there are, for whom and when."""

from incidencias.acciones.accion import Accion
from incidencias.acciones.lista import (
    ACCIONES,
    POR_CLAVE,
    Ofrecidas,
    acciones_para,
    admite_mensajes,
)

__all__ = ["ACCIONES", "POR_CLAVE", "Accion", "Ofrecidas", "acciones_para", "admite_mensajes"]
