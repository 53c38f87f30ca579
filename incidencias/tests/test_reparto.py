"""To whom a case goes when nobody chooses: never past anybody's capacity, never to who is away."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientes.tests.fabricas import ClienteFactory, EquipoFactory, ProductoFactory
from cuentas.models import Ausencia, Disponibilidad
from cuentas.tests.fabricas import AgenteFactory, GrupoFactory, HabilidadFactory
from incidencias.asignacion import Candidato, Necesidad, elegir, por_que
from incidencias.eventos import Codigo
from incidencias.linea import pagina_de_linea
from incidencias.models import Estado, Incidencia, ModoReparto, RepartoGrupo
from incidencias.servicios import (
    NuevaIncidencia,
    abrir_incidencia,
    anular_incidencia,
    cambiar_reparto,
    reasignar_de_ausente,
)
from incidencias.tasks import repartir_pendientes
from incidencias.tests.fabricas import IncidenciaFactory
from nucleo.errores import ErrorDeNegocio
from nucleo.eventos import SISTEMA
from nucleo.tests.hilos import a_la_vez
from nucleo.tiempo import hoy

pytestmark = pytest.mark.django_db

candidatos = st.lists(
    st.builds(
        Candidato,
        pk=st.integers(1, 30),
        abiertas=st.integers(0, 12),
        capacidad=st.none() | st.integers(0, 10),
        habilidades=st.frozensets(st.sampled_from(["idioma-ca", "lavadoras"])),
    ),
    unique_by=lambda uno: uno.pk,
    max_size=8,
)
AUTOMATICOS = [ModoReparto.TURNO, ModoReparto.CARGA, ModoReparto.HABILIDADES]


@given(candidatos, st.sampled_from(AUTOMATICOS), st.none() | st.integers(0, 31))
def test_nobody_gets_one_more_than_they_can_take(equipo, modo, ultimo):
    eleccion = elegir(modo, equipo, necesidad=Necesidad("ca", "Lavadoras"), ultimo=ultimo)
    if eleccion.candidato is None:
        assert not any(uno.le_cabe for uno in equipo)
        assert eleccion.motivo in {"nadie", "llenos"}
    else:
        assert eleccion.candidato.le_cabe


@given(
    st.sets(st.integers(1, 50), min_size=1, max_size=8),
    st.integers(1, 4),
    st.none() | st.integers(0, 51),
)
def test_the_turn_skips_nobody_and_repeats_nobody(pks, vueltas, ultimo):
    equipo = [Candidato(pk) for pk in pks]
    dadas = []
    for _ in range(len(pks) * vueltas):
        ultimo = elegir(ModoReparto.TURNO, equipo, ultimo=ultimo).candidato.pk
        dadas.append(ultimo)
    assert all(dadas.count(pk) == vueltas for pk in pks)
    assert all(set(dadas[n : n + len(pks)]) == pks for n in range(0, len(dadas), len(pks)))


@given(candidatos)
def test_the_load_goes_to_who_has_least(equipo):
    eleccion = elegir(ModoReparto.CARGA, equipo)
    if eleccion.candidato is not None:
        assert eleccion.candidato.abiertas == min(u.abiertas for u in equipo if u.le_cabe)


@given(candidatos)
def test_who_speaks_the_language_goes_first_while_anybody_does(equipo):
    eleccion = elegir(ModoReparto.HABILIDADES, equipo, necesidad=Necesidad("ca"))
    lo_hablan = [u for u in equipo if u.le_cabe and "idioma-ca" in u.habilidades]
    if lo_hablan:
        assert eleccion.candidato in lo_hablan
    elif eleccion.candidato is not None:
        assert eleccion.razones["sin_idioma"] == "ca"


def test_the_reasons_read_like_a_person_says_them():
    uno = Candidato(1, 3, 10, frozenset({"idioma-ca", "lavadoras"}))
    eleccion = elegir(ModoReparto.HABILIDADES, [uno], necesidad=Necesidad("ca", "Lavadoras"))
    assert por_que(eleccion.razones) == "habla catalán, conoce lavadoras, 3 abiertas de 10"
    assert por_que(elegir(ModoReparto.TURNO, [Candidato(1, 1)]).razones) == "le tocaba, 1 abierta"


# --- In the house


def _grupo(modo, cuantos=2, **datos):
    grupo = GrupoFactory()
    cambiar_reparto(grupo, modo)
    return grupo, [AgenteFactory(grupos=[grupo], **datos) for _ in range(cuantos)]


def _abrir(grupo, **datos):
    datos = {"cliente": ClienteFactory(), **datos}
    return abrir_incidencia(
        NuevaIncidencia(asunto="No va", tipo="averia", canal="correo", grupo=grupo, **datos),
        por=SISTEMA,
    )


def test_by_hand_a_case_waits_for_somebody():
    grupo, _gente = _grupo(ModoReparto.MANUAL)
    incidencia = _abrir(grupo)
    assert incidencia.responsable is None
    assert not incidencia.eventos.filter(codigo=Codigo.SIN_REPARTO).exists()


def test_by_turn_each_gets_theirs():
    grupo, gente = _grupo(ModoReparto.TURNO, 3)
    dadas = [_abrir(grupo).responsable for _ in range(6)]
    assert dadas == gente * 2


def test_who_is_full_busy_or_away_gets_none_and_the_timeline_says_why():
    grupo, (llena, ocupada, ausente, libre) = _grupo(ModoReparto.CARGA, 4)
    llena.capacidad = 0
    llena.save()
    ocupada.disponibilidad = Disponibilidad.OCUPADO
    ocupada.save()
    Ausencia.objects.create(usuario=ausente, desde=hoy(), hasta=hoy() + timedelta(days=3))
    libre.nombre, libre.capacidad = "Marta Pons", 10
    libre.save()
    incidencia = _abrir(grupo)
    assert incidencia.responsable == libre
    titulos = [entrada.titulo for entrada in pagina_de_linea(incidencia).entradas]
    assert "la dio a Marta Pons: 0 abiertas de 10" in titulos


def test_when_nobody_can_take_it_it_stays_without_anybody_and_says_why():
    grupo, (una,) = _grupo(ModoReparto.CARGA, 1, disponibilidad=Disponibilidad.AUSENTE)
    incidencia = _abrir(grupo)
    assert incidencia.responsable is None
    assert incidencia.eventos.get(codigo=Codigo.SIN_REPARTO).datos["motivo"] == "ausentes"
    assert repartir_pendientes() == 0
    una.disponibilidad = Disponibilidad.DISPONIBLE
    una.save()
    assert repartir_pendientes() == 1
    assert Incidencia.objects.get().responsable == una


def test_what_is_over_makes_room():
    grupo, (una,) = _grupo(ModoReparto.CARGA, 1, capacidad=1)
    primera, segunda = _abrir(grupo), _abrir(grupo)
    assert segunda.responsable is None
    anular_incidencia(primera.pk, por=una, motivo="Repetida")
    assert repartir_pendientes() == 1


def test_language_and_family_choose_among_skills():
    grupo, (una, otra) = _grupo(ModoReparto.HABILIDADES)
    una.habilidades.add(HabilidadFactory(codigo="familia-lavadoras"))
    otra.habilidades.add(HabilidadFactory(codigo="idioma-eu"))
    equipo = EquipoFactory(producto=ProductoFactory(familia="Lavadoras"))
    suyas = {"cliente": equipo.cliente, "equipo": equipo}
    assert _abrir(grupo, **suyas).responsable == una
    assert _abrir(grupo, **suyas, idioma="eu").responsable == otra


def test_the_intake_costs_the_same_with_one_member_as_with_ten(consultas):
    grupo, _gente = _grupo(ModoReparto.HABILIDADES, 1)
    cliente = ClienteFactory()
    _abrir(grupo, cliente=cliente)
    con_una = consultas(_abrir, grupo, cliente=cliente)
    for _ in range(9):
        AgenteFactory(grupos=[grupo]).habilidades.add(HabilidadFactory())
    assert consultas(_abrir, grupo, cliente=cliente) == con_una


# --- When somebody is missing


def test_the_cases_of_who_is_missing_go_to_whom_covers_them():
    grupo, (una, otra) = _grupo(ModoReparto.CARGA)
    suplente = AgenteFactory()
    Ausencia.objects.create(
        usuario=una, desde=hoy(), hasta=hoy() + timedelta(days=3), suplente=suplente
    )
    incidencia = IncidenciaFactory(grupo=grupo, responsable=una)
    reasignar_de_ausente(incidencia.pk, por=otra)
    incidencia.refresh_from_db()
    assert (incidencia.responsable, incidencia.traspasos) == (suplente, 1)
    evento = incidencia.eventos.get(codigo=Codigo.ASIGNADA)
    assert evento.datos["reparto"]["suplente"] is True


def test_without_cover_they_go_by_the_way_of_the_team():
    grupo, (una, otra) = _grupo(ModoReparto.TURNO)
    Ausencia.objects.create(usuario=una, desde=hoy(), hasta=hoy())
    incidencia = IncidenciaFactory(grupo=grupo, responsable=una)
    assert reasignar_de_ausente(incidencia.pk, por=otra).responsable == otra


def test_who_is_at_work_keeps_theirs():
    grupo, (una, otra) = _grupo(ModoReparto.TURNO)
    incidencia = IncidenciaFactory(grupo=grupo, responsable=una)
    with pytest.raises(ErrorDeNegocio, match="está disponible"):
        reasignar_de_ausente(incidencia.pk, por=otra)
    incidencia.refresh_from_db()
    assert incidencia.responsable == una


def test_without_anybody_to_give_it_to_it_stays_as_it_was():
    incidencia = IncidenciaFactory(
        responsable=AgenteFactory(disponibilidad=Disponibilidad.AUSENTE), en_curso=True
    )
    with pytest.raises(ErrorDeNegocio, match="No hay nadie"):
        reasignar_de_ausente(incidencia.pk, por=AgenteFactory())
    assert Incidencia.objects.get().estado == Estado.EN_CURSO


# --- At once


@pytest.mark.django_db(transaction=True)
@pytest.mark.lento
def test_however_many_come_at_once_nobody_passes_their_capacity():
    grupo, gente = _grupo(ModoReparto.CARGA, 2, capacidad=2)
    otro_grupo = GrupoFactory()
    cambiar_reparto(otro_grupo, ModoReparto.TURNO)
    for persona in gente:
        persona.grupos.add(otro_grupo)
    cliente = ClienteFactory()
    destinos = [grupo, otro_grupo] * 4
    assert not a_la_vez(*[lambda g=g: _abrir(g, cliente=cliente) for g in destinos])
    tienen = [Incidencia.objects.filter(responsable=persona).count() for persona in gente]
    assert tienen == [2, 2]
    assert Incidencia.objects.filter(responsable=None).count() == 4


@pytest.mark.django_db(transaction=True)
@pytest.mark.lento
def test_however_many_come_at_once_the_turn_skips_nobody():
    grupo, gente = _grupo(ModoReparto.TURNO, 4)
    cliente = ClienteFactory()
    assert not a_la_vez(*[lambda: _abrir(grupo, cliente=cliente)] * 8)
    assert [Incidencia.objects.filter(responsable=uno).count() for uno in gente] == [2] * 4
    assert RepartoGrupo.objects.get(grupo=grupo).ultimo == gente[-1]
