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


def preparar_entorno() -> Servicios | None:
    """Complete `os.environ` with the defaults of one machine.

    Returns the services it lacks, not started yet: a command that loads the settings and touches
    no database needs only their addresses.
    """
    if (RAIZ / ".env").exists():
        environ.Env.read_env(RAIZ / ".env")  # as the settings do: it does not override
    carpeta = Path(os.environ.setdefault("POSTVENTA_VAR", str(RAIZ / "var"))).resolve()
    carpeta.mkdir(parents=True, exist_ok=True)
    if "SECRET_KEY" not in os.environ:
        os.environ["SECRET_KEY"] = clave_secreta(carpeta / "clave_secreta")
    con_postgres, con_redis = (v not in os.environ for v in ("DATABASE_URL", "REDIS_URL"))
    if not (con_postgres or con_redis):
        return None
    servicios = Servicios(carpeta, con_postgres=con_postgres, con_redis=con_redis)
    os.environ.setdefault("DATABASE_URL", servicios.postgres.url())
    os.environ.setdefault("REDIS_URL", servicios.redis.url())
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
