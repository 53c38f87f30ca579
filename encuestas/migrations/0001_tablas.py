import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import nucleo.eventos
import nucleo.tiempo
from nucleo.eventos import SoloAnadir


class Migration(migrations.Migration):
    # Installations of before 0.1.0 are taken as they are when they have all of these.
    replaces = [
        ("encuestas", "0001_inicial"),
        ("encuestas", "0002_sin_indices_sin_lector"),
    ]

    initial = True

    dependencies = [
        ("clientes", "0001_tablas"),
        ("cuentas", "0001_tablas"),
        ("cuentas", "__first__"),
        ("incidencias", "0001_tablas"),
        ("sat", "0001_tablas"),
    ]

    operations = [
        migrations.CreateModel(
            name="Cuestionario",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("nombre", models.CharField(max_length=80, unique=True, verbose_name="nombre")),
            ],
            options={
                "verbose_name": "cuestionario",
                "verbose_name_plural": "cuestionarios",
            },
        ),
        migrations.CreateModel(
            name="ReglaEncuesta",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("nombre", models.CharField(max_length=80, unique=True, verbose_name="nombre")),
                (
                    "cuestionario",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reglas",
                        to="encuestas.cuestionario",
                    ),
                ),
                ("activa", models.BooleanField(default=True, verbose_name="activa")),
                (
                    "dias_entre_encuestas",
                    models.PositiveSmallIntegerField(
                        default=30, verbose_name="días entre encuestas a la misma persona"
                    ),
                ),
                (
                    "dias_hasta_recordatorio",
                    models.PositiveSmallIntegerField(
                        default=4,
                        help_text="0: sin recordatorio.",
                        verbose_name="días hasta el recordatorio",
                    ),
                ),
                (
                    "dias_de_vida",
                    models.PositiveSmallIntegerField(
                        default=30, verbose_name="días para responder"
                    ),
                ),
            ],
            options={
                "verbose_name": "regla de encuestas",
                "verbose_name_plural": "reglas de encuestas",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("dias_de_vida__gte", 1)), name="reglaencuesta_vive_algo"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="VersionCuestionario",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "cuestionario",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versiones",
                        to="encuestas.cuestionario",
                    ),
                ),
                ("numero", models.PositiveSmallIntegerField(verbose_name="versión")),
                ("vigente_desde", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "versión de cuestionario",
                "verbose_name_plural": "versiones de cuestionario",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("cuestionario", "numero"), name="versioncuestionario_unica"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitacion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "regla",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitaciones",
                        to="encuestas.reglaencuesta",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitaciones",
                        to="encuestas.versioncuestionario",
                    ),
                ),
                (
                    "incidencia",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitaciones",
                        to="incidencias.incidencia",
                    ),
                ),
                (
                    "contacto",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitaciones",
                        to="clientes.contacto",
                    ),
                ),
                ("evento_resolucion", models.BigIntegerField(editable=False, unique=True)),
                ("token_version", models.PositiveSmallIntegerField(default=1, editable=False)),
                ("token_huella", models.CharField(editable=False, max_length=64, unique=True)),
                ("idioma", models.CharField(default="es", max_length=5, verbose_name="idioma")),
                (
                    "enviada_en",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="enviada"),
                ),
                (
                    "dia_envio",
                    nucleo.tiempo.DiaLocalField(desde="enviada_en", verbose_name="día de envío"),
                ),
                ("recordada_en", models.DateTimeField(null=True, verbose_name="recordada")),
                ("abierta_en", models.DateTimeField(null=True, verbose_name="abierta")),
                ("respondida_en", models.DateTimeField(null=True, verbose_name="respondida")),
                ("caduca_en", models.DateTimeField(verbose_name="caduca")),
                ("baja_en", models.DateTimeField(null=True, verbose_name="no quiere más")),
                ("rebotada_en", models.DateTimeField(null=True, verbose_name="rebotada")),
            ],
            options={
                "verbose_name": "invitación",
                "verbose_name_plural": "invitaciones",
                "indexes": [
                    models.Index(fields=["-enviada_en", "-id"], name="invitacion_por_envio"),
                    models.Index(fields=["dia_envio"], name="invitacion_dia_envio"),
                    models.Index(fields=["contacto", "-enviada_en"], name="invitacion_de_contacto"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("caduca_en__gt", models.F("enviada_en"))),
                        name="invitacion_caduca_despues",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Respuesta",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "invitacion",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="respuesta",
                        to="encuestas.invitacion",
                    ),
                ),
                ("csat", models.PositiveSmallIntegerField(null=True, verbose_name="satisfacción")),
                ("ces", models.PositiveSmallIntegerField(null=True, verbose_name="facilidad")),
                ("nps", models.PositiveSmallIntegerField(null=True, verbose_name="recomendación")),
                (
                    "comentario",
                    models.TextField(blank=True, max_length=5000, verbose_name="comentario"),
                ),
                ("respondida_en", models.DateTimeField(verbose_name="respondida")),
                ("editada_en", models.DateTimeField(null=True, verbose_name="editada")),
                ("bloqueado_en", models.DateTimeField(editable=False, null=True)),
                (
                    "dia_local",
                    nucleo.tiempo.DiaLocalField(desde="respondida_en", verbose_name="día"),
                ),
                (
                    "incidencia",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="respuestas",
                        to="incidencias.incidencia",
                    ),
                ),
                (
                    "canal",
                    models.CharField(
                        choices=[
                            ("telefono", "Teléfono"),
                            ("correo", "Correo"),
                            ("portal", "Portal"),
                            ("chat", "Chat"),
                            ("whatsapp", "WhatsApp"),
                            ("presencial", "Presencial"),
                            ("postal", "Correo postal"),
                            ("redes", "Redes sociales"),
                            ("api", "API"),
                        ],
                        max_length=12,
                        verbose_name="canal",
                    ),
                ),
                (
                    "categoria",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="incidencias.categoria",
                    ),
                ),
                (
                    "grupo",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cuentas.grupo",
                    ),
                ),
                (
                    "producto",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clientes.producto",
                    ),
                ),
                (
                    "responsable",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "tecnico",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sat.tecnico",
                    ),
                ),
                ("segundos_resolucion", models.PositiveIntegerField(null=True)),
            ],
            options={
                "verbose_name": "respuesta",
                "verbose_name_plural": "respuestas",
                "indexes": [
                    models.Index(fields=["dia_local"], name="respuesta_dia"),
                    models.Index(fields=["-respondida_en", "-id"], name="respuesta_reciente"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "canal__in",
                                [
                                    "telefono",
                                    "correo",
                                    "portal",
                                    "chat",
                                    "whatsapp",
                                    "presencial",
                                    "postal",
                                    "redes",
                                    "api",
                                ],
                            )
                        ),
                        name="respuesta_canal_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("csat", None), ("csat__range", (1, 5)), _connector="OR"),
                            models.Q(("ces", None), ("ces__range", (1, 7)), _connector="OR"),
                            models.Q(("nps", None), ("nps__range", (0, 10)), _connector="OR"),
                        ),
                        name="respuesta_en_sus_escalas",
                        violation_error_message="Ese valor no está en la escala.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("csat__isnull", False),
                            ("ces__isnull", False),
                            ("nps__isnull", False),
                            models.Q(("comentario", ""), _negated=True),
                            ("bloqueado_en__isnull", False),
                            _connector="OR",
                        ),
                        name="respuesta_dice_algo",
                        violation_error_message="La respuesta está vacía.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Pregunta",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="preguntas",
                        to="encuestas.versioncuestionario",
                    ),
                ),
                ("orden", models.PositiveSmallIntegerField(verbose_name="orden")),
                (
                    "tipo",
                    models.CharField(
                        choices=[
                            ("csat", "Satisfacción (1–5)"),
                            ("ces", "Facilidad (1–7)"),
                            ("nps", "Recomendación (0–10)"),
                            ("comentario", "Comentario"),
                        ],
                        max_length=10,
                        verbose_name="tipo",
                    ),
                ),
                ("textos", models.JSONField(verbose_name="textos por idioma")),
            ],
            options={
                "verbose_name": "pregunta",
                "verbose_name_plural": "preguntas",
                "ordering": ["orden"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("tipo__in", ["csat", "ces", "nps", "comentario"])),
                        name="pregunta_tipo_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.UniqueConstraint(
                        fields=("version", "tipo"), name="pregunta_una_por_tipo"
                    ),
                    models.UniqueConstraint(
                        fields=("version", "orden"), name="pregunta_orden_unico"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("textos__has_key", "es")),
                        name="pregunta_con_texto_en_espanol",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EventoInvitacion",
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
                    "contacto",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clientes.contacto",
                    ),
                ),
                (
                    "token",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cuentas.token",
                    ),
                ),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "invitacion_id",
                        "id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "invitacion",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="eventos",
                        to="encuestas.invitacion",
                    ),
                ),
            ],
            options={
                "verbose_name": "suceso de la invitación",
                "verbose_name_plural": "sucesos de la invitación",
                "abstract": False,
                "indexes": [models.Index(fields=["registrado_en"], name="eventoinvitacion_reg")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("autor__in", ["usuario", "contacto", "token", "sistema"])
                        ),
                        name="eventoinvitacion_autor_conocido",
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
                        name="eventoinvitacion_usuario_si_es_autor",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("autor", "contacto"), ("contacto__isnull", False)),
                            models.Q(
                                models.Q(("autor", "contacto"), _negated=True), ("contacto", None)
                            ),
                            _connector="OR",
                        ),
                        name="eventoinvitacion_contacto_si_es_autor",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("autor", "token"), ("token__isnull", False)),
                            models.Q(models.Q(("autor", "token"), _negated=True), ("token", None)),
                            _connector="OR",
                        ),
                        name="eventoinvitacion_token_si_es_autor",
                    ),
                ],
            },
        ),
        SoloAnadir("encuestas_eventoinvitacion"),
    ]
