"""A maintenance contract from its draft to its end, through the services."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine

from clientes.models import (
    AlcanceContrato,
    Cobertura,
    ContratoMantenimiento,
    EquipoContratado,
    EstadoContrato,
    EventoContrato,
    MotivoRetirada,
    RenovacionContrato,
)
from clientes.servicios.coberturas import anular_cobertura
from clientes.servicios.contratos import (
    EquipoDelContrato,
    NuevoContrato,
    Terminos,
    avisar_contrato,
    cambiar_borrador,
    descartar_contrato,
    enviar_contrato,
    firmar_contrato,
    meter_equipo,
    no_renovar_contrato,
    redactar_contrato,
    renovar_contrato,
    rescindir_contrato,
    sacar_equipo,
    volver_a_renovar,
)
from clientes.servicios.contratos.revision import TRANSICIONES
from clientes.servicios.equipos import retirar_equipo
from clientes.tests.fabricas import (
    ClienteFactory,
    ContactoFactory,
    EmpresaClienteFactory,
    EquipoFactory,
)
from cuentas.tests.fabricas import AgenteFactory
from nucleo.correo_saliente import componer_correo
from nucleo.errores import ErrorDeNegocio
from nucleo.eventos import SISTEMA
from nucleo.models import Comunicacion

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hoy_es_10_de_enero")]


@pytest.fixture
def hoy_es_10_de_enero():
    with time_machine.travel("2026-01-10T10:00:00+00:00", tick=False):
        yield


def nuevo(cliente=None, equipos=(), **cambios):
    terminos = {
        "precio_eur": Decimal("120.00"),
        "visitas_incluidas": 2,
        "minutos_incluidos": 240,
        **cambios.pop("terminos", {}),
    }
    return NuevoContrato(
        cliente=cliente or ClienteFactory(),
        titulo=cambios.pop("titulo", "Mantenimiento de caldera"),
        fecha_inicio=cambios.pop("fecha_inicio", date(2026, 1, 1)),
        terminos=Terminos(**terminos),
        equipos=[e if isinstance(e, EquipoDelContrato) else EquipoDelContrato(e) for e in equipos],
        **cambios,
    )


def firmado(equipo=None, **cambios):
    equipo = equipo or EquipoFactory()
    contrato = redactar_contrato(nuevo(equipo.cliente, [equipo], **cambios), por=SISTEMA)
    return firmar_contrato(contrato.pk, por=SISTEMA, firmado_por="Marta Núñez", canal="presencial")


def codigos(contrato):
    eventos = EventoContrato.objects.filter(contrato=contrato).order_by("id")
    return list(eventos.values_list("codigo", flat=True))


def test_a_draft_has_its_code_its_period_and_its_units():
    equipo, agente = EquipoFactory(), AgenteFactory()
    contrato = redactar_contrato(nuevo(equipo.cliente, [equipo]), por=agente)
    periodo, fila = contrato.periodos.get(), contrato.equipos.get()
    assert contrato.codigo.startswith("CTR-26-")
    assert contrato.estado == EstadoContrato.BORRADOR
    assert (periodo.desde, periodo.hasta) == (date(2026, 1, 1), date(2026, 12, 31))
    assert (fila.equipo, fila.hasta, fila.en_firme) == (equipo, date(2026, 12, 31), False)
    assert not Cobertura.objects.exists()
    assert contrato.eventos.get().usuario == agente


def test_signing_binds_covers_and_confirms():
    equipo = EquipoFactory()
    contrato = firmado(equipo, piezas_pct=50)
    cobertura = equipo.coberturas.get()
    assert contrato.estado == EstadoContrato.VIGENTE
    assert contrato.equipos.get().en_firme
    assert (cobertura.tipo, cobertura.paga, cobertura.contrato) == (
        "contrato",
        "contrato",
        contrato,
    )
    assert (cobertura.fecha_inicio, cobertura.fecha_fin) == (date(2026, 1, 1), date(2026, 12, 31))
    assert (cobertura.piezas_pct, cobertura.mano_obra_pct) == (50, 100)
    assert codigos(contrato) == ["redactado", "firmado"]
    correo = Comunicacion.objects.get(referencia=contrato.codigo)
    assert correo.plantilla == "clientes/contrato_firmado"
    assert (correo.para, correo.datos["precio"]) == (equipo.cliente.correo, "120,00\xa0€")


def test_a_contract_of_checks_covers_no_fault():
    contrato = firmado(alcance=AlcanceContrato.PREVENTIVO)
    assert contrato.mano_obra_pct == 0
    assert not Cobertura.objects.exists()


def test_a_draft_is_said_anew():
    uno, otro = EquipoFactory(), EquipoFactory()
    otro.cliente = uno.cliente
    otro.save()
    contrato = redactar_contrato(nuevo(uno.cliente, [uno]), por=SISTEMA)
    cambiar_borrador(
        contrato.pk,
        nuevo(uno.cliente, [otro], titulo="Otro", terminos={"precio_eur": Decimal("99")}),
        por=SISTEMA,
    )
    contrato.refresh_from_db()
    assert contrato.titulo == "Otro"
    assert contrato.equipos.get().equipo == otro
    assert contrato.periodos.get().precio_eur == Decimal("99")


@pytest.mark.parametrize(
    ("cambios", "campo", "frase"),
    [
        ({"titulo": " "}, "titulo", "Ponle un nombre"),
        ({"titulo": "x" * 121}, "titulo", "120"),
        ({"fecha_inicio": date(1900, 1, 1)}, "fecha_inicio", "demasiado antigua"),
        ({"fecha_inicio": date(3000, 1, 1)}, "fecha_inicio", "futuro"),
        ({"fecha_fin": date(2025, 12, 31)}, "fecha_fin", "acabar antes de empezar"),
        ({"fecha_fin": date(3000, 1, 1)}, "fecha_fin", "futuro"),
        ({"meses_periodo": 0}, "meses_periodo", "de 1 a 120"),
        ({"terminos": {"precio_eur": Decimal("-1")}}, "precio_eur", "negativo"),
        ({"terminos": {"precio_eur": Decimal("1e9")}}, "precio_eur", "creíble"),
        ({"terminos": {"visitas_incluidas": -1}}, "visitas_incluidas", "negativo"),
        ({"piezas_pct": 101}, "piezas_pct", "0 a 100"),
        (
            {"alcance": AlcanceContrato.CORRECTIVO, "mano_obra_pct": 0, "desplazamiento_pct": 0},
            "mano_obra_pct",
            "paga algo",
        ),
        ({"respuesta_min": 60, "resolucion_min": 30}, "resolucion_min", "antes de responder"),
        ({"dias_aviso_cliente": 400}, "dias_aviso_cliente", "365"),
        (
            {"renovacion": RenovacionContrato.TACITA, "meses_periodo": 1, "dias_preaviso": 20},
            "dias_preaviso",
            "demasiado corto",
        ),
        ({"alcance": "todo"}, "alcance", "todo"),
    ],
)
def test_a_draft_that_cannot_be_is_refused_and_nothing_is_written(cambios, campo, frase):
    with pytest.raises(ErrorDeNegocio, match=frase) as error:
        redactar_contrato(nuevo(**cambios), por=SISTEMA)
    assert error.value.campo == campo
    assert not ContratoMantenimiento.objects.exists()
    assert not EventoContrato.objects.exists()


def test_a_company_may_have_a_notice_longer_than_the_law_of_consumers():
    datos = nuevo(
        EmpresaClienteFactory(),
        renovacion=RenovacionContrato.TACITA,
        meses_periodo=1,
        dias_preaviso=20,
    )
    assert redactar_contrato(datos, por=SISTEMA).pk


def _retirado(cliente):
    return EquipoFactory(
        cliente=cliente, retirado_en=date(2025, 1, 1), retirado_motivo=MotivoRetirada.values[0]
    )


@pytest.mark.parametrize(
    ("preparar", "frase"),
    [
        (lambda c: [EquipoFactory()], "no es de"),
        (lambda c: [EquipoFactory(cliente=c)] * 2, "está dos veces"),
        (
            lambda c: [_retirado(c)],
            "está retirado desde el 01/01/2025",
        ),
        (
            lambda c: [EquipoDelContrato(EquipoFactory(cliente=c), desde=date(2025, 12, 31))],
            "dentro de las del contrato",
        ),
        (
            lambda c: [
                EquipoDelContrato(EquipoFactory(cliente=c), date(2026, 5, 1), date(2026, 4, 1))
            ],
            "dentro de las del contrato",
        ),
    ],
)
def test_a_unit_that_cannot_be_in_it_is_refused(preparar, frase):
    cliente = ClienteFactory()
    with pytest.raises(ErrorDeNegocio, match=frase) as error:
        redactar_contrato(nuevo(cliente, preparar(cliente)), por=SISTEMA)
    assert error.value.campo == "equipos"
    assert not ContratoMantenimiento.objects.exists()


def test_a_tenant_may_contract_for_the_boiler_they_use():
    contacto = ContactoFactory()
    equipo = EquipoFactory(usuario_contacto=contacto)
    assert redactar_contrato(nuevo(contacto.cliente, [equipo]), por=SISTEMA).equipos.count() == 1


def test_another_customers_contact_is_refused():
    with pytest.raises(ErrorDeNegocio, match="de otro cliente"):
        redactar_contrato(nuevo(contacto=ContactoFactory()), por=SISTEMA)


@pytest.mark.parametrize(
    ("cambios", "campo", "frase"),
    [
        ({"firmado_por": " "}, "firmado_por", "quien lo firma"),
        ({"canal": "paloma"}, "canal", "cómo se ha firmado"),
    ],
)
def test_signing_says_who_and_how(cambios, campo, frase):
    equipo = EquipoFactory()
    contrato = redactar_contrato(nuevo(equipo.cliente, [equipo]), por=SISTEMA)
    datos = {"firmado_por": "Marta", "canal": "presencial", **cambios}
    with pytest.raises(ErrorDeNegocio, match=frase) as error:
        firmar_contrato(contrato.pk, por=SISTEMA, **datos)
    assert error.value.campo == campo
    contrato.refresh_from_db()
    assert contrato.es_borrador
    assert not Comunicacion.objects.exists()


def test_a_contract_without_units_is_not_signed():
    contrato = redactar_contrato(nuevo(), por=SISTEMA)
    with pytest.raises(ErrorDeNegocio, match="al menos un equipo"):
        firmar_contrato(contrato.pk, por=SISTEMA, firmado_por="Marta", canal="presencial")


def test_an_overlap_is_refused_naming_the_other_contract():
    primero = firmado()
    equipo = primero.equipos.get().equipo
    datos = nuevo(equipo.cliente, [equipo], fecha_inicio=date(2026, 6, 1))
    segundo = redactar_contrato(datos, por=SISTEMA)
    with pytest.raises(ErrorDeNegocio) as error:
        firmar_contrato(segundo.pk, por=SISTEMA, firmado_por="Marta", canal="presencial")
    assert primero.codigo in str(error.value)
    assert "del 01/01/2026 al 31/12/2026" in str(error.value)
    assert error.value.campo == "equipos"
    segundo.refresh_from_db()
    assert segundo.es_borrador
    assert equipo.coberturas.count() == 1
    assert codigos(segundo) == ["redactado"]


def test_a_renewal_is_a_new_period_with_new_rows():
    contrato = firmado()
    renovar_contrato(contrato.pk, por=SISTEMA, terminos=Terminos(Decimal("130.00"), 3, None))
    contrato.refresh_from_db()
    primero, segundo = contrato.periodos.order_by("numero")
    assert (primero.precio_eur, primero.hasta) == (Decimal("120.00"), date(2026, 12, 31))
    assert (segundo.precio_eur, segundo.visitas_incluidas) == (Decimal("130.00"), 3)
    assert (segundo.desde, segundo.hasta) == (date(2027, 1, 1), date(2027, 12, 31))
    assert contrato.fecha_fin == date(2027, 12, 31)
    assert EquipoContratado.objects.filter(contrato=contrato, en_firme=True).count() == 2
    assert Cobertura.objects.filter(contrato=contrato).count() == 2
    with pytest.raises(ErrorDeNegocio, match="Ya está renovado hasta el 31/12/2027"):
        renovar_contrato(contrato.pk, por=SISTEMA)
    assert contrato.periodos.count() == 2


def test_a_customer_ends_it_without_a_reason_and_gets_the_rest_back():
    contrato = firmado()
    rescindir_contrato(contrato.pk, por=SISTEMA, parte="cliente", ultimo_dia=date(2026, 7, 2))
    contrato.refresh_from_db()
    assert contrato.estado == EstadoContrato.RESCINDIDO
    assert contrato.devolver_eur == Decimal("59.84")  # 182 of 365 days
    assert contrato.equipos.get().hasta == date(2026, 7, 2)
    assert Cobertura.objects.get().fecha_fin == date(2026, 7, 2)
    correo = Comunicacion.objects.get(plantilla="clientes/contrato_rescindido")
    assert correo.datos["devolver"] == "59,84\xa0€"


def test_ended_before_it_begins_everything_is_given_back_and_nothing_was_covered():
    contrato = firmado(fecha_inicio=date(2026, 2, 1))
    rescindir_contrato(contrato.pk, por=SISTEMA, parte="cliente")
    contrato.refresh_from_db()
    assert contrato.devolver_eur == Decimal("120.00")
    assert not contrato.equipos.get().en_firme
    assert Cobertura.objects.get().esta_anulada


def test_a_unit_is_free_for_another_contract_from_the_day_after():
    contrato = firmado()
    equipo = contrato.equipos.get().equipo
    rescindir_contrato(contrato.pk, por=SISTEMA, parte="cliente", ultimo_dia=date(2026, 3, 31))
    otro = firmado(equipo, fecha_inicio=date(2026, 4, 1))
    assert otro.estado == EstadoContrato.VIGENTE


@pytest.mark.parametrize(
    ("cambios", "campo", "frase"),
    [
        ({"parte": "empresa"}, "motivo", "hay que decir por qué"),
        ({"parte": "vecino"}, "parte", "quién lo pide"),
        ({"ultimo_dia": date(2026, 12, 31)}, "ultimo_dia", "ya acaba el 31/12/2026"),
        ({"ultimo_dia": date(2020, 1, 1)}, "ultimo_dia", "no había contrato"),
    ],
)
def test_an_end_that_cannot_be_is_refused(cambios, campo, frase):
    contrato = firmado()
    with pytest.raises(ErrorDeNegocio, match=frase) as error:
        rescindir_contrato(contrato.pk, por=SISTEMA, **{"parte": "cliente", **cambios})
    assert error.value.campo == campo
    contrato.refresh_from_db()
    assert contrato.esta_vigente
    assert Cobertura.objects.get().fecha_fin == date(2026, 12, 31)


ACCIONES = {
    "firmar": lambda pk: firmar_contrato(pk, por=SISTEMA, firmado_por="Marta", canal="presencial"),
    "renovar": lambda pk: renovar_contrato(pk, por=SISTEMA),
    "rescindir": lambda pk: rescindir_contrato(pk, por=SISTEMA, parte="cliente"),
    "descartar": lambda pk: descartar_contrato(pk, por=SISTEMA),
    "no_renovar": lambda pk: no_renovar_contrato(pk, por=SISTEMA, parte="cliente"),
}


def _en(estado):
    """A contract with tacit renewal brought to that state by the services."""
    equipo = EquipoFactory()
    datos = nuevo(equipo.cliente, [equipo], renovacion=RenovacionContrato.TACITA)
    contrato = redactar_contrato(datos, por=SISTEMA)
    if estado == EstadoContrato.DESCARTADO:
        return descartar_contrato(contrato.pk, por=SISTEMA)
    if estado != EstadoContrato.BORRADOR:
        contrato = ACCIONES["firmar"](contrato.pk)
    if estado == EstadoContrato.RESCINDIDO:
        return ACCIONES["rescindir"](contrato.pk)
    if estado == EstadoContrato.VENCIDO:
        from clientes.servicios.contratos import cerrar_periodo

        cerrar_periodo(contrato.pk, hoy=date(2027, 1, 1))
        contrato.refresh_from_db()
    return contrato


PUEDE = {
    EstadoContrato.BORRADOR: {"firmar", "descartar"},
    EstadoContrato.VIGENTE: {"renovar", "rescindir", "no_renovar"},
}


@pytest.mark.parametrize("estado", EstadoContrato.values)
@pytest.mark.parametrize("accion", ACCIONES)
def test_every_action_in_every_state(estado, accion):
    """Renewing a terminated one, terminating twice, signing twice: refused, nothing written."""
    contrato = _en(estado)
    assert contrato.estado == estado
    antes = codigos(contrato)
    if accion in PUEDE.get(estado, set()):
        ACCIONES[accion](contrato.pk)
        assert len(codigos(contrato)) == len(antes) + 1
    else:
        with pytest.raises(ErrorDeNegocio) as error:
            ACCIONES[accion](contrato.pk)
        assert error.value.codigo == "transicion"
        assert codigos(contrato) == antes


def test_the_table_of_states_is_whole():
    assert set(TRANSICIONES) == set(EstadoContrato)


def test_a_consumer_says_no_until_the_last_day_and_may_think_better_of_it():
    contrato = firmado(renovacion=RenovacionContrato.TACITA, dias_preaviso=60)
    with time_machine.travel("2026-12-30T10:00:00+00:00"):
        no_renovar_contrato(contrato.pk, por=SISTEMA, parte="cliente")
        contrato.refresh_from_db()
        assert contrato.no_renueva_en
        assert not contrato.se_renueva
        with pytest.raises(ErrorDeNegocio, match="Ya consta"):
            no_renovar_contrato(contrato.pk, por=SISTEMA, parte="cliente")
        volver_a_renovar(contrato.pk, por=SISTEMA)
    contrato.refresh_from_db()
    assert contrato.se_renueva


def test_a_company_says_no_in_the_time_agreed():
    equipo = EquipoFactory(cliente=EmpresaClienteFactory())
    contrato = firmado(equipo, renovacion=RenovacionContrato.TACITA, dias_preaviso=60)
    with (
        time_machine.travel("2026-12-30T10:00:00+00:00"),
        pytest.raises(ErrorDeNegocio, match="acabó el 01/11/2026"),
    ):
        no_renovar_contrato(contrato.pk, por=SISTEMA, parte="cliente")
    contrato.refresh_from_db()
    assert contrato.no_renueva_en is None


def test_a_contract_that_ends_by_itself_has_no_renewal_to_refuse():
    with pytest.raises(ErrorDeNegocio, match="acaba en su fecha"):
        no_renovar_contrato(firmado().pk, por=SISTEMA, parte="cliente")


def test_units_come_in_and_leave_with_their_coverage():
    contrato = firmado()
    primero = contrato.equipos.get().equipo
    segundo = EquipoFactory(cliente=primero.cliente)
    meter_equipo(contrato.pk, por=SISTEMA, equipo=segundo, desde=date(2026, 2, 1))
    assert segundo.coberturas.get().fecha_inicio == date(2026, 2, 1)
    sacar_equipo(contrato.pk, por=SISTEMA, equipo=primero, ultimo_dia=date(2026, 3, 31))
    assert primero.coberturas.get().fecha_fin == date(2026, 3, 31)
    renovar_contrato(contrato.pk, por=SISTEMA)
    siguen = contrato.equipos.filter(periodo__numero=2)
    assert [fila.equipo for fila in siguen] == [segundo]


@pytest.mark.parametrize(
    ("preparar", "dia", "campo", "frase"),
    [
        (lambda c: EquipoFactory(), date(2026, 2, 1), "equipo", "no es de"),
        (lambda c: c.equipos.get().equipo, date(2026, 2, 1), "equipo", "ya está en el contrato"),
        (
            lambda c: EquipoFactory(cliente=c.cliente),
            date(2027, 2, 1),
            "desde",
            "fuera de las fechas",
        ),
    ],
)
def test_a_unit_that_cannot_come_in_is_refused(preparar, dia, campo, frase):
    contrato = firmado()
    with pytest.raises(ErrorDeNegocio, match=frase) as error:
        meter_equipo(contrato.pk, por=SISTEMA, equipo=preparar(contrato), desde=dia)
    assert error.value.campo == campo
    assert contrato.equipos.count() == 1


def test_a_blocked_customer_signs_nothing():
    equipo = EquipoFactory()
    contrato = redactar_contrato(nuevo(equipo.cliente, [equipo]), por=SISTEMA)
    cliente = contrato.cliente
    cliente.bloqueado_en = contrato.creado_en
    cliente.save()
    with pytest.raises(ErrorDeNegocio, match="bloqueados"):
        firmar_contrato(contrato.pk, por=SISTEMA, firmado_por="Marta", canal="presencial")


def test_what_a_contract_gives_is_not_taken_back_by_hand():
    contrato = firmado()
    cobertura = Cobertura.objects.get()
    with pytest.raises(ErrorDeNegocio, match=f"Viene del contrato {contrato.codigo}"):
        anular_cobertura(cobertura.pk, por=SISTEMA, motivo="Porque sí")
    cobertura.refresh_from_db()
    assert not cobertura.esta_anulada


@pytest.mark.parametrize("trato", ["tu", "usted"])
def test_every_mail_of_a_contract_is_written(trato):
    equipo = EquipoFactory(cliente__trato=trato)
    contrato = firmado(equipo, renovacion=RenovacionContrato.TACITA)
    otro = redactar_contrato(
        nuevo(equipo.cliente, [EquipoFactory(cliente=equipo.cliente)]), por=SISTEMA
    )
    enviar_contrato(otro.pk, por=SISTEMA)
    avisar_contrato(contrato.pk, hoy=date(2026, 12, 1))
    rescindir_contrato(contrato.pk, por=SISTEMA, parte="cliente")
    correos = {m.plantilla.split("/")[1]: m for m in Comunicacion.objects.all()}
    assert set(correos) == {
        "contrato_firmado",
        "contrato_para_firmar",
        "contrato_aviso",
        "contrato_rescindido",
    }
    palabra = "Tu contrato" if trato == "tu" else "Su contrato"
    for mensaje in correos.values():
        correo = componer_correo(mensaje)
        assert "{{" not in correo.body
        assert "None" not in correo.body
    assert palabra in componer_correo(correos["contrato_aviso"]).body
    assert "hasta el 31\xa0de diciembre de 2026" in componer_correo(correos["contrato_aviso"]).body
    assert "/contrato/" in componer_correo(correos["contrato_para_firmar"]).body


def test_a_unit_that_is_out_of_use_is_not_contracted():
    """Also if it was retired after the draft was written, or sent to be signed."""
    cliente = ClienteFactory()
    uno, otro = EquipoFactory(cliente=cliente), EquipoFactory(cliente=cliente)
    borrador = redactar_contrato(nuevo(cliente, [uno]), por=SISTEMA)
    vigente = redactar_contrato(nuevo(cliente, [otro]), por=SISTEMA)
    firmar_contrato(vigente.pk, por=SISTEMA, firmado_por="Marta", canal="presencial")
    retirar_equipo(uno.pk, por=SISTEMA, en_fecha=date(2026, 1, 9), motivo=MotivoRetirada.SIN_USO)
    with pytest.raises(ErrorDeNegocio, match="está retirado desde el 09/01/2026"):
        firmar_contrato(borrador.pk, por=SISTEMA, firmado_por="Marta", canal="presencial")
    with pytest.raises(ErrorDeNegocio, match="está retirado"):  # as it was read before
        meter_equipo(vigente.pk, por=SISTEMA, equipo=uno)
    assert not uno.coberturas.exists()


def test_who_no_longer_acts_for_the_customer_does_not_get_its_link():
    contacto = ContactoFactory(correo="se.fue@correo.example")
    contrato = redactar_contrato(
        nuevo(contacto.cliente, [EquipoFactory(cliente=contacto.cliente)], contacto=contacto),
        por=SISTEMA,
    )
    contacto.activo = False
    contacto.save()
    enviar_contrato(contrato.pk, por=SISTEMA)
    correo = Comunicacion.objects.get(plantilla="clientes/contrato_para_firmar")
    assert correo.para == contacto.cliente.correo
