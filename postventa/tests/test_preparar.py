"""`manage.py preparar` leaves the database ready, with the demo only where nothing else is."""

import pytest
from django.core.management import call_command

from cuentas.models import Usuario
from cuentas.tests.fabricas import AgenteFactory
from postventa.management.commands import preparar

pytestmark = pytest.mark.django_db


@pytest.fixture
def var(settings, tmp_path):
    settings.VAR_DIR, settings.DEMO = tmp_path, True
    return tmp_path


@pytest.fixture
def ordenes(monkeypatch):
    """What it runs, without running it."""
    llamadas = []
    monkeypatch.setattr(preparar, "get_commands", lambda: {"sembrar_demo": "postventa"})
    monkeypatch.setattr(preparar, "call_command", lambda orden, **_: llamadas.append(orden))
    return llamadas


def test_an_empty_database_gets_the_demo(var, ordenes):
    call_command("preparar")
    assert ordenes == ["migrate", "sembrar_demo"]
    assert [f.name for f in var.iterdir()] == ["demo"]


def test_a_database_in_use_gets_nothing(var, ordenes):
    AgenteFactory()
    call_command("preparar")
    assert ordenes == ["migrate"]
    assert list(var.iterdir()) == []


def test_without_demo_nothing_is_loaded(var, ordenes, settings):
    settings.DEMO = False
    call_command("preparar")
    assert ordenes == ["migrate"]


def test_a_demo_cut_in_half_starts_over(var, ordenes):
    (var / "demo.a_medias").touch()
    call_command("preparar")
    assert ordenes == ["migrate", "flush", "sembrar_demo"]
    assert Usuario.objects.count() == 0
    assert [f.name for f in var.iterdir()] == ["demo"]
