"""The words of clocks: whom a policy is for, when a level warns, what the law sets."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Ambito(models.TextChoices):
    """Whom a policy is for. The order is that of preference: the first that fits is chosen."""

    CONTRATO = "contrato", _("Un contrato")
    CLIENTE = "cliente", _("Un cliente")
    SEGMENTO = "segmento", _("Un segmento de clientes")
    PRODUCTO = "producto", _("Una familia o marca de producto")
    TIPO = "tipo", _("Un tipo de incidencia")
    DEFECTO = "defecto", _("Todo lo demás")


class CalendarioDePlazos(models.TextChoices):
    """In whose hours the clock of a policy runs."""

    GRUPO = "grupo", _("El del grupo que la atiende")
    SEDE = "sede", _("El de la sede del cliente, si tiene")
    CONTINUO = "continuo", _("De día y de noche, todos los días")


class MomentoEscalon(models.TextChoices):
    ANTES = "antes", _("Antes de vencer")
    DESPUES = "despues", _("Al vencer o después")


class DestinoEscalon(models.TextChoices):
    RESPONSABLE = "responsable", _("Quien lleva la incidencia")
    SUPERVISOR = "supervisor", _("Quien supervisa el grupo")
    ROL = "rol", _("Todas las personas con un rol")


class ClasePlazoLegal(models.TextChoices):
    """What has to be done by a date set by law."""

    RESPUESTA = "respuesta", _("Responder")
    RESOLUCION = "resolucion", _("Resolver")
    CONTINUIDAD = "continuidad", _("Informar del corte")
    ADR = "adr", _("Informar de la vía extrajudicial")


class MateriaLegal(models.TextChoices):
    """Subjects whose legal term is another one (Ley 10/2025 art. 17)."""

    FACTURACION = "facturacion", _("Facturas o cobros indebidos")
    CONTINUIDAD = "continuidad", _("Corte de un servicio básico continuo")


class SentidoRespuesta(models.TextChoices):
    """What we decide on a complaint."""

    ESTIMADA = "estimada", _("Se le da la razón")
    PARCIAL = "parcial", _("Se le da la razón en parte")
    DESESTIMADA = "desestimada", _("No se le da la razón")


class ClaseAvisoEspera(models.TextChoices):
    RECORDATORIO = "recordatorio", _("Recordatorio")
    CIERRE = "cierre", _("Aviso de que se va a cerrar")


class AlcanceAviso(models.TextChoices):
    """Who is told about a contingency."""

    NADIE = "nadie", _("A nadie")
    CASOS = "casos", _("A quien tenga una incidencia afectada")
    ZONA = "zona", _("A todos los clientes de la zona")
