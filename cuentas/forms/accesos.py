"""Forms of the way in: signing in, recovering a password, API tokens."""

from typing import Any

from allauth.account.forms import LoginForm, ResetPasswordForm
from django import forms
from django.utils.translation import gettext_lazy as _

from cuentas.models import Token, Usuario


class EntrarForm(LoginForm):
    """Mail and password; labels say what to write, so no placeholders repeat them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for campo in self.fields.values():
            campo.widget.attrs.pop("placeholder", None)
            campo.help_text = ""


class RecuperarForm(ResetPasswordForm):
    """Passwords are for staff: a customer's address is answered as an unknown one."""

    users: list[Usuario]

    def clean_email(self) -> str:
        correo: str = super().clean_email()
        self.users = [usuario for usuario in self.users if usuario.es_personal]
        return correo


class TokenForm(forms.ModelForm):
    """The name by which its owner will recognise it."""

    class Meta:
        model = Token
        fields = ["nombre"]
        labels = {"nombre": _("Para qué es")}
        help_texts = {"nombre": _("Por ejemplo, «ERP de la central».")}
