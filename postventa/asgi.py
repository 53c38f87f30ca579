"""The ASGI entry point. It starts nothing: without DATABASE_URL and SECRET_KEY it refuses."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "postventa.settings")
application = get_asgi_application()
