"""What we promise a customer, and whether it is kept."""

from __future__ import annotations

from datetime import datetime

from clientes.eventos import Actor, usuario_de
from incidencias.eventos import Codigo
from incidencias.models import Promesa
from incidencias.servicios.composicion.base import Expediente


def componer_promesa(
    expediente: Expediente,
    *,
    texto: str,
    vence_en: datetime,
    por: Actor,
    en: datetime,
    recordar_en: datetime | None = None,
) -> Promesa:
    """What is said to the customer that will be done, and by when."""
    promesa = Promesa(
        incidencia=expediente.incidencia,
        texto=texto,
        vence_en=vence_en,
        recordar_en=recordar_en,
        usuario=usuario_de(por),
        hecha_en=en,
    )
    expediente.filas.append(promesa)
    expediente.suceso(Codigo.PROMETIDA, por=por, en=en, fila=("promesa", promesa))
    return promesa


def componer_promesa_cumplida(
    expediente: Expediente, *, promesa: Promesa, por: Actor, en: datetime
) -> None:
    """Done, in time or late: its two instants tell."""
    promesa.cumplida_en = en
    expediente.suceso(Codigo.PROMESA_CUMPLIDA, por=por, en=en, fila=("promesa", promesa))


def componer_promesa_rota(expediente: Expediente, *, promesa: Promesa, por: Actor) -> None:
    """Its moment has passed without it: it happened then, whenever we look."""
    promesa.rota_en = promesa.vence_en
    expediente.suceso(Codigo.PROMESA_ROTA, por=por, en=promesa.vence_en, fila=("promesa", promesa))
