"""Rows read quickly: what a list shows of each case is six objects, and a page has dozens."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Self

from django.db import models
from django.db.models.base import ModelState


class Ligera(models.Model):
    """A model whose rows are made of what was read, and of nothing else.

    Django goes through all the columns of the model in each row to say which were not read; here
    an attribute that is not there is read when it is asked for, which is the same. The signals
    `pre_init` and `post_init` are not sent, and `__init__` is not called: for models without them.
    """

    class Meta:
        abstract = True

    @classmethod
    def from_db(  # type: ignore[override]  # the stubs are those of a later Django
        cls, db: str | None, field_names: Collection[str], values: Sequence[Any]
    ) -> Self:
        fila = cls.__new__(cls)
        fila.__dict__.update(zip(field_names, values, strict=True))
        fila._state = ModelState()
        fila._state.adding = False
        fila._state.db = db
        return fila
