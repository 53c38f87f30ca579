"""An Asterisk CDR file becomes calls: idempotent by their identifier, bad rows left out."""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from incidencias.centralita import Suceso
from incidencias.models import (
    DevolucionLlamada,
    EstadoLlamada,
    LlamadaCentralita,
    SentidoLlamada,
    SucesoCentralita,
)
from incidencias.servicios import recibir_sucesos
from incidencias.tests.fabricas import ExtensionFactory

pytestmark = pytest.mark.django_db
MADRID = ZoneInfo("Europe/Madrid")


def fila(uno, **cambios):
    """A call answered on extension 201 after 12 seconds, as cdr_csv writes it."""
    campos = {
        "accountcode": "Averias",
        "src": "600123456",
        "dst": "900100200",
        "dcontext": "from-pstn",
        "clid": '""Marta Ruiz"" <600123456>',
        "channel": "SIP/trunk-00000001",
        "dstchannel": "PJSIP/201-0000001a",
        "lastapp": "Dial",
        "lastdata": "PJSIP/201,30",
        "start": "2026-03-02 09:00:00",
        "answer": "2026-03-02 09:00:12",
        "end": "2026-03-02 09:05:00",
        "duration": "300",
        "billsec": "288",
        "disposition": "ANSWERED",
        "amaflags": "DOCUMENTATION",
        "uniqueid": uno,
        "userfield": "",
    } | cambios
    return ",".join(f'"{valor}"' for valor in campos.values())


PERDIDA = {"answer": "", "dstchannel": "", "disposition": "NO ANSWER", "billsec": "0"}


@pytest.fixture
def importar(tmp_path: Path, capsys):
    def _importar(*filas: str) -> str:
        archivo = tmp_path / "Master.csv"
        archivo.write_text("\n".join(filas) + "\n", encoding="utf-8")
        call_command("importar", "asterisk", archivo, sin_indicadores=True)
        return "".join(capsys.readouterr())

    return _importar


def test_each_record_is_a_call_with_its_times_and_its_person(importar):
    extension = ExtensionFactory(numero="201")
    assert "2 nuevas, 0 cambiadas, 0 sin cambios, 0 filas" in importar(
        fila("1.1"), fila("1.2", **PERDIDA)
    )
    atendida = LlamadaCentralita.objects.get(uniqueid="1.1")
    assert (atendida.estado, atendida.espera_s, atendida.duracion_s) == ("terminada", 12, 288)
    assert (atendida.numero, atendida.agente) == ("+34600123456", extension.usuario)
    assert atendida.ofrecida_en == datetime(2026, 3, 2, 9, tzinfo=MADRID)
    perdida = LlamadaCentralita.objects.get(uniqueid="1.2")
    assert (perdida.estado, perdida.espera_s) == (EstadoLlamada.ABANDONADA, 300)


def test_the_same_file_again_changes_nothing(importar):
    filas = [fila("1.1"), fila("1.2", **PERDIDA)]
    importar(*filas)
    antes = list(LlamadaCentralita.objects.values())
    assert "0 nuevas, 0 cambiadas, 2 sin cambios" in importar(*filas)
    assert list(LlamadaCentralita.objects.values()) == antes
    assert SucesoCentralita.objects.count() == 5


def test_the_rows_of_a_call_that_rang_on_several_desks_are_one_call(importar):
    otra_mesa = {**PERDIDA, "dstchannel": "PJSIP/202-0000001b"}
    importar(fila("1.1", **otra_mesa), fila("1.1"))
    una = LlamadaCentralita.objects.get()
    assert (una.estado, una.extensiones) == (EstadoLlamada.TERMINADA, ["201", "202"])


def test_the_rest_of_a_call_may_come_in_the_next_file(importar):
    importar(fila("1.1", **PERDIDA))
    assert "0 nuevas, 1 cambiadas" in importar(fila("1.1"))
    assert LlamadaCentralita.objects.get().estado == EstadoLlamada.TERMINADA


def test_a_queue_that_answers_is_nobody(importar):
    importar(fila("1.1", lastapp="Queue", dstchannel=""))
    assert LlamadaCentralita.objects.get().estado == EstadoLlamada.ABANDONADA


def test_a_call_that_goes_out_is_ours_and_its_number_is_the_dialled_one(importar):
    importar(
        fila("1.1", src="201", dst="600999888", dcontext="from-internal", channel="PJSIP/201-01")
    )
    una = LlamadaCentralita.objects.get()
    assert (una.sentido, una.numero) == (SentidoLlamada.SALIENTE, "+34600999888")


def test_years_of_history_owe_nobody_a_call_and_those_of_today_do(importar):
    ahora = timezone.now().astimezone(MADRID) - timedelta(hours=1)
    de_hoy = {
        "src": "600777888",
        "start": f"{ahora:%Y-%m-%d %H:%M:%S}",
        "end": f"{ahora + timedelta(seconds=40):%Y-%m-%d %H:%M:%S}",
    }
    importar(fila("1.1", **PERDIDA), fila("1.2", **PERDIDA | de_hoy))
    assert DevolucionLlamada.objects.get().numero == "+34600777888"


def test_who_was_waiting_and_shows_as_answered_in_the_file_waits_no_more(importar):
    perdida = timezone.now() - timedelta(hours=2)
    recibir_sucesos("9.9", [Suceso("ofrecida", perdida, {"numero": "600123456"})])
    recibir_sucesos("9.9", [Suceso("abandonada", perdida)])
    atendida = perdida.astimezone(MADRID) + timedelta(hours=1)
    cuando = f"{atendida:%Y-%m-%d %H:%M:%S}"
    importar(fila("1.1", start=cuando, answer=cuando, end=cuando))
    assert DevolucionLlamada.objects.get().estado == "volvio"


@pytest.mark.parametrize(
    ("cambios", "frase"),
    [
        ({"start": "ayer"}, "columna «start»: «ayer» no es una fecha"),
        ({"end": ""}, "columna «end»: Falta el valor"),
        ({"end": "2026-03-01 09:00:00"}, "Termina antes de empezar"),
        ({"start": "2040-01-01 00:00:00"}, "no es creíble"),
        ({"uniqueid": ""}, "columna «uniqueid»: Falta el valor"),
    ],
)
def test_a_bad_row_is_told_and_the_others_go_on(importar, cambios, frase):
    dicho = importar(fila("1.1"), fila("1.2", **cambios))
    assert frase in dicho
    assert "1 nuevas, 0 cambiadas, 0 sin cambios, 1 filas rechazadas" in dicho


def test_a_line_cut_in_the_middle_is_one_bad_row(importar):
    assert "no tiene tantas columnas" in importar(fila("1.1"), '"","600123456"')
    assert LlamadaCentralita.objects.count() == 1


def test_a_file_that_is_no_text_is_refused_whole(tmp_path):
    archivo = tmp_path / "Master.csv"
    archivo.write_bytes(b"\x00\x01")
    with pytest.raises(CommandError, match="no es de texto"):
        call_command("importar", "asterisk", archivo)
