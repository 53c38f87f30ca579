import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
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
        ("clientes", "0001_inicial"),
        ("clientes", "0002_inicial"),
        ("clientes", "0003_eventos_de_clientes_y_equipos"),
        ("clientes", "0004_correo_de_contacto_en_minusculas"),
        ("clientes", "0005_indice_de_bloqueados"),
        ("clientes", "0006_sin_indices_sin_lector"),
        ("clientes", "0007_coberturas_con_garante_y_anulacion"),
        ("clientes", "0008_buscar_productos"),
        ("clientes", "0009_vida_de_los_equipos"),
        ("clientes", "0010_fusion_contactos_y_duplicados"),
        ("clientes", "0011_contratos_tarifas_y_ofertas"),
        ("clientes", "0012_documentos_y_modo_de_compra"),
        ("clientes", "0013_contratos_por_enlace"),
        ("clientes", "0014_una_suspension_abierta_por_equipo"),
        ("clientes", "0015_comprado_por_profesional"),
        ("clientes", "0016_devolver_varios_periodos"),
        ("clientes", "0017_correo_de_contacto_que_falla"),
        ("clientes", "0018_descartado_por_correo_basura"),
        ("clientes", "0019_nulos_que_pasaban"),
    ]

    initial = True

    dependencies = [
        ("cuentas", "0001_tablas"),
        ("cuentas", "__first__"),
        ("nucleo", "0001_tablas"),
    ]

    operations = [
        migrations.CreateModel(
            name="Cliente",
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
                            ("persona", "Persona"),
                            ("empresa", "Empresa"),
                            ("comunidad", "Comunidad de propietarios"),
                        ],
                        default="persona",
                        max_length=10,
                        verbose_name="tipo",
                    ),
                ),
                ("nombre", models.CharField(max_length=200, verbose_name="nombre")),
                ("nif", models.CharField(blank=True, max_length=20, verbose_name="NIF")),
                (
                    "es_consumidor",
                    models.BooleanField(
                        default=True,
                        help_text="También las comunidades de propietarios (TRLGDCU art. 3.1).",
                        verbose_name="es consumidor",
                    ),
                ),
                (
                    "es_provisional",
                    models.BooleanField(
                        default=False,
                        help_text="Remitente desconocido, por identificar.",
                        verbose_name="provisional",
                    ),
                ),
                ("correo", models.EmailField(blank=True, max_length=254, verbose_name="correo")),
                ("telefono", models.CharField(blank=True, max_length=20, verbose_name="teléfono")),
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
                (
                    "trato",
                    models.CharField(
                        choices=[("usted", "De usted"), ("tu", "De tú")],
                        default="usted",
                        max_length=5,
                        verbose_name="trato",
                    ),
                ),
                ("segmento", models.CharField(blank=True, max_length=40, verbose_name="segmento")),
                (
                    "referencia_externa",
                    models.CharField(blank=True, max_length=80, verbose_name="referencia externa"),
                ),
                (
                    "creado_en",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="creado"
                    ),
                ),
                (
                    "bloqueado_en",
                    models.DateTimeField(
                        editable=False,
                        help_text="LOPDGDD art. 32.",
                        null=True,
                        verbose_name="bloqueado",
                    ),
                ),
                (
                    "descartado_en",
                    models.DateTimeField(
                        editable=False,
                        help_text="Solo nos mandó correo basura: no sale en las listas.",
                        null=True,
                        verbose_name="descartado",
                    ),
                ),
                (
                    "fusionado_en",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="absorbidos",
                        to="clientes.cliente",
                        verbose_name="es el mismo que",
                    ),
                ),
                (
                    "texto_trigramas",
                    models.GeneratedField(
                        db_persist=True,
                        expression=nucleo.busqueda.TextoUnido(
                            django.db.models.functions.comparison.Coalesce(
                                models.F("nombre"), models.Value("")
                            ),
                            django.db.models.functions.comparison.Coalesce(
                                models.F("nif"), models.Value("")
                            ),
                            django.db.models.functions.comparison.Coalesce(
                                models.F("telefono"), models.Value("")
                            ),
                            django.db.models.functions.comparison.Coalesce(
                                models.F("correo"), models.Value("")
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
                                    models.F("nombre"), models.Value("")
                                ),
                                django.db.models.functions.comparison.Coalesce(
                                    models.F("nif"), models.Value("")
                                ),
                                django.db.models.functions.comparison.Coalesce(
                                    models.F("telefono"), models.Value("")
                                ),
                                django.db.models.functions.comparison.Coalesce(
                                    models.F("correo"), models.Value("")
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
                "verbose_name": "cliente",
                "verbose_name_plural": "clientes",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["trigramas"], name="cliente_trigramas"
                    ),
                    models.Index(fields=["texto_trigramas", "id"], name="cliente_por_nombre"),
                    models.Index(fields=["nif"], name="cliente_por_nif"),
                    models.Index(
                        condition=models.Q(("bloqueado_en__isnull", False)),
                        fields=["id"],
                        name="cliente_bloqueado",
                    ),
                    models.Index(
                        condition=models.Q(("fusionado_en__isnull", False)),
                        fields=["fusionado_en"],
                        name="cliente_absorbido",
                    ),
                    models.Index(fields=["telefono"], name="cliente_por_telefono"),
                    models.Index(fields=["correo"], name="cliente_por_correo"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("tipo__in", ["persona", "empresa", "comunidad"])),
                        name="cliente_tipo_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("idioma__in", ["es", "ca", "gl", "eu", "en"])),
                        name="cliente_idioma_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("trato__in", ["usted", "tu"])),
                        name="cliente_trato_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("referencia_externa", ""), _negated=True),
                        fields=("referencia_externa",),
                        name="cliente_referencia_externa_unica",
                        violation_error_message="Ya hay un cliente con esa referencia.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("descartado_en", None), ("es_provisional", True), _connector="OR"
                        ),
                        name="cliente_descartado_provisional",
                        violation_error_message="Solo se descarta a un remitente sin identificar.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("fusionado_en", None),
                            models.Q(("fusionado_en", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="cliente_no_se_fusiona_consigo",
                        violation_error_message="Un cliente no se puede fusionar consigo mismo.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Contacto",
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
                        related_name="contactos",
                        to="clientes.cliente",
                        verbose_name="cliente",
                    ),
                ),
                (
                    "usuario",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contactos",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="usuario",
                    ),
                ),
                ("nombre", models.CharField(max_length=120, verbose_name="nombre")),
                (
                    "clase",
                    models.CharField(
                        choices=[
                            ("titular", "El propio cliente"),
                            ("empleado", "Trabaja en la empresa"),
                            ("instalador", "Instalador"),
                            ("tienda", "Tienda"),
                            ("administrador_fincas", "Administrador de fincas"),
                            ("otro", "Otra persona"),
                        ],
                        default="titular",
                        max_length=20,
                        verbose_name="quién es",
                    ),
                ),
                ("correo", models.EmailField(blank=True, max_length=254, verbose_name="correo")),
                ("telefono", models.CharField(blank=True, max_length=20, verbose_name="teléfono")),
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
                (
                    "canal_preferido",
                    models.CharField(
                        choices=[
                            ("correo", "Correo"),
                            ("telefono", "Teléfono"),
                            ("sms", "SMS"),
                            ("whatsapp", "WhatsApp"),
                            ("postal", "Correo postal"),
                        ],
                        default="correo",
                        max_length=10,
                        verbose_name="canal preferido",
                    ),
                ),
                (
                    "necesita_letra_grande",
                    models.BooleanField(default=False, verbose_name="necesita letra grande"),
                ),
                (
                    "necesita_audio",
                    models.BooleanField(default=False, verbose_name="necesita audio"),
                ),
                (
                    "necesita_telefono",
                    models.BooleanField(default=False, verbose_name="prefiere que se le llame"),
                ),
                (
                    "necesita_escrito",
                    models.BooleanField(default=False, verbose_name="necesita que se le escriba"),
                ),
                ("es_mayor_65", models.BooleanField(default=False, verbose_name="65 años o más")),
                (
                    "rol_portal",
                    models.CharField(
                        choices=[
                            ("propias", "Ve sus incidencias"),
                            ("empresa", "Ve las de su empresa"),
                            ("ninguno", "Sin acceso"),
                        ],
                        default="propias",
                        max_length=10,
                        verbose_name="acceso al portal",
                    ),
                ),
                (
                    "correo_probado_en",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="correo comprobado"
                    ),
                ),
                (
                    "correo_falla_en",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="el correo falla desde"
                    ),
                ),
                (
                    "correo_falla_motivo",
                    models.CharField(blank=True, editable=False, max_length=300),
                ),
                (
                    "encuestas_baja_en",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="no quiere encuestas"
                    ),
                ),
                ("activo", models.BooleanField(default=True, verbose_name="activo")),
                (
                    "limite_aprobacion_eur",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=10,
                        null=True,
                        verbose_name="puede aprobar hasta (€)",
                    ),
                ),
                (
                    "exige_pedido",
                    models.BooleanField(default=False, verbose_name="exige número de pedido"),
                ),
                (
                    "numero_pedido",
                    models.CharField(
                        blank=True, max_length=40, verbose_name="número de pedido abierto"
                    ),
                ),
                (
                    "texto_trigramas",
                    models.GeneratedField(
                        db_persist=True,
                        expression=nucleo.busqueda.TextoUnido(
                            django.db.models.functions.comparison.Coalesce(
                                models.F("nombre"), models.Value("")
                            ),
                            django.db.models.functions.comparison.Coalesce(
                                models.F("telefono"), models.Value("")
                            ),
                            django.db.models.functions.comparison.Coalesce(
                                models.F("correo"), models.Value("")
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
                                    models.F("nombre"), models.Value("")
                                ),
                                django.db.models.functions.comparison.Coalesce(
                                    models.F("telefono"), models.Value("")
                                ),
                                django.db.models.functions.comparison.Coalesce(
                                    models.F("correo"), models.Value("")
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
                "verbose_name": "contacto",
                "verbose_name_plural": "contactos",
                "indexes": [
                    models.Index(fields=["correo"], name="contacto_por_correo"),
                    models.Index(fields=["telefono"], name="contacto_por_telefono"),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["trigramas"], name="contacto_trigramas"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("idioma__in", ["es", "ca", "gl", "eu", "en"])),
                        name="contacto_idioma_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "canal_preferido__in",
                                ["correo", "telefono", "sms", "whatsapp", "postal"],
                            )
                        ),
                        name="contacto_canal_preferido_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rol_portal__in", ["propias", "empresa", "ninguno"])),
                        name="contacto_rol_portal_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "clase__in",
                                [
                                    "titular",
                                    "empleado",
                                    "instalador",
                                    "tienda",
                                    "administrador_fincas",
                                    "otro",
                                ],
                            )
                        ),
                        name="contacto_clase_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("limite_aprobacion_eur", None),
                            ("limite_aprobacion_eur__gte", 0),
                            _connector="OR",
                        ),
                        name="contacto_limite_no_negativo",
                        violation_error_message="El límite no puede ser negativo.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("correo", django.db.models.functions.text.Lower("correo"))
                        ),
                        name="contacto_correo_en_minusculas",
                        violation_error_message="El correo se guarda en minúsculas.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("correo_falla_en", None),
                            models.Q(("correo", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="contacto_falla_lo_que_tiene",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("correo", ""), _negated=True),
                        fields=("cliente", "correo"),
                        name="contacto_correo_unico_por_cliente",
                        violation_error_message="Ese cliente ya tiene un contacto con ese correo.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Consentimiento",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "contacto",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consentimientos",
                        to="clientes.contacto",
                    ),
                ),
                (
                    "finalidad",
                    models.CharField(
                        choices=[
                            ("comercial", "Comunicaciones comerciales"),
                            ("encuestas", "Encuestas de satisfacción"),
                            ("grabacion", "Grabación de llamadas"),
                        ],
                        max_length=20,
                        verbose_name="finalidad",
                    ),
                ),
                (
                    "base",
                    models.CharField(
                        choices=[
                            ("consentimiento", "Consentimiento"),
                            ("contrato", "Contrato"),
                            ("obligacion_legal", "Obligación legal"),
                            ("interes_legitimo", "Interés legítimo"),
                        ],
                        max_length=20,
                        verbose_name="base jurídica",
                    ),
                ),
                ("otorgado_en", models.DateTimeField(verbose_name="otorgado")),
                ("caduca_en", models.DateTimeField(blank=True, null=True, verbose_name="caduca")),
                (
                    "retirado_en",
                    models.DateTimeField(blank=True, null=True, verbose_name="retirado"),
                ),
                (
                    "prueba",
                    models.CharField(
                        blank=True,
                        help_text="Cómo consta: «casilla del formulario», «llamada del 3 de mayo»…",
                        max_length=500,
                        verbose_name="prueba",
                    ),
                ),
                (
                    "justificante",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="nucleo.archivo",
                    ),
                ),
                (
                    "registrado_en",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="registrado"
                    ),
                ),
            ],
            options={
                "verbose_name": "consentimiento",
                "verbose_name_plural": "consentimientos",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("finalidad__in", ["comercial", "encuestas", "grabacion"])
                        ),
                        name="consentimiento_finalidad_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "base__in",
                                [
                                    "consentimiento",
                                    "contrato",
                                    "obligacion_legal",
                                    "interes_legitimo",
                                ],
                            )
                        ),
                        name="consentimiento_base_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("caduca_en", None),
                            ("caduca_en__gt", models.F("otorgado_en")),
                            _connector="OR",
                        ),
                        name="consentimiento_caduca_despues",
                        violation_error_message="No puede caducar antes de haberse dado.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("retirado_en", None),
                            ("retirado_en__gte", models.F("otorgado_en")),
                            _connector="OR",
                        ),
                        name="consentimiento_se_retira_despues",
                        violation_error_message="No se puede retirar antes de haberse dado.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("base", "consentimiento"), _negated=True),
                            models.Q(("prueba", ""), _negated=True),
                            ("justificante__isnull", False),
                            _connector="OR",
                        ),
                        name="consentimiento_con_prueba",
                        violation_error_message="Un consentimiento hay que poder probarlo (RGPD art. 7.1): di cómo consta o adjunta el documento.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContratoMantenimiento",
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
                    "cliente",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contratos",
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
                        related_name="contratos",
                        to="clientes.contacto",
                        verbose_name="contacto",
                    ),
                ),
                (
                    "responsable",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="lo lleva",
                    ),
                ),
                ("titulo", models.CharField(max_length=120, verbose_name="nombre")),
                (
                    "alcance",
                    models.CharField(
                        choices=[
                            ("preventivo", "Revisiones"),
                            ("correctivo", "Averías"),
                            ("integral", "Revisiones y averías"),
                        ],
                        default="integral",
                        max_length=12,
                        verbose_name="para qué",
                    ),
                ),
                (
                    "estado",
                    models.CharField(
                        choices=[
                            ("borrador", "Borrador"),
                            ("vigente", "Vigente"),
                            ("vencido", "Vencido"),
                            ("rescindido", "Rescindido"),
                            ("descartado", "Descartado"),
                        ],
                        default="borrador",
                        editable=False,
                        max_length=12,
                        verbose_name="estado",
                    ),
                ),
                ("fecha_inicio", models.DateField(verbose_name="desde")),
                ("fecha_fin", models.DateField(verbose_name="hasta")),
                (
                    "meses_periodo",
                    models.PositiveSmallIntegerField(default=12, verbose_name="duración (meses)"),
                ),
                (
                    "piezas_pct",
                    models.PositiveSmallIntegerField(default=0, verbose_name="piezas (%)"),
                ),
                (
                    "mano_obra_pct",
                    models.PositiveSmallIntegerField(default=100, verbose_name="mano de obra (%)"),
                ),
                (
                    "desplazamiento_pct",
                    models.PositiveSmallIntegerField(
                        default=100, verbose_name="desplazamiento (%)"
                    ),
                ),
                (
                    "respuesta_min",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="respuesta (minutos)"
                    ),
                ),
                (
                    "resolucion_min",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="resolución (minutos)"
                    ),
                ),
                (
                    "plazos_24h",
                    models.BooleanField(
                        default=False,
                        verbose_name="los plazos corren también de noche y en festivo",
                    ),
                ),
                (
                    "renovacion",
                    models.CharField(
                        choices=[
                            ("no", "Acaba en su fecha"),
                            ("tacita", "Se renueva si nadie dice lo contrario"),
                        ],
                        default="no",
                        max_length=8,
                        verbose_name="al acabar",
                    ),
                ),
                (
                    "dias_preaviso",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="Con cuántos días de antelación puede decirlo el cliente, como tarde.",
                        verbose_name="días para decir que no se renueva",
                    ),
                ),
                (
                    "dias_aviso_cliente",
                    models.PositiveSmallIntegerField(
                        default=30, verbose_name="avisar al cliente (días antes)"
                    ),
                ),
                (
                    "dias_aviso_personal",
                    models.PositiveSmallIntegerField(
                        default=60, verbose_name="avisarnos (días antes)"
                    ),
                ),
                ("notas", models.TextField(blank=True, max_length=2000, verbose_name="notas")),
                (
                    "documento",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="nucleo.archivo",
                    ),
                ),
                ("creado_en", models.DateTimeField(editable=False, verbose_name="creado")),
                (
                    "firmado_en",
                    models.DateTimeField(editable=False, null=True, verbose_name="firmado"),
                ),
                (
                    "firmado_por",
                    models.CharField(
                        blank=True, editable=False, max_length=120, verbose_name="firmado por"
                    ),
                ),
                (
                    "canal_firma",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("presencial", "En nuestro local"),
                            ("domicilio", "En casa del cliente"),
                            ("distancia", "A distancia (correo, teléfono o web)"),
                        ],
                        editable=False,
                        max_length=12,
                        verbose_name="cómo se firmó",
                    ),
                ),
                (
                    "pide_empezar",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="pide que empecemos ya"
                    ),
                ),
                ("enlace_version", models.PositiveSmallIntegerField(default=1, editable=False)),
                (
                    "no_renueva_en",
                    models.DateTimeField(editable=False, null=True, verbose_name="no se renueva"),
                ),
                (
                    "vencido_en",
                    models.DateTimeField(editable=False, null=True, verbose_name="vencido"),
                ),
                (
                    "rescindido_en",
                    models.DateTimeField(editable=False, null=True, verbose_name="rescindido"),
                ),
                (
                    "fecha_rescision",
                    models.DateField(editable=False, null=True, verbose_name="último día"),
                ),
                (
                    "rescinde",
                    models.CharField(
                        blank=True,
                        choices=[("cliente", "El cliente"), ("empresa", "Nosotros")],
                        editable=False,
                        max_length=8,
                        verbose_name="quién lo rescinde",
                    ),
                ),
                (
                    "motivo_rescision",
                    models.CharField(
                        blank=True, editable=False, max_length=300, verbose_name="motivo"
                    ),
                ),
                (
                    "devolver_eur",
                    models.DecimalField(
                        decimal_places=2,
                        editable=False,
                        max_digits=12,
                        null=True,
                        verbose_name="a devolver (€)",
                    ),
                ),
                (
                    "descartado_en",
                    models.DateTimeField(editable=False, null=True, verbose_name="descartado"),
                ),
            ],
            options={
                "verbose_name": "contrato de mantenimiento",
                "verbose_name_plural": "contratos de mantenimiento",
                "indexes": [
                    models.Index(fields=["estado", "fecha_fin", "id"], name="contrato_por_fin"),
                    models.Index(fields=["cliente", "-fecha_fin"], name="contrato_de_cliente"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("alcance__in", ["preventivo", "correctivo", "integral"])
                        ),
                        name="contratomantenimiento_alcance_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "estado__in",
                                ["borrador", "vigente", "vencido", "rescindido", "descartado"],
                            )
                        ),
                        name="contratomantenimiento_estado_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("renovacion__in", ["no", "tacita"])),
                        name="contratomantenimiento_renovacion_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("canal_firma__in", ["", "presencial", "domicilio", "distancia"])
                        ),
                        name="contratomantenimiento_canal_firma_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rescinde__in", ["", "cliente", "empresa"])),
                        name="contratomantenimiento_rescinde_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("fecha_fin__gte", models.F("fecha_inicio"))),
                        name="contrato_termina_despues_de_empezar",
                        violation_error_message="El contrato no puede acabar antes de empezar.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("fecha_fin__lt", "2100-01-01"), ("fecha_inicio__gte", "1950-01-01")
                        ),
                        name="contrato_fechas_creibles",
                        violation_error_message="Esas fechas no son creíbles: revisa el año.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("meses_periodo__range", (1, 120))),
                        name="contrato_meses_de_uno_a_diez_anios",
                        violation_error_message="Un periodo dura de 1 a 120 meses.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("desplazamiento_pct__lte", 100),
                            ("mano_obra_pct__lte", 100),
                            ("piezas_pct__lte", 100),
                        ),
                        name="contrato_porcentajes",
                        violation_error_message="Un porcentaje va de 0 a 100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("respuesta_min", None),
                            ("resolucion_min", None),
                            ("resolucion_min__gte", models.F("respuesta_min")),
                            _connector="OR",
                        ),
                        name="contrato_resuelve_despues_de_responder",
                        violation_error_message="No se puede resolver antes de responder.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("dias_aviso_cliente__lte", 365),
                            ("dias_aviso_personal__lte", 365),
                            ("dias_preaviso__lte", 365),
                        ),
                        name="contrato_avisos_de_un_anio_como_mucho",
                        violation_error_message="Se avisa con 365 días de antelación como mucho.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("canal_firma", ""), ("firmado_en", None), ("firmado_por", "")
                            ),
                            models.Q(
                                ("firmado_en__isnull", False),
                                models.Q(("firmado_por", ""), _negated=True),
                                models.Q(("canal_firma", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="contrato_firma_completa",
                        violation_error_message="Di quién lo firma y cómo.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("devolver_eur", None),
                                ("fecha_rescision", None),
                                ("motivo_rescision", ""),
                                ("rescinde", ""),
                                ("rescindido_en", None),
                            ),
                            models.Q(
                                ("devolver_eur__gte", 0),
                                ("devolver_eur__isnull", False),
                                ("fecha_rescision__isnull", False),
                                ("rescindido_en__isnull", False),
                                models.Q(("rescinde", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="contrato_rescision_completa",
                        violation_error_message="Una rescisión dice quién la pide y desde cuándo.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("descartado_en", None),
                                ("estado", "borrador"),
                                ("firmado_en", None),
                                ("no_renueva_en", None),
                                ("rescindido_en", None),
                                ("vencido_en", None),
                            ),
                            models.Q(
                                ("descartado_en__isnull", False),
                                ("estado", "descartado"),
                                ("firmado_en", None),
                                ("no_renueva_en", None),
                                ("rescindido_en", None),
                                ("vencido_en", None),
                            ),
                            models.Q(
                                ("descartado_en", None),
                                ("estado", "vigente"),
                                ("firmado_en__isnull", False),
                                ("rescindido_en", None),
                                ("vencido_en", None),
                            ),
                            models.Q(
                                ("descartado_en", None),
                                ("estado", "vencido"),
                                ("firmado_en__isnull", False),
                                ("rescindido_en", None),
                                ("vencido_en__isnull", False),
                            ),
                            models.Q(
                                ("descartado_en", None),
                                ("estado", "rescindido"),
                                ("firmado_en__isnull", False),
                                ("rescindido_en__isnull", False),
                                ("vencido_en", None),
                            ),
                            _connector="OR",
                        ),
                        name="contrato_estado_con_sus_fechas",
                        violation_error_message="El estado del contrato y sus fechas no casan.",
                    ),
                    models.UniqueConstraint(fields=("id", "alcance"), name="contrato_y_alcance"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Producto",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("nombre", models.CharField(max_length=150, verbose_name="nombre")),
                ("familia", models.CharField(blank=True, max_length=80, verbose_name="familia")),
                ("marca", models.CharField(blank=True, max_length=80, verbose_name="marca")),
                ("modelo", models.CharField(blank=True, max_length=80, verbose_name="modelo")),
                (
                    "gama",
                    models.CharField(
                        choices=[
                            ("pequena", "Pequeño electrodoméstico"),
                            ("blanca", "Línea blanca"),
                            ("marron", "Línea marrón o electrónica"),
                            ("otra", "Otra"),
                        ],
                        default="otra",
                        max_length=10,
                        verbose_name="gama",
                    ),
                ),
                (
                    "fin_fabricacion",
                    models.DateField(blank=True, null=True, verbose_name="fin de fabricación"),
                ),
                ("activo", models.BooleanField(default=True, verbose_name="activo")),
                (
                    "texto_trigramas",
                    models.GeneratedField(
                        db_persist=True,
                        expression=nucleo.busqueda.TextoUnido(
                            django.db.models.functions.comparison.Coalesce(
                                models.F("marca"), models.Value("")
                            ),
                            django.db.models.functions.comparison.Coalesce(
                                models.F("nombre"), models.Value("")
                            ),
                            django.db.models.functions.comparison.Coalesce(
                                models.F("modelo"), models.Value("")
                            ),
                            django.db.models.functions.comparison.Coalesce(
                                models.F("familia"), models.Value("")
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
                                    models.F("marca"), models.Value("")
                                ),
                                django.db.models.functions.comparison.Coalesce(
                                    models.F("nombre"), models.Value("")
                                ),
                                django.db.models.functions.comparison.Coalesce(
                                    models.F("modelo"), models.Value("")
                                ),
                                django.db.models.functions.comparison.Coalesce(
                                    models.F("familia"), models.Value("")
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
                "verbose_name": "producto",
                "verbose_name_plural": "productos",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["trigramas"], name="producto_trigramas"
                    ),
                    models.Index(fields=["texto_trigramas", "id"], name="producto_por_nombre"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("gama__in", ["pequena", "blanca", "marron", "otra"])),
                        name="producto_gama_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.UniqueConstraint(
                        fields=("marca", "modelo", "nombre"),
                        name="producto_unico",
                        violation_error_message="Ya existe ese producto.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Sede",
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
                        related_name="sedes",
                        to="clientes.cliente",
                        verbose_name="cliente",
                    ),
                ),
                ("nombre", models.CharField(blank=True, max_length=80, verbose_name="nombre")),
                ("direccion", models.CharField(max_length=200, verbose_name="dirección")),
                (
                    "municipio",
                    models.CharField(blank=True, max_length=100, verbose_name="municipio"),
                ),
                (
                    "codigo_postal",
                    models.CharField(blank=True, max_length=10, verbose_name="código postal"),
                ),
                ("provincia", models.CharField(blank=True, max_length=2, verbose_name="provincia")),
                (
                    "comunidad",
                    models.CharField(blank=True, max_length=2, verbose_name="comunidad autónoma"),
                ),
                (
                    "calendario",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sedes",
                        to="nucleo.calendario",
                        verbose_name="calendario",
                    ),
                ),
                (
                    "notas_acceso",
                    models.TextField(blank=True, max_length=1000, verbose_name="notas de acceso"),
                ),
                (
                    "papeles_entrada",
                    models.TextField(
                        blank=True,
                        help_text="Lo que piden en la puerta: coordinación de actividades, seguro, DNI…",
                        max_length=1000,
                        verbose_name="papeles para entrar",
                    ),
                ),
                (
                    "latitud",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        max_digits=9,
                        null=True,
                        verbose_name="latitud",
                    ),
                ),
                (
                    "longitud",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        max_digits=9,
                        null=True,
                        verbose_name="longitud",
                    ),
                ),
                (
                    "posicion_fuente",
                    models.CharField(
                        choices=[
                            ("ninguna", "Sin posición"),
                            ("municipio", "Centro del municipio"),
                            ("codigo_postal", "Centro del código postal"),
                            ("direccion", "Dirección"),
                            ("gps", "GPS en la visita"),
                            ("manual", "Puesta a mano"),
                        ],
                        default="ninguna",
                        max_length=15,
                        verbose_name="fuente de la posición",
                    ),
                ),
                (
                    "posicion_precision_m",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="precisión de la posición (m)"
                    ),
                ),
            ],
            options={
                "verbose_name": "sede",
                "verbose_name_plural": "sedes",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "posicion_fuente__in",
                                [
                                    "ninguna",
                                    "municipio",
                                    "codigo_postal",
                                    "direccion",
                                    "gps",
                                    "manual",
                                ],
                            )
                        ),
                        name="sede_posicion_fuente_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("latitud", None),
                                ("longitud", None),
                                ("posicion_fuente", "ninguna"),
                                ("posicion_precision_m", None),
                            ),
                            models.Q(
                                ("latitud__isnull", False),
                                ("latitud__range", (-90, 90)),
                                ("longitud__isnull", False),
                                ("longitud__range", (-180, 180)),
                                ("posicion_precision_m__isnull", False),
                                models.Q(("posicion_fuente", "ninguna"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="sede_posicion_completa",
                        violation_error_message="Una posición lleva latitud, longitud, fuente y precisión.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Equipo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "producto",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="equipos",
                        to="clientes.producto",
                        verbose_name="producto",
                    ),
                ),
                (
                    "numero_serie",
                    models.CharField(blank=True, max_length=80, verbose_name="número de serie"),
                ),
                (
                    "cliente",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="equipos",
                        to="clientes.cliente",
                        verbose_name="propietario",
                    ),
                ),
                (
                    "usuario_contacto",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="equipos",
                        to="clientes.contacto",
                        verbose_name="quien lo usa",
                    ),
                ),
                (
                    "sede",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="equipos",
                        to="clientes.sede",
                        verbose_name="sede",
                    ),
                ),
                (
                    "padre",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="partes",
                        to="clientes.equipo",
                        verbose_name="parte de",
                    ),
                ),
                (
                    "alias",
                    models.CharField(
                        blank=True, max_length=80, verbose_name="cómo lo llama el cliente"
                    ),
                ),
                ("comprado_por_profesional", models.BooleanField(default=False, editable=False)),
                ("vendedor", models.CharField(blank=True, max_length=120, verbose_name="vendedor")),
                (
                    "instalador",
                    models.CharField(blank=True, max_length=120, verbose_name="instalador"),
                ),
                (
                    "nuestro_papel",
                    models.CharField(
                        choices=[
                            ("vendedor", "Vendedor"),
                            ("fabricante", "Fabricante"),
                            ("sat_oficial", "SAT oficial de la marca"),
                            ("sat_independiente", "SAT independiente"),
                        ],
                        default="vendedor",
                        max_length=20,
                        verbose_name="nuestro papel",
                    ),
                ),
                (
                    "fabricado_en",
                    models.DateField(blank=True, null=True, verbose_name="fecha de fabricación"),
                ),
                (
                    "instalado_en",
                    models.DateField(blank=True, null=True, verbose_name="fecha de instalación"),
                ),
                (
                    "retirado_en",
                    models.DateField(blank=True, null=True, verbose_name="fecha de retirada"),
                ),
                (
                    "retirado_motivo",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("sustituido", "Se sustituyó por otro"),
                            ("sin_arreglo", "No tiene arreglo"),
                            ("devuelto", "Se devolvió y se deshizo la compra"),
                            ("extraviado", "Robado o extraviado"),
                            ("sin_uso", "El cliente ya no lo usa"),
                            ("otro", "Otro motivo"),
                        ],
                        max_length=15,
                        verbose_name="motivo de la retirada",
                    ),
                ),
                (
                    "sustituye_a",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sustitutos",
                        to="clientes.equipo",
                        verbose_name="sustituye a",
                    ),
                ),
                (
                    "texto_trigramas",
                    models.GeneratedField(
                        db_persist=True,
                        expression=nucleo.busqueda.TextoUnido(
                            django.db.models.functions.comparison.Coalesce(
                                models.F("numero_serie"), models.Value("")
                            ),
                            django.db.models.functions.comparison.Coalesce(
                                models.F("alias"), models.Value("")
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
                                    models.F("numero_serie"), models.Value("")
                                ),
                                django.db.models.functions.comparison.Coalesce(
                                    models.F("alias"), models.Value("")
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
                "verbose_name": "equipo",
                "verbose_name_plural": "equipos",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["trigramas"], name="equipo_trigramas"
                    ),
                    models.Index(fields=["numero_serie", "id"], name="equipo_por_serie"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "nuestro_papel__in",
                                ["vendedor", "fabricante", "sat_oficial", "sat_independiente"],
                            )
                        ),
                        name="equipo_nuestro_papel_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("numero_serie", ""), _negated=True),
                        fields=("producto", "numero_serie"),
                        name="equipo_serie_unica_por_producto",
                        violation_error_message="Ya hay un equipo de ese producto con ese número de serie.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("padre", None),
                            models.Q(("padre", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="equipo_no_es_parte_de_si_mismo",
                        violation_error_message="Un equipo no puede ser parte de sí mismo.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "retirado_motivo__in",
                                [
                                    "",
                                    "sustituido",
                                    "sin_arreglo",
                                    "devuelto",
                                    "extraviado",
                                    "sin_uso",
                                    "otro",
                                ],
                            )
                        ),
                        name="equipo_retirado_motivo_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("retirado_en", None), ("retirado_motivo", "")),
                            models.Q(
                                ("retirado_en__isnull", False),
                                models.Q(("retirado_motivo", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="equipo_retirado_con_motivo",
                        violation_error_message="Di por qué se retira.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("instalado_en", None),
                            ("fabricado_en", None),
                            ("instalado_en__gte", models.F("fabricado_en")),
                            _connector="OR",
                        ),
                        name="equipo_instalado_tras_fabricarse",
                        violation_error_message="No se puede instalar antes de fabricarse.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("retirado_en", None),
                            ("fabricado_en", None),
                            ("retirado_en__gte", models.F("fabricado_en")),
                            _connector="OR",
                        ),
                        name="equipo_retirado_tras_fabricarse",
                        violation_error_message="No se puede retirar antes de fabricarse.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sustituye_a", None),
                            models.Q(("sustituye_a", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="equipo_no_se_sustituye_a_si_mismo",
                        violation_error_message="Un equipo no puede sustituirse a sí mismo.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("sustituye_a__isnull", False)),
                        fields=("sustituye_a",),
                        name="equipo_sustituido_una_vez",
                        violation_error_message="Ese equipo ya se sustituyó por otro.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DocumentoEquipo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "equipo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documentos",
                        to="clientes.equipo",
                        verbose_name="equipo",
                    ),
                ),
                (
                    "cliente",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clientes.cliente",
                        verbose_name="cliente",
                    ),
                ),
                (
                    "archivo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="nucleo.archivo",
                        verbose_name="fichero",
                    ),
                ),
                ("nombre", models.CharField(max_length=150, verbose_name="nombre")),
                (
                    "clase",
                    models.CharField(
                        choices=[
                            ("placa", "Placa de características"),
                            ("justificante", "Factura, tique o albarán"),
                            ("manual", "Manual o instrucciones"),
                            ("otro", "Otro"),
                        ],
                        max_length=15,
                        verbose_name="qué es",
                    ),
                ),
                (
                    "guardado_en",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="guardado"
                    ),
                ),
            ],
            options={
                "verbose_name": "documento del equipo",
                "verbose_name_plural": "documentos del equipo",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("clase__in", ["placa", "justificante", "manual", "otro"])
                        ),
                        name="documentoequipo_clase_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.UniqueConstraint(
                        fields=("equipo", "cliente", "archivo"),
                        name="documentoequipo_una_vez",
                        violation_error_message="Ese fichero ya está guardado.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Compra",
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
                        related_name="compras",
                        to="clientes.cliente",
                        verbose_name="cliente",
                    ),
                ),
                (
                    "equipo",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="compras",
                        to="clientes.equipo",
                        verbose_name="equipo",
                    ),
                ),
                (
                    "producto",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="compras",
                        to="clientes.producto",
                    ),
                ),
                (
                    "referencia",
                    models.CharField(blank=True, max_length=80, verbose_name="referencia"),
                ),
                ("vendedor", models.CharField(blank=True, max_length=120, verbose_name="vendedor")),
                (
                    "condicion",
                    models.CharField(
                        choices=[
                            ("nuevo", "Nuevo"),
                            ("segunda_mano", "De segunda mano"),
                            ("digital", "Contenido o servicio digital"),
                        ],
                        default="nuevo",
                        max_length=15,
                        verbose_name="condición",
                    ),
                ),
                (
                    "modalidad",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("establecimiento", "En la tienda"),
                            ("distancia", "Por internet o por teléfono"),
                            ("fuera", "En casa del cliente"),
                            ("visita_no_solicitada", "En una visita que no pidió"),
                        ],
                        help_text="En blanco: no se sabe.",
                        max_length=20,
                        verbose_name="cómo se vendió",
                    ),
                ),
                (
                    "meses_pactados",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Solo segunda mano: no menos de 12 (TRLGDCU art. 120.1).",
                        null=True,
                        verbose_name="meses de garantía pactados",
                    ),
                ),
                ("fecha_contrato", models.DateField(verbose_name="fecha del contrato")),
                (
                    "fecha_factura",
                    models.DateField(blank=True, null=True, verbose_name="fecha de la factura"),
                ),
                (
                    "fecha_albaran",
                    models.DateField(blank=True, null=True, verbose_name="fecha del albarán"),
                ),
                (
                    "importe_eur",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=10,
                        null=True,
                        verbose_name="importe (€)",
                    ),
                ),
                (
                    "justificante",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="nucleo.archivo",
                    ),
                ),
                (
                    "por_comprobar",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="por comprobar"
                    ),
                ),
            ],
            options={
                "verbose_name": "compra",
                "verbose_name_plural": "compras",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("condicion__in", ["nuevo", "segunda_mano", "digital"])),
                        name="compra_condicion_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "modalidad__in",
                                [
                                    "",
                                    "establecimiento",
                                    "distancia",
                                    "fuera",
                                    "visita_no_solicitada",
                                ],
                            )
                        ),
                        name="compra_modalidad_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("meses_pactados", None),
                            models.Q(("condicion", "segunda_mano"), ("meses_pactados__gte", 12)),
                            _connector="OR",
                        ),
                        name="compra_segunda_mano_minimo_un_anio",
                        violation_error_message="En segunda mano no se puede pactar menos de un año (TRLGDCU art. 120.1).",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("importe_eur", None), ("importe_eur__gte", 0), _connector="OR"
                        ),
                        name="compra_importe_no_negativo",
                        violation_error_message="El importe no puede ser negativo.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("fecha_contrato__gte", "1950-01-01"),
                            ("fecha_contrato__lt", "2100-01-01"),
                        ),
                        name="compra_fechas_creibles",
                        violation_error_message="La fecha del contrato no es creíble.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("referencia", ""), _negated=True),
                        fields=("cliente", "referencia"),
                        name="compra_referencia_unica_por_cliente",
                        violation_error_message="Ese cliente ya tiene una compra con esa referencia.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Cobertura",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "equipo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="coberturas",
                        to="clientes.equipo",
                        verbose_name="equipo",
                    ),
                ),
                (
                    "compra",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="coberturas",
                        to="clientes.compra",
                    ),
                ),
                (
                    "contrato",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="coberturas",
                        to="clientes.contratomantenimiento",
                    ),
                ),
                (
                    "tipo",
                    models.CharField(
                        choices=[
                            ("legal", "Garantía legal"),
                            ("comercial", "Garantía comercial"),
                            ("ampliacion", "Ampliación de garantía"),
                            ("reparacion", "Garantía de la reparación"),
                            ("posterior", "Año posterior a la reparación (art. 122.3)"),
                            ("contrato", "Contrato de mantenimiento"),
                        ],
                        max_length=15,
                        verbose_name="tipo",
                    ),
                ),
                ("fecha_inicio", models.DateField(verbose_name="desde")),
                ("fecha_fin", models.DateField(verbose_name="hasta")),
                (
                    "piezas_pct",
                    models.PositiveSmallIntegerField(default=100, verbose_name="piezas (%)"),
                ),
                (
                    "mano_obra_pct",
                    models.PositiveSmallIntegerField(default=100, verbose_name="mano de obra (%)"),
                ),
                (
                    "desplazamiento_pct",
                    models.PositiveSmallIntegerField(
                        default=100, verbose_name="desplazamiento (%)"
                    ),
                ),
                (
                    "paga",
                    models.CharField(
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
                ("garante", models.CharField(blank=True, max_length=120, verbose_name="garante")),
                ("defecto", models.CharField(blank=True, max_length=120, verbose_name="defecto")),
                (
                    "condiciones",
                    models.TextField(blank=True, max_length=2000, verbose_name="condiciones"),
                ),
                (
                    "documento",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="nucleo.archivo",
                    ),
                ),
                (
                    "referencia",
                    models.CharField(
                        blank=True, editable=False, max_length=40, verbose_name="referencia"
                    ),
                ),
                (
                    "anulada_en",
                    models.DateTimeField(editable=False, null=True, verbose_name="anulada"),
                ),
                (
                    "motivo_anulacion",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=300,
                        verbose_name="motivo de la anulación",
                    ),
                ),
            ],
            options={
                "verbose_name": "cobertura",
                "verbose_name_plural": "coberturas",
                "indexes": [
                    models.Index(fields=["equipo", "-fecha_fin"], name="cobertura_de_equipo")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "tipo__in",
                                [
                                    "legal",
                                    "comercial",
                                    "ampliacion",
                                    "reparacion",
                                    "posterior",
                                    "contrato",
                                ],
                            )
                        ),
                        name="cobertura_tipo_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "paga__in",
                                [
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
                        name="cobertura_paga_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("fecha_fin__gte", models.F("fecha_inicio"))),
                        name="cobertura_termina_despues_de_empezar",
                        violation_error_message="La cobertura no puede terminar antes de empezar.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("desplazamiento_pct__lte", 100),
                            ("mano_obra_pct__lte", 100),
                            ("piezas_pct__lte", 100),
                        ),
                        name="cobertura_porcentajes",
                        violation_error_message="Un porcentaje va de 0 a 100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("desplazamiento_pct", 0),
                            ("mano_obra_pct", 0),
                            ("piezas_pct", 0),
                            _negated=True,
                        ),
                        name="cobertura_cubre_algo",
                        violation_error_message="Una cobertura paga algo: piezas, mano de obra o desplazamiento.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "paga__in",
                                ["aseguradora", "contrato", "fabricante", "nosotros", "vendedor"],
                            )
                        ),
                        name="cobertura_la_paga_un_garante",
                        violation_error_message="Una cobertura la paga otro: ni el cliente ni la cortesía.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("contrato", None), ("tipo", "contrato"), _connector="OR"
                        ),
                        name="cobertura_contrato_en_las_de_contrato",
                        violation_error_message="Solo una cobertura de contrato lleva contrato.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("anulada_en", None), ("motivo_anulacion", "")),
                            models.Q(
                                ("anulada_en__isnull", False),
                                models.Q(("motivo_anulacion", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="cobertura_anulada_con_motivo",
                        violation_error_message="Para anular una cobertura hay que decir por qué.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("anulada_en", None), models.Q(("referencia", ""), _negated=True)
                        ),
                        fields=("equipo", "tipo", "referencia", "defecto"),
                        name="cobertura_una_por_referencia",
                        violation_error_message="Ese equipo ya tiene esa cobertura.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EtiquetaEquipo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "equipo",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="etiquetas",
                        to="clientes.equipo",
                        verbose_name="equipo",
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(verbose_name="versión")),
                ("huella", models.CharField(editable=False, max_length=64, unique=True)),
                (
                    "emitida_en",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="emitida"),
                ),
                ("anulada_en", models.DateTimeField(blank=True, null=True, verbose_name="anulada")),
            ],
            options={
                "verbose_name": "etiqueta",
                "verbose_name_plural": "etiquetas",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("equipo", "version"),
                        name="etiqueta_version_unica_por_equipo",
                        violation_error_message="Esa etiqueta ya se emitió.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("anulada_en", None)),
                        fields=("equipo",),
                        name="etiqueta_una_viva_por_equipo",
                        violation_error_message="Ese equipo ya tiene una etiqueta.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("anulada_en", None),
                            ("anulada_en__gte", models.F("emitida_en")),
                            _connector="OR",
                        ),
                        name="etiqueta_anulada_tras_emitirse",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EventoCliente",
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
                        "cliente_id",
                        "id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "cliente",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="eventos",
                        to="clientes.cliente",
                    ),
                ),
            ],
            options={
                "verbose_name": "suceso del cliente",
                "verbose_name_plural": "sucesos del cliente",
                "abstract": False,
                "indexes": [models.Index(fields=["registrado_en"], name="eventocliente_reg")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("autor__in", ["usuario", "contacto", "token", "sistema"])
                        ),
                        name="eventocliente_autor_conocido",
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
                        name="eventocliente_usuario_si_es_autor",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("autor", "contacto"), ("contacto__isnull", False)),
                            models.Q(
                                models.Q(("autor", "contacto"), _negated=True), ("contacto", None)
                            ),
                            _connector="OR",
                        ),
                        name="eventocliente_contacto_si_es_autor",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("autor", "token"), ("token__isnull", False)),
                            models.Q(models.Q(("autor", "token"), _negated=True), ("token", None)),
                            _connector="OR",
                        ),
                        name="eventocliente_token_si_es_autor",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EventoContrato",
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
                        "contrato_id",
                        "id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "contrato",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="eventos",
                        to="clientes.contratomantenimiento",
                    ),
                ),
            ],
            options={
                "verbose_name": "suceso del contrato",
                "verbose_name_plural": "sucesos del contrato",
                "abstract": False,
                "indexes": [models.Index(fields=["registrado_en"], name="eventocontrato_reg")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("autor__in", ["usuario", "contacto", "token", "sistema"])
                        ),
                        name="eventocontrato_autor_conocido",
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
                        name="eventocontrato_usuario_si_es_autor",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("autor", "contacto"), ("contacto__isnull", False)),
                            models.Q(
                                models.Q(("autor", "contacto"), _negated=True), ("contacto", None)
                            ),
                            _connector="OR",
                        ),
                        name="eventocontrato_contacto_si_es_autor",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("autor", "token"), ("token__isnull", False)),
                            models.Q(models.Q(("autor", "token"), _negated=True), ("token", None)),
                            _connector="OR",
                        ),
                        name="eventocontrato_token_si_es_autor",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EventoEquipo",
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
                        "equipo_id",
                        "id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "equipo",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="eventos",
                        to="clientes.equipo",
                    ),
                ),
            ],
            options={
                "verbose_name": "suceso del equipo",
                "verbose_name_plural": "sucesos del equipo",
                "abstract": False,
                "indexes": [models.Index(fields=["registrado_en"], name="eventoequipo_reg")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("autor__in", ["usuario", "contacto", "token", "sistema"])
                        ),
                        name="eventoequipo_autor_conocido",
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
                        name="eventoequipo_usuario_si_es_autor",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("autor", "contacto"), ("contacto__isnull", False)),
                            models.Q(
                                models.Q(("autor", "contacto"), _negated=True), ("contacto", None)
                            ),
                            _connector="OR",
                        ),
                        name="eventoequipo_contacto_si_es_autor",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("autor", "token"), ("token__isnull", False)),
                            models.Q(models.Q(("autor", "token"), _negated=True), ("token", None)),
                            _connector="OR",
                        ),
                        name="eventoequipo_token_si_es_autor",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PeriodoContrato",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "contrato",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="periodos",
                        to="clientes.contratomantenimiento",
                    ),
                ),
                ("numero", models.PositiveSmallIntegerField(verbose_name="número")),
                ("desde", models.DateField(verbose_name="desde")),
                ("hasta", models.DateField(verbose_name="hasta")),
                (
                    "precio_eur",
                    models.DecimalField(
                        decimal_places=2, max_digits=10, verbose_name="precio del periodo (€)"
                    ),
                ),
                (
                    "visitas_incluidas",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="En blanco: sin límite.",
                        null=True,
                        verbose_name="visitas incluidas",
                    ),
                ),
                (
                    "minutos_incluidos",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="minutos de trabajo incluidos"
                    ),
                ),
                (
                    "origen",
                    models.CharField(
                        choices=[
                            ("firma", "Firma"),
                            ("tacita", "Renovación tácita"),
                            ("expresa", "Renovación acordada"),
                        ],
                        default="firma",
                        max_length=8,
                        verbose_name="origen",
                    ),
                ),
                ("creado_en", models.DateTimeField(editable=False, verbose_name="creado")),
            ],
            options={
                "verbose_name": "periodo de contrato",
                "verbose_name_plural": "periodos de contrato",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("origen__in", ["firma", "tacita", "expresa"])),
                        name="periodocontrato_origen_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.UniqueConstraint(fields=("contrato", "numero"), name="periodo_numerado"),
                    models.UniqueConstraint(fields=("id", "contrato"), name="periodo_y_contrato"),
                    models.CheckConstraint(
                        condition=models.Q(("hasta__gte", models.F("desde"))),
                        name="periodo_termina_despues_de_empezar",
                        violation_error_message="El contrato no puede acabar antes de empezar.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("desde__gte", "1950-01-01"), ("hasta__lt", "2100-01-01")
                        ),
                        name="periodo_fechas_creibles",
                        violation_error_message="Esas fechas no son creíbles: revisa el año.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("precio_eur__gte", 0)),
                        name="periodo_precio_no_negativo",
                        violation_error_message="El precio no puede ser negativo.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                models.Func(
                                    "contrato",
                                    "contrato",
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
                        name="periodo_sin_solape",
                        violation_error_message="Ese contrato ya tiene un periodo en esas fechas.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EquipoContratado",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "contrato",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="equipos",
                        to="clientes.contratomantenimiento",
                        verbose_name="contrato",
                    ),
                ),
                (
                    "periodo",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="equipos",
                        to="clientes.periodocontrato",
                    ),
                ),
                (
                    "equipo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contratados",
                        to="clientes.equipo",
                        verbose_name="equipo",
                    ),
                ),
                (
                    "alcance",
                    models.CharField(
                        choices=[
                            ("preventivo", "Revisiones"),
                            ("correctivo", "Averías"),
                            ("integral", "Revisiones y averías"),
                        ],
                        max_length=12,
                        verbose_name="para qué",
                    ),
                ),
                ("desde", models.DateField(verbose_name="desde")),
                ("hasta", models.DateField(verbose_name="hasta")),
                (
                    "en_firme",
                    models.BooleanField(default=False, editable=False, verbose_name="en firme"),
                ),
            ],
            options={
                "verbose_name": "equipo de un contrato",
                "verbose_name_plural": "equipos de contratos",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("alcance__in", ["preventivo", "correctivo", "integral"])
                        ),
                        name="equipocontratado_alcance_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.UniqueConstraint(
                        fields=("periodo", "equipo"),
                        name="equipocontratado_una_vez_por_periodo",
                        violation_error_message="Ese equipo ya está en el contrato.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("hasta__gte", models.F("desde"))),
                        name="equipocontratado_termina_despues_de_empezar",
                        violation_error_message="Un equipo no puede salir del contrato antes de entrar.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("en_firme", True)),
                        expressions=[
                            (
                                models.Func(
                                    "equipo",
                                    "equipo",
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
                            (
                                models.Func(
                                    models.Case(
                                        models.When(alcance="correctivo", then=models.Value(2)),
                                        default=models.Value(1),
                                    ),
                                    models.Case(
                                        models.When(alcance="preventivo", then=models.Value(1)),
                                        default=models.Value(2),
                                    ),
                                    models.Value("[]"),
                                    function="int4range",
                                    output_field=django.contrib.postgres.fields.ranges.IntegerRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="equipocontratado_sin_solape",
                        violation_error_message="Ese equipo ya tiene un contrato para lo mismo en esas fechas.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConsumoContrato",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "periodo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consumos",
                        to="clientes.periodocontrato",
                    ),
                ),
                (
                    "equipo",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consumos",
                        to="clientes.equipo",
                    ),
                ),
                ("referencia", models.CharField(max_length=40, verbose_name="orden")),
                ("fecha", models.DateField(verbose_name="fecha")),
                ("visitas", models.PositiveSmallIntegerField(default=0, verbose_name="visitas")),
                ("minutos", models.PositiveIntegerField(default=0, verbose_name="minutos")),
                ("anotado_en", models.DateTimeField(editable=False, verbose_name="anotado")),
            ],
            options={
                "verbose_name": "consumo de un contrato",
                "verbose_name_plural": "consumos de contratos",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("referencia",),
                        name="consumo_uno_por_orden",
                        violation_error_message="Esa orden ya se ha descontado de un contrato.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("referencia", ""), _negated=True),
                        name="consumo_con_referencia",
                        violation_error_message="Di a qué orden corresponde.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AvisoContrato",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "periodo",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="avisos",
                        to="clientes.periodocontrato",
                    ),
                ),
                (
                    "clase",
                    models.CharField(
                        choices=[("cliente", "Al cliente"), ("personal", "A nosotros")],
                        max_length=8,
                        verbose_name="a quién",
                    ),
                ),
                (
                    "medio",
                    models.CharField(
                        choices=[
                            ("correo", "Por correo"),
                            ("telefono", "Por teléfono"),
                            ("carta", "Por carta"),
                            ("en_mano", "En mano"),
                            ("pantalla", "En pantalla"),
                        ],
                        max_length=8,
                        verbose_name="cómo",
                    ),
                ),
                ("avisado_en", models.DateTimeField(verbose_name="avisado")),
                ("clave", models.CharField(blank=True, max_length=200, verbose_name="mensaje")),
            ],
            options={
                "verbose_name": "aviso de un contrato",
                "verbose_name_plural": "avisos de contratos",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("clase__in", ["cliente", "personal"])),
                        name="avisocontrato_clase_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("medio__in", ["correo", "telefono", "carta", "en_mano", "pantalla"])
                        ),
                        name="avisocontrato_medio_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.UniqueConstraint(
                        fields=("periodo", "clase"),
                        name="aviso_uno_por_periodo",
                        violation_error_message="Ese aviso ya está dado.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("medio", "correo"), models.Q(("clave", ""), _negated=True)),
                            models.Q(models.Q(("medio", "correo"), _negated=True), ("clave", "")),
                            _connector="OR",
                        ),
                        name="aviso_por_correo_con_mensaje",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PosibleDuplicado",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "uno",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clientes.cliente",
                    ),
                ),
                (
                    "otro",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clientes.cliente",
                    ),
                ),
                (
                    "motivos",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10),
                        size=None,
                        verbose_name="motivos",
                    ),
                ),
                ("puntos", models.PositiveSmallIntegerField(verbose_name="parecido")),
                (
                    "estado",
                    models.CharField(
                        choices=[
                            ("pendiente", "Por mirar"),
                            ("distintos", "No son el mismo"),
                            ("fusionados", "Fusionados"),
                        ],
                        default="pendiente",
                        editable=False,
                        max_length=10,
                        verbose_name="estado",
                    ),
                ),
                (
                    "hallado_en",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="hallado"
                    ),
                ),
            ],
            options={
                "verbose_name": "posible duplicado",
                "verbose_name_plural": "posibles duplicados",
                "indexes": [
                    models.Index(
                        condition=models.Q(("estado", "pendiente")),
                        fields=["-puntos", "-id"],
                        name="posibleduplicado_pendiente",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("estado__in", ["pendiente", "distintos", "fusionados"])
                        ),
                        name="posibleduplicado_estado_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("uno__lt", models.F("otro"))),
                        name="posibleduplicado_en_orden",
                    ),
                    models.UniqueConstraint(
                        fields=("uno", "otro"), name="posibleduplicado_una_vez"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OfertaPosventa",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "servicio",
                    models.CharField(
                        choices=[
                            ("instalacion", "Instalación"),
                            ("mantenimiento", "Mantenimiento"),
                            ("ampliacion", "Ampliación de garantía"),
                            ("reparacion", "Reparación"),
                            ("repuestos", "Repuestos"),
                            ("ayuda_remota", "Ayuda a distancia"),
                            ("recogida", "Recogida y entrega"),
                            ("retirada", "Retirada del viejo"),
                        ],
                        max_length=15,
                        verbose_name="servicio",
                    ),
                ),
                (
                    "modo",
                    models.CharField(
                        choices=[
                            ("incluido", "Incluido"),
                            ("en_venta", "De pago"),
                            ("no_ofrecido", "No lo ofrecemos"),
                        ],
                        max_length=12,
                        verbose_name="cómo",
                    ),
                ),
                (
                    "producto",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ofertas",
                        to="clientes.producto",
                        verbose_name="producto",
                    ),
                ),
                ("familia", models.CharField(blank=True, max_length=80, verbose_name="familia")),
                ("marca", models.CharField(blank=True, max_length=80, verbose_name="marca")),
                (
                    "precio_eur",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="En blanco: según tarifa o presupuesto.",
                        max_digits=8,
                        null=True,
                        verbose_name="precio (€), con impuestos",
                    ),
                ),
                (
                    "descripcion",
                    models.CharField(blank=True, max_length=200, verbose_name="en una frase"),
                ),
                ("activa", models.BooleanField(default=True, verbose_name="activa")),
            ],
            options={
                "verbose_name": "oferta posventa",
                "verbose_name_plural": "ofertas posventa",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "servicio__in",
                                [
                                    "instalacion",
                                    "mantenimiento",
                                    "ampliacion",
                                    "reparacion",
                                    "repuestos",
                                    "ayuda_remota",
                                    "recogida",
                                    "retirada",
                                ],
                            )
                        ),
                        name="ofertaposventa_servicio_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("modo__in", ["incluido", "en_venta", "no_ofrecido"])),
                        name="ofertaposventa_modo_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("producto", None),
                            models.Q(("familia", ""), ("marca", "")),
                            _connector="OR",
                        ),
                        name="oferta_de_producto_o_de_familia",
                        violation_error_message="Elige un producto, o una familia y marca: no ambos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("precio_eur", None),
                            models.Q(("modo", "en_venta"), ("precio_eur__gte", 0)),
                            _connector="OR",
                        ),
                        name="oferta_precio_si_se_vende",
                        violation_error_message="Solo lleva precio lo que es de pago, y no negativo.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("activa", True)),
                        fields=("servicio", "producto", "familia", "marca"),
                        name="oferta_una_por_servicio",
                        nulls_distinct=False,
                        violation_error_message="Ya se dice qué se hace con ese servicio ahí.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CoberturaDeProducto",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "producto",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="coberturas_de_serie",
                        to="clientes.producto",
                        verbose_name="producto",
                    ),
                ),
                (
                    "tipo",
                    models.CharField(
                        choices=[
                            ("legal", "Garantía legal"),
                            ("comercial", "Garantía comercial"),
                            ("ampliacion", "Ampliación de garantía"),
                            ("reparacion", "Garantía de la reparación"),
                            ("posterior", "Año posterior a la reparación (art. 122.3)"),
                            ("contrato", "Contrato de mantenimiento"),
                        ],
                        default="comercial",
                        max_length=15,
                        verbose_name="tipo",
                    ),
                ),
                ("meses", models.PositiveSmallIntegerField(verbose_name="meses desde la entrega")),
                (
                    "paga",
                    models.CharField(
                        choices=[
                            ("cliente", "El cliente"),
                            ("vendedor", "El vendedor"),
                            ("fabricante", "El fabricante"),
                            ("aseguradora", "La aseguradora"),
                            ("contrato", "El contrato"),
                            ("nosotros", "Nuestra empresa"),
                            ("cortesia", "Cortesía"),
                        ],
                        default="fabricante",
                        max_length=15,
                        verbose_name="paga",
                    ),
                ),
                ("garante", models.CharField(blank=True, max_length=120, verbose_name="garante")),
                (
                    "piezas_pct",
                    models.PositiveSmallIntegerField(default=100, verbose_name="piezas (%)"),
                ),
                (
                    "mano_obra_pct",
                    models.PositiveSmallIntegerField(default=100, verbose_name="mano de obra (%)"),
                ),
                (
                    "desplazamiento_pct",
                    models.PositiveSmallIntegerField(
                        default=100, verbose_name="desplazamiento (%)"
                    ),
                ),
                (
                    "condiciones",
                    models.TextField(blank=True, max_length=2000, verbose_name="condiciones"),
                ),
                ("activa", models.BooleanField(default=True, verbose_name="activa")),
            ],
            options={
                "verbose_name": "cobertura de serie",
                "verbose_name_plural": "coberturas de serie",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "tipo__in",
                                [
                                    "legal",
                                    "comercial",
                                    "ampliacion",
                                    "reparacion",
                                    "posterior",
                                    "contrato",
                                ],
                            )
                        ),
                        name="coberturadeproducto_tipo_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "paga__in",
                                [
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
                        name="coberturadeproducto_paga_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("desplazamiento_pct__lte", 100),
                            ("mano_obra_pct__lte", 100),
                            ("piezas_pct__lte", 100),
                        ),
                        name="coberturadeproducto_porcentajes",
                        violation_error_message="Un porcentaje va de 0 a 100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("desplazamiento_pct", 0),
                            ("mano_obra_pct", 0),
                            ("piezas_pct", 0),
                            _negated=True,
                        ),
                        name="coberturadeproducto_cubre_algo",
                        violation_error_message="Una cobertura paga algo: piezas, mano de obra o desplazamiento.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("tipo__in", ("comercial", "ampliacion"))),
                        name="coberturadeproducto_declarada",
                        violation_error_message="Con el producto viene una garantía comercial o una ampliación.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "paga__in",
                                ["aseguradora", "contrato", "fabricante", "nosotros", "vendedor"],
                            )
                        ),
                        name="coberturadeproducto_la_paga_un_garante",
                        violation_error_message="Una cobertura la paga otro: ni el cliente ni la cortesía.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("meses__gte", 1), ("meses__lte", 600)),
                        name="coberturadeproducto_meses",
                        violation_error_message="Los meses van de 1 a 600.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SuspensionCobertura",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "equipo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="suspensiones",
                        to="clientes.equipo",
                    ),
                ),
                ("entregado_en", models.DateField(verbose_name="puesto a disposición")),
                ("devuelto_en", models.DateField(blank=True, null=True, verbose_name="devuelto")),
                ("defecto", models.CharField(blank=True, max_length=120, verbose_name="defecto")),
                (
                    "referencia",
                    models.CharField(blank=True, max_length=40, verbose_name="referencia"),
                ),
            ],
            options={
                "verbose_name": "suspensión de garantía",
                "verbose_name_plural": "suspensiones de garantía",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("devuelto_en", None),
                            ("devuelto_en__gte", models.F("entregado_en")),
                            _connector="OR",
                        ),
                        name="suspension_vuelve_despues_de_entrar",
                        violation_error_message="No puede volver antes de entrar.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("devuelto_en", None)),
                        fields=("equipo",),
                        name="suspension_una_abierta_por_equipo",
                        violation_error_message="Ese equipo ya está en nuestro poder.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("referencia", ""), _negated=True),
                        fields=("equipo", "referencia"),
                        name="suspension_una_por_referencia",
                        violation_error_message="Esa orden ya tiene sus días anotados en ese equipo.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Tarifa",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "concepto",
                    models.CharField(
                        choices=[
                            ("mano_obra", "Mano de obra"),
                            ("desplazamiento", "Desplazamiento"),
                            ("minimo", "Mínimo de una intervención"),
                            ("presupuesto", "Presupuesto no aceptado"),
                            ("almacenaje", "Almacenaje"),
                        ],
                        max_length=15,
                        verbose_name="concepto",
                    ),
                ),
                (
                    "familia",
                    models.CharField(
                        blank=True,
                        help_text="En blanco: para todas.",
                        max_length=80,
                        verbose_name="familia",
                    ),
                ),
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
                        help_text="En blanco: en todas.",
                        max_length=2,
                        verbose_name="comunidad autónoma",
                    ),
                ),
                (
                    "importe_eur",
                    models.DecimalField(
                        decimal_places=2, max_digits=8, verbose_name="importe (€), con impuestos"
                    ),
                ),
                ("desde", models.DateField(verbose_name="desde")),
                ("hasta", models.DateField(blank=True, null=True, verbose_name="hasta")),
                (
                    "anunciada",
                    models.BooleanField(
                        default=True,
                        help_text="Expuesta al público: sin eso no se puede cobrar el almacenaje.",
                        verbose_name="anunciada",
                    ),
                ),
                ("notas", models.CharField(blank=True, max_length=200, verbose_name="aclaración")),
                ("creada_en", models.DateTimeField(auto_now_add=True, verbose_name="creada")),
            ],
            options={
                "verbose_name": "tarifa",
                "verbose_name_plural": "tarifas",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "concepto__in",
                                [
                                    "mano_obra",
                                    "desplazamiento",
                                    "minimo",
                                    "presupuesto",
                                    "almacenaje",
                                ],
                            )
                        ),
                        name="tarifa_concepto_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
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
                        name="tarifa_comunidad_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("importe_eur__gte", 0)),
                        name="tarifa_importe_no_negativo",
                        violation_error_message="El importe no puede ser negativo.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("hasta", None), ("hasta__gte", models.F("desde")), _connector="OR"
                        ),
                        name="tarifa_termina_despues_de_empezar",
                        violation_error_message="Una tarifa no puede acabar antes de empezar.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("desde__gte", "1950-01-01"),
                            ("desde__lt", "2100-01-01"),
                            models.Q(("hasta", None), ("hasta__lt", "2100-01-01"), _connector="OR"),
                        ),
                        name="tarifa_fechas_creibles",
                        violation_error_message="Esa fecha no es creíble: revisa el año.",
                    ),
                    models.UniqueConstraint(
                        fields=("concepto", "familia", "comunidad", "desde"),
                        name="tarifa_una_por_fecha",
                        violation_error_message="Ya hay una tarifa de ese concepto desde ese día.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Traspaso",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "equipo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="traspasos",
                        to="clientes.equipo",
                        verbose_name="equipo",
                    ),
                ),
                (
                    "de_cliente",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clientes.cliente",
                        verbose_name="de",
                    ),
                ),
                (
                    "a_cliente",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clientes.cliente",
                        verbose_name="a",
                    ),
                ),
                ("fecha", models.DateField(verbose_name="fecha")),
                (
                    "motivo",
                    models.CharField(
                        choices=[
                            ("compraventa", "Se vendió de segunda mano"),
                            ("inmueble", "Va con la vivienda o el local"),
                            ("cesion", "Se regaló o se cedió"),
                            ("herencia", "Herencia"),
                            ("titular", "Cambio de titular o de razón social"),
                            ("error", "Estaba a nombre de otro por error"),
                            ("otro", "Otro motivo"),
                        ],
                        max_length=15,
                        verbose_name="motivo",
                    ),
                ),
                ("notas", models.TextField(blank=True, max_length=500, verbose_name="notas")),
            ],
            options={
                "verbose_name": "traspaso",
                "verbose_name_plural": "traspasos",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "motivo__in",
                                [
                                    "compraventa",
                                    "inmueble",
                                    "cesion",
                                    "herencia",
                                    "titular",
                                    "error",
                                    "otro",
                                ],
                            )
                        ),
                        name="traspaso_motivo_conocido",
                        violation_error_message="Ese valor no es ninguno de los admitidos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("a_cliente", models.F("de_cliente")), _negated=True),
                        name="traspaso_a_otro",
                        violation_error_message="Ya es de ese cliente.",
                    ),
                ],
            },
        ),
        # A unit's copies of its contract and scope are true: the database follows them.
        migrations.RunSQL(
            sql="""
                alter table clientes_equipocontratado
                    add constraint equipocontratado_alcance_del_contrato
                    foreign key (contrato_id, alcance)
                    references clientes_contratomantenimiento (id, alcance)
                    on update cascade deferrable initially deferred,
                    add constraint equipocontratado_periodo_del_contrato
                    foreign key (periodo_id, contrato_id)
                    references clientes_periodocontrato (id, contrato_id)
                    deferrable initially deferred
            """,
            reverse_sql="""
                alter table clientes_equipocontratado
                    drop constraint equipocontratado_alcance_del_contrato,
                    drop constraint equipocontratado_periodo_del_contrato
            """,
        ),
        CrearSecuencia("CTR"),
        SoloAnadir("clientes_eventocliente"),
        SoloAnadir("clientes_eventoequipo"),
        SoloAnadir("clientes_eventocontrato"),
    ]
