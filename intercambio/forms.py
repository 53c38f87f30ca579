"""What is asked at the screens of import: a file, how it is read, and what its columns are."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clientes.models import NuestroPapel
from intercambio.campos import CAMPOS_DE, ENTIDADES, campos_de
from intercambio.lectura import CODIFICACIONES, SEPARADORES
from intercambio.models import Clase, Importacion

DISPONIBLES = [(clase.value, clase.label) for clase in Clase if clase in CAMPOS_DE]
_SIGNOS = {";": _("Punto y coma"), ",": _("Coma"), "\t": _("Tabulador"), "|": _("Barra")}


class SubirForm(forms.Form):
    """The file and what its rows are."""

    use_required_attribute = False

    clase = forms.ChoiceField(
        label=_("Qué trae"),
        choices=DISPONIBLES,
        initial=Clase.TODO,
        error_messages={
            "required": _("Di qué trae el archivo."),
            "invalid_choice": _("Elige una de la lista."),
        },
    )
    archivo = forms.FileField(
        label=_("Archivo"),
        allow_empty_file=True,
        max_length=250,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt,.tsv"}),
        help_text=_("Excel (.xlsx) o CSV, con los títulos de las columnas en una fila."),
        error_messages={"required": _("Elige un archivo.")},
    )


class LecturaForm(forms.Form):
    """How the file is read, when what was found out is not right."""

    use_required_attribute = False

    hoja = forms.ChoiceField(label=_("Hoja"), required=False)
    codificacion = forms.ChoiceField(label=_("Codificación"), required=False)
    separador = forms.ChoiceField(label=_("Separador"), required=False)
    fila_cabecera = forms.IntegerField(
        label=_("Fila de los títulos"),
        min_value=1,
        max_value=10_000,
        error_messages={"required": _("Di en qué fila están los títulos.")},
    )

    def __init__(self, *args: Any, importacion: Importacion, hojas: list[str], **kw: Any) -> None:
        super().__init__(
            *args,
            initial={
                "hoja": importacion.hoja,
                "codificacion": importacion.codificacion,
                "separador": importacion.separador,
                "fila_cabecera": importacion.fila_cabecera,
            },
            **kw,
        )
        if hojas:
            self._elegir("hoja", [(hoja, hoja) for hoja in hojas])
            del self.fields["codificacion"], self.fields["separador"]
        else:
            del self.fields["hoja"]
            self._elegir("codificacion", list(CODIFICACIONES.items()))
            self._elegir("separador", [(signo, _SIGNOS[signo]) for signo in SEPARADORES])

    def _elegir(self, campo: str, opciones: list[tuple[str, Any]]) -> None:
        elegible: Any = self.fields[campo]
        elegible.choices = opciones
        elegible.error_messages["invalid_choice"] = _("Elige una de la lista.")


class ColumnasForm(forms.Form):
    """Which field of ours each column is."""

    use_required_attribute = False

    papel = forms.ChoiceField(
        label=_("Para los equipos nuevos somos"),
        choices=NuestroPapel,
        help_text=_("Si el archivo no lo dice. De ello depende quién responde de la garantía."),
        error_messages={"invalid_choice": _("Elige una de la lista.")},
    )
    solo_nuevas = forms.BooleanField(
        label=_("Añadir solo lo nuevo: no cambiar nada de lo que ya está"), required=False
    )

    def __init__(self, *args: Any, importacion: Importacion, **kwargs: Any) -> None:
        super().__init__(
            *args,
            initial={"papel": importacion.papel, "solo_nuevas": importacion.solo_nuevas},
            **kwargs,
        )
        opciones = opciones_de(importacion.clase)
        self.columnas = [f"columna_{n}" for n in range(len(importacion.columnas))]
        for nombre, (titulo, codigo) in zip(self.columnas, importacion.columnas, strict=True):
            self.fields[nombre] = forms.ChoiceField(
                label=titulo or _("(sin título)"),
                choices=opciones,
                required=False,
                initial=codigo,
                widget=forms.Select(attrs={"class": "form-select"}),
                error_messages={"invalid_choice": _("Elige una de la lista.")},
            )
        if "equipo.nuestro_papel" not in campos_de(importacion.clase):
            del self.fields["papel"]

    def codigos(self) -> list[str]:
        """The code chosen for each column, in their order."""
        return [self.cleaned_data[nombre] for nombre in self.columnas]

    def por_columnas(self) -> list[forms.BoundField]:
        return [self[nombre] for nombre in self.columnas]


def opciones_de(clase: str) -> list[Any]:
    """The fields of a kind, by what they are of."""
    grupos: dict[str, list[tuple[str, Any]]] = {}
    for campo in campos_de(clase).values():
        grupos.setdefault(campo.entidad, []).append((campo.codigo, campo.titulo))
    agrupadas = [(ENTIDADES[entidad], suyas) for entidad, suyas in grupos.items()]
    return [("", _("No se importa")), *agrupadas]
