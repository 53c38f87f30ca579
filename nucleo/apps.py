from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


def _tras_migrar(**kwargs: Any) -> None:
    from nucleo.catalogos import crear_calendario_general
    from nucleo.planes import acortar_planes

    acortar_planes()
    crear_calendario_general()


def _registrar_ajustes() -> None:
    from nucleo.registro import registrar_ajustes

    registrar_ajustes(
        "empresa",
        _("Empresa"),
        url="nucleo:empresa",
        icono="building-2",
        permiso=("administrador",),
        descripcion=_("Nombre, NIF, dirección y zona horaria, como los ven los clientes."),
        orden=10,
    )
    registrar_ajustes(
        "calendarios",
        _("Calendarios"),
        url="calendarios:lista",
        icono="calendar-days",
        permiso=("administrador", "gestor"),
        descripcion=_("Horas de trabajo, temporadas y festivos, también los de cada municipio."),
        orden=21,
    )
    registrar_ajustes(
        "correo_fallido",
        _("Correo sin entregar"),
        url="nucleo:correo_fallido",
        icono="mail-warning",
        permiso=("coordinador", "gestor", "administrador"),
        descripcion=_("Los mensajes que no se pudieron enviar, y volver a intentarlo."),
        orden=80,
    )
    registrar_ajustes(
        "correo_demo",
        _("Correo de la demostración"),
        url="nucleo:correo_demo",
        icono="inbox",
        permiso=lambda usuario: settings.DEMO and usuario.es_personal,
        descripcion=_("Lo que habría salido por correo, para leerlo aquí."),
        orden=90,
    )


class NucleoConfig(AppConfig):
    name = "nucleo"
    verbose_name = _("Núcleo")

    def ready(self) -> None:
        from nucleo.registro import puede_ajustar_algo, registrar_menu

        # Whoever has something to set finds the section; each app says who that is.
        registrar_menu(
            "ajustes",
            _("Ajustes"),
            "nucleo:ajustes",
            "settings",
            permiso=puede_ajustar_algo,
            orden=900,
        )
        post_migrate.connect(_tras_migrar, sender=self)
        _registrar_ajustes()
