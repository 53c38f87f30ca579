"""Decisions on a complaint, and on the cut of a basic service: what the law asks for."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cuentas.models import Usuario
from incidencias import forms
from incidencias.acciones.accion import Accion
from incidencias.forms.reclamaciones import (
    InformarAdrForm,
    InformarCorteForm,
    PedirCompletarForm,
    ResponderReclamacionForm,
    TramiteAdrForm,
)
from incidencias.models import ClaseLegal, Incidencia, MateriaLegal
from incidencias.servicios import reclamaciones


def _es_reclamacion(incidencia: Incidencia, usuario: Usuario) -> bool:
    return incidencia.esta_abierta and incidencia.clase_legal == ClaseLegal.QUEJA_RECLAMACION


def _en_su_panel(incidencia: Incidencia, usuario: Usuario) -> bool:
    """Offered where what it answers is shown, and not among the buttons of every case."""
    return False


def _es_un_corte(incidencia: Incidencia, usuario: Usuario) -> bool:
    categoria = incidencia.categoria
    return (
        incidencia.esta_abierta
        and categoria is not None
        and categoria.materia_legal == MateriaLegal.CONTINUIDAD
    )


ACCIONES_DE_RECLAMACION = (
    Accion(
        "responder-reclamacion",
        _("Responder la reclamación"),
        "scale",
        _es_reclamacion,
        reclamaciones.responder_reclamacion,
        _("Respondida: su plazo legal queda cumplido."),
        _("Es la respuesta de fondo, la que cuenta para la ley. Se le envía al cliente tal cual."),
        ResponderReclamacionForm,
        boton=_("Enviar la respuesta"),
    ),
    Accion(
        "pedir-completar",
        _("Pedir que la complete"),
        "list-todo",
        _es_reclamacion,
        reclamaciones.pedir_que_se_complete,
        _("Pedido. El plazo de la ley empieza cuando la complete."),
        _("Se le dan diez días hábiles y se le dice que, sin ello, se dará por resuelta."),
        PedirCompletarForm,
        rotulo=_("Pedir que la complete…"),
        boton=_("Pedirlo"),
        en_menu=True,
    ),
    Accion(
        "completada",
        _("Ya está completa"),
        "list-checks",
        _en_su_panel,
        reclamaciones.completar_reclamacion,
        _("Completa: el plazo cuenta desde hoy."),
        formulario=forms.Decision,
    ),
    Accion(
        "no-completada",
        _("Dar por resuelta: no la completó"),
        "list-x",
        _en_su_panel,
        reclamaciones.dar_por_no_completada,
        _("Dada por resuelta."),
        formulario=forms.Decision,
    ),
    Accion(
        "informar-adr",
        _("Informar de la vía extrajudicial"),
        "landmark",
        _es_reclamacion,
        reclamaciones.informar_adr,
        _("Informado."),
        _("Se envía al cliente, aunque aún no haya respuesta."),
        InformarAdrForm,
        rotulo=_("Informar de la vía extrajudicial…"),
        boton=_("Enviar"),
        en_menu=True,
    ),
    Accion(
        "tramite-adr",
        _("Trámite ante una entidad"),
        "gavel",
        _es_reclamacion,
        reclamaciones.anotar_tramite_adr,
        _("Anotado."),
        formulario=TramiteAdrForm,
        rotulo=_("Trámite extrajudicial…"),
        boton=_("Anotar"),
        en_menu=True,
    ),
    Accion(
        "informar-corte",
        _("Informar del corte"),
        "plug",
        _es_un_corte,
        reclamaciones.informar_corte,
        _("Informado."),
        _("La ley da dos horas para decir la causa y cuándo se espera restablecer."),
        InformarCorteForm,
        boton=_("Enviar"),
    ),
)
