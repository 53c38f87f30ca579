"""The rows a new installation needs to open its first case. Idempotent: run after each migrate."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from conocimiento.catalogos import crear_catalogos as crear_conocimiento
from conocimiento.models import Plantilla
from cuentas.models import CodigoRol
from incidencias.catalogos.triaje import crear_triaje
from incidencias.models import (
    AccionMacro,
    Ambito,
    Categoria,
    LimiteCortesia,
    Macro,
    MotivoEspera,
    ObjetivoPolitica,
    PoliticaSLA,
    Prioridad,
    Tipo,
    TipoObjetivo,
    VersionPolitica,
)

HORA = 3600
DESDE_SIEMPRE = datetime(2000, 1, 1, tzinfo=UTC)  # imported history needs a version too

PLAZOS_BASE = {
    TipoObjetivo.PRIMERA_RESPUESTA: {
        Prioridad.CRITICA: HORA,
        Prioridad.ALTA: 2 * HORA,
        Prioridad.NORMAL: 4 * HORA,
        Prioridad.BAJA: 8 * HORA,
    },
    TipoObjetivo.RESOLUCION: {
        Prioridad.CRITICA: 8 * HORA,
        Prioridad.ALTA: 16 * HORA,
        Prioridad.NORMAL: 40 * HORA,
        Prioridad.BAJA: 80 * HORA,
    },
}

MOTIVOS_BASE = [
    MotivoEspera(codigo="cliente", nombre="Respuesta del cliente", espera_al_cliente=True),
    MotivoEspera(codigo="pieza", nombre="Llegada de una pieza", para_reloj=True),
    MotivoEspera(codigo="visita", nombre="Visita del técnico", para_reloj=False),
    MotivoEspera(codigo="tercero", nombre="Respuesta de un tercero", para_reloj=False),
]

CATEGORIAS_BASE = [
    ("No funciona", Tipo.AVERIA, True),
    ("Hace ruido o gotea", Tipo.AVERIA, False),
    ("Código de error", Tipo.AVERIA, True),
    ("Instalación o puesta en marcha", Tipo.INSTALACION, False),
    ("Mantenimiento", Tipo.MANTENIMIENTO, False),
    ("Factura o cobro", Tipo.RECLAMACION, True),
    ("Trato o espera", Tipo.QUEJA, True),
    ("Cómo se usa", Tipo.CONSULTA, True),
    ("Otra cosa", Tipo.CONSULTA, True),
]


# How much goodwill each role may give on one case: a start, changed in the administration.
CORTESIAS_BASE = {
    CodigoRol.AGENTE: Decimal(50),
    CodigoRol.COORDINADOR: Decimal(150),
    CodigoRol.GESTOR: Decimal(600),
    CodigoRol.ADMINISTRADOR: None,
}


def crear_catalogos() -> None:
    """Create the default policy, waiting reasons, categories and limits that are missing."""
    _crear_politica()
    if not LimiteCortesia.objects.exists():
        LimiteCortesia.objects.bulk_create(
            LimiteCortesia(rol=rol, importe_eur=importe) for rol, importe in CORTESIAS_BASE.items()
        )
    MotivoEspera.objects.bulk_create(
        [
            MotivoEspera(
                codigo=motivo.codigo,
                nombre=motivo.nombre,
                para_reloj=motivo.para_reloj,
                espera_al_cliente=motivo.espera_al_cliente,
            )
            for motivo in MOTIVOS_BASE
        ],
        ignore_conflicts=True,
    )
    if not Categoria.objects.exists():
        Categoria.objects.bulk_create(
            Categoria(nombre=nombre, tipo=tipo, es_resoluble_en_remoto=remoto)
            for nombre, tipo, remoto in CATEGORIAS_BASE
        )
    crear_triaje(DESDE_SIEMPRE)
    crear_conocimiento()  # whichever of the two comes first
    _crear_macros()


def _crear_politica() -> None:
    if PoliticaSLA.objects.filter(es_por_defecto=True).exists():
        return
    politica = PoliticaSLA.objects.create(
        nombre="General", ambito=Ambito.DEFECTO, es_por_defecto=True
    )
    version = VersionPolitica.objects.create(politica=politica, vigente_desde=DESDE_SIEMPRE)
    ObjetivoPolitica.objects.bulk_create(
        ObjetivoPolitica(version=version, tipo=tipo, prioridad=prioridad, segundos=segundos)
        for tipo, por_prioridad in PLAZOS_BASE.items()
        for prioridad, segundos in por_prioridad.items()
    )


# (key, name, actions): what a reply from a template and a wait or a promise do together.
MACROS_BASE: list[tuple[str, str, list[tuple[str, dict[str, Any]]]]] = [
    (
        "pedir-foto",
        "Pedir una foto y esperarla",
        [("responder_plantilla", {"plantilla": "pedir-foto"}), ("esperar", {"motivo": "cliente"})],
    ),
    (
        "pedir-datos",
        "Pedir los datos de la placa y esperarlos",
        [("responder_plantilla", {"plantilla": "pedir-datos"}), ("esperar", {"motivo": "cliente"})],
    ),
    (
        "pieza",
        "Pieza en camino",
        [("responder_plantilla", {"plantilla": "pieza"}), ("esperar", {"motivo": "pieza"})],
    ),
    (
        "no-contesta",
        "No contesta: escribirle y volver a llamar mañana",
        [
            ("responder_plantilla", {"plantilla": "llamada"}),
            ("prometer", {"texto": "Volver a llamar al cliente", "horas": 24}),
        ],
    ),
]


def _crear_macros() -> None:
    """Those that were never created; they name templates and waiting reasons, which go first."""
    conocidas = set(Macro.objects.exclude(clave="").values_list("clave", flat=True))
    ajenas = set(Macro.objects.filter(dueno=None, activa=True).values_list("atajo", flat=True))
    for clave, nombre, acciones in MACROS_BASE:
        if clave not in conocidas | ajenas:
            macro = Macro.objects.create(clave=clave, nombre=nombre, atajo=clave)
            AccionMacro.objects.bulk_create(
                AccionMacro(macro=macro, orden=orden, codigo=codigo, datos=_con_claves(datos))
                for orden, (codigo, datos) in enumerate(acciones)
            )


def _con_claves(datos: dict[str, Any]) -> dict[str, Any]:
    """The rows that the seed calls by their code, by their key."""
    filas: dict[str, Any] = dict(datos)
    if "plantilla" in datos:
        filas["plantilla"] = Plantilla.objects.get(clave=datos["plantilla"]).pk
    if "motivo" in datos:
        filas["motivo"] = MotivoEspera.objects.get(codigo=datos["motivo"]).pk
    return filas
