"""Who answers for what: a case on offer, a question between departments, and the house's rules."""

from __future__ import annotations

from incidencias.models import Automatismo, Estado, Incidencia
from incidencias.servicios import asignar_incidencia, pedir_a_grupo
from incidencias.servicios.automatismos import DatosAutomatismo, guardar_automatismo
from postventa.demo.mundo import Mundo

REGLAS = (
    DatosAutomatismo(
        nombre="Mayores que no tienen quien les espere",
        cuando="suceso",
        suceso="abierta",
        condiciones=[
            {"campo": "mayor_65", "operador": "si"},
            {"campo": "tipo", "operador": "es", "valor": ["averia", "reparacion"]},
        ],
        acciones=[
            ("clasificar", {"urgencia": "alta"}),
            ("avisar", {"a": "supervision", "texto": "Persona mayor con una avería"}),
        ],
    ),
    DatosAutomatismo(
        nombre="Nadie espera dos días sin noticias",
        cuando="tiempo",
        momento="ultimo_mensaje_en",
        horas=48,
        solo_en_horario=True,
        condiciones=[{"campo": "ha_respondido", "operador": "si"}],
        acciones=[("avisar", {"a": "responsable", "texto": "Lleva dos días sin respuesta"})],
    ),
)


def repartir(mundo: Mundo) -> None:
    """Two rules, one of them on; and, if the demo is told now, what waits for somebody."""
    personas = mundo.casa.personas
    for datos in REGLAS:
        guardar_automatismo(datos, por=personas["gestor"])
    Automatismo.objects.filter(nombre=REGLAS[0].nombre).update(activo_desde=mundo.ahora)
    if mundo.es_ahora:
        _ofrecer_y_preguntar(mundo)


def _ofrecer_y_preguntar(mundo: Mundo) -> None:
    agente, nuria = mundo.casa.personas["agente"], mundo.casa.personas["nuria"]
    suyas = Incidencia.objects.filter(
        responsable=nuria, estado=Estado.EN_CURSO, cliente__bloqueado_en=None
    ).order_by("pk")
    grupo = agente.grupos.filter(es_restringido=False).order_by("pk").first()
    for caso in suyas[:1]:
        asignar_incidencia(
            caso.pk, por=nuria, grupo=grupo, motivo="Me voy de vacaciones y esta no puede esperar"
        )
    for caso in suyas[1:2]:
        if grupo is not None:
            texto = "¿Se le puede adelantar la visita? Tiene un bebé en casa."
            pedir_a_grupo(caso.pk, por=nuria, grupo=grupo, texto=texto)
