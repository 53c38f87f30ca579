"""Pages and mails tell the company's time, not the server's."""

from datetime import UTC, datetime

import pytest
from django.test import RequestFactory
from django.utils import timezone

from nucleo.empresa import olvidar_empresa
from nucleo.models import Empresa
from nucleo.tiempo import ZonaDeLaEmpresa

pytestmark = pytest.mark.django_db
MEDIODIA = datetime(2026, 11, 23, 12, tzinfo=UTC)


def _hora_en_una_pagina() -> str:
    vistas = []
    ZonaDeLaEmpresa(lambda request: vistas.append(timezone.localtime(MEDIODIA)))(
        RequestFactory().get("/")
    )
    return f"{vistas[0]:%H:%M}"


@pytest.mark.parametrize(
    ("zona", "hora"), [("Europe/Madrid", "13:00"), ("Atlantic/Canary", "12:00")]
)
def test_a_page_tells_the_hour_of_the_company(zona, hora):
    Empresa.objects.update_or_create(defaults={"zona": zona})
    olvidar_empresa()
    assert _hora_en_una_pagina() == hora


def test_the_zone_does_not_outlive_the_request():
    Empresa.objects.update_or_create(defaults={"zona": "Atlantic/Canary"})
    olvidar_empresa()
    _hora_en_una_pagina()
    assert timezone.get_current_timezone_name() == "Europe/Madrid"
