"""Opening an order, for a case or without one."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from threading import Thread

import pytest
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from clientes.models import QuienPaga
from clientes.tests.fabricas import ClienteFactory, ContactoFactory, EquipoFactory, SedeFactory
from cuentas.tests.fabricas import AgenteFactory
from incidencias.models import Incidencia
from incidencias.tests.fabricas import EncargoFactory, IncidenciaFactory
from nucleo.errores import ErrorDeNegocio
from nucleo.eventos import SISTEMA
from sat.eventos import Codigo, EnElCaso
from sat.forms import AbrirOrdenForm
from sat.models import Estado, OrdenTrabajo, TipoMandante
from sat.servicios import NuevaOrden, abrir_orden, es_garantia_legal_propuesta, mandante_propuesto
from sat.tests.fabricas import AseguradoraFactory, mandante

pytestmark = pytest.mark.django_db


def nueva(**cambios) -> NuevaOrden:
    incidencia = cambios.pop("incidencia", None) or IncidenciaFactory()
    datos = {"incidencia": incidencia, "cliente": incidencia.cliente, "mandante": mandante()}
    return NuevaOrden(**(datos | cambios))


def test_opening_leaves_the_order_its_event_and_a_line_in_the_case():
    agente, datos = AgenteFactory(), nueva()
    orden = abrir_orden(datos, por=agente)
    evento = orden.eventos.get()
    linea = datos.incidencia.eventos.get(codigo=EnElCaso.ORDEN_ABIERTA)
    assert orden.estado == Estado.NUEVA
    assert orden.codigo.startswith("OT-")
    assert (evento.codigo, evento.usuario, evento.ocurrido_en) == (
        Codigo.ABIERTA,
        agente,
        orden.ocurrida_en,
    )
    assert (linea.datos["orden"], linea.datos["orden_codigo"]) == (orden.pk, orden.codigo)


def test_it_takes_from_the_case_what_it_is_not_told():
    contacto = ContactoFactory()
    incidencia = IncidenciaFactory(cliente=contacto.cliente, contacto=contacto)
    orden = abrir_orden(nueva(incidencia=incidencia), por=SISTEMA)
    assert (orden.contacto, orden.sintoma) == (contacto, incidencia.asunto)


@pytest.mark.parametrize("estado", ["cerrada", "anulada", "fusionada"])
def test_a_case_that_is_over_admits_no_order(estado):
    incidencia = IncidenciaFactory(cerrada=True)
    if estado == "anulada":
        incidencia = IncidenciaFactory(estado="anulada")
    if estado == "fusionada":
        incidencia = IncidenciaFactory(estado="fusionada", fusionada_en=IncidenciaFactory())
    with pytest.raises(ErrorDeNegocio, match="no admite órdenes nuevas"):
        abrir_orden(nueva(incidencia=incidencia), por=AgenteFactory())
    assert not OrdenTrabajo.objects.exists()
    assert not incidencia.eventos.exists()


def test_the_state_of_the_case_is_read_under_its_lock():
    incidencia = IncidenciaFactory()
    datos = nueva(incidencia=incidencia)  # in memory it is still new
    Incidencia.objects.filter(pk=incidencia.pk).update(estado="anulada")
    with pytest.raises(ErrorDeNegocio, match="está anulada"):
        abrir_orden(datos, por=SISTEMA)


@pytest.mark.parametrize(
    ("campo", "fabrica"),
    [("equipo", EquipoFactory), ("sede", SedeFactory), ("contacto", ContactoFactory)],
)
def test_nothing_of_another_customer_enters(campo, fabrica):
    ajeno = fabrica(cliente=ClienteFactory())
    with pytest.raises(ErrorDeNegocio, match="no es de") as error:
        abrir_orden(nueva(**{campo: ajeno}), por=SISTEMA)
    assert error.value.campo == campo
    assert not OrdenTrabajo.objects.exists()


def test_a_tenant_gets_an_order_for_the_boiler_of_the_owner():
    inquilina = ContactoFactory()
    caldera = EquipoFactory(cliente=ClienteFactory(), usuario_contacto=inquilina)
    incidencia = IncidenciaFactory(cliente=inquilina.cliente, equipo=caldera)
    form = AbrirOrdenForm(incidencia=incidencia)
    assert caldera in form.fields["equipo"].queryset
    orden = abrir_orden(nueva(incidencia=incidencia, equipo=caldera), por=SISTEMA)
    assert (orden.equipo, orden.cliente) == (caldera, inquilina.cliente)


def test_an_insurer_may_want_its_reference():
    aseguradora = AseguradoraFactory(exige_referencia=True)
    with pytest.raises(ErrorDeNegocio, match="número de expediente"):
        abrir_orden(nueva(mandante=aseguradora), por=SISTEMA)
    orden = abrir_orden(nueva(mandante=aseguradora, mandante_referencia="S-1"), por=SISTEMA)
    assert orden.paga == QuienPaga.ASEGURADORA


def test_the_limit_is_the_mandantes_unless_another_is_given():
    aseguradora = AseguradoraFactory(limite_autorizado_eur=Decimal("300.00"))
    assert abrir_orden(nueva(mandante=aseguradora), por=SISTEMA).limite_autorizado_eur == 300
    otra = nueva(mandante=aseguradora, limite_autorizado_eur=Decimal("500.00"))
    assert abrir_orden(otra, por=SISTEMA).limite_autorizado_eur == 500


def test_for_our_own_account_pays_whom_the_frozen_verdict_says():
    incidencia = IncidenciaFactory(veredicto={"estado": "cubierto", "paga": "vendedor"})
    assert abrir_orden(nueva(incidencia=incidencia), por=SISTEMA).paga == QuienPaga.VENDEDOR
    assert mandante_propuesto(incidencia).tipo == TipoMandante.EMPRESA


@pytest.mark.parametrize(
    ("estado", "paga", "legal"),
    [
        ("cubierto", "vendedor", True),
        ("parcial", "vendedor", True),
        ("cubierto", "fabricante", False),
        ("no", "vendedor", False),
    ],
)
def test_what_the_seller_owes_is_proposed_as_a_remedy_of_the_legal_guarantee(estado, paga, legal):
    incidencia = IncidenciaFactory(veredicto={"estado": estado, "paga": paga})
    assert es_garantia_legal_propuesta(incidencia) is legal


@pytest.mark.parametrize(
    ("veredicto", "manda", "paga", "legal"),
    [
        ({"deber": {"es_nuestro": True}}, "empresa", "vendedor", True),
        ({"deber": {"por_cuenta": True}}, "empresa", "vendedor", True),
        ({"deber": {"es_nuestro": False, "quien": "vendedor"}}, "cliente", "cliente", False),
        ({"via": "comercial"}, "empresa", "vendedor", False),
        ({"estado": "no", "paga": "cliente", "cortesia": {"coste_eur": "45.00"}},
         "empresa", "cortesia", False),
    ],
)  # fmt: skip
def test_whose_duty_it_is_and_goodwill_say_who_sends_the_order(veredicto, manda, paga, legal):
    frozen = {"estado": "cubierto", "paga": "vendedor", "via": "legal"} | veredicto
    incidencia = IncidenciaFactory(veredicto=frozen)
    propuesto = mandante_propuesto(incidencia)
    assert propuesto.tipo == manda
    assert es_garantia_legal_propuesta(incidencia) is legal
    datos = nueva(incidencia=incidencia, mandante=propuesto)
    assert abrir_orden(datos, por=SISTEMA).paga == paga


def test_without_cover_the_customer_sends_and_pays():
    incidencia = IncidenciaFactory(veredicto={"estado": "no", "paga": "cliente"})
    propuesto = mandante_propuesto(incidencia)
    assert propuesto.tipo == TipoMandante.CLIENTE
    datos = nueva(incidencia=incidencia, mandante=propuesto)
    assert abrir_orden(datos, por=SISTEMA).paga == QuienPaga.CLIENTE


@pytest.mark.parametrize(
    "en", [timezone.now() + timedelta(days=365 * 900), datetime(1900, 1, 1, tzinfo=UTC)]
)
def test_it_opens_neither_in_the_future_nor_before_its_case(en):
    with pytest.raises(ErrorDeNegocio, match="no puede haber pasado"):
        abrir_orden(nueva(), por=SISTEMA, en=en)
    assert not OrdenTrabajo.objects.exists()


def test_an_order_may_have_no_case():
    cliente = ClienteFactory()
    orden = abrir_orden(NuevaOrden(cliente=cliente, mandante=mandante()), por=SISTEMA)
    assert (orden.incidencia, orden.cliente) == (None, cliente)


@pytest.mark.django_db(transaction=True)
def test_an_order_waits_for_the_decision_that_is_being_taken_on_its_case():
    incidencia, errores = IncidenciaFactory(), []
    datos = nueva(incidencia=incidencia)

    def abrir():
        try:
            abrir_orden(datos, por=SISTEMA)
        except ErrorDeNegocio as error:
            errores.append(error.codigo)
        finally:
            connection.close()

    hilo = Thread(target=abrir)
    with transaction.atomic():
        Incidencia.objects.filter(pk=incidencia.pk).update(estado="anulada")
        hilo.start()
        hilo.join(timeout=0.5)  # it waits for this transaction
        assert hilo.is_alive()
    hilo.join(timeout=10)
    assert errores == ["caso_acabado"]
    assert not OrdenTrabajo.objects.exists()


def test_the_order_of_a_job_proposes_who_sends_it_with_their_reference_and_limit(client):
    norte = AseguradoraFactory(nombre="Hogar Norte Seguros", limite_autorizado_eur=500)
    encargo = EncargoFactory(
        principal="hogar norte seguros", referencia="SN-1", limite_eur=Decimal("120.00")
    )
    incidencia = encargo.incidencia
    client.force_login(AgenteFactory())
    form = client.get(reverse("sat:abrir", args=[incidencia.codigo])).context["form"]
    assert (form.initial["mandante"], form.initial["mandante_referencia"]) == (norte.pk, "SN-1")
    datos = {"cliente": incidencia.cliente, "incidencia": incidencia}
    orden = abrir_orden(
        NuevaOrden(**datos, mandante=norte, mandante_referencia="SN-1"), por=AgenteFactory()
    )
    assert orden.limite_autorizado_eur == Decimal("120.00")
    otra = AseguradoraFactory(nombre="Otra Aseguradora", limite_autorizado_eur=500)
    ajena = abrir_orden(
        NuevaOrden(**datos, mandante=otra, mandante_referencia="X"), por=AgenteFactory()
    )
    assert ajena.limite_autorizado_eur == 500  # their limit, not that of who sent the job


def test_a_job_of_somebody_we_have_no_account_with_proposes_as_always():
    encargo = EncargoFactory(principal="Nadie")
    assert mandante_propuesto(encargo.incidencia).tipo == TipoMandante.CLIENTE
