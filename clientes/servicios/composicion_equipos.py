"""What happens to a unit as rows and events in memory: registered, bought, handed in, returned."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from clientes.cobertura import Derechos, decidir, reparaciones_de, venta_de
from clientes.eventos import Actor, CodigoCliente, CodigoEquipo
from clientes.models import (
    Cliente,
    Cobertura,
    CoberturaDeProducto,
    Compra,
    Equipo,
    Producto,
    QuienPaga,
    Sede,
    SuspensionCobertura,
    TipoCobertura,
)
from clientes.servicios.composicion import Asiento
from clientes.servicios.composicion_coberturas import (
    componer_cobertura,
    componer_coberturas_de_serie,
    mover_cobertura,
)
from clientes.servicios.comun import dentro_de_un_anio, exigir_fecha
from normativa.parametros import parametros_vigentes
from normativa.reglas.computo import vencer
from normativa.reglas.garantia import Garantia, calcular_garantia
from normativa.reglas.suspension import suspender
from normativa.reglas.tipos import FaltanDatos, ReglaIncumplida
from nucleo.errores import ErrorDeNegocio
from nucleo.palabras import decir

_FECHAS = ("fabricado_en", "instalado_en", "retirado_en")


# --- The unit


def componer_equipo(
    asiento: Asiento,
    *,
    por: Actor,
    en: datetime | None,
    cliente: Cliente,
    producto: Producto,
    **campos: Any,
) -> Equipo:
    """A new unit of a customer; its parent has to be of that same customer, its site of whoever
    has it."""
    equipo = Equipo(cliente=cliente, producto=producto, **limpiar(campos))
    comprobar_equipo(equipo)
    asiento.alta(equipo)
    asiento.suceso(equipo, CodigoEquipo.REGISTRADO, por=por, en=en, filas={"producto": producto})
    contar_en_el_conjunto(asiento, equipo, None, por=por, en=en)
    return equipo


def componer_cambio_de_equipo(
    asiento: Asiento, equipo: Equipo, *, por: Actor, en: datetime | None, **cambios: Any
) -> list[str]:
    """Change a unit; returns the names of the fields that changed."""
    antes = equipo.padre
    campos = asiento.cambio(equipo, limpiar(cambios))
    comprobar_equipo(equipo)
    if campos:
        asiento.suceso(equipo, CodigoEquipo.CAMBIO, por=por, en=en, campos=campos)
        contar_en_el_conjunto(asiento, equipo, antes, por=por, en=en)
    return campos


def contar_en_el_conjunto(
    asiento: Asiento, parte: Equipo, antes: Equipo | None, *, por: Actor, en: datetime | None
) -> None:
    """What a unit is part of, and was until now, is told in the history of the whole."""
    if antes == parte.padre:
        return
    for conjunto, codigo in (
        (antes, CodigoEquipo.PARTE_SALE),
        (parte.padre, CodigoEquipo.PARTE_ENTRA),
    ):
        if conjunto is not None:
            asiento.suceso(conjunto, codigo, por=por, en=en, filas={"parte": parte})


def limpiar(campos: dict[str, Any]) -> dict[str, Any]:
    if "numero_serie" in campos:
        campos = campos | {"numero_serie": como_serie(campos["numero_serie"])}
    return campos


def como_serie(texto: str) -> str:
    """Serials are compared as they are printed: upper case, without spaces around."""
    return texto.strip().upper()


def comprobar_equipo(equipo: Equipo) -> None:
    """What speaks of several rows: where it is, what it is part of; and sane dates.

    It is where its owner is or where whoever uses it is: a landlord's boiler, in the tenant's flat.
    """
    for campo in _FECHAS:
        exigir_fecha(getattr(equipo, campo), campo, hasta=dentro_de_un_anio())
    if equipo.sede is not None and not _es_de(equipo.sede, equipo.cliente):
        usa = equipo.usuario_contacto
        if usa is None or not _es_de(equipo.sede, usa.cliente):
            raise ErrorDeNegocio(_("Esa sede es de otro cliente."), campo="sede")
    if equipo.padre is not None and not _es_de(equipo.padre, equipo.cliente):
        raise ErrorDeNegocio(decir(_("[Ese equipo] es de otro cliente.")), campo="padre")
    if equipo.padre is not None and equipo.padre.retirado_en and not equipo.retirado_en:
        raise ErrorDeNegocio(decir(_("[Ese equipo] está [retirado].")), campo="padre")


def exigir_entrega_creible(compra: Compra, equipo: Equipo, *, campo: str = "") -> None:
    """Nothing is delivered before it is made: delivery note or, without one, invoice."""
    entrega = compra.fecha_albaran or compra.fecha_factura
    if entrega is None or equipo.fabricado_en is None or entrega >= equipo.fabricado_en:
        return
    suyo = "fecha_albaran" if compra.fecha_albaran else "fecha_factura"
    raise ErrorDeNegocio(
        _("Se entregó el %(entrega)s y se fabricó el %(fabrica)s: una de las dos no es.")
        % {"entrega": f"{entrega:%d/%m/%Y}", "fabrica": f"{equipo.fabricado_en:%d/%m/%Y}"},
        campo=campo or suyo,
    )


def _es_de(fila: Sede | Equipo | Compra, cliente: Cliente) -> bool:
    """Whether it is of that customer, saved or not."""
    return fila.cliente is cliente or (cliente.pk is not None and cliente.es_suyo(fila))


# --- The purchase and the legal guarantee that it gives


def componer_compra(
    asiento: Asiento,
    *,
    por: Actor,
    en: datetime | None,
    cliente: Cliente,
    fecha_contrato: date,
    derechos: Derechos | None = None,
    de_serie: Iterable[CoberturaDeProducto] = (),
    **campos: Any,
) -> Compra:
    """A purchase; the unit of `derechos`, if it is a consumer's, gets its legal coverage (R1).

    And what comes with every unit of its product (`de_serie`). What is composed joins `derechos`.
    Raises ErrorDeNegocio for another customer's unit and for second-hand terms under a year
    (TRLGDCU art. 120.1).
    """
    equipo = derechos.equipo if derechos else None
    if equipo is not None:
        campos.setdefault("producto", equipo.producto)
    compra = Compra(cliente=cliente, equipo=equipo, fecha_contrato=fecha_contrato, **campos)
    _comprobar_compra(compra)
    asiento.alta(compra)
    asiento.suceso(cliente, CodigoCliente.COMPRA, por=por, en=en, filas={"compra": compra})
    if derechos is not None:
        _componer_lo_que_da(asiento, compra, derechos, de_serie, por=por, en=en)
    return compra


def _componer_lo_que_da(
    asiento: Asiento,
    compra: Compra,
    derechos: Derechos,
    de_serie: Iterable[CoberturaDeProducto],
    *,
    por: Actor,
    en: datetime | None,
) -> None:
    asiento.suceso(derechos.equipo, CodigoEquipo.COMPRA, por=por, en=en, filas={"compra": compra})
    derechos.compras.append(compra)
    _componer_garantia_legal(asiento, compra, derechos, por=por, en=en)
    componer_coberturas_de_serie(asiento, derechos, compra, de_serie, por=por, en=en)


def componer_cambio_de_compra(
    asiento: Asiento, compra: Compra, *, por: Actor, en: datetime | None, **cambios: Any
) -> list[str]:
    """Change what does not move a guarantee: seller, amount, file… Returns the changed fields."""
    campos = asiento.cambio(compra, cambios)
    if campos:
        asiento.suceso(
            compra.cliente,
            CodigoCliente.COMPRA_CAMBIO,
            por=por,
            en=en,
            filas={"compra": compra},
            campos=campos,
        )
    return campos


def componer_correccion_de_compra(
    asiento: Asiento,
    compra: Compra,
    *,
    por: Actor,
    en: datetime | None,
    derechos: Derechos | None,
    de_serie: Iterable[CoberturaDeProducto] = (),
    **cambios: Any,
) -> list[str]:
    """What was not known of a purchase when it was recorded: its documents, its unit, its amount.

    Moves the legal coverage that comes from it. `derechos` is of its unit, also the one that is
    now said. Returns the changed fields.
    """
    con_equipo = compra.equipo_id is not None
    campos = componer_cambio_de_compra(asiento, compra, por=por, en=en, **cambios)
    _comprobar_compra(compra)
    if campos and derechos is not None and con_equipo:
        _componer_garantia_legal(asiento, compra, derechos, por=por, en=en)
    elif campos and derechos is not None:
        _componer_lo_que_da(asiento, compra, derechos, de_serie, por=por, en=en)
    return campos


def _comprobar_compra(compra: Compra) -> None:
    if compra.equipo is not None and not _es_de(compra.equipo, compra.cliente):
        raise ErrorDeNegocio(
            _("%(equipo)s no es de %(cliente)s.")
            % {"equipo": compra.equipo, "cliente": compra.cliente},
            campo="equipo",
        )
    exigir_fecha(compra.fecha_contrato, "fecha_contrato")
    for campo in ("fecha_factura", "fecha_albaran"):
        exigir_fecha(getattr(compra, campo), campo, hasta=dentro_de_un_anio())
    if compra.equipo is not None:
        exigir_entrega_creible(compra, compra.equipo)


def _componer_garantia_legal(
    asiento: Asiento, compra: Compra, derechos: Derechos, *, por: Actor, en: datetime | None
) -> None:
    """The legal coverage of a purchase; none when no law that we know gives one."""
    cliente = compra.cliente
    if not cliente.es_consumidor or cliente.es_provisional:
        return
    garantia = _garantia_de(compra)
    if garantia is None:
        return
    plazos = suspender(garantia, reparaciones_de(derechos.suspensiones))
    fechas = {"fecha_inicio": garantia.inicio, "fecha_fin": plazos.fin or garantia.fin}
    dada = _legal_de(derechos, compra)
    if dada is not None:  # given already by this purchase, or by an import that did not know it
        asiento.cambio(dada, {"compra": compra})
        mover_cobertura(asiento, dada, por=por, en=en, **fechas)
        return
    componer_cobertura(
        asiento,
        derechos,
        por=por,
        en=en,
        compra=compra,
        tipo=TipoCobertura.LEGAL,
        paga=QuienPaga.VENDEDOR,
        **fechas,
    )


def _legal_de(derechos: Derechos, compra: Compra) -> Cobertura | None:
    """The living legal coverage that this purchase moves: its own, or one without a purchase."""

    def es_suya(fila: Cobertura) -> bool:
        if fila.compra_id is not None:
            return fila.compra_id == compra.pk
        return fila.compra is None or fila.compra is compra

    legales = (fila for fila in derechos.coberturas if fila.tipo == TipoCobertura.LEGAL)
    return next((fila for fila in legales if fila.anulada_en is None and es_suya(fila)), None)


def _garantia_de(compra: Compra) -> Garantia | None:
    try:
        return calcular_garantia(venta_de(compra))
    except FaltanDatos:  # before the laws that we know
        return None
    except ReglaIncumplida as error:
        raise ErrorDeNegocio(error.motivo.frase(_), campo="meses_pactados") from error


# --- The days in which it is at our disposal


def componer_entrega(
    asiento: Asiento,
    derechos: Derechos,
    *,
    por: Actor,
    en: datetime | None,
    entregado_en: date,
    defecto: str = "",
    referencia: str = "",
) -> SuspensionCobertura:
    """The customer hands the unit in for a remedy: the terms stop that day (TRLGDCU art. 122.1)."""
    exigir_fecha(entregado_en, "entregado_en")
    if any(fila.devuelto_en is None for fila in derechos.suspensiones):
        raise ErrorDeNegocio(
            decir(_("[Ese equipo] ya está en nuestro poder.")), campo="entregado_en"
        )
    suspension = SuspensionCobertura(
        equipo=derechos.equipo,
        entregado_en=entregado_en,
        defecto=defecto.strip(),
        referencia=referencia,
    )
    asiento.alta(suspension)
    derechos.suspensiones.append(suspension)
    asiento.suceso(
        derechos.equipo, CodigoEquipo.ENTREGADO, por=por, en=en, filas={"suspension": suspension}
    )
    return suspension


def componer_devolucion(
    asiento: Asiento,
    derechos: Derechos,
    suspension: SuspensionCobertura,
    *,
    por: Actor,
    en: datetime | None,
    devuelto_en: date,
    conforme: bool = True,
) -> None:
    """The unit goes back: the terms run again and, conforming, its defect has a further year.

    Moves the end of the legal coverage (art. 122.2) and adds the coverage of art. 122.3, both only
    if the unit was under legal guarantee when it came in. `suspension` is one of `derechos`; if it
    had gone back already, what counts is this day.
    """
    dias = (devuelto_en - suspension.entregado_en).days
    asiento.suceso(
        derechos.equipo,
        CodigoEquipo.DEVUELTO,
        por=por,
        en=en,
        filas={"suspension": suspension},
        dias=dias,
    )
    reanudar_plazos(
        asiento, derechos, suspension, por=por, en=en, devuelto_en=devuelto_en, conforme=conforme
    )


def reanudar_plazos(
    asiento: Asiento,
    derechos: Derechos,
    suspension: SuspensionCobertura,
    *,
    por: Actor,
    en: datetime | None,
    devuelto_en: date,
    conforme: bool,
) -> None:
    """That day the customer got a good back, conforming or not: that unit or another in its place.

    Moves the end of the legal coverage (art. 122.2) and adds the coverage of art. 122.3.
    """
    exigir_fecha(devuelto_en, "devuelto_en")
    antes = suspension.devuelto_en
    asiento.cambio(suspension, {"devuelto_en": devuelto_en})
    garantia = _alargar_legal(asiento, derechos, suspension)
    if conforme and garantia is not None:
        _dar_un_anio_mas(asiento, derechos, suspension, garantia, antes=antes, por=por, en=en)


def _alargar_legal(
    asiento: Asiento, derechos: Derechos, suspension: SuspensionCobertura
) -> Garantia | None:
    """Move the end of the legal coverage; None if the unit came in without it."""
    juicio = decidir(derechos, manifestacion=suspension.entregado_en)
    if juicio.manifestacion is None or not juicio.manifestacion.dentro:
        return None
    fin = juicio.manifestacion.cobertura.plazos.fin
    if fin is not None:
        for cobertura in derechos.coberturas:
            if cobertura.tipo == TipoCobertura.LEGAL:
                asiento.cambio(cobertura, {"fecha_fin": fin})
    return juicio.garantia


def _dar_un_anio_mas(
    asiento: Asiento,
    derechos: Derechos,
    suspension: SuspensionCobertura,
    garantia: Garantia,
    *,
    antes: date | None,
    por: Actor,
    en: datetime | None,
) -> None:
    """The coverage of art. 122.3, or its new dates if the unit had gone back `antes`."""
    devuelto_en = suspension.devuelto_en
    if devuelto_en is None or not suspension.defecto:  # with no defect said, it would cover all
        return
    cifra = parametros_vigentes().vigente("posterior_al_remedio", garantia.fecha_contrato)
    fechas = {"fecha_inicio": devuelto_en, "fecha_fin": vencer(devuelto_en, cifra.plazo)}
    dada = _posterior_de(derechos, suspension, antes=antes)
    if dada is None:
        componer_cobertura(
            asiento,
            derechos,
            por=por,
            en=en,
            tipo=TipoCobertura.POSTERIOR,
            paga=QuienPaga.VENDEDOR,
            defecto=suspension.defecto,
            referencia=suspension.referencia,
            **fechas,
        )
    else:
        mover_cobertura(asiento, dada, por=por, en=en, **fechas)


def _posterior_de(
    derechos: Derechos, suspension: SuspensionCobertura, *, antes: date | None
) -> Cobertura | None:
    """The year that this same repair gave when the unit first went back."""
    suyas = (
        cobertura
        for cobertura in derechos.coberturas
        if cobertura.tipo == TipoCobertura.POSTERIOR
        and cobertura.defecto == suspension.defecto
        and _es_de_esa_reparacion(cobertura, suspension, antes)
    )
    return next(suyas, None)


def _es_de_esa_reparacion(
    cobertura: Cobertura, suspension: SuspensionCobertura, antes: date | None
) -> bool:
    if suspension.referencia and cobertura.referencia:
        return cobertura.referencia == suspension.referencia
    return antes is not None and cobertura.fecha_inicio == antes
