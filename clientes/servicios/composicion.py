"""What happens to customers and units as rows and events in memory, without reading or saving.

The services check, compose one fact and save it; importers and the demo compose thousands and save
them in bulk (`guardado.py`), so that both tell the same history.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from clientes.eventos import Actor, CodigoCliente, CodigoEquipo, autor_de
from clientes.identidad import normalizar_correo, normalizar_nif, normalizar_telefono
from clientes.lugares import Punto, centro_de, comunidad_de, es_codigo_postal, provincia_de
from clientes.models import (
    Cliente,
    Consentimiento,
    Contacto,
    Equipo,
    EventoCliente,
    EventoEquipo,
    FuentePosicion,
    Sede,
    TipoCliente,
)
from clientes.servicios.comun import exigir_fecha, exigir_texto
from nucleo.errores import ErrorDeNegocio
from nucleo.tiempo import dia_local


@dataclass
class Asiento:
    """Rows and events of one or many facts, composed and still to be saved."""

    filas: list[models.Model] = field(default_factory=list)
    cambios: dict[int, tuple[models.Model, set[str]]] = field(default_factory=dict)
    eventos: list[tuple[EventoCliente | EventoEquipo, dict[str, models.Model]]] = field(
        default_factory=list
    )

    def alta(self, fila: models.Model) -> None:
        self.filas.append(fila)

    def cambio(self, fila: models.Model, valores: Mapping[str, Any]) -> list[str]:
        """Set what differs; a row that is still to be saved needs nothing else."""
        campos = [campo for campo, valor in valores.items() if getattr(fila, campo) != valor]
        for campo in campos:
            setattr(fila, campo, valores[campo])
        if campos:
            self.apuntar(fila, campos)
        return campos

    def apuntar(self, fila: models.Model, campos: Iterable[str]) -> None:
        """Those columns of a saved row are to be saved again."""
        if fila.pk is not None:
            self.cambios.setdefault(id(fila), (fila, set()))[1].update(campos)

    def suceso(
        self,
        sobre: Cliente | Equipo,
        codigo: CodigoCliente | CodigoEquipo,
        *,
        por: Actor,
        en: datetime | None,
        filas: Mapping[str, models.Model] | None = None,
        **datos: Any,
    ) -> None:
        """An event; `filas` are the rows that it names, whose ids are known when they are saved."""
        columnas = {"codigo": codigo.value, "ocurrido_en": en or timezone.now(), "datos": datos}
        evento: EventoCliente | EventoEquipo
        if isinstance(sobre, Cliente):
            evento = EventoCliente(cliente=sobre, **columnas, **autor_de(por))
        else:
            evento = EventoEquipo(equipo=sobre, **columnas, **autor_de(por))
        self.eventos.append((evento, dict(filas or {})))

    def envejecer(self) -> None:
        """History was registered when it happened."""
        for evento, _filas in self.eventos:
            evento.registrado_en = evento.ocurrido_en


# --- Customers


def componer_cliente(
    asiento: Asiento,
    *,
    por: Actor,
    en: datetime | None,
    nombre: str,
    tipo: str = TipoCliente.PERSONA,
    es_consumidor: bool | None = None,
    **campos: Any,
) -> Cliente:
    """A new customer; whether it is a consumer follows from its kind, unless somebody says."""
    cliente = Cliente(
        nombre=exigir_texto(nombre, _("Escribe el nombre del cliente."), "nombre"),
        tipo=tipo,
        es_consumidor=es_consumidor_de_suyo(tipo) if es_consumidor is None else es_consumidor,
        **normalizar(campos),
    )
    asiento.alta(cliente)
    asiento.suceso(cliente, CodigoCliente.ALTA, por=por, en=en, provisional=cliente.es_provisional)
    return cliente


def es_consumidor_de_suyo(tipo: str) -> bool:
    """Whether the law takes them for a consumer when nobody says otherwise: a person and an
    owners' community are one (TRLGDCU art. 3.1), a company is not.
    """
    return tipo != TipoCliente.EMPRESA


def componer_cambio_de_cliente(
    asiento: Asiento, cliente: Cliente, *, por: Actor, en: datetime | None, **cambios: Any
) -> list[str]:
    """Change a customer; returns the names of the fields that changed."""
    if "nombre" in cambios:
        exigir_texto(cambios["nombre"], _("Escribe el nombre del cliente."), "nombre")
    campos = asiento.cambio(cliente, normalizar(cambios))
    if campos:
        asiento.suceso(cliente, CodigoCliente.CAMBIO, por=por, en=en, campos=campos)
    return campos


def componer_fusion(
    asiento: Asiento,
    cliente: Cliente,
    destino: Cliente,
    *,
    arrastrados: Iterable[Cliente],
    por: Actor,
    en: datetime | None,
) -> None:
    """`cliente` is the same as `destino`; those merged into it before point there too."""
    llevados = list(arrastrados)
    for uno in (cliente, *llevados):
        asiento.cambio(uno, {"fusionado_en": destino})
    ids = [uno.pk for uno in llevados]
    asiento.suceso(
        cliente, CodigoCliente.FUSION, por=por, en=en, filas={"en": destino}, arrastrados=ids
    )
    asiento.suceso(destino, CodigoCliente.ABSORCION, por=por, en=en, filas={"cliente": cliente})


def componer_separacion(
    asiento: Asiento,
    cliente: Cliente,
    superviviente: Cliente,
    *,
    restituidos: Iterable[Cliente],
    por: Actor,
    en: datetime | None,
) -> None:
    """`cliente` is somebody else again, and those that came with it are with it again."""
    asiento.cambio(cliente, {"fusionado_en": None})
    vueltos = list(restituidos)
    for uno in vueltos:
        asiento.cambio(uno, {"fusionado_en": cliente})
    ids = [uno.pk for uno in vueltos]
    asiento.suceso(
        cliente,
        CodigoCliente.FUSION_DESHECHA,
        por=por,
        en=en,
        filas={"de": superviviente},
        restituidos=ids,
    )
    asiento.suceso(
        superviviente, CodigoCliente.SEPARACION, por=por, en=en, filas={"cliente": cliente}
    )


def componer_contacto(
    asiento: Asiento,
    cliente: Cliente,
    *,
    por: Actor,
    en: datetime | None,
    nombre: str,
    **campos: Any,
) -> Contacto:
    """A person through whom the customer speaks to us."""
    contacto = Contacto(
        cliente=cliente,
        nombre=exigir_texto(nombre, _("Escribe el nombre de la persona."), "nombre"),
        **normalizar(campos),
    )
    asiento.alta(contacto)
    asiento.suceso(cliente, CodigoCliente.CONTACTO, por=por, en=en, filas={"contacto": contacto})
    return contacto


def componer_cambio_de_contacto(
    asiento: Asiento, contacto: Contacto, *, por: Actor, en: datetime | None, **cambios: Any
) -> list[str]:
    """Change a contact. With another address it has to be proved again, by another user."""
    if "nombre" in cambios:
        exigir_texto(cambios["nombre"], _("Escribe el nombre de la persona."), "nombre")
    cambios = normalizar(cambios)
    if cambios.get("correo", contacto.correo) != contacto.correo:
        cambios |= {"usuario": None, "correo_probado_en": None}
        cambios |= {"correo_falla_en": None, "correo_falla_motivo": ""}
    campos = asiento.cambio(contacto, cambios)
    if campos:
        asiento.suceso(
            contacto.cliente,
            CodigoCliente.CONTACTO_CAMBIO,
            por=por,
            en=en,
            filas={"contacto": contacto},
            campos=campos,
        )
    return campos


def componer_sede(
    asiento: Asiento,
    cliente: Cliente,
    *,
    por: Actor,
    en: datetime | None,
    direccion: str,
    **campos: Any,
) -> Sede:
    """A place where we serve the customer; without a position, the centre of its town."""
    sede = Sede(
        cliente=cliente,
        direccion=exigir_texto(direccion, _("Escribe la calle y el número."), "direccion"),
        **campos,
    )
    situar(sede)
    asiento.alta(sede)
    asiento.suceso(cliente, CodigoCliente.SEDE, por=por, en=en, filas={"sede": sede})
    return sede


def componer_cambio_de_sede(
    asiento: Asiento, sede: Sede, *, por: Actor, en: datetime | None, **cambios: Any
) -> list[str]:
    """Change a site; a position that we had worked out is worked out again.

    In another town or postal code, a better one is not that of this place any more: the centre of
    the town takes over. A corrected street keeps it.
    """
    if "direccion" in cambios:
        exigir_texto(cambios["direccion"], _("Escribe la calle y el número."), "direccion")
    antes = (sede.codigo_postal, sede.municipio)
    campos = asiento.cambio(sede, cambios)
    if campos:
        if any(antes) and antes != (sede.codigo_postal.replace(" ", ""), sede.municipio):
            olvidar_posicion(sede)
        situar(sede)
        asiento.apuntar(sede, _DE_SU_POSICION)
        asiento.suceso(
            sede.cliente,
            CodigoCliente.SEDE_CAMBIO,
            por=por,
            en=en,
            filas={"sede": sede},
            campos=campos,
        )
    return campos


_NORMALIZADORES = {
    "nif": normalizar_nif,
    "correo": normalizar_correo,
    "telefono": normalizar_telefono,
}


def normalizar(campos: Mapping[str, Any]) -> dict[str, Any]:
    """NIF, mail and telephone in the one way that we keep. Raises ErrorDeNegocio at the field."""
    return {
        campo: _NORMALIZADORES[campo](valor) if campo in _NORMALIZADORES else valor
        for campo, valor in campos.items()
    }


_DEDUCIDAS = (FuentePosicion.NINGUNA, FuentePosicion.MUNICIPIO)
_DE_SU_POSICION = (
    "codigo_postal",
    "provincia",
    "comunidad",
    "latitud",
    "longitud",
    "posicion_fuente",
    "posicion_precision_m",
)


def situar(sede: Sede) -> None:
    """Province and community from the postal code, position from the town, never over a better one.

    Raises ErrorDeNegocio for a postal code that no province has.
    """
    sede.codigo_postal = sede.codigo_postal.replace(" ", "")
    if sede.codigo_postal and not es_codigo_postal(sede.codigo_postal):
        raise ErrorDeNegocio(
            _("El código postal tiene cinco cifras y empieza por las de su provincia (01–52)."),
            campo="codigo_postal",
        )
    if sede.codigo_postal:
        sede.provincia = provincia_de(sede.codigo_postal)
        sede.comunidad = comunidad_de(sede.codigo_postal)
    if sede.posicion_fuente not in _DEDUCIDAS:
        return
    olvidar_posicion(sede)
    centro = centro_de(sede.municipio, sede.comunidad) if sede.municipio else None
    if centro is not None:
        sede.latitud, sede.longitud = centro.latitud, centro.longitud
        sede.posicion_precision_m = centro.precision_m
        sede.posicion_fuente = FuentePosicion.MUNICIPIO


def olvidar_posicion(sede: Sede) -> None:
    """It is not known where it is."""
    sede.latitud = sede.longitud = sede.posicion_precision_m = None
    sede.posicion_fuente = FuentePosicion.NINGUNA


def componer_posicion(
    asiento: Asiento,
    sede: Sede,
    *,
    por: Actor,
    en: datetime | None,
    punto: Punto,
    fuente: FuentePosicion,
) -> bool:
    """Where a site is, unless it is known better already; whether it was taken."""
    if not es_mejor_posicion(sede, fuente, punto.precision_m):
        return False
    valores = {
        "latitud": round(punto.latitud, 6),
        "longitud": round(punto.longitud, 6),
        "posicion_fuente": fuente,
        "posicion_precision_m": punto.precision_m,
    }
    if asiento.cambio(sede, valores):
        asiento.suceso(
            sede.cliente,
            CodigoCliente.SEDE_CAMBIO,
            por=por,
            en=en,
            filas={"sede": sede},
            campos=["posicion"],
        )
    return True


def es_mejor_posicion(sede: Sede, fuente: FuentePosicion, precision_m: int) -> bool:
    """Whether a position of that source says more than the one that the site has."""
    actual = FuentePosicion(sede.posicion_fuente)
    if fuente != actual:
        return fuente.calidad > actual.calidad
    a_mano = fuente == FuentePosicion.MANUAL  # the latest hand corrects the one before
    return a_mano or precision_m <= (sede.posicion_precision_m or precision_m)


# --- Consents

LO_MAS_LEJANO = timedelta(days=365 * 30)
_RELOJES = timedelta(minutes=5)  # that two clocks may differ


def componer_consentimiento(
    asiento: Asiento, contacto: Contacto, *, por: Actor, en: datetime | None, **campos: Any
) -> Consentimiento:
    """What a contact allows. Refuses dates that nobody can have lived."""
    ahora = timezone.now()
    campos["otorgado_en"] = campos.get("otorgado_en") or en or ahora
    campos["prueba"] = campos.get("prueba", "").strip()
    consentimiento = Consentimiento(contacto=contacto, **campos)
    exigir_pasado(consentimiento.otorgado_en, "otorgado_en")
    caduca_en = consentimiento.caduca_en
    if caduca_en is not None:
        if caduca_en <= consentimiento.otorgado_en:
            raise ErrorDeNegocio(_("No puede caducar antes de haberse dado."), campo="caduca_en")
        lejos = dia_local(ahora + LO_MAS_LEJANO)
        exigir_fecha(dia_local(caduca_en), "caduca_en", hasta=lejos)
    asiento.alta(consentimiento)
    asiento.suceso(
        contacto.cliente,
        CodigoCliente.CONSENTIMIENTO,
        por=por,
        en=en or consentimiento.otorgado_en,
        filas={"consentimiento": consentimiento},
        finalidad=str(consentimiento.finalidad),
    )
    return consentimiento


def componer_retirada(
    asiento: Asiento, consentimiento: Consentimiento, *, por: Actor, en: datetime
) -> None:
    """The contact takes it back."""
    if en < consentimiento.otorgado_en:
        raise ErrorDeNegocio(_("No se puede retirar antes de haberse dado."), campo="retirado_en")
    asiento.cambio(consentimiento, {"retirado_en": en})
    asiento.suceso(
        consentimiento.contacto.cliente,
        CodigoCliente.CONSENTIMIENTO_RETIRADO,
        por=por,
        en=en,
        filas={"consentimiento": consentimiento},
        finalidad=str(consentimiento.finalidad),
    )


def exigir_pasado(momento: datetime, campo: str) -> None:
    """Refuse an instant that has not come yet, or that nobody can have lived."""
    exigir_fecha(dia_local(momento), campo)
    if momento > timezone.now() + _RELOJES:
        raise ErrorDeNegocio(_("Esa hora está en el futuro."), campo=campo)
