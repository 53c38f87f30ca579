"""The arithmetic and the reading of contracts: periods, warnings, what is left, what is owed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Q, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clientes.eventos import CodigoContrato
from clientes.models import (
    AlcanceContrato,
    CanalFirma,
    ConsumoContrato,
    ContratoMantenimiento,
    EquipoContratado,
    EventoContrato,
    PeriodoContrato,
    RenovacionContrato,
)
from normativa.parametros import parametros_vigentes
from normativa.reglas.contratacion import (
    TEXTO_BOTON,
    Aceptacion,
    HechosContratacion,
    ResultadoContratacion,
    Vendido,
    decidir_contratacion,
)
from normativa.reglas.renovacion import PlazosDeRenovacion, plazos_de_renovacion
from nucleo.calendario import sumar_meses
from nucleo.formato import ESPACIO
from nucleo.preparadas import Hueco, Preparada
from nucleo.tiempo import dia_local

if TYPE_CHECKING:
    from clientes.models import Equipo

UN_DIA = timedelta(days=1)
CENTIMO = Decimal("0.01")


# --- Dates, without the database


def fin_de_periodo(inicio: date, meses: int) -> date:
    """The last day of a period of that many months: the one before the same day of the month."""
    return sumar_meses(inicio, meses) - UN_DIA


def periodo_siguiente(inicio: date, fin: date, meses: int, numero: int = 1) -> tuple[date, date]:
    """First and last day of the `numero`-th period after the one that was signed, without gaps.

    Counted from the signed one and not from the last, so that a contract of the 31st does not slip
    to the 28th in February for ever. If its end was agreed otherwise, counted from the day after.
    """
    if fin == fin_de_periodo(inicio, meses):
        desde, hasta = numero * meses, (numero + 1) * meses
        return sumar_meses(inicio, desde), sumar_meses(inicio, hasta) - UN_DIA
    base = fin + UN_DIA
    return (
        sumar_meses(base, (numero - 1) * meses),
        sumar_meses(base, numero * meses) - UN_DIA,
    )


def no_disfrutado(precio_eur: Decimal, desde: date, hasta: date, ultimo: date) -> Decimal:
    """What of the price of a period belongs to the days after `ultimo` (TRLGDCU art. 62.3)."""
    dias = (hasta - desde).days + 1
    quedan = min(max((hasta - ultimo).days, 0), dias)
    return (precio_eur * quedan / dias).quantize(CENTIMO, ROUND_HALF_UP)


def por_devolver(periodos: Sequence[PeriodoContrato], ultimo_dia: date) -> Decimal:
    """What was or will be paid for the days after the last one."""
    partes = (no_disfrutado(p.precio_eur, p.desde, p.hasta, ultimo_dia) for p in periodos)
    return sum(partes, Decimal("0.00"))


def precio_de(periodos: Sequence[PeriodoContrato]) -> Decimal:
    return sum((periodo.precio_eur for periodo in periodos), Decimal("0.00"))


@dataclass(frozen=True)
class Avisos:
    """When each is told that a period ends, and what the law says of it."""

    cliente: date  # on which the customer is told
    personal: date
    plazos: PlazosDeRenovacion

    @property
    def limite_baja(self) -> date:
        return self.plazos.limite_baja

    @property
    def limite_aviso(self) -> date | None:
        return self.plazos.limite_aviso


def avisos_de(contrato: ContratoMantenimiento, hasta: date, *, consumidor: bool) -> Avisos:
    """The dates of the warnings of a period that ends on `hasta`.

    The customer's is never after the day that the law gives, whatever the contract says.
    """
    tacita = contrato.renovacion == RenovacionContrato.TACITA
    plazos = plazos_de_renovacion(
        hasta,
        dias_preaviso=contrato.dias_preaviso,
        consumidor=consumidor and tacita,
        parametros=parametros_vigentes(),
    )
    pactado = hasta - timedelta(days=contrato.dias_aviso_cliente)
    return Avisos(
        cliente=min(pactado, plazos.limite_aviso) if plazos.limite_aviso else pactado,
        personal=hasta - timedelta(days=contrato.dias_aviso_personal),
        plazos=plazos,
    )


# --- Its acceptance


ACEPTACION = {
    CanalFirma.PRESENCIAL: Aceptacion.TIENDA,
    CanalFirma.DOMICILIO: Aceptacion.DOMICILIO,
    CanalFirma.DISTANCIA: Aceptacion.ENLACE,
}


def contratacion_de(contrato: ContratoMantenimiento) -> ResultadoContratacion | None:
    """What its acceptance means by R28: until when it may be withdrawn from. None: unsigned.

    By its link it is accepted with the button that binds; on paper sent back, by its signature.
    """
    if contrato.firmado_en is None:
        return None
    hechos = HechosContratacion(
        aceptacion=ACEPTACION[CanalFirma(contrato.canal_firma)],
        vendido=Vendido.MANTENIMIENTO,
        consumidor=contrato.cliente.es_consumidor,
        aceptado=dia_local(contrato.firmado_en),
        texto_boton=TEXTO_BOTON,
        solicitud_expresa=contrato.pide_empezar,
    )
    return decidir_contratacion(hechos, parametros_vigentes())


def se_devuelve_todo(contrato: ContratoMantenimiento, dia: date) -> bool:
    """Whether, ended that day by its customer, it is a withdrawal for which nothing is owed.

    Who asked us to begin pays the days it was in force (TRLGDCU art. 108.4); who did not, nothing
    (108.5.a).
    """
    contratacion = contratacion_de(contrato)
    hasta = contratacion.desistimiento_hasta if contratacion else None
    return hasta is not None and dia <= hasta and not contrato.pide_empezar


def cambios_de(codigo: str) -> int:
    """How many times a contract has changed: who signs it, signs what they read."""
    suyos = EventoContrato.objects.filter(contrato__codigo=codigo)
    return suyos.filter(codigo=CodigoContrato.CAMBIO).count()


# --- The link of its mails

ENLACE = "contrato"  # the kind


def enlace_de(contrato: ContratoMantenimiento) -> dict[str, Any]:
    """The signed link by which its customer reads it, signs it and puts an end to it."""
    return {
        "tipo": ENLACE,
        "id": contrato.codigo,
        "ruta": settings.RUTA_CONTRATO,
        "args": [contrato.codigo],
    }


def version_de_enlace(codigo: str) -> int:
    """That of the links which open the contract now."""
    filas = ContratoMantenimiento.objects.values_list("enlace_version", flat=True)
    return filas.get(codigo=codigo)


# --- What is left


@dataclass(frozen=True)
class Saldo:
    """What a period includes and what its orders have used. None included: without limit."""

    visitas_incluidas: int | None
    minutos_incluidos: int | None
    visitas: int = 0
    minutos: int = 0

    @property
    def visitas_quedan(self) -> int | None:
        """Negative when more were used than included."""
        return None if self.visitas_incluidas is None else self.visitas_incluidas - self.visitas

    @property
    def minutos_quedan(self) -> int | None:
        return None if self.minutos_incluidos is None else self.minutos_incluidos - self.minutos

    @property
    def se_ha_pasado(self) -> bool:
        return any(n is not None and n < 0 for n in (self.visitas_quedan, self.minutos_quedan))

    @property
    def se_ha_agotado(self) -> bool:
        """Nothing is left of something, and nothing was used beyond it."""
        quedan = (self.visitas_quedan, self.minutos_quedan)
        return not self.se_ha_pasado and any(n == 0 for n in quedan)

    @property
    def visitas_en_palabras(self) -> str:
        """ "1 de 2 visitas", "3 visitas, sin límite"."""
        if self.visitas_incluidas is None:
            return _("%(usadas)s, sin límite") % {"usadas": _visitas(self.visitas)}
        return _("%(usadas)s de %(incluidas)s") % {
            "usadas": self.visitas,
            "incluidas": _visitas(self.visitas_incluidas),
        }

    @property
    def horas_en_palabras(self) -> str:
        """ "1 h 30 min de 4 h"."""
        usadas = horas(self.minutos)
        if self.minutos_incluidos is None:
            return _("%(usadas)s, sin límite") % {"usadas": usadas}
        return _("%(usadas)s de %(incluidas)s") % {
            "usadas": usadas,
            "incluidas": horas(self.minutos_incluidos),
        }

    @property
    def frase(self) -> str:
        """What is left, or by how much it was passed, in one sentence."""
        if self.se_ha_pasado:
            return _("Pasado de lo incluido: %(cuanto)s de más.") % {
                "cuanto": _(" y ").join(_pasado(self))
            }
        quedan, agotado = list(_lo_que_queda(self)), list(_lo_agotado(self))
        if not quedan and not agotado:
            return _("Sin límite de visitas ni de horas.")
        no = _("No quedan %(que)s.") % {"que": _(" ni ").join(agotado)} if agotado else ""
        si = _frase_de_resto(self, quedan)
        return " ".join(filter(None, (no, si)))


def _visitas(n: int) -> str:
    return ngettext("%(n)s visita", "%(n)s visitas", n) % {"n": n}


def horas(minutos: int) -> str:
    """ "40 h", "1 h 30 min": never in days, which are not days of work."""
    enteras, resto = divmod(minutos, 60)
    partes = [f"{enteras}{ESPACIO}h"] if enteras or not resto else []
    if resto:
        partes.append(f"{resto}{ESPACIO}min")
    return ESPACIO.join(partes)


def _pasado(saldo: Saldo) -> Iterable[str]:
    if saldo.visitas_quedan is not None and saldo.visitas_quedan < 0:
        yield _visitas(-saldo.visitas_quedan)
    if saldo.minutos_quedan is not None and saldo.minutos_quedan < 0:
        yield horas(-saldo.minutos_quedan)


def _lo_que_queda(saldo: Saldo) -> Iterable[str]:
    if saldo.visitas_quedan:
        yield _visitas(saldo.visitas_quedan)
    if saldo.minutos_quedan:
        yield horas(saldo.minutos_quedan)


def _lo_agotado(saldo: Saldo) -> Iterable[str]:
    if saldo.visitas_quedan == 0:
        yield _("visitas")
    if saldo.minutos_quedan == 0:
        yield _("horas")


def _frase_de_resto(saldo: Saldo, quedan: Sequence[str]) -> str:
    if not quedan:
        return ""
    una_sola = len(quedan) == 1 and 1 in {saldo.visitas_quedan, (saldo.minutos_quedan or 0) / 60}
    frase = _("Queda %(cuanto)s.") if una_sola else _("Quedan %(cuanto)s.")
    return frase % {"cuanto": _(" y ").join(quedan)}


# --- Reads


def saldos_de(periodos: Sequence[PeriodoContrato]) -> Mapping[int, Saldo]:
    """The balance of each period, by its pk, in one statement."""
    usados = {
        fila["periodo_id"]: fila
        for fila in ConsumoContrato.objects.filter(periodo__in=[p.pk for p in periodos])
        .values("periodo_id")
        .annotate(v=Sum("visitas"), m=Sum("minutos"))
    }
    vacio = {"v": 0, "m": 0}
    return {
        periodo.pk: Saldo(
            periodo.visitas_incluidas,
            periodo.minutos_incluidos,
            usados.get(periodo.pk, vacio)["v"],
            usados.get(periodo.pk, vacio)["m"],
        )
        for periodo in periodos
    }


def ultimos_periodos(
    contratos: Iterable[ContratoMantenimiento],
) -> Mapping[int, PeriodoContrato]:
    """The last period of each contract, by the contract's pk, in one statement."""
    filas = (
        PeriodoContrato.objects.filter(contrato__in=[contrato.pk for contrato in contratos])
        .order_by("contrato", "-numero")
        .distinct("contrato")
    )
    return {periodo.contrato_id: periodo for periodo in filas}


@dataclass(frozen=True)
class ContratoDeEquipo:
    """A contract that a unit has on a day, with its period and what is left of it."""

    fila: EquipoContratado
    saldo: Saldo

    @property
    def contrato(self) -> ContratoMantenimiento:
        return self.fila.contrato

    @property
    def periodo(self) -> PeriodoContrato:
        return self.fila.periodo


DE_EQUIPO = Preparada(
    lambda: (
        EquipoContratado.objects.filter(
            equipo=Hueco("equipo"), en_firme=True, desde__lte=Hueco("dia"), hasta__gte=Hueco("dia")
        )
        .select_related("contrato", "periodo")
        .order_by("pk")
    )
)


def contratos_de_equipo(equipo: Equipo | int, dia: date) -> list[ContratoDeEquipo]:
    """The contracts in force of a unit on that day: two statements, one if it has none."""
    pk = equipo if isinstance(equipo, int) else equipo.pk
    filas = DE_EQUIPO(equipo=pk, dia=dia)
    if not filas:
        return []
    saldos = saldos_de([fila.periodo for fila in filas])
    return [ContratoDeEquipo(fila, saldos[fila.periodo_id]) for fila in filas]


def contratado_para(equipo_pk: int, dia: date, clase: str) -> EquipoContratado | None:
    """The unit in the contract that takes an order of that kind on that day; there is one at most.

    `clase` is PREVENTIVO for a check, CORRECTIVO for a fault.
    """
    return (
        EquipoContratado.objects.filter(
            Q(alcance=clase) | Q(alcance=AlcanceContrato.INTEGRAL),
            equipo=equipo_pk,
            en_firme=True,
            desde__lte=dia,
            hasta__gte=dia,
        )
        .select_related("contrato", "periodo")
        .first()
    )
