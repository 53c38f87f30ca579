"""The questionnaire a new installation starts with. Idempotent: run after each migrate."""

from datetime import UTC, datetime

from encuestas.models import (
    Cuestionario,
    Pregunta,
    ReglaEncuesta,
    TipoPregunta,
    VersionCuestionario,
)

NOMBRE = "Después de resolver"
DESDE_SIEMPRE = datetime(2000, 1, 1, tzinfo=UTC)

PREGUNTAS = {
    TipoPregunta.CSAT: {
        "es": "¿Qué tal le hemos atendido?",
        "ca": "Com l'hem atès?",
        "gl": "Que tal o atendemos?",
        "eu": "Nolako arreta eman dizugu?",
        "en": "How did we do?",
    },
    TipoPregunta.CES: {
        "es": "¿Ha sido fácil que lo resolviéramos?",
        "ca": "Ha estat fàcil que ho resolguéssim?",
        "gl": "Foi doado que o resolvésemos?",
        "eu": "Erraza izan al da konpontzea?",
        "en": "Was it easy to get it solved?",
    },
    TipoPregunta.NPS: {
        "es": "¿Nos recomendaría a un familiar o a un amigo?",
        "ca": "Ens recomanaria a un familiar o a un amic?",
        "gl": "Recomendaríanos a un familiar ou a un amigo?",
        "eu": "Gomendatuko gintuzke senide edo lagun bati?",
        "en": "Would you recommend us to family or friends?",
    },
    TipoPregunta.COMENTARIO: {
        "es": "¿Quiere contarnos algo más?",
        "ca": "Ens vol explicar alguna cosa més?",
        "gl": "Quere contarnos algo máis?",
        "eu": "Beste zerbait kontatu nahi diguzu?",
        "en": "Anything else you would like to tell us?",
    },
}


def crear_cuestionario_base() -> None:
    """Create the questionnaire, its first version and the rule that sends it, if none is there."""
    cuestionario, nuevo = Cuestionario.objects.get_or_create(nombre=NOMBRE)
    if not nuevo:
        return
    version = VersionCuestionario.objects.create(
        cuestionario=cuestionario, numero=1, vigente_desde=DESDE_SIEMPRE
    )
    Pregunta.objects.bulk_create(
        Pregunta(version=version, orden=orden, tipo=tipo, textos=textos)
        for orden, (tipo, textos) in enumerate(PREGUNTAS.items(), start=1)
    )
    ReglaEncuesta.objects.create(nombre=NOMBRE, cuestionario=cuestionario)
