"""Which field each column is: by its title, by its looks, or as it was the last time."""

import pytest

from intercambio.cabeceras import LINEA, MOTIVO, guardar_mapeo, proponer
from intercambio.campos import CAMPOS_DE, campos_de
from intercambio.models import Clase

pytestmark = pytest.mark.django_db

DE_UN_TALLER = {
    "CLIENTE": "cliente.nombre",
    "DNI": "cliente.nif",
    "Tfno.": "cliente.telefono",
    "E-mail": "cliente.correo",
    "Domicilio": "sede.direccion",
    "C.P.": "sede.codigo_postal",
    "Población": "sede.municipio",
    "Aparato": "producto.nombre",
    "MARCA": "producto.marca",
    "Mod.": "producto.modelo",
    "Nº Série": "equipo.numero_serie",
    "F. compra": "compra.fecha_contrato",
    "Nº factura": "compra.referencia",
    "PVP": "compra.importe_eur",
    "Observaciones": "",
}


def test_the_titles_of_a_workshop_are_understood():
    assert dict(zip(DE_UN_TALLER, proponer(Clase.TODO, list(DE_UN_TALLER)), strict=True)) == (
        DE_UN_TALLER
    )


@pytest.mark.parametrize("clase", list(CAMPOS_DE))
def test_what_is_exported_is_recognised(clase):
    campos = campos_de(clase)
    titulos = [str(campo.titulo) for campo in campos.values()]
    assert proponer(clase, titulos) == list(campos)


def test_no_field_is_proposed_twice():
    propuesta = proponer(Clase.CLIENTES, ["Nombre", "Nombre", "Teléfono", "Móvil", "Teléfono 2"])
    assert propuesta[0] == "cliente.nombre"
    assert propuesta[1] == ""
    assert propuesta[2] == "cliente.telefono"
    assert propuesta[4] == "contacto.telefono"


def test_a_column_without_a_known_title_is_known_by_its_looks():
    muestra = [["Ana", "ana@x.example", "12345678Z"], ["Eva", "eva@x.example", "00000001R"]]
    assert proponer(Clase.CLIENTES, ["Nombre", "xx", ""], muestra) == [
        "cliente.nombre",
        "cliente.correo",
        "cliente.nif",
    ]


def test_a_file_of_the_same_shape_finds_its_columns_as_they_were_left():
    guardar_mapeo(Clase.TODO, [["Quién", "cliente.nombre"], ["Obs", "sede.notas_acceso"]])
    assert proponer(Clase.TODO, ["QUIEN", "obs."]) == ["cliente.nombre", "sede.notas_acceso"]
    assert proponer(Clase.CLIENTES, ["Quién", "Obs"]) == ["", ""]


def test_the_rows_left_out_have_the_shape_of_their_file():
    guardar_mapeo(Clase.TODO, [["Quién", "cliente.nombre"]])
    assert proponer(Clase.TODO, ["Quién", LINEA, MOTIVO]) == ["cliente.nombre", "", ""]


def test_of_two_columns_with_the_same_title_each_is_remembered():
    guardar_mapeo(Clase.TODO, [["Tel", "cliente.telefono"], ["Tel", "contacto.telefono"]])
    assert proponer(Clase.TODO, ["Tel", "Tel"]) == ["cliente.telefono", "contacto.telefono"]
