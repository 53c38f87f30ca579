"""The screens: upload, choose columns, rehearse, import; and every way of doing it wrong."""

import io

import pytest
from django.urls import reverse

from clientes.models import Cliente
from cuentas.tests.fabricas import UsuarioFactory
from intercambio import servicios
from intercambio.models import Clase, Estado, Importacion
from intercambio.servicios import TAREA
from intercambio.tasks import olvidar_importaciones, procesar_importaciones
from intercambio.tests.fabricas import ensayar, fichero, importar, libro, subir
from nucleo.models import Archivo

pytestmark = pytest.mark.django_db

HOJA = "Nombre;DNI;Raro\nAna;12345678Z;x\nEva;12345678A;y\n"


@pytest.fixture(autouse=True)
def _gestor(client):
    client.force_login(UsuarioFactory(roles=["gestor"]))


def enviar(client, contenido: bytes | str = HOJA, clase: str = "clientes", nombre: str = "a.csv"):
    datos = {"clase": clase, "archivo": fichero(contenido, nombre)}
    return client.post(reverse("intercambio:inicio"), datos)


def test_from_the_file_to_its_customers(client, avisos, django_capture_on_commit_callbacks):
    respuesta = enviar(client)
    importacion = Importacion.objects.get()
    columnas = reverse("intercambio:columnas", args=[importacion.pk])
    assert respuesta.url == columnas
    pagina = client.get(columnas).content.decode()
    assert "12345678Z" in pagina
    with django_capture_on_commit_callbacks(execute=True):
        respuesta = client.post(
            columnas, {"columna_0": "cliente.nombre", "columna_1": "cliente.nif", "columna_2": ""}
        )
    assert respuesta.url == importacion.get_absolute_url()
    assert TAREA in avisos
    assert 'hx-trigger="every 1s"' in client.get(respuesta.url).content.decode()
    assert procesar_importaciones() == 1
    pagina = client.get(respuesta.url).content.decode()
    assert "hx-trigger" not in pagina.split('id="marcha"')[1].split(">")[0]
    assert "tendría que acabar en Z" in pagina
    assert not Cliente.objects.exists()
    client.post(reverse("intercambio:importar", args=[importacion.pk]))
    procesar_importaciones()
    importacion.refresh_from_db()
    assert importacion.estado == Estado.TERMINADA
    assert Cliente.objects.get().nombre == "Ana"


@pytest.mark.parametrize(
    ("contenido", "nombre", "frase"),
    [
        ("", "a.csv", "está vacío"),
        (b"MZ\x90\x00\x03" + b"\x00" * 50, "a.xlsx", "No es una hoja de cálculo"),
        (b"PK\x03\x04roto", "a.xlsx", "dañado"),
        ("\n\n", "a.csv", "está vacío"),
    ],
)
def test_what_is_no_sheet_is_refused_at_its_field(client, contenido, nombre, frase):
    respuesta = enviar(client, contenido, nombre=nombre)
    assert respuesta.status_code == 422
    assert frase in respuesta.content.decode()
    assert not Importacion.objects.exists()


def test_without_a_file_or_with_an_unknown_kind_nothing_is_kept(client):
    respuesta = client.post(reverse("intercambio:inicio"), {"clase": "clientes"})
    assert respuesta.status_code == 422
    assert "Elige un archivo" in respuesta.content.decode()
    assert enviar(client, clase="marcianos").status_code == 422
    assert not Importacion.objects.exists()


def test_a_file_too_big_is_refused(client, settings):
    settings.ARCHIVO_MAX_BYTES = 10
    respuesta = enviar(client)
    assert respuesta.status_code == 422
    assert "ocupa demasiado" in respuesta.content.decode()


@pytest.mark.parametrize(
    ("columnas", "frase"),
    [
        (["", "cliente.nif", ""], "Falta decir qué columna es: Nombre del cliente"),
        (["cliente.nombre", "cliente.nombre", ""], "más de una columna para lo mismo"),
        (["cliente.nombre", "marciano", ""], "Elige una de la lista"),
    ],
)
def test_columns_that_cannot_be_are_said_and_kept_as_they_were_put(client, columnas, frase):
    importacion = subir(HOJA, Clase.CLIENTES)
    datos = {f"columna_{n}": codigo for n, codigo in enumerate(columnas)}
    respuesta = client.post(reverse("intercambio:columnas", args=[importacion.pk]), datos)
    assert respuesta.status_code == 422
    assert frase in respuesta.content.decode()
    importacion.refresh_from_db()
    assert importacion.estado == Estado.SUBIDA


def test_another_separator_can_be_said(client):
    importacion = subir("Nombre,DNI\nAna,12345678Z\n", Clase.CLIENTES)
    url = reverse("intercambio:releer", args=[importacion.pk])
    datos = {"codificacion": "utf-8-sig", "separador": ";", "fila_cabecera": "1"}
    assert client.post(url, datos).status_code == 302
    importacion.refresh_from_db()
    assert importacion.titulos == ["Nombre,DNI"]


@pytest.mark.parametrize(
    ("datos", "frase"),
    [
        ({"fila_cabecera": ""}, "en qué fila"),
        ({"fila_cabecera": "0"}, "mayor o igual"),
        ({"fila_cabecera": "900"}, "No se encuentra la fila"),
        ({"separador": "x"}, "Elige una de la lista"),
    ],
)
def test_a_way_of_reading_that_cannot_be_is_said(client, datos, frase):
    importacion = subir(HOJA + "Zoe;00000001R;z\n", Clase.CLIENTES)
    url = reverse("intercambio:releer", args=[importacion.pk])
    bien = {"codificacion": "utf-8-sig", "separador": ";", "fila_cabecera": "1"}
    respuesta = client.post(url, bien | datos)
    assert respuesta.status_code == 422
    assert frase in respuesta.content.decode()
    importacion.refresh_from_db()
    assert importacion.fila_cabecera == 1


def test_another_sheet_of_the_book_can_be_said(client):
    importacion = subir(libro(["Nombre"], ["Ana"], hoja="Uno"), Clase.CLIENTES, "a.xlsx")
    url = reverse("intercambio:releer", args=[importacion.pk])
    assert client.post(url, {"hoja": "Dos", "fila_cabecera": "1"}).status_code == 422
    assert client.post(url, {"hoja": "Uno", "fila_cabecera": "1"}).status_code == 302


def test_the_rows_left_out_can_be_downloaded_corrected_and_brought_again(client):
    importacion = importar(HOJA, Clase.CLIENTES)
    respuesta = client.get(reverse("intercambio:rechazadas", args=[importacion.pk, "csv"]))
    texto = b"".join(respuesta.streaming_content).decode("utf-8-sig")
    assert texto.splitlines()[0] == "Nombre;DNI;Raro;Línea;Motivo del rechazo"
    assert texto.splitlines()[1].startswith("Eva;12345678A;y;3;DNI: «12345678A» acaba en A")
    corregido = importar(texto.replace(";12345678A;", ";00000001R;"), Clase.CLIENTES)
    assert corregido.estado == Estado.TERMINADA
    assert Cliente.objects.count() == 2


def test_the_rows_left_out_also_come_as_a_book(client):
    importacion = importar(HOJA, Clase.CLIENTES)
    respuesta = client.get(reverse("intercambio:rechazadas", args=[importacion.pk, "xlsx"]))
    assert io.BytesIO(b"".join(respuesta.streaming_content)).read(2) == b"PK"


def test_importing_before_rehearsing_or_twice_is_refused(client):
    importacion = subir(HOJA, Clase.CLIENTES)
    url = reverse("intercambio:importar", args=[importacion.pk])
    client.post(url)
    importacion.refresh_from_db()
    assert importacion.estado == Estado.SUBIDA
    ensayar(importacion)
    client.post(url)
    client.post(url)
    procesar_importaciones()
    client.post(url)
    importacion.refresh_from_db()
    assert importacion.estado == Estado.TERMINADA
    columnas = client.get(reverse("intercambio:columnas", args=[importacion.pk]))
    assert columnas.status_code == 302


def test_what_is_discarded_keeps_no_rows(client):
    importacion = ensayar(subir(HOJA, Clase.CLIENTES))
    client.post(reverse("intercambio:descartar", args=[importacion.pk]))
    importacion.refresh_from_db()
    assert importacion.estado == Estado.DESCARTADA
    assert not importacion.rechazadas.exists()


def test_a_file_with_titles_and_nothing_below_brings_nothing(client):
    importacion = importar("Nombre;DNI\n", Clase.CLIENTES)
    assert importacion.estado == Estado.TERMINADA
    assert client.get(importacion.get_absolute_url()).status_code == 200
    columnas = ensayar(subir("Nombre;;DNI;;\n", Clase.CLIENTES))
    assert columnas.titulos == ["Nombre", "", "DNI"]


def test_html_of_a_file_is_shown_as_text(client):
    importacion = subir("Nombre;DNI\n<script>alert(1)</script>;<b>x</b>", Clase.CLIENTES)
    ensayar(importacion)
    for nombre in ("columnas", "importacion"):
        pagina = client.get(reverse(f"intercambio:{nombre}", args=[importacion.pk]))
        assert "<script>alert" not in pagina.content.decode()
        assert "<b>x</b>" not in pagina.content.decode()


def test_the_list_costs_the_same_with_many(client, consultas):
    subir(HOJA, Clase.CLIENTES)
    una = consultas(client.get, reverse("intercambio:inicio"))
    for _numero in range(10):
        subir(HOJA, Clase.CLIENTES)
    assert consultas(client.get, reverse("intercambio:inicio")) == una


def test_old_ones_are_forgotten_with_their_rows_and_their_file(client):
    importacion = ensayar(subir(HOJA, Clase.CLIENTES))
    otra = subir(HOJA, Clase.CLIENTES)
    archivo = importacion.archivo
    vieja = importacion.creada_en - 2 * servicios.CADUCAN
    Importacion.objects.filter(pk=importacion.pk).update(creada_en=vieja)
    assert olvidar_importaciones() == 1
    assert Importacion.objects.get() == otra
    assert Archivo.objects.filter(pk=archivo.pk).exists()  # the other one has the same file
    Importacion.objects.update(creada_en=vieja)
    olvidar_importaciones()
    assert not Archivo.objects.filter(pk=archivo.pk).exists()
