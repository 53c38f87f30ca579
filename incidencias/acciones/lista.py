"""What can be decided on a case, by whom and when: the buttons of its page and their forms.

One entry a decision: the page lists those that `acciones_para` gives; those with a form are a page
(and a dialog) of their own, the others happen at the press of the button.
"""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cuentas.models import Usuario
from incidencias import forms, servicios
from incidencias.acciones.accion import Accion, Disponible
from incidencias.acciones.coberturas import ACCIONES_DE_COBERTURA, admite_cortesia
from incidencias.acciones.reclamaciones import ACCIONES_DE_RECLAMACION
from incidencias.acciones.triaje import ACCIONES_DE_TRIAJE
from incidencias.busqueda import codigo_escrito
from incidencias.estados import SIN_CONVERSACION, TRANSICIONES
from incidencias.forms.reparto import PedirAGrupoForm, PedirAutorizacionForm, SupervisorForm
from incidencias.models import Estado, Incidencia
from nucleo.errores import ErrorDeNegocio


def _pasa_a(destino: Estado) -> Disponible:
    return lambda incidencia, usuario: destino in TRANSICIONES[Estado(incidencia.estado)]


def _en(*estados: Estado) -> Disponible:
    return lambda incidencia, usuario: incidencia.estado in estados


def _puede_esperar(incidencia: Incidencia, usuario: Usuario) -> bool:
    """A merged one goes back to waiting only by undoing the merge."""
    return incidencia.esta_abierta and Estado.EN_ESPERA in TRANSICIONES[Estado(incidencia.estado)]


def _abierta(incidencia: Incidencia, usuario: Usuario) -> bool:
    return incidencia.esta_abierta


def _no_es_mia(incidencia: Incidencia, usuario: Usuario) -> bool:
    return incidencia.esta_abierta and incidencia.responsable_id != usuario.pk


def _fusionar(pk: int, *, por: Usuario, codigo: str) -> Incidencia:
    visibles = Incidencia.objects.visibles_para(por)
    otra = visibles.filter(codigo=codigo_escrito(codigo) or codigo).first()
    if otra is None:
        raise ErrorDeNegocio(gettext("No hay ninguna incidencia con ese código."), campo="codigo")
    return servicios.fusionar_incidencia(pk, por=por, en_incidencia=otra)


ACCIONES = (
    Accion(
        "tomar",
        _("Tomar"),
        "hand",
        _no_es_mia,
        servicios.tomar_incidencia,
        _("Es tuya."),
        tecla="t",
    ),
    Accion(
        "asignar",
        _("Asignar"),
        "user-round-check",
        _abierta,
        servicios.asignar_incidencia,
        _("Asignada."),
        _("Quien la recibe responde de ella hasta que el cliente la dé por resuelta."),
        forms.AsignarForm,
        tecla="a",
    ),
    *ACCIONES_DE_RECLAMACION,
    Accion(
        "pedir-a-grupo",
        _("Preguntar a otro grupo"),
        "message-circle-question-mark",
        _abierta,
        servicios.pedir_a_grupo,
        _("Preguntado. Te avisaremos cuando respondan."),
        _("Sigue siendo de quien es y los plazos del cliente corren: el suyo va dentro de ellos."),
        PedirAGrupoForm,
        rotulo=_("Preguntar a otro grupo…"),
        boton=_("Preguntar"),
        en_menu=True,
    ),
    Accion(
        "supervisor",
        _("Pide hablar con quien supervisa"),
        "phone-call",
        _abierta,
        servicios.pedir_supervisor,
        _("Prometido: le llama quien supervisa, que ya lo sabe."),
        _("Se promete al cliente que le llaman antes de que acabe la jornada."),
        SupervisorForm,
        rotulo=_("Pide un supervisor…"),
        boton=_("Prometer la llamada"),
        en_menu=True,
    ),
    Accion(
        "pedir-autorizacion",
        _("Pedir autorización"),
        "gift",
        lambda incidencia, usuario: incidencia.esta_abierta and admite_cortesia(incidencia),
        servicios.pedir_autorizacion,
        _("Pedida. Te avisaremos cuando respondan."),
        _("Para una cortesía por encima de tu límite: si la autorizan, queda dada."),
        PedirAutorizacionForm,
        rotulo=_("Pedir autorización…"),
        boton=_("Pedir"),
        en_cobertura=True,
    ),
    Accion(
        "reanudar",
        _("Reanudar"),
        "circle-play",
        _en(Estado.EN_ESPERA),
        servicios.reanudar,
        _("En curso otra vez."),
        tecla="w",
    ),
    Accion(
        "esperar",
        _("Poner en espera"),
        "circle-pause",
        _puede_esperar,
        servicios.poner_en_espera,
        _("En espera."),
        _("Algunos motivos paran el reloj acordado; el de la ley no se para nunca."),
        forms.EsperarForm,
        rotulo=_("En espera"),
        tecla="w",
    ),
    Accion(
        "resolver",
        _("Resolver"),
        "circle-check",
        _pasa_a(Estado.RESUELTA),
        servicios.resolver_incidencia,
        _("Resuelta. El cliente recibirá un correo para confirmarlo."),
        _("Avisaremos al cliente: la confirma, o nos dice que no y se reabre."),
        forms.ResolverForm,
        boton=_("Dar por resuelta"),
        tecla="e",
    ),
    Accion(
        "cerrar",
        _("Cerrar"),
        "circle-check-big",
        _pasa_a(Estado.CERRADA),
        servicios.cerrar_incidencia,
        _("Cerrada."),
    ),
    Accion(
        "reabrir",
        _("Reabrir"),
        "rotate-ccw",
        _en(Estado.RESUELTA, Estado.CERRADA),
        servicios.reabrir_incidencia,
        _("Reabierta."),
        _("Vuelve a su responsable y cuenta como reabierta."),
        forms.ReabrirForm,
        tecla="o",
    ),
    Accion(
        "deshacer-fusion",
        _("Deshacer la fusión"),
        "undo-2",
        _en(Estado.FUSIONADA),
        servicios.deshacer_fusion,
        _("Fusión deshecha."),
    ),
    Accion(
        "reclasificar",
        _("Reclasificar"),
        "tags",
        lambda incidencia, usuario: incidencia.esta_abierta or incidencia.estado == Estado.RESUELTA,
        servicios.reclasificar,
        _("Clasificación guardada."),
        _("Cambiar el impacto o la urgencia recalcula los plazos que aún corren."),
        forms.ReclasificarForm,
        rotulo=_("Reclasificar…"),
        boton=_("Guardar"),
        en_menu=True,
    ),
    Accion(
        "fusionar",
        _("Fusionar con otra"),
        "git-merge",
        _pasa_a(Estado.FUSIONADA),
        _fusionar,
        _("Fusionada."),
        _("Esta deja de estar abierta y apunta a la otra. Se puede deshacer."),
        forms.FusionarForm,
        rotulo=_("Fusionar con otra…"),
        boton=_("Fusionar"),
        en_menu=True,
    ),
    *ACCIONES_DE_COBERTURA,
    Accion(
        "anular-enlaces",
        _("Anular los enlaces enviados"),
        "unlink",
        lambda incidencia, usuario: True,
        servicios.anular_enlaces_de_seguimiento,
        _("Anulados. El próximo correo al cliente llevará el enlace nuevo."),
        _(
            "Los enlaces de seguimiento que han salido en los correos de esta incidencia dejan de "
            "abrirla, los tenga quien los tenga. Los correos que salgan desde ahora llevan el "
            "nuevo, y el cliente puede pedirlo con su código y su correo."
        ),
        forms.Decision,
        rotulo=_("Anular los enlaces enviados…"),
        boton=_("Anular los enlaces"),
        en_menu=True,
        peligro=True,
    ),
    Accion(
        "anular",
        _("Anular la incidencia"),
        "ban",
        _pasa_a(Estado.ANULADA),
        servicios.anular_incidencia,
        _("Anulada."),
        _("Para lo que no debió entrar. No se puede deshacer; el motivo queda escrito."),
        forms.AnularForm,
        rotulo=_("Anular…"),
        boton=_("Anular"),
        en_menu=True,
        peligro=True,
    ),
    *ACCIONES_DE_TRIAJE,
)
POR_CLAVE = {accion.clave: accion for accion in ACCIONES}


def acciones_para(usuario: Usuario, incidencia: Incidencia) -> list[Accion]:
    """What this person may decide on this case now."""
    return [accion for accion in ACCIONES if accion.la_puede(usuario, incidencia)]


class Ofrecidas(NamedTuple):
    """Which decisions a page offers: there are few combinations, and many pages of each."""

    claves: tuple[str, ...]
    es_de_nadie: bool

    @property
    def acciones(self) -> list[Accion]:
        return [POR_CLAVE[clave] for clave in self.claves]


def admite_mensajes(incidencia: Incidencia) -> bool:
    """Whether one still writes in it: not in what was cancelled or goes on in another."""
    return incidencia.estado not in SIN_CONVERSACION
