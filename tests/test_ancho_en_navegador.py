"""Every page of the office fits a phone: nothing to push sideways, however long the names."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone

from conocimiento.tests.fabricas import GuionFactory, PlantillaFactory
from cuentas.tests.fabricas import AdministradorFactory
from incidencias.models import MotivoEspera, PoliticaSLA
from incidencias.servicios import poner_en_espera, prometer, recibir_mensaje
from incidencias.tests.fabricas import CategoriaFactory, IncidenciaFactory, PreguntaTriajeFactory
from portal.tests.fabricas import ContactoConAccesoFactory
from tests.test_incidencias_en_navegador import (  # noqa: F401  (fixtures)
    LARGO,
    TELEFONO,
    agente,
    caso,
    entrar,
)
from tests.test_permisos import PAGINAS

pytestmark = [pytest.mark.navegador, pytest.mark.django_db(transaction=True)]
PEGADO = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk🔥bauunterbeamtengesellschaft"
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
    assert anchas(pagina, paginas(caso)) == []


def anchas(pagina, rutas):
    """Those that can be pushed sideways, with how wide they are."""
    partes = urlsplit(pagina.url)
    raiz, halladas = f"{partes.scheme}://{partes.netloc}", []
    for ruta in rutas:
        respuesta = pagina.goto(raiz + ruta, wait_until="load")
        if "html" in respuesta.headers.get("content-type", ""):
            ocupa, cabe = pagina.evaluate(ANCHO)
            halladas += [(ruta, ocupa)] if ocupa > cabe else []
    return halladas


def test_a_word_without_end_breaks_instead_of_pushing(entrar, agente):  # noqa: F811
    contacto = ContactoConAccesoFactory(nombre=PEGADO, cliente__nombre=PEGADO)
    de_uno = {"cliente": contacto.cliente, "contacto": contacto, "asunto": PEGADO}
    categoria = CategoriaFactory(nombre=PEGADO[:60])
    PreguntaTriajeFactory(categoria=categoria, texto=PEGADO)
    suya = IncidenciaFactory(categoria=categoria, **de_uno)
    MotivoEspera.objects.update(nombre=PEGADO[:80])
    PoliticaSLA.objects.update(nombre=PEGADO[:60])
    poner_en_espera(suya.pk, por=agente, motivo=MotivoEspera.objects.first())
    prometer(suya.pk, por=agente, texto=PEGADO, vence_en=timezone.now() + timedelta(hours=9))
    recibir_mensaje(suya.pk, por=contacto, texto=PEGADO, canal="correo")
    url = suya.get_absolute_url()
    pagina, _quejas = entrar(AdministradorFactory(nombre=PEGADO), url, TELEFONO)
    de_oficina = [
        *(url, f"{url}esperar/", f"{url}luego/", reverse("conocimiento:guion_nuevo")),
        f"{reverse('incidencias:nueva')}?cliente={contacto.cliente.pk}",
        reverse("triaje:categoria", args=[categoria.pk]),
    ]
    assert anchas(pagina, de_oficina) == []
    pagina, _quejas = entrar(contacto.usuario, reverse("portal:inicio"), TELEFONO)
    suyas = [reverse("portal:inicio"), reverse("portal:incidencia", args=[suya.codigo])]
    assert anchas(pagina, suyas) == []
