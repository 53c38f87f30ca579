"""Who answers for a case, and what kind of case it is."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from clientes.eventos import Actor, usuario_de
from cuentas.models import Grupo, Usuario
from incidencias.destinatarios import es_supervision, que_ven_lo_de
from incidencias.estados import NO_SE_TOCAN, exigir_transicion
from incidencias.eventos import Codigo
from incidencias.models import Estado, Incidencia
from incidencias.servicios.bloqueo import bloquear, cambiar_de_reloj, instante
from incidencias.servicios.composicion import (
    Expediente,
    clase_propuesta,
    componer_asignacion,
    componer_cobertura_revisada,
    componer_motivo,
    componer_toma,
    prioridad_de,
)
from incidencias.servicios.guardado import guardar_expediente
from incidencias.servicios.legales import recomponer_plazos_legales
from incidencias.servicios.relevos import (
    avisar_de_que_es_suya,
    hay_que_aceptarlo,
    pedir_relevo,
    retirar_pendiente,
)
from incidencias.veredictos import exigir_fecha_fallo, veredicto_de_incidencia
from nucleo.errores import ErrorDeNegocio
from nucleo.exigencias import exigir_texto
from nucleo.palabras import decir

RECLASIFICABLES = frozenset(
    {
        *("tipo", "clase_legal", "clase_legal_motivo", "categoria", "impacto", "urgencia"),
        *("equipo", "fecha_fallo"),
    }
)
# What the verdict was decided with: when one of these changes, it is decided again.
DECIDEN_LA_COBERTURA = frozenset({"tipo", "categoria", "equipo", "fecha_fallo"})

CAMBIAN_LO_LEGAL = frozenset({"clase_legal", "categoria"})


@transaction.atomic
def tomar_incidencia(pk: int, *, por: Actor, en: datetime | None = None) -> Incidencia:
    """Whoever takes it becomes responsible and, if it was new, begins to work on it.

    Taking what one already has changes nothing. Raises ErrorDeNegocio on an ended case.
    """
    expediente = bloquear(pk)
    incidencia, usuario = expediente.incidencia, usuario_de(por)
    if usuario is None:
        raise ErrorDeNegocio(_("Solo una persona puede tomar una incidencia."))
    _exigir_abierta(incidencia)
    en = instante(expediente, en)
    if incidencia.responsable_id != usuario.pk:
        retirar_pendiente(expediente, por=por, en=en)
        componer_asignacion(expediente, por=por, en=en, responsable=usuario, grupo=None)
    if incidencia.estado == Estado.NUEVA:
        exigir_transicion(incidencia, Estado.EN_CURSO)
        componer_toma(expediente, por=por, en=en)
    return guardar_expediente(expediente)


@transaction.atomic
def asignar_incidencia(
    pk: int,
    *,
    por: Actor,
    responsable: Usuario | None = None,
    grupo: Grupo | None = None,
    motivo: str = "",
    en: datetime | None = None,
) -> Incidencia:
    """Give the case to a person or a team; open clocks follow the new team's calendar.

    Whoever has it answers for it until another does: given to a team alone, or where the company
    wants handovers accepted, it is only offered (`servicios/relevos.py`) and changes when taken.
    Raises ErrorDeNegocio without a change, on an ended case, for somebody who cannot have it, or
    when a handover needs its reason.
    """
    expediente = bloquear(pk)
    incidencia = expediente.incidencia
    _exigir_abierta(incidencia)
    if responsable is not None:
        _exigir_que_pueda_llevarla(responsable, grupo or incidencia.grupo)
    elif grupo is not None:
        _exigir_que_no_salga_sola(incidencia, grupo)
    nuevo = responsable.pk if responsable else None
    if nuevo == incidencia.responsable_id and grupo in {None, incidencia.grupo}:
        raise ErrorDeNegocio(_("Ya estaba asignada así."), campo="responsable")
    en = instante(expediente, en)
    if hay_que_aceptarlo(incidencia, por=por, a=responsable):
        pedir_relevo(expediente, por=por, a=responsable, grupo=grupo, motivo=motivo, en=en)
        return incidencia
    _exigir_motivo_de_relevo(incidencia, responsable, por, motivo)
    retirar_pendiente(expediente, por=por, en=en)
    componer_asignacion(expediente, por=por, en=en, responsable=responsable, grupo=grupo)
    if motivo.strip():
        componer_motivo(expediente, motivo.strip(), por=por, en=en)
    if grupo is not None:
        cambiar_de_reloj(expediente, en)
    guardar_expediente(expediente)
    avisar_de_que_es_suya(incidencia, por=por, en=en)
    return incidencia


@transaction.atomic
def deshacer_asignacion(
    pk: int,
    *,
    por: Actor,
    de: int | None,
    responsable: Usuario | None,
    grupo: Grupo | None,
) -> Incidencia:
    """Take back a mistaken assignment to `de`: to whom it had before, be it nobody. No handover.

    Raises ErrorDeNegocio if it has changed hands since, or is no longer open.
    """
    expediente = bloquear(pk)
    incidencia = expediente.incidencia
    _exigir_abierta(incidencia)
    if incidencia.responsable_id != de:
        raise ErrorDeNegocio(_("Después ha cambiado: se queda como está."), codigo="cambiada")
    en = instante(expediente, None)
    retirar_pendiente(expediente, por=por, en=en)
    nuevo = responsable.pk if responsable else None
    if nuevo == de and grupo == incidencia.grupo:  # it was only offered
        return guardar_expediente(expediente)
    incidencia.responsable, incidencia.grupo = responsable, grupo
    expediente.suceso(
        Codigo.ASIGNADA, por=por, en=en, de=de, a=nuevo, grupo=incidencia.grupo_id, traspaso=False
    )
    cambiar_de_reloj(expediente, en)
    return guardar_expediente(expediente)


@transaction.atomic
def reclasificar(pk: int, *, por: Actor, en: datetime | None = None, **cambios: Any) -> Incidencia:
    """Change kind, legal class, category, impact, urgency, unit or the day of the fault.

    Clocks follow the priority, and the coverage is decided again with what is known now; one that a
    person corrected stands, unless it is another unit.

    A legal class other than the proposed one needs its reason; one that was as proposed follows the
    kind; the limits of the law follow it.
    Raises ErrorDeNegocio otherwise, or on a case that is closed, cancelled or merged.
    """
    desconocidos = set(cambios) - RECLASIFICABLES
    if desconocidos:
        raise TypeError(f"cannot reclassify {sorted(desconocidos)}")
    expediente = bloquear(pk)
    incidencia = expediente.incidencia
    if incidencia.estado in NO_SE_TOCAN:
        raise ErrorDeNegocio(
            _("%(codigo)s está %(estado)s: ya no se reclasifica.")
            % {"codigo": incidencia.codigo, "estado": incidencia.get_estado_display().lower()},
            codigo="transicion",
        )
    datos = _aplicar(incidencia, _con_su_clase(incidencia, cambios))
    if not datos:
        return incidencia
    _exigir_clase_motivada(incidencia)
    _exigir_equipo_suyo(incidencia)
    exigir_fecha_fallo(incidencia.fecha_fallo, incidencia.dia_llegada)
    en = instante(expediente, en)
    if not (incidencia.es_urgencia_vital or {"impacto", "urgencia"}.isdisjoint(datos)):
        incidencia.prioridad = prioridad_de(incidencia.impacto, incidencia.urgencia, en)
    cambiar_de_reloj(expediente, en)
    if not CAMBIAN_LO_LEGAL.isdisjoint(datos):
        recomponer_plazos_legales(expediente)
    expediente.suceso(Codigo.RECLASIFICADA, por=por, en=en, **datos)
    _revisar_cobertura(expediente, datos.keys(), por=por, en=en)
    return guardar_expediente(expediente)


def _revisar_cobertura(
    expediente: Expediente, cambiados: Collection[str], *, por: Actor, en: datetime
) -> None:
    incidencia = expediente.incidencia
    if "fecha_fallo" in cambiados:
        expediente.corregidos.add("fecha_fallo")
    if DECIDEN_LA_COBERTURA.isdisjoint(cambiados):
        return
    if incidencia.veredicto.get("corregido") and "equipo" not in cambiados:
        return
    nuevo = veredicto_de_incidencia(incidencia)
    componer_cobertura_revisada(expediente, nuevo, por=por, en=en)


def _con_su_clase(incidencia: Incidencia, cambios: dict[str, Any]) -> dict[str, Any]:
    """Who changes the kind alone (a batch, a macro, a rule) does not have to know its class."""
    elegida = incidencia.clase_legal != clase_propuesta(incidencia.tipo)
    if elegida or "tipo" not in cambios or "clase_legal" in cambios:
        return cambios
    return {**cambios, "clase_legal": clase_propuesta(cambios["tipo"])}


def _aplicar(incidencia: Incidencia, cambios: dict[str, Any]) -> dict[str, Any]:
    """Set what changes; returns {field: [before, after]} with codes and ids only."""
    datos = {}
    for campo, valor in cambios.items():
        columna = incidencia._meta.get_field(campo).attname  # type: ignore[union-attr]
        antes = getattr(incidencia, columna)
        setattr(incidencia, campo, valor)
        despues = getattr(incidencia, columna)
        if antes != despues and campo != "clase_legal_motivo":
            datos[campo] = [_como_dato(antes), _como_dato(despues)]
    return datos


def _como_dato(valor: Any) -> Any:
    return valor.isoformat() if isinstance(valor, date) else valor


def _exigir_clase_motivada(incidencia: Incidencia) -> None:
    propuesta = clase_propuesta(incidencia.tipo)
    if incidencia.clase_legal != propuesta and not incidencia.clase_legal_motivo.strip():
        raise ErrorDeNegocio(
            _("Por su tipo sería «%(clase)s»: di por qué la cambias.")
            % {"clase": propuesta.label.lower()},
            campo="clase_legal_motivo",
        )


def _exigir_equipo_suyo(incidencia: Incidencia) -> None:
    if incidencia.equipo is not None and not incidencia.equipo.lo_tiene(incidencia.cliente):
        raise ErrorDeNegocio(decir(_("[Ese equipo] es de otro cliente.")), campo="equipo")


def _exigir_motivo_de_relevo(
    incidencia: Incidencia, responsable: Usuario | None, por: Actor, motivo: str
) -> None:
    """Whoever supervises shares the work out; anybody else says why they let go of a case."""
    usuario = usuario_de(por)
    es_relevo = incidencia.responsable_id is not None and responsable != usuario
    if es_relevo and usuario is not None and not es_supervision(usuario):
        exigir_texto(motivo, _("Para pasarla hay que decir por qué."), "motivo")


def _exigir_que_no_salga_sola(incidencia: Incidencia, grupo: Grupo) -> None:
    """A restricted case is not left to a team that may not see it: somebody answers for that."""
    suyo = incidencia.grupo
    if suyo is None or not suyo.es_restringido or grupo == suyo:
        return
    nadie_la_tiene = incidencia.responsable_id is None
    if nadie_la_tiene or not que_ven_lo_de(suyo, grupo.miembros.activos()):
        raise ErrorDeNegocio(
            _(
                "%(suyo)s es un grupo restringido: no se pasa solo a %(grupo)s, que no puede "
                "verla. Elige también a la persona que responderá de ella."
            )
            % {"suyo": suyo, "grupo": grupo},
            campo="grupo",
            codigo="restringida",
        )


def _exigir_que_pueda_llevarla(responsable: Usuario, grupo: Grupo | None) -> None:
    """Whoever answers for a case works in the office and may see what its team has."""
    if not (responsable.is_active and responsable.es_de_oficina):
        raise ErrorDeNegocio(
            _("%(persona)s no puede llevar incidencias.") % {"persona": responsable},
            campo="responsable",
        )
    if not que_ven_lo_de(grupo, [responsable]):
        raise ErrorDeNegocio(
            _("%(grupo)s es un grupo restringido y %(persona)s no está en él.")
            % {"grupo": grupo, "persona": responsable},
            campo="responsable",
        )


def _exigir_abierta(incidencia: Incidencia) -> None:
    if not incidencia.esta_abierta:
        raise ErrorDeNegocio(
            _("%(codigo)s ya no está abierta.") % {"codigo": incidencia.codigo},
            codigo="transicion",
        )
