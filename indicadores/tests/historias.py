"""Whole lives of cases, made by hypothesis and lived through the services."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import time_machine
from hypothesis import strategies as st

from clientes.models import Cliente, Contacto, Equipo
from cuentas.models import Grupo, Usuario
from encuestas.models import Invitacion
from encuestas.servicios import responder_encuesta
from encuestas.tasks import invitar_a_encuestas
from incidencias import servicios
from incidencias.models import Categoria, Contingencia, Incidencia, MotivoEspera, Promesa
from incidencias.servicios import NuevaIncidencia
from incidencias.servicios.contingencias import (
    NuevaContingencia,
    atender_contingencias,
    declarar_contingencia,
    deshacer_contingencia,
    terminar_contingencia,
)
from nucleo.errores import ErrorDeNegocio

PRINCIPIO = datetime(2026, 3, 2, 8, tzinfo=UTC)  # Monday, 9:00 in Madrid

PASOS = [
    "asignar",
    "anular",
    "cerrar",
    "contestar",
    "contingencia",
    "contingencia_acaba",
    "contingencia_se_deshace",
    "encuestar",
    "cumplir",
    "deshacer_fusion",
    "esperar_cliente",
    "esperar_visita",
    "fusionar",
    "llamada_estado",
    "llamada_perdida",
    "llamada_aporta",
    "mensaje",
    "prometer",
    "reabrir",
    "reanudar",
    "reclasificar",
    "resolver",
    "responder",
    "tomar",
]
FRECUENTES = ["resolver", "resolver", "reabrir", "mensaje", "encuestar", "contestar"]
pasos = st.lists(
    st.tuples(
        st.sampled_from(
            [*PASOS, *["resolver", "resolver", "reabrir", "mensaje", "encuestar", "contestar"]]
        ),
        st.integers(1, 60 * 30),  # minutes since the step before: up to a day and some hours
    ),
    max_size=8,
)
de_una_vez = st.just([("responder", 30), ("resolver", 60)])
vidas = st.lists(
    st.tuples(
        st.integers(0, 60 * 24 * 5),  # minutes since the case before
        st.booleans(),  # with the unit, or only the customer
        st.integers(0, 1),  # the category
        st.one_of(de_una_vez, pasos),
    ),
    min_size=1,
    max_size=4,
)


@dataclass
class Escena:
    """Who takes part: one customer with a unit, two agents, two teams, two categories."""

    cliente: Cliente
    contacto: Contacto
    equipo: Equipo
    agentes: list[Usuario]
    grupos: list[Grupo]
    categorias: list[Categoria]


def vivir(
    escena: Escena, vidas_: list, noche: Callable[[], object] = lambda: None
) -> list[Incidencia]:
    """Live those cases one after another, each followed by a `noche`; what the rules refuse
    does not happen.
    """
    casos: list[Incidencia] = []
    llegada = PRINCIPIO
    for espera, con_equipo, categoria, suyos in vidas_:
        llegada = ahora = llegada + timedelta(minutes=espera)
        with time_machine.travel(ahora, tick=False):
            caso = _abrir(escena, con_equipo, categoria)
        for paso, minutos in suyos:
            ahora += timedelta(minutes=minutos)
            with time_machine.travel(ahora, tick=False):
                _dar(escena, paso, caso.pk, casos)
        casos.append(caso)
        noche()
    return casos


def _abrir(escena: Escena, con_equipo: bool, categoria: int) -> Incidencia:
    return servicios.abrir_incidencia(
        NuevaIncidencia(
            cliente=escena.cliente,
            contacto=escena.contacto,
            asunto="No enfría",
            tipo="averia",
            canal="portal" if con_equipo else "telefono",
            equipo=escena.equipo if con_equipo else None,
            categoria=escena.categorias[categoria],
            grupo=escena.grupos[0],
        ),
        por=escena.contacto if con_equipo else escena.agentes[0],
    )


def _dar(escena: Escena, paso: str, pk: int, casos: list[Incidencia]) -> None:
    agente, otro = escena.agentes
    s = servicios
    hacer = {
        "asignar": lambda: s.asignar_incidencia(
            pk, por=agente, responsable=otro, grupo=escena.grupos[1]
        ),
        "anular": lambda: s.anular_incidencia(pk, por=agente, motivo="Duplicada"),
        "cerrar": lambda: s.cerrar_incidencia(pk, por=escena.contacto),
        "contestar": lambda: [
            responder_encuesta(invitacion.pk, por=escena.contacto, csat=4, nps=9, ces=3)
            for invitacion in Invitacion.objects.filter(incidencia=pk)
        ],
        "contingencia": lambda: _declarar(escena, agente),
        "contingencia_acaba": lambda: _acabar(terminar_contingencia, agente),
        "contingencia_se_deshace": lambda: _acabar(deshacer_contingencia, agente),
        "encuestar": invitar_a_encuestas,
        "cumplir": lambda: [
            s.cumplir_promesa(promesa.pk, por=agente)
            for promesa in Promesa.objects.filter(incidencia=pk)
        ],
        "deshacer_fusion": lambda: s.deshacer_fusion(pk, por=agente),
        "esperar_cliente": lambda: s.poner_en_espera(pk, por=agente, motivo=_motivo("cliente")),
        "esperar_visita": lambda: s.poner_en_espera(pk, por=agente, motivo=_motivo("visita")),
        "fusionar": lambda: (
            casos and s.fusionar_incidencia(pk, por=agente, en_incidencia=casos[-1])
        ),
        "llamada_estado": lambda: _llamar(pk, agente, "estado"),
        "llamada_perdida": lambda: _llamar(pk, agente, "estado", contestada=False),
        "llamada_aporta": lambda: _llamar(pk, agente, "aporta"),
        "mensaje": lambda: s.recibir_mensaje(
            pk, por=escena.contacto, texto="Sigue igual", canal="correo"
        ),
        "prometer": lambda: s.prometer(
            pk, por=agente, texto="Le llamo", vence_en=_dentro_de(hours=20)
        ),
        "reabrir": lambda: s.reabrir_incidencia(pk, por=escena.contacto),
        "reanudar": lambda: s.reanudar(pk, por=agente),
        "reclasificar": lambda: s.reclasificar(
            pk, por=agente, categoria=escena.categorias[1], urgencia="alta"
        ),
        "resolver": lambda: s.resolver_incidencia(
            pk, por=agente, solucion="Termostato nuevo", causa="desgaste"
        ),
        "responder": lambda: s.responder(pk, por=agente, texto="Lo miramos hoy"),
        "tomar": lambda: s.tomar_incidencia(pk, por=agente),
    }[paso]
    try:
        hacer()
    except ErrorDeNegocio:
        pass


def _declarar(escena: Escena, agente: Usuario) -> None:
    """What the units of that family have stands still, since a while ago."""
    declarar_contingencia(
        NuevaContingencia(
            nombre="Corte",
            causa="Una avería de la red",
            desde_en=_dentro_de(minutes=-20),
            hasta_en=None,
            area={"familias": [escena.equipo.producto.familia]},
            aviso_a="nadie",
        ),
        por=agente,
    )
    atender_contingencias()


def _acabar(como: Callable[..., object], agente: Usuario) -> None:
    ultima = Contingencia.objects.vivas().last()
    if ultima is not None:
        como(ultima.pk, por=agente)
        atender_contingencias()


def _motivo(codigo: str) -> MotivoEspera:
    return MotivoEspera.objects.get(codigo=codigo)


def _llamar(pk: int, agente: Usuario, motivo: str, *, contestada: bool = True) -> None:
    servicios.registrar_llamada(
        pk, por=agente, sentido="entrante", motivo=motivo, contestada=contestada
    )


def _dentro_de(**cuanto: int) -> datetime:
    return datetime.now(UTC) + timedelta(**cuanto)
