"""A row by its key, among those that somebody sees, by a statement written once.

Every request that opens or decides something looks for two or three rows by their keys, and the ORM
takes longer to write each of those statements than PostgreSQL to answer them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet

from nucleo.preparadas import Hueco, Preparada

M = TypeVar("M", bound=Model)
MAXIMA = 2**63 - 1


def es_clave(texto: str) -> bool:
    """Whether a text may be the primary key of a row."""
    return texto.isascii() and texto.isdigit() and len(texto) < 19


class LaOficina:
    """Anybody of the office, for a rule that does not ask who they are.

    It knows nothing else: a queryset that looks at the person fails with it, instead of showing to
    everybody what the first one saw.
    """

    is_authenticated = es_de_oficina = es_personal = True


class PorClave(Generic[M]):
    """What `visibles` gives for somebody, by its key.

    CLIENTE = PorClave(Cliente, lambda quien: Cliente.objects.visibles_para(quien))
    CLIENTE(pk, usuario)

    `con` names what is read with it and its own rule looks at: whoever of the office sees the unit
    sees its customer.
    """

    def __init__(
        self,
        modelo: type[M],
        visibles: Callable[[Any], QuerySet[M, Any]],
        *,
        con: tuple[str, ...] = (),
    ) -> None:
        self.modelo, self.visibles, self.con = modelo, visibles, con
        self._de_la_oficina = Preparada(lambda: visibles(LaOficina()).filter(pk=Hueco("pk")))

    def __call__(self, pk: int, usuario: Any) -> M | None:
        if not 0 <= pk <= MAXIMA:
            return None
        if usuario.es_de_oficina:
            return next(iter(self._de_la_oficina(pk=pk)), None)
        return self.visibles(usuario).filter(pk=pk).first()

    def __deepcopy__(self, memo: Any) -> PorClave[M]:
        return self  # the fields that look by it are copied for each form
