"""The SAT: who goes, for whom, with which parts and checklists, and the agenda of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from cuentas.models import CodigoRol, Rol, Usuario
from nucleo.calendario import Horario
from postventa.demo.azar import ZONA
from postventa.demo.casa import SIN_CONTRASENA, Casa, crear_usuario
from postventa.demo.productos import FAMILIAS, GENERICAS
from sat.models import (
    ClasePunto,
    Credencial,
    Mandante,
    PlantillaChecklist,
    PuntoChecklist,
    Repuesto,
    SatExterno,
    Tecnico,
    TipoMandante,
)

# When visits begin, in local time; the last one is for the guard of the weekends too.
TURNOS = (time(8, 30), time(10, 15), time(12, 0), time(14, 30), time(16, 15))
DURACION = timedelta(minutes=90)
HOLGURA = timedelta(minutes=60)  # the window that the customer is told ends so much later


@dataclass
class Operario:
    """A técnico of the demo: how well and how punctually they work."""

    ficha: Tecnico
    usuario: Usuario
    habilidades: frozenset[str]
    comunidades: frozenset[str]
    acierto: float  # 0..1: finishes at the first visit, and for good
    puntualidad: float  # 0..1: begins inside the promised window
    ocupado: set[tuple[date, int]] = field(default_factory=set)
    trabajando: bool = False  # a session of theirs is open now


@dataclass
class Sat:
    horario: Horario
    operarios: list[Operario] = field(default_factory=list)
    mandantes: dict[str, Mandante] = field(default_factory=dict)
    externos: dict[str, SatExterno] = field(default_factory=dict)
    repuestos: dict[str, Repuesto] = field(default_factory=dict)
    plantillas: dict[str, PlantillaChecklist] = field(default_factory=dict)
    puntos: dict[int, list[PuntoChecklist]] = field(default_factory=dict)


# Key, name, skills, communities, right, punctual, external SAT.
OPERARIOS = (
    ("tecnico", "Javier Molina Sanz", "gas electrodomesticos frio", "MD CM", 0.9, 0.92, ""),
    ("pilar", "Pilar Aguilar Nieto", "gas", "MD CM", 0.95, 0.94, ""),
    ("ruben", "Rubén Carmona Gil", "gas electrodomesticos frio", "MD CM", 0.52, 0.66, ""),
    ("sofia", "Sofía Lorenzo Vega", "frio electrodomesticos", "MD CM", 0.86, 0.88, ""),
    ("pau", "Pau Ferrer Giménez", "frio gas", "VC", 0.84, 0.86, ""),
    ("empar", "Empar Soto Ibáñez", "electrodomesticos", "VC", 0.88, 0.9, ""),
    ("oriol", "Oriol Puig Soler", "electrodomesticos gas", "CT", 0.87, 0.85, ""),
    ("curro", "Curro Delgado Mora", "frio electrodomesticos gas", "AN", 0.8, 0.78, ""),
    ("externo", "Manuel Rivas", "gas frio electrodomesticos", "GA MD CT", 0.74, 0.8, "ribera"),
    ("alcor", "Inés Alcor Durán", "frio", "AN VC CT", 0.7, 0.76, "alcor"),
)  # fmt: skip
SAT_EXTERNOS = (
    ("ribera", "Servicios Técnicos Ribera", "B90020025"),
    ("alcor", "Frigoríficos Alcor", "B90020033"),
)
# Key, kind, name, hourly labour, travel, limit, wants its reference.
MANDANTES = (
    ("atalaya", TipoMandante.ASEGURADORA, "Seguros La Atalaya", 38, 22, 300, True),
    ("miralmar", TipoMandante.ASEGURADORA, "Mutua Miralmar", 35, 20, 250, True),
    ("torvela", TipoMandante.MARCA, "Tórvela España", 41, 25, None, True),
    ("brisalta", TipoMandante.MARCA, "Brisalta Ibérica", 40, 25, None, True),
)
CREDENCIALES = (
    ("gas", "Instalador de gas, categoría B", 400),
    ("frio", "Manipulación de gases fluorados", 45),
)
_SI, _MEDIDA = ClasePunto.SI_NO, ClasePunto.NUMERO
CHECKLISTS = (
    (
        "Caldera",
        "Revisión de caldera",
        (
            ("Sin fugas de gas en la acometida", _SI, "", None, None),
            ("Presión del circuito", _MEDIDA, "bar", "1.00", "2.00"),
            ("CO en humos", _MEDIDA, "ppm", "0", "200"),
            ("Tiro y evacuación correctos", _SI, "", None, None),
            ("Probada delante del cliente", _SI, "", None, None),
        ),
    ),
    (
        "Aire acondicionado",
        "Comprobación de aire acondicionado",
        (
            ("Salto térmico entrada-salida", _MEDIDA, "°C", "8", "16"),
            ("Presión de baja", _MEDIDA, "bar", "6", "10"),
            ("Desagüe probado con agua", _SI, "", None, None),
            ("Filtros limpios", _SI, "", None, None),
        ),
    ),
    (
        "Lavadora",
        "Comprobación de lavadora",
        (
            ("Nivelada y sin pernos de transporte", _SI, "", None, None),
            ("Desagua y centrifuga en vacío", _SI, "", None, None),
            ("Sin fugas tras un ciclo corto", _SI, "", None, None),
        ),
    ),
)


def levantar(casa: Casa, hoy: date, horario: Horario) -> Sat:
    """Técnicos, mandantes, parts and checklists."""
    sat = Sat(horario)
    for clave, nombre, nif in SAT_EXTERNOS:
        sat.externos[clave] = SatExterno.objects.create(
            nombre=nombre, nif=nif, correo=f"avisos@{clave}.example", telefono="+34910550177"
        )
    _operarios(sat, casa, hoy)
    _mandantes(sat)
    _repuestos(sat)
    _checklists(sat)
    return sat


def _operarios(sat: Sat, casa: Casa, hoy: date) -> None:
    roles = {rol.codigo: rol for rol in Rol.objects.all()}
    for clave, nombre, habilidades, comunidades, acierto, puntualidad, externo in OPERARIOS:
        rol = roles[CodigoRol.EXTERNO if externo else CodigoRol.TECNICO]
        de_la_pagina = clave in {"tecnico", "externo"}
        contrasena = casa.contrasena if de_la_pagina else SIN_CONTRASENA
        usuario = crear_usuario(clave, nombre, [rol], contrasena=contrasena)
        usuario.habilidades.set(casa.habilidades[h] for h in habilidades.split())
        ficha = Tecnico.objects.create(
            usuario=usuario, sat_externo=sat.externos[externo] if externo else None
        )
        casa.personas[clave] = usuario
        sat.operarios.append(
            Operario(
                ficha,
                usuario,
                frozenset(habilidades.split()),
                frozenset(comunidades.split()),
                acierto,
                puntualidad,
            )
        )
        _credenciales(ficha, len(sat.operarios), habilidades.split(), hoy)


def _credenciales(ficha: Tecnico, orden: int, habilidades: Iterable[str], hoy: date) -> None:
    """Some expire soon and one has expired: somebody has to look at it."""
    Credencial.objects.bulk_create(
        Credencial(
            tecnico=ficha,
            nombre=nombre,
            numero=f"{habilidad[:1].upper()}-{4000 + 137 * orden}",
            caduca_en=hoy + timedelta(days=dias + 61 * (orden % 9) - 90),
        )
        for habilidad, nombre, dias in CREDENCIALES
        if habilidad in habilidades
    )


def _mandantes(sat: Sat) -> None:
    for tipo in (TipoMandante.CLIENTE, TipoMandante.EMPRESA):
        sat.mandantes[tipo] = Mandante.objects.get(tipo=tipo)
    Mandante.objects.filter(tipo=TipoMandante.CLIENTE).update(
        mano_obra_hora_eur=Decimal("44.00"), desplazamiento_eur=Decimal("29.00")
    )
    for clave, tipo, nombre, hora, desplazamiento, limite, exige in MANDANTES:
        sat.mandantes[clave] = Mandante.objects.create(
            tipo=tipo,
            nombre=nombre,
            correo=f"siniestros@{clave}.example",
            tarifa="2026" if tipo == TipoMandante.MARCA else "Convenio",
            mano_obra_hora_eur=hora,
            desplazamiento_eur=desplazamiento,
            limite_autorizado_eur=limite,
            exige_referencia=exige,
        )


def _repuestos(sat: Sat) -> None:
    todas = [*GENERICAS, *(pieza for familia in FAMILIAS for pieza in familia.piezas)]
    Repuesto.objects.bulk_create(
        Repuesto(
            referencia=referencia,
            nombre=nombre,
            precio_eur=Decimal(precio) + Decimal("0.90"),
            coste_eur=(Decimal(precio) * Decimal("0.58")).quantize(Decimal("0.01")),
        )
        for referencia, nombre, precio in todas
    )
    sat.repuestos = {pieza.referencia: pieza for pieza in Repuesto.objects.all()}


def _checklists(sat: Sat) -> None:
    for familia, nombre, puntos in CHECKLISTS:
        plantilla = PlantillaChecklist.objects.create(nombre=nombre, familia=familia)
        PuntoChecklist.objects.bulk_create(
            PuntoChecklist(
                plantilla=plantilla,
                orden=orden,
                texto=texto,
                clase=clase,
                unidad=unidad,
                minimo=minimo and Decimal(minimo),
                maximo=maximo and Decimal(maximo),
            )
            for orden, (texto, clase, unidad, minimo, maximo) in enumerate(puntos, start=1)
        )
        sat.plantillas[familia] = plantilla
    sat.plantillas[""] = PlantillaChecklist.objects.get(familia="", tipo="")
    for plantilla in sat.plantillas.values():
        sat.puntos[plantilla.pk] = list(plantilla.puntos.all())


# --- Agenda


def hueco(
    sat: Sat, candidatos: list[Operario], desde: datetime, hasta: date
) -> tuple[Operario, datetime] | None:
    """The first free turn after `desde` of whoever is least busy; None up to that day."""
    dia = desde.astimezone(ZONA).date()
    while dia <= hasta:
        if sat.horario.es_laborable(dia):
            for turno, hora in enumerate(TURNOS):
                empieza = a_las(dia, hora)
                libres = [o for o in candidatos if (dia, turno) not in o.ocupado]
                if empieza > desde and libres:
                    elegido = min(libres, key=lambda o: len(o.ocupado))
                    elegido.ocupado.add((dia, turno))
                    return elegido, empieza
        dia += timedelta(days=1)
    return None


def a_las(dia: date, hora: time) -> datetime:
    return datetime.combine(dia, hora, tzinfo=ZONA)
