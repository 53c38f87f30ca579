"""What allauth asks us: nobody signs up alone, and what it says is said in our words."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from nucleo.empresa import empresa


class AdaptadorCuentas(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("Esta cuenta está desactivada. Hable con quien la administra."),
        "email_password_mismatch": _("El correo o la contraseña no son correctos."),
        "incorrect_code": _("Ese código no es correcto. Mire el último correo que le enviamos."),
        "incorrect_password": _("La contraseña no es correcta."),
        "too_many_login_attempts": _(
            "Demasiados intentos. Por seguridad, espere unos minutos antes de probar otra vez."
        ),
        "rate_limited": _("Demasiadas peticiones seguidas. Espere un momento."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Account mails do not pass through the outbox: a code must not wait, nor be stored."""
        super().send_mail(template_prefix, email, {**context, "empresa": empresa()})
