"""Quick intake of what does not come by telephone: the counter, a letter, a complaint sheet."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from incidencias.busqueda import codigo_escrito
from incidencias.forms.campos import LARGO_TEXTO, Dia, Formulario, area
from incidencias.forms.nueva import NuevaForm
from incidencias.models import Canal, Tipo
from nucleo.empresa import empresa
from nucleo.forms import CampoFicheros
from nucleo.models.empresa import Comunidad
from nucleo.tiempo import hoy

FUERA = ("canal", "impacto", "urgencia", "fecha_fallo", "promesa", "promesa_vence_en")
ESCANEADO = "image/*,application/pdf,.heic"


class EntradaForm(NuevaForm):
    """Nueva without what only a conversation has: who, what, and the paper."""

    canal_fijo = Canal.PRESENCIAL
    tipo_fijo: Tipo | None = None
    escaneado = CampoFicheros(label=_("Fotos o papeles"), admite=ESCANEADO)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for campo in FUERA:
            self.fields.pop(campo, None)
        if self.tipo_fijo is not None:
            del self.fields["tipo"]

    @property
    def del_papel(self) -> list[forms.BoundField]:
        """The fields that only this kind of intake has."""
        return [self[nombre] for nombre in self.campos_del_papel]

    campos_del_papel: tuple[str, ...] = ()


class MostradorForm(EntradaForm):
    """Somebody is in front of us."""


class ConEscaneado(forms.Form):
    """The paper itself is needed."""

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        if not datos.get("escaneado") and "escaneado" not in self.errors:
            self.add_error("escaneado", _("Adjunta el papel escaneado o una foto."))
        return datos


class DeUnaHoja(ConEscaneado):
    numero = forms.CharField(
        label=_("Número de la hoja"),
        max_length=40,
        error_messages={"required": _("La hoja lleva un número: cópialo.")},
    )
    comunidad = forms.ChoiceField(
        label=_("De qué comunidad"),
        choices=Comunidad.choices,
        help_text=_("Si su norma da otro plazo para responder, cuenta el que vence antes."),
    )
    fecha = Dia(label=_("Presentada el"), help_text=_("Desde ese día corre el plazo legal."))


class CartaForm(ConEscaneado, EntradaForm):
    """A letter: of somebody, or about a case that is here already."""

    canal_fijo = Canal.POSTAL
    campos_del_papel = ("fecha_llegada", "fecha_matasellos", "numero_certificado", "escaneado")
    escaneado = CampoFicheros(label=_("La carta escaneada"), admite=ESCANEADO)
    fecha_llegada = Dia(label=_("Llegó el"))
    fecha_matasellos = Dia(label=_("Fecha del matasellos"), required=False)
    numero_certificado = forms.CharField(
        label=_("Número de certificado"), max_length=40, required=False
    )
    responde_a = forms.CharField(
        label=_("Contesta a la incidencia"),
        max_length=20,
        required=False,
        help_text=_("Su código, si ya la tenemos: la carta se añade allí."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fecha_llegada"].initial = hoy
        if self.data.get("responde_a", "").strip():
            self.fields["asunto"].required = False

    def clean_responde_a(self) -> str:
        escrito = self.cleaned_data["responde_a"].strip()
        codigo = codigo_escrito(escrito) if escrito else ""
        if codigo is None:
            raise forms.ValidationError(_("Escribe un código como INC-26-000123."))
        return codigo

    def clean(self) -> dict[str, Any]:
        datos = super().clean()
        if datos.get("responde_a"):
            self.errors.pop("cliente", None)
            datos.setdefault("cliente", None)
        llegada, matasellos = datos.get("fecha_llegada"), datos.get("fecha_matasellos")
        if llegada and matasellos and matasellos > llegada:
            self.add_error("fecha_matasellos", _("Una carta no llega antes de echarse al correo."))
        return datos


class HojaNuevaForm(DeUnaHoja, EntradaForm):
    """A complaint sheet that begins a case."""

    tipo_fijo = Tipo.RECLAMACION
    campos_del_papel = ("numero", "comunidad", "fecha", "escaneado")
    escaneado = CampoFicheros(label=_("La hoja escaneada"), admite=ESCANEADO)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _con_lo_de_hoy(self)


class HojaForm(DeUnaHoja, Formulario):
    """The complaint sheet of a case that is here."""

    escaneado = CampoFicheros(label=_("La hoja escaneada"), admite=ESCANEADO)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _con_lo_de_hoy(self)


class SugerenciaForm(EntradaForm):
    """What somebody proposes, said to anybody of ours."""

    tipo_fijo = Tipo.SUGERENCIA
    canal = forms.ChoiceField(
        label=_("Cómo nos la hizo"),
        choices=[(c.value, c.label) for c in Canal if c not in {Canal.PORTAL, Canal.API}],
        initial=Canal.PRESENCIAL,
    )
    descripcion = forms.CharField(
        label=_("Qué propone"), max_length=LARGO_TEXTO, required=False, widget=area(5)
    )
    campos_del_papel = ("canal",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["canal"] = self.base_fields["canal"]


def _con_lo_de_hoy(form: forms.Form) -> None:
    form.fields["fecha"].initial = hoy
    form.fields["comunidad"].initial = empresa().comunidad
