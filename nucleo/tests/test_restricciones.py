"""Constraints answer with a sentence."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from nucleo.errores import ErrorDeNegocio
from nucleo.models import Calendario, Empresa, IntervaloSemanal
from nucleo.restricciones import anotar_en, traducir_integridad
from nucleo.tests.fabricas import (
    ArchivoFactory,
    CalendarioFactory,
    FestivoFactory,
    VersionCalendarioFactory,
)

pytestmark = pytest.mark.django_db


def test_a_broken_check_becomes_its_own_sentence():
    with pytest.raises(ErrorDeNegocio) as info, traducir_integridad():
        FestivoFactory(municipio="Getafe", comunidad="")
    assert str(info.value) == "Un festivo local necesita su comunidad."
    assert info.value.codigo == "festivo_municipio_con_comunidad"


def test_a_broken_unique_constraint_too():
    version = VersionCalendarioFactory()
    with pytest.raises(ErrorDeNegocio, match="ya tiene una versión"), traducir_integridad():
        VersionCalendarioFactory(calendario=version.calendario)


def test_a_unique_field_names_itself():
    CalendarioFactory(nombre="Taller")
    with pytest.raises(ErrorDeNegocio, match="«nombre»"), traducir_integridad():
        CalendarioFactory(nombre="Taller")


def test_an_exclusion_too():
    version = VersionCalendarioFactory()
    with pytest.raises(ErrorDeNegocio, match="se solapa"), traducir_integridad():
        IntervaloSemanal.objects.create(
            version=version, dia_semana=0, desde_min=13 * 60, hasta_min=15 * 60
        )


def test_an_adjacent_interval_or_another_season_does_not_overlap():
    version = VersionCalendarioFactory()
    IntervaloSemanal.objects.create(version=version, dia_semana=0, desde_min=840, hasta_min=960)
    IntervaloSemanal.objects.create(
        version=version,
        dia_semana=0,
        desde_min=540,
        hasta_min=840,
        temporada_desde=615,
        temporada_hasta=915,
    )
    assert IntervaloSemanal.objects.filter(version=version, dia_semana=0).count() == 4


def test_the_surrounding_transaction_stays_usable():
    with transaction.atomic():
        with pytest.raises(ErrorDeNegocio), traducir_integridad():
            FestivoFactory(municipio="Getafe", comunidad="")
        CalendarioFactory(nombre="Taller")
    assert Calendario.objects.filter(nombre="Taller").exists()


def test_a_constraint_without_a_sentence_is_a_bug_and_goes_through():
    with pytest.raises(IntegrityError), traducir_integridad():
        Empresa.objects.create(id=2)


def test_a_foreign_key_is_not_taken_for_a_unique_field():
    huerfana = VersionCalendarioFactory.build(calendario=None, calendario_id=999_999)
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
    with pytest.raises(IntegrityError), traducir_integridad():
        huerfana.save()


def test_an_unknown_value_of_a_choice_is_refused_by_the_database():
    with pytest.raises(IntegrityError, match="festivo_comunidad_conocido"):
        FestivoFactory(comunidad="XX")


def test_an_optional_choice_may_be_empty():
    assert FestivoFactory(comunidad="", fecha=date(2050, 1, 2)).pk


def test_a_file_exists_once():
    archivo = ArchivoFactory()
    with pytest.raises(ErrorDeNegocio, match="Ya existe"), traducir_integridad():
        ArchivoFactory(sha256=archivo.sha256)


def test_the_error_goes_next_to_its_field():
    from django import forms

    class Formulario(forms.Form):
        nombre = forms.CharField(required=False)

    form = Formulario({})
    anotar_en(form, ErrorDeNegocio("Ese nombre no.", campo="nombre"))
    anotar_en(form, ErrorDeNegocio("Nada de nada.", campo="otro"))
    assert form.errors == {"nombre": ["Ese nombre no."], "__all__": ["Nada de nada."]}
