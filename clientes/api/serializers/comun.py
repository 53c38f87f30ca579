"""What the serializers of this app share."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

ID_MAXIMO = 2**63 - 1


class SoloLosQueVe(serializers.PrimaryKeyRelatedField):
    """A related row by id, among those that whoever asks may see."""

    def get_queryset(self) -> Any:
        filas, peticion = super().get_queryset(), self.context.get("request")
        if peticion is None or not hasattr(filas, "visibles_para"):
            return filas
        return filas.visibles_para(peticion.user)

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, int) and not isinstance(data, bool) and abs(data) > ID_MAXIMO:
            self.fail("does_not_exist", pk_value=data)
        return super().to_internal_value(data)
