"""What people type about cases: its shape and its sense. The services decide."""

from incidencias.forms.campos import LARGO_TEXTO, Dia, Formulario, Instante
from incidencias.forms.coberturas import (
    CorregirCoberturaForm,
    CortesiaForm,
    RetirarCortesiaForm,
)
from incidencias.forms.decisiones import (
    AnularForm,
    AsignarForm,
    Decision,
    EsperarForm,
    FusionarForm,
    ReabrirForm,
    ReclasificarForm,
    ResolverForm,
)
from incidencias.forms.nueva import NuevaForm, equipos_de, es_clave
from incidencias.forms.plazos import PoliticaForm
from incidencias.forms.redactor import (
    CambiarRespuestaForm,
    LlamadaForm,
    NotaForm,
    PromesaForm,
    ResponderForm,
)
from incidencias.forms.triaje import TriajeForm

__all__ = [
    "LARGO_TEXTO",
    "AnularForm",
    "AsignarForm",
    "CambiarRespuestaForm",
    "CorregirCoberturaForm",
    "CortesiaForm",
    "Decision",
    "Dia",
    "EsperarForm",
    "Formulario",
    "FusionarForm",
    "Instante",
    "LlamadaForm",
    "NotaForm",
    "NuevaForm",
    "PoliticaForm",
    "PromesaForm",
    "ReabrirForm",
    "ReclasificarForm",
    "ResolverForm",
    "ResponderForm",
    "RetirarCortesiaForm",
    "TriajeForm",
    "VariasForm",
    "equipos_de",
    "es_clave",
]
