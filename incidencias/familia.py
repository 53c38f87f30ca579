"""The cases that a case goes with: the one around it, those inside, merged, related, alike."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from cuentas.models import Usuario
from incidencias.al_lado import lo_que_hay
from incidencias.del_mismo import otras_del_cliente
from incidencias.duplicadas import Parecida, duplicadas_entre, posibles_duplicadas
from incidencias.models import Incidencia, Vinculo
from nucleo.preparadas import Hueco, Preparada

TOPE = 60
LIGERAS = ("codigo", "asunto", "estado", "padre_id", "fusionada_en_id", "equipo_id")


@dataclass
class Familia:
    padre: Incidencia | None = None
    hijas: list[Incidencia] = field(default_factory=list)
    unidas: list[Incidencia] = field(default_factory=list)
    vinculos: list[tuple[Vinculo, Incidencia]] = field(default_factory=list)
    parecidas: list[Parecida] = field(default_factory=list)

    @property
    def hay(self) -> bool:
        return bool(self.padre or self.hijas or self.unidas or self.vinculos or self.parecidas)

    @property
    def abiertas(self) -> int:
        return sum(hija.esta_abierta for hija in self.hijas)


def familia_de(incidencia: Incidencia, usuario: Usuario) -> Familia:
    """Those that this person may see. Three statements, however many there are."""
    solo = incidencia.padre_id is None and not lo_que_hay(incidencia, usuario).familia
    vinculos = [] if solo else VINCULOS(caso=incidencia.pk)
    otras = {v.otra_id if v.una_id == incidencia.pk else v.una_id: v for v in vinculos}
    cercanas = {} if solo else _cercanas(usuario, incidencia, set(otras))
    familia = Familia(
        padre=cercanas.get(incidencia.padre_id or 0),
        hijas=[una for una in cercanas.values() if una.padre_id == incidencia.pk],
        unidas=[una for una in cercanas.values() if una.fusionada_en_id == incidencia.pk],
        vinculos=[(otras[pk], cercanas[pk]) for pk in sorted(otras) if pk in cercanas],
    )
    if incidencia.esta_abierta:
        familia.parecidas = [
            una for una in _parecidas(incidencia, usuario) if una.incidencia.pk not in cercanas
        ]
    return familia


def _parecidas(incidencia: Incidencia, usuario: Usuario) -> list[Parecida]:
    """Nearly always among the others of its customer, which are painted too."""
    equipo, texto = incidencia.equipo, incidencia.asunto
    solo_del_cliente = not lo_que_hay(incidencia, usuario).equipo_de_otros
    if solo_del_cliente and usuario.es_de_oficina and not incidencia.cliente.fusionado_en_id:
        otras, hay_mas = otras_del_cliente(incidencia, usuario)
        if not hay_mas:
            return duplicadas_entre(otras, equipo=equipo, texto=texto)
    return posibles_duplicadas(
        usuario, cliente=incidencia.cliente, equipo=equipo, texto=texto, salvo=incidencia.pk
    )


VINCULOS = Preparada(
    lambda: Vinculo.objects.filter(Q(una=Hueco("caso")) | Q(otra=Hueco("caso")))[:TOPE]
)


def _armar_cercanas() -> QuerySet[Incidencia]:
    """Each way by its own index: together in one condition they would walk the whole table."""
    ligeras = Incidencia.objects.visibles_en_hueco().only(*LIGERAS)
    return ligeras.filter(pk__de_la_lista=Hueco("pks", lista_de="bigint")).union(
        ligeras.filter(padre=Hueco("caso"))[: TOPE * 2],
        ligeras.filter(fusionada_en=Hueco("caso")),
        all=False,
    )


CERCANAS = Preparada(_armar_cercanas)


def _cercanas(
    usuario: Usuario, incidencia: Incidencia, relacionadas: set[int]
) -> dict[int, Incidencia]:
    if not usuario.es_de_oficina:
        return {}
    pks = relacionadas | ({incidencia.padre_id} if incidencia.padre_id else set())
    filas = CERCANAS(caso=incidencia.pk, pks=list(pks), vedados=[*usuario.grupos_vedados])
    return {una.pk: una for una in sorted(filas, key=lambda una: una.pk)}
