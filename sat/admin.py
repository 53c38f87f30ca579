"""Catalogues are edited here; the process (orders, appointments, sessions) only on its screens."""

from django.contrib import admin

from sat.models import (
    Credencial,
    Mandante,
    PlantillaChecklist,
    PuntoChecklist,
    Repuesto,
    SatExterno,
    Tecnico,
)


class PuntosEnLinea(admin.TabularInline):
    model = PuntoChecklist
    extra = 1

    def has_delete_permission(self, request, obj=None):
        """A point that was answered stays: it can be made inactive."""
        return False


@admin.register(PlantillaChecklist)
class PlantillaChecklistAdmin(admin.ModelAdmin):
    list_display = ("nombre", "tipo", "familia", "activa")
    inlines = (PuntosEnLinea,)

    def has_delete_permission(self, request, obj=None):
        return False


class CredencialesEnLinea(admin.TabularInline):
    model = Credencial
    extra = 1


@admin.register(Tecnico)
class TecnicoAdmin(admin.ModelAdmin):
    list_display = ("usuario", "sat_externo", "zonas", "activo")
    list_select_related = ("usuario", "sat_externo")
    inlines = (CredencialesEnLinea,)


@admin.register(Mandante)
class MandanteAdmin(admin.ModelAdmin):
    list_display = ("nombre", "tipo", "limite_autorizado_eur", "exige_referencia", "activo")
    list_filter = ("tipo", "activo")


@admin.register(SatExterno)
class SatExternoAdmin(admin.ModelAdmin):
    list_display = ("nombre", "correo", "telefono", "activo")


@admin.register(Repuesto)
class RepuestoAdmin(admin.ModelAdmin):
    list_display = ("referencia", "nombre", "precio_eur", "activo")
    search_fields = ("referencia", "nombre")
    list_filter = ("activo",)
