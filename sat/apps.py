from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SatConfig(AppConfig):
    name = "sat"
    verbose_name = _("SAT")
