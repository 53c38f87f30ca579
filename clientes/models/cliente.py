"""Customers and the people through whom they speak to us."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from nucleo.busqueda import columna_texto_trigramas, columna_trigramas
from nucleo.models.ligera import Ligera
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
    COMUNIDAD = "comunidad", _("Comunidad de propietarios")


class Trato(models.TextChoices):
    USTED = "usted", _("De usted")
    TU = "tu", _("De tú")


class ClienteQuerySet(models.QuerySet["Cliente"]):
    def no_bloqueados(self) -> ClienteQuerySet:
        """Without those whose data are blocked (LOPDGDD art. 32: no viewing)."""
        return self.filter(bloqueado_en=None)

    def vivos(self) -> ClienteQuerySet:
        """Those that are still somebody: neither blocked, merged into another nor discarded."""
        return self.no_bloqueados().filter(fusionado_en=None, descartado_en=None)

    def identidades_de(self, pk: int) -> Any:
        """The ids of that customer and of those merged into it: whose things are its things."""
        return self.filter(Q(pk=pk) | Q(fusionado_en=pk)).values_list("pk", flat=True)

    def visibles_para(self, usuario: Usuario) -> ClienteQuerySet:
        """The office sees all; a customer, those it is a living contact of; others, none."""
        vivos = self.no_bloqueados()
        if usuario.es_de_oficina:
            return vivos
        if usuario.is_authenticated:
            return vivos.filter(pk__in=Contacto.objects.de_usuario(usuario).sus_clientes())
        return self.none()

    def para_listado(self) -> ClienteQuerySet:
        """What a list row paints; the search columns stay in the database."""
        return self.defer("texto_trigramas", "trigramas")


class Cliente(Ligera):
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
    descartado_en = models.DateTimeField(
        _("descartado"),
        null=True,
        editable=False,
        help_text=_("Solo nos mandó correo basura: no sale en las listas."),
    )
    # Merged by pointer, always to the one that survives: never a chain (decisions/015).
    fusionado_en = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="absorbidos",
        null=True,
        editable=False,
        db_index=False,
        verbose_name=_("es el mismo que"),
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
            models.CheckConstraint(
                name="cliente_descartado_provisional",
                condition=Q(descartado_en=None) | Q(es_provisional=True),
                violation_error_message=_("Solo se descarta a un remitente sin identificar."),
            ),
            models.CheckConstraint(
                name="cliente_no_se_fusiona_consigo",
                condition=Q(fusionado_en=None) | ~Q(fusionado_en=F("id")),
                violation_error_message=_("Un cliente no se puede fusionar consigo mismo."),
            ),
        ]
        indexes = [
            GinIndex(name="cliente_trigramas", fields=["trigramas"]),  # the search box
            models.Index(name="cliente_por_nombre", fields=["texto_trigramas", "id"]),  # the list
            models.Index(name="cliente_por_nif", fields=["nif"]),
            # The few whose data are blocked: what lists of cases leave out.
            models.Index(
                name="cliente_bloqueado",
                fields=["id"],
                condition=Q(bloqueado_en__isnull=False),
            ),
            models.Index(  # whom a customer has absorbed
                name="cliente_absorbido",
                fields=["fusionado_en"],
                condition=Q(fusionado_en__isnull=False),
            ),
            # The same telephone or address: duplicates, and who calls.
            models.Index(name="cliente_por_telefono", fields=["telefono"]),
            models.Index(name="cliente_por_correo", fields=["correo"]),
        ]

    def __str__(self) -> str:
        return self.nombre

    def get_absolute_url(self) -> str:
        return reverse("clientes:ficha", args=[self.pk])

    @cached_property
    def identidades(self) -> list[int]:
        """Its id and those of the customers merged into it: what its page shows is of any of them.

        One statement, the first time.
        """
        return [self.pk, *(uno.pk for uno in self.fue)]

    @cached_property
    def fue(self) -> list[Cliente]:
        """The customers that turned out to be this one."""
        return list(self.absorbidos.para_listado().order_by("nombre", "pk"))

    @property
    def titular(self) -> Cliente:
        """Who it is today: the customer that it was merged into, or itself."""
        return self.fusionado_en or self

    @property
    def titular_id(self) -> int:
        return self.fusionado_en_id or self.pk

    def es_suyo(self, cosa: Any) -> bool:
        """Whether a row with `cliente` is of this customer, or of one that is the same.

        It reads the other customer only when it is not the very same row.
        """
        return cosa.cliente_id == self.pk or cosa.cliente.titular_id == self.titular_id

    def correo_para(self, contacto: Contacto | None) -> str:
        """Where it is written to through that person; empty if they gave no address."""
        return (contacto.correo if contacto else "") or self.correo

    def nombre_para(self, contacto: Contacto | None) -> str:
        """How whoever reads us there is called."""
        return contacto.nombre if contacto else self.nombre


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


class ClaseContacto(models.TextChoices):
    """What this person is to the customer."""

    TITULAR = "titular", _("El propio cliente")
    EMPLEADO = "empleado", _("Trabaja en la empresa")
    INSTALADOR = "instalador", _("Instalador")
    TIENDA = "tienda", _("Tienda")
    ADMINISTRADOR_FINCAS = "administrador_fincas", _("Administrador de fincas")
    OTRO = "otro", _("Otra persona")


class ContactoQuerySet(models.QuerySet["Contacto"]):
    def visibles_para(self, usuario: Usuario) -> ContactoQuerySet:
        """The office sees all; a customer, only their own."""
        if usuario.es_de_oficina:
            return self.filter(cliente__bloqueado_en=None)
        return self.de_usuario(usuario) if usuario.is_authenticated else self.none()

    def con_acceso(self) -> ContactoQuerySet:
        """Who may sign in to the portal."""
        return self.filter(activo=True, cliente__bloqueado_en=None).exclude(
            rol_portal=RolPortal.NINGUNO
        )

    def sus_clientes(self) -> Any:
        """The ids of the customers that they speak for, and of those that are the same as them.

        A union and not an OR, which would walk the whole table of customers.
        """
        titulares = self.values(_titular=Coalesce("cliente__fusionado_en_id", "cliente_id"))
        suyos = Cliente.objects.filter(pk__in=titulares).values("pk")
        return suyos.union(Cliente.objects.filter(fusionado_en__in=titulares).values("pk"))

    def sus_casas(self) -> Any:
        """The ids of the households among them, and of whoever is the same as those.

        Of a person who turned out to be of a company (a sender that nobody knew), only what was
        theirs: they are one more there, with the role of their contact.
        """
        casas = self.filter(cliente__tipo=TipoCliente.PERSONA)
        de_nadie_mas = casas.exclude(
            cliente__fusionado_en__tipo__in=[TipoCliente.EMPRESA, TipoCliente.COMUNIDAD]
        )
        return de_nadie_mas.sus_clientes().union(casas.values("cliente_id"))

    def sus_clientes_enteros(self) -> Any:
        """The ids of the customers of which they see everything: households, and companies where
        their role says so.
        """
        empresas = self.filter(rol_portal=RolPortal.EMPRESA)
        return empresas.sus_clientes().union(self.sus_casas())

    def de_usuario(self, usuario: Usuario) -> ContactoQuerySet:
        """Through which contacts this user acts as a customer."""
        return self.con_acceso().filter(usuario=usuario)

    def de_correo(self, correo: str) -> ContactoQuerySet:
        """The living contacts of an address; it may be of several customers."""
        return self.filter(correo=correo.strip().lower(), activo=True, cliente__bloqueado_en=None)


class Contacto(Ligera):
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
    clase = models.CharField(
        _("quién es"), max_length=20, choices=ClaseContacto, default=ClaseContacto.TITULAR
    )
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
    correo_falla_en = models.DateTimeField(_("el correo falla desde"), null=True, editable=False)
    correo_falla_motivo = models.CharField(max_length=300, blank=True, editable=False)
    encuestas_baja_en = models.DateTimeField(_("no quiere encuestas"), null=True, editable=False)
    activo = models.BooleanField(_("activo"), default=True)
    # What this person may accept by themselves, in companies; None: no limit was set.
    limite_aprobacion_eur = models.DecimalField(
        _("puede aprobar hasta (€)"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    exige_pedido = models.BooleanField(_("exige número de pedido"), default=False)
    numero_pedido = models.CharField(_("número de pedido abierto"), max_length=40, blank=True)
    texto_trigramas = columna_texto_trigramas("nombre", "telefono", "correo")
    trigramas = columna_trigramas("nombre", "telefono", "correo")

    objects = ContactoQuerySet.as_manager()

    class Meta:
        verbose_name = _("contacto")
        verbose_name_plural = _("contactos")
        constraints = [
            valores_de("idioma", Idioma),
            valores_de("canal_preferido", CanalPreferido),
            valores_de("rol_portal", RolPortal),
            valores_de("clase", ClaseContacto),
            models.CheckConstraint(
                name="contacto_limite_no_negativo",
                condition=Q(limite_aprobacion_eur=None) | Q(limite_aprobacion_eur__gte=0),
                violation_error_message=_("El límite no puede ser negativo."),
            ),
            models.CheckConstraint(
                name="contacto_correo_en_minusculas",
                condition=Q(correo=Lower("correo")),
                violation_error_message=_("El correo se guarda en minúsculas."),
            ),
            models.CheckConstraint(
                name="contacto_falla_lo_que_tiene",
                condition=Q(correo_falla_en=None) | ~Q(correo=""),
            ),
            models.UniqueConstraint(
                name="contacto_correo_unico_por_cliente",
                fields=["cliente", "correo"],
                condition=~Q(correo=""),
                violation_error_message=_("Ese cliente ya tiene un contacto con ese correo."),
            ),
        ]
        indexes = [
            models.Index(name="contacto_por_correo", fields=["correo"]),  # intake by mail
            models.Index(name="contacto_por_telefono", fields=["telefono"]),  # who calls
            GinIndex(name="contacto_trigramas", fields=["trigramas"]),  # the search box
        ]

    def __str__(self) -> str:
        return self.nombre
