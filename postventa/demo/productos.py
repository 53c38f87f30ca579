"""What the company sells and services: families, models of brands that do not exist, parts."""

from __future__ import annotations

from dataclasses import dataclass

from clientes.models import Gama


@dataclass(frozen=True)
class Familia:
    """A family of products: when it breaks, what it costs, what it is repaired with."""

    nombre: str
    habilidad: str
    gama: str
    marca: str
    modelos: tuple[tuple[str, str, int], ...]  # name, model, price in euros
    meses: tuple[float, ...]  # how much it is reported each month, January first
    piezas: tuple[tuple[str, str, int], ...]  # reference, name, price in euros
    parque: float  # share of the installed units


_TODO_EL_ANIO = (1.0, 1.0, 1.0, 0.95, 0.95, 1.0, 1.0, 0.75, 1.0, 1.0, 1.05, 1.1)
_INVIERNO = (2.6, 2.1, 1.4, 0.8, 0.4, 0.25, 0.2, 0.2, 0.6, 1.6, 2.3, 2.6)
_VERANO = (0.15, 0.15, 0.25, 0.5, 1.2, 2.8, 3.4, 2.4, 1.1, 0.35, 0.15, 0.15)
_TEMPLADO = (1.5, 1.4, 1.2, 0.9, 0.8, 0.7, 0.6, 0.6, 0.8, 1.1, 1.3, 1.5)
_FRIO = (0.7, 0.7, 0.8, 0.9, 1.1, 1.5, 1.9, 1.5, 1.1, 0.8, 0.7, 0.8)

FAMILIAS = (
    Familia(
        "Caldera", "gas", Gama.OTRA, "Tórvela",
        (("Caldera de condensación Tórvela Eco 24", "ECO-24", 1290),
         ("Caldera de condensación Tórvela Eco 28", "ECO-28", 1450),
         ("Caldera mixta Tórvela Clásica 20", "CL-20", 980),
         ("Caldera mural Tórvela Micra 25", "MC-25", 1180)),
        _INVIERNO,
        (("TV-1020", "Válvula de gas", 96), ("TV-1033", "Electrodo de encendido", 24),
         ("TV-1107", "Sonda NTC de caudal", 19), ("TV-1150", "Bomba de circulación", 142),
         ("TV-1201", "Placa electrónica", 178), ("TV-1244", "Vaso de expansión 8 l", 61),
         ("TV-1260", "Intercambiador de placas", 88), ("TV-1302", "Presostato de aire", 37)),
        0.27,
    ),
    Familia(
        "Aire acondicionado", "frio", Gama.OTRA, "Brisalta",
        (("Aire acondicionado Brisalta Silens 3,5 kW", "SL-35", 749),
         ("Aire acondicionado Brisalta Silens 5 kW", "SL-50", 999),
         ("Multisplit Brisalta Duo 2x2,6 kW", "DU-26", 1590),
         ("Aire por conductos Brisalta Canal 7 kW", "CA-70", 2240)),
        _VERANO,
        (("BR-2010", "Compresor rotativo", 312), ("BR-2044", "Motor del ventilador exterior", 84),
         ("BR-2061", "Sonda de evaporador", 16), ("BR-2090", "Placa de la unidad interior", 129),
         ("BR-2105", "Bomba de condensados", 58), ("BR-2130", "Refrigerante R-32 (kg)", 46)),
        0.22,
    ),
    Familia(
        "Lavadora", "electrodomesticos", Gama.BLANCA, "Lavandel",
        (("Lavadora Lavandel Serena 8 kg", "LV-80", 429),
         ("Lavadora Lavandel Serena 9 kg", "LV-90", 489),
         ("Lavadora Lavandel Compacta 6 kg", "LV-60", 359)),
        _TODO_EL_ANIO,
        (("LA-3005", "Bomba de desagüe", 34), ("LA-3011", "Juego de escobillas", 18),
         ("LA-3020", "Resistencia de calentamiento", 29), ("LA-3032", "Blocapuertas", 26),
         ("LA-3050", "Módulo electrónico", 118), ("LA-3061", "Juego de rodamientos y retén", 47)),
        0.15,
    ),
    Familia(
        "Lavavajillas", "electrodomesticos", Gama.BLANCA, "Lavandel",
        (("Lavavajillas Lavandel Brillo 14", "LJ-14", 459),
         ("Lavavajillas integrable Lavandel Brillo 13I", "LJ-13I", 519)),
        _TODO_EL_ANIO,
        (("LA-3110", "Motobomba de lavado", 92), ("LA-3121", "Electroválvula de entrada", 27),
         ("LA-3140", "Aspersor inferior", 15)),
        0.08,
    ),
    Familia(
        "Frigorífico", "electrodomesticos", Gama.BLANCA, "Nevasca",
        (("Frigorífico combi Nevasca Ártico 186", "AR-186", 699),
         ("Frigorífico combi Nevasca Ártico 203", "AR-203", 849),
         ("Congelador vertical Nevasca Polo 170", "PO-170", 549)),
        _FRIO,
        (("NV-4002", "Termostato electrónico", 42), ("NV-4015", "Ventilador del congelador", 38),
         ("NV-4030", "Resistencia de desescarche", 31), ("NV-4042", "Junta de la puerta", 45),
         ("NV-4060", "Motocompresor", 168)),
        0.12,
    ),
    Familia(
        "Placa de cocina", "electrodomesticos", Gama.BLANCA, "Fogania",
        (("Placa de inducción Fogania Trío 60", "TR-60", 389),
         ("Placa de inducción Fogania Flex 80", "FX-80", 549)),
        _TODO_EL_ANIO,
        (("FG-5003", "Módulo de inducción", 146), ("FG-5035", "Cristal vitrocerámico", 132)),
        0.05,
    ),
    Familia(
        "Horno", "electrodomesticos", Gama.BLANCA, "Fogania",
        (("Horno pirolítico Fogania Piro 70", "PI-70", 459),
         ("Horno multifunción Fogania Base 65", "BA-65", 329)),
        _TODO_EL_ANIO,
        (("FG-5010", "Resistencia del grill", 33), ("FG-5022", "Selector de funciones", 28)),
        0.04,
    ),
    Familia(
        "Termo", "gas", Gama.OTRA, "Hidrena",
        (("Termo eléctrico Hidrena Agua 80 l", "AG-80", 239),
         ("Termo eléctrico Hidrena Agua 100 l", "AG-100", 279)),
        _TEMPLADO,
        (("HI-6001", "Ánodo de magnesio", 22), ("HI-6010", "Resistencia blindada 1500 W", 36),
         ("HI-6018", "Grupo de seguridad", 25)),
        0.05,
    ),
    Familia(
        "Aerotermia", "gas", Gama.OTRA, "Hidrena",
        (("Aerotermia Hidrena Aura 8 kW", "AE-08", 5400),
         ("Aerotermia Hidrena Aura 12 kW", "AE-12", 6900)),
        _TEMPLADO,
        (("HI-6033", "Circulador de aerotermia", 189), ("HI-6040", "Sonda exterior", 24)),
        0.02,
    ),
)  # fmt: skip
GENERICAS = (
    ("GE-9001", "Latiguillo de acero 3/4", 9),
    ("GE-9002", "Filtro magnético de calefacción", 68),
    ("GE-9003", "Kit de juntas tóricas", 7),
    ("GE-9004", "Manguera de desagüe 2 m", 12),
)
POR_NOMBRE = {familia.nombre: familia for familia in FAMILIAS}
# The batch that came out bad: all of this model, all with the same fault.
LOTE_DEFECTUOSO = ("Lavadora", "LV-90")
