from decimal import Decimal

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import nucleo.eventos
import nucleo.tiempo
from nucleo.eventos import SoloAnadir


class Migration(migrations.Migration):
    # Installations of before 0.1.0 are taken as they are when they have all of these.
    replaces = [
        ("normativa", "0001_valores_propios"),
        ("normativa", "0002_unidades_de_km_veces_y_si_no"),
        ("normativa", "0003_historial_de_valores_propios"),
    ]

    initial = True

    dependencies = [
        ("cuentas", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="ParametroPropio",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("codigo", models.CharField(max_length=60, verbose_name="parámetro")),
                (
                    "territorio",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("AN", "Andalucía"),
                            ("AR", "Aragón"),
                            ("AS", "Asturias"),
                            ("CB", "Cantabria"),
                            ("CE", "Ceuta"),
                            ("CL", "Castilla y León"),
                            ("CM", "Castilla-La Mancha"),
                            ("CN", "Canarias"),
                            ("CT", "Cataluña"),
                            ("EX", "Extremadura"),
                            ("GA", "Galicia"),
                            ("IB", "Illes Balears"),
                            ("MC", "Región de Murcia"),
                            ("MD", "Comunidad de Madrid"),
                            ("ML", "Melilla"),
                            ("NC", "Navarra"),
                            ("PV", "País Vasco"),
                            ("RI", "La Rioja"),
                            ("VC", "Comunitat Valenciana"),
                        ],
                        max_length=2,
                        verbose_name="comunidad autónoma",
                    ),
                ),
                (
                    "valor",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=10,
                        validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                        verbose_name="valor",
                    ),
                ),
                (
                    "unidad",
                    models.CharField(
                        choices=[
                            ("horas", "horas"),
                            ("dias", "días naturales"),
                            ("dias_habiles", "días hábiles"),
                            ("meses", "meses"),
                            ("anios", "años"),
                            ("euros", "euros"),
                            ("porcentaje", "por ciento"),
                            ("minutos", "minutos"),
                            ("kilometros", "kilómetros"),
                            ("veces", "veces"),
                            ("si_no", "sí (1) o no (0)"),
                        ],
                        max_length=15,
                        verbose_name="unidad",
                    ),
                ),
                ("desde", models.DateField(verbose_name="desde")),
                ("hasta", models.DateField(blank=True, null=True, verbose_name="hasta")),
                ("motivo", models.CharField(max_length=300, verbose_name="por qué")),
                (
                    "autor",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="quién",
                    ),
                ),
                ("creado_en", models.DateTimeField(auto_now_add=True, verbose_name="cuándo")),
                (
                    "anulado_en",
                    models.DateTimeField(editable=False, null=True, verbose_name="anulado"),
                ),
                (
                    "motivo_cese",
                    models.CharField(blank=True, max_length=300, verbose_name="por qué se deja"),
                ),
            ],
            options={
                "verbose_name": "valor propio de un parámetro",
                "verbose_name_plural": "valores propios de parámetros",
                "ordering": ["codigo", "territorio", "-desde"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "territorio__in",
                                [
                                    "",
                                    "AN",
                                    "AR",
                                    "AS",
                                    "CB",
                                    "CE",
                                    "CL",
                                    "CM",
                                    "CN",
                                    "CT",
                                    "EX",
                                    "GA",
                                    "IB",
                                    "MC",
                                    "MD",
                                    "ML",
                                    "NC",
                                    "PV",
                                    "RI",
                                    "VC",
                                ],
                            )
                        ),
                        name="parametropropio_territorio_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "unidad__in",
                                [
                                    "horas",
                                    "dias",
                                    "dias_habiles",
                                    "meses",
                                    "anios",
                                    "euros",
                                    "porcentaje",
                                    "minutos",
                                    "kilometros",
                                    "veces",
                                    "si_no",
                                ],
                            )
                        ),
                        name="parametropropio_unidad_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("hasta", None), ("hasta__gte", models.F("desde")), _connector="OR"
                        ),
                        name="parametropropio_termina_despues_de_empezar",
                        violation_error_message="No puede terminar antes de empezar.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("valor__gte", 0)),
                        name="parametropropio_no_negativo",
                        violation_error_message="El valor no puede ser negativo.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("motivo", ""), _negated=True),
                        name="parametropropio_con_motivo",
                        violation_error_message="Diga por qué se cambia.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("anulado_en", None),
                            models.Q(("motivo_cese", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="parametropropio_anulado_con_motivo",
                        violation_error_message="Diga por qué se deja de usar.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("anulado_en", None)),
                        fields=("codigo", "territorio", "desde"),
                        name="parametropropio_uno_por_fecha",
                        violation_error_message="Ya hay un valor propio desde ese día.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EventoParametro",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        db_default=nucleo.eventos.SiguienteEvento(), editable=False
                    ),
                ),
                ("codigo", models.CharField(max_length=40, verbose_name="código")),
                ("ocurrido_en", models.DateTimeField(verbose_name="ocurrido")),
                (
                    "registrado_en",
                    models.DateTimeField(
                        db_default=nucleo.eventos.Reloj(), editable=False, verbose_name="registrado"
                    ),
                ),
                (
                    "dia_local",
                    nucleo.tiempo.DiaLocalField(desde="ocurrido_en", verbose_name="día local"),
                ),
                (
                    "autor",
                    models.CharField(
                        choices=[
                            ("usuario", "Usuario"),
                            ("contacto", "Contacto"),
                            ("token", "Programa con token"),
                            ("sistema", "Sistema"),
                        ],
                        max_length=8,
                        verbose_name="autor",
                    ),
                ),
                (
                    "usuario",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("datos", models.JSONField(blank=True, default=dict, verbose_name="datos")),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "parametro_id",
                        "id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "parametro",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="eventos",
                        to="normativa.parametropropio",
                    ),
                ),
            ],
            options={
                "verbose_name": "suceso de un valor propio",
                "verbose_name_plural": "sucesos de valores propios",
                "ordering": ["parametro", "id"],
                "abstract": False,
                "indexes": [models.Index(fields=["registrado_en"], name="eventoparametro_reg")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("autor__in", ["usuario", "contacto", "token", "sistema"])
                        ),
                        name="eventoparametro_autor_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("autor", "usuario"), ("usuario__isnull", False)),
                            models.Q(
                                models.Q(("autor", "usuario"), _negated=True), ("usuario", None)
                            ),
                            _connector="OR",
                        ),
                        name="eventoparametro_usuario_si_es_autor",
                    ),
                ],
            },
        ),
        SoloAnadir("normativa_eventoparametro"),
    ]
