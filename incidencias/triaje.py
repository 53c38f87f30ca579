"""What is asked about a case as it comes in: which questions, to whom, and what the answers mean.

    cuestionario = cuestionario_de(categoria, para_cliente=False)
    cuestionario.aplicables({12: "si"})   # the questions that those answers leave
    cuestionario.peligros({12: "si"})     # the dangers that they tell of: said before all else

The form is `incidencias.forms.TriajeForm`, painted by `incidencias/triaje.html`; the answers are
handed to `abrir_incidencia` in `NuevaIncidencia.respuestas`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clientes.models import Equipo, Idioma, Sede
from incidencias.categorias import Arbol, Exigencias
from incidencias.models import (
    Categoria,
    CausaUrgencia,
    ClasePregunta,
    PreguntaTriaje,
    TextoSeguridad,
)
from incidencias.models.triaje import NO, SI
from nucleo.errores import ErrorDeNegocio
from nucleo.models import Archivo
from nucleo.palabras import decir

if TYPE_CHECKING:
    from incidencias.models import RespuestaTriaje

LARGO_RESPUESTA = 5_000
PRIMER_DIA, ULTIMO_DIA = date(1950, 1, 1), date(2099, 12, 31)
TOPE_NUMERO = Decimal(10) ** 10
AFIRMACIONES = {True: SI, False: NO, "true": SI, "false": NO, "sí": SI}
SIN_EXIGENCIAS = Exigencias()
Respuestas = Mapping[int, Any]


def campo_de(pregunta: PreguntaTriaje) -> str:
    """The name of its field in a form, and of its error."""
    return f"t_{pregunta.pk}"


@dataclass(frozen=True)
class Cuestionario:
    """What one category asks, its own and inherited, to the office or to a customer."""

    preguntas: tuple[PreguntaTriaje, ...] = ()
    exigencias: Exigencias = SIN_EXIGENCIAS
    seguridad: TextoSeguridad | None = None

    def aplicables(self, respuestas: Respuestas) -> list[PreguntaTriaje]:
        """The questions that make sense after those answers, in their order."""
        por_pk = {pregunta.pk: pregunta for pregunta in self.preguntas}

        def aplica(pregunta: PreguntaTriaje, vistas: frozenset[int] = frozenset()) -> bool:
            if pregunta.solo_si_id is None:
                return True
            previa = por_pk.get(pregunta.solo_si_id)
            if previa is None or previa.pk in vistas:
                return False
            dicho = respuestas.get(previa.pk) == pregunta.solo_si_valor
            return dicho and aplica(previa, vistas | {pregunta.pk})

        return [pregunta for pregunta in self.preguntas if aplica(pregunta)]

    def peligros(self, respuestas: Respuestas) -> list[TextoSeguridad]:
        """The dangers that the category or the answers tell of, each once."""
        hallados = [
            self.seguridad,
            *(pregunta.texto_seguridad for pregunta in self.alarmas(respuestas)),
        ]
        return list({texto.pk: texto for texto in hallados if texto is not None}.values())

    def alarmas(self, respuestas: Respuestas) -> list[PreguntaTriaje]:
        """The questions whose answer tells of a danger."""
        return [
            pregunta
            for pregunta in self.aplicables(respuestas)
            if pregunta.texto_seguridad is not None
            and pregunta.texto_seguridad.activo
            and respuestas.get(pregunta.pk) == pregunta.peligro_valor
        ]

    def urge(self, respuestas: Respuestas) -> bool:
        """An answer tells of a danger, or the category itself cannot wait: nothing is demanded."""
        propia = self.seguridad is not None and self.seguridad.causa_urgencia_id is not None
        return propia or bool(self.alarmas(respuestas))

    def urgencia(self, respuestas: Respuestas) -> tuple[CausaUrgencia, str] | None:
        """The cause for which it cannot wait, and why, in the words of the question."""
        for pregunta in self.alarmas(respuestas):
            causa = pregunta.texto_seguridad.causa_urgencia  # type: ignore[union-attr]
            if causa is not None:
                dicho = en_palabras(pregunta, respuestas[pregunta.pk])
                return causa, f"{pregunta.texto} {dicho}"[:500]
        if self.seguridad and self.seguridad.causa_urgencia:
            return self.seguridad.causa_urgencia, self.seguridad.nombre
        return None


NADA = Cuestionario()


def cuestionario_de(categoria: Categoria | None, *, para_cliente: bool = False) -> Cuestionario:
    """What a category asks: those of the ones around it first, then its own. Three statements."""
    if categoria is None:
        return NADA
    arbol = Arbol.leer()
    linaje = [una.pk for una in arbol.linaje(categoria.pk)]
    filas = PreguntaTriaje.objects.filter(categoria__in=linaje, activa=True)
    if para_cliente:
        filas = filas.filter(en_portal=True)
    preguntas = list(
        filas.select_related("texto_seguridad__causa_urgencia")
        .prefetch_related("texto_seguridad__traducciones")
        .order_by("orden", "pk")
    )
    preguntas.sort(key=lambda una: linaje.index(una.categoria_id))
    return Cuestionario(
        tuple(preguntas), arbol.exige(categoria.pk), arbol.seguridad_de(categoria.pk)
    )


# --- What may be answered


def normalizar(pregunta: PreguntaTriaje, valor: Any) -> str:
    """The answer as it is stored; an empty text if nothing was said.

    Raises ErrorDeNegocio, at the question's field, for what cannot be an answer to it.
    """
    if valor is None or (isinstance(valor, str) and not valor.strip()):
        return ""
    return NORMALIZADORES[ClasePregunta(pregunta.clase)](pregunta, valor)


def _si_no(pregunta: PreguntaTriaje, valor: Any) -> str:
    dicho = AFIRMACIONES.get(valor.strip().lower() if isinstance(valor, str) else valor, valor)
    return dicho if dicho in (SI, NO) else _rechazar(pregunta, _("Responde sí o no."))


def _opcion(pregunta: PreguntaTriaje, valor: Any) -> str:
    if valor in pregunta.opciones:
        return str(valor)
    return _rechazar(pregunta, _("Elige una de las respuestas."))


def _numero(pregunta: PreguntaTriaje, valor: Any) -> str:
    try:
        numero = Decimal(str(valor).strip().replace(",", "."))
    except InvalidOperation:
        return _rechazar(pregunta, _("Escribe un número."))
    if not numero.is_finite() or abs(numero) >= TOPE_NUMERO:
        return _rechazar(pregunta, _("Escribe un número."))
    if pregunta.minimo is not None and numero < pregunta.minimo:
        return _rechazar(pregunta, _("Como poco, %(minimo)s.") % {"minimo": pregunta.minimo})
    if pregunta.maximo is not None and numero > pregunta.maximo:
        return _rechazar(pregunta, _("Como mucho, %(maximo)s.") % {"maximo": pregunta.maximo})
    return f"{round(numero, 4).normalize():f}"


def _texto(pregunta: PreguntaTriaje, valor: Any) -> str:
    texto = str(valor).replace("\x00", "").strip()
    if len(texto) > LARGO_RESPUESTA:
        return _rechazar(pregunta, _("Es demasiado largo."))
    return texto


def _fecha(pregunta: PreguntaTriaje, valor: Any) -> str:
    try:
        dia = valor if isinstance(valor, date) else date.fromisoformat(str(valor).strip())
    except ValueError:
        return _rechazar(pregunta, _("Escribe un día, como 05/04/2026."))
    if not PRIMER_DIA <= dia <= ULTIMO_DIA:
        return _rechazar(pregunta, _("La fecha tiene que estar entre 1950 y 2099."))
    return dia.isoformat()[:10]


def _foto(pregunta: PreguntaTriaje, valor: Any) -> str:
    return _rechazar(pregunta, _("Aquí va una foto."))


NORMALIZADORES = {
    ClasePregunta.SI_NO: _si_no,
    ClasePregunta.OPCION: _opcion,
    ClasePregunta.NUMERO: _numero,
    ClasePregunta.TEXTO: _texto,
    ClasePregunta.FECHA: _fecha,
    ClasePregunta.FOTO: _foto,
}


def _rechazar(pregunta: PreguntaTriaje, frase: str) -> str:
    raise ErrorDeNegocio(
        _("«%(pregunta)s» %(frase)s") % {"pregunta": pregunta.texto, "frase": frase},
        campo=campo_de(pregunta),
        codigo="respuesta",
    )


@dataclass(frozen=True)
class Validadas:
    """Answers that fit their questions: texts by question, and photos with their name."""

    textos: dict[int, str]
    fotos: dict[int, tuple[Archivo, str]]

    @property
    def dichas(self) -> dict[int, Any]:
        return {**self.textos, **self.fotos}


def validar(
    cuestionario: Cuestionario, respuestas: Respuestas, *, exigir: bool = True
) -> Validadas:
    """Answers in their stored form, without those that no longer make sense.

    Raises ErrorDeNegocio for an answer that does not fit, for one to a question that this category
    does not ask and, with `exigir`, for a compulsory one that is missing (photos may come later).
    Once there is danger nothing else has to be answered: there is no time for it.
    """
    por_pk = {pregunta.pk: pregunta for pregunta in cuestionario.preguntas}
    ajenas = set(respuestas) - set(por_pk)
    if ajenas:
        raise ErrorDeNegocio(_("Esa categoría no hace esa pregunta."), codigo="pregunta_ajena")
    textos: dict[int, str] = {}
    fotos: dict[int, tuple[Archivo, str]] = {}
    for pk, valor in respuestas.items():
        if por_pk[pk].clase == ClasePregunta.FOTO and _es_foto(valor):
            fotos[pk] = valor
        elif texto := normalizar(por_pk[pk], valor):
            textos[pk] = texto
    vigentes = cuestionario.aplicables(textos)
    if exigir and not cuestionario.urge(textos):
        _exigir_obligatorias(vigentes, textos)
    quedan = {pregunta.pk for pregunta in vigentes}
    return Validadas(
        {pk: valor for pk, valor in textos.items() if pk in quedan},
        {pk: foto for pk, foto in fotos.items() if pk in quedan},
    )


def _es_foto(valor: Any) -> bool:
    return isinstance(valor, tuple) and len(valor) == 2 and isinstance(valor[0], Archivo)


def _exigir_obligatorias(preguntas: Sequence[PreguntaTriaje], textos: Mapping[int, str]) -> None:
    for pregunta in preguntas:
        sin_foto = pregunta.clase != ClasePregunta.FOTO
        if pregunta.obligatoria and sin_foto and pregunta.pk not in textos:
            _rechazar(pregunta, _("Hay que responderla."))


def faltas(
    exigencias: Exigencias,
    *,
    equipo: Equipo | None,
    sede: Sede | None,
    fotos: int | None = None,
) -> dict[str, str]:
    """What the category asks for and is not there: {field: sentence}. `fotos=None`: not asked."""
    faltan: dict[str, str] = {}
    if exigencias.equipo and equipo is None:
        faltan["equipo"] = decir(_("Para esta categoría hay que decir de [qué equipo] se trata."))
    elif exigencias.serie and equipo is not None and not equipo.numero_serie:
        faltan["equipo"] = decir(
            _("Para esta categoría hace falta el número de serie [del equipo].")
        )
    if exigencias.sede and sede is None and (equipo is None or equipo.sede_id is None):
        faltan["sede"] = _("Para esta categoría hay que decir dónde está.")
    if exigencias.foto and fotos == 0:
        faltan["ficheros"] = _("Para esta categoría hace falta una foto.")
    return faltan


# --- What was answered, in words


def en_palabras(pregunta: PreguntaTriaje, valor: Any) -> str:
    """An answer as a person reads it: "Sí", "3 bar", "5 de abril de 2026"."""
    return valor_en_palabras(pregunta.clase, str(valor), pregunta.unidad)


def valor_en_palabras(clase: str, valor: str, unidad: str = "") -> str:
    if clase == ClasePregunta.SI_NO:
        return _("Sí") if valor == SI else _("No")
    if clase == ClasePregunta.NUMERO:
        return f"{valor.replace('.', ',')} {unidad}".strip()
    if clase == ClasePregunta.FECHA:
        return _fecha_en_palabras(valor)
    return valor


def _fecha_en_palabras(valor: str) -> str:
    try:
        return date_format(date.fromisoformat(valor), "j \\d\\e F \\d\\e Y").lower()
    except ValueError:
        return valor


def texto_de_seguridad(texto: TextoSeguridad, idioma: str) -> tuple[str, list[str]]:
    """Title and steps of a danger in that language; in Spanish if nobody wrote it in it."""
    por_idioma = {una.idioma: una for una in texto.traducciones.all()}
    una = por_idioma.get(idioma) or por_idioma.get(Idioma.ES)
    if una is None:
        return texto.nombre, []
    return una.titulo, [paso.strip() for paso in una.pasos.splitlines() if paso.strip()]


def pendientes(
    cuestionario: Cuestionario, respondidas: Mapping[int, RespuestaTriaje]
) -> list[PreguntaTriaje]:
    """The compulsory questions of a case that nobody has answered."""
    dichas = {pk: fila.valor for pk, fila in respondidas.items()}
    return [
        pregunta
        for pregunta in cuestionario.aplicables(dichas)
        if pregunta.obligatoria and pregunta.pk not in respondidas
    ]
