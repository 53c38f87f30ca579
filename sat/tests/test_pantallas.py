"""The office's screens: list, board, page of an order, its decisions, the agenda."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.html import escape

from clientes.tests.fabricas import ContactoFactory, EquipoFactory
from cuentas.tests.fabricas import (
    AgenteFactory,
    ClienteUsuarioFactory,
    CoordinadorFactory,
    GestorFactory,
    GrupoFactory,
)
from incidencias.tests.fabricas import IncidenciaFactory
from sat.acciones import ACCIONES
from sat.models import Cita, Estado, EstadoCita, OrdenTrabajo
from sat.paneles import buscar_ordenes, panel_de_incidencia, panel_del_portal
from sat.tests.fabricas import (
    CitaFactory,
    FichaExternoFactory,
    FichaTecnicoFactory,
    IntervencionFactory,
    OrdenFactory,
    SatExternoFactory,
    manana_a_las,
    mandante,
)

pytestmark = pytest.mark.django_db
HTML = "<script>alert(1)</script>"


@pytest.fixture
def coordinadora(client):
    usuario = CoordinadorFactory()
    client.force_login(usuario)
    return usuario


def cita_del_formulario(tecnico, **cambios):
    manana = manana_a_las(10)
    datos = {"tecnico": tecnico.pk, "dia": f"{manana:%Y-%m-%d}", "hora": "10:00", "minutos": "60"}
    return datos | cambios


# --- Who sees what


@pytest.mark.parametrize(
    "ruta", ["sat:listado", "sat:agenda", "sat:mi_dia"], ids=["lista", "agenda", "mi día"]
)
def test_a_stranger_finds_nothing(client, ruta):
    assert client.get(reverse(ruta)).status_code == 302  # the login page
    client.force_login(ClienteUsuarioFactory())
    assert client.get(reverse(ruta)).status_code == 404


def test_an_external_sat_sees_only_its_orders(client):
    ficha = FichaExternoFactory()
    propia = OrdenFactory(sat_externo=ficha.sat_externo)
    ajena = OrdenFactory(sat_externo=SatExternoFactory())
    client.force_login(ficha.usuario)
    pagina = client.get(reverse("sat:listado")).content.decode()
    assert propia.codigo in pagina
    assert ajena.codigo not in pagina
    assert client.get(reverse("sat:orden", args=[propia.codigo])).status_code == 200
    assert client.get(reverse("sat:orden", args=[ajena.codigo])).status_code == 404
    assert client.get(reverse("sat:dar_cita", args=[ajena.codigo])).status_code == 404


def test_a_tecnico_sees_the_orders_of_their_visits(client):
    cita = CitaFactory()
    otra = CitaFactory()
    anulada = CitaFactory(
        tecnico=cita.tecnico,
        desde=manana_a_las(16),
        estado=EstadoCita.ANULADA,
        anulada_en=manana_a_las(9),
    )
    visibles = OrdenTrabajo.objects.visibles_para(cita.tecnico.usuario)
    assert set(visibles) == {cita.orden}
    assert otra.orden not in visibles
    assert anulada.orden not in visibles


def test_a_customer_sees_the_orders_of_their_own():
    contacto = ContactoFactory(usuario=ClienteUsuarioFactory())
    propia = OrdenFactory(suelta=True, cliente=contacto.cliente, contacto=contacto)
    OrdenFactory(suelta=True, cliente=contacto.cliente)  # of another contact of the same customer
    OrdenFactory()
    assert list(OrdenTrabajo.objects.visibles_para(contacto.usuario)) == [propia]


def test_blocked_customers_are_not_seen(coordinadora):
    orden = OrdenFactory()
    orden.cliente.bloqueado_en = orden.ocurrida_en
    orden.cliente.save()
    assert not OrdenTrabajo.objects.visibles_para(coordinadora).exists()


def test_money_is_for_the_office(client):
    ficha = FichaExternoFactory()
    orden = OrdenFactory(sat_externo=ficha.sat_externo, limite_autorizado_eur=432)
    client.force_login(ficha.usuario)
    assert "432,00" not in client.get(orden.get_absolute_url()).content.decode()
    client.force_login(CoordinadorFactory())
    assert "432,00" in client.get(orden.get_absolute_url()).content.decode()


# --- List and board


@pytest.mark.parametrize("vista", ["", "tablero"])
def test_the_list_costs_the_same_with_one_row_as_with_twenty(
    client, consultas, coordinadora, vista
):
    ruta = f"{reverse('sat:listado')}?vista={vista}"
    OrdenFactory(equipo=EquipoFactory())
    client.get(ruta)
    con_una = consultas(client.get, ruta)
    for _n in range(19):
        OrdenFactory(equipo=EquipoFactory())
    assert consultas(client.get, ruta) == con_una


@pytest.mark.parametrize(
    ("filtro", "encuentra"),
    [
        ("situacion=por_planificar", {"nueva"}),
        ("situacion=abiertas", {"nueva", "con_cita"}),
        ("situacion=acabadas", {"acabada"}),
        ("estado=nueva", {"nueva"}),
        ("q=vega", {"con_cita"}),
        ("tecnico=", {"nueva", "con_cita", "acabada"}),
    ],
)
def test_filters(client, coordinadora, filtro, encuentra):
    ordenes = {
        "nueva": OrdenFactory(),
        "con_cita": OrdenFactory(planificada=True, proxima_cita_en=manana_a_las(9)),
        "acabada": OrdenFactory(liquidada=True),
    }
    ordenes["con_cita"].cliente.nombre = "Antonio Véga"
    ordenes["con_cita"].cliente.save()
    pagina = client.get(f"{reverse('sat:listado')}?{filtro}").content.decode()
    assert {clave for clave, orden in ordenes.items() if orden.codigo in pagina} == encuentra


@pytest.mark.parametrize("filtro", ["estado=magia", "tecnico=999999", "tecnico=x", "mandante=-1"])
def test_an_unknown_filter_is_said_and_shows_nothing(client, coordinadora, filtro):
    orden = OrdenFactory()
    pagina = client.get(f"{reverse('sat:listado')}?{filtro}").content.decode()
    assert orden.codigo not in pagina
    assert "aviso" in pagina


def test_by_tecnico(client, coordinadora):
    cita, otra = CitaFactory(), CitaFactory()
    pagina = client.get(f"{reverse('sat:listado')}?tecnico={cita.tecnico_id}").content.decode()
    assert cita.orden.codigo in pagina
    assert otra.orden.codigo not in pagina


def test_empty_screens_say_what_to_do(client, coordinadora):
    assert "Todavía no hay órdenes" in client.get(reverse("sat:listado")).content.decode()
    assert "No hay técnicos" in client.get(reverse("sat:agenda")).content.decode()


# --- The page of an order and its decisions


def test_the_page_of_an_order_costs_the_same_with_more_of_everything(
    client, consultas, coordinadora
):
    def llena(orden):
        for _n in range(4):
            IntervencionFactory(orden=orden)
            CitaFactory(orden=orden)

    orden, otra = OrdenFactory(en_curso=True), OrdenFactory(en_curso=True)
    IntervencionFactory(orden=orden)
    CitaFactory(orden=orden)
    llena(otra)
    client.get(orden.get_absolute_url())
    assert consultas(client.get, otra.get_absolute_url()) == consultas(
        client.get, orden.get_absolute_url()
    )


def test_html_is_shown_as_text(client, coordinadora):
    orden = OrdenFactory(sintoma=HTML, diagnostico=HTML)
    pagina = client.get(orden.get_absolute_url()).content.decode()
    assert HTML not in pagina
    assert "&lt;script&gt;" in pagina


def test_opening_from_the_case(client, coordinadora):
    incidencia = IncidenciaFactory()
    ruta = reverse("sat:abrir", args=[incidencia.codigo])
    assert client.get(ruta).status_code == 200
    datos = {
        "tipo": "reparacion",
        "lugar": "domicilio",
        "mandante": mandante().pk,
        "sintoma": "No enciende",
        "duracion_prevista_min": "60",
    }
    respuesta = client.post(ruta, datos)
    orden = incidencia.ordenes.get()
    assert (respuesta.status_code, respuesta["Location"]) == (302, orden.get_absolute_url())


@pytest.mark.parametrize(
    ("cambio", "frase"),
    [
        ({"sintoma": ""}, "requerido"),
        ({"sintoma": "x" * 5001}, "5000"),
        ({"tipo": "magia"}, "magia"),
        ({"duracion_prevista_min": "mucho"}, "entero"),
        ({"duracion_prevista_min": "-1"}, "mayor o igual"),
        ({"equipo": "ajeno"}, "Escoja una opción válida"),
        ({"mandante": "999999"}, "Escoja una opción válida"),
    ],
)
def test_bad_input_is_said_at_its_field_and_nothing_is_lost(client, coordinadora, cambio, frase):
    incidencia = IncidenciaFactory()
    if cambio.get("equipo"):
        cambio = {"equipo": EquipoFactory().pk}  # another customer's
    datos = {
        "tipo": "reparacion",
        "lugar": "domicilio",
        "mandante": mandante().pk,
        "sintoma": "No enciende nada",
        "duracion_prevista_min": "60",
    }
    respuesta = client.post(reverse("sat:abrir", args=[incidencia.codigo]), datos | cambio)
    pagina = respuesta.content.decode()
    assert respuesta.status_code == 422
    assert frase in pagina
    assert "No enciende nada" in pagina or "sintoma" in cambio
    assert not incidencia.ordenes.exists()


def test_a_closed_case_says_no_in_the_form(client, coordinadora):
    incidencia = IncidenciaFactory(cerrada=True)
    datos = {
        "tipo": "reparacion",
        "lugar": "domicilio",
        "mandante": mandante().pk,
        "sintoma": "No enciende",
        "duracion_prevista_min": "60",
    }
    respuesta = client.post(reverse("sat:abrir", args=[incidencia.codigo]), datos)
    assert respuesta.status_code == 422
    assert "no admite órdenes nuevas" in respuesta.content.decode()


@pytest.mark.parametrize("accion", ACCIONES, ids=lambda accion: accion.clave)
def test_every_decision_has_its_page_and_its_roles(client, accion):
    orden = OrdenFactory()
    ruta = reverse("sat:accion", args=[orden.codigo, accion.clave])
    client.force_login(CoordinadorFactory(roles=sorted(accion.roles)))
    assert client.get(ruta).status_code in {200, 404}  # a técnico without visits sees no order
    client.force_login(ClienteUsuarioFactory())
    assert client.get(ruta).status_code == 404
    assert not orden.eventos.exists()


def test_a_decision_is_taken_on_its_page(client, coordinadora):
    orden = OrdenFactory()
    ruta = reverse("sat:accion", args=[orden.codigo, "anular"])
    assert "No se puede deshacer" in client.get(ruta).content.decode()
    assert client.post(ruta, {"motivo": "Compra otro"}).status_code == 302
    orden.refresh_from_db()
    assert orden.estado == Estado.ANULADA


def test_a_decision_that_is_not_possible_says_why(client, coordinadora):
    orden = OrdenFactory()
    respuesta = client.post(reverse("sat:accion", args=[orden.codigo, "entregar"]))
    assert respuesta.status_code == 422
    assert "no puede pasar a «entregada»" in respuesta.content.decode()


def test_who_may_not_decide_finds_nothing(client):
    orden = OrdenFactory(terminada=True)
    client.force_login(AgenteFactory())
    ruta = reverse("sat:accion", args=[orden.codigo, "liquidar"])
    assert client.post(ruta, {"mano_obra_eur": "1"}).status_code == 404
    client.force_login(GestorFactory())
    datos = {"mano_obra_eur": "1.234,50", "desplazamiento_eur": "0"}
    assert client.post(ruta, datos).status_code == 302
    orden.refresh_from_db()
    assert str(orden.mano_obra_eur) == "1234.50"


@pytest.mark.parametrize("valor", ["", "-1", "mucho", "9999999999"])
def test_an_amount_is_an_amount(client, coordinadora, valor):
    orden = OrdenFactory(terminada=True)
    ruta = reverse("sat:accion", args=[orden.codigo, "liquidar"])
    assert client.post(ruta, {"mano_obra_eur": valor, "desplazamiento_eur": "0"}).status_code == 422
    orden.refresh_from_db()
    assert orden.estado == Estado.TERMINADA


# --- Appointments


def test_giving_an_appointment_by_the_plain_form(client, coordinadora):
    orden, tecnico = OrdenFactory(), FichaTecnicoFactory()
    ruta = reverse("sat:dar_cita", args=[orden.codigo])
    datos = cita_del_formulario(tecnico, ventana_desde="09:00", ventana_hasta="13:00")
    assert client.post(ruta, datos).status_code == 302
    cita = orden.citas.get()
    assert (cita.empieza_en, cita.minutos) == (manana_a_las(10), 60)
    assert cita.ventana.lower == manana_a_las(9)


def test_an_overlap_comes_back_at_the_hour_with_everything_typed(client, coordinadora):
    cita, orden = CitaFactory(), OrdenFactory()
    ruta = reverse("sat:dar_cita", args=[orden.codigo])
    respuesta = client.post(ruta, cita_del_formulario(cita.tecnico, minutos="45"))
    pagina = respuesta.content.decode()
    assert respuesta.status_code == 422
    assert cita.orden.codigo in pagina
    assert 'value="45"' in pagina
    assert not orden.citas.exists()


@pytest.mark.parametrize(
    ("cambio", "frase"),
    [
        ({"dia": "1900-01-01"}, "entre 2000 y 2099"),
        ({"dia": "3000-01-01"}, "entre 2000 y 2099"),
        ({"dia": "2050-01-01"}, "más de dos años"),
        ({"dia": "2020-01-01"}, "fecha pasada"),
        ({"dia": "ayer"}, "fecha válida"),
        ({"dia": ""}, "requerido"),
        ({"hora": "25:61"}, "hora válida"),
        ({"minutos": "0"}, "mayor o igual"),
        ({"minutos": "99999"}, "menor o igual"),
        ({"tecnico": "999999"}, "Escoja una opción válida"),
        ({"tecnico": HTML}, "Escoja una opción válida"),
        ({"ventana_desde": "12:00", "ventana_hasta": "09:00"}, "otra posterior"),
        ({"ventana_desde": "12:00"}, "otra posterior"),
    ],
)
def test_a_bad_appointment_says_why(client, coordinadora, cambio, frase):
    orden = OrdenFactory()
    datos = cita_del_formulario(FichaTecnicoFactory()) | cambio
    respuesta = client.post(reverse("sat:dar_cita", args=[orden.codigo]), datos)
    assert respuesta.status_code == 422
    assert frase in respuesta.content.decode()
    assert not orden.citas.exists()


def test_moving_and_taking_back(client, coordinadora):
    cita = CitaFactory()
    mover = reverse("sat:mover_cita", args=[cita.pk])
    assert 'value="10:00"' in client.get(mover).content.decode()
    assert client.post(mover, cita_del_formulario(cita.tecnico, hora="12:00")).status_code == 302
    cita.refresh_from_db()
    assert cita.empieza_en == manana_a_las(12)
    assert client.post(reverse("sat:anular_cita", args=[cita.pk])).status_code == 302
    cita.refresh_from_db()
    assert cita.estado == EstadoCita.ANULADA
    assert client.post(reverse("sat:anular_cita", args=[cita.pk])).status_code == 422


def test_an_outsider_does_not_touch_other_peoples_appointments(client):
    cita = CitaFactory()
    client.force_login(FichaExternoFactory().usuario)
    for ruta in ("sat:mover_cita", "sat:anular_cita"):
        assert client.post(reverse(ruta, args=[cita.pk])).status_code == 404
    cita.refresh_from_db()
    assert cita.esta_viva


# --- Agenda


def test_the_agenda_shows_each_one_where_it_is(client, coordinadora):
    cita = CitaFactory(horas=2)
    OrdenFactory()
    dia = f"{manana_a_las(10):%Y-%m-%d}"
    for vista in ("dia", "semana"):
        pagina = client.get(f"{reverse('sat:agenda')}?dia={dia}&vista={vista}").content.decode()
        assert str(cita.orden.cliente).replace("'", "&#x27;") in pagina
        assert 'data-orden="' in pagina
    assert (
        'colspan="4" class="dia__cita"'
        in client.get(f"{reverse('sat:agenda')}?dia={dia}").content.decode()
    )


@pytest.mark.parametrize("vista", ["dia", "semana"])
def test_the_agenda_costs_the_same_with_one_as_with_ten(client, consultas, coordinadora, vista):
    ruta = f"{reverse('sat:agenda')}?dia={manana_a_las(10):%Y-%m-%d}&vista={vista}"
    CitaFactory()
    OrdenFactory()
    client.get(ruta)
    con_una = consultas(client.get, ruta)
    CitaFactory.create_batch(9)
    OrdenFactory.create_batch(9)
    assert consultas(client.get, ruta) == con_una


@pytest.mark.parametrize(
    "dia", ["", "ayer", "1900-01-01", "3000-01-01", "9999-12-31", "0001-01-01"]
)
def test_any_day_asked_for_gives_a_page(client, coordinadora, dia):
    assert client.get(f"{reverse('sat:agenda')}?dia={dia}&vista=semana").status_code == 200


def test_dropping_an_order_on_a_slot_gives_it_an_appointment(client, coordinadora):
    orden, tecnico = OrdenFactory(), FichaTecnicoFactory()
    datos = cita_del_formulario(tecnico, orden=orden.codigo)
    respuesta = client.post(reverse("sat:colocar"), datos, headers={"HX-Request": "true"})
    assert respuesta.status_code == 200
    assert orden.citas.get().empieza_en == manana_a_las(10)
    assert "<html" not in respuesta.content.decode()


def test_dropping_on_a_busy_slot_says_why_and_moves_nothing(client, coordinadora):
    cita, otra = CitaFactory(), CitaFactory(desde=manana_a_las(16))
    datos = cita_del_formulario(cita.tecnico, cita=otra.pk)
    respuesta = client.post(reverse("sat:colocar"), datos, headers={"HX-Request": "true"})
    assert respuesta.status_code == 422
    assert f"la orden {cita.orden.codigo}" in respuesta.content.decode()
    otra.refresh_from_db()
    assert otra.empieza_en == manana_a_las(16)


@pytest.mark.parametrize(
    "datos", [{}, {"orden": "OT-26-999999"}, {"cita": "99999999999999999999"}, {"cita": "x"}]
)
def test_dropping_nothing_known_finds_nothing(client, coordinadora, datos):
    cuerpo = cita_del_formulario(FichaTecnicoFactory()) | datos
    assert client.post(reverse("sat:colocar"), cuerpo).status_code == 404
    assert not Cita.objects.exists()


def test_short_visits_of_the_same_half_hour_both_show(client, coordinadora):
    tecnico = FichaTecnicoFactory()
    CitaFactory(tecnico=tecnico, desde=manana_a_las(10), horas=0.25)
    CitaFactory(tecnico=tecnico, desde=manana_a_las(10, 15), horas=0.25)
    CitaFactory(tecnico=tecnico, desde=manana_a_las(4))
    ruta = f"{reverse('sat:agenda')}?dia={manana_a_las(10):%Y-%m-%d}"
    pagina = client.get(ruta).content.decode()
    assert pagina.count("dia__cita") == 2
    assert "cita-chica" in pagina


@pytest.mark.parametrize("vista", ["dia", "semana"])
@pytest.mark.parametrize("es_restringido", [True, False])
def test_what_one_may_not_see_takes_its_time_and_says_nothing_else(
    client, coordinadora, vista, es_restringido
):
    incidencia = IncidenciaFactory(grupo=GrupoFactory(es_restringido=es_restringido))
    cita = CitaFactory(orden=OrdenFactory(incidencia=incidencia, cliente=incidencia.cliente))
    CitaFactory(tecnico=cita.tecnico, desde=manana_a_las(4), orden=cita.orden)  # before the hours
    ruta = f"{reverse('sat:agenda')}?dia={manana_a_las(10):%Y-%m-%d}&vista={vista}"
    pagina = client.get(ruta).text.split("<main", 1)[1]  # the top bar says "Ocupado" of oneself
    assert ("Ocupado" in pagina) == es_restringido
    assert (cita.orden.codigo in pagina) != es_restringido
    assert (escape(incidencia.cliente) in pagina) != es_restringido
    assert pagina.count("data-cita=") == (0 if es_restringido else 1 + (vista == "semana"))


def test_a_time_that_is_taken_is_not_offered_as_a_gap(client, coordinadora):
    incidencia = IncidenciaFactory(grupo=GrupoFactory(es_restringido=True))
    cita = CitaFactory(orden__incidencia=incidencia, horas=2)
    pagina = client.get(f"{reverse('sat:agenda')}?dia={manana_a_las(10):%Y-%m-%d}").text
    assert f'data-tecnico="{cita.tecnico.pk}"' in pagina
    assert 'data-hora="10:00"' not in pagina
    assert 'colspan="4" class="dia__cita"' in pagina


@pytest.mark.parametrize("vista", ["dia", "semana"])
def test_the_agenda_costs_the_same_with_one_taken_time_as_with_ten(
    client, consultas, coordinadora, vista
):
    ruta = f"{reverse('sat:agenda')}?dia={manana_a_las(10):%Y-%m-%d}&vista={vista}"
    incidencia = IncidenciaFactory(grupo=GrupoFactory(es_restringido=True))
    CitaFactory(orden__incidencia=incidencia)
    client.get(ruta)
    con_una = consultas(client.get, ruta)
    CitaFactory.create_batch(9, orden__incidencia=incidencia)
    assert consultas(client.get, ruta) == con_una


# --- Panels and search


def peticion(rf, usuario):
    pedida = rf.get("/")
    pedida.user = usuario
    return pedida


def test_the_case_says_when_we_come(rf):
    cita = CitaFactory(orden__proxima_cita_en=manana_a_las(10))
    datos = panel_de_incidencia(peticion(rf, AgenteFactory()), cita.orden.incidencia)
    assert [c.pk for c in datos["citas"]] == [cita.pk]
    assert datos["puede_abrir"]


def test_a_closed_case_offers_no_order(rf):
    incidencia = IncidenciaFactory(cerrada=True)
    assert panel_de_incidencia(peticion(rf, AgenteFactory()), incidencia) is None


def test_the_portal_says_it_too_and_nothing_without_orders(rf):
    cita = CitaFactory(orden__proxima_cita_en=manana_a_las(10))
    usuario = ClienteUsuarioFactory()
    assert panel_del_portal(peticion(rf, usuario), cita.orden.incidencia)["citas"] == [cita]
    assert panel_del_portal(peticion(rf, usuario), IncidenciaFactory()) is None


def test_the_search_box_finds_orders_by_code_and_by_customer():
    orden = OrdenFactory()
    agente = AgenteFactory()
    for texto in (orden.codigo, orden.codigo.lower(), orden.cliente.nombre):
        assert [r.url for r in buscar_ordenes(agente, texto)] == [orden.get_absolute_url()]
    assert not list(buscar_ordenes(FichaExternoFactory().usuario, orden.codigo))
    assert not list(buscar_ordenes(agente, "  "))


def test_an_appointment_of_last_week_is_in_last_weeks_agenda(client, coordinadora):
    cita = CitaFactory(desde=manana_a_las(10) - timedelta(days=8))
    dia = f"{manana_a_las(10) - timedelta(days=8):%Y-%m-%d}"
    assert cita.orden.codigo in client.get(f"{reverse('sat:agenda')}?dia={dia}").content.decode()


def test_a_critical_order_without_an_appointment_stands_out(client, coordinadora):
    OrdenFactory(prioridad=1)
    assert "rasgo tono-rojo" in client.get(reverse("sat:agenda")).text
