"""Event tables: append-only, authored, dated on the company's day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from clientes.eventos import autor_de
from cuentas.tests.fabricas import AgenteFactory
from incidencias.models import EventoIncidencia
from incidencias.tests.fabricas import IncidenciaFactory
from nucleo.eventos import SISTEMA, Autor, insertar_eventos
from nucleo.tests.fabricas import EmpresaFactory

pytestmark = pytest.mark.django_db


def anotar(incidencia=None, **campos) -> EventoIncidencia:
    """One event of a case, saved as any other row."""
    return EventoIncidencia.objects.create(
        **{
            "incidencia": incidencia or IncidenciaFactory(),
            "codigo": "prueba",
            "ocurrido_en": timezone.now(),
            "autor": Autor.SISTEMA,
            **campos,
        }
    )


@pytest.mark.parametrize("campo", [{"codigo": "otro"}, {"datos": {"x": 1}}])
def test_an_event_cannot_be_changed(campo):
    evento = anotar()
    with pytest.raises(IntegrityError, match="solo admite altas"), transaction.atomic():
        EventoIncidencia.objects.filter(pk=evento.pk).update(**campo)
    assert EventoIncidencia.objects.get(pk=evento.pk).codigo == "prueba"


def test_an_event_cannot_be_deleted():
    evento = anotar()
    with pytest.raises(IntegrityError, match="solo admite altas"), transaction.atomic():
        evento.delete()
    assert EventoIncidencia.objects.filter(pk=evento.pk).exists()


def test_only_the_legal_destruction_may_and_only_in_its_transaction():
    evento = anotar()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set local postventa.purga = 'on'")
        EventoIncidencia.objects.filter(pk=evento.pk).delete()
        cursor.execute("set local postventa.purga = 'off'")
    assert not EventoIncidencia.objects.filter(pk=evento.pk).exists()
    otro = anotar()
    with pytest.raises(IntegrityError), transaction.atomic():
        otro.delete()


def test_its_day_is_the_company_s_even_when_saved_in_bulk():
    EmpresaFactory(zona="Europe/Madrid")
    incidencia = IncidenciaFactory()
    eventos = EventoIncidencia.objects.bulk_create(
        EventoIncidencia(
            incidencia=incidencia,
            codigo="prueba",
            autor=Autor.SISTEMA,
            ocurrido_en=datetime(2026, 7, 31, 21, 59, tzinfo=UTC) + timedelta(minutes=minutos),
        )
        for minutos in (0, 1)
    )
    dias = EventoIncidencia.objects.filter(id__in=[uno.id for uno in eventos]).order_by("id")
    assert list(dias.values_list("dia_local", flat=True)) == [date(2026, 7, 31), date(2026, 8, 1)]


def test_its_arrival_is_the_clock_of_the_database_not_the_start_of_the_transaction():
    primero, segundo = anotar(), anotar()
    assert primero.registrado_en < segundo.registrado_en


def test_an_imported_fact_keeps_when_it_happened_apart_from_when_it_arrived():
    evento = anotar(ocurrido_en=datetime(2019, 1, 1, 12, tzinfo=UTC))
    assert evento.dia_local == date(2019, 1, 1)
    assert evento.registrado_en.year >= 2026


def test_ids_are_unique_across_aggregates():
    assert anotar().id != anotar().id


@pytest.mark.parametrize("autor", [Autor.USUARIO, Autor.CONTACTO, Autor.TOKEN, "nadie"])
def test_an_author_needs_its_column(autor):
    with pytest.raises(IntegrityError):
        anotar(autor=autor)


def test_a_column_needs_its_author():
    with pytest.raises(IntegrityError, match="usuario_si_es_autor"):
        anotar(autor=Autor.SISTEMA, usuario=AgenteFactory())


def test_whoever_acts_becomes_the_columns_of_the_author():
    agente = AgenteFactory()
    assert anotar(**autor_de(agente)).usuario == agente
    assert anotar(**autor_de(SISTEMA)).autor == Autor.SISTEMA
    assert str(SISTEMA) == "El sistema"


@pytest.mark.parametrize("cuantos", [1, 4, 60])
def test_many_events_get_their_ids_and_their_arrival(cuantos):
    incidencia, ayer = IncidenciaFactory(), timezone.now() - timedelta(days=1)
    eventos = [
        EventoIncidencia(
            incidencia=incidencia, codigo="prueba", ocurrido_en=ayer, **autor_de(SISTEMA)
        )
        for _ in range(cuantos)
    ]
    eventos[0].registrado_en = ayer
    assert insertar_eventos(EventoIncidencia, eventos) == cuantos
    guardados = list(EventoIncidencia.objects.filter(codigo="prueba").order_by("id"))
    assert [g.id for g in guardados] == [e.id for e in eventos]
    assert len({g.id for g in guardados}) == cuantos
    assert guardados[0].registrado_en == ayer
    assert all(g.registrado_en > ayer for g in guardados[1:])
