"""`manage.py preparar_recursos` builds the chart bundle once per version."""

from django.core.management import call_command


def test_the_bundle_is_built_once(settings, tmp_path, capsys):
    settings.RECURSOS_DIR = tmp_path
    call_command("preparar_recursos")
    fichero = tmp_path / "graficos" / "vega.js"
    hecho_en = fichero.stat().st_mtime_ns
    assert "septiembre" in fichero.read_text()

    call_command("preparar_recursos")
    assert fichero.stat().st_mtime_ns == hecho_en
    assert "ya estaban" in capsys.readouterr().out


def test_another_version_builds_it_again(settings, tmp_path):
    settings.RECURSOS_DIR = tmp_path
    fichero = tmp_path / "graficos" / "vega.js"
    fichero.parent.mkdir()
    fichero.write_text("/* vl-convert-python 0.0 */\n")
    call_command("preparar_recursos")
    assert "postventaGraficos" in fichero.read_text()
