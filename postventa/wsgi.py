"""The WSGI entry point. It starts nothing: without DATABASE_URL and SECRET_KEY it refuses."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from nucleo.idiomas import juntar_catalogos

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "postventa.settings")
application = get_wsgi_application()
_ = get_resolver().url_patterns  # every view, now and not at the first request
juntar_catalogos()

# What the start leaves in memory stays until the end: out of the collector's sight, which walked
# through it in a fifth of the time of each page.
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 20, 20)
