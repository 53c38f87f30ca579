"""The last touches, on saved rows: targets, permissions, photos, work reports, some sent mails."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from clientes.duplicados import hallar_todas
from clientes.models import (
    BaseJuridica,
    Cliente,
    Consentimiento,
    Contacto,
    FinalidadConsentimiento,
    TipoCliente,
)
from clientes.servicios.composicion import Asiento, componer_cliente
from clientes.servicios.duplicados import fusionar_cliente, guardar_parejas
from clientes.servicios.guardado import guardar_en_bloque
from incidencias.avisos import avisar_acuse, comunicar_respuesta
from incidencias.models import Adjunto, Borrador, DireccionMensaje, Estado, Incidencia, Mensaje
from incidencias.servicios import adjuntar
from indicadores.models import Meta
from normativa.servicios import cambiar_cifra, terminar_cifra
from nucleo.eventos import SISTEMA
from nucleo.models import Comunicacion
from nucleo.models.comunicaciones import Destino
from postventa.demo import conversacion, imagenes
from postventa.demo.casa import DIAS_DE_LA_NUEVA_POLITICA
from postventa.demo.clientela import CORREO_CLIENTE
from postventa.demo.mundo import DIAS, Mundo
from sat.documentos.parte import Conformidad
from sat.models import Estado as EstadoDeOrden
from sat.models import Intervencion, ModoFirma, MomentoFoto, OrdenTrabajo, ResultadoVisita
from sat.servicios import fechar_repuesto
from sat.servicios.composicion import ExpedienteOrden, componer_foto
from sat.servicios.comun import asentar
from sat.servicios.partes import emitir_parte

HORA_S = 3600
# What the management wants: from the beginning, and since the new policy (None: the same).
METAS = (
    ("csat", "85", "88"),
    ("nps", "30", "35"),
    ("ces", "5.2", "5.5"),
    ("fcr", "55", "60"),
    ("fcr_remoto", "70", "75"),
    ("t_respuesta", str(2 * HORA_S), str(HORA_S)),
    ("t_resolucion", str(32 * HORA_S), str(24 * HORA_S)),
    ("reapertura", "8", "6"),
    ("promesas", "85", "90"),
    ("traspasos", "0.30", None),
    ("respuesta_encuestas", "35", "40"),
    ("abandono_llamadas", "6", "5"),
    ("nivel_180s", "95", None),
    ("abandono_chats", "15", "10"),
    ("plazo_legal", "98", "100"),
)
REPETIDOS = 6
RESPUESTAS_ENVIADAS, ACUSES_ENVIADOS, PARTES = 30, 12, 8
FOTOS_DE_CASOS = (
    ("Sale el código E5", "pantalla.jpg"),
    ("Pierde agua", "charco.jpg"),
    ("Gotea agua", "gotera.jpg"),
    ("Deja un charco", "charco.jpg"),
)
BORRADOR = (
    "Buenos días. He hablado con el técnico y me dice que la pieza llega el jueves. En cuanto "
    "la tenga le"
)


def rematar(mundo: Mundo) -> None:
    _fijar_metas(mundo)
    _cambiar_cifras(mundo)
    _consentir(mundo)
    _repetir_clientes(mundo)
    _fotografiar(mundo)
    enviados = _emitir_partes(mundo) | _escribir(mundo)
    _dar_por_enviados(enviados)
    _fechar_una_pieza(mundo)
    _dejar_a_medias(mundo)
    conversacion.dejar_a_medias(mundo)


def _fechar_una_pieza(mundo: Mundo) -> None:
    """Of two orders that wait for a part, of one it is known when it comes."""
    esperando = OrdenTrabajo.objects.filter(estado=EstadoDeOrden.ESPERANDO_REPUESTO)
    orden = esperando.order_by("pk").last()
    if orden is not None:
        fechar_repuesto(
            orden.pk,
            por=mundo.casa.personas["agente"],
            llega_el=mundo.hoy + timedelta(days=3),
            en=mundo.ahora,
        )


def _fijar_metas(mundo: Mundo) -> None:
    gestor = mundo.casa.personas["gestor"]
    principio = mundo.hoy - timedelta(days=DIAS)
    cambio = mundo.hoy - timedelta(days=DIAS_DE_LA_NUEVA_POLITICA)
    Meta.objects.bulk_create(
        Meta(
            indicador=indicador,
            vigente_desde=desde,
            objetivo=Decimal(objetivo),
            fijada_por=gestor,
        )
        for indicador, antes, despues in METAS
        for desde, objetivo in ((principio, antes), (cambio, despues))
        if objetivo is not None
    )


def _cambiar_cifras(mundo: Mundo) -> None:
    """The company promises to repair sooner than its own first aim; it moves no legal date."""
    admin = mundo.casa.personas["admin"]
    principio = mundo.hoy - timedelta(days=DIAS)
    cambio = mundo.hoy - timedelta(days=DIAS_DE_LA_NUEVA_POLITICA)
    primera = cambiar_cifra(
        "objetivo_puesta_en_conformidad",
        por=admin,
        valor=Decimal(20),
        unidad="dias",
        desde=principio,
        motivo="Para repararlo en menos de tres semanas.",
        en=mundo.ahora - timedelta(days=DIAS),
    )
    terminar_cifra(
        primera.pk,
        por=admin,
        hasta=cambio - timedelta(days=1),
        motivo="Con la política nueva prometemos menos.",
        en=mundo.ahora - timedelta(days=DIAS_DE_LA_NUEVA_POLITICA),
    )
    cambiar_cifra(
        "objetivo_puesta_en_conformidad",
        por=admin,
        valor=Decimal(15),
        unidad="dias",
        desde=cambio,
        motivo="Con la política nueva, quince días como mucho.",
        en=mundo.ahora - timedelta(days=DIAS_DE_LA_NUEVA_POLITICA),
    )


def _consentir(mundo: Mundo) -> None:
    """Some allowed offers, some recordings, and a few took it back."""
    azar = mundo.azar
    Consentimiento.objects.bulk_create(
        Consentimiento(
            contacto=contacto,
            finalidad=finalidad,
            base=BaseJuridica.CONSENTIMIENTO,
            otorgado_en=mundo.ahora - timedelta(days=azar.randrange(200, 900)),
            retirado_en=mundo.ahora - timedelta(days=90) if azar.suerte(0.08) else None,
            prueba="Casilla del formulario de alta",
        )
        for contacto in Contacto.objects.order_by("pk")
        for finalidad in (FinalidadConsentimiento.COMERCIAL, FinalidadConsentimiento.GRABACION)
        if azar.suerte(0.22)
    )


# --- Customers that are there twice


def _repetir_clientes(mundo: Mundo) -> None:
    """Some rang from their usual telephone and somebody noted them again; one is already merged."""
    personas = Cliente.objects.filter(tipo=TipoCliente.PERSONA, es_provisional=False)
    asiento = Asiento()
    momento = mundo.ahora - timedelta(days=20)
    con_telefono = list(personas.exclude(telefono="").order_by("pk"))
    ya_estaban = con_telefono[5 :: max(1, len(con_telefono) // REPETIDOS)][:REPETIDOS]
    repetidos = [
        componer_cliente(
            asiento,
            por=SISTEMA,
            en=momento,
            nombre=" ".join(cliente.nombre.split()[:2]),
            telefono=cliente.telefono,
            es_provisional=True,
            creado_en=momento,
        )
        for cliente in ya_estaban
    ]
    asiento.envejecer()
    guardar_en_bloque(asiento)
    guardar_parejas(hallar_todas())
    agente = mundo.casa.personas["agente"]
    fusionar_cliente(repetidos[0].pk, por=agente, en_cliente=ya_estaban[0])


# --- Photos and reports


def _fotografiar(mundo: Mundo) -> None:
    """What customers sent with their reports, in the latest cases of each kind."""
    for comienzo, nombre in FOTOS_DE_CASOS:
        casos = Incidencia.objects.filter(asunto__startswith=comienzo).order_by("-ocurrida_en")
        es_pantalla = nombre == "pantalla.jpg"
        archivo = imagenes.pantalla("E5") if es_pantalla else imagenes.charco()
        for incidencia in casos.filter(adjuntos=None)[:3]:
            adjunto = adjuntar(incidencia, archivo, nombre)
            _fechar(adjunto, incidencia.ocurrida_en)


def _fechar(adjunto: Adjunto, en: datetime) -> None:
    Adjunto.objects.filter(pk=adjunto.pk).update(subido_en=en)


def _emitir_partes(mundo: Mundo) -> dict[str, datetime]:
    """Photos, signature and the real document of the latest visits; when each mail left."""
    visitas = (
        Intervencion.objects.filter(resultado=ResultadoVisita.RESUELTA)
        .select_related("tecnico__usuario", "orden__contacto", "orden__incidencia")
        .order_by("-terminada_en")
    )
    suyas = visitas.filter(orden__contacto__correo=CORREO_CLIENTE)[:2]
    enviados: dict[str, datetime] = {}
    for visita in [*visitas.exclude(orden__contacto__correo=CORREO_CLIENTE)[:PARTES], *suyas]:
        if visita.terminada_en is None:
            continue
        _fotos_de(mundo, visita, visita.terminada_en)
        enviados |= _emitir(mundo, visita, visita.terminada_en)
    return enviados


def _fotos_de(mundo: Mundo, visita: Intervencion, en: datetime) -> None:
    antes = imagenes.pieza(f"Pieza retirada, {visita.orden.codigo}", "#6d6a61")
    despues = imagenes.pieza(f"Pieza nueva, {visita.orden.codigo}", "#4f8f7b")
    expediente = ExpedienteOrden(visita.orden)
    for archivo, momento in ((antes, MomentoFoto.ANTES), (despues, MomentoFoto.DESPUES)):
        componer_foto(
            expediente,
            visita,
            archivo=archivo,
            momento=momento,
            por=visita.tecnico.usuario,
            en=en - timedelta(minutes=4),
        )
    asentar(expediente)


def _emitir(mundo: Mundo, visita: Intervencion, en: datetime) -> dict[str, datetime]:
    contacto = visita.orden.contacto
    parte = emitir_parte(
        ExpedienteOrden(visita.orden),
        visita,
        conformidad=Conformidad(
            modo=ModoFirma.MANUSCRITA,
            firmante=contacto.nombre if contacto else "El cliente",
            imagen=imagenes.firma(mundo.azar),
        ),
        por=visita.tecnico.usuario,
        en=en,
    )
    for adjunto in Adjunto.objects.filter(archivo=parte.pdf):
        _fechar(adjunto, en)
    return {f"parte:{parte.pk}": en}


# --- Mails


def _escribir(mundo: Mundo) -> dict[str, datetime]:
    """The latest replies and receipts, as mails that left in their time; by key, when."""
    respuestas = (
        Mensaje.objects.filter(
            direccion=DireccionMensaje.SALIENTE,
            incidencia__estado__in=[Estado.EN_CURSO, Estado.EN_ESPERA, Estado.RESUELTA],
        )
        .select_related("incidencia__cliente", "incidencia__contacto", "incidencia__responsable")
        .order_by("-ocurrido_en", "-pk")
    )
    enviados = {}
    for mensaje in respuestas[:RESPUESTAS_ENVIADAS]:
        comunicacion = comunicar_respuesta(mensaje)
        if comunicacion is not None:
            enviados[comunicacion.clave] = mensaje.ocurrido_en
    recientes = Incidencia.objects.select_related("cliente", "contacto").order_by("-ocurrida_en")
    suyas = recientes.filter(contacto__correo=CORREO_CLIENTE)
    for incidencia in [*suyas, *recientes.exclude(pk__in=suyas)[:ACUSES_ENVIADOS]]:
        acuse = avisar_acuse(incidencia)
        if acuse is not None:
            enviados[acuse.clave] = incidencia.ocurrida_en
    return enviados


def _dar_por_enviados(enviados: dict[str, datetime]) -> None:
    """Nothing of the demo is ever sent; the first of these could not be delivered."""
    filas = list(Comunicacion.objects.filter(clave__in=enviados).order_by("pk"))
    for numero, fila in enumerate(filas):
        en = enviados[fila.clave]
        fila.creada_en = fila.programado_para = fila.proximo_intento_en = en
        fila.intentos = 1
        if numero == len(filas) - 1:
            fila.destino, fila.fallido_en = Destino.FALLIDA, en + timedelta(minutes=20)
            fila.intentos, fila.ultimo_error = 6, "550 5.1.1 La dirección no existe"
        else:
            fila.destino, fila.enviado_en = Destino.ENVIADA, en + timedelta(seconds=3)
    columnas = ["creada_en", "programado_para", "proximo_intento_en", "intentos", "destino"]
    columnas += ["fallido_en", "enviado_en", "ultimo_error"]
    Comunicacion.objects.bulk_update(filas, columnas)


def _dejar_a_medias(mundo: Mundo) -> None:
    """A reply that somebody did not finish: nothing typed is lost."""
    agente = mundo.casa.personas["agente"]
    suya = Incidencia.objects.filter(responsable=agente, estado=Estado.EN_CURSO).order_by("pk")
    for incidencia in suya[:1]:
        Borrador.objects.create(incidencia=incidencia, usuario=agente, texto=BORRADOR)
