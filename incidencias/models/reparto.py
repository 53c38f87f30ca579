"""How the cases of a team find who answers for them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from nucleo.restricciones import valores_de


class ModoReparto(models.TextChoices):
    MANUAL = "manual", _("A mano")
    TURNO = "turno", _("Por turno")
    CARGA = "carga", _("A quien menos tiene")
    HABILIDADES = "habilidades", _("A quien sabe: idioma y familia de producto")


class RepartoGrupo(models.Model):
    """The way of one team; without a row, by hand. Its row is also the lock of its turn."""

    grupo = models.OneToOneField(
        "cuentas.Grupo", models.PROTECT, related_name="reparto", verbose_name=_("grupo")
    )
    modo = models.CharField(
        _("reparto"), max_length=12, choices=ModoReparto, default=ModoReparto.MANUAL
    )
    # The last one whose turn it was: the next one follows by key.
    ultimo = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )

    class Meta:
        verbose_name = _("reparto de un grupo")
        verbose_name_plural = _("reparto de los grupos")
        constraints = [valores_de("modo", ModoReparto)]

    def __str__(self) -> str:
        return f"{self.grupo}: {self.get_modo_display()}"
