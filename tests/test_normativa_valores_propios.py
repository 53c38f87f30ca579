"""Overrides of legal figures: dated, with reason and author, never edited."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.urls import reverse

from clientes.cobertura import veredicto_de
from clientes.tests.fabricas import CompraFactory
from cuentas.tests.fabricas import UsuarioFactory
from normativa.cifras import NOMBRES
from normativa.models import EventoParametro, ParametroPropio
from normativa.parametros import olvidar_parametros, parametros_vigentes
from normativa.reglas.parametros import oficiales
from normativa.servicios import anular_cifra, cambiar_cifra, terminar_cifra
from nucleo.errores import ErrorDeNegocio

pytestmark = pytest.mark.django_db

VALORES = {
    "territorio": "",
    "valor": "5",
    "unidad": "anios",
    "desde": "2024-01-01",
    "hasta": "",
    "motivo": "Así lo anunciamos.",
}
CAMBIAR = "/ajustes/normativa/cambiar/garantia_bien/"


@pytest.fixture
def jefa(client):
    usuario = UsuarioFactory(nombre="Marta Ruiz", roles=["administrador"])
    client.force_login(usuario)
    return usuario


def crear(autor, **cambios):
    valores = {**VALORES, "codigo": "garantia_bien", "hasta": None, **cambios}
    return ParametroPropio.objects.create(**valores, autor=autor)


def codigos(propio):
    return [evento.codigo for evento in propio.eventos.all()]


def test_without_overrides_the_official_figures_are_used_as_they_are():
    assert parametros_vigentes() is oficiales()


# --- Changing a figure


def test_the_administrator_changes_one_and_signs_it(client, jefa):
    assert "3 años" in client.get(CAMBIAR).text
    respuesta = client.post(CAMBIAR, VALORES)
    assert respuesta.status_code == 302
    propio = ParametroPropio.objects.get()
    assert (propio.autor, propio.valor, propio.codigo) == (jefa, 5, "garantia_bien")
    evento = propio.eventos.get()
    assert (evento.codigo, evento.usuario, evento.datos) == ("cambiado", jefa, {})


@pytest.mark.parametrize(
    ("cambios", "frase"),
    [
        ({"motivo": ""}, "Di por qué se cambia"),
        ({"motivo": "   "}, "Di por qué se cambia"),
        ({"motivo": "x" * 301}, "300 caracteres"),
        ({"unidad": "euros"}, "no es una de las opciones"),
        ({"valor": "2.50"}, "unidades enteras"),
        ({"valor": "-1"}, "mayor o igual a 0"),
        ({"valor": "mucho"}, "Introduzca un número"),
        ({"valor": "99999999999"}, "10 dígitos"),
        ({"hasta": "2023-12-31"}, "antes de empezar"),
        ({"desde": "1900-01-01"}, "no es creíble"),
        ({"desde": ""}, "Di desde qué día"),
        ({"territorio": "XX"}, "no es una de las opciones"),
        ({"territorio": "CT"}, "no es una de las opciones"),  # the law of the State rules alone
        ({"valor": "101"}, "no tiene sentido"),
        ({"valor": "36501", "unidad": "dias"}, "no tiene sentido"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_written(client, jefa, cambios, frase):
    respuesta = client.post(CAMBIAR, {**VALORES, "motivo": "<b>Así</b>", **cambios})
    assert respuesta.status_code == 422
    assert frase in respuesta.text
    assert "<b>Así</b>" not in respuesta.text
    assert not ParametroPropio.objects.exists()
    assert not EventoParametro.objects.exists()


def test_two_from_the_same_day_are_refused_at_the_form(client, jefa):
    crear(jefa)
    respuesta = client.post(CAMBIAR, VALORES)
    assert respuesta.status_code == 422
    assert "Ya hay un valor propio desde ese día." in respuesta.text
    assert ParametroPropio.objects.count() == 1


def test_a_figure_that_nobody_knows_does_not_exist(client, jefa):
    assert client.get("/ajustes/normativa/cambiar/inventada/").status_code == 404
    assert client.post("/ajustes/normativa/cambiar/inventada/", VALORES).status_code == 404
    assert client.post("/ajustes/normativa/cambiar/inventada/previa/", VALORES).status_code == 404


def test_a_regional_figure_is_changed_in_a_community(client, jefa):
    url = "/ajustes/normativa/cambiar/respuesta_autonomica/"
    datos = {**VALORES, "valor": "8", "unidad": "dias_habiles"}
    assert client.post(url, {**datos, "territorio": "AR"}).status_code == 302
    assert ParametroPropio.objects.get().territorio == "AR"


def test_the_service_refuses_where_it_would_never_count(jefa):
    valores = {**VALORES, "hasta": None, "desde": date(2026, 1, 1), "valor": 4}
    with pytest.raises(ErrorDeNegocio, match="misma en toda España"):
        cambiar_cifra("garantia_bien", por=jefa, **{**valores, "territorio": "CT"})


def test_a_regional_figure_begins_with_its_own_value(client, jefa):
    respuesta = client.get("/ajustes/normativa/cambiar/respuesta_autonomica/?territorio=AN")
    assert "Andalucía" in respuesta.text
    assert respuesta.context["form"].initial["unidad"] == "dias_habiles"


def test_every_official_figure_has_a_name():
    assert {cifra.codigo for cifra in oficiales()} - set(NOMBRES) == set()


# --- Its effect, before it is written


@time_machine.travel("2026-11-22 12:00")
def test_the_effect_is_seen_before_writing_it(client, jefa):
    previa = client.post(f"{CAMBIAR}previa/", {**VALORES, "desde": "2026-12-01"})
    assert previa.status_code == 200
    assert "<html" not in previa.text
    assert "entregado el 1 de diciembre de 2026 tendría garantía hasta el" in previa.text
    assert "1 de diciembre de 2029" in previa.text
    assert "1 de diciembre de 2031" in previa.text
    assert "Empieza antes de hoy" not in previa.text
    assert not ParametroPropio.objects.exists()


@time_machine.travel("2026-11-22 12:00")
@pytest.mark.parametrize(
    ("cambios", "frase"),
    [
        ({"desde": "2026-01-01"}, "Empieza antes de hoy"),
        ({"desde": "2026-01-01", "hasta": "2026-02-01"}, "1 de enero de 2031"),
        ({"valor": ""}, "Escribe el valor"),
        ({"valor": "3", "desde": "2026-11-22"}, "es la misma cifra"),
        ({"valor": "99999999", "desde": "2026-11-22"}, "no acabaría nunca"),
    ],
)
def test_the_effect_of_unusual_changes(client, jefa, cambios, frase):
    assert frase in client.post(f"{CAMBIAR}previa/", {**VALORES, **cambios}).text


def test_a_figure_that_is_no_term_says_its_value(client, jefa):
    datos = {**VALORES, "unidad": "veces", "valor": "3", "territorio": "EX"}
    previa = client.post("/ajustes/normativa/cambiar/intentos_fallidos/previa/", datos)
    assert "La cifra sería: 3 veces" in previa.text


# --- Stopping to use one


def test_one_is_given_an_end_with_reason_and_author(client, jefa):
    propio = crear(jefa)
    datos = {"como": "fin", "hasta": "2026-12-31", "motivo": "Ya no lo ofrecemos."}
    assert client.post(f"/ajustes/normativa/{propio.pk}/dejar/", datos).status_code == 302
    propio.refresh_from_db()
    assert (str(propio.hasta), propio.valor, propio.anulado_en) == ("2026-12-31", 5, None)
    assert propio.eventos.get().datos == {"hasta": "2026-12-31", "antes": None}
    historial = client.get("/ajustes/normativa/").text
    assert "Ya no lo ofrecemos." in historial
    assert "Marta Ruiz le puso fin: 31/12/2026" in historial


def test_a_mistake_is_annulled_and_never_counted(client, jefa):
    propio = crear(jefa, valor=50)
    assert parametros_vigentes().vigente("garantia_bien", date(2026, 1, 1)).valor == 50
    datos = {"como": "error", "motivo": "Sobraba un cero."}
    client.post(f"/ajustes/normativa/{propio.pk}/dejar/", datos)
    olvidar_parametros()
    assert parametros_vigentes().vigente("garantia_bien", date(2026, 1, 1)).valor == 3
    client.post(CAMBIAR, VALORES)  # and the right one may begin on the same day
    assert [codigos(p) for p in ParametroPropio.objects.order_by("pk")] == [
        ["anulado"],
        ["cambiado"],
    ]
    assert "Sobraba un cero." in client.get("/ajustes/normativa/").text


@pytest.mark.parametrize(
    ("cambios", "frase"),
    [
        ({"motivo": ""}, "Di por qué se deja de usar"),
        ({"hasta": ""}, "cuál es el último día"),
        ({"hasta": "2023-12-31"}, "no puede terminar antes"),
        ({"como": "borrar"}, "no es una de las opciones"),
    ],
)
def test_stopping_badly_is_refused_and_changes_nothing(client, jefa, cambios, frase):
    propio = crear(jefa)
    datos = {"como": "fin", "hasta": "2026-12-31", "motivo": "Ya no.", **cambios}
    respuesta = client.post(f"/ajustes/normativa/{propio.pk}/dejar/", datos)
    assert respuesta.status_code == 422
    assert frase in respuesta.text
    propio.refresh_from_db()
    assert (propio.hasta, propio.motivo_cese, codigos(propio)) == (None, "", [])


def test_an_annulled_one_cannot_be_stopped_again(client, jefa):
    propio = crear(jefa)
    anular_cifra(propio.pk, por=jefa, motivo="Error.")
    assert client.get(f"/ajustes/normativa/{propio.pk}/dejar/").status_code == 404
    with pytest.raises(ErrorDeNegocio, match="ya está anulada"):
        terminar_cifra(propio.pk, por=jefa, hasta=date(2026, 12, 31), motivo="x")
    assert codigos(propio) == ["anulado"]


def test_annulling_needs_a_reason_also_for_the_database(jefa):
    with pytest.raises(ErrorDeNegocio, match="por qué se deja de usar"):
        anular_cifra(crear(jefa).pk, por=jefa, motivo=" ")


# --- Who sees it


def test_the_history_costs_the_same_with_one_as_with_twenty(client, jefa, consultas):
    client.post(CAMBIAR, VALORES)
    con_una = consultas(client.get, "/ajustes/normativa/")
    for mes in range(1, 10):
        client.post(CAMBIAR, {**VALORES, "desde": f"2025-0{mes}-01"})
    assert consultas(client.get, "/ajustes/normativa/") == con_una


@pytest.mark.parametrize("rol", ["agente", "coordinador", "gestor", "calidad", "cliente"])
def test_it_does_not_exist_for_other_roles(client, jefa, rol):
    propio = crear(jefa)
    client.force_login(UsuarioFactory(roles=[rol]))
    for url in ("/ajustes/normativa/", CAMBIAR, f"/ajustes/normativa/{propio.pk}/dejar/"):
        assert client.get(url).status_code == 404
        assert client.post(url, VALORES).status_code in {404, 405}
    assert client.post(f"{CAMBIAR}previa/", VALORES).status_code == 404
    assert ParametroPropio.objects.count() == 1


def test_the_admin_only_shows_them(client):
    client.force_login(UsuarioFactory(roles=["administrador"], is_staff=True, is_superuser=True))
    assert client.get(reverse("admin:normativa_parametropropio_changelist")).status_code == 200
    for accion in ("add", "delete"):
        argumentos = [] if accion == "add" else [crear(UsuarioFactory()).pk]
        url = reverse(f"admin:normativa_parametropropio_{accion}", args=argumentos)
        assert client.post(url, {"post": "yes"}).status_code == 403
    assert ParametroPropio.objects.count() == 1


# --- The table and the rules


@pytest.mark.parametrize("cambios", [{"motivo": ""}, {"valor": -1}, {"unidad": "lustros"}])
def test_the_database_guards_it_too(jefa, cambios):
    with pytest.raises(IntegrityError):
        crear(jefa, **cambios)


def test_two_from_the_same_day_are_refused(jefa):
    crear(jefa)
    with pytest.raises(ValidationError, match="desde ese día"):
        ParametroPropio(
            **{**VALORES, "codigo": "garantia_bien", "hasta": None}, autor=jefa
        ).full_clean()


def test_one_of_a_figure_that_no_longer_exists_does_not_break_the_rest(jefa):
    crear(jefa, codigo="figura_retirada")
    assert parametros_vigentes().filas[-1].norma == ""


def test_they_are_asked_for_once_and_remembered_for_seconds(jefa, django_assert_num_queries):
    crear(jefa)
    with django_assert_num_queries(1):
        assert parametros_vigentes() is parametros_vigentes()


def test_an_override_reaches_the_verdict_of_a_unit(jefa):
    compra = CompraFactory(fecha_contrato="2024-06-01", condicion="nuevo")
    crear(jefa)
    veredicto = veredicto_de(compra.equipo, manifestacion=date(2028, 1, 1))
    assert (veredicto["estado"], veredicto["hasta"]) == ("cubierto", "2029-06-01")


@pytest.mark.django_db(transaction=True)
def test_of_two_that_annul_it_at_once_one_is_told_so():
    jefa = UsuarioFactory()
    propio = crear(jefa)

    def anular(_numero):
        try:
            anular_cifra(propio.pk, por=jefa, motivo="Error.")
            return "anulada"
        except ErrorDeNegocio:
            return "ya lo estaba"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as hilos:
        assert sorted(hilos.map(anular, range(2))) == ["anulada", "ya lo estaba"]
    assert codigos(propio) == ["anulado"]
