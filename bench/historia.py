"""The history of a case, composed with the functions of the services and numbered by hand.

Nothing here knows which columns a decision writes: `componer_*` does, so what is loaded obeys the
same rules as what the services save, and goes on doing so when they change.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.db import models

from bench.mundo import Mundo
from encuestas.servicios.composicion import (
    componer_evento,
    componer_invitacion,
    componer_respuesta,
    valores_de_respuesta,
)
from incidencias.eventos import Codigo
from incidencias.models import (
    Canal,
    DireccionMensaje,
    Estado,
    Impacto,
    MotivoLlamada,
    SentidoLlamada,
    Tipo,
    Urgencia,
)
from incidencias.servicios import NuevaIncidencia, componer_apunte
from incidencias.servicios import composicion as caso
from incidencias.servicios.legales import componer_plazos_legales
from nucleo.eventos import SISTEMA
from sat.models import ResultadoVisita
from sat.servicios import composicion as taller

RARA, COMUN, AUSENTE = "zarzuela", "caldera", "xilófono"  # words to look for
CADA_RARA = 5000

# A case and all its rows have ids of their own range, so that many processes number at once.
POR_CASO = 64

PALABRAS = [
    "no",
    "enciende",
    "pierde",
    "agua",
    "hace",
    "ruido",
    "error",
    "pantalla",
    "puerta",
    "motor",
    "bomba",
    "presión",
    "termostato",
    "filtro",
    "manguera",
    "garantía",
    "factura",
    "técnico",
    "visita",
    "pieza",
    "recambio",
    "cocina",
    "baño",
    "salón",
    "terraza",
    "ayer",
    "semana",
    "urgente",
    "gracias",
    "siempre",
    "vuelve",
    "parpadea",
    "huele",
    "calienta",
    "enfría",
    "centrifuga",
    "desagüe",
    "instalación",
    "enchufe",
    "mando",
    "piloto",
    "quemador",
    "junta",
    "sensor",
    "placa",
    "válvula",
    "radiador",
    "compresor",
]
TIPOS = [Tipo.AVERIA, Tipo.CONSULTA, Tipo.RECLAMACION, Tipo.QUEJA, Tipo.MANTENIMIENTO]
PESO_TIPOS = [55, 25, 6, 4, 10]
CANALES = [Canal.TELEFONO, Canal.CORREO, Canal.PORTAL, Canal.WHATSAPP, Canal.CHAT]
PESO_CANALES = [40, 30, 20, 6, 4]
CAUSAS = ["Desgaste", "Uso", "Instalación", "Configuración", "Pieza defectuosa"]


@dataclass
class Historia:
    """The rows of one case, to be copied table by table in the order of `TABLAS`."""

    mundo: Mundo
    numero: int
    azar: Random
    en: datetime
    filas: list[models.Model] = field(default_factory=list)
    _usados: int = 0

    def siguiente_id(self) -> int:
        """Unique over the whole load, for any table."""
        self._usados += 1
        if self._usados >= POR_CASO:
            raise ValueError("a case has more rows than ids were kept for it")
        return self.numero * POR_CASO + self._usados

    def pasa(self, horas: float) -> bool:
        """Let some time go by; False if that is still to come."""
        despues = self.en + timedelta(hours=self.azar.expovariate(1 / horas))
        if despues >= self.mundo.ahora:
            return False
        self.en = despues
        return True


def componer_historia(mundo: Mundo, numero: int) -> list[models.Model]:
    """Every row of case `numero`, with its ids."""
    historia = Historia(mundo, numero, Random(numero), mundo.instante(numero))
    expediente = _abrir(historia)
    abierta = historia.azar.random() < 0.01  # some of the old ones are still open
    if _atender(historia, expediente) and not abierta:
        _terminar(historia, expediente)
    if numero % 4 == 0:
        _visitar(historia, expediente)
    _reunir(historia, expediente)
    if expediente.incidencia.resuelta_en and numero % 5 < 2:
        _preguntar(historia, expediente)
    return historia.filas


# --- The case


def _abrir(historia: Historia) -> caso.Expediente:
    mundo, azar = historia.mundo, historia.azar
    cliente = mundo.cliente(azar.randint(1, mundo.clientes))
    contacto = mundo.contacto(cliente)
    equipo = mundo.equipo(cliente) if azar.random() < 0.8 else None
    agente = azar.choice(mundo.agentes) if azar.random() < 0.9 else None
    datos = NuevaIncidencia(
        cliente=cliente,
        asunto=_texto(historia, 6).capitalize(),
        tipo=azar.choices(TIPOS, PESO_TIPOS)[0],
        canal=azar.choices(CANALES, PESO_CANALES)[0],
        descripcion=_texto(historia, 60) + (f" {RARA}" if _es_rara(historia.numero) else ""),
        contacto=contacto,
        equipo=equipo,
        sede=mundo.sede(cliente) if equipo else None,
        categoria=azar.choice(mundo.categorias),
        impacto=azar.choice(Impacto.values),
        urgencia=azar.choice(Urgencia.values),
        grupo=azar.choice(mundo.grupos),
        responsable=agente,
    )
    expediente = caso.componer_apertura(
        datos,
        codigo=f"INC-{historia.en:%y}-{historia.numero:06d}",
        reloj=mundo.reloj,
        por=contacto,
        en=historia.en,
        registrada_en=historia.en,
        veredicto=mundo.veredicto if equipo else {},
    )
    expediente.incidencia.pk = historia.numero
    componer_plazos_legales(expediente)
    return expediente


def _es_rara(numero: int) -> bool:
    return numero % CADA_RARA == 7


def _texto(historia: Historia, palabras: int) -> str:
    elegidas = historia.azar.choices(PALABRAS, k=palabras)
    if historia.numero % 3 == 0:
        elegidas.insert(historia.azar.randint(0, 4), COMUN)
    return " ".join(elegidas)


def _atender(historia: Historia, expediente: caso.Expediente) -> bool:
    """Take it, talk, wait: what happens until somebody solves it; False if there is no time."""
    azar, incidencia = historia.azar, expediente.incidencia
    if not historia.pasa(3):
        return False
    agente = incidencia.responsable or azar.choice(historia.mundo.agentes)
    caso.componer_toma(expediente, por=agente, en=historia.en)
    _decir(historia, expediente, DireccionMensaje.SALIENTE, agente)
    for _vuelta in range(azar.choice((0, 1, 1, 2))):
        if not historia.pasa(12):
            return False
        _decir(historia, expediente, DireccionMensaje.ENTRANTE, incidencia.contacto)
        if not historia.pasa(4):
            return False
        _decir(historia, expediente, DireccionMensaje.SALIENTE, agente)
    if azar.random() < 0.3:
        caso.componer_llamada(
            expediente,
            sentido=SentidoLlamada.ENTRANTE,
            motivo=azar.choice(MotivoLlamada.values),
            por=agente,
            en=historia.en,
            duracion_s=180,
        )
    if azar.random() < 0.1:
        caso.componer_promesa(
            expediente,
            texto="Le llamamos con el día de la visita",
            vence_en=historia.en + timedelta(days=2),
            por=agente,
            en=historia.en,
        )
    return azar.random() > 0.25 or _esperar(historia, expediente, agente)


def _decir(historia: Historia, expediente: caso.Expediente, direccion: str, por: Any) -> None:
    caso.componer_mensaje(
        expediente,
        direccion=DireccionMensaje(direccion),
        canal=Canal.CORREO,
        texto=_texto(historia, 40),
        por=por,
        en=historia.en,
    )


def _esperar(historia: Historia, expediente: caso.Expediente, agente: Any) -> bool:
    motivo = historia.azar.choice(historia.mundo.motivos)
    caso.componer_espera(expediente, motivo=motivo, por=agente, en=historia.en)
    if not historia.pasa(48):
        return False
    caso.componer_reanudacion(expediente, por=agente, en=historia.en)
    return True


def _terminar(historia: Historia, expediente: caso.Expediente) -> None:
    agente = expediente.incidencia.responsable
    if not historia.pasa(20):
        return
    _resolver(historia, expediente, agente)
    if historia.azar.random() < 0.06 and historia.pasa(24):
        caso.componer_reapertura(expediente, por=expediente.incidencia.contacto, en=historia.en)
        if not historia.pasa(30):
            return
        _resolver(historia, expediente, agente)
    if historia.pasa(72):
        caso.componer_cierre(expediente, por=SISTEMA, en=historia.en, por_silencio=True)


def _resolver(historia: Historia, expediente: caso.Expediente, agente: Any) -> None:
    caso.componer_resolucion(
        expediente,
        solucion=_texto(historia, 12),
        causa=historia.azar.choice(CAUSAS),
        por=agente,
        en=historia.en,
    )


def _reunir(historia: Historia, expediente: caso.Expediente) -> None:
    """Number the rows of the case and its events, which name some of them."""
    incidencia = expediente.incidencia
    derivadas = [*expediente.objetivos, *expediente.plazos_legales]
    for fila in (*expediente.filas, *derivadas):
        fila.pk = historia.siguiente_id()
        fila.incidencia = incidencia  # its id, unknown when the row was composed
    for evento, clave, fila in expediente.eventos:
        evento.id, evento.incidencia = historia.siguiente_id(), incidencia
        evento.registrado_en = evento.ocurrido_en
        if fila is not None:
            evento.datos[clave] = fila.pk
    eventos = [evento for evento, _clave, _fila in expediente.eventos]
    historia.filas = [incidencia, *expediente.filas, *derivadas, *eventos, *historia.filas]


# --- Its visit


def _visitar(historia: Historia, expediente: caso.Expediente) -> None:
    """An order with one visit: finished, unless the case is still open."""
    incidencia, mundo = expediente.incidencia, historia.mundo
    agente = incidencia.responsable or mundo.agentes[0]
    tecnico = historia.azar.choice(mundo.tecnicos)
    en = incidencia.ocurrida_en
    orden = taller.componer_apertura(
        taller.NuevaOrden(
            cliente=incidencia.cliente,
            mandante=historia.azar.choice(mundo.mandantes),
            incidencia=incidencia,
            equipo=incidencia.equipo,
            sede=incidencia.sede,
        ),
        codigo=f"OT-{en:%y}-{historia.numero:06d}",
        por=agente,
        en=en,
        registrada_en=en,
    )
    orden.orden.pk = historia.siguiente_id()
    if incidencia.resuelta_en:
        llega = max(en, incidencia.resuelta_en - timedelta(hours=1))
        sesion = taller.componer_inicio(orden, tecnico=tecnico, por=tecnico.usuario, en=llega)
        taller.componer_fin(
            orden,
            sesion,
            resultado=ResultadoVisita.RESUELTA,
            trabajo=_texto(historia, 10),
            por=tecnico.usuario,
            en=incidencia.resuelta_en,
        )
    _reunir_orden(historia, orden)


def _reunir_orden(historia: Historia, expediente: taller.ExpedienteOrden) -> None:
    for fila in expediente.filas:
        fila.pk, fila.orden = historia.siguiente_id(), expediente.orden
    for evento, filas in expediente.eventos:
        evento.id, evento.orden = historia.siguiente_id(), expediente.orden
        evento.registrado_en = evento.ocurrido_en
        evento.datos.update({clave: fila.pk for clave, fila in filas.items()})
    historia.filas += [
        expediente.orden,
        *expediente.filas,
        *(evento for evento, _filas in expediente.eventos),
        *_lineas(historia, expediente),
    ]


def _lineas(historia: Historia, expediente: taller.ExpedienteOrden) -> Iterator[models.Model]:
    for apunte in expediente.linea:
        datos = {"orden": expediente.orden.pk, "orden_codigo": expediente.orden.codigo}
        datos |= apunte.datos | {clave: fila.pk for clave, fila in apunte.filas.items()}
        linea = componer_apunte(
            historia.numero, apunte.codigo, por=apunte.por, en=apunte.en, datos=datos
        )
        linea.id, linea.registrado_en = historia.siguiente_id(), apunte.en
        yield linea


# --- Its survey


def _preguntar(historia: Historia, expediente: caso.Expediente) -> None:
    """One invitation about the last resolution; two of five are answered."""
    incidencia, azar = expediente.incidencia, historia.azar
    resuelta = [e for e, *_ in expediente.eventos if e.codigo == Codigo.RESUELTA][-1]
    invitacion = componer_invitacion(
        incidencia,
        contacto=incidencia.contacto,
        regla=historia.mundo.regla,
        version=historia.mundo.version,
        evento_resolucion=resuelta.id,
        en=resuelta.ocurrido_en,
    )
    invitacion.pk = historia.siguiente_id()
    eventos = [componer_evento(invitacion, "enviada", por=SISTEMA, en=invitacion.enviada_en)]
    filas: list[models.Model] = [invitacion]
    if azar.random() < 0.4 and incidencia.estado == Estado.CERRADA:
        respuesta = componer_respuesta(
            invitacion,
            {
                "csat": azar.choice((1, 2, 3, 4, 4, 5, 5, 5)),
                "ces": azar.randint(1, 7),
                "nps": azar.randint(0, 10),
                "comentario": _texto(historia, 8) if azar.random() < 0.3 else "",
            },
            en=incidencia.cerrada_en,
            tecnico_id=None,
        )
        respuesta.pk = historia.siguiente_id()
        filas.append(respuesta)
        datos = valores_de_respuesta(respuesta)
        por = incidencia.contacto
        eventos.append(
            componer_evento(invitacion, "respondida", por=por, en=respuesta.respondida_en, **datos)
        )
    for evento in eventos:
        evento.id, evento.registrado_en = historia.siguiente_id(), evento.ocurrido_en
    historia.filas += [*filas, *eventos]
