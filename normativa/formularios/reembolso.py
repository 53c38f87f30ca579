"""By when money goes back to the consumer."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Column, Fieldset, Row
from django.utils.translation import gettext_lazy as _

from normativa.formularios.campos import (
    EleccionField,
    FechaField,
    ImporteField,
    PreguntaForm,
    SiNoField,
    casilla,
    con_codigos,
)
from normativa.reglas.reembolso import CausaReembolso, HechosReembolso

CAUSAS = [
    (CausaReembolso.DESISTIMIENTO, _("Se echó atrás (desistimiento)")),
    (CausaReembolso.RESOLUCION, _("Resolvió el contrato por un defecto")),
    (CausaReembolso.REDUCCION_PRECIO, _("Una rebaja del precio por un defecto")),
    (CausaReembolso.COBRO_EXCESIVO, _("Le cobramos de más en una reparación")),
]


class ReembolsoForm(PreguntaForm):
    boton = _("¿Hasta cuándo hay?")

    causa = EleccionField(
        label=_("¿Por qué se devuelve?"), choices=CAUSAS, initial=CausaReembolso.DESISTIMIENTO
    )
    aviso = FechaField(
        label=_("¿Cuándo lo pidió?"),
        required=True,
        help_text=_("Si le cobramos de más, el día en que se cobró."),
    )
    importe_eur = ImporteField(label=_("Importe (€)"))
    hay_bienes = SiNoField(label=_("¿Tiene que devolver algo?"), initial="si")
    bienes_recibidos = FechaField(label=_("¿Cuándo llegó lo devuelto?"))
    prueba_devolucion = FechaField(
        label=_("¿Cuándo probó que lo envió?"), help_text=_("El resguardo del envío.")
    )
    recoge_empresario = casilla(_("Nos ofrecimos a recogerlo nosotros"))

    def disposicion(self) -> list[Any]:
        return [
            "causa",
            Row(Column("aviso"), Column("importe_eur")),
            Fieldset(
                _("La devolución del bien"),
                "hay_bienes",
                Row(Column("bienes_recibidos"), Column("prueba_devolucion")),
                "recoge_empresario",
            ),
        ]

    def hechos(self) -> HechosReembolso:
        return HechosReembolso(**con_codigos(self.cleaned_data, causa=CausaReembolso))
