"""Bearer tokens for the API: looked up by hash, refused when revoked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework import authentication, exceptions

from cuentas.servicios import token_de

if TYPE_CHECKING:
    from rest_framework.request import Request

    from cuentas.models import Token, Usuario


class AutenticacionPorToken(authentication.BaseAuthentication):
    """`Authorization: Bearer <token>`. The token travels as `request.auth`, the actor of events."""

    keyword = "Bearer"

    def authenticate(self, request: Request) -> tuple[Usuario, Token] | None:
        partes = authentication.get_authorization_header(request).split()
        if not partes or partes[0].lower() != self.keyword.lower().encode():
            return None
        token = token_de(partes[1].decode("latin-1")) if len(partes) == 2 else None
        if token is None:
            raise exceptions.AuthenticationFailed(_("El token no existe o está revocado."))
        return token.usuario, token

    def authenticate_header(self, request: Request) -> str:
        return self.keyword


class EsquemaPorToken(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = AutenticacionPorToken
    name = "token"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer"}
