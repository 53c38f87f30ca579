"""The Bandeja: saved views with live counts, filters in the URL, rows by keyset."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from cuentas.permisos import exige_oficina
from incidencias.bandejas import (
    PRIMERA,
    bandejas,
    colas,
    cuenta_en_palabras,
    listas_de_filtros,
)
from incidencias.filas import filas_de_la_bandeja
from incidencias.filters import IncidenciaFilter
from incidencias.hallazgos import senalar
from incidencias.lotes import acciones_de_lote
from incidencias.models import Alcance, ClaseLegal, Incidencia, PlazoLegal
from incidencias.servicios.guardado import TEMA
from incidencias.views.pedida import Pedida, filtros_puestos, leer_pedida
from incidencias.vistas import TOPE_DE_PALABRAS, Guardada, Menu, menu_de
from nucleo.filtros import solo_los_pedidos
from nucleo.htmx import pintar
from nucleo.novedades import CABECERA, sello_de
from nucleo.paginas import Pagina, decir_cuantas, elegir_orden, paginar_por_clave

EN_MAS = frozenset(
    {"grupo", "categoria", "clase_legal", "desde", "hasta", "hace", "canal", "estado"}
)
A_LA_VEZ = 200
POR_PAGINA = 25
ICONOS_DE_ALCANCE = {"propia": "bookmark", "grupo": "users", "todos": "building-2"}


@dataclass(frozen=True)
class Pestana:
    """A saved view as a tab, with its count."""

    clave: str
    titulo: str
    icono: str
    url: str
    activa: bool
    cuenta: str
    nota: str = ""


@require_safe
@exige_oficina
def bandeja(request: HttpRequest) -> HttpResponse:
    """The list. A refresh whose `huella` says the same as before is answered 204."""
    sello = sello_de(TEMA)
    visibles = Incidencia.objects.visibles_para(request.user)
    menu = menu_de(request, visibles)
    pedida = leer_pedida(request.GET, menu)
    pedidos = solo_los_pedidos(IncidenciaFilter, pedida.parametros)
    filtro = pedidos(pedida.parametros, visibles, request=request)
    vale = pedida.sin_filtros or (filtro.is_valid() and not pedida.avisos)
    if pedida.sin_filtros:  # nothing to read nor to check
        casos = pedida.actual.filtrar(visibles, request.user)
    else:
        casos = filtro.qs if vale else visibles.none()
    orden = elegir_orden(pedida.parametros, pedida.actual.ordenes)
    pagina = paginar_por_clave(casos, pedida.enlaces, orden, POR_PAGINA, filas_de_la_bandeja)
    _poner_plazos_legales(pagina.objetos)
    _poner_cuantas(pagina, pedida, menu.cuentas)
    senalar(pagina.objetos, pedida.parametros.get("q", "") if vale else "")
    _apuntar_lo_que_se_ve(pagina.objetos)
    huella = _huella(menu, pagina.objetos)
    if request.GET.get("huella") == huella:
        return _sin_cambios(sello)
    contexto = {
        **_lo_pedido(pedida, menu, vale=vale),
        # Whole, and only if it is painted: its filters are remembered as they were painted.
        "filtro": SimpleLazyObject(lambda: IncidenciaFilter(pedida.parametros, request=request)),
        "errores": {} if vale else filtro.errors,
        "orden": orden,
        "pagina": pagina,
        "que": ngettext("incidencia", "incidencias", 1 if pagina.cuantas == "1" else 2),
        "huella": huella,
        "sello": sello,
        "acciones_de_lote": acciones_de_lote(request.user),
        **listas_de_filtros(),
    }
    return pintar(
        request,
        "incidencias/bandeja.html",
        contexto,
        fragmento="bandeja",
        status=200 if vale else 422,
    )


def _lo_pedido(pedida: Pedida, menu: Menu, *, vale: bool) -> dict[str, Any]:
    """What the page says of the view that is asked for, and of those there are."""
    puestos = filtros_puestos(pedida.parametros)
    return {
        "pedida": pedida,
        "actual": pedida.actual,
        "vistas": _vistas(pedida, menu),
        "predeterminada": menu.predeterminada or PRIMERA,
        "filtros_puestos": 0 if pedida.guardada and not pedida.modificada else puestos,
        "filtros_en_mas": len(set(pedida.parametros) & EN_MAS),
        "guardable": vale and (puestos or pedida.modificada),
        "consulta": pedida.enlaces.urlencode(),
        "filtros_de": f"{pedida.parametros.urlencode()} {pedida.clave} {pedida.modificada}",
    }


def _sin_cambios(sello: str) -> HttpResponse:
    """Something changed somewhere, but nothing that this page shows: the new stamp, and no more."""
    respuesta = HttpResponse(status=204)
    respuesta[CABECERA] = sello
    return respuesta


def _poner_cuantas(pagina: Pagina, pedida: Pedida, cuentas: dict[str, int]) -> None:
    """How many there are, without counting twice nor through the whole archive."""
    cuenta = cuentas.get(pedida.clave)
    if cuenta is not None and (pedida.se_cuenta or (pedida.guardada and not pedida.modificada)):
        pagina.cuantas = decir_cuantas(cuenta)
    elif not pedida.actual.se_cuenta and (pagina.siguiente or pagina.anterior):
        pagina.cuantas = _("más de %(n)s") % {"n": POR_PAGINA}


def _vistas(pedida: Pedida, menu: Menu) -> list[tuple[str, list[Pestana]]]:
    """The menu of views, by sections: those of everybody, one's own, those of each team."""

    def una(clave: str, titulo: str, icono: str, url: str) -> Pestana:
        cuenta = cuenta_en_palabras(menu.cuentas.get(clave))
        return Pestana(clave, titulo, icono, url, clave == pedida.clave, cuenta)

    comunes = [una(b.clave, str(b.titulo), b.icono, f"?vista={b.clave}") for b in bandejas()]
    comunes += [una(c.clave, str(c.titulo), c.icono, c.url) for c in colas()]
    secciones: dict[str, list[Pestana]] = {"": comunes}
    for guardada in menu.guardadas:
        icono = ICONOS_DE_ALCANCE[guardada.alcance]
        vista = una(guardada.clave, guardada.nombre, icono, f"?vista={guardada.clave}")
        if guardada.clave in menu.con_palabras:
            vista = _con_palabras(vista, menu.con_palabras[guardada.clave])
        secciones.setdefault(_seccion(guardada), []).append(vista)
    return list(secciones.items())


def _con_palabras(vista: Pestana, cuenta: int | None) -> Pestana:
    if cuenta is None:
        return replace(vista, nota=_("Sus palabras son demasiado comunes para contarlas."))
    dicha = cuenta_en_palabras(cuenta, tope=TOPE_DE_PALABRAS)
    return replace(vista, cuenta=dicha, nota=_("Las que llevan sus palabras, hace un momento."))


def _seccion(guardada: Guardada) -> str:
    if guardada.alcance == Alcance.GRUPO:
        return guardada.grupo
    return _("De todos") if guardada.alcance == Alcance.TODOS else _("Tuyas")


def _poner_plazos_legales(filas: list[Incidencia]) -> None:
    """Give each complaint of the page the first legal date that is still to be met."""
    reclamaciones = [fila.pk for fila in filas if fila.clase_legal == ClaseLegal.QUEJA_RECLAMACION]
    primeros: dict[int, PlazoLegal] = {}
    if reclamaciones:
        pendientes = PlazoLegal.objects.filter(incidencia__in=reclamaciones, cumplido_en=None)
        for plazo in pendientes.order_by("fecha_limite"):
            primeros.setdefault(plazo.incidencia_id, plazo)
    for fila in filas:
        fila.plazo_legal = primeros.get(fila.pk)


def _apuntar_lo_que_se_ve(filas: list[Incidencia]) -> None:
    """Note on each row all that it shows, and until which minute its clocks say the same."""
    minuto = f"{timezone.now():%d%H%M}"
    for fila in filas:
        fila.lo_que_se_ve = repr(
            (
                *(fila.codigo, fila.asunto, fila.estado, fila.prioridad, fila.canal),
                *(str(fila.cliente), fila.cliente.segmento, str(fila.responsable)),
                str(fila.equipo or fila.categoria),
                fila.motivo_espera and (str(fila.motivo_espera), fila.motivo_espera.para_reloj),
                getattr(fila, "codigo_resaltado", ""),
                getattr(fila, "asunto_resaltado", ""),
                getattr(fila, "hallado", ""),
                *(fila.reaperturas, fila.responde_el_cliente),
                *(str(fila.proximo_limite_en), str(fila.ultimo_mensaje_en)),
                fila.plazo_legal and (str(fila.plazo_legal), str(fila.plazo_legal.fecha_limite)),
            )
        )
        fila.pintada = f"{minuto} {fila.lo_que_se_ve}"


def _huella(menu: Menu, filas: list[Incidencia]) -> str:
    """What would be painted differently, in few letters."""
    vistas = [fila.lo_que_se_ve for fila in filas]
    guardadas = [(una.clave, una.nombre, una.alcance, una.grupo) for una in menu.guardadas]
    dicho = json.dumps([menu.cuentas, menu.con_palabras, guardadas, vistas])
    return hashlib.sha256(dicho.encode()).hexdigest()[:16]
