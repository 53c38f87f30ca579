"""The forms of customers: shape only; the services check and write."""

from portal.forms.avisos import (
    AvisoForm,
    LlamadmeForm,
    MensajeForm,
    ReabrirForm,
    SeguimientoForm,
    SugerenciaForm,
    SugerenciaPublicaForm,
)
from portal.forms.equipos import CompraForm, DesistimientoForm, HechosForm, NoEstaForm, RegistroForm
from portal.forms.ficheros import Fichero

__all__ = [
    "AvisoForm",
    "CompraForm",
    "DesistimientoForm",
    "Fichero",
    "HechosForm",
    "LlamadmeForm",
    "MensajeForm",
    "NoEstaForm",
    "ReabrirForm",
    "RegistroForm",
    "SeguimientoForm",
    "SugerenciaForm",
    "SugerenciaPublicaForm",
]
