"""Catalogue of overrides: added with a reason, never edited, only ended."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from normativa.models import ParametroPropio
from normativa.reglas.parametros import oficiales


class ParametroPropioForm(forms.ModelForm):
    class Meta:
        model = ParametroPropio
        fields = ["codigo", "territorio", "valor", "unidad", "desde", "hasta", "motivo"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "codigo" in self.fields:  # absent once it is read-only
            codigos = sorted({cifra.codigo for cifra in oficiales()})
            self.fields["codigo"] = forms.ChoiceField(
                label=self.fields["codigo"].label, choices=[(c, c) for c in codigos]
            )


@admin.register(ParametroPropio)
class ParametroPropioAdmin(admin.ModelAdmin):
    form = ParametroPropioForm
    list_display = ["codigo", "territorio", "valor", "unidad", "desde", "hasta", "motivo", "autor"]
    list_filter = ["codigo", "territorio"]

    def get_readonly_fields(
        self, request: HttpRequest, obj: ParametroPropio | None = None
    ) -> tuple[str, ...]:
        """A change is a new row: of one that exists, only the end is set."""
        if obj is None:
            return ()
        return ("codigo", "territorio", "valor", "unidad", "desde", "motivo")

    def has_delete_permission(
        self, request: HttpRequest, obj: ParametroPropio | None = None
    ) -> bool:
        return False

    def save_model(
        self, request: HttpRequest, obj: ParametroPropio, form: Any, change: bool
    ) -> None:
        if not change:
            obj.autor_id = request.user.pk  # type: ignore[assignment]
        super().save_model(request, obj, form, change)
