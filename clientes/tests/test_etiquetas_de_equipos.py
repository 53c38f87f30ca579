"""QR labels: one alive for each unit, found by the hash of its token, revoked by another."""

import pytest
from django.utils import timezone

from clientes.etiquetas import direccion_de, etiqueta_de, firmar_etiqueta
from clientes.models import EtiquetaEquipo
from clientes.servicios import anular_etiqueta, emitir_etiquetas, reemitir_etiqueta
from clientes.tests.fabricas import EquipoFactory
from cuentas.tests.fabricas import AgenteFactory
from nucleo.errores import ErrorDeNegocio
from nucleo.eventos import SISTEMA

pytestmark = pytest.mark.django_db


def _token(etiqueta):
    return firmar_etiqueta(etiqueta.equipo, etiqueta.version)


def test_printing_twice_gives_the_same_label_and_its_token_is_nowhere_stored():
    equipo, agente = EquipoFactory(), AgenteFactory()
    (una,) = emitir_etiquetas([equipo.pk], por=agente)
    (otra,) = emitir_etiquetas([equipo.pk], por=agente)
    assert una == otra
    assert etiqueta_de(_token(una)) == una
    assert _token(una) not in str(EtiquetaEquipo.objects.values().get())
    assert equipo.numero_serie not in direccion_de(una)
    evento = equipo.eventos.get()
    assert (evento.codigo, evento.usuario, evento.datos) == ("etiqueta", agente, {"version": 1})


def test_labels_come_in_the_order_asked_for_and_leave_out_what_cannot_have_one():
    uno, otro = EquipoFactory(), EquipoFactory()
    retirado = EquipoFactory(retirado_en="2024-01-01", retirado_motivo="sin_uso")
    bloqueado = EquipoFactory(cliente__bloqueado_en=timezone.now())
    pks = [otro.pk, retirado.pk, uno.pk, bloqueado.pk, otro.pk]
    etiquetas = emitir_etiquetas(pks, por=SISTEMA)
    assert [etiqueta.equipo for etiqueta in etiquetas] == [otro, uno]


def test_another_label_revokes_the_one_before():
    equipo = EquipoFactory()
    (primera,) = emitir_etiquetas([equipo.pk], por=SISTEMA)
    segunda = reemitir_etiqueta(equipo.pk, por=SISTEMA)
    assert etiqueta_de(_token(primera)) is None
    assert etiqueta_de(_token(segunda)) == segunda
    codigos = equipo.eventos.order_by("id").values_list("codigo", flat=True)
    assert list(codigos) == ["etiqueta", "etiqueta_anulada", "etiqueta"]


def test_a_revoked_label_leads_nowhere():
    equipo = EquipoFactory()
    (etiqueta,) = emitir_etiquetas([equipo.pk], por=SISTEMA)
    anular_etiqueta(equipo.pk, por=SISTEMA)
    assert etiqueta_de(_token(etiqueta)) is None
    with pytest.raises(ErrorDeNegocio, match="ninguna etiqueta"):
        anular_etiqueta(equipo.pk, por=SISTEMA)


def test_with_another_secret_what_is_stuck_still_works_and_what_is_printed_is_new(settings):
    equipo = EquipoFactory()
    (vieja,) = emitir_etiquetas([equipo.pk], por=SISTEMA)
    token = _token(vieja)
    settings.SECRET_KEY = "otro secreto"
    assert etiqueta_de(token) == vieja
    (nueva,) = emitir_etiquetas([equipo.pk], por=SISTEMA)
    assert nueva.version == 2
    assert etiqueta_de(_token(nueva)) == nueva


def test_the_label_of_a_blocked_customer_leads_nowhere():
    equipo = EquipoFactory()
    (etiqueta,) = emitir_etiquetas([equipo.pk], por=SISTEMA)
    equipo.cliente.bloqueado_en = timezone.now()
    equipo.cliente.save()
    assert etiqueta_de(_token(etiqueta)) is None


def test_the_cost_of_many_labels_does_not_grow(consultas):
    pks = [EquipoFactory().pk for _i in range(20)]
    otros = [EquipoFactory().pk for _i in range(5)]
    cinco = consultas(lambda: emitir_etiquetas(otros, por=SISTEMA))
    assert consultas(lambda: emitir_etiquetas(pks, por=SISTEMA)) == cinco
    una = consultas(lambda: emitir_etiquetas(pks[:1], por=SISTEMA))
    assert consultas(lambda: emitir_etiquetas(pks, por=SISTEMA)) == una
