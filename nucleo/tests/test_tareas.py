"""Periodic work and commands of the mechanisms."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from nucleo.models import ClaveIdempotencia, Festivo
from nucleo.tasks import (
    VIDA_DE_UNA_CLAVE,
    entregar_comunicaciones,
    limpiar_claves_de_idempotencia,
)
from nucleo.tests.fabricas import ComunicacionFactory

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("plantillas")
def test_the_task_delivers_what_is_due(servidor_correo):
    ComunicacionFactory()
    assert entregar_comunicaciones() == 1
    assert entregar_comunicaciones() == 0


def test_only_old_idempotency_keys_are_forgotten():
    for clave in ("vieja", "nueva"):
        ClaveIdempotencia.objects.create(solicitante="usuario:1", clave=clave, huella="x")
    hace_tiempo = timezone.now() - VIDA_DE_UNA_CLAVE - timedelta(minutes=1)
    ClaveIdempotencia.objects.filter(clave="vieja").update(creada_en=hace_tiempo)
    assert limpiar_claves_de_idempotencia() == 1
    assert ClaveIdempotencia.objects.get().clave == "nueva"


def test_holidays_are_copied_once(capsys):
    call_command("copiar_festivos", "2031")
    assert "0 festivos nuevos" not in capsys.readouterr().out
    assert Festivo.objects.filter(fecha="2031-12-25", comunidad="", es_provisional=True).exists()
    call_command("copiar_festivos", "2031")
    assert "0 festivos nuevos" in capsys.readouterr().out


@pytest.mark.parametrize("ejercicio", ["1900", "3000"])
def test_an_impossible_year_is_told_and_copies_nothing(ejercicio):
    antes = Festivo.objects.count()
    with pytest.raises(CommandError, match="Solo se conocen"):
        call_command("copiar_festivos", ejercicio)
    assert Festivo.objects.count() == antes
