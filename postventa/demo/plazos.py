"""Clocks alive: levels that warn, reminders to who keeps silent, a power cut in a neighbourhood."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from django.utils import timezone

from cuentas.models import CodigoRol
from incidencias.models import (
    AlcanceAviso,
    DestinoEscalon,
    EscalonPolitica,
    Incidencia,
    MomentoEscalon,
    MotivoEspera,
    PoliticaSLA,
    TipoObjetivo,
)
from incidencias.servicios.contingencias import (
    NuevaContingencia,
    atender_contingencias,
    declarar_contingencia,
)
from nucleo.empresa import olvidar_empresa
from nucleo.models import Empresa
from postventa.demo.mundo import Mundo

ADR = (
    "Si no está de acuerdo, puede acudir gratis a la Junta Arbitral de Consumo de la Comunidad de "
    "Madrid (comunidad.madrid, tel. 012) o a la oficina de consumo de su ayuntamiento."
)
QUE_SE_DICE = (
    "Hay un corte de suministro en su zona desde esta mañana y algunos equipos no arrancan. La "
    "distribuidora trabaja en ello; en cuanto vuelva, lo comprobamos con usted."
)


def poner_plazos(mundo: Mundo) -> None:
    """After the cases: levels and reminders for those that are open, and what happens today."""
    Empresa.objects.update(entidades_adr=ADR)
    olvidar_empresa()
    MotivoEspera.objects.filter(codigo="cliente").update(
        recordatorio_dias=3, recordatorios_max=2, aviso_cierre_dias=4, cierre_dias=7
    )
    for politica in PoliticaSLA.objects.prefetch_related("versiones"):
        _escalones(politica)
    if mundo.es_ahora:
        _cortar_la_luz(mundo)


def _escalones(politica: PoliticaSLA) -> None:
    version = politica.versiones.latest("vigente_desde")
    EscalonPolitica.objects.bulk_create(
        [
            EscalonPolitica(
                version=version,
                tipo=TipoObjetivo.RESOLUCION,
                momento=MomentoEscalon.ANTES,
                porcentaje=75,
                a=DestinoEscalon.RESPONSABLE,
            ),
            EscalonPolitica(
                version=version,
                tipo=TipoObjetivo.RESOLUCION,
                momento=MomentoEscalon.DESPUES,
                minutos=60,
                a=DestinoEscalon.ROL,
                rol=CodigoRol.COORDINADOR,
                correo=True,
            ),
        ]
    )


def _cortar_la_luz(mundo: Mundo) -> None:
    """In the postal code with most open cases."""
    codigos = (
        Incidencia.objects.abiertas()
        .exclude(sede=None)
        .exclude(sede__codigo_postal="")
        .values_list("sede__codigo_postal", flat=True)
    )
    comunes = Counter(codigos).most_common()
    if not comunes:
        return
    donde = min(comunes, key=lambda par: (-par[1], par[0]))[0]
    declarar_contingencia(
        NuevaContingencia(
            nombre="Corte de luz en la zona",
            causa="Avería en un centro de transformación de la distribuidora",
            desde_en=timezone.now() - timedelta(hours=2),
            hasta_en=timezone.now() + timedelta(hours=20),
            area={"codigos_postales": [donde]},
            aviso_a=AlcanceAviso.CASOS,
            texto_cliente=QUE_SE_DICE,
        ),
        por=mundo.casa.personas["coordinador"],
    )
    atender_contingencias()
