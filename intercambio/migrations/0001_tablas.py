import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    # Installations of before 0.1.0 are taken as they are when they have all of these.
    replaces = [
        ("intercambio", "0001_inicial"),
    ]

    initial = True

    dependencies = [
        ("cuentas", "__first__"),
        ("nucleo", "0001_tablas"),
    ]

    operations = [
        migrations.CreateModel(
            name="Importacion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "clase",
                    models.CharField(
                        choices=[
                            ("todo", "Clientes con sus equipos y compras"),
                            ("clientes", "Clientes"),
                            ("productos", "Productos"),
                            ("equipos", "Equipos"),
                            ("compras", "Compras"),
                            ("coberturas", "Coberturas"),
                            ("contratos", "Contratos"),
                        ],
                        max_length=12,
                        verbose_name="qué trae",
                    ),
                ),
                ("nombre", models.CharField(max_length=200, verbose_name="archivo")),
                (
                    "archivo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="nucleo.archivo",
                    ),
                ),
                (
                    "autor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "creada_en",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="subida"
                    ),
                ),
                (
                    "estado",
                    models.CharField(
                        choices=[
                            ("subida", "Sin ensayar"),
                            ("ensayando", "Ensayando"),
                            ("ensayada", "Ensayada"),
                            ("importando", "Importando"),
                            ("terminada", "Terminada"),
                            ("fallida", "Se interrumpió"),
                            ("descartada", "Descartada"),
                        ],
                        default="subida",
                        editable=False,
                        max_length=12,
                        verbose_name="estado",
                    ),
                ),
                ("hoja", models.CharField(blank=True, max_length=100, verbose_name="hoja")),
                (
                    "codificacion",
                    models.CharField(blank=True, max_length=20, verbose_name="codificación"),
                ),
                ("separador", models.CharField(blank=True, max_length=1, verbose_name="separador")),
                (
                    "fila_cabecera",
                    models.PositiveIntegerField(default=1, verbose_name="fila de los títulos"),
                ),
                ("columnas", models.JSONField(default=list, verbose_name="columnas")),
                (
                    "papel",
                    models.CharField(
                        choices=[
                            ("vendedor", "Vendedor"),
                            ("fabricante", "Fabricante"),
                            ("sat_oficial", "SAT oficial de la marca"),
                            ("sat_independiente", "SAT independiente"),
                        ],
                        default="vendedor",
                        max_length=20,
                        verbose_name="para estos equipos somos",
                    ),
                ),
                (
                    "solo_nuevas",
                    models.BooleanField(default=False, verbose_name="no cambiar lo que ya existe"),
                ),
                (
                    "total",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="filas"),
                ),
                (
                    "hechas",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="filas hechas"
                    ),
                ),
                ("cuentas", models.JSONField(default=dict, editable=False, verbose_name="cuentas")),
                (
                    "pedida_en",
                    models.DateTimeField(editable=False, null=True, verbose_name="pedida"),
                ),
                (
                    "latido_en",
                    models.DateTimeField(editable=False, null=True, verbose_name="última señal"),
                ),
                (
                    "terminada_en",
                    models.DateTimeField(editable=False, null=True, verbose_name="terminada"),
                ),
                (
                    "fallo",
                    models.CharField(
                        blank=True, editable=False, max_length=500, verbose_name="qué pasó"
                    ),
                ),
            ],
            options={
                "verbose_name": "importación",
                "verbose_name_plural": "importaciones",
                "indexes": [
                    models.Index(
                        condition=models.Q(("estado__in", ["ensayando", "importando"])),
                        fields=["latido_en"],
                        name="importacion_en_marcha",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "clase__in",
                                [
                                    "todo",
                                    "clientes",
                                    "productos",
                                    "equipos",
                                    "compras",
                                    "coberturas",
                                    "contratos",
                                ],
                            )
                        ),
                        name="importacion_clase_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "estado__in",
                                [
                                    "subida",
                                    "ensayando",
                                    "ensayada",
                                    "importando",
                                    "terminada",
                                    "fallida",
                                    "descartada",
                                ],
                            )
                        ),
                        name="importacion_estado_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "papel__in",
                                ["vendedor", "fabricante", "sat_oficial", "sat_independiente"],
                            )
                        ),
                        name="importacion_papel_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("hechas__lte", models.F("total"))),
                        name="importacion_hechas_no_pasan_del_total",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("estado", "fallida"), models.Q(("fallo", ""), _negated=True)),
                            models.Q(models.Q(("estado", "fallida"), _negated=True), ("fallo", "")),
                            _connector="OR",
                        ),
                        name="importacion_fallo_si_se_interrumpe",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("estado", "terminada"), ("terminada_en__isnull", False)),
                            models.Q(
                                models.Q(("estado", "terminada"), _negated=True),
                                ("terminada_en", None),
                            ),
                            _connector="OR",
                        ),
                        name="importacion_terminada_con_su_hora",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FilaRechazada",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "importacion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rechazadas",
                        to="intercambio.importacion",
                    ),
                ),
                ("linea", models.PositiveIntegerField(verbose_name="línea")),
                ("columna", models.CharField(blank=True, max_length=120, verbose_name="columna")),
                ("motivo", models.CharField(max_length=400, verbose_name="motivo")),
                ("valores", models.JSONField(default=list, verbose_name="valores")),
            ],
            options={
                "verbose_name": "fila rechazada",
                "verbose_name_plural": "filas rechazadas",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("importacion", "linea"), name="filarechazada_una_por_linea"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MapeoRecordado",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "clase",
                    models.CharField(
                        choices=[
                            ("todo", "Clientes con sus equipos y compras"),
                            ("clientes", "Clientes"),
                            ("productos", "Productos"),
                            ("equipos", "Equipos"),
                            ("compras", "Compras"),
                            ("coberturas", "Coberturas"),
                            ("contratos", "Contratos"),
                        ],
                        max_length=12,
                        verbose_name="qué trae",
                    ),
                ),
                ("huella", models.CharField(max_length=64)),
                ("columnas", models.JSONField(default=list, verbose_name="columnas")),
                (
                    "usado_en",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="usado"),
                ),
            ],
            options={
                "verbose_name": "correspondencia de columnas",
                "verbose_name_plural": "correspondencias de columnas",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "clase__in",
                                [
                                    "todo",
                                    "clientes",
                                    "productos",
                                    "equipos",
                                    "compras",
                                    "coberturas",
                                    "contratos",
                                ],
                            )
                        ),
                        name="mapeorecordado_clase_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.UniqueConstraint(
                        fields=("clase", "huella"), name="mapeorecordado_unico"
                    ),
                ],
            },
        ),
    ]
