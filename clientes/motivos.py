"""The reasons of a frozen verdict in another language.

A case keeps them written in Spanish, as they were on the day. Each is one of the sentences of the
rules with its data in it: read backwards, the sentence is translated and the data put in again.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from django.utils.translation import gettext, gettext_noop, override

from clientes.models import Idioma
from nucleo.formato import MESES
from nucleo.idiomas import dia_dicho

# Those of normativa/reglas that a verdict may say: a test finds each of them there.
MOTIVOS = (
    gettext_noop("La garantía empieza el %(inicio)s: %(documento)s."),
    gettext_noop("fecha del albarán, posterior a la factura"),
    gettext_noop("fecha de la factura o de la entrega"),
    gettext_noop("Sin factura ni albarán, la garantía se cuenta desde el contrato: %(inicio)s."),
    gettext_noop("La garantía legal dura %(plazo)s: hasta el %(fin)s, incluido."),
    gettext_noop("Segunda mano con %(pactado)s pactados: hasta el %(fin)s, incluido."),
    gettext_noop(
        "Segunda mano sin plazo pactado: %(plazo)s, como un bien nuevo, hasta el %(fin)s."
    ),
    gettext_noop("Se puede exigir hasta el %(fin)s: %(plazo)s desde la entrega."),
    gettext_noop("La fecha del contrato es anterior a las normas que conocemos para este bien."),
    gettext_noop(
        "Se presume que el defecto venía de origen si aparece en %(plazo)s: hasta el %(hasta)s."
    ),
    gettext_noop(
        "Se presume que el defecto venía de origen durante toda la garantía, hasta el %(hasta)s."
    ),
    gettext_noop("Rechazar una garantía exige un informe técnico firmado."),
    gettext_noop("La acción para exigirlo prescribió el %(fin)s."),
    gettext_noop("No se puede decidir: sin la fecha de la compra o de la entrega no hay plazo."),
    gettext_noop(
        "Se ha acreditado un uso indebido: no es una falta de conformidad de origen. Quien lo"
        " afirma debe probarlo."
    ),
    gettext_noop("La garantía legal la debe quien vendió el bien; para el cliente es gratis."),
    gettext_noop(
        "Si acudir al vendedor es imposible o una carga excesiva, responde el productor en "
        "los mismos plazos."
    ),
    gettext_noop(
        "Una instalación incorrecta, hecha por el vendedor o con sus instrucciones, es una "
        "falta de conformidad del bien."
    ),
    gettext_noop(
        "La instalación no la hizo el vendedor ni se debe a sus instrucciones: no es una "
        "falta de conformidad del bien."
    ),
    gettext_noop("Esta cobertura va del %(desde)s al %(hasta)s: el fallo queda fuera."),
    gettext_noop("Esta cobertura solo alcanza al defecto «%(defecto)s»."),
    gettext_noop("Se puede exigir hasta el %(fin)s (%(plazo)s de prescripción)."),
    gettext_noop(
        "Si lo que falla es «%(defecto)s», que ya se reparó, está cubierto hasta el %(hasta)s."
    ),
    gettext_noop("Se ha acreditado un uso indebido: depende de lo que digan sus condiciones."),
    gettext_noop("Se ha acreditado un uso indebido: quien reparó debe probarlo."),
    gettext_noop("Hay una cobertura declarada o contratada del %(desde)s al %(hasta)s."),
    gettext_noop(
        "Hay una garantía comercial del %(desde)s al %(hasta)s: obliga tal como se declaró o "
        "se anunció."
    ),
    gettext_noop(
        "Hay una ampliación de la garantía del %(desde)s al %(hasta)s, con sus condiciones."
    ),
    gettext_noop(
        "Se reparó el %(desde)s y esa reparación está garantizada hasta el %(hasta)s: piezas,"
        " mano de obra y desplazamiento."
    ),
    gettext_noop("Hay un contrato de mantenimiento en vigor del %(desde)s al %(hasta)s."),
    gettext_noop(
        "La presunción no vale si es incompatible con la naturaleza del bien o con el tipo de"
        " defecto: prueba el consumidor. Esa incompatibilidad la debe acreditar quien la "
        "alega."
    ),
    gettext_noop("El fallo se notó el %(fecha)s, dentro del plazo."),
    gettext_noop("El fallo se notó el %(fecha)s; la garantía acabó el %(hasta)s."),
    gettext_noop(
        "Se presume que el defecto venía de origen: es el empresario quien debe probar lo "
        "contrario."
    ),
    gettext_noop(
        "La presunción acabó el %(fin)s: es el consumidor quien debe probar que el defecto "
        "venía de origen."
    ),
    gettext_noop(
        "El equipo está en reparación en garantía: el plazo está suspendido hasta que se devuelva."
    ),
    gettext_noop("Las reparaciones en garantía la suspendieron %(dias)s días."),
    gettext_noop("Las reparaciones en garantía la suspendieron %(dias)s días: acaba el %(fin)s."),
    gettext_noop("%(n)s día natural"),
    gettext_noop("%(n)s días naturales"),
    gettext_noop("%(n)s mes"),
    gettext_noop("%(n)s meses"),
    gettext_noop("%(n)s año"),
    gettext_noop("%(n)s años"),
)

# What a verdict says before its reasons, as clientes/frases.py writes it.
FRASES = (
    gettext_noop("No cubierto"),
    gettext_noop("No cubierto: la garantía acabó el %(dia)s"),
    gettext_noop("Cobertura sin decidir"),
    gettext_noop("Cobertura sin decidir: falta saber %(faltan)s"),
    gettext_noop("Cubierto solo si falla lo mismo que ya se reparó · hasta el %(dia)s"),
)

# How the rules write each of their data: what is written otherwise is another sentence.
_FORMAS = {
    **dict.fromkeys(("inicio", "fin", "hasta", "desde", "fecha"), r"\d\d/\d\d/\d{4}"),
    **dict.fromkeys(("n", "dias"), r"[\d.,]+"),
    **dict.fromkeys(("plazo", "pactado"), r"[\d.,]+ [^\W\d]+(?: [^\W\d]+)?"),
    "documento": r"[^.:%]+",
    "defecto": r"[^«»]+",
    "dia": rf"\d{{1,2}} (?:{'|'.join(MESES)}) \d{{4}}",
    "faltan": r".+",
}
DE_PALABRAS = frozenset({"plazo", "pactado", "documento"})
_HUECO = re.compile(r"%\\\((\w+)\\\)s")  # as re.escape leaves them


def motivo_en(texto: str, idioma: str) -> str | None:
    """That reason in the language; None if it is none of those translated."""
    if idioma == Idioma.ES:
        return texto
    with override(idioma):
        return _traducir(texto)


def _traducir(texto: str) -> str | None:
    for frase, patron in _patrones():
        hallado = patron.fullmatch(texto)
        if hallado is not None:
            datos = {clave: _dato(clave, dicho) for clave, dicho in hallado.groupdict().items()}
            return gettext(frase) % datos if all(datos.values()) else None
    return None


def _dato(clave: str, dicho: str) -> str | None:
    """Figures, dates and what somebody wrote stay as they are; the words of the rules do not."""
    if clave == "dia":
        numero, mes, anio = dicho.split()
        return dia_dicho(date(int(anio), MESES.index(mes) + 1, int(numero)))
    if clave == "faltan":
        return "; ".join(map(gettext, dicho.split("; ")))
    return _traducir(dicho) if clave in DE_PALABRAS else dicho


@lru_cache(maxsize=1)
def _patrones() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (frase, re.compile(_HUECO.sub(_forma, re.escape(frase)))) for frase in (*FRASES, *MOTIVOS)
    )


def _forma(hueco: re.Match[str]) -> str:
    return f"(?P<{hueco[1]}>{_FORMAS[hueco[1]]})"
