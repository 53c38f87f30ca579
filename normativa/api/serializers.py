"""Facts in and decisions out, as JSON. The rules judge what the facts mean; here, their shape."""

from datetime import date
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from normativa.forms import PRIMERA_FECHA, ULTIMA_FECHA
from normativa.reglas.cobertura import (
    Hechos,
    OtraCobertura,
    Pagador,
    Papel,
    TipoVia,
    Veredicto,
)
from normativa.reglas.garantia import TipoBien, Venta
from normativa.reglas.manifestacion import QuienPrueba
from normativa.reglas.reclamacion import ClaseLegal
from normativa.reglas.suspension import Reparacion
from normativa.reglas.tipos import Certeza, Unidad
from nucleo.models.empresa import Comunidad

PRIMERA_RECLAMACION = date(2008, 1, 1)  # no figures nor holidays before


def codigos(enumeracion: Any) -> list[str]:
    return [codigo.value for codigo in enumeracion]


# By name, because the schema names its enumerations after them (SPECTACULAR_SETTINGS).
TIPOS_DE_BIEN, TIPOS_DE_VIA = codigos(TipoBien), codigos(TipoVia)
PAGADORES, UNIDADES = codigos(Pagador), codigos(Unidad)


class FechaField(serializers.DateField):
    """A day that can be believed: from 1950 (or `desde`) to 2099."""

    def __init__(self, *, desde: date = PRIMERA_FECHA, **kwargs: Any) -> None:
        frase = _("Esa fecha no es creíble.")
        validadores = [MinValueValidator(desde, frase), MaxValueValidator(ULTIMA_FECHA, frase)]
        super().__init__(validators=validadores, **kwargs)


# --- In


class VentaSerializer(serializers.Serializer):
    fecha_contrato = FechaField(required=False, allow_null=True)
    fecha_factura = FechaField(required=False, allow_null=True)
    fecha_albaran = FechaField(required=False, allow_null=True)
    tipo = serializers.ChoiceField(choices=TIPOS_DE_BIEN, default=TipoBien.NUEVO.value)
    meses_pactados = serializers.IntegerField(
        required=False, allow_null=True, min_value=0, max_value=120
    )
    fin_suministro = FechaField(required=False, allow_null=True)
    parte_de_bien = serializers.BooleanField(default=False)


class ReparacionSerializer(serializers.Serializer):
    entrada = FechaField()
    salida = FechaField(required=False, allow_null=True)
    defecto = serializers.CharField(required=False, allow_blank=True, max_length=120)
    origen = serializers.CharField(required=False, allow_blank=True, max_length=120)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs.get("salida") and attrs["salida"] < attrs["entrada"]:
            raise serializers.ValidationError({"salida": _("No puede volver antes de entrar.")})
        return attrs


class OtraCoberturaSerializer(serializers.Serializer):
    tipo = serializers.ChoiceField(
        choices=[c for c in codigos(TipoVia) if c not in {TipoVia.LEGAL, TipoVia.ENTRE_EMPRESAS}]
    )
    desde = FechaField()
    hasta = FechaField()
    paga = serializers.ChoiceField(choices=PAGADORES)
    piezas_pct = serializers.IntegerField(default=100, min_value=0, max_value=100)
    mano_obra_pct = serializers.IntegerField(default=100, min_value=0, max_value=100)
    desplazamiento_pct = serializers.IntegerField(default=100, min_value=0, max_value=100)
    defecto = serializers.CharField(default="", allow_blank=True, max_length=120)


class HechosSerializer(serializers.Serializer):
    """`consumidor` null: not known, which gives an honest "indeterminado"."""

    manifestacion = FechaField()
    consumidor = serializers.BooleanField(allow_null=True, default=None)
    venta = VentaSerializer(required=False, allow_null=True)
    papel = serializers.ChoiceField(choices=codigos(Papel), default=Papel.VENDEDOR.value)
    reparaciones = serializers.ListField(
        child=ReparacionSerializer(), required=False, max_length=100
    )
    defecto = serializers.CharField(default="", allow_blank=True, max_length=120)
    origen = serializers.CharField(default="", allow_blank=True, max_length=120)
    otras = serializers.ListField(child=OtraCoberturaSerializer(), required=False, max_length=100)
    uso_indebido = serializers.BooleanField(default=False)
    vendedor_inaccesible = serializers.BooleanField(default=False)
    territorio = serializers.ChoiceField(
        choices=Comunidad.values, required=False, allow_blank=True, default=""
    )
    hoy = FechaField(required=False, allow_null=True)

    def hechos(self, hoy: date) -> Hechos:
        """The facts of valid data, as the rules take them; `hoy` if they do not say theirs."""
        datos = dict(self.validated_data)
        venta = datos.pop("venta", None)
        return Hechos(
            **{
                **datos,
                "papel": Papel(datos["papel"]),
                "hoy": datos.get("hoy") or hoy,
                "venta": Venta(**{**venta, "tipo": TipoBien(venta["tipo"])}) if venta else None,
                "reparaciones": tuple(Reparacion(**r) for r in datos.get("reparaciones", ())),
                "otras": tuple(_otra(otra) for otra in datos.get("otras", ())),
            }
        )


def _otra(datos: dict[str, Any]) -> OtraCobertura:
    return OtraCobertura(
        **{**datos, "tipo": TipoVia(datos["tipo"]), "paga": Pagador(datos["paga"])}
    )


class ReclamacionSerializer(serializers.Serializer):
    presentada = FechaField(desde=PRIMERA_RECLAMACION)
    clase = serializers.ChoiceField(
        choices=codigos(ClaseLegal), default=ClaseLegal.QUEJA_RECLAMACION.value
    )
    consumidor = serializers.BooleanField(default=True)
    gran_empresa = serializers.BooleanField(default=False)
    facturacion = serializers.BooleanField(default=False)
    compleja = serializers.BooleanField(default=False)
    territorio = serializers.ChoiceField(
        choices=Comunidad.values, required=False, allow_blank=True, default=""
    )


# --- Out


class MotivoSerializer(serializers.Serializer):
    texto = serializers.CharField(source="frase")
    norma = serializers.CharField(allow_blank=True)
    articulo = serializers.CharField(allow_blank=True)
    certeza = serializers.ChoiceField(choices=codigos(Certeza))


class ViaSerializer(serializers.Serializer):
    tipo = serializers.ChoiceField(choices=TIPOS_DE_VIA)
    veredicto = serializers.ChoiceField(choices=codigos(Veredicto))
    paga = serializers.ChoiceField(choices=PAGADORES, allow_null=True)
    hasta = serializers.DateField(allow_null=True)
    prueba = serializers.ChoiceField(choices=codigos(QuienPrueba), allow_null=True)
    fin_accion = serializers.DateField(allow_null=True)
    faltan = serializers.ListField(child=serializers.CharField())
    piezas_pct = serializers.IntegerField()
    mano_obra_pct = serializers.IntegerField()
    desplazamiento_pct = serializers.IntegerField()
    motivos = MotivoSerializer(many=True)


class GarantiaSerializer(serializers.Serializer):
    regimen = serializers.CharField()
    tipo = serializers.ChoiceField(choices=TIPOS_DE_BIEN)
    fecha_contrato = serializers.DateField()
    inicio = serializers.DateField()
    fin = serializers.DateField()
    fin_presuncion = serializers.DateField()
    fin_accion = serializers.DateField(allow_null=True)
    motivos = MotivoSerializer(many=True)


class PlazosSerializer(serializers.Serializer):
    fin = serializers.DateField(allow_null=True)
    fin_presuncion = serializers.DateField(allow_null=True)
    dias = serializers.IntegerField()
    motivos = MotivoSerializer(many=True)


class DecisionSerializer(serializers.Serializer):
    """`garantia`: R1, before repairs. `plazos`: R2, after them; null dates while suspended."""

    veredicto = serializers.ChoiceField(choices=codigos(Veredicto))
    via = serializers.ChoiceField(choices=TIPOS_DE_VIA)
    paga = serializers.ChoiceField(choices=PAGADORES, allow_null=True)
    hasta = serializers.DateField(allow_null=True)
    prueba = serializers.ChoiceField(choices=codigos(QuienPrueba), allow_null=True)
    fin_accion = serializers.DateField(allow_null=True)
    piezas_pct = serializers.IntegerField()
    mano_obra_pct = serializers.IntegerField()
    desplazamiento_pct = serializers.IntegerField()
    faltan = serializers.ListField(child=serializers.CharField())
    derivacion = MotivoSerializer(allow_null=True)
    motivos = MotivoSerializer(many=True)
    vias = ViaSerializer(many=True)
    garantia = GarantiaSerializer(allow_null=True)
    plazos = PlazosSerializer(source="manifestacion.cobertura.plazos", allow_null=True)


class PlazoSerializer(serializers.Serializer):
    valor = serializers.DecimalField(max_digits=10, decimal_places=2)
    unidad = serializers.ChoiceField(choices=UNIDADES)


class LimiteSerializer(serializers.Serializer):
    codigo = serializers.CharField()
    fecha = serializers.DateField()
    plazo = PlazoSerializer()
    informativo = serializers.BooleanField()
    motivos = MotivoSerializer(many=True)


class PlazosReclamacionSerializer(serializers.Serializer):
    """`efectivo`: the earliest that counts; `objetivo`: the last working day up to it."""

    limites = LimiteSerializer(many=True)
    efectivo = LimiteSerializer(allow_null=True)
    objetivo = serializers.DateField(allow_null=True)
    motivos = MotivoSerializer(many=True)


class ParametroSerializer(PlazoSerializer):
    codigo = serializers.CharField()
    desde = serializers.DateField()
    hasta = serializers.DateField(allow_null=True)
    territorio = serializers.CharField(allow_blank=True)
    norma = serializers.CharField()
    articulo = serializers.CharField(allow_blank=True)
    certeza = serializers.ChoiceField(choices=codigos(Certeza))
    nota = serializers.CharField(allow_blank=True)
    propio = serializers.BooleanField()


class ReglaSerializer(serializers.Serializer):
    codigo = serializers.CharField()
    titulo = serializers.CharField()
    resumen = serializers.CharField()
    normas = serializers.ListField(child=serializers.CharField())
    parametros = ParametroSerializer(many=True)
