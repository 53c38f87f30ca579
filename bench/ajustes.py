"""The settings of the site as they are, with the floor's address and without limits per minute."""

from postventa.settings import *  # noqa: F403
from postventa.settings import LOGGING, STATIC_ROOT, STORAGES

ROOT_URLCONF = "bench.urls"
FRENOS = False
LOGGING = {**LOGGING, "loggers": {"django": {"level": "ERROR"}}}
if not (STATIC_ROOT / "staticfiles.json").exists():  # the smoke test, before `make` collected them
    STORAGES = {
        **STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
