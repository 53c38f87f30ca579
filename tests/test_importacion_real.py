"""The real ServiceNow log: the API gives the figures that the CSV gives alone.

What is computed here shares no code with the application: its own reading of the CSV, its own
walk over the working minutes. It needs the shared data and is skipped without them.
"""

import csv
from collections import Counter, defaultdict
from datetime import date, datetime, time, timedelta
from pathlib import Path
from statistics import median
from zoneinfo import ZoneInfo

import holidays
import pytest
from django.core.management import call_command
from django.db import transaction

from cuentas.servicios import crear_token
from cuentas.tests.fabricas import GestorFactory

CARPETA = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "incidencias"
REGISTRO = CARPETA / "incident_event_log_part.csv"
MADRID = ZoneInfo("Europe/Madrid")
FORMATO = "%d-%m-%Y %H:%M"
ESPERAS_QUE_PARAN = {"Awaiting User Info"}
TRAMOS = ((time(9), time(14)), (time(16), time(19)))

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.lento,
    pytest.mark.skipif(not REGISTRO.exists(), reason="no está el registro real de ServiceNow"),
]


# --- The CSV on its own


def _fecha(texto: str) -> datetime | None:
    return None if texto == "?" else datetime.strptime(texto, FORMATO).replace(tzinfo=MADRID)


def _festivos() -> set[date]:
    dias = holidays.country_holidays("ES", subdiv="MD", years=range(2015, 2028), language="es")
    return set(dias)


def _laborables(desde: datetime, hasta: datetime, festivos: set[date]) -> list[tuple]:
    """The working stretches between two instants, day by day."""
    tramos, dia = [], desde.date()
    while dia <= hasta.date():
        if dia.weekday() < 5 and dia not in festivos:
            for abre, cierra in TRAMOS:
                a = max(desde, datetime.combine(dia, abre, MADRID))
                b = min(hasta, datetime.combine(dia, cierra, MADRID))
                if a < b:
                    tramos.append((a, b))
        dia += timedelta(days=1)
    return tramos


def _segundos(desde: datetime, hasta: datetime, pausas: list[tuple], festivos: set[date]) -> int:
    def suma(tramos):
        # As instants: the walk above is in local time, whose clock changes twice a year.
        return sum(b.timestamp() - a.timestamp() for a, b in tramos)

    total = suma(_laborables(desde, hasta, festivos))
    return round(total - sum(suma(_laborables(a, b, festivos)) for a, b in pausas if a < b))


@pytest.fixture(scope="module")
def del_csv():
    """What the CSV says of each case: seconds to the last resolution, reopenings, category."""
    por_caso = defaultdict(list)
    with REGISTRO.open(encoding="utf-8") as fichero:
        for numero, fila in enumerate(csv.DictReader(fichero)):
            orden = (_fecha(fila["sys_updated_at"]), int(fila["sys_mod_count"]), numero)
            por_caso[fila["number"]].append((orden, fila))
    festivos, casos = _festivos(), []
    for filas in por_caso.values():
        filas.sort(key=lambda par: par[0])
        casos.append(_caso([fila for _orden, fila in filas], festivos))
    return casos


def _caso(filas: list[dict], festivos: set[date]) -> dict:
    llegada, ultimo = _fecha(filas[0]["opened_at"]), _fecha(filas[0]["opened_at"])
    estado, pausa, pausas = "New", None, []
    resoluciones, reaperturas = [], 0
    cambios = [f for i, f in enumerate(filas) if i == 0 or _estado(f) != _estado(filas[i - 1])]
    for i, fila in enumerate(cambios):
        nuevo, en = _estado(fila), max(ultimo, _fecha(fila["sys_updated_at"]))
        siguiente = _fecha(cambios[i + 1]["sys_updated_at"]) if i + 1 < len(cambios) else None
        if nuevo == "Resolved":
            dicha = _fecha(fila["resolved_at"])
            if dicha and dicha >= en and (siguiente is None or dicha <= siguiente):
                en = dicha
        if pausa:
            pausas.append((pausa, en))
            pausa = None
        if estado in {"Resolved", "Closed"} and nuevo not in {"Resolved", "Closed"}:
            reaperturas += 1
        if nuevo == "Resolved" or (nuevo == "Closed" and estado != "Resolved"):
            resoluciones.append(_segundos(llegada, en, pausas, festivos))
        if nuevo in ESPERAS_QUE_PARAN:
            pausa = en
        estado, ultimo = nuevo, en
    return {
        "segundos": resoluciones[-1],
        "resoluciones": len(resoluciones),
        "reaperturas": reaperturas,
        "categoria": filas[-1]["category"],
    }


def _estado(fila: dict) -> str:
    """The three waits for somebody else are one state of ours."""
    estado = fila["incident_state"]
    terceros = {"Awaiting Problem", "Awaiting Vendor", "Awaiting Evidence"}
    return "Awaiting somebody" if estado in terceros else estado


# --- The same through the API


@pytest.fixture(scope="module")
def _importado(django_db_setup, django_db_blocker):
    """The file imported once for the tests of this module, and undone at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("importar", "servicenow", REGISTRO)
        yield crear_token(GestorFactory(), nombre="figuras")[1]
        transaction.set_rollback(True)


@pytest.fixture
def api(_importado, db, client):
    def _pedir(codigo: str, por: str = "total") -> dict:
        respuesta = client.get(
            f"/api/v1/indicadores/{codigo}/",
            {"desde": "2016-01-01", "hasta": "2017-12-31", "por": por},
            headers={"Authorization": f"Bearer {_importado}"},
        )
        assert respuesta.status_code == 200, respuesta.content
        return respuesta.json()

    return _pedir


def test_the_median_resolution_time_is_that_of_the_csv(api, del_csv):
    resumen = api("t_resolucion")["resumen"]
    assert resumen["n"] == len(del_csv) == 890
    # The median of a histogram: at most 1 % away.
    assert resumen["mediana"] == pytest.approx(median(c["segundos"] for c in del_csv), rel=0.01)
    assert resumen["media"] == pytest.approx(sum(c["segundos"] for c in del_csv) / 890, abs=0.01)


def test_the_reopening_rate_is_that_of_the_csv(api, del_csv):
    resumen = api("reapertura")["resumen"]
    resoluciones = sum(c["resoluciones"] for c in del_csv)
    reaperturas = sum(c["reaperturas"] for c in del_csv)
    assert (resumen["n"], resumen["aciertos"]) == (resoluciones, reaperturas)
    assert resumen["valor"] == pytest.approx(100 * reaperturas / resoluciones, abs=0.001)


def test_the_counts_by_category_are_those_of_the_csv(api, del_csv):
    valores = api("t_resolucion", por="categoria")["valores"]
    contados = {v["etiqueta"]: v["resumen"]["n"] for v in valores}
    assert contados == Counter(
        "Sin categoría" if c["categoria"] == "?" else c["categoria"] for c in del_csv
    )


def test_the_nightly_check_finds_no_difference(api):
    call_command("recalcular_indicadores", verificar=True)
