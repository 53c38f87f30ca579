"""The Celery application. It starts nothing: without DATABASE_URL and SECRET_KEY it refuses."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "postventa.settings")

app = Celery("postventa")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
