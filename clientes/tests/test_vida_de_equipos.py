"""A unit has parts, is retired, goes to another owner and is replaced by another unit."""

from datetime import date

import pytest
from django.utils import timezone

from clientes.cobertura import veredicto_de
from clientes.models import DocumentoEquipo, Equipo, QuienPaga, TipoCobertura
from clientes.servicios import (
    cambiar_equipo,
    dar_cobertura,
    poner_a_disposicion,
    registrar_compra,
    registrar_equipo,
    retirar_equipo,
    sustituir_equipo,
    traspasar_equipo,
    volver_a_usar,
)
from clientes.tests.fabricas import (
    ClienteFactory,
    CoberturaFactory,
    ContactoFactory,
    EmpresaClienteFactory,
    EquipoFactory,
    ProductoFactory,
    SedeFactory,
)
from cuentas.tests.fabricas import AgenteFactory
from nucleo.archivos import guardar_bytes
from nucleo.errores import ErrorDeNegocio
from nucleo.eventos import SISTEMA

pytestmark = pytest.mark.django_db

COMPRADO = date(2023, 3, 15)  # its legal guarantee ends on 15 March 2026
DIA = date(2024, 5, 31)


def _en_garantia(**campos) -> Equipo:
    equipo = EquipoFactory(**campos)
    registrar_compra(
        por=SISTEMA,
        cliente=equipo.cliente,
        equipo=equipo,
        fecha_contrato=COMPRADO,
        fecha_factura=COMPRADO,
    )
    return equipo


def _codigos(equipo):
    return list(equipo.eventos.order_by("id").values_list("codigo", flat=True))


# --- Parts


def _cadena(largo: int) -> list[Equipo]:
    """The first holds the second, which holds the third…"""
    primero = EquipoFactory()
    cadena = [primero]
    for _i in range(largo - 1):
        cadena.append(EquipoFactory(cliente=primero.cliente, padre=cadena[-1]))
    return cadena


@pytest.mark.parametrize("largo", [2, 3, 6])
def test_parts_do_not_close_a_circle_of_any_length(largo):
    cadena = _cadena(largo)
    with pytest.raises(ErrorDeNegocio, match="dentro de este") as error:
        cambiar_equipo(cadena[0].pk, por=SISTEMA, padre=cadena[-1])
    assert error.value.campo == "padre"
    cadena[0].refresh_from_db()
    assert cadena[0].padre is None


def test_a_unit_moves_inside_another_and_both_tell_it():
    uno, otro = _cadena(2), _cadena(2)[0]
    Equipo.objects.filter(pk=otro.pk).update(cliente=uno[0].cliente)
    cambiar_equipo(uno[1].pk, por=SISTEMA, padre=Equipo.objects.get(pk=otro.pk))
    assert _codigos(uno[0]) == ["parte_sale"]
    assert _codigos(otro) == ["parte_entra"]
    assert set(Equipo.objects.dentro_de(otro.pk)) >= {uno[1]}


def test_the_parent_is_of_the_same_owner_and_in_use():
    suyo, ajeno = EquipoFactory(), EquipoFactory()
    for padre, frase in (
        (ajeno, "es de otro cliente"),
        (
            EquipoFactory(cliente=suyo.cliente, retirado_en=DIA, retirado_motivo="otro"),
            "está retirado",
        ),
    ):
        with pytest.raises(ErrorDeNegocio, match=frase) as error:
            cambiar_equipo(suyo.pk, por=SISTEMA, padre=padre)
        assert error.value.campo == "padre"
        with pytest.raises(ErrorDeNegocio, match=frase):
            registrar_equipo(por=SISTEMA, cliente=suyo.cliente, producto=suyo.producto, padre=padre)
    suyo.refresh_from_db()
    assert suyo.padre is None


# --- Retired


def test_a_retired_unit_says_why_and_lets_its_parts_go_on():
    agente, (todo, unidad, placa) = AgenteFactory(), _cadena(3)
    retirar_equipo(unidad.pk, por=agente, en_fecha=DIA, motivo="sin_arreglo")
    for uno in (todo, unidad, placa):
        uno.refresh_from_db()
    assert (unidad.retirado_en, unidad.retirado_motivo) == (DIA, "sin_arreglo")
    assert (unidad.padre, placa.padre, placa.retirado_en) == (None, None, None)
    evento = unidad.eventos.get(codigo="retirado")
    assert (evento.usuario, evento.datos) == (
        agente,
        {"motivo": "sin_arreglo", "fecha": "2024-05-31"},
    )
    assert _codigos(todo) == ["parte_sale"]


def test_parts_may_go_with_the_whole():
    todo, unidad, placa = _cadena(3)
    retirar_equipo(todo.pk, por=SISTEMA, en_fecha=DIA, motivo="sin_uso", con_partes=True)
    assert not Equipo.objects.en_uso().exists()
    placa.refresh_from_db()
    assert placa.padre == unidad


@pytest.mark.parametrize(
    ("cambio", "campo"),
    [
        ({"motivo": ""}, "motivo"),
        ({"motivo": "porque_si"}, "motivo"),
        ({"motivo": "sustituido"}, "motivo"),
        ({"en_fecha": date(1900, 1, 1)}, "en_fecha"),
        ({"en_fecha": date(3000, 1, 1)}, "en_fecha"),
        ({"en_fecha": date(2019, 12, 31)}, "en_fecha"),
    ],
)
def test_what_cannot_be_is_not_retired(cambio, campo):
    equipo = EquipoFactory(fabricado_en=date(2020, 1, 1))
    with pytest.raises(ErrorDeNegocio) as error:
        retirar_equipo(equipo.pk, por=SISTEMA, **({"en_fecha": DIA, "motivo": "sin_uso"} | cambio))
    assert error.value.campo == campo
    equipo.refresh_from_db()
    assert equipo.retirado_en is None
    assert not equipo.eventos.exists()


def test_it_is_retired_once_and_may_come_back():
    equipo = EquipoFactory()
    retirar_equipo(equipo.pk, por=SISTEMA, en_fecha=DIA, motivo="extraviado")
    with pytest.raises(ErrorDeNegocio, match="se retiró el 31/05/2024"):
        retirar_equipo(equipo.pk, por=SISTEMA, en_fecha=DIA, motivo="extraviado")
    volver_a_usar(equipo.pk, por=SISTEMA)
    with pytest.raises(ErrorDeNegocio, match="no está retirado"):
        volver_a_usar(equipo.pk, por=SISTEMA)
    assert _codigos(equipo) == ["retirado", "en_uso"]


# --- Another owner


def _traspasar(equipo, cliente, **cambios):
    datos = {"por": SISTEMA, "cliente": cliente, "en_fecha": DIA, "motivo": "compraventa"}
    return traspasar_equipo(equipo.pk, **(datos | cambios))


def test_a_unit_goes_to_another_owner_without_what_was_of_the_one_before():
    sede = SedeFactory()
    usa = ContactoFactory(cliente=sede.cliente)
    equipo = _en_garantia(
        cliente=sede.cliente, sede=sede, usuario_contacto=usa, alias="La de la yaya Paca"
    )
    antes, agente, nueva = sede.cliente, AgenteFactory(), SedeFactory()
    traspaso = _traspasar(equipo, nueva.cliente, por=agente, sede=nueva, notas=" Con la casa ")
    equipo.refresh_from_db()
    assert (equipo.cliente, equipo.sede) == (nueva.cliente, nueva)
    assert (equipo.alias, equipo.usuario_contacto) == ("", None)
    assert equipo.compras.get().cliente == antes  # the purchase stays the evidence
    assert (traspaso.de_cliente, traspaso.notas) == (antes, "Con la casa")
    evento = equipo.eventos.get(codigo="traspasado")
    assert evento.usuario == agente
    assert evento.datos == {
        "traspaso": traspaso.pk,
        "de": antes.pk,
        "a": nueva.cliente.pk,
        "motivo": "compraventa",
        "fecha": "2024-05-31",
        "coberturas": [],
    }
    veredicto = veredicto_de(equipo, manifestacion=date(2026, 1, 10))
    assert (veredicto["estado"], veredicto["hasta"]) == ("cubierto", "2026-03-15")


def test_what_a_business_bought_is_under_no_consumer_guarantee_whoever_has_it():
    dia = date(2024, 10, 1)

    def veredicto(equipo):
        equipo.refresh_from_db()
        return veredicto_de(Equipo.objects.get(pk=equipo.pk), manifestacion=dia)["estado"]

    de_empresa = _en_garantia(cliente=EmpresaClienteFactory())
    de_persona = _en_garantia()
    por_error = _en_garantia(cliente=EmpresaClienteFactory())
    antes = veredicto(de_empresa)
    assert antes != "cubierto"
    _traspasar(de_empresa, ClienteFactory())
    _traspasar(de_persona, ClienteFactory())
    _traspasar(por_error, ClienteFactory(), motivo="error")
    assert [veredicto(uno) for uno in (de_empresa, de_persona, por_error)] == [
        antes,
        "cubierto",
        "cubierto",
    ]


def test_parts_go_with_it_and_it_leaves_what_it_was_part_of():
    todo, unidad, placa = _cadena(3)
    nuevo = ClienteFactory()
    _traspasar(unidad, nuevo)
    for uno in (todo, unidad, placa):
        uno.refresh_from_db()
    assert (todo.cliente == nuevo, unidad.cliente, placa.cliente) == (False, nuevo, nuevo)
    assert (unidad.padre, placa.padre) == (None, unidad)
    assert [placa.traspasos.count(), todo.traspasos.count()] == [1, 0]


def _con_todo() -> Equipo:
    equipo = _en_garantia()
    for tipo in ("comercial", "contrato"):
        CoberturaFactory(equipo=equipo, tipo=tipo, paga=QuienPaga.FABRICANTE)
    return equipo


def _fines(equipo):
    vigentes = equipo.coberturas.vigentes()
    return {tipo: fin for tipo, fin in vigentes.values_list("tipo", "fecha_fin") if fin > DIA}


def test_a_contract_stays_behind_and_guarantees_go_along_unless_somebody_says_otherwise():
    uno, otro = _con_todo(), _con_todo()
    _traspasar(uno, ClienteFactory())
    _traspasar(otro, ClienteFactory(), coberturas=[otro.coberturas.get(tipo="contrato").pk])
    assert _fines(uno).keys() == {"legal", "comercial"}
    assert _fines(otro).keys() == {"legal", "contrato"}
    acabada = uno.coberturas.get(tipo="contrato")
    assert acabada.fecha_fin == DIA  # what showed until then is still covered
    assert uno.eventos.filter(codigo="cobertura", datos__cobertura=acabada.pk).exists()


def test_what_had_not_begun_is_annulled_and_what_had_ended_is_left_alone():
    equipo = EquipoFactory()
    futura, pasada = (
        CoberturaFactory(
            equipo=equipo, tipo="contrato", paga="contrato", fecha_inicio=desde, fecha_fin=hasta
        )
        for desde, hasta in (
            (date(2025, 1, 1), date(2025, 12, 31)),
            (date(2023, 1, 1), date(2023, 12, 31)),
        )
    )
    _traspasar(equipo, ClienteFactory())
    for cobertura in (futura, pasada):
        cobertura.refresh_from_db()
    assert futura.motivo_anulacion == "No va con el traspaso a otro propietario."
    assert (pasada.anulada_en, pasada.fecha_fin) == (None, date(2023, 12, 31))
    assert equipo.eventos.get(codigo="cobertura_anulada").datos["cobertura"] == futura.pk


@pytest.mark.parametrize(
    ("cambio", "campo", "frase"),
    [
        ({"motivo": "porque_si"}, "motivo", "por qué"),
        ({"en_fecha": date(1900, 1, 1)}, "en_fecha", "revisa el año"),
        ({"en_fecha": date(3000, 1, 1)}, "en_fecha", "revisa el año"),
        ({"en_fecha": date(2019, 12, 31)}, "en_fecha", "Se fabricó el 01/01/2020"),
        ({"coberturas": [10**9]}, "coberturas", "no es de ese equipo"),
        ({"notas": "x" * 501}, "notas", "500 caracteres"),
    ],
)
def test_a_transfer_that_cannot_be_changes_nothing(cambio, campo, frase):
    equipo = EquipoFactory(fabricado_en=date(2020, 1, 1), alias="La de arriba")
    antes = equipo.cliente
    with pytest.raises(ErrorDeNegocio, match=frase) as error:
        _traspasar(equipo, ClienteFactory(), **cambio)
    assert error.value.campo == campo
    equipo.refresh_from_db()
    assert (equipo.cliente, equipo.alias) == (antes, "La de arriba")
    assert not equipo.eventos.exists()
    assert not equipo.traspasos.exists()


def test_it_does_not_go_to_its_owner_to_a_blocked_one_or_to_a_strange_site():
    equipo = EquipoFactory()
    for cliente, cambios, campo in (
        (equipo.cliente, {}, "cliente"),
        (ClienteFactory(bloqueado_en=timezone.now()), {}, "cliente"),
        (ClienteFactory(), {"sede": SedeFactory()}, "sede"),
    ):
        with pytest.raises(ErrorDeNegocio) as error:
            _traspasar(equipo, cliente, **cambios)
        assert error.value.campo == campo
    assert not equipo.traspasos.exists()


def test_a_customer_that_was_merged_is_whoever_it_is_today():
    hoy = ClienteFactory()
    antes = ClienteFactory(fusionado_en=hoy)
    equipo = EquipoFactory()
    _traspasar(equipo, antes)
    equipo.refresh_from_db()
    assert equipo.cliente == hoy
    with pytest.raises(ErrorDeNegocio, match="ya es de") as error:
        _traspasar(EquipoFactory(cliente=antes), hoy)
    assert error.value.campo == "cliente"


def test_transfers_come_one_after_another():
    equipo = EquipoFactory()
    _traspasar(equipo, ClienteFactory())
    with pytest.raises(ErrorDeNegocio, match="no puede ser anterior") as error:
        _traspasar(equipo, ClienteFactory(), en_fecha=date(2024, 5, 30))
    assert error.value.campo == "en_fecha"
    _traspasar(equipo, ClienteFactory())
    assert equipo.traspasos.count() == 2


def test_what_is_retired_is_not_transferred():
    equipo = EquipoFactory(retirado_en=DIA, retirado_motivo="sin_uso")
    with pytest.raises(ErrorDeNegocio, match="se retiró el 31/05/2024"):
        _traspasar(equipo, ClienteFactory())
    assert not equipo.traspasos.exists()


# --- Another unit in its place


def _sustituir(equipo, **cambios):
    datos = {"por": SISTEMA, "numero_serie": "nueva-1", "entregado_en": DIA}
    return sustituir_equipo(equipo.pk, **(datos | cambios))


def test_the_replacement_takes_the_rights_and_no_new_term():
    equipo = _en_garantia(alias="La de la cocina", vendedor="Electro Sur")
    poner_a_disposicion(equipo.pk, por=SISTEMA, entregado_en=date(2024, 5, 10), defecto="compresor")
    nuevo = _sustituir(equipo, por=AgenteFactory())
    equipo.refresh_from_db()
    assert (nuevo.numero_serie, nuevo.alias, nuevo.vendedor, nuevo.sustituye_a) == (
        "NUEVA-1",
        "La de la cocina",
        "Electro Sur",
        equipo,
    )
    assert (equipo.retirado_en, equipo.retirado_motivo) == (DIA, "sustituido")
    # 21 days without a conforming unit (art. 122.1) and a year for the compressor (art. 122.3).
    assert dict(nuevo.coberturas.values_list("tipo", "fecha_fin")) == {
        TipoCobertura.LEGAL: date(2026, 4, 5),
        TipoCobertura.POSTERIOR: date(2025, 5, 31),
    }
    assert nuevo.compras.get().fecha_contrato == COMPRADO
    assert nuevo.suspensiones.get().devuelto_en == DIA
    for filas in (equipo.compras, equipo.coberturas, equipo.suspensiones):
        assert not filas.exists()
    veredicto = veredicto_de(nuevo, manifestacion=date(2026, 4, 5))
    assert (veredicto["estado"], veredicto["hasta"]) == ("cubierto", "2026-04-05")
    assert veredicto_de(nuevo, manifestacion=date(2026, 4, 6))["estado"] == "no"


def test_both_tell_the_replacement():
    equipo = _en_garantia()
    compra, legal = equipo.compras.get(), equipo.coberturas.get()
    nuevo = _sustituir(equipo)
    assert equipo.eventos.get(codigo="sustituido").datos == {
        "sustituto": nuevo.pk,
        "fecha": "2024-05-31",
        "atras": [],
        "compras": [compra.pk],
        "suspensiones": [],
        "coberturas": [legal.pk],
        "partes": [],
    }
    assert nuevo.eventos.get(codigo="sustituye").datos == {"a": equipo.pk, "fecha": "2024-05-31"}


def test_without_a_hand_in_the_days_count_from_when_it_was_put_at_our_disposal():
    equipo = _en_garantia()
    nuevo = _sustituir(equipo, puesto_a_disposicion=date(2024, 5, 21), defecto="placa")
    suspension = nuevo.suspensiones.get()
    assert (suspension.entregado_en, suspension.devuelto_en) == (date(2024, 5, 21), DIA)
    assert nuevo.coberturas.get(tipo="legal").fecha_fin == date(2026, 3, 25)
    assert nuevo.coberturas.get(tipo="posterior").defecto == "placa"


def test_out_of_guarantee_nothing_is_stopped_nor_given():
    equipo = _en_garantia()
    nuevo = _sustituir(equipo, entregado_en=date(2026, 4, 1), defecto="placa")
    assert not nuevo.suspensiones.exists()
    assert nuevo.coberturas.get().fecha_fin == date(2026, 3, 15)


def test_commercial_guarantees_follow_if_they_say_so_and_the_contract_if_chosen():
    equipo = EquipoFactory()
    comercial, contrato = (
        dar_cobertura(
            equipo.pk,
            por=SISTEMA,
            tipo=tipo,
            fecha_inicio=COMPRADO,
            fecha_fin=date(2030, 1, 1),
            paga=QuienPaga.FABRICANTE,
        )
        for tipo in ("comercial", "contrato")
    )
    nuevo = _sustituir(equipo, coberturas=[contrato.pk])
    assert list(nuevo.coberturas.all()) == [contrato]
    comercial.refresh_from_db()
    assert (comercial.equipo, comercial.fecha_fin) == (equipo, DIA)


def test_the_replacement_stands_where_the_other_did():
    todo, unidad, placa = _cadena(3)
    nuevo = _sustituir(unidad)
    for uno in (todo, unidad, placa):
        uno.refresh_from_db()
    assert (nuevo.padre, placa.padre, unidad.padre) == (todo, nuevo, None)
    assert _codigos(todo) == ["parte_sale", "parte_entra"]


def test_its_invoice_is_kept_with_the_rights_that_it_proves(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    equipo = _en_garantia()
    factura, placa = (
        DocumentoEquipo.objects.create(
            equipo=equipo,
            cliente=equipo.cliente,
            archivo=guardar_bytes(clase.encode(), "text/plain"),
            nombre=f"{clase}.txt",
            clase=clase,
        )
        for clase in ("justificante", "placa")
    )
    nuevo = _sustituir(equipo)
    assert (nuevo.documentos.get(), equipo.documentos.get()) == (factura, placa)


def test_it_may_be_of_another_product():
    equipo, producto = _en_garantia(), ProductoFactory()
    nuevo = _sustituir(equipo, producto=producto, numero_serie=equipo.numero_serie)
    assert nuevo.producto == producto


@pytest.mark.parametrize(
    ("cambio", "campo", "frase"),
    [
        ({"numero_serie": "  "}, "numero_serie", "Escribe el número de serie del equipo nuevo"),
        ({"numero_serie": "x" * 500}, "numero_serie", "80 caracteres"),
        ({"numero_serie": "vieja-1"}, "numero_serie", "del equipo averiado"),
        ({"numero_serie": "ocupada"}, "numero_serie", "número de serie"),
        ({"entregado_en": date(1900, 1, 1)}, "entregado_en", "revisa el año"),
        ({"entregado_en": date(3000, 1, 1)}, "entregado_en", "revisa el año"),
        ({"entregado_en": date(2019, 12, 31)}, "entregado_en", "no pudo retirarse antes"),
        ({"puesto_a_disposicion": date(2024, 6, 1)}, "puesto_a_disposicion", "después"),
        ({"fabricado_en": date(2024, 6, 1)}, "fabricado_en", "después"),
        ({"defecto": "x" * 121}, "defecto", "120 caracteres"),
        ({"coberturas": [10**9]}, "coberturas", "no es de ese equipo"),
    ],
)
def test_a_replacement_that_cannot_be_changes_nothing(cambio, campo, frase):
    equipo = _en_garantia(numero_serie="VIEJA-1", fabricado_en=date(2020, 1, 1))
    EquipoFactory(producto=equipo.producto, numero_serie="OCUPADA")
    sucesos = equipo.eventos.count()
    with pytest.raises(ErrorDeNegocio, match=frase) as error:
        _sustituir(equipo, **cambio)
    assert error.value.campo == campo
    equipo.refresh_from_db()
    assert equipo.retirado_en is None
    assert (equipo.compras.count(), equipo.eventos.count()) == (1, sucesos)
    assert not Equipo.objects.filter(sustituye_a=equipo).exists()


def test_it_was_not_delivered_before_the_faulty_one_came_in():
    equipo = _en_garantia()
    poner_a_disposicion(equipo.pk, por=SISTEMA, entregado_en=date(2024, 6, 1))
    with pytest.raises(ErrorDeNegocio, match="desde el 01/06/2024") as error:
        _sustituir(equipo)
    assert error.value.campo == "entregado_en"
    assert not equipo.sustitutos.exists()


def test_what_was_replaced_or_retired_is_not_replaced_nor_comes_back():
    equipo = _en_garantia()
    _sustituir(equipo)
    with pytest.raises(ErrorDeNegocio, match="ya se sustituyó por NUEVA-1"):
        _sustituir(equipo, numero_serie="nueva-2")
    with pytest.raises(ErrorDeNegocio, match="no puede volver"):
        volver_a_usar(equipo.pk, por=SISTEMA)
    retirado = EquipoFactory(retirado_en=DIA, retirado_motivo="sin_uso")
    with pytest.raises(ErrorDeNegocio, match="se retiró"):
        _sustituir(retirado)
    assert Equipo.objects.filter(sustituye_a__isnull=False).count() == 1


def test_a_replacement_may_be_replaced():
    primero = _en_garantia()
    segundo = _sustituir(primero)
    tercero = _sustituir(segundo, numero_serie="nueva-2", entregado_en=date(2024, 8, 1))
    assert tercero.sustituye_a == segundo
    assert tercero.compras.get().fecha_contrato == COMPRADO
