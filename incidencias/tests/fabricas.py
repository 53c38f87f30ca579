"""Factories of cases: the valid minimum, without passing through the services.

For a case with its history (events, clocks, mail) call `incidencias.servicios`.
"""

from datetime import timedelta
from uuid import uuid4

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from incidencias.models import (
    Adjunto,
    BorradorNueva,
    Buzon,
    Canal,
    Categoria,
    Chat,
    ClaseLegal,
    ClasePregunta,
    CorreoEntrante,
    DevolucionLlamada,
    DireccionMensaje,
    Encargo,
    EnlaceFotos,
    EnvioWhatsApp,
    Estado,
    EstadoLlamada,
    EventoIncidencia,
    Extension,
    Incidencia,
    Llamada,
    LlamadaCentralita,
    Macro,
    Mensaje,
    MotivoEspera,
    MotivoLlamada,
    MotivoPosible,
    Plataforma,
    PosibleRespuesta,
    PreguntaTriaje,
    Promesa,
    Resena,
    RespuestaProgramada,
    SentidoLlamada,
    Tipo,
    VistaGuardada,
)
from nucleo.codigos import siguiente_codigo
from nucleo.enlaces import firmar, huella
from nucleo.eventos import Autor
from nucleo.tiempo import dia_local


class CategoriaFactory(DjangoModelFactory):
    class Meta:
        model = Categoria

    nombre = factory.Sequence("No calienta {}".format)


class PreguntaTriajeFactory(DjangoModelFactory):
    """A yes-or-no question; another kind gives its own `clase` (and `opciones`)."""

    class Meta:
        model = PreguntaTriaje

    categoria = factory.SubFactory(CategoriaFactory)
    texto = factory.Sequence("¿Se enciende {}?".format)
    clase = ClasePregunta.SI_NO
    orden = factory.Sequence(int)


class MotivoEsperaFactory(DjangoModelFactory):
    class Meta:
        model = MotivoEspera

    codigo = factory.Sequence("motivo-{}".format)
    nombre = factory.Sequence("Esperamos una pieza {}".format)


class IncidenciaFactory(DjangoModelFactory):
    """A new case without a unit. Traits give the instants that each state needs."""

    class Meta:
        model = Incidencia

    class Params:
        en_curso = factory.Trait(estado=Estado.EN_CURSO)
        en_espera = factory.Trait(
            estado=Estado.EN_ESPERA, motivo_espera=factory.SubFactory(MotivoEsperaFactory)
        )
        resuelta = factory.Trait(
            estado=Estado.RESUELTA,
            resuelta_en=factory.SelfAttribute("ocurrida_en"),
            dia_resolucion=factory.LazyAttribute(lambda yo: dia_local(yo.resuelta_en)),
            solucion="Cambio de compresor",
            causa="desgaste",
        )
        cerrada = factory.Trait(
            resuelta=True,
            estado=Estado.CERRADA,
            cerrada_en=factory.SelfAttribute("resuelta_en"),
        )

    codigo = factory.LazyAttribute(lambda yo: siguiente_codigo("INC", yo.ocurrida_en))
    tipo = Tipo.AVERIA
    clase_legal = ClaseLegal.INCIDENCIA
    canal = Canal.TELEFONO
    asunto = "La caldera no enciende"
    descripcion = "Sale el error E02."
    cliente = factory.SubFactory("clientes.tests.fabricas.ClienteFactory")
    ocurrida_en = factory.LazyFunction(timezone.now)
    registrada_en = factory.SelfAttribute("ocurrida_en")
    ultimo_mensaje_en = factory.SelfAttribute("ocurrida_en")
    dia_llegada = factory.LazyAttribute(lambda yo: dia_local(yo.ocurrida_en))


class MensajeFactory(DjangoModelFactory):
    class Meta:
        model = Mensaje

    incidencia = factory.SubFactory(IncidenciaFactory)
    direccion = DireccionMensaje.ENTRANTE
    canal = Canal.CORREO
    texto = "¿Cuándo vienen?"


class NotaFactory(MensajeFactory):
    direccion = DireccionMensaje.NOTA
    usuario = factory.SubFactory("cuentas.tests.fabricas.AgenteFactory")
    texto = "Ya llamó ayer."


class LlamadaFactory(DjangoModelFactory):
    class Meta:
        model = Llamada

    incidencia = factory.SubFactory(IncidenciaFactory)
    sentido = SentidoLlamada.ENTRANTE
    motivo = MotivoLlamada.ESTADO


class ExtensionFactory(DjangoModelFactory):
    class Meta:
        model = Extension

    numero = factory.Sequence("{:03d}".format)
    usuario = factory.SubFactory("cuentas.tests.fabricas.AgenteFactory")


class LlamadaCentralitaFactory(DjangoModelFactory):
    """A call that rings now. Traits give the instants that each state needs."""

    class Meta:
        model = LlamadaCentralita

    class Params:
        en_curso = factory.Trait(
            estado=EstadoLlamada.EN_CURSO, contestada_en=factory.SelfAttribute("ofrecida_en")
        )
        terminada = factory.Trait(
            estado=EstadoLlamada.TERMINADA,
            contestada_en=factory.SelfAttribute("ofrecida_en"),
            terminada_en=factory.SelfAttribute("ofrecida_en"),
            espera_s=0,
        )
        abandonada = factory.Trait(
            estado=EstadoLlamada.ABANDONADA,
            abandonada_en=factory.SelfAttribute("ofrecida_en"),
            terminada_en=factory.SelfAttribute("ofrecida_en"),
            espera_s=0,
        )

    uniqueid = factory.Sequence("1763800000.{}".format)
    estado = EstadoLlamada.SONANDO
    sentido = SentidoLlamada.ENTRANTE
    numero = factory.Sequence("+346001{:05d}".format)
    ofrecida_en = factory.LazyFunction(timezone.now)


class DevolucionLlamadaFactory(DjangoModelFactory):
    class Meta:
        model = DevolucionLlamada

    numero = factory.Sequence("+346002{:05d}".format)
    primera_en = factory.LazyFunction(timezone.now)
    ultima_en = factory.SelfAttribute("primera_en")
    vence_en = factory.LazyAttribute(lambda yo: yo.ultima_en + timedelta(hours=2))


class BorradorNuevaFactory(DjangoModelFactory):
    class Meta:
        model = BorradorNueva

    usuario = factory.SubFactory("cuentas.tests.fabricas.AgenteFactory")


class EnlaceFotosFactory(DjangoModelFactory):
    class Meta:
        model = EnlaceFotos

    usuario = factory.SubFactory("cuentas.tests.fabricas.AgenteFactory")
    borrador = factory.SubFactory(BorradorNuevaFactory, usuario=factory.SelfAttribute("..usuario"))
    huella = factory.LazyAttribute(lambda yo: huella(firmar("fotos", str(yo.uid), yo.version)))
    uid = factory.LazyFunction(uuid4)
    version = 1
    caduca_en = factory.LazyFunction(lambda: timezone.now() + timedelta(hours=24))


class AdjuntoFactory(DjangoModelFactory):
    class Meta:
        model = Adjunto

    incidencia = factory.SubFactory(IncidenciaFactory)
    archivo = factory.SubFactory("nucleo.tests.fabricas.ArchivoFactory")
    nombre = "foto.jpg"


class PromesaFactory(DjangoModelFactory):
    class Meta:
        model = Promesa

    incidencia = factory.SubFactory(IncidenciaFactory)
    texto = "Le llamamos con el día de la visita"
    vence_en = factory.LazyFunction(timezone.now)


class EventoIncidenciaFactory(DjangoModelFactory):
    class Meta:
        model = EventoIncidencia

    incidencia = factory.SubFactory(IncidenciaFactory)
    codigo = "abierta"
    ocurrido_en = factory.LazyFunction(timezone.now)
    autor = Autor.SISTEMA


class VistaGuardadaFactory(DjangoModelFactory):
    class Meta:
        model = VistaGuardada

    nombre = factory.Sequence("Las mías {}".format)
    usuario = factory.SubFactory("cuentas.tests.fabricas.AgenteFactory")
    consulta = factory.LazyFunction(lambda: {"vista": ["mias"]})


class RespuestaProgramadaFactory(DjangoModelFactory):
    """A reply that leaves tomorrow. It has no event: it has not been said."""

    class Meta:
        model = RespuestaProgramada

    incidencia = factory.SubFactory(IncidenciaFactory)
    usuario = factory.SubFactory("cuentas.tests.fabricas.AgenteFactory")
    texto = "Mañana vamos."
    enviar_en = factory.LazyFunction(lambda: timezone.now() + timedelta(days=1))
    es_para_luego = True


class MacroFactory(DjangoModelFactory):
    class Meta:
        model = Macro

    nombre = factory.Sequence("Macro {}".format)
    atajo = factory.Sequence("macro-{}".format)


class EnvioWhatsAppFactory(DjangoModelFactory):
    class Meta:
        model = EnvioWhatsApp

    incidencia = factory.SubFactory(IncidenciaFactory)
    cliente = factory.SelfAttribute("incidencia.cliente")
    telefono = "+34600123456"
    texto = "Buenos días, le escribimos por su caldera."
    usuario = factory.SubFactory("cuentas.tests.fabricas.AgenteFactory")


class ChatFactory(DjangoModelFactory):
    class Meta:
        model = Chat

    proveedor = "charla"
    referencia = factory.Sequence("c-{}".format)
    ofrecido_en = factory.LazyFunction(timezone.now)


class ResenaFactory(DjangoModelFactory):
    class Meta:
        model = Resena

    plataforma = Plataforma.GOOGLE
    autor = "Marta G."
    estrellas = 2
    texto = "Tardaron dos semanas en venir."
    publicada_en = factory.LazyFunction(timezone.now)


class EncargoFactory(DjangoModelFactory):
    class Meta:
        model = Encargo

    incidencia = factory.SubFactory(IncidenciaFactory)
    perfil = "aseguradora"
    principal = "Seguros Ejemplo"
    referencia = factory.Sequence("SIN-{:06d}".format)


class BuzonFactory(DjangoModelFactory):
    class Meta:
        model = Buzon

    nombre = factory.Sequence("Averías {}".format)
    correo = factory.Sequence("averias{}@posventa.example".format)
    servidor = "imap.posventa.example"
    usuario = factory.SelfAttribute("correo")


class CorreoEntranteFactory(DjangoModelFactory):
    """A mail that is stored and still to be interpreted."""

    class Meta:
        model = CorreoEntrante

    buzon = factory.SubFactory(BuzonFactory)
    mensaje_id = factory.Sequence("<{}@cliente.example>".format)
    huella = factory.Sequence("{:064x}".format)
    archivo = factory.SubFactory("nucleo.tests.fabricas.ArchivoFactory")
    bytes = 1000
    recibido_en = factory.LazyFunction(timezone.now)
    remitente = "marta@cliente.example"
    asunto = "La caldera no enciende"


class PosibleRespuestaFactory(DjangoModelFactory):
    class Meta:
        model = PosibleRespuesta

    correo = factory.SubFactory(
        CorreoEntranteFactory,
        estado="interpretado",
        resultado="posible_respuesta",
        interpretado_en=factory.LazyFunction(timezone.now),
    )
    incidencia = factory.SubFactory(IncidenciaFactory)
    motivo = MotivoPosible.CODIGO
