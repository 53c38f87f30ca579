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
            frases_canales,
            frases_correo,
            frases_plazos,
            paneles,
            paneles_canales,
            paneles_plazos,
            registro,
            reparto_pendiente,
            variables,
        )
        from incidencias.correo.direcciones import RESPUESTA
        from nucleo.enlaces import registrar_version

        frases.registrar()
        frases_canales.registrar()
        frases_correo.registrar()
        frases_plazos.registrar()
        registro.registrar()
        paneles.registrar()
        paneles_canales.registrar()
        correo_pendiente.registrar()
        paneles_plazos.registrar()
        reparto_pendiente.registrar()
        variables.registrar()
        registrar_version(avisos.SEGUIMIENTO, avisos.version_de_enlace)
        registrar_version(RESPUESTA, avisos.version_de_enlace)
        post_migrate.connect(_tras_migrar, sender=self)
