"""What this app tells in the life of a unit: rows where the day matters, events for the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from clientes.cobertura import dia_corto
from clientes.eventos import CodigoEquipo
from clientes.models import (
    Compra,
    Equipo,
    EventoEquipo,
    MotivoRetirada,
    SuspensionCobertura,
)
from clientes.vida import Hito
from nucleo.palabras import decir

# Their rows say it, with the day on which it was and not the one on which it was noted.
DE_SU_FILA = {
    CodigoEquipo.COMPRA,
    CodigoEquipo.COBERTURA,
    CodigoEquipo.ENTREGADO,
    CodigoEquipo.DEVUELTO,
    CodigoEquipo.TRASPASADO,
}
CON_OTRO_EQUIPO = {
    CodigoEquipo.PARTE_ENTRA: "parte",
    CodigoEquipo.PARTE_SALE: "parte",
    CodigoEquipo.SUSTITUIDO: "sustituto",
    CodigoEquipo.SUSTITUYE: "a",
}
_FRASES = {
    CodigoEquipo.REGISTRADO: gettext_lazy("Se anotó aquí"),
    CodigoEquipo.CAMBIO: gettext_lazy("Se cambió: %(campos)s"),
    CodigoEquipo.COBERTURA_ANULADA: gettext_lazy("Se anuló una cobertura: %(tipo)s"),
    CodigoEquipo.SUSTITUIDO: gettext_lazy("Se sustituyó por [otro]"),
    CodigoEquipo.SUSTITUYE: gettext_lazy("Ocupó el lugar [del averiado]"),
    CodigoEquipo.RETIRADO: gettext_lazy("Se retiró: %(motivo)s"),
    CodigoEquipo.EN_USO: gettext_lazy("Volvió a usarse"),
    CodigoEquipo.PARTE_ENTRA: gettext_lazy("Se le puso una parte"),
    CodigoEquipo.PARTE_SALE: gettext_lazy("Se le quitó una parte"),
    CodigoEquipo.ETIQUETA: gettext_lazy("Se hizo su etiqueta n.º %(version)s"),
    CodigoEquipo.ETIQUETA_ANULADA: gettext_lazy("Se anuló su etiqueta n.º %(version)s"),
}


def hitos_propios(equipo: Equipo, usuario: Any, tope: int) -> list[Hito]:
    """From its rows (already read) and its events; at most five statements."""
    eventos = list(_eventos(equipo, tope))
    return [
        *_de_su_vida(equipo, eventos),
        *_de_compras(equipo, eventos),
        *_de_reparaciones(equipo, eventos),
        *_de_coberturas(equipo),
        *_de_traspasos(equipo),
        *_de_eventos(eventos),
    ]


def _eventos(equipo: Equipo, tope: int) -> Iterable[EventoEquipo]:
    suyos = equipo.eventos.exclude(codigo__in=[c.value for c in DE_SU_FILA])
    return suyos.select_related("usuario", "contacto", "token__usuario").order_by(
        "-ocurrido_en", "-id"
    )[:tope]


def _de_su_vida(equipo: Equipo, eventos: list[EventoEquipo]) -> Iterator[Hito]:
    if equipo.fabricado_en:
        yield Hito("equipo_fabricado", equipo.fabricado_en, _("Se fabricó"))
    if equipo.instalado_en:
        quien = equipo.instalador and _("Lo hizo %(quien)s.") % {"quien": equipo.instalador}
        yield Hito("equipo_instalado", equipo.instalado_en, _("Se instaló"), detalle=quien)
    contado = {CodigoEquipo.RETIRADO, CodigoEquipo.SUSTITUIDO} & {e.codigo for e in eventos}
    if equipo.retirado_en and not contado:  # imported so
        motivo = MotivoRetirada(equipo.retirado_motivo).label
        frase = _("Se retiró: %(motivo)s") % {"motivo": str(motivo).lower()}
        yield Hito("equipo_retirado", equipo.retirado_en, frase)


def _llevado(eventos: list[EventoEquipo], clave: str) -> list[int]:
    """Ids of the rows that the unit in its place took along."""
    return [pk for evento in eventos for pk in evento.datos.get(clave, ())]


def _de_compras(equipo: Equipo, eventos: list[EventoEquipo]) -> Iterator[Hito]:
    suyas = list(equipo.compras.all())
    if llevadas := _llevado(eventos, "compras"):
        suyas += Compra.objects.filter(pk__in=llevadas)
    for compra in suyas:
        referencia = _("Factura %(n)s") % {"n": compra.referencia} if compra.referencia else ""
        titulo = (
            _("Se compró a %(vendedor)s") % {"vendedor": compra.vendedor or equipo.vendedor}
            if compra.vendedor or equipo.vendedor
            else _("Se compró")
        )
        yield Hito("equipo_compra", compra.fecha_contrato, titulo, detalle=referencia)
        if compra.fecha_albaran:
            yield Hito("equipo_entrega", compra.fecha_albaran, _("Se entregó al cliente"))


def _de_coberturas(equipo: Equipo) -> Iterator[Hito]:
    for cobertura in equipo.coberturas.all():
        titulo = _("%(tipo)s hasta el %(dia)s") % {
            "tipo": cobertura.get_tipo_display(),
            "dia": dia_corto(cobertura.fecha_fin),
        }
        detalle = cobertura.defecto and _("Solo por: %(defecto)s") % {"defecto": cobertura.defecto}
        if cobertura.anulada_en:
            detalle = _("Anulada: %(motivo)s") % {"motivo": cobertura.motivo_anulacion}
        yield Hito("equipo_cobertura", cobertura.fecha_inicio, titulo, detalle=detalle)


def _de_reparaciones(equipo: Equipo, eventos: list[EventoEquipo]) -> Iterator[Hito]:
    suyas = list(equipo.suspensiones.all())
    if llevadas := _llevado(eventos, "suspensiones"):
        suyas += SuspensionCobertura.objects.filter(pk__in=llevadas)
    for fila in suyas:
        detalle = " · ".join(filter(None, (fila.defecto, fila.referencia)))
        titulo = _("Entró a reparar en garantía")
        yield Hito("equipo_entra", fila.entregado_en, titulo, detalle=detalle)
        if fila.devuelto_en:
            dias = (fila.devuelto_en - fila.entregado_en).days
            parada = ngettext(
                "La garantía estuvo parada %(dias)s día.",
                "La garantía estuvo parada %(dias)s días.",
                dias,
            )
            detalle = parada % {"dias": dias} if dias else ""
            yield Hito(
                "equipo_sale", fila.devuelto_en, _("Se devolvió al cliente"), detalle=detalle
            )


def _de_traspasos(equipo: Equipo) -> Iterator[Hito]:
    for traspaso in equipo.traspasos.select_related("de_cliente", "a_cliente"):
        yield Hito(
            "equipo_traspaso",
            traspaso.fecha,
            _("Pasó de %(de)s a %(a)s") % {"de": traspaso.de_cliente, "a": traspaso.a_cliente},
            detalle=" · ".join(filter(None, (traspaso.get_motivo_display(), traspaso.notas))),
        )


def _de_eventos(eventos: list[EventoEquipo]) -> Iterator[Hito]:
    otros = _otros_equipos(eventos)
    for evento in eventos:
        if evento.codigo not in _FRASES:
            continue
        codigo = CodigoEquipo(evento.codigo)
        otro = otros.get(evento.datos.get(CON_OTRO_EQUIPO.get(codigo, "")))
        valores = evento.datos | {
            "campos": ", ".join(map(_nombre_de_campo, evento.datos.get("campos", ()))),
            "motivo": _motivo(evento.datos.get("motivo", "")),
            "tipo": str(evento.datos.get("tipo", "")),
        }
        yield Hito(
            f"equipo_{codigo.value}",
            _dia(evento),
            decir(_FRASES[codigo]) % valores,
            detalle=_("Lo anotó %(quien)s") % {"quien": _autor(evento)} if _autor(evento) else "",
            enlace=otro.get_absolute_url() if otro else "",
            codigo=str(otro) if otro else "",
        )


def _otros_equipos(eventos: list[EventoEquipo]) -> dict[int, Equipo]:
    pks = {evento.datos.get(CON_OTRO_EQUIPO.get(evento.codigo, "")) for evento in eventos} - {None}  # type: ignore[call-overload]
    if not pks:
        return {}
    return {uno.pk: uno for uno in Equipo.objects.para_listado().filter(Q(pk__in=pks))}


def _dia(evento: EventoEquipo) -> Any:
    """The day that it was, when the event says it; the instant, when not."""
    fecha = evento.datos.get("fecha")
    return date.fromisoformat(fecha) if fecha else evento.ocurrido_en


def _nombre_de_campo(nombre: str) -> str:
    return str(Equipo._meta.get_field(nombre).verbose_name)  # type: ignore[union-attr]


def _motivo(codigo: str) -> str:
    return str(MotivoRetirada(codigo).label).lower() if codigo in MotivoRetirada.values else codigo


def _autor(evento: EventoEquipo) -> str:
    quien = evento.usuario or evento.contacto or (evento.token and evento.token.usuario)
    return str(quien or "")
