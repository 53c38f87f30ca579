"""Ajustes → Plazos: what is promised from a day on."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incidencias.forms.campos import Dia, Formulario
from incidencias.models import Prioridad, TipoObjetivo, VersionPolitica


class PoliticaForm(Formulario):
    """Working hours by target and priority, and the day from which they rule."""

    tipos = (TipoObjetivo.PRIMERA_RESPUESTA, TipoObjetivo.RESOLUCION)
    prioridades = tuple(Prioridad)
    desde = Dia(
        label=_("Rige desde"),
        help_text=_("Las incidencias que lleguen antes conservan sus plazos."),
        error_messages={"required": _("Di desde qué día.")},
    )

    def __init__(self, *args: Any, version: VersionPolitica | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("desde", timezone.localdate() + timedelta(days=1))
        vigentes = self._vigentes(version)
        for tipo in self.tipos:
            for prioridad in self.prioridades:
                self.fields[self.nombre(tipo, prioridad)] = forms.DecimalField(
                    label=f"{tipo.label}, {prioridad.label}",
                    required=False,
                    min_value=Decimal("0.1"),
                    max_value=2000,
                    decimal_places=2,
                    localize=True,
                    initial=vigentes.get((tipo.value, prioridad.value)),
                )

    @staticmethod
    def nombre(tipo: TipoObjetivo, prioridad: Prioridad) -> str:
        return f"{tipo.value}_{prioridad.value}"

    @staticmethod
    def _vigentes(version: VersionPolitica | None) -> dict[tuple[str, int], Decimal]:
        if version is None:
            return {}
        return {
            (fila.tipo, fila.prioridad): (Decimal(fila.segundos) / 3600).normalize()
            for fila in version.objetivos.all()
        }

    def filas(self) -> list[tuple[Any, list[Any]]]:
        """The table: each priority with its fields."""
        return [
            (prioridad.label, [self[self.nombre(tipo, prioridad)] for tipo in self.tipos])
            for prioridad in self.prioridades
        ]

    def segundos(self) -> dict[tuple[str, int], int]:
        """What is typed and valid, in working seconds; before sending, the figures in force."""
        valores = {}
        for tipo in self.tipos:
            for prioridad in self.prioridades:
                campo = self.nombre(tipo, prioridad)
                datos = getattr(self, "cleaned_data", {})
                horas = datos.get(campo) if self.is_bound else self.fields[campo].initial
                if horas:
                    valores[tipo.value, prioridad.value] = round(horas * 3600)
        return valores
