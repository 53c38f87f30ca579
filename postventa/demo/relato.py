"""The story of one case, told fact by fact through the composition of `incidencias`.

Every fact has its moment. The first that has not happened yet ends the story: that is how the
cases that are open today come about, each in some state, with its clocks where they should be.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from clientes.cobertura import veredicto_de
from clientes.eventos import Actor
from cuentas.models import Usuario
from incidencias.eventos import Codigo
from incidencias.models import (
    Canal,
    ClaseLegal,
    DireccionMensaje,
    Estado,
    Incidencia,
    Llamada,
    Mensaje,
    MotivoLlamada,
    Promesa,
    SentidoLlamada,
    SentidoRespuesta,
    Urgencia,
)
from incidencias.servicios import NuevaIncidencia, composicion
from incidencias.servicios.composicion import Expediente, Fichero
from incidencias.servicios.legales import componer_plazos_legales
from nucleo.eventos import SISTEMA
from nucleo.tiempo import dia_local
from postventa.demo import frases
from postventa.demo.azar import de_dia, entero
from postventa.demo.casa import Agente
from postventa.demo.mundo import Mundo, Plan

AVISO_DE_CIERRE, CIERRE = timedelta(days=5), timedelta(days=7)
HABLAN_CON_NOSOTROS = frozenset({Canal.TELEFONO, Canal.PRESENCIAL, Canal.POSTAL})


class AunNo(Exception):
    """What comes next has not happened yet."""


class Relato:
    """One case being told. `t` is the moment of the last fact; facts only go forward."""

    def __init__(self, mundo: Mundo, plan: Plan) -> None:
        self.mundo, self.plan, self.azar = mundo, plan, mundo.azar
        self.t = entero(plan.llega.astimezone(UTC))
        self.reloj = mundo.reloj(
            mundo.casa.grupos[plan.grupo].pk, plan.contacto.cliente.segmento, self.t
        )
        self.expediente = self._abrir()

    @property
    def agente(self) -> Usuario:
        return self.plan.agente.usuario

    # --- Time

    def ir_a(self, en: datetime) -> datetime:
        """Move to that moment; AunNo if it is in the future."""
        en = entero(max(en.astimezone(UTC), self.t + timedelta(seconds=20)))
        if en > self.mundo.ahora:
            raise AunNo
        self.t = en
        return en

    def a_su_hora(self, en: datetime) -> datetime:
        """Move to that moment or, if customers sleep then, to the next morning."""
        return self.ir_a(de_dia(en, self.azar))

    def en_oficina(self, en: datetime) -> datetime:
        """Move to that moment or, out of hours, to when the team opens again."""
        return self.ir_a(self.reloj.limite(en, self.azar.randint(60, 5400), []))

    def trabajando(self, segundos: float) -> datetime:
        """Move ahead so many seconds of the team's working time."""
        return self.ir_a(self.reloj.limite(self.t, max(60, int(segundos)), []))

    def paso(self, nombre: str) -> None:
        """A named step of the story: some are left there on purpose."""
        if self.plan.hasta == nombre:
            raise AunNo

    # --- Opening

    def _abrir(self) -> Expediente:
        plan, casa = self.plan, self.mundo.casa
        unidad = plan.unidad
        por = self._quien_abre()
        datos = NuevaIncidencia(
            cliente=plan.contacto.cliente,
            asunto=plan.tema.asunto,
            tipo=plan.tipo,
            canal=plan.canal,
            descripcion=plan.relato or self.azar.alguno(plan.tema.relatos),
            contacto=plan.contacto,
            equipo=unidad.equipo if unidad else None,
            categoria=casa.categorias[plan.tema.categoria],
            impacto=plan.impacto,
            urgencia=plan.urgencia,
            grupo=casa.grupos[plan.grupo],
            adjuntos=plan.fotos,
        )
        expediente = composicion.componer_apertura(
            datos,
            codigo=plan.codigo,
            reloj=self.reloj,
            por=por,
            en=self.t,
            registrada_en=self.t,
            veredicto=self._veredicto(),
        )
        componer_plazos_legales(expediente)
        if composicion.es_llamada_atendida(datos, por):
            composicion.componer_llegada_por_telefono(expediente, por=por, en=self.t)
            _hablar(expediente, self.azar.randint(70, 540))
        plan.incidencia = expediente.incidencia
        return expediente

    def _quien_abre(self) -> Actor:
        """Who writes it down: the person on the phone, the customer, or a program."""
        if self.plan.canal in HABLAN_CON_NOSOTROS:
            atienden = self.mundo.casa.agentes["clientes"]
            es_de_guardia = self.plan.grupo == "urgencias"
            return self.agente if es_de_guardia else self.azar.alguno(atienden).usuario
        return SISTEMA if self.plan.canal == Canal.API else self.plan.contacto

    def _veredicto(self) -> dict[str, object]:
        unidad = self.plan.unidad
        if unidad is None:
            return {}
        return veredicto_de(unidad.equipo, manifestacion=dia_local(self.t))

    # --- Facts

    def tomar(self) -> None:
        composicion.componer_asignacion(
            self.expediente, por=self.agente, en=self.t, responsable=self.agente, grupo=None
        )
        composicion.componer_toma(self.expediente, por=self.agente, en=self.t)

    def escribir(self, texto: str, **palabras: str) -> Mensaje:
        """A public message of ours."""
        todas = {"agente": str(self.agente), "nombre": self._nombre(), **palabras}
        return composicion.componer_mensaje(
            self.expediente,
            direccion=DireccionMensaje.SALIENTE,
            canal=Canal.CORREO,
            texto=texto.format(**todas),
            por=self.agente,
            en=self.t,
        )

    def recibir(self, texto: str, adjuntos: Sequence[Fichero] = ()) -> Mensaje:
        """What the customer says; if we waited for them, the case goes on."""
        incidencia = self.expediente.incidencia
        escribe = self.plan.canal not in HABLAN_CON_NOSOTROS | {Canal.API}
        mensaje = composicion.componer_mensaje(
            self.expediente,
            direccion=DireccionMensaje.ENTRANTE,
            canal=self.plan.canal if escribe else Canal.CORREO,
            texto=texto,
            por=self.plan.contacto,
            en=self.t,
            adjuntos=adjuntos,
        )
        motivo = incidencia.motivo_espera
        if motivo is not None and motivo.espera_al_cliente:
            composicion.componer_reanudacion(self.expediente, por=self.plan.contacto, en=self.t)
        return mensaje

    def anotar(self, texto: str) -> None:
        composicion.componer_mensaje(
            self.expediente,
            direccion=DireccionMensaje.NOTA,
            canal=self.plan.canal,
            texto=texto,
            por=self.agente,
            en=self.t,
        )

    def llamada(
        self, motivo: MotivoLlamada, *, sale: bool = False, contestada: bool = True
    ) -> None:
        llamada = composicion.componer_llamada(
            self.expediente,
            sentido=SentidoLlamada.SALIENTE if sale else SentidoLlamada.ENTRANTE,
            motivo=motivo,
            contestada=contestada,
            duracion_s=self.azar.randint(35, 420) if contestada else 0,
            notas=self.azar.alguno(frases.LLAMADAS) if contestada else "",
            por=self.agente,
            en=self.t,
        )
        llamada.registrada_en = self.t

    def esperar(self, motivo: str) -> None:
        composicion.componer_espera(
            self.expediente, motivo=self.mundo.casa.motivos[motivo], por=self.agente, en=self.t
        )

    def seguir(self) -> None:
        if self.expediente.incidencia.estado == Estado.EN_ESPERA:
            composicion.componer_reanudacion(self.expediente, por=self.agente, en=self.t)

    def pasar_a(self, agente: Agente, grupo: str) -> None:
        """Hand it over: the clocks follow the new team's calendar, as the service does."""
        self.plan.agente, self.plan.grupo = agente, grupo
        incidencia = self.expediente.incidencia
        composicion.componer_asignacion(
            self.expediente,
            por=self.agente,
            en=self.t,
            responsable=agente.usuario,
            grupo=self.mundo.casa.grupos[grupo],
        )
        self.reloj = self.expediente.reloj = self.mundo.reloj(
            self.mundo.casa.grupos[grupo].pk, incidencia.cliente.segmento, incidencia.ocurrida_en
        )
        composicion.recomponer_objetivos(self.expediente, en=self.t)

    def apremiar(self) -> None:
        """It is more urgent than it seemed: priority and clocks change."""
        incidencia = self.expediente.incidencia
        antes, incidencia.urgencia = incidencia.urgencia, Urgencia.ALTA
        incidencia.prioridad = composicion.prioridad_de(incidencia.impacto, incidencia.urgencia)
        composicion.recomponer_objetivos(self.expediente, en=self.t)
        self.expediente.suceso(
            Codigo.RECLASIFICADA, por=self.agente, en=self.t, urgencia=[antes, Urgencia.ALTA]
        )

    def prometer(self, texto: str, vence_en: datetime) -> Promesa:
        return composicion.componer_promesa(
            self.expediente,
            texto=texto,
            vence_en=entero(vence_en.astimezone(UTC)),
            por=self.agente,
            en=self.t,
        )

    def cumplir(self, promesa: Promesa) -> None:
        composicion.componer_promesa_cumplida(
            self.expediente, promesa=promesa, por=self.agente, en=self.t
        )

    def resolver(self, solucion: str) -> None:
        """A complaint is answered first, on its substance."""
        if self.expediente.incidencia.clase_legal == ClaseLegal.QUEJA_RECLAMACION:
            composicion.componer_respuesta_final(
                self.expediente,
                mensaje=self.escribir(solucion),
                sentido=SentidoRespuesta.ESTIMADA,
                por=self.agente,
                en=self.t,
            )
        composicion.componer_resolucion(
            self.expediente,
            solucion=solucion,
            causa=self.plan.tema.causa,
            por=self.agente,
            en=self.t,
        )

    def reabrir(self, texto: str) -> None:
        """As the service: counted first, then why, in the customer's words."""
        composicion.componer_reapertura(self.expediente, por=self.plan.contacto, en=self.t)
        self.plan.reabierta_en = self.t
        composicion.componer_mensaje(
            self.expediente,
            direccion=DireccionMensaje.ENTRANTE,
            canal=Canal.PORTAL,
            texto=texto,
            por=self.plan.contacto,
            en=self.t,
        )

    def cerrar(self, *, por_silencio: bool) -> None:
        composicion.componer_cierre(
            self.expediente,
            por=SISTEMA if por_silencio else self.plan.contacto,
            en=self.t,
            por_silencio=por_silencio,
        )

    def avisar_cierre(self) -> None:
        composicion.componer_aviso_cierre(self.expediente, por=SISTEMA, en=self.t)

    def fusionar(self, otra: Incidencia) -> None:
        composicion.componer_fusion(self.expediente, en_incidencia=otra, por=self.agente, en=self.t)

    def anular(self) -> None:
        composicion.componer_anulacion(self.expediente, por=self.agente, en=self.t)
        self.anotar(self.azar.alguno(frases.ANULA))

    def _nombre(self) -> str:
        return self.plan.contacto.nombre.split()[0]


def _hablar(expediente: Expediente, segundos: int) -> None:
    for fila in expediente.filas:
        if isinstance(fila, Llamada):
            fila.duracion_s = segundos


def envejecer(expediente: Expediente, ahora: datetime) -> None:
    """History was registered when it happened; the sweeps had marked what was breached."""
    for evento, _clave, _fila in expediente.eventos:
        evento.registrado_en = evento.ocurrido_en
    for fila in expediente.filas:
        if isinstance(fila, Mensaje):
            fila.registrado_en = fila.ocurrido_en
        elif isinstance(fila, Llamada):
            fila.registrada_en = fila.ocurrida_en
    for objetivo in expediente.objetivos:
        fin = objetivo.cumplido_en or objetivo.anulado_en or ahora
        if objetivo.pausado_en is None and objetivo.limite_en < fin:
            objetivo.incumplido_en = objetivo.limite_en
