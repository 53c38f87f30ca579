"""A contract is read, signed and ended in the language of whom its mail went to."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from clientes.models import Cobertura, ContratoMantenimiento, RenovacionContrato
from clientes.servicios.contratos import (
    EquipoDelContrato,
    NuevoContrato,
    Terminos,
    avisar_contrato,
    enviar_contrato,
    firmar_contrato,
    redactar_contrato,
    rescindir_contrato,
)
from clientes.tests.fabricas import ContactoFactory, EquipoFactory
from nucleo.correo_saliente import componer_correo
from nucleo.enlaces import firmar
from nucleo.eventos import SISTEMA
from nucleo.models import Comunicacion
from nucleo.tiempo import dia_local

pytestmark = pytest.mark.django_db

DICHO = {
    "es": ("Pedido con obligación de pago", "Qué incluye", "averías", "Su contrato"),
    "ca": ("Comanda amb obligació de pagament", "Què inclou", "avaries", "El seu contracte"),
    "gl": ("Pedido con obriga de pagamento", "Que inclúe", "avarías", "O seu contrato"),
    "eu": ("Ordaintzeko betebeharra dakarren eskaera", "Zer hartzen duen", "matxurak", "Zure"),
    "en": ("Order with obligation to pay", "What it includes", "breakdowns", "Your contract"),
}
IDIOMAS = pytest.mark.parametrize("idioma", DICHO)


def borrador(idioma, **cambios):
    equipo = EquipoFactory(cliente__idioma=idioma, cliente__trato="usted")
    datos = {
        "cliente": equipo.cliente,
        "titulo": "Caldera segura",
        "fecha_inicio": dia_local(timezone.now()),
        "alcance": "correctivo",
        "mano_obra_pct": 50,
        "renovacion": RenovacionContrato.TACITA,
        "terminos": Terminos(Decimal("365.00"), 2),
        "equipos": [EquipoDelContrato(equipo)],
    }
    contrato = redactar_contrato(NuevoContrato(**{**datos, **cambios}), por=SISTEMA)
    return enviar_contrato(contrato.pk, por=SISTEMA)


def ruta(contrato, version=1):
    token = firmar("contrato", contrato.codigo, version)
    return reverse("portal:contrato_enlace", args=[contrato.codigo, token])


def dicho(respuesta):
    return [str(uno) for uno in get_messages(respuesta.wsgi_request)]


@IDIOMAS
def test_its_page_and_its_button_that_binds_are_in_their_language(client, idioma):
    pagina = client.get(ruta(borrador(idioma))).text
    assert f'<html lang="{idioma}"' in pagina
    for frase in DICHO[idioma][:3]:
        assert frase in pagina
    for suya in (DICHO["es"][0], "impuestos", "Tiene 14 días", "Le avisaremos", "de la mano de"):
        assert (suya in pagina) == (idioma == "es"), suya


@IDIOMAS
def test_signed_not_renewed_and_ended_it_says_so_in_it(client, idioma):
    contrato = borrador(idioma)
    sin_nombre = client.post(ruta(contrato), {"accion": "firmar", "nombre": ""})
    assert sin_nombre.status_code == 422
    assert ("Escriba su nombre" in sin_nombre.text) == (idioma == "es")
    hechos = [
        client.post(ruta(contrato), {"accion": "firmar", "nombre": "Marta"}),
        client.post(ruta(contrato), {"accion": "no_renovar"}),
    ]
    pagina = client.get(ruta(contrato)).text
    for suya in ("En vigor hasta", "No se renovará", "Ponerle fin ya", "Le devolveremos"):
        assert (suya in pagina) == (idioma == "es"), suya
    hechos.append(client.post(ruta(contrato), {"accion": "rescindir"}))
    for respuesta in hechos:
        assert respuesta.status_code == 302
    assert ("Contrato firmado." in dicho(hechos[0])[0]) == (idioma == "es")
    contrato = ContratoMantenimiento.objects.get(pk=contrato.pk)
    assert ("Su último día fue" in client.get(ruta(contrato)).text) == (idioma == "es")
    otra_vez = client.post(ruta(contrato), {"accion": "rescindir"})
    assert otra_vez.status_code == 422
    assert ("ya está rescindido" in otra_vez.text) == (idioma == "es")


def test_what_the_staff_will_read_of_it_is_in_spanish(client):
    contrato = borrador("en", alcance="correctivo")
    client.post(ruta(contrato), {"accion": "firmar", "nombre": "Marta"})
    client.post(ruta(contrato), {"accion": "rescindir"})
    for cobertura in Cobertura.objects.filter(contrato=contrato):
        escrito = [str(getattr(cobertura, campo.name)) for campo in Cobertura._meta.fields]
        assert not any("contract" in uno.lower().replace("contrato", "") for uno in escrito)


@IDIOMAS
def test_its_mails_too_with_their_subject_and_days(idioma):
    contrato = firmar_contrato(
        borrador(idioma).pk, por=SISTEMA, firmado_por="Marta", canal="presencial"
    )
    avisar_contrato(contrato.pk, hoy=contrato.fecha_fin - timedelta(days=30))
    rescindir_contrato(contrato.pk, por=SISTEMA, parte="cliente")
    correos = {uno.plantilla.split("/")[1]: uno for uno in Comunicacion.objects.all()}
    correos.pop("contrato_aviso_personal", None)
    assert len(correos) == 4
    for correo in correos.values():
        assert correo.idioma == idioma
        entero = f"{correo.asunto}\n{componer_correo(correo).body}"
        assert ("contrato" in entero.replace("/contrato/", "")) == (idioma in {"es", "gl"})
        assert (" de 20" in entero) == (idioma not in {"eu", "en"})
        for suya in ("Su contrato", "Le hemos", " hasta el "):
            assert idioma == "es" or suya not in entero
    assert correos["contrato_aviso"].asunto.startswith(DICHO[idioma][3])


def test_the_contact_of_the_contract_reads_theirs_while_they_act_for_it():
    contacto = ContactoFactory(idioma="eu", cliente__idioma="gl", correo="marta@correo.example")
    equipo = EquipoFactory(cliente=contacto.cliente)
    otro = {"cliente": contacto.cliente, "contacto": contacto}
    contrato = borrador("es", **otro, equipos=[EquipoDelContrato(equipo)])
    assert Comunicacion.objects.get().idioma == "eu"
    type(contacto).objects.update(activo=False)
    enviar_contrato(contrato.pk, por=SISTEMA)
    assert Comunicacion.objects.exclude(idioma="eu").get().idioma == "gl"


def test_a_link_that_was_good_once_says_so_in_their_language(client):
    contrato = borrador("eu")
    type(contrato).objects.update(enlace_version=2)
    quiere = {"Accept-Language": "en"}
    assert "Esteka honek ez du ezer irekitzen" in client.get(ruta(contrato), headers=quiere).text
    ajeno = client.get(ruta(contrato, version=9), headers=quiere)
    assert ajeno.status_code == 404
    assert "This link opens nothing" in ajeno.text
