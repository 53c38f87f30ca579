"""The rules that are computed: for the list on screen, the pages and the API.

Each one takes its `hechos` and answers its `resultado`; `codigo` is its slug in addresses.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from normativa.reglas import cobertura, garantia_reparacion, mismo_defecto, reclamacion, remedios
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
        "renovacion",
        "–",
        gettext_noop("Renovación por silencio"),
        gettext_noop("Hasta cuándo hay que avisar al consumidor de que su contrato se renueva."),
        ("TRLGDCU arts. 62.3 y 97.1.p",),
        ("aviso_renovacion",),
    ),
)
POR_CODIGO = {regla.codigo: regla for regla in REGLAS}
