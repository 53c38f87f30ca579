"""Withdrawing from a purchase (TRLGDCU arts. 102–108), with what we know of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clientes.models import Compra, Condicion, Contacto, Equipo, NuestroPapel
from incidencias.models import Canal, Incidencia, Tipo
from incidencias.servicios import NuevaIncidencia, abrir_incidencia, anotar_nota
from normativa.parametros import parametros_vigentes
from normativa.reglas.desistimiento import (
    HechosDesistimiento,
    Modalidad,
    Objeto,
    ResultadoDesistimiento,
    decidir_desistimiento,
)
from nucleo.eventos import SISTEMA
from nucleo.tiempo import dia_local


def compra_de(equipo: Equipo) -> Compra | None:
    """The last one of its present owner, who is the one who may withdraw."""
    suyas = [c for c in equipo.compras.all() if equipo.cliente.es_suyo(c)]
    return max(suyas, key=lambda compra: (compra.fecha_contrato, compra.pk), default=None)


def lo_vendimos(equipo: Equipo) -> bool:
    """It is the seller who owes the withdrawal."""
    return equipo.nuestro_papel == NuestroPapel.VENDEDOR


def hechos_de(compra: Compra, **dichos: Any) -> HechosDesistimiento | None:
    """What the rule asks; `dichos` is what the customer answers. None without how it was sold."""
    modalidad = compra.modalidad or dichos.get("modalidad")
    if not modalidad:
        return None
    digital = compra.condicion == Condicion.DIGITAL
    return HechosDesistimiento(
        modalidad=Modalidad(modalidad),
        objeto=Objeto.DIGITAL if digital else Objeto.BIEN,
        consumidor=None if compra.cliente.es_provisional else compra.cliente.es_consumidor,
        celebrado=compra.fecha_contrato,
        posesion=compra.fecha_albaran or dichos.get("posesion"),
        precio_eur=compra.importe_eur,
    )


def puede_desistir(hechos: HechosDesistimiento, hoy: date) -> ResultadoDesistimiento:
    """What happens if the customer says it today."""
    return decidir_desistimiento(replace(hechos, enviado=hoy, leido=hoy), parametros_vigentes())


@transaction.atomic
def desistir(
    contacto: Contacto, compra: Compra, hechos: HechosDesistimiento, motivo: str
) -> Incidencia:
    """The statement as a case, whose receipt the customer gets with its date and time (art. 106).

    Until when the money and the unit go back stays in a note for whoever takes it.
    """
    ahora = timezone.now()
    resultado = puede_desistir(hechos, dia_local(ahora))
    incidencia = abrir_incidencia(
        NuevaIncidencia(
            cliente=contacto.cliente,
            contacto=contacto,
            equipo=compra.equipo,
            asunto=_("Desiste de la compra del %(dia)s") % {"dia": _dia(compra.fecha_contrato)},
            descripcion=_declaracion(compra, motivo),
            tipo=Tipo.DEVOLUCION,
            canal=Canal.PORTAL,
            idioma=contacto.idioma,
        ),
        por=contacto,
        en=ahora,
    )
    anotar_nota(incidencia.pk, por=SISTEMA, texto=_para_la_oficina(resultado))
    return incidencia


def _declaracion(compra: Compra, motivo: str) -> str:
    frase = _("Comunico que desisto del contrato de compra de %(que)s, del %(dia)s%(ref)s.") % {
        "que": compra.producto or compra.equipo,
        "dia": _dia(compra.fecha_contrato),
        "ref": _(" (referencia %(ref)s)") % {"ref": compra.referencia} if compra.referencia else "",
    }
    return "\n\n".join(filter(None, (frase, motivo.strip())))


def _para_la_oficina(resultado: ResultadoDesistimiento) -> str:
    partes = [motivo.frase(_) for motivo in resultado.motivos]
    if resultado.en_plazo and resultado.reembolsar_hasta:
        partes.insert(
            0,
            _("Desistimiento en plazo: hay que devolver el dinero antes del %(dia)s.")
            % {"dia": _dia(resultado.reembolsar_hasta)},
        )
    return "\n".join(partes)


def _dia(dia: date) -> str:
    return date_format(dia, "j M Y").lower()
