"""What each decision does to a contract, in memory. It trusts its caller and saves nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import models

from clientes.contratos import fin_de_periodo, periodo_siguiente, por_devolver, precio_de
from clientes.eventos import Actor, CodigoContrato, autor_de
from clientes.models import (
    AlcanceContrato,
    AvisoContrato,
    Cliente,
    Cobertura,
    ConsumoContrato,
    Contacto,
    ContratoMantenimiento,
    Equipo,
    EquipoContratado,
    EstadoContrato,
    EventoContrato,
    MedioAviso,
    ParteQueRescinde,
    PeriodoContrato,
    QuienPaga,
    RenovacionContrato,
    TipoCobertura,
)

if TYPE_CHECKING:
    from cuentas.models import Usuario


@dataclass(frozen=True)
class EquipoDelContrato:
    """A unit that is to be in a contract; without dates, the whole period."""

    equipo: Equipo
    desde: date | None = None
    hasta: date | None = None


@dataclass(frozen=True)
class Terminos:
    """What is agreed for a period. None included: without limit."""

    precio_eur: Decimal
    visitas_incluidas: int | None = None
    minutos_incluidos: int | None = None


@dataclass(frozen=True)
class NuevoContrato:
    """What a draft says."""

    cliente: Cliente
    titulo: str
    fecha_inicio: date
    terminos: Terminos
    equipos: Sequence[EquipoDelContrato] = ()
    alcance: str = AlcanceContrato.INTEGRAL
    fecha_fin: date | None = None  # by default, that of `meses_periodo`
    meses_periodo: int = 12
    contacto: Contacto | None = None
    responsable: Usuario | None = None
    piezas_pct: int = 0
    mano_obra_pct: int = 100
    desplazamiento_pct: int = 100
    respuesta_min: int | None = None
    resolucion_min: int | None = None
    plazos_24h: bool = False
    renovacion: str = RenovacionContrato.NO
    dias_preaviso: int = 0
    dias_aviso_cliente: int = 30
    dias_aviso_personal: int = 60
    notas: str = ""

    @property
    def ultimo_dia(self) -> date:
        return self.fecha_fin or fin_de_periodo(self.fecha_inicio, self.meses_periodo)


_DE_SU_PERIODO = {"terminos", "equipos", "fecha_fin"}


@dataclass
class ExpedienteContrato:
    """A contract with its periods and units, and what is going to be written of it."""

    contrato: ContratoMantenimiento
    periodos: list[PeriodoContrato] = field(default_factory=list)
    equipos: list[EquipoContratado] = field(default_factory=list)
    nuevas: list[models.Model] = field(default_factory=list)
    cambios: dict[int, tuple[models.Model, set[str]]] = field(default_factory=dict)
    eventos: list[tuple[EventoContrato, dict[str, models.Model]]] = field(default_factory=list)

    @property
    def ultimo(self) -> PeriodoContrato:
        return self.periodos[-1]

    def anade(self, fila: models.Model) -> None:
        self.nuevas.append(fila)

    def cambia(self, fila: models.Model, **valores: Any) -> None:
        """Set fields of a row, to be saved if it was there already."""
        for campo, valor in valores.items():
            setattr(fila, campo, valor)
        if fila.pk is not None:
            self.cambios.setdefault(id(fila), (fila, set()))[1].update(valores)

    def anota(
        self,
        codigo: CodigoContrato,
        *,
        por: Actor,
        en: datetime,
        filas: dict[str, models.Model] | None = None,
        **datos: Any,
    ) -> None:
        """An event; the ids of `filas` are known when they are saved."""
        evento = EventoContrato(codigo=codigo.value, ocurrido_en=en, datos=datos, **autor_de(por))
        self.eventos.append((evento, filas or {}))

    def periodo_de(self, dia: date) -> PeriodoContrato | None:
        return next((p for p in self.periodos if p.desde <= dia <= p.hasta), None)


def componer_contrato(datos: NuevoContrato, *, por: Actor, en: datetime) -> ExpedienteContrato:
    """A draft with its first period and its units."""
    contrato = ContratoMantenimiento(creado_en=en)
    expediente = ExpedienteContrato(contrato)
    componer_borrador(expediente, datos, en=en)
    expediente.anota(CodigoContrato.REDACTADO, por=por, en=en)
    return expediente


def componer_borrador(
    expediente: ExpedienteContrato, datos: NuevoContrato, *, en: datetime
) -> None:
    """What the draft says now: its columns, its first period and its units, all anew."""
    contrato = expediente.contrato
    valores = {c: v for c, v in vars(datos).items() if c not in _DE_SU_PERIODO}
    if datos.alcance == AlcanceContrato.PREVENTIVO:  # a check covers no fault
        valores |= dict.fromkeys(("piezas_pct", "mano_obra_pct", "desplazamiento_pct"), 0)
    expediente.cambia(contrato, **valores, fecha_fin=datos.ultimo_dia)
    periodo = expediente.periodos[0] if expediente.periodos else _primer_periodo(expediente, en)
    expediente.cambia(
        periodo, desde=datos.fecha_inicio, hasta=datos.ultimo_dia, **vars(datos.terminos)
    )
    expediente.equipos = [
        EquipoContratado(
            contrato=contrato,
            periodo=periodo,
            equipo=uno.equipo,
            alcance=datos.alcance,
            desde=uno.desde or periodo.desde,
            hasta=uno.hasta or periodo.hasta,
        )
        for uno in datos.equipos
    ]
    expediente.nuevas.extend(expediente.equipos)


def _primer_periodo(expediente: ExpedienteContrato, en: datetime) -> PeriodoContrato:
    periodo = PeriodoContrato(contrato=expediente.contrato, numero=1, creado_en=en)
    expediente.periodos.append(periodo)
    expediente.anade(periodo)
    return periodo


def componer_firma(
    expediente: ExpedienteContrato,
    *,
    firmado_por: str,
    canal: str,
    por: Actor,
    en: datetime,
    pide_empezar: bool = False,
) -> None:
    """It binds from now on, and its units may be in no other for the same."""
    expediente.cambia(
        expediente.contrato,
        estado=EstadoContrato.VIGENTE,
        firmado_en=en,
        firmado_por=firmado_por,
        canal_firma=canal,
        pide_empezar=pide_empezar,
    )
    for fila in expediente.equipos:
        expediente.cambia(fila, en_firme=True)
    expediente.anota(
        CodigoContrato.FIRMADO,
        por=por,
        en=en,
        filas={"periodo": expediente.ultimo},
        canal=str(canal),
    )


def componer_envio(expediente: ExpedienteContrato, *, por: Actor, en: datetime) -> None:
    """The draft goes to its customer, to be signed by its link."""
    expediente.anota(CodigoContrato.ENVIADO, por=por, en=en)


def componer_descarte(expediente: ExpedienteContrato, *, por: Actor, en: datetime) -> None:
    expediente.cambia(expediente.contrato, estado=EstadoContrato.DESCARTADO, descartado_en=en)
    expediente.anota(CodigoContrato.DESCARTADO, por=por, en=en)


def componer_renovacion(
    expediente: ExpedienteContrato,
    *,
    origen: str,
    por: Actor,
    en: datetime,
    terminos: Terminos | None = None,
) -> PeriodoContrato:
    """The next period, with the terms of the last one unless others are agreed.

    The units are those that reached the end of the last one and are still theirs and in use.
    """
    contrato, anterior = expediente.contrato, expediente.ultimo
    primero = expediente.periodos[0]
    desde, hasta = periodo_siguiente(
        primero.desde, primero.hasta, contrato.meses_periodo, anterior.numero
    )
    nuevo = PeriodoContrato(
        contrato=contrato,
        numero=anterior.numero + 1,
        desde=desde,
        hasta=hasta,
        origen=origen,
        creado_en=en,
        **vars(terminos or _terminos_de(anterior)),
    )
    siguen = [
        EquipoContratado(
            contrato=contrato,
            periodo=nuevo,
            equipo=fila.equipo,
            alcance=contrato.alcance,
            desde=desde,
            hasta=hasta,
            en_firme=True,
        )
        for fila in los_que_siguen(expediente)
    ]
    expediente.periodos.append(nuevo)
    expediente.equipos.extend(siguen)
    expediente.anade(nuevo)
    expediente.nuevas.extend(siguen)
    expediente.cambia(contrato, fecha_fin=hasta)
    expediente.anota(
        CodigoContrato.RENOVADO,
        por=por,
        en=en,
        filas={"periodo": nuevo},
        numero=nuevo.numero,
        origen=str(origen),
    )
    return nuevo


def los_que_siguen(expediente: ExpedienteContrato) -> list[EquipoContratado]:
    """The units of the last period that would be in the next one."""
    ultimo = expediente.ultimo
    return [
        fila
        for fila in expediente.equipos
        if fila.periodo is ultimo
        and fila.hasta == ultimo.hasta
        and fila.en_firme
        and fila.equipo.retirado_en is None
        and fila.equipo.lo_tiene(expediente.contrato.cliente)
    ]


def _terminos_de(periodo: PeriodoContrato) -> Terminos:
    return Terminos(periodo.precio_eur, periodo.visitas_incluidas, periodo.minutos_incluidos)


def componer_aviso(
    expediente: ExpedienteContrato,
    *,
    clase: str,
    medio: str,
    por: Actor,
    en: datetime,
    clave: str = "",
) -> AvisoContrato:
    """Somebody was told that the last period ends."""
    aviso = AvisoContrato(
        periodo=expediente.ultimo, clase=clase, medio=medio, avisado_en=en, clave=clave
    )
    expediente.anade(aviso)
    expediente.anota(
        CodigoContrato.AVISADO,
        por=por,
        en=en,
        filas={"periodo": expediente.ultimo},
        clase=str(clase),
        medio=str(MedioAviso(medio).value),
    )
    return aviso


def componer_no_renovacion(
    expediente: ExpedienteContrato, *, parte: str, por: Actor, en: datetime
) -> None:
    expediente.cambia(expediente.contrato, no_renueva_en=en)
    expediente.anota(CodigoContrato.NO_RENUEVA, por=por, en=en, parte=str(parte))


def componer_vencimiento(
    expediente: ExpedienteContrato, *, causa: str, por: Actor, en: datetime
) -> None:
    """Its last day has passed. `causa`: fin, no_renueva, sin_aviso, sin_equipos, otro_contrato."""
    expediente.cambia(expediente.contrato, estado=EstadoContrato.VENCIDO, vencido_en=en)
    expediente.anota(CodigoContrato.VENCIDO, por=por, en=en, causa=causa)


def componer_rescision(
    expediente: ExpedienteContrato,
    *,
    parte: str,
    ultimo_dia: date,
    por: Actor,
    en: datetime,
    motivo: str = "",
    todo: bool = False,
) -> None:
    """It ends before its time: units out, and the price of the rest, or `todo`, is owed back."""
    expediente.cambia(
        expediente.contrato,
        estado=EstadoContrato.RESCINDIDO,
        rescindido_en=en,
        fecha_rescision=ultimo_dia,
        rescinde=ParteQueRescinde(parte),
        motivo_rescision=motivo,
        devolver_eur=precio_de(expediente.periodos)
        if todo
        else por_devolver(expediente.periodos, ultimo_dia),
    )
    for fila in expediente.equipos:
        sacar_fila(expediente, fila, ultimo_dia)
    expediente.anota(
        CodigoContrato.RESCINDIDO,
        por=por,
        en=en,
        parte=str(parte),
        ultimo_dia=ultimo_dia.isoformat(),
    )


def sacar_fila(expediente: ExpedienteContrato, fila: EquipoContratado, ultimo_dia: date) -> None:
    """A unit leaves after that day; if it had not come in yet, it never does."""
    if fila.hasta <= ultimo_dia:
        return
    if fila.desde > ultimo_dia:
        expediente.cambia(fila, en_firme=False)
    else:
        expediente.cambia(fila, hasta=ultimo_dia)


def componer_consumo(
    expediente: ExpedienteContrato,
    periodo: PeriodoContrato,
    *,
    equipo_id: int | None,
    referencia: str,
    fecha: date,
    visitas: int,
    minutos: int,
    por: Actor,
    en: datetime,
    anterior: ConsumoContrato | None = None,
) -> ConsumoContrato:
    """What an order used; of one that was counted already, what it uses now."""
    consumo = anterior or ConsumoContrato(referencia=referencia)
    expediente.cambia(
        consumo,
        periodo=periodo,
        equipo_id=equipo_id,
        fecha=fecha,
        visitas=visitas,
        minutos=minutos,
        anotado_en=en,
    )
    if anterior is None:
        expediente.anade(consumo)
    expediente.anota(
        CodigoContrato.CONSUMO,
        por=por,
        en=en,
        filas={"consumo": consumo},
        visitas=visitas,
        minutos=minutos,
    )
    return consumo


def cobertura_por_contrato(
    contrato: ContratoMantenimiento, fila: EquipoContratado
) -> dict[str, Any] | None:
    """The right that a unit has by a contract; None for one of checks only, or not in force."""
    if not contrato.cubre_averias or not fila.en_firme:
        return None
    return {
        "tipo": TipoCobertura.CONTRATO,
        "fecha_inicio": fila.desde,
        "fecha_fin": fila.hasta,
        "paga": QuienPaga.CONTRATO,
        "piezas_pct": contrato.piezas_pct,
        "mano_obra_pct": contrato.mano_obra_pct,
        "desplazamiento_pct": contrato.desplazamiento_pct,
        "contrato": contrato,
        "referencia": referencia_de(contrato, fila.periodo),
    }


def referencia_de(contrato: ContratoMantenimiento, periodo: PeriodoContrato) -> str:
    """What the coverages of a period are found by: CTR-26-000012/1."""
    return f"{contrato.codigo}/{periodo.numero}"


def componer_coberturas(expediente: ExpedienteContrato) -> list[Cobertura]:
    """The coverages that its units have by it, for a bulk load."""
    filas = (
        (fila, cobertura_por_contrato(expediente.contrato, fila)) for fila in expediente.equipos
    )
    return [Cobertura(equipo_id=fila.equipo_id, **campos) for fila, campos in filas if campos]
