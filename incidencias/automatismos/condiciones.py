"""The *if* of a rule: fields of a case, each with its operators, compiled to a query.

A condition is JSON: {"campo": "prioridad", "operador": "es", "valor": ["1", "2"]}. The same query
judges one case and counts last month's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal, InvalidOperation
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db.models import Exists, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from incidencias.automatismos.campos import CAMPOS, SIN_VALOR, Campo, Clase
from nucleo.errores import ErrorDeNegocio

HORAS_MAXIMAS = 24 * 366 * 5


def exigir_condicion(condicion: Mapping[str, Any]) -> dict[str, Any]:
    """The condition as it is stored. Raises ErrorDeNegocio for what cannot be judged."""
    campo = CAMPOS.get(str(condicion.get("campo")))
    if campo is None:
        raise ErrorDeNegocio(_("Esa condición ya no existe."), campo="condiciones")
    operador = str(condicion.get("operador"))
    if operador not in dict(campo.operadores):
        raise ErrorDeNegocio(_("Di cómo se compara %(campo)s.") % {"campo": campo.titulo})
    if operador in SIN_VALOR:
        return {"campo": campo.clave, "operador": operador, "valor": []}
    return {
        "campo": campo.clave,
        "operador": operador,
        "valor": _valor(campo, condicion.get("valor")),
    }


def _valor(campo: Campo, valor: Any) -> list[str]:
    escritos = [str(uno).strip() for uno in (valor if isinstance(valor, list) else [valor])]
    escritos = [uno for uno in escritos if uno and uno != "None"]
    if not escritos:
        raise ErrorDeNegocio(_("Di con qué se compara %(campo)s.") % {"campo": campo.titulo})
    if campo.opciones is not None:
        conocidas = {str(clave) for clave, _titulo in campo.opciones()}
        if not conocidas.issuperset(escritos):
            raise ErrorDeNegocio(_("Elige %(campo)s de la lista.") % {"campo": campo.titulo})
    elif campo.clase in {Clase.NUMERO, Clase.HORAS, Clase.PLAZO}:
        _exigir_numero(campo, escritos[0])
    return escritos


def _exigir_numero(campo: Campo, escrito: str) -> None:
    try:
        numero = Decimal(escrito)
    except InvalidOperation:
        numero = Decimal(-1)
    if not numero.is_finite() or not 0 <= numero <= HORAS_MAXIMAS or numero != int(numero):
        raise ErrorDeNegocio(_("Escribe un número para %(campo)s.") % {"campo": campo.titulo})


def consulta(condiciones: Sequence[Mapping[str, Any]], *, todas: bool) -> Q:
    """The query of those conditions: all of them, or any. Without conditions, every case."""
    partes = [_una(exigir_condicion(condicion)) for condicion in condiciones]
    return reduce(and_ if todas else or_, partes) if partes else Q()


def _una(condicion: Mapping[str, Any]) -> Q:
    campo, operador = CAMPOS[condicion["campo"]], condicion["operador"]
    contrario = CONTRARIOS.get(operador)
    afirma = _afirma(campo, contrario or operador, condicion["valor"])
    return ~afirma if contrario else afirma


def _afirma(campo: Campo, operador: str, valor: list[str]) -> Q:
    """In the case itself, or in some row beside it: what is not in any is what is denied."""
    if campo.filas is None:
        return COMPARACIONES[operador](campo, valor)
    if operador == "vacio":
        return ~Q(Exists(campo.filas()))
    if operador == "si":
        return Q(Exists(campo.filas()))
    return Q(Exists(campo.filas().filter(COMPARACIONES[operador](campo, valor))))


def _vacio(campo: Campo, valor: list[str]) -> Q:
    """Nothing said: no row beside it, or (where it is a text) an empty one."""
    nulo = Q(**{f"{campo.ruta}__isnull": True})
    es_fila = campo.clave in {"categoria", "grupo", "responsable", "espera"}
    return nulo if es_fila or campo.clave == "prioridad" else nulo | Q(**{campo.ruta: ""})


def _hace(cota: str) -> Callable[[Campo, list[str]], Q]:
    def comparar(campo: Campo, valor: list[str]) -> Q:
        limite = timezone.now() - timedelta(hours=int(Decimal(valor[0])))
        return Q(**{f"{campo.ruta}__{cota}": limite})

    return comparar


def _vence_antes(campo: Campo, valor: list[str]) -> Q:
    """Still to come: what has expired is said apart."""
    ahora = timezone.now()
    return Q(**{f"{campo.ruta}__range": (ahora, ahora + timedelta(hours=int(Decimal(valor[0]))))})


COMPARACIONES: dict[str, Callable[[Campo, list[str]], Q]] = {
    "es": lambda campo, valor: Q(**{f"{campo.ruta}__in": valor}),
    "vacio": _vacio,
    "contiene": lambda campo, valor: Q(**{f"{campo.ruta}__icontains": valor[0]}),
    "al_menos": lambda campo, valor: Q(**{f"{campo.ruta}__gte": int(Decimal(valor[0]))}),
    "como_mucho": lambda campo, valor: Q(**{f"{campo.ruta}__lte": int(Decimal(valor[0]))}),
    "si": lambda campo, valor: Q(**{campo.ruta: True}),
    "hace_mas": _hace("lt"),
    "hace_menos": _hace("gte"),
    "vence_antes": _vence_antes,
    "vencido": lambda campo, valor: Q(**{f"{campo.ruta}__lt": timezone.now()}),
}
CONTRARIOS = {
    "no_es": "es",
    "dicho": "vacio",
    "no_contiene": "contiene",
    "no": "si",
    "no_vencido": "vencido",
}


def en_palabras(condicion: Mapping[str, Any]) -> str:
    """ "la prioridad es Crítica o Alta"; what no longer exists, as such."""
    campo = CAMPOS.get(str(condicion.get("campo")))
    if campo is None:
        return _("una condición que ya no existe")
    operador = dict(campo.operadores).get(str(condicion.get("operador")), "")
    if campo.clase == Clase.SI_NO:
        return f"{campo.titulo}: {operador}"
    titulos = {str(clave): str(titulo) for clave, titulo in (campo.opciones or list)()}
    valores = [titulos.get(uno, uno) for uno in condicion.get("valor", [])]
    return " ".join(filter(None, [str(campo.titulo), str(operador), _(" o ").join(valores)]))
