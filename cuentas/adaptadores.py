"""What allauth asks us: nobody signs up alone as staff."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AdaptadorCuentas(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
