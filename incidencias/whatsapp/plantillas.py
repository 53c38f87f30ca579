"""The texts that the button of WhatsApp brings: the reply templates, filled in for that case."""

from __future__ import annotations

from clientes.models import Trato
from conocimiento.models import Plantilla
from conocimiento.textos import Relleno
from conocimiento.variables import Contexto, rellenar_para
from cuentas.models import Usuario
from incidencias.models import Incidencia
from incidencias.variables import categorias_de


def plantillas_para(incidencia: Incidencia, usuario: Usuario) -> list[Plantilla]:
    """Those that this person may use on this case, by name."""
    suyas = Plantilla.objects.visibles_para(usuario).activas()
    return list(suyas.para(incidencia.tipo, categorias_de(incidencia)).order_by("nombre"))


def texto_para(plantilla: Plantilla, incidencia: Incidencia, usuario: Usuario) -> Relleno:
    """Its text in the language of the case (else Spanish, else whichever it has), filled in."""
    textos = {uno.idioma: uno.texto for uno in plantilla.textos.all()}
    idioma = next((i for i in (incidencia.idioma, "es", *textos) if i in textos), "es")
    contexto = Contexto(incidencia, usuario, idioma)
    es_tu = incidencia.cliente.trato == Trato.TU
    return rellenar_para(textos.get(idioma, "").strip(), contexto, es_tu=es_tu)
