"""One browser for all the modules that use it: Playwright admits one loop in each process."""

from tests.navegador import navegador  # noqa: F401
