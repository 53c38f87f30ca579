"""Instants are stored in UTC; the local day of the company is what people count by."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from nucleo.empresa import empresa


def dia_local(instante: datetime) -> date:
    """The day of that instant in the company's time zone."""
    return instante.astimezone(ZoneInfo(empresa().zona)).date()


def hoy() -> date:
    """The local day of now."""
    return dia_local(timezone.now())


def comienzo_de(dia: date) -> datetime:
    """The instant at which that day begins for the company."""
    return datetime.combine(dia, time.min, ZoneInfo(empresa().zona))


def fin_de(dia: date) -> datetime:
    """The last second of that day for the company: a term in days lasts until midnight."""
    return comienzo_de(dia + timedelta(days=1)) - timedelta(seconds=1)


def activar_zona() -> None:
    """From here on, in this thread, dates and hours are shown in the company's time zone."""
    timezone.activate(ZoneInfo(empresa().zona))


class ZonaDeLaEmpresa:
    """Middleware: pages tell the company's time, in the Canaries too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        activar_zona()
        try:
            return self.get_response(request)
        finally:
            timezone.deactivate()


class DiaLocalField(models.DateField):
    """The local day of another field of the row, written when it is saved, also in bulk.

    A column and not an expression: a cast of the instant blinds the planner.
    """

    def __init__(self, *args, desde: str = "ocurrido_en", **kwargs) -> None:  # type: ignore[no-untyped-def]
        kwargs["editable"] = False
        super().__init__(*args, **kwargs)
        self.desde = desde

    def deconstruct(self):  # type: ignore[no-untyped-def]
        nombre, ruta, args, kwargs = super().deconstruct()
        kwargs.pop("editable", None)
        return nombre, ruta, args, {**kwargs, "desde": self.desde}

    def pre_save(self, model_instance: models.Model, add: bool) -> date | None:
        instante = getattr(model_instance, self.desde)
        valor = None if instante is None else dia_local(instante)
        setattr(model_instance, self.attname, valor)
        return valor
