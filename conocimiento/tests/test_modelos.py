"""What the tables of the app refuse by themselves."""

import pytest
from django.db import IntegrityError, transaction

from conocimiento.models import Plantilla, TextoPlantilla
from conocimiento.tests.fabricas import PlantillaFactory
from cuentas.tests.fabricas import AgenteFactory, UsuarioFactory

pytestmark = pytest.mark.django_db


def se_rechaza(crear):
    with pytest.raises(IntegrityError), transaction.atomic():
        crear()


def test_two_shared_templates_have_not_the_same_shortcut():
    PlantillaFactory(atajo="acceso")
    se_rechaza(lambda: PlantillaFactory(atajo="acceso"))


def test_somebodys_own_may_have_the_shortcut_of_a_shared_one():
    PlantillaFactory(atajo="acceso")
    PlantillaFactory(atajo="acceso", dueno=AgenteFactory())
    assert Plantilla.objects.filter(atajo="acceso").count() == 2


def test_a_retired_one_leaves_its_shortcut_free():
    PlantillaFactory(atajo="acceso", activa=False)
    assert PlantillaFactory(atajo="acceso").activa


def test_a_template_says_one_thing_in_each_language():
    plantilla = PlantillaFactory(texto="Hola")
    se_rechaza(lambda: TextoPlantilla.objects.create(plantilla=plantilla, idioma="es", texto="a"))
    se_rechaza(lambda: TextoPlantilla.objects.create(plantilla=plantilla, idioma="fr", texto="a"))
    se_rechaza(lambda: TextoPlantilla.objects.create(plantilla=plantilla, idioma="ca", texto=""))


def test_one_sees_the_shared_ones_and_ones_own():
    ana, luis = AgenteFactory(), AgenteFactory()
    compartida, de_ana = PlantillaFactory(), PlantillaFactory(dueno=ana)
    de_la_casa = Plantilla.objects.filter(clave="")
    assert set(de_la_casa.visibles_para(ana)) == {compartida, de_ana}
    assert set(de_la_casa.visibles_para(luis)) == {compartida}
    assert not Plantilla.objects.visibles_para(UsuarioFactory()).exists()


def test_a_template_is_for_its_kinds_and_categories_or_for_all():
    todas = PlantillaFactory()
    averias = PlantillaFactory(tipos=["averia"])
    ruidos = PlantillaFactory(categorias=[7])
    otras = PlantillaFactory(tipos=["queja"], categorias=[7])
    de_la_casa = Plantilla.objects.filter(clave="")
    assert set(de_la_casa.para("averia", [])) == {todas, averias}
    assert set(de_la_casa.para("averia", [3, 7])) == {todas, averias, ruidos}
    assert otras not in de_la_casa.para("averia", [7])
