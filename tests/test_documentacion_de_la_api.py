"""The API's documentation opens under the strict CSP: no inline script or style in its page."""

import re

import pytest
from django.core.management import call_command

pytestmark = pytest.mark.django_db


def test_the_page_brings_nothing_inline(client):
    pagina = client.get("/api/v1/docs/").content.decode()
    assert "swagger-ui" in pagina
    assert not re.search(r"<style|style=|<script>|\son\w+=", pagina)


def test_the_schema_validates_without_warnings(tmp_path):
    destino = tmp_path / "esquema.yaml"
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(destino))
    assert destino.read_text().count("operationId") > 30
