"""Where each person starts, and the API tokens of staff."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cuentas.forms import TokenForm
from cuentas.models import Token
from cuentas.permisos import exige_personal
from cuentas.servicios import crear_token, revocar_token


@require_safe
@login_required
def entrar(request: HttpRequest) -> HttpResponse:
    """Send each person to the page of their role; who has none, to the public page."""
    rutas = (
        ruta
        for rol, ruta in settings.ENTRADA_DE_ROL.items()
        if rol in request.user.codigos_de_rol  # type: ignore[union-attr]
    )
    return redirect(next(rutas, "/"))


@require_http_methods(["GET", "HEAD", "POST"])
@exige_personal
def tokens(request: HttpRequest) -> HttpResponse:
    """One's own API tokens; a new one is shown in this answer and never again."""
    form, claro = TokenForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        _token, claro = crear_token(request.user, nombre=form.cleaned_data["nombre"])  # type: ignore[arg-type]
        form = TokenForm()
    contexto = {
        "form": form,
        "claro": claro,
        "tokens": Token.objects.filter(usuario=request.user.pk).order_by("revocado_en", "-pk"),
    }
    respuesta = render(request, "cuentas/tokens.html", contexto, status=422 if form.errors else 200)
    add_never_cache_headers(respuesta)
    return respuesta


@require_POST
@exige_personal
def revocar(request: HttpRequest, pk: int) -> HttpResponse:
    token = get_object_or_404(Token, pk=pk, usuario=request.user.pk)
    revocar_token(token.pk)
    return redirect("cuentas:tokens")
