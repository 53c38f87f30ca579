"""Files that customers send with a form, kept if something else in it is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from nucleo.archivos import DOCUMENTOS, guardar
from nucleo.errores import ErrorDeNegocio
from nucleo.forms import CampoFicheros
from nucleo.models import Archivo

MAX_FICHEROS = 5
SAL = "portal.ficheros"
ADMITE = "image/*,video/mp4,video/quicktime,application/pdf,.heic"

Fichero = tuple[Archivo, str]


class ConFicheros(forms.Form):
    """A form with files that survive a mistake elsewhere in it.

    Browsers do not send them again, so those already stored travel signed in `guardados`.
    """

    ficheros = CampoFicheros(
        label=_("Fotos o documentos"),
        admite=ADMITE,
        help_text=_("Hasta 5, de 25 MB como mucho. Una foto de la etiqueta ayuda mucho."),
    )
    guardados = forms.CharField(required=False, widget=forms.HiddenInput)
    de_ficheros: tuple[str, ...] = ("ficheros",)  # the fields that carry files

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.recibidos: dict[str, list[Fichero]] = {campo: [] for campo in self.de_ficheros}
        if self.is_bound:
            guardados = _leer_guardados(self.data.get(self.add_prefix("guardados"), ""))
            self.recibidos |= {c: f for c, f in guardados.items() if c in self.recibidos}

    @property
    def adjuntos(self) -> list[Fichero]:
        """All of them, whatever field they came by."""
        return [fichero for ficheros in self.recibidos.values() for fichero in ficheros]

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        for campo in self.de_ficheros:
            for fichero in datos.get(campo) or []:
                self._guardar(campo, fichero)
            if len(self.recibidos[campo]) > MAX_FICHEROS:
                self.add_error(campo, _("Puede enviar cinco ficheros como mucho."))
                self.recibidos[campo] = self.recibidos[campo][:MAX_FICHEROS]
        self.data = self.data.copy()  # what the next page carries
        self.data[self.add_prefix("guardados")] = _firmar(self.recibidos)
        return datos

    def _guardar(self, campo: str, fichero: UploadedFile) -> None:
        nombre = (fichero.name or "")[-150:]
        try:
            self.recibidos[campo].append((guardar(fichero, admitidos=DOCUMENTOS), nombre))
        except ErrorDeNegocio as error:
            self.add_error(campo, str(error))

    @property
    def nombres_guardados(self) -> list[str]:
        return [nombre for _archivo, nombre in self.adjuntos]


def _firmar(recibidos: Mapping[str, Iterable[Fichero]]) -> str:
    ternas = [(c, a.pk, nombre) for c, ficheros in recibidos.items() for a, nombre in ficheros]
    return signing.dumps(ternas, salt=SAL)


def _leer_guardados(texto: str) -> dict[str, list[Fichero]]:
    """The files of an earlier attempt, of the last hour; nothing if somebody made it up."""
    try:
        ternas = signing.loads(texto, salt=SAL, max_age=3600)
    except signing.BadSignature:
        return {}
    archivos = Archivo.objects.in_bulk([pk for _campo, pk, _nombre in ternas])
    leidos: dict[str, list[Fichero]] = {}
    for campo, pk, nombre in ternas:
        if pk in archivos:
            leidos.setdefault(campo, []).append((archivos[pk], nombre))
    return leidos
