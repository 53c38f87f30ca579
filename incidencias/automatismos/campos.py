"""What a rule may look at in a case: its fields, each with its operators and where it is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import CharField, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clientes.lugares import PROVINCIAS
from clientes.models import (
    ContratoMantenimiento,
    EquipoContratado,
    EstadoContrato,
    Idioma,
    TipoCliente,
)
from cuentas.models import Grupo, Usuario
from incidencias.encargos.perfiles import perfiles
from incidencias.models import (
    COMPARABLES,
    Adjunto,
    Canal,
    CasoContingencia,
    Categoria,
    ClaseLegal,
    ClasePregunta,
    Contingencia,
    Encargo,
    Estado,
    Impacto,
    Incidencia,
    MotivoEspera,
    PreguntaTriaje,
    Prioridad,
    RespuestaTriaje,
    Tipo,
    Urgencia,
)
from incidencias.models.triaje import NO, SI
from nucleo.models.empresa import Comunidad
from nucleo.palabras import decir_luego
from nucleo.tiempo import dia_local

Opciones = Callable[[], Iterable[tuple[Any, Any]]]


class Clase(StrEnum):
    ELECCION = "eleccion"
    TEXTO = "texto"
    NUMERO = "numero"
    SI_NO = "si_no"
    HORAS = "horas"  # how long ago an instant was
    PLAZO = "plazo"  # how long until an instant


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
    Clase.PLAZO: (
        ("vence_antes", gettext_lazy("vence antes de (horas)")),
        ("vencido", gettext_lazy("ya ha vencido")),
        ("no_vencido", gettext_lazy("no ha vencido")),
    ),
}
SIN_VALOR = frozenset({"vacio", "dicho", "si", "no", "vencido", "no_vencido"})


@dataclass(frozen=True)
class Campo:
    """Something of a case that a rule may look at.

    `ruta` is where the database has it: in the case or, if they are given, in its `filas`.
    """

    clave: str
    titulo: str | Promise
    ruta: str
    clase: Clase
    opciones: Opciones | None = None
    filas: Callable[[], QuerySet[Any]] | None = None

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


def _del_caso(modelo: Any, **filtro: Any) -> Callable[[], QuerySet[Any]]:
    return lambda: modelo.objects.filter(incidencia=OuterRef("pk"), **filtro)


def _respuestas() -> QuerySet[RespuestaTriaje]:
    """What was answered about the case: `clave` is as `_respuestas_posibles` has it."""
    pregunta = Cast("pregunta_id", CharField())
    filas: QuerySet[RespuestaTriaje] = _del_caso(RespuestaTriaje)()
    return filas.annotate(clave=Concat(pregunta, Value(":"), "valor", output_field=CharField()))


def _respuestas_posibles() -> list[tuple[str, str]]:
    preguntas = PreguntaTriaje.objects.filter(activa=True, clase__in=COMPARABLES)
    dichas = {SI: _("sí"), NO: _("no")}
    return [
        (f"{una.pk}:{valor}", f"{una.categoria} · {una.texto} {dichas.get(valor, valor)}")
        for una in preguntas.select_related("categoria").order_by("categoria", "orden", "pk")
        for valor in una.valores
    ]


def _principales() -> list[tuple[str, str]]:
    return [(uno, uno) for uno in sorted({perfil.principal for perfil in perfiles().values()})]


def _contratos() -> QuerySet[ContratoMantenimiento]:
    en_vigor = ContratoMantenimiento.objects.en_vigor(dia_local(timezone.now()))
    return en_vigor.filter(cliente=OuterRef("cliente_id"))


def _contratos_del_equipo() -> QuerySet[EquipoContratado]:
    dia = dia_local(timezone.now())
    return EquipoContratado.objects.filter(
        equipo=OuterRef("equipo_id"),
        contrato__estado=EstadoContrato.VIGENTE,
        desde__lte=dia,
        hasta__gte=dia,
    )


def _contingencias() -> QuerySet[Any]:
    en_vigor = Contingencia.objects.en_vigor(timezone.now())
    return _del_caso(CasoContingencia, retirada_en=None, contingencia__in=en_vigor)()


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
        Campo(
            "provincia",
            gettext_lazy("la provincia de la sede"),
            "sede__provincia",
            Clase.ELECCION,
            PROVINCIAS.items,
        ),
        Campo("municipio", gettext_lazy("el municipio de la sede"), "sede__municipio", Clase.TEXTO),
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
        Campo(
            "respuesta",
            gettext_lazy("lo respondido en el triaje"),
            "clave",
            Clase.ELECCION,
            _respuestas_posibles,
            _respuestas,
        ),
        Campo(
            "respuesta_escrita",
            gettext_lazy("lo escrito en el triaje, como un código de error,"),
            "valor",
            Clase.TEXTO,
            filas=_del_caso(RespuestaTriaje, pregunta__clase=ClasePregunta.TEXTO),
        ),
        Campo(
            "contrato",
            gettext_lazy("el cliente tiene un contrato en vigor"),
            "pk",
            Clase.SI_NO,
            filas=_contratos,
        ),
        Campo(
            "contrato_equipo",
            decir_luego(gettext_lazy("[el equipo] está en un contrato en vigor")),
            "pk",
            Clase.SI_NO,
            filas=_contratos_del_equipo,
        ),
        Campo(
            "principal",
            gettext_lazy("quién lo encarga"),
            "encargo__principal",
            Clase.ELECCION,
            _principales,
        ),
        Campo(
            "referencia_encargo",
            gettext_lazy("trae la referencia de quien lo encarga"),
            "pk",
            Clase.SI_NO,
            filas=_del_caso(Encargo),
        ),
        Campo(
            "contingencia",
            gettext_lazy("le afecta una contingencia"),
            "pk",
            Clase.SI_NO,
            filas=_contingencias,
        ),
        Campo(
            "es_hija",
            gettext_lazy("está dentro de otra"),
            "pk",
            Clase.SI_NO,
            filas=lambda: Incidencia.objects.filter(pk=OuterRef("padre_id")),
        ),
        Campo(
            "tiene_hijas",
            gettext_lazy("tiene otras dentro"),
            "pk",
            Clase.SI_NO,
            filas=lambda: Incidencia.objects.filter(padre=OuterRef("pk")),
        ),
        Campo(
            "archivos",
            gettext_lazy("tiene archivos"),
            "pk",
            Clase.SI_NO,
            filas=_del_caso(Adjunto),
        ),
        Campo("limite", gettext_lazy("el próximo plazo"), "proximo_limite_en", Clase.PLAZO),
        Campo("llegada", gettext_lazy("llegó"), "ocurrida_en", Clase.HORAS),
        Campo(
            "ultimo_mensaje", gettext_lazy("el último mensaje"), "ultimo_mensaje_en", Clase.HORAS
        ),
    )
}
