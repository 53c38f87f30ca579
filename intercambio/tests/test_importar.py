"""Rows become customers, units and purchases; what cannot be stays out, with its reason."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from clientes.models import (
    Cliente,
    Cobertura,
    Compra,
    Contacto,
    ContratoMantenimiento,
    Equipo,
    EventoCliente,
    EventoEquipo,
    Producto,
    Sede,
    TipoCliente,
)
from clientes.tests.fabricas import (
    ClienteFactory,
    CoberturaDeProductoFactory,
    CompraFactory,
    EquipoFactory,
    ProductoFactory,
)
from cuentas.tests.fabricas import UsuarioFactory
from intercambio.models import Clase, Estado
from intercambio.motor import proceso
from intercambio.tests.fabricas import ensayar, filas, importar, libro, subir
from nucleo.models import Comunicacion

pytestmark = pytest.mark.django_db

CABECERA = (
    "Nombre;DNI;Teléfono;Email;Domicilio;CP;Población;Marca;Modelo;Aparato;Nº serie;F. compra;PVP"
)
ANA = (
    "Ana Gil;12345678Z;600123456;ana@x.example;C/ Pez, 1;28004;Madrid;Fagor;F-2;Lavadora;"
    "ab1;05/03/2024;449,90"
)
EVA = "Eva Sanz;;600123457;;C/ Sol, 2;08001;Barcelona;Fagor;F-2;Lavadora;ab2;2024-03-06;1.449,90"


def hoja(*lineas: str) -> str:
    return "\n".join([CABECERA, *lineas])


def test_the_sheet_of_a_small_company_comes_in_whole():
    importacion = importar(hoja(ANA, EVA).encode("cp1252"))
    assert importacion.estado == Estado.TERMINADA
    assert filas(importacion) == {"nuevas": 2}
    ana = Cliente.objects.get(nif="12345678Z")
    assert (ana.nombre, ana.telefono, ana.tipo) == ("Ana Gil", "+34600123456", TipoCliente.PERSONA)
    assert ana.contactos.get().correo == "ana@x.example"
    assert ana.sedes.get().comunidad == "MD"
    equipo = ana.equipos.get()
    assert (equipo.numero_serie, equipo.producto.modelo, equipo.sede) == (
        "AB1",
        "F-2",
        ana.sedes.get(),
    )
    compra = equipo.compras.get()
    assert (compra.fecha_contrato, compra.importe_eur) == (date(2024, 3, 5), Decimal("449.90"))
    assert equipo.coberturas.get().fecha_fin == date(2027, 3, 5)
    assert Producto.objects.count() == 1
    assert Compra.objects.get(cliente__nombre="Eva Sanz").importe_eur == Decimal("1449.90")


def test_everything_has_its_event_and_its_author():
    importacion = importar(hoja(ANA))
    de_ana = EventoCliente.objects.order_by("id")
    assert [e.codigo for e in de_ana] == ["alta", "contacto", "sede", "compra"]
    del_equipo = EventoEquipo.objects.order_by("id")
    assert [e.codigo for e in del_equipo] == ["registrado", "compra", "cobertura"]
    assert {e.usuario_id for e in [*de_ana, *del_equipo]} == {importacion.autor_id}


def test_a_rehearsal_says_the_same_and_changes_nothing():
    importacion = ensayar(subir(hoja(ANA, EVA, ANA.replace("12345678Z", "12345678A"))))
    assert importacion.estado == Estado.ENSAYADA
    assert filas(importacion) == {"nuevas": 2, "rechazadas": 1}
    assert importacion.cuentas["equipos"] == {"nuevas": 2}
    for modelo in (Cliente, Equipo, Compra, EventoCliente, Producto):
        assert not modelo.objects.exists()


def test_the_same_file_again_changes_nothing():
    importar(hoja(ANA, EVA))
    antes = EventoCliente.objects.count(), EventoEquipo.objects.count()
    otra = importar(hoja(ANA, EVA))
    assert filas(otra) == {"iguales": 2}
    assert (EventoCliente.objects.count(), EventoEquipo.objects.count()) == antes
    for modelo in (Cliente, Contacto, Sede, Equipo, Compra, Cobertura):
        assert modelo.objects.count() == 2


def test_what_a_newer_file_says_is_changed_with_its_event():
    importar(hoja(ANA))
    otra = importar(hoja(ANA.replace("600123456", "600999888")))
    assert filas(otra) == {"cambiadas": 1}
    ana = Cliente.objects.get()
    assert ana.telefono == "+34600999888"
    assert ana.eventos.get(codigo="cambio").datos == {"campos": ["telefono"]}


def test_an_empty_cell_takes_nothing_away():
    importar(hoja(ANA))
    importar(hoja(ANA.replace("600123456", "").replace("449,90", "")))
    assert Cliente.objects.get().telefono == "+34600123456"
    assert Compra.objects.get().importe_eur == Decimal("449.90")


def test_what_exists_is_left_alone_if_so_asked():
    importar(hoja(ANA))
    otra = importar(hoja(ANA.replace("600123456", "600999888"), EVA), solo_nuevas=True)
    assert filas(otra) == {"nuevas": 1, "iguales": 1}
    assert Cliente.objects.get(nif="12345678Z").telefono == "+34600123456"


@pytest.mark.parametrize(
    ("cambio", "columna", "frase"),
    [
        (("12345678Z", "12345678A"), "DNI", "tendría que acabar en Z"),
        (("600123456", "12"), "Teléfono", "no es un teléfono"),
        (("28004", "99004"), "CP", "código postal"),
        (("05/03/2024", "05/03/1900"), "F. compra", "demasiado antigua"),
        (("05/03/2024", "05/03/3000"), "F. compra", "en el futuro"),
        (("05/03/2024", "31/02/2024"), "F. compra", "no es una fecha"),
        (("449,90", "-3"), "", "negativo"),
        (("449,90", "99999999999"), "PVP", "dígitos"),
        (("ab1", "x" * 81), "Nº serie", "80"),
        (("Ana Gil", ""), "Nombre", "Falta el nombre"),
        (("Ana Gil", "A" * 201), "Nombre", "200"),
        (("Fagor", "x" * 81), "Marca", "80"),
    ],
)
def test_a_bad_row_stays_out_whole_and_the_rest_goes_in(cambio, columna, frase):
    importacion = importar(hoja(ANA.replace(*cambio), EVA))
    assert filas(importacion) == {"nuevas": 1, "rechazadas": 1}
    mala = importacion.rechazadas.get()
    assert (mala.linea, mala.columna) == (2, columna)
    assert frase in mala.motivo
    assert [c.nombre for c in Cliente.objects.all()] == ["Eva Sanz"]
    assert Equipo.objects.count() == Compra.objects.count() == Sede.objects.count() == 1


def test_all_that_is_wrong_with_a_row_is_said_at_once():
    mala = ANA.replace("12345678Z", "12345678A").replace("05/03/2024", "31/02/2024")
    motivo = importar(hoja(mala)).rechazadas.get().motivo
    assert "tendría que acabar en Z" in motivo
    assert "F. compra: «31/02/2024» no es una fecha" in motivo


def test_the_second_telephone_of_a_cell_is_not_lost():
    contenido = "Nombre;Teléfono\nBar Sol S.L.;911234567 / 600 12 34 56\nAna;600111222 y 12"
    importacion = importar(contenido, Clase.CLIENTES)
    bar = Cliente.objects.get()
    assert bar.telefono == "+34911234567"
    assert [(c.nombre, c.telefono) for c in bar.contactos.all()] == [
        ("Bar Sol S.L.", "+34600123456")
    ]
    assert "«12» no es un teléfono" in importacion.rechazadas.get().motivo
    assert filas(importar(contenido, Clase.CLIENTES)) == {"iguales": 1, "rechazadas": 1}


def test_html_in_a_text_is_only_text():
    importar(hoja(ANA.replace("Ana Gil", "<b>Ana</b> O'Brien")))
    assert Cliente.objects.get().nombre == "<b>Ana</b> O'Brien"


def test_a_row_that_fails_late_leaves_what_was_there_as_it_was():
    """The telephone would change; the purchase cannot be."""
    importar(hoja(ANA))
    mala = ANA.replace("600123456", "600999888").replace("05/03/2024", "06/03/3000")
    importacion = importar(hoja(mala, ANA))
    assert filas(importacion) == {"iguales": 1, "rechazadas": 1}
    assert Cliente.objects.get().telefono == "+34600123456"


def test_two_rows_of_a_customer_make_one_with_two_units():
    importar(hoja(ANA, ANA.replace("ab1", "ab9").replace("C/ Pez, 1", "c/ pez 1")))
    ana = Cliente.objects.get()
    assert ana.equipos.count() == 2
    assert ana.sedes.count() == 1


def test_two_rows_that_contradict_each_other_are_told():
    importacion = importar(hoja(ANA, ANA.replace("600123456", "600999888")))
    mala = importacion.rechazadas.get()
    assert (mala.linea, mala.columna) == (3, "Teléfono")
    assert "La línea 2 dice otra cosa" in mala.motivo


def test_units_without_a_serial_are_told_apart_by_how_many_they_are():
    sin_serie = ANA.replace("ab1", "").replace("05/03/2024;449,90", ";")
    importar(hoja(sin_serie, sin_serie))
    assert Equipo.objects.count() == 2
    assert filas(importar(hoja(sin_serie, sin_serie))) == {"iguales": 2}
    assert Equipo.objects.count() == 2


def test_a_unit_of_somebody_else_is_not_taken_from_them():
    importar(hoja(ANA))
    importacion = importar(hoja(EVA.replace("ab2", "AB1")))
    assert "Ese equipo es de Ana Gil" in importacion.rechazadas.get().motivo
    assert not Cliente.objects.filter(nombre="Eva Sanz").exists()


def test_nobody_writes_on_blocked_data():
    ClienteFactory(nombre="Ana Gil", nif="12345678Z", bloqueado_en="2024-01-01T00:00Z")
    importacion = importar(hoja(ANA))
    assert "bloqueados" in importacion.rechazadas.get().motivo
    assert Cliente.objects.count() == 1


def test_a_merged_customer_is_the_one_that_survives():
    vivo = ClienteFactory(nombre="Ana Gil Sanz", nif="12345678Z", telefono="", correo="")
    ClienteFactory(nombre="Ana", nif="", correo="ana@x.example", fusionado_en=vivo)
    importar("Nombre;Email;DNI\nAna Gil Sanz;ana@x.example;12345678Z")
    assert Cliente.objects.vivos().get().correo == "ana@x.example"


@pytest.mark.parametrize(
    ("nombre", "nif", "tipo", "consumidor"),
    [
        ("Bar Sol S.L.", "", TipoCliente.EMPRESA, False),
        ("Bar Sol", "B86561412", TipoCliente.EMPRESA, False),
        ("Comunidad de propietarios Pez 3", "", TipoCliente.COMUNIDAD, True),
        ("Pez 3", "H80000136", TipoCliente.COMUNIDAD, True),
        ("Ana Sala", "12345678Z", TipoCliente.PERSONA, True),
    ],
)
def test_person_company_or_community_by_nif_or_name(nombre, nif, tipo, consumidor):
    importar(f"Nombre;NIF\n{nombre};{nif}", Clase.CLIENTES)
    cliente = Cliente.objects.get()
    assert (cliente.tipo, cliente.es_consumidor) == (tipo, consumidor)


def test_surnames_in_a_column_of_their_own_join_the_name():
    importar("Nombre;Apellidos\nAna;Gil Sanz", Clase.CLIENTES)
    assert Cliente.objects.get().nombre == "Ana Gil Sanz"


def test_a_workbook_comes_in_with_its_numbers_and_dates():
    datos = libro(
        ["Cliente", "CP", "Dirección", "Teléfono", "Aparato", "Serie", "Fecha compra", "Precio"],
        ["Ana", 8001.0, "C/ Pez 1", 600123456.0, "Horno", 123456.0, date(2024, 3, 5), 449.9],
    )
    importar(datos, nombre="clientes.xlsx")
    assert Equipo.objects.get().numero_serie == "123456"
    assert Sede.objects.get().codigo_postal == "08001"
    assert Compra.objects.get().importe_eur == Decimal("449.90")


def test_what_the_database_refuses_is_found_among_the_others():
    """Installed before it was made: only a constraint knows."""
    cabecera = "Cliente;Aparato;Serie;Fecha de fabricación;Fecha de instalación"
    buenas = [f"Ana {n};Horno;S{n};01/01/2020;01/02/2020" for n in range(9)]
    mala = "Ana 5;Horno;S99;01/01/2020;01/02/2019"
    importacion = importar("\n".join([cabecera, *buenas[:5], mala, *buenas[5:]]))
    assert filas(importacion) == {"nuevas": 9, "rechazadas": 1}
    rechazada = importacion.rechazadas.get()
    assert rechazada.linea == 7
    assert "antes de fabricarse" in rechazada.motivo
    assert Equipo.objects.count() == 9


def test_many_rows_with_the_error_in_the_last_one(monkeypatch):
    """In several batches: all but that one come in."""
    monkeypatch.setattr(proceso, "LOTE", 100)
    cuantas = 450
    lineas = [f"Cliente {n};6{n:08d};Horno;S{n}" for n in range(cuantas)]
    contenido = "\n".join(
        ["Nombre;Teléfono;Aparato;Serie", *lineas, "Zacarías;600000000;Horno;" + "x" * 90]
    )
    importacion = importar(contenido)
    assert filas(importacion) == {"nuevas": cuantas, "rechazadas": 1}
    assert importacion.rechazadas.get().linea == cuantas + 2
    assert Equipo.objects.count() == importacion.hechas - 1 == cuantas


def test_statements_do_not_grow_with_the_rows(consultas):
    def traer(desde: int, cuantas: int) -> None:
        lineas = [f"C {n};6{n:08d};Calle {n};Horno;S{n};05/03/2024" for n in range(desde, cuantas)]
        titulos = "Nombre;Teléfono;Dirección;Aparato;Serie;F. compra"
        importar("\n".join([titulos, *lineas]))

    traer(0, 1)  # the product
    pocas = consultas(traer, 10, 90)
    muchas = consultas(traer, 100, 300)
    assert muchas <= pocas + 4


# --- One kind at a time


def test_units_join_the_customers_that_are_there():
    cliente = ClienteFactory(nif="12345678Z")
    ProductoFactory(nombre="Horno", marca="Teka", modelo="H1")
    importacion = importar(
        "NIF;Marca;Modelo;Nº de serie;Alias\n12345678Z;TEKA;h1;s1;Cocina\n00000001R;Teka;H1;s2;",
        Clase.EQUIPOS,
    )
    assert filas(importacion) == {"nuevas": 1, "rechazadas": 1}
    assert cliente.equipos.get().alias == "Cocina"
    assert "Ese cliente no está" in importacion.rechazadas.get().motivo
    assert Producto.objects.count() == 1


def test_purchases_find_their_unit_by_serial_and_give_its_guarantee():
    equipo = EquipoFactory(numero_serie="S1")
    importar("Nº de serie;Fecha de compra;Factura\ns1;05/03/2024;F-1", Clase.COMPRAS)
    assert equipo.compras.get().referencia == "F-1"
    assert equipo.coberturas.get().tipo == "legal"


def test_a_purchase_that_is_there_is_not_moved_by_a_file():
    compra = CompraFactory(referencia="F-1", fecha_contrato=date(2024, 3, 5))
    importacion = importar(
        f"N.º de cliente;Factura;Fecha de compra\n{compra.cliente_id};F-1;06/03/2024",
        Clase.COMPRAS,
    )
    assert "corrígela en su ficha" in importacion.rechazadas.get().motivo


def test_second_hand_terms_under_a_year_are_refused():
    EquipoFactory(numero_serie="S1")
    importacion = importar(
        "Serie;Fecha de compra;Condición;Meses de garantía\nS1;05/03/2024;Usado;6", Clase.COMPRAS
    )
    assert "12 meses" in importacion.rechazadas.get().motivo
    assert not Compra.objects.exists()


def test_coverages_are_given_to_units_by_serial():
    equipo = EquipoFactory(numero_serie="S1")
    contenido = (
        "Tipo;Serie;Desde;Hasta;Paga;Piezas;Mano de obra\n"
        "Garantía comercial;S1;05/03/2024;05/03/2029;El fabricante;100;0"
    )
    importar(contenido, Clase.COBERTURAS)
    cobertura = equipo.coberturas.get()
    assert (cobertura.paga, cobertura.mano_obra_pct) == ("fabricante", 0)
    assert filas(importar(contenido, Clase.COBERTURAS)) == {"iguales": 1}


def test_products_are_created_and_changed():
    ProductoFactory(nombre="Horno", marca="Teka", modelo="H1", familia="")
    importacion = importar(
        "Producto;Marca;Modelo;Familia\nHorno;Teka;H1;Hornos\nPlaca;Teka;P1;Placas", Clase.PRODUCTOS
    )
    assert filas(importacion) == {"nuevas": 1, "cambiadas": 1}
    assert Producto.objects.get(modelo="H1").familia == "Hornos"


def test_the_author_is_who_uploaded_it():
    gestor = UsuarioFactory()
    importacion = ensayar(subir(hoja(ANA), por=gestor))
    assert importacion.autor == gestor


def test_what_comes_with_the_product_is_given_with_the_purchase():
    equipo = EquipoFactory(numero_serie="S1")
    CoberturaDeProductoFactory(producto=equipo.producto, meses=60)
    importar("Serie;Fecha de compra\nS1;05/03/2024", Clase.COMPRAS)
    assert {c.tipo for c in equipo.coberturas.all()} == {"legal", "comercial"}


def test_what_is_of_a_merged_customer_is_of_the_one_that_survives():
    vivo = ClienteFactory(nombre="Ana", nif="12345678Z")
    fusionado = ClienteFactory(nombre="Anita", nif="", fusionado_en=vivo)
    equipo = EquipoFactory(cliente=fusionado, numero_serie="S1")
    contenido = f"NIF;Producto;Serie;Alias\n12345678Z;{equipo.producto.nombre};S1;Cocina"
    assert filas(importar(contenido, Clase.EQUIPOS)) == {"cambiadas": 1}
    equipo.refresh_from_db()
    assert (equipo.alias, equipo.cliente) == ("Cocina", fusionado)


HASTA = f"{timezone.localdate().year + 1}"
CONTRATOS = "Contrato;Desde;Hasta;Precio;Visitas;Serie"


def test_contracts_come_in_with_their_units_signed_and_without_a_mail():
    primero = EquipoFactory(numero_serie="S1")
    segundo = EquipoFactory(numero_serie="S2", cliente=primero.cliente)
    contenido = "\n".join(
        [
            CONTRATOS,
            f"Calderas;01/02/2024;31/12/{HASTA};120,50;2;S1",
            f"Calderas;01/02/2024;31/12/{HASTA};120,50;2;S2",
        ]
    )
    assert filas(importar(contenido, Clase.CONTRATOS)) == {"nuevas": 2}
    contrato = ContratoMantenimiento.objects.get()
    assert (contrato.estado, contrato.titulo) == ("vigente", "Calderas")
    assert contrato.periodos.get().precio_eur == Decimal("120.50")
    assert {fila.equipo for fila in contrato.equipos.all()} == {primero, segundo}
    assert segundo.coberturas.filter(tipo="contrato").exists()
    assert not Comunicacion.objects.exists()
    assert filas(importar(contenido, Clase.CONTRATOS)) == {"iguales": 2}
    assert ContratoMantenimiento.objects.count() == 1


@pytest.mark.parametrize(
    ("linea", "frase"),
    [
        ("Calderas;01/02/2019;31/12/2019;120;2;S1", "Ese contrato acabó el 31/12/2019"),
        (f"Calderas;01/02/{HASTA};31/12/2024;120;2;S1", "acabar antes de empezar|acabó"),
        (f"Calderas;01/02/2024;31/12/{HASTA};-1;2;S1", "no puede ser negativo"),
        (f"Calderas;01/02/2024;31/12/{HASTA};120;2;NADA", "Ese equipo no está"),
        (f"Calderas;;31/12/{HASTA};120;2;S1", "Falta desde cuándo"),
    ],
)
def test_a_contract_that_cannot_be_stays_out(linea, frase):
    EquipoFactory(numero_serie="S1")
    importacion = importar(f"{CONTRATOS}\n{linea}", Clase.CONTRATOS)
    assert re.search(frase, importacion.rechazadas.get().motivo)
    assert not ContratoMantenimiento.objects.exists()


def test_overlapping_contracts_are_refused_by_name():
    EquipoFactory(numero_serie="S1")
    lineas = [f"{n};01/02/2024;31/12/{HASTA};120;2;S1" for n in ("Uno", "Dos")]
    importacion = importar("\n".join([CONTRATOS, *lineas]), Clase.CONTRATOS)
    assert filas(importacion) == {"nuevas": 1, "rechazadas": 1}
    assert "CTR-" in importacion.rechazadas.get().motivo
