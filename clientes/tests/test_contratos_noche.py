"""Warnings, renewals by silence and expiry: dated, once each, made up for after a missed night."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine

from clientes.models import (
    AvisoContrato,
    ClaseAviso,
    Cobertura,
    ContratoMantenimiento,
    EstadoContrato,
    EventoContrato,
    MotivoRetirada,
    RenovacionContrato,
)
from clientes.servicios.contratos import (
    EquipoDelContrato,
    NuevoContrato,
    Terminos,
    anotar_aviso,
    firmar_contrato,
    meter_equipo,
    no_renovar_contrato,
    redactar_contrato,
    rescindir_contrato,
)
from clientes.tasks import revisar_contratos
from clientes.tests.fabricas import EmpresaClienteFactory, EquipoFactory
from cuentas.tests.fabricas import AgenteFactory
from nucleo.empresa import empresa, olvidar_empresa
from nucleo.errores import ErrorDeNegocio
from nucleo.eventos import SISTEMA
from nucleo.models import Comunicacion
from nucleo.models.comunicaciones import Destino

pytestmark = pytest.mark.django_db


def firmado(equipo=None, **cambios):
    """A contract of 2026, signed in January, renewed by silence unless it says otherwise."""
    equipo = equipo or EquipoFactory()
    datos = {
        "renovacion": RenovacionContrato.TACITA,
        "dias_aviso_cliente": 30,
        "dias_aviso_personal": 60,
        "fecha_inicio": date(2026, 1, 1),
        **cambios,
    }
    with time_machine.travel("2026-01-01T09:00:00+00:00", tick=False):
        contrato = redactar_contrato(
            NuevoContrato(
                cliente=equipo.cliente,
                titulo="Caldera",
                terminos=Terminos(Decimal("120")),
                equipos=[EquipoDelContrato(equipo)],
                **datos,
            ),
            por=SISTEMA,
        )
        return firmar_contrato(contrato.pk, por=SISTEMA, firmado_por="Marta", canal="presencial")


def noche(dia, *, entregando=True):
    """The task of that night; the mail server delivers at once unless it is said not to."""
    instante = datetime(dia.year, dia.month, dia.day, 3, tzinfo=UTC)
    with time_machine.travel(instante, tick=False):
        movidos = revisar_contratos()
    if entregando:
        Comunicacion.objects.filter(destino=Destino.PENDIENTE).update(
            destino=Destino.ENVIADA, enviado_en=instante
        )
    return movidos


def avisos(contrato, clase=ClaseAviso.CLIENTE):
    return AvisoContrato.objects.filter(periodo__contrato=contrato, clase=clase)


def correos(contrato):
    return Comunicacion.objects.filter(plantilla="clientes/contrato_aviso")


def test_each_is_warned_on_their_day_and_only_once():
    lleva = AgenteFactory()
    contrato = firmado(responsable=lleva)
    assert noche(date(2026, 10, 31)) == 0
    assert noche(date(2026, 11, 1)) == 1  # 60 days before
    assert (avisos(contrato).count(), avisos(contrato, ClaseAviso.PERSONAL).count()) == (0, 1)
    assert (
        Comunicacion.objects.get(plantilla="clientes/contrato_aviso_personal").para == lleva.email
    )
    assert noche(date(2026, 11, 30)) == 0
    assert noche(date(2026, 12, 1)) == 1
    assert [noche(date(2026, 12, d)) for d in (1, 2, 15, 31)] == [0, 0, 0, 0]
    correo = correos(contrato).get()
    assert correo.datos["se_renueva"] is True
    assert correo.datos["limite"] == "31\xa0de diciembre de 2026"
    assert correo.datos["precio"] == "120,00\xa0€"


def test_the_law_moves_the_warning_forward_when_the_contract_says_later():
    contrato = firmado(dias_aviso_cliente=5, dias_preaviso=20)
    assert noche(date(2026, 11, 25)) == 1  # ours
    assert not avisos(contrato).exists()
    noche(date(2026, 11, 26))  # 31 Dec − 20 − 15
    assert avisos(contrato).count() == 1


def test_silence_renews_after_a_warning_in_time():
    contrato = firmado()
    noche(date(2026, 12, 1))
    assert noche(date(2026, 12, 31)) == 0
    assert noche(date(2027, 1, 1)) == 1
    contrato.refresh_from_db()
    assert (contrato.estado, contrato.fecha_fin) == (EstadoContrato.VIGENTE, date(2027, 12, 31))
    segundo = contrato.periodos.get(numero=2)
    assert (segundo.origen, segundo.precio_eur) == ("tacita", Decimal("120.00"))
    evento = EventoContrato.objects.get(contrato=contrato, codigo="renovado")
    assert evento.datos == {"periodo": segundo.pk, "numero": 2, "origen": "tacita"}
    assert evento.dia_local == date(2027, 1, 1)
    assert Cobertura.objects.filter(contrato=contrato).count() == 2
    assert noche(date(2027, 1, 1)) == 0
    assert contrato.periodos.count() == 2


def test_a_missed_night_is_made_up_for():
    contrato = firmado()
    noche(date(2026, 12, 14))  # the worker was down from 1 November to 13 December
    assert avisos(contrato).count() == 1
    noche(date(2027, 1, 9))  # and again at New Year
    contrato.refresh_from_db()
    assert contrato.periodos.get(numero=2).desde == date(2027, 1, 1)


def test_a_consumer_warned_too_late_is_not_renewed_and_is_told_so():
    contrato = firmado()
    noche(date(2026, 12, 17))  # the 16th was the last day
    assert correos(contrato).get().datos["se_renueva"] is False
    assert noche(date(2027, 1, 1)) == 1
    contrato.refresh_from_db()
    assert contrato.estado == EstadoContrato.VENCIDO
    assert contrato.periodos.count() == 1
    assert EventoContrato.objects.get(codigo="vencido").datos == {"causa": "sin_aviso"}
    assert noche(date(2027, 1, 2)) == 0


def test_a_mail_that_did_not_leave_in_time_is_no_warning():
    contrato = firmado()
    noche(date(2026, 12, 1), entregando=False)
    assert avisos(contrato).count() == 1
    noche(date(2027, 1, 1), entregando=False)
    contrato.refresh_from_db()
    assert contrato.estado == EstadoContrato.VENCIDO


def test_a_company_is_renewed_without_a_warning():
    contrato = firmado(EquipoFactory(cliente=EmpresaClienteFactory()))
    noche(date(2027, 1, 1))
    contrato.refresh_from_db()
    assert contrato.fecha_fin == date(2027, 12, 31)


def test_several_missed_periods_of_a_company_are_all_made_up_for():
    contrato = firmado(EquipoFactory(cliente=EmpresaClienteFactory()), meses_periodo=1)
    assert noche(date(2026, 5, 15)) == 2  # renewed, and then we are warned
    contrato.refresh_from_db()
    assert contrato.fecha_fin == date(2026, 5, 31)
    assert contrato.periodos.count() == 5


def test_a_customer_without_mail_is_told_by_telephone_and_it_counts():
    equipo = EquipoFactory(cliente__correo="")
    contrato = firmado(equipo, responsable=AgenteFactory())
    assert noche(date(2026, 12, 1)) == 1  # only ours
    assert not avisos(contrato).exists()
    assert Comunicacion.objects.get(referencia=contrato.codigo).datos["sin_correo"] is True
    with time_machine.travel("2026-12-10T10:00:00+00:00"):
        anotar_aviso(contrato.pk, por=AgenteFactory(), medio="telefono")
        with pytest.raises(ErrorDeNegocio, match="Ya se le avisó el 10/12/2026"):
            anotar_aviso(contrato.pk, por=SISTEMA, medio="carta")
    noche(date(2027, 1, 1))
    contrato.refresh_from_db()
    assert contrato.fecha_fin == date(2027, 12, 31)


def test_a_mail_that_failed_may_be_made_good_by_hand():
    contrato = firmado()
    noche(date(2026, 12, 1), entregando=False)
    correos(contrato).update(destino=Destino.FALLIDA, fallido_en=datetime(2026, 12, 3, tzinfo=UTC))
    with time_machine.travel("2026-12-10T10:00:00+00:00"):
        anotar_aviso(contrato.pk, por=SISTEMA, medio="carta")
    assert avisos(contrato).get().medio == "carta"


@pytest.mark.parametrize(
    ("medio", "cuando", "frase"),
    [("correo", None, "cómo se le ha avisado"), ("carta", "2025-12-01", "no es del periodo")],
)
def test_a_warning_that_cannot_be_is_refused(medio, cuando, frase):
    contrato = firmado()
    en = cuando and datetime.fromisoformat(cuando).replace(tzinfo=UTC)
    with (
        time_machine.travel("2026-12-10T10:00:00+00:00"),
        pytest.raises(ErrorDeNegocio, match=frase),
    ):
        anotar_aviso(contrato.pk, por=SISTEMA, medio=medio, en=en)
    assert not avisos(contrato).exists()


def test_who_said_no_is_not_warned_and_it_ends():
    contrato = firmado()
    with time_machine.travel("2026-11-20T10:00:00+00:00"):
        no_renovar_contrato(contrato.pk, por=SISTEMA, parte="cliente")
    noche(date(2026, 12, 1))
    assert not correos(contrato).exists()
    noche(date(2027, 1, 1))
    assert EventoContrato.objects.get(codigo="vencido").datos == {"causa": "no_renueva"}


def test_one_that_ends_by_itself_is_warned_of_and_expires():
    contrato = firmado(renovacion=RenovacionContrato.NO)
    noche(date(2026, 12, 20))  # late is no matter: nothing is renewed
    assert correos(contrato).get().datos["se_renueva"] is False
    noche(date(2027, 1, 1))
    contrato.refresh_from_db()
    assert contrato.estado == EstadoContrato.VENCIDO
    assert EventoContrato.objects.get(codigo="vencido").datos == {"causa": "fin"}


def test_another_contract_for_the_same_takes_the_place_of_the_renewal():
    contrato = firmado()
    noche(date(2026, 12, 1))
    firmado(contrato.equipos.get().equipo, fecha_inicio=date(2027, 1, 1))
    noche(date(2027, 1, 1))
    contrato.refresh_from_db()
    assert contrato.estado == EstadoContrato.VENCIDO
    assert EventoContrato.objects.get(codigo="vencido").datos == {"causa": "otro_contrato"}
    assert contrato.periodos.count() == 1


def test_terminated_ones_are_left_alone():
    contrato = firmado()
    with time_machine.travel("2026-06-01T10:00:00+00:00"):
        rescindir_contrato(contrato.pk, por=SISTEMA, parte="cliente")
    assert noche(date(2026, 12, 1)) == noche(date(2027, 1, 1)) == 0


def test_without_anybody_who_keeps_it_the_company_is_told():
    casa = empresa()
    casa.correo = "contratos@casa.example"
    casa.save()
    olvidar_empresa()
    firmado()
    noche(date(2026, 11, 1))
    correo = Comunicacion.objects.get(plantilla="clientes/contrato_aviso_personal")
    assert correo.para == "contratos@casa.example"


def test_one_customer_with_blocked_data_does_not_stop_the_others():
    bloqueado, otro = firmado(), firmado()
    bloqueado.cliente.bloqueado_en = bloqueado.creado_en
    bloqueado.cliente.save()
    noche(date(2026, 12, 1))
    assert not avisos(bloqueado).exists()
    assert avisos(otro).exists()


def test_the_night_asks_the_same_of_the_database_with_few_as_with_many_that_are_not_due(consultas):
    firmado(fecha_inicio=date(2026, 1, 1))
    with time_machine.travel("2026-05-01T03:00:00+00:00", tick=False):
        con_uno = consultas(revisar_contratos)
    for _ in range(5):
        firmado()
    with time_machine.travel("2026-05-01T03:00:00+00:00", tick=False):
        assert consultas(revisar_contratos) == con_uno
    assert ContratoMantenimiento.objects.count() == 6


@pytest.mark.parametrize("que", ["traspasado", "retirado"])
def test_a_unit_that_is_no_longer_theirs_is_not_renewed(que):
    contrato = firmado()
    equipo = contrato.equipos.get().equipo
    if que == "traspasado":
        equipo.cliente = EquipoFactory().cliente
    else:
        equipo.retirado_en, equipo.retirado_motivo = date(2026, 6, 1), MotivoRetirada.SIN_USO
    equipo.save()
    noche(date(2026, 12, 1))
    noche(date(2027, 1, 1))
    contrato.refresh_from_db()
    assert contrato.estado == EstadoContrato.VENCIDO
    assert EventoContrato.objects.get(codigo="vencido").datos == {"causa": "sin_equipos"}


def test_the_units_that_stay_are_renewed_without_the_others():
    contrato = firmado()
    otro = EquipoFactory(cliente=contrato.cliente)
    with time_machine.travel("2026-02-01T10:00:00+00:00"):
        meter_equipo(contrato.pk, por=SISTEMA, equipo=otro)
    otro.retirado_en, otro.retirado_motivo = date(2026, 6, 1), MotivoRetirada.SIN_USO
    otro.save()
    noche(date(2026, 12, 1))
    noche(date(2027, 1, 1))
    siguen = contrato.equipos.filter(periodo__numero=2)
    assert [fila.equipo for fila in siguen] == [contrato.equipos.order_by("pk").first().equipo]
