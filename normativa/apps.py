from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NormativaConfig(AppConfig):
    name = "normativa"
    verbose_name = _("Normativa")
