"""Products and units: *equipo* always means a machine."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from clientes.models.cliente import Cliente, Contacto
from clientes.models.sede import Sede
from nucleo.busqueda import columna_texto_trigramas, columna_trigramas
from nucleo.models.ligera import Ligera
from nucleo.restricciones import valores_de

if TYPE_CHECKING:
    from cuentas.models import Usuario


class Gama(models.TextChoices):
    """Ranges of RD 58/1988 (arts. 3.5 and 5.2), for quote fees and minimum labour."""

    PEQUENA = "pequena", _("Pequeño electrodoméstico")
    BLANCA = "blanca", _("Línea blanca")
    MARRON = "marron", _("Línea marrón o electrónica")
    OTRA = "otra", _("Otra")


class ProductoQuerySet(models.QuerySet["Producto"]):
    def visibles_para(self, usuario: Usuario) -> ProductoQuerySet:
        """The catalogue is of the staff; a customer sees the product of each of its units."""
        return self if usuario.is_authenticated and usuario.es_personal else self.none()

    def en_uso(self) -> ProductoQuerySet:
        """Those that a new unit may be of."""
        return self.filter(activo=True)

    def familias(self) -> list[str]:
        """Those that the catalogue has, for a drop-down."""
        familias = self.exclude(familia="").order_by("familia").values_list("familia", flat=True)
        return list(familias.distinct())

    def para_listado(self) -> ProductoQuerySet:
        """What a list row paints; the search columns stay in the database."""
        return self.defer("texto_trigramas", "trigramas")


class Producto(Ligera):
    """A model that we sell or service."""

    nombre = models.CharField(_("nombre"), max_length=150)
    familia = models.CharField(_("familia"), max_length=80, blank=True)
    marca = models.CharField(_("marca"), max_length=80, blank=True)
    modelo = models.CharField(_("modelo"), max_length=80, blank=True)
    gama = models.CharField(_("gama"), max_length=10, choices=Gama, default=Gama.OTRA)
    fin_fabricacion = models.DateField(_("fin de fabricación"), null=True, blank=True)
    activo = models.BooleanField(_("activo"), default=True)
    texto_trigramas = columna_texto_trigramas("marca", "nombre", "modelo", "familia")
    trigramas = columna_trigramas("marca", "nombre", "modelo", "familia")

    objects = ProductoQuerySet.as_manager()

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
        indexes = [
            GinIndex(name="producto_trigramas", fields=["trigramas"]),  # the search box
            models.Index(name="producto_por_nombre", fields=["texto_trigramas", "id"]),  # the list
        ]

    def __str__(self) -> str:
        return self.nombre

    def get_absolute_url(self) -> str:
        return reverse("clientes:producto", args=[self.pk])


class NuestroPapel(models.TextChoices):
    """What we are to this unit: it decides whose duty the guarantee is."""

    VENDEDOR = "vendedor", _("Vendedor")
    FABRICANTE = "fabricante", _("Fabricante")
    SAT_OFICIAL = "sat_oficial", _("SAT oficial de la marca")
    SAT_INDEPENDIENTE = "sat_independiente", _("SAT independiente")


class MotivoRetirada(models.TextChoices):
    """Why a unit is no longer in use."""

    SUSTITUIDO = "sustituido", _("Se sustituyó por otro")
    SIN_ARREGLO = "sin_arreglo", _("No tiene arreglo")
    DEVUELTO = "devuelto", _("Se devolvió y se deshizo la compra")
    EXTRAVIADO = "extraviado", _("Robado o extraviado")
    SIN_USO = "sin_uso", _("El cliente ya no lo usa")
    OTRO = "otro", _("Otro motivo")


# `union` and not `union all`: it ends even over a circle that somebody had managed to write.
_ARBOL = """
    with recursive arbol(id) as (
        select id from clientes_equipo where padre_id = %s
        union
        select hijo.id from clientes_equipo hijo join arbol on hijo.padre_id = arbol.id
    ) select id from arbol
"""


class EquipoQuerySet(models.QuerySet["Equipo"]):
    def visibles_para(self, usuario: Usuario) -> EquipoQuerySet:
        """The office sees all; a customer, its own: in a company, by the role of its contact."""
        if usuario.es_de_oficina:
            return self.filter(cliente__bloqueado_en=None)
        return self.de_cliente(usuario)

    def de_cliente(self, usuario: Usuario) -> EquipoQuerySet:
        """What this person sees as a customer, whatever else they are here."""
        if not usuario.is_authenticated:
            return self.none()
        contactos = Contacto.objects.de_usuario(usuario)
        return self.filter(
            Q(cliente__in=contactos.sus_clientes_enteros()) | Q(usuario_contacto__in=contactos)
        ).filter(cliente__bloqueado_en=None)

    def que_tiene(self, cliente: Cliente | int) -> EquipoQuerySet:
        """Its own, and those of others that its people use: a tenant speaks of the boiler too."""
        pk = cliente if isinstance(cliente, int) else cliente.pk
        mismos = Cliente.objects.identidades_de(pk)
        usuarios = Contacto.objects.filter(cliente__in=mismos)
        return self.filter(Q(cliente__in=mismos) | Q(usuario_contacto__in=usuarios))

    def en_uso(self) -> EquipoQuerySet:
        return self.filter(retirado_en=None)

    def dentro_de(self, pk: int) -> EquipoQuerySet:
        """Its parts and theirs, at any depth: one statement."""
        return self.filter(pk__in=RawSQL(_ARBOL, [pk]))  # noqa: S611 - a constant

    def para_listado(self) -> EquipoQuerySet:
        return self.select_related("producto", "cliente", "sede")

    def para_veredicto(self) -> EquipoQuerySet:
        """With what the verdict on one unit reads of itself, its customer, product and site."""
        return self.select_related("producto", "cliente", "sede").only(
            *("nuestro_papel", "vendedor", "alias", "numero_serie", "comprado_por_profesional"),
            *("producto__nombre", "producto__marca", "sede__comunidad"),
            *("cliente__es_consumidor", "cliente__es_provisional"),
        )

    def con_ficha(self) -> EquipoQuerySet:
        """Everything that its page paints of the row itself and of what it points to."""
        return self.con_cobertura().select_related(
            "usuario_contacto__cliente", "padre__producto", "sustituye_a__producto"
        )

    def con_cobertura(self) -> EquipoQuerySet:
        """With all that `clientes.cobertura.veredicto_de` reads: four statements for any number."""
        return self.para_listado().prefetch_related("compras", "coberturas", "suspensiones")


class Equipo(Ligera):
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
    # A sale to a business gives no consumer guarantee, whoever the unit goes to (TRLGDCU art. 3).
    comprado_por_profesional = models.BooleanField(default=False, editable=False)
    vendedor = models.CharField(_("vendedor"), max_length=120, blank=True)
    instalador = models.CharField(_("instalador"), max_length=120, blank=True)
    nuestro_papel = models.CharField(
        _("nuestro papel"), max_length=20, choices=NuestroPapel, default=NuestroPapel.VENDEDOR
    )
    fabricado_en = models.DateField(_("fecha de fabricación"), null=True, blank=True)
    instalado_en = models.DateField(_("fecha de instalación"), null=True, blank=True)
    retirado_en = models.DateField(_("fecha de retirada"), null=True, blank=True)
    retirado_motivo = models.CharField(
        _("motivo de la retirada"), max_length=15, choices=MotivoRetirada, blank=True
    )
    # The faulty one whose place it took as a remedy: its rights came along (TRLGDCU art. 122).
    sustituye_a = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="sustitutos",
        null=True,
        blank=True,
        db_index=False,
        verbose_name=_("sustituye a"),
    )
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
            valores_de("retirado_motivo", MotivoRetirada, vacio=True),
            models.CheckConstraint(
                name="equipo_retirado_con_motivo",
                condition=Q(retirado_en=None, retirado_motivo="")
                | (Q(retirado_en__isnull=False) & ~Q(retirado_motivo="")),
                violation_error_message=_("Di por qué se retira."),
            ),
            models.CheckConstraint(
                name="equipo_instalado_tras_fabricarse",
                condition=Q(instalado_en=None)
                | Q(fabricado_en=None)
                | Q(instalado_en__gte=F("fabricado_en")),
                violation_error_message=_("No se puede instalar antes de fabricarse."),
            ),
            models.CheckConstraint(
                name="equipo_retirado_tras_fabricarse",
                condition=Q(retirado_en=None)
                | Q(fabricado_en=None)
                | Q(retirado_en__gte=F("fabricado_en")),
                violation_error_message=_("No se puede retirar antes de fabricarse."),
            ),
            models.CheckConstraint(
                name="equipo_no_se_sustituye_a_si_mismo",
                condition=Q(sustituye_a=None) | ~Q(sustituye_a=F("id")),
                violation_error_message=_("Un equipo no puede sustituirse a sí mismo."),
            ),
            models.UniqueConstraint(
                name="equipo_sustituido_una_vez",
                fields=["sustituye_a"],
                condition=Q(sustituye_a__isnull=False),
                violation_error_message=_("Ese equipo ya se sustituyó por otro."),
            ),
        ]
        indexes = [
            GinIndex(name="equipo_trigramas", fields=["trigramas"]),  # the search box
            models.Index(name="equipo_por_serie", fields=["numero_serie", "id"]),  # the list
        ]

    def __str__(self) -> str:
        serie = f" · {self.numero_serie}" if self.numero_serie else ""
        return f"{self.alias or self.producto}{serie}"

    def get_absolute_url(self) -> str:
        return reverse("clientes:equipo", args=[self.pk])

    def sustituto(self) -> Equipo | None:
        """The unit that took its place."""
        return self.sustitutos.select_related("producto").first()

    def nombre_para(self, cliente_id: int) -> str:
        """As that customer knows it: what another owner calls it is of that other."""
        if cliente_id == self.cliente_id or not self.alias:
            return str(self)
        return f"{self.producto} · {self.numero_serie}" if self.numero_serie else str(self.producto)

    def lo_tiene(self, cliente: Cliente) -> bool:
        """Whether that customer owns it or one of its people uses it: `que_tiene` for one unit."""
        usa = self.usuario_contacto
        return cliente.es_suyo(self) or (usa is not None and cliente.es_suyo(usa))
