"""What a customer gets to read is in their language, whichever of the five it is."""

import re
from itertools import product
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.template import Context, TemplateDoesNotExist
from django.template.loader import get_template
from django.utils import translation

from clientes.models import Idioma
from clientes.tests.fabricas import ClienteFactory
from incidencias import avisos
from incidencias.correo.asuntos import ASUNTOS
from incidencias.models import AvisoEspera, MotivoEspera
from incidencias.tests.fabricas import IncidenciaFactory
from nucleo.correo_saliente import componer_correo
from nucleo.idiomas import compilar_catalogos
from nucleo.tests.fabricas import EmpresaFactory

OTROS = [idioma for idioma in Idioma.values if idioma != "es"]
CARPETA = Path(settings.BASE_DIR) / "templates" / "correo"
# What customers get about their cases, visits and contracts.
CORREOS = sorted(
    str(uno.relative_to(CARPETA).with_suffix(""))
    for uno in (*CARPETA.glob("*.txt"), *CARPETA.glob("sat/*.txt"), *CARPETA.glob("clientes/*.txt"))
    if uno.stem not in {"firma", "contrato_aviso_personal"}
)
CON_ASUNTO_EN_SU_APP = {correo for correo in CORREOS if "/" in correo}
CATALOGOS = sorted((Path(settings.BASE_DIR) / "locale").glob("*/LC_MESSAGES/django.po"))
SIN_ASUNTO_PROPIO = {"respuesta", "contingencia"}  # the case's, and what the notice is called
DATOS = {
    "nombre": "Marta",
    "codigo": "INC-26-000123",
    "asunto": "No desagua",
    "dias": 3,
    "fecha": "5 de abril",
    "dia": "05/04/2026",
    "hora": "10:32",
    "destino": "INC-26-000124",
    "horas": 24,
    "minutos": 10,
    "texto": "Vamos el lunes.",
    "solucion": "Cambio de la goma",
    "motivo": "Respuesta del cliente",
    "responsable": "Ana",
    "recordatorio": True,
    "contenido": "No desagua.",
    "cuando": "24/11/2026, 10:00",
    "tecnico": "Luis",
    "direccion": "Goya 82",
    "parte": "P-1",
    "equipo": "WM-7210",
    "terminada": True,
    "titulo": "Caldera segura",
    "desde": "1 de enero",
    "hasta": "31 de diciembre",
    "precio": "120 €",
    "limite": "15 de noviembre",
    "meses": 12,
    "visitas": 2,
    "equipos": ["Genia 24"],
    "alcance": "averías",
    "ultimo_dia": "30 de junio",
    "devolver": "60 €",
    "lo_pide": "cliente",
    "se_renueva": True,
}
DADOS = "|".join(sorted(map(str, DATOS.values()), key=len, reverse=True))
ENLACES = dict.fromkeys(
    ["contrato", "seguimiento", "fotos", "codigo", "encuesta", "baja"], "https://x.example"
)


NUESTRA = {"lo_pide": "empresa", "motivo": "Cerramos", "devolver": "", "horas": None}


def cuerpo(correo, idioma, trato, **otros):
    plantilla = f"correo/{correo}.txt" if idioma == "es" else f"correo/{idioma}/{correo}.txt"
    datos = {"datos": {**DATOS, "trato": trato, **otros}, "enlaces": ENLACES, "empresa": None}
    with translation.override(idioma):
        return get_template(plantilla).template.render(Context(datos, autoescape=False))


@pytest.mark.parametrize("correo", CORREOS)
@pytest.mark.parametrize("idioma", OTROS)
def test_every_mail_to_a_customer_is_written_in_their_language(correo, idioma):
    for trato, otros in product(("tu", "usted"), ({}, {"se_renueva": False, "meses": 1}, NUESTRA)):
        dicho = cuerpo(correo, idioma, trato, **otros)
        assert "{" not in dicho
        assert frases(dicho).isdisjoint(frases(cuerpo(correo, "es", trato, **otros)))


def frases(texto):
    """Of several words: none of them reads the same in two of our languages."""
    cortadas = re.split(r"[.:?\n]\s*", re.sub(DADOS, "", texto))
    return {una.strip() for una in cortadas if len(una.split()) > 2}


@pytest.mark.parametrize("correo", CORREOS)
@pytest.mark.parametrize("idioma", OTROS)
def test_it_says_what_the_spanish_one_says(correo, idioma):
    """The same data and links: nothing was left out in the translation."""
    de_casos = ("seguimiento", "fotos", "enlaces.codigo", "datos.codigo", "destino", "solucion")
    de_contratos = ("titulo", "precio", "limite", "devolver", "visitas", "horas", "lo_pide")
    for que in (*de_casos, "enlaces.contrato", *(f"datos.{uno}" for uno in de_contratos)):
        castellana = (CARPETA / f"{correo}.txt").read_text()
        assert (que in castellana) == (que in (CARPETA / idioma / f"{correo}.txt").read_text())


@pytest.mark.parametrize("correo", sorted(set(CORREOS) - SIN_ASUNTO_PROPIO - CON_ASUNTO_EN_SU_APP))
def test_and_so_is_its_subject(correo):
    assert set(ASUNTOS[correo]) == set(Idioma.values)
    dichos = [uno for dos in ASUNTOS[correo].values() for uno in dos]
    assert len({tuple(huecos(uno)) for uno in dichos}) == 1


def test_no_folder_holds_a_mail_that_is_not_sent():
    escritos = {
        str(uno.relative_to(CARPETA / idioma).with_suffix(""))
        for idioma in OTROS
        for uno in (CARPETA / idioma).rglob("*.txt")
    }
    sobran = sorted(escritos - set(CORREOS))
    assert sobran == []
    with pytest.raises(TemplateDoesNotExist):
        cuerpo("no_existe", "ca", "tu")


@pytest.mark.django_db
def test_a_chaser_says_what_we_wait_for_in_their_language(settings):
    settings.RUTA_SEGUIMIENTO = "portal:seguimiento_enlace"
    EmpresaFactory(telefono="+34910000000")
    cliente = ClienteFactory(correo="marta@cliente.example", idioma="eu", trato="usted")
    caso = IncidenciaFactory(cliente=cliente, idioma="eu")
    motivo = MotivoEspera.objects.get(codigo="cliente")
    correo = componer_correo(avisos.recordar_espera(caso, AvisoEspera(pk=1), motivo))
    assert correo.subject == f"Esan ahal diguzu? · {caso.codigo}"
    assert "zerbait falta zaigu: zure erantzuna." in correo.body
    assert "Telefonoa: 910" in correo.body
    propio = MotivoEspera(codigo="placa", nombre="Foto de la placa")  # as somebody here wrote it
    correo = componer_correo(avisos.recordar_espera(caso, AvisoEspera(pk=2), propio))
    assert "foto de la placa." in correo.body


# --- The catalogues


@pytest.mark.parametrize("catalogo", CATALOGOS, ids=lambda uno: uno.parts[-3])
def test_a_catalogue_is_whole_and_says_the_same_data(catalogo):
    for entrada in polib.pofile(str(catalogo)):
        pares = [(entrada.msgid, entrada.msgstr)]
        if entrada.msgid_plural:
            una, varias = (entrada.msgstr_plural[n] for n in (0, 1))
            pares = [(entrada.msgid, una), (entrada.msgid_plural, varias)]
        for dicho, traducido in pares:
            assert traducido, dicho
            assert sorted(huecos(dicho)) == sorted(huecos(traducido)), dicho


def huecos(texto):
    return re.findall(r"%\(\w+\)s", texto)


def test_the_four_catalogues_translate_the_same_phrases_and_all_of_them_are_said():
    suyas = [{entrada.msgid for entrada in polib.pofile(str(uno))} for uno in CATALOGOS]
    assert len(CATALOGOS) == len(OTROS)
    assert all(unas == suyas[0] for unas in suyas)
    raiz = Path(settings.BASE_DIR)
    fuentes = [*raiz.glob("templates/**/*.*"), *raiz.glob("[a-z]*/**/*.py")]
    escrito = re.sub(
        r"\{\{ (\w+) \}\}", r"%(\1)s", "\n".join(f.read_text() for f in fuentes if f.is_file())
    )
    unido = re.sub(r'"\s*\n\s*"', "", escrito)  # a sentence cut in two lines
    unido = unido.replace("%%", "%")
    assert [una for una in suyas[0] if una.replace("%%", "%") not in unido] == []


def test_a_catalogue_is_compiled_when_it_is_older_than_its_source(settings, tmp_path):
    carpeta = tmp_path / "ca" / "LC_MESSAGES"
    carpeta.mkdir(parents=True)
    (carpeta / "django.po").write_text(CATALOGOS[0].read_text())
    settings.LOCALE_PATHS = [tmp_path]
    assert compilar_catalogos() == [carpeta / "django.mo"]
    assert compilar_catalogos() == []
    assert polib.mofile(str(carpeta / "django.mo")).find("Enviar").msgstr
