"""What is done by itself, and how often (in seconds, or at a local hour)."""

from typing import Any

from celery.schedules import crontab

PERIODICAS: dict[str, dict[str, Any]] = {
    "procesar-importaciones": {  # those that a dead worker left halfway
        "task": "intercambio.tasks.procesar_importaciones",
        "schedule": 60.0,
    },
    "olvidar-importaciones": {
        "task": "intercambio.tasks.olvidar_importaciones",
        "schedule": crontab(hour=4, minute=50),
    },
    "limpiar-claves-de-idempotencia": {
        "task": "nucleo.tasks.limpiar_claves_de_idempotencia",
        "schedule": crontab(hour=4, minute=40),
    },
    "entregar-comunicaciones": {
        "task": "nucleo.tasks.entregar_comunicaciones",
        "schedule": 10.0,
    },
    "aplicar-automatismos": {
        "task": "incidencias.tasks.aplicar_automatismos",
        "schedule": 15.0,
    },
    "avisar-peticiones-sin-respuesta": {
        "task": "incidencias.tasks.avisar_peticiones_sin_respuesta",
        "schedule": 300.0,
    },
    "avisar-y-cerrar-resueltas": {
        "task": "incidencias.tasks.avisar_y_cerrar_resueltas",
        "schedule": crontab(minute="*/15"),
    },
    "olvidar-a-medias": {
        "task": "incidencias.tasks.olvidar_a_medias",
        "schedule": crontab(hour=2, minute=40),
    },
    "buscar-duplicados": {
        "task": "clientes.tasks.buscar_duplicados",
        "schedule": crontab(minute="*/10"),
    },
    "repasar-duplicados": {
        "task": "clientes.tasks.repasar_duplicados",
        "schedule": crontab(hour=2, minute=20, day_of_week="sun"),
    },
    "vigilar-promesas": {"task": "incidencias.tasks.vigilar_promesas", "schedule": 60.0},
    "enviar-respuestas": {  # the net under the nudge that each reply leaves
        "task": "incidencias.tasks.enviar_respuestas",
        "schedule": 5.0,
    },
    "recoger-correo": {"task": "incidencias.tasks_correo.recoger_correo", "schedule": 15.0},
    "interpretar-correo": {"task": "incidencias.tasks_correo.interpretar_correo", "schedule": 15.0},
    "contar-devoluciones": {
        "task": "incidencias.tasks_correo.contar_devoluciones",
        "schedule": 60.0,
    },
    "procesar-lotes": {"task": "incidencias.tasks.procesar_lotes", "schedule": 30.0},
    "repartir-pendientes": {
        "task": "incidencias.tasks.repartir_pendientes",
        "schedule": 60.0,
    },
    "escalar-plazos": {"task": "incidencias.tasks.escalar_plazos", "schedule": 60.0},
    "atender-contingencias": {
        "task": "incidencias.tasks.atender_contingencias",
        "schedule": 60.0,
    },
    "avisar-de-insistencias": {
        "task": "incidencias.tasks.avisar_de_insistencias",
        "schedule": 30.0,
    },
    "insistir-en-esperas": {
        "task": "incidencias.tasks.insistir_en_esperas",
        "schedule": crontab(minute="*/15"),
    },
    "recalcular-plazos": {
        "task": "incidencias.tasks.recalcular_plazos",
        "schedule": crontab(minute=7),
    },
    "vigilar-plazos": {"task": "incidencias.tasks.vigilar_plazos", "schedule": 60.0},
    "invitar-a-encuestas": {"task": "encuestas.tasks.invitar_a_encuestas", "schedule": 30.0},
    "recordar-encuestas": {
        "task": "encuestas.tasks.recordar_encuestas",
        "schedule": crontab(hour=10, minute=5),
    },
    "revisar-contratos": {
        "task": "clientes.tasks.revisar_contratos",
        "schedule": crontab(hour=0, minute=20),
    },
    "descontar-de-los-contratos": {
        "task": "sat.tasks.descontar_de_los_contratos",
        "schedule": crontab(hour=0, minute=40),
    },
    "indicadores-de-noche": {
        "task": "indicadores.tasks.recalcular_cambiados",
        "schedule": crontab(hour=3, minute=15),
    },
    "indicadores-perdidos": {
        "task": "indicadores.tasks.recuperar_perdidos",
        "schedule": crontab(hour=4, minute=15),
    },
}
