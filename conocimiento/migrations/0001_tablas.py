import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    # Installations of before 0.1.0 are taken as they are when they have all of these.
    replaces = [
        ("conocimiento", "0001_inicial"),
    ]

    initial = True

    dependencies = [
        ("cuentas", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Guion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "tipos",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="tipos",
                    ),
                ),
                (
                    "categorias",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveIntegerField(),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="categorías",
                    ),
                ),
                ("nombre", models.CharField(max_length=100, verbose_name="nombre")),
                (
                    "resumen",
                    models.CharField(
                        blank=True,
                        help_text="En una frase.",
                        max_length=200,
                        verbose_name="para qué sirve",
                    ),
                ),
                ("activo", models.BooleanField(default=True, verbose_name="activo")),
                ("clave", models.CharField(blank=True, editable=False, max_length=40)),
                (
                    "creado_en",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
            ],
            options={
                "verbose_name": "guion",
                "verbose_name_plural": "guiones",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("clave", ""), _negated=True),
                        fields=("clave",),
                        name="guion_clave_unica",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Objecion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "guion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="objeciones",
                        to="conocimiento.guion",
                    ),
                ),
                ("orden", models.PositiveSmallIntegerField(default=0, verbose_name="orden")),
                ("objecion", models.CharField(max_length=300, verbose_name="el cliente dice")),
                ("respuesta", models.TextField(max_length=2000, verbose_name="se responde")),
            ],
            options={
                "verbose_name": "objeción",
                "verbose_name_plural": "objeciones",
                "ordering": ["orden", "pk"],
            },
        ),
        migrations.CreateModel(
            name="PasoGuion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "guion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pasos",
                        to="conocimiento.guion",
                    ),
                ),
                ("orden", models.PositiveSmallIntegerField(default=0, verbose_name="orden")),
                ("texto", models.CharField(max_length=300, verbose_name="paso")),
                (
                    "ayuda",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="por qué, o qué mirar"
                    ),
                ),
            ],
            options={
                "verbose_name": "paso de guion",
                "verbose_name_plural": "pasos de guion",
                "ordering": ["orden", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Plantilla",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "tipos",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="tipos",
                    ),
                ),
                (
                    "categorias",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveIntegerField(),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="categorías",
                    ),
                ),
                ("nombre", models.CharField(max_length=100, verbose_name="nombre")),
                (
                    "atajo",
                    models.SlugField(
                        help_text="Lo que se escribe detrás de la barra: /cita.",
                        max_length=40,
                        verbose_name="atajo",
                    ),
                ),
                ("carpeta", models.CharField(blank=True, max_length=60, verbose_name="carpeta")),
                (
                    "dueno",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plantillas",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="de quién",
                    ),
                ),
                ("activa", models.BooleanField(default=True, verbose_name="activa")),
                ("clave", models.CharField(blank=True, editable=False, max_length=40)),
                (
                    "usos",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="usos"),
                ),
                (
                    "usada_en",
                    models.DateTimeField(editable=False, null=True, verbose_name="último uso"),
                ),
                (
                    "creada_en",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
            ],
            options={
                "verbose_name": "plantilla",
                "verbose_name_plural": "plantillas",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("activa", True)),
                        fields=("dueno", "atajo"),
                        name="plantilla_atajo_unico",
                        nulls_distinct=False,
                        violation_error_message="Ya hay otra plantilla con ese atajo.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("clave", ""), _negated=True),
                        fields=("clave",),
                        name="plantilla_clave_unica",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TextoPlantilla",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "plantilla",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="textos",
                        to="conocimiento.plantilla",
                    ),
                ),
                (
                    "idioma",
                    models.CharField(
                        choices=[
                            ("es", "Español"),
                            ("ca", "Catalán"),
                            ("gl", "Gallego"),
                            ("eu", "Euskera"),
                            ("en", "Inglés"),
                        ],
                        default="es",
                        max_length=5,
                        verbose_name="idioma",
                    ),
                ),
                ("texto", models.TextField(max_length=10000, verbose_name="texto")),
            ],
            options={
                "verbose_name": "texto de plantilla",
                "verbose_name_plural": "textos de plantilla",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("idioma__in", ["es", "ca", "gl", "eu", "en"])),
                        name="textoplantilla_idioma_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.UniqueConstraint(
                        fields=("plantilla", "idioma"), name="texto_plantilla_uno_por_idioma"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("texto", ""), _negated=True),
                        name="texto_plantilla_dice_algo",
                        violation_error_message="El texto está vacío.",
                    ),
                ],
            },
        ),
    ]
