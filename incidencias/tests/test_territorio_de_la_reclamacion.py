"""The community of the sheet, or of the place, chooses the regional limit to answer a complaint."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from clientes.tests.fabricas import ClienteFactory, EquipoFactory, SedeFactory
from cuentas.tests.fabricas import AgenteFactory
from incidencias.models import PlazoLegal
from incidencias.servicios import NuevaIncidencia, abrir_incidencia
from incidencias.servicios.papeles import abrir_por_hoja, registrar_hoja
from incidencias.tests.test_entradas import papel
from nucleo.tests.fabricas import ArchivoFactory, EmpresaFactory

pytestmark = pytest.mark.django_db
LUNES = datetime(2026, 11, 23, 9, tzinfo=UTC)
SIN_NORMA = "No nos consta norma propia de Comunidad de Madrid: se aplica la estatal."


@pytest.fixture(autouse=True)
def _en_madrid(time_machine):
    EmpresaFactory(comunidad="MD")
    time_machine.move_to(LUNES, tick=False)
    return time_machine


def nueva(comunidad="", **datos):
    cliente = ClienteFactory()
    sede = SedeFactory(cliente=cliente, comunidad=comunidad) if comunidad else None
    return NuevaIncidencia(cliente, "Sigue roto", "reclamacion", "correo", sede=sede, **datos)


def hoja(comunidad):
    return {
        "numero": "A-1",
        "comunidad": comunidad,
        "fecha": date(2026, 11, 23),
        "escaneado": [(ArchivoFactory(), "hoja.pdf")],
    }


def limites(caso):
    filas = PlazoLegal.objects.filter(incidencia=caso, clase="respuesta").order_by("pk")
    return {fila.norma: fila.fecha_limite for fila in filas}


@pytest.mark.parametrize(
    ("comunidad", "norma", "dia"),
    [
        ("AN", "Decreto 82/2022 (Andalucía)", date(2026, 12, 9)),
        ("CB", "Ley 1/2006 (Cantabria)", date(2026, 12, 9)),
        ("CT", "Ley 22/2010 (Cataluña)", date(2026, 12, 23)),
        ("GA", "Ley 2/2012 (Galicia)", date(2026, 12, 23)),
        ("CM", "Ley 3/2019 (Castilla-La Mancha)", date(2026, 12, 23)),
        ("EX", "Ley 6/2019 (Extremadura)", date(2026, 12, 23)),
    ],
)
def test_the_sheet_brings_the_limit_of_its_community(comunidad, norma, dia):
    """Working days are those of our establishment: in Madrid, 7 December 2026 is a holiday."""
    caso = abrir_por_hoja(nueva(), por=AgenteFactory(), **hoja(comunidad)).incidencia
    assert limites(caso) == {"TRLGDCU": date(2026, 12, 8), norma: dia}


def test_of_a_community_without_a_known_norm_the_general_rule_is_used_and_said():
    caso = abrir_por_hoja(nueva(), por=AgenteFactory(), **hoja("MD")).incidencia
    assert limites(caso) == {"TRLGDCU": date(2026, 12, 8)}
    assert SIN_NORMA in caso.plazos_legales.get(norma="TRLGDCU").por_que


def test_without_a_sheet_the_place_of_the_case_or_of_its_unit_counts():
    en_su_sede = abrir_incidencia(nueva("AN"), por=AgenteFactory())
    sede = SedeFactory(comunidad="CB")
    equipo = EquipoFactory(cliente=sede.cliente, sede=sede)
    suya = NuevaIncidencia(sede.cliente, "Otra vez", "reclamacion", "correo", equipo=equipo)
    de_su_equipo = abrir_incidencia(suya, por=AgenteFactory())
    assert "Decreto 82/2022 (Andalucía)" in limites(en_su_sede)
    assert "Ley 1/2006 (Cantabria)" in limites(de_su_equipo)
    assert set(limites(abrir_incidencia(nueva(), por=AgenteFactory()))) == {"TRLGDCU"}


def test_the_sheet_of_a_case_that_is_here_overrules_the_place():
    caso = abrir_incidencia(nueva("AN"), por=AgenteFactory())
    registrar_hoja(caso.pk, por=AgenteFactory(), **hoja("CT"))
    assert set(limites(caso)) == {"TRLGDCU", "Ley 22/2010 (Cataluña)"}
    caso.refresh_from_db()
    assert caso.limite_legal_en == min(caso.plazos_legales.values_list("vence_en", flat=True))


def test_on_screen(client):
    client.force_login(AgenteFactory())
    caso = abrir_incidencia(nueva(), por=AgenteFactory())
    datos = {"numero": "A-9", "comunidad": "MD", "fecha": "2026-11-23", "escaneado": papel("h.pdf")}
    pagina = client.post(reverse("incidencias:hoja", args=[caso.codigo]), datos, follow=True)
    assert SIN_NORMA in pagina.text
    assert "TRLGDCU" in pagina.text
