"""Decisions of triage: what cannot wait, what is junk, what goes with what."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from incidencias import servicios
from incidencias.acciones.accion import Accion
from incidencias.estados import NO_SE_TOCAN
from incidencias.forms.decisiones import Decision
from incidencias.forms.vinculos import (
    MeterForm,
    QuitarRelacionForm,
    RelacionarForm,
    SpamForm,
    UrgenciaForm,
)

ACCIONES_DE_TRIAJE = (
    Accion(
        "urgencia-vital",
        _("Urgencia vital"),
        "siren",
        lambda incidencia, usuario: incidencia.esta_abierta and not incidencia.es_urgencia_vital,
        servicios.marcar_urgencia_vital,
        _("Urgencia vital: va antes que todas."),
        _("Pasa a la prioridad más alta y sus plazos se acortan. Queda escrito quién y por qué."),
        UrgenciaForm,
        rotulo=_("Urgencia vital…"),
        boton=_("Marcar como urgencia vital"),
        en_menu=True,
        peligro=True,
    ),
    Accion(
        "retirar-urgencia",
        _("Ya no es urgencia vital"),
        "siren",
        lambda incidencia, usuario: incidencia.esta_abierta and incidencia.es_urgencia_vital,
        servicios.retirar_urgencia_vital,
        _("Ya no es urgencia vital."),
        _("Vuelve a la prioridad que dan su impacto y su urgencia."),
        Decision,
        rotulo=_("Ya no es urgencia vital…"),
        boton=_("Retirar la urgencia"),
        en_menu=True,
    ),
    Accion(
        "meter",
        _("Meter dentro de otra"),
        "folder-tree",
        lambda incidencia, usuario: (
            incidencia.estado not in NO_SE_TOCAN and incidencia.padre_id is None
        ),
        servicios.meter_en,
        _("Ya está dentro."),
        _("Cada una sigue su camino; la otra no se cierra mientras queden abiertas dentro."),
        MeterForm,
        rotulo=_("Meter dentro de otra…"),
        boton=_("Meter dentro"),
        en_menu=True,
    ),
    Accion(
        "sacar",
        _("Sacar de la otra"),
        "folder-output",
        lambda incidencia, usuario: incidencia.padre_id is not None,
        servicios.sacar,
        _("Ya va por su cuenta."),
        _("Deja de estar dentro de la otra; las dos siguen como están."),
        Decision,
        rotulo=_("Sacar de la otra…"),
        boton=_("Sacar"),
        en_menu=True,
    ),
    Accion(
        "relacionar",
        _("Relacionar con otra"),
        "link",
        lambda incidencia, usuario: True,
        servicios.relacionar,
        _("Relacionadas."),
        _("Se verán la una en la otra. No cambia nada más."),
        RelacionarForm,
        rotulo=_("Relacionar con otra…"),
        boton=_("Relacionar"),
        en_menu=True,
    ),
    Accion(
        "quitar-relacion",
        _("Quitar una relación"),
        "unlink",
        lambda incidencia, usuario: False,  # beside each related case, not among the others
        servicios.quitar_relacion,
        _("Ya no están relacionadas."),
        _("Dejan de verse la una en la otra."),
        QuitarRelacionForm,
        boton=_("Quitar la relación"),
    ),
    Accion(
        "spam",
        _("Es correo basura"),
        "octagon-x",
        lambda incidencia, usuario: incidencia.esta_abierta,
        servicios.marcar_spam,
        _("Marcada como correo basura."),
        _("Se anula sin avisar a nadie: ni acuse ni encuesta. Se puede deshacer."),
        SpamForm,
        rotulo=_("Es correo basura…"),
        boton=_("Marcar como basura"),
        en_menu=True,
        peligro=True,
    ),
    Accion(
        "no-es-spam",
        _("No es correo basura"),
        "undo-2",
        lambda incidencia, usuario: incidencia.es_spam,
        servicios.deshacer_spam,
        _("Vuelve a estar como estaba."),
    ),
)
