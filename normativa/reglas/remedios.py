"""R5: what the consumer may ask for (TRLGDCU arts. 117-119 ter; Ley 6/2019 of Extremadura)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from normativa.reglas.computo import vencer
from normativa.reglas.garantia import INICIO_DEL_REGIMEN_ACTUAL, TRLGDCU
from normativa.reglas.parametros import Parametro, Parametros, oficiales
from normativa.reglas.territorio import norma_estatal, sin_exigir
from normativa.reglas.tipos import CENTIMO, Certeza, Motivo, euros, exigir, gettext_noop


class Remedio(StrEnum):
    REPARACION = "reparacion"
    SUSTITUCION = "sustitucion"
    REDUCCION_PRECIO = "reduccion_precio"
    RESOLUCION = "resolucion"
    DEVOLUCION = "devolucion"  # the price back by a regional rule, without termination


class ResultadoIntento(StrEnum):
    CONFORME = "conforme"  # put right; what is judged now is another fault
    FALLIDO = "fallido"  # the same fault is still there, or came back
    NO_HECHO = "no_hecho"  # not done, not in a reasonable time or not free of charge
    EN_CURSO = "en_curso"


class Gravedad(StrEnum):
    LEVE = "leve"  # of little importance: the trader proves it
    NORMAL = "normal"
    GRAVE = "grave"  # so serious that another attempt cannot be asked for


@dataclass(frozen=True)
class Intento:
    """One attempt to put the good in conformity; `fecha` is when it was handed back."""

    fecha: date
    resultado: ResultadoIntento = ResultadoIntento.FALLIDO
    remedio: Remedio = Remedio.REPARACION


@dataclass(frozen=True)
class HechosRemedios:
    """A lack of conformity that showed in term (R4), and what has been done about it so far."""

    fecha: date  # when the customer told us
    consumidor: bool | None = True
    fecha_contrato: date | None = None  # before 2022, the old text
    digital: bool = False  # digital content or service, not goods
    intentos: tuple[Intento, ...] = ()
    gravedad: Gravedad = Gravedad.NORMAL
    reparacion_imposible: bool = False
    reparacion_desproporcionada: bool = False  # against replacing it (art. 118.1)
    sustitucion_imposible: bool = False
    sustitucion_desproporcionada: bool = False
    negativa: bool = False  # we said, or it is plain, that we shall not do it (art. 119.f)
    eleccion: Remedio | None = None  # what the consumer chose
    rechaza_eleccion: bool = False  # and whether we refuse it
    rechaza_garantia: bool = False  # we say that it is not covered
    informe_firmado: bool = False  # a technician signs why not
    territorio: str = ""
    precio_eur: Decimal | None = None
    valor_conforme_eur: Decimal | None = None  # at delivery, had it been right
    valor_entregado_eur: Decimal | None = None  # at delivery, as it was


@dataclass(frozen=True)
class ResultadoRemedios:
    """`remedios`: all that are open, in the law's order; `bloqueos`: what we may not do."""

    remedios: tuple[Remedio, ...]
    por_norma_autonomica: tuple[Remedio, ...]
    eleccion_admitida: bool | None  # None: nothing chosen
    reduccion_eur: Decimal | None
    objetivo_interno: date | None  # ours: the law only says "a reasonable time"
    bloqueos: tuple[Motivo, ...]
    motivos: tuple[Motivo, ...]
    faltan: tuple[str, ...] = ()


def decidir_remedios(
    hechos: HechosRemedios, parametros: Parametros | None = None
) -> ResultadoRemedios:
    """The remedies open to the consumer after these attempts, and how much a reduction is (R5).

    Raises ReglaIncumplida for values that cannot be.
    """
    cifras = parametros or oficiales()
    if hechos.consumidor is not True:
        return _sin_remedios(hechos.consumidor)
    remedios, motivos = _primeros(hechos)
    segundos, motivos_segundos = _segundos(hechos, remedios)
    autonomicos, motivos_autonomicos = _autonomicos(hechos, cifras)
    abiertos = {*remedios, *segundos, *autonomicos}
    reduccion, motivos_reduccion = _reduccion(hechos, Remedio.REDUCCION_PRECIO in abiertos)
    informe = cifras.aplicable("informe_de_rechazo", hechos.fecha, hechos.territorio)
    admitida, bloqueos = _eleccion(hechos, abiertos, informe)
    objetivo = cifras.vigente("objetivo_puesta_en_conformidad", hechos.fecha, hechos.territorio)
    hasta = vencer(hechos.fecha, objetivo.plazo)
    return ResultadoRemedios(
        remedios=tuple(remedio for remedio in Remedio if remedio in abiertos),
        por_norma_autonomica=autonomicos,
        eleccion_admitida=admitida,
        reduccion_eur=reduccion,
        objetivo_interno=hasta,
        bloqueos=bloqueos,
        motivos=(
            *((REGIMEN_ANTERIOR,) if _es_antiguo(hechos) else ()),
            *motivos,
            *motivos_segundos,
            *motivos_autonomicos,
            *motivos_reduccion,
            *bloqueos,
            *(sin_exigir(informe) if hechos.rechaza_garantia else ()),
            objetivo.motivo(PLAZO_RAZONABLE, hasta=hasta),
            DOCUMENTOS,
        ),
    )


def _sin_remedios(consumidor: bool | None) -> ResultadoRemedios:
    motivo = SOLO_CONSUMIDORES if consumidor is None else ENTRE_EMPRESAS
    faltan = ("es_consumidor",) if consumidor is None else ("contrato",)
    return ResultadoRemedios((), (), None, None, None, (), (motivo,), faltan)


# --- Repair or replacement


def _primeros(hechos: HechosRemedios) -> tuple[tuple[Remedio, ...], list[Motivo]]:
    """The consumer chooses, unless one is impossible or out of proportion against the other."""
    if hechos.digital:
        return ((), []) if hechos.reparacion_imposible else ((Remedio.REPARACION,), [DIGITAL])
    posibles = {
        Remedio.REPARACION: not hechos.reparacion_imposible,
        Remedio.SUSTITUCION: not hechos.sustitucion_imposible,
    }
    desproporcionados = {
        Remedio.REPARACION: hechos.reparacion_desproporcionada,
        Remedio.SUSTITUCION: hechos.sustitucion_desproporcionada,
    }
    abiertos = tuple(r for r, posible in posibles.items() if posible and not desproporcionados[r])
    if len(abiertos) == len(posibles):
        return abiertos, [ELIGE_EL_CONSUMIDOR, GRATIS]
    if abiertos:
        return abiertos, [SOLO_UNO, GRATIS]
    return (), [NINGUNO]


# --- Price reduction and termination


def _segundos(
    hechos: HechosRemedios, primeros: tuple[Remedio, ...]
) -> tuple[tuple[Remedio, ...], list[Motivo]]:
    causas = list(_causas(hechos, primeros))
    if not causas:
        return (), []
    if hechos.gravedad == Gravedad.LEVE:
        return (Remedio.REDUCCION_PRECIO,), [*causas, LEVE]
    return (Remedio.REDUCCION_PRECIO, Remedio.RESOLUCION), causas


def _causas(hechos: HechosRemedios, primeros: tuple[Remedio, ...]) -> Iterator[Motivo]:
    """Each of art. 119 that is met. Any fault after an attempt is enough: this one is."""
    resultados = {intento.resultado for intento in hechos.intentos}
    if not primeros:
        yield _causa("119.a", gettext_noop("No se puede poner en conformidad."))
    if ResultadoIntento.NO_HECHO in resultados:
        yield _causa("119.b", gettext_noop("No se hizo, o no a tiempo ni como es debido."))
    if resultados & {ResultadoIntento.CONFORME, ResultadoIntento.FALLIDO}:
        yield _causa(
            "119.d",
            gettext_noop("Aparece una falta de conformidad después de un intento de arreglo."),
        )
    if hechos.gravedad == Gravedad.GRAVE and not _es_antiguo(hechos):
        yield _causa("119.e", gettext_noop("La falta es tan grave que no cabe pedir otro intento."))
    if hechos.negativa:
        yield _causa("119.f", gettext_noop("El empresario ha dicho, o es claro, que no lo hará."))


def _causa(articulo: str, texto: str) -> Motivo:
    return Motivo(texto, TRLGDCU, articulo, Certeza.TEXTO)


def _es_antiguo(hechos: HechosRemedios) -> bool:
    return bool(hechos.fecha_contrato and hechos.fecha_contrato < INICIO_DEL_REGIMEN_ACTUAL)


def _reduccion(hechos: HechosRemedios, abierta: bool) -> tuple[Decimal | None, list[Motivo]]:
    """The share of the price that was not delivered (art. 119 bis.1)."""
    precio = hechos.precio_eur
    conforme, entregado = hechos.valor_conforme_eur, hechos.valor_entregado_eur
    if precio is None or conforme is None or entregado is None:
        return None, []
    exigir(precio >= 0, gettext_noop("El precio no puede ser negativo."), "precio_eur")
    exigir(
        conforme > 0,
        gettext_noop("El valor del bien conforme tiene que ser mayor que cero."),
        "valor_conforme_eur",
    )
    exigir(
        0 <= entregado <= conforme,
        gettext_noop("El valor entregado tiene que estar entre cero y el valor conforme."),
        "valor_entregado_eur",
    )
    if not abierta:
        return None, []
    reduccion = (precio * (conforme - entregado) / conforme).quantize(CENTIMO)
    texto = gettext_noop(
        "Reducción: %(precio)s × (%(conforme)s − %(entregado)s) ÷ %(conforme)s = %(reduccion)s."
    )
    datos = {
        "precio": euros(precio),
        "conforme": euros(conforme),
        "entregado": euros(entregado),
        "reduccion": euros(reduccion),
    }
    return reduccion, [Motivo(texto, TRLGDCU, "119 bis.1", Certeza.INTERPRETACION, datos)]


# --- Communities


def _autonomicos(
    hechos: HechosRemedios, cifras: Parametros
) -> tuple[tuple[Remedio, ...], list[Motivo]]:
    """So many repairs without success in so long: the price back or another good."""
    territorio = hechos.territorio
    veces = cifras.aplicable("intentos_fallidos", hechos.fecha, territorio)
    plazo = cifras.aplicable("plazo_intentos_fallidos", hechos.fecha, territorio)
    if veces is None or plazo is None:
        return (), list(norma_estatal(cifras, territorio, hechos.fecha, "intentos_fallidos"))
    fallidas = sorted(
        intento.fecha
        for intento in hechos.intentos
        if intento.remedio == Remedio.REPARACION and intento.resultado == ResultadoIntento.FALLIDO
    )
    if not fallidas:
        return (), []
    ultimas = fallidas[max(int(veces.valor), 1) - 1 :]  # the last of each group of so many
    grupos = zip(fallidas, ultimas, strict=False)
    if not any(ultima <= vencer(primera, plazo.plazo) for primera, ultima in grupos):
        return (), [veces.motivo(AUN_NO), plazo.motivo(TODAS_EN)]
    motivos = [veces.motivo(SIN_EXITO), plazo.motivo(EN_TANTO)]
    if hechos.sustitucion_imposible:
        return (Remedio.DEVOLUCION,), motivos
    return (Remedio.SUSTITUCION, Remedio.DEVOLUCION), motivos


# --- What was chosen, and what we refuse


def _eleccion(
    hechos: HechosRemedios, abiertos: set[Remedio], informe: Parametro | None
) -> tuple[bool | None, tuple[Motivo, ...]]:
    admitida = hechos.eleccion in abiertos if hechos.eleccion else None
    bloqueos = []
    if admitida and hechos.rechaza_eleccion:
        bloqueos.append(RECHAZO_SIN_CAUSA)
    if hechos.rechaza_garantia and not hechos.informe_firmado and informe and informe.es_si:
        texto = gettext_noop(
            "No se puede rechazar la garantía sin un informe firmado por personal técnico "
            "competente."
        )
        bloqueos.append(informe.motivo(texto))
    return admitida, tuple(bloqueos)


# --- What is said with them

SIN_EXITO = gettext_noop("Se reparó en garantía sin éxito al menos %(plazo)s.")
EN_TANTO = gettext_noop(
    "Fue en %(plazo)s: puede exigir la devolución del importe o la sustitución."
)
AUN_NO = gettext_noop("La norma de allí pide que la reparación falle al menos %(plazo)s.")
TODAS_EN = gettext_noop("Y que sea en %(plazo)s.")
REGIMEN_ANTERIOR = Motivo(
    gettext_noop(
        "Contrato anterior a 2022: rige el texto anterior, con los mismos dos escalones; los "
        "artículos citados son los actuales."
    ),
    "TRLGDCU (texto anterior a 2022)",
    "118 a 122",
    Certeza.MEMORIA,
)
ELIGE_EL_CONSUMIDOR = Motivo(
    gettext_noop("El consumidor elige entre la reparación y la sustitución."),
    TRLGDCU,
    "118.1",
    Certeza.TEXTO,
)
SOLO_UNO = Motivo(
    gettext_noop("La otra opción es imposible o tiene un coste desproporcionado frente a esta."),
    TRLGDCU,
    "118.1",
    Certeza.TEXTO,
)
NINGUNO = Motivo(
    gettext_noop("Ni la reparación ni la sustitución son posibles sin un coste desproporcionado."),
    TRLGDCU,
    "118.3",
    Certeza.TEXTO,
)
DIGITAL = Motivo(
    gettext_noop("Un contenido o servicio digital se pone en conformidad: no se elige cómo."),
    TRLGDCU,
    "118.2",
    Certeza.TEXTO,
)
GRATIS = Motivo(
    gettext_noop(
        "Gratis para el consumidor: envío, transporte, mano de obra y materiales, y también "
        "desmontar y volver a instalar. Sin mayores inconvenientes."
    ),
    TRLGDCU,
    "118.4 y 118.6",
    Certeza.TEXTO,
)
LEVE = Motivo(
    gettext_noop(
        "La falta es de escasa importancia: no cabe resolver el contrato. Que lo es debe probarlo "
        "el empresario."
    ),
    TRLGDCU,
    "119 ter.2",
    Certeza.TEXTO,
)
RECHAZO_SIN_CAUSA = Motivo(
    gettext_noop(
        "No se puede negar lo que eligió el consumidor si no es imposible ni desproporcionado: "
        "indique la causa."
    ),
    TRLGDCU,
    "118.1 y 118.3",
    Certeza.TEXTO,
)
PLAZO_RAZONABLE = gettext_noop(
    "La ley pide «un plazo razonable», sin cifra. Objetivo interno, no legal: %(plazo)s, "
    "hasta el %(hasta)s."
)
DOCUMENTOS = Motivo(
    gettext_noop(
        "Hay que dar un justificante al recoger el bien (fecha y defecto) y otro al devolverlo "
        "(fecha y qué se hizo)."
    ),
    TRLGDCU,
    "123.2",
    Certeza.TEXTO,
)
SOLO_CONSUMIDORES = Motivo(
    gettext_noop("Estos remedios son de los consumidores, y no consta si lo es."),
    TRLGDCU,
    "3.1 y 114",
    Certeza.TEXTO,
)
ENTRE_EMPRESAS = Motivo(
    gettext_noop("No compró como consumidor: cuenta lo que diga el contrato."),
    TRLGDCU,
    "114",
    Certeza.TEXTO,
)
