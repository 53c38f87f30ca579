"""What is asked about a case as it comes in, what was answered, and what may not wait."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clientes.models import Idioma
from incidencias.models.incidencia import Incidencia
from nucleo.busqueda import columna_vector
from nucleo.restricciones import valores_de

SI, NO = "si", "no"


class ClasePregunta(models.TextChoices):
    SI_NO = "si_no", _("Sí o no")
    OPCION = "opcion", _("Una de varias")
    NUMERO = "numero", _("Número")
    TEXTO = "texto", _("Texto")
    FECHA = "fecha", _("Fecha")
    FOTO = "foto", _("Foto")


# Those whose answer can be compared: a condition or a danger may hang on them.
COMPARABLES = (ClasePregunta.SI_NO, ClasePregunta.OPCION)


class CausaUrgencia(models.Model):
    """A reason for which a case goes before all the others: gas, no heating with a baby…"""

    codigo = models.SlugField(_("código"), max_length=40, unique=True)
    nombre = models.CharField(_("nombre"), max_length=120)
    activa = models.BooleanField(_("activa"), default=True)

    class Meta:
        verbose_name = _("causa de urgencia vital")
        verbose_name_plural = _("causas de urgencia vital")

    def __str__(self) -> str:
        return self.nombre


class TextoSeguridad(models.Model):
    """A danger, and what to do at once; said before anything else when an answer tells of it."""

    codigo = models.SlugField(_("código"), max_length=40, unique=True)
    nombre = models.CharField(_("peligro"), max_length=100)
    causa_urgencia = models.ForeignKey(
        CausaUrgencia,
        models.PROTECT,
        related_name="textos_seguridad",
        null=True,
        blank=True,
        verbose_name=_("la incidencia es urgencia vital por"),
        help_text=_("Vacío: se avisa del peligro, pero la prioridad no cambia."),
    )
    activo = models.BooleanField(_("activo"), default=True)

    class Meta:
        verbose_name = _("texto de seguridad")
        verbose_name_plural = _("textos de seguridad")

    def __str__(self) -> str:
        return self.nombre


class TraduccionSeguridad(models.Model):
    """What to do, in one language. One line a step."""

    texto_seguridad = models.ForeignKey(
        TextoSeguridad, models.CASCADE, related_name="traducciones", db_index=False
    )
    idioma = models.CharField(_("idioma"), max_length=5, choices=Idioma)
    titulo = models.CharField(_("título"), max_length=120)
    pasos = models.TextField(_("qué hacer ahora"), max_length=2_000)

    class Meta:
        verbose_name = _("texto de seguridad en un idioma")
        verbose_name_plural = _("textos de seguridad en cada idioma")
        constraints = [
            valores_de("idioma", Idioma),
            models.UniqueConstraint(
                name="traduccionseguridad_una_por_idioma",
                fields=["texto_seguridad", "idioma"],
                violation_error_message=_("Ese texto ya está en ese idioma."),
            ),
        ]

    def __str__(self) -> str:
        return self.titulo


class PreguntaTriaje(models.Model):
    """A question that a category asks; the categories inside it ask it too."""

    categoria = models.ForeignKey(
        "incidencias.Categoria",
        models.PROTECT,
        related_name="preguntas",
        db_index=False,
        verbose_name=_("categoría"),
    )
    texto = models.CharField(_("pregunta"), max_length=200)
    ayuda = models.CharField(_("ayuda"), max_length=200, blank=True)
    clase = models.CharField(_("se responde con"), max_length=10, choices=ClasePregunta)
    opciones = models.JSONField(_("respuestas posibles"), default=list, blank=True)
    unidad = models.CharField(_("unidad"), max_length=20, blank=True)
    minimo = models.DecimalField(
        _("mínimo"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    maximo = models.DecimalField(
        _("máximo"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    obligatoria = models.BooleanField(_("obligatoria"), default=False)
    en_portal = models.BooleanField(
        _("la ve el cliente"), default=True, help_text=_("Si no, solo la hace la oficina.")
    )
    solo_si = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="condicionadas",
        null=True,
        blank=True,
        verbose_name=_("solo si a"),
    )
    solo_si_valor = models.CharField(_("se responde"), max_length=100, blank=True)
    texto_seguridad = models.ForeignKey(
        TextoSeguridad,
        models.PROTECT,
        related_name="preguntas",
        null=True,
        blank=True,
        verbose_name=_("avisa del peligro"),
    )
    peligro_valor = models.CharField(_("cuando se responde"), max_length=100, blank=True)
    orden = models.PositiveSmallIntegerField(_("orden"), default=0)
    activa = models.BooleanField(_("activa"), default=True)

    class Meta:
        verbose_name = _("pregunta de triaje")
        verbose_name_plural = _("preguntas de triaje")
        ordering = ["orden", "pk"]
        constraints = [
            valores_de("clase", ClasePregunta),
            models.UniqueConstraint(
                name="preguntatriaje_texto_unico",
                fields=["categoria", "texto"],
                violation_error_message=_("Esa pregunta ya está en la categoría."),
            ),
            models.CheckConstraint(
                name="preguntatriaje_opciones_de_elegir",
                condition=(
                    Q(clase=ClasePregunta.OPCION) & ~Q(opciones=[])
                    | ~Q(clase=ClasePregunta.OPCION) & Q(opciones=[])
                ),
                violation_error_message=_("Escribe las respuestas entre las que se elige."),
            ),
            models.CheckConstraint(
                name="preguntatriaje_limites_en_orden",
                condition=Q(minimo=None) | Q(maximo=None) | Q(minimo__lte=F("maximo")),
                violation_error_message=_("El mínimo no puede pasar del máximo."),
            ),
            models.CheckConstraint(
                name="preguntatriaje_condicion_entera",
                condition=Q(solo_si=None, solo_si_valor="")
                | (Q(solo_si__isnull=False) & ~Q(solo_si_valor="") & ~Q(solo_si=F("id"))),
                violation_error_message=_("Di a qué respuesta se hace la pregunta."),
            ),
            models.CheckConstraint(
                name="preguntatriaje_peligro_entero",
                condition=Q(texto_seguridad=None, peligro_valor="")
                | (Q(texto_seguridad__isnull=False, clase__in=COMPARABLES) & ~Q(peligro_valor="")),
                violation_error_message=_("Di con qué respuesta se avisa del peligro."),
            ),
        ]
        indexes = [
            models.Index(name="preguntatriaje_de_categoria", fields=["categoria", "orden"]),
        ]

    def __str__(self) -> str:
        return self.texto

    @property
    def valores(self) -> list[str]:
        """The answers that can be compared."""
        return [SI, NO] if self.clase == ClasePregunta.SI_NO else list(self.opciones)


class TraduccionPregunta(models.Model):
    """A question as customers read it in another language. What is answered is kept as ever."""

    pregunta = models.ForeignKey(
        PreguntaTriaje, models.CASCADE, related_name="traducciones", db_index=False
    )
    idioma = models.CharField(_("idioma"), max_length=5, choices=Idioma)
    texto = models.CharField(_("pregunta"), max_length=200)
    ayuda = models.CharField(_("ayuda"), max_length=200, blank=True)
    opciones = models.JSONField(
        _("respuestas posibles"),
        default=list,
        blank=True,
        help_text=_("En el orden de las de la pregunta."),
    )

    class Meta:
        verbose_name = _("pregunta en un idioma")
        verbose_name_plural = _("preguntas en cada idioma")
        constraints = [
            valores_de("idioma", Idioma),
            models.UniqueConstraint(
                name="traduccionpregunta_una_por_idioma",
                fields=["pregunta", "idioma"],
                violation_error_message=_("Esa pregunta ya está en ese idioma."),
            ),
            models.CheckConstraint(
                name="traduccionpregunta_en_otro_idioma",
                condition=~Q(idioma=Idioma.ES),
                violation_error_message=_("En español ya está escrita."),
            ),
        ]

    def __str__(self) -> str:
        return self.texto


class RespuestaTriaje(models.Model):
    """What was answered about a case, with the question as it was asked. Mutable: a correction
    leaves its event.
    """

    incidencia = models.ForeignKey(
        Incidencia, models.PROTECT, related_name="respuestas_triaje", db_index=False
    )
    pregunta = models.ForeignKey(PreguntaTriaje, models.PROTECT, related_name="+", db_index=False)
    enunciado = models.CharField(_("pregunta"), max_length=200)
    valor = models.TextField(
        _("respuesta"),
        max_length=5_000,
        blank=True,
        help_text=_("si o no; la opción; un número con punto; AAAA-MM-DD; texto."),
    )
    adjunto = models.ForeignKey(
        "incidencias.Adjunto", models.PROTECT, related_name="+", null=True, db_index=False
    )
    respondida_en = models.DateTimeField(default=timezone.now, editable=False)
    busqueda = columna_vector(B=("valor",))

    class Meta:
        verbose_name = _("respuesta de triaje")
        verbose_name_plural = _("respuestas de triaje")
        constraints = [
            models.UniqueConstraint(
                name="respuestatriaje_una_por_pregunta", fields=["incidencia", "pregunta"]
            ),
            models.CheckConstraint(
                name="respuestatriaje_dice_algo",
                condition=~Q(valor="") | Q(adjunto__isnull=False),
            ),
        ]
        indexes = [GinIndex(name="respuestatriaje_busqueda", fields=["busqueda"])]

    def __str__(self) -> str:
        return f"{self.enunciado} {self.valor}"[:80]
