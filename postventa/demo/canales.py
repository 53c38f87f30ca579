"""What came by the other doors: WhatsApp, letters, sheets, jobs, reviews, suggestions, chats."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db import transaction
from django.db.models import F

from clientes.models import Cliente
from incidencias.chats.pliegue import Suceso
from incidencias.encargos.lectura import EncargoLeido
from incidencias.models import Canal, Incidencia, SucesoChat, Tipo
from incidencias.servicios import NuevaIncidencia, abrir_incidencia
from incidencias.servicios.chats import recibir_sucesos_de_chat
from incidencias.servicios.encargos import recibir_encargo
from incidencias.servicios.papeles import abrir_por_carta, abrir_por_hoja
from incidencias.servicios.resenas import apuntar_resena, dejar_sin_respuesta, responder_resena
from incidencias.servicios.whatsapp import preparar_whatsapp
from nucleo.eventos import SISTEMA
from postventa.demo import imagenes
from postventa.demo.mundo import Mundo

CHATS_DE_ANTES = 40
INCIDENCIAS = 6  # that they make: two suggestions, a letter, a sheet, a job, a chat
HORA, DIA = timedelta(hours=1), timedelta(days=1)
RESENAS = (
    ("google", "Marta G.", 5, 9, "Vinieron al día siguiente y muy amables.", "¡Gracias, Marta!"),
    ("google", "J. Prieto", 2, 3, "Dos semanas esperando una pieza y nadie llamaba.", ""),
    ("trustpilot", "Nuria", 1, 1, "Me cobraron el desplazamiento sin avisar.", ""),
    ("instagram", "@cocinasdelsur", None, 2, "¿Reparáis también hornos de pizza?", ""),
    ("google", "Anónimo", 1, 20, "Ni idea de lo que hacen.", None),
)
SUGERENCIAS = (
    (Canal.PORTAL, "Que se pueda elegir la franja de tarde", 6),
    (Canal.PRESENCIAL, "Un cartel con el horario en la puerta del taller", 2),
)


def abrir_puertas(mundo: Mundo) -> int:
    """A little of each, told with the services themselves; returns how many cases they make."""
    antes = Incidencia.objects.count()
    agente = mundo.casa.personas["agente"]
    clientes = _clientes()
    with transaction.atomic():
        for plataforma, autor, estrellas, hace, texto, respuesta in RESENAS:
            resena = apuntar_resena(
                por=agente,
                plataforma=plataforma,
                autor=autor,
                estrellas=estrellas,
                texto=texto,
                publicada_en=mundo.ahora - hace * DIA,
            )
            if respuesta is None:
                dejar_sin_respuesta(resena.pk, por=agente, motivo="Es de otra empresa.")
            elif respuesta:
                responder_resena(resena.pk, por=agente, respuesta=respuesta)
        for canal, asunto, hace in SUGERENCIAS:
            abrir_incidencia(
                NuevaIncidencia(
                    cliente=next(clientes),
                    asunto=asunto,
                    tipo=Tipo.SUGERENCIA,
                    canal=canal,
                    avisar=False,
                ),
                por=SISTEMA,
                en=mundo.ahora - hace * DIA,
            )
        _papeles(mundo, clientes)
        _encargos(mundo)
        _chats(mundo)
        _whatsapp(mundo)
    return Incidencia.objects.count() - antes


def _clientes() -> Iterator[Cliente]:
    """Of cases of some time ago, always the same ones."""
    casos = Incidencia.objects.select_related("cliente").order_by("pk")
    return iter([caso.cliente for caso in casos[:8]])


def _papeles(mundo: Mundo, clientes: Iterator[Cliente]) -> None:
    agente, ayer = mundo.casa.personas["agente"], mundo.hoy - DIA
    escaneado = [(imagenes.placa("Carta certificada", "CD 0123 4567 890 ES"), "escaneado.jpg")]
    abrir_por_carta(
        NuevaIncidencia(
            cliente=next(clientes),
            asunto="Reclama por carta dos visitas fallidas",
            tipo=Tipo.QUEJA,
            canal=Canal.POSTAL,
            responsable=agente,
            avisar=False,
        ),
        por=agente,
        escaneado=escaneado,
        fecha_llegada=ayer,
        fecha_matasellos=ayer - 3 * DIA,
        numero_certificado="CD01234567890ES",
        en=mundo.ahora,
    )
    abrir_por_hoja(
        NuevaIncidencia(
            cliente=next(clientes),
            asunto="No acepta el presupuesto de la placa",
            tipo=Tipo.RECLAMACION,
            canal=Canal.PRESENCIAL,
            responsable=agente,
            avisar=False,
        ),
        por=agente,
        numero="HR-0045127",
        comunidad="MD",
        fecha=ayer,
        escaneado=escaneado,
        en=mundo.ahora,
    )


def _encargos(mundo: Mundo) -> None:
    leido = EncargoLeido(
        perfil="hogar_norte",
        principal="Hogar Norte Seguros",
        referencia="SN-2026/004512",
        clase="nuevo",
        tipo=Tipo.REPARACION,
        asegurado="García López, María del Carmen",
        telefono="+34612345678",
        direccion="C/ Mayor, 3, 2º B. 28901 Getafe (Madrid)",
        aparato="Lavadora Blancasa LX-700",
        averia="No desagua y salta el diferencial.",
        otros={"Póliza": "88-1234567"},
    )
    recibir_encargo(
        leido, texto="[HN] Nuevo aviso de siniestro SN-2026/004512", en=mundo.ahora - 5 * HORA
    )


def _chats(mundo: Mundo) -> None:
    """One answered, one abandoned."""
    agente, inicio = mundo.casa.personas["agente"], mundo.ahora - 3 * HORA
    hola = "¿Puedo cambiar la visita del jueves?"
    dichos = [
        ("ofrecido", 0, "", "", {"nombre": "Rosa Mir", "telefono": "+34655112233"}),
        ("atendido", 40, "", "", {"agente": agente.email}),
        ("mensaje", 55, "cliente", hola, {}),
        ("mensaje", 90, "nosotros", "Claro. ¿Le va bien el viernes por la mañana?", {}),
        ("mensaje", 130, "cliente", "Perfecto, gracias.", {}),
        ("terminado", 150, "", "", {}),
    ]
    sucesos = [
        Suceso(str(n), tipo, inicio + timedelta(seconds=s), de, texto, datos)
        for n, (tipo, s, de, texto, datos) in enumerate(dichos)
    ]
    recibir_sucesos_de_chat("charla", "demo-1", sucesos, por=SISTEMA)
    se_va = [
        Suceso("a", "ofrecido", inicio + HORA),
        Suceso("b", "abandonado", inicio + HORA + timedelta(seconds=95)),
    ]
    recibir_sucesos_de_chat("charla", "demo-2", se_va, por=SISTEMA)
    for n in range(CHATS_DE_ANTES):
        _chat_de_antes(mundo, n)
    sabidos = SucesoChat.objects.filter(chat__referencia__startswith="demo-antes-")
    sabidos.update(registrado_en=F("ocurrido_en"))  # told then, and measured with the rest


def _chat_de_antes(mundo: Mundo, n: int) -> None:
    """What was solved at once, or came to nothing: no case is left of it."""
    inicio = mundo.ahora - timedelta(days=2 + 2 * n)
    espera = timedelta(seconds=8 + 37 * n % 150)
    como = "abandonado" if n % 6 == 1 else "atendido"
    sucesos = [Suceso("o", "ofrecido", inicio), Suceso("a", como, inicio + espera)]
    if como == "atendido":
        sucesos.append(Suceso("t", "terminado", inicio + espera + timedelta(minutes=4)))
    recibir_sucesos_de_chat("charla", f"demo-antes-{n}", sucesos, por=SISTEMA)


def _whatsapp(mundo: Mundo) -> None:
    """Prepared and still to be said whether it left, on a case of the agent of the demo."""
    agente = mundo.casa.personas["agente"]
    suyas = Incidencia.objects.abiertas().filter(responsable=agente).exclude(cliente__telefono="")
    caso = suyas.select_related("cliente", "contacto").order_by("pk").first()
    if caso is not None:
        preparar_whatsapp(
            caso.cliente,
            por=agente,
            incidencia=caso,
            contacto=caso.contacto,
            telefono=caso.cliente.telefono,
            en=mundo.ahora,
            texto=f"Buenos días: le escribimos por {caso.codigo}. ¿Estará en casa el jueves?",
        )
