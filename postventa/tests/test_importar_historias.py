"""Cases with their history come in from a log of events, whole or not at all, once."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from incidencias.eventos import Codigo
from incidencias.models import Estado, EventoIncidencia, Incidencia
from postventa.importacion.perfil import CARPETA

pytestmark = pytest.mark.django_db

CABECERA = (
    "number,incident_state,sys_mod_count,sys_updated_at,opened_at,resolved_at,caller_id,category,"
    "subcategory,u_symptom,contact_type,impact,urgency,assignment_group,assigned_to,closed_code"
)


def _fila(**cambios) -> str:
    base = {
        "number": "INC1",
        "incident_state": "New",
        "sys_mod_count": "0",
        "sys_updated_at": "07-03-2016 09:00",
        "opened_at": "07-03-2016 09:00",
        "resolved_at": "?",
        "caller_id": "Caller 1",
        "category": "Category 9",
        "subcategory": "?",
        "u_symptom": "Symptom 4",
        "contact_type": "Phone",
        "impact": "2 - Medium",
        "urgency": "2 - Medium",
        "assignment_group": "Group 70",
        "assigned_to": "?",
        "closed_code": "code 6",
    }
    return ",".join({**base, **cambios}.values())


HISTORIA = [
    _fila(),
    _fila(incident_state="Active", sys_mod_count="1", sys_updated_at="07-03-2016 10:00"),
    _fila(
        incident_state="Awaiting User Info", sys_mod_count="2", sys_updated_at="07-03-2016 11:00"
    ),
    _fila(incident_state="Active", sys_mod_count="3", sys_updated_at="07-03-2016 12:00"),
    _fila(incident_state="Resolved", sys_mod_count="4", sys_updated_at="07-03-2016 13:00"),
    _fila(incident_state="Active", sys_mod_count="5", sys_updated_at="08-03-2016 09:00"),
    _fila(incident_state="Resolved", sys_mod_count="6", sys_updated_at="08-03-2016 10:00"),
    _fila(incident_state="Closed", sys_mod_count="7", sys_updated_at="10-03-2016 10:00"),
]


@pytest.fixture
def importar(tmp_path: Path, capsys):
    def _importar(filas: list[str], *, cabecera: str = CABECERA, **opciones) -> str:
        archivo = tmp_path / "registro.csv"
        archivo.write_text("\n".join([cabecera, *filas]), encoding="utf-8")
        call_command("importar", "servicenow", archivo, sin_indicadores=True, **opciones)
        return "".join(capsys.readouterr())

    return _importar


def _codigos() -> list[str]:
    return list(
        EventoIncidencia.objects.order_by("ocurrido_en", "id").values_list("codigo", flat=True)
    )


def test_the_history_becomes_events_and_derived_facts(importar):
    assert "1 nuevas" in importar(HISTORIA)
    incidencia = Incidencia.objects.get()
    assert _codigos() == [
        Codigo.ABIERTA,
        Codigo.TOMADA,
        Codigo.EN_ESPERA,
        Codigo.REANUDADA,
        Codigo.RESUELTA,
        Codigo.REABIERTA,
        Codigo.RESUELTA,
        Codigo.CERRADA,
    ]
    assert (incidencia.estado, incidencia.reaperturas) == (Estado.CERRADA, 1)
    # 9:00–14:00 and 16:00–19:00 on Monday without the hour of waiting, 9:00–10:00 on Tuesday.
    assert incidencia.segundos_resolucion == (7 + 1) * 3600
    assert (incidencia.categoria.nombre, incidencia.grupo.nombre) == ("Category 9", "Group 70")


def test_the_instant_of_a_resolution_is_the_one_the_source_says(importar):
    fechas = {"opened_at": "07-03-2016 09:00", "resolved_at": "07-03-2016 12:30"}
    importar(
        [
            _fila(**fechas),
            _fila(incident_state="Resolved", sys_updated_at="07-03-2016 12:00", **fechas),
            _fila(incident_state="Closed", sys_updated_at="09-03-2016 12:00", **fechas),
        ]
    )
    assert Incidencia.objects.get().segundos_resolucion == 3.5 * 3600


def test_the_same_file_twice_changes_nothing(importar):
    importar(HISTORIA)
    antes = list(Incidencia.objects.values()), _codigos()
    assert "0 nuevas, 0 cambiadas, 1 sin cambios" in importar(HISTORIA)
    assert antes == (list(Incidencia.objects.values()), _codigos())


def test_a_longer_file_adds_what_happened_since(importar):
    importar(HISTORIA[:5])
    assert "1 cambiadas" in importar(HISTORIA)
    incidencia = Incidencia.objects.get()
    assert (incidencia.estado, incidencia.reaperturas) == (Estado.CERRADA, 1)
    assert _codigos().count(Codigo.IMPORTADA_CAMBIADA) == 1
    assert incidencia.segundos_resolucion == 8 * 3600


def test_a_history_changed_backwards_is_rejected(importar):
    importar(HISTORIA)
    antes = _codigos()
    otra = [HISTORIA[0], *HISTORIA[2:]]
    assert "cambiado hacia atrás" in importar(otra)
    assert _codigos() == antes


def test_simulating_counts_and_writes_nothing(importar):
    assert "Simulado" in importar(HISTORIA, simular=True)
    assert not Incidencia.objects.exists()


@pytest.mark.parametrize(
    ("cambio", "columna", "frase"),
    [
        ({"opened_at": "ayer"}, "opened_at", "no es una fecha"),
        ({"opened_at": "07-03-1900 09:00"}, "opened_at", "no es creíble"),
        ({"opened_at": "07-03-3000 09:00"}, "opened_at", "no es creíble"),
        ({"incident_state": "Perdida"}, "incident_state", "valores conocidos"),
        ({"number": "?"}, "number", "Falta el valor"),
        ({"assigned_to": "x" * 81}, "assigned_to", "Pasa de 80"),
        ({"sys_mod_count": "uno"}, "sys_mod_count", "no es un número"),
    ],
)
def test_a_bad_value_rejects_its_case_with_line_column_and_reason(importar, cambio, columna, frase):
    salida = importar(
        [
            _fila(),
            _fila(sys_mod_count="1") if "number" in cambio else _fila(**cambio),
            *([_fila(**cambio)] if "number" in cambio else []),
            _fila(number="INC2"),
        ]
    )
    assert f"columna «{columna}»" in salida
    assert frase in salida
    referencias = set(Incidencia.objects.values_list("referencia_externa", flat=True))
    assert "INC2" in referencias
    assert ("INC1" in referencias) == ("number" in cambio)


def test_the_rejected_rows_can_be_had_as_a_file(importar, tmp_path):
    destino = tmp_path / "malas.csv"
    importar([_fila(opened_at="ayer")], rechazos=destino)
    assert "2,opened_at,INC1" in destino.read_text(encoding="utf-8-sig")


def test_html_in_a_text_is_kept_as_text(importar):
    importar([_fila(u_symptom="<b>ruido</b>")])
    assert "<b>ruido</b>" in Incidencia.objects.get().asunto


@pytest.mark.parametrize(
    ("contenido", "frase"),
    [
        (b"", "vac"),
        (b"PK\x03\x04\x00\x00", "no es de texto"),
        (b"a,b\n1,2\n", "Faltan columnas"),
        (CABECERA.encode() + b'\n"INC1', "comillas"),
    ],
)
def test_a_file_that_is_no_csv_of_ours_is_refused_whole(tmp_path, contenido, frase):
    archivo = tmp_path / "roto.csv"
    archivo.write_bytes(contenido)
    with pytest.raises(CommandError, match=frase):
        call_command("importar", "servicenow", archivo)
    assert not Incidencia.objects.exists()


def test_a_short_line_is_rejected(importar):
    assert "tantas columnas" in importar(["INC1,New"])
    assert not Incidencia.objects.exists()


def test_an_unknown_profile_says_which_there_are(tmp_path):
    with pytest.raises(CommandError, match="openrepair, servicenow"):
        call_command("importar", "excel", tmp_path / "x.csv")


def test_a_newer_file_corrects_every_field_that_describes_the_case(importar):
    importar(HISTORIA)
    otra = [fila.replace("2 - Medium,2 - Medium", "1 - High,1 - High") for fila in HISTORIA]
    assert "1 cambiadas" in importar(otra)
    incidencia = Incidencia.objects.get()
    assert (incidencia.impacto, incidencia.urgencia, incidencia.prioridad) == ("alto", "alta", 1)
    assert "1 sin cambios" in importar(otra)


@pytest.mark.parametrize(
    ("antes", "despues", "frase"),
    [
        ("[campos.grupo]", "[campos.equipo]", "faltan los campos grupo"),
        ('"Closed" = "cerrada"', '"Closed" = "olvidada"', "olvidada"),
        ('clase = "historias"', 'clase = "cuentos"', "la clase debe ser"),
        ("[campos.estado]", "[campos.estado", "no se entiende"),
    ],
)
def test_a_profile_that_would_lose_data_is_refused(tmp_path, antes, despues, frase):
    perfil = tmp_path / "mio.toml"
    original = (CARPETA / "servicenow.toml").read_text(encoding="utf-8")
    assert antes in original
    perfil.write_text(original.replace(antes, despues), encoding="utf-8")
    with pytest.raises(CommandError, match=frase):
        call_command("importar", str(perfil), tmp_path / "x.csv")
