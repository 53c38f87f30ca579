"""Triage alive: categories inside others, teams that share out, answers, an urgency, a case inside
another, a banned sender.
"""

from __future__ import annotations

from cuentas.models import Usuario
from incidencias.models import (
    Categoria,
    CausaUrgencia,
    ClasePregunta,
    Incidencia,
    IncidenciaQuerySet,
    ModoReparto,
    PreguntaTriaje,
    TraduccionPregunta,
)
from incidencias.servicios import (
    cambiar_reparto,
    marcar_urgencia_vital,
    meter_en,
    responder_triaje,
    vetar,
)
from postventa.demo import temas
from postventa.demo.mundo import Mundo

REPARTOS = (
    ("clientes", ModoReparto.CARGA),
    ("calor", ModoReparto.HABILIDADES),
    ("electro", ModoReparto.TURNO),
)
CAPACIDAD = 40
DENTRO = ("Sin calefacción", "Sin agua caliente", "Calienta poco")
RESPONDIDAS = 6


def poner_triaje(mundo: Mundo) -> None:
    """After the cases: what is decided here is decided on those that are open today."""
    _ramificar(mundo)
    for clave, modo in REPARTOS:
        cambiar_reparto(mundo.casa.grupos[clave], modo)
    Usuario.objects.de_oficina().filter(grupos__isnull=False).distinct().order_by().update(
        capacidad=CAPACIDAD
    )
    agente = mundo.casa.personas["agente"]
    _responder(mundo, agente)
    _urgir(mundo, agente)
    _meter(mundo, agente)
    vetar("@ofertas-del-dia.example", por=agente, motivo="Publicidad diaria")


def _ramificar(mundo: Mundo) -> None:
    madre = Categoria.objects.get(nombre=temas.NO_CALIENTA)
    for orden, nombre in enumerate(DENTRO, 1):
        Categoria.objects.create(nombre=nombre, padre=madre, tipo=madre.tipo, orden=orden)
    _preguntar_por_el_gas(madre)
    fallo = PreguntaTriaje.objects.create(
        categoria=madre,
        texto="¿Muestra algún error en la pantalla?",
        clase=ClasePregunta.SI_NO,
        orden=1,
    )
    PreguntaTriaje.objects.create(
        categoria=madre,
        texto="¿Qué código?",
        clase=ClasePregunta.TEXTO,
        solo_si=fallo,
        solo_si_valor="si",
        orden=2,
    )
    PreguntaTriaje.objects.create(
        categoria=madre,
        texto="¿Qué presión marca?",
        clase=ClasePregunta.NUMERO,
        unidad="bar",
        minimo=0,
        maximo=10,
        en_portal=False,
        orden=3,
    )


def _preguntar_por_el_gas(madre: Categoria) -> None:
    """A boiler that does not heat is asked about it as anything that does not work is."""
    gas = PreguntaTriaje.objects.get(categoria__nombre=temas.NO_FUNCIONA, texto="¿Huele a gas?")
    traducciones = list(gas.traducciones.all())
    gas.pk, gas.categoria, gas.orden = None, madre, 0
    gas.save()
    for una in traducciones:
        una.pk, una.pregunta = None, gas
    TraduccionPregunta.objects.bulk_create(traducciones)


def _abiertas() -> IncidenciaQuerySet:
    return Incidencia.objects.abiertas().filter(origen="").order_by("pk")


def _responder(mundo: Mundo, agente: Usuario) -> None:
    madre = Categoria.objects.get(nombre=temas.NO_CALIENTA)
    gas, si_no, codigo, presion = PreguntaTriaje.objects.filter(categoria=madre).order_by("orden")
    for numero, caso in enumerate(_abiertas().filter(categoria=madre)[:RESPONDIDAS]):
        dichas = {gas.pk: "no", si_no.pk: "no", presion.pk: f"0.{numero + 4}"}
        if numero % 2:
            dichas |= {si_no.pk: "si", codigo.pk: f"E0{numero}"}
        responder_triaje(caso.pk, por=agente, respuestas=dichas, en=mundo.ahora)


def _urgir(mundo: Mundo, agente: Usuario) -> None:
    sin_calor = _abiertas().filter(categoria__nombre=temas.NO_CALIENTA).last()
    if sin_calor is not None:
        marcar_urgencia_vital(
            sin_calor.pk,
            por=agente,
            causa=CausaUrgencia.objects.get(codigo="sin_calefaccion"),
            justificacion="Hay un bebé de dos meses en casa y no tienen otra calefacción.",
            en=mundo.ahora,
        )


def _meter(mundo: Mundo, agente: Usuario) -> None:
    """Two of the same customer that are one thing."""
    por_cliente: dict[int, list[Incidencia]] = {}
    for caso in _abiertas().only("pk", "cliente_id"):
        por_cliente.setdefault(caso.cliente_id, []).append(caso)
    varias = next((suyas for suyas in por_cliente.values() if len(suyas) > 1), None)
    if varias is not None:
        meter_en(varias[1].pk, por=agente, padre=varias[0], en=mundo.ahora)
