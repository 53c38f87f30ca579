# Postventa in production: one image, three roles (web, worker, beat: see compose.yaml).
FROM python:3.11-slim

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 POSTVENTA_VAR=/datos
WORKDIR /postventa

COPY requirements.txt constraints.txt ./
RUN pip install --no-cache-dir -r requirements.txt

COPY . .
# The static files go with the image; these values serve only to load the settings.
RUN export SECRET_KEY=construccion DATABASE_URL=postgres://nadie@nada/nada REDIS_URL=redis://nada \
    && python manage.py preparar_recursos \
    && python manage.py collectstatic --noinput --verbosity 0 \
    && useradd --uid 10001 --no-create-home postventa \
    && install -d -o postventa /datos

USER postventa
VOLUME /datos
EXPOSE 8000
HEALTHCHECK --start-period=60s CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/salud/lista', timeout=5)"]
CMD ["gunicorn", "postventa.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4", "--no-control-socket"]
