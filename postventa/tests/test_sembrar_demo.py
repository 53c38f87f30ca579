"""The demo: the same each time, whole, and without a single mail waiting."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, transaction
from django.db.models import F

from clientes.cobertura import veredicto_de
from clientes.models import (
    Cliente,
    Cobertura,
    Equipo,
    EventoEquipo,
    PosibleDuplicado,
    SuspensionCobertura,
    TipoCobertura,
)
from cuentas.contexto import CUENTAS_DEMO
from cuentas.models import CodigoRol, Usuario
from encuestas.models import Respuesta
from encuestas.tasks import invitar_a_encuestas
from incidencias.models import (
    Adjunto,
    Buzon,
    Canal,
    CorreoEntrante,
    Estado,
    EventoIncidencia,
    Incidencia,
    ObjetivoSLA,
    PlazoLegal,
    PosibleRespuesta,
    PreguntaTriaje,
    Rebote,
    Tipo,
)
from indicadores.cambios import apuntar_cambios
from indicadores.catalogo import CATALOGO
from indicadores.models import DiaPendiente, Medicion
from indicadores.verificacion import verificar
from nucleo import buzon
from nucleo.models import Comunicacion
from nucleo.models.comunicaciones import Destino
from postventa.demo.clientela import CORREO_CLIENTE
from postventa.demo.correo import depositar
from postventa.demo.siembra import Cosecha, sembrar
from postventa.demo.temas import NO_CALIENTA
from sat.models import Cita, FotoIntervencion, OrdenTrabajo, ParteTrabajo

AHORA = datetime(2026, 3, 18, 11, 30, tzinfo=ZoneInfo("Europe/Madrid"))  # a Wednesday
ESCALA = 0.03
DECADA = ("INC", "OT")


@pytest.fixture(scope="module")
def cosecha(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cosecha]:
    """The demo, small, once for the whole file; nothing of it is left."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield _sembrar()
        transaction.set_rollback(True)


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cosecha")]


def _sembrar() -> Cosecha:
    with connection.cursor() as cursor:
        for prefijo in DECADA:  # the codes of a new database
            cursor.execute("select setval(%s, 1, false)", [f"codigo_{prefijo.lower()}_seq"])
    return sembrar(escala=ESCALA, ahora=AHORA)


def _retrato() -> list[Any]:
    """Everything that a person would notice if it were not the same."""
    campos = ("codigo", "asunto", "ocurrida_en", "estado", "canal", "segundos_resolucion")
    return [
        list(Incidencia.objects.order_by("codigo").values_list(*campos, "cliente__nombre")),
        list(OrdenTrabajo.objects.order_by("codigo").values_list("codigo", "estado", "minutos")),
        list(CorreoEntrante.objects.order_by("pk").values_list("remitente", "extracto", "via")),
        list(
            Respuesta.objects.order_by("respondida_en", "pk").values_list(
                "csat", "nps", "comentario"
            )
        ),
        list(
            Medicion.objects.filter(dimension="total")
            .order_by("indicador", "lapso", "dia")
            .values_list("indicador", "dia", "n", "aciertos", "suma", "cubos")
        ),
    ]


def test_the_counts_are_those_asked_for(cosecha):
    assert cosecha.incidencias == Incidencia.objects.count() == 150
    assert cosecha.respuestas == Respuesta.objects.count() == 45
    assert cosecha.ordenes == OrdenTrabajo.objects.count() >= 75


def test_the_same_seed_gives_the_same_company(cosecha):
    primera = _retrato()
    with transaction.atomic():
        _vaciar()
        segunda_cosecha = _sembrar()
        segunda = _retrato()
        transaction.set_rollback(True)
    assert segunda == primera
    assert segunda_cosecha.mediciones == cosecha.mediciones


def _vaciar() -> None:
    """All but what `migrate` leaves, as a new database."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")  # a table with pending checks is not cut
    call_command("flush", interactive=False, verbosity=0)


def test_nothing_waits_to_be_sent():
    assert not Comunicacion.objects.filter(destino=Destino.PENDIENTE).exists()


def test_the_pulls_find_no_news_in_the_history(cosecha):
    assert not EventoIncidencia.objects.filter(
        codigo="resuelta", registrado_en__gt=AHORA - timedelta(minutes=15)
    ).exists()
    assert invitar_a_encuestas() == 0
    apuntar_cambios()  # but for the overlap of the last 15 minutes
    assert DiaPendiente.objects.count() < 20


def test_the_indicators_are_found_again_from_the_events():
    assert list(verificar()) == []


def test_nobody_lives_in_the_future():
    assert not EventoIncidencia.objects.filter(ocurrido_en__gt=AHORA).exists()
    assert not Incidencia.objects.filter(ocurrida_en__gt=AHORA).exists()


def test_a_database_in_use_is_refused():
    antes = Cliente.objects.count()
    with pytest.raises(CommandError, match="solo se carga en una vacía"):
        call_command("sembrar_demo")
    assert Cliente.objects.count() == antes


def test_every_account_of_the_login_page_signs_in(client):
    correos = [correo for correo, _rol in CUENTAS_DEMO]
    assert [c for c in correos if not client.login(email=c, password="demo")] == []
    usados = Usuario.objects.filter(email__in=correos).values_list("roles__codigo", flat=True)
    assert set(CodigoRol.values) <= set(usados)


def test_every_kind_channel_state_and_indicator_appears():
    casos = Incidencia.objects.all()
    assert set(Tipo.values) == set(casos.values_list("tipo", flat=True))
    assert set(Canal.values) == set(casos.values_list("canal", flat=True))
    assert set(Estado.values) == set(casos.values_list("estado", flat=True))
    assert set(CATALOGO) == set(Medicion.objects.values_list("indicador", flat=True))


def test_a_boiler_that_does_not_heat_is_asked_about_the_gas():
    gas = PreguntaTriaje.objects.get(categoria__nombre=NO_CALIENTA, texto="¿Huele a gas?")
    assert gas.texto_seguridad_id is not None
    assert gas.obligatoria
    assert gas.traducciones.count() == 4


def test_the_technicians_have_visits_today():
    medianoche = AHORA.replace(hour=0, minute=0)
    hoy = Cita.objects.no_anuladas().entre(medianoche, medianoche + timedelta(days=1))
    for clave in ("tecnico", "externo"):
        assert hoy.filter(tecnico__usuario__email__startswith=f"{clave}@").count() >= 3, clave


def test_the_customer_of_the_demo_has_a_unit_of_each_kind_of_right():
    suyos = Equipo.objects.filter(cliente__correo=CORREO_CLIENTE).con_cobertura()
    veredictos = {veredicto_de(e, manifestacion=AHORA.date())["estado"] for e in suyos}
    assert {"cubierto", "no"} <= veredictos
    acaban = [c.fecha_fin - AHORA.date() for e in suyos for c in e.coberturas.all()]
    assert any(timedelta(0) < resto < timedelta(days=30) for resto in acaban)


def test_every_unit_tells_its_life():
    """What has a row has its event: registered, bought, covered, handed in, returned."""
    for equipo in Equipo.objects.prefetch_related("eventos").con_cobertura():
        contado = Counter(evento.codigo for evento in equipo.eventos.all())
        devueltas = [s for s in equipo.suspensiones.all() if s.devuelto_en]
        assert contado["registrado"] == 1
        assert contado["compra"] == len(equipo.compras.all())
        assert contado["cobertura"] == len(equipo.coberturas.all())
        assert contado["entregado"] == len(equipo.suspensiones.all())
        assert contado["devuelto"] == len(devueltas)
    assert SuspensionCobertura.objects.exclude(devuelto_en=None).exists()


def test_a_repair_moved_the_end_of_the_guarantee_and_gave_its_defect_a_year():
    devueltas = SuspensionCobertura.objects.exclude(devuelto_en=None)
    for suspension in devueltas.filter(devuelto_en__gt=F("entregado_en")):
        legal = suspension.equipo.coberturas.get(tipo=TipoCobertura.LEGAL)
        anunciada = EventoEquipo.objects.get(codigo="cobertura", datos__cobertura=legal.pk)
        assert legal.fecha_fin.isoformat() > anunciada.datos["hasta"]
    posteriores = Cobertura.objects.filter(tipo=TipoCobertura.POSTERIOR)
    assert posteriores.exists()
    for cobertura in posteriores:
        assert cobertura.equipo.suspensiones.filter(
            devuelto_en=cobertura.fecha_inicio, defecto=cobertura.defecto
        ).exists()


def test_clocks_run_expire_and_are_stopped():
    abiertos = ObjetivoSLA.objects.filter(cumplido_en=None, anulado_en=None)
    corriendo = abiertos.filter(pausado_en=None)
    assert corriendo.filter(limite_en__lt=AHORA, incumplido_en__isnull=False).exists()
    assert corriendo.filter(limite_en__range=(AHORA, AHORA + timedelta(hours=1))).exists()
    assert corriendo.filter(limite_en__gt=AHORA + timedelta(hours=4)).exists()
    assert abiertos.filter(pausado_en__isnull=False).exists()
    pendientes = PlazoLegal.objects.filter(cumplido_en=None)
    assert pendientes.filter(fecha_limite__lt=AHORA.date()).exists()
    assert pendientes.filter(fecha_limite__gte=AHORA.date()).exists()


def test_reports_photos_and_the_fate_of_mails_can_be_seen():
    assert ParteTrabajo.objects.exclude(firma=None).exists()
    assert FotoIntervencion.objects.exists()
    assert Adjunto.objects.filter(archivo__tipo="image/jpeg").exists()
    assert {Destino.ENVIADA, Destino.FALLIDA} == set(
        Comunicacion.objects.values_list("destino", flat=True)
    )


def test_the_mailbox_holds_the_mails_that_left(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    enviadas = Comunicacion.objects.filter(destino=Destino.ENVIADA)
    assert depositar() == enviadas.count() == len(buzon.listar())
    ultima = enviadas.latest("enviado_en")
    correo = buzon.listar()[0]
    assert (correo.para, correo.asunto) == (ultima.para, ultima.asunto)
    assert correo.recibido_en == ultima.enviado_en
    assert buzon.listar(CORREO_CLIENTE)


def test_orders_wait_are_planned_in_course_and_finished():
    estados = set(OrdenTrabajo.objects.values_list("estado", flat=True))
    assert {"nueva", "planificada", "en_curso", "esperando_repuesto", "terminada"} <= estados
    assert {"entregada", "liquidada", "anulada"} <= estados
    assert OrdenTrabajo.objects.por_planificar().count() >= 5


@pytest.mark.parametrize("escala", [0, -1, 11])
def test_an_absurd_scale_is_refused(escala):
    with pytest.raises(CommandError, match="La escala va de 0 a 10"):
        call_command("sembrar_demo", escala=escala)


def test_some_customers_are_there_twice_and_one_has_been_merged():
    assert PosibleDuplicado.objects.pendientes().count() >= 3
    unido = Cliente.objects.get(fusionado_en__isnull=False)
    assert unido.eventos.get(codigo="fusion").usuario is not None


def test_the_mailbox_shows_what_came_to_it():
    """A conversation with what it quotes folded, a possible answer, one given back, a list."""
    buzon_de_averias = Buzon.objects.get()
    correos = CorreoEntrante.objects.filter(buzon=buzon_de_averias)
    assert Counter(correos.values_list("resultado", flat=True)) == {
        "caso": 3,
        "mensaje": 1,
        "posible_respuesta": 1,
        "rebote": 1,
        "automatico": 1,
        "lista": 1,
    }
    caso = correos.get(resultado="mensaje").incidencia
    respuesta = caso.mensajes.get(correo__resultado="mensaje")
    assert respuesta.texto.startswith("Es la WM-7210.")
    assert "¿Puede decirnos el modelo?" not in respuesta.texto
    assert "¿Puede decirnos el modelo?" in respuesta.correo.cita
    assert "600 123 456" in respuesta.correo.firma
    assert PosibleRespuesta.objects.get().incidencia == caso
    assert caso.adjuntos.exists()
    assert correos.get(resultado="caso", html__contains="gotea por debajo").incidencia == caso
    assert Incidencia.objects.get(idioma="ca", buzon=buzon_de_averias).contacto is not None
    devuelto = Rebote.objects.get()
    assert devuelto.incidencia.contacto.correo_falla_en is not None
    assert devuelto.ocurrido_en < AHORA
