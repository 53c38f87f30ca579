"""Write, switch on and off the rules by which the house does things by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cuentas.models import CodigoRol, Usuario
from cuentas.servicios import notificar
from incidencias.actuaciones import leer
from incidencias.automatismos.condiciones import exigir_condicion
from incidencias.automatismos.sucesos import sucesos
from incidencias.models import AccionAutomatismo, Automatismo, Cuando
from nucleo.errores import ErrorDeNegocio
from nucleo.exigencias import exigir_texto
from nucleo.restricciones import traducir_integridad

ESCRIBEN = (CodigoRol.GESTOR, CodigoRol.ADMINISTRADOR)
TOPE = 20  # conditions or actions: past it nobody knows what it does


@dataclass(frozen=True)
class DatosAutomatismo:
    """What a rule says. `condiciones` and `acciones` are JSON, checked when it is saved."""

    nombre: str
    cuando: str
    suceso: str = ""
    momento: str = ""
    horas: int | None = None
    todas: bool = True
    solo_en_horario: bool = False
    condiciones: Sequence[Mapping[str, Any]] = ()
    acciones: Sequence[tuple[str, Mapping[str, Any]]] = ()


@transaction.atomic
def guardar_automatismo(
    datos: DatosAutomatismo, *, por: Usuario, pk: int | None = None
) -> Automatismo:
    """Write a new rule (switched off), or change one: it acts on what happens from now on.

    Raises ErrorDeNegocio without a name, without actions, or for what makes no sense.
    """
    _exigir_permiso(por)
    automatismo = componer_automatismo(datos, _bloqueado(pk) or Automatismo(creado_por=por))
    acciones = [(codigo, dict(con)) for codigo, con in datos.acciones]
    _exigir_acciones(acciones)
    if automatismo.activo_desde is not None:
        automatismo.activo_desde = timezone.now()
    with traducir_integridad():
        automatismo.save()
    automatismo.acciones.all().delete()
    AccionAutomatismo.objects.bulk_create(
        AccionAutomatismo(automatismo=automatismo, orden=orden, codigo=codigo, datos=con)
        for orden, (codigo, con) in enumerate(acciones)
    )
    return automatismo


def componer_automatismo(datos: DatosAutomatismo, automatismo: Automatismo) -> Automatismo:
    """Put in the row, unsaved, what the data say. Raises ErrorDeNegocio for what makes no sense."""
    nombre = exigir_texto(datos.nombre, _("Ponle un nombre."), "nombre")
    if len(datos.condiciones) > TOPE or len(datos.acciones) > TOPE:
        raise ErrorDeNegocio(_("Más de %(n)d no hay quien las entienda.") % {"n": TOPE})
    es_suceso = datos.cuando == Cuando.SUCESO
    if es_suceso and datos.suceso not in dict(sucesos()):
        raise ErrorDeNegocio(_("Di qué tiene que pasar."), campo="suceso")
    if not es_suceso and not (datos.momento and datos.horas):
        raise ErrorDeNegocio(_("Di cuántas horas y desde cuándo."), campo="horas")
    automatismo.nombre = nombre
    automatismo.cuando = Cuando(datos.cuando)
    automatismo.suceso = datos.suceso if es_suceso else ""
    automatismo.momento = "" if es_suceso else datos.momento
    automatismo.horas = None if es_suceso else datos.horas
    automatismo.todas = datos.todas
    automatismo.solo_en_horario = datos.solo_en_horario
    automatismo.condiciones = [exigir_condicion(condicion) for condicion in datos.condiciones]
    return automatismo


@transaction.atomic
def activar_automatismo(pk: int, *, por: Usuario) -> Automatismo:
    """Switch it on: it acts on what happens from now on. Also one that we had stopped."""
    _exigir_permiso(por)
    automatismo = Automatismo.objects.select_for_update().get(pk=pk)
    for accion in automatismo.acciones.all():
        leer(accion.codigo, accion.datos)
    _descartar_pendientes(automatismo)  # of one that we had stopped: that was before now
    automatismo.activo_desde, automatismo.parado_en = timezone.now(), None
    automatismo.save(update_fields=["activo_desde", "parado_en"])
    return automatismo


@transaction.atomic
def desactivar_automatismo(pk: int, *, por: Usuario) -> Automatismo:
    """Switch it off: what it had pending is not done."""
    _exigir_permiso(por)
    automatismo = Automatismo.objects.select_for_update().get(pk=pk)
    automatismo.activo_desde = None
    automatismo.save(update_fields=["activo_desde"])
    _descartar_pendientes(automatismo)
    return automatismo


@transaction.atomic
def parar_automatismo(automatismo: Automatismo, *, por_que: str) -> None:
    """It is doing harm or no longer makes sense: stopped, and whoever can mend it is told."""
    ahora = timezone.now()
    vivo = Automatismo.objects.filter(pk=automatismo.pk, parado_en=None)
    if not vivo.update(parado_en=ahora):
        return
    automatismo.parado_en = ahora
    notificar(
        Usuario.objects.activos().con_rol(CodigoRol.ADMINISTRADOR, CodigoRol.GESTOR),
        clave=f"automatismo:{automatismo.pk}:{ahora.isoformat(timespec='seconds')}",
        texto=_("Hemos parado el automatismo «%(nombre)s»: %(por_que)s")
        % {"nombre": automatismo, "por_que": por_que},
        url=automatismo.get_absolute_url(),
        icono="octagon-alert",
        correo=True,
    )


def _descartar_pendientes(automatismo: Automatismo) -> None:
    """But what is being done right now, whose worker may be about to stop this very rule."""
    pendientes = automatismo.ejecuciones.filter(resultado="pendiente")
    libres = pendientes.select_for_update(skip_locked=True).values_list("pk", flat=True)
    automatismo.ejecuciones.filter(pk__in=list(libres)).update(
        resultado="descartada", hecha_en=timezone.now()
    )


def _bloqueado(pk: int | None) -> Automatismo | None:
    return None if pk is None else Automatismo.objects.select_for_update().get(pk=pk)


def _exigir_acciones(acciones: Sequence[tuple[str, Mapping[str, Any]]]) -> None:
    if not acciones:
        raise ErrorDeNegocio(_("Di al menos una cosa que tiene que hacer."))
    for codigo, con in acciones:
        actuacion, _limpios = leer(codigo, con)
        if actuacion.solo_personas:
            raise ErrorDeNegocio(
                _("«%(accion)s» solo lo hace una persona.") % {"accion": actuacion.titulo}
            )


def _exigir_permiso(por: Usuario) -> None:
    if not por.tiene_rol(*ESCRIBEN):
        raise ErrorDeNegocio(_("Los automatismos los escribe Gestión o Administración."))
