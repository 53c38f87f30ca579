"""What is typed to set up a mailbox."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Column, Fieldset, Layout, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from cuentas.models import Grupo
from incidencias.encargos.perfiles import perfiles
from incidencias.forms.campos import area
from incidencias.models import Autenticacion, Buzon, Seguridad
from incidencias.servicios.correo.buzones import poner_secretos

# A password that was typed for one server is not sent to another.
ATAN_LA_CLAVE = ("servidor", "puerto", "seguridad", "usuario", "oauth_url")


class BuzonForm(forms.ModelForm):
    """The secrets go apart: what is stored never comes back to the page."""

    use_required_attribute = False
    secreto = forms.CharField(
        label=_("Contraseña o token"),
        required=False,
        max_length=4000,
        strip=True,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    oauth_url = forms.URLField(
        label=_("Dirección de renovación"), required=False, max_length=200, assume_scheme="https"
    )
    oauth_secreto = forms.CharField(
        label=_("Secreto del cliente"),
        required=False,
        max_length=4000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    class Meta:
        model = Buzon
        fields = [
            *("nombre", "correo", "remitente_nombre", "admite_mas", "es_por_defecto"),
            *("servidor", "puerto", "seguridad", "certificado", "usuario", "autenticacion"),
            *("oauth_url", "oauth_cliente", "carpeta", "carpeta_leidos", "recoger_desde"),
            *("grupo", "tipo", "perfil_encargos"),
        ]
        widgets = {
            "certificado": area(3, spellcheck="false"),
            "recoger_desde": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    perfil_encargos = forms.MultipleChoiceField(
        label=_("Encargos de"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=lambda: [(clave, perfil.titulo) for clave, perfil in perfiles().items()],
        help_text=_("Aseguradoras y marcas cuyos encargos llegan a este buzón."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["grupo"].queryset = Grupo.objects.order_by("nombre")
        self.fields["grupo"].empty_label = _("Nadie en particular")
        if self.instance.secreto:
            self.fields["secreto"].help_text = _("Hay una guardada. Vacío: se queda la que está.")
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = self._disposicion()

    def _disposicion(self) -> Layout:
        dos = "col-md-6"
        return Layout(
            Fieldset(
                str(_("La dirección")),
                Row(Column("nombre", css_class=dos), Column("correo", css_class=dos)),
                "remitente_nombre",
                "admite_mas",
                "es_por_defecto",
            ),
            Fieldset(
                str(_("Dónde se lee")),
                Row(
                    Column("servidor", css_class="col-md-8"), Column("puerto", css_class="col-md-4")
                ),
                "seguridad",
                Row(Column("usuario", css_class=dos), Column("autenticacion", css_class=dos)),
                "secreto",
                Row(Column("carpeta", css_class=dos), Column("carpeta_leidos", css_class=dos)),
                "recoger_desde",
            ),
            Fieldset(
                str(_("Qué se hace con lo que llega")),
                Row(Column("grupo", css_class=dos), Column("tipo", css_class=dos)),
                "perfil_encargos",
            ),
            HTML(_("<details><summary>Certificado propio y renovación de OAuth 2</summary>")),
            "certificado",
            "oauth_url",
            Row(Column("oauth_cliente", css_class=dos), Column("oauth_secreto", css_class=dos)),
            HTML("</details>"),
        )

    def clean_correo(self) -> str:
        return self.cleaned_data["correo"].lower()

    def clean(self) -> dict[str, Any]:
        datos = super().clean()
        tiene = self.instance.secreto or datos.get("secreto")
        cambia = set(ATAN_LA_CLAVE) & set(self.changed_data)
        if not tiene:
            self.add_error("secreto", _("Escribe la contraseña, o el token."))
        elif self.instance.pk and cambia and not datos.get("secreto"):
            self.add_error(
                "secreto", _("Escríbela otra vez: ha cambiado el servidor o el usuario.")
            )
        oauth_url = datos.get("oauth_url") or ""
        if oauth_url and not oauth_url.startswith("https://"):
            self.add_error("oauth_url", _("Tiene que empezar por https://"))
        if datos.get("autenticacion") == Autenticacion.OAUTH2 and (
            datos.get("seguridad") == Seguridad.NINGUNA
        ):
            self.add_error("seguridad", _("Un token no se envía sin cifrar."))
        return datos

    def _get_validation_exclusions(self) -> set[str]:
        """Which one is the default one is changed by choosing another."""
        return super()._get_validation_exclusions() | {"es_por_defecto"}

    def para_probar(self) -> Buzon:
        """The mailbox as it is typed, unsaved."""
        poner_secretos(
            self.instance,
            secreto=self.cleaned_data["secreto"],
            oauth_secreto=self.cleaned_data["oauth_secreto"],
        )
        return self.instance
