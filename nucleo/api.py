"""Common pieces of the API."""

from rest_framework.pagination import CursorPagination
from rest_framework.views import exception_handler as manejar_error

__all__ = ["PaginaCursor", "manejar_error"]


class PaginaCursor(CursorPagination):
    ordering = "-pk"
