"""PostgreSQL and Redis of our own, for a machine that has neither.

The binaries come out of two PyPI wheels, the data lives in `var/`. Several processes share the two
servers: each holds a shared `flock` while it needs them, and whoever can make it exclusive at exit
is the last one and stops them. The lock dies with its process, so nothing has to be repaired by
hand after a `kill -9`: the next start finds what is left and goes on from there. Why the wheels'
own Python is not used: docs/decisions/010-embedded-services.md.
"""

from postventa.embebido.arranque import Servicios
from postventa.embebido.base import ErrorEmbebido

__all__ = ["ErrorEmbebido", "Servicios"]
