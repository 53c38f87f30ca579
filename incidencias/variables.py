"""What a reply template may say of a case, and which cases it may be for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clientes.motivos import motivo_en
from conocimiento.ambitos import registrar_ambitos
from conocimiento.fechas import momento_en_palabras
from conocimiento.variables import Contexto, registrar_variable
from incidencias.models import Categoria, Promesa, Tipo
from nucleo.palabras import decir_luego


def registrar() -> None:
    """Called once from `IncidenciasConfig.ready`."""
    registrar_ambitos(tipos=lambda: Tipo.choices, categorias=categorias)
    for clave, titulo, ejemplo, valor in (
        ("cliente", _("a quién escribes"), "Marta Gil", _cliente),
        ("codigo", _("código de la incidencia"), "INC-26-000123", lambda c: c.caso.codigo),
        ("asunto", _("asunto"), "La caldera no enciende", lambda c: c.caso.asunto),
        ("equipo", decir_luego(_("[qué equipo] es")), "Caldera Vulcano 24", _equipo),
        ("serie", _("número de serie"), "VU-10042", _serie),
        ("direccion", _("dónde está"), "C/ Mayor, 3, Getafe", _direccion),
        ("solucion", _("solución aplicada"), "Cambio de la bomba", lambda c: c.caso.solucion),
        ("promesa", _("lo próximo que prometimos"), "Le llamamos con el día", _promesa),
        ("promesa_fecha", _("para cuándo"), "martes, 24 de noviembre, 12:00", _promesa_fecha),
        ("motivos", _("por qué no lo cubre la garantía"), "Pasaron más de tres años.", _motivos),
    ):
        registrar_variable(clave, titulo, ejemplo, valor)


def categorias() -> Sequence[tuple[int, str]]:
    """Those in use, the inner ones with the name of the one that holds them."""
    filas = Categoria.objects.filter(activa=True).select_related("padre").order_by("nombre")
    return [(fila.pk, f"{fila.padre} · {fila}" if fila.padre else str(fila)) for fila in filas]


def categorias_de(caso: Any) -> list[int]:
    """The case's own, and those that hold it."""
    suyas, fila = [], caso.categoria
    while fila is not None and fila.pk not in suyas:
        suyas.append(fila.pk)
        fila = fila.padre
    return suyas


def _cliente(contexto: Contexto) -> str:
    caso = contexto.caso
    return caso.cliente.nombre_para(caso.contacto)


def _equipo(contexto: Contexto) -> str | None:
    equipo = contexto.caso.equipo
    return (equipo.alias or str(equipo.producto)) if equipo else None


def _serie(contexto: Contexto) -> str | None:
    equipo = contexto.caso.equipo
    return equipo.numero_serie if equipo else None


def _direccion(contexto: Contexto) -> str | None:
    sede = contexto.caso.sede
    return ", ".join(parte for parte in (sede.direccion, sede.municipio) if parte) if sede else None


def _proxima(contexto: Contexto) -> Promesa | None:
    pendientes = contexto.caso.promesas.filter(
        cumplida_en=None, anulada_en=None, vence_en__gte=timezone.now()
    )
    return pendientes.order_by("vence_en").first()


def _promesa(contexto: Contexto) -> str | None:
    promesa = _proxima(contexto)
    return promesa.texto if promesa else None


def _promesa_fecha(contexto: Contexto) -> str | None:
    promesa = _proxima(contexto)
    return momento_en_palabras(promesa.vence_en) if promesa else None


def _motivos(contexto: Contexto) -> str | None:
    """Why the verdict says so, if it says no; unknown if one of the reasons is not in the text's
    language: half a refusal is worse than none.
    """
    veredicto = contexto.caso.veredicto
    if veredicto.get("estado") not in {"no", "parcial"}:
        return None
    textos = [motivo_en(m["texto"], contexto.idioma) for m in veredicto.get("motivos", [])]
    if not all(textos):
        return None
    return "\n".join(f"– {texto}" for texto in textos) or None
