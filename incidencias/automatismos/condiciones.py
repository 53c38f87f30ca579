"""The *if* of a rule: fields of a case, each with its operators, compiled to a query.

A condition is JSON: {"campo": "prioridad", "operador": "es", "valor": ["1", "2"]}. The same query
judges one case and counts last month's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clientes.models import Idioma, TipoCliente
from cuentas.models import Grupo, Usuario
from incidencias.models import (
    Canal,
    Categoria,
    ClaseLegal,
    Estado,
    Impacto,
    MotivoEspera,
    Prioridad,
    Tipo,
    Urgencia,
)
from nucleo.errores import ErrorDeNegocio
from nucleo.models.empresa import Comunidad

Opciones = Callable[[], Iterable[tuple[Any, Any]]]
HORAS_MAXIMAS = 24 * 366 * 5


class Clase(StrEnum):
    ELECCION = "eleccion"
    TEXTO = "texto"
    NUMERO = "numero"
    SI_NO = "si_no"
    HORAS = "horas"  # how long ago an instant was


OPERADORES: dict[Clase, tuple[tuple[str, str | Promise], ...]] = {
    Clase.ELECCION: (
        ("es", gettext_lazy("es")),
        ("no_es", gettext_lazy("no es")),
        ("vacio", gettext_lazy("está sin decir")),
        ("dicho", gettext_lazy("está dicho")),
    ),
    Clase.TEXTO: (
        ("contiene", gettext_lazy("contiene")),
        ("no_contiene", gettext_lazy("no contiene")),
    ),
    Clase.NUMERO: (
        ("al_menos", gettext_lazy("es al menos")),
        ("como_mucho", gettext_lazy("es como mucho")),
    ),
    Clase.SI_NO: (("si", gettext_lazy("sí")), ("no", gettext_lazy("no"))),
    Clase.HORAS: (
        ("hace_mas", gettext_lazy("hace más de (horas)")),
        ("hace_menos", gettext_lazy("hace menos de (horas)")),
    ),
}
SIN_VALOR = frozenset({"vacio", "dicho", "si", "no"})


@dataclass(frozen=True)
class Campo:
    """Something of a case that a rule may look at. `ruta` is where the database has it."""

    clave: str
    titulo: str | Promise
    ruta: str
    clase: Clase
    opciones: Opciones | None = None

    @property
    def operadores(self) -> tuple[tuple[str, str | Promise], ...]:
        return OPERADORES[self.clase]


def _filas(modelo: Any, **filtro: Any) -> Opciones:
    return lambda: [(fila.pk, str(fila)) for fila in modelo.objects.filter(**filtro)]


def _coberturas() -> list[tuple[str, str]]:
    return [
        ("cubierto", _("cubierto")),
        ("parcial", _("cubierto en parte")),
        ("no", _("no cubierto")),
        ("indeterminado", _("sin decidir")),
    ]


def _de(opciones: Any) -> Opciones:
    return lambda: opciones.choices


CAMPOS: dict[str, Campo] = {
    campo.clave: campo
    for campo in (
        Campo("tipo", gettext_lazy("el tipo"), "tipo", Clase.ELECCION, _de(Tipo)),
        Campo("canal", gettext_lazy("el canal"), "canal", Clase.ELECCION, _de(Canal)),
        Campo("estado", gettext_lazy("el estado"), "estado", Clase.ELECCION, _de(Estado)),
        Campo(
            "prioridad", gettext_lazy("la prioridad"), "prioridad", Clase.ELECCION, _de(Prioridad)
        ),
        Campo("impacto", gettext_lazy("el impacto"), "impacto", Clase.ELECCION, _de(Impacto)),
        Campo("urgencia", gettext_lazy("la urgencia"), "urgencia", Clase.ELECCION, _de(Urgencia)),
        Campo(
            "clase_legal",
            gettext_lazy("la clase legal"),
            "clase_legal",
            Clase.ELECCION,
            _de(ClaseLegal),
        ),
        Campo("idioma", gettext_lazy("el idioma"), "idioma", Clase.ELECCION, _de(Idioma)),
        Campo(
            "categoria",
            gettext_lazy("la categoría"),
            "categoria",
            Clase.ELECCION,
            _filas(Categoria, activa=True),
        ),
        Campo(
            "grupo", gettext_lazy("el grupo"), "grupo", Clase.ELECCION, _filas(Grupo, activo=True)
        ),
        Campo(
            "responsable",
            gettext_lazy("el responsable"),
            "responsable",
            Clase.ELECCION,
            lambda: [(uno.pk, str(uno)) for uno in Usuario.objects.de_oficina()],
        ),
        Campo(
            "cobertura",
            gettext_lazy("la cobertura"),
            "veredicto__estado",
            Clase.ELECCION,
            _coberturas,
        ),
        Campo(
            "cliente_tipo",
            gettext_lazy("el cliente es"),
            "cliente__tipo",
            Clase.ELECCION,
            _de(TipoCliente),
        ),
        Campo(
            "comunidad",
            gettext_lazy("la comunidad de la sede"),
            "sede__comunidad",
            Clase.ELECCION,
            _de(Comunidad),
        ),
        Campo("asunto", gettext_lazy("el asunto"), "asunto", Clase.TEXTO),
        Campo("descripcion", gettext_lazy("la descripción"), "descripcion", Clase.TEXTO),
        Campo("cliente", gettext_lazy("el nombre del cliente"), "cliente__nombre", Clase.TEXTO),
        Campo(
            "segmento", gettext_lazy("el segmento del cliente"), "cliente__segmento", Clase.TEXTO
        ),
        Campo(
            "correo", gettext_lazy("el correo de quien escribe"), "contacto__correo", Clase.TEXTO
        ),
        Campo("marca", gettext_lazy("la marca"), "equipo__producto__marca", Clase.TEXTO),
        Campo("familia", gettext_lazy("la familia"), "equipo__producto__familia", Clase.TEXTO),
        Campo("modelo", gettext_lazy("el modelo"), "equipo__producto__modelo", Clase.TEXTO),
        Campo(
            "codigo_postal",
            gettext_lazy("el código postal de la sede"),
            "sede__codigo_postal",
            Clase.TEXTO,
        ),
        Campo(
            "contactos",
            gettext_lazy("las veces que ha contactado"),
            "contactos_cliente",
            Clase.NUMERO,
        ),
        Campo(
            "espera",
            gettext_lazy("el motivo de espera"),
            "motivo_espera",
            Clase.ELECCION,
            _filas(MotivoEspera, activo=True),
        ),
        Campo("vital", gettext_lazy("es una urgencia vital"), "es_urgencia_vital", Clase.SI_NO),
        Campo("reaperturas", gettext_lazy("las reaperturas"), "reaperturas", Clase.NUMERO),
        Campo("traspasos", gettext_lazy("los traspasos"), "traspasos", Clase.NUMERO),
        Campo(
            "provisional",
            gettext_lazy("el remitente está sin identificar"),
            "cliente__es_provisional",
            Clase.SI_NO,
        ),
        Campo(
            "mayor_65",
            gettext_lazy("quien habla tiene 65 años o más"),
            "contacto__es_mayor_65",
            Clase.SI_NO,
        ),
        Campo(
            "ha_respondido",
            gettext_lazy("lo último lo dijo el cliente"),
            "responde_el_cliente",
            Clase.SI_NO,
        ),
        Campo("llegada", gettext_lazy("llegó"), "ocurrida_en", Clase.HORAS),
        Campo(
            "ultimo_mensaje", gettext_lazy("el último mensaje"), "ultimo_mensaje_en", Clase.HORAS
        ),
    )
}


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
    elif campo.clase in {Clase.NUMERO, Clase.HORAS}:
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
    campo = CAMPOS[condicion["campo"]]
    return COMPARACIONES[condicion["operador"]](campo, condicion["valor"])


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


COMPARACIONES: dict[str, Callable[[Campo, list[str]], Q]] = {
    "es": lambda campo, valor: Q(**{f"{campo.ruta}__in": valor}),
    "no_es": lambda campo, valor: ~Q(**{f"{campo.ruta}__in": valor}),
    "vacio": _vacio,
    "dicho": lambda campo, valor: ~_vacio(campo, valor),
    "contiene": lambda campo, valor: Q(**{f"{campo.ruta}__icontains": valor[0]}),
    "no_contiene": lambda campo, valor: ~Q(**{f"{campo.ruta}__icontains": valor[0]}),
    "al_menos": lambda campo, valor: Q(**{f"{campo.ruta}__gte": int(Decimal(valor[0]))}),
    "como_mucho": lambda campo, valor: Q(**{f"{campo.ruta}__lte": int(Decimal(valor[0]))}),
    "si": lambda campo, valor: Q(**{campo.ruta: True}),
    "no": lambda campo, valor: ~Q(**{campo.ruta: True}),
    "hace_mas": _hace("lt"),
    "hace_menos": _hace("gte"),
}


def en_palabras(condicion: Mapping[str, Any]) -> str:
    """ "la prioridad es Crítica o Alta"; what no longer exists, as such."""
    campo = CAMPOS.get(str(condicion.get("campo")))
    if campo is None:
        return _("una condición que ya no existe")
    operador = dict(campo.operadores).get(str(condicion.get("operador")), "")
    titulos = {str(clave): str(titulo) for clave, titulo in (campo.opciones or list)()}
    valores = [titulos.get(uno, uno) for uno in condicion.get("valor", [])]
    return " ".join(filter(None, [str(campo.titulo), str(operador), _(" o ").join(valores)]))
