"""What is typed to hand a case over, to ask another department and to answer it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cuentas.models import Usuario
from incidencias.forms.campos import Euros, Formulario, area
from incidencias.forms.decisiones import Decision
from incidencias.forms.preguntas import QueSePide
from incidencias.models import LimiteCortesia
from incidencias.permisos import limite_de_cortesia
from nucleo.formato import euros_es


class PedirAGrupoForm(QueSePide, Decision):
    pass


class PedirAutorizacionForm(Decision):
    importe_eur = Euros(label=_("Cuánto (€)"), error_messages={"required": _("Di de cuánto es.")})
    texto = forms.CharField(
        label=_("Por qué"),
        max_length=500,
        widget=area(3),
        error_messages={"required": _("Di por qué.")},
    )

    def para(self, usuario: Usuario) -> None:
        """Say what needs no asking."""
        limite = limite_de_cortesia(usuario)
        if limite:
            self.fields["importe_eur"].help_text = _("Hasta %(limite)s puedes darla tú.") % {
                "limite": euros_es(limite)
            }


class SupervisorForm(Decision):
    motivo = forms.CharField(
        label=_("Qué quiere"),
        required=False,
        max_length=5_000,
        widget=area(2),
        help_text=_("Lo leerá quien le llame."),
    )


class RechazarForm(Formulario):
    respuesta = forms.CharField(
        label=_("Por qué no"),
        max_length=500,
        widget=area(2),
        error_messages={"required": _("Para rechazarla hay que decir por qué.")},
    )


class RespuestaForm(Formulario):
    """The answer to a request; to an authorisation, with its yes or no."""

    respuesta = forms.CharField(
        label=_("Respuesta"),
        max_length=5_000,
        widget=area(3),
        error_messages={"required": _("Escribe la respuesta.")},
    )
    concedida = forms.NullBooleanField(required=False, widget=forms.HiddenInput)


class LimitesForm(Formulario):
    """How much goodwill each role may give: empty is none, a tick is without limit."""

    def __init__(self, *args: Any, roles: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        actuales = {fila.rol: fila for fila in LimiteCortesia.objects.all()}
        self.roles = roles
        for codigo, nombre in roles:
            fila = actuales.get(codigo)
            self.fields[codigo] = Euros(
                label=nombre,
                required=False,
                min_value=Decimal(0),
                initial=fila.importe_eur if fila else None,
                help_text=_("En euros y por incidencia. Vacío: ninguna."),
            )
            self.fields[f"{codigo}_sin_limite"] = forms.BooleanField(
                label=_("Sin límite"),
                required=False,
                initial=fila is not None and fila.importe_eur is None,
            )

    def limites(self) -> dict[str, Decimal | None]:
        """{role: euros, or None without limit}; who may give none is not there."""
        datos, limites = self.cleaned_data, {}
        for codigo, _nombre in self.roles:
            if datos[f"{codigo}_sin_limite"]:
                limites[codigo] = None
            elif datos[codigo]:
                limites[codigo] = datos[codigo]
        return limites
