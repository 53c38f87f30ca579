"""The words an order is described with. Stored codes are ASCII and never change."""

from datetime import UTC, datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

# Sort keys are NOT NULL: an order without an appointment sorts after all the others.
SIN_CITA = datetime(9999, 12, 1, tzinfo=UTC)


class Estado(models.TextChoices):
    NUEVA = "nueva", _("Nueva")
    DIAGNOSTICADA = "diagnosticada", _("Diagnosticada")
    PRESUPUESTADA = "presupuestada", _("Presupuestada")
    ACEPTADA = "aceptada", _("Presupuesto aceptado")
    RECHAZADA = "rechazada", _("Presupuesto rechazado")
    PLANIFICADA = "planificada", _("Planificada")
    EN_CURSO = "en_curso", _("En curso")
    ESPERANDO_REPUESTO = "esperando_repuesto", _("Esperando repuesto")
    TERMINADA = "terminada", _("Terminada")
    ENTREGADA = "entregada", _("Entregada")
    LIQUIDADA = "liquidada", _("Liquidada")
    ANULADA = "anulada", _("Anulada")


# Somebody still has to do something at the machine.
ABIERTAS = frozenset(
    {
        Estado.NUEVA,
        Estado.DIAGNOSTICADA,
        Estado.PRESUPUESTADA,
        Estado.ACEPTADA,
        Estado.PLANIFICADA,
        Estado.EN_CURSO,
        Estado.ESPERANDO_REPUESTO,
    }
)

# Nobody is at work on it: it may wait for a part.
PUEDEN_ESPERAR = ABIERTAS - {Estado.EN_CURSO}


class Tipo(models.TextChoices):
    REPARACION = "reparacion", _("Reparación")
    INSTALACION = "instalacion", _("Instalación")
    MANTENIMIENTO = "mantenimiento", _("Mantenimiento")
    DIAGNOSTICO = "diagnostico", _("Diagnóstico")
    RECOGIDA = "recogida", _("Recogida o entrega")
    RETIRADA = "retirada", _("Retirada")


class Lugar(models.TextChoices):
    DOMICILIO = "domicilio", _("En el domicilio")
    TALLER = "taller", _("En el taller")
    REMOTO = "remoto", _("A distancia")


class TipoMandante(models.TextChoices):
    CLIENTE = "cliente", _("El cliente")
    EMPRESA = "empresa", _("Nuestra empresa")
    MARCA = "marca", _("Marca")
    ASEGURADORA = "aseguradora", _("Aseguradora")


class Resultado(models.TextChoices):
    """How an order ended."""

    REPARADO = "reparado", _("Reparado")
    REALIZADO = "realizado", _("Trabajo realizado")
    SIN_AVERIA = "sin_averia", _("Sin avería")
    REPARABLE = "reparable", _("Reparable, sin reparar")
    NO_REPARABLE = "no_reparable", _("No reparable")
    DESCONOCIDO = "desconocido", _("Desconocido")


class ResultadoVisita(models.TextChoices):
    """How one working session ended: what comes next hangs on it."""

    RESUELTA = "resuelta", _("Terminado: funciona")
    NO_REPARABLE = "no_reparable", _("No se puede reparar")
    FALTA_REPUESTO = "falta_repuesto", _("Falta un repuesto")
    VOLVER = "volver", _("Hay que volver")
    AUSENTE = "ausente", _("No había nadie")


class EstadoCita(models.TextChoices):
    PROPUESTA = "propuesta", _("Propuesta")
    CONFIRMADA = "confirmada", _("Confirmada")
    REALIZADA = "realizada", _("Realizada")
    ANULADA = "anulada", _("Anulada")


CITAS_VIVAS = frozenset({EstadoCita.PROPUESTA, EstadoCita.CONFIRMADA})


class ClasePunto(models.TextChoices):
    """What kind of answer a checklist point asks for."""

    SI_NO = "si_no", _("Sí o no")
    NUMERO = "numero", _("Medida")
    TEXTO = "texto", _("Texto")


class MomentoFoto(models.TextChoices):
    ANTES = "antes", _("Antes")
    DURANTE = "durante", _("Durante")
    DESPUES = "despues", _("Después")


class ModoFirma(models.TextChoices):
    MANUSCRITA = "manuscrita", _("Firma manuscrita")
    ESCRITA = "escrita", _("Conformidad con nombre escrito")
    SIN_FIRMA = "sin_firma", _("Sin firma")


class MotivoSinFirma(models.TextChoices):
    AUSENTE = "ausente", _("El cliente no estaba")
    NO_QUIERE = "no_quiere", _("El cliente no quiso firmar")
    NO_PUEDE = "no_puede", _("El cliente no podía firmar")
    EN_TALLER = "en_taller", _("Trabajo de taller, sin el cliente")
