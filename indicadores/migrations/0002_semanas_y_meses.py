"""Weeks and months beside the days.

A key cannot be altered, so the table, which is derived, is made anew; the pulls start again from
the first event and measure every day the next night.
"""

import django.contrib.postgres.fields
import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("indicadores", "0001_inicial"), ("nucleo", "0001_inicial")]

    operations = [
        migrations.DeleteModel("Medicion"),
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
        migrations.RunSQL(
            "delete from nucleo_cursor where consumidor like 'indicadores.%%'",
            migrations.RunSQL.noop,
        ),
    ]
