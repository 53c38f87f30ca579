"""What a rule would have done with last month's cases: how many, and which."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from incidencias.automatismos.motor import casos_de
from incidencias.models import (
    ABIERTAS,
    Automatismo,
    Cuando,
    EventoIncidencia,
    Incidencia,
    IncidenciaQuerySet,
    Momento,
)
from nucleo.tiempo import dia_local

UN_MES = timedelta(days=30)
TOPE = 10_000
MUESTRA = 10


@dataclass(frozen=True)
class Ensayo:
    """`tocaria` of the `miradas` cases, judged as they are today; `ejemplos`, the newest."""

    miradas: int
    tocaria: int
    ejemplos: list[Incidencia]

    @property
    def hay_mas(self) -> bool:
        return self.tocaria > len(self.ejemplos)


def ensayar(automatismo: Automatismo, visibles: IncidenciaQuerySet) -> Ensayo:
    """Look at what happened in the last 30 days. Raises ErrorDeNegocio for bad conditions."""
    miradas = _del_mes(automatismo)
    cumplen = casos_de(automatismo, visibles.filter(pk__in=miradas))
    tocadas = list(cumplen.order_by("-ocurrida_en").values_list("pk", flat=True))
    ejemplos = visibles.filter(pk__in=tocadas[:MUESTRA]).select_related("cliente")
    return Ensayo(
        len(miradas),
        len(tocadas),
        list(ejemplos.defer("busqueda", "descripcion").order_by("-ocurrida_en")),
    )


def _del_mes(automatismo: Automatismo) -> list[int]:
    """The cases on which it would have been set off, whatever its conditions."""
    ahora = timezone.now()
    if automatismo.cuando == Cuando.SUCESO:
        sucesos = EventoIncidencia.objects.filter(
            codigo=automatismo.suceso, dia_local__gte=dia_local(ahora - UN_MES)
        )
        return list(sucesos.order_by().values_list("incidencia_id", flat=True).distinct()[:TOPE])
    espera = timedelta(hours=automatismo.horas or 0)
    campo = automatismo.momento
    if campo == Momento.LIMITE:
        casos = Incidencia.objects.filter(
            estado__in=ABIERTAS, proximo_limite_en__lte=ahora + espera
        )
    else:
        casos = Incidencia.objects.filter(
            **{f"{campo}__gte": ahora - UN_MES - espera, f"{campo}__lte": ahora - espera}
        )
    return list(casos.order_by(f"-{campo}").values_list("pk", flat=True)[:TOPE])
