"""Form fields for every app."""

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from nucleo.forms import CampoFicheros


class Formulario(forms.Form):
    fotos = CampoFicheros(admite="image/*")


def enviado(*ficheros) -> list:
    form = Formulario({}, MultiValueDict({"fotos": list(ficheros)} if ficheros else {}))
    assert form.is_valid(), form.errors
    return form.cleaned_data["fotos"]


def test_several_files_arrive_in_their_order_and_none_is_no_mistake():
    una, otra = SimpleUploadedFile("una.jpg", b"1"), SimpleUploadedFile("otra.jpg", b"2")
    assert enviado(una, otra) == [una, otra]
    assert enviado() == []


def test_an_empty_file_passes_for_whoever_stores_it_to_name_it():
    vacia = SimpleUploadedFile("vacia.jpg", b"")
    assert [fichero.name for fichero in enviado(vacia)] == ["vacia.jpg"]


def test_the_box_takes_several_and_says_which():
    html = str(Formulario()["fotos"])
    assert " multiple" in html
    assert 'accept="image/*"' in html
    assert "required" not in html
