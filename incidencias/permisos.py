"""Who may decide over a frozen verdict, and up to how much: said here and nowhere else."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from clientes.eventos import Actor, usuario_de
from cuentas.models import CodigoRol, Usuario
from incidencias.models import LimiteCortesia
from nucleo.errores import ErrorDeNegocio
from nucleo.formato import euros_es

# What the customer was told can be changed by these; an administrator is all of them.
CORRIGEN_COBERTURA = frozenset({CodigoRol.COORDINADOR, CodigoRol.GESTOR})

# Views of the Bandeja: who shows one to the whole office, and who takes away another's shared one.
COMPARTEN_CON_TODOS = frozenset({CodigoRol.COORDINADOR, CodigoRol.GESTOR})
QUITAN_VISTAS_AJENAS = frozenset({CodigoRol.COORDINADOR, CodigoRol.GESTOR})

# Whoever stops the agreed clocks of many cases at once, and writes to their customers.
DECLARAN_CONTINGENCIAS = (CodigoRol.COORDINADOR, CodigoRol.GESTOR, CodigoRol.ADMINISTRADOR)


def exigir_correccion(por: Actor) -> None:
    """Raises ErrorDeNegocio, saying who may, for somebody who may not correct a verdict."""
    usuario = usuario_de(por)
    if usuario is None or not usuario.tiene_rol(*CORRIGEN_COBERTURA):
        raise ErrorDeNegocio(
            _("Corregir lo que se decidió sobre la cobertura es cosa de %(quienes)s.")
            % {"quienes": _enumerar(sorted(str(rol.label) for rol in CORRIGEN_COBERTURA))},
            codigo="sin_permiso",
        )


def exigir_cortesia(por: Actor, coste_eur: Decimal) -> None:
    """Raises ErrorDeNegocio, saying who may, above the limit of the roles of who acts."""
    usuario = usuario_de(por)
    limites = list(LimiteCortesia.objects.all())
    suyos = [fila for fila in limites if usuario is not None and _tiene(usuario, fila.rol)]
    if any(fila.alcanza(coste_eur) for fila in suyos):
        return
    mio = max((fila.importe_eur for fila in suyos if fila.importe_eur), default=None)
    frase = (
        _("Tu límite de cortesía es de %(limite)s.") % {"limite": euros_es(mio)}
        if mio
        else _("Con tu rol no se dan cortesías.")
    )
    raise ErrorDeNegocio(
        f"{frase} {_quien_puede(limites, coste_eur)}",
        campo="coste_eur",
        codigo="limite_de_cortesia",
    )


def quienes_alcanzan(importe_eur: Decimal) -> list[Usuario]:
    """Who may give that much alone, among those who work here now."""
    roles = [fila.rol for fila in LimiteCortesia.objects.all() if fila.alcanza(importe_eur)]
    return list(Usuario.objects.activos().con_rol(*roles).order_by("pk"))


def limite_de_cortesia(usuario: Usuario) -> Decimal | None:
    """The highest of this person's roles: None is without limit, 0 none at all."""
    suyos = [fila for fila in LimiteCortesia.objects.all() if _tiene(usuario, fila.rol)]
    if any(fila.importe_eur is None for fila in suyos):
        return None
    return max((fila.importe_eur for fila in suyos if fila.importe_eur), default=Decimal(0))


def _tiene(usuario: Usuario, rol: str) -> bool:
    """The role itself: an administrator has the limit of an administrator."""
    return rol in usuario.codigos_de_rol


def _quien_puede(limites: list[LimiteCortesia], coste_eur: Decimal) -> str:
    alcanzan = [fila for fila in limites if fila.alcanza(coste_eur)]
    if not alcanzan:
        return _("Nadie puede dar una tan alta: los límites se cambian en Ajustes.")
    alcanzan.sort(key=lambda fila: (fila.importe_eur is None, fila.importe_eur or 0))
    nombres = [_con_su_limite(fila) for fila in alcanzan]
    return _("Puede darla alguien de %(quienes)s.") % {"quienes": _enumerar(nombres, _("o"))}


def _con_su_limite(fila: LimiteCortesia) -> str:
    rol = fila.get_rol_display()
    if fila.importe_eur is None:
        return _("%(rol)s (sin límite)") % {"rol": rol}
    return _("%(rol)s (hasta %(limite)s)") % {"rol": rol, "limite": euros_es(fila.importe_eur)}


def _enumerar(cosas: list[str], y: str = "") -> str:
    *primeras, ultima = cosas
    return f"{', '.join(primeras)} {y or _('y')} {ultima}" if primeras else ultima
