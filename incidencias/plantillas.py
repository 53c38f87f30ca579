"""Templates and scripts for one case: which, in which language, and with its data in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, OuterRef, Q, When
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from clientes.models import Idioma
from conocimiento.models import Guion, Objecion, PasoGuion, Plantilla, TextoPlantilla
from conocimiento.variables import Contexto, rellenar_para
from cuentas.models import Usuario
from incidencias.models import Incidencia
from incidencias.variables import categorias_de
from nucleo.preparadas import Hueco, Preparada

TOPE = 60


@dataclass(frozen=True)
class Rellena:
    """A template with this case in it. `aviso` says what the person should know before sending."""

    texto: str
    idioma: str
    faltan: tuple[str, ...]
    aviso: str


def plantillas_para(incidencia: Incidencia, usuario: Usuario, buscado: str = "") -> list[Plantilla]:
    """Those for its kind and category that this person may use, the most used first."""
    filas = Plantilla.objects.activas().visibles_para(usuario)
    filas = filas.para(incidencia.tipo, categorias_de(incidencia))
    orden = ["carpeta", "-usos", "nombre"]
    if texto := buscado.strip():
        filas = filas.filter(Q(nombre__icontains=texto) | Q(atajo__icontains=texto))
        # What is typed is nearly always the beginning of a shortcut.
        por_atajo = Case(When(atajo__istartswith=texto, then=0), default=1)
        filas = filas.annotate(lejos=por_atajo)
        orden = ["lejos", "-usos", "nombre"]
    return list(filas.prefetch_related("textos").order_by(*orden)[:TOPE])


def rellena(pk: int, incidencia: Incidencia, usuario: Usuario) -> Rellena | None:
    """The template in the language of the case; None if it is not one that this person may use."""
    filas = Plantilla.objects.activas().visibles_para(usuario).prefetch_related("textos")
    plantilla = filas.filter(pk=pk).first()
    texto = texto_en(plantilla, incidencia.idioma) if plantilla else None
    if texto is None:
        return None
    contexto = Contexto(incidencia, usuario, texto.idioma)
    relleno = rellenar_para(texto.texto, contexto, es_tu=incidencia.cliente.trato == "tu")
    return Rellena(relleno.texto, texto.idioma, relleno.faltan, _aviso(texto, incidencia))


def texto_en(plantilla: Plantilla, idioma: str) -> TextoPlantilla | None:
    """In that language; if it is not written in it, in Spanish, or in what there is."""
    por_idioma = {texto.idioma: texto for texto in plantilla.textos.all()}
    orden = [idioma, *(otro for otro in Idioma.values if otro != idioma)]
    return next((por_idioma[uno] for uno in orden if uno in por_idioma), None)


def _aviso(texto: TextoPlantilla, incidencia: Incidencia) -> str:
    if texto.idioma == incidencia.idioma:
        return ""
    return _("No está escrita en %(pedido)s: va en %(puesto)s.") % {
        "pedido": incidencia.get_idioma_display().lower(),
        "puesto": texto.get_idioma_display().lower(),
    }


def _con_lo_suyo(modelo: type[PasoGuion | Objecion], *campos: str) -> ArraySubquery:
    filas = modelo.objects.filter(guion=OuterRef("pk"))  # in their order
    return ArraySubquery(filas.values(fila=JSONObject(**{campo: campo for campo in campos})))


# A script with all that it says, in one row.
GUIONES = Preparada(
    lambda: (
        Guion.objects.activos()
        .para(Hueco("tipo"), Hueco("categorias"))  # type: ignore[arg-type]
        .annotate(
            sus_pasos=_con_lo_suyo(PasoGuion, "texto", "ayuda"),
            sus_objeciones=_con_lo_suyo(Objecion, "objecion", "respuesta"),
        )
        .order_by("nombre")
    )
)


def guiones_para(incidencia: Incidencia, usuario: Usuario) -> list[Guion]:
    """The scripts for its kind and category, with their answers ready to be put in the reply."""
    guiones: list[Any] = GUIONES(tipo=incidencia.tipo, categorias=categorias_de(incidencia))
    contexto = Contexto(incidencia, usuario, Idioma.ES)
    es_tu = incidencia.cliente.trato == "tu"
    for guion in guiones:
        pasos = [PasoGuion(**paso) for paso in guion.sus_pasos]
        objeciones: list[Any] = [Objecion(**objecion) for objecion in guion.sus_objeciones]
        for objecion in objeciones:
            objecion.rellena = rellenar_para(objecion.respuesta, contexto, es_tu=es_tu).texto
        # As `prefetch_related` leaves them.
        guion._prefetched_objects_cache = {"pasos": pasos, "objeciones": objeciones}
    return guiones
