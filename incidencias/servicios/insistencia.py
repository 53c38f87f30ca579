"""The third contact about the same warns the supervisor, once a case."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from cuentas.servicios import notificar
from incidencias.eventos import Codigo
from incidencias.insistencia import insistencias, supervisores_de
from incidencias.models import EventoIncidencia, Incidencia
from incidencias.servicios.linea import anotar
from nucleo.eventos import SISTEMA


def avisar_si_insiste(incidencia: Incidencia, *, es_nueva: bool = False) -> bool:
    """Tell the supervisor if the customer has contacted too often about it; whether it was told.

    Call it last, inside the service that saved the contact: the case's lock makes it happen once.
    """
    if not incidencia.esta_abierta:
        return False
    cuenta = insistencias([incidencia.pk])[incidencia.pk]
    if not cuenta.es_demasiada or (not es_nueva and _ya_se_dijo(incidencia)):
        return False
    anotar(
        incidencia,
        Codigo.INSISTENCIA,
        por=SISTEMA,
        en=timezone.now(),
        contactos=cuenta.contactos,
        dias=cuenta.dias,
    )
    notificar(
        supervisores_de(incidencia),
        clave=f"insistencia:{incidencia.pk}",
        texto=_("%(cliente)s va por el %(veces)s.º contacto en %(dias)s días · %(codigo)s")
        % {
            "cliente": incidencia.cliente,
            "veces": cuenta.contactos,
            "dias": cuenta.dias,
            "codigo": incidencia.codigo,
        },
        url=incidencia.get_absolute_url(),
        icono="megaphone",
    )
    return True


def _ya_se_dijo(incidencia: Incidencia) -> bool:
    dichas = EventoIncidencia.objects.filter(incidencia=incidencia, codigo=Codigo.INSISTENCIA)
    return dichas.exists()
