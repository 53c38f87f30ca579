"""What goes out comes back unchanged, is never a formula, and only for who may see it."""

import csv
import io
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from clientes.models import Cliente, Cobertura, Equipo
from clientes.tests.fabricas import (
    ClienteFactory,
    CoberturaFactory,
    CompraFactory,
    ContactoFactory,
    ContratoFactory,
    EmpresaClienteFactory,
    EquipoContratadoFactory,
    EquipoFactory,
    ProductoFactory,
    SedeFactory,
)
from cuentas.tests.fabricas import UsuarioFactory
from intercambio.exportacion import EXPORTABLES, en_celda, en_csv
from intercambio.models import Clase
from intercambio.tests.fabricas import filas, importar

pytestmark = pytest.mark.django_db


@pytest.fixture
def gestor(client):
    usuario = UsuarioFactory(roles=["gestor"])
    client.force_login(usuario)
    return usuario


def bajar(client, clase: str, formato: str) -> bytes:
    respuesta = client.get(reverse("intercambio:exportar", args=[clase, formato]))
    assert respuesta.status_code == 200
    return b"".join(respuesta.streaming_content)


def _poblar() -> None:
    ana = ClienteFactory(nombre="Ana, la de «Pez»; O'Brien", nif="12345678Z")
    ContactoFactory(cliente=ana, nombre="Ana", correo="ana@x.example")
    sede = SedeFactory(cliente=ana)
    SedeFactory(cliente=ana, direccion="Calle del Sol, 3", codigo_postal="08001", comunidad="CT")
    bar = EmpresaClienteFactory(nombre="=HYPERLINK(1)", referencia_externa="C-9")
    ContactoFactory(cliente=bar, nombre="Eva", telefono="+34600999888")
    horno = ProductoFactory(nombre="Horno", marca="Teka", modelo="H1", familia="Hornos")
    suyo = EquipoFactory(
        cliente=ana,
        producto=horno,
        sede=sede,
        numero_serie="007",
        alias="-cocina",
        fabricado_en=date(2023, 1, 2),
    )
    EquipoFactory(cliente=bar, producto=horno, numero_serie="")
    CompraFactory(
        cliente=ana,
        equipo=suyo,
        producto=horno,
        referencia="F-1",
        importe_eur=Decimal("1234.50"),
        fecha_contrato=date(2024, 3, 5),
    )
    CompraFactory(cliente=bar, equipo=None, producto=None, referencia="", importe_eur=None)
    CoberturaFactory(equipo=suyo, tipo="comercial", paga="fabricante", garante="Teka")
    contrato = ContratoFactory(
        cliente=ana,
        fecha_inicio=timezone.localdate() - timedelta(days=30),
        fecha_fin=timezone.localdate() + timedelta(days=300),
    )
    EquipoContratadoFactory(equipo=suyo, contrato=contrato, en_firme=True)


@pytest.mark.parametrize("formato", ["csv", "xlsx"])
@pytest.mark.parametrize("clase", list(EXPORTABLES))
def test_there_and_back_changes_nothing(client, gestor, clase, formato):
    _poblar()
    datos = bajar(client, clase, formato)
    importacion = importar(datos, clase, f"datos.{formato}")
    motivos = list(importacion.rechazadas.values_list("columna", "motivo"))
    assert motivos == []
    assert set(filas(importacion)) == {"iguales"}


def test_nothing_of_the_csv_is_a_formula(client, gestor):
    _poblar()
    texto = bajar(client, Clase.CLIENTES, "csv").decode("utf-8-sig")
    celdas = [celda for fila in csv.reader(io.StringIO(texto), delimiter=";") for celda in fila]
    assert "'=HYPERLINK(1)" in celdas
    assert not [c for c in celdas if c.startswith(("=", "@", "-"))]
    assert "+34600999888" in celdas


def test_nothing_of_the_book_is_a_formula(client, gestor):
    _poblar()
    hoja = load_workbook(io.BytesIO(bajar(client, Clase.CLIENTES, "xlsx"))).active
    peligrosas = [c for fila in hoja for c in fila if c.data_type == "f"]
    assert peligrosas == []


def test_dates_amounts_and_truths_are_written_as_here():
    assert en_celda(date(2024, 3, 5)) == "05/03/2024"
    assert en_celda(Decimal("1234.50")) == "1234,50"
    assert (en_celda(True), en_celda(None)) == ("sí", "")


def test_blocked_customers_and_their_units_do_not_go_out(client, gestor):
    _poblar()
    Cliente.objects.filter(nif="12345678Z").update(bloqueado_en="2024-01-01T00:00Z")
    for clase in (Clase.CLIENTES, Clase.EQUIPOS, Clase.COMPRAS, Clase.COBERTURAS):
        assert "O'Brien" not in bajar(client, clase, "csv").decode("utf-8-sig")
    assert Equipo.objects.count() == 2
    assert Cobertura.objects.exists()


@pytest.mark.parametrize("clase", list(EXPORTABLES))
def test_statements_do_not_grow_with_the_rows(client, gestor, consultas, clase):
    _poblar()
    pocas = consultas(bajar, client, clase, "csv")
    for _numero in range(5):
        CompraFactory()
        CoberturaFactory()
        ContactoFactory()
    assert consultas(bajar, client, clase, "csv") == pocas


@pytest.mark.parametrize("rol", ["agente", "tecnico", "calidad", "externo", "cliente"])
def test_others_do_not_find_it(client, rol):
    client.force_login(UsuarioFactory(roles=[rol]))
    for nombre, args in (
        ("exportar", ["clientes", "csv"]),
        ("plantilla", ["clientes"]),
        ("inicio", []),
        ("importacion", [1]),
        ("rechazadas", [1, "csv"]),
    ):
        assert client.get(reverse(f"intercambio:{nombre}", args=args)).status_code == 404


def test_too_many_rows_for_a_book_are_sent_to_the_csv(client, gestor, monkeypatch):
    _poblar()
    monkeypatch.setattr("intercambio.exportacion.MAX_LIBRO", 1)
    respuesta = client.get(reverse("intercambio:exportar", args=["clientes", "xlsx"]), follow=True)
    assert "El CSV también lo abre Excel" in respuesta.content.decode()
    assert bajar(client, Clase.CLIENTES, "csv")


def test_what_cannot_be_exported_does_not_exist(client, gestor):
    for args in (["todo", "csv"], ["marcianos", "csv"], ["clientes", "pdf"]):
        assert client.get(reverse("intercambio:exportar", args=args)).status_code == 404


def test_a_template_has_the_titles_and_says_what_goes_in_each(client, gestor):
    respuesta = client.get(reverse("intercambio:plantilla", args=["todo"]))
    libro = load_workbook(io.BytesIO(b"".join(respuesta.streaming_content)))
    assert libro["Datos"]["A1"].value == "N.º de cliente"
    assert "Persona, Empresa" in libro["Ayuda"]["B5"].value


def test_the_titles_that_somebody_gave_are_not_formulas_either():
    lineas = b"".join(en_csv(["=HYPERLINK(1)", "Nombre"], [])).decode("utf-8-sig")
    assert lineas.split(";")[0] == "'=HYPERLINK(1)"
