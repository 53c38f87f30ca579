"""Orders for the office: list, board, page of one, and every decision on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from cuentas.models import ROLES_DE_PERSONAL, CodigoRol
from cuentas.permisos import exige_rol
from incidencias.models import Incidencia
from nucleo.archivos import servir
from nucleo.envios import una_sola_vez
from nucleo.errores import ErrorDeNegocio
from nucleo.htmx import pintar
from nucleo.models import Comunicacion
from nucleo.paginas import Orden, elegir_orden, paginar_por_clave
from nucleo.restricciones import anotar_en
from sat.acciones import POR_CLAVE, Accion, acciones_para, puede_dar_cita
from sat.filters import OrdenFilter
from sat.formato import local
from sat.forms import AbrirOrdenForm, CitaForm, MotivoOpcionalForm, cita_inicial
from sat.linea import historia_de
from sat.models import (
    Cita,
    Estado,
    FotoIntervencion,
    Lugar,
    OrdenTrabajo,
    ParteTrabajo,
    Tipo,
)
from sat.servicios import (
    NuevaOrden,
    abrir_orden,
    anular_cita,
    dar_cita,
    encargo_de,
    es_garantia_legal_propuesta,
    mandante_propuesto,
    mover_cita,
)

ORDENES = (
    Orden("recientes", "ocurrida_en", descendente=True, titulo=gettext_lazy("Más recientes")),
    Orden("cita", "proxima_cita_en", titulo=gettext_lazy("Próxima cita")),
    Orden("antiguas", "ocurrida_en", titulo=gettext_lazy("Más antiguas")),
)
COLUMNAS_TABLERO = (
    Estado.NUEVA,
    Estado.DIAGNOSTICADA,
    Estado.PRESUPUESTADA,
    Estado.ACEPTADA,
    Estado.ESPERANDO_REPUESTO,
    Estado.PLANIFICADA,
    Estado.EN_CURSO,
    Estado.TERMINADA,
)
POR_COLUMNA = 25

personal = exige_rol(*ROLES_DE_PERSONAL)
oficina = exige_rol(CodigoRol.AGENTE, CodigoRol.COORDINADOR)
da_citas = exige_rol(CodigoRol.AGENTE, CodigoRol.COORDINADOR, CodigoRol.EXTERNO)


@dataclass(frozen=True)
class Columna:
    """A state of the board with its first orders."""

    estado: Estado
    ordenes: list[OrdenTrabajo]

    @property
    def cuantas(self) -> str:
        return f"{POR_COLUMNA}+" if len(self.ordenes) > POR_COLUMNA else str(len(self.ordenes))

    @property
    def primeras(self) -> list[OrdenTrabajo]:
        return self.ordenes[:POR_COLUMNA]


@require_safe
@personal
def listado(request: HttpRequest) -> HttpResponse:
    """Orders with filters, as a list in keyset pages or as a board by state."""
    visibles = OrdenTrabajo.objects.visibles_para(request.user).para_listado()
    filtro = OrdenFilter(request.GET, visibles, request=request)
    qs = filtro.qs if filtro.is_valid() else visibles.none()
    contexto: dict[str, Any] = {"filtro": filtro, "ordenes": ORDENES}
    if request.GET.get("vista") == "tablero":
        return pintar(request, "sat/tablero.html", contexto | {"columnas": _columnas(qs)}, "tabla")
    orden = elegir_orden(request.GET, ORDENES)
    contexto |= {"pagina": paginar_por_clave(qs, request.GET, orden), "orden": orden}
    return pintar(request, "sat/listado.html", contexto, "tabla")


def _columnas(qs: Any) -> list[Columna]:
    """The first orders of each state of the board, with one statement for all the columns."""
    tramos = [
        qs.filter(estado=estado).order_by("-ocurrida_en", "-pk").values("pk")[: POR_COLUMNA + 1]
        for estado in COLUMNAS_TABLERO
    ]
    pks = tramos[0].union(*tramos[1:], all=True)
    ordenes = qs.filter(pk__in=[fila["pk"] for fila in pks]).order_by("-ocurrida_en", "-pk")
    por_estado: dict[str, list[OrdenTrabajo]] = {estado: [] for estado in COLUMNAS_TABLERO}
    for orden in ordenes:
        por_estado[orden.estado].append(orden)
    return [Columna(estado, por_estado[estado]) for estado in COLUMNAS_TABLERO]


def orden_visible(request: HttpRequest, codigo: str) -> OrdenTrabajo:
    """The order with that code, if this person may see it; 404 otherwise."""
    visibles = OrdenTrabajo.objects.visibles_para(request.user)
    return get_object_or_404(
        visibles.select_related(
            "cliente",
            "contacto",
            "incidencia",
            "equipo__producto",
            "sede",
            "mandante",
            "sat_externo",
            "habilidad",
            "categoria",
        ),
        codigo=codigo,
    )


@require_safe
@personal
def ficha(request: HttpRequest, codigo: str) -> HttpResponse:
    """Everything about one order."""
    orden = orden_visible(request, codigo)
    return render(request, "sat/orden.html", _contexto_de_ficha(request, orden))


def _contexto_de_ficha(request: HttpRequest, orden: OrdenTrabajo) -> dict[str, Any]:
    return {
        "orden": orden,
        "citas": orden.citas.para_listado(),
        "intervenciones": _intervenciones(orden),
        "notas": orden.notas.select_related("usuario"),
        "historia": historia_de(orden),
        "acciones": acciones_para(request.user, orden),
        "da_cita": puede_dar_cita(request.user, orden),
        "ve_importes": request.user.es_de_oficina,
        "ve_caso": request.user.es_de_oficina,
        "correos": Comunicacion.objects.sobre(orden.codigo)[:10],
    }


def _intervenciones(orden: OrdenTrabajo) -> Any:
    return orden.intervenciones.para_listado().prefetch_related(
        "repuestos__repuesto", "respuestas__punto", "fotos__archivo"
    )


@oficina
def abrir(request: HttpRequest, codigo: str) -> HttpResponse:
    """Open an order for the case with that code."""
    visibles = Incidencia.objects.visibles_para(request.user)
    incidencia = get_object_or_404(visibles.select_related("cliente"), codigo=codigo)
    form = AbrirOrdenForm(
        enviado(request), incidencia=incidencia, initial=_apertura_inicial(incidencia)
    )
    if request.method == "POST" and form.is_valid():
        datos = NuevaOrden(
            cliente=incidencia.cliente,
            incidencia=incidencia,
            prioridad=incidencia.prioridad,
            **form.cleaned_data,
        )
        try:
            codigo = una_sola_vez(request, lambda: abrir_orden(datos, por=request.user).codigo)
        except ErrorDeNegocio as error:
            anotar_en(form, error)
        else:
            messages.success(request, _("Orden %(orden)s abierta.") % {"orden": codigo})
            return redirect("sat:orden", codigo)
    contexto = {"form": form, "incidencia": incidencia}
    return render(request, "sat/abrir.html", contexto, status=_estado(form))


def _apertura_inicial(incidencia: Incidencia) -> dict[str, Any]:
    encargo = encargo_de(incidencia)
    return {
        "tipo": incidencia.tipo if incidencia.tipo in Tipo.values else Tipo.REPARACION,
        "lugar": Lugar.DOMICILIO,
        "equipo": incidencia.equipo_id,
        "sede": incidencia.sede_id,
        "mandante": mandante_propuesto(incidencia).pk,
        "mandante_referencia": encargo.referencia if encargo else "",
        "es_garantia_legal": es_garantia_legal_propuesta(incidencia),
        "sintoma": incidencia.descripcion[:5_000] or incidencia.asunto,
    }


@personal
def accion(request: HttpRequest, codigo: str, clave: str) -> HttpResponse:
    """One decision on an order (sat/acciones.py): what it does, its form, and the deed."""
    orden = orden_visible(request, codigo)
    pedida = POR_CLAVE.get(clave)
    if pedida is None or not request.user.tiene_rol(*pedida.roles):
        raise Http404
    form = None
    if pedida.formulario:
        form = pedida.formulario(enviado(request), initial=pedida.inicial(orden))
    error: ErrorDeNegocio | None = None
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            una_sola_vez(request, lambda: _decidir(request, pedida, orden, form))
        except ErrorDeNegocio as motivo:
            error = motivo
        else:
            messages.success(request, pedida.hecho)
            return redirect(orden)
    if error is not None and form is not None:
        anotar_en(form, error)
    mal = error is not None or (form is not None and form.is_bound)
    contexto = {"orden": orden, "accion": pedida, "form": form}
    contexto["error"] = error if form is None else None
    return render(request, "sat/accion.html", contexto, status=422 if mal else 200)


def _decidir(request: HttpRequest, pedida: Accion, orden: OrdenTrabajo, form: Any) -> str:
    pedida.hacer(orden.pk, por=request.user, **(form.cleaned_data if form else {}))
    return orden.codigo


@da_citas
def dar(request: HttpRequest, codigo: str) -> HttpResponse:
    """Give the order an appointment: the plain form, which works everywhere."""
    orden = orden_visible(request, codigo)
    if not request.user.es_de_oficina and not puede_dar_cita(request.user, orden):
        raise Http404
    inicial = cita_inicial(orden, request.GET.dict())
    form = CitaForm(enviado(request), usuario=request.user, initial=inicial)
    if request.method == "POST" and form.is_valid():
        try:
            una_sola_vez(
                request,
                lambda: str(dar_cita(orden.pk, por=request.user, **form.para_servicio()).pk),
            )
        except ErrorDeNegocio as error:
            _anotar_cita(form, error)
        else:
            messages.success(request, _("Cita dada."))
            return redirect(orden)
    return render(request, "sat/cita.html", {"form": form, "orden": orden}, status=_estado(form))


def cita_visible(request: HttpRequest, pk: int) -> Cita:
    """An appointment of an order that this person sees and may plan; 404 otherwise."""
    cita = get_object_or_404(
        Cita.objects.visibles_para(request.user).select_related("orden", "tecnico__usuario"), pk=pk
    )
    visibles = OrdenTrabajo.objects.visibles_para(request.user)
    if not visibles.filter(pk=cita.orden_id).exists():
        raise Http404
    return cita


@da_citas
def mover(request: HttpRequest, pk: int) -> HttpResponse:
    """Another time or another técnico."""
    cita = cita_visible(request, pk)
    form = CitaForm(enviado(request), usuario=request.user, initial=_de_cita(cita))
    if request.method == "POST" and form.is_valid():
        try:
            una_sola_vez(
                request,
                lambda: str(mover_cita(cita.pk, por=request.user, **form.para_servicio()).pk),
            )
        except ErrorDeNegocio as error:
            _anotar_cita(form, error)
        else:
            messages.success(request, _("Cita movida."))
            return redirect(cita.orden)
    contexto = {"form": form, "orden": cita.orden, "cita": cita}
    return render(request, "sat/cita.html", contexto, status=_estado(form))


def _de_cita(cita: Cita) -> dict[str, Any]:
    inicial = {
        "tecnico": cita.tecnico_id,
        "dia": local(cita.empieza_en).date(),
        "hora": f"{local(cita.empieza_en):%H:%M}",
        "minutos": cita.minutos,
    }
    if (cita.ventana.lower, cita.ventana.upper) != (cita.empieza_en, cita.termina_en):
        inicial["ventana_desde"] = f"{local(cita.ventana.lower):%H:%M}"
        inicial["ventana_hasta"] = f"{local(cita.ventana.upper):%H:%M}"
    return inicial


@da_citas
def anular(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an appointment back, after saying what that means."""
    cita = cita_visible(request, pk)
    form = MotivoOpcionalForm(enviado(request))
    if request.method == "POST" and form.is_valid():
        try:
            una_sola_vez(
                request,
                lambda: str(anular_cita(cita.pk, por=request.user, **form.cleaned_data)),
            )
        except ErrorDeNegocio as error:
            anotar_en(form, error)
        else:
            messages.success(request, _("Cita anulada. Se ha avisado al cliente."))
            return redirect(cita.orden)
    contexto = {"form": form, "orden": cita.orden, "cita": cita}
    return render(request, "sat/cita_anular.html", contexto, status=_estado(form))


@require_safe
@personal
def parte(request: HttpRequest, codigo: str, numero: int) -> HttpResponse:
    """The PDF of a work report, as it was signed."""
    return _servir_parte(request, codigo, numero)


@require_safe
@login_required
def parte_cliente(request: HttpRequest, codigo: str, numero: int) -> HttpResponse:
    """The same report for the customer it belongs to."""
    return _servir_parte(request, codigo, numero)


def _servir_parte(request: HttpRequest, codigo: str, numero: int) -> HttpResponse:
    orden = orden_visible(request, codigo)
    documento = get_object_or_404(
        ParteTrabajo.objects.select_related("pdf", "orden"), orden=orden, numero=numero
    )
    return servir(documento.pdf, documento.nombre_fichero)


@require_safe
@personal
def foto(request: HttpRequest, pk: int) -> HttpResponse:
    """A photo of a session, to whoever sees the order."""
    imagen = get_object_or_404(
        FotoIntervencion.objects.select_related("archivo").filter(
            intervencion__orden__in=OrdenTrabajo.objects.visibles_para(request.user)
        ),
        pk=pk,
    )
    return servir(imagen.archivo, f"foto-{imagen.pk}.jpg")


def _anotar_cita(form: CitaForm, error: ErrorDeNegocio) -> None:
    """The service speaks of `desde` and `hasta`; the form has day, hour and minutes."""
    campo = {"desde": "hora", "hasta": "minutos"}.get(error.campo or "", error.campo)
    anotar_en(form, ErrorDeNegocio(str(error), campo=campo, codigo=error.codigo))


def enviado(request: HttpRequest) -> Any:
    """What was posted, also when it was nothing; None when the form is only asked for."""
    return request.POST if request.method == "POST" else None


def _estado(form: Any) -> int:
    return 422 if form.is_bound else 200
