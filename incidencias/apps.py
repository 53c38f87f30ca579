from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


def _tras_migrar(**kwargs: Any) -> None:
    from incidencias.catalogos import crear_catalogos

    crear_catalogos()


class IncidenciasConfig(AppConfig):
    name = "incidencias"
    verbose_name = _("Incidencias")

    def ready(self) -> None:
        from incidencias import (
            avisos,
            correo_pendiente,
            frases,
            paneles,
            registro,
            reparto_pendiente,
            variables,
        )
        from incidencias.correo.direcciones import RESPUESTA
        from nucleo.enlaces import registrar_version

        frases.registrar()
        registro.registrar()
        paneles.registrar()
        correo_pendiente.registrar()
        reparto_pendiente.registrar()
        variables.registrar()
        registrar_version(avisos.SEGUIMIENTO, avisos.version_de_enlace)
        registrar_version(RESPUESTA, avisos.version_de_enlace)
        post_migrate.connect(_tras_migrar, sender=self)
