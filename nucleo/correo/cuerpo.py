"""From the parts of a mail to what it says and what it brings."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from nucleo.correo import marcado
from nucleo.correo.adjuntos import adjunto_con, adjunto_de, nombre_declarado
from nucleo.correo.agenda import resumir
from nucleo.correo.cabeceras import asunto_de, decodificar
from nucleo.correo.flujo import desplegar
from nucleo.correo.limpieza import descifrar, en_una_linea, limpiar
from nucleo.correo.partes import Parte, contenido_de, partir
from nucleo.correo.tipos import AdjuntoLeido, Defecto, Proteccion
from nucleo.correo.tnef import leer_tnef

MAX_ADJUNTOS = 200
MAX_ESCRITO = 1_000_000  # bytes to be read, of all the parts together: 100,000 characters are kept
MAX_TNEF = 40_000_000
MAX_DESPLEGADOS = 3  # calendars, and mails inside a mail, that are read: the rest are only kept
MAX_ANIDADOS = 2  # mails inside a mail inside a mail

LEGIBLES = {"text/plain", "text/html"}
INFORMES = {"message/delivery-status", "message/disposition-notification", "text/rfc822-headers"}
DE_CALENDARIO = {"text/calendar", "application/ics"}
DE_TNEF = {"application/ms-tnef", "application/vnd.ms-tnef"}
FIRMAS = {
    "application/pkcs7-signature": Proteccion.SMIME_FIRMADO,
    "application/x-pkcs7-signature": Proteccion.SMIME_FIRMADO,
    "application/pgp-signature": Proteccion.PGP_FIRMADO,
    "application/pgp-encrypted": Proteccion.PGP_CIFRADO,
}
PKCS7 = {"application/pkcs7-mime", "application/x-pkcs7-mime"}

PGP_MENSAJE = "-----BEGIN PGP MESSAGE-----"
PGP_FIRMADO = "-----BEGIN PGP SIGNED MESSAGE-----"
PGP_FIRMA = "-----BEGIN PGP SIGNATURE-----"


@dataclass(slots=True)
class Cuerpo:
    """What a mail says, in both forms, and its files.

    `anexo` is what its calendars and the mails inside it say: none of it is a quote.
    """

    texto: str = ""
    html: str = ""
    anexo: str = ""
    adjuntos: tuple[AdjuntoLeido, ...] = ()
    proteccion: Proteccion = Proteccion.NINGUNA


@dataclass(slots=True)
class _Escrito:
    """A part to be read: its text, plain or HTML, and the alternative it belongs to."""

    alternativa: int
    texto: str = field(repr=False)
    es_html: bool


def leer_cuerpo(partes: list[Parte], defectos: set[Defecto], *, nivel: int = 0) -> Cuerpo:
    lector = _Lector(defectos, nivel)
    for parte in partes:
        lector.tomar(parte)
    return lector.cuerpo()


class _Lector:
    """Takes the parts of a mail one by one, within what may be read and kept of all of them."""

    def __init__(self, defectos: set[Defecto], nivel: int) -> None:
        self.defectos, self.nivel = defectos, nivel
        self.escritos: list[_Escrito] = []
        self.anexos: list[str] = []
        self.adjuntos: list[AdjuntoLeido] = []
        self.proteccion = Proteccion.NINGUNA
        self.por_leer = MAX_ESCRITO
        self.desplegados = 0

    def tomar(self, parte: Parte) -> None:
        self._proteger(parte)
        if es_texto(parte):
            self._leer(parte)
        elif parte.tipo in DE_TNEF or nombre_declarado(parte).lower() == "winmail.dat":
            self._desempaquetar(parte)
        elif parte.tipo not in INFORMES:
            self._guardar(parte)

    def _proteger(self, parte: Parte) -> None:
        """Who ciphers also signs: the first that is found is the outer one."""
        hallada = FIRMAS.get(parte.tipo, Proteccion.NINGUNA)
        if parte.tipo in PKCS7:
            es_firma = "signed" in parte.parametros.get("smime-type", "").lower()
            hallada = Proteccion.SMIME_FIRMADO if es_firma else Proteccion.SMIME_CIFRADO
        self.proteccion = self.proteccion or hallada

    def _leer(self, parte: Parte) -> None:
        crudo = contenido_de(parte, self.defectos)
        if len(crudo) > self.por_leer:
            self.defectos.add(Defecto.TEXTO_RECORTADO)
        texto, bien = descifrar(crudo[: self.por_leer], parte.parametros.get("charset", ""))
        self.por_leer = max(self.por_leer - len(crudo), 0)
        if not bien:
            self.defectos.add(Defecto.JUEGO_DE_CARACTERES)
        texto = limpiar(texto)
        if parte.tipo == "text/plain":
            texto = self._llano(parte, texto)
        self.escritos.append(_Escrito(parte.alternativa, texto, parte.tipo == "text/html"))

    def _llano(self, parte: Parte, texto: str) -> str:
        if parte.parametros.get("format", "").lower() == "flowed":
            borra = parte.parametros.get("delsp", "").lower() == "yes"
            texto = desplegar(texto, borra_espacio=borra)
        if texto.lstrip().startswith(PGP_FIRMADO):
            self.proteccion = self.proteccion or Proteccion.PGP_FIRMADO
            return _sin_firma_pgp(texto)
        if texto.lstrip().startswith(PGP_MENSAJE):
            self.proteccion = self.proteccion or Proteccion.PGP_CIFRADO
            self._anadir(texto.encode(), nombre="mensaje.asc", tipo="application/pgp-encrypted")
            return ""
        return texto

    def _guardar(self, parte: Parte) -> None:
        if not self._hay_sitio():
            return
        adjunto = adjunto_de(parte, len(self.adjuntos) + 1, self.defectos)
        desplegar_con: Callable[[bytes, Parte], str] | None = None
        if parte.tipo in DE_CALENDARIO:
            desplegar_con = self._calendario
        elif parte.tipo == "message/rfc822":
            desplegar_con = self._mensaje
        if desplegar_con and self.desplegados < MAX_DESPLEGADOS:
            self.desplegados += 1
            anexo = desplegar_con(adjunto.contenido, parte)
            if anexo and anexo not in self.anexos:
                self.anexos.append(anexo)
        self.adjuntos.append(adjunto)

    def _anadir(self, contenido: bytes, **datos: str) -> None:
        if self._hay_sitio():
            numero = len(self.adjuntos) + 1
            self.adjuntos.append(
                adjunto_con(
                    contenido,
                    nombre=datos["nombre"],
                    tipo=datos["tipo"],
                    cid=datos.get("cid", ""),
                    numero=numero,
                )
            )

    def _hay_sitio(self) -> bool:
        if len(self.adjuntos) >= MAX_ADJUNTOS:
            self.defectos.add(Defecto.ADJUNTOS_RECORTADOS)
            return False
        return True

    def _calendario(self, contenido: bytes, parte: Parte) -> str:
        texto = descifrar(contenido[:MAX_ESCRITO], parte.parametros.get("charset", "utf-8"))[0]
        try:
            return limpiar(resumir(texto))
        except Exception:  # noqa: BLE001 - the file is kept; who wants it will open it
            self.defectos.add(Defecto.CALENDARIO_ILEGIBLE)
            return ""

    def _mensaje(self, contenido: bytes, _parte: Parte) -> str:
        """Of a mail that came inside: who, when, about what and what it said."""
        if self.nivel >= MAX_ANIDADOS:
            return ""
        pares = list(partir(contenido, self.defectos))
        cabeceras = pares[0][0]
        partes = [parte for _cabeceras, parte in pares if parte is not None]
        cuerpo = leer_cuerpo(partes, self.defectos, nivel=self.nivel + 1)
        titulos = [
            f"De: {en_una_linea(decodificar(cabeceras.una('from')), 200)}",
            f"Fecha: {en_una_linea(cabeceras.una('date'), 100)}",
            f"Asunto: {asunto_de(cabeceras)}",
        ]
        dicho = [*titulos, "", cuerpo.texto, cuerpo.anexo]
        return "\n".join(["---------- Mensaje adjunto ----------", *dicho]).strip()

    def _desempaquetar(self, parte: Parte) -> None:
        """The files inside winmail.dat in its place, and its text if the mail brings no other."""
        contenido = contenido_de(parte, self.defectos)
        try:
            mensaje = leer_tnef(contenido[:MAX_TNEF])
        except Exception:  # noqa: BLE001 - cut short or not TNEF at all: it is kept as it came
            self.defectos.add(Defecto.TNEF_ILEGIBLE)
            self._guardar(parte)
            return
        if not any(uno.texto.strip() for uno in self.escritos):
            self.escritos.append(_Escrito(0, limpiar(mensaje.texto[:MAX_ESCRITO]), es_html=False))
            if mensaje.html:
                self.escritos.append(_Escrito(0, limpiar(mensaje.html[:MAX_ESCRITO]), es_html=True))
        if mensaje.tiene_rtf and not any(uno.texto.strip() for uno in self.escritos):
            self._guardar(parte)  # what it says is only there
        for uno in mensaje.adjuntos:
            tipo = uno.tipo or "application/octet-stream"
            self._anadir(uno.contenido, nombre=uno.nombre, tipo=tipo, cid=uno.cid)

    def cuerpo(self) -> Cuerpo:
        texto, saneado = _juntar(self.escritos, self.defectos)
        return Cuerpo(
            texto, saneado, "\n\n".join(self.anexos), tuple(self.adjuntos), self.proteccion
        )


def es_texto(parte: Parte) -> bool:
    """Whether a part is to be read and not kept as a file."""
    if parte.tipo not in LEGIBLES or parte.disposicion[""] == "attachment":
        return False
    return not nombre_declarado(parte)


def _juntar(escritos: list[_Escrito], defectos: set[Defecto]) -> tuple[str, str]:
    """One text and one HTML, of all that is to be read, in its order."""
    textos: list[str] = []
    marcados: list[str] = []
    for _alternativa, grupo in groupby(escritos, key=lambda uno: uno.alternativa or id(uno)):
        texto, saneado = _elegir(list(grupo), defectos)
        textos.append(texto)
        marcados.append(saneado)
    saneado = "\n".join(filter(None, marcados))
    hay_html = any(uno.es_html for uno in escritos) and len(saneado) <= MAX_ESCRITO
    return "\n\n".join(filter(None, textos)), saneado if hay_html else ""


def _elegir(grupo: list[_Escrito], defectos: set[Defecto]) -> tuple[str, str]:
    """Of what says the same in two ways: the plain one to be read, the other to be shown."""
    llano = "\n\n".join(_de(grupo, es_html=False)).strip("\n")
    bruto = "\n".join(_de(grupo, es_html=True))
    if not bruto:
        return llano, marcado.en_parrafos(llano)
    saneado = marcado.sanear(bruto)
    if not saneado and marcado.es_excesivo(bruto):
        defectos.add(Defecto.HTML_EXCESIVO)
        return llano if llano.strip() else marcado.a_bruto(bruto), ""
    return llano if llano.strip() else marcado.en_texto(saneado), saneado


def _de(grupo: list[_Escrito], *, es_html: bool) -> Iterator[str]:
    return (uno.texto for uno in grupo if uno.es_html == es_html)


def _sin_firma_pgp(texto: str) -> str:
    """What was signed, without its armour (RFC 4880 §7)."""
    texto = texto.partition(PGP_FIRMADO)[2].partition(PGP_FIRMA)[0]
    cuerpo = texto.partition("\n\n")[2]
    return re.sub(r"(?m)^- ", "", cuerpo).strip("\n")
