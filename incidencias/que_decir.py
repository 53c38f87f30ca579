"""What to tell a customer who calls now, in one sentence built from facts: how often they have had
to call, what we promised and did not do, when we come, what we wait for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from cuentas.models import Usuario
from incidencias.insistencia import Insistencia, insistencias
from incidencias.models import Estado, Incidencia, Promesa
from nucleo.formato import DIAS, MESES, tiempo_en_palabras
from nucleo.palabras import decir
from nucleo.registro import lo_que_dicen
from nucleo.tiempo import dia_local

LUGAR = "incidencias.llamada"
MUCHO = 300  # a sentence is said in one breath


@dataclass(frozen=True)
class Dicho:
    """What is said of one case, and what is open to a customer who has called too often."""

    incidencia: Incidencia
    frases: tuple[str, ...]
    insistencia: Insistencia
    remedios: tuple[str, ...] = ()

    @property
    def texto(self) -> str:
        entera = " · ".join(self.frases)
        return entera[:1].upper() + entera[1:MUCHO]


def que_decir(usuario: Usuario, casos: Sequence[Incidencia]) -> list[Dicho]:
    """The sentence of each case, in the same order; as many statements for one as for eight."""
    pks = [caso.pk for caso in casos]
    cuentas, promesas = insistencias(pks), _promesas(pks)
    de_arriba = lo_que_dicen(LUGAR, usuario, casos)
    ahora = timezone.now()
    return [
        _dicho(
            caso, cuentas[caso.pk].con_esta_llamada(), promesas[caso.pk], de_arriba[caso.pk], ahora
        )
        for caso in casos
    ]


def _dicho(
    caso: Incidencia,
    cuenta: Insistencia,
    promesas: list[Promesa],
    de_arriba: list[str],
    ahora: datetime,
) -> Dicho:
    rotas = [promesa for promesa in promesas if promesa.vence_en <= ahora]
    por_venir = [promesa for promesa in promesas if promesa.vence_en > ahora]
    frases = [
        *_veces(caso, cuenta),
        *(_rota(promesa, ahora) for promesa in rotas[:2]),
        *de_arriba,
        *(_prometido(promesa, ahora) for promesa in por_venir[:1]),
        *_como_esta(caso, ahora),
    ]
    remedios = tuple(_remedios(caso.veredicto)) if cuenta.es_demasiada else ()
    return Dicho(caso, tuple(frases), cuenta, remedios)


def _promesas(casos: list[int]) -> dict[int, list[Promesa]]:
    """What we promised in them and have not done, the oldest first."""
    por_caso: dict[int, list[Promesa]] = defaultdict(list)
    vivas = Promesa.objects.filter(incidencia__in=casos, cumplida_en=None, anulada_en=None)
    for promesa in vivas.order_by("vence_en"):
        por_caso[promesa.incidencia_id].append(promesa)
    return por_caso


def _veces(caso: Incidencia, cuenta: Insistencia) -> Iterator[str]:
    """ "3.ª llamada por este frigorífico en 9 días"; of the first one there is nothing to say."""
    if cuenta.contactos < 2:
        return
    if cuenta.llamadas == cuenta.contactos:
        frase = _("%(veces)s.ª llamada por %(que)s")
    else:
        frase = _("%(veces)s.º contacto por %(que)s")
    dicho = frase % {"veces": cuenta.contactos, "que": _esto(caso)}
    yield f"{dicho} {_en_cuanto(cuenta.dias)}"


def _esto(caso: Incidencia) -> str:
    if caso.equipo is None:
        return _("lo mismo")
    familia = caso.equipo.producto.familia.strip()
    if not familia:
        return decir(_("[este equipo]"))
    nombre = familia[:1].lower() + familia[1:]
    return f"{'esta' if _es_femenino(nombre) else 'este'} {nombre}"


def _es_femenino(nombre: str) -> bool:
    """By the ending of its first word, which is right for the machines that are sold."""
    primera = nombre.split()[0]
    return primera.endswith(("a", "ción", "sión", "dad")) and not primera.endswith("ma")


def _en_cuanto(dias: int) -> str:
    if dias == 0:
        return _("hoy")
    return _("en 1 día") if dias == 1 else _("en %(dias)s días") % {"dias": dias}


def _rota(promesa: Promesa, ahora: datetime) -> str:
    return _("promesa %(de_cuando)s incumplida («%(texto)s»)") % {
        "de_cuando": _de_cuando(promesa.vence_en, ahora),
        "texto": promesa.texto,
    }


def _prometido(promesa: Promesa, ahora: datetime) -> str:
    local = timezone.localtime(promesa.vence_en)
    return _("prometido para %(cuando)s: %(texto)s") % {
        "cuando": f"{cuando_en_breve(promesa.vence_en, ahora)}, {local:%H:%M}",
        "texto": promesa.texto,
    }


def _de_cuando(en: datetime, ahora: datetime) -> str:
    """ "de hoy", "de ayer", "del jueves", "del 12 nov"."""
    breve = cuando_en_breve(en, ahora)
    return f"de{breve.removeprefix('e')}" if breve.startswith("el ") else f"de {breve}"


def cuando_en_breve(en: datetime, ahora: datetime) -> str:
    """ "hoy", "mañana", "el jueves", "el 12 nov": as it is said on the telephone."""
    return dia_en_breve(dia_local(en), dia_local(ahora))


def dia_en_breve(dia: date, hoy: date) -> str:
    distancia = (dia - hoy).days
    cercanos = {0: _("hoy"), 1: _("mañana"), -1: _("ayer")}
    if distancia in cercanos:
        return cercanos[distancia]
    if abs(distancia) < 7:
        nombre = DIAS[dia.weekday()]
        return f"el {nombre} {dia.day}" if distancia > 0 else f"el {nombre}"
    return f"el {dia.day} {MESES[dia.month - 1]}"


def _como_esta(caso: Incidencia, ahora: datetime) -> Iterator[str]:
    """What else is true of it: why it waits, whether it is late, who has it."""
    if caso.estado == Estado.EN_ESPERA and caso.motivo_espera:
        motivo = str(caso.motivo_espera)
        yield _("en espera: %(motivo)s") % {"motivo": motivo[:1].lower() + motivo[1:]}
    elif caso.estado == Estado.RESUELTA and caso.resuelta_en:
        yield _("la dimos por resuelta %(cuando)s") % {
            "cuando": cuando_en_breve(caso.resuelta_en, ahora)
        }
    limite = caso.proximo_limite
    if caso.esta_abierta and limite is not None and limite < ahora:
        tarde = tiempo_en_palabras(int((ahora - limite).total_seconds()))
        yield _("vamos %(tarde)s tarde") % {"tarde": tarde}
    if caso.esta_abierta:
        yield (
            _("la lleva %(persona)s") % {"persona": caso.responsable}
            if caso.responsable
            else _("aún no la lleva nadie")
        )


def _remedios(veredicto: dict[str, Any]) -> list[str]:
    """What the law leaves open to this customer, as the frozen verdict says."""
    remedios = (veredicto or {}).get("remedios") or {}
    return [uno["nombre"] for uno in remedios.get("abiertos") or []]
