"""The tree of categories: what each one inherits from those around it. Read in one statement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from cuentas.models import Grupo
from incidencias.models import Categoria, TextoSeguridad

SEPARADOR = " \u203a "


@dataclass(frozen=True)
class Exigencias:
    """What a case of a category cannot do without."""

    equipo: bool = False
    serie: bool = False
    foto: bool = False
    sede: bool = False

    @property
    def hay(self) -> bool:
        return self.equipo or self.serie or self.foto or self.sede


class Arbol:
    """All the categories. There are some dozens: walking them costs nothing."""

    def __init__(self, categorias: list[Categoria]) -> None:
        self._por_pk = {una.pk: una for una in categorias}
        self._hijas: dict[int | None, list[Categoria]] = defaultdict(list)
        for una in sorted(categorias, key=lambda c: (c.orden, c.nombre.casefold(), c.pk)):
            self._hijas[una.padre_id].append(una)

    @classmethod
    def leer(cls) -> Arbol:
        return cls(list(Categoria.objects.select_related("grupo", "texto_seguridad")))

    def linaje(self, pk: int | None) -> list[Categoria]:
        """From the root to that category. A circle, which nobody can write, would end there."""
        camino: list[Categoria] = []
        while pk is not None and pk in self._por_pk and len(camino) <= len(self._por_pk):
            camino.append(self._por_pk[pk])
            pk = self._por_pk[pk].padre_id
        return camino[::-1]

    def hijas(self, pk: int | None) -> list[Categoria]:
        return self._hijas[pk]

    def ramas(self, pk: int | None = None, nivel: int = 0) -> Iterator[tuple[int, Categoria]]:
        """Every category below, each after its parent, with how deep it is."""
        for una in self._hijas[pk]:
            yield nivel, una
            yield from self.ramas(una.pk, nivel + 1)

    def descendencia(self, pk: int) -> set[int]:
        """That category and all those inside it."""
        return {pk} | {una.pk for _nivel, una in self.ramas(pk)}

    def ruta(self, pk: int | None) -> str:
        """Its name after those around it, from the root."""
        return SEPARADOR.join(una.nombre for una in self.linaje(pk))

    def se_ofrece(self, pk: int, *, en_portal: bool = False) -> bool:
        """Neither it nor what it is in has been put away; for customers, none is ours alone."""
        return all(una.activa and (una.en_portal or not en_portal) for una in self.linaje(pk))

    def ofrecidas(self, *, en_portal: bool = False) -> list[tuple[int, str]]:
        """Choices for a form: (key, route), in the order of the tree."""
        return [
            (una.pk, self.ruta(una.pk))
            for _nivel, una in self.ramas()
            if self.se_ofrece(una.pk, en_portal=en_portal)
        ]

    def grupo_de(self, pk: int | None) -> Grupo | None:
        """Its team, or that of the nearest one around it."""
        return next((una.grupo for una in self.linaje(pk)[::-1] if una.grupo_id), None)

    def seguridad_de(self, pk: int | None) -> TextoSeguridad | None:
        """The danger of which the mere choice of it warns."""
        textos = (una.texto_seguridad for una in self.linaje(pk)[::-1])
        return next((texto for texto in textos if texto is not None and texto.activo), None)

    def exige(self, pk: int | None) -> Exigencias:
        """What it and those around it ask for."""
        linaje = self.linaje(pk)
        return Exigencias(
            equipo=any(una.exige_equipo or una.exige_serie for una in linaje),
            serie=any(una.exige_serie for una in linaje),
            foto=any(una.exige_foto for una in linaje),
            sede=any(una.exige_sede for una in linaje),
        )
