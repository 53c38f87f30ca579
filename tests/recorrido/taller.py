"""The coordinator's agenda and the technician's phone."""

from __future__ import annotations

import re
from datetime import date, timedelta

from django.utils import timezone
from playwright.sync_api import expect

from sat.models import Cita, OrdenTrabajo
from tests.recorrido.mundo import VISITAS, Mundo
from tests.recorrido.persona import Persona
from tests.recorrido.portal import foto_de_la_caldera
from tests.recorrido.sitio import Sitio, texto_de


def da_las_citas(coordinadora: Persona, mundo: Mundo, sitio: Sitio, orden: str) -> None:
    """Drag the order to ten; another one over it is refused, and goes to twelve."""
    coordinadora.ir("/sat/agenda/")
    coordinadora.mirar()
    _arrastrar(coordinadora, mundo, orden, "10:00")
    coordinadora.ver("Cita dada")
    carta = texto_de(sitio.carta(mundo.contacto.correo, con="ita"))
    assert mundo.tecnico.usuario.nombre in carta

    otra = mundo.otra_orden.codigo
    _arrastrar(coordinadora, mundo, otra, "09:30")
    aviso = coordinadora.pagina.get_by_role("alert")
    expect(aviso).to_contain_text(orden)
    coordinadora.mirar()
    assert not Cita.objects.filter(orden=mundo.otra_orden).exists()
    _por_el_formulario(coordinadora, mundo, otra, orden)


def _arrastrar(coordinadora: Persona, mundo: Mundo, orden: str, hora: str) -> None:
    pagina = coordinadora.pagina
    hueco = f"[data-hueco][data-tecnico='{mundo.tecnico.pk}'][data-hora='{hora}']"
    pagina.locator(f"[data-orden='{orden}']").drag_to(pagina.locator(hueco))


def _por_el_formulario(coordinadora: Persona, mundo: Mundo, otra: str, orden: str) -> None:
    """The same without dragging: refused beside the fields, nothing typed lost, then accepted."""
    pagina = coordinadora.pagina
    coordinadora.seguir(f"Dar cita a {otra}")
    coordinadora.campo("Técnico").select_option(label=mundo.tecnico.usuario.nombre)
    coordinadora.campo("Día").fill(f"{timezone.localdate():%Y-%m-%d}")
    coordinadora.campo("Empieza").fill("10:30")
    coordinadora.pulsar("Dar la cita")
    coordinadora.ver(orden)
    coordinadora.mirar()
    expect(coordinadora.campo("Empieza")).to_have_value("10:30")
    coordinadora.campo("Empieza").fill("12:00")
    coordinadora.pulsar("Dar la cita")
    expect(pagina.locator(".citas")).to_contain_text("12:00")
    coordinadora.mirar()
    coordinadora.ir("/sat/agenda/")
    suyas = pagina.get_by_role("row", name=mundo.tecnico.usuario.nombre).locator(".agenda-cita")
    expect(suyas).to_have_count(2 + len(VISITAS))
    coordinadora.mirar()
    laborable = proximo_laborable(timezone.localdate())
    coordinadora.ir(f"/sat/agenda/?dia={laborable}")
    coordinadora.mirar("agenda")
    coordinadora.seguir("Semana")
    coordinadora.mirar()


def proximo_laborable(hoy: date) -> date:
    """A day with people at work, for the picture: the walk may be taken on a Sunday."""
    return next(dia for dia in (hoy + timedelta(n) for n in range(1, 4)) if dia.weekday() < 5)


def hace_la_visita(tecnico: Persona, mundo: Mundo, sitio: Sitio, orden: str) -> None:
    pagina = tecnico.pagina
    tecnico.mirar("mi-dia")
    tecnico.tocar(pagina.get_by_role("link").filter(has_text=mundo.cliente.nombre))
    tecnico.ver("Qué pasa")
    tecnico.mirar()
    tecnico.pulsar("Empezar")
    comprobaciones = pagina.get_by_role("region", name="Comprobaciones")
    comprobaciones.wait_for()
    for si in comprobaciones.get_by_label("Sí", exact=True).all():
        si.check()
    tecnico.pulsar("Guardar comprobaciones")
    tecnico.ver("Comprobaciones guardadas.")
    tecnico.campo("Repuesto").select_option(label=str(mundo.repuesto))
    tecnico.pulsar("Añadir", exacto=True)
    tecnico.ver("1 × Válvula de gas VG-4410")
    tecnico.campo("Foto").set_input_files(foto_de_la_caldera(sitio))
    tecnico.campo("Qué se ve").fill("La pantalla antes de cambiarla")
    tecnico.pulsar("Añadir la foto")
    expect(pagina.get_by_role("img", name="La pantalla antes")).to_be_visible()
    tecnico.campo("Nota").fill("El vaso de expansión anda justo de presión.")
    tecnico.pulsar("Guardar la nota")
    tecnico.ver("El vaso de expansión anda justo")
    tecnico.mirar()
    _termina(tecnico, mundo, sitio, orden)


def _termina(tecnico: Persona, mundo: Mundo, sitio: Sitio, orden: str) -> None:
    tecnico.seguir("Terminar la visita")
    tecnico.campo("Terminado: funciona").check()
    tecnico.campo("Qué se ha hecho").fill("Cambiada la válvula de gas y probada.")
    _firmar(tecnico)
    tecnico.mirar("firma")
    tecnico.pulsar("Terminar y enviar el parte")
    tecnico.ver("Visita terminada.")
    tecnico.mirar()
    carta = sitio.carta(mundo.contacto.correo, con="arte")
    (pdf,) = carta.iter_attachments()
    assert pdf.get_content_type() == "application/pdf"
    assert pdf.get_content().startswith(b"%PDF-")
    assert (
        OrdenTrabajo.objects.get(codigo=orden)
        .incidencia.adjuntos.filter(nombre=pdf.get_filename())
        .exists()
    )


def _firmar(tecnico: Persona) -> None:
    """The customer's finger on the glass."""
    lienzo = tecnico.pagina.locator("canvas")
    lienzo.scroll_into_view_if_needed()
    caja = lienzo.bounding_box()
    assert caja is not None
    raton, x, y = tecnico.pagina.mouse, caja["x"], caja["y"] + caja["height"] / 2
    raton.move(x + 30, y + 20)
    raton.down()
    for paso, (dx, dy) in enumerate([(60, -40), (75, 30), (110, -25), (130, 25), (190, -10)]):
        raton.move(x + 30 + dx, y + dy, steps=4 + paso)
    raton.up()
    expect(tecnico.pagina.locator("[data-firma-campo]")).to_have_value(
        re.compile("^data:image/png")
    )
