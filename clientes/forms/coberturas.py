"""Forms of the rights that are given to a unit by hand, and taken back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clientes.forms.comun import FECHA, FormularioDeServicio, grupo
from clientes.models import OPCIONES_DE_GARANTE, TIPOS_A_MANO, Cobertura, Equipo, TipoCobertura


class CoberturaForm(FormularioDeServicio):
    partes = (
        grupo(_("Qué es"), "tipo", ("fecha_inicio", "fecha_fin"), "defecto"),
        grupo(
            _("Quién paga"),
            ("paga", "garante"),
            ("piezas_pct", "mano_obra_pct", "desplazamiento_pct"),
        ),
        grupo(_("Qué dice"), "condiciones", "documento"),
    )
    documento = forms.FileField(
        label=_("Documento"),
        required=False,
        help_text=_("El certificado o la póliza, en PDF o en foto."),
    )

    class Meta:
        model = Cobertura
        fields = [
            "tipo",
            "fecha_inicio",
            "fecha_fin",
            "defecto",
            "paga",
            "garante",
            "piezas_pct",
            "mano_obra_pct",
            "desplazamiento_pct",
            "condiciones",
        ]
        widgets = {
            "fecha_inicio": FECHA,
            "fecha_fin": FECHA,
            "condiciones": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "defecto": _("Si solo cubre un fallo. Vacío: cualquiera."),
            "garante": _("Quién responde, con su nombre."),
            "fecha_fin": _("El último día entra."),
        }

    def __init__(self, *args: Any, equipo: Equipo, **kwargs: Any) -> None:
        kwargs["initial"] = {"tipo": TipoCobertura.AMPLIACION, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.fields["tipo"].choices = [(tipo.value, tipo.label) for tipo in TIPOS_A_MANO]  # type: ignore[attr-defined]
        self.fields["paga"].choices = [  # type: ignore[attr-defined]
            ("", _("Elige…")),
            *OPCIONES_DE_GARANTE,
        ]
        if "paga" not in self.initial or not self.initial["paga"]:
            self.fields["paga"].initial = ""


class AnularCoberturaForm(forms.Form):
    use_required_attribute = False
    motivo = forms.CharField(
        label=_("Por qué se anula"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("«La manipuló otro taller», «No se pagó». Queda escrito en su historia."),
        error_messages={"required": _("Para anular una cobertura hay que decir por qué.")},
    )
