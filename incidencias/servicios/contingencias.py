"""Decisions over a mass incident: declare, extend, end, undo; and what then happens to its cases.

The decision is one row and its event; its cases follow one by one, each in its own transaction, by
a task that finds what is left to do. What a case keeps are the instants of the contingency, so that
it does not matter when the task reaches it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from clientes.eventos import Actor, autor_de
from clientes.models import Cliente
from incidencias.avisos import avisar_contingencia
from incidencias.contingencias import (
    clientes_de,
    en_vigor,
    incidencias_de,
    olvidar_contingencias,
    que_tocan,
)
from incidencias.models import (
    AvisoContingencia,
    CasoContingencia,
    Contingencia,
    EventoContingencia,
    Incidencia,
)
from incidencias.servicios.bloqueo import bloquear
from incidencias.servicios.composicion import (
    componer_enlace,
    componer_fin_de_enlace,
    componer_sin_enlace,
)
from incidencias.servicios.guardado import guardar_expediente
from nucleo.codigos import siguiente_codigo
from nucleo.comunicaciones import anular
from nucleo.cursores import avisar
from nucleo.errores import ErrorDeNegocio
from nucleo.eventos import SISTEMA
from nucleo.exigencias import exigir_texto
from nucleo.restricciones import traducir_integridad

TAREA = "incidencias.tasks.atender_contingencias"
LO_MAS_ATRAS = timedelta(days=7)
LO_MAS_LEJOS = timedelta(days=90)
LOTE = 500
CAMPOS_DE_AREA = (
    *("comunidades", "provincias", "municipios", "codigos_postales", "sedes", "familias"),
)


@dataclass(frozen=True)
class NuevaContingencia:
    nombre: str
    causa: str
    desde_en: datetime
    hasta_en: datetime | None
    area: dict[str, list[Any]]
    aviso_a: str
    texto_cliente: str = ""
    para_relojes: bool = True


@transaction.atomic
def declarar_contingencia(datos: NuevaContingencia, *, por: Actor) -> Contingencia:
    """Declare it: what it touches is linked, paused and told by the task that this wakes.

    Raises ErrorDeNegocio without an area, for dates that make no sense or a notice without text.
    """
    ahora = timezone.now()
    nombre = exigir_texto(datos.nombre, _("Di qué pasa."), "nombre")
    causa = exigir_texto(datos.causa, _("Di la causa."), "causa")
    if not ahora - LO_MAS_ATRAS <= datos.desde_en <= ahora + LO_MAS_LEJOS:
        raise ErrorDeNegocio(
            _("Empieza entre hace una semana y dentro de 90 días."), campo="desde_en"
        )
    if datos.hasta_en is not None:
        _exigir_final(datos.hasta_en, max(ahora, datos.desde_en))
    contingencia = Contingencia(
        codigo=siguiente_codigo("CTG", ahora),
        nombre=nombre,
        causa=causa,
        desde_en=datos.desde_en,
        hasta_en=datos.hasta_en,
        para_relojes=datos.para_relojes,
        aviso_a=datos.aviso_a,
        texto_cliente=datos.texto_cliente.strip(),
        creada_en=ahora,
        **{campo: datos.area.get(campo, []) for campo in CAMPOS_DE_AREA},
    )
    with traducir_integridad():
        contingencia.save(force_insert=True)
    _suceso(contingencia, "declarada", por=por, en=ahora)
    return contingencia


@transaction.atomic
def prorrogar_contingencia(pk: int, *, por: Actor, hasta_en: datetime | None) -> Contingencia:
    """It will last longer, or less, or nobody knows: its end changes while it has not come."""
    contingencia = _viva(pk)
    ahora = timezone.now()
    if hasta_en is not None:
        _exigir_final(hasta_en, max(ahora, contingencia.desde_en))
    contingencia.hasta_en = hasta_en
    contingencia.save(update_fields=["hasta_en"])
    _suceso(contingencia, "prorrogada", por=por, en=ahora, hasta=hasta_en and hasta_en.isoformat())
    return contingencia


@transaction.atomic
def terminar_contingencia(pk: int, *, por: Actor, en: datetime | None = None) -> Contingencia:
    """It is over: the clocks of its cases go on from this instant."""
    contingencia = _viva(pk)
    ahora = timezone.now()
    en = max(min(en or ahora, ahora), contingencia.desde_en)
    contingencia.terminada_en = en
    contingencia.save(update_fields=["terminada_en"])
    _suceso(contingencia, "terminada", por=por, en=ahora)
    return contingencia


@transaction.atomic
def deshacer_contingencia(pk: int, *, por: Actor) -> Contingencia:
    """It was a mistake: its cases are as if it had not been, and what has not left does not leave.

    Raises ErrorDeNegocio if it is undone already; one that ended can be undone too.
    """
    contingencia = Contingencia.objects.select_for_update().get(pk=pk)
    if contingencia.deshecha_en is not None:
        raise ErrorDeNegocio(_("La contingencia ya está deshecha."), codigo="transicion")
    ahora = timezone.now()
    contingencia.deshecha_en, contingencia.terminada_en = ahora, None
    contingencia.asentada_en = None
    contingencia.save(update_fields=["deshecha_en", "terminada_en", "asentada_en"])
    _suceso(contingencia, "deshecha", por=por, en=ahora)
    return contingencia


# --- What follows, case by case


def atender_contingencias() -> int:
    """Link, tell, resume or undo what is left of each one; returns how many cases changed.

    Safe to run twice, and by two workers at once: every step looks again under the case's lock.
    """
    olvidar_contingencias()
    ahora, hechos = timezone.now(), 0
    for contingencia in Contingencia.objects.filter(asentada_en=None, desde_en__lte=ahora):
        if contingencia.esta_viva and contingencia.hasta_en and contingencia.hasta_en <= ahora:
            contingencia = terminar_contingencia(
                contingencia.pk, por=SISTEMA, en=contingencia.hasta_en
            )
        hechos += _atender(contingencia)
    for contingencia in Contingencia.objects.filter(
        asentada_en=None, desde_en__gt=ahora, deshecha_en__isnull=False
    ):
        _asentar(contingencia)
    return hechos


def _atender(contingencia: Contingencia) -> int:
    if contingencia.deshecha_en is not None:
        pendientes = contingencia.casos.filter(retirada_en=None)
        hechos = sum(_en_cada_uno(pendientes, soltar_caso))
        _anular_avisos(contingencia)
        _asentar(contingencia)
        return hechos
    hechos = sum(enlazar_caso(contingencia, pk) for pk in _sin_enlazar(contingencia))
    avisar_a_los_clientes(contingencia)
    if contingencia.terminada_en is not None:
        pendientes = contingencia.casos.filter(retirada_en=None, pausa_hasta=None)
        hechos += sum(_en_cada_uno(pendientes.exclude(pausa_desde=None), reanudar_caso))
        _asentar(contingencia)
    return hechos


def _en_cada_uno(casos: Any, hacer: Any) -> list[bool]:
    return [hacer(pk) for pk in casos.order_by("incidencia").values_list("pk", flat=True)]


def _sin_enlazar(contingencia: Contingencia) -> list[int]:
    """The open cases that it touches and do not know it; those that arrived before its end."""
    casos = incidencias_de(contingencia)
    if contingencia.terminada_en is not None:
        casos = casos.filter(ocurrida_en__lt=contingencia.terminada_en)
    ya = CasoContingencia.objects.filter(contingencia=contingencia, incidencia=OuterRef("pk"))
    return list(casos.filter(~Exists(ya)).order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def enlazar_caso(contingencia: Contingencia, pk: int, *, por: Actor = SISTEMA) -> bool:
    """Put a case in it; False if it is there already or is no longer open."""
    expediente = bloquear(pk)
    ya = CasoContingencia.objects.filter(contingencia=contingencia, incidencia=pk).exists()
    if ya or not expediente.incidencia.esta_abierta:
        return False
    componer_enlace(expediente, contingencia, por=por, en=timezone.now())
    guardar_expediente(expediente)
    return True


def enlazar_si_toca(incidencia: Incidencia) -> None:
    """A case that arrives while it lasts: in the transaction of its opening, and free when there
    is none in force.
    """
    if not en_vigor():
        return
    equipo = incidencia.equipo
    sede = incidencia.sede or (equipo.sede if equipo else None)
    familia = equipo.producto.familia if equipo else ""
    enlazadas = [
        contingencia
        for contingencia in que_tocan(sede, familia)
        if enlazar_caso(contingencia, incidencia.pk)
    ]
    if enlazadas:
        incidencia.refresh_from_db(
            fields=["pausas_contingencia", "proximo_limite_en", "limite_legal_en"]
        )


@transaction.atomic
def reanudar_caso(pk: int) -> bool:
    """Let the clocks of one of its cases go on, from when it ended."""
    caso, expediente = _caso(pk)
    hasta = caso.contingencia.terminada_en
    if caso.pausa_hasta is not None or caso.retirada_en is not None or hasta is None:
        return False
    componer_fin_de_enlace(expediente, caso, hasta=hasta, por=SISTEMA, en=timezone.now())
    caso.save(update_fields=["pausa_hasta"])
    guardar_expediente(expediente)
    return True


@transaction.atomic
def soltar_caso(pk: int) -> bool:
    """Take one of its cases out, as if it had never been in."""
    caso, expediente = _caso(pk)
    if caso.retirada_en is not None:
        return False
    componer_sin_enlace(expediente, caso, por=SISTEMA, en=timezone.now())
    caso.save(update_fields=["retirada_en"])
    guardar_expediente(expediente)
    return True


def _caso(pk: int) -> Any:
    """The case locked first, and then what it is to the contingency read as it is now."""
    incidencia = CasoContingencia.objects.values_list("incidencia", flat=True).get(pk=pk)
    expediente = bloquear(incidencia)
    return CasoContingencia.objects.select_related("contingencia").get(pk=pk), expediente


def avisar_a_los_clientes(contingencia: Contingencia) -> int:
    """Tell each customer once, by the outbox; returns to how many anew."""
    ya = set(contingencia.avisos.values_list("cliente", flat=True))
    nuevos = [pk for pk in clientes_de(contingencia) if pk not in ya]
    for inicio in range(0, len(nuevos), LOTE):
        _avisar_lote(contingencia, nuevos[inicio : inicio + LOTE])
    return len(nuevos)


@transaction.atomic
def _avisar_lote(contingencia: Contingencia, pks: list[int]) -> None:
    ahora = timezone.now()
    for cliente in Cliente.objects.filter(pk__in=pks).para_listado():
        aviso, nuevo = AvisoContingencia.objects.get_or_create(
            contingencia=contingencia, cliente=cliente, defaults={"hecho_en": ahora}
        )
        if nuevo:
            aviso.comunicacion = avisar_contingencia(contingencia, cliente)
            aviso.save(update_fields=["comunicacion"])


def _anular_avisos(contingencia: Contingencia) -> None:
    for clave in contingencia.avisos.exclude(comunicacion=None).values_list(
        "comunicacion__clave", flat=True
    ):
        anular(clave)


def _asentar(contingencia: Contingencia) -> None:
    Contingencia.objects.filter(pk=contingencia.pk, asentada_en=None).exclude(
        terminada_en=None, deshecha_en=None
    ).update(asentada_en=timezone.now())


def _viva(pk: int) -> Contingencia:
    contingencia = Contingencia.objects.select_for_update().get(pk=pk)
    if not contingencia.esta_viva:
        raise ErrorDeNegocio(_("La contingencia ya ha terminado."), codigo="transicion")
    return contingencia


def _exigir_final(hasta: datetime, desde: datetime) -> None:
    if not desde < hasta <= desde + LO_MAS_LEJOS:
        raise ErrorDeNegocio(_("Termina después de ahora, y antes de 90 días."), campo="hasta_en")


def _suceso(
    contingencia: Contingencia, codigo: str, *, por: Actor, en: datetime, **datos: Any
) -> None:
    EventoContingencia(
        contingencia=contingencia, codigo=codigo, ocurrido_en=en, datos=datos, **autor_de(por)
    ).save(force_insert=True)
    transaction.on_commit(olvidar_contingencias)
    avisar(TAREA)
