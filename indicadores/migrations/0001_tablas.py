import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    # Installations of before 0.1.0 are taken as they are when they have all of these.
    replaces = [
        ("indicadores", "0001_inicial"),
        ("indicadores", "0002_semanas_y_meses"),
        ("indicadores", "0003_llamadas"),
        ("indicadores", "0004_chats_y_plazos"),
    ]

    initial = True

    dependencies = [
        ("cuentas", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="DiaPendiente",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "hechos",
                    models.CharField(
                        choices=[
                            ("llegadas", "Incidencias por día de llegada"),
                            ("resueltas", "Incidencias por día de resolución"),
                            ("resoluciones", "Resoluciones, también las deshechas, por su día"),
                            ("promesas", "Promesas por día de vencimiento"),
                            ("respuestas", "Respuestas de encuesta por su día"),
                            ("envios", "Encuestas entregadas por día de envío"),
                            ("llamadas", "Llamadas recibidas por día en que entran"),
                            ("chats", "Chats por día en que se ofrecen"),
                            (
                                "plazos",
                                "Quejas y reclamaciones por el día en que hay que responderlas",
                            ),
                        ],
                        max_length=12,
                        verbose_name="hechos",
                    ),
                ),
                ("dia", models.DateField(verbose_name="día")),
                (
                    "apuntado_en",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
            ],
            options={
                "verbose_name": "día por medir",
                "verbose_name_plural": "días por medir",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "hechos__in",
                                [
                                    "llegadas",
                                    "resueltas",
                                    "resoluciones",
                                    "promesas",
                                    "respuestas",
                                    "envios",
                                    "llamadas",
                                    "chats",
                                    "plazos",
                                ],
                            )
                        ),
                        name="diapendiente_hechos_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.UniqueConstraint(fields=("hechos", "dia"), name="diapendiente_unico"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Medicion",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "indicador",
                        "dimension",
                        "lapso",
                        "dia",
                        "valor",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("indicador", models.CharField(max_length=40, verbose_name="indicador")),
                (
                    "dimension",
                    models.CharField(
                        choices=[
                            ("total", "Total"),
                            ("canal", "Canal"),
                            ("categoria", "Categoría"),
                            ("grupo", "Grupo"),
                            ("producto", "Producto"),
                            ("tecnico", "Técnico"),
                        ],
                        max_length=12,
                        verbose_name="dimensión",
                    ),
                ),
                (
                    "lapso",
                    models.CharField(
                        choices=[("dia", "Día"), ("semana", "Semana"), ("mes", "Mes")],
                        default="dia",
                        max_length=6,
                        verbose_name="lapso",
                    ),
                ),
                ("dia", models.DateField(help_text="El primero de su lapso.", verbose_name="día")),
                (
                    "valor",
                    models.CharField(
                        blank=True,
                        help_text="Código o id; vacío: sin valor o total.",
                        max_length=40,
                        verbose_name="valor",
                    ),
                ),
                ("n", models.PositiveIntegerField(default=0, verbose_name="casos que cuentan")),
                ("aciertos", models.PositiveIntegerField(default=0, verbose_name="aciertos")),
                ("fallos", models.PositiveIntegerField(default=0, verbose_name="fallos")),
                ("pendientes", models.PositiveIntegerField(default=0, verbose_name="aún abiertos")),
                ("suma", models.BigIntegerField(default=0, verbose_name="suma")),
                (
                    "cubos",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(),
                        default=list,
                        size=None,
                        verbose_name="cubos",
                    ),
                ),
                (
                    "cuentas",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveIntegerField(),
                        default=list,
                        size=None,
                        verbose_name="cuentas",
                    ),
                ),
            ],
            options={
                "verbose_name": "medición",
                "verbose_name_plural": "mediciones",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "dimension__in",
                                ["total", "canal", "categoria", "grupo", "producto", "tecnico"],
                            )
                        ),
                        name="medicion_dimension_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("lapso__in", ["dia", "semana", "mes"])),
                        name="medicion_lapso_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "n__gte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("aciertos"), "+", models.F("fallos")
                                ),
                            )
                        ),
                        name="medicion_aciertos_y_fallos_caben",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("cubos__len", models.F("cuentas__len"))),
                        name="medicion_histograma_parejo",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("dimension", "total"), _negated=True),
                            ("valor", ""),
                            _connector="OR",
                        ),
                        name="medicion_total_sin_valor",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Meta",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("indicador", models.CharField(max_length=40, verbose_name="indicador")),
                ("vigente_desde", models.DateField(verbose_name="desde")),
                (
                    "objetivo",
                    models.DecimalField(
                        decimal_places=2,
                        help_text="En la unidad del indicador; vacío: desde ese día no hay objetivo.",
                        max_digits=12,
                        null=True,
                        verbose_name="objetivo",
                    ),
                ),
                (
                    "fijada_por",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "fijada_en",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="fijada"
                    ),
                ),
            ],
            options={
                "verbose_name": "meta",
                "verbose_name_plural": "metas",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("indicador", "vigente_desde"),
                        name="meta_una_por_dia",
                        violation_error_message="Ese indicador ya tiene un objetivo desde ese día.",
                    )
                ],
            },
        ),
    ]
