"""What is typed about templates and scripts: its shape. The services decide."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _

from clientes.models import Idioma
from conocimiento import ambitos
from conocimiento.models import LARGO_PLANTILLA, Ambito, Guion, Plantilla
from conocimiento.servicios import DatosGuion, DatosPlantilla

FALTA = {"required": _("Falta este dato.")}


class AmbitoForm(forms.Form):
    """Name, and what it is for; macros begin with it too."""

    use_required_attribute = False
    nombre = forms.CharField(label=_("Nombre"), max_length=100, error_messages=FALTA)
    tipos = forms.MultipleChoiceField(
        label=_("Tipos"), required=False, widget=forms.CheckboxSelectMultiple
    )
    categorias = forms.TypedMultipleChoiceField(
        label=_("Categorías"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tipos"].choices = ambitos.tipos()  # type: ignore[attr-defined]
        self.fields["categorias"].choices = ambitos.categorias()  # type: ignore[attr-defined]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    @staticmethod
    def ambito_de(fila: Ambito | None) -> dict[str, Any]:
        return {"tipos": fila.tipos, "categorias": fila.categorias} if fila else {}


class PlantillaForm(AmbitoForm):
    """A template with a box for each language; `idiomas` are those that it is offered in."""

    atajo = forms.SlugField(
        label=_("Atajo"),
        max_length=40,
        help_text=_("Se escribe detrás de la barra en el redactor: /cita."),
        error_messages={
            **FALTA,
            "invalid": _("Solo letras sin tilde, números y guiones: «pedir-foto»."),
        },
    )
    carpeta = forms.CharField(label=_("Carpeta"), max_length=60, required=False)
    es_mia = forms.BooleanField(label=_("Solo para mí"), required=False)
    activa = forms.BooleanField(label=_("Se ofrece en el redactor"), required=False, initial=True)
    field_order = ["nombre", "atajo", "carpeta"]

    def __init__(
        self, *args: Any, plantilla: Plantilla | None = None, solo_mia: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, initial=self._inicial(plantilla), **kwargs)
        textos = {uno.idioma: uno.texto for uno in plantilla.textos.all()} if plantilla else {}
        for idioma in Idioma:
            self.fields[f"texto_{idioma.value}"] = forms.CharField(
                label=idioma.label,
                required=False,
                max_length=LARGO_PLANTILLA,
                initial=textos.get(idioma.value, ""),
                widget=forms.Textarea(attrs={"rows": 10, "lang": idioma.value}),
            )
        if solo_mia:
            del self.fields["es_mia"]
        self.solo_mia = solo_mia

    @classmethod
    def _inicial(cls, plantilla: Plantilla | None) -> dict[str, Any]:
        if plantilla is None:
            return {"activa": True}
        return cls.ambito_de(plantilla) | {
            "nombre": plantilla.nombre,
            "atajo": plantilla.atajo,
            "carpeta": plantilla.carpeta,
            "es_mia": plantilla.dueno_id is not None,
            "activa": plantilla.activa,
        }

    def textos(self) -> list[tuple[str, forms.BoundField]]:
        return [(idioma.value, self[f"texto_{idioma.value}"]) for idioma in Idioma]

    def datos(self) -> DatosPlantilla:
        limpio = self.cleaned_data
        return DatosPlantilla(
            nombre=limpio["nombre"],
            atajo=limpio["atajo"],
            carpeta=limpio["carpeta"],
            tipos=limpio["tipos"],
            categorias=limpio["categorias"],
            es_mia=self.solo_mia or limpio["es_mia"],
            activa=limpio["activa"],
            textos={idioma.value: limpio[f"texto_{idioma.value}"] for idioma in Idioma},
        )


class PasoForm(forms.Form):
    use_required_attribute = False
    texto = forms.CharField(label=_("Paso"), max_length=300, required=False)
    ayuda = forms.CharField(label=_("Por qué, o qué mirar"), max_length=500, required=False)


class ObjecionForm(forms.Form):
    use_required_attribute = False
    objecion = forms.CharField(label=_("El cliente dice"), max_length=300, required=False)
    respuesta = forms.CharField(
        label=_("Se responde"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class GuionForm(AmbitoForm):
    """A script; its steps and objections are two lists with some empty lines at the end."""

    resumen = forms.CharField(
        label=_("Para qué sirve"), max_length=200, required=False, help_text=_("En una frase.")
    )
    activo = forms.BooleanField(label=_("Se enseña junto al redactor"), required=False)
    field_order = ["nombre", "resumen"]
    HUECOS = 2

    def __init__(self, data: Any = None, *, guion: Guion | None = None) -> None:
        super().__init__(data, initial=self._inicial(guion))
        pasos = [{"texto": p.texto, "ayuda": p.ayuda} for p in guion.pasos.all()] if guion else []
        objeciones = (
            [{"objecion": o.objecion, "respuesta": o.respuesta} for o in guion.objeciones.all()]
            if guion
            else []
        )
        self.pasos = self._lista(PasoForm)(data, prefix="pasos", initial=pasos)
        self.objeciones = self._lista(ObjecionForm)(data, prefix="objeciones", initial=objeciones)

    @classmethod
    def _lista(cls, forma: type[forms.Form]) -> Any:
        return formset_factory(forma, extra=cls.HUECOS, max_num=40, absolute_max=60)

    @classmethod
    def _inicial(cls, guion: Guion | None) -> dict[str, Any]:
        if guion is None:
            return {"activo": True}
        propios = {campo: getattr(guion, campo) for campo in ("nombre", "resumen", "activo")}
        return cls.ambito_de(guion) | propios

    def is_valid(self) -> bool:
        partes = [self.pasos.is_valid(), self.objeciones.is_valid()]
        return super().is_valid() and all(partes)

    def datos(self) -> DatosGuion:
        limpio = self.cleaned_data
        return DatosGuion(
            nombre=limpio["nombre"],
            resumen=limpio["resumen"],
            tipos=limpio["tipos"],
            categorias=limpio["categorias"],
            activo=limpio["activo"],
            pasos=[(p["texto"], p["ayuda"]) for p in self.pasos.cleaned_data if p],
            objeciones=[(o["objecion"], o["respuesta"]) for o in self.objeciones.cleaned_data if o],
        )
