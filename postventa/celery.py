"""The Celery application. It starts nothing: without DATABASE_URL and SECRET_KEY it refuses."""

import os
from typing import Any

from celery import Celery
from celery.signals import task_prerun

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "postventa.settings")

app = Celery("postventa")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@task_prerun.connect
def _activar_zona(**kwargs: Any) -> None:
    """A mail written by a task tells the company's time, as a page does."""
    from nucleo.tiempo import activar_zona

    activar_zona()
