"""What the exchange tells is kept once, and the call is told again from all of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clientes.llamantes import leer_numero
from cuentas.models import Usuario
from incidencias.centralita import Plegada, Suceso, plegar
from incidencias.models import Extension, Llamada, LlamadaCentralita, SucesoCentralita
from incidencias.servicios.devoluciones import conciliar_devolucion
from nucleo.errores import ErrorDeNegocio

MAXIMO_DE_SUCESOS = 500  # all of them are read at each one
# What is derived from the events, all of it.
DERIVADAS = (
    *("estado", "sentido", "numero", "marcado", "cola", "extensiones", "agente"),
    *("ofrecida_en", "dia_oferta", "contestada_en", "abandonada_en", "terminada_en"),
    *("espera_s", "duracion_s", "transferencias", "grabacion_url", "grabacion_consentida"),
    "actualizada_en",
)


@transaction.atomic
def recibir_sucesos(
    uniqueid: str, sucesos: Sequence[Suceso], *, centralita: str = ""
) -> tuple[LlamadaCentralita, int]:
    """Keep what an exchange tells of a call, in any order and however often; how many were new.

    The call's row is locked before its events are read: of two told at once the second sees the
    first. What is known already changes nothing.
    """
    llamada = _la_llamada(centralita, uniqueid, sucesos)
    nuevos = _guardar(llamada, sucesos)
    if nuevos:
        todos = sucesos_de([llamada.pk])[llamada.pk]
        _exigir_que_quepan(todos)
        antes, plegada = llamada.numero, plegar(todos)
        aplicar(llamada, plegada, de_quien_son([plegada.agente]))
        llamada.save(update_fields=DERIVADAS)
        # Whoever wrote it on a case while they spoke did not know how long it would last.
        Llamada.objects.filter(centralita=llamada).update(duracion_s=llamada.duracion_s)
        for numero in sorted({antes, llamada.numero}):
            conciliar_devolucion(numero)
    return llamada, nuevos


def _exigir_que_quepan(sucesos: Sequence[Suceso]) -> None:
    if len(sucesos) > MAXIMO_DE_SUCESOS:
        raise ErrorDeNegocio(
            _("Esa llamada ya tiene %(n)d sucesos.") % {"n": MAXIMO_DE_SUCESOS},
            campo="llamada",
            codigo="demasiados_sucesos",
        )


def _la_llamada(centralita: str, uniqueid: str, sucesos: Sequence[Suceso]) -> LlamadaCentralita:
    """Its row, new or not, locked."""
    nueva = LlamadaCentralita(centralita=centralita, uniqueid=uniqueid)
    aplicar(nueva, plegar(sucesos), {})
    LlamadaCentralita.objects.bulk_create([nueva], ignore_conflicts=True)
    todas = LlamadaCentralita.objects.select_for_update(of=("self",))
    return todas.get(centralita=centralita, uniqueid=uniqueid)


def _guardar(llamada: LlamadaCentralita, sucesos: Iterable[Suceso]) -> int:
    por_clave = {suceso.clave: suceso for suceso in sucesos}
    conocidas = llamada.sucesos.filter(clave__in=por_clave).values_list("clave", flat=True)
    for clave in list(conocidas):
        del por_clave[clave]
    SucesoCentralita.objects.bulk_create(
        fila_de(llamada, clave, suceso) for clave, suceso in por_clave.items()
    )
    return len(por_clave)


def fila_de(llamada: LlamadaCentralita, clave: str, suceso: Suceso) -> SucesoCentralita:
    """The event as a row, unsaved: the importer saves thousands of them."""
    return SucesoCentralita(
        llamada=llamada,
        clave=clave,
        tipo=suceso.tipo,
        ocurrido_en=suceso.en,
        datos=dict(suceso.datos),
    )


def sucesos_de(llamadas: Collection[int]) -> dict[int, list[Suceso]]:
    """All that is known of those calls, in one statement."""
    por_llamada: dict[int, list[Suceso]] = {pk: [] for pk in llamadas}
    for fila in SucesoCentralita.objects.filter(llamada__in=llamadas):
        por_llamada[fila.llamada_id].append(Suceso(fila.tipo, fila.ocurrido_en, fila.datos))
    return por_llamada


def aplicar(llamada: LlamadaCentralita, plegada: Plegada, personas: dict[str, int]) -> None:
    """Write on the row what its events tell, and whose extension it was."""
    for campo, valor in vars(plegada).items():
        if campo not in {"agente", "numero"}:
            setattr(llamada, campo, valor)
    llamada.numero = leer_numero(plegada.numero)
    llamada.agente_id = personas.get(plegada.agente.lower())
    llamada.actualizada_en = timezone.now()


def de_quien_son(claves: Iterable[str] | None = None) -> dict[str, int]:
    """Whose those extensions are (all, if None); somebody's mail also names them."""
    extensiones, personas = Extension.objects.all(), Usuario.objects.de_oficina()
    if claves is not None:
        pedidas = [clave for clave in claves if clave]
        extensiones = extensiones.filter(numero__in=pedidas)
        personas = personas.filter(email__in=[clave.lower() for clave in pedidas])
    filas = [
        *personas.values_list("email", "pk"),
        *extensiones.values_list("numero", "usuario_id"),
    ]
    return {str(clave).lower(): pk for clave, pk in filas}
