"""What a repair does to the rights of its unit: it stops terms (TRLGDCU art. 122) and gives one.

In the workshop the unit is ours from the hand-in to the hand-over; at home, from the first session
with somebody there until the work ends, however many visits it takes. Whoever pays, a repair or an
installation that is handed over working is guaranteed (RD 58/1988 art. 6).
"""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from clientes.eventos import Actor
from clientes.models import SuspensionCobertura
from clientes.servicios import (
    devolver_equipo,
    garantizar_reparacion,
    poner_a_disposicion,
    retomar_equipo,
)
from nucleo.tiempo import dia_local
from sat.models import Estado, Intervencion, Lugar, OrdenTrabajo, Resultado, ResultadoVisita, Tipo

# The unit conforms again: from there the year of art. 122.3 runs.
CONFORME = frozenset({Resultado.REPARADO, Resultado.REALIZADO})
SE_GARANTIZAN = frozenset({Tipo.REPARACION, Tipo.INSTALACION})


def tras_recibir(orden: OrdenTrabajo, *, en: datetime, por: Actor) -> None:
    """The unit comes into our hands: if its repair is a remedy, its terms stop. Idempotent."""
    if _suspende(orden):
        _poner_a_disposicion(orden, desde=en, por=por)


def tras_la_visita(orden: OrdenTrabajo, sesion: Intervencion, *, en: datetime, por: Actor) -> None:
    """At home, the customer has it back when the work ends; until then, it is stopped."""
    if orden.lugar == Lugar.TALLER:
        return
    if orden.estado == Estado.TERMINADA:
        tras_entregar(orden, en=en, por=por)
    elif sesion.resultado != ResultadoVisita.AUSENTE and _la_para(orden):
        _poner_a_disposicion(orden, desde=sesion.iniciada_en, por=por)


def tras_entregar(orden: OrdenTrabajo, *, en: datetime, por: Actor) -> None:
    """The customer has it: its terms run again and, if it works, the repair is guaranteed."""
    terminar_suspension(orden, hasta=en, por=por)
    if se_garantiza(orden):
        garantizar_reparacion(
            orden.equipo_id,  # type: ignore[arg-type]
            por=por,
            entregado_en=dia_local(en),
            defecto=reparado_en(orden),
            referencia=orden.codigo,
            territorio=orden.sede.comunidad if orden.sede else "",
            en=en,
        )


def tras_reabrir(orden: OrdenTrabajo, *, en: datetime, por: Actor) -> None:
    """It was not right: the terms that it stopped stand stopped (art. 122.1)."""
    suya = SuspensionCobertura.objects.filter(equipo=orden.equipo_id, referencia=orden.codigo)
    suspension = suya.first() if orden.equipo_id else None
    if suspension is not None and _la_para(orden):
        retomar_equipo(suspension.pk, por=por, en=en)


def terminar_suspension(orden: OrdenTrabajo, *, hasta: datetime, por: Actor) -> None:
    """It goes back; without a hand-in on record, the first session put it at our disposal.

    An order that comes back from *entregada* and is handed over again moves the end.
    """
    desde = orden.recibido_en or _primera_sesion(orden)
    if desde is None or not _la_para(orden):
        return
    suspension = _poner_a_disposicion(orden, desde=desde, por=por)
    devolver_equipo(
        suspension.pk,
        por=por,
        devuelto_en=dia_local(hasta),
        conforme=orden.resultado in CONFORME,
        de_nuevo=True,
        en=hasta,
    )


def _poner_a_disposicion(
    orden: OrdenTrabajo, *, desde: datetime, por: Actor
) -> SuspensionCobertura:
    return poner_a_disposicion(
        orden.equipo_id,  # type: ignore[arg-type]
        por=por,
        entregado_en=dia_local(desde),
        defecto=defecto_de(orden),
        referencia=orden.codigo,
        en=desde,
    )


def _la_tiene_otra(orden: OrdenTrabajo) -> bool:
    """The terms are stopped by another order already; a visit for this one ends all the same."""
    abiertas = SuspensionCobertura.objects.filter(equipo=orden.equipo_id, devuelto_en=None)
    return abiertas.exclude(referencia=orden.codigo).exists()


def _la_para(orden: OrdenTrabajo) -> bool:
    """It is this order that stops the terms of its unit."""
    return _suspende(orden) and not _la_tiene_otra(orden)


def _suspende(orden: OrdenTrabajo) -> bool:
    """Not for a unit that was retired meanwhile: delivering the one in its place ended them."""
    equipo = orden.equipo
    return orden.es_garantia_legal and equipo is not None and equipo.retirado_en is None


def _primera_sesion(orden: OrdenTrabajo) -> datetime | None:
    """When somebody first worked on it: nobody there is no session."""
    sesiones = orden.intervenciones.exclude(resultado=ResultadoVisita.AUSENTE)
    primera = sesiones.order_by("iniciada_en").first()
    return primera.iniciada_en if primera else None


def se_garantiza(orden: OrdenTrabajo) -> bool:
    """A repair or an installation that ended well."""
    return (
        orden.equipo_id is not None and orden.tipo in SE_GARANTIZAN and orden.resultado in CONFORME
    )


def defecto_de(orden: OrdenTrabajo) -> str:
    """In which words the defect is known again when it comes back."""
    return (orden.categoria.nombre if orden.categoria else orden.sintoma)[:120]


def reparado_en(orden: OrdenTrabajo) -> str:
    """The defect that its guarantee reaches; without a word of it, whatever was done."""
    return defecto_de(orden) or _("lo hecho en %(codigo)s") % {"codigo": orden.codigo}
