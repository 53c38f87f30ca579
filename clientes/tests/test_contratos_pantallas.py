"""The screens of contracts: what each role sees and does, wrong input said at its field."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from clientes.models import ContratoMantenimiento, EstadoContrato, EventoContrato
from clientes.tests.fabricas import (
    BorradorFactory,
    ClienteFactory,
    ConsumoContratoFactory,
    ContactoFactory,
    ContratoFactory,
    EquipoContratadoFactory,
    EquipoFactory,
    PeriodoContratoFactory,
)
from cuentas.tests.fabricas import AgenteFactory, UsuarioFactory
from nucleo.tiempo import dia_local

pytestmark = pytest.mark.django_db


@pytest.fixture
def agente(client):
    agente = AgenteFactory()
    client.force_login(agente)
    return agente


def vigente(**cambios):
    """In force today, with a unit."""
    hoy = dia_local(timezone.now())
    fechas = {
        "contrato__fecha_inicio": hoy - timedelta(days=100),
        "contrato__fecha_fin": hoy + timedelta(days=264),
    }
    return EquipoContratadoFactory(**{**fechas, **cambios}).contrato


def ruta(contrato, clave=""):
    if clave == "editar":
        return reverse("clientes:editar_contrato", args=[contrato.codigo])
    if clave:
        return reverse("clientes:accion_contrato", args=[contrato.codigo, clave])
    return contrato.get_absolute_url()


def formulario(cliente, **cambios):
    hoy = dia_local(timezone.now())
    return {
        "titulo": "Mantenimiento de caldera",
        "alcance": "integral",
        "fecha_inicio": hoy.isoformat(),
        "meses_periodo": "12",
        "fecha_fin": "",
        "precio_eur": "120.50",
        "visitas_incluidas": "2",
        "horas_incluidas": "1.5",
        "piezas_pct": "0",
        "mano_obra_pct": "100",
        "desplazamiento_pct": "100",
        "respuesta_h": "8",
        "resolucion_h": "48",
        "renovacion": "no",
        "dias_preaviso": "0",
        "dias_aviso_cliente": "30",
        "dias_aviso_personal": "60",
        "notas": "",
        **cambios,
    }


# --- Drafting


def test_a_draft_is_written_from_its_form(client, agente):
    equipo = EquipoFactory()
    respuesta = client.post(
        reverse("clientes:nuevo_contrato", args=[equipo.cliente_id]),
        formulario(equipo.cliente, equipos=[equipo.pk]),
    )
    contrato = ContratoMantenimiento.objects.get()
    periodo = contrato.periodos.get()
    assert respuesta.url == contrato.get_absolute_url()
    assert (periodo.precio_eur, periodo.minutos_incluidos) == (Decimal("120.50"), 90)
    assert (contrato.respuesta_min, contrato.resolucion_min) == (480, 2_880)
    assert contrato.equipos.get().equipo == equipo


@pytest.mark.parametrize(
    ("cambios", "campo", "frase"),
    [
        ({"titulo": ""}, "titulo", "Falta este dato"),
        ({"titulo": "x" * 121}, "titulo", "120"),
        ({"precio_eur": "-1"}, "precio_eur", "mayor o igual a 0"),
        ({"precio_eur": "mucho"}, "precio_eur", "número"),
        ({"fecha_inicio": "1900-01-01"}, "fecha_inicio", "demasiado antigua"),
        ({"fecha_inicio": "3000-01-01"}, "fecha_inicio", "futuro"),
        ({"fecha_inicio": "mañana"}, "fecha_inicio", "fecha válida"),
        ({"fecha_fin": "2020-01-01"}, "fecha_fin", "acabar antes de empezar"),
        ({"meses_periodo": "0"}, "meses_periodo", "1 a 120"),
        ({"alcance": "todo"}, "alcance", "no es una de las opciones"),
        ({"visitas_incluidas": "-1"}, "visitas_incluidas", "mayor o igual a 0"),
        ({"horas_incluidas": "-2"}, "horas_incluidas", "mayor o igual a 0"),
        ({"respuesta_h": "9", "resolucion_h": "8"}, "resolucion_h", "antes de responder"),
        ({"piezas_pct": "101"}, "piezas_pct", "0 a 100"),
        (
            {"renovacion": "tacita", "meses_periodo": "1", "dias_preaviso": "25"},
            "dias_preaviso",
            "15 días",
        ),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(
    client, agente, cambios, campo, frase
):
    cliente = ClienteFactory()
    datos = formulario(cliente, **{"notas": "Llamar <b>antes</b>", **cambios})
    respuesta = client.post(reverse("clientes:nuevo_contrato", args=[cliente.pk]), datos)
    assert respuesta.status_code == 422
    assert frase in str(respuesta.context["form"].errors[campo])
    assert "Llamar &lt;b&gt;antes&lt;/b&gt;" in respuesta.content.decode()
    assert not ContratoMantenimiento.objects.exists()


def test_only_the_units_in_use_are_offered_and_none_is_said(client, agente):
    equipo = EquipoFactory()
    ruta_con = reverse("clientes:nuevo_contrato", args=[equipo.cliente_id])
    con = client.get(ruta_con)
    assert [str(texto) for _v, texto in con.context["form"].fields["equipos"].choices] == [
        str(equipo)
    ]
    sin = client.get(reverse("clientes:nuevo_contrato", args=[ClienteFactory().pk]))
    assert list(sin.context["form"].fields["equipos"].choices) == []
    assert "no tiene equipos en uso" in sin.content.decode()
    assert "no tiene equipos en uso" not in con.content.decode()


def test_another_customers_unit_is_not_among_the_choices(client, agente):
    cliente, ajeno = ClienteFactory(), EquipoFactory()
    respuesta = client.post(
        reverse("clientes:nuevo_contrato", args=[cliente.pk]),
        formulario(cliente, equipos=[ajeno.pk]),
    )
    assert respuesta.status_code == 422
    assert "Elige una de la lista" in str(respuesta.context["form"].errors["equipos"])


def test_a_draft_comes_with_what_it_says_and_is_changed(client, agente):
    borrador = BorradorFactory()
    pagina = client.get(ruta(borrador, "editar"))
    assert pagina.context["form"]["precio_eur"].value() == Decimal("120.00")
    client.post(ruta(borrador, "editar"), formulario(borrador.cliente, precio_eur="99"))
    assert borrador.periodos.get().precio_eur == Decimal("99")


def test_a_signed_contract_has_no_form(client, agente):
    assert client.get(ruta(vigente(), "editar")).status_code == 404


def test_an_old_contract_is_copied_into_a_draft(client, agente):
    viejo = EquipoContratadoFactory(
        contrato__estado=EstadoContrato.VENCIDO, contrato__vencido_en=timezone.now()
    ).contrato
    pagina = client.get(
        reverse("clientes:nuevo_contrato", args=[viejo.cliente_id]), {"como": viejo.codigo}
    )
    form = pagina.context["form"]
    assert form["titulo"].value() == viejo.titulo
    assert form["equipos"].value() == [viejo.equipos.get().equipo_id]
    assert form["fecha_inicio"].value() > viejo.fecha_fin
    assert not form["fecha_fin"].value()


def test_a_contract_begins_with_whose_it_is(client, agente):
    ClienteFactory(nombre="Íñigo Ruiz")
    pagina = client.get(reverse("clientes:contrato_para"), {"q": "inigo"})
    assert "Íñigo Ruiz" in pagina.content.decode()
    nadie = client.get(reverse("clientes:contrato_para"), {"q": "xyzw"})
    assert "Nadie con eso" in nadie.content.decode()


# --- Deciding


def test_a_draft_is_signed_on_its_page(client, agente):
    borrador = EquipoContratadoFactory(contrato=BorradorFactory()).contrato
    assert "Todavía no obliga a nadie" in client.get(ruta(borrador)).content.decode()
    client.post(ruta(borrador, "firmar"), {"firmado_por": "Marta", "canal": "domicilio"})
    borrador.refresh_from_db()
    assert (borrador.estado, borrador.canal_firma) == (EstadoContrato.VIGENTE, "domicilio")


def test_an_overlap_is_said_and_nothing_is_lost(client, agente):
    primero = vigente()
    fila = primero.equipos.get()
    borrador = BorradorFactory(
        cliente=primero.cliente, fecha_inicio=primero.fecha_inicio, fecha_fin=primero.fecha_fin
    )
    EquipoContratadoFactory(contrato=borrador, equipo=fila.equipo)
    respuesta = client.post(
        ruta(borrador, "firmar"), {"firmado_por": "Marta <i>", "canal": "presencial"}
    )
    assert respuesta.status_code == 422
    assert primero.codigo in respuesta.content.decode()
    assert "Marta &lt;i&gt;" in respuesta.content.decode()
    borrador.refresh_from_db()
    assert borrador.es_borrador


@pytest.mark.parametrize(
    ("clave", "datos", "frase"),
    [
        ("rescindir", {"parte": "empresa", "ultimo_dia": "2026-06-01"}, "hay que decir por qué"),
        ("rescindir", {"parte": "cliente", "ultimo_dia": "3000-01-01"}, "no hace falta"),
        ("rescindir", {"parte": "cliente", "ultimo_dia": ""}, "Falta este dato"),
        ("rescindir", {"parte": "nadie", "ultimo_dia": "2026-06-01"}, "no es una de las opciones"),
        ("renovar", {"precio_eur": "-5"}, "mayor o igual a 0"),
        ("meter-equipo", {"equipo": "999999", "desde": "2026-06-01"}, "Elige una de la lista"),
        ("avisado", {"medio": "correo"}, "no es una de las opciones"),
        ("firmar", {"firmado_por": "Marta", "canal": "presencial"}, "ya está firmado"),
        ("descartar", {}, "ya está firmado"),
        ("no-renovar", {"parte": "cliente"}, "acaba en su fecha"),
    ],
)
def test_a_decision_that_cannot_be_is_refused_with_its_sentence(
    client, agente, clave, datos, frase
):
    contrato = vigente()
    respuesta = client.post(ruta(contrato, clave), datos)
    assert respuesta.status_code == 422
    assert frase in respuesta.content.decode()
    assert not EventoContrato.objects.exists()


def test_it_is_ended_on_its_page_and_says_what_is_owed_back(client, agente):
    contrato = vigente()
    hoy = dia_local(timezone.now())
    client.post(ruta(contrato, "rescindir"), {"parte": "cliente", "ultimo_dia": hoy.isoformat()})
    pagina = client.get(ruta(contrato)).content.decode()
    assert "Lo pidió el cliente" in pagina
    assert "A devolver" in pagina
    assert "Redactar uno igual" in pagina


def test_each_state_offers_its_decisions(client, agente):
    claves = {
        estado: {
            a.clave
            for a in (
                *client.get(ruta(contrato)).context["principales"],
                *client.get(ruta(contrato)).context["acciones"],
            )
        }
        for estado, contrato in (
            ("borrador", BorradorFactory()),
            ("vigente", vigente()),
            (
                "vencido",
                ContratoFactory(estado=EstadoContrato.VENCIDO, vencido_en=timezone.now()),
            ),
        )
    }
    assert claves["borrador"] == {"firmar", "enviar", "descartar"}
    assert claves["vigente"] == {"renovar", "avisado", "meter-equipo", "sacar-equipo", "rescindir"}
    assert claves["vencido"] == set()


def test_an_unknown_decision_or_contract_is_not_found(client, agente):
    assert client.get(ruta(vigente(), "volar")).status_code == 404
    assert client.get(reverse("clientes:contrato", args=["CTR-99-000000"])).status_code == 404


# --- Reading


def test_the_page_says_what_is_left_and_what_used_it(client, agente):
    contrato = vigente()
    periodo = contrato.periodos.get()
    for visita in range(3):
        ConsumoContratoFactory(periodo=periodo, referencia=f"OT-26-00001{visita}")
    pagina = client.get(ruta(contrato)).content.decode()
    assert "3 de 2 visitas" in pagina
    assert "Pasado de lo incluido" in pagina
    assert "OT-26-000012" in pagina


def test_the_list_has_its_tabs(client, agente):
    hoy = dia_local(timezone.now())
    suya = ClienteFactory(nombre="Íñigo Ruiz")
    en_vigor, borrador = vigente(contrato__cliente=suya), BorradorFactory()
    pronto = vigente(contrato__fecha_fin=hoy + timedelta(days=20))
    acabado = ContratoFactory(estado=EstadoContrato.VENCIDO, vencido_en=timezone.now())
    lista = reverse("clientes:contratos")

    def codigos(**parametros):
        pagina = client.get(lista, parametros).context["pagina"]
        return {contrato.codigo for contrato in pagina}

    assert codigos() == {en_vigor.codigo, pronto.codigo}
    assert codigos(vista="pronto") == {pronto.codigo}
    assert codigos(vista="borradores") == {borrador.codigo}
    assert codigos(vista="acabados") == {acabado.codigo}
    assert len(codigos(vista="todos")) == 4
    assert codigos(vista="todos", q=acabado.codigo.lower()) == {acabado.codigo}
    assert codigos(vista="todos", q="inigo") == {en_vigor.codigo}
    assert codigos(vista="inventada") == codigos()


@pytest.mark.parametrize("vista", ["vigentes", "pronto", "borradores", "acabados", "todos"])
def test_every_tab_says_something_when_empty(client, agente, vista):
    pagina = client.get(reverse("clientes:contratos"), {"vista": vista})
    assert "vacio__titulo" in pagina.content.decode()


def test_the_pages_cost_the_same_with_one_row_as_with_twenty(client, agente, consultas):
    contrato = vigente()
    periodo = contrato.periodos.get()
    ConsumoContratoFactory(periodo=periodo, equipo=contrato.equipos.get().equipo)
    rutas = [
        reverse("clientes:contratos"),
        ruta(contrato),
        contrato.cliente.get_absolute_url(),
    ]
    con_uno = [consultas(client.get, una) for una in rutas]
    for _ in range(5):
        otro = vigente(contrato__cliente=contrato.cliente)
        equipo = EquipoFactory(cliente=contrato.cliente)
        EquipoContratadoFactory(contrato=contrato, periodo=periodo, equipo=equipo)
        ConsumoContratoFactory(periodo=periodo, equipo=equipo)
        ConsumoContratoFactory(periodo=otro.periodos.get())
        PeriodoContratoFactory(
            contrato=contrato,
            numero=contrato.periodos.count() + 1,
            desde=contrato.fecha_fin + timedelta(days=30 * contrato.periodos.count()),
            hasta=contrato.fecha_fin + timedelta(days=30 * contrato.periodos.count() + 29),
        )
    assert [consultas(client.get, una) for una in rutas] == con_uno


def test_the_unit_and_its_customer_show_the_contract(client, agente):
    contrato = vigente()
    equipo = contrato.equipos.get().equipo
    for pagina in (equipo.get_absolute_url(), contrato.cliente.get_absolute_url()):
        assert contrato.codigo in client.get(pagina).content.decode()


def test_the_search_box_finds_it_by_its_code(client, agente):
    contrato = vigente()
    respuesta = client.get(reverse("nucleo:buscar"), {"q": contrato.codigo.lower()})
    assert contrato.get_absolute_url() in (respuesta.get("Location") or respuesta.content.decode())


# --- Who


PANTALLAS = ("lista", "ficha", "editar", "firmar", "elegir", "nuevo")


def _rutas(borrador):
    return {
        "lista": reverse("clientes:contratos"),
        "ficha": ruta(borrador),
        "editar": ruta(borrador, "editar"),
        "firmar": ruta(borrador, "firmar"),
        "elegir": reverse("clientes:contrato_para"),
        "nuevo": reverse("clientes:nuevo_contrato", args=[borrador.cliente_id]),
    }


@pytest.mark.parametrize(
    ("rol", "ve"),
    [
        ("agente", set(PANTALLAS)),
        ("coordinador", set(PANTALLAS)),
        ("gestor", set(PANTALLAS)),
        ("administrador", set(PANTALLAS)),
        ("calidad", {"lista", "ficha"}),
        ("tecnico", set()),
        ("externo", set()),
        ("cliente", set()),
    ],
)
def test_each_role_sees_its_own(client, rol, ve):
    borrador = BorradorFactory()
    client.force_login(UsuarioFactory(roles=[rol]))
    estados = {clave: client.get(una).status_code for clave, una in _rutas(borrador).items()}
    assert estados == {clave: 200 if clave in ve else 404 for clave in PANTALLAS}


def test_a_customer_does_not_see_drafts_nor_others():
    contacto = ContactoFactory(usuario=UsuarioFactory(roles=["cliente"]))
    suyo = ContratoFactory(cliente=contacto.cliente)
    BorradorFactory(cliente=contacto.cliente)
    ContratoFactory()
    visibles = ContratoMantenimiento.objects.visibles_para(contacto.usuario)
    assert list(visibles) == [suyo]
