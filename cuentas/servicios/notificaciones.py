"""Tell the people who work here something, once each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cuentas.campana import olvidar_cuenta
from cuentas.models import Notificacion, Usuario
from nucleo.comunicaciones import encolar

LARGO_TEXTO = 300


@transaction.atomic(savepoint=False)
def notificar(
    usuarios: Iterable[Usuario],
    *,
    clave: str,
    texto: str,
    url: str,
    icono: str = "bell",
    correo: bool = False,
    programado_para: datetime | None = None,
) -> int:
    """Tell each person `texto` about the page `url`, once per `clave`; returns to how many anew.

    With `correo` it also leaves by mail, at `programado_para` or now. Who is no longer active or
    does not work here is left out.
    """
    destinatarios = {u.pk: u for u in usuarios if u.is_active and u.es_personal}
    ya = set(
        Notificacion.objects.filter(usuario__in=destinatarios, clave=clave).values_list(
            "usuario", flat=True
        )
    )
    nuevos = [usuario for pk, usuario in destinatarios.items() if pk not in ya]
    Notificacion.objects.bulk_create(
        [
            Notificacion(
                usuario=usuario, clave=clave, texto=texto[:LARGO_TEXTO], url=url, icono=icono
            )
            for usuario in nuevos
        ],
        ignore_conflicts=True,  # another transaction may be telling the same
    )
    for usuario in nuevos:
        olvidar_cuenta(usuario.pk)
        if correo:
            _por_correo(usuario, clave, texto, url, programado_para)
    return len(nuevos)


@transaction.atomic
def abrir_notificacion(pk: int, *, por: Usuario) -> Notificacion:
    """Mark one's own notification as read. Raises Notificacion.DoesNotExist for another's."""
    notificacion = Notificacion.objects.get(pk=pk, usuario=por)
    if notificacion.leida_en is None:
        leer_notificaciones(por=por, hasta=pk, solo=pk)
    return notificacion


@transaction.atomic
def leer_notificaciones(*, por: Usuario, hasta: int, solo: int | None = None) -> int:
    """Mark as read those up to `hasta` (what the person had in front); returns how many."""
    propias = Notificacion.objects.sin_leer().filter(usuario=por, pk__lte=hasta)
    if solo is not None:
        propias = propias.filter(pk=solo)
    leidas = propias.update(leida_en=timezone.now())
    olvidar_cuenta(por.pk)
    return leidas


def _por_correo(
    usuario: Usuario, clave: str, texto: str, url: str, programado_para: datetime | None
) -> None:
    encolar(
        clave=f"notificacion:{usuario.pk}:{clave}",
        plantilla="cuentas/notificacion",
        para=usuario.email,
        asunto=texto,
        datos={
            "nombre": str(usuario),
            "texto": texto,
            "enlace": settings.URL_PUBLICA + url,
        },
        programado_para=programado_para,
    )
