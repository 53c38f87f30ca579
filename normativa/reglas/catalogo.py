"""The rules that are computed, for the list on screen and in the API."""

from dataclasses import dataclass

from normativa.reglas.tipos import gettext_noop


@dataclass(frozen=True)
class Regla:
    codigo: str
    titulo: str
    resumen: str
    normas: tuple[str, ...]
    modulo: str
    parametros: tuple[str, ...] = ()


REGLAS = (
    Regla(
        "computo",
        gettext_noop("Cómputo de plazos"),
        gettext_noop("Días naturales y hábiles, meses y años de fecha a fecha."),
        ("Código Civil art. 5", "Ley 39/2015 art. 30"),
        "computo",
    ),
    Regla(
        "R1",
        gettext_noop("Garantía legal"),
        gettext_noop("Cuándo empieza y acaba, y hasta cuándo se presume el defecto de origen."),
        ("TRLGDCU arts. 114, 120, 121 y 123",),
        "garantia",
        (
            "garantia_bien",
            "presuncion_bien",
            "garantia_digital",
            "presuncion_digital",
            "garantia_digital_continuo_en_bien",
            "minimo_segunda_mano",
        ),
    ),
    Regla(
        "R2",
        gettext_noop("Suspensión por reparaciones"),
        gettext_noop("Los días sin el bien por una reparación en garantía la alargan."),
        ("TRLGDCU art. 122.1 y 122.2",),
        "suspension",
    ),
    Regla(
        "R3",
        gettext_noop("El mismo defecto"),
        gettext_noop("El defecto reparado sigue cubierto un tiempo desde la devolución."),
        ("TRLGDCU art. 122.3",),
        "mismo_defecto",
        ("posterior_al_remedio",),
    ),
    Regla(
        "R4",
        gettext_noop("Manifestación del defecto"),
        gettext_noop("Si está en plazo, quién prueba y hasta cuándo se puede exigir."),
        ("TRLGDCU arts. 120, 121 y 124",),
        "manifestacion",
        ("accion_desde_manifestacion", "accion_desde_entrega"),
    ),
    Regla(
        "cobertura",
        gettext_noop("¿Está cubierto?"),
        gettext_noop("Todas las vías de un equipo: cuál cubre, quién paga qué y por qué."),
        (
            "TRLGDCU arts. 3, 114 a 127",
            "Código de Comercio art. 342",
            "Código Civil arts. 1490 y 1964",
        ),
        "cobertura",
        ("vicios_mercantil", "vicios_civil", "accion_contractual"),
    ),
    Regla(
        "R13",
        gettext_noop("Plazo para responder a una reclamación"),
        gettext_noop("El más temprano de los plazos estatales, autonómicos y sectoriales."),
        ("TRLGDCU art. 21.3", "Ley 10/2025 art. 17"),
        "reclamacion",
        (
            "respuesta_reclamacion",
            "respuesta_ley_atencion",
            "respuesta_facturacion",
            "respuesta_autonomica",
            "respuesta_autonomica_compleja",
        ),
    ),
)
