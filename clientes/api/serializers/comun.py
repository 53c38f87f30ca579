"""What the serializers of this app share."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from clientes.models import Cliente

ID_MAXIMO = 2**63 - 1


class SoloLosQueVe(serializers.PrimaryKeyRelatedField):
    """A related row by id, among those that whoever asks may see.

    A customer that was merged is whoever it is today, unless `tal_cual`.
    """

    def __init__(self, *, tal_cual: bool = False, **opciones: Any) -> None:
        super().__init__(**opciones)
        self.tal_cual = tal_cual

    def get_queryset(self) -> Any:
        filas, peticion = super().get_queryset(), self.context.get("request")
        if peticion is None or not hasattr(filas, "visibles_para"):
            return filas
        return filas.visibles_para(peticion.user)

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, int) and not isinstance(data, bool) and abs(data) > ID_MAXIMO:
            self.fail("does_not_exist", pk_value=data)
        fila = super().to_internal_value(data)
        return fila.titular if isinstance(fila, Cliente) and not self.tal_cual else fila
