"""The views of the Bandeja that people keep. Preferences, not facts of a case: no events."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from cuentas.models import Grupo, Usuario
from incidencias.models import Alcance, VistaGuardada, VistaPredeterminada
from incidencias.permisos import COMPARTEN_CON_TODOS, QUITAN_VISTAS_AJENAS
from nucleo.errores import ErrorDeNegocio
from nucleo.exigencias import exigir_texto
from nucleo.restricciones import traducir_integridad

TOPE_DE_VISTAS = 40  # each is counted at every look at the Bandeja


@transaction.atomic
def guardar_vista(
    *,
    por: Usuario,
    nombre: str,
    consulta: Mapping[str, list[str]],
    alcance: str = Alcance.PROPIA,
    grupo: Grupo | None = None,
    posicion: int = 10,
) -> VistaGuardada:
    """Keep these filters under a name. ErrorDeNegocio: repeated name, or not theirs to share so."""
    Usuario.objects.select_for_update().get(pk=por.pk)  # two at once would pass the limit
    if VistaGuardada.objects.filter(usuario=por).count() >= TOPE_DE_VISTAS:
        raise ErrorDeNegocio(
            _("Ya tienes %(tope)d vistas: borra alguna que no uses.") % {"tope": TOPE_DE_VISTAS}
        )
    vista = VistaGuardada(usuario=por, consulta=dict(consulta))
    return _poner(vista, por, nombre, alcance, grupo, posicion)


@transaction.atomic
def cambiar_vista(
    pk: int,
    *,
    por: Usuario,
    nombre: str,
    alcance: str = Alcance.PROPIA,
    grupo: Grupo | None = None,
    posicion: int = 10,
    consulta: Mapping[str, list[str]] | None = None,
) -> VistaGuardada:
    """Rename it, share it otherwise or move it; with `consulta`, also what it filters."""
    vista = _bloquear(pk, por)
    if consulta is not None:
        vista.consulta = dict(consulta)
    return _poner(vista, por, nombre, alcance, grupo, posicion)


@transaction.atomic
def borrar_vista(pk: int, *, por: Usuario) -> None:
    """Whoever opened their Bandeja with it opens it with the first one from then on."""
    vista = _bloquear(pk, por)
    VistaPredeterminada.objects.filter(clave=vista.clave).delete()
    vista.delete()


@transaction.atomic
def abrir_con(clave: str, *, por: Usuario) -> None:
    """Open the Bandeja with that view from now on; an empty one, with the first."""
    if clave:
        VistaPredeterminada.objects.update_or_create(usuario=por, defaults={"clave": clave})
    else:
        VistaPredeterminada.objects.filter(usuario=por).delete()


def puede_cambiar(vista: VistaGuardada, usuario: Usuario) -> bool:
    """Whoever made it; a shared one, also whoever looks after what is shared."""
    if vista.usuario_id == usuario.pk:
        return True
    return vista.alcance != Alcance.PROPIA and usuario.tiene_rol(*QUITAN_VISTAS_AJENAS)


def _bloquear(pk: int, por: Usuario) -> VistaGuardada:
    visibles = VistaGuardada.objects.visibles_para(por) | VistaGuardada.objects.exclude(
        alcance=Alcance.PROPIA
    )
    vista = VistaGuardada.objects.select_for_update().filter(pk__in=visibles.values("pk"), pk=pk)
    hallada = vista.first()
    if hallada is None:
        raise ErrorDeNegocio(_("Esa vista ya no existe."), codigo="no_existe")
    if not puede_cambiar(hallada, por):
        raise ErrorDeNegocio(_("Solo puede cambiarla quien la hizo."), codigo="permiso")
    return hallada


def _poner(
    vista: VistaGuardada,
    por: Usuario,
    nombre: str,
    alcance: str,
    grupo: Grupo | None,
    posicion: int,
) -> VistaGuardada:
    _exigir_que_pueda_compartir(vista, por, alcance, grupo)
    vista.nombre = exigir_texto(nombre, _("Ponle un nombre."), "nombre")
    vista.alcance = alcance
    vista.grupo = grupo if alcance == Alcance.GRUPO else None
    vista.posicion = posicion
    with traducir_integridad():
        vista.save()
    return vista


def _exigir_que_pueda_compartir(
    vista: VistaGuardada, por: Usuario, alcance: str, grupo: Grupo | None
) -> None:
    if alcance == Alcance.TODOS and not por.tiene_rol(*COMPARTEN_CON_TODOS):
        ya_lo_era = vista.pk is not None and vista.alcance == Alcance.TODOS
        if not ya_lo_era:
            raise ErrorDeNegocio(
                _("Para toda la oficina las comparten coordinación, gestión y administración."),
                campo="alcance",
            )
    if alcance == Alcance.GRUPO and grupo is None:
        raise ErrorDeNegocio(_("Di con qué grupo la compartes."), campo="grupo")
    if alcance != Alcance.GRUPO or grupo is None or por.tiene_rol(*COMPARTEN_CON_TODOS):
        return
    if not por.grupos.filter(pk=grupo.pk).exists():
        raise ErrorDeNegocio(_("Solo con los grupos en los que estás."), campo="grupo")
