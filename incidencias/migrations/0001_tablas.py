import datetime
import uuid
from decimal import Decimal

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.fields.json
import django.db.models.functions.comparison
import django.db.models.functions.datetime
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import nucleo.busqueda
import nucleo.eventos
import nucleo.tiempo
from nucleo.codigos import CrearSecuencia
from nucleo.eventos import SoloAnadir

# A case inside another one, which is inside none: guarded by a foreign key, so without circles.
# `(padre_id, false)` must be an `(id, es_hija)` that exists. Giving a parent to a case that has
# children breaks that key, whoever does it and at the same time as whoever else.
UN_SOLO_NIVEL = """
alter table incidencias_incidencia
  add column es_hija boolean generated always as (padre_id is not null) stored,
  add column padre_es_hija boolean generated always as (false) stored;
alter table incidencias_incidencia
  add constraint incidencia_con_su_nivel unique (id, es_hija);
alter table incidencias_incidencia
  add constraint incidencia_padre_sin_padre
    foreign key (padre_id, padre_es_hija) references incidencias_incidencia (id, es_hija);
"""
CUALQUIER_NIVEL = """
alter table incidencias_incidencia drop constraint incidencia_padre_sin_padre;
alter table incidencias_incidencia drop constraint incidencia_con_su_nivel;
alter table incidencias_incidencia drop column es_hija, drop column padre_es_hija;
"""


class Migration(migrations.Migration):
    # Installations of before 0.1.0 are taken as they are when they have all of these.
    replaces = [
        ("incidencias", "0001_inicial"),
        ("incidencias", "0002_indices_de_la_bandeja"),
        ("incidencias", "0003_pausas"),
        ("incidencias", "0004_dia_de_vencimiento_y_reaperturas"),
        ("incidencias", "0005_sin_indices_sin_lector"),
        ("incidencias", "0006_enlace_revocable"),
        ("incidencias", "0007_ajustes_de_cobertura_y_cortesias"),
        ("incidencias", "0008_vistas_turnos_y_lotes"),
        ("incidencias", "0009_adjuntos_por_su_nombre"),
        ("incidencias", "0010_respuestas_por_salir_menciones_y_macros"),
        ("incidencias", "0011_telefono"),
        ("incidencias", "0012_canales_sin_correo"),
        ("incidencias", "0013_buzones_y_correo_recibido"),
        ("incidencias", "0014_triaje_prioridad_reparto_y_vinculos"),
        ("incidencias", "0015_padre_de_un_solo_nivel"),
        ("incidencias", "0016_plazos_escalados_reclamaciones_y_contingencias"),
        ("incidencias", "0017_llamadas_recientes"),
        ("incidencias", "0018_relevos_y_peticiones_internas"),
        ("incidencias", "0019_via_de_los_correos"),
        ("incidencias", "0020_automatismos"),
        ("incidencias", "0021_momento_de_un_automatismo"),
        ("incidencias", "0022_quien_decide_de_un_correo"),
        ("incidencias", "0023_sucesos_de_centralita_por_llegada"),
        ("incidencias", "0024_encargos_por_buzon"),
        ("incidencias", "0025_comprobaciones_que_no_dejan_pasar_nulos"),
        ("incidencias", "0026_plazos_legales_por_su_fecha"),
        ("incidencias", "0027_indices_de_indicadores"),
        ("incidencias", "0028_preguntas_en_cada_idioma"),
        ("incidencias", "0029_nulos_que_pasaban"),
    ]

    initial = True

    dependencies = [
        ("clientes", "0001_tablas"),
        ("cuentas", "0001_tablas"),
        ("cuentas", "__first__"),
        ("nucleo", "0001_tablas"),
    ]

    operations = [
        migrations.CreateModel(
            name="CausaUrgencia",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("codigo", models.SlugField(max_length=40, unique=True, verbose_name="código")),
                ("nombre", models.CharField(max_length=120, verbose_name="nombre")),
                ("activa", models.BooleanField(default=True, verbose_name="activa")),
            ],
            options={
                "verbose_name": "causa de urgencia vital",
                "verbose_name_plural": "causas de urgencia vital",
            },
        ),
        migrations.CreateModel(
            name="VistaPredeterminada",
            fields=[
                (
                    "usuario",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="vista_predeterminada",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("clave", models.CharField(max_length=40)),
            ],
            options={
                "verbose_name": "vista predeterminada",
                "verbose_name_plural": "vistas predeterminadas",
            },
        ),
        migrations.CreateModel(
            name="Buzon",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("nombre", models.CharField(max_length=80, unique=True, verbose_name="nombre")),
                (
                    "correo",
                    models.EmailField(
                        help_text="Desde ella contestamos, y a ella nos responden.",
                        max_length=254,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[^{}+]+$", "Escribe la dirección sin «+» ni llaves."
                            )
                        ],
                        verbose_name="dirección",
                    ),
                ),
                (
                    "remitente_nombre",
                    models.CharField(
                        blank=True,
                        help_text="Vacío: el de la empresa.",
                        max_length=80,
                        verbose_name="nombre del remitente",
                    ),
                ),
                (
                    "admite_mas",
                    models.BooleanField(
                        default=True,
                        help_text="averias+clave@… llega a averias@…: así reconocemos las respuestas.",
                        verbose_name="admite direcciones con «+»",
                    ),
                ),
                (
                    "es_por_defecto",
                    models.BooleanField(
                        default=False,
                        help_text="Desde él sale lo que no llegó por ningún buzón.",
                        verbose_name="por defecto",
                    ),
                ),
                ("servidor", models.CharField(max_length=200, verbose_name="servidor IMAP")),
                (
                    "puerto",
                    models.PositiveIntegerField(
                        default=993,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(65535),
                        ],
                        verbose_name="puerto",
                    ),
                ),
                (
                    "seguridad",
                    models.CharField(
                        choices=[
                            ("tls", "TLS desde el principio (puerto 993)"),
                            ("starttls", "STARTTLS (puerto 143)"),
                            ("ninguna", "Sin cifrar (solo dentro de casa)"),
                        ],
                        default="tls",
                        max_length=8,
                        verbose_name="seguridad",
                    ),
                ),
                (
                    "certificado",
                    models.TextField(
                        blank=True,
                        help_text="En PEM, si el servidor usa uno que no firma una autoridad conocida.",
                        max_length=20000,
                        verbose_name="certificado propio",
                    ),
                ),
                ("usuario", models.CharField(max_length=200, verbose_name="usuario")),
                (
                    "autenticacion",
                    models.CharField(
                        choices=[("contrasena", "Contraseña"), ("oauth2", "OAuth 2 (XOAUTH2)")],
                        default="contrasena",
                        max_length=10,
                        verbose_name="se entra con",
                    ),
                ),
                ("secreto", models.TextField(blank=True, editable=False)),
                ("oauth_url", models.URLField(blank=True, verbose_name="dirección de renovación")),
                (
                    "oauth_cliente",
                    models.CharField(blank=True, max_length=200, verbose_name="id de cliente"),
                ),
                ("oauth_secreto", models.TextField(blank=True, editable=False)),
                ("oauth_acceso", models.TextField(blank=True, editable=False)),
                ("oauth_caduca_en", models.DateTimeField(editable=False, null=True)),
                (
                    "carpeta",
                    models.CharField(default="INBOX", max_length=200, verbose_name="carpeta"),
                ),
                (
                    "carpeta_leidos",
                    models.CharField(
                        blank=True,
                        help_text="Vacío: se quedan donde están, marcados como leídos.",
                        max_length=200,
                        verbose_name="mover a",
                    ),
                ),
                (
                    "recoger_desde",
                    models.DateField(
                        default=django.utils.timezone.localdate,
                        help_text="Lo que llegó antes de ese día se queda en el buzón sin leer.",
                        verbose_name="recoger desde",
                    ),
                ),
                (
                    "grupo",
                    models.ForeignKey(
                        blank=True,
                        help_text="Quién atiende lo que llega.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="buzones",
                        to="cuentas.grupo",
                        verbose_name="grupo",
                    ),
                ),
                (
                    "tipo",
                    models.CharField(
                        choices=[
                            ("consulta", "Consulta"),
                            ("queja", "Queja"),
                            ("reclamacion", "Reclamación"),
                            ("averia", "Avería"),
                            ("instalacion", "Instalación"),
                            ("mantenimiento", "Mantenimiento"),
                            ("reparacion", "Reparación"),
                            ("devolucion", "Devolución"),
                            ("sugerencia", "Sugerencia"),
                            ("felicitacion", "Felicitación"),
                            ("peticion_especial", "Petición especial"),
                        ],
                        default="consulta",
                        max_length=20,
                        verbose_name="tipo por defecto",
                    ),
                ),
                (
                    "perfil_encargos",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SlugField(max_length=40),
                        blank=True,
                        default=list,
                        help_text="Aseguradoras y marcas cuyos encargos llegan a este buzón.",
                        size=None,
                        verbose_name="encargos de",
                    ),
                ),
                (
                    "pausado_en",
                    models.DateTimeField(editable=False, null=True, verbose_name="en pausa desde"),
                ),
                ("uidvalidity", models.BigIntegerField(editable=False, null=True)),
                ("ultimo_uid", models.BigIntegerField(default=0, editable=False)),
                ("arrendado_por", models.CharField(blank=True, editable=False, max_length=36)),
                ("arrendado_hasta", models.DateTimeField(editable=False, null=True)),
                (
                    "proxima_recogida_en",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "recogido_en",
                    models.DateTimeField(editable=False, null=True, verbose_name="última recogida"),
                ),
                ("ultimo_error", models.CharField(blank=True, editable=False, max_length=300)),
                ("ultimo_error_en", models.DateTimeField(editable=False, null=True)),
                ("fallos_seguidos", models.PositiveSmallIntegerField(default=0, editable=False)),
                (
                    "creado_en",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
            ],
            options={
                "verbose_name": "buzón",
                "verbose_name_plural": "buzones",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("seguridad__in", ["tls", "starttls", "ninguna"])),
                        name="buzon_seguridad_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("autenticacion__in", ["contrasena", "oauth2"])),
                        name="buzon_autenticacion_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "tipo__in",
                                [
                                    "consulta",
                                    "queja",
                                    "reclamacion",
                                    "averia",
                                    "instalacion",
                                    "mantenimiento",
                                    "reparacion",
                                    "devolucion",
                                    "sugerencia",
                                    "felicitacion",
                                    "peticion_especial",
                                ],
                            )
                        ),
                        name="buzon_tipo_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("es_por_defecto", True)),
                        fields=("es_por_defecto",),
                        name="buzon_uno_por_defecto",
                        violation_error_message="Ya hay un buzón por defecto.",
                    ),
                    models.UniqueConstraint(
                        fields=("servidor", "usuario", "carpeta"),
                        name="buzon_carpeta_una_vez",
                        violation_error_message="Esa carpeta de ese buzón ya se está leyendo.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("puerto__gte", 1), ("puerto__lte", 65535)),
                        name="buzon_puerto_posible",
                        violation_error_message="El puerto va del 1 al 65535.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("arrendado_hasta", None),
                            models.Q(("arrendado_por", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="buzon_arrendado_por_alguien",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TextoSeguridad",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("codigo", models.SlugField(max_length=40, unique=True, verbose_name="código")),
                ("nombre", models.CharField(max_length=100, verbose_name="peligro")),
                (
                    "causa_urgencia",
                    models.ForeignKey(
                        blank=True,
                        help_text="Vacío: se avisa del peligro, pero la prioridad no cambia.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="textos_seguridad",
                        to="incidencias.causaurgencia",
                        verbose_name="la incidencia es urgencia vital por",
                    ),
                ),
                ("activo", models.BooleanField(default=True, verbose_name="activo")),
            ],
            options={
                "verbose_name": "texto de seguridad",
                "verbose_name_plural": "textos de seguridad",
            },
        ),
        migrations.CreateModel(
            name="Categoria",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("nombre", models.CharField(max_length=100, verbose_name="nombre")),
                (
                    "padre",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hijas",
                        to="incidencias.categoria",
                        verbose_name="dentro de",
                    ),
                ),
                (
                    "tipo",
                    models.CharField(
                        choices=[
                            ("consulta", "Consulta"),
                            ("queja", "Queja"),
                            ("reclamacion", "Reclamación"),
                            ("averia", "Avería"),
                            ("instalacion", "Instalación"),
                            ("mantenimiento", "Mantenimiento"),
                            ("reparacion", "Reparación"),
                            ("devolucion", "Devolución"),
                            ("sugerencia", "Sugerencia"),
                            ("felicitacion", "Felicitación"),
                            ("peticion_especial", "Petición especial"),
                        ],
                        default="averia",
                        max_length=20,
                        verbose_name="tipo por defecto",
                    ),
                ),
                (
                    "grupo",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="categorias",
                        to="cuentas.grupo",
                        verbose_name="grupo por defecto",
                    ),
                ),
                ("orden", models.PositiveSmallIntegerField(default=0, verbose_name="orden")),
                (
                    "exige_equipo",
                    models.BooleanField(default=False, verbose_name="hay que decir el equipo"),
                ),
                (
                    "exige_serie",
                    models.BooleanField(
                        default=False, verbose_name="el equipo, con su número de serie"
                    ),
                ),
                (
                    "exige_foto",
                    models.BooleanField(default=False, verbose_name="hace falta una foto"),
                ),
                (
                    "exige_sede",
                    models.BooleanField(default=False, verbose_name="hay que decir dónde"),
                ),
                (
                    "texto_seguridad",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="categorias",
                        to="incidencias.textoseguridad",
                        verbose_name="avisa siempre del peligro",
                    ),
                ),
                (
                    "es_resoluble_en_remoto",
                    models.BooleanField(default=True, verbose_name="se puede resolver en remoto"),
                ),
                (
                    "en_portal",
                    models.BooleanField(default=True, verbose_name="se ofrece en el portal"),
                ),
                (
                    "materia_legal",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("facturacion", "Facturas o cobros indebidos"),
                            ("continuidad", "Corte de un servicio básico continuo"),
                        ],
                        max_length=11,
                        verbose_name="materia con plazo legal propio",
                    ),
                ),
                ("activa", models.BooleanField(default=True, verbose_name="activa")),
            ],
            options={
                "verbose_name": "categoría",
                "verbose_name_plural": "categorías",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "tipo__in",
                                [
                                    "consulta",
                                    "queja",
                                    "reclamacion",
                                    "averia",
                                    "instalacion",
                                    "mantenimiento",
                                    "reparacion",
                                    "devolucion",
                                    "sugerencia",
                                    "felicitacion",
                                    "peticion_especial",
                                ],
                            )
                        ),
                        name="categoria_tipo_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("materia_legal__in", ["", "facturacion", "continuidad"])
                        ),
                        name="categoria_materia_legal_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.UniqueConstraint(
                        fields=("padre", "nombre"),
                        name="categoria_nombre_unico",
                        nulls_distinct=False,
                        violation_error_message="Ya hay una categoría con ese nombre.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("padre", None),
                            models.Q(("padre", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="categoria_fuera_de_si_misma",
                        violation_error_message="Una categoría no cabe dentro de sí misma.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MotivoEspera",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("codigo", models.SlugField(max_length=40, unique=True, verbose_name="código")),
                ("nombre", models.CharField(max_length=80, verbose_name="nombre")),
                (
                    "para_reloj",
                    models.BooleanField(default=True, verbose_name="para el reloj acordado"),
                ),
                (
                    "espera_al_cliente",
                    models.BooleanField(default=False, verbose_name="esperamos al cliente"),
                ),
                (
                    "recordatorio_dias",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="recordárselo cada (días hábiles)"
                    ),
                ),
                (
                    "recordatorios_max",
                    models.PositiveSmallIntegerField(default=0, verbose_name="veces, como mucho"),
                ),
                (
                    "aviso_cierre_dias",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Desde el último recordatorio o, si no los hay, desde que se espera.",
                        null=True,
                        verbose_name="avisar de que se va a cerrar (días hábiles)",
                    ),
                ),
                (
                    "cierre_dias",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        verbose_name="cerrar después del aviso (días naturales)",
                    ),
                ),
                ("activo", models.BooleanField(default=True, verbose_name="activo")),
            ],
            options={
                "verbose_name": "motivo de espera",
                "verbose_name_plural": "motivos de espera",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("recordatorio_dias", None), ("recordatorios_max", 0)),
                            models.Q(
                                ("recordatorio_dias__isnull", False),
                                ("recordatorio_dias__range", (1, 60)),
                                ("recordatorios_max__range", (1, 10)),
                            ),
                            _connector="OR",
                        ),
                        name="motivoespera_recordatorios_completos",
                        violation_error_message="Di cada cuántos días (de 1 a 60) y cuántas veces (de 1 a 10), o ninguna de las dos cosas.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("aviso_cierre_dias", None), ("cierre_dias", None)),
                            models.Q(
                                ("aviso_cierre_dias__isnull", False),
                                ("aviso_cierre_dias__range", (1, 90)),
                                ("cierre_dias__isnull", False),
                                ("cierre_dias__range", (1, 90)),
                            ),
                            _connector="OR",
                        ),
                        name="motivoespera_cierre_avisado",
                        violation_error_message="No se cierra sin avisar: di los días del aviso y los de después (de 1 a 90).",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("espera_al_cliente", True),
                            models.Q(("aviso_cierre_dias", None), ("recordatorio_dias", None)),
                            _connector="OR",
                        ),
                        name="motivoespera_insiste_si_espera_al_cliente",
                        violation_error_message="Solo se insiste si lo que falta es del cliente.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Incidencia",
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
                        editable=False, max_length=20, unique=True, verbose_name="código"
                    ),
                ),
                (
                    "tipo",
                    models.CharField(
                        choices=[
                            ("consulta", "Consulta"),
                            ("queja", "Queja"),
                            ("reclamacion", "Reclamación"),
                            ("averia", "Avería"),
                            ("instalacion", "Instalación"),
                            ("mantenimiento", "Mantenimiento"),
                            ("reparacion", "Reparación"),
                            ("devolucion", "Devolución"),
                            ("sugerencia", "Sugerencia"),
                            ("felicitacion", "Felicitación"),
                            ("peticion_especial", "Petición especial"),
                        ],
                        max_length=20,
                        verbose_name="tipo",
                    ),
                ),
                (
                    "clase_legal",
                    models.CharField(
                        choices=[
                            ("consulta", "Consulta"),
                            ("queja_reclamacion", "Queja o reclamación"),
                            ("incidencia", "Incidencia"),
                        ],
                        max_length=20,
                        verbose_name="clase legal",
                    ),
                ),
                (
                    "clase_legal_motivo",
                    models.CharField(
                        blank=True,
                        help_text="Si no es la propuesta.",
                        max_length=200,
                        verbose_name="motivo de la clase legal",
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
                ("asunto", models.CharField(max_length=200, verbose_name="asunto")),
                (
                    "descripcion",
                    models.TextField(blank=True, max_length=100000, verbose_name="descripción"),
                ),
                (
                    "estado",
                    models.CharField(
                        choices=[
                            ("nueva", "Nueva"),
                            ("en_curso", "En curso"),
                            ("en_espera", "En espera"),
                            ("resuelta", "Resuelta"),
                            ("cerrada", "Cerrada"),
                            ("anulada", "Anulada"),
                            ("fusionada", "Fusionada"),
                        ],
                        default="nueva",
                        editable=False,
                        max_length=12,
                        verbose_name="estado",
                    ),
                ),
                (
                    "cliente",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="incidencias",
                        to="clientes.cliente",
                        verbose_name="cliente",
                    ),
                ),
                (
                    "contacto",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="incidencias",
                        to="clientes.contacto",
                    ),
                ),
                (
                    "equipo",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="incidencias",
                        to="clientes.equipo",
                    ),
                ),
                (
                    "sede",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="incidencias",
                        to="clientes.sede",
                    ),
                ),
                (
                    "categoria",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="incidencias",
                        to="incidencias.categoria",
                    ),
                ),
                (
                    "impacto",
                    models.CharField(
                        choices=[("alto", "Alto"), ("medio", "Medio"), ("bajo", "Bajo")],
                        default="medio",
                        max_length=6,
                        verbose_name="impacto",
                    ),
                ),
                (
                    "urgencia",
                    models.CharField(
                        choices=[("alta", "Alta"), ("media", "Media"), ("baja", "Baja")],
                        default="media",
                        max_length=6,
                        verbose_name="urgencia",
                    ),
                ),
                (
                    "prioridad",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "Crítica"), (2, "Alta"), (3, "Normal"), (4, "Baja")],
                        default=3,
                        verbose_name="prioridad",
                    ),
                ),
                (
                    "grupo",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="incidencias",
                        to="cuentas.grupo",
                    ),
                ),
                (
                    "responsable",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="incidencias",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="responsable",
                    ),
                ),
                (
                    "motivo_espera",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="incidencias.motivoespera",
                    ),
                ),
                (
                    "solucion",
                    models.TextField(
                        blank=True, editable=False, max_length=10000, verbose_name="solución"
                    ),
                ),
                (
                    "causa",
                    models.CharField(
                        blank=True, editable=False, max_length=80, verbose_name="causa"
                    ),
                ),
                (
                    "fusionada_en",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fusionadas",
                        to="incidencias.incidencia",
                    ),
                ),
                (
                    "continuacion_de",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="continuaciones",
                        to="incidencias.incidencia",
                    ),
                ),
                (
                    "padre",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hijas",
                        to="incidencias.incidencia",
                        verbose_name="dentro de",
                    ),
                ),
                (
                    "es_spam",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="es correo basura"
                    ),
                ),
                (
                    "es_urgencia_vital",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="urgencia vital"
                    ),
                ),
                (
                    "causa_urgencia",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="incidencias.causaurgencia",
                    ),
                ),
                (
                    "urgencia_justificacion",
                    models.CharField(blank=True, editable=False, max_length=500),
                ),
                (
                    "fecha_fallo",
                    models.DateField(
                        blank=True,
                        help_text="Si no fue el día en que lo contó: la garantía se juzga por este.",
                        null=True,
                        verbose_name="el fallo se notó el",
                    ),
                ),
                (
                    "veredicto",
                    models.JSONField(
                        default=dict, editable=False, verbose_name="veredicto de cobertura"
                    ),
                ),
                (
                    "enlace_version",
                    models.PositiveSmallIntegerField(db_default=1, default=1, editable=False),
                ),
                (
                    "buzon",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="incidencias.buzon",
                    ),
                ),
                (
                    "origen",
                    models.CharField(
                        blank=True, editable=False, max_length=40, verbose_name="origen"
                    ),
                ),
                ("referencia_externa", models.CharField(blank=True, editable=False, max_length=80)),
                (
                    "ocurrida_en",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="recibida"
                    ),
                ),
                (
                    "registrada_en",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="registrada"
                    ),
                ),
                ("primera_respuesta_en", models.DateTimeField(editable=False, null=True)),
                (
                    "resuelta_en",
                    models.DateTimeField(editable=False, null=True, verbose_name="resuelta"),
                ),
                (
                    "cerrada_en",
                    models.DateTimeField(editable=False, null=True, verbose_name="cerrada"),
                ),
                ("aviso_cierre_en", models.DateTimeField(editable=False, null=True)),
                ("seguimiento_en", models.DateTimeField(editable=False, null=True)),
                ("dia_llegada", models.DateField(editable=False)),
                ("dia_resolucion", models.DateField(editable=False, null=True)),
                ("segundos_respuesta", models.PositiveIntegerField(editable=False, null=True)),
                ("segundos_resolucion", models.PositiveIntegerField(editable=False, null=True)),
                ("contactos_cliente", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("reaperturas", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("traspasos", models.PositiveSmallIntegerField(default=0, editable=False)),
                (
                    "ultimo_mensaje_en",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "responde_el_cliente",
                    models.BooleanField(
                        default=False, editable=False, help_text="El último mensaje es del cliente."
                    ),
                ),
                (
                    "pausas",
                    models.JSONField(
                        default=list,
                        editable=False,
                        help_text="Tramos [desde, hasta] que paran el reloj.",
                    ),
                ),
                (
                    "pausas_contingencia",
                    models.JSONField(
                        default=list,
                        editable=False,
                        help_text="Tramos que paran todos los plazos acordados.",
                    ),
                ),
                (
                    "espera_desde",
                    models.DateTimeField(editable=False, null=True, verbose_name="en espera desde"),
                ),
                (
                    "proximo_limite_en",
                    models.DateTimeField(
                        default=datetime.datetime(9999, 12, 1, 0, 0, tzinfo=datetime.UTC),
                        editable=False,
                    ),
                ),
                (
                    "limite_legal_en",
                    models.DateTimeField(
                        default=datetime.datetime(9999, 12, 1, 0, 0, tzinfo=datetime.UTC),
                        editable=False,
                    ),
                ),
                (
                    "busqueda",
                    models.GeneratedField(
                        db_persist=True,
                        expression=nucleo.busqueda.Union(
                            nucleo.busqueda.VectorEspanol(
                                django.db.models.functions.comparison.Coalesce(
                                    models.F("codigo"), models.Value("")
                                ),
                                largo=100000,
                                peso="A",
                            ),
                            nucleo.busqueda.VectorEspanol(
                                django.db.models.functions.comparison.Coalesce(
                                    models.F("asunto"), models.Value("")
                                ),
                                largo=100000,
                                peso="A",
                            ),
                            nucleo.busqueda.VectorEspanol(
                                django.db.models.functions.comparison.Coalesce(
                                    models.F("descripcion"), models.Value("")
                                ),
                                largo=100000,
                                peso="B",
                            ),
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
            ],
            options={
                "verbose_name": "incidencia",
                "verbose_name_plural": "incidencias",
                "indexes": [
                    models.Index(
                        condition=models.Q(("estado__in", ["nueva", "en_curso", "en_espera"])),
                        fields=["proximo_limite_en", "id"],
                        name="incidencia_cola",
                    ),
                    models.Index(
                        condition=models.Q(("estado__in", ["nueva", "en_curso", "en_espera"])),
                        fields=["responsable", "proximo_limite_en", "id"],
                        name="incidencia_cola_responsable",
                    ),
                    models.Index(
                        condition=models.Q(("estado__in", ["nueva", "en_curso", "en_espera"])),
                        fields=["prioridad", "id"],
                        name="incidencia_cola_prioridad",
                    ),
                    models.Index(
                        condition=models.Q(("estado__in", ["nueva", "en_curso", "en_espera"])),
                        fields=["ocurrida_en", "id"],
                        name="incidencia_cola_llegada",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("estado__in", ["nueva", "en_curso", "en_espera"]),
                            ("responde_el_cliente", True),
                        ),
                        fields=["ultimo_mensaje_en", "id"],
                        name="incidencia_ha_respondido",
                    ),
                    models.Index(
                        condition=models.Q(("estado", "en_espera")),
                        fields=["motivo_espera", "ultimo_mensaje_en"],
                        name="incidencia_en_espera",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("estado__in", ["nueva", "en_curso", "en_espera"]),
                            ("reaperturas__gt", 0),
                        ),
                        fields=["proximo_limite_en", "id"],
                        name="incidencia_reabierta",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("clase_legal", "queja_reclamacion"),
                            ("estado__in", ["nueva", "en_curso", "en_espera"]),
                        ),
                        fields=["limite_legal_en", "id"],
                        name="incidencia_reclamacion",
                    ),
                    models.Index(fields=["-ocurrida_en", "-id"], name="incidencia_por_llegada"),
                    models.Index(
                        fields=["-ultimo_mensaje_en", "-id"], name="incidencia_por_mensaje"
                    ),
                    models.Index(
                        fields=["cliente", "-ocurrida_en", "-id"], name="incidencia_de_cliente"
                    ),
                    models.Index(fields=["equipo", "-ocurrida_en"], name="incidencia_de_equipo"),
                    models.Index(
                        fields=["estado", "-ocurrida_en", "-id"], name="incidencia_por_estado"
                    ),
                    models.Index(fields=["dia_llegada"], name="incidencia_dia_llegada"),
                    models.Index(
                        condition=models.Q(("dia_resolucion__isnull", False)),
                        fields=["dia_resolucion"],
                        name="incidencia_dia_resolucion",
                    ),
                    models.Index(
                        condition=models.Q(("estado", "resuelta")),
                        fields=["resuelta_en"],
                        name="incidencia_por_cerrar",
                    ),
                    models.Index(
                        condition=models.Q(("padre__isnull", False)),
                        fields=["padre"],
                        name="incidencia_hijas",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["busqueda"], name="incidencia_busqueda"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "tipo__in",
                                [
                                    "consulta",
                                    "queja",
                                    "reclamacion",
                                    "averia",
                                    "instalacion",
                                    "mantenimiento",
                                    "reparacion",
                                    "devolucion",
                                    "sugerencia",
                                    "felicitacion",
                                    "peticion_especial",
                                ],
                            )
                        ),
                        name="incidencia_tipo_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("clase_legal__in", ["consulta", "queja_reclamacion", "incidencia"])
                        ),
                        name="incidencia_clase_legal_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
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
                        name="incidencia_canal_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("idioma__in", ["es", "ca", "gl", "eu", "en"])),
                        name="incidencia_idioma_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "estado__in",
                                [
                                    "nueva",
                                    "en_curso",
                                    "en_espera",
                                    "resuelta",
                                    "cerrada",
                                    "anulada",
                                    "fusionada",
                                ],
                            )
                        ),
                        name="incidencia_estado_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("impacto__in", ["alto", "medio", "bajo"])),
                        name="incidencia_impacto_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("urgencia__in", ["alta", "media", "baja"])),
                        name="incidencia_urgencia_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("prioridad__in", [1, 2, 3, 4])),
                        name="incidencia_prioridad_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("dia_resolucion__isnull", False),
                                ("estado__in", ["resuelta", "cerrada"]),
                                ("resuelta_en__isnull", False),
                            ),
                            models.Q(
                                models.Q(("estado__in", ["resuelta", "cerrada"]), _negated=True),
                                ("dia_resolucion", None),
                                ("resuelta_en", None),
                            ),
                            ("estado", "fusionada"),
                            _connector="OR",
                        ),
                        name="incidencia_resuelta_con_instante",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cerrada_en__isnull", False), ("estado", "cerrada")),
                            models.Q(
                                models.Q(("estado", "cerrada"), _negated=True), ("cerrada_en", None)
                            ),
                            ("estado", "fusionada"),
                            _connector="OR",
                        ),
                        name="incidencia_cerrada_con_instante",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("estado", "en_espera"), ("motivo_espera__isnull", False)),
                            models.Q(
                                models.Q(("estado", "en_espera"), _negated=True),
                                ("motivo_espera", None),
                            ),
                            _connector="OR",
                        ),
                        name="incidencia_en_espera_con_motivo",
                        violation_error_message="Para poner en espera hay que decir por qué.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("estado", "fusionada"),
                                ("fusionada_en__isnull", False),
                                models.Q(("fusionada_en", models.F("id")), _negated=True),
                            ),
                            models.Q(
                                models.Q(("estado", "fusionada"), _negated=True),
                                ("fusionada_en", None),
                            ),
                            _connector="OR",
                        ),
                        name="incidencia_fusionada_en_otra",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("resuelta_en", None),
                            ("resuelta_en__gte", models.F("ocurrida_en")),
                            _connector="OR",
                        ),
                        name="incidencia_resuelta_despues_de_llegar",
                        violation_error_message="No puede estar resuelta antes de llegar.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("enlace_version__gte", 1)),
                        name="incidencia_enlace_con_version",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("causa_urgencia", None),
                                ("es_urgencia_vital", False),
                                ("urgencia_justificacion", ""),
                            ),
                            models.Q(
                                ("causa_urgencia__isnull", False),
                                ("es_urgencia_vital", True),
                                ("prioridad", 1),
                                models.Q(("urgencia_justificacion", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="incidencia_urgencia_vital_justificada",
                        violation_error_message="La urgencia vital necesita su causa y por qué.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("es_spam", False), ("estado", "anulada"), _connector="OR"
                        ),
                        name="incidencia_spam_anulada",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("referencia_externa", ""), _negated=True),
                        fields=("origen", "referencia_externa"),
                        name="incidencia_referencia_externa_unica",
                        violation_error_message="Esa incidencia ya se importó.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CorreoEntrante",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "buzon",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="correos",
                        to="incidencias.buzon",
                    ),
                ),
                ("uidvalidity", models.BigIntegerField(null=True)),
                ("uid", models.BigIntegerField(null=True)),
                (
                    "mensaje_id",
                    models.CharField(blank=True, max_length=255, verbose_name="Message-ID"),
                ),
                ("huella", models.CharField(max_length=64)),
                (
                    "archivo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="nucleo.archivo",
                    ),
                ),
                ("bytes", models.PositiveBigIntegerField(verbose_name="tamaño en bytes")),
                (
                    "es_parcial",
                    models.BooleanField(default=False, verbose_name="solo el principio"),
                ),
                ("recibido_en", models.DateTimeField(verbose_name="recibido")),
                (
                    "guardado_en",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("apartado_en", models.DateTimeField(editable=False, null=True)),
                (
                    "estado",
                    models.CharField(
                        choices=[
                            ("recibido", "Por interpretar"),
                            ("interpretado", "Interpretado"),
                            ("en_cuarentena", "Por revisar"),
                            ("fallido", "No se pudo interpretar"),
                        ],
                        default="recibido",
                        editable=False,
                        max_length=13,
                    ),
                ),
                (
                    "resultado",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("caso", "Incidencia nueva"),
                            ("mensaje", "Mensaje de una incidencia"),
                            ("ajeno", "Mensaje de otra persona"),
                            ("posible_respuesta", "Posible respuesta"),
                            ("automatico", "Respuesta automática"),
                            ("lista", "Lista de correo"),
                            ("rebote", "Devolución"),
                            ("bucle", "Bucle"),
                            ("vetado", "Remitente vetado"),
                            ("repetido", "Repetido en otro buzón"),
                            ("descartado", "Descartado"),
                        ],
                        editable=False,
                        max_length=17,
                    ),
                ),
                ("interpretado_en", models.DateTimeField(editable=False, null=True)),
                (
                    "decidido_por",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proximo_intento_en",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("arrendado_hasta", models.DateTimeField(editable=False, null=True)),
                ("intentos", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("ultimo_error", models.CharField(blank=True, editable=False, max_length=300)),
                (
                    "remitente",
                    models.CharField(blank=True, max_length=254, verbose_name="remitente"),
                ),
                ("remitente_nombre", models.CharField(blank=True, max_length=120)),
                ("asunto", models.CharField(blank=True, max_length=200, verbose_name="asunto")),
                (
                    "extracto",
                    models.CharField(blank=True, max_length=500, verbose_name="principio"),
                ),
                ("html", models.TextField(blank=True)),
                ("cita", models.TextField(blank=True)),
                ("firma", models.TextField(blank=True)),
                (
                    "via",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("token", "Escribe a la dirección de respuesta firmada"),
                            ("token_anulado", "Escribe a una dirección de respuesta que se anuló"),
                            ("referencia", "Contesta a un correo de la incidencia"),
                            ("codigo", "Nombra el código de la incidencia"),
                        ],
                        editable=False,
                        max_length=13,
                    ),
                ),
                (
                    "incidencia",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="correos",
                        to="incidencias.incidencia",
                    ),
                ),
            ],
            options={
                "verbose_name": "correo recibido",
                "verbose_name_plural": "correos recibidos",
                "indexes": [
                    models.Index(
                        condition=models.Q(("estado", "recibido")),
                        fields=["proximo_intento_en", "id"],
                        name="correoentrante_por_interpretar",
                    ),
                    models.Index(
                        condition=models.Q(("estado__in", ["en_cuarentena", "fallido"])),
                        fields=["-recibido_en", "-id"],
                        name="correoentrante_por_revisar",
                    ),
                    models.Index(
                        condition=models.Q(("mensaje_id", ""), _negated=True),
                        fields=["mensaje_id"],
                        name="correoentrante_por_mensaje_id",
                    ),
                    models.Index(
                        fields=["remitente", "-recibido_en"], name="correoentrante_de_remitente"
                    ),
                    models.Index(
                        condition=models.Q(("apartado_en", None)),
                        fields=["buzon", "uid"],
                        name="correoentrante_por_apartar",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("estado__in", ["recibido", "interpretado", "en_cuarentena", "fallido"])
                        ),
                        name="correoentrante_estado_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "resultado__in",
                                [
                                    "",
                                    "caso",
                                    "mensaje",
                                    "ajeno",
                                    "posible_respuesta",
                                    "automatico",
                                    "lista",
                                    "rebote",
                                    "bucle",
                                    "vetado",
                                    "repetido",
                                    "descartado",
                                ],
                            )
                        ),
                        name="correoentrante_resultado_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("via__in", ["", "token", "token_anulado", "referencia", "codigo"])
                        ),
                        name="correoentrante_via_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.UniqueConstraint(
                        fields=("buzon", "mensaje_id", "huella"),
                        name="correoentrante_una_vez_por_buzon",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("estado__in", ["recibido", "fallido"]),
                                ("interpretado_en", None),
                                ("resultado", ""),
                            ),
                            models.Q(
                                ("estado__in", ["interpretado", "en_cuarentena"]),
                                ("interpretado_en__isnull", False),
                                models.Q(("resultado", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="correoentrante_interpretado_con_resultado",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("resultado__in", ("caso", "mensaje", "ajeno")), _negated=True
                            ),
                            ("incidencia__isnull", False),
                            _connector="OR",
                        ),
                        name="correoentrante_en_su_incidencia",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Mensaje",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "incidencia",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mensajes",
                        to="incidencias.incidencia",
                    ),
                ),
                (
                    "direccion",
                    models.CharField(
                        choices=[
                            ("entrante", "Del cliente"),
                            ("saliente", "Al cliente"),
                            ("nota", "Nota interna"),
                        ],
                        max_length=10,
                        verbose_name="dirección",
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
                (
                    "contacto",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clientes.contacto",
                    ),
                ),
                ("texto", models.TextField(max_length=100000, verbose_name="texto")),
                (
                    "comunicacion",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="nucleo.comunicacion",
                    ),
                ),
                ("message_id", models.CharField(blank=True, max_length=255)),
                (
                    "correo",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mensaje",
                        to="incidencias.correoentrante",
                    ),
                ),
                (
                    "ocurrido_en",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="cuándo"),
                ),
                (
                    "registrado_en",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("bloqueado_en", models.DateTimeField(editable=False, null=True)),
                (
                    "busqueda",
                    models.GeneratedField(
                        db_persist=True,
                        expression=nucleo.busqueda.Union(
                            nucleo.busqueda.VectorEspanol(
                                django.db.models.functions.comparison.Coalesce(
                                    models.F("texto"), models.Value("")
                                ),
                                largo=100000,
                                peso="B",
                            )
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
            ],
            options={
                "verbose_name": "mensaje",
                "verbose_name_plural": "mensajes",
                "indexes": [
                    models.Index(
                        fields=["incidencia", "ocurrido_en"], name="mensaje_de_incidencia"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["busqueda"], name="mensaje_busqueda"
                    ),
                    models.Index(
                        condition=models.Q(("message_id", ""), _negated=True),
                        fields=["message_id"],
                        name="mensaje_por_message_id",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("direccion__in", ["entrante", "saliente", "nota"])),
                        name="mensaje_direccion_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
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
                        name="mensaje_canal_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("direccion", "nota"), _negated=True),
                            models.Q(("comunicacion", None), ("contacto", None)),
                            _connector="OR",
                        ),
                        name="mensaje_nota_de_usuario",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Adjunto",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "incidencia",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adjuntos",
                        to="incidencias.incidencia",
                    ),
                ),
                (
                    "mensaje",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adjuntos",
                        to="incidencias.mensaje",
                    ),
                ),
                (
                    "archivo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="nucleo.archivo",
                    ),
                ),
                ("nombre", models.CharField(max_length=150, verbose_name="nombre")),
                ("cid", models.CharField(blank=True, max_length=200)),
                ("es_publico", models.BooleanField(default=True, verbose_name="lo ve el cliente")),
                (
                    "subido_en",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "busqueda",
                    models.GeneratedField(
                        db_persist=True,
                        expression=nucleo.busqueda.VectorEspanol(
                            nucleo.busqueda.EnPalabras(
                                django.db.models.functions.comparison.Coalesce(
                                    models.F("nombre"), models.Value("")
                                )
                            ),
                            largo=100000,
                            peso="C",
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
            ],
            options={
                "verbose_name": "adjunto",
                "verbose_name_plural": "adjuntos",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["busqueda"], name="adjunto_busqueda"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Automatismo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "nombre",
                    models.CharField(
                        error_messages={"unique": "Ya hay otro con ese nombre."},
                        max_length=100,
                        unique=True,
                        verbose_name="nombre",
                    ),
                ),
                (
                    "cuando",
                    models.CharField(
                        choices=[
                            ("suceso", "Cuando pasa algo"),
                            ("tiempo", "Cuando ha pasado un tiempo"),
                        ],
                        default="suceso",
                        editable=False,
                        max_length=8,
                        verbose_name="cuándo",
                    ),
                ),
                ("suceso", models.CharField(blank=True, max_length=40, verbose_name="qué pasa")),
                (
                    "momento",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("ocurrida_en", "desde que llegó, si sigue abierta"),
                            ("ultimo_mensaje_en", "desde el último mensaje, si sigue abierta"),
                            ("resuelta_en", "desde que se dio por resuelta"),
                            ("proximo_limite_en", "antes de que venza su próximo plazo"),
                        ],
                        max_length=20,
                        verbose_name="contando",
                    ),
                ),
                (
                    "horas",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="horas"),
                ),
                (
                    "todas",
                    models.BooleanField(
                        default=True,
                        help_text="Si no, basta con una.",
                        verbose_name="tienen que cumplirse todas",
                    ),
                ),
                ("condiciones", models.JSONField(blank=True, default=list, editable=False)),
                (
                    "solo_en_horario",
                    models.BooleanField(
                        default=False,
                        help_text="Lo que toque fuera de hora se hace al abrir, si para entonces aún procede.",
                        verbose_name="solo en horario de trabajo",
                    ),
                ),
                ("orden", models.PositiveSmallIntegerField(default=100, verbose_name="orden")),
                (
                    "creado_por",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "creado_en",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("activo_desde", models.DateTimeField(editable=False, null=True)),
                ("parado_en", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "verbose_name": "automatismo",
                "verbose_name_plural": "automatismos",
                "ordering": ["orden", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("cuando__in", ["suceso", "tiempo"])),
                        name="automatismo_cuando_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "momento__in",
                                [
                                    "",
                                    "ocurrida_en",
                                    "ultimo_mensaje_en",
                                    "resuelta_en",
                                    "proximo_limite_en",
                                ],
                            )
                        ),
                        name="automatismo_momento_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("cuando", "suceso"),
                                ("horas", None),
                                ("momento", ""),
                                models.Q(("suceso", ""), _negated=True),
                            ),
                            models.Q(
                                ("cuando", "tiempo"),
                                (
                                    "momento__in",
                                    [
                                        "ocurrida_en",
                                        "ultimo_mensaje_en",
                                        "resuelta_en",
                                        "proximo_limite_en",
                                    ],
                                ),
                                ("suceso", ""),
                                ("horas__gte", 1),
                                ("horas__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="automatismo_cuando_dicho",
                        violation_error_message="Di qué tiene que pasar, o cuánto tiempo.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AccionAutomatismo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "automatismo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="acciones",
                        to="incidencias.automatismo",
                    ),
                ),
                ("orden", models.PositiveSmallIntegerField(default=0)),
                ("codigo", models.CharField(max_length=40)),
                ("datos", models.JSONField(blank=True, default=dict)),
            ],
            options={
                "verbose_name": "acción de automatismo",
                "verbose_name_plural": "acciones de automatismo",
                "ordering": ["orden", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("automatismo", "orden"), name="accionautomatismo_orden_unico"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ComprobacionIdentidad",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "cliente",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comprobaciones",
                        to="clientes.cliente",
                    ),
                ),
                (
                    "contacto",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clientes.contacto",
                    ),
                ),
                (
                    "usuario",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "metodo",
                    models.CharField(
                        choices=[("preguntas", "Con preguntas"), ("codigo", "Con un código")],
                        max_length=10,
                        verbose_name="cómo",
                    ),
                ),
                (
                    "resultado",
                    models.CharField(
                        choices=[
                            ("pendiente", "Sin terminar"),
                            ("correcta", "Comprobada"),
                            ("fallida", "No comprobada"),
                        ],
                        default="pendiente",
                        max_length=10,
                        verbose_name="resultado",
                    ),
                ),
                (
                    "canal",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("correo", "Correo"),
                            ("sms", "SMS"),
                            ("whatsapp", "WhatsApp"),
                            ("webhook", "Webhook"),
                        ],
                        max_length=8,
                        verbose_name="por dónde va el código",
                    ),
                ),
                ("preguntas", models.JSONField(blank=True, default=dict)),
                ("intentos", models.PositiveSmallIntegerField(default=0)),
                (
                    "hecha_en",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("caduca_en", models.DateTimeField(blank=True, null=True)),
                ("resuelta_en", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "comprobación de identidad",
                "verbose_name_plural": "comprobaciones de identidad",
                "indexes": [
                    models.Index(
                        fields=["cliente", "-hecha_en"], name="comprobacionidentidad_ultima"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("metodo__in", ["preguntas", "codigo"])),
                        name="comprobacionidentidad_metodo_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("resultado__in", ["pendiente", "correcta", "fallida"])),
                        name="comprobacionidentidad_resultado_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("canal__in", ["", "correo", "sms", "whatsapp", "webhook"])
                        ),
                        name="comprobacionidentidad_canal_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("resuelta_en", None), ("resultado", "pendiente")),
                            models.Q(
                                models.Q(("resultado", "pendiente"), _negated=True),
                                ("resuelta_en__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="comprobacionidentidad_resuelta_con_instante",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("metodo", "codigo"), _negated=True),
                            models.Q(
                                ("caduca_en__isnull", False), models.Q(("canal", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="comprobacionidentidad_codigo_caduca",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LlamadaCentralita",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "centralita",
                    models.CharField(blank=True, max_length=40, verbose_name="centralita"),
                ),
                ("uniqueid", models.CharField(max_length=80, verbose_name="identificador")),
                (
                    "estado",
                    models.CharField(
                        choices=[
                            ("sonando", "Sonando"),
                            ("en_curso", "Hablando"),
                            ("terminada", "Atendida"),
                            ("abandonada", "Sin atender"),
                        ],
                        editable=False,
                        max_length=10,
                        verbose_name="estado",
                    ),
                ),
                (
                    "sentido",
                    models.CharField(
                        choices=[("entrante", "Entrante"), ("saliente", "Saliente")],
                        max_length=10,
                        verbose_name="sentido",
                    ),
                ),
                (
                    "numero",
                    models.CharField(
                        blank=True,
                        help_text="Vacío: oculto o imposible.",
                        max_length=20,
                        verbose_name="teléfono",
                    ),
                ),
                (
                    "marcado",
                    models.CharField(blank=True, max_length=40, verbose_name="número marcado"),
                ),
                ("cola", models.CharField(blank=True, max_length=60, verbose_name="cola")),
                (
                    "extensiones",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "agente",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("ofrecida_en", models.DateTimeField(verbose_name="entra")),
                (
                    "dia_oferta",
                    nucleo.tiempo.DiaLocalField(desde="ofrecida_en", verbose_name="día"),
                ),
                (
                    "contestada_en",
                    models.DateTimeField(blank=True, null=True, verbose_name="contestada"),
                ),
                (
                    "abandonada_en",
                    models.DateTimeField(blank=True, null=True, verbose_name="abandonada"),
                ),
                (
                    "terminada_en",
                    models.DateTimeField(blank=True, null=True, verbose_name="termina"),
                ),
                (
                    "espera_s",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="espera (s)"),
                ),
                ("duracion_s", models.PositiveIntegerField(default=0, verbose_name="duración (s)")),
                (
                    "transferencias",
                    models.PositiveSmallIntegerField(default=0, verbose_name="transferencias"),
                ),
                (
                    "grabacion_url",
                    models.URLField(blank=True, max_length=500, verbose_name="grabación"),
                ),
                (
                    "grabacion_consentida",
                    models.BooleanField(
                        blank=True, null=True, verbose_name="consiente la grabación"
                    ),
                ),
                (
                    "registrada_en",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "actualizada_en",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
            ],
            options={
                "verbose_name": "llamada de la centralita",
                "verbose_name_plural": "llamadas de la centralita",
                "indexes": [
                    models.Index(
                        condition=models.Q(("estado__in", ["en_curso", "sonando"])),
                        fields=["-ofrecida_en"],
                        name="llamadacentralita_en_el_aire",
                    ),
                    models.Index(
                        fields=["numero", "-ofrecida_en"], name="llamadacentralita_de_numero"
                    ),
                    models.Index(
                        fields=["-ofrecida_en", "-id"], name="llamadacentralita_recientes"
                    ),
                    models.Index(fields=["dia_oferta"], name="llamadacentralita_dia"),
                    models.Index(fields=["actualizada_en"], name="llamadacentralita_cambio"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("estado__in", ["sonando", "en_curso", "terminada", "abandonada"])
                        ),
                        name="llamadacentralita_estado_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sentido__in", ["entrante", "saliente"])),
                        name="llamadacentralita_sentido_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.UniqueConstraint(
                        fields=("centralita", "uniqueid"), name="llamadacentralita_una"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("abandonada_en", None),
                                ("contestada_en", None),
                                ("estado", "sonando"),
                                ("terminada_en", None),
                            ),
                            models.Q(
                                ("abandonada_en", None),
                                ("contestada_en__isnull", False),
                                ("estado", "en_curso"),
                                ("terminada_en", None),
                            ),
                            models.Q(
                                ("abandonada_en", None),
                                ("contestada_en__isnull", False),
                                ("estado", "terminada"),
                                ("terminada_en__isnull", False),
                            ),
                            models.Q(
                                ("abandonada_en__isnull", False),
                                ("contestada_en", None),
                                ("estado", "abandonada"),
                                ("terminada_en", models.F("abandonada_en")),
                                ("terminada_en__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="llamadacentralita_estado_con_sus_instantes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("contestada_en", None),
                                ("contestada_en__gte", models.F("ofrecida_en")),
                                _connector="OR",
                            ),
                            models.Q(
                                ("terminada_en", None),
                                ("terminada_en__gte", models.F("ofrecida_en")),
                                _connector="OR",
                            ),
                            models.Q(
                                ("contestada_en", None),
                                ("terminada_en", None),
                                ("terminada_en__gte", models.F("contestada_en")),
                                _connector="OR",
                            ),
                        ),
                        name="llamadacentralita_en_orden",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("grabacion_url", ""),
                            models.Q(
                                ("grabacion_consentida", True),
                                ("grabacion_consentida__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="llamadacentralita_grabada_si_consiente",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BorradorNueva",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "usuario",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="borradores_nueva",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "llamada",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="incidencias.llamadacentralita",
                    ),
                ),
                (
                    "comprobacion",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="incidencias.comprobacionidentidad",
                    ),
                ),
                ("titulo", models.CharField(blank=True, max_length=200)),
                ("datos", models.JSONField(blank=True, default=dict)),
                (
                    "creado_en",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("guardado_en", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "incidencia a medias",
                "verbose_name_plural": "incidencias a medias",
                "indexes": [
                    models.Index(fields=["usuario", "-guardado_en"], name="borradornueva_mios")
                ],
            },
        ),
        migrations.CreateModel(
            name="Contingencia",
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
                        editable=False, max_length=20, unique=True, verbose_name="código"
                    ),
                ),
                ("nombre", models.CharField(max_length=120, verbose_name="qué pasa")),
                ("causa", models.CharField(max_length=300, verbose_name="causa")),
                (
                    "comunidades",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=2),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="comunidades autónomas",
                    ),
                ),
                (
                    "provincias",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=2),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="provincias",
                    ),
                ),
                (
                    "municipios",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=100),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="municipios",
                    ),
                ),
                (
                    "codigos_postales",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="códigos postales",
                    ),
                ),
                (
                    "sedes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="sedes",
                    ),
                ),
                (
                    "familias",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="familias de producto",
                    ),
                ),
                ("desde_en", models.DateTimeField(verbose_name="desde")),
                ("hasta_en", models.DateTimeField(blank=True, null=True, verbose_name="hasta")),
                (
                    "para_relojes",
                    models.BooleanField(default=True, verbose_name="para los plazos acordados"),
                ),
                (
                    "aviso_a",
                    models.CharField(
                        choices=[
                            ("nadie", "A nadie"),
                            ("casos", "A quien tenga una incidencia afectada"),
                            ("zona", "A todos los clientes de la zona"),
                        ],
                        default="casos",
                        max_length=5,
                        verbose_name="se avisa",
                    ),
                ),
                (
                    "texto_cliente",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="qué se dice a los clientes"
                    ),
                ),
                ("creada_en", models.DateTimeField(editable=False, verbose_name="declarada")),
                (
                    "terminada_en",
                    models.DateTimeField(editable=False, null=True, verbose_name="terminada"),
                ),
                (
                    "deshecha_en",
                    models.DateTimeField(editable=False, null=True, verbose_name="deshecha"),
                ),
                (
                    "asentada_en",
                    models.DateTimeField(
                        editable=False,
                        help_text="Su final ya ha llegado a todos sus casos.",
                        null=True,
                    ),
                ),
            ],
            options={
                "verbose_name": "contingencia",
                "verbose_name_plural": "contingencias",
                "indexes": [
                    models.Index(
                        condition=models.Q(("asentada_en", None)),
                        fields=["desde_en"],
                        name="contingencia_por_asentar",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("aviso_a__in", ["nadie", "casos", "zona"])),
                        name="contingencia_aviso_a_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("codigos_postales", []),
                            ("comunidades", []),
                            ("familias", []),
                            ("municipios", []),
                            ("provincias", []),
                            ("sedes", []),
                            _negated=True,
                        ),
                        name="contingencia_con_area",
                        violation_error_message="Di a qué zona o a qué productos afecta.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("hasta_en", None),
                                ("hasta_en__gt", models.F("desde_en")),
                                _connector="OR",
                            ),
                            models.Q(
                                ("terminada_en", None),
                                ("terminada_en__gte", models.F("desde_en")),
                                _connector="OR",
                            ),
                        ),
                        name="contingencia_termina_despues",
                        violation_error_message="Una contingencia termina después de empezar.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("terminada_en", None), ("deshecha_en", None), _connector="OR"
                        ),
                        name="contingencia_un_final",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("asentada_en", None),
                            ("terminada_en__isnull", False),
                            ("deshecha_en__isnull", False),
                            _connector="OR",
                        ),
                        name="contingencia_asentada_al_final",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("aviso_a", "nadie"),
                            models.Q(("texto_cliente", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="contingencia_aviso_con_texto",
                        violation_error_message="Para avisar hay que decir qué.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AvisoContingencia",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "contingencia",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="avisos",
                        to="incidencias.contingencia",
                    ),
                ),
                (
                    "cliente",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clientes.cliente",
                    ),
                ),
                (
                    "comunicacion",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="nucleo.comunicacion",
                    ),
                ),
                ("hecho_en", models.DateTimeField(verbose_name="hecho")),
            ],
            options={
                "verbose_name": "aviso de contingencia",
                "verbose_name_plural": "avisos de contingencia",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("contingencia", "cliente"), name="avisocontingencia_uno_por_cliente"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DevolucionLlamada",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("numero", models.CharField(max_length=20, verbose_name="teléfono")),
                (
                    "estado",
                    models.CharField(
                        choices=[
                            ("pendiente", "Por devolver"),
                            ("devuelta", "Devuelta"),
                            ("volvio", "Volvió a llamar y se le atendió"),
                            ("descartada", "Descartada"),
                        ],
                        default="pendiente",
                        editable=False,
                        max_length=10,
                        verbose_name="estado",
                    ),
                ),
                (
                    "veces",
                    models.PositiveSmallIntegerField(default=1, verbose_name="veces que llamó"),
                ),
                ("primera_en", models.DateTimeField(verbose_name="primera llamada")),
                ("ultima_en", models.DateTimeField(verbose_name="última llamada")),
                ("vence_en", models.DateTimeField(verbose_name="para cuándo")),
                (
                    "dia_vencimiento",
                    nucleo.tiempo.DiaLocalField(desde="vence_en", verbose_name="día en que vence"),
                ),
                (
                    "hora_pactada",
                    models.BooleanField(default=False, verbose_name="a la hora que pidió"),
                ),
                (
                    "incidencia",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="devoluciones_llamada",
                        to="incidencias.incidencia",
                    ),
                ),
                (
                    "responsable",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="quién la devuelve",
                    ),
                ),
                ("intentos", models.PositiveSmallIntegerField(default=0, verbose_name="intentos")),
                (
                    "motivo",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="por qué se descarta"
                    ),
                ),
                (
                    "creada_en",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "cerrada_en",
                    models.DateTimeField(editable=False, null=True, verbose_name="cerrada"),
                ),
            ],
            options={
                "verbose_name": "llamada por devolver",
                "verbose_name_plural": "llamadas por devolver",
                "indexes": [
                    models.Index(
                        condition=models.Q(("estado", "pendiente")),
                        fields=["vence_en", "id"],
                        name="devolucionllamada_cola",
                    ),
                    models.Index(fields=["dia_vencimiento"], name="devolucionllamada_dia"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("estado__in", ["pendiente", "devuelta", "volvio", "descartada"])
                        ),
                        name="devolucionllamada_estado_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("estado", "pendiente")),
                        fields=("numero",),
                        name="devolucionllamada_una_por_numero",
                        violation_error_message="Ese número ya está entre las llamadas por devolver.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cerrada_en", None), ("estado", "pendiente")),
                            models.Q(
                                models.Q(("estado", "pendiente"), _negated=True),
                                ("cerrada_en__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="devolucionllamada_cerrada_con_instante",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("estado", "descartada"), _negated=True),
                            models.Q(("motivo", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="devolucionllamada_descartada_con_motivo",
                        violation_error_message="Para descartarla hay que decir por qué.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("numero", ""), _negated=True),
                        name="devolucionllamada_con_numero",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EnlaceFotos",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("huella", models.CharField(editable=False, max_length=64, unique=True)),
                ("version", models.PositiveSmallIntegerField(default=1)),
                (
                    "usuario",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "cliente",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clientes.cliente",
                    ),
                ),
                (
                    "borrador",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="enlaces",
                        to="incidencias.borradornueva",
                    ),
                ),
                (
                    "incidencia",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enlaces_fotos",
                        to="incidencias.incidencia",
                    ),
                ),
                (
                    "creado_en",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("caduca_en", models.DateTimeField(verbose_name="vale hasta")),
                ("anulado_en", models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                "verbose_name": "enlace para fotos",
                "verbose_name_plural": "enlaces para fotos",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("version__gte", 1)), name="enlacefotos_con_version"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PoliticaSLA",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("nombre", models.CharField(max_length=80, unique=True, verbose_name="nombre")),
                (
                    "ambito",
                    models.CharField(
                        choices=[
                            ("contrato", "Un contrato"),
                            ("cliente", "Un cliente"),
                            ("segmento", "Un segmento de clientes"),
                            ("producto", "Una familia o marca de producto"),
                            ("tipo", "Un tipo de incidencia"),
                            ("defecto", "Todo lo demás"),
                        ],
                        default="segmento",
                        max_length=8,
                        verbose_name="para qué",
                    ),
                ),
                ("es_por_defecto", models.BooleanField(default=False, verbose_name="por defecto")),
                (
                    "contrato",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clientes.contratomantenimiento",
                        verbose_name="contrato",
                    ),
                ),
                (
                    "cliente",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clientes.cliente",
                        verbose_name="cliente",
                    ),
                ),
                (
                    "segmento",
                    models.CharField(blank=True, max_length=40, verbose_name="segmento de cliente"),
                ),
                (
                    "familia",
                    models.CharField(blank=True, max_length=80, verbose_name="familia de producto"),
                ),
                ("marca", models.CharField(blank=True, max_length=80, verbose_name="marca")),
                (
                    "tipo",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("consulta", "Consulta"),
                            ("queja", "Queja"),
                            ("reclamacion", "Reclamación"),
                            ("averia", "Avería"),
                            ("instalacion", "Instalación"),
                            ("mantenimiento", "Mantenimiento"),
                            ("reparacion", "Reparación"),
                            ("devolucion", "Devolución"),
                            ("sugerencia", "Sugerencia"),
                            ("felicitacion", "Felicitación"),
                            ("peticion_especial", "Petición especial"),
                        ],
                        max_length=20,
                        verbose_name="tipo de incidencia",
                    ),
                ),
                ("activa", models.BooleanField(default=True, verbose_name="activa")),
            ],
            options={
                "verbose_name": "política de plazos",
                "verbose_name_plural": "políticas de plazos",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "ambito__in",
                                ["contrato", "cliente", "segmento", "producto", "tipo", "defecto"],
                            )
                        ),
                        name="politicasla_ambito_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "tipo__in",
                                [
                                    "",
                                    "consulta",
                                    "queja",
                                    "reclamacion",
                                    "averia",
                                    "instalacion",
                                    "mantenimiento",
                                    "reparacion",
                                    "devolucion",
                                    "sugerencia",
                                    "felicitacion",
                                    "peticion_especial",
                                ],
                            )
                        ),
                        name="politicasla_tipo_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ambito", "contrato"),
                                ("contrato__isnull", False),
                                ("cliente", None),
                                ("segmento", ""),
                                ("familia", ""),
                                ("marca", ""),
                                ("tipo", ""),
                            ),
                            models.Q(
                                ("ambito", "cliente"),
                                ("cliente__isnull", False),
                                ("contrato", None),
                                ("segmento", ""),
                                ("familia", ""),
                                ("marca", ""),
                                ("tipo", ""),
                            ),
                            models.Q(
                                ("ambito", "segmento"),
                                ("contrato", None),
                                ("cliente", None),
                                ("familia", ""),
                                ("marca", ""),
                                ("tipo", ""),
                                models.Q(("segmento", ""), _negated=True),
                            ),
                            models.Q(
                                ("ambito", "producto"),
                                ("contrato", None),
                                ("cliente", None),
                                ("segmento", ""),
                                ("tipo", ""),
                                models.Q(("familia", ""), ("marca", ""), _negated=True),
                            ),
                            models.Q(
                                ("ambito", "tipo"),
                                ("contrato", None),
                                ("cliente", None),
                                ("segmento", ""),
                                ("familia", ""),
                                ("marca", ""),
                                models.Q(("tipo", ""), _negated=True),
                            ),
                            models.Q(
                                ("ambito", "defecto"),
                                ("contrato", None),
                                ("cliente", None),
                                ("segmento", ""),
                                ("familia", ""),
                                ("marca", ""),
                                ("tipo", ""),
                            ),
                            _connector="OR",
                        ),
                        name="politicasla_ambito_con_su_dato",
                        violation_error_message="Di para qué contrato, cliente, producto… es.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ambito", "defecto"), ("es_por_defecto", True)),
                            models.Q(
                                ("es_por_defecto", False),
                                models.Q(("ambito", "defecto"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="politicasla_por_defecto_es_su_ambito",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("es_por_defecto", True)),
                        fields=("es_por_defecto",),
                        name="politicasla_una_por_defecto",
                        violation_error_message="Ya hay una política por defecto.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("activa", True)),
                        fields=(
                            "ambito",
                            "contrato",
                            "cliente",
                            "segmento",
                            "familia",
                            "marca",
                            "tipo",
                        ),
                        name="politicasla_una_por_ambito",
                        nulls_distinct=False,
                        violation_error_message="Ya hay una política en uso para eso mismo.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VersionPolitica",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "politica",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versiones",
                        to="incidencias.politicasla",
                    ),
                ),
                (
                    "vigente_desde",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="vigente desde"
                    ),
                ),
                (
                    "calendario",
                    models.CharField(
                        choices=[
                            ("grupo", "El del grupo que la atiende"),
                            ("sede", "El de la sede del cliente, si tiene"),
                            ("continuo", "De día y de noche, todos los días"),
                        ],
                        default="grupo",
                        max_length=8,
                        verbose_name="corre en el horario",
                    ),
                ),
                (
                    "aplica_a_abiertas",
                    models.BooleanField(
                        default=True,
                        help_text="Al empezar a regir se recalculan los plazos que corran; los vencidos, no.",
                        verbose_name="también para lo que ya está abierto",
                    ),
                ),
            ],
            options={
                "verbose_name": "versión de política",
                "verbose_name_plural": "versiones de política",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("calendario__in", ["grupo", "sede", "continuo"])),
                        name="versionpolitica_calendario_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.UniqueConstraint(
                        fields=("politica", "vigente_desde"), name="versionpolitica_unica"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EscalonPolitica",
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
                        related_name="escalones",
                        to="incidencias.versionpolitica",
                    ),
                ),
                (
                    "tipo",
                    models.CharField(
                        choices=[
                            ("primera_respuesta", "Primera respuesta"),
                            ("siguiente_respuesta", "Siguiente respuesta"),
                            ("resolucion", "Resolución"),
                        ],
                        max_length=20,
                        verbose_name="plazo",
                    ),
                ),
                (
                    "momento",
                    models.CharField(
                        choices=[("antes", "Antes de vencer"), ("despues", "Al vencer o después")],
                        max_length=7,
                        verbose_name="cuándo",
                    ),
                ),
                (
                    "porcentaje",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="% del plazo"
                    ),
                ),
                (
                    "minutos",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="minutos de trabajo"
                    ),
                ),
                (
                    "a",
                    models.CharField(
                        choices=[
                            ("responsable", "Quien lleva la incidencia"),
                            ("supervisor", "Quien supervisa el grupo"),
                            ("rol", "Todas las personas con un rol"),
                        ],
                        max_length=11,
                        verbose_name="a quién",
                    ),
                ),
                (
                    "rol",
                    models.CharField(
                        blank=True,
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
                        verbose_name="rol",
                    ),
                ),
                ("correo", models.BooleanField(default=False, verbose_name="también por correo")),
                (
                    "sube_prioridad",
                    models.BooleanField(default=False, verbose_name="sube la prioridad"),
                ),
                (
                    "grupo",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cuentas.grupo",
                        verbose_name="la pasa al grupo",
                    ),
                ),
            ],
            options={
                "verbose_name": "escalón",
                "verbose_name_plural": "escalones",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("tipo__in", ["primera_respuesta", "siguiente_respuesta", "resolucion"])
                        ),
                        name="escalonpolitica_tipo_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("momento__in", ["antes", "despues"])),
                        name="escalonpolitica_momento_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("a__in", ["responsable", "supervisor", "rol"])),
                        name="escalonpolitica_a_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "rol__in",
                                [
                                    "",
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
                        name="escalonpolitica_rol_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("minutos", None),
                                ("momento", "antes"),
                                ("porcentaje__isnull", False),
                                ("porcentaje__range", (1, 99)),
                            ),
                            models.Q(
                                ("minutos__isnull", False),
                                ("minutos__range", (1, 60000)),
                                ("momento", "antes"),
                                ("porcentaje", None),
                            ),
                            models.Q(
                                ("minutos__isnull", False),
                                ("minutos__range", (0, 60000)),
                                ("momento", "despues"),
                                ("porcentaje", None),
                            ),
                            _connector="OR",
                        ),
                        name="escalon_con_su_momento",
                        violation_error_message="Antes de vencer se dice un porcentaje o unos minutos; después, los minutos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("a", "rol"), models.Q(("rol", ""), _negated=True)),
                            models.Q(models.Q(("a", "rol"), _negated=True), ("rol", "")),
                            _connector="OR",
                        ),
                        name="escalon_rol_si_es_de_rol",
                        violation_error_message="Di a qué rol se avisa.",
                    ),
                    models.UniqueConstraint(
                        fields=("version", "tipo", "momento", "porcentaje", "minutos", "a", "rol"),
                        name="escalon_unico",
                        nulls_distinct=False,
                        violation_error_message="Ese escalón está repetido.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EventoContingencia",
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
                        "contingencia_id",
                        "id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "contingencia",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="eventos",
                        to="incidencias.contingencia",
                    ),
                ),
            ],
            options={
                "verbose_name": "suceso de la contingencia",
                "verbose_name_plural": "sucesos de la contingencia",
                "abstract": False,
                "indexes": [
                    models.Index(fields=["registrado_en"], name="eventocontingencia_reg"),
                    models.Index(
                        fields=["contingencia", "ocurrido_en"], name="eventocontingencia_de"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("autor__in", ["usuario", "contacto", "token", "sistema"])
                        ),
                        name="eventocontingencia_autor_conocido",
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
                        name="eventocontingencia_usuario_si_es_autor",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("autor", "contacto"), ("contacto__isnull", False)),
                            models.Q(
                                models.Q(("autor", "contacto"), _negated=True), ("contacto", None)
                            ),
                            _connector="OR",
                        ),
                        name="eventocontingencia_contacto_si_es_autor",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("autor", "token"), ("token__isnull", False)),
                            models.Q(models.Q(("autor", "token"), _negated=True), ("token", None)),
                            _connector="OR",
                        ),
                        name="eventocontingencia_token_si_es_autor",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EventoDevolucion",
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
                        "devolucion_id",
                        "id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "devolucion",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="eventos",
                        to="incidencias.devolucionllamada",
                    ),
                ),
            ],
            options={
                "verbose_name": "suceso de la llamada por devolver",
                "verbose_name_plural": "sucesos de las llamadas por devolver",
                "abstract": False,
                "indexes": [models.Index(fields=["registrado_en"], name="eventodevolucion_reg")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("autor__in", ["usuario", "contacto", "token", "sistema"])
                        ),
                        name="eventodevolucion_autor_conocido",
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
                        name="eventodevolucion_usuario_si_es_autor",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("autor", "contacto"), ("contacto__isnull", False)),
                            models.Q(
                                models.Q(("autor", "contacto"), _negated=True), ("contacto", None)
                            ),
                            _connector="OR",
                        ),
                        name="eventodevolucion_contacto_si_es_autor",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("autor", "token"), ("token__isnull", False)),
                            models.Q(models.Q(("autor", "token"), _negated=True), ("token", None)),
                            _connector="OR",
                        ),
                        name="eventodevolucion_token_si_es_autor",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Extension",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("numero", models.CharField(max_length=40, unique=True, verbose_name="extensión")),
                (
                    "usuario",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="extensiones",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="de quién",
                    ),
                ),
            ],
            options={
                "verbose_name": "extensión de teléfono",
                "verbose_name_plural": "extensiones de teléfono",
                "ordering": ["numero"],
            },
        ),
        migrations.CreateModel(
            name="FotoPrevia",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "enlace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="fotos",
                        to="incidencias.enlacefotos",
                    ),
                ),
                (
                    "archivo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="nucleo.archivo",
                    ),
                ),
                ("nombre", models.CharField(max_length=150, verbose_name="nombre")),
                (
                    "subida_en",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
            ],
            options={
                "verbose_name": "foto por adjuntar",
                "verbose_name_plural": "fotos por adjuntar",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("enlace", "archivo"),
                        name="fotoprevia_una_vez",
                        violation_error_message="Esa foto ya ha llegado.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportacionChat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "incidencia",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="importaciones_de_chat",
                        to="incidencias.incidencia",
                    ),
                ),
                (
                    "usuario",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("nombre", models.CharField(max_length=150, verbose_name="nombre del fichero")),
                (
                    "archivo",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="nucleo.archivo",
                    ),
                ),
                (
                    "subida_en",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="subida"),
                ),
                (
                    "traida_en",
                    models.DateTimeField(editable=False, null=True, verbose_name="traída"),
                ),
                (
                    "mensajes_nuevos",
                    models.PositiveIntegerField(default=0, verbose_name="mensajes nuevos"),
                ),
                (
                    "ficheros_nuevos",
                    models.PositiveIntegerField(default=0, verbose_name="ficheros nuevos"),
                ),
            ],
            options={
                "verbose_name": "chat importado",
                "verbose_name_plural": "chats importados",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("archivo__isnull", False), ("traida_en", None)),
                            models.Q(("archivo", None), ("traida_en__isnull", False)),
                            _connector="OR",
                        ),
                        name="importacionchat_fichero_hasta_traerla",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HojaReclamaciones",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "incidencia",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hoja_de_reclamaciones",
                        to="incidencias.incidencia",
                    ),
                ),
                ("numero", models.CharField(max_length=40, verbose_name="número de la hoja")),
                (
                    "comunidad",
                    models.CharField(
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
                ("fecha", models.DateField(verbose_name="presentada el")),
                (
                    "adjunto",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="incidencias.adjunto",
                    ),
                ),
                (
                    "usuario",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "registrada_en",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
            ],
            options={
                "verbose_name": "hoja de reclamaciones",
                "verbose_name_plural": "hojas de reclamaciones",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "comunidad__in",
                                [
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
                        name="hojareclamaciones_comunidad_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.UniqueConstraint(
                        fields=("comunidad", "numero"),
                        name="hojareclamaciones_numero_unico",
                        violation_error_message="Esa hoja de reclamaciones ya está registrada.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("numero", ""), _negated=True),
                        name="hojareclamaciones_con_numero",
                        violation_error_message="La hoja lleva un número: cópialo.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EventoIncidencia",
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
                        "incidencia_id",
                        "id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "incidencia",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="eventos",
                        to="incidencias.incidencia",
                    ),
                ),
            ],
            options={
                "verbose_name": "suceso de la incidencia",
                "verbose_name_plural": "sucesos de la incidencia",
                "abstract": False,
                "indexes": [
                    models.Index(fields=["registrado_en"], name="eventoincidencia_reg"),
                    models.Index(
                        fields=["incidencia", "-ocurrido_en", "-id"], name="eventoincidencia_linea"
                    ),
                    models.Index(fields=["codigo", "dia_local"], name="eventoincidencia_dia"),
                    models.Index(
                        django.db.models.fields.json.KeyTextTransform("dia_resolucion", "datos"),
                        condition=models.Q(("codigo", "reabierta")),
                        name="eventoincidencia_deshecha",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("autor__in", ["usuario", "contacto", "token", "sistema"])
                        ),
                        name="eventoincidencia_autor_conocido",
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
                        name="eventoincidencia_usuario_si_es_autor",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("autor", "contacto"), ("contacto__isnull", False)),
                            models.Q(
                                models.Q(("autor", "contacto"), _negated=True), ("contacto", None)
                            ),
                            _connector="OR",
                        ),
                        name="eventoincidencia_contacto_si_es_autor",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("autor", "token"), ("token__isnull", False)),
                            models.Q(models.Q(("autor", "token"), _negated=True), ("token", None)),
                            _connector="OR",
                        ),
                        name="eventoincidencia_token_si_es_autor",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Encargo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "incidencia",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="encargo",
                        to="incidencias.incidencia",
                    ),
                ),
                ("perfil", models.SlugField(max_length=40, verbose_name="perfil")),
                ("principal", models.CharField(max_length=120, verbose_name="quién lo encarga")),
                ("referencia", models.CharField(max_length=60, verbose_name="su referencia")),
                (
                    "asegurado",
                    models.CharField(blank=True, max_length=200, verbose_name="a quién se atiende"),
                ),
                ("telefono", models.CharField(blank=True, max_length=20, verbose_name="teléfono")),
                ("correo", models.EmailField(blank=True, max_length=254, verbose_name="correo")),
                (
                    "direccion",
                    models.CharField(blank=True, max_length=300, verbose_name="dirección"),
                ),
                ("aparato", models.CharField(blank=True, max_length=200, verbose_name="aparato")),
                ("averia", models.TextField(blank=True, max_length=5000, verbose_name="avería")),
                (
                    "limite_eur",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=9,
                        null=True,
                        verbose_name="autoriza hasta (€)",
                    ),
                ),
                ("plazo_en", models.DateTimeField(blank=True, null=True, verbose_name="antes de")),
                ("otros", models.JSONField(blank=True, default=dict, verbose_name="otros datos")),
                (
                    "recibido_en",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="recibido"
                    ),
                ),
                (
                    "actualizado_en",
                    models.DateTimeField(editable=False, null=True, verbose_name="último cambio"),
                ),
                (
                    "cancelado_en",
                    models.DateTimeField(editable=False, null=True, verbose_name="lo retiraron"),
                ),
            ],
            options={
                "verbose_name": "encargo",
                "verbose_name_plural": "encargos",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("perfil", "referencia"),
                        name="encargo_referencia_unica",
                        violation_error_message="Ese encargo ya tiene una incidencia.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("referencia", ""), _negated=True),
                            models.Q(("principal", ""), _negated=True),
                        ),
                        name="encargo_con_referencia",
                        violation_error_message="Un encargo dice quién lo envía y con qué referencia.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("limite_eur", None), ("limite_eur__gte", Decimal("0")), _connector="OR"
                        ),
                        name="encargo_limite_no_negativo",
                        violation_error_message="El límite no puede ser negativo.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EjecucionAutomatismo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "automatismo",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ejecuciones",
                        to="incidencias.automatismo",
                    ),
                ),
                (
                    "incidencia",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ejecuciones",
                        to="incidencias.incidencia",
                    ),
                ),
                ("causa", models.CharField(editable=False, max_length=60)),
                (
                    "resultado",
                    models.CharField(
                        choices=[
                            ("pendiente", "Por hacer"),
                            ("hecha", "Hecha"),
                            ("descartada", "Ya no procedía"),
                            ("fallida", "No se pudo"),
                        ],
                        default="pendiente",
                        max_length=10,
                    ),
                ),
                ("detalle", models.CharField(blank=True, max_length=500)),
                (
                    "pedida_en",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("hecha_en", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "verbose_name": "ejecución de automatismo",
                "verbose_name_plural": "ejecuciones de automatismos",
                "indexes": [
                    models.Index(fields=["automatismo", "-id"], name="ejecucion_de_automatismo"),
                    models.Index(
                        condition=models.Q(("resultado", "pendiente")),
                        fields=["id"],
                        name="ejecucion_pendiente",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("resultado__in", ["pendiente", "hecha", "descartada", "fallida"])
                        ),
                        name="ejecucionautomatismo_resultado_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.UniqueConstraint(
                        fields=("automatismo", "incidencia", "causa"),
                        name="ejecucionautomatismo_una_por_causa",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("hecha_en", None), ("resultado", "pendiente")),
                            models.Q(
                                models.Q(("resultado", "pendiente"), _negated=True),
                                ("hecha_en__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="ejecucionautomatismo_hecha_con_instante",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Chat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("proveedor", models.CharField(max_length=40, verbose_name="programa de chat")),
                ("referencia", models.CharField(max_length=120, verbose_name="referencia")),
                (
                    "estado",
                    models.CharField(
                        choices=[
                            ("esperando", "Esperando"),
                            ("atendido", "Atendido"),
                            ("abandonado", "Abandonado"),
                            ("terminado", "Terminado"),
                        ],
                        default="esperando",
                        editable=False,
                        max_length=10,
                        verbose_name="estado",
                    ),
                ),
                ("ofrecido_en", models.DateTimeField(verbose_name="ofrecido")),
                (
                    "dia_oferta",
                    nucleo.tiempo.DiaLocalField(desde="ofrecido_en", verbose_name="día"),
                ),
                (
                    "atendido_en",
                    models.DateTimeField(blank=True, null=True, verbose_name="atendido"),
                ),
                (
                    "abandonado_en",
                    models.DateTimeField(blank=True, null=True, verbose_name="abandonado"),
                ),
                (
                    "terminado_en",
                    models.DateTimeField(blank=True, null=True, verbose_name="terminado"),
                ),
                ("nombre", models.CharField(blank=True, max_length=120, verbose_name="nombre")),
                ("correo", models.EmailField(blank=True, max_length=254, verbose_name="correo")),
                ("telefono", models.CharField(blank=True, max_length=20, verbose_name="teléfono")),
                (
                    "agente",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "cliente",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="chats",
                        to="clientes.cliente",
                    ),
                ),
                (
                    "incidencia",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="chats",
                        to="incidencias.incidencia",
                    ),
                ),
                (
                    "registrado_en",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
            ],
            options={
                "verbose_name": "chat",
                "verbose_name_plural": "chats",
                "indexes": [models.Index(fields=["dia_oferta"], name="chat_dia_oferta")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("estado__in", ["esperando", "atendido", "abandonado", "terminado"])
                        ),
                        name="chat_estado_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.UniqueConstraint(
                        fields=("proveedor", "referencia"),
                        name="chat_unico",
                        violation_error_message="Ese chat ya existe.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("abandonado_en", None), ("atendido_en", None), _connector="OR"
                        ),
                        name="chat_abandonado_sin_atender",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("abandonado_en", None),
                                ("atendido_en", None),
                                ("estado", "esperando"),
                                ("terminado_en", None),
                            ),
                            models.Q(
                                ("atendido_en__isnull", False),
                                ("estado", "atendido"),
                                ("terminado_en", None),
                            ),
                            models.Q(("abandonado_en__isnull", False), ("estado", "abandonado")),
                            models.Q(
                                ("atendido_en__isnull", False),
                                ("estado", "terminado"),
                                ("terminado_en__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="chat_estado_con_su_fecha",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("atendido_en", None),
                                ("atendido_en__gte", models.F("ofrecido_en")),
                                _connector="OR",
                            ),
                            models.Q(
                                ("abandonado_en", None),
                                ("abandonado_en__gte", models.F("ofrecido_en")),
                                _connector="OR",
                            ),
                        ),
                        name="chat_nada_antes_de_la_oferta",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CasoContingencia",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "contingencia",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="casos",
                        to="incidencias.contingencia",
                    ),
                ),
                (
                    "incidencia",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contingencias",
                        to="incidencias.incidencia",
                    ),
                ),
                ("enlazada_en", models.DateTimeField(verbose_name="enlazada")),
                (
                    "pausa_desde",
                    models.DateTimeField(null=True, verbose_name="plazos parados desde"),
                ),
                (
                    "pausa_hasta",
                    models.DateTimeField(null=True, verbose_name="plazos parados hasta"),
                ),
                ("retirada_en", models.DateTimeField(null=True, verbose_name="retirada")),
            ],
            options={
                "verbose_name": "caso de contingencia",
                "verbose_name_plural": "casos de contingencia",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("incidencia", "contingencia"),
                        name="casocontingencia_unico",
                        violation_error_message="Esa incidencia ya está en la contingencia.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("pausa_hasta", None),
                            models.Q(
                                ("pausa_desde__isnull", False),
                                ("pausa_hasta__gte", models.F("pausa_desde")),
                            ),
                            _connector="OR",
                        ),
                        name="casocontingencia_pausa_en_orden",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Borrador",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "incidencia",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="borradores",
                        to="incidencias.incidencia",
                    ),
                ),
                (
                    "usuario",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="borradores",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("texto", models.TextField(blank=True, max_length=100000)),
                ("es_nota", models.BooleanField(default=False)),
                ("guardado_en", models.DateTimeField(auto_now=True)),
            ],
            options={
                "verbose_name": "borrador",
                "verbose_name_plural": "borradores",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("incidencia", "usuario", "es_nota"), name="borrador_uno_por_persona"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AjusteCobertura",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "incidencia",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ajustes_de_cobertura",
                        to="incidencias.incidencia",
                    ),
                ),
                (
                    "clase",
                    models.CharField(
                        choices=[
                            ("correccion", "Corrección"),
                            ("revision", "Nueva decisión"),
                            ("cortesia", "Cortesía"),
                        ],
                        max_length=12,
                        verbose_name="clase",
                    ),
                ),
                ("motivo", models.CharField(blank=True, max_length=500, verbose_name="motivo")),
                (
                    "coste_eur",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=9,
                        null=True,
                        verbose_name="coste (€)",
                    ),
                ),
                ("antes", models.JSONField(default=dict, verbose_name="veredicto anterior")),
                (
                    "usuario",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "hecho_en",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="hecho"),
                ),
                (
                    "retirado_en",
                    models.DateTimeField(blank=True, null=True, verbose_name="retirado"),
                ),
                (
                    "motivo_retirada",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="motivo de la retirada"
                    ),
                ),
            ],
            options={
                "verbose_name": "ajuste de cobertura",
                "verbose_name_plural": "ajustes de cobertura",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("clase__in", ["correccion", "revision", "cortesia"])),
                        name="ajustecobertura_clase_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("clase", "revision"),
                            models.Q(("motivo", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="ajustecobertura_con_motivo",
                        violation_error_message="Hay que decir por qué.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("clase", "cortesia"),
                                ("coste_eur__gt", 0),
                                ("coste_eur__isnull", False),
                            ),
                            models.Q(
                                models.Q(("clase", "cortesia"), _negated=True), ("coste_eur", None)
                            ),
                            _connector="OR",
                        ),
                        name="ajustecobertura_cortesia_con_coste",
                        violation_error_message="Una cortesía cuesta algo: di cuánto.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("motivo_retirada", ""), ("retirado_en", None)),
                            models.Q(
                                ("clase", "cortesia"),
                                ("retirado_en__isnull", False),
                                models.Q(("motivo_retirada", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="ajustecobertura_retirado_con_motivo",
                        violation_error_message="Para retirar una cortesía hay que decir por qué.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("clase", "cortesia"), ("retirado_en", None)),
                        fields=("incidencia",),
                        name="ajustecobertura_una_cortesia_viva",
                        violation_error_message="Esta incidencia ya tiene una cortesía.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LimiteCortesia",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "rol",
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
                        verbose_name="rol",
                    ),
                ),
                (
                    "importe_eur",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="Vacío: sin límite.",
                        max_digits=9,
                        null=True,
                        verbose_name="hasta (€)",
                    ),
                ),
            ],
            options={
                "verbose_name": "límite de cortesía",
                "verbose_name_plural": "límites de cortesía",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "rol__in",
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
                        name="limitecortesia_rol_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("importe_eur", None),
                            ("importe_eur__gte", Decimal("0")),
                            _connector="OR",
                        ),
                        name="limitecortesia_positivo",
                        violation_error_message="El límite no puede ser negativo.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Llamada",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "incidencia",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="llamadas",
                        to="incidencias.incidencia",
                    ),
                ),
                (
                    "sentido",
                    models.CharField(
                        choices=[("entrante", "Entrante"), ("saliente", "Saliente")],
                        max_length=10,
                        verbose_name="sentido",
                    ),
                ),
                (
                    "motivo",
                    models.CharField(
                        choices=[
                            ("estado", "Pregunta cómo va"),
                            ("aporta", "Aporta información"),
                            ("nuevo", "Cuenta el problema"),
                            ("otro", "Otro"),
                        ],
                        max_length=10,
                        verbose_name="motivo",
                    ),
                ),
                ("contestada", models.BooleanField(default=True, verbose_name="contestada")),
                ("duracion_s", models.PositiveIntegerField(default=0, verbose_name="duración (s)")),
                ("notas", models.TextField(blank=True, max_length=5000, verbose_name="notas")),
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
                (
                    "contacto",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clientes.contacto",
                    ),
                ),
                (
                    "centralita",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="apuntes",
                        to="incidencias.llamadacentralita",
                        verbose_name="llamada de la centralita",
                    ),
                ),
                (
                    "ocurrida_en",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="cuándo"),
                ),
                (
                    "registrada_en",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
            ],
            options={
                "verbose_name": "llamada",
                "verbose_name_plural": "llamadas",
                "indexes": [
                    models.Index(
                        fields=["incidencia", "-ocurrida_en"], name="llamada_de_incidencia"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sentido__in", ["entrante", "saliente"])),
                        name="llamada_sentido_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("motivo__in", ["estado", "aporta", "nuevo", "otro"])),
                        name="llamada_motivo_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("centralita__isnull", False)),
                        fields=("centralita", "incidencia"),
                        name="llamada_apuntada_una_vez",
                        violation_error_message="Esa llamada ya está apuntada en la incidencia.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Lote",
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
                        related_name="lotes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("accion", models.CharField(max_length=40, verbose_name="qué se hace")),
                ("datos", models.JSONField(default=dict, verbose_name="con qué")),
                (
                    "estado",
                    models.CharField(
                        choices=[
                            ("en_marcha", "En marcha"),
                            ("terminado", "Terminado"),
                            ("parado", "Parado"),
                        ],
                        default="en_marcha",
                        editable=False,
                        max_length=10,
                    ),
                ),
                (
                    "total",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="incidencias"
                    ),
                ),
                ("envio", models.UUIDField(editable=False, null=True)),
                (
                    "deshace",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deshecho_por",
                        to="incidencias.lote",
                    ),
                ),
                (
                    "pedido_en",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("terminado_en", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "verbose_name": "lote",
                "verbose_name_plural": "lotes",
                "indexes": [
                    models.Index(
                        condition=models.Q(("estado", "en_marcha")),
                        fields=["pedido_en"],
                        name="lote_en_marcha",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("estado__in", ["en_marcha", "terminado", "parado"])),
                        name="lote_estado_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("estado", "en_marcha"), ("terminado_en", None)),
                            models.Q(
                                models.Q(("estado", "en_marcha"), _negated=True),
                                ("terminado_en__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="lote_terminado_con_su_hora",
                    ),
                    models.UniqueConstraint(fields=("usuario", "envio"), name="lote_un_envio"),
                ],
            },
        ),
        migrations.CreateModel(
            name="FilaDeLote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "lote",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="filas",
                        to="incidencias.lote",
                    ),
                ),
                (
                    "incidencia",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="incidencias.incidencia",
                    ),
                ),
                (
                    "resultado",
                    models.CharField(
                        choices=[
                            ("pendiente", "Pendiente"),
                            ("hecha", "Hecha"),
                            ("fuera", "Se quedó fuera"),
                        ],
                        default="pendiente",
                        max_length=10,
                    ),
                ),
                (
                    "motivo",
                    models.CharField(
                        blank=True, max_length=400, verbose_name="por qué se quedó fuera"
                    ),
                ),
                ("antes", models.JSONField(default=dict)),
            ],
            options={
                "verbose_name": "fila de un lote",
                "verbose_name_plural": "filas de un lote",
                "indexes": [
                    models.Index(fields=["lote", "resultado"], name="filadelote_por_resultado")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("resultado__in", ["pendiente", "hecha", "fuera"])),
                        name="filadelote_resultado_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.UniqueConstraint(
                        fields=("lote", "incidencia"), name="filadelote_una_vez"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("resultado", "fuera"), models.Q(("motivo", ""), _negated=True)
                            ),
                            models.Q(
                                models.Q(("resultado", "fuera"), _negated=True), ("motivo", "")
                            ),
                            _connector="OR",
                        ),
                        name="filadelote_fuera_con_motivo",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Macro",
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
                ("atajo", models.SlugField(max_length=40, verbose_name="atajo")),
                (
                    "dueno",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="macros",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="de quién",
                    ),
                ),
                ("activa", models.BooleanField(default=True, verbose_name="activa")),
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
                ("clave", models.CharField(blank=True, editable=False, max_length=40)),
            ],
            options={
                "verbose_name": "macro",
                "verbose_name_plural": "macros",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("activa", True)),
                        fields=("dueno", "atajo"),
                        name="macro_atajo_unico",
                        nulls_distinct=False,
                        violation_error_message="Ya hay otra macro con ese atajo.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("clave", ""), _negated=True),
                        fields=("clave",),
                        name="macro_clave_unica",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AccionMacro",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "macro",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="acciones",
                        to="incidencias.macro",
                    ),
                ),
                ("orden", models.PositiveSmallIntegerField(default=0, verbose_name="orden")),
                ("codigo", models.CharField(max_length=40, verbose_name="acción")),
                ("datos", models.JSONField(blank=True, default=dict, verbose_name="con qué")),
            ],
            options={
                "verbose_name": "acción de macro",
                "verbose_name_plural": "acciones de macro",
                "ordering": ["orden", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("macro", "orden"),
                        name="accionmacro_orden_unico",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MatrizPrioridad",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "vigente_desde",
                    models.DateTimeField(
                        error_messages={"unique": "Ya hay una matriz que empieza en ese momento."},
                        unique=True,
                        verbose_name="rige desde",
                    ),
                ),
                (
                    "usuario",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "matriz de prioridad",
                "verbose_name_plural": "matrices de prioridad",
            },
        ),
        migrations.CreateModel(
            name="CeldaMatriz",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "matriz",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="celdas",
                        to="incidencias.matrizprioridad",
                    ),
                ),
                (
                    "impacto",
                    models.CharField(
                        choices=[("alto", "Alto"), ("medio", "Medio"), ("bajo", "Bajo")],
                        max_length=6,
                        verbose_name="impacto",
                    ),
                ),
                (
                    "urgencia",
                    models.CharField(
                        choices=[("alta", "Alta"), ("media", "Media"), ("baja", "Baja")],
                        max_length=6,
                        verbose_name="urgencia",
                    ),
                ),
                (
                    "prioridad",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "Crítica"), (2, "Alta"), (3, "Normal"), (4, "Baja")],
                        verbose_name="prioridad",
                    ),
                ),
            ],
            options={
                "verbose_name": "celda de la matriz de prioridad",
                "verbose_name_plural": "celdas de la matriz de prioridad",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("impacto__in", ["alto", "medio", "bajo"])),
                        name="celdamatriz_impacto_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("urgencia__in", ["alta", "media", "baja"])),
                        name="celdamatriz_urgencia_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("prioridad__in", [1, 2, 3, 4])),
                        name="celdamatriz_prioridad_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.UniqueConstraint(
                        fields=("matriz", "impacto", "urgencia"), name="celdamatriz_una_por_par"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Mencion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "mensaje",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="menciones",
                        to="incidencias.mensaje",
                    ),
                ),
                (
                    "usuario",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="menciones",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "creada_en",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
            ],
            options={
                "verbose_name": "mención",
                "verbose_name_plural": "menciones",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("mensaje", "usuario"), name="mencion_una_por_nota"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EnvioWhatsApp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "cliente",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="envios_whatsapp",
                        to="clientes.cliente",
                    ),
                ),
                (
                    "incidencia",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="envios_whatsapp",
                        to="incidencias.incidencia",
                    ),
                ),
                (
                    "contacto",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clientes.contacto",
                    ),
                ),
                ("telefono", models.CharField(max_length=20, verbose_name="teléfono")),
                (
                    "plantilla",
                    models.CharField(blank=True, max_length=60, verbose_name="plantilla"),
                ),
                ("texto", models.TextField(max_length=4000, verbose_name="texto")),
                (
                    "estado",
                    models.CharField(
                        choices=[
                            ("preparado", "Preparado"),
                            ("enviado", "Enviado"),
                            ("descartado", "Descartado"),
                        ],
                        default="preparado",
                        editable=False,
                        max_length=10,
                        verbose_name="estado",
                    ),
                ),
                (
                    "usuario",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "preparado_en",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="preparado"
                    ),
                ),
                (
                    "decidido_en",
                    models.DateTimeField(editable=False, null=True, verbose_name="decidido"),
                ),
                (
                    "mensaje",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="envio_whatsapp",
                        to="incidencias.mensaje",
                    ),
                ),
            ],
            options={
                "verbose_name": "mensaje de WhatsApp preparado",
                "verbose_name_plural": "mensajes de WhatsApp preparados",
                "indexes": [
                    models.Index(
                        condition=models.Q(("estado", "preparado")),
                        fields=["incidencia", "preparado_en"],
                        name="enviowhatsapp_por_decidir",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("estado__in", ["preparado", "enviado", "descartado"])),
                        name="enviowhatsapp_estado_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decidido_en", None), ("estado", "preparado")),
                            models.Q(
                                models.Q(("estado", "preparado"), _negated=True),
                                ("decidido_en__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="enviowhatsapp_decidido_con_su_fecha",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("mensaje", None),
                            models.Q(("estado", "enviado"), ("incidencia__isnull", False)),
                            _connector="OR",
                        ),
                        name="enviowhatsapp_mensaje_si_se_envio",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("texto", ""), _negated=True),
                        name="enviowhatsapp_con_texto",
                        violation_error_message="Escribe el mensaje.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CartaRecibida",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "incidencia",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cartas",
                        to="incidencias.incidencia",
                    ),
                ),
                (
                    "mensaje",
                    models.OneToOneField(
                        blank=True,
                        help_text="Si contesta a una incidencia que ya existía.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="carta",
                        to="incidencias.mensaje",
                    ),
                ),
                ("fecha_llegada", models.DateField(verbose_name="llegó el")),
                (
                    "fecha_matasellos",
                    models.DateField(blank=True, null=True, verbose_name="matasellos"),
                ),
                (
                    "numero_certificado",
                    models.CharField(
                        blank=True, max_length=40, verbose_name="número de certificado"
                    ),
                ),
                (
                    "adjunto",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="incidencias.adjunto",
                    ),
                ),
                (
                    "usuario",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "registrada_en",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
            ],
            options={
                "verbose_name": "carta recibida",
                "verbose_name_plural": "cartas recibidas",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("fecha_matasellos", None),
                            ("fecha_llegada__gte", models.F("fecha_matasellos")),
                            _connector="OR",
                        ),
                        name="cartarecibida_llega_despues_del_matasellos",
                        violation_error_message="Una carta no llega antes de echarse al correo.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("numero_certificado", ""), _negated=True),
                        fields=("numero_certificado",),
                        name="cartarecibida_certificado_unico",
                        violation_error_message="Esa carta certificada ya está registrada.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MensajeImportado",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "incidencia",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mensajes_importados",
                        to="incidencias.incidencia",
                    ),
                ),
                (
                    "mensaje",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="importado",
                        to="incidencias.mensaje",
                    ),
                ),
                (
                    "importacion",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mensajes",
                        to="incidencias.importacionchat",
                    ),
                ),
                ("huella", models.CharField(max_length=64)),
                ("autor", models.CharField(max_length=120, verbose_name="quién lo escribió")),
            ],
            options={
                "verbose_name": "mensaje importado",
                "verbose_name_plural": "mensajes importados",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("incidencia", "huella"),
                        name="mensajeimportado_una_vez",
                        violation_error_message="Ese mensaje ya se había traído.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AvisoEspera",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "incidencia",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="avisos_de_espera",
                        to="incidencias.incidencia",
                    ),
                ),
                (
                    "motivo",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="incidencias.motivoespera",
                    ),
                ),
                ("espera_desde", models.DateTimeField(verbose_name="en espera desde")),
                (
                    "clase",
                    models.CharField(
                        choices=[
                            ("recordatorio", "Recordatorio"),
                            ("cierre", "Aviso de que se va a cerrar"),
                        ],
                        max_length=12,
                        verbose_name="clase",
                    ),
                ),
                ("numero", models.PositiveSmallIntegerField(default=1, verbose_name="número")),
                (
                    "comunicacion",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="nucleo.comunicacion",
                    ),
                ),
                ("hecho_en", models.DateTimeField(verbose_name="hecho")),
            ],
            options={
                "verbose_name": "aviso de espera",
                "verbose_name_plural": "avisos de espera",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("clase__in", ["recordatorio", "cierre"])),
                        name="avisoespera_clase_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.UniqueConstraint(
                        fields=("incidencia", "espera_desde", "clase", "numero"),
                        name="avisoespera_una_vez",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("clase", "cierre"), _negated=True),
                            ("numero", 1),
                            _connector="OR",
                        ),
                        name="avisoespera_un_solo_cierre",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("hecho_en__gte", models.F("espera_desde"))),
                        name="avisoespera_despues",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ObjetivoSLA",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "incidencia",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objetivos",
                        to="incidencias.incidencia",
                    ),
                ),
                (
                    "tipo",
                    models.CharField(
                        choices=[
                            ("primera_respuesta", "Primera respuesta"),
                            ("siguiente_respuesta", "Siguiente respuesta"),
                            ("resolucion", "Resolución"),
                        ],
                        max_length=20,
                        verbose_name="tipo",
                    ),
                ),
                (
                    "version_politica",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="incidencias.versionpolitica",
                    ),
                ),
                (
                    "version_calendario",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="nucleo.versioncalendario",
                    ),
                ),
                (
                    "regla",
                    models.CharField(
                        choices=[
                            ("contrato", "Un contrato"),
                            ("cliente", "Un cliente"),
                            ("segmento", "Un segmento de clientes"),
                            ("producto", "Una familia o marca de producto"),
                            ("tipo", "Un tipo de incidencia"),
                            ("defecto", "Todo lo demás"),
                        ],
                        default="defecto",
                        max_length=8,
                        verbose_name="regla",
                    ),
                ),
                (
                    "contrato",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clientes.contratomantenimiento",
                    ),
                ),
                (
                    "segundos",
                    models.PositiveIntegerField(verbose_name="plazo (s de horario laboral)"),
                ),
                ("desde_en", models.DateTimeField(verbose_name="desde")),
                ("limite_en", models.DateTimeField(verbose_name="límite")),
                ("pausado_en", models.DateTimeField(null=True, verbose_name="en pausa desde")),
                ("cumplido_en", models.DateTimeField(null=True, verbose_name="cumplido")),
                ("incumplido_en", models.DateTimeField(null=True, verbose_name="incumplido")),
                ("anulado_en", models.DateTimeField(null=True, verbose_name="anulado")),
                (
                    "proximo_escalon_en",
                    models.DateTimeField(null=True, verbose_name="próximo escalón"),
                ),
            ],
            options={
                "verbose_name": "objetivo de plazo",
                "verbose_name_plural": "objetivos de plazo",
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            ("anulado_en", None),
                            ("cumplido_en", None),
                            ("incumplido_en", None),
                            ("pausado_en", None),
                        ),
                        fields=["limite_en"],
                        name="objetivosla_por_vencer",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("anulado_en", None),
                            ("cumplido_en", None),
                            ("pausado_en", None),
                            ("proximo_escalon_en__isnull", False),
                        ),
                        fields=["proximo_escalon_en"],
                        name="objetivosla_por_escalar",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("tipo__in", ["primera_respuesta", "siguiente_respuesta", "resolucion"])
                        ),
                        name="objetivosla_tipo_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "regla__in",
                                ["contrato", "cliente", "segmento", "producto", "tipo", "defecto"],
                            )
                        ),
                        name="objetivosla_regla_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("anulado_en", None), ("cumplido_en", None)),
                        fields=("incidencia", "tipo"),
                        name="objetivosla_uno_abierto",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("limite_en__gte", models.F("desde_en"))),
                        name="objetivosla_limite_despues",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("pausado_en", None),
                            models.Q(("anulado_en", None), ("cumplido_en", None)),
                            _connector="OR",
                        ),
                        name="objetivosla_pausa_abierta",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EscaladoSLA",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "objetivo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="escalados",
                        to="incidencias.objetivosla",
                    ),
                ),
                (
                    "escalon",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="incidencias.escalonpolitica",
                    ),
                ),
                ("tocaba_en", models.DateTimeField(verbose_name="tocaba")),
                ("hecho_en", models.DateTimeField(verbose_name="hecho")),
                (
                    "actuado_en",
                    models.DateTimeField(null=True, verbose_name="prioridad o grupo cambiados"),
                ),
            ],
            options={
                "verbose_name": "escalado",
                "verbose_name_plural": "escalados",
                "indexes": [
                    models.Index(
                        condition=models.Q(("actuado_en", None)),
                        fields=["id"],
                        name="escaladosla_por_actuar",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("objetivo", "escalon"), name="escaladosla_una_vez"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PeticionCompletar",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "incidencia",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="peticiones",
                        to="incidencias.incidencia",
                    ),
                ),
                (
                    "mensaje",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="incidencias.mensaje",
                    ),
                ),
                ("pedida_en", models.DateTimeField(verbose_name="pedida")),
                ("fecha_tope", models.DateField(verbose_name="el cliente tiene hasta el")),
                ("completada_en", models.DateTimeField(null=True, verbose_name="completada")),
                ("vencida_en", models.DateTimeField(null=True, verbose_name="dada por resuelta")),
            ],
            options={
                "verbose_name": "petición de completar",
                "verbose_name_plural": "peticiones de completar",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("completada_en", None), ("vencida_en", None)),
                        fields=("incidencia",),
                        name="peticioncompletar_una_abierta",
                        violation_error_message="Ya se le ha pedido que la complete.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("completada_en", None), ("vencida_en", None), _connector="OR"
                        ),
                        name="peticioncompletar_un_final",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("completada_en", None),
                            ("completada_en__gte", models.F("pedida_en")),
                            _connector="OR",
                        ),
                        name="peticioncompletar_completada_despues",
                        violation_error_message="No se pudo completar antes de pedirlo.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PeticionInterna",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "incidencia",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="peticiones_internas",
                        to="incidencias.incidencia",
                    ),
                ),
                (
                    "clase",
                    models.CharField(
                        choices=[("consulta", "Consulta"), ("autorizacion", "Autorización")],
                        default="consulta",
                        editable=False,
                        max_length=12,
                    ),
                ),
                (
                    "grupo",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="peticiones",
                        to="cuentas.grupo",
                    ),
                ),
                ("texto", models.TextField(max_length=5000, verbose_name="qué necesitas")),
                (
                    "importe_eur",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=9,
                        null=True,
                        verbose_name="importe (€)",
                    ),
                ),
                (
                    "pedida_por",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="quién la pide",
                    ),
                ),
                (
                    "pedida_en",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("limite_en", models.DateTimeField(verbose_name="para cuándo")),
                ("avisada_en", models.DateTimeField(editable=False, null=True)),
                (
                    "respuesta",
                    models.TextField(blank=True, max_length=5000, verbose_name="respuesta"),
                ),
                ("concedida", models.BooleanField(editable=False, null=True)),
                ("respondida_en", models.DateTimeField(editable=False, null=True)),
                (
                    "respondida_por",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("anulada_en", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "verbose_name": "petición interna",
                "verbose_name_plural": "peticiones internas",
                "indexes": [
                    models.Index(
                        condition=models.Q(("anulada_en", None), ("respondida_en", None)),
                        fields=["limite_en", "id"],
                        name="peticioninterna_abierta",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("clase__in", ["consulta", "autorizacion"])),
                        name="peticioninterna_clase_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("clase", "consulta"),
                                ("grupo__isnull", False),
                                ("importe_eur", None),
                            ),
                            models.Q(
                                ("clase", "autorizacion"),
                                ("grupo", None),
                                ("importe_eur__gt", 0),
                                ("importe_eur__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="peticioninterna_a_quien",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("texto", ""), _negated=True),
                        name="peticioninterna_con_texto",
                        violation_error_message="Di qué necesitas.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("concedida", None),
                                ("respondida_en", None),
                                ("respondida_por", None),
                                ("respuesta", ""),
                            ),
                            models.Q(
                                ("anulada_en", None),
                                ("respondida_en__isnull", False),
                                ("respondida_por__isnull", False),
                                models.Q(("respuesta", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="peticioninterna_respondida_por_alguien",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("clase", "consulta"), ("concedida", None)),
                            models.Q(("clase", "autorizacion"), ("respondida_en", None)),
                            models.Q(("clase", "autorizacion"), ("concedida__isnull", False)),
                            _connector="OR",
                        ),
                        name="peticioninterna_autorizada_o_no",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("limite_en__gt", models.F("pedida_en"))),
                        name="peticioninterna_limite_despues",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("anulada_en", None), ("clase", "autorizacion"), ("respondida_en", None)
                        ),
                        fields=("incidencia",),
                        name="peticioninterna_una_autorizacion",
                        violation_error_message="Ya se ha pedido una autorización.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlazoLegal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "incidencia",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plazos_legales",
                        to="incidencias.incidencia",
                    ),
                ),
                ("regla", models.CharField(max_length=40, verbose_name="regla")),
                ("norma", models.CharField(max_length=80, verbose_name="norma")),
                ("articulo", models.CharField(max_length=40, verbose_name="artículo")),
                (
                    "clase",
                    models.CharField(
                        choices=[
                            ("respuesta", "Responder"),
                            ("resolucion", "Resolver"),
                            ("continuidad", "Informar del corte"),
                            ("adr", "Informar de la vía extrajudicial"),
                        ],
                        default="respuesta",
                        max_length=11,
                        verbose_name="qué exige",
                    ),
                ),
                ("por_que", models.CharField(blank=True, max_length=400, verbose_name="por qué")),
                ("fecha_limite", models.DateField(verbose_name="último día")),
                ("fecha_objetivo", models.DateField(verbose_name="objetivo interno")),
                ("vence_en", models.DateTimeField(verbose_name="vence")),
                ("objetivo_en", models.DateTimeField(verbose_name="hay que hacerlo antes de")),
                ("cumplido_en", models.DateTimeField(null=True, verbose_name="cumplido")),
            ],
            options={
                "verbose_name": "plazo legal",
                "verbose_name_plural": "plazos legales",
                "ordering": ["fecha_limite", "id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("cumplido_en", None)),
                        fields=["fecha_limite"],
                        name="plazolegal_pendiente",
                    ),
                    models.Index(
                        condition=models.Q(("clase", "respuesta")),
                        fields=["fecha_limite"],
                        name="plazolegal_respuestas",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("clase__in", ["respuesta", "resolucion", "continuidad", "adr"])
                        ),
                        name="plazolegal_clase_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.UniqueConstraint(
                        fields=("incidencia", "regla"), name="plazolegal_unico"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("fecha_objetivo__lte", models.F("fecha_limite"))),
                        name="plazolegal_objetivo_antes",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PosibleRespuesta",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "correo",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posible_respuesta",
                        to="incidencias.correoentrante",
                    ),
                ),
                (
                    "incidencia",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posibles_respuestas",
                        to="incidencias.incidencia",
                    ),
                ),
                (
                    "motivo",
                    models.CharField(
                        choices=[
                            ("referencia", "Contesta a un correo de esta incidencia"),
                            ("codigo", "Nombra su código en el asunto"),
                            ("token_anulado", "Llega a una dirección de respuesta que se anuló"),
                            (
                                "token_maquina",
                                "Un programa ajeno escribe a su dirección de respuesta",
                            ),
                        ],
                        max_length=13,
                    ),
                ),
                (
                    "estado",
                    models.CharField(
                        choices=[
                            ("pendiente", "Por decidir"),
                            ("aceptada", "Es de la incidencia"),
                            ("rechazada", "Es otra cosa"),
                        ],
                        default="pendiente",
                        editable=False,
                        max_length=9,
                    ),
                ),
                (
                    "usuario",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "creada_en",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("decidida_en", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "verbose_name": "posible respuesta",
                "verbose_name_plural": "posibles respuestas",
                "indexes": [
                    models.Index(
                        condition=models.Q(("estado", "pendiente")),
                        fields=["incidencia"],
                        name="posiblerespuesta_pendiente",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "motivo__in",
                                ["referencia", "codigo", "token_anulado", "token_maquina"],
                            )
                        ),
                        name="posiblerespuesta_motivo_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("estado__in", ["pendiente", "aceptada", "rechazada"])),
                        name="posiblerespuesta_estado_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decidida_en", None), ("estado", "pendiente")),
                            models.Q(
                                models.Q(("estado", "pendiente"), _negated=True),
                                ("decidida_en__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="posiblerespuesta_decidida_con_fecha",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PreguntaTriaje",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "categoria",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="preguntas",
                        to="incidencias.categoria",
                        verbose_name="categoría",
                    ),
                ),
                ("texto", models.CharField(max_length=200, verbose_name="pregunta")),
                ("ayuda", models.CharField(blank=True, max_length=200, verbose_name="ayuda")),
                (
                    "clase",
                    models.CharField(
                        choices=[
                            ("si_no", "Sí o no"),
                            ("opcion", "Una de varias"),
                            ("numero", "Número"),
                            ("texto", "Texto"),
                            ("fecha", "Fecha"),
                            ("foto", "Foto"),
                        ],
                        max_length=10,
                        verbose_name="se responde con",
                    ),
                ),
                (
                    "opciones",
                    models.JSONField(blank=True, default=list, verbose_name="respuestas posibles"),
                ),
                ("unidad", models.CharField(blank=True, max_length=20, verbose_name="unidad")),
                (
                    "minimo",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        verbose_name="mínimo",
                    ),
                ),
                (
                    "maximo",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        verbose_name="máximo",
                    ),
                ),
                ("obligatoria", models.BooleanField(default=False, verbose_name="obligatoria")),
                (
                    "en_portal",
                    models.BooleanField(
                        default=True,
                        help_text="Si no, solo la hace la oficina.",
                        verbose_name="la ve el cliente",
                    ),
                ),
                (
                    "solo_si",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="condicionadas",
                        to="incidencias.preguntatriaje",
                        verbose_name="solo si a",
                    ),
                ),
                (
                    "solo_si_valor",
                    models.CharField(blank=True, max_length=100, verbose_name="se responde"),
                ),
                (
                    "texto_seguridad",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="preguntas",
                        to="incidencias.textoseguridad",
                        verbose_name="avisa del peligro",
                    ),
                ),
                (
                    "peligro_valor",
                    models.CharField(blank=True, max_length=100, verbose_name="cuando se responde"),
                ),
                ("orden", models.PositiveSmallIntegerField(default=0, verbose_name="orden")),
                ("activa", models.BooleanField(default=True, verbose_name="activa")),
            ],
            options={
                "verbose_name": "pregunta de triaje",
                "verbose_name_plural": "preguntas de triaje",
                "ordering": ["orden", "pk"],
                "indexes": [
                    models.Index(fields=["categoria", "orden"], name="preguntatriaje_de_categoria")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("clase__in", ["si_no", "opcion", "numero", "texto", "fecha", "foto"])
                        ),
                        name="preguntatriaje_clase_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.UniqueConstraint(
                        fields=("categoria", "texto"),
                        name="preguntatriaje_texto_unico",
                        violation_error_message="Esa pregunta ya está en la categoría.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("clase", "opcion"), models.Q(("opciones", []), _negated=True)
                            ),
                            models.Q(
                                models.Q(("clase", "opcion"), _negated=True), ("opciones", [])
                            ),
                            _connector="OR",
                        ),
                        name="preguntatriaje_opciones_de_elegir",
                        violation_error_message="Escribe las respuestas entre las que se elige.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("minimo", None),
                            ("maximo", None),
                            ("minimo__lte", models.F("maximo")),
                            _connector="OR",
                        ),
                        name="preguntatriaje_limites_en_orden",
                        violation_error_message="El mínimo no puede pasar del máximo.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("solo_si", None), ("solo_si_valor", "")),
                            models.Q(
                                ("solo_si__isnull", False),
                                models.Q(("solo_si_valor", ""), _negated=True),
                                models.Q(("solo_si", models.F("id")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="preguntatriaje_condicion_entera",
                        violation_error_message="Di a qué respuesta se hace la pregunta.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("peligro_valor", ""), ("texto_seguridad", None)),
                            models.Q(
                                ("clase__in", ("si_no", "opcion")),
                                ("texto_seguridad__isnull", False),
                                models.Q(("peligro_valor", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="preguntatriaje_peligro_entero",
                        violation_error_message="Di con qué respuesta se avisa del peligro.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Promesa",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "incidencia",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="promesas",
                        to="incidencias.incidencia",
                    ),
                ),
                ("texto", models.CharField(max_length=200, verbose_name="qué prometemos")),
                ("vence_en", models.DateTimeField(verbose_name="para cuándo")),
                (
                    "dia_vencimiento",
                    nucleo.tiempo.DiaLocalField(desde="vence_en", verbose_name="día en que vence"),
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
                (
                    "es_de_supervision",
                    models.BooleanField(db_default=False, default=False, editable=False),
                ),
                (
                    "hecha_en",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "cumplida_en",
                    models.DateTimeField(editable=False, null=True, verbose_name="cumplida"),
                ),
                (
                    "anulada_en",
                    models.DateTimeField(editable=False, null=True, verbose_name="anulada"),
                ),
                (
                    "recordar_en",
                    models.DateTimeField(blank=True, null=True, verbose_name="recordarlo"),
                ),
                ("recordada_en", models.DateTimeField(editable=False, null=True)),
                ("rota_en", models.DateTimeField(editable=False, null=True, verbose_name="rota")),
            ],
            options={
                "verbose_name": "promesa",
                "verbose_name_plural": "promesas",
                "indexes": [
                    models.Index(
                        condition=models.Q(("anulada_en", None), ("cumplida_en", None)),
                        fields=["vence_en"],
                        name="promesa_pendiente",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("anulada_en", None), ("cumplida_en", None), ("recordada_en", None)
                        ),
                        fields=["recordar_en"],
                        name="promesa_por_recordar",
                    ),
                    models.Index(fields=["dia_vencimiento"], name="promesa_dia_vencimiento"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cumplida_en", None), ("anulada_en", None), _connector="OR"
                        ),
                        name="promesa_cumplida_o_anulada",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("recordar_en", None),
                            ("recordar_en__lte", models.F("vence_en")),
                            _connector="OR",
                        ),
                        name="promesa_recordada_antes_de_vencer",
                        violation_error_message="El recordatorio tiene que llegar antes de la fecha.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Rebote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "incidencia",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rebotes",
                        to="incidencias.incidencia",
                    ),
                ),
                (
                    "correo",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rebote",
                        to="incidencias.correoentrante",
                    ),
                ),
                (
                    "comunicacion",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="nucleo.comunicacion",
                    ),
                ),
                ("direccion", models.CharField(max_length=254, verbose_name="dirección")),
                ("es_permanente", models.BooleanField(default=True, verbose_name="para siempre")),
                ("motivo", models.CharField(blank=True, max_length=300, verbose_name="motivo")),
                ("ocurrido_en", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "devolución",
                "verbose_name_plural": "devoluciones",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("comunicacion", None), ("correo__isnull", False)),
                            models.Q(("comunicacion__isnull", False), ("correo", None)),
                            _connector="OR",
                        ),
                        name="rebote_de_un_sitio",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Relevo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "incidencia",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="relevos",
                        to="incidencias.incidencia",
                    ),
                ),
                (
                    "de",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "a",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "grupo",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cuentas.grupo",
                    ),
                ),
                ("motivo", models.CharField(max_length=500, verbose_name="por qué")),
                (
                    "estado",
                    models.CharField(
                        choices=[
                            ("pendiente", "Por aceptar"),
                            ("aceptado", "Aceptado"),
                            ("rechazado", "Rechazado"),
                            ("retirado", "Retirado"),
                        ],
                        default="pendiente",
                        editable=False,
                        max_length=10,
                    ),
                ),
                (
                    "pedido_en",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("resuelto_en", models.DateTimeField(editable=False, null=True)),
                (
                    "resuelto_por",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "respuesta",
                    models.CharField(blank=True, max_length=500, verbose_name="por qué no"),
                ),
            ],
            options={
                "verbose_name": "relevo",
                "verbose_name_plural": "relevos",
                "indexes": [
                    models.Index(
                        condition=models.Q(("estado", "pendiente")),
                        fields=["a", "grupo"],
                        name="relevo_por_aceptar",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("estado__in", ["pendiente", "aceptado", "rechazado", "retirado"])
                        ),
                        name="relevo_estado_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("estado", "pendiente")),
                        fields=("incidencia",),
                        name="relevo_uno_pendiente",
                        violation_error_message="Ya se ha pedido pasarla: retira antes la petición.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("a__isnull", False), ("grupo__isnull", False), _connector="OR"
                        ),
                        name="relevo_a_alguien",
                        violation_error_message="Di a quién se la pasas.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("a", None),
                            models.Q(("a", models.F("de")), _negated=True),
                            _connector="OR",
                        ),
                        name="relevo_a_otro",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("motivo", ""), _negated=True),
                        name="relevo_con_motivo",
                        violation_error_message="Para pasarla hay que decir por qué.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("estado", "pendiente"), ("resuelto_en", None)),
                            models.Q(
                                models.Q(("estado", "pendiente"), _negated=True),
                                ("resuelto_en__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="relevo_resuelto_con_instante",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("estado", "rechazado"), _negated=True),
                            models.Q(("respuesta", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="relevo_rechazado_con_respuesta",
                        violation_error_message="Para rechazarla hay que decir por qué.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RemitenteVetado",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "remitente",
                    models.CharField(
                        help_text="Un correo, o todo un dominio: @ofertas.example",
                        max_length=254,
                        verbose_name="remitente",
                    ),
                ),
                ("motivo", models.CharField(blank=True, max_length=200, verbose_name="por qué")),
                (
                    "usuario",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "vetado_en",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="vetado"
                    ),
                ),
                (
                    "levantado_en",
                    models.DateTimeField(editable=False, null=True, verbose_name="levantado"),
                ),
            ],
            options={
                "verbose_name": "remitente vetado",
                "verbose_name_plural": "remitentes vetados",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("levantado_en", None)),
                        fields=("remitente",),
                        name="remitentevetado_una_vez",
                        violation_error_message="Ese remitente ya está vetado.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("remitente", django.db.models.functions.text.Lower("remitente")),
                            models.Q(("remitente", ""), _negated=True),
                        ),
                        name="remitentevetado_en_minusculas",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("levantado_en", None),
                            ("levantado_en__gte", models.F("vetado_en")),
                            _connector="OR",
                        ),
                        name="remitentevetado_levantado_despues",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RepartoGrupo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "grupo",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reparto",
                        to="cuentas.grupo",
                        verbose_name="grupo",
                    ),
                ),
                (
                    "modo",
                    models.CharField(
                        choices=[
                            ("manual", "A mano"),
                            ("turno", "Por turno"),
                            ("carga", "A quien menos tiene"),
                            ("habilidades", "A quien sabe: idioma y familia de producto"),
                        ],
                        default="manual",
                        max_length=12,
                        verbose_name="reparto",
                    ),
                ),
                (
                    "ultimo",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "reparto de un grupo",
                "verbose_name_plural": "reparto de los grupos",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("modo__in", ["manual", "turno", "carga", "habilidades"])
                        ),
                        name="repartogrupo_modo_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Resena",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "plataforma",
                    models.CharField(
                        choices=[
                            ("google", "Google"),
                            ("trustpilot", "Trustpilot"),
                            ("facebook", "Facebook"),
                            ("instagram", "Instagram"),
                            ("x", "X"),
                            ("tiktok", "TikTok"),
                            ("amazon", "Amazon"),
                            ("otra", "Otra"),
                        ],
                        max_length=12,
                        verbose_name="dónde",
                    ),
                ),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="dirección")),
                (
                    "estrellas",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="estrellas"
                    ),
                ),
                ("autor", models.CharField(max_length=120, verbose_name="quién firma")),
                ("texto", models.TextField(blank=True, max_length=10000, verbose_name="qué dice")),
                ("publicada_en", models.DateTimeField(verbose_name="publicada")),
                (
                    "cliente",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="resenas",
                        to="clientes.cliente",
                        verbose_name="cliente",
                    ),
                ),
                (
                    "incidencia",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="resenas",
                        to="incidencias.incidencia",
                    ),
                ),
                (
                    "respuesta",
                    models.TextField(
                        blank=True, max_length=10000, verbose_name="nuestra respuesta"
                    ),
                ),
                (
                    "respondida_en",
                    models.DateTimeField(editable=False, null=True, verbose_name="respondida"),
                ),
                (
                    "respondida_por",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sin_respuesta_en",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="se dejó sin respuesta"
                    ),
                ),
                (
                    "sin_respuesta_motivo",
                    models.CharField(blank=True, max_length=200, verbose_name="por qué"),
                ),
                (
                    "registrada_por",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "registrada_en",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
            ],
            options={
                "verbose_name": "reseña",
                "verbose_name_plural": "reseñas",
                "indexes": [
                    models.Index(
                        condition=models.Q(("respondida_en", None), ("sin_respuesta_en", None)),
                        fields=["publicada_en", "id"],
                        name="resena_sin_responder",
                    ),
                    models.Index(fields=["-publicada_en", "-id"], name="resena_por_publicacion"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "plataforma__in",
                                [
                                    "google",
                                    "trustpilot",
                                    "facebook",
                                    "instagram",
                                    "x",
                                    "tiktok",
                                    "amazon",
                                    "otra",
                                ],
                            )
                        ),
                        name="resena_plataforma_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("estrellas", None), ("estrellas__range", (1, 5)), _connector="OR"
                        ),
                        name="resena_estrellas_de_1_a_5",
                        violation_error_message="Las estrellas van de 1 a 5.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("respondida_en", None), ("respuesta", "")),
                            models.Q(
                                models.Q(("respuesta", ""), _negated=True),
                                ("respondida_en__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="resena_respuesta_con_su_fecha",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sin_respuesta_en", None), ("sin_respuesta_motivo", "")),
                            models.Q(
                                ("sin_respuesta_en__isnull", False),
                                models.Q(("sin_respuesta_motivo", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="resena_sin_respuesta_con_motivo",
                        violation_error_message="Di por qué se deja sin respuesta.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("respondida_en", None), ("sin_respuesta_en", None), _connector="OR"
                        ),
                        name="resena_respondida_o_dejada",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("url", ""), _negated=True),
                        fields=("url",),
                        name="resena_url_unica",
                        violation_error_message="Esa reseña ya está apuntada.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RespuestaProgramada",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "incidencia",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="respuestas_programadas",
                        to="incidencias.incidencia",
                    ),
                ),
                (
                    "usuario",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("texto", models.TextField(max_length=100000, verbose_name="texto")),
                ("enviar_en", models.DateTimeField(verbose_name="sale")),
                (
                    "es_para_luego",
                    models.BooleanField(
                        default=False,
                        help_text="Con fecha elegida, y no solo los segundos para deshacer.",
                    ),
                ),
                (
                    "solo_si_calla",
                    models.BooleanField(
                        default=False, verbose_name="no enviarla si el cliente escribe antes"
                    ),
                ),
                (
                    "plantillas",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), blank=True, default=list, size=None
                    ),
                ),
                (
                    "estado",
                    models.CharField(
                        choices=[
                            ("programada", "Programada"),
                            ("enviada", "Enviada"),
                            ("anulada", "Anulada"),
                            ("retenida", "Retenida"),
                        ],
                        default="programada",
                        editable=False,
                        max_length=10,
                    ),
                ),
                (
                    "motivo",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="por qué no ha salido"
                    ),
                ),
                (
                    "creada_en",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("terminada_en", models.DateTimeField(editable=False, null=True)),
                (
                    "anulada_por",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "mensaje",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="incidencias.mensaje",
                    ),
                ),
            ],
            options={
                "verbose_name": "respuesta programada",
                "verbose_name_plural": "respuestas programadas",
                "indexes": [
                    models.Index(
                        condition=models.Q(("estado", "programada")),
                        fields=["enviar_en"],
                        name="respuesta_por_salir",
                    ),
                    models.Index(
                        condition=models.Q(("estado__in", ["programada", "retenida"])),
                        fields=["incidencia"],
                        name="respuesta_pendiente",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("estado__in", ["programada", "enviada", "anulada", "retenida"])
                        ),
                        name="respuestaprogramada_estado_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("estado", "enviada"), ("mensaje__isnull", False)),
                            models.Q(
                                models.Q(("estado", "enviada"), _negated=True), ("mensaje", None)
                            ),
                            _connector="OR",
                        ),
                        name="respuestaprogramada_enviada_con_mensaje",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("estado__in", ["enviada", "anulada"]),
                                ("terminada_en__isnull", False),
                            ),
                            models.Q(
                                ("estado__in", ["programada", "retenida"]), ("terminada_en", None)
                            ),
                            _connector="OR",
                        ),
                        name="respuestaprogramada_terminada_con_instante",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("anulada_por", None), ("estado", "anulada"), _connector="OR"
                        ),
                        name="respuestaprogramada_anulada_por_alguien",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AdjuntoPorEnviar",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "borrador",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="adjuntos",
                        to="incidencias.borrador",
                    ),
                ),
                (
                    "respuesta",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="adjuntos",
                        to="incidencias.respuestaprogramada",
                    ),
                ),
                (
                    "archivo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="nucleo.archivo",
                    ),
                ),
                ("nombre", models.CharField(max_length=150, verbose_name="nombre")),
            ],
            options={
                "verbose_name": "adjunto por enviar",
                "verbose_name_plural": "adjuntos por enviar",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("borrador__isnull", False), ("respuesta", None)),
                            models.Q(("borrador", None), ("respuesta__isnull", False)),
                            _connector="OR",
                        ),
                        name="adjuntoporenviar_de_uno",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RespuestaReclamacion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "incidencia",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="respuestas_finales",
                        to="incidencias.incidencia",
                    ),
                ),
                (
                    "mensaje",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="respuesta_final",
                        to="incidencias.mensaje",
                    ),
                ),
                (
                    "sentido",
                    models.CharField(
                        choices=[
                            ("estimada", "Se le da la razón"),
                            ("parcial", "Se le da la razón en parte"),
                            ("desestimada", "No se le da la razón"),
                        ],
                        max_length=11,
                        verbose_name="qué se decide",
                    ),
                ),
                ("motivos", models.TextField(blank=True, max_length=10000, verbose_name="motivos")),
                (
                    "texto_adr",
                    models.TextField(blank=True, max_length=2000, verbose_name="vía extrajudicial"),
                ),
                (
                    "usuario",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("respondida_en", models.DateTimeField(verbose_name="respondida")),
            ],
            options={
                "verbose_name": "respuesta de reclamación",
                "verbose_name_plural": "respuestas de reclamación",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sentido__in", ["estimada", "parcial", "desestimada"])),
                        name="respuestareclamacion_sentido_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sentido", "estimada"),
                            models.Q(
                                models.Q(("motivos", ""), _negated=True),
                                models.Q(("texto_adr", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="respuestareclamacion_negativa_razonada",
                        violation_error_message="Para no darle la razón hay que decir por qué, punto por punto, y a qué entidad puede acudir.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RespuestaTriaje",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "incidencia",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="respuestas_triaje",
                        to="incidencias.incidencia",
                    ),
                ),
                (
                    "pregunta",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="incidencias.preguntatriaje",
                    ),
                ),
                ("enunciado", models.CharField(max_length=200, verbose_name="pregunta")),
                (
                    "valor",
                    models.TextField(
                        blank=True,
                        help_text="si o no; la opción; un número con punto; AAAA-MM-DD; texto.",
                        max_length=5000,
                        verbose_name="respuesta",
                    ),
                ),
                (
                    "adjunto",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="incidencias.adjunto",
                    ),
                ),
                (
                    "respondida_en",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "busqueda",
                    models.GeneratedField(
                        db_persist=True,
                        expression=nucleo.busqueda.Union(
                            nucleo.busqueda.VectorEspanol(
                                django.db.models.functions.comparison.Coalesce(
                                    models.F("valor"), models.Value("")
                                ),
                                largo=100000,
                                peso="B",
                            )
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
            ],
            options={
                "verbose_name": "respuesta de triaje",
                "verbose_name_plural": "respuestas de triaje",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["busqueda"], name="respuestatriaje_busqueda"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("incidencia", "pregunta"), name="respuestatriaje_una_por_pregunta"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("valor", ""), _negated=True),
                            ("adjunto__isnull", False),
                            _connector="OR",
                        ),
                        name="respuestatriaje_dice_algo",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Salto",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "incidencia",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="saltos",
                        to="incidencias.incidencia",
                    ),
                ),
                (
                    "usuario",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "motivo",
                    models.CharField(
                        choices=[
                            ("no_se", "No sé resolverla"),
                            ("falta_algo", "Depende de otro o falta un dato"),
                            ("no_toca", "No es de mi grupo o de mis temas"),
                            ("otro", "Otro motivo"),
                        ],
                        max_length=12,
                        verbose_name="por qué",
                    ),
                ),
                (
                    "detalle",
                    models.CharField(blank=True, max_length=300, verbose_name="qué pasa con ella"),
                ),
                (
                    "saltada_en",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
            ],
            options={
                "verbose_name": "salto",
                "verbose_name_plural": "saltos",
                "indexes": [
                    models.Index(fields=["incidencia", "usuario"], name="salto_de_incidencia")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("motivo__in", ["no_se", "falta_algo", "no_toca", "otro"])
                        ),
                        name="salto_motivo_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("motivo", "otro"), _negated=True),
                            models.Q(("detalle", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="salto_otro_se_explica",
                        violation_error_message="Di por qué la saltas.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SucesoCentralita",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "llamada",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sucesos",
                        to="incidencias.llamadacentralita",
                    ),
                ),
                ("clave", models.CharField(max_length=64)),
                (
                    "tipo",
                    models.CharField(
                        choices=[
                            ("ofrecida", "Entra"),
                            ("contestada", "Contestada"),
                            ("transferida", "Transferida"),
                            ("abandonada", "Cuelga sin que le atiendan"),
                            ("terminada", "Termina"),
                            ("grabacion", "Grabación"),
                        ],
                        max_length=12,
                        verbose_name="qué",
                    ),
                ),
                ("ocurrido_en", models.DateTimeField(verbose_name="cuándo")),
                ("datos", models.JSONField(blank=True, default=dict)),
                (
                    "registrado_en",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "verbose_name": "suceso de la centralita",
                "verbose_name_plural": "sucesos de la centralita",
                "indexes": [models.Index(fields=["registrado_en"], name="sucesocentralita_reg")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "tipo__in",
                                [
                                    "ofrecida",
                                    "contestada",
                                    "transferida",
                                    "abandonada",
                                    "terminada",
                                    "grabacion",
                                ],
                            )
                        ),
                        name="sucesocentralita_tipo_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.UniqueConstraint(
                        fields=("llamada", "clave"), name="sucesocentralita_uno"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SucesoChat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "chat",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sucesos",
                        to="incidencias.chat",
                    ),
                ),
                ("clave", models.CharField(max_length=120)),
                (
                    "tipo",
                    models.CharField(
                        choices=[
                            ("ofrecido", "Pide hablar con alguien"),
                            ("atendido", "Alguien lo atiende"),
                            ("mensaje", "Mensaje"),
                            ("abandonado", "Se va sin que nadie le atienda"),
                            ("terminado", "Termina"),
                        ],
                        max_length=10,
                        verbose_name="qué",
                    ),
                ),
                ("ocurrido_en", models.DateTimeField(verbose_name="cuándo")),
                (
                    "de",
                    models.CharField(
                        blank=True,
                        choices=[("cliente", "Del cliente"), ("nosotros", "De los nuestros")],
                        max_length=10,
                        verbose_name="de quién",
                    ),
                ),
                ("texto", models.TextField(blank=True, max_length=20000, verbose_name="texto")),
                ("datos", models.JSONField(blank=True, default=dict)),
                ("huella", models.CharField(max_length=64)),
                (
                    "mensaje",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="suceso_de_chat",
                        to="incidencias.mensaje",
                    ),
                ),
                (
                    "registrado_en",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
            ],
            options={
                "verbose_name": "suceso de un chat",
                "verbose_name_plural": "sucesos de un chat",
                "indexes": [models.Index(fields=["registrado_en"], name="sucesochat_reg")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "tipo__in",
                                ["ofrecido", "atendido", "mensaje", "abandonado", "terminado"],
                            )
                        ),
                        name="sucesochat_tipo_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("de__in", ["", "cliente", "nosotros"])),
                        name="sucesochat_de_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.UniqueConstraint(
                        fields=("chat", "clave"),
                        name="sucesochat_una_vez",
                        violation_error_message="Ese suceso ya se había contado.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("tipo", "mensaje"),
                                models.Q(("de", ""), _negated=True),
                                models.Q(("texto", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("tipo", "mensaje"), _negated=True),
                                ("de", ""),
                                ("mensaje", None),
                                ("texto", ""),
                            ),
                            _connector="OR",
                        ),
                        name="sucesochat_mensaje_de_alguien",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TraduccionPregunta",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "pregunta",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="traducciones",
                        to="incidencias.preguntatriaje",
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
                        max_length=5,
                        verbose_name="idioma",
                    ),
                ),
                ("texto", models.CharField(max_length=200, verbose_name="pregunta")),
                ("ayuda", models.CharField(blank=True, max_length=200, verbose_name="ayuda")),
                (
                    "opciones",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="En el orden de las de la pregunta.",
                        verbose_name="respuestas posibles",
                    ),
                ),
            ],
            options={
                "verbose_name": "pregunta en un idioma",
                "verbose_name_plural": "preguntas en cada idioma",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("idioma__in", ["es", "ca", "gl", "eu", "en"])),
                        name="traduccionpregunta_idioma_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.UniqueConstraint(
                        fields=("pregunta", "idioma"),
                        name="traduccionpregunta_una_por_idioma",
                        violation_error_message="Esa pregunta ya está en ese idioma.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("idioma", "es"), _negated=True),
                        name="traduccionpregunta_en_otro_idioma",
                        violation_error_message="En español ya está escrita.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TraduccionSeguridad",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "texto_seguridad",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="traducciones",
                        to="incidencias.textoseguridad",
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
                        max_length=5,
                        verbose_name="idioma",
                    ),
                ),
                ("titulo", models.CharField(max_length=120, verbose_name="título")),
                ("pasos", models.TextField(max_length=2000, verbose_name="qué hacer ahora")),
            ],
            options={
                "verbose_name": "texto de seguridad en un idioma",
                "verbose_name_plural": "textos de seguridad en cada idioma",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("idioma__in", ["es", "ca", "gl", "eu", "en"])),
                        name="traduccionseguridad_idioma_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.UniqueConstraint(
                        fields=("texto_seguridad", "idioma"),
                        name="traduccionseguridad_una_por_idioma",
                        violation_error_message="Ese texto ya está en ese idioma.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TramiteADR",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "incidencia",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tramite_adr",
                        to="incidencias.incidencia",
                    ),
                ),
                ("entidad", models.CharField(max_length=160, verbose_name="entidad")),
                ("fecha_solicitud", models.DateField(verbose_name="solicitada el")),
                (
                    "fecha_expediente",
                    models.DateField(blank=True, null=True, verbose_name="expediente completo el"),
                ),
                (
                    "fecha_resultado",
                    models.DateField(blank=True, null=True, verbose_name="resultado el"),
                ),
                (
                    "resultado",
                    models.CharField(blank=True, max_length=300, verbose_name="resultado"),
                ),
            ],
            options={
                "verbose_name": "trámite extrajudicial",
                "verbose_name_plural": "trámites extrajudiciales",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("fecha_expediente", None),
                                ("fecha_expediente__gte", models.F("fecha_solicitud")),
                                _connector="OR",
                            ),
                            models.Q(
                                ("fecha_resultado", None),
                                models.Q(
                                    ("fecha_resultado__gte", models.F("fecha_solicitud")),
                                    ("resultado__gt", ""),
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="tramiteadr_en_orden",
                        violation_error_message="Esas fechas no van en orden, o falta el resultado.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Turno",
            fields=[
                (
                    "usuario",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="turno",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "incidencia",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="turno",
                        to="incidencias.incidencia",
                    ),
                ),
                ("desde", models.DateTimeField(default=django.utils.timezone.now)),
                ("hasta", models.DateTimeField()),
            ],
            options={
                "verbose_name": "turno",
                "verbose_name_plural": "turnos",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("hasta__gt", models.F("desde"))),
                        name="turno_con_tiempo",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ObjetivoPolitica",
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
                        related_name="objetivos",
                        to="incidencias.versionpolitica",
                    ),
                ),
                (
                    "tipo",
                    models.CharField(
                        choices=[
                            ("primera_respuesta", "Primera respuesta"),
                            ("siguiente_respuesta", "Siguiente respuesta"),
                            ("resolucion", "Resolución"),
                        ],
                        max_length=20,
                        verbose_name="tipo",
                    ),
                ),
                (
                    "prioridad",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "Crítica"), (2, "Alta"), (3, "Normal"), (4, "Baja")],
                        verbose_name="prioridad",
                    ),
                ),
                (
                    "segundos",
                    models.PositiveIntegerField(verbose_name="plazo (s de horario laboral)"),
                ),
            ],
            options={
                "verbose_name": "objetivo de política",
                "verbose_name_plural": "objetivos de política",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("tipo__in", ["primera_respuesta", "siguiente_respuesta", "resolucion"])
                        ),
                        name="objetivopolitica_tipo_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("prioridad__in", [1, 2, 3, 4])),
                        name="objetivopolitica_prioridad_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.UniqueConstraint(
                        fields=("version", "tipo", "prioridad"), name="objetivopolitica_unico"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("segundos__gt", 0)), name="objetivopolitica_positivo"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Vinculo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "una",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="incidencias.incidencia",
                    ),
                ),
                (
                    "otra",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="incidencias.incidencia",
                    ),
                ),
                (
                    "clase",
                    models.CharField(
                        choices=[("relacionada", "Relacionada"), ("misma_causa", "La misma causa")],
                        default="relacionada",
                        max_length=12,
                        verbose_name="por qué",
                    ),
                ),
                (
                    "usuario",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "creado_en",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
            ],
            options={
                "verbose_name": "vínculo entre incidencias",
                "verbose_name_plural": "vínculos entre incidencias",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("clase__in", ["relacionada", "misma_causa"])),
                        name="vinculo_clase_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("una__lt", models.F("otra"))),
                        name="vinculo_en_orden",
                        violation_error_message="Una incidencia no se relaciona consigo misma.",
                    ),
                    models.UniqueConstraint(
                        fields=("una", "otra"),
                        name="vinculo_una_vez",
                        violation_error_message="Esas incidencias ya están relacionadas.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VistaGuardada",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("nombre", models.CharField(max_length=60, verbose_name="nombre")),
                (
                    "usuario",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="vistas_guardadas",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "alcance",
                    models.CharField(
                        choices=[
                            ("propia", "Solo yo"),
                            ("grupo", "Un grupo"),
                            ("todos", "Toda la oficina"),
                        ],
                        default="propia",
                        max_length=8,
                        verbose_name="quién la ve",
                    ),
                ),
                (
                    "grupo",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="vistas_guardadas",
                        to="cuentas.grupo",
                        verbose_name="grupo",
                    ),
                ),
                ("consulta", models.JSONField(default=dict, verbose_name="filtros")),
                (
                    "posicion",
                    models.PositiveSmallIntegerField(default=10, verbose_name="lugar en la lista"),
                ),
                (
                    "creada_en",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
            ],
            options={
                "verbose_name": "vista guardada",
                "verbose_name_plural": "vistas guardadas",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("alcance__in", ["propia", "grupo", "todos"])),
                        name="vistaguardada_alcance_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("alcance", "grupo"), ("grupo__isnull", False)),
                            models.Q(
                                models.Q(("alcance", "grupo"), _negated=True), ("grupo", None)
                            ),
                            _connector="OR",
                        ),
                        name="vistaguardada_de_grupo_con_grupo",
                        violation_error_message="Di con qué grupo la compartes.",
                    ),
                    models.UniqueConstraint(
                        fields=("usuario", "nombre"),
                        name="vistaguardada_nombre_unico",
                        violation_error_message="Ya tienes una vista con ese nombre.",
                    ),
                ],
            },
        ),
        migrations.RunSQL(UN_SOLO_NIVEL, CUALQUIER_NIVEL),
        CrearSecuencia("INC"),
        CrearSecuencia("CTG"),
        SoloAnadir("incidencias_eventoincidencia"),
        SoloAnadir("incidencias_eventodevolucion"),
        SoloAnadir("incidencias_eventocontingencia"),
    ]
