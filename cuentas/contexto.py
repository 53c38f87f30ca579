"""What the login page knows besides its form."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

CUENTAS_DEMO = [
    ("agente@demo.postventa.example", _("Agente")),
    ("coordinador@demo.postventa.example", _("Coordinación")),
    ("tecnico@demo.postventa.example", _("Técnico")),
    ("gestor@demo.postventa.example", _("Dirección")),
    ("calidad@demo.postventa.example", _("Calidad")),
    ("externo@demo.postventa.example", _("SAT externo")),
    ("admin@demo.postventa.example", _("Administración")),
    ("cliente@demo.postventa.example", _("Cliente")),
]


def cuentas_demo(request: HttpRequest) -> dict[str, Any]:
    """The demo accounts, on the login page and only in demo mode."""
    if not settings.DEMO or request.path != reverse("account_login"):
        return {}
    return {"cuentas_demo": CUENTAS_DEMO}
