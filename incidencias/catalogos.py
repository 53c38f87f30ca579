"""The rows a new installation needs to open its first case. Idempotent: run after each migrate."""

from datetime import UTC, datetime
from decimal import Decimal

from cuentas.models import CodigoRol
from incidencias.catalogos_triaje import crear_triaje
from incidencias.models import (
    Ambito,
    Categoria,
    LimiteCortesia,
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
