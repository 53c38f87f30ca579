"""A customer who can sign in, with what they own."""

from datetime import timedelta
from typing import Any

import factory
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from clientes.models import Contacto
from clientes.tests.fabricas import CompraFactory, ContactoFactory, EquipoFactory
from cuentas.tests.fabricas import ClienteUsuarioFactory


class ContactoConAccesoFactory(ContactoFactory):
    usuario = factory.SubFactory(ClienteUsuarioFactory)
    correo = factory.SelfAttribute("usuario.email")
    correo_probado_en = factory.LazyFunction(timezone.now)


def equipo_en_garantia(contacto: Contacto, **campos: Any):
    """A unit of that customer, bought a year ago."""
    equipo = EquipoFactory(cliente=contacto.cliente, **campos)
    hace_un_anio = (timezone.now() - timedelta(days=365)).date()
    CompraFactory(equipo=equipo, fecha_contrato=hace_un_anio)
    return equipo


def foto(nombre: str = "etiqueta.jpg") -> SimpleUploadedFile:
    from io import BytesIO

    salida = BytesIO()
    color = sum(nombre.encode()) % 256  # another name, another photo
    Image.new("RGB", (40, 30), (color, 93, 102)).save(salida, "JPEG")
    return SimpleUploadedFile(nombre, salida.getvalue(), content_type="image/jpeg")
