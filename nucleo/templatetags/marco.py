"""Tags and filters behind the shells and `templates/componentes/`. `{% load marco %}`.

{% icono "clock" %}  {% icono "clock" 16 %}     inline SVG (lucide), hidden from screen readers
{{ importe|euros }}  {{ segundos|duracion }}  {{ n|numero:1 }}  {{ cuando|fecha_relativa }}
{% migas "Incidencias" url "INC-26-000123" %}   pairs text–address; the last one without address
{% fecha cuando %}                              relative, with the absolute one in its tooltip
{% menu %}                                      the rail, from nucleo.registro
{% envio %}                                     hidden key of a form: sent twice, it happens once
{% palabra_equipo %}  {% palabra_equipo plural=True %}    the company's word for a machine
{% decir "[Este equipo nuevo]" %}               a sentence with it: "Esta máquina nueva"
{% consulta pagina=2 %}                         the current query string with that changed
"""

import re
import zlib
from collections.abc import Hashable, Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any
from uuid import uuid4

from django import template
from django.apps import apps
from django.http import QueryDict
from django.template.base import FilterExpression, Parser, TextNode, Token, Variable
from django.template.context import Context
from django.template.loader import get_template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from lucide.templatetags.lucide import lucide

from nucleo import formato
from nucleo.aspecto import TONOS, Aspecto, aspecto_de
from nucleo.envios import CAMPO
from nucleo.idiomas import ESPANOL, dia_dicho, idioma_activo
from nucleo.palabras import decir as decir_con_la_palabra
from nucleo.palabras import palabra_equipo as palabra_de_la_empresa
from nucleo.registro import menu_para

register = template.Library()
register.filter("telefono", formato.telefono_legible)


@register.simple_tag(takes_context=True)
def envio(context: Context) -> SafeString:
    """Goes beside `{% csrf_token %}`; the view asks `nucleo.envios`."""
    clave = context.get("clave_de_envio")  # the place of one, in a `{% molde %}`
    clave = uuid4() if clave is None else clave
    return format_html('<input type="hidden" name="{}" value="{}">', CAMPO, clave)


@register.simple_tag
def palabra_equipo(plural: bool = False, mayuscula: bool = False) -> str:
    """The bare noun; with what agrees with it, `{% decir %}`."""
    palabra = palabra_de_la_empresa()
    dicha = palabra.plural if plural else palabra.singular
    return dicha.capitalize() if mayuscula else dicha


@register.simple_tag
def decir(texto: str, **valores: Any) -> str:
    """`{% decir "[Los equipos] de %(de)s" de=cliente %}`; what is filled in is never changed."""
    dicho = decir_con_la_palabra(texto)
    return dicho % valores if valores else dicho


ICONOS_DE_PLAZO = {
    "en_plazo": "clock",
    "vence_pronto": "hourglass",
    "vencido": "triangle-alert",
    "en_pausa": "pause",
    "cumplido": "check",
    "cumplido_tarde": "triangle-alert",
    "sin_plazo": "minus",
}
TAMANO = 18  # of an icon, in pixels
ANCHO_MINIGRAFICO, ALTO_MINIGRAFICO = 120, 32


@register.tag("icono")
def _compilar_icono(parser: Parser, token: Token) -> template.Node:
    """An icon (lucide) as inline SVG. Always beside a word or inside a labelled control.

    A page has sixty, nearly all written by their name: those are drawn once, with the template.
    """
    partes = [parser.compile_filter(parte) for parte in token.split_contents()[1:]]
    if not 1 <= len(partes) <= 2:
        raise template.TemplateSyntaxError("{% icono nombre [tamano] %}")
    fijos = [_literal(parte) for parte in partes]
    if None not in fijos:
        return TextNode(_dibujar(str(fijos[0]), int(fijos[1]) if len(fijos) > 1 else TAMANO))
    return Icono(partes)


def _literal(expresion: FilterExpression) -> Any:
    """The value of an expression that does not depend on the context, None of one that does."""
    if expresion.filters:
        return None
    return expresion.var.literal if isinstance(expresion.var, Variable) else expresion.var


class Icono(template.Node):
    """An icon whose name is known when the page is painted."""

    def __init__(self, partes: list[FilterExpression]) -> None:
        self.partes = partes

    def render(self, context: Context) -> SafeString:
        nombre, *tamano = (parte.resolve(context) for parte in self.partes)
        return _dibujar(str(nombre), int(tamano[0]) if tamano else TAMANO)


def icono(nombre: str, tamano: int = 18) -> SafeString:
    """The same, for whoever writes HTML in Python."""
    return _dibujar(str(nombre), int(tamano))


@lru_cache(maxsize=512)
def _dibujar(nombre: str, tamano: int) -> SafeString:
    svg = lucide(
        nombre, size=tamano, **{"class": "icono", "aria-hidden": "true", "focusable": "false"}
    )
    return mark_safe("".join(svg.splitlines()))  # noqa: S308 - it comes from a package, with our attributes


@register.simple_tag
def aspecto(familia: str, codigo: str) -> Aspecto:
    """Icon and tone of a code: `{% aspecto "canal" incidencia.canal as a %}`."""
    return aspecto_de(familia, codigo)


@register.simple_tag
def rasgo_de(fila: Any, campo: str, solo_icono: bool = False) -> SafeString:
    """`componentes/rasgo.html` of a field with choices: painted once for each of its codes."""
    codigo = getattr(fila, campo)
    etiqueta = _etiqueta(fila._meta.label, campo, codigo)
    return _pintado("componentes/rasgo.html", campo, str(codigo), etiqueta, solo_icono)


@register.simple_tag
def estado_de(fila: Any, familia: str = "estado") -> SafeString:
    """`componentes/estado.html` of a row: painted once for each state."""
    etiqueta = _etiqueta(fila._meta.label, "estado", fila.estado)
    return _pintado("componentes/estado.html", familia, fila.estado, etiqueta)


@register.filter
def etiqueta(fila: Any, campo: str) -> str:
    """`{{ otra|etiqueta:"estado" }}`: `get_estado_display`, for rows of which there are many."""
    return _etiqueta(fila._meta.label, campo, getattr(fila, campo))


@lru_cache(maxsize=1024)
def _etiqueta(modelo: str, campo: str, codigo: Hashable) -> str:
    """What `get_<campo>_display` says, which looks through all the choices each time."""
    opciones = dict(apps.get_model(modelo)._meta.get_field(campo).flatchoices)  # type: ignore[union-attr]
    return str(opciones.get(codigo, codigo))


@lru_cache(maxsize=1024)
def _pintado(
    plantilla: str, familia: str, codigo: str, etiqueta: str, solo_icono: bool = False
) -> SafeString:
    """A component that says nothing but a code of ours: the same for everybody."""
    contexto = {
        "familia": familia,
        "codigo": codigo,
        "estado": codigo,
        "etiqueta": etiqueta,
        "solo_icono": solo_icono,
    }
    return mark_safe(get_template(plantilla).render(contexto))  # noqa: S308 - it was escaped


@register.simple_tag
def plazo_de(vence_en: Any = None, **extra: Any) -> formato.Plazo:
    """State and sentence of a deadline; `componentes/plazo.html` paints it."""
    datos = {clave: valor or None for clave, valor in extra.items() if clave != "motivo"}
    motivo = str(extra.get("motivo") or "")
    return formato.calcular_plazo(vence_en or None, ahora=timezone.now(), motivo=motivo, **datos)


@register.filter
def correo_partible(correo: str) -> SafeString:
    """An address that, where it does not fit, breaks before its @ or its dots."""
    return mark_safe(re.sub(r"(?=[@.])", "<wbr>", escape(correo)))  # noqa: S308 - escaped


@register.filter
def de_cuantas(que: str, cuantas: str) -> str:
    """The noun of a count: "correos", and of one, "correo" ("órdenes" has an accent to lose)."""
    return {"órdenes": "orden"}.get(que, que.removesuffix("s")) if cuantas == "1" else que


@register.filter
def url_de_deshacer(etiquetas: str | None) -> str:
    """Of a message sent with `extra_tags="deshacer:/address/"`, the address that takes it back."""
    return (etiquetas or "").removeprefix("deshacer:") if "deshacer:/" in (etiquetas or "") else ""


@register.filter
def icono_de_plazo(estado: str) -> str:
    return ICONOS_DE_PLAZO[estado]


@register.simple_tag
def fecha(cuando: datetime | date | None) -> SafeString:
    """What `componentes/fecha.html` paints: relative time, the absolute one in the tooltip."""
    if not cuando:
        return mark_safe("–")
    dia = timezone.localtime(cuando) if isinstance(cuando, datetime) else cuando
    if _en_espanol():
        absoluta, relativa = formato.fecha_larga(dia), formato.relativa(dia, timezone.now())
    else:
        absoluta = relativa = _fecha_de_su_idioma(dia)
    return mark_safe(  # noqa: S308 - there is nothing in it that somebody wrote
        f'<time datetime="{dia.isoformat()}" title="{absoluta}" data-relativa>{relativa}</time>'
    )


@register.filter
def recortar(texto: str, largo: int) -> str:
    """`truncatechars`, which looks at each letter, of what nobody wrote with loose accents."""
    return texto if len(texto) <= largo else f"{texto[: largo - 1]}…"


@register.filter
def fecha_relativa(cuando: datetime | date | None) -> str:
    """ "hace 5 min", "ayer, 10:32", "5 abr 2024"; empty for nothing. Outside Spanish, the date."""
    if not cuando or _en_espanol():
        return formato.relativa(cuando, timezone.now()) if cuando else ""
    return _fecha_de_su_idioma(cuando)


@register.filter
def fecha_absoluta(cuando: datetime | date | None) -> str:
    """ "domingo, 5 de abril de 2026, 10:32"."""
    if not cuando or _en_espanol():
        return formato.fecha_larga(cuando) if cuando else ""
    return _fecha_de_su_idioma(cuando)


def _en_espanol() -> bool:
    return idioma_activo() == ESPANOL


def _fecha_de_su_idioma(cuando: datetime | date) -> str:
    if isinstance(cuando, datetime):
        local = timezone.localtime(cuando)
        return f"{dia_dicho(local)}, {local:%H:%M}"
    return dia_dicho(cuando)


@register.filter
def dia_corto(dia: date | None) -> str:
    """ "5 abr 2026"; outside Spanish, the day in its words."""
    if not dia:
        return ""
    return date_format(dia, "j M Y").lower() if _en_espanol() else dia_dicho(dia)


@register.filter
def dia_largo(dia: date) -> str:
    """ "5 de abril de 2026", in the language that is spoken."""
    return dia_dicho(dia)


@register.filter
def dia_y_mes(dia: date) -> str:
    """ "5 de abril", in the language that is spoken."""
    return dia_dicho(dia, con_anio=False)


@register.filter
def dia_de_semana(cuando: datetime) -> str:
    """ "domingo, 5 de abril", in the language that is spoken."""
    return dia_dicho(timezone.localtime(cuando), con_anio=False, con_semana=True)


@register.filter
def euros(importe: Decimal | float | None) -> str:
    return formato.euros_es(None if importe == "" else importe)


@register.filter
def duracion(segundos: float | None) -> str:
    return formato.duracion_es(None if segundos == "" else segundos)


@register.filter
def numero(valor: float | Decimal | None, decimales: int = 0) -> str:
    return formato.numero_es(None if valor == "" else valor, int(decimales))


@register.filter
def iniciales(nombre: object) -> str:
    """ "María José López Díaz" → "ML"."""
    palabras = [palabra for palabra in str(nombre).split() if palabra[0].isalpha()]
    if len(palabras) > 1:
        return (palabras[0][0] + palabras[len(palabras) // 2][0]).upper()
    return (palabras[0][:2] if palabras else "?").upper()


@register.filter
def tono_de_persona(nombre: object) -> str:
    """Always the same tone for the same name; red is kept for what is wrong."""
    tonos = sorted(TONOS - {"rojo", "tinta"})
    return tonos[zlib.crc32(str(nombre).encode()) % len(tonos)]


@register.inclusion_tag("componentes/migas.html")
def migas(*partes: object) -> dict[str, Any]:
    """Breadcrumbs: text and address in turns; the last text may lack its address."""
    textos, direcciones = partes[0::2], partes[1::2]
    pares = [
        (texto, direcciones[i] if i < len(direcciones) else "") for i, texto in enumerate(textos)
    ]
    return {"enlaces": pares}


@register.simple_tag(takes_context=True)
def menu(context: Context) -> SafeString:
    """The entries of `nucleo.registro` that this user may open; the current one is marked."""
    peticion = context.get("request")
    if peticion is None:
        return mark_safe("")
    dichas = tuple((str(una.titulo), una.url, una.icono) for una in menu_para(peticion.user))
    suyas = (url for _titulo, url, _icono in dichas if peticion.path.startswith(url))
    return _menu_pintado(dichas, max(suyas, key=len, default=""))


@lru_cache(maxsize=256)
def _menu_pintado(dichas: tuple[tuple[str, str, str], ...], actual: str) -> SafeString:
    """The rail as whoever may open the same sees it, from one section."""
    entradas = [{"titulo": titulo, "url": url, "icono": icono} for titulo, url, icono in dichas]
    contexto = {"entradas": entradas, "actual": actual}
    return mark_safe(get_template("componentes/menu.html").render(contexto))  # noqa: S308 - it was escaped


@register.simple_tag(takes_context=True)
def consulta(context: Context, **cambios: Any) -> str:
    """The query string of this page with some values changed; an empty value removes it."""
    peticion = context.get("request")
    parametros = peticion.GET.copy() if peticion else QueryDict(mutable=True)
    for clave, valor in cambios.items():
        if valor in (None, ""):
            parametros.pop(clave, None)
        else:
            parametros[clave] = valor
    return "?" + parametros.urlencode()


@register.simple_tag
def minigrafico(valores: Iterable[float | None]) -> SafeString:
    """A sparkline; gaps where there is no value. Decoration: the figure itself is beside it."""
    serie = list(valores or [])
    conocidos = [valor for valor in serie if valor is not None]
    if len(conocidos) < 2:
        return mark_safe("")
    minimo, maximo = min(conocidos), max(conocidos)
    alto = (maximo - minimo) or 1
    paso = ANCHO_MINIGRAFICO / (len(serie) - 1)
    tramos = _tramos(
        (i * paso, (ALTO_MINIGRAFICO - 4) * (1 - (valor - minimo) / alto) + 2)
        if valor is not None
        else None
        for i, valor in enumerate(serie)
    )
    return format_html(
        '<svg class="minigrafico" viewBox="0 0 {} {}" preserveAspectRatio="none" aria-hidden="true"'
        ' focusable="false"><path d="{}" fill="none" stroke="currentColor" stroke-width="1.5"'
        ' stroke-linejoin="round" stroke-linecap="round" vector-effect="non-scaling-stroke"/>'
        "</svg>",
        ANCHO_MINIGRAFICO,
        ALTO_MINIGRAFICO,
        tramos,
    )


def _tramos(puntos: Iterable[tuple[float, float] | None]) -> str:
    """SVG path data: a line per run of known points."""
    camino, levantado = [], True
    for punto in puntos:
        if punto is None:
            levantado = True
            continue
        camino.append(f"{'M' if levantado else 'L'}{punto[0]:.1f} {punto[1]:.1f}")
        levantado = False
    return " ".join(camino)


@register.filter
def cortar(texto: str) -> list[str]:
    """ "a b c" → ["a", "b", "c"], to walk over words in a template."""
    return texto.split()
