"""The catalogue of products is configured here; customers and units are only looked at."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from clientes.models import Cliente, Cobertura, CoberturaDeProducto, Equipo, Producto


class CoberturaDeProductoInline(admin.TabularInline):
    model = CoberturaDeProducto
    extra = 0


@admin.register(Producto)
class ProductoAdmin(admin.ModelAdmin):
    list_display = ("nombre", "familia", "marca", "modelo", "gama", "fin_fabricacion", "activo")
    list_filter = ("activo", "gama", "familia")
    search_fields = ("nombre", "marca", "modelo")
    inlines = (CoberturaDeProductoInline,)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Units name it: it is put out of use."""
        return False


class SoloLectura(admin.ModelAdmin):
    """Written by the services and nowhere else."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Cliente)
class ClienteAdmin(SoloLectura):
    list_display = ("nombre", "tipo", "nif", "telefono", "correo", "segmento", "bloqueado_en")
    search_fields = ("nombre", "nif", "correo")
    exclude = ("trigramas", "texto_trigramas")


@admin.register(Equipo)
class EquipoAdmin(SoloLectura):
    list_display = ("producto", "numero_serie", "cliente", "nuestro_papel")
    list_select_related = ("producto", "cliente")
    search_fields = ("numero_serie",)
    exclude = ("trigramas", "texto_trigramas")


@admin.register(Cobertura)
class CoberturaAdmin(SoloLectura):
    list_display = ("equipo", "tipo", "fecha_inicio", "fecha_fin", "paga")
    list_select_related = ("equipo__producto",)
    list_filter = ("tipo", "paga")
