"""The legal guarantee of a consumer as one right of the unit, and what businesses have instead."""

from collections.abc import Iterable
from dataclasses import replace

from normativa.reglas.computo import vencer
from normativa.reglas.garantia import TRLGDCU, Garantia, Venta, calcular_garantia
from normativa.reglas.manifestacion import Manifestacion, valorar_manifestacion
from normativa.reglas.parametros import Parametros
from normativa.reglas.territorio import sin_exigir
from normativa.reglas.tipos import Certeza, FaltanDatos, Motivo, ReglaIncumplida, gettext_noop
from normativa.reglas.vias import (
    Hechos,
    Instalacion,
    Pagador,
    Papel,
    TipoVia,
    Veredicto,
    Via,
)


def juzgar_legal(
    hechos: Hechos, cifras: Parametros
) -> tuple[Via, Garantia | None, Manifestacion | None]:
    """The right that the law gives, with the terms behind it (R1–R4). It never raises."""
    if hechos.consumidor is False:
        return _via_entre_empresas(hechos, cifras), None, None
    if hechos.exclusion:
        excluida = Via(TipoVia.LEGAL, Veredicto.NO_CUBIERTO, (EXCLUIDO,), paga=Pagador.CLIENTE)
        return excluida, None, None
    garantia = manifestacion = None
    try:
        garantia = calcular_garantia(hechos.venta or Venta(), cifras)
        manifestacion = valorar_manifestacion(
            garantia,
            hechos.manifestacion,
            hechos.reparaciones,
            hechos.defecto,
            hechos.origen,
            cifras,
            presuncion_incompatible=hechos.presuncion_incompatible,
        )
    except FaltanDatos as error:
        motivo = error.motivo or NO_SE_PUEDE_DECIDIR
        return indeterminada(TipoVia.LEGAL, (motivo,), *error.codigos), garantia, None
    except ReglaIncumplida as error:
        faltan = "manifestacion" if garantia else "contrato"
        return indeterminada(TipoVia.LEGAL, (error.motivo,), faltan), garantia, None
    return _juzgar(hechos, manifestacion, garantia, cifras), garantia, manifestacion


def indeterminada(tipo: TipoVia, motivos: tuple[Motivo, ...], *faltan: str, clave: str = "") -> Via:
    """A right that cannot be judged until somebody says `faltan` (keys of tipos.DATOS)."""
    return Via(tipo, Veredicto.INDETERMINADO, motivos, faltan=faltan, clave=clave)


def _juzgar(
    hechos: Hechos, manifestacion: Manifestacion, garantia: Garantia, cifras: Parametros
) -> Via:
    via = Via(
        TipoVia.LEGAL,
        Veredicto.NO_CUBIERTO,
        manifestacion.motivos,
        paga=Pagador.CLIENTE,
        hasta=manifestacion.hasta,
        fin_accion=manifestacion.fin_accion,
    )
    if hechos.consumidor is None:
        motivos = (SOLO_CONSUMIDORES, *manifestacion.motivos)
        return indeterminada(TipoVia.LEGAL, motivos, "es_consumidor")
    if not manifestacion.dentro:
        return via
    if (ajeno := _ajeno_al_origen(hechos)) is not None:
        return replace(via, motivos=(*via.motivos, ajeno))
    if hechos.hoy and manifestacion.fin_accion and hechos.hoy > manifestacion.fin_accion:
        return replace(via, motivos=(*via.motivos, _prescrita(manifestacion, garantia, cifras)))
    paga, motivo = _quien_responde(hechos)
    return replace(
        via,
        veredicto=Veredicto.CUBIERTO,
        paga=paga,
        prueba=manifestacion.prueba,
        motivos=(*via.motivos, *((INSTALACION,) if hechos.instalacion else ()), motivo),
        piezas_pct=100,
        mano_obra_pct=100,
        desplazamiento_pct=100,
    )


def _ajeno_al_origen(hechos: Hechos) -> Motivo | None:
    """Why what happened is not a lack of conformity, if it is not."""
    if hechos.uso_indebido:
        return USO_INDEBIDO
    return INSTALACION_AJENA if hechos.instalacion == Instalacion.DE_TERCEROS else None


def _quien_responde(hechos: Hechos) -> tuple[Pagador, Motivo]:
    if hechos.vendedor_inaccesible and hechos.papel != Papel.VENDEDOR:
        return Pagador.FABRICANTE, RESPONDE_EL_FABRICANTE
    return Pagador.VENDEDOR, RESPONDE_EL_VENDEDOR


def _prescrita(manifestacion: Manifestacion, garantia: Garantia, cifras: Parametros) -> Motivo:
    codigo = "accion_desde_entrega" if garantia.fin_accion else "accion_desde_manifestacion"
    texto = gettext_noop("La acción para exigirlo prescribió el %(fin)s.")
    cifra = cifras.vigente(codigo, garantia.fecha_contrato)
    return cifra.motivo(texto, fin=manifestacion.fin_accion)


# --- Between businesses


def _via_entre_empresas(hechos: Hechos, cifras: Parametros) -> Via:
    """No guarantee of consumers: the codes give short terms and the contract may say otherwise."""
    return indeterminada(
        TipoVia.ENTRE_EMPRESAS,
        (ENTRE_EMPRESAS, *_plazos_entre_empresas(hechos, cifras)),
        "contrato",
    )


def _plazos_entre_empresas(hechos: Hechos, cifras: Parametros) -> Iterable[Motivo]:
    venta = hechos.venta or Venta()
    fechas = [f for f in (venta.fecha_albaran, venta.fecha_factura, venta.fecha_contrato) if f]
    if not fechas:
        return
    entrega = fechas[0]
    for codigo, texto in (
        (
            "vicios_aparentes_mercantil",
            gettext_noop("Faltas de cantidad o calidad a la vista: %(plazo)s; hasta el %(fin)s."),
        ),
        (
            "vicios_mercantil",
            gettext_noop("Compraventa mercantil: vicios internos, %(plazo)s; hasta el %(fin)s."),
        ),
        (
            "vicios_civil",
            gettext_noop("Saneamiento por vicios ocultos: %(plazo)s; hasta el %(fin)s."),
        ),
    ):
        cifra = cifras.vigente(codigo, entrega)
        yield cifra.motivo(texto, fin=vencer(entrega, cifra.plazo))


# --- What is said with the verdict

NO_SE_PUEDE_DECIDIR = Motivo(
    gettext_noop("No se puede decidir: sin la fecha de la compra o de la entrega no hay plazo."),
    TRLGDCU,
    "123.1",
    Certeza.TEXTO,
)
SOLO_CONSUMIDORES = Motivo(
    gettext_noop(
        "No se puede decidir: la garantía legal es de los consumidores, y no consta si lo es. "
        "También lo son las comunidades de propietarios y otras entidades sin ánimo de lucro."
    ),
    TRLGDCU,
    "3.1",
    Certeza.TEXTO,
)
ENTRE_EMPRESAS = Motivo(
    gettext_noop(
        "No se puede decidir sin el contrato: es una compra para un negocio y la garantía legal "
        "de los consumidores no se aplica. Estos son los plazos si no se pactó otra cosa."
    ),
    TRLGDCU,
    "114",
    Certeza.TEXTO,
)
USO_INDEBIDO = Motivo(
    gettext_noop(
        "Se ha acreditado un uso indebido: no es una falta de conformidad de origen. "
        "Quien lo afirma debe probarlo."
    ),
    TRLGDCU,
    "121.1",
    Certeza.INTERPRETACION,
)
RESPONDE_EL_VENDEDOR = Motivo(
    gettext_noop("La garantía legal la debe quien vendió el bien; para el cliente es gratis."),
    TRLGDCU,
    "117 y 118.4",
    Certeza.TEXTO,
)
RESPONDE_EL_FABRICANTE = Motivo(
    gettext_noop(
        "Si acudir al vendedor es imposible o una carga excesiva, responde el productor en los "
        "mismos plazos."
    ),
    TRLGDCU,
    "125.1",
    Certeza.TEXTO,
)
EXCLUIDO = Motivo(
    gettext_noop(
        "La garantía de los bienes de consumo no alcanza a los animales vivos, a lo vendido en "
        "subasta administrativa ni a los servicios que no son digitales: una reparación de pago "
        "tiene su propia garantía."
    ),
    TRLGDCU,
    "114.2",
    Certeza.TEXTO,
)
INSTALACION = Motivo(
    gettext_noop(
        "Una instalación incorrecta, hecha por el vendedor o con sus instrucciones, es una falta "
        "de conformidad del bien."
    ),
    TRLGDCU,
    "115 quater",
    Certeza.TEXTO,
)
INSTALACION_AJENA = Motivo(
    gettext_noop(
        "La instalación no la hizo el vendedor ni se debe a sus instrucciones: no es una falta de "
        "conformidad del bien."
    ),
    TRLGDCU,
    "115 quater",
    Certeza.INTERPRETACION,
)
RECHAZO_CON_INFORME = gettext_noop("Rechazar una garantía exige un informe técnico firmado.")


def formalidades_del_rechazo(via: Via, hechos: Hechos, cifras: Parametros) -> tuple[Motivo, ...]:
    """What a refusal needs in that territory."""
    if via.veredicto != Veredicto.NO_CUBIERTO or via.tipo != TipoVia.LEGAL:
        return ()
    informe = cifras.aplicable("informe_de_rechazo", hechos.manifestacion, hechos.territorio)
    if informe is None or not informe.es_si:
        return tuple(sin_exigir(informe))
    return (informe.motivo(RECHAZO_CON_INFORME),)
