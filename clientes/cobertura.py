"""Whether a unit is covered, who pays and why: the facts in our rows, judged by `normativa`.

The rules themselves are pure, in `normativa/reglas/cobertura.py` (R1–R4) and `remedios.py` (R5);
`hechos` turns the rows of a unit into their facts; here their decision becomes what is frozen on a
case, in the words of `frases`.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from clientes.frases import (
    REMEDIOS,
    dia_corto,
    esta_suspendida,
    frase_de,
    frase_del_deber,
    nombre_de,
    nombre_de_via,
    quien_paga,
    reparto_de,
)
from clientes.hechos import (
    Derechos,
    FilasDeEquipo,
    derechos_de,
    hechos_de,
    reparaciones_de,
    venta_de,
)
from clientes.models import Equipo
from normativa.parametros import parametros_vigentes
from normativa.reglas.cobertura import Decision, Hechos, Veredicto, Via, decidir_cobertura
from normativa.reglas.intentos import remedios_abiertos
from normativa.reglas.remedios import ResultadoRemedios
from normativa.reglas.tipos import DATOS, Motivo
from nucleo.idiomas import ESPANOL

__all__ = [
    "VERSION",
    "Derechos",
    "decidir",
    "derechos_de",
    "dia_corto",
    "hechos_de",
    "reparaciones_de",
    "venta_de",
    "veredicto_de",
]

VERSION = 2  # of the shape of the frozen verdict

ESTADOS = {
    Veredicto.CUBIERTO: "cubierto",
    Veredicto.PARCIAL: "parcial",
    Veredicto.NO_CUBIERTO: "no",
    Veredicto.INDETERMINADO: "indeterminado",
}


@override(ESPANOL)  # it is frozen for the staff, whoever reads the page that asks for it
def veredicto_de(equipo: Equipo, *, manifestacion: date, defecto: str = "") -> dict[str, Any]:
    """The verdict on a fault that showed that day, as plain JSON: what a case freezes.

    One statement for the rights of the unit, besides its customer, product and site; none if it
    comes from `Equipo.objects.con_cobertura()`. `defecto` is what fails, as the repairs name it.

    Keys: estado (cubierto, parcial, no, indeterminado), frase, paga, quien_paga, hasta, prueba,
    via, suspendida, piezas_pct, mano_obra_pct, desplazamiento_pct, fin_accion, motivos [{texto,
    norma, articulo, certeza}], faltan [sentences], derivacion, manifestacion, defecto, version;
    conceptos {piezas, mano_obra, desplazamiento: {quien, nombre, pct}}, reparto (a sentence, when
    it is shared), deber {quien, es_nuestro, por_cuenta, frase, texto, norma, articulo}, vias
    [{tipo, nombre, estado, paga, hasta, the shares, cobertura (its id)}]; remedios (None without
    legal guarantee) {abiertos [{codigo, nombre}], intentos, objetivo, motivos}.
    """
    cifras = parametros_vigentes()
    hechos = hechos_de(equipo, manifestacion=manifestacion, defecto=defecto)
    decision = decidir_cobertura(hechos, cifras)
    return {
        "version": VERSION,
        "manifestacion": manifestacion.isoformat(),
        "defecto": defecto,
        "estado": ESTADOS[decision.veredicto],
        "frase": frase_de(decision, equipo),
        "via": decision.via.value,
        "paga": decision.paga.value if decision.paga else None,
        "quien_paga": quien_paga(decision, equipo),
        "hasta": _dia(decision.hasta),
        "suspendida": esta_suspendida(decision),
        "prueba": decision.prueba.value if decision.prueba else None,
        "fin_accion": _dia(decision.fin_accion),
        "piezas_pct": decision.piezas_pct,
        "mano_obra_pct": decision.mano_obra_pct,
        "desplazamiento_pct": decision.desplazamiento_pct,
        "conceptos": _conceptos(decision, equipo),
        "reparto": reparto_de(decision, equipo),
        "motivos": [_motivo(motivo) for motivo in decision.motivos],
        "faltan": [_(DATOS[codigo]) for codigo in decision.faltan],
        "deber": _deber(decision),
        "derivacion": decision.derivacion.frase(_) if decision.derivacion else "",
        "remedios": _remedios(remedios_abiertos(hechos, decision.vias, cifras), hechos),
        "vias": [_via(via) for via in decision.vias],
    }


def decidir(
    equipo: Equipo | Derechos | FilasDeEquipo, *, manifestacion: date, defecto: str = ""
) -> Decision:
    """The rule's own decision, with every right of the unit judged."""
    hechos = hechos_de(equipo, manifestacion=manifestacion, defecto=defecto)
    return decidir_cobertura(hechos, parametros_vigentes())


def _conceptos(decision: Decision, equipo: Equipo) -> dict[str, dict[str, Any]]:
    return {
        parte.concepto.value: {
            "quien": parte.quien.value if parte.quien else None,
            "nombre": nombre_de(parte.quien, equipo, parte.garante),
            "pct": parte.pct,
        }
        for parte in decision.conceptos
    }


def _deber(decision: Decision) -> dict[str, Any]:
    deber = decision.deber
    return {
        "quien": deber.quien.value if deber.quien else None,
        "es_nuestro": deber.es_nuestro,
        "por_cuenta": deber.por_cuenta,
        "frase": frase_del_deber(decision),
        "texto": deber.motivo.frase(_) if deber.motivo else "",
        "norma": deber.motivo.norma if deber.motivo else "",
        "articulo": deber.motivo.articulo if deber.motivo else "",
    }


def _remedios(resultado: ResultadoRemedios | None, hechos: Hechos) -> dict[str, Any] | None:
    if resultado is None:
        return None
    dia = hechos.manifestacion
    return {
        "abiertos": [
            {"codigo": remedio.value, "nombre": str(REMEDIOS[remedio])}
            for remedio in resultado.remedios
        ],
        "intentos": sum(1 for r in hechos.reparaciones if r.salida and r.salida <= dia),
        "objetivo": _dia(resultado.objetivo_interno),
        "motivos": [_motivo(motivo) for motivo in resultado.motivos],
    }


def _via(via: Via) -> dict[str, Any]:
    return {
        "tipo": via.tipo.value,
        "nombre": nombre_de_via(via.tipo),
        "estado": ESTADOS[via.veredicto],
        "paga": via.paga.value if via.paga else None,
        "hasta": _dia(via.hasta),
        "piezas_pct": via.piezas_pct,
        "mano_obra_pct": via.mano_obra_pct,
        "desplazamiento_pct": via.desplazamiento_pct,
        "cobertura": int(via.clave) if via.clave else None,
    }


def _motivo(motivo: Motivo) -> dict[str, str]:
    return {
        "texto": motivo.frase(_),
        "norma": motivo.norma,
        "articulo": motivo.articulo,
        "certeza": motivo.certeza.value,
    }


def _dia(dia: date | None) -> str | None:
    return dia.isoformat() if dia else None
