"""System checks: combinations of settings that would work, and hurt somebody.

W… only in `check --deploy`, with the values of production; E… on every `migrate`.
"""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connections

POSTGRES_MINIMO = 16_00_00


@register(Tags.security, deploy=True)
def comprobar_produccion(**_kwargs: Any) -> list[CheckMessage]:
    """What a demo may do and a company may not."""
    publica = urlsplit(settings.URL_PUBLICA)
    casos = [
        (
            not settings.HTTPS,
            "Las sesiones viajan sin cifrar: HTTPS no está activado.",
            "Pon HTTPS=true detrás de un proxy que sirva https.",
            "W001",
        ),
        (
            settings.DEMO,
            "La página de entrada enseña las cuentas de demostración, que cualquiera puede usar.",
            "Quita DEMO y crea tus usuarios.",
            "W002",
        ),
        (
            settings.EMAIL_HOST in {"localhost", ""} and settings.EMAIL_PORT == 1025,
            "El correo va al buzón de pruebas: ningún cliente lo recibirá.",
            "Indica tu servidor en EMAIL_URL.",
            "W003",
        ),
        (
            settings.DEFAULT_FROM_EMAIL.endswith("@localhost"),
            "El remitente de los correos no es una dirección tuya: acabarán en la basura.",
            "Indica CORREO_REMITENTE.",
            "W004",
        ),
        (
            (publica.scheme == "https") != settings.HTTPS
            or publica.hostname not in settings.ALLOWED_HOSTS,
            "Los enlaces de los correos no llevan a este sitio.",
            "URL_PUBLICA tiene que empezar por https:// y su dominio estar en ALLOWED_HOSTS.",
            "W005",
        ),
        (
            "*" in settings.ALLOWED_HOSTS,
            "El sitio responde a cualquier nombre, también al de un impostor.",
            "Enumera los dominios en ALLOWED_HOSTS.",
            "W006",
        ),
    ]
    return [
        Warning(mensaje, hint=remedio, id=f"postventa.{codigo}")
        for pasa, mensaje, remedio, codigo in casos
        if pasa
    ]


@register(Tags.database)
def comprobar_base_de_datos(databases: Any = None, **_kwargs: Any) -> list[CheckMessage]:
    """Search and sorting depend on the locale of the database, and it cannot be changed later."""
    errores: list[CheckMessage] = []
    for alias in databases or []:
        with connections[alias].cursor() as cursor:
            cursor.execute("select lower('Ó'), current_setting('server_version_num')::int")
            minuscula, version = cursor.fetchone()
        if version < POSTGRES_MINIMO:
            errores.append(Error("Hace falta PostgreSQL 16 o posterior.", id="postventa.E001"))
        if minuscula != "ó":
            mensaje = (
                "La base de datos no pone en minúscula las letras con tilde: no buscaría bien."
            )
            remedio = "Créala con LC_ALL=C.UTF-8 (o con es_ES.UTF-8) y codificación UTF8."
            errores.append(Error(mensaje, hint=remedio, id="postventa.E002"))
    return errores
