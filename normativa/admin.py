"""Overrides of legal figures, to look at: they are changed in Ajustes → Normativa."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from normativa.models import ParametroPropio


@admin.register(ParametroPropio)
class ParametroPropioAdmin(admin.ModelAdmin):
    list_display = ["codigo", "territorio", "valor", "unidad", "desde", "hasta", "motivo", "autor"]
    list_filter = ["codigo", "territorio"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
