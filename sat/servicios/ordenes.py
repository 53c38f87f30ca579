"""Decisions on an order as a whole. Each function is one transaction."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clientes.aprobaciones import juzgar_aprobacion
from clientes.eventos import Actor
from clientes.models import Contacto, Equipo, QuienPaga, Sede
from incidencias.models import Encargo, Incidencia
from incidencias.models import Estado as EstadoIncidencia
from incidencias.veredictos import es_remedio_legal, lo_paga_otro, quien_paga_al_final
from nucleo.codigos import siguiente_codigo
from nucleo.errores import ErrorDeNegocio
from nucleo.exigencias import exigir_texto, momento
from nucleo.palabras import decir
from nucleo.tiempo import dia_local
from sat.estados import exigir_transicion
from sat.models import (
    Estado,
    Mandante,
    OrdenTrabajo,
    SatExterno,
    TipoMandante,
)
from sat.servicios import composicion
from sat.servicios.composicion import ExpedienteOrden, NuevaOrden
from sat.servicios.comun import asentar, bloquear
from sat.servicios.contratos import descontar_del_contrato, la_incluye_un_contrato
from sat.servicios.garantia import (
    terminar_suspension,
    tras_entregar,
    tras_reabrir,
    tras_recibir,
)
from sat.servicios.repuestos import exigir_dia_por_venir

# A case in these states is over: nothing new is undertaken for it.
CASO_ACABADO = frozenset(
    {EstadoIncidencia.CERRADA, EstadoIncidencia.ANULADA, EstadoIncidencia.FUSIONADA}
)


@transaction.atomic
def abrir_orden(datos: NuevaOrden, *, por: Actor, en: datetime | None = None) -> OrdenTrabajo:
    """Open an order, for a case or without one.

    Locks the case before it looks at its state. Raises ErrorDeNegocio if the case is over, if
    something belongs to another customer, or if the mandante wants its reference and has none.
    """
    incidencia = datos.incidencia
    if incidencia is not None:
        incidencia = Incidencia.objects.select_for_update().get(pk=incidencia.pk)
        _exigir_caso_vivo(incidencia)
    _exigir_del_cliente(datos)
    cuando = momento(en, desde=incidencia.ocurrida_en if incidencia else None)
    datos = completar(_con_su_contrato(datos, dia_local(cuando)))
    expediente = composicion.componer_apertura(
        datos,
        codigo=siguiente_codigo("OT", cuando),
        por=por,
        en=cuando,
        registrada_en=timezone.now(),
    )
    asentar(expediente)
    return expediente.orden


def _exigir_caso_vivo(incidencia: Incidencia) -> None:
    if incidencia.estado in CASO_ACABADO:
        raise ErrorDeNegocio(
            _("%(codigo)s está %(estado)s: no admite órdenes nuevas. Reábrala antes.")
            % {"codigo": incidencia.codigo, "estado": incidencia.get_estado_display().lower()},
            codigo="caso_acabado",
        )


def _exigir_del_cliente(datos: NuevaOrden) -> None:
    """Everything an order names belongs to its customer; the unit may be one they only use."""
    cliente = datos.cliente
    partes = {"incidencia": datos.incidencia, "sede": datos.sede, "contacto": datos.contacto}
    ajenas: dict[str, Incidencia | Sede | Contacto | Equipo] = {
        campo: objeto
        for campo, objeto in partes.items()
        if objeto is not None and not cliente.es_suyo(objeto)
    }
    if datos.equipo is not None and not datos.equipo.lo_tiene(cliente):
        ajenas["equipo"] = datos.equipo
    for campo, objeto in ajenas.items():
        raise ErrorDeNegocio(
            _("%(cosa)s no es de %(cliente)s.") % {"cosa": objeto, "cliente": cliente},
            campo=campo,
            codigo="de_otro_cliente",
        )


def completar(datos: NuevaOrden) -> NuevaOrden:
    """Fill in what the case and the mandante say when the order does not."""
    mandante = datos.mandante
    if mandante.exige_referencia and not datos.mandante_referencia.strip():
        raise ErrorDeNegocio(
            _("%(mandante)s exige su número de expediente.") % {"mandante": mandante},
            campo="mandante_referencia",
        )
    limite = datos.limite_autorizado_eur
    if limite is None:
        limite = _limite_del_encargo(datos)
    return replace(
        datos,
        limite_autorizado_eur=mandante.limite_autorizado_eur if limite is None else limite,
        paga=datos.paga or _quien_paga(datos),
        sintoma=datos.sintoma or (datos.incidencia.asunto if datos.incidencia else ""),
    )


def _limite_del_encargo(datos: NuevaOrden) -> Decimal | None:
    """What whoever sends this very job authorised for it."""
    encargo = encargo_de(datos.incidencia) if datos.incidencia else None
    if encargo is None or encargo.principal.casefold() != datos.mandante.nombre.casefold():
        return None
    return encargo.limite_eur


def _con_su_contrato(datos: NuevaOrden, dia: date) -> NuevaOrden:
    """A check that the contract of its unit includes is paid by it, unless another was said."""
    propia = datos.mandante.tipo in {TipoMandante.CLIENTE, TipoMandante.EMPRESA}
    if datos.paga or not propia or not la_incluye_un_contrato(datos.tipo, datos.equipo, dia):
        return datos
    return replace(datos, paga=QuienPaga.CONTRATO)


def _quien_paga(datos: NuevaOrden) -> str:
    """Whoever the mandante is; for our own account, whoever the frozen verdict says."""
    de_mandante = {
        TipoMandante.CLIENTE: QuienPaga.CLIENTE,
        TipoMandante.MARCA: QuienPaga.FABRICANTE,
        TipoMandante.ASEGURADORA: QuienPaga.ASEGURADORA,
    }
    tipo = TipoMandante(datos.mandante.tipo)
    if tipo in de_mandante:
        return de_mandante[tipo]
    paga = quien_paga_al_final(datos.incidencia.veredicto) if datos.incidencia else ""
    return paga if paga in QuienPaga.values else QuienPaga.NOSOTROS


def mandante_propuesto(incidencia: Incidencia) -> Mandante:
    """Who should send the order of a case: whoever sent it to us as a job, if we have them; our
    company when the unit is covered or it is goodwill; else the customer.
    """
    encargo = encargo_de(incidencia)
    de_quien = _mandante_de(encargo) if encargo else None
    if de_quien is not None:
        return de_quien
    tipo = TipoMandante.EMPRESA if lo_paga_otro(incidencia.veredicto) else TipoMandante.CLIENTE
    return Mandante.objects.get(tipo=tipo)


def encargo_de(incidencia: Incidencia) -> Encargo | None:
    """The job that the case is, with its reference and its limit."""
    return Encargo.objects.filter(incidencia=incidencia).first()


def _mandante_de(encargo: Encargo) -> Mandante | None:
    return Mandante.objects.filter(nombre__iexact=encargo.principal, activo=True).first()


def es_garantia_legal_propuesta(incidencia: Incidencia) -> bool:
    """Whether the frozen verdict makes its repair a remedy that the seller owes."""
    return es_remedio_legal(incidencia.veredicto)


@transaction.atomic
def encargar_orden(
    pk: int, *, por: Actor, sat_externo: SatExterno | None, en: datetime | None = None
) -> OrdenTrabajo:
    """Give the order to an external SAT, or take it back with None."""
    expediente = bloquear(pk)
    _exigir_abierta(expediente.orden)
    if expediente.citas or expediente.en_curso:
        raise ErrorDeNegocio(
            _("%(codigo)s ya tiene cita: anúlela antes de encargarla a otro.")
            % {"codigo": expediente.orden.codigo}
        )
    cuando = momento(en, desde=expediente.orden.ocurrida_en)
    composicion.componer_encargo(expediente, sat_externo=sat_externo, por=por, en=cuando)
    asentar(expediente)
    return expediente.orden


@transaction.atomic
def recibir_equipo(pk: int, *, por: Actor, en: datetime | None = None) -> OrdenTrabajo:
    """The unit comes into our hands: under the legal guarantee, its terms stop (TRLGDCU 122.1)."""
    expediente = bloquear(pk)
    orden = expediente.orden
    _exigir_abierta(orden)
    if orden.recibido_en is not None:
        raise ErrorDeNegocio(
            decir(_("[El equipo] de %(codigo)s ya está aquí.")) % {"codigo": orden.codigo}
        )
    cuando = momento(en, desde=orden.ocurrida_en)
    composicion.componer_recepcion(expediente, por=por, en=cuando)
    asentar(expediente)
    tras_recibir(orden, en=cuando, por=por)
    return orden


@transaction.atomic
def diagnosticar_orden(
    pk: int, *, por: Actor, diagnostico: str, en: datetime | None = None
) -> OrdenTrabajo:
    """Say what is wrong, before or between visits."""
    expediente = bloquear(pk)
    exigir_transicion(expediente.orden, Estado.DIAGNOSTICADA)
    _exigir_sin_intervencion(expediente)
    texto = exigir_texto(diagnostico, _("Escriba el diagnóstico."), campo="diagnostico")
    cuando = momento(en, desde=expediente.orden.ocurrida_en)
    composicion.componer_diagnostico(expediente, diagnostico=texto, por=por, en=cuando)
    asentar(expediente)
    return expediente.orden


def _exigir_aprobacion(orden: OrdenTrabajo, importe_eur: Decimal) -> None:
    contacto = orden.contacto
    if contacto is None or orden.mandante.tipo != TipoMandante.CLIENTE:
        return
    juicio = juzgar_aprobacion(contacto, importe_eur, orden.mandante_referencia)
    if not juicio.vale:
        raise ErrorDeNegocio(juicio.frase, campo="limite_eur", codigo="aprobacion")


@transaction.atomic
def autorizar_limite(
    pk: int, *, por: Actor, limite_eur: Decimal | None, en: datetime | None = None
) -> OrdenTrabajo:
    """Change what the mandante authorises to spend on this order; None is no limit.

    When the mandante is the customer, their contact says so up to what their company lets them.
    """
    expediente = bloquear(pk)
    _exigir_abierta(expediente.orden)
    if limite_eur is not None:
        _exigir_aprobacion(expediente.orden, limite_eur)
    cuando = momento(en, desde=expediente.orden.ocurrida_en)
    composicion.componer_autorizacion(expediente, limite_eur=limite_eur, por=por, en=cuando)
    asentar(expediente)
    return expediente.orden


@transaction.atomic
def esperar_repuesto(
    pk: int, *, por: Actor, llega_el: date | None = None, en: datetime | None = None
) -> OrdenTrabajo:
    """Nothing can be done until a part arrives, on a day that may be known."""
    expediente = bloquear(pk)
    exigir_transicion(expediente.orden, Estado.ESPERANDO_REPUESTO)
    _exigir_sin_intervencion(expediente)
    cuando = momento(en, desde=expediente.orden.ocurrida_en)
    composicion.componer_espera(expediente, por=por, en=cuando)
    if llega_el is not None:
        exigir_dia_por_venir(llega_el, en=cuando)
        composicion.componer_fecha_de_repuesto(expediente, llega_el=llega_el, por=por, en=cuando)
    asentar(expediente)
    return expediente.orden


@transaction.atomic
def entregar_orden(pk: int, *, por: Actor, en: datetime | None = None) -> OrdenTrabajo:
    """The customer has the unit back: the terms of its guarantee run again (TRLGDCU 122.2)."""
    expediente = bloquear(pk)
    orden = expediente.orden
    exigir_transicion(orden, Estado.ENTREGADA)
    cuando = momento(en, desde=orden.terminada_en or orden.ocurrida_en)
    composicion.componer_entrega(expediente, por=por, en=cuando)
    asentar(expediente)
    tras_entregar(orden, en=cuando, por=por)
    return orden


@transaction.atomic
def liquidar_orden(
    pk: int,
    *,
    por: Actor,
    mano_obra_eur: Decimal,
    desplazamiento_eur: Decimal,
    en: datetime | None = None,
) -> OrdenTrabajo:
    """Its billable lines are complete and go to the ERP. We never issue invoices.

    Raises ErrorDeNegocio for a travel charge when nobody was there (RD 58/1988 art. 5.4).
    """
    expediente = bloquear(pk)
    orden = expediente.orden
    exigir_transicion(orden, Estado.LIQUIDADA)
    _exigir_devuelto(orden)
    if desplazamiento_eur and not orden.visitas and orden.paga == QuienPaga.CLIENTE:
        raise ErrorDeNegocio(
            _("Sin visita no se cobra desplazamiento al cliente (RD 58/1988, art. 5.4)."),
            campo="desplazamiento_eur",
        )
    composicion.componer_liquidacion(
        expediente,
        mano_obra_eur=mano_obra_eur,
        desplazamiento_eur=desplazamiento_eur,
        por=por,
        en=momento(en, desde=orden.entregada_en or orden.terminada_en),
    )
    asentar(expediente)
    return orden


@transaction.atomic
def reabrir_orden(pk: int, *, por: Actor, en: datetime | None = None) -> OrdenTrabajo:
    """It was not finished after all: back to work on it."""
    expediente = bloquear(pk)
    orden = expediente.orden
    if orden.estado not in {Estado.TERMINADA, Estado.ENTREGADA}:
        raise ErrorDeNegocio(
            _("%(codigo)s no está terminada: no hay nada que reabrir.") % {"codigo": orden.codigo},
            codigo="transicion",
        )
    cuando = momento(en, desde=orden.entregada_en or orden.terminada_en)
    composicion.componer_reapertura(expediente, por=por, en=cuando)
    asentar(expediente)
    tras_reabrir(orden, en=cuando, por=por)
    return orden


@transaction.atomic
def anular_orden(pk: int, *, por: Actor, motivo: str, en: datetime | None = None) -> OrdenTrabajo:
    """It will not be done; its appointments go with it and the customer is told of each."""
    from sat.servicios.avisos import avisar_cita_anulada

    expediente = bloquear(pk)
    orden = expediente.orden
    exigir_transicion(orden, Estado.ANULADA)
    _exigir_sin_intervencion(expediente)
    texto = exigir_texto(motivo, _("Para anular una orden hay que decir por qué."), campo="motivo")
    citas = list(expediente.citas)
    cuando = momento(en, desde=orden.ocurrida_en)
    composicion.componer_anulacion(expediente, motivo=texto[:300], por=por, en=cuando)
    asentar(expediente)
    descontar_del_contrato(orden, por=por, en=cuando)
    terminar_suspension(orden, hasta=cuando, por=por)
    for cita in citas:
        avisar_cita_anulada(orden, cita)
    return orden


def _exigir_abierta(orden: OrdenTrabajo) -> None:
    if not orden.esta_abierta:
        raise ErrorDeNegocio(
            _("%(codigo)s está %(estado)s y ya no se puede cambiar.")
            % {"codigo": orden.codigo, "estado": orden.get_estado_display().lower()},
            codigo="transicion",
        )


def _exigir_devuelto(orden: OrdenTrabajo) -> None:
    """What is settled changes no more: its unit would stay here, with its terms stopped."""
    if orden.recibido_en is not None and orden.estado != Estado.ENTREGADA:
        raise ErrorDeNegocio(
            decir(_("[El equipo] de %(codigo)s sigue aquí: entréguelo antes de liquidar."))
            % {"codigo": orden.codigo},
            codigo="equipo_sin_entregar",
        )


def _exigir_sin_intervencion(expediente: ExpedienteOrden) -> None:
    for intervencion in expediente.en_curso:
        raise ErrorDeNegocio(
            _("%(tecnico)s está trabajando en %(codigo)s: espere a que termine.")
            % {"tecnico": intervencion.tecnico, "codigo": expediente.orden.codigo},
            codigo="intervencion_en_curso",
        )
