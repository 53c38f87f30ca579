"""Beside a case, whom it is of: their other cases, what they bought and what they allow."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from clientes.tests.fabricas import (
    ClienteFactory,
    CompraFactory,
    ConsentimientoFactory,
    ContactoFactory,
    EquipoFactory,
)
from cuentas.tests.fabricas import (
    AdministradorFactory,
    AgenteFactory,
    CalidadFactory,
    CoordinadorFactory,
    GestorFactory,
    GrupoFactory,
    TecnicoFactory,
)
from incidencias import del_mismo
from incidencias.al_lado import lo_que_hay
from incidencias.models import Incidencia
from incidencias.tests.fabricas import IncidenciaFactory

pytestmark = pytest.mark.django_db

TITULO = "Del cliente</h2>"


@pytest.fixture
def caso():
    contacto = ContactoFactory(cliente__creado_en=datetime(2024, 5, 3, tzinfo=UTC))
    return IncidenciaFactory(cliente=contacto.cliente, contacto=contacto)


def vistazo_de(cliente, contacto):
    caso = Incidencia(pk=0, cliente=cliente, contacto_id=contacto)
    return lo_que_hay(caso, AgenteFactory()).vistazo


def al_lado(client, caso, usuario=None):
    client.force_login(usuario or AgenteFactory())
    texto = client.get(f"{caso.get_absolute_url()}luego/").content.decode()
    if TITULO not in texto:
        return ""
    return " ".join(texto.split(TITULO)[1].split("</section>")[0].split())


def otra(caso, dias, **campos):
    hace = timezone.now() - timedelta(days=dias)
    return IncidenciaFactory(cliente=caso.cliente, ocurrida_en=hace, **campos)


def test_the_last_three_of_their_other_cases_and_how_many_there_are(client, caso):
    filas = [otra(caso, dias, asunto=f"Fallo {dias}") for dias in (9, 1, 5)]
    vieja = otra(caso, 20, cerrada=True)
    ajena = IncidenciaFactory()
    texto = al_lado(client, caso)
    assert "<dd>4, <strong>3 abiertas</strong></dd>" in texto
    orden = [texto.index(f"Fallo {dias}") for dias in (1, 5, 9)]
    assert orden == sorted(orden)
    assert all(fila.get_absolute_url() in texto for fila in filas)
    assert not any(una.codigo in texto for una in (vieja, ajena, caso))
    assert f'href="{caso.cliente.get_absolute_url()}"' in texto


def test_a_restricted_case_is_neither_shown_nor_counted_to_who_may_not_see_it(client, caso):
    legal = GrupoFactory(es_restringido=True)
    secreta = otra(caso, 1, grupo=legal)
    texto = al_lado(client, caso)
    assert secreta.codigo not in texto
    assert "<dt>Otras suyas</dt><dd>ninguna</dd>" in texto
    texto = al_lado(client, caso, AgenteFactory(grupos=[legal]))
    assert secreta.codigo in texto
    assert "<dd>1, <strong>1 abierta</strong></dd>" in texto


@pytest.mark.parametrize(
    "papel",
    [AgenteFactory, CoordinadorFactory, GestorFactory, CalidadFactory, AdministradorFactory],
)
def test_the_office_sees_what_they_bought_as_on_the_customers_page(client, caso, papel):
    CompraFactory(cliente=caso.cliente, importe_eur=Decimal("1200.50"), fecha_contrato="2019-02-01")
    CompraFactory(cliente=caso.cliente, importe_eur=None, fecha_contrato="2025-02-01")
    texto = al_lado(client, caso, papel())
    assert "<dd>1.200,50 € en 2 compras</dd>" in texto
    assert "<dt>Cliente desde</dt><dd>1 feb 2019</dd>" in texto
    assert "1.200,50" in client.get(caso.cliente.get_absolute_url()).content.decode()


def test_a_technician_does_not_see_it(client, caso):
    client.force_login(TecnicoFactory())
    respuesta = client.get(f"{caso.get_absolute_url()}luego/")
    assert respuesta.status_code in {403, 404}
    assert TITULO not in respuesta.content.decode()


def test_without_purchases_it_counts_from_their_record(client, caso):
    texto = al_lado(client, caso)
    assert "<dd>nada anotado</dd>" in texto
    assert "<dt>Cliente desde</dt><dd>3 may 2024</dd>" in texto


def test_what_is_allowed_is_of_whoever_speaks(client, caso):
    permiso = ConsentimientoFactory(contacto=ContactoFactory(cliente=caso.cliente))
    assert "<dt>Ofertas</dt><dd>no las permite</dd>" in al_lado(client, caso)
    permiso.contacto = caso.contacto
    permiso.save()
    texto = al_lado(client, caso)
    assert "<dt>Ofertas</dt><dd>sí, las permite</dd>" in texto
    assert "<dt>Grabar llamadas</dt><dd>no lo permite</dd>" in texto


@pytest.mark.parametrize("campos", [{"retirado_en": -1}, {"caduca_en": -1}, {"otorgado_en": 1}, {}])
def test_what_is_allowed_is_what_is_in_force(caso, campos):
    ahora = timezone.now()
    fechas = {clave: ahora + timedelta(days=dias) for clave, dias in campos.items()}
    permiso = ConsentimientoFactory(contacto=caso.contacto, **fechas)
    assert vistazo_de(caso.cliente, None).admite_ofertas == permiso.vale(ahora) == (not campos)


def test_what_is_of_a_customer_merged_into_it_is_theirs(client, caso):
    titular = ClienteFactory(nombre="El que queda")
    CompraFactory(cliente=titular, importe_eur=100, fecha_contrato="2025-01-01")
    suya = IncidenciaFactory(cliente=titular)
    type(titular).objects.filter(pk=caso.cliente_id).update(fusionado_en=titular)
    assert vistazo_de(titular, None).desde == date(2024, 5, 3)
    texto = al_lado(client, caso)
    assert suya.codigo in texto
    assert "1 compra<" in texto
    assert f'href="{titular.get_absolute_url()}"' in texto


def test_of_an_unknown_sender_with_nothing_it_says_nothing(client):
    caso = IncidenciaFactory(cliente=ClienteFactory(es_provisional=True))
    assert al_lado(client, caso) == ""
    otra(caso, 1)
    texto = al_lado(client, caso)
    assert "<strong>1 abierta</strong>" in texto
    assert "Cliente desde" not in texto
    assert "comprado" not in texto


def test_more_than_are_counted_are_said_so(client, caso, monkeypatch):
    monkeypatch.setattr(del_mismo, "TOPE", 2)  # what is read stays as it was written
    for dias in (1, 2, 3):
        otra(caso, dias, cerrada=True)
    assert "<dd>más de 2, ninguna abierta entre las últimas</dd>" in al_lado(client, caso)


def test_it_takes_the_same_statements_for_nothing_as_for_a_lot(client, consultas):
    caso = IncidenciaFactory(equipo=EquipoFactory())
    url = f"{caso.get_absolute_url()}luego/"
    client.force_login(AgenteFactory())
    client.get(url)
    sin_nada = consultas(client.get, url)
    for dias in range(1, 8):
        otra(caso, dias, cerrada=True)
        CompraFactory(cliente=caso.cliente)
        ConsentimientoFactory(contacto__cliente=caso.cliente)
    assert consultas(client.get, url) == sin_nada <= 16
