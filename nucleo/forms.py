"""Form fields for every app, and the forms of the settings pages of the mechanisms."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row, Submit
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from nucleo.models import Empresa
from nucleo.por_clave import PorClave, es_clave


class CampoPorClave(forms.ModelChoiceField):
    """One of the rows that `usuario` sees; what there is to choose from, each page lists it."""

    usuario: Any = None

    def __init__(self, por_clave: PorClave[Any], **opciones: Any) -> None:
        self.por_clave = por_clave
        super().__init__(queryset=None, **opciones)

    def __deepcopy__(self, memo: Any) -> Any:
        copia: Any = super().__deepcopy__(memo)
        copia.widget.choices = copia.choices  # those of this form, and not of its class
        return copia

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        clave = str(getattr(value, "pk", value)).strip()
        fila = self.por_clave(int(clave), self.usuario) if es_clave(clave) else None
        if fila is None:
            raise forms.ValidationError(
                self.error_messages["invalid_choice"],
                code="invalid_choice",
                params={"value": value},
            )
        return fila


class VariosFicheros(forms.ClearableFileInput):
    allow_multiple_selected = True


class CampoFicheros(forms.FileField):
    """Several files at once, none required; each is checked when stored (`nucleo.archivos`)."""

    def __init__(self, *, admite: str = "", **opciones: Any) -> None:
        atributos = {"data-subida": "", "data-max-mb": "25"} | (
            {"accept": admite} if admite else {}
        )
        # An empty one passes: `guardar` says it by its name.
        opciones = {"required": False, "allow_empty_file": True} | opciones
        super().__init__(widget=VariosFicheros(attrs=atributos), **opciones)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        ficheros = data if isinstance(data, list | tuple) else [data]
        return [super(CampoFicheros, self).clean(uno, initial) for uno in ficheros if uno]


class EmpresaForm(forms.ModelForm):
    """The company's data, as its mails and documents show them."""

    class Meta:
        model = Empresa
        fields = [
            "nombre",
            "razon_social",
            "nif",
            "direccion",
            "codigo_postal",
            "municipio",
            "comunidad",
            "zona",
            "telefono",
            "correo",
            "web",
            "palabra_equipo",
            "es_gran_empresa",
            "relevos_se_aceptan",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": ""}  # the server gives the messages, in Spanish
        self.helper.layout = Layout(
            Row(
                Column("nombre", css_class="col-md-6"), Column("razon_social", css_class="col-md-6")
            ),
            Row(Column("nif", css_class="col-md-4"), Column("telefono", css_class="col-md-4")),
            "direccion",
            Row(
                Column("codigo_postal", css_class="col-md-3"),
                Column("municipio", css_class="col-md-5"),
                Column("comunidad", css_class="col-md-4"),
            ),
            Row(Column("correo", css_class="col-md-6"), Column("web", css_class="col-md-6")),
            Row(
                Column("zona", css_class="col-md-6"),
                Column("palabra_equipo", css_class="col-md-6"),
            ),
            "es_gran_empresa",
            "relevos_se_aceptan",
            Submit("guardar", _("Guardar")),
        )

    def clean_nif(self) -> str:
        return self.cleaned_data["nif"].upper().replace("-", "").replace(" ", "")
