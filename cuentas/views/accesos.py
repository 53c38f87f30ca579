"""Where each person starts, and the API tokens of staff."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cuentas.forms.accesos import TokenForm
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


def no_existe(request: HttpRequest, resto: str = "") -> HttpResponse:
    """allauth's page to change one's own address: here an address is an identity.

    Whoever took another customer's would receive their cases at their first code.
    """
    raise Http404


def entrar_en_la_administracion(request: HttpRequest, extra: object = None) -> HttpResponse:
    """One door: the admin's own would skip the second factor and the limit of attempts."""
    if request.user.is_authenticated:
        raise Http404
    return redirect_to_login(request.GET.get("next") or reverse("admin:index"))


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
