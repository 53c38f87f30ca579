"""How much a program may ask: each token has its own limit."""

from typing import Any

from cuentas.models import Token
from nucleo.frenos import FrenoPorUsuario


class FrenoPorToken(FrenoPorUsuario):
    """Counted by token; without one, by user or by address. `FRENO_API` is the rate."""

    def quien(self, request: Any) -> str:
        if isinstance(request.auth, Token):
            return f"token:{request.auth.pk}"
        return super().quien(request)
