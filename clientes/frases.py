"""A decision on coverage in plain Spanish: its sentence, who pays each thing, whose duty it is."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clientes.models import Equipo, NuestroPapel, QuienPaga
from normativa.reglas.cobertura import Concepto, Decision, Pagador, Parte, TipoVia, Veredicto
from normativa.reglas.remedios import Remedio
from normativa.reglas.reparto import NOMBRES
from normativa.reglas.tipos import DATOS
from normativa.reglas.vias import CUBREN
from nucleo.palabras import decir

CONCEPTOS = {
    Concepto.PIEZAS: gettext_lazy("piezas"),
    Concepto.MANO_OBRA: gettext_lazy("mano de obra"),
    Concepto.DESPLAZAMIENTO: gettext_lazy("desplazamiento"),
}

REMEDIOS = {
    Remedio.REPARACION: gettext_lazy("reparación"),
    Remedio.SUSTITUCION: gettext_lazy("sustitución"),
    Remedio.REDUCCION_PRECIO: gettext_lazy("rebaja del precio"),
    Remedio.RESOLUCION: gettext_lazy("resolución del contrato"),
    Remedio.DEVOLUCION: gettext_lazy("devolución del importe"),
}


def frase_de(decision: Decision, equipo: Equipo) -> str:
    """One plain sentence: *Cubierto · lo paga el vendedor · hasta el 5 abr 2026*."""
    if decision.veredicto == Veredicto.INDETERMINADO:
        return _frase_sin_decidir(decision)
    if decision.veredicto == Veredicto.NO_CUBIERTO:
        return _frase_de_no(decision)
    partes = [
        _("Cubierto") if decision.veredicto == Veredicto.CUBIERTO else _("Cubierto en parte"),
        _lo_pagan(decision, equipo),
    ]
    if decision.hasta:
        partes.append(_("hasta el %(dia)s") % {"dia": dia_corto(decision.hasta)})
    elif esta_suspendida(decision):
        partes.append(decir(_("plazo en suspenso: [el equipo] está en reparación")))
    return " · ".join(partes)


def _lo_pagan(decision: Decision, equipo: Equipo) -> str:
    frase = _("lo pagan %(quien)s") if len(pagadores(decision)) > 1 else _("lo paga %(quien)s")
    return frase % {"quien": quien_paga(decision, equipo)}


def _frase_de_no(decision: Decision) -> str:
    """With the day on which the last of its rights ended, if it had one."""
    juicio = decision.manifestacion
    if juicio is None or juicio.dentro:
        return _("No cubierto")
    fines = [via.hasta for via in decision.vias if via.hasta and via.hasta < juicio.fecha]
    return _("No cubierto: la garantía acabó el %(dia)s") % {"dia": dia_corto(max(fines))}


def _frase_sin_decidir(decision: Decision) -> str:
    if not decision.faltan:
        return _("Cobertura sin decidir")
    if decision.faltan == ("defecto",):
        fines = [via.hasta for via in decision.vias if "defecto" in via.faltan and via.hasta]
        return _("Cubierto solo si falla lo mismo que ya se reparó · hasta el %(dia)s") % {
            "dia": dia_corto(max(fines))
        }
    faltan = "; ".join(_(DATOS[codigo]) for codigo in decision.faltan)
    return _("Cobertura sin decidir: falta saber %(faltan)s") % {"faltan": faltan}


def pagadores(decision: Decision) -> list[Parte]:
    """One part for each of those who pay something on their own right."""
    pagan = {
        (parte.quien, parte.garante): parte for parte in reversed(decision.conceptos) if parte.pct
    }
    return list(reversed(pagan.values()))


def quien_paga(decision: Decision, equipo: Equipo) -> str:
    """Who pays, with its article, and its name when it is not us; several, one after another."""
    nombres = [nombre_de(parte.quien, equipo, parte.garante) for parte in pagadores(decision)]
    return enumerar(nombres) if nombres else nombre_de(decision.paga, equipo, decision.garante)


def nombre_de(pagador: Pagador | None, equipo: Equipo, garante: str = "") -> str:
    """*el vendedor (Electro Ñ)*: who that is, for this unit."""
    if pagador is None:
        return ""
    if pagador == Pagador.VENDEDOR and equipo.nuestro_papel != NuestroPapel.VENDEDOR:
        garante = garante or equipo.vendedor
    if pagador == Pagador.FABRICANTE and equipo.nuestro_papel != NuestroPapel.FABRICANTE:
        garante = garante or equipo.producto.marca
    nombre = en_minuscula(str(QuienPaga(pagador.value).label))
    return f"{nombre} ({garante})" if garante else nombre


def en_minuscula(texto: str) -> str:
    """*El vendedor* in the middle of a sentence."""
    return f"{texto[:1].lower()}{texto[1:]}"


def reparto_de(decision: Decision, equipo: Equipo) -> str:
    """*Piezas: el fabricante. Mano de obra y desplazamiento: el cliente.* When it is shared."""
    if decision.veredicto not in CUBREN:
        return ""
    entre_varios = len({parte.quien for parte in decision.conceptos}) > 1
    parcial = decision.veredicto == Veredicto.PARCIAL
    return _lo_de_cada_uno(decision, equipo) if parcial or entre_varios else ""


def _lo_de_cada_uno(decision: Decision, equipo: Equipo) -> str:
    grupos = []
    for texto, partes in groupby(decision.conceptos, key=lambda parte: _quien(parte, equipo)):
        nombres = enumerar([str(CONCEPTOS[parte.concepto]) for parte in partes])
        grupos.append(f"{nombres[0].upper()}{nombres[1:]}: {texto}.")
    return " ".join(grupos)


def _quien(parte: Parte, equipo: Equipo) -> str:
    nombre = nombre_de(parte.quien, equipo, parte.garante)
    if 0 < parte.pct < 100:
        return _("%(quien)s, el %(pct)s %%; el resto, el cliente") % {
            "quien": nombre,
            "pct": parte.pct,
        }
    return nombre


def enumerar(cosas: list[str], y: str = "") -> str:
    """*piezas, mano de obra y desplazamiento*."""
    *primeras, ultima = cosas
    return f"{', '.join(primeras)} {y or _('y')} {ultima}" if primeras else ultima


def frase_del_deber(decision: Decision) -> str:
    """*Esto lo responde el vendedor*; nothing while undetermined."""
    deber = decision.deber
    if deber.quien is None:
        return ""
    if deber.quien == Pagador.CLIENTE:
        return _("Es una reparación de pago: presupuesto antes de empezar")
    if deber.es_nuestro:
        return _("Esto lo respondemos nosotros")
    quien = en_minuscula(str(QuienPaga(deber.quien.value).label))
    return _("Esto lo responde %(quien)s") % {"quien": quien}


def nombre_de_via(tipo: TipoVia) -> str:
    """*Garantía legal*, as a title."""
    nombre = _(NOMBRES[tipo]).split(" ", 1)[1]
    return f"{nombre[0].upper()}{nombre[1:]}"


def esta_suspendida(decision: Decision) -> bool:
    juicio = decision.manifestacion
    return decision.via == TipoVia.LEGAL and juicio is not None and juicio.hasta is None


def dia_corto(dia: date) -> str:
    """5 abr 2026."""
    return date_format(dia, "j M Y").lower()
