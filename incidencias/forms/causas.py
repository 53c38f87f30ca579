"""A cause for which a case goes before all the others."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidencias.forms.ajustes_triaje import DeCatalogo
from incidencias.models import CausaUrgencia, Incidencia


class CausaForm(DeCatalogo):
    """Its name, until it justifies a case: what was said of that one does not change afterwards."""

    class Meta:
        model = CausaUrgencia
        fields = ["nombre", "activa"]
        help_texts = {"activa": gettext_lazy("Apagada, ya no se ofrece; lo que justificó, sigue.")}
        error_messages = {"nombre": {"required": gettext_lazy("Di qué causa es.")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and Incidencia.objects.filter(causa_urgencia=self.instance).exists():
            self.fields["nombre"].disabled = True
            self.fields["nombre"].help_text = _(
                "Ya justifica incidencias, que la seguirán diciendo: para cambiarla, apágala y "
                "escribe otra."
            )

    def clean_nombre(self) -> str:
        nombre = " ".join(self.cleaned_data["nombre"].split())
        otras = CausaUrgencia.objects.exclude(pk=self.instance.pk)
        if otras.filter(nombre__iexact=nombre).exists():
            raise forms.ValidationError(_("Ya hay una causa que se llama así."))
        return nombre

    def clean_activa(self) -> bool:
        """Not put away while a safety text that is shown makes cases urgent by it."""
        activa = bool(self.cleaned_data["activa"])
        if not activa and self.instance.pk:
            textos = self.instance.textos_seguridad.filter(activo=True).order_by("pk")
            if nombres := [str(texto) for texto in textos]:
                raise forms.ValidationError(
                    _("La usan textos de seguridad: %(textos)s. Cámbialos antes.")
                    % {"textos": ", ".join(nombres)}
                )
        return activa

    def save(self, commit: bool = True) -> CausaUrgencia:
        if not self.instance.pk:
            self.instance.codigo = _codigo_para(self.cleaned_data["nombre"])
        return super().save(commit)


def _codigo_para(nombre: str) -> str:
    """A stable code that nobody else has."""
    raiz = slugify(nombre).replace("-", "_")[:34] or "causa"
    usados = set(
        CausaUrgencia.objects.filter(codigo__startswith=raiz).values_list("codigo", flat=True)
    )
    candidatos = (raiz, *(f"{raiz}_{n}" for n in range(2, len(usados) + 3)))
    return next(codigo for codigo in candidatos if codigo not in usados)
