"""The WSGI entry point. It starts nothing: without DATABASE_URL and SECRET_KEY it refuses."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "postventa.settings")
application = get_wsgi_application()
