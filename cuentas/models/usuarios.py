"""Who works with the system: users, roles, establishments, teams, skills and API tokens."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from nucleo.models.ligera import Ligera
from nucleo.preparadas import Hueco, Preparada
from nucleo.restricciones import valores_de
from nucleo.tiempo import hoy


class CodigoRol(models.TextChoices):
    AGENTE = "agente", _("Agente")
    COORDINADOR = "coordinador", _("Coordinación")
    TECNICO = "tecnico", _("Técnico")
    GESTOR = "gestor", _("Gestión")
    CALIDAD = "calidad", _("Calidad")
    ADMINISTRADOR = "administrador", _("Administración")
    EXTERNO = "externo", _("SAT externo")
    CLIENTE = "cliente", _("Cliente")


# Who works in the office and sees every case that no restricted group keeps apart.
ROLES_DE_OFICINA = frozenset(
    {
        CodigoRol.AGENTE,
        CodigoRol.COORDINADOR,
        CodigoRol.GESTOR,
        CodigoRol.CALIDAD,
        CodigoRol.ADMINISTRADOR,
    }
)
ROLES_DE_PERSONAL = ROLES_DE_OFICINA | {CodigoRol.TECNICO, CodigoRol.EXTERNO}


class Rol(models.Model):
    """What a person may do; one person can hold several."""

    codigo = models.CharField(_("código"), max_length=20, unique=True, choices=CodigoRol)

    class Meta:
        verbose_name = _("rol")
        verbose_name_plural = _("roles")
        constraints = [valores_de("codigo", CodigoRol)]

    def __str__(self) -> str:
        return self.get_codigo_display()


class Centro(models.Model):
    """An establishment: its address and the calendar that gives its *días hábiles*."""

    nombre = models.CharField(_("nombre"), max_length=120)
    direccion = models.CharField(_("dirección"), max_length=200, blank=True)
    municipio = models.CharField(_("municipio"), max_length=100, blank=True)
    codigo_postal = models.CharField(_("código postal"), max_length=10, blank=True)
    comunidad = models.CharField(_("comunidad autónoma"), max_length=2, blank=True)
    telefono = models.CharField(_("teléfono"), max_length=20, blank=True)
    calendario = models.ForeignKey(
        "nucleo.Calendario", models.PROTECT, related_name="centros", verbose_name=_("calendario")
    )

    class Meta:
        verbose_name = _("centro")
        verbose_name_plural = _("centros")

    def __str__(self) -> str:
        return self.nombre


class Disponibilidad(models.TextChoices):
    """What a person says of themselves; whoever is away for days has an Ausencia too."""

    DISPONIBLE = "disponible", _("Disponible")
    OCUPADO = "ocupado", _("Ocupado")
    AUSENTE = "ausente", _("Ausente")


class Habilidad(models.Model):
    """A skill: a product family, a task, a language."""

    codigo = models.SlugField(_("código"), max_length=40, unique=True)
    nombre = models.CharField(_("nombre"), max_length=80)

    class Meta:
        verbose_name = _("habilidad")
        verbose_name_plural = _("habilidades")

    def __str__(self) -> str:
        return self.nombre


class Grupo(Ligera):
    """A team of people (*equipo* always means a machine)."""

    nombre = models.CharField(_("nombre"), max_length=80, unique=True)
    centro = models.ForeignKey(
        Centro,
        models.PROTECT,
        related_name="grupos",
        null=True,
        blank=True,
        verbose_name=_("centro"),
    )
    calendario = models.ForeignKey(
        "nucleo.Calendario", models.PROTECT, related_name="grupos", verbose_name=_("calendario")
    )
    supervisor = models.ForeignKey(
        "cuentas.Usuario",
        models.PROTECT,
        related_name="grupos_que_supervisa",
        null=True,
        blank=True,
        verbose_name=_("lo supervisa"),
        help_text=_("A quien se avisa de los plazos del grupo."),
    )
    es_restringido = models.BooleanField(
        _("restringido"), default=False, help_text=_("Solo sus miembros ven sus incidencias.")
    )
    horas_peticion = models.PositiveSmallIntegerField(
        _("horas para responder a otro grupo"),
        default=8,
        db_default=8,
        validators=[MinValueValidator(1)],
        help_text=_("Laborables. Nunca pasan del plazo que tiene el cliente."),
    )
    activo = models.BooleanField(_("activo"), default=True)

    class Meta:
        verbose_name = _("grupo")
        verbose_name_plural = _("grupos")

    def __str__(self) -> str:
        return self.nombre


class UsuarioQuerySet(models.QuerySet["Usuario"]):
    def activos(self) -> UsuarioQuerySet:
        return self.filter(is_active=True)

    def con_rol(self, *codigos: str) -> UsuarioQuerySet:
        return self.filter(roles__codigo__in=codigos).distinct()

    def de_oficina(self) -> UsuarioQuerySet:
        """Active people who may be responsible for a case, by name."""
        con_rol = Usuario.roles.through.objects.filter(rol__codigo__in=ROLES_DE_OFICINA)
        return self.activos().filter(pk__in=con_rol.values("usuario")).order_by("nombre", "pk")

    def tecnicos(self) -> UsuarioQuerySet:
        """Active technicians, own and external, by name."""
        return self.activos().con_rol(CodigoRol.TECNICO, CodigoRol.EXTERNO).order_by("nombre", "pk")


class UsuarioManager(BaseUserManager.from_queryset(UsuarioQuerySet)):  # type: ignore[misc]
    def create_user(self, email: str, password: str | None = None, **campos: Any) -> Usuario:
        if not email:
            raise ValueError("A user needs an e-mail address.")
        usuario = self.model(email=self.normalize_email(email).lower(), **campos)
        usuario.set_password(password)
        usuario.save(using=self._db)
        return usuario

    def create_superuser(self, email: str, password: str | None = None, **campos: Any) -> Usuario:
        usuario = self.create_user(email, password, is_staff=True, is_superuser=True, **campos)
        usuario.roles.add(Rol.objects.get_or_create(codigo=CodigoRol.ADMINISTRADOR)[0])
        return usuario


class Usuario(Ligera, AbstractBaseUser, PermissionsMixin):
    """A person who signs in: staff by mail and password, customers by a code. Never deleted."""

    email = models.EmailField(_("correo"), unique=True)
    nombre = models.CharField(_("nombre"), max_length=120, blank=True)
    telefono = models.CharField(_("teléfono"), max_length=20, blank=True)
    roles = models.ManyToManyField(
        Rol, related_name="usuarios", blank=True, verbose_name=_("roles")
    )
    grupos = models.ManyToManyField(
        Grupo, related_name="miembros", blank=True, verbose_name=_("grupos")
    )
    habilidades = models.ManyToManyField(
        Habilidad, related_name="usuarios", blank=True, verbose_name=_("habilidades")
    )
    idioma = models.CharField(_("idioma"), max_length=5, default="es")
    disponibilidad = models.CharField(
        _("disponibilidad"),
        max_length=10,
        choices=Disponibilidad,
        default=Disponibilidad.DISPONIBLE,
        db_default=Disponibilidad.DISPONIBLE,
    )
    capacidad = models.PositiveSmallIntegerField(
        _("incidencias abiertas a la vez"),
        null=True,
        blank=True,
        help_text=_("Con más no se le asignan solas. Vacío: sin límite."),
    )
    is_staff = models.BooleanField(_("entra en la administración"), default=False)
    is_active = models.BooleanField(_("activo"), default=True)
    creado_en = models.DateTimeField(_("creado"), default=timezone.now, editable=False)

    objects = UsuarioManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = _("usuario")
        verbose_name_plural = _("usuarios")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="usuario_email_unico",
                violation_error_message=_("Ya hay un usuario con ese correo."),
            ),
            valores_de("disponibilidad", Disponibilidad),
        ]

    def __str__(self) -> str:
        return self.nombre or self.email

    @cached_property
    def codigos_de_rol(self) -> frozenset[str]:
        """The codes of this person's roles, read once per instance."""
        return frozenset(codigo for (codigo,) in _ROLES.tuplas(usuario=self.pk))

    @cached_property
    def grupos_vedados(self) -> frozenset[int]:
        """The restricted teams this person is not in, read once per instance."""
        return frozenset(pk for (pk,) in _AJENOS.tuplas(usuario=self.pk))

    @cached_property
    def cubiertos(self) -> frozenset[int]:
        """Whom this person covers today, read once per instance."""
        suplencias = self.suplencias.filter(desde__lte=hoy(), hasta__gte=hoy())
        return frozenset(suplencias.values_list("usuario", flat=True))

    def tiene_rol(self, *codigos: str) -> bool:
        """Whether this person holds any of `codigos`; an administrator, all but cliente."""
        propios = self.codigos_de_rol
        if not propios.isdisjoint(codigos):
            return True
        return CodigoRol.ADMINISTRADOR in propios and set(codigos) != {CodigoRol.CLIENTE}

    @property
    def es_personal(self) -> bool:
        return not self.codigos_de_rol.isdisjoint(ROLES_DE_PERSONAL)

    @property
    def es_de_oficina(self) -> bool:
        return not self.codigos_de_rol.isdisjoint(ROLES_DE_OFICINA)


# Read in every page and in every call to the API (nucleo/preparadas.py).
_ROLES: Preparada[Rol] = Preparada(
    lambda: Rol.objects.filter(usuarios=Hueco("usuario")).order_by().values_list("codigo")
)
_AJENOS: Preparada[Grupo] = Preparada(
    lambda: (
        Grupo.objects.filter(es_restringido=True)
        .exclude(pk__in=Grupo.objects.filter(miembros=Hueco("usuario")).values("pk"))
        .values_list("pk")
    )
)


class Token(models.Model):
    """An API token: shown once, stored only as its hash."""

    usuario = models.ForeignKey(
        Usuario, models.PROTECT, related_name="tokens", verbose_name=_("usuario")
    )
    nombre = models.CharField(_("nombre"), max_length=80)
    huella = models.CharField(_("huella"), max_length=64, unique=True, editable=False)
    principio = models.CharField(_("principio"), max_length=12, editable=False)
    creado_en = models.DateTimeField(_("creado"), default=timezone.now, editable=False)
    usado_en = models.DateTimeField(_("último uso"), null=True, editable=False)
    revocado_en = models.DateTimeField(_("revocado"), null=True, editable=False)

    class Meta:
        verbose_name = _("token de la API")
        verbose_name_plural = _("tokens de la API")
        constraints = [
            models.CheckConstraint(
                name="token_revocado_despues_de_crear",
                condition=Q(revocado_en=None) | Q(revocado_en__gte=models.F("creado_en")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.nombre} ({self.principio}…)"
