"""A mailbox with what came to it: each mail is stored and interpreted as the workers do."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage
from email.utils import format_datetime, formataddr

from clientes.models import Contacto
from incidencias.correo.salida import olvidar_buzones
from incidencias.models import Buzon, CorreoEntrante, Incidencia, Mensaje, Tipo
from incidencias.servicios import responder, tomar_incidencia
from incidencias.servicios.correo.interpretacion import interpretar_correo
from incidencias.servicios.correo.recepcion import guardar_correo
from nucleo import archivos
from nucleo.correo_saliente import componer_correo
from nucleo.models import Comunicacion
from nucleo.models.comunicaciones import Destino
from postventa.demo import imagenes
from postventa.demo.casa import DOMINIO
from postventa.demo.clientela import CORREO_CLIENTE
from postventa.demo.mundo import Mundo

INCIDENCIAS = 3  # that these mails open
HORA, MINUTO = timedelta(hours=1), timedelta(minutes=1)
DIRECCION = f"averias@{DOMINIO}"

GOTEA = (
    "Buenos días:\n\nLa lavadora gotea por debajo al centrifugar. Les mando una foto.\n\nGracias"
)
GOTEA_HTML = """<p>Buenos días:</p><p>La lavadora <b>gotea por debajo</b> al centrifugar:</p>
<ul><li>desde el lunes;</li><li>solo con programas largos.</li></ul>
<p>Les mando una foto.</p><p>Gracias</p><img src="https://lejos.example/visto.gif" width="1">"""
PREGUNTA = "¿Puede decirnos el modelo? Está en la etiqueta, dentro de la puerta.\n\nUn saludo"
RESPUESTA = """Es la WM-7210. Por las tardes estoy en casa, pueden venir cuando quieran.

--\x20
{nombre}
Tel. 600 123 456 · Enviado desde mi tableta

El {dia}, Averías <{de}> escribió:
> ¿Puede decirnos el modelo? Está en la etiqueta, dentro de la puerta.
>
> Un saludo
"""
HIJO = "Hola: escribo desde el correo de mi hijo. Sigue goteando, ¿cuándo vendrán?"
EN_CATALAN = """Bon dia,

La caldera no fa aigua calenta des d'ahir al vespre i a casa hi ha una persona gran. Quan podria
venir el tècnic?

Moltes gràcies"""
FUERA = "Sóc fora de l'oficina fins dilluns. Per a urgències, truqueu al 600 765 432."
BOLETIN = "Novedades de marzo: campanas, hornos y cinco consejos para la exposición."
FACTURA = "Necesito la factura de la reparación de enero para el seguro. ¿Me la pueden enviar?"
DEVUELTO = """From: MAILER-DAEMON@{dominio}
To: {nuestra}
Subject: Undelivered Mail Returned to Sender
Message-ID: <devuelto@{dominio}>
Date: {fecha}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="devuelto"

--devuelto
Content-Type: text/plain; charset=utf-8

This is the mail system. Your message could not be delivered.

--devuelto
Content-Type: message/delivery-status

Reporting-MTA: dns; {dominio}

Final-Recipient: rfc822; {para}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 {para}: no such user

--devuelto
Content-Type: text/rfc822-headers

{cabeceras}
--devuelto--
"""


def llenar_buzones(mundo: Mundo) -> int:
    """The mailbox and its mails of these days; returns how many cases they opened."""
    antes = Incidencia.objects.count()
    hasta = Comunicacion.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    correo = Llegada(mundo)
    suyos = list(
        Contacto.objects.exclude(correo__in=["", CORREO_CLIENTE])
        .filter(cliente__bloqueado_en=None, cliente__idioma="es")
        .order_by("pk")[:2]
    )
    gotea = correo.conversacion(suyos[0])
    correo.devuelto(suyos[1])
    correo.en_catalan()
    correo.llega(
        "hijo", "Dani", "dani.gil@correo.example", f"Re: {gotea.codigo}", HIJO, hace=3 * HORA
    )
    correo.llega(
        *("boletin", "Cocinas y Cía.", "novedades@mayorista.example", "Novedades de marzo"),
        BOLETIN,
        hace=2 * HORA,
        cabeceras={"List-Id": "<novedades.mayorista.example>", "Precedence": "bulk"},
    )
    _dar_por_enviadas(hasta)
    return Incidencia.objects.count() - antes


class Llegada:
    """Brings mails to the mailbox of the demo, at the time that each says."""

    def __init__(self, mundo: Mundo) -> None:
        self.mundo, self.agente = mundo, mundo.casa.personas["agente"]
        # Nobody reads it: there is no such server. Ours leave from it, as from a real one.
        self.buzon = Buzon.objects.create(
            nombre="Averías",
            correo=DIRECCION,
            es_por_defecto=True,
            servidor=f"imap.{DOMINIO}",
            usuario=DIRECCION,
            tipo=Tipo.AVERIA,
            recoger_desde=mundo.hoy,
            pausado_en=mundo.ahora - 90 * MINUTO,
            recogido_en=mundo.ahora - 91 * MINUTO,
        )
        olvidar_buzones()

    def conversacion(self, contacto: Contacto) -> Incidencia:
        """HTML with a photo, our question, and an answer that quotes it and is signed."""
        caso = self._abre(
            *("gotea", contacto.nombre, contacto.correo, "La lavadora gotea al centrifugar", GOTEA),
            hace=26 * HORA,
            html=GOTEA_HTML,
            foto=archivos.leer(imagenes.charco()),
        )
        nuestra = self._contestar(caso, PREGUNTA, hace=25 * HORA)
        self.llega(
            *("modelo", contacto.nombre, contacto.correo, f"Re: {nuestra['Subject']}"),
            RESPUESTA.format(
                nombre=contacto.nombre,
                dia=f"{self.mundo.ahora - 25 * HORA:%d/%m/%Y, a las %H:%M}",
                de=DIRECCION,
            ),
            hace=22 * HORA,
            para=nuestra["Reply-To"],
            cabeceras={
                "In-Reply-To": nuestra["Message-ID"],
                "References": f"{nuestra['References']} {nuestra['Message-ID']}",
            },
        )
        return caso

    def devuelto(self, contacto: Contacto) -> None:
        """Our answer came back: that address fails from now on, and its case says so."""
        caso = self._abre(
            *("factura", contacto.nombre, contacto.correo, "Factura de enero", FACTURA),
            hace=20 * HORA,
        )
        nuestra = self._contestar(caso, "Se la mandamos hoy mismo.\n\nUn saludo", hace=19 * HORA)
        dominio = contacto.correo.partition("@")[2]
        datos = {"dominio": dominio, "nuestra": DIRECCION, "para": contacto.correo}
        cabeceras = "\n".join(f"{nombre}: {valor}" for nombre, valor in nuestra.items())
        en = self.mundo.ahora - 19 * HORA + MINUTO
        crudo = DEVUELTO.format(**datos, fecha=format_datetime(en), cabeceras=cabeceras)
        self._interpretar(crudo.encode(), hace=19 * HORA - MINUTO)

    def en_catalan(self) -> None:
        """Of somebody whom we did not know; their holidays answer to our receipt."""
        de = ("Mercè Vila", "merce.vila@correu.example")
        caso = self._abre(
            "caldera", *de, "La caldera no fa aigua calenta", EN_CATALAN, hace=5 * HORA
        )
        acuse = componer_correo(Comunicacion.objects.get(referencia=caso.codigo)).message()
        self.llega(
            *("fora", *de, "Resposta automàtica: Sóc fora", FUERA),
            hace=5 * HORA - MINUTO,
            para=acuse["Reply-To"],
            cabeceras={"Auto-Submitted": "auto-replied", "In-Reply-To": acuse["Message-ID"]},
        )

    def llega(
        self,
        clave: str,
        nombre: str,
        de: str,
        asunto: str,
        texto: str,
        *,
        hace: timedelta,
        para: str = DIRECCION,
        html: str = "",
        foto: bytes = b"",
        cabeceras: dict[str, str] | None = None,
    ) -> CorreoEntrante:
        mensaje = EmailMessage()
        mensaje["From"], mensaje["To"] = formataddr((nombre, de)), para
        mensaje["Subject"] = asunto
        mensaje["Message-ID"] = f"<{clave}@{de.partition('@')[2]}>"
        mensaje["Date"] = format_datetime(self.mundo.ahora - hace)
        for cual, valor in (cabeceras or {}).items():
            mensaje[cual] = valor
        mensaje.set_content(texto)
        if html:
            mensaje.add_alternative(html, subtype="html")
            mensaje.set_boundary(f"{clave}-texto")
        if foto:
            mensaje.add_attachment(foto, "image", "jpeg", filename="charco.jpg")
            mensaje.set_boundary(f"{clave}-todo")  # the same bytes each time
        return self._interpretar(mensaje.as_bytes(), hace=hace)

    def _interpretar(self, crudo: bytes, *, hace: timedelta) -> CorreoEntrante:
        en = self.mundo.ahora - hace
        correo = guardar_correo(self.buzon, crudo, recibido_en=en, apartado=True)
        if correo is None:
            raise ValueError("that mail was here already")
        interpretar_correo(correo.pk, correo)
        correo.refresh_from_db()
        return correo

    def _abre(self, *partes: str, **opciones: object) -> Incidencia:
        caso = self.llega(*partes, **opciones).incidencia  # type: ignore[arg-type]
        if caso is None:
            raise ValueError("that mail opened no case")
        return caso

    def _contestar(self, caso: Incidencia, texto: str, *, hace: timedelta) -> EmailMessage:
        """The agent takes it and answers; returns the mail as it leaves."""
        en = self.mundo.ahora - hace
        tomar_incidencia(caso.pk, por=self.agente, en=en - 5 * MINUTO)
        mensaje = responder(caso.pk, por=self.agente, texto=texto, en=en)
        comunicacion = Comunicacion.objects.get(clave=f"mensaje:{mensaje.pk}")
        return componer_correo(comunicacion).message()


def _dar_por_enviadas(hasta: int) -> None:
    """Nothing of the demo is ever sent: these left when they were written."""
    nuestras = list(Comunicacion.objects.filter(pk__gt=hasta, destino=Destino.PENDIENTE))
    respuestas = Mensaje.objects.filter(comunicacion__in=nuestras)
    cuando = dict(respuestas.values_list("comunicacion", "ocurrido_en"))
    casos = Incidencia.objects.filter(codigo__in={una.referencia for una in nuestras})
    abierta = dict(casos.values_list("codigo", "ocurrida_en"))
    for una in nuestras:
        en = cuando.get(una.pk) or abierta[una.referencia]
        una.creada_en = una.programado_para = una.proximo_intento_en = en
        una.destino, una.intentos, una.enviado_en = Destino.ENVIADA, 1, en + timedelta(seconds=3)
    columnas = ["creada_en", "programado_para", "proximo_intento_en", "intentos", "destino"]
    Comunicacion.objects.bulk_update(nuestras, [*columnas, "enviado_en"])
