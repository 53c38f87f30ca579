"""The company: one row per installation."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nucleo.restricciones import valores_de


class Comunidad(models.TextChoices):
    """Autonomous communities, by the second half of ISO 3166-2:ES (as package holidays does)."""

    ANDALUCIA = "AN", _("Andalucía")
    ARAGON = "AR", _("Aragón")
    ASTURIAS = "AS", _("Asturias")
    CANTABRIA = "CB", _("Cantabria")
    CEUTA = "CE", _("Ceuta")
    CASTILLA_Y_LEON = "CL", _("Castilla y León")
    CASTILLA_LA_MANCHA = "CM", _("Castilla-La Mancha")
    CANARIAS = "CN", _("Canarias")
    CATALUNA = "CT", _("Cataluña")
    EXTREMADURA = "EX", _("Extremadura")
    GALICIA = "GA", _("Galicia")
    BALEARES = "IB", _("Illes Balears")
    MURCIA = "MC", _("Región de Murcia")
    MADRID = "MD", _("Comunidad de Madrid")
    MELILLA = "ML", _("Melilla")
    NAVARRA = "NC", _("Navarra")
    PAIS_VASCO = "PV", _("País Vasco")
    LA_RIOJA = "RI", _("La Rioja")
    VALENCIA = "VC", _("Comunitat Valenciana")


class Zona(models.TextChoices):
    PENINSULA = "Europe/Madrid", _("Península y Baleares")
    CANARIAS = "Atlantic/Canary", _("Canarias")
    CEUTA = "Africa/Ceuta", _("Ceuta y Melilla")


class PalabraEquipo(models.TextChoices):
    """What the company calls the machines that it serves (`nucleo/palabras.py`)."""

    EQUIPO = "equipo", _("Equipo")
    APARATO = "aparato", _("Aparato")
    MAQUINA = "maquina", _("Máquina")


def validar_nif(valor: str) -> None:
    """Refuse what is neither NIF, NIE nor CIF."""
    from stdnum.es import nif

    if not nif.is_valid(valor):
        raise ValidationError(_("«%(valor)s» no es un NIF válido."), params={"valor": valor})


class Empresa(models.Model):
    """Who answers, in every mail and document. There is one row at most."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    nombre = models.CharField(_("nombre comercial"), max_length=120, default="Postventa")
    razon_social = models.CharField(_("razón social"), max_length=160, blank=True)
    nif = models.CharField(_("NIF"), max_length=12, blank=True, validators=[validar_nif])
    direccion = models.CharField(_("dirección"), max_length=200, blank=True)
    codigo_postal = models.CharField(
        _("código postal"),
        max_length=5,
        blank=True,
        validators=[RegexValidator(r"^\d{5}$", _("El código postal tiene cinco cifras."))],
    )
    municipio = models.CharField(_("municipio"), max_length=80, blank=True)
    comunidad = models.CharField(
        _("comunidad autónoma"), max_length=2, choices=Comunidad.choices, default=Comunidad.MADRID
    )
    zona = models.CharField(
        _("zona horaria"), max_length=40, choices=Zona.choices, default=Zona.PENINSULA
    )
    telefono = models.CharField(_("teléfono"), max_length=20, blank=True)
    correo = models.EmailField(_("correo de atención"), blank=True)
    web = models.CharField(_("web"), max_length=200, blank=True, validators=[URLValidator()])
    es_gran_empresa = models.BooleanField(
        _("gran empresa"),
        default=False,
        help_text=_("250 personas o más, o 50 M€ de facturación: la Ley 10/2025 le obliga a más."),
    )
    es_servicio_basico_continuo = models.BooleanField(
        _("servicio básico continuo"),
        default=False,
        help_text=_("Agua, gas, electricidad o telecomunicaciones: de un corte se informa en 2 h."),
    )
    entidades_adr = models.TextField(
        _("entidades de resolución extrajudicial"),
        max_length=2_000,
        blank=True,
        help_text=_("A cuál puede acudir quien no esté de acuerdo, y cómo: se dice al responder."),
    )
    relevos_se_aceptan = models.BooleanField(
        _("los relevos se aceptan"),
        default=False,
        db_default=False,
        help_text=_(
            "Quien pasa una incidencia responde de ella hasta que otra persona la acepta. "
            "En una empresa pequeña sobra."
        ),
    )
    palabra_equipo = models.CharField(
        _("cómo llamáis a lo que reparáis"),
        max_length=10,
        choices=PalabraEquipo.choices,
        default=PalabraEquipo.EQUIPO,
        help_text=_("Lo dirán las pantallas, las tuyas y las de tus clientes."),
    )

    class Meta:
        verbose_name = _("empresa")
        verbose_name_plural = _("empresa")
        constraints = [
            valores_de("comunidad", Comunidad),
            valores_de("zona", Zona),
            valores_de("palabra_equipo", PalabraEquipo),
            models.CheckConstraint(name="empresa_una_sola", condition=Q(id=1)),
        ]

    def __str__(self) -> str:
        return self.nombre
