"""Which of two customers stays."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clientes.models import Cliente


class FusionForm(forms.Form):
    queda = forms.ChoiceField(
        label=_("Con cuál nos quedamos"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Elige con cuál nos quedamos."),
            "invalid_choice": _("Elige uno de los dos."),
        },
    )
    use_required_attribute = False

    def __init__(self, *args: Any, uno: Cliente, otro: Cliente, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        opciones = forms.ChoiceField
        campo = self.fields["queda"]
        assert isinstance(campo, opciones)  # noqa: S101 - declared above
        campo.choices = [(str(cliente.pk), str(cliente)) for cliente in (uno, otro)]
        # Who has more to lose: the identified one, and of two, the older.
        mejor = min((uno, otro), key=lambda c: (c.es_provisional, not c.nif, c.pk))
        self.initial.setdefault("queda", str(mejor.pk))
