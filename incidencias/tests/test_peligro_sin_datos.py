"""A danger is never turned away for the data that its category asks for."""

import pytest
from django.urls import reverse

from clientes.tests.fabricas import ContactoFactory
from cuentas.tests.fabricas import AgenteFactory
from incidencias.models import CausaUrgencia, Incidencia, TextoSeguridad
from incidencias.servicios import NuevaIncidencia, abrir_incidencia
from incidencias.tests.fabricas import CategoriaFactory, PreguntaTriajeFactory
from nucleo.errores import ErrorDeNegocio

pytestmark = pytest.mark.django_db
EXIGE = ("exige_equipo", "exige_serie", "exige_sede", "exige_foto")


@pytest.fixture
def gas():
    return TextoSeguridad.objects.get(codigo="gas")


@pytest.fixture
def exigente():
    return CategoriaFactory(**dict.fromkeys(EXIGE, True))


@pytest.fixture
def huele(exigente, gas):
    return PreguntaTriajeFactory(categoria=exigente, texto_seguridad=gas, peligro_valor="si")


def _abrir(categoria, respuestas, *, por=None, **datos):
    contacto = por or ContactoFactory()
    nueva = NuevaIncidencia(
        cliente=contacto.cliente,
        asunto="Huele a gas",
        tipo="averia",
        canal="telefono",
        categoria=categoria,
        respuestas=respuestas,
        **datos,
    )
    return abrir_incidencia(nueva, por=por or AgenteFactory())


@pytest.mark.parametrize("de_cliente", [False, True])
def test_an_answer_that_tells_of_a_danger_comes_in_without_what_the_category_asks(
    huele, de_cliente
):
    por = ContactoFactory() if de_cliente else None
    with pytest.raises(ErrorDeNegocio):
        _abrir(huele.categoria, {huele.pk: "no"}, por=por)
    assert not Incidencia.objects.exists()
    assert _abrir(huele.categoria, {huele.pk: "si"}, por=por).es_urgencia_vital


def test_so_does_a_category_that_is_a_danger_itself(exigente, gas):
    PreguntaTriajeFactory(categoria=exigente, obligatoria=True)
    with pytest.raises(ErrorDeNegocio):
        _abrir(exigente, {})
    exigente.texto_seguridad = gas
    exigente.save()
    assert _abrir(exigente, {}).es_urgencia_vital


def test_a_category_that_only_warns_still_asks(exigente, gas):
    gas.causa_urgencia = None
    gas.save()
    exigente.texto_seguridad = gas
    exigente.save()
    with pytest.raises(ErrorDeNegocio):
        _abrir(exigente, {})


def test_so_does_what_somebody_says_that_cannot_wait(exigente):
    PreguntaTriajeFactory(categoria=exigente, obligatoria=True)
    causa = CausaUrgencia.objects.get(codigo="fuga_gas")
    abierta = _abrir(exigente, {}, causa_urgencia=causa, urgencia_justificacion="Huele a gas")
    assert abierta.es_urgencia_vital


def _por_telefono(oficina, pregunta, dicho):
    datos = {"cliente": ContactoFactory().cliente.pk, "asunto": "Huele a gas", "tipo": "averia"}
    niveles = {"canal": "telefono", "impacto": "medio", "urgencia": "media"}
    dichas = {"categoria": pregunta.categoria_id, f"t_{pregunta.pk}": dicho}
    return oficina.post(reverse("incidencias:nueva"), {**datos, **niveles, **dichas})


def test_by_telephone_it_is_asked_and_let_through(oficina, huele):
    tras_no = _por_telefono(oficina, huele, "no")
    assert tras_no.status_code == 422
    assert "Esta categoría pide" in tras_no.text
    assert _por_telefono(oficina, huele, "si").status_code == 302
    assert Incidencia.objects.get().es_urgencia_vital


def test_by_the_api_too(oficina, huele):
    datos = {"cliente": ContactoFactory().cliente.pk, "asunto": "Huele a gas", "tipo": "averia"}
    for dicho, codigo in (("no", 409), ("si", 201)):
        cuerpo = {**datos, "categoria": huele.categoria_id, "respuestas": {str(huele.pk): dicho}}
        hecha = oficina.post("/api/v1/incidencias/", cuerpo, content_type="application/json")
        assert hecha.status_code == codigo
    assert Incidencia.objects.get().es_urgencia_vital
