"""The priority matrix: a change is a new version, which rules from now on."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cuentas.models import Usuario
from incidencias.models import CeldaMatriz, Impacto, MatrizPrioridad, Prioridad, Urgencia
from incidencias.prioridades import matriz_en, olvidar_matrices
from nucleo.errores import ErrorDeNegocio

PARES = [(impacto.value, urgencia.value) for impacto in Impacto for urgencia in Urgencia]


@transaction.atomic
def publicar_matriz(celdas: Mapping[tuple[str, str], int], *, por: Usuario) -> MatrizPrioridad:
    """Publish a whole matrix: the cases that come, or are reclassified, from now on follow it.

    Those that came before keep their priority. Raises ErrorDeNegocio without a change, for a pair
    that is missing, or if more impact or urgency would give less priority.
    """
    list(MatrizPrioridad.objects.select_for_update().order_by("pk"))
    olvidar_matrices()
    if set(celdas) != set(PARES):
        raise ErrorDeNegocio(_("Falta la prioridad de algún par."))
    if all(matriz_en(timezone.now())[par] == celdas[par] for par in PARES):
        raise ErrorDeNegocio(_("Ya era así: no hay nada que publicar."))
    _exigir_orden(celdas)
    matriz = MatrizPrioridad.objects.create(vigente_desde=timezone.now(), usuario=por)
    CeldaMatriz.objects.bulk_create(
        CeldaMatriz(
            matriz=matriz,
            impacto=impacto,
            urgencia=urgencia,
            prioridad=Prioridad(celdas[impacto, urgencia]),
        )
        for impacto, urgencia in PARES
    )
    olvidar_matrices()
    transaction.on_commit(olvidar_matrices)  # somebody may have looked meanwhile
    return matriz


def _exigir_orden(celdas: Mapping[tuple[str, str], int]) -> None:
    """Both scales go from the most to the least, and a smaller number is more urgent."""
    impactos, urgencias = list(Impacto.values), list(Urgencia.values)
    for i, impacto in enumerate(impactos):
        for u, urgencia in enumerate(urgencias):
            menores = [
                (impactos[i + 1], urgencia) if i + 1 < len(impactos) else None,
                (impacto, urgencias[u + 1]) if u + 1 < len(urgencias) else None,
            ]
            if any(par and celdas[par] < celdas[impacto, urgencia] for par in menores):
                raise ErrorDeNegocio(
                    _("Con más impacto o más urgencia la prioridad no puede ser menor."),
                    campo=f"{impacto}_{urgencia}",
                )
