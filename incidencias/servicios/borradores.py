"""What somebody has begun to write on a case, with its files: kept at once, on any machine.

Nobody is asked about a draft, so there is no event nor lock: it is its author's alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from clientes.eventos import Actor, usuario_de
from cuentas.models import Usuario
from incidencias.models import AdjuntoPorEnviar, Borrador
from incidencias.servicios.composicion import Fichero


@transaction.atomic
def guardar_borrador(pk: int, *, por: Usuario, texto: str, es_nota: bool = False) -> None:
    """Keep what is being written; an empty text forgets it, but not its files."""
    mio: dict[str, Any] = {"incidencia_id": pk, "usuario": por, "es_nota": es_nota}
    if texto.strip():
        Borrador.objects.update_or_create(**mio, defaults={"texto": texto})
    else:
        Borrador.objects.filter(**mio, adjuntos=None).delete()
        Borrador.objects.filter(**mio).update(texto="")


@transaction.atomic
def poner_en_borrador(pk: int, *, por: Usuario, texto: str, delante: bool = False) -> Borrador:
    """Add to the reply that one may have begun to write, which is not lost either."""
    borrador, _nuevo = Borrador.objects.get_or_create(incidencia_id=pk, usuario=por, es_nota=False)
    partes = (texto, borrador.texto) if delante else (borrador.texto, texto)
    borrador.texto = "\n\n".join(parte for parte in partes if parte.strip())
    borrador.save(update_fields=["texto", "guardado_en"])
    return borrador


@transaction.atomic
def adjuntar_a_borrador(
    pk: int, *, por: Usuario, adjuntos: Sequence[Fichero], es_nota: bool = False
) -> Borrador:
    """Keep files with what is being written: they survive a reload, like the text."""
    borrador, _nuevo = Borrador.objects.get_or_create(
        incidencia_id=pk, usuario=por, es_nota=es_nota
    )
    AdjuntoPorEnviar.objects.bulk_create(
        AdjuntoPorEnviar(borrador=borrador, archivo=archivo, nombre=nombre)
        for archivo, nombre in adjuntos
    )
    return borrador


def adjuntos_del_borrador(pk: int, *, de: Actor, es_nota: bool = False) -> list[Fichero]:
    """The files that wait with that draft, with their names."""
    suyos = AdjuntoPorEnviar.objects.filter(
        borrador__incidencia=pk, borrador__usuario=usuario_de(de), borrador__es_nota=es_nota
    )
    return [(uno.archivo, uno.nombre) for uno in suyos.select_related("archivo")]


def quitar_del_borrador(adjunto_pk: int, *, por: Usuario) -> None:
    """Take away a file of one's own draft."""
    AdjuntoPorEnviar.objects.filter(pk=adjunto_pk, borrador__usuario=por).delete()
