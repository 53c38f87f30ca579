import datetime

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import nucleo.busqueda
import nucleo.eventos
import nucleo.tiempo
from nucleo.codigos import CrearSecuencia
from nucleo.eventos import SoloAnadir


class Migration(migrations.Migration):
    # Installations of before 0.1.0 are taken as they are when they have all of these.
    replaces = [
        ("sat", "0001_inicial"),
        ("sat", "0002_sin_indices_sin_lector"),
        ("sat", "0003_llegada_del_repuesto"),
    ]

    initial = True

    dependencies = [
        ("clientes", "0001_tablas"),
        ("cuentas", "0001_tablas"),
        ("cuentas", "__first__"),
        ("incidencias", "0001_tablas"),
        ("nucleo", "0001_tablas"),
    ]

    operations = [
        migrations.CreateModel(
            name="SatExterno",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("nombre", models.CharField(max_length=120, unique=True, verbose_name="nombre")),
                ("nif", models.CharField(blank=True, max_length=20, verbose_name="NIF")),
                ("correo", models.EmailField(blank=True, max_length=254, verbose_name="correo")),
                ("telefono", models.CharField(blank=True, max_length=20, verbose_name="teléfono")),
                ("activo", models.BooleanField(default=True, verbose_name="activo")),
            ],
            options={
                "verbose_name": "SAT externo",
                "verbose_name_plural": "SAT externos",
                "ordering": ["nombre"],
            },
        ),
        migrations.CreateModel(
            name="Mandante",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "tipo",
                    models.CharField(
                        choices=[
                            ("cliente", "El cliente"),
                            ("empresa", "Nuestra empresa"),
                            ("marca", "Marca"),
                            ("aseguradora", "Aseguradora"),
                        ],
                        max_length=12,
                        verbose_name="tipo",
                    ),
                ),
                ("nombre", models.CharField(max_length=120, unique=True, verbose_name="nombre")),
                ("nif", models.CharField(blank=True, max_length=20, verbose_name="NIF")),
                ("correo", models.EmailField(blank=True, max_length=254, verbose_name="correo")),
                ("telefono", models.CharField(blank=True, max_length=20, verbose_name="teléfono")),
                ("tarifa", models.CharField(blank=True, max_length=40, verbose_name="tarifa")),
                (
                    "mano_obra_hora_eur",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=8,
                        null=True,
                        verbose_name="mano de obra (€/hora)",
                    ),
                ),
                (
                    "desplazamiento_eur",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=8,
                        null=True,
                        verbose_name="desplazamiento (€)",
                    ),
                ),
                (
                    "limite_autorizado_eur",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="Sin límite si se deja en blanco.",
                        max_digits=10,
                        null=True,
                        verbose_name="límite autorizado por orden (€)",
                    ),
                ),
                (
                    "exige_referencia",
                    models.BooleanField(
                        default=False, verbose_name="exige su número de expediente"
                    ),
                ),
                ("activo", models.BooleanField(default=True, verbose_name="activo")),
            ],
            options={
                "verbose_name": "mandante",
                "verbose_name_plural": "mandantes",
                "ordering": ["nombre"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("tipo__in", ["cliente", "empresa", "marca", "aseguradora"])
                        ),
                        name="mandante_tipo_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("limite_autorizado_eur", None),
                                ("limite_autorizado_eur__gte", 0),
                                _connector="OR",
                            ),
                            models.Q(
                                ("mano_obra_hora_eur", None),
                                ("mano_obra_hora_eur__gte", 0),
                                _connector="OR",
                            ),
                            models.Q(
                                ("desplazamiento_eur", None),
                                ("desplazamiento_eur__gte", 0),
                                _connector="OR",
                            ),
                        ),
                        name="mandante_importes_no_negativos",
                        violation_error_message="Un importe no puede ser negativo.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("tipo__in", ["cliente", "empresa"])),
                        fields=("tipo",),
                        name="mandante_un_cliente_y_una_empresa",
                        violation_error_message="De ese tipo solo hay un mandante.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrdenTrabajo",
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
                            ("reparacion", "Reparación"),
                            ("instalacion", "Instalación"),
                            ("mantenimiento", "Mantenimiento"),
                            ("diagnostico", "Diagnóstico"),
                            ("recogida", "Recogida o entrega"),
                            ("retirada", "Retirada"),
                        ],
                        default="reparacion",
                        max_length=15,
                        verbose_name="tipo",
                    ),
                ),
                (
                    "lugar",
                    models.CharField(
                        choices=[
                            ("domicilio", "En el domicilio"),
                            ("taller", "En el taller"),
                            ("remoto", "A distancia"),
                        ],
                        default="domicilio",
                        max_length=10,
                        verbose_name="dónde",
                    ),
                ),
                (
                    "estado",
                    models.CharField(
                        choices=[
                            ("nueva", "Nueva"),
                            ("diagnosticada", "Diagnosticada"),
                            ("presupuestada", "Presupuestada"),
                            ("aceptada", "Presupuesto aceptado"),
                            ("rechazada", "Presupuesto rechazado"),
                            ("planificada", "Planificada"),
                            ("en_curso", "En curso"),
                            ("esperando_repuesto", "Esperando repuesto"),
                            ("terminada", "Terminada"),
                            ("entregada", "Entregada"),
                            ("liquidada", "Liquidada"),
                            ("anulada", "Anulada"),
                        ],
                        default="nueva",
                        editable=False,
                        max_length=20,
                        verbose_name="estado",
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
                    "incidencia",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ordenes",
                        to="incidencias.incidencia",
                    ),
                ),
                (
                    "categoria",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ordenes",
                        to="incidencias.categoria",
                    ),
                ),
                (
                    "cliente",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ordenes",
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
                        related_name="ordenes",
                        to="clientes.contacto",
                    ),
                ),
                (
                    "equipo",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ordenes",
                        to="clientes.equipo",
                    ),
                ),
                (
                    "sede",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ordenes",
                        to="clientes.sede",
                    ),
                ),
                (
                    "habilidad",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ordenes",
                        to="cuentas.habilidad",
                        verbose_name="habilidad necesaria",
                    ),
                ),
                (
                    "sat_externo",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ordenes",
                        to="sat.satexterno",
                        verbose_name="encargada a",
                    ),
                ),
                (
                    "mandante",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ordenes",
                        to="sat.mandante",
                        verbose_name="mandante",
                    ),
                ),
                (
                    "mandante_referencia",
                    models.CharField(blank=True, max_length=60, verbose_name="su referencia"),
                ),
                (
                    "limite_autorizado_eur",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=10,
                        null=True,
                        verbose_name="límite autorizado (€)",
                    ),
                ),
                (
                    "paga",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("cliente", "El cliente"),
                            ("vendedor", "El vendedor"),
                            ("fabricante", "El fabricante"),
                            ("aseguradora", "La aseguradora"),
                            ("contrato", "El contrato"),
                            ("nosotros", "Nuestra empresa"),
                            ("cortesia", "Cortesía"),
                        ],
                        max_length=15,
                        verbose_name="paga",
                    ),
                ),
                (
                    "es_garantia_legal",
                    models.BooleanField(
                        default=False,
                        help_text="Mientras dura, los plazos de la garantía se paran (TRLGDCU art. 122).",
                        verbose_name="medida correctora de la garantía legal",
                    ),
                ),
                ("sintoma", models.TextField(blank=True, max_length=5000, verbose_name="síntoma")),
                (
                    "diagnostico",
                    models.TextField(blank=True, max_length=5000, verbose_name="diagnóstico"),
                ),
                (
                    "trabajo",
                    models.TextField(
                        blank=True, max_length=10000, verbose_name="trabajo realizado"
                    ),
                ),
                (
                    "resultado",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("reparado", "Reparado"),
                            ("realizado", "Trabajo realizado"),
                            ("sin_averia", "Sin avería"),
                            ("reparable", "Reparable, sin reparar"),
                            ("no_reparable", "No reparable"),
                            ("desconocido", "Desconocido"),
                        ],
                        editable=False,
                        max_length=15,
                        verbose_name="resultado",
                    ),
                ),
                (
                    "repuesto_llega_el",
                    models.DateField(
                        blank=True, editable=False, null=True, verbose_name="el repuesto llega el"
                    ),
                ),
                (
                    "duracion_prevista_min",
                    models.PositiveSmallIntegerField(
                        default=60, verbose_name="duración prevista (min)"
                    ),
                ),
                (
                    "mano_obra_eur",
                    models.DecimalField(
                        decimal_places=2,
                        editable=False,
                        max_digits=10,
                        null=True,
                        verbose_name="mano de obra (€)",
                    ),
                ),
                (
                    "desplazamiento_eur",
                    models.DecimalField(
                        decimal_places=2,
                        editable=False,
                        max_digits=10,
                        null=True,
                        verbose_name="desplazamiento (€)",
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
                        default=django.utils.timezone.now, editable=False, verbose_name="abierta"
                    ),
                ),
                (
                    "registrada_en",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="registrada"
                    ),
                ),
                (
                    "recibido_en",
                    models.DateTimeField(editable=False, null=True, verbose_name="equipo recibido"),
                ),
                (
                    "terminada_en",
                    models.DateTimeField(editable=False, null=True, verbose_name="terminada"),
                ),
                (
                    "entregada_en",
                    models.DateTimeField(editable=False, null=True, verbose_name="entregada"),
                ),
                (
                    "liquidada_en",
                    models.DateTimeField(editable=False, null=True, verbose_name="liquidada"),
                ),
                (
                    "anulada_en",
                    models.DateTimeField(editable=False, null=True, verbose_name="anulada"),
                ),
                (
                    "motivo_anulacion",
                    models.CharField(
                        blank=True, editable=False, max_length=300, verbose_name="motivo"
                    ),
                ),
                ("dia_apertura", nucleo.tiempo.DiaLocalField(desde="ocurrida_en")),
                ("dia_terminada", nucleo.tiempo.DiaLocalField(desde="terminada_en", null=True)),
                (
                    "proxima_cita_en",
                    models.DateTimeField(
                        default=datetime.datetime(9999, 12, 1, 0, 0, tzinfo=datetime.UTC),
                        editable=False,
                    ),
                ),
                (
                    "visitas",
                    models.PositiveSmallIntegerField(
                        default=0, editable=False, verbose_name="visitas"
                    ),
                ),
                (
                    "minutos",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="minutos trabajados"
                    ),
                ),
            ],
            options={
                "verbose_name": "orden de trabajo",
                "verbose_name_plural": "órdenes de trabajo",
                "indexes": [
                    models.Index(fields=["-ocurrida_en", "-id"], name="ordentrabajo_por_apertura"),
                    models.Index(
                        fields=["estado", "-ocurrida_en", "-id"], name="ordentrabajo_por_estado"
                    ),
                    models.Index(fields=["proxima_cita_en", "id"], name="ordentrabajo_por_cita"),
                    models.Index(
                        condition=models.Q(
                            (
                                "proxima_cita_en",
                                datetime.datetime(9999, 12, 1, 0, 0, tzinfo=datetime.UTC),
                            ),
                            (
                                "estado__in",
                                [
                                    "nueva",
                                    "diagnosticada",
                                    "aceptada",
                                    "esperando_repuesto",
                                    "en_curso",
                                    "planificada",
                                ],
                            ),
                        ),
                        fields=["prioridad", "ocurrida_en", "id"],
                        name="ordentrabajo_por_planificar",
                    ),
                    models.Index(fields=["equipo", "-ocurrida_en"], name="ordentrabajo_de_equipo"),
                    models.Index(
                        fields=["cliente", "-ocurrida_en"], name="ordentrabajo_de_cliente"
                    ),
                    models.Index(
                        condition=models.Q(("dia_terminada__isnull", False)),
                        fields=["dia_terminada"],
                        name="ordentrabajo_dia_terminada",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "tipo__in",
                                [
                                    "reparacion",
                                    "instalacion",
                                    "mantenimiento",
                                    "diagnostico",
                                    "recogida",
                                    "retirada",
                                ],
                            )
                        ),
                        name="ordentrabajo_tipo_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("lugar__in", ["domicilio", "taller", "remoto"])),
                        name="ordentrabajo_lugar_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "estado__in",
                                [
                                    "nueva",
                                    "diagnosticada",
                                    "presupuestada",
                                    "aceptada",
                                    "rechazada",
                                    "planificada",
                                    "en_curso",
                                    "esperando_repuesto",
                                    "terminada",
                                    "entregada",
                                    "liquidada",
                                    "anulada",
                                ],
                            )
                        ),
                        name="ordentrabajo_estado_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("prioridad__in", [1, 2, 3, 4])),
                        name="ordentrabajo_prioridad_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "paga__in",
                                [
                                    "",
                                    "cliente",
                                    "vendedor",
                                    "fabricante",
                                    "aseguradora",
                                    "contrato",
                                    "nosotros",
                                    "cortesia",
                                ],
                            )
                        ),
                        name="ordentrabajo_paga_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "resultado__in",
                                [
                                    "",
                                    "reparado",
                                    "realizado",
                                    "sin_averia",
                                    "reparable",
                                    "no_reparable",
                                    "desconocido",
                                ],
                            )
                        ),
                        name="ordentrabajo_resultado_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("anulada_en", None),
                                ("entregada_en", None),
                                (
                                    "estado__in",
                                    [
                                        "aceptada",
                                        "diagnosticada",
                                        "en_curso",
                                        "esperando_repuesto",
                                        "nueva",
                                        "planificada",
                                        "presupuestada",
                                        "rechazada",
                                    ],
                                ),
                                ("liquidada_en", None),
                                ("terminada_en", None),
                            ),
                            models.Q(
                                ("estado", "terminada"),
                                ("terminada_en__isnull", False),
                                ("anulada_en", None),
                                ("entregada_en", None),
                                ("liquidada_en", None),
                            ),
                            models.Q(
                                ("anulada_en", None),
                                ("entregada_en__isnull", False),
                                ("estado", "entregada"),
                                ("liquidada_en", None),
                            ),
                            models.Q(
                                ("anulada_en", None),
                                ("estado", "liquidada"),
                                ("liquidada_en__isnull", False),
                                models.Q(
                                    ("terminada_en__isnull", False),
                                    ("entregada_en__isnull", False),
                                    _connector="OR",
                                ),
                            ),
                            models.Q(
                                ("anulada_en__isnull", False),
                                ("estado", "anulada"),
                                ("entregada_en", None),
                                ("liquidada_en", None),
                                ("terminada_en", None),
                            ),
                            _connector="OR",
                        ),
                        name="ordentrabajo_estado_con_sus_instantes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("estado", "anulada"),
                                models.Q(("motivo_anulacion", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("estado", "anulada"), _negated=True),
                                ("motivo_anulacion", ""),
                            ),
                            _connector="OR",
                        ),
                        name="ordentrabajo_anulada_con_motivo",
                        violation_error_message="Para anular una orden hay que decir por qué.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("terminada_en__isnull", False),
                                models.Q(("resultado", ""), _negated=True),
                            ),
                            models.Q(("resultado", ""), ("terminada_en", None)),
                            _connector="OR",
                        ),
                        name="ordentrabajo_resultado_si_terminada",
                        violation_error_message="Una orden terminada dice con qué resultado.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("estado", "liquidada"), _negated=True),
                            models.Q(
                                ("desplazamiento_eur__isnull", False),
                                ("mano_obra_eur__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="ordentrabajo_liquidada_con_importes",
                        violation_error_message="Para liquidar faltan los importes de mano de obra y desplazamiento.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("limite_autorizado_eur", None),
                                ("limite_autorizado_eur__gte", 0),
                                _connector="OR",
                            ),
                            models.Q(
                                ("mano_obra_eur", None), ("mano_obra_eur__gte", 0), _connector="OR"
                            ),
                            models.Q(
                                ("desplazamiento_eur", None),
                                ("desplazamiento_eur__gte", 0),
                                _connector="OR",
                            ),
                        ),
                        name="ordentrabajo_importes_no_negativos",
                        violation_error_message="Un importe no puede ser negativo.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("terminada_en", None),
                                ("terminada_en__gte", models.F("ocurrida_en")),
                                _connector="OR",
                            ),
                            models.Q(
                                ("entregada_en", None),
                                ("entregada_en__gte", models.F("ocurrida_en")),
                                _connector="OR",
                            ),
                            models.Q(
                                ("entregada_en", None),
                                ("terminada_en", None),
                                ("entregada_en__gte", models.F("terminada_en")),
                                _connector="OR",
                            ),
                        ),
                        name="ordentrabajo_termina_despues_de_abrirse",
                        violation_error_message="Una orden no puede terminar antes de abrirse, ni entregarse antes de terminar.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("repuesto_llega_el", None),
                            (
                                "estado__in",
                                [
                                    "aceptada",
                                    "diagnosticada",
                                    "esperando_repuesto",
                                    "nueva",
                                    "planificada",
                                    "presupuestada",
                                ],
                            ),
                            _connector="OR",
                        ),
                        name="ordentrabajo_repuesto_mientras_espera",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("duracion_prevista_min__gte", 5), ("duracion_prevista_min__lte", 1440)
                        ),
                        name="ordentrabajo_duracion_creible",
                        violation_error_message="La duración prevista va de 5 minutos a 24 horas.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("referencia_externa", ""), _negated=True),
                        fields=("origen", "referencia_externa"),
                        name="ordentrabajo_referencia_externa_unica",
                        violation_error_message="Esa orden ya se importó.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Tecnico",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "usuario",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tecnico",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="usuario",
                    ),
                ),
                (
                    "sat_externo",
                    models.ForeignKey(
                        blank=True,
                        help_text="En blanco si es de la casa.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tecnicos",
                        to="sat.satexterno",
                        verbose_name="SAT externo",
                    ),
                ),
                (
                    "zonas",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=5),
                        blank=True,
                        default=list,
                        help_text="Comienzos de código postal, separados por comas: 28, 4500.",
                        size=None,
                        verbose_name="zonas",
                    ),
                ),
                ("activo", models.BooleanField(default=True, verbose_name="activo")),
            ],
            options={
                "verbose_name": "técnico",
                "verbose_name_plural": "técnicos",
            },
        ),
        migrations.CreateModel(
            name="Cita",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "orden",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="citas",
                        to="sat.ordentrabajo",
                    ),
                ),
                (
                    "tecnico",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="citas",
                        to="sat.tecnico",
                        verbose_name="técnico",
                    ),
                ),
                (
                    "franja",
                    django.contrib.postgres.fields.ranges.DateTimeRangeField(verbose_name="franja"),
                ),
                (
                    "ventana",
                    django.contrib.postgres.fields.ranges.DateTimeRangeField(
                        verbose_name="ventana prometida"
                    ),
                ),
                (
                    "estado",
                    models.CharField(
                        choices=[
                            ("propuesta", "Propuesta"),
                            ("confirmada", "Confirmada"),
                            ("realizada", "Realizada"),
                            ("anulada", "Anulada"),
                        ],
                        default="confirmada",
                        editable=False,
                        max_length=10,
                        verbose_name="estado",
                    ),
                ),
                ("notas", models.CharField(blank=True, max_length=300, verbose_name="notas")),
                (
                    "dada_en",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="dada"
                    ),
                ),
                (
                    "anulada_en",
                    models.DateTimeField(editable=False, null=True, verbose_name="anulada"),
                ),
                (
                    "motivo_anulacion",
                    models.CharField(
                        blank=True, editable=False, max_length=300, verbose_name="motivo"
                    ),
                ),
            ],
            options={
                "verbose_name": "cita",
                "verbose_name_plural": "citas",
                "indexes": [
                    models.Index(fields=["orden", "estado"], name="cita_de_orden"),
                    models.Index(
                        models.F("franja__startswith"),
                        condition=models.Q(("estado", "anulada"), _negated=True),
                        name="cita_por_comienzo",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("estado__in", ["propuesta", "confirmada", "realizada", "anulada"])
                        ),
                        name="cita_estado_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("franja__isempty", False),
                            ("franja__lower_inf", False),
                            ("franja__upper_inf", False),
                            (
                                "franja__endswith__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("franja__startswith"),
                                    "+",
                                    models.Value(datetime.timedelta(days=1)),
                                ),
                            ),
                        ),
                        name="cita_franja_creible",
                        violation_error_message="La cita tiene que durar algo, y no más de 24 horas.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ventana__isempty", False),
                            ("ventana__lower_inf", False),
                            ("ventana__upper_inf", False),
                            (
                                "ventana__endswith__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("ventana__startswith"),
                                    "+",
                                    models.Value(datetime.timedelta(days=1)),
                                ),
                            ),
                        ),
                        name="cita_ventana_creible",
                        violation_error_message="La ventana prometida tiene que durar algo, y no más de 24 horas.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("franja__startswith__gte", models.F("ventana__startswith")),
                            ("franja__startswith__lt", models.F("ventana__endswith")),
                        ),
                        name="cita_empieza_en_su_ventana",
                        violation_error_message="La cita tiene que empezar dentro de la ventana prometida al cliente.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("anulada_en__isnull", False), ("estado", "anulada")),
                            models.Q(
                                models.Q(("estado", "anulada"), _negated=True), ("anulada_en", None)
                            ),
                            _connector="OR",
                        ),
                        name="cita_anulada_con_instante",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("estado", "anulada"), _negated=True),
                        expressions=[
                            (
                                models.Func(
                                    "tecnico",
                                    "tecnico",
                                    models.Value("[]"),
                                    function="int8range",
                                    output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField(),
                                ),
                                "&&",
                            ),
                            ("franja", "&&"),
                        ],
                        name="cita_sin_solape",
                        violation_error_message="El técnico ya tiene una cita en esa franja.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlantillaChecklist",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("nombre", models.CharField(max_length=100, unique=True, verbose_name="nombre")),
                (
                    "tipo",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("reparacion", "Reparación"),
                            ("instalacion", "Instalación"),
                            ("mantenimiento", "Mantenimiento"),
                            ("diagnostico", "Diagnóstico"),
                            ("recogida", "Recogida o entrega"),
                            ("retirada", "Retirada"),
                        ],
                        max_length=15,
                        verbose_name="tipo de orden",
                    ),
                ),
                (
                    "familia",
                    models.CharField(blank=True, max_length=80, verbose_name="familia de producto"),
                ),
                ("activa", models.BooleanField(default=True, verbose_name="activa")),
            ],
            options={
                "verbose_name": "lista de comprobación",
                "verbose_name_plural": "listas de comprobación",
                "ordering": ["nombre"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "tipo__in",
                                [
                                    "",
                                    "reparacion",
                                    "instalacion",
                                    "mantenimiento",
                                    "diagnostico",
                                    "recogida",
                                    "retirada",
                                ],
                            )
                        ),
                        name="plantillachecklist_tipo_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("activa", True)),
                        fields=("tipo", "familia"),
                        name="plantillachecklist_una_por_caso",
                        violation_error_message="Ya hay una lista activa para ese tipo de orden y esa familia.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Intervencion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "orden",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="intervenciones",
                        to="sat.ordentrabajo",
                    ),
                ),
                (
                    "tecnico",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="intervenciones",
                        to="sat.tecnico",
                    ),
                ),
                (
                    "cita",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="intervencion",
                        to="sat.cita",
                    ),
                ),
                (
                    "plantilla",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sat.plantillachecklist",
                    ),
                ),
                ("iniciada_en", models.DateTimeField(verbose_name="iniciada")),
                (
                    "terminada_en",
                    models.DateTimeField(editable=False, null=True, verbose_name="terminada"),
                ),
                (
                    "registrada_en",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "resultado",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("resuelta", "Terminado: funciona"),
                            ("no_reparable", "No se puede reparar"),
                            ("falta_repuesto", "Falta un repuesto"),
                            ("volver", "Hay que volver"),
                            ("ausente", "No había nadie"),
                        ],
                        editable=False,
                        max_length=15,
                        verbose_name="resultado",
                    ),
                ),
                (
                    "trabajo",
                    models.TextField(
                        blank=True, max_length=10000, verbose_name="trabajo realizado"
                    ),
                ),
            ],
            options={
                "verbose_name": "intervención",
                "verbose_name_plural": "intervenciones",
                "indexes": [
                    models.Index(fields=["orden", "iniciada_en"], name="intervencion_de_orden"),
                    models.Index(
                        fields=["tecnico", "-iniciada_en"], name="intervencion_de_tecnico"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "resultado__in",
                                [
                                    "",
                                    "resuelta",
                                    "no_reparable",
                                    "falta_repuesto",
                                    "volver",
                                    "ausente",
                                ],
                            )
                        ),
                        name="intervencion_resultado_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("terminada_en", None),
                            ("terminada_en__gte", models.F("iniciada_en")),
                            _connector="OR",
                        ),
                        name="intervencion_termina_despues_de_empezar",
                        violation_error_message="Una intervención no puede terminar antes de empezar.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("resultado", ""), ("terminada_en", None)),
                            models.Q(
                                ("terminada_en__isnull", False),
                                models.Q(("resultado", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="intervencion_terminada_con_resultado",
                        violation_error_message="Al terminar hay que decir con qué resultado.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("terminada_en", None)),
                        fields=("tecnico",),
                        name="intervencion_una_en_curso_por_tecnico",
                        violation_error_message="El técnico ya tiene una intervención en curso.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PuntoChecklist",
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
                        related_name="puntos",
                        to="sat.plantillachecklist",
                    ),
                ),
                ("orden", models.PositiveSmallIntegerField(default=0, verbose_name="orden")),
                ("texto", models.CharField(max_length=200, verbose_name="qué se comprueba")),
                (
                    "clase",
                    models.CharField(
                        choices=[("si_no", "Sí o no"), ("numero", "Medida"), ("texto", "Texto")],
                        default="si_no",
                        max_length=6,
                        verbose_name="respuesta",
                    ),
                ),
                ("unidad", models.CharField(blank=True, max_length=12, verbose_name="unidad")),
                (
                    "minimo",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=9, null=True, verbose_name="mínimo"
                    ),
                ),
                (
                    "maximo",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=9, null=True, verbose_name="máximo"
                    ),
                ),
                ("es_obligatorio", models.BooleanField(default=True, verbose_name="obligatorio")),
                ("activo", models.BooleanField(default=True, verbose_name="activo")),
            ],
            options={
                "verbose_name": "punto de comprobación",
                "verbose_name_plural": "puntos de comprobación",
                "ordering": ["orden", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("clase__in", ["si_no", "numero", "texto"])),
                        name="puntochecklist_clase_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("minimo", None),
                            ("maximo", None),
                            ("maximo__gte", models.F("minimo")),
                            _connector="OR",
                        ),
                        name="puntochecklist_limites_en_orden",
                        violation_error_message="El máximo no puede ser menor que el mínimo.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Repuesto",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "referencia",
                    models.CharField(max_length=60, unique=True, verbose_name="referencia"),
                ),
                ("nombre", models.CharField(max_length=150, verbose_name="nombre")),
                (
                    "precio_eur",
                    models.DecimalField(
                        decimal_places=2, default=0, max_digits=10, verbose_name="precio (€)"
                    ),
                ),
                (
                    "coste_eur",
                    models.DecimalField(
                        decimal_places=2, default=0, max_digits=10, verbose_name="coste (€)"
                    ),
                ),
                ("unidad", models.CharField(default="ud", max_length=12, verbose_name="unidad")),
                ("activo", models.BooleanField(default=True, verbose_name="activo")),
                (
                    "texto_trigramas",
                    models.GeneratedField(
                        db_persist=True,
                        expression=nucleo.busqueda.TextoUnido(
                            django.db.models.functions.comparison.Coalesce(
                                models.F("referencia"), models.Value("")
                            ),
                            django.db.models.functions.comparison.Coalesce(
                                models.F("nombre"), models.Value("")
                            ),
                        ),
                        output_field=models.TextField(),
                    ),
                ),
                (
                    "trigramas",
                    models.GeneratedField(
                        db_persist=True,
                        expression=nucleo.busqueda.Trigramas(
                            nucleo.busqueda.TextoUnido(
                                django.db.models.functions.comparison.Coalesce(
                                    models.F("referencia"), models.Value("")
                                ),
                                django.db.models.functions.comparison.Coalesce(
                                    models.F("nombre"), models.Value("")
                                ),
                            )
                        ),
                        output_field=django.contrib.postgres.fields.ArrayField(
                            base_field=models.TextField(), size=None
                        ),
                    ),
                ),
            ],
            options={
                "verbose_name": "repuesto",
                "verbose_name_plural": "repuestos",
                "ordering": ["referencia"],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["trigramas"], name="repuesto_trigramas"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("coste_eur__gte", 0), ("precio_eur__gte", 0)),
                        name="repuesto_importes_no_negativos",
                        violation_error_message="Un importe no puede ser negativo.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RepuestoUsado",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "intervencion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="repuestos",
                        to="sat.intervencion",
                    ),
                ),
                (
                    "repuesto",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="usos",
                        to="sat.repuesto",
                    ),
                ),
                ("descripcion", models.CharField(max_length=150, verbose_name="descripción")),
                (
                    "cantidad",
                    models.DecimalField(decimal_places=2, max_digits=8, verbose_name="cantidad"),
                ),
                (
                    "precio_eur",
                    models.DecimalField(
                        decimal_places=2, default=0, max_digits=10, verbose_name="precio (€)"
                    ),
                ),
                ("usado_en", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "repuesto usado",
                "verbose_name_plural": "repuestos usados",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("cantidad__gt", 0)),
                        name="repuestousado_cantidad_positiva",
                        violation_error_message="La cantidad tiene que ser mayor que cero.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("precio_eur__gte", 0)),
                        name="repuestousado_precio_no_negativo",
                        violation_error_message="El precio no puede ser negativo.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RespuestaChecklist",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "intervencion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="respuestas",
                        to="sat.intervencion",
                    ),
                ),
                (
                    "punto",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sat.puntochecklist",
                    ),
                ),
                ("texto", models.CharField(max_length=200, verbose_name="punto")),
                ("valor_si", models.BooleanField(null=True, verbose_name="sí")),
                (
                    "valor_numero",
                    models.DecimalField(
                        decimal_places=2, max_digits=9, null=True, verbose_name="medida"
                    ),
                ),
                ("valor_texto", models.CharField(blank=True, max_length=300, verbose_name="texto")),
                ("unidad", models.CharField(blank=True, max_length=12)),
                ("respondida_en", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "respuesta de comprobación",
                "verbose_name_plural": "respuestas de comprobación",
                "ordering": ["punto__orden", "punto_id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("intervencion", "punto"), name="respuestachecklist_una_por_punto"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("valor_numero", None),
                                ("valor_si__isnull", False),
                                ("valor_texto", ""),
                            ),
                            models.Q(
                                ("valor_numero__isnull", False),
                                ("valor_si", None),
                                ("valor_texto", ""),
                            ),
                            models.Q(
                                ("valor_numero", None),
                                ("valor_si", None),
                                models.Q(("valor_texto", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="respuestachecklist_una_sola_clase",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Credencial",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "tecnico",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="credenciales",
                        to="sat.tecnico",
                    ),
                ),
                ("nombre", models.CharField(max_length=100, verbose_name="credencial")),
                ("numero", models.CharField(blank=True, max_length=60, verbose_name="número")),
                ("caduca_en", models.DateField(blank=True, null=True, verbose_name="caduca")),
            ],
            options={
                "verbose_name": "credencial",
                "verbose_name_plural": "credenciales",
                "ordering": ["nombre"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tecnico", "nombre"),
                        name="credencial_unica_por_tecnico",
                        violation_error_message="Ese técnico ya tiene esa credencial.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FotoIntervencion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "intervencion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fotos",
                        to="sat.intervencion",
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
                (
                    "momento",
                    models.CharField(
                        choices=[
                            ("antes", "Antes"),
                            ("durante", "Durante"),
                            ("despues", "Después"),
                        ],
                        default="durante",
                        max_length=8,
                        verbose_name="momento",
                    ),
                ),
                ("pie", models.CharField(blank=True, max_length=150, verbose_name="pie")),
                ("hecha_en", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "foto",
                "verbose_name_plural": "fotos",
                "ordering": ["hecha_en", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("momento__in", ["antes", "durante", "despues"])),
                        name="fotointervencion_momento_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.UniqueConstraint(
                        fields=("intervencion", "archivo"), name="fotointervencion_una_vez"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NotaOrden",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "orden",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notas",
                        to="sat.ordentrabajo",
                    ),
                ),
                (
                    "intervencion",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notas",
                        to="sat.intervencion",
                    ),
                ),
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
                ("texto", models.TextField(max_length=5000, verbose_name="texto")),
                ("escrita_en", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "nota de orden",
                "verbose_name_plural": "notas de orden",
                "ordering": ["escrita_en", "pk"],
                "indexes": [
                    models.Index(fields=["orden", "escrita_en"], name="notaorden_de_orden")
                ],
            },
        ),
        migrations.CreateModel(
            name="EventoOrden",
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
                        "orden_id",
                        "id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "orden",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="eventos",
                        to="sat.ordentrabajo",
                    ),
                ),
            ],
            options={
                "verbose_name": "suceso de la orden",
                "verbose_name_plural": "sucesos de la orden",
                "abstract": False,
                "indexes": [
                    models.Index(fields=["registrado_en"], name="eventoorden_reg"),
                    models.Index(fields=["orden", "-ocurrido_en", "-id"], name="eventoorden_linea"),
                    models.Index(fields=["codigo", "dia_local"], name="eventoorden_dia"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("autor__in", ["usuario", "contacto", "token", "sistema"])
                        ),
                        name="eventoorden_autor_conocido",
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
                        name="eventoorden_usuario_si_es_autor",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("autor", "contacto"), ("contacto__isnull", False)),
                            models.Q(
                                models.Q(("autor", "contacto"), _negated=True), ("contacto", None)
                            ),
                            _connector="OR",
                        ),
                        name="eventoorden_contacto_si_es_autor",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("autor", "token"), ("token__isnull", False)),
                            models.Q(models.Q(("autor", "token"), _negated=True), ("token", None)),
                            _connector="OR",
                        ),
                        name="eventoorden_token_si_es_autor",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ParteTrabajo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "orden",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="partes",
                        to="sat.ordentrabajo",
                    ),
                ),
                (
                    "intervencion",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parte",
                        to="sat.intervencion",
                    ),
                ),
                (
                    "numero",
                    models.PositiveSmallIntegerField(
                        help_text="Dentro de su orden.", verbose_name="número"
                    ),
                ),
                ("emitido_en", models.DateTimeField(verbose_name="emitido")),
                (
                    "pdf",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="nucleo.archivo",
                    ),
                ),
                ("pdf_sha256", models.CharField(max_length=64, verbose_name="huella del PDF")),
                (
                    "modo_firma",
                    models.CharField(
                        choices=[
                            ("manuscrita", "Firma manuscrita"),
                            ("escrita", "Conformidad con nombre escrito"),
                            ("sin_firma", "Sin firma"),
                        ],
                        max_length=10,
                        verbose_name="firma",
                    ),
                ),
                (
                    "firma",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="nucleo.archivo",
                    ),
                ),
                (
                    "firmante",
                    models.CharField(blank=True, max_length=120, verbose_name="quién firma"),
                ),
                (
                    "motivo_sin_firma",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("ausente", "El cliente no estaba"),
                            ("no_quiere", "El cliente no quiso firmar"),
                            ("no_puede", "El cliente no podía firmar"),
                            ("en_taller", "Trabajo de taller, sin el cliente"),
                        ],
                        max_length=10,
                        verbose_name="por qué no se firma",
                    ),
                ),
            ],
            options={
                "verbose_name": "parte de trabajo",
                "verbose_name_plural": "partes de trabajo",
                "ordering": ["numero"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("modo_firma__in", ["manuscrita", "escrita", "sin_firma"])
                        ),
                        name="partetrabajo_modo_firma_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "motivo_sin_firma__in",
                                ["", "ausente", "no_quiere", "no_puede", "en_taller"],
                            )
                        ),
                        name="partetrabajo_motivo_sin_firma_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.UniqueConstraint(
                        fields=("orden", "numero"), name="partetrabajo_numero_unico"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("firma__isnull", False),
                                ("modo_firma", "manuscrita"),
                                ("motivo_sin_firma", ""),
                                models.Q(("firmante", ""), _negated=True),
                            ),
                            models.Q(
                                ("firma", None),
                                ("modo_firma", "escrita"),
                                ("motivo_sin_firma", ""),
                                models.Q(("firmante", ""), _negated=True),
                            ),
                            models.Q(
                                ("firma", None),
                                ("modo_firma", "sin_firma"),
                                models.Q(("motivo_sin_firma", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="partetrabajo_firma_o_motivo",
                        violation_error_message="El parte lleva la firma y el nombre de quien firma, o por qué no se firma.",
                    ),
                ],
            },
        ),
        CrearSecuencia("OT"),
        SoloAnadir("sat_eventoorden"),
    ]
