"""Fixtures of the mechanisms' own tests."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def plantillas(settings: Any) -> None:
    """Adds the mail templates of the tests to the site's."""
    motor = settings.TEMPLATES[0]
    carpetas = [*motor["DIRS"], Path(__file__).parent / "plantillas"]
    settings.TEMPLATES = [{**motor, "DIRS": carpetas}]
