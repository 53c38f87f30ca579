"""How a figure is written for a person: unit, interval, change and target, in Spanish."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from indicadores.calculo import Fiabilidad, Resultado
from indicadores.catalogo import Indicador, Sentido, Unidad
from nucleo.formato import ESPACIO, MENOS, numero_es

_DECIMALES = {
    Unidad.PORCENTAJE: 1,
    Unidad.PUNTOS: 0,
    Unidad.NOTA: 2,
    Unidad.VECES: 2,
    Unidad.CASOS: 0,
}
HORA = 3600


def tiempo_laborable(segundos: float) -> str:
    """Business time never in days, which would be of how many hours?: "45 s", "12 min", "40 h"."""
    enteros = abs(round(segundos))
    signo = MENOS if segundos < 0 else ""
    if enteros < 60:
        return f"{signo}{enteros}{ESPACIO}s"
    horas, minutos = divmod(round(enteros / 60), 60)
    partes = [f"{numero_es(horas)}{ESPACIO}h"] if horas else []
    if minutos and horas < 100:
        partes.append(f"{minutos}{ESPACIO}min")
    return signo + ESPACIO.join(partes)


def cantidad(valor: float | None, unidad: Unidad) -> str:
    """A value without its unit, but for times, which carry it."""
    if valor is None:
        return "–"
    if unidad == Unidad.SEGUNDOS:
        return tiempo_laborable(valor)
    return numero_es(valor, _DECIMALES[unidad])


def sufijo(unidad: Unidad) -> str:
    return {Unidad.PORCENTAJE: "%", Unidad.NOTA: _("de 7")}.get(unidad, "")


def con_unidad(valor: float | None, unidad: Unidad) -> str:
    """ "84,0 %", "5,80 de 7", "40 h"; "–" for nothing."""
    texto, unidad_ = cantidad(valor, unidad), sufijo(unidad)
    return f"{texto}{ESPACIO}{unidad_}" if valor is not None and unidad_ else texto


def intervalo_en_palabras(intervalo: tuple[float, float] | None, unidad: Unidad) -> str:
    if intervalo is None:
        return ""
    return f"{cantidad(intervalo[0], unidad)}–{cantidad(intervalo[1], unidad)}"


@dataclass(frozen=True)
class Cambio:
    """How much better or worse than before."""

    texto: str
    mejora: bool | None


def cambio_entre(indicador: Indicador, ahora: Resultado, antes: Resultado) -> Cambio | None:
    """The difference with another range; None if either has no figure one may trust."""
    if ahora.valor is None or antes.valor is None:
        return None
    if Fiabilidad.INSUFICIENTE in {ahora.fiabilidad, antes.fiabilidad}:
        return None
    diferencia = ahora.valor - antes.valor
    texto = _texto_de_cambio(indicador.unidad, diferencia, antes.valor)
    if not any(cifra in texto for cifra in "123456789"):
        return Cambio(_("igual"), None)
    if indicador.sentido == Sentido.NINGUNO or _cabe(ahora.intervalo, antes.valor):
        return Cambio(texto, None)
    return Cambio(texto, (diferencia > 0) == (indicador.sentido == Sentido.MAS))


def _cabe(intervalo: tuple[float, float] | None, valor: float) -> bool:
    """Whether what it was is among what it may be now: then it is noise, not better nor worse."""
    return intervalo is not None and intervalo[0] <= valor <= intervalo[1]


def _texto_de_cambio(unidad: Unidad, diferencia: float, antes: float) -> str:
    signo = "+" if diferencia > 0 else ""
    if unidad == Unidad.CASOS:
        if not antes:
            return signo + numero_es(diferencia)
        return f"{signo}{numero_es(100 * diferencia / antes)}{ESPACIO}%"
    if unidad == Unidad.PORCENTAJE:
        return f"{signo}{numero_es(diferencia, 1)}{ESPACIO}p."
    return signo + cantidad(diferencia, unidad)


def cumple_meta(
    indicador: Indicador, resultado: Resultado, objetivo: Decimal | None
) -> bool | None:
    """Whether the target is met; None without target, figure or direction."""
    if objetivo is None or resultado.valor is None or indicador.sentido == Sentido.NINGUNO:
        return None
    if indicador.sentido == Sentido.MAS:
        return resultado.valor >= objetivo
    return resultado.valor <= objetivo


def meta_en_palabras(indicador: Indicador, objetivo: Decimal | None) -> str:
    """ "≥ 85,0 %"; empty without target."""
    if objetivo is None:
        return ""
    signo = "≥" if indicador.sentido == Sentido.MAS else "≤"
    return f"{signo}{ESPACIO}{con_unidad(float(objetivo), indicador.unidad)}"


@dataclass(frozen=True)
class Ficha:
    """What `componentes/cifra.html` paints of an indicator over a range."""

    indicador: Indicador
    resultado: Resultado
    anterior: Resultado
    objetivo: Decimal | None = None
    es_provisional: bool = False
    serie: list[float | None] = field(default_factory=list)

    @property
    def valor(self) -> str:
        if self.resultado.valor is None:
            return ""
        return cantidad(self.resultado.valor, self.indicador.unidad)

    @property
    def escrito(self) -> str:
        """The value with its unit."""
        return con_unidad(self.resultado.valor, self.indicador.unidad) if self.valor else ""

    @property
    def p90(self) -> str:
        return self._tiempo(self.resultado.p90)

    @property
    def media(self) -> str:
        return self._tiempo(self.resultado.media)

    @property
    def dentro(self) -> str:
        dentro = self.resultado.dentro
        return "" if dentro is None else f"{numero_es(dentro, 1)}{ESPACIO}%"

    @property
    def es_insuficiente(self) -> bool:
        return self.resultado.fiabilidad == Fiabilidad.INSUFICIENTE

    @property
    def sentido(self) -> str:
        return {
            Sentido.MAS: _("sube"),
            Sentido.MENOS: _("baja"),
            Sentido.NINGUNO: _("ni una cosa ni otra: es cuánto hay"),
        }[self.indicador.sentido]

    def _tiempo(self, segundos: float | None) -> str:
        if segundos is None or self.indicador.unidad != Unidad.SEGUNDOS:
            return ""
        return tiempo_laborable(segundos)

    @property
    def unidad(self) -> str:
        return sufijo(self.indicador.unidad)

    @property
    def detalle(self) -> str:
        """ "n = 412 · IC 95 % 84,1–90,2", and whatever must be said before believing it."""
        resultado, partes = self.resultado, []
        if resultado.n and self.indicador.unidad != Unidad.CASOS:
            partes.append(f"n = {numero_es(resultado.n)}")
        if resultado.fiabilidad == Fiabilidad.INSUFICIENTE:
            partes.append(_("insuficiente: hacen falta %(n)d") % {"n": self.indicador.minimo_n})
        elif resultado.intervalo:
            partes.append(_("IC 95 % ") + self.intervalo)
        if resultado.pendientes:
            partes.append(f"{numero_es(resultado.pendientes)} {self.indicador.pendiente}")
        if self.es_provisional:
            partes.append(_("provisional"))
        return " · ".join(partes)

    @property
    def intervalo(self) -> str:
        return intervalo_en_palabras(self.resultado.intervalo, self.indicador.unidad)

    @property
    def segunda(self) -> str:
        """The share of hits beside a mean or a median: "83 % dentro de plazo"."""
        if self.resultado.dentro is None or not self.indicador.dentro:
            return ""
        return f"{numero_es(self.resultado.dentro)}{ESPACIO}% {self.indicador.dentro}"

    @property
    def cambio(self) -> Cambio | None:
        return cambio_entre(self.indicador, self.resultado, self.anterior)

    @property
    def meta(self) -> str:
        return meta_en_palabras(self.indicador, self.objetivo)

    @property
    def cumple(self) -> bool | None:
        return cumple_meta(self.indicador, self.resultado, self.objetivo)
