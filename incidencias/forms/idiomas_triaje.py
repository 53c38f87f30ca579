"""A question in the other languages of customers: three fields for each."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from clientes.models import Idioma
from incidencias.forms.campos import area
from incidencias.models import PreguntaTriaje, TraduccionPregunta

OTROS = [idioma for idioma in Idioma if idioma != Idioma.ES]
PARTES = ("texto", "ayuda", "opciones")
LARGO_OPCION = 100


class ConIdiomas(forms.ModelForm):
    """Adds `texto_ca`, `ayuda_ca`, `opciones_ca`… to the form of a question."""

    def _poner_idiomas(self) -> None:
        una: PreguntaTriaje = self.instance
        escritas = {fila.idioma: fila for fila in una.traducciones.all()} if una.pk else {}
        for idioma in OTROS:
            fila = escritas.get(idioma.value)
            self.fields |= {
                f"texto_{idioma.value}": forms.CharField(
                    label=_("Pregunta"),
                    max_length=200,
                    required=False,
                    initial=fila.texto if fila else "",
                    widget=forms.TextInput(attrs={"lang": idioma.value}),
                ),
                f"ayuda_{idioma.value}": forms.CharField(
                    label=_("Ayuda"),
                    max_length=200,
                    required=False,
                    initial=fila.ayuda if fila else "",
                    widget=forms.TextInput(attrs={"lang": idioma.value}),
                ),
                f"opciones_{idioma.value}": forms.CharField(
                    label=_("Respuestas"),
                    max_length=3_000,
                    required=False,
                    initial="\n".join(fila.opciones) if fila else "",
                    widget=area(3),
                    help_text=_("En el mismo orden, una en cada línea."),
                ),
            }

    def _limpiar_idiomas(self, opciones: list[str]) -> None:
        for idioma in OTROS:
            texto, ayuda, dichas = self._dicho_en(idioma)
            if (ayuda or dichas) and not texto:
                self.add_error(f"texto_{idioma.value}", _("Escribe la pregunta en este idioma."))
            if texto and len(dichas) != len(opciones):
                self.add_error(
                    f"opciones_{idioma.value}",
                    _("Escribe tantas respuestas como tiene en español: %(n)d.")
                    % {"n": len(opciones)},
                )
            if any(len(una) > LARGO_OPCION for una in dichas):
                self.add_error(f"opciones_{idioma.value}", _("Alguna respuesta es muy larga."))

    def _dicho_en(self, idioma: Idioma) -> tuple[str, str, list[str]]:
        texto, ayuda, opciones = (
            self.cleaned_data.get(f"{parte}_{idioma.value}") or "" for parte in PARTES
        )
        return texto, ayuda, [una.strip() for una in opciones.splitlines() if una.strip()]

    def guardar_idiomas(self) -> None:
        """After the question itself, in its transaction."""
        una: PreguntaTriaje = self.instance
        for idioma in OTROS:
            texto, ayuda, opciones = self._dicho_en(idioma)
            if not texto:
                una.traducciones.filter(idioma=idioma).delete()
                continue
            TraduccionPregunta.objects.update_or_create(
                pregunta=una,
                idioma=idioma,
                defaults={"texto": texto, "ayuda": ayuda, "opciones": opciones},
            )

    def generales(self) -> list[Any]:
        suyos = {f"{parte}_{idioma.value}" for idioma in OTROS for parte in PARTES}
        return [self[nombre] for nombre in self.fields if nombre not in suyos]

    def idiomas(self) -> list[tuple[Any, list[Any], bool]]:
        """Each language with its fields, and whether there is something to see in them."""
        todos = [(i.label, [self[f"{p}_{i.value}"] for p in PARTES]) for i in OTROS]
        return [(nombre, suyos, any(c.errors for c in suyos)) for nombre, suyos in todos]
