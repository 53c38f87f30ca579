"""Settings pages of the mechanisms: the company, and the messages that could not leave."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nucleo.comunicaciones import reintentar
from nucleo.empresa import olvidar_empresa
from nucleo.forms import EmpresaForm
from nucleo.htmx import pintar
from nucleo.mensajes import diciendo
from nucleo.models import Comunicacion, Empresa
from nucleo.models.comunicaciones import Destino
from nucleo.paginas import Orden, paginar_por_clave
from nucleo.permisos import exige_rol

RECIENTES = Orden("recientes", "pk", descendente=True)
QUIEN_CUIDA_EL_CORREO = ("coordinador", "gestor", "administrador")


@require_http_methods(["GET", "HEAD", "POST"])
@exige_rol("administrador")
def empresa(request: HttpRequest) -> HttpResponse:
    """The data of the company that mails and documents show."""
    form = EmpresaForm(request.POST or None, instance=Empresa.objects.first())
    if request.method == "POST" and form.is_valid():
        form.save()
        olvidar_empresa()
        messages.success(request, _("Datos de la empresa guardados."))
        return redirect("nucleo:empresa")
    estado = 422 if form.errors else 200
    return pintar(request, "nucleo/empresa.html", {"form": form}, status=estado)


@require_safe
@exige_rol(*QUIEN_CUIDA_EL_CORREO)
def correo_fallido(request: HttpRequest) -> HttpResponse:
    """What the outbox gave up, the latest first."""
    fallidas = Comunicacion.objects.filter(destino=Destino.FALLIDA)
    contexto = {
        "pagina": paginar_por_clave(fallidas, request.GET, RECIENTES),
        "por_enviar": Comunicacion.objects.pendientes()[:1000].count(),
    }
    return pintar(request, "nucleo/correo_fallido.html", contexto, fragmento="tabla")


@require_POST
@exige_rol(*QUIEN_CUIDA_EL_CORREO)
def reintentar_correo(request: HttpRequest, pk: int) -> HttpResponse:
    """Send one of them again."""
    comunicacion = get_object_or_404(Comunicacion, pk=pk)
    with diciendo(request, _("Lo enviaremos de nuevo enseguida.")):
        reintentar(comunicacion.clave)
    return redirect("nucleo:correo_fallido")
