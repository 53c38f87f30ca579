"""Catalogues are edited here; cases and what happens to them are only looked at."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from incidencias.models import (
    Categoria,
    Extension,
    Incidencia,
    LimiteCortesia,
    MotivoEspera,
    ObjetivoPolitica,
    PlazoLegal,
    PoliticaSLA,
    Promesa,
    VersionPolitica,
)


class SoloMirar:
    """Nothing is added, changed or deleted: the services do it, with their events."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Categoria)
class CategoriaAdmin(admin.ModelAdmin):
    list_display = ["nombre", "padre", "tipo", "grupo", "es_resoluble_en_remoto", "activa"]
    list_select_related = ["padre", "grupo"]
    list_filter = ["activa", "tipo", "en_portal"]
    search_fields = ["nombre"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # cases name it: it is made inactive


@admin.register(MotivoEspera)
class MotivoEsperaAdmin(admin.ModelAdmin):
    list_display = ["nombre", "codigo", "para_reloj", "espera_al_cliente", "activo"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["codigo"] if obj else []  # events keep it

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Extension)
class ExtensionAdmin(admin.ModelAdmin):
    list_display = ["numero", "usuario"]
    list_select_related = ["usuario"]
    search_fields = ["numero", "usuario__nombre", "usuario__email"]
    autocomplete_fields = ["usuario"]


@admin.register(LimiteCortesia)
class LimiteCortesiaAdmin(admin.ModelAdmin):
    """A role that is not here gives no goodwill."""

    list_display = ["rol", "importe_eur"]


class VersionesEnLinea(SoloMirar, admin.TabularInline):
    model = VersionPolitica
    fields = readonly_fields = ("vigente_desde",)
    extra = 0
    show_change_link = True


@admin.register(PoliticaSLA)
class PoliticaSLAAdmin(admin.ModelAdmin):
    """Who a policy is for. Its figures change in Ajustes → Plazos, as a new version."""

    list_display = ["nombre", "segmento", "es_por_defecto", "activa"]
    inlines = [VersionesEnLinea]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ObjetivosEnLinea(SoloMirar, admin.TabularInline):
    model = ObjetivoPolitica
    fields = readonly_fields = ("tipo", "prioridad", "segundos")
    extra = 0


@admin.register(VersionPolitica)
class VersionPoliticaAdmin(SoloMirar, admin.ModelAdmin):
    list_display = ["politica", "vigente_desde"]
    list_select_related = ["politica"]
    inlines = [ObjetivosEnLinea]


@admin.register(Incidencia)
class IncidenciaAdmin(SoloMirar, admin.ModelAdmin):
    list_display = ["codigo", "asunto", "cliente", "estado", "responsable", "ocurrida_en"]
    list_select_related = ["cliente", "responsable"]
    search_fields = ["codigo__exact"]
    show_full_result_count = False
    exclude = ["busqueda"]


@admin.register(PlazoLegal)
class PlazoLegalAdmin(SoloMirar, admin.ModelAdmin):
    list_display = ["incidencia", "norma", "articulo", "fecha_limite", "cumplido_en"]
    list_select_related = ["incidencia"]
    show_full_result_count = False


@admin.register(Promesa)
class PromesaAdmin(SoloMirar, admin.ModelAdmin):
    list_display = ["incidencia", "texto", "vence_en", "cumplida_en"]
    list_select_related = ["incidencia"]
    show_full_result_count = False
