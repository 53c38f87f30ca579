"""A file of a unit."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from clientes.models import ClaseDocumento
from nucleo.archivos import DOCUMENTOS, guardar
from nucleo.errores import ErrorDeNegocio


class DocumentoForm(forms.Form):
    """`cleaned_data`: clase, archivo (stored) and nombre, as the service takes them."""

    clase = forms.ChoiceField(label=_("Qué es"), choices=ClaseDocumento)
    fichero = forms.FileField(
        label=_("Fichero"),
        help_text=_("Foto, PDF o documento, de 25 MB como mucho."),
        error_messages={"required": _("Elige el fichero.")},
    )

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag, helper.disable_csrf = False, True
        return helper

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        fichero: UploadedFile | None = datos.pop("fichero", None)
        if fichero is None:
            return datos
        try:
            datos["archivo"] = guardar(fichero, admitidos=DOCUMENTOS)
        except ErrorDeNegocio as error:
            self.add_error("fichero", str(error))
        datos["nombre"] = (fichero.name or "")[-150:]
        return datos
