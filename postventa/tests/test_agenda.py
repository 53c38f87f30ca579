"""What the schedule names exists: beat would send a wrong name for ever, and nobody would hear."""

from django.conf import settings

from postventa.celery import app


def test_every_scheduled_task_is_registered():
    app.loader.import_default_modules()
    pedidas = {entrada["task"] for entrada in settings.CELERY_BEAT_SCHEDULE.values()}
    assert len(pedidas) >= 5
    assert pedidas - set(app.tasks) == set()
