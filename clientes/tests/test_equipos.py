"""Units: registered once, of one owner, and the days that stop their terms."""

from datetime import date

import pytest
from django.utils import timezone

from clientes.models import Cliente, Cobertura, Equipo, TipoCobertura
from clientes.servicios import (
    cambiar_equipo,
    devolver_equipo,
    poner_a_disposicion,
    registrar_compra,
    registrar_equipo,
)
from clientes.tests.fabricas import (
    ClienteFactory,
    ContactoFactory,
    EquipoFactory,
    ProductoFactory,
    SedeFactory,
    SuspensionFactory,
)
from cuentas.tests.fabricas import AgenteFactory
from nucleo.errores import ErrorDeNegocio
from nucleo.eventos import SISTEMA

pytestmark = pytest.mark.django_db


def test_a_unit_is_registered_with_its_serial_as_printed_and_its_event():
    agente, cliente = AgenteFactory(), ClienteFactory()
    equipo = registrar_equipo(
        por=agente, cliente=cliente, producto=ProductoFactory(), numero_serie=" ab-12 "
    )
    assert equipo.numero_serie == "AB-12"
    evento = equipo.eventos.get()
    assert (evento.codigo, evento.usuario) == ("registrado", agente)


def test_a_serial_is_unique_for_its_product():
    equipo = EquipoFactory()
    with pytest.raises(ErrorDeNegocio, match="número de serie") as error:
        registrar_equipo(
            por=SISTEMA,
            cliente=equipo.cliente,
            producto=equipo.producto,
            numero_serie=equipo.numero_serie.lower(),
        )
    assert error.value.campo == "numero_serie"
    assert Equipo.objects.count() == 1


def test_who_has_a_serial_is_said_to_the_office_and_to_nobody_else():
    equipo = EquipoFactory(numero_serie="AB-1", cliente__nombre="Eva Mas")
    datos = {"cliente": ClienteFactory(), "producto": equipo.producto, "numero_serie": "ab-1"}
    with pytest.raises(ErrorDeNegocio, match="es de Eva Mas") as error:
        registrar_equipo(por=AgenteFactory(), **datos)
    assert error.value.campo == "numero_serie"
    for nadie in (ContactoFactory(cliente=datos["cliente"]), SISTEMA):
        with pytest.raises(ErrorDeNegocio, match="Ya hay un equipo") as error:
            registrar_equipo(por=nadie, **datos)
        assert "Eva" not in str(error.value)
    Cliente.objects.filter(pk=equipo.cliente_id).update(bloqueado_en=timezone.now())
    with pytest.raises(ErrorDeNegocio, match="Ya hay un equipo"):
        registrar_equipo(por=AgenteFactory(), **datos)
    assert Equipo.objects.count() == 1


def test_the_same_serial_of_another_product_is_another_unit():
    equipo = EquipoFactory(numero_serie="AB-1")
    registrar_equipo(
        por=SISTEMA, cliente=equipo.cliente, producto=ProductoFactory(), numero_serie="AB-1"
    )
    assert Equipo.objects.count() == 2


@pytest.mark.parametrize("largo", [80, 81, 500])
def test_a_serial_is_not_a_novel(largo):
    datos = {"cliente": ClienteFactory(), "producto": ProductoFactory()}
    if largo == 80:
        registrar_equipo(por=SISTEMA, numero_serie="9" * largo, **datos)
        return
    with pytest.raises(ErrorDeNegocio, match="80 caracteres") as error:
        registrar_equipo(por=SISTEMA, numero_serie="9" * largo, **datos)
    assert error.value.campo == "numero_serie"
    assert not Equipo.objects.exists()


def test_nothing_is_installed_before_it_is_made():
    datos = {"cliente": ClienteFactory(), "producto": ProductoFactory()}
    dia = date(2024, 5, 10)
    with pytest.raises(ErrorDeNegocio, match="antes de fabricarse") as error:
        registrar_equipo(por=SISTEMA, fabricado_en=dia, instalado_en=date(2024, 5, 9), **datos)
    assert error.value.campo == "instalado_en"
    assert not Equipo.objects.exists()
    registrar_equipo(por=SISTEMA, fabricado_en=dia, instalado_en=dia, **datos)


@pytest.mark.parametrize("campo", ["fecha_factura", "fecha_albaran"])
def test_nothing_is_delivered_before_it_is_made(campo):
    equipo = EquipoFactory(fabricado_en=date(2024, 5, 10))
    antes = date(2024, 5, 9)
    compra = {"por": SISTEMA, "cliente": equipo.cliente, "equipo": equipo, "fecha_contrato": antes}
    with pytest.raises(ErrorDeNegocio, match="se fabricó el 10/05/2024") as error:
        registrar_compra(**compra, **{campo: antes})
    assert error.value.campo == campo
    assert not equipo.compras.exists()
    registrar_compra(**compra, fecha_factura=antes, fecha_albaran=date(2024, 5, 10))  # paid before


def test_it_was_not_made_after_it_was_delivered():
    equipo = _en_garantia()
    with pytest.raises(ErrorDeNegocio, match="una de las dos no es") as error:
        cambiar_equipo(equipo.pk, por=SISTEMA, fabricado_en=date(2023, 3, 16))
    assert error.value.campo == "fabricado_en"
    equipo.refresh_from_db()
    assert equipo.fabricado_en is None
    cambiar_equipo(equipo.pk, por=SISTEMA, fabricado_en=date(2023, 3, 15))


def test_the_owner_does_not_change_as_a_mere_datum():
    equipo = EquipoFactory()
    with pytest.raises(TypeError, match="cliente"):
        cambiar_equipo(equipo.pk, por=SISTEMA, cliente=ClienteFactory())


def test_it_may_be_where_whoever_uses_it_is():
    sede = SedeFactory()
    inquilina = ContactoFactory(cliente=sede.cliente)
    equipo = EquipoFactory()
    cambiar_equipo(equipo.pk, por=SISTEMA, usuario_contacto=inquilina, sede=sede)
    equipo.refresh_from_db()
    assert equipo.sede == sede


def test_the_site_has_to_be_of_the_owner():
    with pytest.raises(ErrorDeNegocio, match="otro cliente") as error:
        registrar_equipo(
            por=SISTEMA, cliente=ClienteFactory(), producto=ProductoFactory(), sede=SedeFactory()
        )
    assert error.value.campo == "sede"
    assert not Equipo.objects.exists()


@pytest.mark.parametrize("dia", [date(1900, 1, 1), date(3000, 1, 1)])
def test_absurd_dates_are_refused(dia):
    equipo = EquipoFactory()
    with pytest.raises(ErrorDeNegocio, match="revisa el año") as error:
        cambiar_equipo(equipo.pk, por=SISTEMA, instalado_en=dia)
    assert error.value.campo == "instalado_en"
    equipo.refresh_from_db()
    assert equipo.instalado_en is None


def test_a_unit_is_no_part_of_itself():
    equipo = EquipoFactory()
    with pytest.raises(ErrorDeNegocio, match="parte de sí mismo"):
        cambiar_equipo(equipo.pk, por=SISTEMA, padre=equipo)


def _en_garantia() -> Equipo:
    equipo = EquipoFactory()
    registrar_compra(
        por=SISTEMA,
        cliente=equipo.cliente,
        equipo=equipo,
        fecha_contrato=date(2023, 3, 15),
        fecha_factura=date(2023, 3, 15),
    )
    return equipo


def test_a_repair_under_guarantee_moves_its_end_and_gives_a_year_for_its_defect():
    equipo = _en_garantia()
    entrada = poner_a_disposicion(
        equipo.pk, por=SISTEMA, entregado_en=date(2024, 5, 10), defecto="compresor"
    )
    devolver_equipo(entrada.pk, por=SISTEMA, devuelto_en=date(2024, 5, 31))  # R2.1
    fines = dict(equipo.coberturas.values_list("tipo", "fecha_fin"))
    assert fines == {
        TipoCobertura.LEGAL: date(2026, 4, 5),
        TipoCobertura.POSTERIOR: date(2025, 5, 31),
    }
    assert list(equipo.eventos.order_by("id").values_list("codigo", flat=True)) == [
        "compra",
        "cobertura",
        "entregado",
        "devuelto",
        "cobertura",
    ]


def test_the_same_reference_comes_in_once_and_may_go_back_again():
    equipo = _en_garantia()
    entra = {"entregado_en": date(2024, 5, 10), "defecto": "compresor", "referencia": "OT-1"}
    entrada = poner_a_disposicion(equipo.pk, por=SISTEMA, **entra)
    assert poner_a_disposicion(equipo.pk, por=SISTEMA, **entra) == entrada
    devolver_equipo(entrada.pk, por=SISTEMA, devuelto_en=date(2024, 5, 20))
    devolver_equipo(entrada.pk, por=SISTEMA, devuelto_en=date(2024, 5, 31), de_nuevo=True)
    assert dict(equipo.coberturas.values_list("tipo", "fecha_fin")) == {
        TipoCobertura.LEGAL: date(2026, 4, 5),
        TipoCobertura.POSTERIOR: date(2025, 5, 31),
    }
    assert equipo.coberturas.count() == 2
    codigos = list(equipo.eventos.order_by("id").values_list("codigo", flat=True))
    assert codigos[2:] == ["entregado", "devuelto", "cobertura", "devuelto", "cobertura"]


def test_what_goes_back_unrepaired_stopped_the_terms_without_another_year():
    equipo = _en_garantia()
    entrada = poner_a_disposicion(
        equipo.pk, por=SISTEMA, entregado_en=date(2024, 5, 10), defecto="compresor"
    )
    devolver_equipo(entrada.pk, por=SISTEMA, devuelto_en=date(2024, 5, 31), conforme=False)
    assert Cobertura.objects.get().fecha_fin == date(2026, 4, 5)


def test_a_repair_out_of_term_gives_nothing():
    equipo = _en_garantia()
    entrada = poner_a_disposicion(
        equipo.pk, por=SISTEMA, entregado_en=date(2026, 4, 1), defecto="compresor"
    )
    devolver_equipo(entrada.pk, por=SISTEMA, devuelto_en=date(2026, 4, 20))  # R2.5
    assert Cobertura.objects.get().fecha_fin == date(2026, 3, 15)


def test_a_unit_is_of_its_owner_and_of_whoever_uses_it():
    inquilina = ContactoFactory()
    caldera = EquipoFactory(usuario_contacto=inquilina)
    EquipoFactory()
    for cliente in (caldera.cliente, inquilina.cliente):
        assert caldera.lo_tiene(cliente)
        assert list(Equipo.objects.que_tiene(cliente)) == [caldera]
        assert list(Equipo.objects.que_tiene(cliente.pk)) == [caldera]
    ajeno = ClienteFactory()
    assert not caldera.lo_tiene(ajeno)
    assert not EquipoFactory(cliente=ajeno).lo_tiene(inquilina.cliente)


def _bloqueado() -> Cliente:
    return ClienteFactory(bloqueado_en=timezone.now())


@pytest.mark.parametrize(
    "hacer",
    [
        lambda equipo: cambiar_equipo(equipo.pk, por=SISTEMA, alias="La de arriba"),
        lambda equipo: poner_a_disposicion(equipo.pk, por=SISTEMA, entregado_en=date(2024, 5, 10)),
        lambda equipo: devolver_equipo(
            SuspensionFactory(equipo=equipo, devuelto_en=None).pk,
            por=SISTEMA,
            devuelto_en=date(2024, 5, 31),
        ),
    ],
    ids=["cambiar", "poner_a_disposicion", "devolver"],
)
def test_nobody_writes_on_the_unit_of_one_whose_data_are_blocked(hacer):
    equipo = EquipoFactory(cliente=_bloqueado())
    with pytest.raises(ErrorDeNegocio, match="están bloqueados"):
        hacer(equipo)
    equipo.refresh_from_db()
    assert equipo.alias == ""
    assert not equipo.eventos.exists()


def test_a_unit_that_we_have_does_not_come_in_again():
    equipo = _en_garantia()
    poner_a_disposicion(equipo.pk, por=SISTEMA, entregado_en=date(2024, 5, 10))
    with pytest.raises(ErrorDeNegocio, match="ya está en nuestro poder"):
        poner_a_disposicion(equipo.pk, por=SISTEMA, entregado_en=date(2024, 5, 12))
    assert equipo.suspensiones.count() == 1


def test_it_does_not_go_back_before_coming_in():
    equipo = _en_garantia()
    entrada = poner_a_disposicion(equipo.pk, por=SISTEMA, entregado_en=date(2024, 5, 10))
    with pytest.raises(ErrorDeNegocio, match="antes de entrar") as error:
        devolver_equipo(entrada.pk, por=SISTEMA, devuelto_en=date(2024, 5, 9))
    assert error.value.campo == "devuelto_en"
    entrada.refresh_from_db()
    assert entrada.devuelto_en is None
