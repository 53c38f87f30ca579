"""Hand a case over: with a reason and, where the company wants it so, accepted by the other."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clientes.eventos import Actor, usuario_de
from cuentas.disponibilidad import suplente_de
from cuentas.models import Grupo, Usuario
from cuentas.servicios import notificar
from incidencias.destinatarios import atienden, es_supervision, que_la_ven, supervisan
from incidencias.eventos import Codigo
from incidencias.models import EstadoRelevo, Incidencia, Mensaje, Relevo
from incidencias.servicios.bloqueo import bloquear, cambiar_de_reloj, instante
from incidencias.servicios.composicion import Expediente, componer_asignacion, componer_motivo
from incidencias.servicios.guardado import guardar_expediente
from nucleo.empresa import empresa
from nucleo.errores import ErrorDeNegocio
from nucleo.exigencias import exigir_texto
from nucleo.restricciones import traducir_integridad

LARGO_MOTIVO = 500


def hay_que_aceptarlo(incidencia: Incidencia, *, por: Actor, a: Usuario | None) -> bool:
    """Whether handing the case to `a` (None: to a team) waits for a yes.

    Not if nobody had it, nor for who takes it, nor from who supervises, nor where the company does
    without it; to a team it always waits: somebody of theirs has to take it.
    """
    if incidencia.responsable_id is None:
        return False
    if a is None:
        return True
    usuario = usuario_de(por)
    if usuario is not None and (usuario == a or es_supervision(usuario)):
        return False
    return empresa().relevos_se_aceptan


def pedir_relevo(
    expediente: Expediente,
    *,
    por: Actor,
    a: Usuario | None,
    grupo: Grupo | None,
    motivo: str,
    en: datetime,
) -> Relevo:
    """Offer a locked case to a person or a team: until they accept, it is still whose it was.

    A previous offer that nobody answered is withdrawn. Raises ErrorDeNegocio without a reason, or
    for who may not see the case: they would accept what they cannot read.
    """
    incidencia = expediente.incidencia
    motivo = exigir_texto(motivo, _("Para pasarla hay que decir por qué."), "motivo")
    quienes = _a_quienes(incidencia, a, grupo)
    retirar_pendiente(expediente, por=por, en=en)
    relevo = Relevo(
        incidencia=incidencia,
        de=incidencia.responsable,  # there is one: `hay_que_aceptarlo`
        a=a,
        grupo=grupo,
        motivo=motivo[:LARGO_MOTIVO],
        pedido_en=en,
    )
    with traducir_integridad():
        relevo.save(force_insert=True)
    expediente.suceso(
        Codigo.RELEVO_PEDIDO,
        por=por,
        en=en,
        relevo=relevo.pk,
        a=a.pk if a else None,
        grupo=grupo.pk if grupo else None,
    )
    guardar_expediente(expediente)
    _ofrecer(relevo, quienes)
    return relevo


@transaction.atomic
def aceptar_relevo(pk: int, *, por: Usuario, en: datetime | None = None) -> Incidencia:
    """Take what was offered: from now on it is theirs, and the handover counts.

    Raises ErrorDeNegocio if it was offered to somebody else or is no longer offered.
    """
    relevo, expediente = _bloquear(pk, por)
    incidencia = expediente.incidencia
    en = instante(expediente, en)
    _resolver(relevo, EstadoRelevo.ACEPTADO, por=por, en=en)
    componer_asignacion(expediente, por=por, en=en, responsable=por, grupo=relevo.grupo)
    componer_motivo(expediente, relevo.motivo, por=relevo.de, en=en)
    cambiar_de_reloj(expediente, en)
    guardar_expediente(expediente)
    frase = _("%(persona)s se ha quedado %(codigo)s.")
    _contar(relevo, "aceptado", frase % {"persona": por, "codigo": incidencia.codigo})
    return incidencia


@transaction.atomic
def rechazar_relevo(
    pk: int, *, por: Usuario, respuesta: str, en: datetime | None = None
) -> Incidencia:
    """Say no, and why: it stays with whoever offered it, who is told."""
    relevo, expediente = _bloquear(pk, por)
    respuesta = exigir_texto(respuesta, _("Para rechazarla hay que decir por qué."), "respuesta")
    en = instante(expediente, en)
    relevo.respuesta = respuesta[:LARGO_MOTIVO]
    _resolver(relevo, EstadoRelevo.RECHAZADO, por=por, en=en)
    expediente.suceso(Codigo.RELEVO_RECHAZADO, por=por, en=en, relevo=relevo.pk)
    componer_motivo(expediente, relevo.respuesta, por=por, en=en)
    guardar_expediente(expediente)
    frase = _("%(persona)s no se queda %(codigo)s: %(motivo)s")
    datos = {"persona": por, "codigo": expediente.incidencia.codigo, "motivo": relevo.respuesta}
    _contar(relevo, "rechazado", frase % datos)
    return expediente.incidencia


@transaction.atomic
def retirar_relevo(pk: int, *, por: Usuario, en: datetime | None = None) -> Incidencia:
    """Keep the case after all: who has it, or who supervises, takes the offer back."""
    expediente = bloquear(Relevo.objects.values_list("incidencia_id", flat=True).get(pk=pk))
    relevo = Relevo.objects.get(pk=pk)
    _exigir_pendiente(relevo)
    if por.pk != relevo.de_id and not es_supervision(por):
        raise ErrorDeNegocio(
            _("La retira quien la ofreció o quien supervisa."), codigo="sin_permiso"
        )
    retirar_pendiente(expediente, por=por, en=instante(expediente, en))
    return guardar_expediente(expediente)


def retirar_pendiente(expediente: Expediente, *, por: Actor, en: datetime) -> None:
    """The offer that was waiting no longer makes sense: somebody has decided otherwise."""
    pendiente = Relevo.objects.filter(
        incidencia=expediente.incidencia, estado=EstadoRelevo.PENDIENTE
    ).first()
    if pendiente is not None:
        _resolver(pendiente, EstadoRelevo.RETIRADO, por=usuario_de(por), en=en)
        expediente.suceso(Codigo.RELEVO_RETIRADO, por=por, en=en, relevo=pendiente.pk)


def _bloquear(pk: int, por: Usuario) -> tuple[Relevo, Expediente]:
    """The offer and its case, locked; only for whom it was made."""
    expediente = bloquear(Relevo.objects.values_list("incidencia_id", flat=True).get(pk=pk))
    relevo = Relevo.objects.select_related("de", "grupo").get(pk=pk)
    _exigir_pendiente(relevo)
    suyo = Relevo.objects.para(por).filter(pk=pk).exists()
    if not suyo or not que_la_ven(expediente.incidencia, [por]):
        raise ErrorDeNegocio(_("No te la han pasado a ti."), codigo="sin_permiso")
    if not expediente.incidencia.esta_abierta:
        raise ErrorDeNegocio(
            _("%(codigo)s ya no está abierta.") % {"codigo": expediente.incidencia.codigo},
            codigo="transicion",
        )
    return relevo, expediente


def _exigir_pendiente(relevo: Relevo) -> None:
    if relevo.estado != EstadoRelevo.PENDIENTE:
        raise ErrorDeNegocio(
            _("Ese relevo ya está %(estado)s.") % {"estado": relevo.get_estado_display().lower()},
            codigo="transicion",
        )


def _resolver(relevo: Relevo, estado: str, *, por: Usuario | None, en: datetime) -> None:
    relevo.estado, relevo.resuelto_en, relevo.resuelto_por = estado, en, por
    with traducir_integridad():
        relevo.save(update_fields=["estado", "resuelto_en", "resuelto_por", "respuesta"])


def _a_quienes(incidencia: Incidencia, a: Usuario | None, grupo: Grupo | None) -> list[Usuario]:
    """Who is told of the offer, and who covers whom it is made to: all of them may see the case."""
    if a is None and grupo is None:
        return []
    personas = [a] if a else list(grupo.miembros.activos())  # type: ignore[union-attr]
    quienes = que_la_ven(incidencia, personas)
    cubre = suplente_de(a) if a else None
    if personas and not quienes:
        raise ErrorDeNegocio(
            _("%(codigo)s es de un grupo restringido: %(quien)s no puede verla.")
            % {"codigo": incidencia.codigo, "quien": a or grupo},
            campo="responsable" if a else "grupo",
        )
    return [*quienes, *que_la_ven(incidencia, [cubre])] if cubre else quienes


def _ofrecer(relevo: Relevo, destinatarios: list[Usuario]) -> None:
    incidencia = relevo.incidencia
    notificar(
        destinatarios,
        clave=f"relevo:{relevo.pk}",
        texto=_("%(persona)s te pasa %(codigo)s: %(motivo)s")
        % {"persona": relevo.de, "codigo": incidencia.codigo, "motivo": relevo.motivo},
        url=incidencia.get_absolute_url(),
        icono="arrow-right-left",
    )


def _contar(relevo: Relevo, que: str, texto: str) -> None:
    notificar(
        [relevo.de],
        clave=f"relevo:{relevo.pk}:{que}",
        texto=texto,
        url=relevo.incidencia.get_absolute_url(),
        icono="arrow-right-left",
    )


def avisar_de_que_es_suya(
    incidencia: Incidencia, *, por: Actor, en: datetime | None = None
) -> None:
    """Tell who got a case that it is theirs, unless they took it themselves."""
    usuario = usuario_de(por)
    momento = (en or timezone.now()).timestamp()
    notificar(
        [persona for persona in atienden(incidencia) if persona != usuario],
        clave=f"asignada:{incidencia.pk}:{incidencia.responsable_id}:{momento:.0f}",
        texto=_("%(codigo)s es tuya: %(asunto)s")
        % {"codigo": incidencia.codigo, "asunto": incidencia.asunto},
        url=incidencia.get_absolute_url(),
        icono="user-round-check",
    )


def avisar_a_quien_atiende(mensaje: Mensaje, *, salvo: Usuario | None = None) -> None:
    """Tell who answers for the case, or who covers them, that the customer has written; not who
    is speaking with them.
    """
    incidencia = mensaje.incidencia
    if incidencia.responsable_id is None:
        return
    notificar(
        [persona for persona in atienden(incidencia) if persona != salvo],
        clave=f"mensaje:{mensaje.pk}",
        texto=_("El cliente ha escrito en %(codigo)s: %(asunto)s")
        % {"codigo": incidencia.codigo, "asunto": incidencia.asunto},
        url=incidencia.get_absolute_url(),
        icono="reply",
    )


def avisar_de_fotos(incidencia: Incidencia, *, clave: str) -> None:
    """Tell who answers for the case, or who covers them, that the photos we asked for are here."""
    notificar(
        atienden(incidencia),
        clave=clave,
        texto=_("El cliente ha mandado fotos en %(codigo)s: %(asunto)s")
        % {"codigo": incidencia.codigo, "asunto": incidencia.asunto},
        url=incidencia.get_absolute_url(),
        icono="image",
    )


def avisar_de_reapertura(incidencia: Incidencia) -> None:
    """It comes back to whom it was; without anybody to attend it, whoever supervises knows."""
    notificar(
        atienden(incidencia) or supervisan(incidencia),
        clave=f"reabierta:{incidencia.pk}:{incidencia.reaperturas}",
        texto=_("%(codigo)s se ha reabierto: %(asunto)s")
        % {"codigo": incidencia.codigo, "asunto": incidencia.asunto},
        url=incidencia.get_absolute_url(),
        icono="rotate-ccw",
    )
