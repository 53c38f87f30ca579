"""The session at the machine, from the first minute to the signature. One transaction each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from clientes.eventos import Actor, usuario_de
from nucleo.errores import ErrorDeNegocio
from nucleo.exigencias import exigir_texto, momento
from nucleo.formato import euros_es
from nucleo.models import Archivo
from sat.documentos.parte import Conformidad
from sat.estados import exigir_transicion
from sat.eventos import Codigo
from sat.models import (
    Cita,
    ClasePunto,
    Estado,
    FotoIntervencion,
    Intervencion,
    ModoFirma,
    MomentoFoto,
    MotivoSinFirma,
    NotaOrden,
    OrdenTrabajo,
    ParteTrabajo,
    PlantillaChecklist,
    PuntoChecklist,
    Repuesto,
    RepuestoUsado,
    RespuestaChecklist,
    ResultadoVisita,
    Tecnico,
)
from sat.servicios import composicion
from sat.servicios.composicion import ExpedienteOrden
from sat.servicios.comun import asentar, bloquear
from sat.servicios.contratos import descontar_del_contrato
from sat.servicios.garantia import tras_la_visita
from sat.servicios.partes import emitir_parte

Valor = bool | Decimal | str


@dataclass(frozen=True)
class FinDeVisita:
    """What is needed to end a session."""

    resultado: str
    trabajo: str = ""
    diagnostico: str = ""
    firma: Conformidad = field(default_factory=Conformidad)


@transaction.atomic
def iniciar_intervencion(
    orden_pk: int,
    *,
    por: Actor,
    tecnico: Tecnico | None = None,
    cita: Cita | None = None,
    en: datetime | None = None,
) -> Intervencion:
    """Start working on an order. Without `tecnico`, whoever acts; without `cita`, their next one.

    Raises ErrorDeNegocio if the state does not allow it or the técnico is at work elsewhere.
    """
    expediente = bloquear(orden_pk)
    orden = expediente.orden
    quien = tecnico or tecnico_de(por)
    if orden.estado != Estado.EN_CURSO:
        exigir_transicion(orden, Estado.EN_CURSO)
    if orden.estado in {Estado.TERMINADA, Estado.ENTREGADA}:
        raise ErrorDeNegocio(
            _("%(codigo)s está terminada: reábrala antes.") % {"codigo": orden.codigo},
            codigo="transicion",
        )
    cuando = momento(en, desde=orden.ocurrida_en)
    _exigir_libre(quien)
    intervencion = composicion.componer_inicio(
        expediente,
        tecnico=quien,
        cita=_cita_de(expediente, quien, cita),
        plantilla=plantilla_para(orden),
        por=por,
        en=cuando,
        registrada_en=timezone.now(),
    )
    asentar(expediente)
    return intervencion


def tecnico_de(por: Actor) -> Tecnico:
    usuario = usuario_de(por)
    tecnico = Tecnico.objects.activos().filter(usuario=usuario).first() if usuario else None
    if tecnico is None:
        raise ErrorDeNegocio(_("Diga qué técnico hace el trabajo."), campo="tecnico")
    return tecnico


def _exigir_libre(tecnico: Tecnico) -> None:
    """A kinder sentence than the constraint's, which is what really decides."""
    otra = Intervencion.objects.en_curso().filter(tecnico=tecnico).select_related("orden").first()
    if otra is not None:
        raise ErrorDeNegocio(
            _("%(tecnico)s tiene una intervención sin terminar en %(codigo)s.")
            % {"tecnico": tecnico, "codigo": otra.orden.codigo},
            codigo="intervencion_en_curso",
        )


def _cita_de(expediente: ExpedienteOrden, tecnico: Tecnico, pedida: Cita | None) -> Cita | None:
    """The living appointment this session keeps: the one asked for, or the técnico's first."""
    suyas = [c for c in expediente.citas if c.tecnico_id == tecnico.pk]
    if pedida is None:
        return min(suyas, key=lambda c: c.empieza_en, default=None)
    for cita in suyas:
        if cita.pk == pedida.pk:
            return cita
    raise ErrorDeNegocio(
        _("Esa cita no es de %(tecnico)s o ya no está en pie.") % {"tecnico": tecnico},
        campo="cita",
    )


def plantilla_para(orden: OrdenTrabajo) -> PlantillaChecklist | None:
    """The active checklist that fits best: by kind and family, by family, by kind, general."""
    familia = orden.equipo.producto.familia if orden.equipo else ""
    candidatas = PlantillaChecklist.objects.filter(
        Q(tipo=orden.tipo) | Q(tipo=""), Q(familia=familia) | Q(familia=""), activa=True
    )
    return max(candidatas, key=lambda p: (bool(p.familia), bool(p.tipo)), default=None)


@transaction.atomic
def rellenar_checklist(
    intervencion_pk: int,
    *,
    por: Actor,
    respuestas: Mapping[int, Valor | None],
    en: datetime | None = None,
) -> int:
    """Write the answers (point id → value); None takes one back. Returns how many stand.

    Raises ErrorDeNegocio, with the point as `campo` (`punto_<id>`), for a value of another class.
    """
    expediente, intervencion = _abierta(intervencion_pk)
    cuando = momento(en, desde=intervencion.iniciada_en)
    puntos = PuntoChecklist.objects.filter(plantilla_id=intervencion.plantilla_id).in_bulk(
        list(respuestas)
    )
    for pk, valor in respuestas.items():
        if pk not in puntos:
            raise ErrorDeNegocio(_("Ese punto no es de esta lista."), campo=f"punto_{pk}")
        if valor is not None and valor != "":
            _exigir_clase(puntos[pk], valor)
    RespuestaChecklist.objects.filter(intervencion=intervencion, punto__in=list(puntos)).delete()
    for pk, valor in respuestas.items():
        if valor is not None and valor != "":
            composicion.componer_respuesta(expediente, intervencion, puntos[pk], valor, en=cuando)
    composicion.componer_comprobacion(
        expediente, intervencion, puntos=len(expediente.filas), por=por, en=cuando
    )
    asentar(expediente)
    return RespuestaChecklist.objects.filter(intervencion=intervencion).count()


def _exigir_clase(punto: PuntoChecklist, valor: Valor) -> None:
    clases: dict[str, type | tuple[type, ...]] = {
        ClasePunto.SI_NO: bool,
        ClasePunto.NUMERO: Decimal,
        ClasePunto.TEXTO: str,
    }
    if not isinstance(valor, clases[punto.clase]):
        raise ErrorDeNegocio(
            _("La respuesta a «%(punto)s» no es de la clase que pide.") % {"punto": punto},
            campo=f"punto_{punto.pk}",
        )


@transaction.atomic
def usar_repuesto(
    intervencion_pk: int,
    *,
    por: Actor,
    cantidad: Decimal,
    repuesto: Repuesto | None = None,
    descripcion: str = "",
    precio_eur: Decimal | None = None,
    en: datetime | None = None,
) -> RepuestoUsado:
    """Put a part into the unit: of the catalogue, or described by hand.

    Raises ErrorDeNegocio if the parts would pass what the mandante authorised for the order.
    """
    expediente, intervencion = _abierta(intervencion_pk)
    if repuesto is None:
        descripcion = exigir_texto(
            descripcion, _("Elija un repuesto o descríbalo."), campo="descripcion"
        )
    usado = composicion.componer_repuesto(
        expediente,
        intervencion,
        repuesto=repuesto,
        descripcion=descripcion,
        cantidad=cantidad,
        precio_eur=precio_eur,
        por=por,
        en=momento(en, desde=intervencion.iniciada_en),
    )
    _exigir_limite(expediente.orden, usado)
    asentar(expediente)
    return usado


def _exigir_limite(orden: OrdenTrabajo, nuevo: RepuestoUsado) -> None:
    if orden.limite_autorizado_eur is None:
        return
    anteriores = RepuestoUsado.objects.filter(intervencion__orden=orden)
    total = sum((uso.importe_eur for uso in anteriores), nuevo.importe_eur)
    if total > orden.limite_autorizado_eur:
        raise ErrorDeNegocio(
            _(
                "Los repuestos sumarían %(total)s y %(mandante)s autoriza %(limite)s. "
                "Pida que amplíen el límite."
            )
            % {
                "total": euros_es(total),
                "mandante": orden.mandante,
                "limite": euros_es(orden.limite_autorizado_eur),
            },
            campo="cantidad",
            codigo="limite_autorizado",
        )


@transaction.atomic
def quitar_repuesto(usado_pk: int, *, por: Actor, en: datetime | None = None) -> None:
    """Take back a part that was noted by mistake, while the session is open."""
    usado = RepuestoUsado.objects.get(pk=usado_pk)
    expediente, intervencion = _abierta(usado.intervencion_id)
    expediente.suceso(
        Codigo.REPUESTO_QUITADO,
        por=por,
        en=momento(en, desde=intervencion.iniciada_en),
        filas={"intervencion": intervencion},
    )
    usado.delete()
    asentar(expediente)


@transaction.atomic
def anadir_foto(
    intervencion_pk: int,
    *,
    por: Actor,
    archivo: Archivo,
    momento_foto: str = MomentoFoto.DURANTE,
    pie: str = "",
    en: datetime | None = None,
) -> FotoIntervencion:
    """Add a photo; the same one again (a phone that retries) changes nothing."""
    expediente, intervencion = _abierta(intervencion_pk)
    repetida = intervencion.fotos.filter(archivo=archivo).first()
    if repetida is not None:
        return repetida
    if not archivo.es_imagen:
        raise ErrorDeNegocio(_("Eso no es una foto."), campo="foto")
    foto = composicion.componer_foto(
        expediente,
        intervencion,
        archivo=archivo,
        momento=momento_foto,
        pie=pie,
        por=por,
        en=momento(en, desde=intervencion.iniciada_en),
    )
    asentar(expediente)
    return foto


@transaction.atomic
def anotar_en_orden(
    orden_pk: int,
    *,
    por: Actor,
    texto: str,
    intervencion: Intervencion | None = None,
    en: datetime | None = None,
) -> NotaOrden:
    """Write a note of ours on an order; the customer does not see it."""
    expediente = bloquear(orden_pk)
    limpio = exigir_texto(texto, _("Escriba la nota."), campo="texto")
    nota = composicion.componer_nota(
        expediente,
        texto=limpio,
        intervencion=intervencion,
        por=por,
        en=momento(en, desde=expediente.orden.ocurrida_en),
    )
    asentar(expediente)
    return nota


@transaction.atomic
def terminar_intervencion(
    intervencion_pk: int, *, por: Actor, fin: FinDeVisita, en: datetime | None = None
) -> ParteTrabajo:
    """End the session: result, signature, and the work report kept, attached and mailed.

    The result moves the order (*resuelta* finishes it, unless somebody else is still at work).
    Raises ErrorDeNegocio if the work, an obligatory point or the signature is missing.
    """
    expediente, intervencion = _abierta(intervencion_pk)
    cuando = momento(en, desde=intervencion.iniciada_en)
    fin = _revisar(intervencion, fin)
    composicion.componer_fin(
        expediente,
        intervencion,
        resultado=fin.resultado,
        trabajo=fin.trabajo,
        diagnostico=fin.diagnostico,
        por=por,
        en=cuando,
    )
    asentar(expediente)
    parte = emitir_parte(expediente, intervencion, conformidad=fin.firma, por=por, en=cuando)
    orden = expediente.orden
    if orden.estado == Estado.TERMINADA:
        descontar_del_contrato(orden, por=por, en=cuando)
    tras_la_visita(orden, intervencion, en=cuando, por=por)
    return parte


def _revisar(intervencion: Intervencion, fin: FinDeVisita) -> FinDeVisita:
    """The end with its texts trimmed; ErrorDeNegocio with whatever is missing."""
    if fin.resultado not in ResultadoVisita.values:
        raise ErrorDeNegocio(_("Diga cómo ha terminado la visita."), campo="resultado")
    ausente = fin.resultado == ResultadoVisita.AUSENTE
    trabajo = fin.trabajo.strip()
    if not ausente:
        trabajo = exigir_texto(trabajo, _("Escriba qué se ha hecho."), campo="trabajo")
    if fin.resultado == ResultadoVisita.RESUELTA:
        _exigir_checklist(intervencion)
    firma = fin.firma
    if ausente:
        firma = Conformidad(modo=ModoFirma.SIN_FIRMA, motivo_sin_firma=MotivoSinFirma.AUSENTE)
    _exigir_firma(firma)
    return FinDeVisita(fin.resultado, trabajo, fin.diagnostico.strip(), firma)


def _exigir_checklist(intervencion: Intervencion) -> None:
    faltan = (
        PuntoChecklist.objects.filter(
            plantilla_id=intervencion.plantilla_id, es_obligatorio=True, activo=True
        )
        .exclude(pk__in=intervencion.respuestas.values("punto_id"))
        .order_by("orden", "pk")
    )
    textos = [f"«{punto}»" for punto in faltan]
    if textos:
        raise ErrorDeNegocio(
            _("Falta por comprobar: %(puntos)s.") % {"puntos": ", ".join(textos)},
            campo="resultado",
            codigo="checklist_incompleta",
        )


def _exigir_firma(firma: Conformidad) -> None:
    if firma.modo == ModoFirma.SIN_FIRMA:
        if firma.motivo_sin_firma not in MotivoSinFirma.values:
            raise ErrorDeNegocio(_("Diga por qué no se firma."), campo="motivo_sin_firma")
        return
    if not firma.firmante.strip():
        raise ErrorDeNegocio(_("Escriba el nombre de quien firma."), campo="firmante")
    if firma.modo == ModoFirma.MANUSCRITA and firma.imagen is None:
        raise ErrorDeNegocio(_("Falta la firma: pida que firmen en el recuadro."), campo="firma")


def _abierta(intervencion_pk: int) -> tuple[ExpedienteOrden, Intervencion]:
    """The order of a session, locked, and the session, if it is still open."""
    orden_pk = Intervencion.objects.values_list("orden_id", flat=True).get(pk=intervencion_pk)
    expediente = bloquear(orden_pk)
    for intervencion in expediente.en_curso:
        if intervencion.pk == intervencion_pk:
            return expediente, intervencion
    raise ErrorDeNegocio(_("Esa intervención ya está terminada."), codigo="intervencion_terminada")
