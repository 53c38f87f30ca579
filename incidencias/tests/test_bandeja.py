"""The Bandeja: what each view holds, filters, refresh, bulk assignment, constant cost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clientes.models import Cliente
from clientes.tests.fabricas import ClienteFactory, EquipoFactory
from cuentas.tests.fabricas import (
    AgenteFactory,
    ClienteUsuarioFactory,
    GrupoFactory,
    TecnicoFactory,
)
from incidencias.bandejas import (
    TOPE,
    bandejas,
    contables,
    contar,
    cuenta_en_palabras,
    fin_del_dia,
    olvidar_cuentas,
)
from incidencias.models import Canal, CausaUrgencia, ClaseLegal, Incidencia, MotivoEspera
from incidencias.tests.fabricas import IncidenciaFactory, MensajeFactory

pytestmark = pytest.mark.django_db
URL = "/incidencias/"
EN_UNA_SEMANA = timedelta(days=7)


def codigos(respuesta):
    return [incidencia.codigo for incidencia in respuesta.context["pagina"]]


def cuentas_de(agente):
    return contar(contables(Incidencia.objects.visibles_para(agente), agente), agente)


# --- Views


def test_each_view_counts_and_lists_its_cases(oficina, agente):
    ahora = timezone.now()
    tarde = {"proximo_limite_en": ahora + EN_UNA_SEMANA, "responsable": AgenteFactory()}
    del_cliente = MotivoEspera.objects.get(codigo="cliente")
    esperadas = {
        "mias": IncidenciaFactory(**tarde | {"responsable": agente}),
        "sin_asignar": IncidenciaFactory(**tarde | {"responsable": None}),
        "vencidas": IncidenciaFactory(**tarde | {"proximo_limite_en": ahora - EN_UNA_SEMANA}),
        "ha_respondido": IncidenciaFactory(**tarde, responde_el_cliente=True),
        "espera_cliente": IncidenciaFactory(**tarde, en_espera=True, motivo_espera=del_cliente),
        "reabiertas": IncidenciaFactory(**tarde, en_curso=True, reaperturas=1),
        "legal": IncidenciaFactory(**tarde, clase_legal=ClaseLegal.QUEJA_RECLAMACION),
    }
    IncidenciaFactory(cerrada=True, reaperturas=1, responsable=agente)
    cuentas = cuentas_de(agente)
    for vista, incidencia in esperadas.items():
        assert codigos(oficina.get(URL, {"vista": vista})) == [incidencia.codigo], vista
        assert cuentas[vista] == 1, vista
    assert cuentas["abiertas"] == len(esperadas)
    assert len(codigos(oficina.get(URL, {"vista": "todas"}))) == len(esperadas) + 1


def test_due_today_means_until_the_midnight_of_the_company(oficina):
    fin = fin_del_dia(timezone.now())
    if fin - timezone.now() < timedelta(minutes=2):
        pytest.skip("no queda día")
    hoy = IncidenciaFactory(proximo_limite_en=fin - timedelta(seconds=1))
    IncidenciaFactory(proximo_limite_en=fin)
    assert codigos(oficina.get(URL, {"vista": "hoy"})) == [hoy.codigo]


def test_the_first_view_sorts_what_burns_next_on_top(oficina):
    ahora = timezone.now()
    despues = IncidenciaFactory(proximo_limite_en=ahora + timedelta(days=2))
    sin_limite = IncidenciaFactory()
    antes = IncidenciaFactory(proximo_limite_en=ahora + timedelta(days=1))
    assert codigos(oficina.get(URL)) == [antes.codigo, despues.codigo, sin_limite.codigo]


def test_counts_stop_at_the_cap():
    cuentas = (None, 0, 999, TOPE, TOPE + 1)
    assert [cuenta_en_palabras(n) for n in cuentas] == ["", "0", "999", "999+", "999+"]


def test_an_unknown_view_or_sort_is_the_first_one(oficina):
    incidencia = IncidenciaFactory()
    assert oficina.get(URL, {"orden": "nada"}).status_code == 200
    respuesta = oficina.get(URL, {"vista": "nada"})
    assert respuesta.status_code == 422
    assert "Escoja una opción válida" in respuesta.text
    assert incidencia.codigo not in respuesta.text


@pytest.mark.parametrize("vista", [bandeja.clave for bandeja in bandejas()])
def test_every_view_is_alive_when_there_is_nothing(oficina, vista):
    respuesta = oficina.get(URL, {"vista": vista})
    assert respuesta.status_code == 200
    assert "vacio__titulo" in respuesta.text


# --- Filters and search


def test_filters_narrow_down_and_stay_in_the_url(oficina):
    correo = IncidenciaFactory(canal=Canal.CORREO)
    IncidenciaFactory(canal=Canal.TELEFONO)
    respuesta = oficina.get(URL, {"canal": "correo"})
    assert codigos(respuesta) == [correo.codigo]
    assert "canal=correo" in respuesta.context["consulta"]


@pytest.mark.parametrize(
    ("filtro", "valor"),
    [
        ("desde", "1900-01-01"),
        ("hasta", "3000-01-01"),
        ("desde", "ayer"),
        ("tipo", "<b>x</b>"),
        ("prioridad", "9"),
        ("responsable", "99999999"),
        ("grupo", "x"),
        ("cliente", "-1"),
        ("q", "x" * 201),
    ],
)
def test_a_filter_that_makes_no_sense_is_said_and_lists_nothing(oficina, filtro, valor):
    incidencia = IncidenciaFactory()
    respuesta = oficina.get(URL, {filtro: valor})
    assert respuesta.status_code == 422
    assert incidencia.codigo not in respuesta.text
    assert "<b>x</b>" not in respuesta.text


@pytest.mark.parametrize(
    "texto", ["{codigo}", "{numero}", "enciende", "núñez", "SN-77", "compresor"]
)
def test_a_case_is_found_by_what_one_has_at_hand(oficina, texto):
    cliente = ClienteFactory(nombre="Iñigo Núñez")
    equipo = EquipoFactory(cliente=cliente, numero_serie="XSN-7781")
    hallada = IncidenciaFactory(cliente=cliente, equipo=equipo, asunto="No enciende nunca")
    MensajeFactory(incidencia=hallada, texto="Suena el compresor")
    IncidenciaFactory(asunto="Otra cosa", descripcion="", cliente=ClienteFactory(nombre="Eva"))
    numero = hallada.codigo.lower().replace("-", " ")
    buscado = texto.format(codigo=hallada.codigo, numero=numero)
    assert codigos(oficina.get(URL, {"q": buscado})) == [hallada.codigo]


def test_the_search_says_nothing_of_what_one_may_not_see(oficina):
    ajena = IncidenciaFactory(grupo=GrupoFactory(es_restringido=True))
    assert codigos(oficina.get(URL, {"q": ajena.codigo})) == []


# --- Refresh


def test_a_refresh_without_changes_answers_204_and_with_them_the_fragment(oficina):
    incidencia = IncidenciaFactory()
    huella = oficina.get(URL).context["huella"]
    cabeceras = {"HX-Request": "true"}
    assert oficina.get(URL, {"huella": huella}, headers=cabeceras).status_code == 204
    Incidencia.objects.filter(pk=incidencia.pk).update(asunto="Otro asunto")
    respuesta = oficina.get(URL, {"huella": huella}, headers=cabeceras)
    assert respuesta.status_code == 200
    assert respuesta.text.lstrip().startswith("<section")
    assert "?huella=" not in respuesta.text  # each refresh brings its own, apart


# --- Cost and doors


def test_the_list_costs_the_same_with_one_row_as_with_twenty(oficina, agente, consultas):
    def una():
        IncidenciaFactory(
            equipo=EquipoFactory(),
            responsable=AgenteFactory(),
            grupo=GrupoFactory(),
            clase_legal=ClaseLegal.QUEJA_RECLAMACION,
        )

    una()
    con_una = consultas(oficina.get, URL)
    for _ in range(19):
        una()
    olvidar_cuentas(agente)
    assert consultas(oficina.get, URL) == con_una
    assert con_una <= 20  # cold: each queue beside the views counts itself, once in ten seconds


def test_counts_are_kept_for_seconds_but_not_past_what_one_does(oficina, agente, consultas):
    incidencia = IncidenciaFactory()
    con_cuenta = consultas(oficina.get, URL)
    # The views, the first one, the counts, those of the queues, whom one covers.
    assert consultas(oficina.get, URL) < con_cuenta - 3
    oficina.post(f"{incidencia.get_absolute_url()}tomar/")
    pestanas = {
        p.clave: p.cuenta for _seccion, suyas in oficina.get(URL).context["vistas"] for p in suyas
    }
    assert (pestanas["mias"], pestanas["sin_asignar"]) == ("1", "0")


def test_a_filtered_archive_is_not_counted_through(oficina):
    IncidenciaFactory.create_batch(26, cerrada=True)
    pagina = oficina.get(URL, {"vista": "todas", "tipo": "averia"}).context["pagina"]
    assert pagina.cuantas == "más de 25"
    assert len(pagina.objetos) == 25


def test_strangers_find_no_bandeja(client):
    assert client.get(URL).status_code == 302
    for fabrica in (TecnicoFactory, ClienteUsuarioFactory):
        client.force_login(fabrica())
        assert client.get(URL).status_code == 404


def test_filtering_by_several_values_sorts_nothing(oficina):
    """A DISTINCT would make PostgreSQL sort every match to paint fifty."""
    parametros = {"vista": "todas", "estado": ["cerrada", "resuelta"], "canal": ["correo"]}
    filtro = oficina.get(URL, parametros).context["filtro"]
    assert "DISTINCT" not in str(filtro.qs.query)


def test_a_row_that_changes_is_painted_again(oficina):
    """Rows are remembered by all that they show: a new subject is a new row."""
    incidencia = IncidenciaFactory(asunto="No enciende")
    assert "No enciende" in oficina.get(URL).content.decode()
    Incidencia.objects.filter(pk=incidencia.pk).update(asunto="Pierde agua")
    pagina = oficina.get(URL).content.decode()
    assert "Pierde agua" in pagina
    assert "No enciende" not in pagina
    Cliente.objects.filter(pk=incidencia.cliente_id).update(nombre="Otro nombre")
    assert "Otro nombre" in oficina.get(URL).content.decode()


def test_the_inbox_asks_little(oficina, consultas):
    """Person, roles, teams kept from them, cases and the three lists of the filters."""
    IncidenciaFactory.create_batch(3)
    oficina.get(URL)
    assert consultas(oficina.get, URL) <= 8


def test_a_matter_of_life_is_told_in_its_row(oficina):
    IncidenciaFactory()
    assert "Urgencia vital" not in oficina.get(URL).text
    IncidenciaFactory(
        es_urgencia_vital=True,
        prioridad=1,
        causa_urgencia=CausaUrgencia.objects.get_or_create(codigo="gas")[0],
        urgencia_justificacion="Vive solo y con respirador",
    )
    assert oficina.get(URL).text.count("Urgencia vital") == 1
