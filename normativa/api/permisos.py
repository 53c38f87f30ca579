from typing import Any

from rest_framework.permissions import BasePermission
from rest_framework.request import Request


class EsPersonal(BasePermission):
    """Staff, external SATs included; not customers."""

    def has_permission(self, request: Request, view: Any) -> bool:
        return bool(request.user.is_authenticated and request.user.es_personal)
