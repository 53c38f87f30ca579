"""The words a case is described with. Stored codes are ASCII and never change."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Estado(models.TextChoices):
    NUEVA = "nueva", _("Nueva")
    EN_CURSO = "en_curso", _("En curso")
    EN_ESPERA = "en_espera", _("En espera")
    RESUELTA = "resuelta", _("Resuelta")
    CERRADA = "cerrada", _("Cerrada")
    ANULADA = "anulada", _("Anulada")
    FUSIONADA = "fusionada", _("Fusionada")


ABIERTAS = frozenset({Estado.NUEVA, Estado.EN_CURSO, Estado.EN_ESPERA})


class Tipo(models.TextChoices):
    CONSULTA = "consulta", _("Consulta")
    QUEJA = "queja", _("Queja")
    RECLAMACION = "reclamacion", _("Reclamación")
    AVERIA = "averia", _("Avería")
    INSTALACION = "instalacion", _("Instalación")
    MANTENIMIENTO = "mantenimiento", _("Mantenimiento")
    REPARACION = "reparacion", _("Reparación")
    DEVOLUCION = "devolucion", _("Devolución")
    SUGERENCIA = "sugerencia", _("Sugerencia")
    FELICITACION = "felicitacion", _("Felicitación")
    PETICION_ESPECIAL = "peticion_especial", _("Petición especial")


class ClaseLegal(models.TextChoices):
    """The classes of Ley 10/2025 art. 3: they decide which legal limits run."""

    CONSULTA = "consulta", _("Consulta")
    QUEJA_RECLAMACION = "queja_reclamacion", _("Queja o reclamación")
    INCIDENCIA = "incidencia", _("Incidencia")


class Canal(models.TextChoices):
    TELEFONO = "telefono", _("Teléfono")
    CORREO = "correo", _("Correo")
    PORTAL = "portal", _("Portal")
    CHAT = "chat", _("Chat")
    WHATSAPP = "whatsapp", _("WhatsApp")
    PRESENCIAL = "presencial", _("Presencial")
    POSTAL = "postal", _("Correo postal")
    REDES = "redes", _("Redes sociales")
    API = "api", _("API")


class Impacto(models.TextChoices):
    ALTO = "alto", _("Alto")
    MEDIO = "medio", _("Medio")
    BAJO = "bajo", _("Bajo")


class Urgencia(models.TextChoices):
    ALTA = "alta", _("Alta")
    MEDIA = "media", _("Media")
    BAJA = "baja", _("Baja")


class Prioridad(models.IntegerChoices):
    """Smaller is more urgent, so that an ascending index gives the queue."""

    CRITICA = 1, _("Crítica")
    ALTA = 2, _("Alta")
    NORMAL = 3, _("Normal")
    BAJA = 4, _("Baja")


class DireccionMensaje(models.TextChoices):
    ENTRANTE = "entrante", _("Del cliente")
    SALIENTE = "saliente", _("Al cliente")
    NOTA = "nota", _("Nota interna")


class SentidoLlamada(models.TextChoices):
    ENTRANTE = "entrante", _("Entrante")
    SALIENTE = "saliente", _("Saliente")


class MotivoLlamada(models.TextChoices):
    """A status call ("¿cuándo vienen?") is not a new contact for the FCR."""

    ESTADO = "estado", _("Pregunta cómo va")
    APORTA = "aporta", _("Aporta información")
    NUEVO = "nuevo", _("Cuenta el problema")
    OTRO = "otro", _("Otro")


class TipoObjetivo(models.TextChoices):
    PRIMERA_RESPUESTA = "primera_respuesta", _("Primera respuesta")
    SIGUIENTE_RESPUESTA = "siguiente_respuesta", _("Siguiente respuesta")
    RESOLUCION = "resolucion", _("Resolución")
