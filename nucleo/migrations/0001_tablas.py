import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import nucleo.models.empresa

FUNCIONES = r"""
create function sin_acentos(t text) returns text
language sql immutable parallel safe strict as $$
  select translate(t,
    'áàäâãéèëêíìïîóòöôõúùüûñçÁÀÄÂÃÉÈËÊÍÌÏÎÓÒÖÔÕÚÙÜÛÑÇ',
    'aaaaaeeeeiiiiooooouuuuncaaaaaeeeeiiiiooooouuuunc')
$$;

-- Final "-ion" gets its accent back: the Spanish stemmer only knows "-ión".
create function texto_busqueda(t text) returns text
language sql immutable parallel safe strict as $$
  select regexp_replace(sin_acentos(lower(t)), 'ion\M', 'ión', 'g')
$$;

create function trigramas(t text) returns text[]
language sql immutable parallel safe strict as $$
  select coalesce(array_agg(distinct substr(t, i, 3)), '{}')
  from generate_series(1, greatest(length(t) - 2, 1)) i
$$;

-- Trigger of the event tables; TRUNCATE passes, because the tests flush with it.
create function solo_anadir() returns trigger
language plpgsql as $$
begin
  if current_setting('postventa.purga', true) = 'on' then
    return coalesce(new, old);
  end if;
  raise exception 'la tabla % solo admite altas', tg_table_name
    using errcode = 'restrict_violation';
end $$;

-- Ids of all event tables: their primary key is (aggregate, id).
create sequence evento_id_seq;
"""

BORRAR_FUNCIONES = """
drop sequence evento_id_seq;
drop function solo_anadir();
drop function trigramas(text);
drop function texto_busqueda(text);
drop function sin_acentos(text);
"""

# The pages join many small tables, and planning them was what took long (docs/decisions/009).
PLANES_CORTOS = """
do $$ begin
    execute format('alter database %I set join_collapse_limit = 4', current_database());
exception when insufficient_privilege then
    raise notice 'join_collapse_limit is left as it was: this user does not own the database';
end $$
"""
PLANES_COMO_ANTES = """
do $$ begin
    execute format('alter database %I reset join_collapse_limit', current_database());
exception when insufficient_privilege then
    null;
end $$
"""


class Migration(migrations.Migration):
    # Installations of before 0.1.0 are taken as they are when they have all of these.
    replaces = [
        ("nucleo", "0001_inicial"),
        ("nucleo", "0002_indice_de_fallidas"),
        ("nucleo", "0003_planes_cortos"),
        ("nucleo", "0004_palabra_de_equipo"),
        ("nucleo", "0005_remitente_propio"),
        ("nucleo", "0006_temporadas_y_servicio_basico"),
        ("nucleo", "0007_relevos_se_aceptan"),
        ("nucleo", "0008_cursor_con_lo_visto"),
    ]

    initial = True

    dependencies = []

    operations = [
        migrations.RunSQL(FUNCIONES, BORRAR_FUNCIONES),
        migrations.RunSQL(PLANES_CORTOS, PLANES_COMO_ANTES),
        migrations.CreateModel(
            name="Archivo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "sha256",
                    models.CharField(
                        editable=False, max_length=64, unique=True, verbose_name="huella"
                    ),
                ),
                ("tipo", models.CharField(editable=False, max_length=100, verbose_name="tipo")),
                (
                    "bytes",
                    models.PositiveBigIntegerField(editable=False, verbose_name="tamaño en bytes"),
                ),
                (
                    "fichero",
                    models.FileField(
                        editable=False, max_length=200, upload_to="", verbose_name="fichero"
                    ),
                ),
                ("ancho_px", models.PositiveIntegerField(editable=False, null=True)),
                ("alto_px", models.PositiveIntegerField(editable=False, null=True)),
                ("creado_en", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "archivo",
                "verbose_name_plural": "archivos",
            },
        ),
        migrations.CreateModel(
            name="Cursor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "consumidor",
                    models.CharField(max_length=80, unique=True, verbose_name="consumidor"),
                ),
                ("hasta", models.DateTimeField(null=True, verbose_name="leído hasta")),
                (
                    "vistos",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        blank=True,
                        default=list,
                        editable=False,
                        size=None,
                    ),
                ),
                ("movido_en", models.DateTimeField(auto_now=True)),
            ],
            options={
                "verbose_name": "cursor",
                "verbose_name_plural": "cursores",
            },
        ),
        migrations.CreateModel(
            name="Calendario",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("nombre", models.CharField(max_length=80, unique=True, verbose_name="nombre")),
                (
                    "zona",
                    models.CharField(
                        choices=[
                            ("Europe/Madrid", "Península y Baleares"),
                            ("Atlantic/Canary", "Canarias"),
                            ("Africa/Ceuta", "Ceuta y Melilla"),
                        ],
                        default="Europe/Madrid",
                        max_length=40,
                        verbose_name="zona horaria",
                    ),
                ),
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
                        default="MD",
                        max_length=2,
                        verbose_name="comunidad autónoma",
                    ),
                ),
                (
                    "municipio",
                    models.CharField(blank=True, max_length=80, verbose_name="municipio"),
                ),
            ],
            options={
                "verbose_name": "calendario",
                "verbose_name_plural": "calendarios",
                "ordering": ["nombre"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("zona__in", ["Europe/Madrid", "Atlantic/Canary", "Africa/Ceuta"])
                        ),
                        name="calendario_zona_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
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
                        name="calendario_comunidad_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClaveIdempotencia",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("solicitante", models.CharField(max_length=80, verbose_name="solicitante")),
                ("clave", models.CharField(max_length=200, verbose_name="clave")),
                ("huella", models.CharField(max_length=64, verbose_name="huella de la petición")),
                ("estado_http", models.PositiveSmallIntegerField(null=True)),
                ("respuesta", models.JSONField(null=True)),
                ("cabeceras", models.JSONField(default=dict)),
                ("creada_en", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "clave de idempotencia",
                "verbose_name_plural": "claves de idempotencia",
                "indexes": [models.Index(fields=["creada_en"], name="claveidempotencia_creada")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("solicitante", "clave"),
                        name="claveidempotencia_una_por_solicitante",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("estado_http__isnull", False), ("respuesta", None), _connector="OR"
                        ),
                        name="claveidempotencia_respuesta_con_estado",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Comunicacion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("clave", models.CharField(max_length=200, unique=True, verbose_name="clave")),
                (
                    "canal",
                    models.CharField(
                        choices=[
                            ("correo", "Correo"),
                            ("sms", "SMS"),
                            ("whatsapp", "WhatsApp"),
                            ("webhook", "Webhook"),
                        ],
                        default="correo",
                        max_length=8,
                    ),
                ),
                (
                    "clase",
                    models.CharField(
                        choices=[
                            ("servicio", "De servicio"),
                            ("encuesta", "Encuesta"),
                            ("comercial", "Comercial"),
                        ],
                        default="servicio",
                        max_length=9,
                    ),
                ),
                (
                    "permiso",
                    models.CharField(
                        blank=True,
                        help_text="Consentimiento o base legal que la permite.",
                        max_length=80,
                        verbose_name="permiso",
                    ),
                ),
                (
                    "carril",
                    models.CharField(
                        choices=[
                            ("urgente", "Urgente"),
                            ("normal", "Normal"),
                            ("masivo", "Masivo"),
                        ],
                        default="normal",
                        max_length=7,
                    ),
                ),
                ("para", models.CharField(max_length=254, verbose_name="para")),
                ("asunto", models.CharField(max_length=250, verbose_name="asunto")),
                ("plantilla", models.CharField(max_length=120)),
                ("datos", models.JSONField(blank=True, default=dict)),
                ("enlaces", models.JSONField(blank=True, default=dict)),
                ("idioma", models.CharField(default="es", max_length=5)),
                (
                    "remitente",
                    models.CharField(
                        blank=True, help_text="Vacío: el de la instalación.", max_length=254
                    ),
                ),
                ("responder_a", models.CharField(blank=True, max_length=254)),
                ("cabeceras", models.JSONField(blank=True, default=dict)),
                ("referencia", models.CharField(blank=True, max_length=80, verbose_name="sobre")),
                (
                    "creada_en",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "programado_para",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                (
                    "proximo_intento_en",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("arrendada_hasta", models.DateTimeField(blank=True, null=True)),
                ("intentos", models.PositiveSmallIntegerField(default=0)),
                ("ultimo_error", models.CharField(blank=True, max_length=300)),
                (
                    "destino",
                    models.CharField(
                        choices=[
                            ("pendiente", "Por enviar"),
                            ("enviada", "Enviada"),
                            ("fallida", "No se pudo enviar"),
                            ("anulada", "Anulada"),
                        ],
                        default="pendiente",
                        max_length=9,
                    ),
                ),
                ("enviado_en", models.DateTimeField(blank=True, null=True)),
                ("fallido_en", models.DateTimeField(blank=True, null=True)),
                ("anulado_en", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "comunicación",
                "verbose_name_plural": "comunicaciones",
                "indexes": [
                    models.Index(
                        condition=models.Q(("destino", "pendiente")),
                        fields=["carril", "proximo_intento_en"],
                        name="comunicacion_por_enviar",
                    ),
                    models.Index(
                        condition=models.Q(("destino", "fallida")),
                        fields=["id"],
                        name="comunicacion_fallidas",
                    ),
                    models.Index(fields=["referencia", "creada_en"], name="comunicacion_sobre"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("canal__in", ["correo", "sms", "whatsapp", "webhook"])),
                        name="comunicacion_canal_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("clase__in", ["servicio", "encuesta", "comercial"])),
                        name="comunicacion_clase_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("carril__in", ["urgente", "normal", "masivo"])),
                        name="comunicacion_carril_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("destino__in", ["pendiente", "enviada", "fallida", "anulada"])
                        ),
                        name="comunicacion_destino_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("clase", "comercial"), _negated=True),
                            models.Q(("permiso", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="comunicacion_comercial_con_permiso",
                        violation_error_message="Una comunicación comercial necesita el consentimiento que la permite.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("anulado_en", None),
                                ("destino", "pendiente"),
                                ("enviado_en", None),
                                ("fallido_en", None),
                            ),
                            models.Q(
                                ("anulado_en", None),
                                ("destino", "enviada"),
                                ("enviado_en__isnull", False),
                                ("fallido_en", None),
                            ),
                            models.Q(
                                ("anulado_en", None),
                                ("destino", "fallida"),
                                ("enviado_en", None),
                                ("fallido_en__isnull", False),
                            ),
                            models.Q(
                                ("anulado_en__isnull", False),
                                ("destino", "anulada"),
                                ("enviado_en", None),
                                ("fallido_en", None),
                            ),
                            _connector="OR",
                        ),
                        name="comunicacion_destino_con_su_fecha",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ComunicacionAdjunto",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "comunicacion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="adjuntos",
                        to="nucleo.comunicacion",
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
                ("nombre", models.CharField(max_length=150)),
                ("orden", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "verbose_name": "adjunto de comunicación",
                "verbose_name_plural": "adjuntos de comunicación",
                "ordering": ["orden", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Empresa",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(
                        default=1, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "nombre",
                    models.CharField(
                        default="Postventa", max_length=120, verbose_name="nombre comercial"
                    ),
                ),
                (
                    "razon_social",
                    models.CharField(blank=True, max_length=160, verbose_name="razón social"),
                ),
                (
                    "nif",
                    models.CharField(
                        blank=True,
                        max_length=12,
                        validators=[nucleo.models.empresa.validar_nif],
                        verbose_name="NIF",
                    ),
                ),
                (
                    "direccion",
                    models.CharField(blank=True, max_length=200, verbose_name="dirección"),
                ),
                (
                    "codigo_postal",
                    models.CharField(
                        blank=True,
                        max_length=5,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\d{5}$", "El código postal tiene cinco cifras."
                            )
                        ],
                        verbose_name="código postal",
                    ),
                ),
                (
                    "municipio",
                    models.CharField(blank=True, max_length=80, verbose_name="municipio"),
                ),
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
                        default="MD",
                        max_length=2,
                        verbose_name="comunidad autónoma",
                    ),
                ),
                (
                    "zona",
                    models.CharField(
                        choices=[
                            ("Europe/Madrid", "Península y Baleares"),
                            ("Atlantic/Canary", "Canarias"),
                            ("Africa/Ceuta", "Ceuta y Melilla"),
                        ],
                        default="Europe/Madrid",
                        max_length=40,
                        verbose_name="zona horaria",
                    ),
                ),
                ("telefono", models.CharField(blank=True, max_length=20, verbose_name="teléfono")),
                (
                    "correo",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="correo de atención"
                    ),
                ),
                (
                    "web",
                    models.CharField(
                        blank=True,
                        max_length=200,
                        validators=[django.core.validators.URLValidator()],
                        verbose_name="web",
                    ),
                ),
                (
                    "es_gran_empresa",
                    models.BooleanField(
                        default=False,
                        help_text="250 personas o más, o 50 M€ de facturación: la Ley 10/2025 le obliga a más.",
                        verbose_name="gran empresa",
                    ),
                ),
                (
                    "es_servicio_basico_continuo",
                    models.BooleanField(
                        default=False,
                        help_text="Agua, gas, electricidad o telecomunicaciones: de un corte se informa en 2 h.",
                        verbose_name="servicio básico continuo",
                    ),
                ),
                (
                    "entidades_adr",
                    models.TextField(
                        blank=True,
                        help_text="A cuál puede acudir quien no esté de acuerdo, y cómo: se dice al responder.",
                        max_length=2000,
                        verbose_name="entidades de resolución extrajudicial",
                    ),
                ),
                (
                    "relevos_se_aceptan",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="Quien pasa una incidencia responde de ella hasta que otra persona la acepta. En una empresa pequeña sobra.",
                        verbose_name="los relevos se aceptan",
                    ),
                ),
                (
                    "palabra_equipo",
                    models.CharField(
                        choices=[
                            ("equipo", "Equipo"),
                            ("aparato", "Aparato"),
                            ("maquina", "Máquina"),
                        ],
                        default="equipo",
                        help_text="Lo dirán las pantallas, las tuyas y las de tus clientes.",
                        max_length=10,
                        verbose_name="cómo llamáis a lo que reparáis",
                    ),
                ),
            ],
            options={
                "verbose_name": "empresa",
                "verbose_name_plural": "empresa",
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
                        name="empresa_comunidad_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("zona__in", ["Europe/Madrid", "Atlantic/Canary", "Africa/Ceuta"])
                        ),
                        name="empresa_zona_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("palabra_equipo__in", ["equipo", "aparato", "maquina"])
                        ),
                        name="empresa_palabra_equipo_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="empresa_una_sola"),
                ],
            },
        ),
        migrations.CreateModel(
            name="VersionCalendario",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "calendario",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versiones",
                        to="nucleo.calendario",
                    ),
                ),
                ("vigente_desde", models.DateField(verbose_name="vigente desde")),
                (
                    "con_festivos",
                    models.BooleanField(default=True, verbose_name="cierra los festivos"),
                ),
                ("creada_en", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "versión de calendario",
                "verbose_name_plural": "versiones de calendario",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("calendario", "vigente_desde"),
                        name="versioncalendario_una_por_fecha",
                        violation_error_message="Ese calendario ya tiene una versión desde ese día.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TemporadaCalendario",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="temporadas",
                        to="nucleo.versioncalendario",
                    ),
                ),
                ("nombre", models.CharField(max_length=80, verbose_name="nombre")),
                ("desde", models.PositiveSmallIntegerField(verbose_name="desde")),
                ("hasta", models.PositiveSmallIntegerField(verbose_name="hasta")),
            ],
            options={
                "verbose_name": "temporada",
                "verbose_name_plural": "temporadas",
                "ordering": ["version", "desde"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("desde__gte", 101),
                            ("hasta__gte", models.F("desde")),
                            ("hasta__lte", 1231),
                        ),
                        name="temporadacalendario_posible",
                        violation_error_message="La temporada va de un día a otro del mismo año.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                models.Func(
                                    "version",
                                    "version",
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
                                    function="int4range",
                                    output_field=django.contrib.postgres.fields.ranges.IntegerRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="temporadacalendario_sin_solape",
                        violation_error_message="Dos temporadas no pueden coincidir.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IntervaloSemanal",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="intervalos",
                        to="nucleo.versioncalendario",
                    ),
                ),
                (
                    "dia_semana",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "Lunes"),
                            (1, "Martes"),
                            (2, "Miércoles"),
                            (3, "Jueves"),
                            (4, "Viernes"),
                            (5, "Sábado"),
                            (6, "Domingo"),
                        ],
                        verbose_name="día",
                    ),
                ),
                ("desde_min", models.PositiveSmallIntegerField(verbose_name="desde (minutos)")),
                ("hasta_min", models.PositiveSmallIntegerField(verbose_name="hasta (minutos)")),
                (
                    "temporada_desde",
                    models.PositiveSmallIntegerField(default=0, verbose_name="temporada desde"),
                ),
                (
                    "temporada_hasta",
                    models.PositiveSmallIntegerField(default=0, verbose_name="temporada hasta"),
                ),
            ],
            options={
                "verbose_name": "intervalo semanal",
                "verbose_name_plural": "intervalos semanales",
                "ordering": ["version", "temporada_desde", "dia_semana", "desde_min"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("dia_semana__in", [0, 1, 2, 3, 4, 5, 6])),
                        name="intervalosemanal_dia_semana_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("hasta_min__gt", models.F("desde_min")), ("hasta_min__lte", 1440)
                        ),
                        name="intervalosemanal_termina_despues_de_empezar",
                        violation_error_message="Un intervalo termina después de empezar, el mismo día.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("temporada_desde", 0), ("temporada_hasta", 0)),
                            models.Q(
                                ("temporada_desde__gte", 101),
                                ("temporada_hasta__gte", models.F("temporada_desde")),
                                ("temporada_hasta__lte", 1231),
                            ),
                            _connector="OR",
                        ),
                        name="intervalosemanal_temporada_posible",
                        violation_error_message="La temporada va de un día a otro del mismo año.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                models.Func(
                                    "version",
                                    "version",
                                    models.Value("[]"),
                                    function="int8range",
                                    output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField(),
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    "dia_semana",
                                    "dia_semana",
                                    models.Value("[]"),
                                    function="int8range",
                                    output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField(),
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    "temporada_desde",
                                    "temporada_hasta",
                                    models.Value("[]"),
                                    function="int4range",
                                    output_field=django.contrib.postgres.fields.ranges.IntegerRangeField(),
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    "desde_min",
                                    "hasta_min",
                                    function="int4range",
                                    output_field=django.contrib.postgres.fields.ranges.IntegerRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="intervalosemanal_sin_solape",
                        violation_error_message="Ese intervalo se solapa con otro del mismo día.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Festivo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("fecha", models.DateField(verbose_name="fecha")),
                ("nombre", models.CharField(max_length=120, verbose_name="nombre")),
                (
                    "comunidad",
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
                    "municipio",
                    models.CharField(blank=True, max_length=80, verbose_name="municipio"),
                ),
                (
                    "calendario",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="festivos_propios",
                        to="nucleo.calendario",
                    ),
                ),
                (
                    "es_provisional",
                    models.BooleanField(
                        default=False,
                        help_text="Calculado, aún sin publicar oficialmente.",
                        verbose_name="provisional",
                    ),
                ),
            ],
            options={
                "verbose_name": "festivo",
                "verbose_name_plural": "festivos",
                "ordering": ["fecha"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "comunidad__in",
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
                        name="festivo_comunidad_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.UniqueConstraint(
                        fields=("fecha", "comunidad", "municipio", "calendario"),
                        name="festivo_uno_por_territorio",
                        nulls_distinct=False,
                        violation_error_message="Ese festivo ya está apuntado.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("municipio", ""),
                            models.Q(("comunidad", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="festivo_municipio_con_comunidad",
                        violation_error_message="Un festivo local necesita su comunidad.",
                    ),
                ],
            },
        ),
    ]
