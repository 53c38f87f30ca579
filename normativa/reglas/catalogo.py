"""The rules that are computed: for the list on screen, the pages and the API.

Each one takes its `hechos` and answers its `resultado`; `codigo` is its slug in addresses.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from normativa.reglas import (
    adr,
    almacenaje,
    averia_oculta,
    cobertura,
    completar,
    continuidad,
    contratacion,
    derecho_reparar,
    desistimiento,
    desplazamiento,
    garantia_reparacion,
    mismo_defecto,
    presupuesto,
    recambios,
    reclamacion,
    reembolso,
    remedios,
    repeticion,
)
from normativa.reglas.parametros import Parametros
from normativa.reglas.tipos import gettext_noop


@dataclass(frozen=True)
class Regla:
    """A rule: `decidir` is None for the one that is only arithmetic."""

    codigo: str
    numero: str  # as our notes and tests call it
    titulo: str
    resumen: str
    normas: tuple[str, ...]
    parametros: tuple[str, ...] = ()
    hechos: type | None = None
    resultado: type | None = None
    decidir: Callable[..., Any] | None = None
    usa_festivos: bool = False  # counts working days

    def aplicar(
        self, hechos: Any, parametros: Parametros, festivos: Collection[date] = frozenset()
    ) -> Any:
        """Decide on these facts. Raises ReglaIncumplida, and LookupError without a function."""
        if self.decidir is None:
            raise LookupError(self.codigo)
        if self.usa_festivos:
            return self.decidir(hechos, parametros, festivos)
        return self.decidir(hechos, parametros)


REGLAS = (
    Regla(
        "computo",
        "§0",
        gettext_noop("Cómputo de plazos"),
        gettext_noop("Días naturales y hábiles, meses y años de fecha a fecha."),
        ("Código Civil art. 5", "Ley 39/2015 art. 30"),
    ),
    Regla(
        "garantia",
        "R1 a R4",
        gettext_noop("Garantía legal: ¿está cubierto?"),
        gettext_noop(
            "Cuándo empieza y acaba, si el fallo está en plazo, quién paga, quién prueba y hasta "
            "cuándo se puede exigir."
        ),
        (
            "TRLGDCU arts. 3, 114 a 127",
            "Código de Comercio arts. 336 y 342",
            "Código Civil arts. 1490 y 1964",
        ),
        (
            "garantia_bien",
            "presuncion_bien",
            "garantia_digital",
            "presuncion_digital",
            "garantia_digital_continuo_en_bien",
            "minimo_segunda_mano",
            "posterior_al_remedio",
            "accion_desde_manifestacion",
            "accion_desde_entrega",
            "vicios_aparentes_mercantil",
            "vicios_mercantil",
            "vicios_civil",
            "accion_contractual",
            "informe_de_rechazo",
        ),
        cobertura.Hechos,
        cobertura.Decision,
        cobertura.decidir_cobertura,
    ),
    Regla(
        "suspension",
        "R2 y R3",
        gettext_noop("Suspensión por reparaciones"),
        gettext_noop("Los días sin el bien por una reparación en garantía la alargan."),
        ("TRLGDCU art. 122",),
        ("garantia_bien", "presuncion_bien", "posterior_al_remedio"),
        mismo_defecto.HechosSuspension,
        mismo_defecto.ResultadoSuspension,
        mismo_defecto.decidir_suspension,
    ),
    Regla(
        "remedios",
        "R5",
        gettext_noop("Remedios que puede pedir el consumidor"),
        gettext_noop(
            "Reparación, sustitución, reducción del precio o resolución, según lo intentado."
        ),
        ("TRLGDCU arts. 117 a 119 ter", "Ley 6/2019 (Extremadura) art. 24"),
        (
            "objetivo_puesta_en_conformidad",
            "intentos_fallidos",
            "plazo_intentos_fallidos",
            "informe_de_rechazo",
        ),
        remedios.HechosRemedios,
        remedios.ResultadoRemedios,
        remedios.decidir_remedios,
    ),
    Regla(
        "reembolso",
        "R6",
        gettext_noop("Devolución del dinero"),
        gettext_noop(
            "Hasta cuándo hay que devolver el precio, o parte, y cuándo se puede retener."
        ),
        (
            "TRLGDCU arts. 76, 107 y 119 quater",
            "RD 58/1988 art. 6.9",
        ),
        (
            "reembolso_garantia",
            "reembolso_desistimiento",
        ),
        reembolso.HechosReembolso,
        reembolso.ResultadoReembolso,
        reembolso.decidir_reembolso,
    ),
    Regla(
        "desistimiento",
        "R7",
        gettext_noop("Desistimiento"),
        gettext_noop("Hasta cuándo puede arrepentirse el consumidor y qué debe entonces."),
        ("TRLGDCU arts. 68 a 79 y 102 a 108",),
        (
            "desistimiento",
            "desistimiento_visita",
            "desistimiento_sin_informar",
            "devolucion_bienes",
            "reembolso_desistimiento",
        ),
        desistimiento.HechosDesistimiento,
        desistimiento.ResultadoDesistimiento,
        desistimiento.decidir_desistimiento,
    ),
    Regla(
        "garantia-reparacion",
        "R8",
        gettext_noop("Garantía de la reparación o instalación"),
        gettext_noop("Hasta cuándo cubre una reparación de pago, y qué la anula."),
        ("RD 58/1988 art. 6", "RD 1457/1986 art. 16", "Ley 22/2010 (Cataluña) art. 251-5"),
        (
            "garantia_reparacion_aparato",
            "garantia_reparacion_automovil",
            "garantia_reparacion_automovil_km",
            "garantia_reparacion_industrial",
            "garantia_reparacion_industrial_km",
            "garantia_servicio",
            "posterior_al_remedio",
        ),
        garantia_reparacion.HechosGarantiaReparacion,
        garantia_reparacion.ResultadoGarantiaReparacion,
        garantia_reparacion.decidir_garantia_reparacion,
    ),
    Regla(
        "presupuesto",
        "R9",
        gettext_noop("Presupuesto de una reparación"),
        gettext_noop(
            "Cuándo tiene que estar, cuánto vale, cuánto cuesta rechazarlo y si se puede empezar."
        ),
        (
            "RD 58/1988 art. 3",
            "RD 1457/1986 art. 14",
            "Ley 22/2010 (Cataluña) art. 251-3",
            "Ley 2/2012 (Galicia) art. 29",
            "Ley 3/2019 (Castilla-La Mancha) art. 62",
            "Ley 6/2019 (Extremadura) art. 22",
        ),
        (
            "presupuesto_listo",
            "validez_presupuesto_aparato",
            "validez_presupuesto_vehiculo",
            "validez_presupuesto",
            "minutos_presupuesto_pequena",
            "minutos_presupuesto_blanca",
            "minutos_presupuesto_marron",
            "minutos_presupuesto_otra",
            "coste_maximo_presupuesto",
            "presupuesto_solo_anunciado",
            "presupuesto_tiempo_real",
            "renuncia_manuscrita",
            "conservacion_presupuesto_aparato",
            "conservacion_presupuesto",
        ),
        presupuesto.HechosPresupuesto,
        presupuesto.ResultadoPresupuesto,
        presupuesto.decidir_presupuesto,
        usa_festivos=True,
    ),
    Regla(
        "averia-oculta",
        "R10",
        gettext_noop("Avería oculta"),
        gettext_noop(
            "Si aparece otra avería al reparar: hasta dónde se puede seguir sin preguntar."
        ),
        (
            "RD 58/1988 art. 3.10",
            "RD 1457/1986 art. 14.6",
            "Ley 22/2010 (Cataluña) art. 251-4",
        ),
        (
            "averia_oculta_tramo_bajo",
            "averia_oculta_tramo_medio",
            "averia_oculta_pct_bajo",
            "averia_oculta_pct_medio",
            "averia_oculta_pct_alto",
            "aviso_averia_oculta",
            "ampliacion_con_aceptacion",
        ),
        averia_oculta.HechosAveriaOculta,
        averia_oculta.ResultadoAveriaOculta,
        averia_oculta.decidir_averia_oculta,
    ),
    Regla(
        "desplazamiento",
        "R11",
        gettext_noop("Mano de obra y desplazamiento"),
        gettext_noop("Cuánto tiempo y cuántos desplazamientos se pueden facturar en un servicio."),
        (
            "RD 58/1988 art. 5",
            "Ley 22/2010 (Cataluña) art. 251-7",
        ),
        (
            "minutos_minimos_pequena",
            "minutos_minimos_blanca",
            "minutos_minimos_marron",
            "minutos_minimos_otra",
            "recargo_urgencia_prohibido",
        ),
        desplazamiento.HechosDesplazamiento,
        desplazamiento.ResultadoDesplazamiento,
        desplazamiento.decidir_desplazamiento,
    ),
    Regla(
        "almacenaje",
        "R12",
        gettext_noop("Almacenaje y bienes sin recoger"),
        gettext_noop(
            "Desde cuándo se cobra, hasta cuándo se puede reclamar el bien y hay que guardarlo."
        ),
        (
            "RD 58/1988 art. 3.6",
            "RD 1457/1986 art. 15.2",
            "TRLGDCU art. 127 bis.3",
            "Ley 22/2010 (Cataluña) art. 252-3",
            "Ley 6/2019 (Extremadura) art. 25",
        ),
        (
            "almacenaje_aparato",
            "almacenaje_vehiculo",
            "recuperacion",
            "deposito_minimo",
        ),
        almacenaje.HechosAlmacenaje,
        almacenaje.ResultadoAlmacenaje,
        almacenaje.decidir_almacenaje,
        usa_festivos=True,
    ),
    Regla(
        "reclamacion",
        "R13",
        gettext_noop("Plazo para responder a una reclamación"),
        gettext_noop("El más temprano de los plazos estatales, autonómicos y sectoriales."),
        ("TRLGDCU art. 21.3", "Ley 10/2025 art. 17"),
        (
            "respuesta_reclamacion",
            "respuesta_ley_atencion",
            "respuesta_facturacion",
            "respuesta_autonomica",
            "respuesta_autonomica_compleja",
        ),
        reclamacion.HechosReclamacion,
        reclamacion.PlazosReclamacion,
        reclamacion.decidir_reclamacion,
        usa_festivos=True,
    ),
    Regla(
        "completar",
        "R14",
        gettext_noop("Completar y cerrar una reclamación"),
        gettext_noop("Lo que tiene el cliente para completarla, y cuándo no se puede cerrar."),
        ("Ley 10/2025 arts. 13 y 17.1", "Ley 7/2017 art. 40.3"),
        ("completar_reclamacion", "respuesta_ley_atencion"),
        completar.HechosCompletar,
        completar.ResultadoCierre,
        completar.decidir_completar,
        usa_festivos=True,
    ),
    Regla(
        "adr",
        "R15",
        gettext_noop("Vía extrajudicial"),
        gettext_noop("Cuándo se informa de ella y entre qué fechas se puede acudir."),
        ("Ley 7/2017 arts. 18, 20 y 40",),
        ("adr_informar", "adr_espera", "adr_tope", "adr_resultado"),
        adr.HechosADR,
        adr.HitosADR,
        adr.decidir_adr,
    ),
    Regla(
        "continuidad",
        "R16",
        gettext_noop("Corte de un servicio básico continuo"),
        gettext_noop("Las horas que hay para decir la causa y cuándo se restablece."),
        ("Ley 10/2025 art. 17.2",),
        ("continuidad",),
        continuidad.HechosContinuidad,
        continuidad.ResultadoContinuidad,
        continuidad.decidir_continuidad,
    ),
    Regla(
        "renovacion",
        "–",
        gettext_noop("Renovación por silencio"),
        gettext_noop("Hasta cuándo hay que avisar al consumidor de que su contrato se renueva."),
        ("TRLGDCU arts. 62.3 y 97.1.p",),
        ("aviso_renovacion",),
    ),
    Regla(
        "recambios",
        "R23",
        gettext_noop("Repuestos"),
        gettext_noop("Hasta cuándo tiene que haber repuestos y en cuánto tiempo se sirven."),
        (
            "TRLGDCU art. 127 bis",
            "RD 58/1988 art. 4.5",
            "Ley 6/2019 (Extremadura) art. 25",
        ),
        (
            "repuestos",
            "repuestos_comunidad",
            "repuestos_rd",
            "repuestos_rd_baratos",
            "repuestos_rd_esteticas",
            "repuestos_rd_precio",
            "entrega_repuesto_nacional",
            "entrega_repuesto_importado",
        ),
        recambios.HechosRecambios,
        recambios.ResultadoRecambios,
        recambios.decidir_recambios,
    ),
    Regla(
        "repeticion",
        "R24",
        gettext_noop("Repetición contra el responsable"),
        gettext_noop(
            "Hasta cuándo se puede reclamar al fabricante o al proveedor lo que costó la garantía."
        ),
        ("TRLGDCU art. 125.2",),
        ("repeticion",),
        repeticion.HechosRepeticion,
        repeticion.ResultadoRepeticion,
        repeticion.decidir_repeticion,
    ),
    Regla(
        "derecho-reparar",
        "R25",
        gettext_noop("Derecho a reparar"),
        gettext_noop("Lo que cambiaría con la directiva europea, que España no ha transpuesto."),
        ("Directiva (UE) 2024/1799",),
        (
            "derecho_reparar_en_vigor",
            "ampliacion_por_reparar",
            "formulario_reparacion",
        ),
        derecho_reparar.HechosDerechoReparar,
        derecho_reparar.ResultadoDerechoReparar,
        derecho_reparar.decidir_derecho_reparar,
    ),
    Regla(
        "contratacion",
        "R28",
        gettext_noop("Aceptación a distancia o en el domicilio"),
        gettext_noop(
            "Si obliga, qué hay que decir antes, si se puede empezar y qué se puede deshacer."
        ),
        ("TRLGDCU arts. 92, 97 a 103 y 108",),
        (
            "desistimiento",
            "desistimiento_visita",
            "desistimiento_sin_informar",
            "devolucion_bienes",
            "reembolso_desistimiento",
        ),
        contratacion.HechosContratacion,
        contratacion.ResultadoContratacion,
        contratacion.decidir_contratacion,
    ),
)
POR_CODIGO = {regla.codigo: regla for regla in REGLAS}
