"""What is decided at once for the cases inside another, and several opened at once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clientes.models import Cliente, Equipo, Sede
from cuentas.models import Usuario
from incidencias.forms.campos import LARGO_TEXTO, CampoCategoria, Formulario, area
from incidencias.models import Canal, Impacto, Incidencia, Tipo, Urgencia
from nucleo.palabras import decir_luego

DECISIONES = [
    ("responder", _("Responder al cliente en cada una")),
    ("nota", _("Dejar la misma nota")),
    ("resolver", _("Darlas por resueltas")),
    ("cerrar", _("Cerrarlas")),
]
CON_TEXTO, CON_SOLUCION = {"responder", "nota"}, {"resolver"}


class CascadaForm(Formulario):
    decision = forms.ChoiceField(
        label=_("Qué hacer"), choices=DECISIONES, widget=forms.RadioSelect, initial="responder"
    )
    texto = forms.CharField(
        label=_("Texto"),
        required=False,
        max_length=LARGO_TEXTO,
        widget=area(4),
        help_text=_("De la respuesta o de la nota; si se resuelven, la solución."),
    )
    causa = forms.CharField(
        label=_("Causa"), required=False, max_length=80, help_text=_("Si se dan por resueltas.")
    )
    hijas = forms.MultipleChoiceField(
        label=_("En cuáles"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Elige al menos una.")},
    )

    def __init__(self, *args: Any, hijas: list[Incidencia], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hijas"].choices = [
            (hija.pk, f"{hija.codigo} · {hija.asunto} · {hija.get_estado_display()}")
            for hija in hijas
        ]
        self.initial.setdefault("hijas", [hija.pk for hija in hijas if hija.esta_abierta])

    def clean_hijas(self) -> list[int]:
        return [int(pk) for pk in self.cleaned_data["hijas"]]

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        decision = datos.get("decision")
        if decision in CON_TEXTO | CON_SOLUCION and not (datos.get("texto") or "").strip():
            self.add_error("texto", _("Escribe el texto."))
        if decision in CON_SOLUCION and not (datos.get("causa") or "").strip():
            self.add_error("causa", _("Para resolver hay que indicar la causa."))
        return datos

    def datos(self) -> dict[str, Any]:
        """What the service of that decision takes."""
        limpios = self.cleaned_data
        if limpios["decision"] in CON_TEXTO:
            return {"texto": limpios["texto"]}
        if limpios["decision"] in CON_SOLUCION:
            return {"solucion": limpios["texto"], "causa": limpios["causa"]}
        return {}


class VariasNuevasForm(Formulario):
    """One text for several units of a site."""

    asunto = forms.CharField(
        label=_("Qué pasa, en pocas palabras"),
        max_length=140,
        error_messages={"required": _("Escribe un asunto: qué pasa, en pocas palabras.")},
    )
    descripcion = forms.CharField(
        label=_("Detalles"), required=False, max_length=LARGO_TEXTO, widget=area(4)
    )
    tipo = forms.ChoiceField(label=_("Tipo"), choices=Tipo.choices, initial=Tipo.AVERIA)
    categoria = CampoCategoria(
        label=_("Categoría"),
        required=False,
        empty_label=_("Sin categoría"),
    )
    canal = forms.ChoiceField(
        label=_("Cómo llega"),
        choices=[(c.value, c.label) for c in Canal if c not in {Canal.PORTAL, Canal.API}],
        initial=Canal.CORREO,
    )
    impacto = forms.ChoiceField(label=_("Impacto"), choices=Impacto.choices, initial=Impacto.MEDIO)
    urgencia = forms.ChoiceField(
        label=_("Urgencia"), choices=Urgencia.choices, initial=Urgencia.MEDIA
    )
    equipos = forms.ModelMultipleChoiceField(
        label=decir_luego(_("[Equipos]")),
        queryset=Equipo.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": decir_luego(_("Elige al menos [un equipo].")),
            "invalid_choice": decir_luego(_("[Ese equipo] no es de esta sede.")),
            "invalid_pk_value": decir_luego(_("[Ese equipo] no es de esta sede.")),
        },
    )

    def __init__(
        self, *args: Any, usuario: Usuario, cliente: Cliente, sede: Sede, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        suyos = Equipo.objects.visibles_para(usuario).que_tiene(cliente.pk)
        self.fields["equipos"].queryset = (
            suyos.filter(sede=sede, retirado_en=None).select_related("producto").order_by("pk")
        )
