"""Every page of the office fits a phone: nothing to push sideways, however long the names."""

import pytest
from django.urls import reverse

from conocimiento.tests.fabricas import GuionFactory, PlantillaFactory
from cuentas.tests.fabricas import AdministradorFactory
from incidencias.models import MotivoEspera, PoliticaSLA
from incidencias.servicios import poner_en_espera
from tests.test_incidencias_en_navegador import (  # noqa: F401  (fixtures)
    LARGO,
    TELEFONO,
    agente,
    caso,
    entrar,
)
from tests.test_permisos import PAGINAS

pytestmark = [pytest.mark.navegador, pytest.mark.django_db(transaction=True)]
ANCHO = """() => [document.documentElement.scrollWidth, window.innerWidth]"""


def paginas(caso):  # noqa: F811
    """Those without arguments that an administrator opens, and one of each thing with a name."""
    de_la_tabla = [ruta for ruta, roles in PAGINAS.items() if "administrador" in roles]
    de_cosas = [
        reverse("plazos:politica", args=[PoliticaSLA.objects.get(es_por_defecto=True).pk]),
        reverse("esperas:motivo", args=[MotivoEspera.objects.first().pk]),
        PlantillaFactory(nombre=LARGO, carpeta=LARGO[:60]).get_absolute_url(),
        GuionFactory(nombre=LARGO).get_absolute_url(),
        caso.get_absolute_url(),
    ]
    decisiones = ("asignar", "resolver", "reclasificar", "fusionar", "plantillas", "macros")
    de_cosas += [f"{caso.get_absolute_url()}{decision}/" for decision in decisiones]
    return [*de_la_tabla, *de_cosas]


def test_no_page_of_the_office_is_wider_than_a_phone(entrar, agente, caso):  # noqa: F811
    MotivoEspera.objects.update(nombre=LARGO[:80])
    poner_en_espera(caso.pk, por=agente, motivo=MotivoEspera.objects.first())
    pagina, _quejas = entrar(AdministradorFactory(nombre=LARGO[:80]), "/incidencias/", TELEFONO)
    raiz = pagina.url.removesuffix("/incidencias/")
    anchas = []
    for ruta in paginas(caso):
        respuesta = pagina.goto(raiz + ruta, wait_until="load")
        if "html" in respuesta.headers.get("content-type", ""):
            ocupa, cabe = pagina.evaluate(ANCHO)
            anchas += [(ruta, ocupa)] if ocupa > cabe else []
    assert anchas == []
