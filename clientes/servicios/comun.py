"""What the services of this app share: bounded dates, saving with sentences, events."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from clientes.eventos import Actor, CodigoCliente, CodigoEquipo, autor_de
from clientes.models import Cliente, Equipo, EventoCliente, EventoEquipo
from nucleo.errores import ErrorDeNegocio
from nucleo.exigencias import exigir_texto as exigir_texto
from nucleo.palabras import decir
from nucleo.restricciones import traducir_integridad
from nucleo.tiempo import hoy

LO_MAS_ANTIGUO = date(1950, 1, 1)
# Which field a broken constraint of several is shown at.
_CAMPO_DE = {
    "cliente_referencia_externa_unica": "referencia_externa",
    "compra_importe_no_negativo": "importe_eur",
    "compra_referencia_unica_por_cliente": "referencia",
    "compra_segunda_mano_minimo_un_anio": "meses_pactados",
    "cobertura_anulada_con_motivo": "motivo",
    "cobertura_cubre_algo": "piezas_pct",
    "cobertura_la_paga_un_garante": "paga",
    "cobertura_termina_despues_de_empezar": "fecha_fin",
    "consentimiento_caduca_despues": "caduca_en",
    "consentimiento_con_prueba": "prueba",
    "consentimiento_se_retira_despues": "retirado_en",
    "contacto_correo_unico_por_cliente": "correo",
    "contacto_limite_no_negativo": "limite_aprobacion_eur",
    "equipo_instalado_tras_fabricarse": "instalado_en",
    "equipo_no_es_parte_de_si_mismo": "padre",
    "equipo_retirado_con_motivo": "retirado_motivo",
    "equipo_retirado_tras_fabricarse": "retirado_en",
    "equipo_serie_unica_por_producto": "numero_serie",
    "equipo_sustituido_una_vez": "sustituye_a",
    "producto_unico": "nombre",
    "oferta_una_por_servicio": "servicio",
    "suspension_una_abierta_por_equipo": "entregado_en",
    "suspension_vuelve_despues_de_entrar": "devuelto_en",
    "tarifa_importe_no_negativo": "importe_eur",
    "tarifa_termina_despues_de_empezar": "hasta",
    "tarifa_una_por_fecha": "desde",
}


def bloquear_cliente(pk: int) -> Cliente:
    """Lock the customer; nobody writes on one whose data are blocked (LOPDGDD art. 32)."""
    cliente = Cliente.objects.select_for_update().get(pk=pk)
    if cliente.bloqueado_en is not None:
        raise ErrorDeNegocio(_("Los datos de ese cliente están bloqueados."), campo="cliente")
    return cliente


def bloquear_titular(pk: int) -> Cliente:
    """Lock whoever that customer is today: what is new is never hung from a merged one."""
    hoy_es = Cliente.objects.values_list("fusionado_en_id", flat=True).get(pk=pk)
    cliente = bloquear_cliente(hoy_es or pk)
    if cliente.fusionado_en_id is not None:
        raise ErrorDeNegocio(_("Ese cliente se acaba de fusionar con otro: vuelve a intentarlo."))
    return cliente


def bloquear_equipo(pk: int, *clientes: int) -> Equipo:
    """Lock its owner, those other customers and the unit, in the order of docs/concurrency.md."""
    propietario = Equipo.objects.values_list("cliente_id", flat=True).get(pk=pk)
    for cliente in sorted({propietario, *clientes}):
        bloquear_cliente(cliente)
    equipo = Equipo.objects.select_for_update().get(pk=pk)
    if equipo.cliente_id not in {propietario, *clientes}:
        raise ErrorDeNegocio(
            decir(_("[Ese equipo] acaba de cambiar de propietario: vuelve a intentarlo."))
        )
    return equipo


def guardar(fila: models.Model, *, campos: list[str] | None = None) -> None:
    """Check the shape of the fields and save; what is wrong comes back as its Spanish sentence."""
    comprobar_forma(fila)
    try:
        with traducir_integridad():
            fila.save(update_fields=campos)
    except ErrorDeNegocio as error:
        error.campo = _CAMPO_DE.get(error.codigo)
        raise


def comprobar_forma(fila: models.Model) -> None:
    """Types, lengths and choices of its own fields. Raises ErrorDeNegocio at the first bad one."""
    relaciones = {campo.name for campo in fila._meta.fields if campo.is_relation}
    try:
        fila.clean_fields(exclude=relaciones)
    except ValidationError as error:
        campo, frases = next(iter(error.message_dict.items()))
        raise ErrorDeNegocio(frases[0], campo=campo) from error


def poner(fila: models.Model, cambios: Mapping[str, Any]) -> list[str]:
    """Set what differs, without saving; returns the names of the fields that changed."""
    distintos = [campo for campo, valor in cambios.items() if getattr(fila, campo) != valor]
    for campo in distintos:
        setattr(fila, campo, cambios[campo])
    return distintos


def aplicar(fila: models.Model, cambios: Mapping[str, Any]) -> list[str]:
    """Set what differs and save it; returns the names of the fields that changed."""
    distintos = poner(fila, cambios)
    if distintos:
        guardar(fila, campos=distintos)
    return distintos


def exigir_fecha(dia: date | None, campo: str, *, hasta: date | None = None) -> None:
    """Refuse what nobody can have lived: before 1950, or after `hasta` (default, today)."""
    if dia is None:
        return
    if dia < LO_MAS_ANTIGUO:
        raise ErrorDeNegocio(
            _("La fecha %(dia)s es demasiado antigua: revisa el año.") % {"dia": f"{dia:%d/%m/%Y}"},
            campo=campo,
        )
    if dia > (hasta or hoy()):
        raise ErrorDeNegocio(
            _("La fecha %(dia)s está en el futuro: revisa el año.") % {"dia": f"{dia:%d/%m/%Y}"},
            campo=campo,
        )


def dentro_de_un_anio() -> date:
    """A delivery or an installation may be agreed, not for the next decade."""
    return hoy() + timedelta(days=365)


def anotar_en_cliente(
    cliente_id: int, codigo: CodigoCliente, *, por: Actor, en: datetime | None, **datos: Any
) -> None:
    EventoCliente.objects.create(
        cliente_id=cliente_id,
        codigo=codigo.value,
        ocurrido_en=en or timezone.now(),
        datos=datos,
        **autor_de(por),
    )


def anotar_en_equipo(
    equipo: Equipo, codigo: CodigoEquipo, *, por: Actor, en: datetime | None, **datos: Any
) -> None:
    EventoEquipo.objects.create(
        equipo=equipo,
        codigo=codigo.value,
        ocurrido_en=en or timezone.now(),
        datos=datos,
        **autor_de(por),
    )
