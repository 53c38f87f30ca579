"""The session at the machine: start, checklist, parts, photos, signature, end."""

import io
from datetime import timedelta
from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone
from PIL import Image, ImageDraw

from clientes.models import SuspensionCobertura, TipoCobertura
from clientes.servicios import registrar_compra
from clientes.tests.fabricas import ContactoFactory, EquipoFactory
from incidencias.models import Adjunto
from incidencias.tests.fabricas import IncidenciaFactory
from nucleo.archivos import guardar_bytes
from nucleo.errores import ErrorDeNegocio
from nucleo.eventos import SISTEMA
from nucleo.models import Comunicacion
from nucleo.tiempo import dia_local
from sat.eventos import Codigo, EnElCaso
from sat.models import (
    ClasePunto,
    Estado,
    Intervencion,
    Lugar,
    ModoFirma,
    MotivoSinFirma,
    OrdenTrabajo,
    Resultado,
    ResultadoVisita,
    Tipo,
)
from sat.servicios import (
    Conformidad,
    FinDeVisita,
    anadir_foto,
    anotar_en_orden,
    entregar_orden,
    iniciar_intervencion,
    liquidar_orden,
    quitar_repuesto,
    reabrir_orden,
    recibir_equipo,
    rellenar_checklist,
    terminar_intervencion,
    usar_repuesto,
)
from sat.tests.fabricas import (
    AseguradoraFactory,
    CitaFactory,
    FichaTecnicoFactory,
    IntervencionFactory,
    OrdenFactory,
    PlantillaFactory,
    PuntoFactory,
    RepuestoFactory,
    RepuestoUsadoFactory,
    mandante,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ficheros(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def imagen(color="navy", tipo="image/png"):
    lienzo = Image.new("RGB", (320, 120), "white")
    ImageDraw.Draw(lienzo).line([(20, 90), (120, 20), (200, 100), (300, 30)], color, 4)
    salida = io.BytesIO()
    lienzo.save(salida, tipo.split("/")[1].upper())
    return guardar_bytes(salida.getvalue(), tipo)


def conformidad(**cambios) -> Conformidad:
    datos = {"modo": ModoFirma.MANUSCRITA, "firmante": "Marta O'Brien", "imagen": imagen()}
    return Conformidad(**(datos | cambios))


def fin(resultado=ResultadoVisita.RESUELTA, **cambios) -> FinDeVisita:
    datos = {"trabajo": "Cambio de la válvula de gas", "firma": conformidad()}
    return FinDeVisita(resultado, **(datos | cambios))


def sesion(**orden) -> Intervencion:
    """An open session on an order, begun an hour ago."""
    hace = timezone.now() - timedelta(hours=2)
    orden = OrdenFactory(en_curso=True, **({"ocurrida_en": hace} | orden))
    return IntervencionFactory(orden=orden, iniciada_en=timezone.now() - timedelta(hours=1))


def comprobada(intervencion: Intervencion) -> Intervencion:
    """The session with yes to every point of its checklist."""
    puntos = intervencion.plantilla.puntos.all()
    rellenar_checklist(
        intervencion.pk, por=SISTEMA, respuestas={punto.pk: True for punto in puntos}
    )
    return intervencion


# --- Start


def test_starting_moves_the_order_and_tells_the_case():
    cita = CitaFactory()
    intervencion = iniciar_intervencion(cita.orden_id, por=cita.tecnico.usuario)
    cita.orden.refresh_from_db()
    evento = cita.orden.eventos.get(codigo=Codigo.INICIADA)
    assert (intervencion.cita, intervencion.tecnico) == (cita, cita.tecnico)
    assert cita.orden.estado == Estado.EN_CURSO
    assert evento.datos["a_tiempo"] is False  # it was for tomorrow
    assert cita.orden.incidencia.eventos.filter(codigo=EnElCaso.INTERVENCION_INICIADA).exists()


@pytest.mark.parametrize("estado", sorted(set(Estado) - {Estado.EN_CURSO}))
def test_only_some_states_can_be_started(estado):
    rasgos = {"terminada", "entregada", "liquidada", "anulada"}
    orden = OrdenFactory(**({estado: True} if estado in rasgos else {"estado": estado}))
    tecnico = FichaTecnicoFactory()
    admitidos = {"diagnosticada", "aceptada", "planificada", "esperando_repuesto"}
    if estado in admitidos:
        iniciar_intervencion(orden.pk, por=tecnico.usuario)
    else:
        with pytest.raises(ErrorDeNegocio):
            iniciar_intervencion(orden.pk, por=tecnico.usuario)
    assert orden.intervenciones.exists() == (estado in admitidos)


def test_a_tecnico_works_on_one_thing_at_a_time():
    abierta = IntervencionFactory()
    otra = OrdenFactory(planificada=True)
    with pytest.raises(ErrorDeNegocio, match="sin terminar en OT-"):
        iniciar_intervencion(otra.pk, por=abierta.tecnico.usuario)
    assert not otra.intervenciones.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_starts_at_once_on_two_orders_one_wins():
    tecnico, ordenes = FichaTecnicoFactory(), OrdenFactory.create_batch(2, planificada=True)
    salida, errores = Barrier(2), []

    def iniciar(orden):
        try:
            salida.wait(timeout=10)
            iniciar_intervencion(orden.pk, por=SISTEMA, tecnico=tecnico)
        except ErrorDeNegocio as error:
            errores.append(str(error))
        finally:
            connection.close()

    hilos = [Thread(target=iniciar, args=[orden]) for orden in ordenes]
    for hilo in hilos:
        hilo.start()
    for hilo in hilos:
        hilo.join(timeout=20)
    assert Intervencion.objects.count() == 1
    assert len(errores) == 1


def test_who_is_no_tecnico_says_which_one_works():
    orden = OrdenFactory(planificada=True)
    with pytest.raises(ErrorDeNegocio, match="qué técnico"):
        iniciar_intervencion(orden.pk, por=SISTEMA)


def test_it_starts_neither_in_the_future_nor_before_the_order():
    orden = OrdenFactory(planificada=True)
    for en in (timezone.now() + timedelta(days=1), orden.ocurrida_en - timedelta(days=40_000)):
        with pytest.raises(ErrorDeNegocio, match="no puede haber pasado"):
            iniciar_intervencion(orden.pk, por=SISTEMA, tecnico=FichaTecnicoFactory(), en=en)
    assert not orden.intervenciones.exists()


def test_the_checklist_that_fits_best_is_chosen():
    equipo = EquipoFactory()
    PlantillaFactory(familia="", tipo=Tipo.REPARACION)
    mejor = PlantillaFactory(familia=equipo.producto.familia, tipo=Tipo.REPARACION)
    PlantillaFactory(familia="Otra")
    orden = OrdenFactory(planificada=True, equipo=equipo)
    assert iniciar_intervencion(orden.pk, por=FichaTecnicoFactory().usuario).plantilla == mejor


# --- Checklist, parts, photos, notes


def test_answers_of_each_class_are_kept_and_can_be_corrected():
    plantilla = PlantillaFactory()
    si = PuntoFactory(plantilla=plantilla)
    medida = PuntoFactory(plantilla=plantilla, clase=ClasePunto.NUMERO, minimo=1, maximo=2)
    texto = PuntoFactory(plantilla=plantilla, clase=ClasePunto.TEXTO)
    intervencion = IntervencionFactory(plantilla=plantilla)
    respuestas = {si.pk: True, medida.pk: Decimal("2.50"), texto.pk: "Ruido leve"}
    assert rellenar_checklist(intervencion.pk, por=SISTEMA, respuestas=respuestas) == 3
    rellenar_checklist(intervencion.pk, por=SISTEMA, respuestas={si.pk: False, texto.pk: ""})
    valores = {r.punto_id: r.valor for r in intervencion.respuestas.select_related("punto")}
    assert valores == {si.pk: False, medida.pk: Decimal("2.50")}
    assert intervencion.respuestas.get(punto=medida).esta_fuera_de_limites


def test_an_answer_of_another_class_or_of_another_list_is_refused():
    plantilla = PlantillaFactory()
    punto, ajeno = PuntoFactory(plantilla=plantilla), PuntoFactory()
    intervencion = IntervencionFactory(plantilla=plantilla)
    with pytest.raises(ErrorDeNegocio, match="no es de la clase"):
        rellenar_checklist(intervencion.pk, por=SISTEMA, respuestas={punto.pk: "sí"})
    with pytest.raises(ErrorDeNegocio, match="no es de esta lista"):
        rellenar_checklist(intervencion.pk, por=SISTEMA, respuestas={ajeno.pk: True})
    assert not intervencion.respuestas.exists()


def test_a_part_keeps_the_price_of_that_day():
    repuesto, intervencion = RepuestoFactory(precio_eur=Decimal("35.50")), IntervencionFactory()
    usado = usar_repuesto(intervencion.pk, por=SISTEMA, repuesto=repuesto, cantidad=Decimal("1.5"))
    repuesto.precio_eur = Decimal("99.00")
    repuesto.save()
    usado.refresh_from_db()
    assert (usado.precio_eur, usado.importe_eur) == (Decimal("35.50"), Decimal("53.25"))


def test_a_part_outside_the_catalogue_is_described():
    intervencion = IntervencionFactory()
    with pytest.raises(ErrorDeNegocio, match="Elija un repuesto"):
        usar_repuesto(intervencion.pk, por=SISTEMA, cantidad=Decimal(1), descripcion="  ")
    usar_repuesto(intervencion.pk, por=SISTEMA, cantidad=Decimal(1), descripcion="Junta tórica")
    assert intervencion.repuestos.get().descripcion == "Junta tórica"


@pytest.mark.parametrize("cantidad", [Decimal(0), Decimal(-1)])
def test_a_quantity_is_positive(cantidad):
    intervencion = IntervencionFactory()
    with pytest.raises(ErrorDeNegocio, match="mayor que cero"):
        usar_repuesto(intervencion.pk, por=SISTEMA, repuesto=RepuestoFactory(), cantidad=cantidad)
    assert not intervencion.repuestos.exists()


def test_the_parts_do_not_pass_what_the_insurer_authorised():
    orden = OrdenFactory(
        en_curso=True,
        mandante=AseguradoraFactory(nombre="Seguros Ocaso"),
        limite_autorizado_eur=Decimal("60.00"),
    )
    intervencion = IntervencionFactory(orden=orden)
    repuesto = RepuestoFactory(precio_eur=Decimal("35.50"))
    usar_repuesto(intervencion.pk, por=SISTEMA, repuesto=repuesto, cantidad=Decimal(1))
    with pytest.raises(ErrorDeNegocio, match="sumarían 71,00") as error:
        usar_repuesto(intervencion.pk, por=SISTEMA, repuesto=repuesto, cantidad=Decimal(1))
    assert "Seguros Ocaso autoriza 60,00" in str(error.value)
    assert intervencion.repuestos.count() == 1


def test_a_part_noted_by_mistake_is_taken_back():
    usado = RepuestoUsadoFactory()
    quitar_repuesto(usado.pk, por=SISTEMA)
    assert not usado.intervencion.repuestos.exists()
    assert usado.intervencion.orden.eventos.filter(codigo=Codigo.REPUESTO_QUITADO).exists()


def test_the_same_photo_twice_is_one():
    intervencion, foto = IntervencionFactory(), imagen("red", "image/jpeg")
    anadir_foto(intervencion.pk, por=SISTEMA, archivo=foto)
    anadir_foto(intervencion.pk, por=SISTEMA, archivo=foto)
    assert intervencion.fotos.count() == 1
    assert intervencion.orden.eventos.filter(codigo=Codigo.FOTO).count() == 1


def test_a_pdf_is_no_photo():
    intervencion = IntervencionFactory()
    with pytest.raises(ErrorDeNegocio, match="no es una foto"):
        anadir_foto(intervencion.pk, por=SISTEMA, archivo=guardar_bytes(b"%PDF", "application/pdf"))


def test_a_note_says_something():
    orden = OrdenFactory()
    with pytest.raises(ErrorDeNegocio, match="Escriba la nota"):
        anotar_en_orden(orden.pk, por=SISTEMA, texto=" \n")
    nota = anotar_en_orden(orden.pk, por=FichaTecnicoFactory().usuario, texto="Hay perro")
    assert (orden.notas.get(), orden.eventos.get().datos) == (nota, {"nota": nota.pk})


# --- End


def test_finishing_finishes_the_order_and_leaves_a_signed_report():
    intervencion = sesion()
    orden = intervencion.orden
    parte = terminar_intervencion(intervencion.pk, por=intervencion.tecnico.usuario, fin=fin())
    orden.refresh_from_db()
    intervencion.refresh_from_db()
    assert (orden.estado, orden.resultado, orden.visitas) == (
        Estado.TERMINADA,
        Resultado.REPARADO,
        1,
    )
    assert orden.dia_terminada == dia_local(orden.terminada_en)
    assert orden.minutos == 60
    assert (parte.firmante, parte.codigo) == ("Marta O'Brien", f"{orden.codigo}/1")
    assert parte.pdf_sha256 == parte.pdf.sha256
    assert [e.codigo for e in orden.eventos.order_by("id")] == [
        Codigo.INTERVENCION_TERMINADA,
        Codigo.TERMINADA,
        Codigo.PARTE,
    ]


def test_the_report_hangs_on_the_case_and_leaves_by_mail():
    contacto = ContactoFactory(correo="marta@correo.example")
    incidencia = IncidenciaFactory(cliente=contacto.cliente, contacto=contacto)
    intervencion = sesion(incidencia=incidencia, contacto=contacto)
    parte = terminar_intervencion(intervencion.pk, por=SISTEMA, fin=fin())
    correo = Comunicacion.objects.get(clave=f"parte:{parte.pk}")
    assert Adjunto.objects.get(incidencia=incidencia).archivo == parte.pdf
    assert correo.para == "marta@correo.example"
    assert correo.adjuntos.get().archivo == parte.pdf
    assert incidencia.eventos.filter(codigo=EnElCaso.PARTE_ENVIADO).exists()


def test_without_an_address_nothing_is_said_to_have_been_sent():
    intervencion = sesion()
    intervencion.orden.cliente.correo = ""
    intervencion.orden.cliente.save()
    parte = terminar_intervencion(intervencion.pk, por=SISTEMA, fin=fin())
    assert parte.pdf.bytes > 0
    assert not Comunicacion.objects.exists()
    assert not intervencion.orden.incidencia.eventos.filter(codigo=EnElCaso.PARTE_ENVIADO).exists()


@pytest.mark.parametrize(
    ("cambios", "campo"),
    [
        ({"resultado": "magia"}, "resultado"),
        ({"trabajo": "  "}, "trabajo"),
        ({"firma": Conformidad()}, "motivo_sin_firma"),
        ({"firma": Conformidad(ModoFirma.ESCRITA, " ")}, "firmante"),
        ({"firma": Conformidad(ModoFirma.MANUSCRITA, "Marta")}, "firma"),
    ],
)
def test_what_is_missing_is_said_at_its_field_and_nothing_is_written(cambios, campo):
    intervencion = sesion()
    with pytest.raises(ErrorDeNegocio) as error:
        terminar_intervencion(
            intervencion.pk,
            por=SISTEMA,
            fin=fin(**({"resultado": ResultadoVisita.RESUELTA} | cambios)),
        )
    intervencion.refresh_from_db()
    assert error.value.campo == campo
    assert intervencion.esta_en_curso
    assert not intervencion.orden.partes.exists()
    assert not intervencion.orden.eventos.exists()


def test_an_obligatory_point_without_answer_does_not_let_finish():
    punto = PuntoFactory(texto="Estanqueidad del gas")
    intervencion = sesion()
    Intervencion.objects.filter(pk=intervencion.pk).update(plantilla=punto.plantilla)
    with pytest.raises(ErrorDeNegocio, match="Falta por comprobar: «Estanqueidad del gas»"):
        terminar_intervencion(intervencion.pk, por=SISTEMA, fin=fin())
    rellenar_checklist(intervencion.pk, por=SISTEMA, respuestas={punto.pk: True})
    terminar_intervencion(intervencion.pk, por=SISTEMA, fin=fin())
    intervencion.orden.refresh_from_db()
    assert intervencion.orden.estado == Estado.TERMINADA


@pytest.mark.parametrize(
    ("resultado", "con_otra_cita", "estado"),
    [
        (ResultadoVisita.NO_REPARABLE, False, Estado.TERMINADA),
        (ResultadoVisita.FALTA_REPUESTO, False, Estado.ESPERANDO_REPUESTO),
        (ResultadoVisita.VOLVER, False, Estado.DIAGNOSTICADA),
        (ResultadoVisita.VOLVER, True, Estado.PLANIFICADA),
        (ResultadoVisita.AUSENTE, False, Estado.NUEVA),
        (ResultadoVisita.AUSENTE, True, Estado.PLANIFICADA),
    ],
)
def test_the_result_of_the_visit_moves_the_order(resultado, con_otra_cita, estado):
    intervencion = sesion()
    if con_otra_cita:
        CitaFactory(orden=intervencion.orden)
    terminar_intervencion(intervencion.pk, por=SISTEMA, fin=fin(resultado))
    intervencion.orden.refresh_from_db()
    assert intervencion.orden.estado == estado


def test_nobody_at_home_is_no_visit_and_the_report_says_so():
    intervencion = sesion()
    parte = terminar_intervencion(
        intervencion.pk, por=SISTEMA, fin=FinDeVisita(ResultadoVisita.AUSENTE)
    )
    intervencion.orden.refresh_from_db()
    assert (parte.modo_firma, parte.motivo_sin_firma) == (
        ModoFirma.SIN_FIRMA,
        MotivoSinFirma.AUSENTE,
    )
    assert intervencion.orden.visitas == 0


def test_while_somebody_else_works_the_order_stays_in_course():
    primera = sesion()
    segunda = IntervencionFactory(orden=primera.orden)
    terminar_intervencion(primera.pk, por=SISTEMA, fin=fin())
    primera.orden.refresh_from_db()
    assert primera.orden.estado == Estado.EN_CURSO
    terminar_intervencion(segunda.pk, por=SISTEMA, fin=fin())
    primera.orden.refresh_from_db()
    assert primera.orden.estado == Estado.TERMINADA
    assert [parte.numero for parte in primera.orden.partes.all()] == [1, 2]


def test_a_finished_session_cannot_be_touched():
    intervencion = sesion()
    terminar_intervencion(intervencion.pk, por=SISTEMA, fin=fin())
    with pytest.raises(ErrorDeNegocio, match="ya está terminada"):
        terminar_intervencion(intervencion.pk, por=SISTEMA, fin=fin())
    with pytest.raises(ErrorDeNegocio, match="ya está terminada"):
        usar_repuesto(intervencion.pk, por=SISTEMA, repuesto=RepuestoFactory(), cantidad=Decimal(1))
    assert intervencion.orden.partes.count() == 1


# --- After


def test_a_repair_under_the_legal_guarantee_stops_its_terms_while_we_have_the_unit():
    equipo = EquipoFactory()
    recibido = timezone.now() - timedelta(days=10)
    orden = OrdenFactory(
        equipo=equipo, es_garantia_legal=True, ocurrida_en=recibido - timedelta(days=1)
    )
    recibir_equipo(orden.pk, por=SISTEMA, en=recibido)
    abierta = SuspensionCobertura.objects.get(equipo=equipo)
    assert (abierta.entregado_en, abierta.devuelto_en) == (dia_local(recibido), None)
    orden.refresh_from_db()
    assert orden.lugar == Lugar.TALLER
    CitaFactory(orden=orden)
    orden.estado = Estado.PLANIFICADA
    orden.save()
    intervencion = iniciar_intervencion(orden.pk, por=SISTEMA, tecnico=FichaTecnicoFactory())
    terminar_intervencion(comprobada(intervencion).pk, por=SISTEMA, fin=fin())
    abierta.refresh_from_db()
    assert abierta.devuelto_en is None  # ready, but still here
    entregar_orden(orden.pk, por=SISTEMA)
    abierta.refresh_from_db()
    assert abierta.devuelto_en == dia_local(timezone.now())
    assert abierta.referencia == orden.codigo


def test_at_home_the_unit_is_back_when_the_work_ends():
    intervencion = sesion(equipo=EquipoFactory(), es_garantia_legal=True)
    terminar_intervencion(intervencion.pk, por=SISTEMA, fin=fin())
    suspension = SuspensionCobertura.objects.get(equipo=intervencion.orden.equipo)
    assert suspension.devuelto_en == dia_local(timezone.now())


def test_a_finished_repair_moves_the_guarantee_and_gives_its_defect_a_year():
    equipo, hoy = EquipoFactory(), dia_local(timezone.now())
    registrar_compra(
        por=SISTEMA,
        cliente=equipo.cliente,
        equipo=equipo,
        fecha_contrato=hoy - timedelta(days=365),
        fecha_factura=hoy - timedelta(days=365),
    )
    legal = equipo.coberturas.get().fecha_fin
    recibido = timezone.now() - timedelta(days=10)
    orden = OrdenFactory(equipo=equipo, es_garantia_legal=True, ocurrida_en=recibido)
    recibir_equipo(orden.pk, por=SISTEMA, en=recibido)
    OrdenTrabajo.objects.filter(pk=orden.pk).update(
        estado=Estado.TERMINADA, terminada_en=timezone.now(), resultado=Resultado.REPARADO
    )
    entregar_orden(orden.pk, por=SISTEMA)
    fines = dict(equipo.coberturas.values_list("tipo", "fecha_fin"))
    assert fines[TipoCobertura.LEGAL] == legal + timedelta(days=10)
    assert equipo.coberturas.get(tipo=TipoCobertura.POSTERIOR).defecto == orden.sintoma
    eventos = equipo.eventos.order_by("id").values_list("codigo", flat=True)
    assert list(eventos)[2:] == ["entregado", "devuelto", "cobertura", "cobertura"]


def test_a_unit_that_another_order_has_is_not_received_again():
    equipo = EquipoFactory()
    primera = OrdenFactory(equipo=equipo, es_garantia_legal=True)
    recibir_equipo(primera.pk, por=SISTEMA)
    otra = OrdenFactory(equipo=equipo, es_garantia_legal=True)
    with pytest.raises(ErrorDeNegocio, match="ya está en nuestro poder"):
        recibir_equipo(otra.pk, por=SISTEMA)
    otra.refresh_from_db()
    assert otra.recibido_en is None


def test_a_visit_ends_though_another_order_has_the_unit():
    intervencion = sesion(equipo=EquipoFactory(), es_garantia_legal=True)
    otra = OrdenFactory(equipo=intervencion.orden.equipo, es_garantia_legal=True)
    recibir_equipo(otra.pk, por=SISTEMA)
    terminar_intervencion(intervencion.pk, por=SISTEMA, fin=fin())
    assert SuspensionCobertura.objects.get().referencia == otra.codigo


def test_other_repairs_stop_no_term():
    intervencion = sesion(equipo=EquipoFactory(), es_garantia_legal=False)
    terminar_intervencion(intervencion.pk, por=SISTEMA, fin=fin())
    assert not SuspensionCobertura.objects.exists()


def test_a_unit_is_received_once():
    orden = OrdenFactory()
    recibir_equipo(orden.pk, por=SISTEMA)
    with pytest.raises(ErrorDeNegocio, match="ya está aquí"):
        recibir_equipo(orden.pk, por=SISTEMA)


def test_reopening_goes_back_to_work_and_finishing_again_counts_another_visit():
    intervencion = sesion()
    terminar_intervencion(intervencion.pk, por=SISTEMA, fin=fin())
    orden = reabrir_orden(intervencion.orden_id, por=SISTEMA)
    assert (orden.estado, orden.terminada_en, orden.dia_terminada) == (Estado.EN_CURSO, None, None)
    otra = iniciar_intervencion(orden.pk, por=SISTEMA, tecnico=intervencion.tecnico)
    terminar_intervencion(comprobada(otra).pk, por=SISTEMA, fin=fin())
    orden.refresh_from_db()
    assert (orden.estado, orden.visitas) == (Estado.TERMINADA, 2)


def test_settling_needs_a_visit_to_charge_travel_to_the_customer():
    orden = OrdenFactory(terminada=True, mandante=mandante("cliente"), paga="cliente")
    importes = {"mano_obra_eur": Decimal("45.00"), "desplazamiento_eur": Decimal("20.00")}
    with pytest.raises(ErrorDeNegocio, match=r"RD 58/1988, art\. 5\.4"):
        liquidar_orden(orden.pk, por=SISTEMA, **importes)
    orden.refresh_from_db()
    assert orden.estado == Estado.TERMINADA
    liquidada = liquidar_orden(
        orden.pk, por=SISTEMA, **(importes | {"desplazamiento_eur": Decimal(0)})
    )
    assert (liquidada.estado, liquidada.mano_obra_eur) == (Estado.LIQUIDADA, Decimal("45.00"))


@pytest.mark.django_db(transaction=True)
def test_finishing_twice_at_once_makes_one_report():
    intervencion, firma = sesion(), conformidad()
    salida, errores = Barrier(2), []

    def terminar():
        try:
            salida.wait(timeout=10)
            terminar_intervencion(intervencion.pk, por=SISTEMA, fin=fin(firma=firma))
        except ErrorDeNegocio as error:
            errores.append(error.codigo)
        finally:
            connection.close()

    hilos = [Thread(target=terminar) for _n in range(2)]
    for hilo in hilos:
        hilo.start()
    for hilo in hilos:
        hilo.join(timeout=20)
    assert intervencion.orden.partes.count() == 1
    assert errores == ["intervencion_terminada"]
