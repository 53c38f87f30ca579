"""Questionnaires and rules are edited; invitations and answers are only looked at."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from encuestas.models import (
    Cuestionario,
    Pregunta,
    ReglaEncuesta,
    VersionCuestionario,
)


class PreguntaInline(admin.TabularInline):
    model = Pregunta
    extra = 0

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # a change is a new version


@admin.register(Cuestionario)
class CuestionarioAdmin(admin.ModelAdmin):
    list_display = ["nombre"]


@admin.register(VersionCuestionario)
class VersionCuestionarioAdmin(admin.ModelAdmin):
    list_display = ["cuestionario", "numero", "vigente_desde"]
    inlines = [PreguntaInline]


@admin.register(ReglaEncuesta)
class ReglaEncuestaAdmin(admin.ModelAdmin):
    list_display = ["nombre", "cuestionario", "activa", "dias_entre_encuestas"]
