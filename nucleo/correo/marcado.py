"""The HTML of a mail: sanitised to be shown, and as text to be read.

What nh3 gives back is well formed and escapes `<` and `>` everywhere, so its tags can be found with
an expression. It takes quadratic time on what is nested too deep: that is not given to it.
"""

import re
from collections.abc import Callable
from html import escape, unescape

import nh3

MAX_HTML = 500_000  # characters
MAX_NIVELES = 1_000
MAX_TEXTO = 200_000  # where the reading stops: it is cut shorter afterwards

VACIAS = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "wbr"}
TABLA = {"caption", "table", "tbody", "td", "tfoot", "th", "thead", "tr"}
TITULOS = {f"h{n}" for n in range(1, 7)}
BLOQUES = {"blockquote", "center", "dd", "div", "dl", "dt", "li", "ol", "p", "pre", "ul"} | TITULOS
EN_LINEA = {"a", "abbr", "b", "code", "del", "em", "i", "q", "s", "small", "span", "strong"}
ETIQUETAS = {*VACIAS & {"br", "hr", "img"}, *TABLA, *BLOQUES, *EN_LINEA, "sub", "sup", "tt", "u"}
CON_SU_CONTENIDO = {"script", "style", "title", "noscript", "template", "textarea", "select"}
ATRIBUTOS = {
    "a": {"href", "title"},
    "img": {"alt", "height", "src", "width"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "ol": {"start"},
}
RAYA = "_" * 32  # what a horizontal rule is in text: what Outlook writes above a quote

_ABRE_O_CIERRA = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")
_DATOS = re.compile(r"(?i)\bdata:[a-z]{1,20}/[a-z0-9.+-]{1,60};base64,[a-z0-9+/=\s%]*")
_CUALQUIERA = re.compile(r"<[^<>]*>")
_IMAGEN = re.compile(r"<img\b([^>]*)>")
_ATRIBUTO = re.compile(r'([a-z]+)="([^"]*)"')
_PIEZA = re.compile(r"<(/?)([a-z][a-z0-9]*)([^>]*)>|([^<]+)")
_BLANCOS = re.compile(r"[ \t\n\u00a0]+")
_SIN_INTERES = re.compile(r"(?i)[\w -]{0,60}\.(png|jpe?g|gif|bmp|svg)")


def es_excesivo(marcado: str) -> bool:
    """Whether nobody wrote it: nested a thousand times, or nothing but signs to be escaped."""
    if marcado.count("<", 0, MAX_HTML) > MAX_HTML // 5:
        return True
    nivel = 0
    for cierra, etiqueta in _ABRE_O_CIERRA.findall(marcado[:MAX_HTML]):
        if etiqueta.lower() not in VACIAS:
            nivel = max(nivel - 1, 0) if cierra else nivel + 1
        if nivel > MAX_NIVELES:
            return True
    return False


def sanear(marcado: str) -> str:
    """What can be shown: no script, no style, nothing loaded from anywhere.

    Images from outside tell who opens a mail and when: in their place goes their alternative text.
    Of what is excessive, nothing.
    """
    marcado = _DATOS.sub("", marcado)[:MAX_HTML]
    if not marcado.strip() or es_excesivo(marcado):
        return ""
    limpio = nh3.clean(
        marcado,
        tags=ETIQUETAS,
        clean_content_tags=CON_SU_CONTENIDO,
        attributes=ATRIBUTOS,
        link_rel="noopener noreferrer nofollow",
        url_schemes={"http", "https", "mailto", "tel", "cid"},
        url_relative="deny",
        attribute_filter=_filtrar,
    )
    return _IMAGEN.sub(_imagen, limpio)


def _filtrar(etiqueta: str, atributo: str, valor: str) -> str | None:
    """A picture comes from inside the mail, a link goes outside."""
    es_interna = valor.strip().lower().startswith("cid:")
    if atributo in {"src", "href"} and (atributo == "src") != es_interna:
        return None
    return valor


def _imagen(hallada: re.Match[str]) -> str:
    atributos = dict(_ATRIBUTO.findall(hallada[1]))
    return hallada[0] if "src" in atributos else atributos.get("alt", "")


def en_parrafos(texto: str) -> str:
    """Plain text as HTML, to stand beside what came as HTML."""
    return escape(texto, quote=False).replace("\n", "<br>\n")


def en_texto(saneado: str) -> str:
    """What `sanear` gave, to be read: paragraphs, lists, links with their address, quotes by >."""
    lector = _Lector()
    for cierra, etiqueta, atributos, texto in _PIEZA.findall(saneado):
        if etiqueta:
            lector.etiqueta(etiqueta, atributos, cierra=bool(cierra))
        else:
            lector.texto(texto)
        if lector.escrito > MAX_TEXTO:
            break
    return lector.leido()


def a_bruto(marcado: str) -> str:
    """Whatever text is left when the tags are taken away: for what `sanear` does not take."""
    return unescape(_CUALQUIERA.sub(" ", marcado[:MAX_HTML]))


class _Lector:
    """Writes text line by line while the pieces of an HTML go by."""

    def __init__(self) -> None:
        self.lineas: list[str] = []
        self.linea: list[str] = []
        self.citas = 0
        self.literal = 0
        self.escrito = 0
        self.enlaces: list[tuple[str, int]] = []

    def texto(self, crudo: str) -> None:
        texto = unescape(crudo)
        if self.literal:
            *enteras, ultima = texto.split("\n")
            for una in enteras:
                self.linea.append(una)
                self.salto()
            self.linea.append(ultima)
        else:
            self.linea.append(_BLANCOS.sub(" ", texto))
        self.escrito += len(texto)

    def etiqueta(self, nombre: str, atributos: str, *, cierra: bool) -> None:
        accion = _ACCIONES.get(nombre)
        if accion:
            accion(self, atributos, cierra)
        elif nombre in BLOQUES or nombre in TABLA:
            self.parrafo(aparte=nombre in {"p", "ul", "ol", "table"} | TITULOS)

    def salto(self) -> None:
        linea = "".join(self.linea)
        self.linea = []
        self.lineas.append("> " * self.citas + (linea if self.literal else linea.strip()))

    def parrafo(self, *, aparte: bool = False) -> None:
        """End the line, if there is one; `aparte`: and leave a blank one."""
        if "".join(self.linea).strip():
            self.salto()
        self.linea = []
        if aparte and self.lineas and self.lineas[-1].strip("> "):
            self.lineas.append(("> " * self.citas).rstrip())

    def cita(self, _atributos: str, cierra: bool) -> None:
        self.parrafo()
        self.citas = max(self.citas - 1, 0) if cierra else min(self.citas + 1, 20)

    def preformato(self, _atributos: str, cierra: bool) -> None:
        self.parrafo()
        self.literal = max(self.literal - 1, 0) if cierra else self.literal + 1

    def raya(self, _atributos: str, _cierra: bool) -> None:
        self.parrafo()
        self.linea.append(RAYA)
        self.salto()

    def salto_de_linea(self, _atributos: str, cierra: bool) -> None:
        if not cierra:
            self.salto()

    def punto(self, _atributos: str, cierra: bool) -> None:
        self.parrafo()
        if not cierra:
            self.linea.append("- ")

    def celda(self, _atributos: str, cierra: bool) -> None:
        if cierra:
            self.linea.append(" ")

    def enlace(self, atributos: str, cierra: bool) -> None:
        """The address after its text, unless the text is the address."""
        if not cierra:
            destino = unescape(dict(_ATRIBUTO.findall(atributos)).get("href", ""))
            self.enlaces.append((destino, len(self.linea)))
        elif self.enlaces:
            destino, desde = self.enlaces.pop()
            visto = "".join(self.linea[desde:]).strip()
            if destino.startswith("http") and visto and visto.rstrip("/") not in destino:
                self.linea.append(f" <{destino}>")

    def imagen(self, atributos: str, _cierra: bool) -> None:
        alternativo = unescape(dict(_ATRIBUTO.findall(atributos)).get("alt", "")).strip()
        if alternativo and not _SIN_INTERES.fullmatch(alternativo):
            self.linea.append(f"[{alternativo}]")

    def leido(self) -> str:
        self.parrafo()
        texto = "\n".join(linea.rstrip() for linea in self.lineas)
        return re.sub(r"\n{3,}", "\n\n", texto).strip("\n")


_ACCIONES: dict[str, Callable[[_Lector, str, bool], None]] = {
    "blockquote": _Lector.cita,
    "pre": _Lector.preformato,
    "hr": _Lector.raya,
    "br": _Lector.salto_de_linea,
    "li": _Lector.punto,
    "td": _Lector.celda,
    "th": _Lector.celda,
    "a": _Lector.enlace,
    "img": _Lector.imagen,
}
