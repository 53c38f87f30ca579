"""Ways in: API tokens, the user of a customer, roles."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.db.models import OuterRef
from django.utils import timezone

from cuentas.models import CodigoRol, Rol, Token, Usuario
from nucleo.preparadas import Hueco, Preparada

PREFIJO_TOKEN = "pv_"  # noqa: S105 - a public prefix, to recognise a leaked token
SIN_CONTRASENA = "!"
USO_CADA = timedelta(minutes=10)
_SUS_ROLES = Rol.objects.filter(usuarios=OuterRef("usuario")).order_by().values("codigo")
# With the roles, which nearly every request asks for next.
_POR_HUELLA: Preparada[Token] = Preparada(
    lambda: (
        Token.objects.select_related("usuario")
        .annotate(roles=ArraySubquery(_SUS_ROLES))
        .filter(huella=Hueco("huella"))
    )
)


def _huella(claro: str) -> str:
    return hashlib.sha256(claro.encode()).hexdigest()


@transaction.atomic
def crear_token(usuario: Usuario, *, nombre: str) -> tuple[Token, str]:
    """Create an API token; returns it with its clear text, which is never stored."""
    claro = PREFIJO_TOKEN + secrets.token_urlsafe(32)
    token = Token.objects.create(
        usuario=usuario, nombre=nombre, huella=_huella(claro), principio=claro[:8]
    )
    return token, claro


@transaction.atomic
def revocar_token(pk: int) -> None:
    """Refuse the token from now on. Revoking twice changes nothing."""
    Token.objects.filter(pk=pk, revocado_en=None).update(revocado_en=timezone.now())


def token_de(claro: str) -> Token | None:
    """The living token with that clear text, of an active user; marks its use every 10 minutes."""
    token = next(iter(_POR_HUELLA(huella=_huella(claro))), None)
    if token is None:
        return None
    token.usuario.codigos_de_rol = frozenset(token.roles)  # type: ignore[attr-defined]
    if token.revocado_en is not None or not token.usuario.is_active:
        return None
    if token.usado_en is None or token.usado_en < timezone.now() - USO_CADA:
        Token.objects.filter(pk=token.pk).update(usado_en=timezone.now())
    return token


@transaction.atomic
def crear_usuario_cliente(correo: str, *, nombre: str) -> Usuario | None:
    """The customer user of a proved address, created if it is new; None if staff has it, or barred.

    It has no password: it signs in by code. Two proofs at once give the same user.
    """
    correo = correo.strip().lower()
    usuario = Usuario.objects.filter(email=correo).first()
    if usuario is None:
        with transaction.atomic():  # the loser of a race finds the other's row
            usuario, _nuevo = Usuario.objects.get_or_create(
                email=correo, defaults={"nombre": nombre, "password": SIN_CONTRASENA}
            )
        usuario.roles.add(Rol.objects.get(codigo=CodigoRol.CLIENTE))
    return usuario if usuario.is_active and not usuario.es_personal else None


def crear_roles() -> None:
    """Create the roles that are missing. Idempotent: runs after every migrate."""
    Rol.objects.bulk_create(
        [Rol(codigo=codigo) for codigo in CodigoRol.values], ignore_conflicts=True
    )
