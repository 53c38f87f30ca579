"""The words of the telephone: what the exchange tells, call-backs, who somebody proves to be."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TipoSuceso(models.TextChoices):
    """What a telephone exchange tells about a call."""

    OFRECIDA = "ofrecida", _("Entra")
    CONTESTADA = "contestada", _("Contestada")
    TRANSFERIDA = "transferida", _("Transferida")
    ABANDONADA = "abandonada", _("Cuelga sin que le atiendan")
    TERMINADA = "terminada", _("Termina")
    GRABACION = "grabacion", _("Grabación")


class EstadoLlamada(models.TextChoices):
    SONANDO = "sonando", _("Sonando")
    EN_CURSO = "en_curso", _("Hablando")
    TERMINADA = "terminada", _("Atendida")
    ABANDONADA = "abandonada", _("Sin atender")


EN_EL_AIRE = frozenset({EstadoLlamada.SONANDO, EstadoLlamada.EN_CURSO})


class EstadoDevolucion(models.TextChoices):
    PENDIENTE = "pendiente", _("Por devolver")
    DEVUELTA = "devuelta", _("Devuelta")
    VOLVIO = "volvio", _("Volvió a llamar y se le atendió")
    DESCARTADA = "descartada", _("Descartada")


class MetodoIdentidad(models.TextChoices):
    PREGUNTAS = "preguntas", _("Con preguntas")
    CODIGO = "codigo", _("Con un código")


class ResultadoIdentidad(models.TextChoices):
    PENDIENTE = "pendiente", _("Sin terminar")
    CORRECTA = "correcta", _("Comprobada")
    FALLIDA = "fallida", _("No comprobada")
