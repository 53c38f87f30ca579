"""The question «¿Está cubierto?» as a form: facts in, no rule here."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Column, Div, Fieldset, Layout, Row, Submit
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from normativa.reglas.cobertura import Hechos, Papel
from normativa.reglas.garantia import TipoBien, Venta
from normativa.reglas.suspension import Reparacion
from nucleo.models.empresa import Comunidad

PRIMERA_FECHA, ULTIMA_FECHA = date(1950, 1, 1), date(2099, 12, 31)
REPARACIONES = 3

PAPELES = [
    (Papel.VENDEDOR, _("Lo vendimos nosotros")),
    (Papel.FABRICANTE, _("Lo fabricamos nosotros")),
    (Papel.SAT_OFICIAL, _("Somos su SAT oficial")),
    (Papel.SAT_INDEPENDIENTE, _("Somos un SAT independiente")),
]
BIENES = [
    (TipoBien.NUEVO, _("Nuevo")),
    (TipoBien.SEGUNDA_MANO, _("De segunda mano")),
    (TipoBien.DIGITAL, _("Digital, de una vez")),
    (TipoBien.DIGITAL_CONTINUO, _("Digital, suministro continuo")),
]
CONSUMIDOR = [
    ("si", _("Sí, o una entidad sin ánimo de lucro")),
    ("no", _("No: compró para su negocio")),
    ("", _("No se sabe")),
]


class FechaField(forms.DateField):
    """A day, with the browser's own picker, between 1950 and 2099."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            validators=[
                MinValueValidator(PRIMERA_FECHA, _("Esa fecha no es creíble.")),
                MaxValueValidator(ULTIMA_FECHA, _("Esa fecha no es creíble.")),
            ],
            **kwargs,
        )


class CoberturaForm(forms.Form):
    manifestacion = FechaField(
        label=_("¿Cuándo se notó el fallo?"),
        required=True,
        help_text=_("Cuenta cuándo apareció, no cuándo se avisa."),
        error_messages={"required": _("Diga cuándo se notó el fallo, aunque sea aproximado.")},
    )
    consumidor = forms.ChoiceField(
        label=_("¿Es consumidor?"), choices=CONSUMIDOR, required=False, initial="si"
    )
    papel = forms.ChoiceField(label=_("Nuestro papel"), choices=PAPELES, initial=Papel.VENDEDOR)
    territorio = forms.ChoiceField(
        label=_("Comunidad autónoma"),
        choices=[("", "—"), *Comunidad.choices],
        required=False,
    )
    tipo = forms.ChoiceField(label=_("El bien era"), choices=BIENES, initial=TipoBien.NUEVO)
    fecha_factura = FechaField(label=_("Fecha de la factura o tique"))
    fecha_albaran = FechaField(label=_("Fecha del albarán de entrega"))
    fecha_contrato = FechaField(
        label=_("Fecha del contrato"), help_text=_("Si fue otra: decide qué ley se aplica.")
    )
    meses_pactados = forms.IntegerField(
        label=_("Meses de garantía pactados"),
        required=False,
        min_value=0,
        max_value=120,
        help_text=_("Solo segunda mano."),
    )
    fin_suministro = FechaField(
        label=_("Fin del suministro"), help_text=_("Solo digital continuo.")
    )
    defecto = forms.CharField(
        label=_("Defecto"),
        required=False,
        max_length=120,
        help_text=_("Para compararlo con el de las reparaciones."),
    )
    uso_indebido = forms.BooleanField(
        label=_("Un informe acredita un uso indebido"), required=False
    )
    vendedor_inaccesible = forms.BooleanField(
        label=_("No puede acudir al vendedor"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in range(1, REPARACIONES + 1):
            self.fields[f"entrada_{n}"] = FechaField(label=_("Entregado"))
            self.fields[f"salida_{n}"] = FechaField(label=_("Devuelto"))
            self.fields[f"defecto_{n}"] = forms.CharField(
                label=_("Qué se reparó"), required=False, max_length=120
            )
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.form_action = "#respuesta"  # on a phone the answer is far below
        self.helper.attrs = {"novalidate": ""}  # the server gives the messages, in Spanish
        self.helper.disable_csrf = True  # it only asks
        self.helper.layout = self._layout()

    def _layout(self) -> Layout:
        return Layout(
            Fieldset(
                _("El fallo"),
                Row(Column("manifestacion"), Column("consumidor")),
                Row(Column("papel"), Column("territorio")),
            ),
            Fieldset(
                _("La compra"),
                Row(Column("tipo"), Column("meses_pactados"), Column("fin_suministro")),
                Row(Column("fecha_factura"), Column("fecha_albaran"), Column("fecha_contrato")),
            ),
            HTML(
                '<details class="mb-3"{% if con_reparaciones %} open{% endif %}>'
                "<summary>{{ titulo_reparaciones }}</summary>"
                '<p class="suave chico">{{ ayuda_reparaciones }}</p>'
            ),
            Div(
                *(
                    Row(Column(f"entrada_{n}"), Column(f"salida_{n}"), Column(f"defecto_{n}"))
                    for n in range(1, REPARACIONES + 1)
                ),
                "defecto",
            ),
            HTML("</details>"),
            Fieldset(_("Otros hechos"), "uso_indebido", "vendedor_inaccesible"),
            Div(Submit("", _("¿Está cubierto?"), css_class="btn btn-primary"), css_class="botones"),
        )

    def clean(self) -> dict[str, Any]:
        limpios = super().clean() or {}
        for n in range(1, REPARACIONES + 1):
            entrada, salida = limpios.get(f"entrada_{n}"), limpios.get(f"salida_{n}")
            if salida and not entrada and f"entrada_{n}" not in self.errors:
                self.add_error(f"entrada_{n}", _("Falta cuándo se entregó."))
            elif entrada and salida and salida < entrada:
                self.add_error(f"salida_{n}", _("No puede volver antes de entrar."))
        return limpios

    @property
    def tiene_reparaciones(self) -> bool:
        """Whether anything was written about repairs, right or wrong."""
        nombres = ("entrada", "salida", "defecto")
        return any(self[f"{c}_{n}"].value() for c in nombres for n in range(1, REPARACIONES + 1))

    def hechos(self, hoy: date) -> Hechos:
        """The facts of a valid form, as the rules take them."""
        limpios = self.cleaned_data
        return Hechos(
            manifestacion=limpios["manifestacion"],
            consumidor={"si": True, "no": False}.get(limpios["consumidor"]),
            papel=Papel(limpios["papel"]),
            venta=Venta(
                fecha_contrato=limpios["fecha_contrato"],
                fecha_factura=limpios["fecha_factura"],
                fecha_albaran=limpios["fecha_albaran"],
                tipo=TipoBien(limpios["tipo"]),
                meses_pactados=limpios["meses_pactados"],
                fin_suministro=limpios["fin_suministro"],
            ),
            reparaciones=tuple(self._reparaciones()),
            defecto=limpios["defecto"].strip().casefold(),
            uso_indebido=limpios["uso_indebido"],
            vendedor_inaccesible=limpios["vendedor_inaccesible"],
            territorio=limpios["territorio"],
            hoy=hoy,
        )

    def _reparaciones(self) -> Iterator[Reparacion]:
        for n in range(1, REPARACIONES + 1):
            entrada = self.cleaned_data[f"entrada_{n}"]
            if entrada:
                defecto = self.cleaned_data[f"defecto_{n}"].strip().casefold()
                yield Reparacion(entrada, self.cleaned_data[f"salida_{n}"], defecto)
