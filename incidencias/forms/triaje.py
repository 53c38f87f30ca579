"""The questions of a category, as fields: one form beside that of the case.

    triaje = TriajeForm(request.POST, request.FILES, categoria=elegida, para_cliente=True)
    if form.is_valid() and triaje.is_valid():
        NuevaIncidencia(…, respuestas=triaje.respuestas)

`incidencias/triaje.html` paints it (`with triaje=triaje url_triaje=…`), `js/triaje.js` shows each
question when its turn comes and the dangers at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext as _

from incidencias.enunciados import Enunciado, enunciados_en
from incidencias.forms.campos import Formulario
from incidencias.models import Categoria, ClasePregunta, PreguntaTriaje, TextoSeguridad
from incidencias.triaje import (
    LARGO_RESPUESTA,
    campo_de,
    cuestionario_de,
    normalizar,
    texto_de_seguridad,
)
from nucleo.archivos import IMAGENES, guardar
from nucleo.errores import ErrorDeNegocio
from nucleo.models import Archivo

SAL = "incidencias.triaje.foto"
POCAS = 5


@dataclass(frozen=True)
class Peligro:
    """A danger as the page says it. `visible`: an answer, or the category itself, tells of it."""

    clave: str
    titulo: str
    pasos: list[str]
    visible: bool
    fijo: bool  # the category itself warns of it, whatever is answered


@dataclass(frozen=True)
class Pregunta:
    """A question as the page paints it."""

    campo: forms.BoundField
    pregunta: PreguntaTriaje
    visible: bool
    depende_de: str
    guardada: str

    @property
    def peligro(self) -> str:
        return str(self.pregunta.texto_seguridad_id or "")

    @property
    def es_de_elegir(self) -> bool:
        return isinstance(self.campo.field.widget, forms.RadioSelect)


class TriajeForm(Formulario):
    """Without a category, or with one that asks nothing, it is empty and valid."""

    def __init__(
        self,
        *args: Any,
        categoria: Categoria | None,
        para_cliente: bool = False,
        idioma: str = "es",
        previas: dict[int, str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.para_cliente, self.idioma = para_cliente, idioma
        self.cuestionario = cuestionario_de(categoria, para_cliente=para_cliente)
        self.exigencias = self.cuestionario.exigencias
        self.fotos: dict[int, tuple[Archivo, str]] = {}
        self._dichas: dict[int, str] = dict(previas or {})
        # The office reads them in its own language, whatever the customer's.
        enunciados = enunciados_en(self.cuestionario.preguntas, idioma if para_cliente else "es")
        for pregunta in self.cuestionario.preguntas:
            self.fields[campo_de(pregunta)] = _campo(pregunta, enunciados[pregunta.pk])
            if pregunta.pk in self._dichas:
                self.initial.setdefault(campo_de(pregunta), self._dichas[pregunta.pk])
        if self.is_bound:
            self._dichas = self._leer()

    def clean(self) -> dict[str, Any]:
        """Each answer fits its question, and the compulsory ones that apply are there.

        Once there is danger the rest may wait.
        """
        datos = super().clean() or self.cleaned_data
        self._urge = self.cuestionario.urge(self._dichas)
        aplican = self.cuestionario.aplicables(self._dichas)
        for pregunta in aplican:
            if pregunta.clase == ClasePregunta.FOTO:
                self._guardar_foto(pregunta)
            else:
                self._comprobar(pregunta)
        self._dichas = {p.pk: self._dichas[p.pk] for p in aplican if p.pk in self._dichas}
        return datos

    @property
    def respuestas(self) -> dict[int, Any]:
        """What `NuevaIncidencia.respuestas` takes: texts, and photos with their name."""
        return {**self._dichas, **self.fotos}

    @cached_property
    def preguntas(self) -> list[Pregunta]:
        visibles = {una.pk for una in self.cuestionario.aplicables(self._dichas)}
        return [
            Pregunta(
                self[campo_de(una)],
                una,
                una.pk in visibles,
                f"t_{una.solo_si_id}" if una.solo_si_id else "",
                self.fotos[una.pk][1] if una.pk in self.fotos else "",
            )
            for una in self.cuestionario.preguntas
        ]

    @property
    def peligros(self) -> list[Peligro]:
        """Every danger that these questions may tell of; those told of already are visible."""
        dichos = {texto.pk for texto in self.cuestionario.peligros(self._dichas)}
        posibles = [self.cuestionario.seguridad] + [
            una.texto_seguridad for una in self.cuestionario.preguntas
        ]
        unicos = {texto.pk: texto for texto in posibles if texto is not None and texto.activo}
        return [self._peligro(texto, texto.pk in dichos) for texto in unicos.values()]

    def _peligro(self, texto: TextoSeguridad, visible: bool) -> Peligro:
        titulo, pasos = texto_de_seguridad(texto, self.idioma)
        fijo = self.cuestionario.seguridad
        return Peligro(
            str(texto.pk), titulo, pasos, visible, fijo is not None and fijo.pk == texto.pk
        )

    @property
    def pide(self) -> list[str]:
        """What the category cannot do without, in words."""
        exige = self.exigencias
        pedidas = [
            (exige.equipo, _("de qué se trata")),
            (exige.serie, _("su número de serie")),
            (exige.sede, _("dónde está")),
            (exige.foto, _("una foto")),
        ]
        return [frase for hace_falta, frase in pedidas if hace_falta]

    def fotos_firmadas(self) -> str:
        """The photos already received, for the page that comes back with a mistake elsewhere."""
        return signing.dumps(
            [(pk, archivo.pk, nombre) for pk, (archivo, nombre) in self.fotos.items()], salt=SAL
        )

    # --- Reading

    def _leer(self) -> dict[int, str]:
        """What was typed and fits; what does not is told in `clean`."""
        self._leer_fotos()
        dichas = {}
        for pregunta in self.cuestionario.preguntas:
            if pregunta.clase == ClasePregunta.FOTO:
                continue
            try:
                valor = normalizar(pregunta, self.data.get(self.add_prefix(campo_de(pregunta))))
            except ErrorDeNegocio:
                continue
            if valor:
                dichas[pregunta.pk] = valor
        return dichas

    def _leer_fotos(self) -> None:
        try:
            ternas = signing.loads(self.data.get("t_fotos", ""), salt=SAL, max_age=3600)
        except signing.BadSignature:
            return
        archivos = Archivo.objects.in_bulk([archivo for _pk, archivo, _nombre in ternas])
        preguntas = {una.pk for una in self.cuestionario.preguntas}
        self.fotos = {
            pk: (archivos[archivo], nombre)
            for pk, archivo, nombre in ternas
            if archivo in archivos and pk in preguntas
        }

    def _comprobar(self, pregunta: PreguntaTriaje) -> None:
        nombre = campo_de(pregunta)
        try:
            valor = normalizar(pregunta, self.data.get(self.add_prefix(nombre)))
        except ErrorDeNegocio as error:
            self.add_error(nombre, str(error))
            return
        if pregunta.obligatoria and not valor and not self._urge:
            self.add_error(nombre, _("Hace falta responder a esta pregunta."))

    def _guardar_foto(self, pregunta: PreguntaTriaje) -> None:
        nombre = campo_de(pregunta)
        fichero = self.files.get(self.add_prefix(nombre))
        if fichero is not None:
            try:
                archivo = guardar(fichero, admitidos=IMAGENES)
            except ErrorDeNegocio as error:
                self.add_error(nombre, str(error))
                return
            self.fotos[pregunta.pk] = (archivo, (fichero.name or "foto")[-150:])
        # Who speaks by telephone has no photo at hand: only customers have to send it.
        hace_falta = pregunta.obligatoria and self.para_cliente and not self._urge
        if hace_falta and pregunta.pk not in self.fotos:
            self.add_error(nombre, _("Hace falta la foto."))


class Cualquiera(forms.CharField):
    """Takes what comes: the question itself says whether it fits."""

    def __init__(self, **opciones: Any) -> None:
        super().__init__(required=False, **opciones)

    def validate(self, value: Any) -> None:
        return None


def _campo(pregunta: PreguntaTriaje, dicha: Enunciado) -> forms.Field:
    comunes: dict[str, Any] = {"label": dicha.texto, "help_text": dicha.ayuda}
    if pregunta.clase == ClasePregunta.FOTO:
        return forms.FileField(
            required=False,
            widget=forms.FileInput(
                attrs={"accept": "image/*,.heic", "data-subida": "", "data-max-mb": "25"}
            ),
            **comunes,
        )
    return Cualquiera(widget=_control(pregunta, dicha), **comunes)


def _control(pregunta: PreguntaTriaje, dicha: Enunciado) -> forms.Widget:
    clase = ClasePregunta(pregunta.clase)
    if clase == ClasePregunta.SI_NO:
        return forms.RadioSelect(choices=dicha.opciones)
    if clase == ClasePregunta.OPCION:
        opciones = list(dicha.opciones)
        if len(opciones) <= POCAS:
            return forms.RadioSelect(choices=opciones)
        return forms.Select(choices=[("", "---------"), *opciones], attrs={"class": "form-select"})
    if clase == ClasePregunta.FECHA:
        return forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d")
    if clase == ClasePregunta.NUMERO:
        return forms.TextInput(attrs={"inputmode": "decimal", "class": "form-control numero"})
    return forms.TextInput(attrs={"maxlength": LARGO_RESPUESTA, "class": "form-control"})
