"""What the consumer may ask for."""

from __future__ import annotations

from collections.abc import Iterator
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
    con_codigos,
    territorio_field,
)
from normativa.reglas.remedios import (
    Gravedad,
    HechosRemedios,
    Intento,
    Remedio,
    ResultadoIntento,
)

INTENTOS = 3
RESULTADOS = [
    (ResultadoIntento.FALLIDO, _("Sigue, o volvió a fallar")),
    (ResultadoIntento.CONFORME, _("Quedó bien; esto es otro fallo")),
    (ResultadoIntento.NO_HECHO, _("No se hizo, o no a tiempo")),
    (ResultadoIntento.EN_CURSO, _("Aún en curso")),
]
REMEDIOS = [
    (Remedio.REPARACION, _("Reparar")),
    (Remedio.SUSTITUCION, _("Sustituir")),
]
ELECCIONES = [
    ("", _("No ha elegido")),
    (Remedio.REPARACION, _("La reparación")),
    (Remedio.SUSTITUCION, _("La sustitución")),
    (Remedio.REDUCCION_PRECIO, _("La rebaja del precio")),
    (Remedio.RESOLUCION, _("Resolver el contrato")),
    (Remedio.DEVOLUCION, _("La devolución del importe")),
]
GRAVEDADES = [
    (Gravedad.NORMAL, _("Normal")),
    (Gravedad.LEVE, _("De escasa importancia")),
    (Gravedad.GRAVE, _("Tan grave que no cabe otro intento")),
]


class RemediosForm(PreguntaForm):
    boton = _("¿Qué puede pedir?")

    fecha = FechaField(label=_("¿Cuándo nos lo dijo?"), required=True)
    consumidor = SiNoField(label=_("¿Es consumidor?"), puede_ignorarse=True, initial="si")
    fecha_contrato = FechaField(
        label=_("Fecha del contrato"), help_text=_("Si es anterior a 2022, rige otro texto.")
    )
    territorio = territorio_field()
    gravedad = EleccionField(label=_("El fallo es"), choices=GRAVEDADES, initial=Gravedad.NORMAL)
    digital = forms.BooleanField(label=_("Es un contenido o servicio digital"), required=False)
    reparacion_imposible = forms.BooleanField(label=_("No se puede reparar"), required=False)
    reparacion_desproporcionada = forms.BooleanField(
        label=_("Repararlo costaría demasiado frente a sustituirlo"), required=False
    )
    sustitucion_imposible = forms.BooleanField(label=_("No se puede sustituir"), required=False)
    sustitucion_desproporcionada = forms.BooleanField(
        label=_("Sustituirlo costaría demasiado frente a repararlo"), required=False
    )
    negativa = forms.BooleanField(
        label=_("Hemos dicho, o es claro, que no lo haremos"), required=False
    )
    eleccion = EleccionField(label=_("El cliente elige"), choices=ELECCIONES, initial="")
    rechaza_eleccion = forms.BooleanField(label=_("Y nosotros no queremos eso"), required=False)
    rechaza_garantia = forms.BooleanField(
        label=_("Rechazamos la garantía: decimos que no está cubierto"), required=False
    )
    informe_firmado = forms.BooleanField(
        label=_("Con un informe firmado por un técnico"), required=False
    )
    precio_eur = ImporteField(label=_("Precio pagado (€)"))
    valor_conforme_eur = ImporteField(
        label=_("Valor conforme (€)"), help_text=_("Lo que valdría si estuviera bien.")
    )
    valor_entregado_eur = ImporteField(
        label=_("Valor entregado (€)"), help_text=_("Lo que vale tal como está.")
    )

    def completar_campos(self) -> None:
        for n in range(1, INTENTOS + 1):
            self.fields[f"intento_{n}"] = FechaField(label=_("Devuelto el"))
            self.fields[f"remedio_{n}"] = EleccionField(
                label=_("Se intentó"), choices=REMEDIOS, initial=Remedio.REPARACION
            )
            self.fields[f"resultado_{n}"] = EleccionField(
                label=_("Y"), choices=RESULTADOS, initial=ResultadoIntento.FALLIDO
            )

    def disposicion(self) -> list[Any]:
        return [
            Fieldset(
                _("El fallo"),
                Row(Column("fecha"), Column("consumidor")),
                Row(Column("fecha_contrato"), Column("territorio")),
                "gravedad",
                "digital",
            ),
            Fieldset(
                _("Lo que se ha intentado"),
                *(
                    Row(
                        Column(f"intento_{n}", css_class="col-md-4"),
                        Column(f"remedio_{n}", css_class="col-md-3"),
                        Column(f"resultado_{n}", css_class="col-md-5"),
                    )
                    for n in range(1, INTENTOS + 1)
                ),
            ),
            Fieldset(
                _("Lo que se puede hacer"),
                "reparacion_imposible",
                "reparacion_desproporcionada",
                "sustitucion_imposible",
                "sustitucion_desproporcionada",
                "negativa",
            ),
            Fieldset(
                _("Lo que elige el cliente, y nuestra respuesta"),
                "eleccion",
                "rechaza_eleccion",
                "rechaza_garantia",
                "informe_firmado",
            ),
            Fieldset(
                _("Para calcular una rebaja"),
                Row(
                    Column("precio_eur"),
                    Column("valor_conforme_eur"),
                    Column("valor_entregado_eur"),
                ),
            ),
        ]

    def sin_efecto(self) -> set[str]:
        """What is said of an attempt that was not."""
        vacios = (n for n in range(1, INTENTOS + 1) if not self.cleaned_data[f"intento_{n}"])
        return {f"{campo}_{n}" for n in vacios for campo in ("remedio", "resultado")}

    def hechos(self) -> HechosRemedios:
        limpios = self.cleaned_data
        sueltos = {c: v for c, v in limpios.items() if c in RemediosForm.base_fields}
        return HechosRemedios(
            **con_codigos(sueltos, gravedad=Gravedad, eleccion=Remedio),
            intentos=tuple(self._intentos()),
        )

    def _intentos(self) -> Iterator[Intento]:
        for n in range(1, INTENTOS + 1):
            fecha = self.cleaned_data[f"intento_{n}"]
            if fecha:
                yield Intento(
                    fecha,
                    ResultadoIntento(self.cleaned_data[f"resultado_{n}"]),
                    Remedio(self.cleaned_data[f"remedio_{n}"]),
                )
