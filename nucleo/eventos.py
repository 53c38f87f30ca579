"""The base of every event table: append-only, authored, dated twice."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Final

from django.conf import settings
from django.db import connection, migrations, models
from django.db.models import Q
from django.db.models.expressions import DatabaseDefault
from django.utils.translation import gettext_lazy as _

from nucleo.copia import POCAS, insertar
from nucleo.models.ligera import Ligera
from nucleo.restricciones import valores_de
from nucleo.tiempo import DiaLocalField


class Sistema:
    """The actor of tasks and commands: what nobody in particular did."""

    def __str__(self) -> str:
        return str(_("El sistema"))

    def __repr__(self) -> str:
        return "SISTEMA"


SISTEMA: Final = Sistema()


class Reloj(models.Func):
    """clock_timestamp(): the wall clock, which moves inside a transaction, unlike now()."""

    function = "clock_timestamp"
    arity = 0
    output_field = models.DateTimeField()


class SiguienteEvento(models.Func):
    """The next id of the sequence that all event tables share."""

    function = "nextval"
    template = "nextval('evento_id_seq')"
    arity = 0
    output_field = models.BigIntegerField()


class Autor(models.TextChoices):
    USUARIO = "usuario", _("Usuario")
    CONTACTO = "contacto", _("Contacto")
    TOKEN = "token", _("Programa con token")
    SISTEMA = "sistema", _("Sistema")


class EventoBase(Ligera):
    """One fact of an aggregate, never changed. `datos` holds codes and ids, never free text.

    `ocurrido_en` is business time (indicators), `registrado_en` arrival (pulls). A concrete table
    adds the FK to its aggregate and the key with it, so that it can be partitioned by ranges of the
    aggregate, and installs the trigger with `SoloAnadir` in its migration:

        class EventoIncidencia(EventoBase):
            pk = models.CompositePrimaryKey("incidencia_id", "id")
            incidencia = models.ForeignKey(Incidencia, models.PROTECT, related_name="eventos")

            class Meta(EventoBase.Meta):
                pass

    `id` is unique on its own, across all event tables: rows elsewhere may note it (never as a FK).
    """

    id = models.BigIntegerField(db_default=SiguienteEvento(), editable=False)
    codigo = models.CharField(_("código"), max_length=40)
    ocurrido_en = models.DateTimeField(_("ocurrido"))
    registrado_en = models.DateTimeField(_("registrado"), db_default=Reloj(), editable=False)
    dia_local = DiaLocalField(_("día local"), desde="ocurrido_en")
    autor = models.CharField(_("autor"), max_length=8, choices=Autor.choices)
    # Nobody looks for the events of a person: an index would be paid at each of ten million.
    usuario = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    datos = models.JSONField(_("datos"), default=dict, blank=True)

    class Meta:
        abstract = True
        constraints = [
            valores_de("autor", Autor),
            models.CheckConstraint(
                name="%(class)s_usuario_si_es_autor",
                condition=Q(autor=Autor.USUARIO, usuario__isnull=False)
                | (~Q(autor=Autor.USUARIO) & Q(usuario=None)),
            ),
        ]
        # For the pulls of the apps above, which read by arrival (nucleo.cursores).
        indexes = [models.Index(fields=["registrado_en"], name="%(class)s_reg")]

    def __str__(self) -> str:
        return f"{self.codigo} {self.ocurrido_en:%Y-%m-%d %H:%M}"


LOTE = 1000


def insertar_eventos(modelo: type[EventoBase], eventos: Iterable[EventoBase]) -> int:
    """Insert events of one table; returns how many. Thousands go three times as fast as one by one.

    COPY returns nothing: their ids and arrival are asked for before, in one statement a batch.
    """
    pendientes, total = iter(eventos), 0
    while lote := list(islice(pendientes, LOTE)):
        if len(lote) >= POCAS:
            _numerar(lote)
        insertar(modelo, lote, lote=LOTE)
        total += len(lote)
    return total


def _numerar(eventos: Sequence[EventoBase]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select nextval('evento_id_seq'), clock_timestamp() from generate_series(1, %s)",
            [len(eventos)],
        )
        for evento, (numero, ahora) in zip(eventos, cursor.fetchall(), strict=True):
            evento.id = numero
            if isinstance(evento.registrado_en, DatabaseDefault):
                evento.registrado_en = ahora


class SoloAnadir(migrations.RunSQL):
    """Migration operation: install on a table the trigger that refuses UPDATE and DELETE.

    Only a transaction that sets `postventa.purga` (legal destruction) may do either.
    """

    def __init__(self, tabla: str) -> None:
        self.tabla = tabla
        super().__init__(
            sql=(
                f'create trigger solo_anadir before update or delete on "{tabla}" '
                "for each row execute function solo_anadir()"
            ),
            reverse_sql=f'drop trigger solo_anadir on "{tabla}"',
        )

    def deconstruct(self) -> tuple[str, list[str], dict[str, str]]:
        return (self.__class__.__name__, [self.tabla], {})

    def describe(self) -> str:
        return f"Append-only table {self.tabla}"
