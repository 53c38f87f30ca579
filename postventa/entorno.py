"""What the settings ask for and the environment does not say: data folder, secret key, services.

Only the starters use it (supervisor, manage.py, tests). The settings, `wsgi`, `asgi` and `celery`
never do: in production every value comes from outside.
"""

import os
import secrets
from pathlib import Path

import environ

from postventa.embebido import Servicios

RAIZ = Path(__file__).resolve().parent.parent


def preparar_entorno(*, arrancar: bool = True) -> Servicios | None:
    """Complete `os.environ` with the defaults of one machine; start the services it lacks.

    Without `arrancar` the addresses are filled in all the same, for commands that load the
    settings and touch no database. Returns the services, if this process has to let them go.
    """
    environ.Env.read_env(RAIZ / ".env")  # as the settings do: it does not override
    carpeta = Path(os.environ.setdefault("POSTVENTA_VAR", str(RAIZ / "var"))).resolve()
    carpeta.mkdir(parents=True, exist_ok=True)
    if "SECRET_KEY" not in os.environ:
        os.environ["SECRET_KEY"] = clave_secreta(carpeta / "clave_secreta")
    sin_postgres, sin_redis = (v not in os.environ for v in ("DATABASE_URL", "REDIS_URL"))
    if not (sin_postgres or sin_redis):
        return None
    servicios = Servicios(carpeta, con_postgres=sin_postgres, con_redis=sin_redis)
    os.environ.setdefault("DATABASE_URL", servicios.postgres.url())
    os.environ.setdefault("REDIS_URL", servicios.redis.url())
    if not arrancar:
        return None
    servicios.entrar()
    return servicios


def clave_secreta(fichero: Path) -> str:
    """Read the generated key; the first one to ask writes it, whole or not at all."""
    if not fichero.exists():
        borrador = fichero.with_name(f"{fichero.name}.{os.getpid()}")
        borrador.touch(mode=0o600)
        borrador.write_text(secrets.token_urlsafe(50))
        try:
            os.link(borrador, fichero)
        except FileExistsError:
            pass  # another process was first: its key stays
        finally:
            borrador.unlink()
    return fichero.read_text()
