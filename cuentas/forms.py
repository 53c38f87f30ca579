"""Forms of the account pages."""

from typing import Any

from allauth.account.forms import LoginForm


class EntrarForm(LoginForm):
    """Mail and password; labels say what to write, so no placeholders repeat them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for campo in self.fields.values():
            campo.widget.attrs.pop("placeholder", None)
            campo.help_text = ""
