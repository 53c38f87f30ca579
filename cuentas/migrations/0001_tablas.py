import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    # Installations of before 0.1.0 are taken as they are when they have all of these.
    replaces = [
        ("cuentas", "0001_inicial"),
        ("cuentas", "0002_notificaciones_disponibilidad_y_ausencias"),
        ("cuentas", "0003_supervisor_del_grupo"),
        ("cuentas", "0004_horas_para_responder_a_otro_grupo"),
    ]

    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("nucleo", "0001_tablas"),
    ]

    operations = [
        migrations.CreateModel(
            name="Habilidad",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("codigo", models.SlugField(max_length=40, unique=True, verbose_name="código")),
                ("nombre", models.CharField(max_length=80, verbose_name="nombre")),
            ],
            options={
                "verbose_name": "habilidad",
                "verbose_name_plural": "habilidades",
            },
        ),
        migrations.CreateModel(
            name="Rol",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "codigo",
                    models.CharField(
                        choices=[
                            ("agente", "Agente"),
                            ("coordinador", "Coordinación"),
                            ("tecnico", "Técnico"),
                            ("gestor", "Gestión"),
                            ("calidad", "Calidad"),
                            ("administrador", "Administración"),
                            ("externo", "SAT externo"),
                            ("cliente", "Cliente"),
                        ],
                        max_length=20,
                        unique=True,
                        verbose_name="código",
                    ),
                ),
            ],
            options={
                "verbose_name": "rol",
                "verbose_name_plural": "roles",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "codigo__in",
                                [
                                    "agente",
                                    "coordinador",
                                    "tecnico",
                                    "gestor",
                                    "calidad",
                                    "administrador",
                                    "externo",
                                    "cliente",
                                ],
                            )
                        ),
                        name="rol_codigo_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Usuario",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                ("email", models.EmailField(max_length=254, unique=True, verbose_name="correo")),
                ("nombre", models.CharField(blank=True, max_length=120, verbose_name="nombre")),
                ("telefono", models.CharField(blank=True, max_length=20, verbose_name="teléfono")),
                ("idioma", models.CharField(default="es", max_length=5, verbose_name="idioma")),
                (
                    "disponibilidad",
                    models.CharField(
                        choices=[
                            ("disponible", "Disponible"),
                            ("ocupado", "Ocupado"),
                            ("ausente", "Ausente"),
                        ],
                        db_default="disponible",
                        default="disponible",
                        max_length=10,
                        verbose_name="disponibilidad",
                    ),
                ),
                (
                    "capacidad",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Con más no se le asignan solas. Vacío: sin límite.",
                        null=True,
                        verbose_name="incidencias abiertas a la vez",
                    ),
                ),
                (
                    "is_staff",
                    models.BooleanField(default=False, verbose_name="entra en la administración"),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="activo")),
                (
                    "creado_en",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="creado"
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
                (
                    "roles",
                    models.ManyToManyField(
                        blank=True, related_name="usuarios", to="cuentas.rol", verbose_name="roles"
                    ),
                ),
                (
                    "habilidades",
                    models.ManyToManyField(
                        blank=True,
                        related_name="usuarios",
                        to="cuentas.habilidad",
                        verbose_name="habilidades",
                    ),
                ),
            ],
            options={
                "verbose_name": "usuario",
                "verbose_name_plural": "usuarios",
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"),
                        name="usuario_email_unico",
                        violation_error_message="Ya hay un usuario con ese correo.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("disponibilidad__in", ["disponible", "ocupado", "ausente"])
                        ),
                        name="usuario_disponibilidad_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Centro",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("nombre", models.CharField(max_length=120, verbose_name="nombre")),
                (
                    "direccion",
                    models.CharField(blank=True, max_length=200, verbose_name="dirección"),
                ),
                (
                    "municipio",
                    models.CharField(blank=True, max_length=100, verbose_name="municipio"),
                ),
                (
                    "codigo_postal",
                    models.CharField(blank=True, max_length=10, verbose_name="código postal"),
                ),
                (
                    "comunidad",
                    models.CharField(blank=True, max_length=2, verbose_name="comunidad autónoma"),
                ),
                ("telefono", models.CharField(blank=True, max_length=20, verbose_name="teléfono")),
                (
                    "calendario",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="centros",
                        to="nucleo.calendario",
                        verbose_name="calendario",
                    ),
                ),
            ],
            options={
                "verbose_name": "centro",
                "verbose_name_plural": "centros",
            },
        ),
        migrations.CreateModel(
            name="Grupo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("nombre", models.CharField(max_length=80, unique=True, verbose_name="nombre")),
                (
                    "centro",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grupos",
                        to="cuentas.centro",
                        verbose_name="centro",
                    ),
                ),
                (
                    "calendario",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grupos",
                        to="nucleo.calendario",
                        verbose_name="calendario",
                    ),
                ),
                (
                    "supervisor",
                    models.ForeignKey(
                        blank=True,
                        help_text="A quien se avisa de los plazos del grupo.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grupos_que_supervisa",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="lo supervisa",
                    ),
                ),
                (
                    "es_restringido",
                    models.BooleanField(
                        default=False,
                        help_text="Solo sus miembros ven sus incidencias.",
                        verbose_name="restringido",
                    ),
                ),
                (
                    "horas_peticion",
                    models.PositiveSmallIntegerField(
                        db_default=8,
                        default=8,
                        help_text="Laborables. Nunca pasan del plazo que tiene el cliente.",
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="horas para responder a otro grupo",
                    ),
                ),
                ("activo", models.BooleanField(default=True, verbose_name="activo")),
            ],
            options={
                "verbose_name": "grupo",
                "verbose_name_plural": "grupos",
            },
        ),
        migrations.CreateModel(
            name="Token",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "usuario",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tokens",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="usuario",
                    ),
                ),
                ("nombre", models.CharField(max_length=80, verbose_name="nombre")),
                (
                    "huella",
                    models.CharField(
                        editable=False, max_length=64, unique=True, verbose_name="huella"
                    ),
                ),
                (
                    "principio",
                    models.CharField(editable=False, max_length=12, verbose_name="principio"),
                ),
                (
                    "creado_en",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="creado"
                    ),
                ),
                (
                    "usado_en",
                    models.DateTimeField(editable=False, null=True, verbose_name="último uso"),
                ),
                (
                    "revocado_en",
                    models.DateTimeField(editable=False, null=True, verbose_name="revocado"),
                ),
            ],
            options={
                "verbose_name": "token de la API",
                "verbose_name_plural": "tokens de la API",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("revocado_en", None),
                            ("revocado_en__gte", models.F("creado_en")),
                            _connector="OR",
                        ),
                        name="token_revocado_despues_de_crear",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Ausencia",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "usuario",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ausencias",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("desde", models.DateField(verbose_name="desde")),
                (
                    "hasta",
                    models.DateField(help_text="El último día que falta.", verbose_name="hasta"),
                ),
                (
                    "suplente",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="suplencias",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="quién le cubre",
                    ),
                ),
            ],
            options={
                "verbose_name": "ausencia",
                "verbose_name_plural": "ausencias",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("hasta__gte", models.F("desde"))),
                        name="ausencia_acaba_despues",
                        violation_error_message="El último día no puede ser antes que el primero.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("suplente", None),
                            models.Q(("suplente", models.F("usuario")), _negated=True),
                            _connector="OR",
                        ),
                        name="ausencia_la_cubre_otro",
                        violation_error_message="Nadie se cubre a sí mismo.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                models.Func(
                                    "usuario",
                                    "usuario",
                                    models.Value("[]"),
                                    function="int8range",
                                    output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField(),
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    "desde",
                                    "hasta",
                                    models.Value("[]"),
                                    function="daterange",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="ausencia_sin_solape",
                        violation_error_message="Ya tiene una ausencia en esos días.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Notificacion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "usuario",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notificaciones",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("clave", models.CharField(editable=False, max_length=160)),
                ("texto", models.CharField(max_length=300, verbose_name="texto")),
                ("url", models.CharField(editable=False, max_length=300)),
                ("icono", models.CharField(default="bell", editable=False, max_length=40)),
                (
                    "creada_en",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="creada"
                    ),
                ),
                ("leida_en", models.DateTimeField(editable=False, null=True, verbose_name="leída")),
            ],
            options={
                "verbose_name": "notificación",
                "verbose_name_plural": "notificaciones",
                "indexes": [
                    models.Index(fields=["usuario", "-id"], name="notificacion_de_usuario"),
                    models.Index(
                        condition=models.Q(("leida_en", None)),
                        fields=["usuario"],
                        name="notificacion_sin_leer",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("usuario", "clave"), name="notificacion_una_vez"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("url__startswith", "/"),
                            models.Q(("url__startswith", "//"), _negated=True),
                        ),
                        name="notificacion_dentro_de_casa",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="usuario",
            name="grupos",
            field=models.ManyToManyField(
                blank=True, related_name="miembros", to="cuentas.grupo", verbose_name="grupos"
            ),
        ),
    ]
