"""Customers and what they own: people, sites, products, units, purchases and coverages."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nucleo.busqueda import columna_texto_trigramas, columna_trigramas
from nucleo.restricciones import valores_de

if TYPE_CHECKING:
    from cuentas.models import Usuario


class Idioma(models.TextChoices):
    """Languages in which a customer may be served (content rows, not interface)."""

    ES = "es", _("Español")
    CA = "ca", _("Catalán")
    GL = "gl", _("Gallego")
    EU = "eu", _("Euskera")
    EN = "en", _("Inglés")


class TipoCliente(models.TextChoices):
    PERSONA = "persona", _("Persona")
    EMPRESA = "empresa", _("Empresa")


class Trato(models.TextChoices):
    USTED = "usted", _("De usted")
    TU = "tu", _("De tú")


class ClienteQuerySet(models.QuerySet["Cliente"]):
    def no_bloqueados(self) -> ClienteQuerySet:
        """Without those whose data are blocked (LOPDGDD art. 32: no viewing)."""
        return self.filter(bloqueado_en=None)

    def visibles_para(self, usuario: Usuario) -> ClienteQuerySet:
        """The office sees all; a customer, those it is a contact of; others, none."""
        vivos = self.no_bloqueados()
        if usuario.es_de_oficina:
            return vivos
        if usuario.is_authenticated:
            return vivos.filter(
                pk__in=Contacto.objects.filter(usuario=usuario).values("cliente_id")
            )
        return self.none()

    def para_listado(self) -> ClienteQuerySet:
        """What a list row paints; the search columns stay in the database."""
        return self.defer("texto_trigramas", "trigramas")


class Cliente(models.Model):
    """Who we serve: a person or a company, consumer or not."""

    tipo = models.CharField(
        _("tipo"), max_length=10, choices=TipoCliente, default=TipoCliente.PERSONA
    )
    nombre = models.CharField(_("nombre"), max_length=200)
    nif = models.CharField(_("NIF"), max_length=20, blank=True)
    es_consumidor = models.BooleanField(
        _("es consumidor"),
        default=True,
        help_text=_("También las comunidades de propietarios (TRLGDCU art. 3.1)."),
    )
    es_provisional = models.BooleanField(
        _("provisional"), default=False, help_text=_("Remitente desconocido, por identificar.")
    )
    correo = models.EmailField(_("correo"), blank=True)
    telefono = models.CharField(_("teléfono"), max_length=20, blank=True)
    idioma = models.CharField(_("idioma"), max_length=5, choices=Idioma, default=Idioma.ES)
    trato = models.CharField(_("trato"), max_length=5, choices=Trato, default=Trato.USTED)
    segmento = models.CharField(_("segmento"), max_length=40, blank=True)
    referencia_externa = models.CharField(_("referencia externa"), max_length=80, blank=True)
    creado_en = models.DateTimeField(_("creado"), default=timezone.now, editable=False)
    bloqueado_en = models.DateTimeField(
        _("bloqueado"), null=True, editable=False, help_text=_("LOPDGDD art. 32.")
    )
    texto_trigramas = columna_texto_trigramas("nombre", "nif", "telefono", "correo")
    trigramas = columna_trigramas("nombre", "nif", "telefono", "correo")

    objects = ClienteQuerySet.as_manager()

    class Meta:
        verbose_name = _("cliente")
        verbose_name_plural = _("clientes")
        constraints = [
            valores_de("tipo", TipoCliente),
            valores_de("idioma", Idioma),
            valores_de("trato", Trato),
            models.UniqueConstraint(
                name="cliente_referencia_externa_unica",
                fields=["referencia_externa"],
                condition=~Q(referencia_externa=""),
                violation_error_message=_("Ya hay un cliente con esa referencia."),
            ),
        ]
        indexes = [
            GinIndex(name="cliente_trigramas", fields=["trigramas"]),  # the search box
            models.Index(name="cliente_por_nombre", fields=["texto_trigramas", "id"]),  # the list
            models.Index(name="cliente_por_nif", fields=["nif"]),
        ]

    def __str__(self) -> str:
        return self.nombre

    def get_absolute_url(self) -> str:
        return reverse("clientes:ficha", args=[self.pk])


class RolPortal(models.TextChoices):
    PROPIAS = "propias", _("Ve sus incidencias")
    EMPRESA = "empresa", _("Ve las de su empresa")
    NINGUNO = "ninguno", _("Sin acceso")


class CanalPreferido(models.TextChoices):
    CORREO = "correo", _("Correo")
    TELEFONO = "telefono", _("Teléfono")
    SMS = "sms", _("SMS")
    WHATSAPP = "whatsapp", _("WhatsApp")
    POSTAL = "postal", _("Correo postal")


class Contacto(models.Model):
    """A person through whom a customer speaks to us; may sign in to the portal."""

    cliente = models.ForeignKey(
        Cliente, models.PROTECT, related_name="contactos", verbose_name=_("cliente")
    )
    usuario = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="contactos",
        null=True,
        blank=True,
        verbose_name=_("usuario"),
    )
    nombre = models.CharField(_("nombre"), max_length=120)
    correo = models.EmailField(_("correo"), blank=True)
    telefono = models.CharField(_("teléfono"), max_length=20, blank=True)
    idioma = models.CharField(_("idioma"), max_length=5, choices=Idioma, default=Idioma.ES)
    canal_preferido = models.CharField(
        _("canal preferido"), max_length=10, choices=CanalPreferido, default=CanalPreferido.CORREO
    )
    # Support needs, as the person declared them (Ley 10/2025 arts. 3.13 and 10.6).
    necesita_letra_grande = models.BooleanField(_("necesita letra grande"), default=False)
    necesita_audio = models.BooleanField(_("necesita audio"), default=False)
    necesita_telefono = models.BooleanField(_("prefiere que se le llame"), default=False)
    necesita_escrito = models.BooleanField(_("necesita que se le escriba"), default=False)
    es_mayor_65 = models.BooleanField(_("65 años o más"), default=False)
    rol_portal = models.CharField(
        _("acceso al portal"), max_length=10, choices=RolPortal, default=RolPortal.PROPIAS
    )
    correo_probado_en = models.DateTimeField(_("correo comprobado"), null=True, editable=False)
    encuestas_baja_en = models.DateTimeField(_("no quiere encuestas"), null=True, editable=False)
    activo = models.BooleanField(_("activo"), default=True)

    class Meta:
        verbose_name = _("contacto")
        verbose_name_plural = _("contactos")
        constraints = [
            valores_de("idioma", Idioma),
            valores_de("canal_preferido", CanalPreferido),
            valores_de("rol_portal", RolPortal),
            models.UniqueConstraint(
                name="contacto_correo_unico_por_cliente",
                fields=["cliente", "correo"],
                condition=~Q(correo=""),
                violation_error_message=_("Ese cliente ya tiene un contacto con ese correo."),
            ),
        ]
        indexes = [models.Index(name="contacto_por_correo", fields=["correo"])]  # intake by mail

    def __str__(self) -> str:
        return self.nombre


class FuentePosicion(models.TextChoices):
    NINGUNA = "ninguna", _("Sin posición")
    MUNICIPIO = "municipio", _("Centro del municipio")
    CODIGO_POSTAL = "codigo_postal", _("Centro del código postal")
    DIRECCION = "direccion", _("Dirección")
    GPS = "gps", _("GPS en la visita")
    MANUAL = "manual", _("Puesta a mano")


class Sede(models.Model):
    """A place where we serve a customer: address, calendar, access, position with its source."""

    cliente = models.ForeignKey(
        Cliente, models.PROTECT, related_name="sedes", verbose_name=_("cliente")
    )
    nombre = models.CharField(_("nombre"), max_length=80, blank=True)
    direccion = models.CharField(_("dirección"), max_length=200)
    municipio = models.CharField(_("municipio"), max_length=100, blank=True)
    codigo_postal = models.CharField(_("código postal"), max_length=10, blank=True)
    provincia = models.CharField(_("provincia"), max_length=2, blank=True)
    comunidad = models.CharField(_("comunidad autónoma"), max_length=2, blank=True)
    calendario = models.ForeignKey(
        "nucleo.Calendario",
        models.PROTECT,
        related_name="sedes",
        null=True,
        blank=True,
        verbose_name=_("calendario"),
    )
    notas_acceso = models.TextField(_("notas de acceso"), blank=True, max_length=1000)
    latitud = models.DecimalField(
        _("latitud"), max_digits=9, decimal_places=6, null=True, blank=True
    )
    longitud = models.DecimalField(
        _("longitud"), max_digits=9, decimal_places=6, null=True, blank=True
    )
    posicion_fuente = models.CharField(
        _("fuente de la posición"),
        max_length=15,
        choices=FuentePosicion,
        default=FuentePosicion.NINGUNA,
    )
    posicion_precision_m = models.PositiveIntegerField(
        _("precisión de la posición (m)"), null=True, blank=True
    )

    class Meta:
        verbose_name = _("sede")
        verbose_name_plural = _("sedes")
        constraints = [
            valores_de("posicion_fuente", FuentePosicion),
            models.CheckConstraint(
                name="sede_posicion_completa",
                condition=Q(
                    latitud=None,
                    longitud=None,
                    posicion_precision_m=None,
                    posicion_fuente=FuentePosicion.NINGUNA,
                )
                | (
                    Q(latitud__range=(-90, 90), longitud__range=(-180, 180))
                    & Q(posicion_precision_m__isnull=False)
                    & ~Q(posicion_fuente=FuentePosicion.NINGUNA)
                ),
                violation_error_message=_(
                    "Una posición lleva latitud, longitud, fuente y precisión."
                ),
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(p for p in (self.nombre, self.direccion, self.municipio) if p)


class FinalidadConsentimiento(models.TextChoices):
    COMERCIAL = "comercial", _("Comunicaciones comerciales")
    ENCUESTAS = "encuestas", _("Encuestas de satisfacción")
    GRABACION = "grabacion", _("Grabación de llamadas")


class BaseJuridica(models.TextChoices):
    CONSENTIMIENTO = "consentimiento", _("Consentimiento")
    CONTRATO = "contrato", _("Contrato")
    OBLIGACION_LEGAL = "obligacion_legal", _("Obligación legal")
    INTERES_LEGITIMO = "interes_legitimo", _("Interés legítimo")


class Consentimiento(models.Model):
    """What a contact allowed: purpose, legal basis, when, until when, and the proof."""

    contacto = models.ForeignKey(Contacto, models.PROTECT, related_name="consentimientos")
    finalidad = models.CharField(_("finalidad"), max_length=20, choices=FinalidadConsentimiento)
    base = models.CharField(_("base jurídica"), max_length=20, choices=BaseJuridica)
    otorgado_en = models.DateTimeField(_("otorgado"))
    caduca_en = models.DateTimeField(_("caduca"), null=True, blank=True)
    retirado_en = models.DateTimeField(_("retirado"), null=True, blank=True)
    prueba = models.CharField(_("prueba"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("consentimiento")
        verbose_name_plural = _("consentimientos")
        constraints = [
            valores_de("finalidad", FinalidadConsentimiento),
            valores_de("base", BaseJuridica),
            models.CheckConstraint(
                name="consentimiento_caduca_despues",
                condition=Q(caduca_en=None) | Q(caduca_en__gt=F("otorgado_en")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_finalidad_display()}"


class Gama(models.TextChoices):
    """Ranges of RD 58/1988 (arts. 3.5 and 5.2), for quote fees and minimum labour."""

    PEQUENA = "pequena", _("Pequeño electrodoméstico")
    BLANCA = "blanca", _("Línea blanca")
    MARRON = "marron", _("Línea marrón o electrónica")
    OTRA = "otra", _("Otra")


class Producto(models.Model):
    """A model that we sell or service."""

    nombre = models.CharField(_("nombre"), max_length=150)
    familia = models.CharField(_("familia"), max_length=80, blank=True)
    marca = models.CharField(_("marca"), max_length=80, blank=True)
    modelo = models.CharField(_("modelo"), max_length=80, blank=True)
    gama = models.CharField(_("gama"), max_length=10, choices=Gama, default=Gama.OTRA)
    fin_fabricacion = models.DateField(_("fin de fabricación"), null=True, blank=True)
    activo = models.BooleanField(_("activo"), default=True)

    class Meta:
        verbose_name = _("producto")
        verbose_name_plural = _("productos")
        constraints = [
            valores_de("gama", Gama),
            models.UniqueConstraint(
                name="producto_unico",
                fields=["marca", "modelo", "nombre"],
                violation_error_message=_("Ya existe ese producto."),
            ),
        ]

    def __str__(self) -> str:
        return self.nombre


class NuestroPapel(models.TextChoices):
    """What we are to this unit: it decides whose duty the guarantee is."""

    VENDEDOR = "vendedor", _("Vendedor")
    FABRICANTE = "fabricante", _("Fabricante")
    SAT_OFICIAL = "sat_oficial", _("SAT oficial de la marca")
    SAT_INDEPENDIENTE = "sat_independiente", _("SAT independiente")


class EquipoQuerySet(models.QuerySet["Equipo"]):
    def visibles_para(self, usuario: Usuario) -> EquipoQuerySet:
        """Units of the customers that this person may see (as owner or user of the unit)."""
        if usuario.es_de_oficina:
            return self.filter(cliente__bloqueado_en=None)
        clientes = Cliente.objects.visibles_para(usuario)
        return self.filter(
            Q(cliente__in=clientes) | Q(usuario_contacto__usuario_id=usuario.pk)
        ).distinct()

    def para_listado(self) -> EquipoQuerySet:
        return self.select_related("producto", "cliente", "sede")


class Equipo(models.Model):
    """A machine of a customer; its owner, its user and its site may be three different things."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)  # QR, never the pk
    producto = models.ForeignKey(
        Producto, models.PROTECT, related_name="equipos", verbose_name=_("producto")
    )
    numero_serie = models.CharField(_("número de serie"), max_length=80, blank=True)
    cliente = models.ForeignKey(
        Cliente, models.PROTECT, related_name="equipos", verbose_name=_("propietario")
    )
    usuario_contacto = models.ForeignKey(
        Contacto,
        models.PROTECT,
        related_name="equipos",
        null=True,
        blank=True,
        verbose_name=_("quien lo usa"),
    )
    sede = models.ForeignKey(
        Sede, models.PROTECT, related_name="equipos", null=True, blank=True, verbose_name=_("sede")
    )
    padre = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="partes",
        null=True,
        blank=True,
        verbose_name=_("parte de"),
    )
    alias = models.CharField(_("cómo lo llama el cliente"), max_length=80, blank=True)
    vendedor = models.CharField(_("vendedor"), max_length=120, blank=True)
    instalador = models.CharField(_("instalador"), max_length=120, blank=True)
    nuestro_papel = models.CharField(
        _("nuestro papel"), max_length=20, choices=NuestroPapel, default=NuestroPapel.VENDEDOR
    )
    fabricado_en = models.DateField(_("fecha de fabricación"), null=True, blank=True)
    instalado_en = models.DateField(_("fecha de instalación"), null=True, blank=True)
    retirado_en = models.DateField(_("fecha de retirada"), null=True, blank=True)
    texto_trigramas = columna_texto_trigramas("numero_serie", "alias")
    trigramas = columna_trigramas("numero_serie", "alias")

    objects = EquipoQuerySet.as_manager()

    class Meta:
        verbose_name = _("equipo")
        verbose_name_plural = _("equipos")
        constraints = [
            valores_de("nuestro_papel", NuestroPapel),
            models.UniqueConstraint(
                name="equipo_serie_unica_por_producto",
                fields=["producto", "numero_serie"],
                condition=~Q(numero_serie=""),
                violation_error_message=_(
                    "Ya hay un equipo de ese producto con ese número de serie."
                ),
            ),
            models.CheckConstraint(
                name="equipo_no_es_parte_de_si_mismo",
                condition=Q(padre=None) | ~Q(padre=F("id")),
                violation_error_message=_("Un equipo no puede ser parte de sí mismo."),
            ),
        ]
        indexes = [
            GinIndex(name="equipo_trigramas", fields=["trigramas"]),  # the search box
        ]

    def __str__(self) -> str:
        serie = f" · {self.numero_serie}" if self.numero_serie else ""
        return f"{self.alias or self.producto}{serie}"

    def get_absolute_url(self) -> str:
        return reverse("clientes:equipo", args=[self.pk])


class Condicion(models.TextChoices):
    NUEVO = "nuevo", _("Nuevo")
    SEGUNDA_MANO = "segunda_mano", _("De segunda mano")
    DIGITAL = "digital", _("Contenido o servicio digital")


class CompraQuerySet(models.QuerySet["Compra"]):
    def visibles_para(self, usuario: Usuario) -> CompraQuerySet:
        return self.filter(cliente__in=Cliente.objects.visibles_para(usuario))


class Compra(models.Model):
    """What was bought, when, for how much: guarantee dates, repurchase and value come from it."""

    cliente = models.ForeignKey(
        Cliente, models.PROTECT, related_name="compras", verbose_name=_("cliente")
    )
    equipo = models.ForeignKey(
        Equipo,
        models.PROTECT,
        related_name="compras",
        null=True,
        blank=True,
        verbose_name=_("equipo"),
    )
    producto = models.ForeignKey(
        Producto, models.PROTECT, related_name="compras", null=True, blank=True
    )
    referencia = models.CharField(_("referencia"), max_length=80, blank=True)
    vendedor = models.CharField(_("vendedor"), max_length=120, blank=True)
    condicion = models.CharField(
        _("condición"), max_length=15, choices=Condicion, default=Condicion.NUEVO
    )
    meses_pactados = models.PositiveSmallIntegerField(
        _("meses de garantía pactados"),
        null=True,
        blank=True,
        help_text=_("Solo segunda mano: no menos de 12 (TRLGDCU art. 120.1)."),
    )
    fecha_contrato = models.DateField(_("fecha del contrato"))
    fecha_factura = models.DateField(_("fecha de la factura"), null=True, blank=True)
    fecha_albaran = models.DateField(_("fecha del albarán"), null=True, blank=True)
    importe_eur = models.DecimalField(
        _("importe (€)"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    justificante = models.ForeignKey(
        "nucleo.Archivo", models.PROTECT, related_name="+", null=True, blank=True
    )

    objects = CompraQuerySet.as_manager()

    class Meta:
        verbose_name = _("compra")
        verbose_name_plural = _("compras")
        constraints = [
            valores_de("condicion", Condicion),
            models.CheckConstraint(
                name="compra_segunda_mano_minimo_un_anio",
                condition=Q(meses_pactados=None)
                | Q(condicion=Condicion.SEGUNDA_MANO, meses_pactados__gte=12),
                violation_error_message=_(
                    "En segunda mano no se puede pactar menos de un año (TRLGDCU art. 120.1)."
                ),
            ),
            models.CheckConstraint(
                name="compra_importe_no_negativo",
                condition=Q(importe_eur=None) | Q(importe_eur__gte=0),
                violation_error_message=_("El importe no puede ser negativo."),
            ),
            models.CheckConstraint(
                name="compra_fechas_creibles",
                condition=Q(fecha_contrato__gte="1950-01-01", fecha_contrato__lt="2100-01-01"),
                violation_error_message=_("La fecha del contrato no es creíble."),
            ),
            models.UniqueConstraint(
                name="compra_referencia_unica_por_cliente",
                fields=["cliente", "referencia"],
                condition=~Q(referencia=""),
                violation_error_message=_("Ese cliente ya tiene una compra con esa referencia."),
            ),
        ]

    def __str__(self) -> str:
        return self.referencia or f"{self.fecha_contrato:%d/%m/%Y}"


class TipoCobertura(models.TextChoices):
    LEGAL = "legal", _("Garantía legal")
    COMERCIAL = "comercial", _("Garantía comercial")
    AMPLIACION = "ampliacion", _("Ampliación de garantía")
    REPARACION = "reparacion", _("Garantía de la reparación")
    POSTERIOR = "posterior", _("Año posterior a la reparación (art. 122.3)")
    CONTRATO = "contrato", _("Contrato de mantenimiento")


class QuienPaga(models.TextChoices):
    CLIENTE = "cliente", _("El cliente")
    VENDEDOR = "vendedor", _("El vendedor")
    FABRICANTE = "fabricante", _("El fabricante")
    ASEGURADORA = "aseguradora", _("La aseguradora")
    CONTRATO = "contrato", _("El contrato")
    NOSOTROS = "nosotros", _("Nuestra empresa")
    CORTESIA = "cortesia", _("Cortesía")


class Cobertura(models.Model):
    """A right of a unit: what it covers, in which share, until when, and who pays."""

    equipo = models.ForeignKey(
        Equipo, models.PROTECT, related_name="coberturas", verbose_name=_("equipo")
    )
    compra = models.ForeignKey(
        Compra, models.PROTECT, related_name="coberturas", null=True, blank=True
    )
    tipo = models.CharField(_("tipo"), max_length=15, choices=TipoCobertura)
    fecha_inicio = models.DateField(_("desde"))
    fecha_fin = models.DateField(_("hasta"))  # computed by normativa/reglas, suspensions included
    piezas_pct = models.PositiveSmallIntegerField(_("piezas (%)"), default=100)
    mano_obra_pct = models.PositiveSmallIntegerField(_("mano de obra (%)"), default=100)
    desplazamiento_pct = models.PositiveSmallIntegerField(_("desplazamiento (%)"), default=100)
    paga = models.CharField(_("paga"), max_length=15, choices=QuienPaga)
    defecto = models.CharField(_("defecto"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("cobertura")
        verbose_name_plural = _("coberturas")
        constraints = [
            valores_de("tipo", TipoCobertura),
            valores_de("paga", QuienPaga),
            models.CheckConstraint(
                name="cobertura_termina_despues_de_empezar",
                condition=Q(fecha_fin__gte=F("fecha_inicio")),
                violation_error_message=_("La cobertura no puede terminar antes de empezar."),
            ),
            models.CheckConstraint(
                name="cobertura_porcentajes",
                condition=Q(
                    piezas_pct__lte=100, mano_obra_pct__lte=100, desplazamiento_pct__lte=100
                ),
                violation_error_message=_("Un porcentaje va de 0 a 100."),
            ),
        ]
        indexes = [models.Index(name="cobertura_de_equipo", fields=["equipo", "-fecha_fin"])]

    def __str__(self) -> str:
        return f"{self.get_tipo_display()} {self.fecha_inicio:%d/%m/%Y}–{self.fecha_fin:%d/%m/%Y}"


class SuspensionCobertura(models.Model):
    """Days in which a unit was at our disposal for a remedy: they stop the terms (art. 122.1)."""

    equipo = models.ForeignKey(Equipo, models.PROTECT, related_name="suspensiones")
    entregado_en = models.DateField(_("puesto a disposición"))
    devuelto_en = models.DateField(_("devuelto"), null=True, blank=True)
    defecto = models.CharField(_("defecto"), max_length=120, blank=True)
    referencia = models.CharField(_("referencia"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("suspensión de garantía")
        verbose_name_plural = _("suspensiones de garantía")
        constraints = [
            models.CheckConstraint(
                name="suspension_vuelve_despues_de_entrar",
                condition=Q(devuelto_en=None) | Q(devuelto_en__gte=F("entregado_en")),
                violation_error_message=_("No puede volver antes de entrar."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.entregado_en:%d/%m/%Y}"
