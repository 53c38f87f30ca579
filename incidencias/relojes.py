"""Which policy and which calendar judge a case: looked up by date, remembered for seconds.

The policy is the most specific that there is: contract > customer > segment > product > kind >
default (`Ambito`). A contract with terms of its own overrules the figures of the policy below it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from django.db.models import Q

from clientes.models import AlcanceContrato, ContratoMantenimiento, EquipoContratado
from cuentas.models import Grupo
from incidencias.models import (
    Ambito,
    CalendarioDePlazos,
    EscalonPolitica,
    Incidencia,
    ObjetivoPolitica,
    ObjetivoSLA,
    PoliticaSLA,
    Prioridad,
    Tipo,
    TipoObjetivo,
    VersionPolitica,
)
from nucleo.calendario import Horario, Pausa, laborable_entre, sumar_laborable
from nucleo.catalogos import CALENDARIO_CONTINUO, CALENDARIO_GENERAL
from nucleo.models import Calendario, VersionCalendario
from nucleo.tiempo import dia_local

if TYPE_CHECKING:
    from clientes.models import Equipo, Sede

T = TypeVar("T")
SEGUNDOS_EN_MEMORIA = 5
Clave = tuple[Any, ...]
Cifras = dict[tuple[str, int], int]


@dataclass(frozen=True)
class Reloj:
    """The dated versions that judge one case, and what they say. Times in working seconds.

    `regla` says why that policy; `contrato_id`, whose terms the figures are if they are not its.
    """

    version_politica_id: int | None
    version_calendario_id: int
    horario: Horario
    segundos: Cifras
    regla: str = Ambito.DEFECTO
    contrato_id: int | None = None

    def plazo(self, tipo: TipoObjetivo, prioridad: int) -> int | None:
        """Working seconds given to that target at that priority; None if nothing is promised."""
        return self.segundos.get((tipo, prioridad))

    def limite(self, desde: datetime, segundos: int, pausas: Sequence[Pausa]) -> datetime:
        return sumar_laborable(desde, segundos, self.horario, pausas)

    def medir(self, desde: datetime, hasta: datetime, pausas: Sequence[Pausa]) -> int:
        """Working seconds between two instants, without the pauses."""
        return laborable_entre(desde, max(desde, hasta), self.horario, pausas)


class Vigencia(NamedTuple):
    """A version of a policy: since when, and whether it reaches what was open by then."""

    desde: datetime
    pk: int
    aplica_a_abiertas: bool
    calendario: str


class TerminosDeContrato(NamedTuple):
    """What a contract promises by itself."""

    respuesta_s: int | None
    resolucion_s: int | None
    es_continuo: bool

    @property
    def hay(self) -> bool:
        return self.respuesta_s is not None or self.resolucion_s is not None

    def sobre(self, segundos: Cifras) -> Cifras:
        propias = {
            TipoObjetivo.PRIMERA_RESPUESTA: self.respuesta_s,
            TipoObjetivo.RESOLUCION: self.resolucion_s,
        }
        return segundos | {
            (tipo, prioridad): valor
            for tipo, valor in propias.items()
            if valor is not None
            for prioridad in Prioridad.values
        }


@dataclass(frozen=True)
class Versiones:
    """Which versions there are, newest first: policies by scope, the newest of each calendar."""

    politicas: dict[Clave, list[Vigencia]]
    de_calendario: dict[int, int]
    de_grupo: dict[int | None, int]
    continuo: int
    hay_contratos: bool

    @property
    def hay_productos(self) -> bool:
        return any(clave[0] == Ambito.PRODUCTO for clave in self.politicas)


def reloj_para(
    grupo_id: int | None,
    segmento: str,
    en: datetime,
    *,
    cliente_id: int | None = None,
    equipo: Equipo | None = None,
    tipo: str = "",
    sede: Sede | None = None,
    ahora: datetime | None = None,
) -> Reloj:
    """The clock of a case of that group and customer that arrived at `en`.

    With `ahora`, also the versions that began since then and reach what is open. The unit brings
    its contract (one statement, and only where some contract promises times) and its product.
    """
    versiones = _versiones_de(grupo_id)
    contrato_id = _contrato_de(equipo, tipo, en) if equipo and versiones.hay_contratos else None
    terminos = terminos_de(contrato_id)
    producto = equipo if versiones.hay_productos else None
    claves = _claves(contrato_id, cliente_id, segmento, producto, tipo)
    elegibles = (
        (regla, _vigente(versiones.politicas.get(clave, ()), en, ahora)) for regla, clave in claves
    )
    regla, vigencia = next(
        (elegida for elegida in elegibles if elegida[1] is not None), (Ambito.DEFECTO, None)
    )
    propio = contrato_id if terminos.hay and regla != Ambito.CONTRATO else None
    return reloj_de_versiones(
        vigencia.pk if vigencia else None,
        _calendario(versiones, vigencia, terminos if propio else None, grupo_id, sede),
        regla=Ambito.CONTRATO if propio else regla,
        contrato_id=propio,
    )


def reloj_de_caso(incidencia: Incidencia, ahora: datetime | None = None) -> Reloj:
    """The clock that a case would have now, by what it is, with what is in force."""
    cliente = incidencia.cliente
    return reloj_para(
        incidencia.grupo_id,
        cliente.segmento,
        incidencia.ocurrida_en,
        cliente_id=cliente.titular_id,
        equipo=incidencia.equipo,
        tipo=incidencia.tipo,
        sede=incidencia.sede if incidencia.sede_id else None,
        ahora=ahora,
    )


def reloj_de_objetivo(objetivo: ObjetivoSLA) -> Reloj:
    """The clock by which that target was judged: its versions, whatever came after."""
    return reloj_de_versiones(
        objetivo.version_politica_id,
        objetivo.version_calendario_id,
        regla=objetivo.regla,
        contrato_id=objetivo.contrato_id,
    )


def reloj_de_versiones(
    version_politica_id: int | None,
    version_calendario_id: int,
    *,
    regla: str = Ambito.DEFECTO,
    contrato_id: int | None = None,
) -> Reloj:
    """The clock of versions already chosen."""
    segundos = _recordar(f"segundos:{version_politica_id}", lambda: _segundos(version_politica_id))
    if contrato_id is not None:
        segundos = terminos_de(contrato_id).sobre(segundos)
    return Reloj(
        version_politica_id,
        version_calendario_id,
        _recordar(f"horario:{version_calendario_id}", lambda: _horario(version_calendario_id)),
        segundos,
        regla,
        contrato_id,
    )


def escalones_de(version_politica_id: int | None, tipo: str) -> list[EscalonPolitica]:
    """The levels of a version for one kind of target."""
    if version_politica_id is None:
        return []
    por_tipo = _recordar(
        f"escalones:{version_politica_id}", lambda: _escalones(version_politica_id)
    )
    return por_tipo.get(tipo, [])


def terminos_de(contrato_id: int | None) -> TerminosDeContrato:
    if contrato_id is None:
        return TerminosDeContrato(None, None, es_continuo=False)
    return _recordar(f"contrato:{contrato_id}", lambda: _terminos(contrato_id))


def olvidar_relojes() -> None:
    """Look everything up again at the next call: after a new version, and between tests."""
    _recordados.clear()


_recordados: dict[str, tuple[float, Any]] = {}


def _recordar(clave: str, buscar: Callable[[], T]) -> T:
    recordado = _recordados.get(clave)
    if recordado is None or recordado[0] < monotonic():
        recordado = (monotonic() + SEGUNDOS_EN_MEMORIA, buscar())
        _recordados[clave] = recordado
    return recordado[1]


# --- Which one


def _claves(
    contrato_id: int | None,
    cliente_id: int | None,
    segmento: str,
    equipo: Equipo | None,
    tipo: str,
) -> Iterator[tuple[str, Clave]]:
    """Where to look, the most specific first; a product, by family and brand, by either."""
    if contrato_id is not None:
        yield Ambito.CONTRATO, (Ambito.CONTRATO, contrato_id)
    if cliente_id is not None:
        yield Ambito.CLIENTE, (Ambito.CLIENTE, cliente_id)
    if segmento:
        yield Ambito.SEGMENTO, (Ambito.SEGMENTO, segmento)
    if equipo is not None:
        familia, marca = equipo.producto.familia, equipo.producto.marca
        for par in ((familia, marca), (familia, ""), ("", marca)):
            if any(par):
                yield Ambito.PRODUCTO, (Ambito.PRODUCTO, *par)
    if tipo:
        yield Ambito.TIPO, (Ambito.TIPO, tipo)
    yield Ambito.DEFECTO, (Ambito.DEFECTO,)


def _vigente(
    versiones: Sequence[Vigencia], en: datetime, ahora: datetime | None
) -> Vigencia | None:
    """The newest that ruled at `en`, or that began by `ahora` and reaches what was open."""
    for version in versiones:
        if version.desde <= en:
            return version
        if ahora is not None and version.aplica_a_abiertas and version.desde <= ahora:
            return version
    return None


def _calendario(
    versiones: Versiones,
    vigencia: Vigencia | None,
    terminos: TerminosDeContrato | None,
    grupo_id: int | None,
    sede: Sede | None,
) -> int:
    if terminos is not None and terminos.es_continuo:
        return versiones.continuo
    cual = vigencia.calendario if vigencia else CalendarioDePlazos.GRUPO
    if cual == CalendarioDePlazos.CONTINUO:
        return versiones.continuo
    if cual == CalendarioDePlazos.SEDE and sede is not None and sede.calendario_id:
        return versiones.de_calendario.get(sede.calendario_id, versiones.de_grupo[grupo_id])
    return versiones.de_grupo[grupo_id]


PREFERENCIA = {
    Tipo.MANTENIMIENTO: (AlcanceContrato.PREVENTIVO, AlcanceContrato.INTEGRAL),
    Tipo.INSTALACION: (AlcanceContrato.PREVENTIVO, AlcanceContrato.INTEGRAL),
    Tipo.AVERIA: (AlcanceContrato.CORRECTIVO, AlcanceContrato.INTEGRAL),
    Tipo.REPARACION: (AlcanceContrato.CORRECTIVO, AlcanceContrato.INTEGRAL),
}
CUALQUIERA = (AlcanceContrato.INTEGRAL, AlcanceContrato.CORRECTIVO, AlcanceContrato.PREVENTIVO)


def _contrato_de(equipo: Equipo, tipo: str, en: datetime) -> int | None:
    """The contract in force of that unit, for what is reported; one statement."""
    dia, valen = dia_local(en), PREFERENCIA.get(tipo, CUALQUIERA)  # type: ignore[call-overload]
    filas = EquipoContratado.objects.filter(
        equipo=equipo.pk, en_firme=True, desde__lte=dia, hasta__gte=dia, alcance__in=valen
    ).values_list("alcance", "contrato")
    por_alcance = dict(filas)
    return next((por_alcance[uno] for uno in valen if uno in por_alcance), None)


# --- What is remembered


def _versiones_de(grupo_id: int | None) -> Versiones:
    versiones = _recordar("versiones", _versiones)
    if grupo_id not in versiones.de_grupo:  # created since the last look
        _recordados.pop("versiones", None)
        versiones = _recordar("versiones", _versiones)
    return versiones


def _versiones() -> Versiones:
    politicas: dict[Clave, list[Vigencia]] = defaultdict(list)
    activas = VersionPolitica.objects.filter(politica__activa=True).select_related("politica")
    for version in activas.order_by("-vigente_desde", "-pk"):
        politicas[clave_de(version.politica)].append(
            Vigencia(
                version.vigente_desde, version.pk, version.aplica_a_abiertas, version.calendario
            )
        )
    # The newest of each calendar: it knows those before it.
    de_calendario = dict(
        VersionCalendario.objects.order_by("vigente_desde").values_list("calendario_id", "pk")
    )
    nombrados = dict(
        Calendario.objects.filter(nombre__in=[CALENDARIO_GENERAL, CALENDARIO_CONTINUO]).values_list(
            "nombre", "pk"
        )
    )
    general = de_calendario[nombrados[CALENDARIO_GENERAL]]
    de_grupo: dict[int | None, int] = {None: general}
    for grupo, calendario in Grupo.objects.values_list("pk", "calendario_id"):
        de_grupo[grupo] = de_calendario.get(calendario, general)
    return Versiones(
        politicas,
        de_calendario,
        de_grupo,
        de_calendario.get(nombrados.get(CALENDARIO_CONTINUO, 0), general),
        _hay_contratos_con_plazos(),
    )


def clave_de(politica: PoliticaSLA) -> Clave:
    """Under what a policy is looked for."""
    return {
        Ambito.CONTRATO: (Ambito.CONTRATO, politica.contrato_id),
        Ambito.CLIENTE: (Ambito.CLIENTE, politica.cliente_id),
        Ambito.SEGMENTO: (Ambito.SEGMENTO, politica.segmento),
        Ambito.PRODUCTO: (Ambito.PRODUCTO, politica.familia, politica.marca),
        Ambito.TIPO: (Ambito.TIPO, politica.tipo),
        Ambito.DEFECTO: (Ambito.DEFECTO,),
    }[Ambito(politica.ambito)]


def _hay_contratos_con_plazos() -> bool:
    return (
        PoliticaSLA.objects.filter(ambito=Ambito.CONTRATO, activa=True).exists()
        or ContratoMantenimiento.objects.filter(
            Q(respuesta_min__isnull=False) | Q(resolucion_min__isnull=False),
            firmado_en__isnull=False,
        ).exists()
    )


def _terminos(contrato_id: int) -> TerminosDeContrato:
    respuesta, resolucion, continuo = ContratoMantenimiento.objects.values_list(
        "respuesta_min", "resolucion_min", "plazos_24h"
    ).get(pk=contrato_id)
    return TerminosDeContrato(
        respuesta and respuesta * 60, resolucion and resolucion * 60, es_continuo=continuo
    )


def _horario(version_calendario_id: int) -> Horario:
    version = VersionCalendario.objects.select_related("calendario").get(pk=version_calendario_id)
    return version.horario()


def _segundos(version_politica_id: int | None) -> Cifras:
    filas = ObjetivoPolitica.objects.filter(version=version_politica_id)
    return {(fila.tipo, fila.prioridad): fila.segundos for fila in filas}


def _escalones(version_politica_id: int | None) -> dict[str, list[EscalonPolitica]]:
    por_tipo: dict[str, list[EscalonPolitica]] = defaultdict(list)
    for escalon in EscalonPolitica.objects.filter(version=version_politica_id):
        por_tipo[escalon.tipo].append(escalon)
    return dict(por_tipo)
