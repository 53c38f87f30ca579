"""Repairs come in as cases with their order; a newer release records what changed."""

from pathlib import Path

import pytest
from django.core.management import call_command

from incidencias.eventos import Codigo
from incidencias.models import Estado, Incidencia
from sat.models import Estado as EstadoOrden
from sat.models import EventoOrden, OrdenTrabajo

pytestmark = pytest.mark.django_db

CABECERA = (
    "id,product_category,brand,repair_status,repair_barrier_if_end_of_life,group_identifier,"
    "event_date,problem"
)
FILA = 'rep_1,Coffee maker,Philips,Fixed,,Repair Café,2022-11-16,"Werkt niet meer.  Lekt"'
OTRA = "rep_2,Lamp,,End of life,Item too worn out,Repair Café,2022-11-16,kapot"


@pytest.fixture
def importar(tmp_path: Path, capsys):
    def _importar(*filas: str) -> str:
        archivo = tmp_path / "reparaciones.csv"
        archivo.write_text("\n".join([CABECERA, *filas]), encoding="utf-8")
        call_command("importar", "openrepair", archivo, sin_indicadores=True)
        return "".join(capsys.readouterr())

    return _importar


def test_each_repair_is_a_case_and_an_order_that_ended(importar):
    importar(FILA, OTRA)
    orden = OrdenTrabajo.objects.get(referencia_externa="rep_2")
    assert (orden.estado, orden.resultado) == (EstadoOrden.ENTREGADA, "no_reparable")
    assert (orden.incidencia.estado, orden.incidencia.causa) == (
        Estado.CERRADA,
        "Item too worn out",
    )
    assert orden.diagnostico == "Item too worn out"
    assert EventoOrden.objects.filter(orden=orden).count() >= 3


def test_what_took_hours_is_not_measured_when_the_source_knows_only_the_day(importar):
    importar(FILA)
    assert Incidencia.objects.get().segundos_resolucion is None


def test_the_newer_release_records_what_changed_and_only_that(importar):
    importar(FILA, OTRA)
    assert "0 nuevas, 1 cambiadas, 1 sin cambios" in importar(
        FILA.replace("meer.  Lekt", "meer. Lekt"), OTRA
    )
    incidencia = Incidencia.objects.get(referencia_externa="rep_1")
    evento = incidencia.eventos.get(codigo=Codigo.IMPORTADA_CAMBIADA)
    assert evento.datos["campos"] == ["descripcion"]
    assert incidencia.descripcion == "Werkt niet meer. Lekt"
    assert OrdenTrabajo.objects.get(incidencia=incidencia).sintoma == "Werkt niet meer. Lekt"


def test_the_same_file_twice_changes_nothing(importar):
    importar(FILA)
    assert "0 nuevas, 0 cambiadas, 1 sin cambios" in importar(FILA)
    assert OrdenTrabajo.objects.count() == 1


def test_a_reference_said_twice_is_rejected_the_second_time(importar):
    assert "ya está en la línea 2" in importar(FILA, FILA)
    assert Incidencia.objects.count() == 1


def test_a_bad_row_does_not_stop_the_others(importar):
    salida = importar(FILA, "rep_3,Lamp,,Lost,,Repair Café,2022-11-16,kapot")
    assert "columna «repair_status»" in salida
    assert Incidencia.objects.count() == 1


def test_a_line_break_written_as_letters_is_one(importar):
    importar(r"rep_4,Lamp,,Fixed,,Repair Café,2022-11-16,kapot\r\nen warm")
    assert Incidencia.objects.get().descripcion == "kapot\nen warm"


def test_a_release_that_changes_how_it_ended_is_rejected(importar):
    importar(FILA)
    assert "no se reescribe" in importar(FILA.replace("Fixed", "Repairable"))
    assert OrdenTrabajo.objects.get().resultado == "reparado"


def test_what_changed_is_told_by_the_order_too(importar):
    importar(FILA)
    importar(FILA.replace("Philips", "Philips Senseo").replace("Lekt", "Lekt veel"))
    orden = OrdenTrabajo.objects.get()
    assert orden.eventos.get(codigo="importada_cambiada").datos["campos"] == ["sintoma"]
    assert orden.incidencia.equipo.producto.marca == "Philips Senseo"
