"""Users, roles, teams and skills are configured here; tokens are only looked at."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cuentas.models import Centro, Grupo, Habilidad, Rol, Token, Usuario


class AltaForm(AdminUserCreationForm):
    class Meta:
        model = Usuario
        fields = ("email", "nombre")


@admin.register(Usuario)
class UsuarioAdmin(UserAdmin):
    add_form = AltaForm
    list_display = ("email", "nombre", "papeles", "is_active", "last_login")
    list_filter = ("is_active", "roles", "grupos")
    search_fields = ("email", "nombre")
    ordering = ("email",)
    filter_horizontal = ("roles", "grupos", "habilidades")
    readonly_fields = ("last_login", "creado_en")
    fieldsets = (
        (None, {"fields": ("email", "nombre", "telefono", "idioma", "password")}),
        (
            _("Qué hace"),
            {"fields": ("roles", "grupos", "habilidades", "disponibilidad", "capacidad")},
        ),
        (_("Acceso"), {"fields": ("is_active", "is_staff", "is_superuser")}),
        (_("Fechas"), {"fields": ("last_login", "creado_en")}),
    )
    add_fieldsets = (
        (
            None,
            {"fields": ("email", "nombre", "usable_password", "password1", "password2", "roles")},
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Usuario]:
        return super().get_queryset(request).prefetch_related("roles")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """People are deactivated: their events name them."""
        return False

    @admin.display(description=_("roles"))
    def papeles(self, usuario: Usuario) -> str:
        return ", ".join(str(rol) for rol in usuario.roles.all())


@admin.register(Rol)
class RolAdmin(admin.ModelAdmin):
    """The roles are fixed: the code asks for them."""

    list_display = ("codigo", "__str__")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    has_change_permission = has_delete_permission = lambda self, request, obj=None: False


@admin.register(Centro)
class CentroAdmin(admin.ModelAdmin):
    list_display = ("nombre", "municipio", "comunidad", "calendario")
    list_select_related = ("calendario",)


@admin.register(Grupo)
class GrupoAdmin(admin.ModelAdmin):
    list_display = ("nombre", "centro", "calendario", "es_restringido", "activo")
    list_select_related = ("centro", "calendario")
    list_filter = ("activo", "es_restringido")


@admin.register(Habilidad)
class HabilidadAdmin(admin.ModelAdmin):
    list_display = ("nombre", "codigo")
    search_fields = ("nombre", "codigo")


@admin.register(Token)
class TokenAdmin(admin.ModelAdmin):
    """To see who has one and when it was used; they are revoked, not deleted."""

    list_display = ("nombre", "usuario", "principio", "creado_en", "usado_en", "revocado_en")
    list_select_related = ("usuario",)
    readonly_fields = ("usuario", "nombre", "principio", "creado_en", "usado_en", "revocado_en")
    exclude = ("huella",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
