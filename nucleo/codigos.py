"""Readable codes from sequences that are never reset: INC-26-000123. Gaps are allowed."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection, migrations

from nucleo.insercion import EnLaBase
from nucleo.tiempo import dia_local


def _secuencia(prefijo: str) -> str:
    if not prefijo.isalpha():
        raise ValueError(f"a code prefix has letters only, not {prefijo!r}")
    return f"codigo_{prefijo.lower()}_seq"


def siguiente_codigo(prefijo: str, en: datetime) -> str:
    """The next code of that kind; its year is the company's local year of `en`."""
    return reservar_codigos(prefijo, [en])[0]


def codigo_al_escribir(prefijo: str, en: datetime) -> EnLaBase:
    """The same, taken by the INSERT of its row (`nucleo.insercion`): it is not known before."""
    numero = f"to_char(nextval('{_secuencia(prefijo)}'), 'FM999999999000000')"
    return EnLaBase(f"'{prefijo}-{dia_local(en):%y}-' || {numero}")


def reservar_codigos(prefijo: str, momentos: Sequence[datetime]) -> list[str]:
    """One code per instant, in their order, with one statement (importer, demo)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select nextval(%s) from generate_series(1, %s)", [_secuencia(prefijo), len(momentos)]
        )
        numeros = [numero for (numero,) in cursor.fetchall()]
    return [
        f"{prefijo}-{dia_local(en):%y}-{numero:06d}"
        for en, numero in zip(momentos, numeros, strict=True)
    ]


class CrearSecuencia(migrations.RunSQL):
    """Migration operation: create the sequence behind the codes of a prefix."""

    def __init__(self, prefijo: str) -> None:
        self.prefijo = prefijo
        super().__init__(
            sql=f"create sequence {_secuencia(prefijo)}",
            reverse_sql=f"drop sequence {_secuencia(prefijo)}",
        )

    def deconstruct(self) -> tuple[str, list[str], dict[str, str]]:
        return (self.__class__.__name__, [self.prefijo], {})

    def describe(self) -> str:
        return f"Sequence of the codes {self.prefijo}-YY-000000"
