"""The figures in words, for screens: how each is called, where and since when it counts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from normativa.enlaces import enlace_de
from normativa.reglas.catalogo import REGLAS, Regla
from normativa.reglas.parametros import Parametro, Parametros
from normativa.reglas.territorio import SOLO_ESTATALES
from normativa.reglas.tipos import CERTEZAS
from nucleo.models.empresa import Comunidad

NOMBRES = {
    "garantia_bien": gettext_noop("Garantía legal de un bien"),
    "presuncion_bien": gettext_noop("Presunción de defecto de origen"),
    "garantia_digital": gettext_noop("Garantía de un contenido digital"),
    "presuncion_digital": gettext_noop("Presunción en un contenido digital"),
    "garantia_digital_continuo_en_bien": gettext_noop("Mínimo de un suministro digital continuo"),
    "minimo_segunda_mano": gettext_noop("Mínimo que se puede pactar en segunda mano"),
    "posterior_al_remedio": gettext_noop("El mismo defecto, después de repararlo"),
    "accion_desde_entrega": gettext_noop("Prescripción desde la entrega"),
    "accion_desde_manifestacion": gettext_noop("Prescripción desde que se nota el fallo"),
    "vicios_mercantil": gettext_noop("Vicios ocultos entre empresas"),
    "vicios_civil": gettext_noop("Vicios ocultos, compraventa civil"),
    "vicios_aparentes_mercantil": gettext_noop("Defectos a la vista entre empresas"),
    "accion_contractual": gettext_noop("Prescripción de una acción de contrato"),
    "informe_de_rechazo": gettext_noop("Rechazar una garantía exige un informe firmado"),
    "objetivo_puesta_en_conformidad": gettext_noop("Objetivo interno para reparar o sustituir"),
    "intentos_fallidos": gettext_noop("Reparaciones fallidas que bastan"),
    "plazo_intentos_fallidos": gettext_noop("En cuánto tiempo, esas reparaciones"),
    "garantia_reparacion_aparato": gettext_noop("Garantía de reparar un aparato"),
    "garantia_reparacion_automovil": gettext_noop("Garantía de reparar un coche o una moto"),
    "garantia_reparacion_automovil_km": gettext_noop("Kilómetros de esa garantía"),
    "garantia_reparacion_industrial": gettext_noop("Garantía de reparar un vehículo industrial"),
    "garantia_reparacion_industrial_km": gettext_noop("Kilómetros de esa garantía (industrial)"),
    "garantia_servicio": gettext_noop("Garantía de un servicio sin norma propia"),
    "almacenaje_aparato": gettext_noop("Días gratis antes de cobrar el almacenaje"),
    "almacenaje_vehiculo": gettext_noop("Días gratis antes de cobrar la estancia de un vehículo"),
    "ampliacion_con_aceptacion": gettext_noop("Toda avería oculta tiene que aceptarse"),
    "ampliacion_por_reparar": gettext_noop("Lo que alarga la garantía elegir la reparación"),
    "averia_oculta_pct_bajo": gettext_noop("Avería oculta en los aparatos más baratos"),
    "averia_oculta_pct_medio": gettext_noop("Avería oculta en los aparatos de precio medio"),
    "averia_oculta_pct_alto": gettext_noop("Avería oculta en los aparatos más caros"),
    "averia_oculta_tramo_bajo": gettext_noop("Hasta qué precio es de los más baratos"),
    "averia_oculta_tramo_medio": gettext_noop("Hasta qué precio es de los de precio medio"),
    "aviso_averia_oculta": gettext_noop("Para avisar de una avería oculta en un vehículo"),
    "aviso_renovacion": gettext_noop("Aviso antes de renovar un contrato"),
    "conservacion_presupuesto": gettext_noop("Guardar los presupuestos, según la comunidad"),
    "conservacion_presupuesto_aparato": gettext_noop("Guardar presupuestos y resguardos"),
    "coste_maximo_presupuesto": gettext_noop("Lo que cuesta rechazar un presupuesto"),
    "deposito_minimo": gettext_noop("Guardar lo que nadie recoge"),
    "derecho_reparar_en_vigor": gettext_noop("El derecho a reparar europeo ya rige"),
    "desistimiento": gettext_noop("Para echarse atrás"),
    "desistimiento_sin_informar": gettext_noop("Para echarse atrás, si no se le informó"),
    "desistimiento_visita": gettext_noop("Para echarse atrás, tras una visita que no pidió"),
    "devolucion_bienes": gettext_noop("Para que el cliente devuelva el bien"),
    "entrega_repuesto_importado": gettext_noop("Servir un repuesto de un aparato importado"),
    "entrega_repuesto_nacional": gettext_noop("Servir un repuesto de un aparato nacional"),
    "formulario_reparacion": gettext_noop("Lo que obliga el formulario europeo"),
    "minutos_minimos_blanca": gettext_noop("Mínimo de mano de obra en casa: línea blanca"),
    "minutos_minimos_marron": gettext_noop("Mínimo de mano de obra en casa: línea marrón"),
    "minutos_minimos_otra": gettext_noop("Mínimo de mano de obra en casa: otros"),
    "minutos_minimos_pequena": gettext_noop("Mínimo de mano de obra en casa: pequeños"),
    "minutos_presupuesto_blanca": gettext_noop("Presupuesto rechazado: línea blanca"),
    "minutos_presupuesto_marron": gettext_noop("Presupuesto rechazado: línea marrón"),
    "minutos_presupuesto_otra": gettext_noop("Presupuesto rechazado: otros"),
    "minutos_presupuesto_pequena": gettext_noop("Presupuesto rechazado: pequeños"),
    "presupuesto_listo": gettext_noop("Para hacer el presupuesto"),
    "presupuesto_solo_anunciado": gettext_noop("Rechazar un presupuesto solo cuesta si se anunció"),
    "presupuesto_tiempo_real": gettext_noop("El presupuesto rechazado, como mucho a tiempo real"),
    "recargo_urgencia_prohibido": gettext_noop("No cabe recargo por urgencia"),
    "recuperacion": gettext_noop("Para reclamar lo que se dejó a reparar"),
    "reembolso_desistimiento": gettext_noop("Devolver el dinero a quien se echa atrás"),
    "reembolso_garantia": gettext_noop("Devolver el dinero por un defecto"),
    "renuncia_manuscrita": gettext_noop("La renuncia al presupuesto, de su puño y letra"),
    "repeticion": gettext_noop("Reclamar al responsable lo que costó la garantía"),
    "repuestos": gettext_noop("Repuestos desde que deja de fabricarse"),
    "repuestos_comunidad": gettext_noop("Repuestos, según la comunidad"),
    "repuestos_rd": gettext_noop("Repuestos, según el decreto de 1988"),
    "repuestos_rd_baratos": gettext_noop("Repuestos de aparatos baratos, según ese decreto"),
    "repuestos_rd_esteticas": gettext_noop("Piezas de apariencia, según ese decreto"),
    "repuestos_rd_precio": gettext_noop("Hasta qué precio es un aparato barato"),
    "validez_presupuesto": gettext_noop("Lo que vale un presupuesto, según la comunidad"),
    "validez_presupuesto_aparato": gettext_noop("Lo que vale el presupuesto de un aparato"),
    "validez_presupuesto_vehiculo": gettext_noop("Lo que vale el presupuesto de un vehículo"),
    "respuesta_reclamacion": gettext_noop("Respuesta a una reclamación"),
    "respuesta_ley_atencion": gettext_noop("Respuesta de una gran empresa"),
    "respuesta_facturacion": gettext_noop("Respuesta por cobros indebidos"),
    "respuesta_autonomica": gettext_noop("Respuesta según la comunidad"),
    "respuesta_autonomica_compleja": gettext_noop("Respuesta según la comunidad, si es compleja"),
    "continuidad": gettext_noop("Informar de un corte de un servicio básico"),
    "completar_reclamacion": gettext_noop("Lo que tiene el cliente para completar su reclamación"),
    "adr_informar": gettext_noop("Informar de a quién más puede acudir"),
    "adr_espera": gettext_noop("Desde cuándo puede acudir a una entidad de resolución"),
    "adr_tope": gettext_noop("Hasta cuándo puede acudir a ella"),
    "adr_resultado": gettext_noop("Lo que tarda esa entidad como mucho"),
}


def territorios_admitidos(codigo: str) -> tuple[str, ...]:
    """Where a figure may be overridden: "" is the whole State."""
    return ("",) if codigo in SOLO_ESTATALES else ("", *Comunidad.values)


def nombre_de_cifra(codigo: str) -> str:
    """How the figure is called; its code, with spaces, if nobody named it."""
    return _(NOMBRES[codigo]) if codigo in NOMBRES else codigo.replace("_", " ").capitalize()


def nombre_de_territorio(codigo: str) -> str:
    return str(dict(Comunidad.choices).get(codigo, _("España")))


@dataclass(frozen=True)
class CifraEnPantalla:
    cifra: Parametro
    nombre: str
    valor: str
    donde: str
    norma: str
    enlace: str  # where to read it
    rige: bool  # today, and no override takes its place
    certeza_texto: str


def presentar_cifras(
    parametros: Parametros, codigos: Collection[str], hoy: date
) -> list[CifraEnPantalla]:
    """Those of `codigos`, in their order; of each, the State's first and the newest first."""
    filas = sorted(
        (cifra for cifra in parametros if cifra.codigo in codigos),
        key=lambda c: (c.propio, c.desde),
        reverse=True,
    )
    orden = {codigo: puesto for puesto, codigo in enumerate(codigos)}
    filas.sort(key=lambda c: (orden[c.codigo], c.territorio))
    return [_en_pantalla(cifra, parametros, hoy) for cifra in filas]


def _en_pantalla(cifra: Parametro, parametros: Parametros, hoy: date) -> CifraEnPantalla:
    return CifraEnPantalla(
        cifra=cifra,
        nombre=nombre_de_cifra(cifra.codigo),
        valor=cifra.plazo.frase(_),
        donde=nombre_de_territorio(cifra.territorio),
        norma=" ".join(filter(None, (cifra.norma, cifra.articulo and f"art. {cifra.articulo}"))),
        enlace=enlace_de(cifra.norma),
        rige=parametros.buscar(cifra.codigo, hoy, cifra.territorio) is cifra,
        certeza_texto=_(CERTEZAS[cifra.certeza]),
    )


def cifras_en_vigor(parametros: Parametros, hoy: date) -> list[tuple[Regla, list[CifraEnPantalla]]]:
    """By rule, the figures in force today, each under the first rule that uses it."""
    vistos: set[str] = set()
    grupos = []
    for regla in REGLAS:
        codigos = [codigo for codigo in regla.parametros if codigo not in vistos]
        vistos.update(codigos)
        filas = [f for f in presentar_cifras(parametros, codigos, hoy) if f.rige]
        if filas:
            grupos.append((regla, filas))
    return grupos
