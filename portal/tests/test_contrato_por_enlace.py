"""A contract by the link of a mail: as easy to end as to sign; looking changes nothing."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from clientes.models import EstadoContrato, EventoContrato, RenovacionContrato
from clientes.servicios.contratos import (
    EquipoDelContrato,
    NuevoContrato,
    Terminos,
    cambiar_borrador,
    enviar_contrato,
    firmar_contrato,
    redactar_contrato,
)
from clientes.tests.fabricas import ContactoFactory, EmpresaClienteFactory, EquipoFactory
from cuentas.tests.fabricas import AgenteFactory
from nucleo.enlaces import firmar
from nucleo.errores import ErrorDeNegocio
from nucleo.eventos import SISTEMA
from nucleo.models import Comunicacion
from nucleo.tiempo import dia_local

pytestmark = pytest.mark.django_db


def borrador(equipo=None, enviado=True, hace=0, **cambios):
    equipo = equipo or EquipoFactory()
    hoy = dia_local(timezone.now())
    contrato = redactar_contrato(
        NuevoContrato(
            cliente=equipo.cliente,
            titulo="Caldera <b>segura</b>",
            fecha_inicio=hoy - timedelta(days=hace),
            terminos=Terminos(Decimal("365.00"), 2),
            equipos=[EquipoDelContrato(equipo)],
            **cambios,
        ),
        por=SISTEMA,
    )
    return enviar_contrato(contrato.pk, por=AgenteFactory()) if enviado else contrato


def firmado(canal="presencial", **cambios):
    contrato = borrador(**cambios)
    return firmar_contrato(contrato.pk, por=SISTEMA, firmado_por="Marta", canal=canal)


def ruta(contrato, version=1):
    token = firmar("contrato", contrato.codigo, version)
    return reverse("portal:contrato_enlace", args=[contrato.codigo, token])


def codigos(contrato):
    return list(EventoContrato.objects.filter(contrato=contrato).values_list("codigo", flat=True))


def test_a_draft_is_sent_with_its_link_and_signed_with_the_button_that_binds(client):
    contacto = ContactoFactory()
    equipo = EquipoFactory(cliente=contacto.cliente)
    contrato = borrador(equipo, contacto=contacto)
    correo = Comunicacion.objects.get(plantilla="clientes/contrato_para_firmar")
    assert correo.para == contacto.correo
    assert correo.enlaces["contrato"]["id"] == contrato.codigo
    pagina = client.get(ruta(contrato)).content.decode()
    assert "Pedido con obligación de pago" in pagina
    assert "Caldera &lt;b&gt;segura&lt;/b&gt;" in pagina
    respuesta = client.post(ruta(contrato), {"accion": "firmar", "nombre": "Marta Núñez"})
    assert respuesta.status_code == 302
    contrato.refresh_from_db()
    assert (contrato.estado, contrato.canal_firma) == (EstadoContrato.VIGENTE, "distancia")
    assert contrato.firmado_por == "Marta Núñez"
    assert contrato.eventos.get(codigo="firmado").contacto == contacto
    assert equipo.coberturas.count() == 1


def test_looking_changes_nothing(client):
    contrato = borrador()
    antes = codigos(contrato)
    for metodo in (client.get, client.head):
        assert metodo(ruta(contrato)).status_code == 200
    assert codigos(contrato) == antes


def test_without_a_name_it_is_not_signed_and_the_tick_is_kept(client):
    contrato = borrador()
    respuesta = client.post(
        ruta(contrato), {"accion": "firmar", "nombre": " ", "pide_empezar": "on"}
    )
    assert respuesta.status_code == 422
    assert "Escriba su nombre" in respuesta.content.decode()
    assert respuesta.context["form"]["pide_empezar"].value()
    contrato.refresh_from_db()
    assert contrato.es_borrador


@pytest.mark.parametrize(
    ("hacer", "estado"),
    [
        (lambda c: ruta(c), 404),  # never sent
        (lambda c: ruta(c, version=2), 404),
        (lambda c: reverse("portal:contrato_enlace", args=[c.codigo, "x" * 32]), 404),
        (lambda c: reverse("portal:contrato_enlace", args=["CTR-99-000000", "x"]), 404),
    ],
)
def test_any_other_link_opens_nothing(client, hacer, estado):
    contrato = borrador(enviado=False)
    respuesta = client.post(hacer(contrato), {"accion": "firmar", "nombre": "Ladrón"})
    assert respuesta.status_code == estado
    contrato.refresh_from_db()
    assert contrato.es_borrador


def test_ended_from_the_page_in_one_step_with_what_is_owed_back(client):
    contrato = firmado(hace=100)
    pagina = client.get(ruta(contrato)).content.decode()
    assert "264,00" in pagina  # 365 € for 365 days, 101 of them used
    client.post(ruta(contrato), {"accion": "rescindir"})
    contrato.refresh_from_db()
    assert contrato.estado == EstadoContrato.RESCINDIDO
    assert contrato.devolver_eur == Decimal("264.00")
    otra_vez = client.post(ruta(contrato), {"accion": "rescindir"})
    assert otra_vez.status_code == 422
    assert codigos(contrato).count("rescindido") == 1


@pytest.mark.parametrize(
    ("canal", "pide", "devuelto"),
    [
        ("distancia", False, "365.00"),  # withdrawal: nothing is owed
        ("domicilio", False, "365.00"),
        ("distancia", True, "264.00"),  # asked us to begin: the days it was in force
        ("presencial", False, "264.00"),  # no withdrawal in the shop
    ],
)
def test_within_fourteen_days_it_is_a_withdrawal(client, canal, pide, devuelto):
    contrato = borrador(hace=100)
    firmar_contrato(contrato.pk, por=SISTEMA, firmado_por="Marta", canal=canal, pide_empezar=pide)
    client.post(ruta(contrato), {"accion": "rescindir"})
    contrato.refresh_from_db()
    assert contrato.devolver_eur == Decimal(devuelto)


def test_a_company_does_not_withdraw(client):
    equipo = EquipoFactory(cliente=EmpresaClienteFactory())
    contrato = firmado(canal="distancia", equipo=equipo, hace=100)
    assert "desistir" not in client.get(ruta(contrato)).content.decode()
    client.post(ruta(contrato), {"accion": "rescindir"})
    contrato.refresh_from_db()
    assert contrato.devolver_eur == Decimal("264.00")


def test_the_renewal_is_refused_from_the_page(client):
    contrato = firmado(renovacion=RenovacionContrato.TACITA)
    assert "No quiero que se renueve" in client.get(ruta(contrato)).content.decode()
    client.post(ruta(contrato), {"accion": "no_renovar"})
    contrato.refresh_from_db()
    assert contrato.no_renueva_en
    assert "No se renovará" in client.get(ruta(contrato)).content.decode()


def test_an_unknown_action_does_nothing(client):
    contrato = firmado()
    assert client.post(ruta(contrato), {"accion": "volar"}).status_code == 302
    contrato.refresh_from_db()
    assert contrato.esta_vigente


def test_what_cannot_be_sent_is_not(client):
    sin_correo = borrador(EquipoFactory(cliente__correo=""), enviado=False)
    with pytest.raises(ErrorDeNegocio, match="no tiene correo"):
        enviar_contrato(sin_correo.pk, por=SISTEMA)
    with pytest.raises(ErrorDeNegocio, match="ya no es un borrador"):
        enviar_contrato(firmado().pk, por=SISTEMA)
    assert codigos(sin_correo) == ["redactado"]


def test_nobody_signs_other_terms_than_those_that_they_read(client):
    contrato = borrador()
    leido = client.get(ruta(contrato)).context["leido"]
    datos = NuevoContrato(
        cliente=contrato.cliente,
        titulo=contrato.titulo,
        fecha_inicio=contrato.fecha_inicio,
        terminos=Terminos(Decimal("999.00"), 1),
        equipos=[EquipoDelContrato(fila.equipo) for fila in contrato.equipos.all()],
    )
    cambiar_borrador(contrato.pk, datos, por=SISTEMA)
    firma = {"accion": "firmar", "nombre": "Marta"}
    respuesta = client.post(ruta(contrato), {**firma, "leido": leido})
    assert respuesta.status_code == 422
    assert "ha cambiado mientras lo leía" in respuesta.content.decode()
    assert "999,00" in respuesta.content.decode()
    contrato.refresh_from_db()
    assert contrato.es_borrador
    assert respuesta.context["leido"] != leido
    client.post(ruta(contrato), {**firma, "leido": respuesta.context["leido"]})
    contrato.refresh_from_db()
    assert contrato.esta_vigente
