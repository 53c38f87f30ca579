"""What a rule may look at in a case: its fields, each with its operators and where it is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

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
from nucleo.models.empresa import Comunidad

Opciones = Callable[[], Iterable[tuple[Any, Any]]]


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
