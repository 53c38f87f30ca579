"""A contract that binds: signed, renewed by agreement, refused a renewal, ended before its time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from clientes.contratos import avisos_de, cambios_de, se_devuelve_todo
from clientes.eventos import Actor, CodigoContrato
from clientes.models import (
    CanalFirma,
    Cobertura,
    ContratoMantenimiento,
    Equipo,
    EquipoContratado,
    EstadoContrato,
    OrigenPeriodo,
    ParteQueRescinde,
    RenovacionContrato,
)
from clientes.models.contrato import SIN_SOLAPE
from clientes.servicios.coberturas import acortar_cobertura, dar_cobertura
from clientes.servicios.comun import exigir_texto
from clientes.servicios.contratos.composicion import (
    ExpedienteContrato,
    Terminos,
    cobertura_por_contrato,
    componer_firma,
    componer_no_renovacion,
    componer_renovacion,
    componer_rescision,
    los_que_siguen,
    sacar_fila,
)
from clientes.servicios.contratos.correo import confirmar_firma, confirmar_rescision
from clientes.servicios.contratos.guardado import asentar, bloquear_contrato
from clientes.servicios.contratos.revision import (
    de_ese_equipo,
    exigir_que_siga_en_uso,
    exigir_transicion,
    exigir_vigente,
    momento_de,
    nombrar_solapes,
    revisar_terminos,
)
from nucleo.errores import ErrorDeNegocio
from nucleo.tiempo import dia_local, hoy


@transaction.atomic
def firmar_contrato(
    pk: int,
    *,
    por: Actor,
    firmado_por: str,
    canal: str,
    pide_empezar: bool = False,
    leido: int | None = None,
    en: datetime | None = None,
    confirmar: bool = True,
) -> ContratoMantenimiento:
    """The customer signs: it binds, its units get their coverage and the customer a confirmation.

    `pide_empezar`: a consumer who may withdraw asks us to begin before that time is up (art. 98.8).
    `leido`: how many times it had changed (`cambios_de`) when they read it: nobody signs other
    terms than those that they saw.

    Without `confirmar`, what was agreed elsewhere long ago is only brought here: no mail.
    Raises ErrorDeNegocio if it is not a draft, has no units, or one of them has another contract
    for the same in those days.
    """
    expediente = bloquear_contrato(pk)
    contrato = expediente.contrato
    exigir_transicion(contrato, EstadoContrato.VIGENTE)
    if leido is not None and leido != cambios_de(contrato.codigo):
        raise ErrorDeNegocio(
            _("El contrato ha cambiado mientras lo leía: léalo otra vez antes de firmarlo."),
            codigo="cambiado",
        )
    nombre = exigir_texto(firmado_por, _("Escribe el nombre de quien lo firma."), "firmado_por")
    if canal not in CanalFirma.values:
        raise ErrorDeNegocio(_("Di cómo se ha firmado."), campo="canal")
    if not expediente.equipos:
        raise ErrorDeNegocio(_("Añade al menos un equipo antes de firmarlo."), campo="equipos")
    cuando = momento_de(en)
    _exigir_que_sigan_siendo_suyos(expediente, dia_local(cuando))
    componer_firma(
        expediente,
        firmado_por=nombre[:120],
        canal=canal,
        pide_empezar=pide_empezar,
        por=por,
        en=cuando,
    )
    _asentar_sin_solapes(expediente, expediente.equipos)
    _dar_coberturas(expediente, expediente.equipos, por=por, en=en)
    if confirmar:
        confirmar_firma(expediente)
    return contrato


@transaction.atomic
def renovar_contrato(
    pk: int, *, por: Actor, terminos: Terminos | None = None, en: datetime | None = None
) -> ContratoMantenimiento:
    """A renewal that both agree: the next period, with the same terms or with others."""
    expediente = bloquear_contrato(pk)
    exigir_vigente(expediente.contrato)
    if expediente.ultimo.desde > hoy():
        raise ErrorDeNegocio(
            _("Ya está renovado hasta el %(dia)s.")
            % {"dia": f"{expediente.ultimo.hasta:%d/%m/%Y}"},
            codigo="transicion",
        )
    if not los_que_siguen(expediente):
        raise ErrorDeNegocio(
            _("Ninguno de sus equipos sigue siendo del cliente y en uso: añade otro antes."),
            codigo="transicion",
        )
    if terminos is not None:
        revisar_terminos(terminos)
    renovar(expediente, origen=OrigenPeriodo.EXPRESA, por=por, en=momento_de(en), terminos=terminos)
    return expediente.contrato


def renovar(
    expediente: ExpedienteContrato,
    *,
    origen: str,
    por: Actor,
    en: datetime,
    terminos: Terminos | None = None,
) -> None:
    """Compose and save the next period of a locked contract, with the coverages of its units."""
    if expediente.contrato.no_renueva_en is not None:  # they have changed their mind
        expediente.cambia(expediente.contrato, no_renueva_en=None)
    periodo = componer_renovacion(expediente, origen=origen, por=por, en=en, terminos=terminos)
    nuevas = [fila for fila in expediente.equipos if fila.periodo is periodo]
    _asentar_sin_solapes(expediente, nuevas)
    _dar_coberturas(expediente, nuevas, por=por, en=en)


@transaction.atomic
def no_renovar_contrato(
    pk: int, *, por: Actor, parte: str, en: datetime | None = None
) -> ContratoMantenimiento:
    """Somebody says, in time, that it is not going to be renewed: it ends on its last day.

    A consumer may say it until the end (TRLGDCU art. 62.3); a company, in the time agreed.
    """
    expediente = bloquear_contrato(pk)
    contrato = expediente.contrato
    exigir_vigente(contrato)
    if contrato.renovacion != RenovacionContrato.TACITA:
        raise ErrorDeNegocio(
            _("%(codigo)s no se renueva: acaba en su fecha.") % {"codigo": contrato.codigo},
            codigo="transicion",
        )
    if contrato.no_renueva_en is not None:
        raise ErrorDeNegocio(_("Ya consta que no se renueva."), codigo="transicion")
    _exigir_parte(parte)
    cuando = momento_de(en)
    _exigir_a_tiempo(contrato, parte, dia_local(cuando))
    componer_no_renovacion(expediente, parte=parte, por=por, en=cuando)
    asentar(expediente)
    return contrato


@transaction.atomic
def volver_a_renovar(pk: int, *, por: Actor, en: datetime | None = None) -> ContratoMantenimiento:
    """It had been said that it is not renewed, and it was a mistake or they think better of it."""
    expediente = bloquear_contrato(pk)
    exigir_vigente(expediente.contrato)
    if expediente.contrato.no_renueva_en is None:
        raise ErrorDeNegocio(_("No consta que no se renueve."), codigo="transicion")
    expediente.cambia(expediente.contrato, no_renueva_en=None)
    expediente.anota(CodigoContrato.CAMBIO, por=por, en=momento_de(en), campos=["no_renueva_en"])
    asentar(expediente)
    return expediente.contrato


@transaction.atomic
def rescindir_contrato(
    pk: int,
    *,
    por: Actor,
    parte: str,
    ultimo_dia: date | None = None,
    motivo: str = "",
    en: datetime | None = None,
) -> ContratoMantenimiento:
    """It ends before its time, on `ultimo_dia` (default, today).

    A customer gives no reason and pays nothing for it; what was paid for the days that are left is
    owed back (TRLGDCU art. 62.3), and all of it while they may withdraw without having asked us to
    begin (art. 108.5). We have to say why. Its coverages end that day.
    """
    expediente = bloquear_contrato(pk)
    contrato = expediente.contrato
    exigir_transicion(contrato, EstadoContrato.RESCINDIDO)
    _exigir_parte(parte)
    if parte == ParteQueRescinde.EMPRESA:
        exigir_texto(motivo, _("Si lo rescindimos nosotros, hay que decir por qué."), "motivo")
    ultimo = ultimo_dia or hoy()
    _exigir_dia_de_fin(contrato, ultimo)
    cuando = momento_de(en)
    componer_rescision(
        expediente,
        parte=parte,
        ultimo_dia=ultimo,
        motivo=motivo.strip()[:300],
        todo=parte == ParteQueRescinde.CLIENTE and se_devuelve_todo(contrato, dia_local(cuando)),
        por=por,
        en=cuando,
    )
    asentar(expediente)
    _acortar_coberturas(contrato.coberturas.vigentes(), ultimo, por=por, en=en)
    confirmar_rescision(contrato)
    return contrato


@transaction.atomic
def meter_equipo(
    pk: int, *, por: Actor, equipo: Equipo, desde: date | None = None, en: datetime | None = None
) -> EquipoContratado:
    """Another unit comes into a contract in force, until the end of its period."""
    expediente = bloquear_contrato(pk)
    contrato = expediente.contrato
    exigir_vigente(contrato)
    # As it is under the lock: meanwhile it may have been sold or thrown away.
    equipo = Equipo.objects.select_related("producto", "cliente").get(pk=equipo.pk)
    if not equipo.lo_tiene(contrato.cliente):
        raise ErrorDeNegocio(
            _("%(equipo)s no es de %(cliente)s.") % {"equipo": equipo, "cliente": contrato.cliente},
            campo="equipo",
        )
    dia = desde or max(hoy(), contrato.fecha_inicio)
    exigir_que_siga_en_uso(equipo, max(dia, hoy()), "equipo")
    periodo = expediente.periodo_de(dia)
    if periodo is None:
        raise ErrorDeNegocio(_("Ese día está fuera de las fechas del contrato."), campo="desde")
    if de_ese_equipo((f for f in expediente.equipos if f.hasta >= dia), equipo):
        raise ErrorDeNegocio(_("Ese equipo ya está en el contrato."), campo="equipo")
    fila = EquipoContratado(
        contrato=contrato,
        periodo=periodo,
        equipo=equipo,
        alcance=contrato.alcance,
        desde=dia,
        hasta=periodo.hasta,
        en_firme=True,
    )
    expediente.anade(fila)
    expediente.anota(
        CodigoContrato.CAMBIO, por=por, en=momento_de(en), campos=["equipos"], equipo=equipo.pk
    )
    _asentar_sin_solapes(expediente, [fila], campo="equipo")
    _dar_coberturas(expediente, [fila], por=por, en=en)
    return fila


@transaction.atomic
def sacar_equipo(
    pk: int,
    *,
    por: Actor,
    equipo: Equipo,
    ultimo_dia: date | None = None,
    en: datetime | None = None,
) -> ContratoMantenimiento:
    """A unit leaves a contract in force (sold, thrown away); its coverage ends that day."""
    expediente = bloquear_contrato(pk)
    contrato = expediente.contrato
    exigir_vigente(contrato)
    ultimo = ultimo_dia or hoy()
    filas = [f for f in de_ese_equipo(expediente.equipos, equipo) if f.hasta > ultimo]
    if not filas:
        raise ErrorDeNegocio(
            _("%(equipo)s no está en el contrato después de ese día.") % {"equipo": equipo},
            campo="ultimo_dia",
        )
    for fila in filas:
        sacar_fila(expediente, fila, ultimo)
    expediente.anota(
        CodigoContrato.CAMBIO, por=por, en=momento_de(en), campos=["equipos"], equipo=equipo.pk
    )
    asentar(expediente)
    suyas = contrato.coberturas.vigentes().filter(equipo=equipo)
    _acortar_coberturas(suyas, ultimo, por=por, en=en)
    return contrato


# --- What they share


def _asentar_sin_solapes(
    expediente: ExpedienteContrato, filas: Iterable[EquipoContratado], campo: str = "equipos"
) -> None:
    """Save it; if the database refuses an overlap, say with which contract."""
    try:
        asentar(expediente)
    except ErrorDeNegocio as error:
        if error.codigo != SIN_SOLAPE:
            raise
        mejor = nombrar_solapes(error, expediente.contrato, filas)
        mejor.campo = campo
        raise mejor from error


def _dar_coberturas(
    expediente: ExpedienteContrato,
    filas: Iterable[EquipoContratado],
    *,
    por: Actor,
    en: datetime | None,
) -> None:
    for fila in sorted(filas, key=lambda fila: fila.equipo_id):
        campos = cobertura_por_contrato(expediente.contrato, fila)
        if campos is not None:
            dar_cobertura(fila.equipo_id, por=por, en=en, **campos)


def _acortar_coberturas(
    coberturas: Iterable[Cobertura], ultimo: date, *, por: Actor, en: datetime | None
) -> None:
    for cobertura in sorted(coberturas, key=lambda c: (c.equipo_id, c.pk)):
        acortar_cobertura(
            cobertura.pk, por=por, fecha_fin=ultimo, motivo=_("Fin del contrato."), en=en
        )


def _exigir_que_sigan_siendo_suyos(expediente: ExpedienteContrato, dia: date) -> None:
    """Since the draft was written, its units may have been sold or thrown away."""
    cliente = expediente.contrato.cliente
    for fila in expediente.equipos:
        if not fila.equipo.lo_tiene(cliente):
            raise ErrorDeNegocio(
                _("%(equipo)s ya no es de %(cliente)s: quítalo del contrato.")
                % {"equipo": fila.equipo, "cliente": cliente},
                campo="equipos",
            )
        exigir_que_siga_en_uso(fila.equipo, max(fila.desde, dia))


def _exigir_parte(parte: str) -> None:
    if parte not in ParteQueRescinde.values:
        raise ErrorDeNegocio(_("Di quién lo pide."), campo="parte")


def _exigir_a_tiempo(contrato: ContratoMantenimiento, parte: str, dia: date) -> None:
    limite = avisos_de(contrato, contrato.fecha_fin, consumidor=False).limite_baja
    if parte == ParteQueRescinde.CLIENTE and contrato.cliente.es_consumidor:
        limite = contrato.fecha_fin
    if dia > limite:
        raise ErrorDeNegocio(
            _("El plazo para decir que no se renueva acabó el %(dia)s.")
            % {"dia": f"{limite:%d/%m/%Y}"},
            codigo="fuera_de_plazo",
        )


def _exigir_dia_de_fin(contrato: ContratoMantenimiento, ultimo: date) -> None:
    """Between its signature and its end: before it, nothing bound; after it, it has ended."""
    if ultimo >= contrato.fecha_fin:
        raise ErrorDeNegocio(
            _("El contrato ya acaba el %(dia)s: no hace falta rescindirlo.")
            % {"dia": f"{contrato.fecha_fin:%d/%m/%Y}"},
            campo="ultimo_dia",
        )
    firmado = dia_local(contrato.firmado_en) if contrato.firmado_en else contrato.fecha_inicio
    primero = min(firmado, contrato.fecha_inicio) - timedelta(days=1)
    if ultimo < primero:
        raise ErrorDeNegocio(
            _("Ese día no había contrato: se firmó el %(dia)s.") % {"dia": f"{firmado:%d/%m/%Y}"},
            campo="ultimo_dia",
        )
