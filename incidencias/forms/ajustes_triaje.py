"""Ajustes: the tree of categories and its questions, dangers, the matrix, the sharing out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clientes.models import Idioma
from incidencias.categorias import Arbol
from incidencias.forms.campos import Formulario, area
from incidencias.forms.idiomas_triaje import LARGO_OPCION, ConIdiomas
from incidencias.models import (
    COMPARABLES,
    Categoria,
    CausaUrgencia,
    ClasePregunta,
    Impacto,
    ModoReparto,
    PreguntaTriaje,
    Prioridad,
    TextoSeguridad,
    Urgencia,
)
from incidencias.models.triaje import NO, SI
from incidencias.triaje import en_palabras

MAX_OPCIONES = 30
ES_SI = {"sí", "si"}


class DeCatalogo(forms.ModelForm):
    """The base of the catalogue forms: crispy without its own form tag."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = Formulario().helper


class CategoriaForm(DeCatalogo):
    class Meta:
        model = Categoria
        fields = [
            *("nombre", "padre", "orden", "tipo", "grupo", "texto_seguridad"),
            *("exige_equipo", "exige_serie", "exige_sede", "exige_foto"),
            *("en_portal", "es_resoluble_en_remoto", "activa"),
        ]
        error_messages = {"nombre": {"required": gettext_lazy("Escribe el nombre.")}}
        help_texts = {
            "grupo": gettext_lazy("Vacío: el de la categoría en la que está."),
            "activa": gettext_lazy(
                "Sin marcar, ya no se ofrece; las incidencias que la tienen la conservan."
            ),
        }

    def __init__(self, *args: Any, arbol: Arbol, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.arbol = arbol
        propia = self.instance.pk
        fuera = arbol.descendencia(propia) if propia else set()
        caben = [(una.pk, arbol.ruta(una.pk)) for _n, una in arbol.ramas() if una.pk not in fuera]
        padre = self.fields["padre"]
        padre.queryset = Categoria.objects.filter(pk__in=[pk for pk, _ruta in caben])
        padre.choices = [("", _("Ninguna: es de las primeras")), *caben]
        padre.error_messages["invalid_choice"] = _("No cabe ahí: está dentro de esta misma.")


class PreguntaForm(ConIdiomas, DeCatalogo):
    opciones_texto = forms.CharField(
        label=gettext_lazy("Respuestas entre las que se elige"),
        required=False,
        max_length=LARGO_OPCION * MAX_OPCIONES,
        widget=area(3),
        help_text=gettext_lazy("Una en cada línea. Solo si se responde eligiendo una de varias."),
    )
    condicion = forms.ChoiceField(label=gettext_lazy("Se hace"), required=False)

    class Meta:
        model = PreguntaTriaje
        fields = [
            *("texto", "ayuda", "clase", "unidad", "minimo", "maximo"),
            *("obligatoria", "en_portal", "texto_seguridad", "peligro_valor", "orden", "activa"),
        ]
        error_messages = {"texto": {"required": gettext_lazy("Escribe la pregunta.")}}
        help_texts = {
            "peligro_valor": gettext_lazy("«sí», «no» o una de las respuestas."),
            "unidad": gettext_lazy("De un número: bar, °C, años…"),
        }

    field_order = ["texto", "ayuda", "clase", "opciones_texto", "unidad", "minimo", "maximo"]

    def __init__(self, *args: Any, categoria: Categoria, arbol: Arbol, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.categoria = categoria
        una = self.instance
        self.fields["opciones_texto"].initial = "\n".join(una.opciones)
        self.fields["condicion"].choices = [
            ("", _("Siempre")),
            *self._condiciones([c.pk for c in arbol.linaje(categoria.pk)]),
        ]
        if una.solo_si_id:
            self.fields["condicion"].initial = f"{una.solo_si_id}:{una.solo_si_valor}"
        if una.clase == ClasePregunta.SI_NO and una.peligro_valor:
            self.initial["peligro_valor"] = en_palabras(una, una.peligro_valor)
        self._poner_idiomas()

    def _condiciones(self, linaje: list[int]) -> list[tuple[str, str]]:
        """Each answer that a question of the same category, or of one around it, may have."""
        previas = PreguntaTriaje.objects.filter(
            categoria__in=linaje, activa=True, clase__in=COMPARABLES
        )
        if self.instance.pk:
            previas = previas.exclude(pk__in=self._las_que_cuelgan())
        return [
            (
                f"{previa.pk}:{valor}",
                _("Si «%(pregunta)s» es «%(valor)s»")
                % {"pregunta": previa.texto, "valor": en_palabras(previa, valor)},
            )
            for previa in previas.order_by("orden", "pk")
            for valor in previa.valores
        ]

    def _las_que_cuelgan(self) -> set[int]:
        """Itself and those that wait, at any depth, for its answer: waiting for one would close a
        circle.
        """
        pares = list(
            PreguntaTriaje.objects.filter(solo_si__isnull=False).values_list("pk", "solo_si")
        )
        cuelgan = {self.instance.pk}
        while nuevas := {pk for pk, previa in pares if previa in cuelgan} - cuelgan:
            cuelgan |= nuevas
        return cuelgan

    def clean_opciones_texto(self) -> list[str]:
        lineas = [linea.strip() for linea in self.cleaned_data["opciones_texto"].splitlines()]
        opciones = list(dict.fromkeys(linea for linea in lineas if linea))
        if len(opciones) > MAX_OPCIONES or any(len(una) > LARGO_OPCION for una in opciones):
            raise forms.ValidationError(
                _("Como mucho %(n)d respuestas, de %(largo)d letras cada una.")
                % {"n": MAX_OPCIONES, "largo": LARGO_OPCION}
            )
        return opciones

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        una = self.instance
        es_de_elegir = datos.get("clase") == ClasePregunta.OPCION
        una.opciones = datos.get("opciones_texto") or [] if es_de_elegir else []
        if es_de_elegir and len(una.opciones) < 2 and "opciones_texto" not in self.errors:
            self.add_error("opciones_texto", _("Escribe al menos dos respuestas."))
        previa, _dos, valor = (datos.get("condicion") or "").partition(":")
        una.solo_si_id, una.solo_si_valor = (int(previa), valor) if previa else (None, "")
        self._limpiar_peligro(datos)
        self._limpiar_idiomas(una.opciones)
        return datos

    def _limpiar_peligro(self, datos: dict[str, Any]) -> None:
        if not datos.get("texto_seguridad"):
            datos["peligro_valor"] = ""
            return
        dicho = (datos.get("peligro_valor") or "").strip()
        if datos.get("clase") == ClasePregunta.SI_NO:
            dicho = SI if dicho.lower() in ES_SI else NO if dicho.lower() == NO else ""
        elif dicho not in self.instance.opciones:
            dicho = ""
        if not dicho:
            self.add_error("peligro_valor", _("Di con qué respuesta se avisa del peligro."))
        datos["peligro_valor"] = dicho


class SeguridadForm(DeCatalogo):
    """A danger, and what to do in each language: title and steps."""

    class Meta:
        model = TextoSeguridad
        fields = ["nombre", "causa_urgencia", "activo"]
        error_messages = {"nombre": {"required": gettext_lazy("Escribe el peligro.")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        causas = CausaUrgencia.objects.filter(activa=True).order_by("pk")
        self.fields["causa_urgencia"].queryset = causas
        escritas = (
            {una.idioma: una for una in self.instance.traducciones.all()}
            if self.instance.pk
            else {}
        )
        for idioma in Idioma:
            una = escritas.get(idioma.value)
            self.fields[f"titulo_{idioma.value}"] = forms.CharField(
                label=_("Título"),
                max_length=120,
                required=idioma == Idioma.ES,
                initial=una.titulo if una else "",
                error_messages={"required": _("Escribe el título en español.")},
            )
            self.fields[f"pasos_{idioma.value}"] = forms.CharField(
                label=_("Qué hacer ahora"),
                max_length=2_000,
                required=idioma == Idioma.ES,
                widget=area(6),
                initial=una.pasos if una else "",
                help_text=_("Un paso en cada línea."),
                error_messages={"required": _("Escribe qué hacer en español.")},
            )

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        for idioma in Idioma:
            titulo, pasos = datos.get(f"titulo_{idioma}"), datos.get(f"pasos_{idioma}")
            if bool(titulo) != bool(pasos) and not self.errors:
                falta = "pasos" if titulo else "titulo"
                self.add_error(f"{falta}_{idioma}", _("Escribe las dos cosas, o ninguna."))
        return datos

    def idiomas(self) -> list[tuple[Any, Any, Any]]:
        """Each language with its two fields, for the template."""
        return [(i.label, self[f"titulo_{i.value}"], self[f"pasos_{i.value}"]) for i in Idioma]

    def generales(self) -> list[Any]:
        return [self[campo] for campo in self.Meta.fields]

    def textos(self) -> dict[str, tuple[str, str]]:
        datos = self.cleaned_data
        return {
            i.value: (datos[f"titulo_{i.value}"], datos[f"pasos_{i.value}"])
            for i in Idioma
            if datos.get(f"titulo_{i.value}")
        }


class MatrizForm(Formulario):
    """A priority for each pair."""

    def __init__(self, *args: Any, celdas: dict[tuple[str, str], int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for impacto in Impacto:
            for urgencia in Urgencia:
                self.fields[self.nombre(impacto, urgencia)] = forms.TypedChoiceField(
                    label=_("Impacto %(impacto)s, urgencia %(urgencia)s")
                    % {"impacto": impacto.label.lower(), "urgencia": urgencia.label.lower()},
                    choices=Prioridad.choices,
                    coerce=int,
                    initial=int(celdas[impacto.value, urgencia.value]),
                    widget=forms.Select(attrs={"class": "form-select"}),
                )

    @staticmethod
    def nombre(impacto: Impacto, urgencia: Urgencia) -> str:
        return f"{impacto.value}_{urgencia.value}"

    urgencias = tuple(Urgencia)

    def filas(self) -> list[tuple[Any, list[Any]]]:
        return [
            (impacto.label, [self[self.nombre(impacto, urgencia)] for urgencia in Urgencia])
            for impacto in Impacto
        ]

    def celdas(self) -> dict[tuple[str, str], int]:
        return {
            (impacto.value, urgencia.value): self.cleaned_data[self.nombre(impacto, urgencia)]
            for impacto in Impacto
            for urgencia in Urgencia
        }


class RepartoForm(Formulario):
    modo = forms.ChoiceField(label=gettext_lazy("Reparto"), choices=ModoReparto.choices)


class VetarForm(Formulario):
    remitente = forms.CharField(
        label=gettext_lazy("Correo o dominio"),
        max_length=254,
        widget=forms.TextInput(attrs={"placeholder": "@ofertas.example"}),
        error_messages={"required": gettext_lazy("Escribe un correo o un dominio.")},
    )
    motivo = forms.CharField(label=gettext_lazy("Por qué"), max_length=200, required=False)
