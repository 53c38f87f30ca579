"""The exchange of the demo: the calls of the cases as it would have told them, those that nobody
answered, and those that have to be returned today.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone

from incidencias.centralita import Suceso, plegar
from incidencias.models import (
    Extension,
    Llamada,
    LlamadaCentralita,
    SentidoLlamada,
    SucesoCentralita,
)
from incidencias.servicios.centralita import aplicar, de_quien_son, fila_de
from incidencias.servicios.devoluciones import conciliar_devolucion, pedir_devolucion
from nucleo.copia import insertar
from postventa.demo.azar import Azar
from postventa.demo.mundo import Mundo

SEMILLA = 20260202  # of its own: it must not move the draws of the rest
LOTE = 5_000
COLA = "Atención al cliente"
ABANDONAN = 0.05
# Minutes since somebody hung up unattended, and how often they had called.
SIN_DEVOLVER = ((25, 1), (70, 2), (190, 1))


def llamar(mundo: Mundo) -> int:
    """Tell the exchange's side of every call; returns how many calls there are."""
    azar = Azar(SEMILLA)
    _dar_extensiones()
    apuntes = list(
        Llamada.objects.select_related("incidencia__cliente", "contacto", "usuario").order_by("pk")
    )
    llamadas: list[LlamadaCentralita] = []
    sucesos: list[tuple[LlamadaCentralita, Suceso]] = []
    personas = de_quien_son()
    for numero, apunte in enumerate(apuntes):
        de_esta = list(_de_apunte(apunte, azar))
        apunte.centralita = _fila(f"demo.{numero}", de_esta, personas)
        llamadas.append(apunte.centralita)
        sucesos += [(apunte.centralita, uno) for uno in de_esta]
        if apunte.sentido == SentidoLlamada.ENTRANTE and azar.suerte(ABANDONAN):
            perdida = list(_perdida(apunte.ocurrida_en - azar.minutos(4, 90), _de(apunte), azar))
            llamadas.append(_fila(f"demo.{numero}.p", perdida, personas))
            sucesos += [(llamadas[-1], uno) for uno in perdida]
    LlamadaCentralita.objects.bulk_create(llamadas, batch_size=1_000)
    _guardar_sucesos(sucesos)
    for apunte in apuntes:
        apunte.centralita_id = apunte.centralita.pk if apunte.centralita else None
    Llamada.objects.bulk_update(apuntes, ["centralita"], batch_size=1_000)
    return len(llamadas) + _las_de_hoy(mundo, apuntes, azar, personas)


def _dar_extensiones() -> None:
    quienes = Llamada.objects.exclude(usuario=None).values_list("usuario", flat=True)
    Extension.objects.bulk_create(
        Extension(numero=str(201 + lugar), usuario_id=pk)
        for lugar, pk in enumerate(sorted(set(quienes)))
    )


def _de(apunte: Llamada) -> str:
    contacto = apunte.contacto
    return (contacto.telefono if contacto else "") or apunte.incidencia.cliente.telefono


def _de_apunte(apunte: Llamada, azar: Azar) -> Iterator[Suceso]:
    """A call that somebody wrote on its case, as the exchange saw it."""
    espera = timedelta(seconds=int(min(azar.mediana(22, 0.9), 400)))
    quien = {"agente": apunte.usuario.email} if apunte.usuario else {}
    entra = apunte.ocurrida_en - espera
    datos = {"sentido": apunte.sentido, "numero": _de(apunte), "cola": COLA}
    yield Suceso("ofrecida", entra, {clave: valor for clave, valor in datos.items() if valor})
    if apunte.contestada:
        yield Suceso("contestada", apunte.ocurrida_en, quien)
    dura = timedelta(seconds=apunte.duracion_s or int(azar.mediana(210)))
    yield Suceso("terminada", apunte.ocurrida_en + (dura if apunte.contestada else espera), {})


def _perdida(entra: datetime, numero: str, azar: Azar) -> Iterator[Suceso]:
    yield Suceso("ofrecida", entra, {"numero": numero, "cola": COLA} if numero else {"cola": COLA})
    espera = timedelta(seconds=int(min(azar.mediana(45), 600)))
    yield Suceso("abandonada", entra + espera, {})


def _fila(uniqueid: str, sucesos: list[Suceso], personas: dict[str, int]) -> LlamadaCentralita:
    fila = LlamadaCentralita(centralita="demo", uniqueid=uniqueid)
    aplicar(fila, plegar(sucesos), personas)
    fila.registrada_en = fila.actualizada_en = sucesos[-1].en
    return fila


def _guardar_sucesos(sucesos: list[tuple[LlamadaCentralita, Suceso]]) -> None:
    """History was told when it happened: the pulls must not take it for news."""
    filas: list[SucesoCentralita] = []
    for llamada, suceso in sucesos:
        fila = fila_de(llamada, suceso.clave, suceso)
        fila.registrado_en = suceso.en
        filas.append(fila)
    insertar(SucesoCentralita, filas, lote=LOTE)


def _las_de_hoy(mundo: Mundo, apuntes: list[Llamada], azar: Azar, personas: dict[str, int]) -> int:
    """Some customers who hung up a while ago, and one who asked to be called."""
    conocidos = sorted({_de(apunte) for apunte in apuntes if _de(apunte)})
    if not conocidos:
        return 0
    numeros = azar.sample(conocidos, min(len(conocidos), len(SIN_DEVOLVER) + 1))
    filas, sucesos = [], []
    for numero, (hace_min, veces) in zip(numeros, SIN_DEVOLVER, strict=False):
        for vez in range(veces):
            entra = mundo.ahora - timedelta(minutes=hace_min - 3 * vez)
            de_esta = list(_perdida(entra, numero, azar))
            filas.append(_fila(f"demo.hoy.{hace_min}.{vez}", de_esta, personas))
            sucesos += [(filas[-1], uno) for uno in de_esta]
    LlamadaCentralita.objects.bulk_create(filas)
    _guardar_sucesos(sucesos)
    for numero in numeros[: len(SIN_DEVOLVER)]:
        conciliar_devolucion(numero)
    agente = mundo.casa.personas["agente"]
    es_de_ahora = abs(timezone.now() - mundo.ahora) < timedelta(hours=1)  # it is owed to somebody
    if es_de_ahora and len(numeros) > len(SIN_DEVOLVER):
        pedir_devolucion(numeros[-1], por=agente, vence_en=mundo.ahora + timedelta(hours=2))
    return len(filas)
