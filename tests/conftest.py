"""One browser for all the modules marked `navegador`: Playwright admits one loop in a process."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.navegador import OPCIONES, chromium


@pytest.fixture(scope="session")
def navegador() -> Iterator[Browser]:
    ruta = chromium()
    # Playwright runs its own event loop in this thread; the ORM would refuse to work beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium_abierto = playwright.chromium.launch(executable_path=ruta, args=OPCIONES)
        yield chromium_abierto
        chromium_abierto.close()
    os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE")
