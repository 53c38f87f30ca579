"""Save what was composed: one case in its transaction, or thousands at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import connection, models, transaction
from django.utils import timezone

from incidencias.models import EventoIncidencia, Incidencia, ObjetivoSLA, PlazoLegal
from incidencias.servicios.composicion import Expediente
from nucleo.copia import POCAS, insertar
from nucleo.eventos import insertar_eventos
from nucleo.insercion import insertar_fila, insertar_juntas
from nucleo.novedades import apuntar_cambio

LOTE = 1000
TEMA = "incidencias"  # what the screens that list cases watch (nucleo/novedades.py)
# Every column that a fact may change; the rest is written once, at the opening.
CAMBIANTES = [
    "tipo",
    "clase_legal",
    "clase_legal_motivo",
    "estado",
    "equipo",
    "categoria",
    "impacto",
    "urgencia",
    "prioridad",
    "grupo",
    "responsable",
    "motivo_espera",
    "solucion",
    "causa",
    "fusionada_en",
    "padre",
    "es_spam",
    "es_urgencia_vital",
    "causa_urgencia",
    "urgencia_justificacion",
    "primera_respuesta_en",
    "resuelta_en",
    "cerrada_en",
    "aviso_cierre_en",
    "seguimiento_en",
    "dia_resolucion",
    "segundos_respuesta",
    "segundos_resolucion",
    "contactos_cliente",
    "reaperturas",
    "traspasos",
    "ultimo_mensaje_en",
    "responde_el_cliente",
    "pausas",
    "pausas_contingencia",
    "espera_desde",
    "proximo_limite_en",
    "limite_legal_en",
    "enlace_version",
]


def guardar_expediente(expediente: Expediente) -> Incidencia:
    """Save one case and the facts composed on it. Call it inside the service's transaction."""
    incidencia = expediente.incidencia
    es_nueva = incidencia.pk is None
    if es_nueva:
        expediente.refrescar_limite()
        insertar_fila(incidencia)
        _guardar_lo_demas([expediente])
        _tener_a_mano(expediente)
        apuntar_cambio(TEMA, sin_prisa=True)  # nobody has its page open yet
    else:
        _guardar_lo_demas([expediente])
        expediente.poner_limites(*limites_de(incidencia.pk))
        incidencia.save(update_fields={*CAMBIANTES, *expediente.corregidos})
        apuntar_cambio(TEMA, incidencia.tema)
    return incidencia


# What has to be done next, and by when the law wants its answer: the clocks that run, the legal
# dates that are not met, the promises that nobody has kept.
LIMITES = """
select least(
  (select min(limite_en) from incidencias_objetivosla where incidencia_id = %(pk)s
     and cumplido_en is null and anulado_en is null and pausado_en is null),
  (select min(objetivo_en) from incidencias_plazolegal
    where incidencia_id = %(pk)s and cumplido_en is null),
  (select min(vence_en) from incidencias_promesa
    where incidencia_id = %(pk)s and cumplida_en is null and anulada_en is null)),
 (select min(vence_en) from incidencias_plazolegal
    where incidencia_id = %(pk)s and cumplido_en is null)
"""


def limites_de(incidencia_pk: int) -> tuple[datetime | None, datetime | None]:
    """The earliest of all that is owed, and of what the law sets, by the rows that there are."""
    with connection.cursor() as cursor:
        cursor.execute(LIMITES, {"pk": incidencia_pk})
        proximo, legal = cursor.fetchone()
    return proximo, legal


def _tener_a_mano(expediente: Expediente) -> None:
    """The clocks of a new case are those just written: whoever shows it need not read them."""
    incidencia = expediente.incidencia
    leidas = incidencia.__dict__.setdefault("_prefetched_objects_cache", {})
    for nombre in ("objetivos", "plazos_legales"):
        leidas[nombre] = filas = getattr(incidencia, nombre).all()
        filas._result_cache = list(getattr(expediente, nombre))


@transaction.atomic
def guardar_expedientes(expedientes: Sequence[Expediente]) -> int:
    """Save many new cases with their whole histories; returns how many. All or nothing."""
    for expediente in expedientes:
        expediente.refrescar_limite()
    Incidencia.objects.bulk_create([e.incidencia for e in expedientes], batch_size=LOTE)
    _guardar_lo_demas(expedientes)
    apuntar_cambio(TEMA)
    return len(expedientes)


def _guardar_lo_demas(expedientes: Sequence[Expediente]) -> None:
    _insertar_filas(fila for e in expedientes for fila in e.filas if fila.pk is None)
    objetivos = [o for e in expedientes for o in e.objetivos]
    _marcar_incumplidos(objetivos)
    sobrantes = [plazo.pk for e in expedientes for plazo in e.plazos_sobrantes]
    if sobrantes:
        PlazoLegal.objects.filter(pk__in=sobrantes).delete()
    nuevos = _guardar_previas(objetivos)
    plazos = _guardar_previas([plazo for e in expedientes for plazo in e.plazos_legales])
    eventos = _eventos_de(expedientes)
    if len(nuevos) + len(plazos) + len(eventos) < POCAS:
        insertar_juntas([nuevos, plazos, eventos])
    else:
        insertar(ObjetivoSLA, nuevos, lote=LOTE)
        insertar(PlazoLegal, plazos, lote=LOTE)
        insertar_eventos(EventoIncidencia, eventos)
    for expediente in expedientes:
        expediente.filas, expediente.eventos, expediente.plazos_sobrantes = [], [], []


def _insertar_filas(filas: Iterable[models.Model]) -> None:
    """Insert by table, in the order in which the tables first appear (a message, its files)."""
    por_tabla: dict[type[models.Model], list[models.Model]] = defaultdict(list)
    for fila in filas:
        por_tabla[type(fila)].append(fila)
    for modelo, suyas in por_tabla.items():
        insertar(modelo, suyas, lote=LOTE)


def _marcar_incumplidos(objetivos: Iterable[ObjetivoSLA]) -> None:
    """Breached or not, by its own instants: the sweep takes no lock and may come between."""
    ahora = timezone.now()
    for objetivo in objetivos:
        hasta = objetivo.cumplido_en or objetivo.anulado_en or objetivo.pausado_en or ahora
        objetivo.incumplido_en = objetivo.limite_en if hasta > objetivo.limite_en else None


def _guardar_previas(filas: Sequence[models.Model]) -> Sequence[models.Model]:
    """Save those that were there already; which are new."""
    nuevas = []
    for fila in filas:
        if fila.pk is None:
            nuevas.append(fila)
        else:
            fila.save()
    return nuevas


def guardar_derivadas(objetivos: Sequence[ObjetivoSLA]) -> None:
    """Save clocks that were computed again, each with its breach marked or not."""
    _marcar_incumplidos(objetivos)
    insertar(ObjetivoSLA, _guardar_previas(objetivos), lote=LOTE)


def _eventos_de(expedientes: Sequence[Expediente]) -> list[EventoIncidencia]:
    eventos = []
    for expediente in expedientes:
        for evento, clave, fila in expediente.eventos:
            evento.incidencia = expediente.incidencia  # its id is known now
            if fila is not None:
                evento.datos[clave] = fila.pk
            eventos.append(evento)
    return eventos
