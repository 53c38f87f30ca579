from typing import Any

from django.http import Http404
from rest_framework.permissions import BasePermission
from rest_framework.request import Request


class EsPersonal(BasePermission):
    """Staff, external SATs included; to a customer there is nothing here."""

    def has_permission(self, request: Request, view: Any) -> bool:
        if request.user.is_authenticated and not request.user.es_personal:
            raise Http404
        return bool(request.user.is_authenticated)
