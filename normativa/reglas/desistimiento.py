"""R7: until when a consumer may withdraw, and what is owed then (TRLGDCU arts. 102-108)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from normativa.reglas.computo import vencer
from normativa.reglas.garantia import TRLGDCU
from normativa.reglas.parametros import Parametro, Parametros, oficiales
from normativa.reglas.tipos import Certeza, Motivo, a_la_baja, euros, exigir, gettext_noop


class Modalidad(StrEnum):
    """How the contract was made."""

    ESTABLECIMIENTO = "establecimiento"
    DISTANCIA = "distancia"
    FUERA = "fuera"  # away from the premises: at the customer's home
    VISITA_NO_SOLICITADA = "visita_no_solicitada"
    EXCURSION = "excursion"  # organised by the trader to sell


class Objeto(StrEnum):
    BIEN = "bien"
    SERVICIO = "servicio"
    DIGITAL = "digital"  # not on a material medium


class Excepcion(StrEnum):
    """What has no withdrawal (art. 103), of what after-sales may meet."""

    A_MEDIDA = "a_medida"  # c
    PERECEDERO = "perecedero"  # d
    HIGIENE_DESPRECINTADO = "higiene_desprecintado"  # e
    MEZCLADO = "mezclado"  # f
    VISITA_URGENTE = "visita_urgente"  # h: the repair or upkeep that was asked for
    PROGRAMA_DESPRECINTADO = "programa_desprecintado"  # i
    SUBASTA = "subasta"  # k
    DIGITAL_EMPEZADO = "digital_empezado"  # m: agreed, knowing it, and confirmed


@dataclass(frozen=True)
class HechosDesistimiento:
    """A contract and, if the consumer withdrew, when that was sent."""

    modalidad: Modalidad
    objeto: Objeto = Objeto.BIEN
    consumidor: bool | None = True
    celebrado: date | None = None  # services and digital content count from it
    posesion: date | None = None  # of the last item or part; of the first, if periodic
    informado: bool = True  # of the right to withdraw, before the contract
    informado_despues: date | None = None
    excepcion: Excepcion | None = None
    # In a visit that was asked for urgently: services or goods beyond it and its needed parts.
    adicional: bool = False
    dias_ofrecidos: int | None = None  # more than the law gives, or in the shop
    enviado: date | None = None  # local day on which the consumer sent it
    leido: date | None = None  # when we knew
    recoge_empresario: bool = False
    # Services begun within the term.
    solicitud_expresa: bool = False  # to begin at once
    reconoce_perdida: bool = False  # knows that it is lost once it is fully done
    terminado: date | None = None  # fully done
    precio_eur: Decimal | None = None
    valor_mercado_eur: Decimal | None = None  # if the price were excessive
    parte_hecha: Decimal | None = None  # in hours, visits… of `parte_total`
    parte_total: Decimal | None = None


@dataclass(frozen=True)
class ResultadoDesistimiento:
    """`ultimo_dia` None: there is no right, or it cannot be said (`faltan`)."""

    tiene_derecho: bool | None
    ultimo_dia: date | None
    en_plazo: bool | None  # None if nothing was sent
    devolver_hasta: date | None  # the goods, by the consumer
    reembolsar_hasta: date | None  # the money, by us, if nothing is withheld
    debe_eur: Decimal | None  # for what was already done
    responde_del_deterioro: bool | None  # beyond normal testing
    motivos: tuple[Motivo, ...]
    faltan: tuple[str, ...] = ()


def decidir_desistimiento(
    hechos: HechosDesistimiento, parametros: Parametros | None = None
) -> ResultadoDesistimiento:
    """Until when the consumer may withdraw and what is owed on doing so (R7).

    Raises ReglaIncumplida for a share or a price that cannot be.
    """
    cifras = parametros or oficiales()
    if hechos.consumidor is not True:
        return _para_quien(hechos.consumidor)
    if (motivo := _por_que_no(hechos)) is not None:
        return _sin_derecho(motivo)
    inicio, falta = _inicio(hechos)
    if inicio is None:
        return _sin_derecho(SIN_FECHA, falta, tiene=None)
    ultimo, motivos = _ultimo_dia(hechos, inicio, cifras)
    if ultimo is None:
        return _sin_derecho(motivos[0], "norma", tiene=None)
    if _perdido_por_terminar(hechos):
        return _sin_derecho(TERMINADO)
    return _con_derecho(hechos, ultimo, motivos, cifras)


def _sin_derecho(
    motivo: Motivo, *faltan: str, tiene: bool | None = False
) -> ResultadoDesistimiento:
    return ResultadoDesistimiento(tiene, None, None, None, None, None, None, (motivo,), faltan)


def _para_quien(consumidor: bool | None) -> ResultadoDesistimiento:
    if consumidor is False:
        return _sin_derecho(ENTRE_EMPRESAS)
    return _sin_derecho(SOLO_CONSUMIDORES, "es_consumidor", tiene=None)


# --- Whether there is a right


def _por_que_no(hechos: HechosDesistimiento) -> Motivo | None:
    if hechos.modalidad == Modalidad.ESTABLECIMIENTO and hechos.dias_ofrecidos is None:
        return EN_LA_TIENDA
    if hechos.excepcion == Excepcion.VISITA_URGENTE:
        return None if hechos.adicional else VISITA_URGENTE
    return EXCEPCIONES.get(hechos.excepcion) if hechos.excepcion else None


def _perdido_por_terminar(hechos: HechosDesistimiento) -> bool:
    """A service fully done, begun at the express request of who knew what it meant (103.a)."""
    if hechos.objeto != Objeto.SERVICIO or hechos.terminado is None:
        return False
    # On the same day nobody can tell which came first: it is taken for the consumer.
    desistio_antes = hechos.enviado is not None and hechos.enviado <= hechos.terminado
    return hechos.solicitud_expresa and hechos.reconoce_perdida and not desistio_antes


# --- The term

DIAS_CREIBLES = 3650
_SOLO_VISITA = {Modalidad.VISITA_NO_SOLICITADA, Modalidad.EXCURSION}


def _inicio(hechos: HechosDesistimiento) -> tuple[date | None, str]:
    """Goods count from possession, services from the contract (art. 104)."""
    if hechos.objeto == Objeto.BIEN:
        return hechos.posesion, "posesion"
    return hechos.celebrado, "celebrado"


def _ultimo_dia(
    hechos: HechosDesistimiento, inicio: date, cifras: Parametros
) -> tuple[date | None, list[Motivo]]:
    if hechos.modalidad == Modalidad.ESTABLECIMIENTO:
        return _ofrecido(hechos, inicio, None)
    contrato = hechos.celebrado or inicio
    cifra = _plazo(hechos, contrato, cifras)
    if cifra is None:
        return None, [ANTES_DE_2014]
    ultimo = vencer(inicio, cifra.plazo)
    texto = gettext_noop("Puede desistir en %(plazo)s desde el %(inicio)s: hasta el %(ultimo)s.")
    motivos = [cifra.motivo(texto, inicio=inicio, ultimo=ultimo)]
    if not hechos.informado:
        ultimo, otros = _sin_informar(hechos, contrato, ultimo, cifra, cifras)
        motivos += otros
    mejor, otros = _ofrecido(hechos, inicio, ultimo)
    return mejor, [*motivos, *otros]


def _plazo(hechos: HechosDesistimiento, contrato: date, cifras: Parametros) -> Parametro | None:
    if hechos.modalidad in _SOLO_VISITA:
        larga = cifras.buscar("desistimiento_visita", contrato)
        if larga:
            return larga
    return cifras.buscar("desistimiento", contrato)


def _sin_informar(
    hechos: HechosDesistimiento, contrato: date, ultimo: date, cifra: Parametro, cifras: Parametros
) -> tuple[date, list[Motivo]]:
    """Twelve months more; informed meanwhile, the same term from then (art. 105)."""
    castigo = cifras.vigente("desistimiento_sin_informar", contrato)
    largo = vencer(ultimo, castigo.plazo)
    texto = gettext_noop(
        "No se informó del desistimiento: acaba %(plazo)s después, el %(largo)s, o antes si se "
        "informa ahora."
    )
    if hechos.informado_despues is None or hechos.informado_despues > largo:
        return largo, [castigo.motivo(texto, largo=largo)]
    desde_entonces = min(largo, max(ultimo, vencer(hechos.informado_despues, cifra.plazo)))
    texto = gettext_noop(
        "Se informó el %(informado)s: el plazo cuenta desde entonces y acaba el %(ultimo)s."
    )
    datos = {"informado": hechos.informado_despues, "ultimo": desde_entonces}
    return desde_entonces, [Motivo(texto, TRLGDCU, "105.2", Certeza.TEXTO, datos)]


def _ofrecido(
    hechos: HechosDesistimiento, inicio: date, ultimo: date | None
) -> tuple[date | None, list[Motivo]]:
    """What was offered on top binds (art. 79), and never shortens what the law gives."""
    if hechos.dias_ofrecidos is None:
        return ultimo, []
    exigir(
        0 <= hechos.dias_ofrecidos <= DIAS_CREIBLES,
        gettext_noop("Los días ofrecidos no son creíbles."),
        "dias_ofrecidos",
    )
    ofrecido = date.fromordinal(inicio.toordinal() + hechos.dias_ofrecidos)
    if ultimo is not None and ofrecido <= ultimo:
        return ultimo, []
    texto = gettext_noop("Se ofrecieron %(dias)s días para devolverlo: hasta el %(ofrecido)s.")
    datos = {"dias": hechos.dias_ofrecidos, "ofrecido": ofrecido}
    return ofrecido, [Motivo(texto, TRLGDCU, "79", Certeza.TEXTO, datos)]


# --- What follows from withdrawing


def _con_derecho(
    hechos: HechosDesistimiento, ultimo: date, motivos: list[Motivo], cifras: Parametros
) -> ResultadoDesistimiento:
    enviado = hechos.enviado
    en_plazo = enviado <= ultimo if enviado else None
    devolver = reembolsar = None
    faltan: tuple[str, ...] = ()
    debe = None
    motivos = [*motivos, SE_CUENTA_EL_ENVIO]
    if enviado and en_plazo:
        devolver, otros = _devolver(hechos, enviado, cifras)
        motivos += otros
        reembolso = cifras.vigente("reembolso_desistimiento", enviado)
        reembolsar = vencer(max(enviado, hechos.leido or enviado), reembolso.plazo)
        motivos.append(reembolso.motivo(REEMBOLSO, hasta=reembolsar))
    elif enviado:
        texto = gettext_noop("Se envió el %(enviado)s, después del plazo.")
        motivos.append(Motivo(texto, TRLGDCU, "106.2", Certeza.TEXTO, {"enviado": enviado}))
    if hechos.objeto == Objeto.SERVICIO and en_plazo is not False:
        debe, faltan, otros = _debe(hechos)
        motivos += otros
    return ResultadoDesistimiento(
        tiene_derecho=True,
        ultimo_dia=ultimo,
        en_plazo=en_plazo,
        devolver_hasta=devolver,
        reembolsar_hasta=reembolsar,
        debe_eur=debe,
        responde_del_deterioro=hechos.informado if hechos.objeto == Objeto.BIEN else None,
        motivos=tuple(motivos),
        faltan=faltan,
    )


def _devolver(
    hechos: HechosDesistimiento, enviado: date, cifras: Parametros
) -> tuple[date | None, list[Motivo]]:
    if hechos.objeto != Objeto.BIEN:
        return None, []
    if hechos.recoge_empresario:
        return None, [LO_RECOGEMOS]
    cifra = cifras.vigente("devolucion_bienes", enviado)
    hasta = vencer(enviado, cifra.plazo)
    texto = gettext_noop(
        "Tiene %(plazo)s para enviar los bienes de vuelta: hasta el %(hasta)s. Paga el coste "
        "directo si se le dijo; el desgaste, solo si los usó más de lo necesario para probarlos y "
        "se le informó de su derecho."
    )
    return hasta, [cifra.motivo(texto, hasta=hasta)]


def _debe(hechos: HechosDesistimiento) -> tuple[Decimal | None, tuple[str, ...], list[Motivo]]:
    """The share already done, only if it was begun at the express request of who was informed."""
    hecha, total = hechos.parte_hecha, hechos.parte_total
    if not hechos.solicitud_expresa or not hechos.informado:
        return Decimal(0), (), [NADA_SE_DEBE]
    if not hecha:
        return Decimal(0), (), []
    if hechos.precio_eur is None or total is None:
        return None, ("precio",) if hechos.precio_eur is None else ("parte_hecha",), []
    exigir(
        0 <= hecha <= total and total > 0,
        gettext_noop("La parte hecha tiene que estar entre cero y el total."),
        "parte_hecha",
    )
    precio = min(hechos.precio_eur, hechos.valor_mercado_eur or hechos.precio_eur)
    exigir(precio >= 0, gettext_noop("El precio no puede ser negativo."), "precio_eur")
    debe = a_la_baja(precio * hecha / total)
    texto = gettext_noop(
        "El servicio empezó a petición expresa: debe la parte hecha, %(hecha)s de %(total)s, sobre "
        "%(precio)s: %(debe)s."
    )
    datos = {"hecha": hecha, "total": total, "precio": euros(precio), "debe": euros(debe)}
    return debe, (), [Motivo(texto, TRLGDCU, "108.4", Certeza.TEXTO, datos)]


# --- What is said


def _excepcion(letra: str, texto: str) -> Motivo:
    return Motivo(texto, TRLGDCU, f"103.{letra}", Certeza.TEXTO)


EXCEPCIONES = {
    Excepcion.A_MEDIDA: _excepcion(
        "c", gettext_noop("No hay desistimiento: se hizo a medida o está personalizado.")
    ),
    Excepcion.PERECEDERO: _excepcion(
        "d", gettext_noop("No hay desistimiento: se deteriora o caduca con rapidez.")
    ),
    Excepcion.HIGIENE_DESPRECINTADO: _excepcion(
        "e", gettext_noop("No hay desistimiento: se desprecintó y por higiene no puede volver.")
    ),
    Excepcion.MEZCLADO: _excepcion(
        "f", gettext_noop("No hay desistimiento: quedó mezclado sin poder separarse.")
    ),
    Excepcion.PROGRAMA_DESPRECINTADO: _excepcion(
        "i", gettext_noop("No hay desistimiento: se desprecintó el programa o la grabación.")
    ),
    Excepcion.SUBASTA: _excepcion("k", gettext_noop("No hay desistimiento: se subastó.")),
    Excepcion.DIGITAL_EMPEZADO: _excepcion(
        "m",
        gettext_noop(
            "No hay desistimiento: empezó con su consentimiento, sabiéndolo y confirmado."
        ),
    ),
}
VISITA_URGENTE = _excepcion(
    "h",
    gettext_noop(
        "El consumidor pidió una visita urgente de reparación o mantenimiento: no hay "
        "desistimiento de ella ni de las piezas necesarias; sí de lo que se venda además."
    ),
)
TERMINADO = _excepcion(
    "a",
    gettext_noop(
        "El servicio está completamente hecho, empezó a petición expresa y el consumidor sabía que "
        "así perdía el desistimiento."
    ),
)
EN_LA_TIENDA = Motivo(
    gettext_noop("Comprado en la tienda: la ley no da desistimiento; solo si se ofreció."),
    TRLGDCU,
    "68.2",
    Certeza.TEXTO,
)
ENTRE_EMPRESAS = Motivo(
    gettext_noop("No es consumidor: no hay desistimiento legal."), TRLGDCU, "3", Certeza.TEXTO
)
SOLO_CONSUMIDORES = Motivo(
    gettext_noop("El desistimiento es de los consumidores, y no consta si lo es."),
    TRLGDCU,
    "3",
    Certeza.TEXTO,
)
SIN_FECHA = Motivo(
    gettext_noop("Los bienes cuentan desde que se reciben; los servicios, desde el contrato."),
    TRLGDCU,
    "104",
    Certeza.TEXTO,
)
ANTES_DE_2014 = Motivo(
    gettext_noop("El contrato es anterior a las normas que conocemos sobre desistimiento."),
    TRLGDCU,
    "102",
    Certeza.INTERPRETACION,
)
SE_CUENTA_EL_ENVIO = Motivo(
    gettext_noop("Cuenta el día en que se envía, no cuándo se lee; basta que sea inequívoco."),
    TRLGDCU,
    "106.2",
    Certeza.TEXTO,
)
REEMBOLSO = gettext_noop(
    "Se devuelve todo, también el envío ordinario, en %(plazo)s: hasta el %(hasta)s, salvo que se "
    "pueda retener."
)
LO_RECOGEMOS = Motivo(
    gettext_noop("Nos ofrecimos a recogerlo: el consumidor no tiene que enviarlo."),
    TRLGDCU,
    "108.1",
    Certeza.TEXTO,
)
NADA_SE_DEBE = Motivo(
    gettext_noop(
        "Sin petición expresa de empezar, o sin informar del desistimiento, no se debe nada por lo "
        "ya hecho."
    ),
    TRLGDCU,
    "108.5.a",
    Certeza.TEXTO,
)
