"""Where the customers live: towns with their postal codes, and streets as they are called there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Territorio:
    """A part of the country that a branch serves, with how many of the customers are there."""

    comunidad: str
    peso: float
    municipios: tuple[tuple[str, tuple[str, ...], float], ...]  # name, postal codes, weight
    calles: tuple[str, ...]


_CALLES = (
    "Calle Mayor", "Calle del Olmo", "Calle de la Fuente", "Avenida de la Constitución",
    "Calle Cervantes", "Calle del Pozo", "Plaza de España", "Calle de los Álamos",
    "Calle San Isidro", "Avenida de la Paz", "Calle del Carmen", "Calle Real", "Calle de la Cruz",
    "Paseo de la Estación", "Calle del Arroyo", "Calle Doctor Fleming", "Calle Goya",
    "Travesía del Prado", "Ronda del Parque", "Calle Pintor Sorolla", "Calle de las Eras",
    "Avenida de los Pinos", "Calle Lope de Vega", "Calle de la Iglesia",
)  # fmt: skip

TERRITORIOS = (
    Territorio(
        "MD",
        0.40,
        (
            ("Madrid", ("28005", "28012", "28020", "28028", "28035", "28043"), 10),
            ("Alcalá de Henares", ("28801", "28803", "28807"), 5),
            ("Torrejón de Ardoz", ("28850",), 3),
            ("Getafe", ("28901", "28905"), 3),
            ("Móstoles", ("28931", "28936"), 3),
            ("Coslada", ("28821", "28822"), 2),
            ("Las Rozas de Madrid", ("28231",), 1),
        ),
        _CALLES,
    ),
    Territorio(
        "VC",
        0.17,
        (
            ("Valencia", ("46001", "46008", "46015", "46022"), 6),
            ("Torrent", ("46900",), 2),
            ("Sagunto", ("46500",), 1),
            ("Alicante", ("03001", "03010"), 3),
            ("Jávea", ("03730",), 1),
        ),
        (
            "Carrer Major",
            "Carrer de la Mar",
            "Avinguda del Cid",
            "Carrer de Sant Vicent",
            "Calle Colón",
            "Calle de la Paz",
            "Avenida de Francia",
            "Plaça de l'Ajuntament",
            "Carrer dels Tarongers",
            "Calle Pintor Benedito",
        ),
    ),
    Territorio(
        "CT",
        0.16,
        (
            ("Barcelona", ("08005", "08013", "08025", "08032"), 6),
            ("Badalona", ("08911", "08915"), 2),
            ("Sabadell", ("08201", "08206"), 2),
            ("Terrassa", ("08221",), 2),
            ("Mataró", ("08301",), 1),
        ),
        (
            "Carrer Gran",
            "Carrer de Balmes",
            "Carrer del Mar",
            "Rambla Nova",
            "Carrer de Provença",
            "Passeig de Sant Joan",
            "Carrer de les Flors",
            "Avinguda de Catalunya",
            "Carrer del Pi",
            "Plaça Major",
        ),
    ),
    Territorio(
        "AN",
        0.15,
        (
            ("Sevilla", ("41005", "41010", "41018", "41020"), 6),
            ("Dos Hermanas", ("41700", "41701"), 2),
            ("Alcalá de Guadaíra", ("41500",), 2),
            ("Utrera", ("41710",), 1),
        ),
        (
            "Calle Betis",
            "Calle Feria",
            "Avenida de la Borbolla",
            "Calle Torneo",
            "Calle Sierpes",
            "Calle Relator",
            "Calle Azafrán",
            "Avenida de Andalucía",
            "Calle Pureza",
            "Plaza de la Encarnación",
        ),
    ),
    Territorio(
        "CM",
        0.08,
        (
            ("Guadalajara", ("19001", "19005"), 4),
            ("Azuqueca de Henares", ("19200",), 2),
            ("Toledo", ("45003",), 1),
        ),
        _CALLES,
    ),
    Territorio(
        "GA",
        0.04,
        (("Vigo", ("36201", "36205"), 2), ("A Coruña", ("15001", "15008"), 2)),
        ("Rúa do Príncipe", "Rúa Real", "Avenida das Camelias", "Rúa de Urzáiz", "Rúa da Torre"),
    ),
)
