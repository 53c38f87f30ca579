"""Pages of the law: «¿Está cubierto?» and the rules with their figures."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from normativa.forms import CoberturaForm
from normativa.parametros import parametros_vigentes
from normativa.presentacion import presentar_decision
from normativa.reglas.catalogo import REGLAS
from normativa.reglas.cobertura import decidir_cobertura
from normativa.reglas.tipos import CERTEZAS
from nucleo.htmx import pintar
from nucleo.models.empresa import Comunidad
from nucleo.permisos import exige_rol
from nucleo.tiempo import dia_local

PERSONAL = ("agente", "coordinador", "tecnico", "gestor", "calidad", "administrador")


@require_safe
@exige_rol(*PERSONAL)
def cobertura(request: HttpRequest) -> HttpResponse:
    """Ask with the facts in the URL, so that the answer can be shared and printed."""
    form = CoberturaForm(request.GET or None)
    contexto: dict[str, Any] = {
        "form": form,
        "decision": None,
        "con_reparaciones": form.tiene_reparaciones,
        "titulo_reparaciones": _("Reparaciones en garantía"),
        "ayuda_reparaciones": _(
            "Solo las que se hicieron en garantía. Sin fecha de devolución: sigue con nosotros."
        ),
    }
    if form.is_bound and form.is_valid():
        decision = decidir_cobertura(form.hechos(dia_local(now())), parametros_vigentes())
        contexto["decision"] = presentar_decision(decision)
    estado = 422 if form.is_bound and form.errors else 200
    return pintar(request, "normativa/cobertura.html", contexto, status=estado)


@require_safe
@exige_rol(*PERSONAL)
def reglas(request: HttpRequest) -> HttpResponse:
    """Every rule that is computed, with its figures, their dates and how sure we are."""
    cifras = sorted(parametros_vigentes(), key=lambda c: c.desde, reverse=True)
    cifras.sort(key=lambda c: (c.codigo, c.territorio))
    territorios = dict(Comunidad.choices)
    filas = [
        {
            "regla": regla,
            "cifras": [
                {
                    "cifra": cifra,
                    "certeza": _(CERTEZAS[cifra.certeza]),
                    "donde": territorios.get(cifra.territorio, _("España")),
                }
                for cifra in cifras
                if cifra.codigo in regla.parametros
            ],
        }
        for regla in REGLAS
    ]
    return pintar(request, "normativa/reglas.html", {"filas": filas})
