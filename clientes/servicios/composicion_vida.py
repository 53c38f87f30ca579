"""What else happens to a unit, as rows and events in memory: retired, transferred, replaced.

The law gives a replacement no new term of three years: the one of the faulty unit goes on, after
the days that it was stopped (TRLGDCU art. 122.1-2), with a further year for the same defect
(art. 122.3). So the purchase, which is the evidence, and the rights move to the new unit.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from clientes.cobertura import Derechos, decidir
from clientes.eventos import Actor, CodigoEquipo
from clientes.models import (
    Cliente,
    Cobertura,
    Compra,
    Contacto,
    Equipo,
    MotivoRetirada,
    MotivoTraspaso,
    Producto,
    Sede,
    SuspensionCobertura,
    TipoCobertura,
    Traspaso,
)
from clientes.servicios.composicion import Asiento
from clientes.servicios.composicion_coberturas import contar_cobertura
from clientes.servicios.composicion_equipos import (
    comprobar_equipo,
    contar_en_el_conjunto,
    limpiar,
    reanudar_plazos,
)
from clientes.servicios.comun import exigir_fecha, exigir_texto
from nucleo.errores import ErrorDeNegocio
from nucleo.palabras import decir

LARGO_NOTAS = 500
# They are of the thing, whoever has it: by law, or because the repair was made on it.
DEL_EQUIPO = frozenset({TipoCobertura.LEGAL, TipoCobertura.POSTERIOR, TipoCobertura.REPARACION})
# They are of whoever hired them, unless they say otherwise.
DE_QUIEN_LAS_CONTRATO = frozenset({TipoCobertura.CONTRATO})
# What the new one is from the first day, because it stands where the faulty one did.
HEREDADO = (
    "cliente",
    "sede",
    "usuario_contacto",
    "padre",
    "alias",
    "vendedor",
    "instalador",
    "nuestro_papel",
    "comprado_por_profesional",
)


# --- Out of use


def componer_retirada(
    asiento: Asiento,
    equipo: Equipo,
    partes: Sequence[Equipo],
    *,
    por: Actor,
    en: datetime | None,
    fecha: date,
    motivo: str,
    con_partes: bool = False,
) -> None:
    """A unit is out of use. `partes`: all inside it go with it, or its direct ones go on alone."""
    if motivo == MotivoRetirada.SUSTITUIDO:
        raise ErrorDeNegocio(
            decir(_("Para poner [otro equipo] en su lugar, usa «Sustituir».")), campo="motivo"
        )
    if motivo not in MotivoRetirada.values:
        raise ErrorDeNegocio(_("Di por qué se retira."), campo="motivo")
    exigir_fecha(fecha, "en_fecha")
    sacar_del_conjunto(asiento, equipo, por=por, en=en)
    for uno in (equipo, *(partes if con_partes else ())):
        _apartar(asiento, uno, fecha=fecha, motivo=motivo)
        asiento.suceso(
            uno, CodigoEquipo.RETIRADO, por=por, en=en, motivo=motivo, fecha=fecha.isoformat()
        )
    if not con_partes:
        for parte in partes:
            sacar_del_conjunto(asiento, parte, por=por, en=en)


def _apartar(
    asiento: Asiento, equipo: Equipo, *, fecha: date, motivo: str, campo: str = "en_fecha"
) -> None:
    if equipo.fabricado_en and fecha < equipo.fabricado_en:
        raise ErrorDeNegocio(
            decir(_("[El equipo] se fabricó el %(dia)s: no pudo retirarse antes."))
            % {"dia": f"{equipo.fabricado_en:%d/%m/%Y}"},
            campo=campo,
        )
    asiento.cambio(equipo, {"retirado_en": fecha, "retirado_motivo": motivo})


def sacar_del_conjunto(
    asiento: Asiento, equipo: Equipo, *, por: Actor, en: datetime | None
) -> None:
    """It is no longer a part of anything."""
    antes = equipo.padre
    asiento.cambio(equipo, {"padre": None})
    contar_en_el_conjunto(asiento, equipo, antes, por=por, en=en)


# --- Another owner


def componer_traspaso(
    asiento: Asiento,
    equipo: Equipo,
    coberturas: Sequence[Cobertura],
    *,
    por: Actor,
    en: datetime | None,
    cliente: Cliente,
    fecha: date,
    motivo: str,
    sede: Sede | None = None,
    usuario_contacto: Contacto | None = None,
    siguen: Collection[int] | None = None,
    notas: str = "",
) -> Traspaso:
    """A unit goes to another owner; purchases stay where they are, as evidence.

    `coberturas` are its living ones. What the owner before had called it, and who and where used
    it, are personal data of theirs: they do not go along.
    """
    _exigir_traspaso_creible(equipo, cliente, fecha, motivo)
    if len(notas) > LARGO_NOTAS:
        frase = _("Las notas tienen como mucho %(n)s caracteres.") % {"n": LARGO_NOTAS}
        raise ErrorDeNegocio(frase, campo="notas")
    traspaso = Traspaso(
        equipo=equipo,
        de_cliente=equipo.cliente,
        a_cliente=cliente,
        fecha=fecha,
        motivo=motivo,
        notas=notas.strip(),
    )
    asiento.alta(traspaso)
    acaban = componer_lo_que_no_sigue(
        asiento,
        coberturas,
        por=por,
        en=en,
        siguen=siguen,
        fecha=fecha,
        motivo=_("No va con el traspaso a otro propietario."),
    )
    asiento.cambio(
        equipo,
        {
            "cliente": cliente,
            "sede": sede,
            "usuario_contacto": usuario_contacto,
            "alias": "",
            "comprado_por_profesional": _lo_compro_un_profesional(equipo, motivo),
        },
    )
    asiento.suceso(
        equipo,
        CodigoEquipo.TRASPASADO,
        por=por,
        en=en,
        filas={"traspaso": traspaso, "de": traspaso.de_cliente, "a": cliente},
        motivo=motivo,
        fecha=fecha.isoformat(),
        coberturas=acaban,
    )
    return traspaso


def _lo_compro_un_profesional(equipo: Equipo, motivo: str) -> bool:
    """What the sale was does not change with its owner, unless that owner was a mistake."""
    if motivo == MotivoTraspaso.ERROR:
        return equipo.comprado_por_profesional
    antes = equipo.cliente
    return equipo.comprado_por_profesional or not (antes.es_consumidor or antes.es_provisional)


def _exigir_traspaso_creible(equipo: Equipo, cliente: Cliente, fecha: date, motivo: str) -> None:
    if cliente.es_suyo(equipo):
        raise ErrorDeNegocio(
            decir(_("[El equipo] ya es de %(cliente)s.")) % {"cliente": cliente}, campo="cliente"
        )
    if motivo not in MotivoTraspaso.values:
        raise ErrorDeNegocio(_("Di por qué cambia de propietario."), campo="motivo")
    exigir_fecha(fecha, "en_fecha")
    if equipo.fabricado_en and fecha < equipo.fabricado_en:
        raise ErrorDeNegocio(
            _("Se fabricó el %(dia)s: no pudo cambiar de propietario antes.")
            % {"dia": f"{equipo.fabricado_en:%d/%m/%Y}"},
            campo="en_fecha",
        )


def se_puede_dejar(cobertura: Cobertura) -> bool:
    """Whether it may end when the unit changes hands or is replaced; those of the law may not."""
    return cobertura.tipo not in DEL_EQUIPO


def sigue_si_no_se_dice(cobertura: Cobertura) -> bool:
    """What is proposed: a contract is of whoever hired it; a guarantee goes with the thing."""
    return cobertura.tipo not in DE_QUIEN_LAS_CONTRATO


def componer_lo_que_no_sigue(
    asiento: Asiento,
    coberturas: Sequence[Cobertura],
    *,
    por: Actor,
    en: datetime | None,
    siguen: Collection[int] | None,
    fecha: date,
    motivo: str,
) -> list[int]:
    """End that day what does not go along; returns which.

    What showed until then is still covered; what had not begun is annulled, with that reason.
    """
    atras = []
    for cobertura in coberturas:
        sigue = sigue_si_no_se_dice(cobertura) if siguen is None else cobertura.pk in siguen
        if sigue or not se_puede_dejar(cobertura) or cobertura.fecha_fin <= fecha:
            continue
        if cobertura.fecha_inicio <= fecha:
            asiento.cambio(cobertura, {"fecha_fin": fecha})
            contar_cobertura(asiento, cobertura, por=por, en=en)
        else:
            _anular(asiento, cobertura, por=por, en=en, motivo=motivo)
        atras.append(cobertura.pk)
    return atras


def _anular(
    asiento: Asiento, cobertura: Cobertura, *, por: Actor, en: datetime | None, motivo: str
) -> None:
    asiento.cambio(cobertura, {"anulada_en": en or timezone.now(), "motivo_anulacion": motivo})
    asiento.suceso(
        cobertura.equipo,
        CodigoEquipo.COBERTURA_ANULADA,
        por=por,
        en=en,
        filas={"cobertura": cobertura},
        tipo=str(cobertura.tipo),
    )


# --- Another unit in its place


def componer_sustitucion(
    asiento: Asiento,
    derechos: Derechos,
    partes: Sequence[Equipo],
    *,
    por: Actor,
    en: datetime | None,
    numero_serie: str,
    entregado_en: date,
    producto: Producto | None = None,
    defecto: str = "",
    puesto_a_disposicion: date | None = None,
    siguen: Collection[int] | None = None,
    fabricado_en: date | None = None,
) -> Equipo:
    """Another unit in the place of the faulty one of `derechos`, which is retired.

    `partes` are the direct parts of the faulty one: they are of the new one from now on.
    """
    equipo = derechos.equipo
    nuevo = Equipo(
        producto=producto or equipo.producto,
        sustituye_a=equipo,
        fabricado_en=fabricado_en,
        **limpiar({"numero_serie": numero_serie}),
        **{campo: getattr(equipo, campo) for campo in HEREDADO},
    )
    _exigir_sustitucion_creible(equipo, nuevo, entregado_en, puesto_a_disposicion)
    asiento.alta(nuevo)
    _parar_y_reanudar(
        asiento,
        derechos,
        por=por,
        en=en,
        desde=puesto_a_disposicion or entregado_en,
        hasta=entregado_en,
        defecto=defecto.strip(),
    )
    atras = componer_lo_que_no_sigue(
        asiento,
        [cobertura for cobertura in derechos.coberturas if not cobertura.esta_anulada],
        por=por,
        en=en,
        siguen=siguen,
        fecha=entregado_en,
        motivo=_("No va con la sustitución."),
    )
    movido = _mover(asiento, derechos, partes, nuevo, fecha=entregado_en)
    sacar_del_conjunto(asiento, equipo, por=por, en=en)
    _apartar(
        asiento,
        equipo,
        fecha=entregado_en,
        motivo=MotivoRetirada.SUSTITUIDO,
        campo="entregado_en",
    )
    fecha = entregado_en.isoformat()
    asiento.suceso(
        equipo,
        CodigoEquipo.SUSTITUIDO,
        por=por,
        en=en,
        filas={"sustituto": nuevo},
        fecha=fecha,
        atras=atras,
        **movido,
    )
    asiento.suceso(nuevo, CodigoEquipo.SUSTITUYE, por=por, en=en, filas={"a": equipo}, fecha=fecha)
    contar_en_el_conjunto(asiento, nuevo, None, por=por, en=en)
    return nuevo


def _exigir_sustitucion_creible(
    equipo: Equipo, nuevo: Equipo, entregado_en: date, puesto_a_disposicion: date | None
) -> None:
    exigir_texto(
        nuevo.numero_serie,
        decir(_("Escribe el número de serie [del equipo nuevo].")),
        "numero_serie",
    )
    if (nuevo.producto, nuevo.numero_serie) == (equipo.producto, equipo.numero_serie):
        raise ErrorDeNegocio(
            decir(_("Ese es el número de serie [del equipo averiado].")), campo="numero_serie"
        )
    comprobar_equipo(nuevo)
    exigir_fecha(entregado_en, "entregado_en")
    for campo, dia in (
        ("puesto_a_disposicion", puesto_a_disposicion),
        ("fabricado_en", nuevo.fabricado_en),
    ):
        if dia is not None and dia > entregado_en:
            raise ErrorDeNegocio(
                decir(_("No puede ser después de entregar [el equipo nuevo].")), campo=campo
            )
        exigir_fecha(dia, campo)


def _parar_y_reanudar(
    asiento: Asiento,
    derechos: Derechos,
    *,
    por: Actor,
    en: datetime | None,
    desde: date,
    hasta: date,
    defecto: str,
) -> None:
    """The days without a conforming good, ended by this delivery (art. 122.1).

    If nobody had noted the hand-in it is noted now, but only under the legal guarantee.
    """
    suspension = next((s for s in derechos.suspensiones if s.devuelto_en is None), None)
    if suspension is None:
        juicio = decidir(derechos, manifestacion=desde).manifestacion
        if juicio is None or not juicio.dentro:
            return
        suspension = SuspensionCobertura(equipo=derechos.equipo, entregado_en=desde)
        asiento.alta(suspension)
        derechos.suspensiones.append(suspension)
    if suspension.entregado_en > hasta:
        raise ErrorDeNegocio(
            decir(_("Tenemos [el equipo averiado] desde el %(dia)s: no se pudo entregar antes."))
            % {"dia": f"{suspension.entregado_en:%d/%m/%Y}"},
            campo="entregado_en",
        )
    asiento.cambio(suspension, {"defecto": suspension.defecto or defecto})
    reanudar_plazos(asiento, derechos, suspension, por=por, en=en, devuelto_en=hasta, conforme=True)


def _mover(
    asiento: Asiento, derechos: Derechos, partes: Sequence[Equipo], nuevo: Equipo, *, fecha: date
) -> dict[str, list[int]]:
    """Purchases, hand-ins, living rights and parts go to the new one; returns their ids.

    Not what a contract gives, which gives the new one its own.
    """
    filas: dict[str, Sequence[Compra | SuspensionCobertura | Cobertura]] = {
        "compras": derechos.compras,
        "suspensiones": derechos.suspensiones,
        "coberturas": [
            fila
            for fila in derechos.coberturas
            if not fila.esta_anulada
            and fila.contrato_id is None
            and (fila.fecha_fin > fecha or not se_puede_dejar(fila))
        ],
    }
    movido = {}
    for nombre, suyas in filas.items():
        movido[nombre] = [fila.pk for fila in suyas if fila.pk is not None]
        for fila in suyas:
            asiento.cambio(fila, {"equipo": nuevo})
    for parte in partes:
        asiento.cambio(parte, {"padre": nuevo})
    return movido | {"partes": [parte.pk for parte in partes if parte.pk is not None]}
