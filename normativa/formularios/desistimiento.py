"""Until when a consumer may change their mind."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Column, Fieldset, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from normativa.formularios.campos import (
    EleccionField,
    FechaField,
    ImporteField,
    PreguntaForm,
    SiNoField,
    casilla,
    con_codigos,
    entero,
)
from normativa.reglas.desistimiento import (
    Excepcion,
    HechosDesistimiento,
    Modalidad,
    Objeto,
)

MODALIDADES = [
    (Modalidad.DISTANCIA, _("A distancia: web, teléfono, correo")),
    (Modalidad.FUERA, _("Fuera de la tienda: en su casa")),
    (Modalidad.VISITA_NO_SOLICITADA, _("En su casa, sin que pidiera la visita")),
    (Modalidad.EXCURSION, _("En una excursión organizada para vender")),
    (Modalidad.ESTABLECIMIENTO, _("En la tienda")),
]
OBJETOS = [
    (Objeto.BIEN, _("Un bien")),
    (Objeto.SERVICIO, _("Un servicio")),
    (Objeto.DIGITAL, _("Un contenido digital")),
]
EXCEPCIONES = [
    ("", _("Nada de esto")),
    (Excepcion.VISITA_URGENTE, _("Una reparación urgente que pidió el cliente")),
    (Excepcion.A_MEDIDA, _("Hecho a medida o personalizado")),
    (Excepcion.HIGIENE_DESPRECINTADO, _("Precintado por higiene, y ya abierto")),
    (Excepcion.PROGRAMA_DESPRECINTADO, _("Un programa precintado, y ya abierto")),
    (Excepcion.PERECEDERO, _("Se estropea o caduca enseguida")),
    (Excepcion.MEZCLADO, _("Ya mezclado con otros bienes")),
    (Excepcion.SUBASTA, _("Comprado en una subasta pública")),
    (Excepcion.DIGITAL_EMPEZADO, _("Digital, empezado con su consentimiento y confirmado")),
]


def parte_field(etiqueta: Any, ayuda: Any = "") -> forms.DecimalField:
    return forms.DecimalField(
        label=etiqueta,
        required=False,
        min_value=0,
        max_digits=8,
        decimal_places=2,
        help_text=ayuda,
    )


class DesistimientoForm(PreguntaForm):
    boton = _("¿Puede echarse atrás?")

    modalidad = EleccionField(
        label=_("¿Cómo se contrató?"), choices=MODALIDADES, initial=Modalidad.DISTANCIA
    )
    objeto = EleccionField(label=_("Compró"), choices=OBJETOS, initial=Objeto.BIEN)
    consumidor = SiNoField(label=_("¿Es consumidor?"), puede_ignorarse=True, initial="si")
    posesion = FechaField(
        label=_("¿Cuándo recibió el bien?"),
        help_text=_("El último, si vinieron varios. Si es periódico, el primero."),
    )
    celebrado = FechaField(
        label=_("¿Cuándo se contrató?"), help_text=_("Para servicios y contenidos digitales.")
    )
    excepcion = EleccionField(label=_("¿Es un caso especial?"), choices=EXCEPCIONES, initial="")
    adicional = casilla(
        _("Se vendió además de lo que pidió en la visita urgente"),
        _("Por ejemplo, un filtro que la reparación no necesitaba."),
    )
    informado = SiNoField(label=_("¿Se le informó de que podía desistir?"), initial="si")
    informado_despues = FechaField(label=_("Si se le informó después, ¿cuándo?"))
    dias_ofrecidos = entero(_("Días que ofrecimos"), 3650, _("Si damos más que la ley."))
    enviado = FechaField(label=_("¿Cuándo envió su decisión?"))
    leido = FechaField(label=_("¿Cuándo la recibimos?"))
    recoge_empresario = casilla(_("Recogemos nosotros el bien"))
    solicitud_expresa = casilla(_("Pidió expresamente empezar el servicio ya"))
    reconoce_perdida = casilla(_("Sabía que lo perdía al acabar el servicio"))
    terminado = FechaField(label=_("¿Cuándo se acabó el servicio?"))
    precio_eur = ImporteField(label=_("Precio (€)"))
    valor_mercado_eur = ImporteField(
        label=_("Valor de mercado (€)"), help_text=_("Si el precio era excesivo.")
    )
    parte_hecha = parte_field(_("Parte hecha"), _("Horas, visitas…"))
    parte_total = parte_field(_("De un total de"))

    def disposicion(self) -> list[Any]:
        return [
            Fieldset(
                _("El contrato"),
                "modalidad",
                Row(Column("objeto"), Column("consumidor")),
                Row(Column("posesion"), Column("celebrado")),
                "excepcion",
                "adicional",
                "informado",
                Row(Column("informado_despues"), Column("dias_ofrecidos")),
            ),
            Fieldset(
                _("Si se ha echado atrás"),
                Row(Column("enviado"), Column("leido")),
                "recoge_empresario",
            ),
            Fieldset(
                _("Si era un servicio y ya se empezó"),
                "solicitud_expresa",
                "reconoce_perdida",
                "terminado",
                Row(Column("precio_eur"), Column("valor_mercado_eur")),
                Row(Column("parte_hecha"), Column("parte_total")),
            ),
        ]

    def hechos(self) -> HechosDesistimiento:
        return HechosDesistimiento(
            **con_codigos(
                self.cleaned_data, modalidad=Modalidad, objeto=Objeto, excepcion=Excepcion
            )
        )
