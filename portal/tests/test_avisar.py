"""A customer reports a problem: unit, verdict first, text and photo, code and receipt."""

from datetime import date, timedelta
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from clientes.etiquetas import firmar_etiqueta
from clientes.models import RolPortal
from clientes.servicios import cambiar_equipo, emitir_etiquetas, traspasar_equipo
from clientes.tests.fabricas import CoberturaFactory, EmpresaClienteFactory, EquipoFactory
from incidencias.models import Canal, Categoria, Incidencia, PreguntaTriaje
from nucleo.eventos import SISTEMA
from nucleo.models import Comunicacion
from portal.tests.fabricas import ContactoConAccesoFactory, equipo_en_garantia, foto

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _carpeta(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def contacto(client):
    contacto = ContactoConAccesoFactory()
    client.force_login(contacto.usuario)
    return contacto


def _datos(**cambios):
    categoria = Categoria.objects.get(nombre="No funciona")
    preguntas = PreguntaTriaje.objects.filter(categoria=categoria, obligatoria=True)
    respuestas = {f"t_{pregunta.pk}": "no" for pregunta in preguntas}
    return {"categoria": categoria.pk, "texto": "No enciende y sale E02.", **respuestas, **cambios}


def _avisar(client, equipo=None, **cambios):
    ruta = (
        reverse("portal:avisar_equipo", args=[equipo.uid])
        if equipo
        else reverse("portal:avisar_otro")
    )
    return client.post(ruta, _datos(**cambios))


def test_the_verdict_is_said_before_anything_is_asked_for(client, contacto):
    equipo = equipo_en_garantia(contacto)
    pagina = client.get(reverse("portal:avisar_equipo", args=[equipo.uid])).content.decode()
    assert pagina.index("lo paga el vendedor") < pagina.index("Cuéntenos qué ocurre")
    assert "TRLGDCU art. 120.1" in pagina
    assert "no tiene que pagar nada" in pagina


def test_reporting_opens_a_case_with_photo_verdict_receipt_and_mail(client, contacto):
    equipo = equipo_en_garantia(contacto)
    respuesta = _avisar(client, equipo, ficheros=[foto(), foto("placa.jpg")])
    incidencia = Incidencia.objects.get()
    assert respuesta.url == reverse("portal:acuse", args=[incidencia.codigo])
    assert (incidencia.canal, incidencia.equipo, incidencia.contacto) == (
        Canal.PORTAL,
        equipo,
        contacto,
    )
    assert incidencia.veredicto["estado"] == "cubierto"
    assert incidencia.asunto == "No funciona: No enciende y sale E02"
    assert [a.nombre for a in incidencia.adjuntos.order_by("pk")] == ["etiqueta.jpg", "placa.jpg"]
    assert incidencia.eventos.get(codigo="abierta").contacto == contacto
    acuse = Comunicacion.objects.get()
    assert acuse.para == contacto.correo
    assert acuse.datos["contenido"] == "No enciende y sale E02."
    pagina = client.get(respuesta.url).content.decode()
    assert incidencia.codigo in pagina
    assert "No enciende y sale E02." in pagina
    assert "etiqueta.jpg, placa.jpg" in pagina


@pytest.mark.parametrize(
    ("texto", "asunto"),
    [
        ("No sale agua caliente. Hace clic y muestra E04.", "No sale agua caliente"),
        ("Gotea\nDesde el lunes por la tarde", "Gotea Desde el lunes por la tarde"),
        ("Hola. Desde ayer no enfría nada", "Hola. Desde ayer no enfría nada"),
        ("¿Puede venir alguien hoy? Gracias.", "¿Puede venir alguien hoy?"),
        ("pita " * 40, "pita " * 15 + "pita…"),
    ],
)
def test_the_subject_is_the_first_sentence(client, contacto, texto, asunto):
    _avisar(client, equipo_en_garantia(contacto), texto=texto)
    assert Incidencia.objects.get().asunto == f"No funciona: {asunto}"


def test_something_that_is_not_in_the_list_can_be_reported_too(client, contacto):
    _avisar(client, aparato="Lavadora Ñ-200")
    incidencia = Incidencia.objects.get()
    assert (incidencia.equipo, incidencia.cliente) == (None, contacto.cliente)
    assert incidencia.descripcion == "Equipo: Lavadora Ñ-200\n\nNo enciende y sale E02."


def test_since_when_it_fails_decides_the_guarantee_and_cannot_be_tomorrow(client, contacto):
    equipo = equipo_en_garantia(contacto)
    manana = timezone.localdate() + timedelta(days=1)
    tarde = _avisar(client, equipo, fecha_fallo=manana.isoformat())
    assert tarde.status_code == 422
    assert "después de contarlo" in tarde.content.decode()
    assert _avisar(client, equipo, fecha_fallo="ayer").status_code == 422
    assert not Incidencia.objects.exists()
    ayer = timezone.localdate() - timedelta(days=1)
    assert _avisar(client, equipo, fecha_fallo=ayer.isoformat()).status_code == 302
    incidencia = Incidencia.objects.get()
    assert incidencia.fecha_fallo == ayer
    assert incidencia.veredicto["manifestacion"] == ayer.isoformat()


def test_a_customer_is_told_what_they_pay_themselves(client, contacto):
    equipo = EquipoFactory(cliente=contacto.cliente)
    hoy = timezone.localdate()
    CoberturaFactory(
        equipo=equipo,
        tipo="contrato",
        paga="contrato",
        mano_obra_pct=0,
        desplazamiento_pct=50,
        fecha_inicio=hoy,
        fecha_fin=hoy + timedelta(days=30),
    )
    ruta = reverse("portal:avisar_equipo", args=[equipo.uid])
    assert "Usted paga: mano de obra y 50 % de desplazamiento." in (
        client.get(ruta).content.decode()
    )


def test_sending_the_form_twice_opens_one_case(client, contacto):
    envio = client.get(reverse("portal:avisar_otro")).context["form"]["envio"].value()
    primera, segunda = (_avisar(client, envio=str(envio)) for _vez in range(2))
    assert primera.url == segunda.url
    assert Incidencia.objects.count() == 1
    assert Comunicacion.objects.count() == 1


def test_html_in_the_text_is_text(client, contacto):
    _avisar(client, texto="<script>alert(1)</script><b>roto</b>")
    codigo = Incidencia.objects.get().codigo
    for pagina in ("portal:acuse", "portal:incidencia"):
        contenido = client.get(reverse(pagina, args=[codigo])).content.decode()
        assert "<script>alert" not in contenido
        assert "&lt;b&gt;roto" in contenido


@pytest.mark.parametrize(
    ("cambio", "campo", "frase"),
    [
        ({"texto": ""}, "texto", "con una frase basta"),
        ({"texto": " \n "}, "texto", "con una frase basta"),
        ({"texto": "x" * 5001}, "texto", "5000"),
        ({"categoria": ""}, "categoria", "Elija qué le pasa"),
        ({"categoria": "999999"}, "categoria", "una de las opciones"),
        ({"categoria": "<b>"}, "categoria", "una de las opciones"),
        ({"aparato": "x" * 121}, "aparato", "120"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_opened(
    client, contacto, cambio, campo, frase
):
    respuesta = _avisar(client, **cambio)
    assert respuesta.status_code == 422
    assert frase in str(respuesta.context["form"].errors[campo])
    assert not Incidencia.objects.exists()
    assert not Comunicacion.objects.exists()


def test_what_was_typed_and_sent_is_not_lost_by_a_mistake(client, contacto):
    respuesta = _avisar(client, categoria="", texto="Gotea ñandú", ficheros=[foto()])
    form = respuesta.context["form"]
    assert "Gotea ñandú" in respuesta.content.decode()
    assert "Ya tenemos: etiqueta.jpg" in respuesta.content.decode()
    _avisar(client, texto="Gotea ñandú", guardados=form["guardados"].value())
    assert Incidencia.objects.get().adjuntos.get().nombre == "etiqueta.jpg"


def test_files_named_by_somebody_else_are_not_taken(client, contacto):
    _avisar(client, guardados="inventado:firma")
    assert not Incidencia.objects.get().adjuntos.exists()


@pytest.mark.parametrize(
    ("fichero", "frase"),
    [
        (
            SimpleUploadedFile("foto.jpg", b"MZ\x90\x00" + b"\x00" * 200),
            "no es de un tipo admitido",
        ),
        (SimpleUploadedFile("foto.jpg", b"\xff\xd8\xff\xe0rota"), "dañada"),
        (SimpleUploadedFile("nota.html", b"<script>alert(1)</script>"), "no es de un tipo"),
        (SimpleUploadedFile("vacia.jpg", b""), "vacío"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(client, contacto, fichero, frase):
    respuesta = _avisar(client, ficheros=[fichero])
    assert respuesta.status_code == 422
    assert frase in str(respuesta.context["form"].errors["ficheros"])
    assert not Incidencia.objects.exists()


def test_too_big_a_file_is_refused_with_its_size(client, contacto, settings):
    settings.ARCHIVO_MAX_BYTES = 1000
    respuesta = _avisar(client, ficheros=[SimpleUploadedFile("v.mp4", b"0" * 1001)])
    assert "ocupa demasiado" in str(respuesta.context["form"].errors["ficheros"])
    assert not Incidencia.objects.exists()


def test_two_hundred_megabytes_are_refused_unread(client, contacto, settings):
    ruta = reverse("portal:avisar_otro")
    respuesta = client.post(ruta, _datos(), headers={"Content-Length": str(200 * 1024**2)})
    assert respuesta.status_code == 413
    assert not Incidencia.objects.exists()


def test_more_than_five_files_are_refused(client, contacto):
    respuesta = _avisar(client, ficheros=[foto(f"{n}.jpg") for n in range(6)])
    assert "cinco ficheros" in str(respuesta.context["form"].errors["ficheros"])
    assert not Incidencia.objects.exists()


def test_another_customers_unit_is_a_404(client, contacto):
    ajeno = EquipoFactory()
    assert client.get(reverse("portal:avisar_equipo", args=[ajeno.uid])).status_code == 404
    assert _avisar(client, ajeno).status_code == 404
    assert not Incidencia.objects.exists()


def test_in_a_company_one_sees_the_units_one_uses_or_all_by_role(client):
    empresa = EmpresaClienteFactory()
    contacto = ContactoConAccesoFactory(cliente=empresa)
    suyo = EquipoFactory(cliente=empresa, usuario_contacto=contacto)
    otro = EquipoFactory(cliente=empresa)
    client.force_login(contacto.usuario)
    assert client.get(reverse("portal:avisar_equipo", args=[suyo.uid])).status_code == 200
    assert client.get(reverse("portal:avisar_equipo", args=[otro.uid])).status_code == 404
    contacto.rol_portal = RolPortal.EMPRESA
    contacto.save()
    assert client.get(reverse("portal:avisar_equipo", args=[otro.uid])).status_code == 200


def _token(equipo):
    (etiqueta,) = emitir_etiquetas([equipo.pk], por=SISTEMA)
    return firmar_etiqueta(equipo, etiqueta.version)


def test_the_label_of_ones_unit_goes_straight_to_it(client, contacto):
    propio = equipo_en_garantia(contacto)
    respuesta = client.get(reverse("portal:avisar"), {"etiqueta": _token(propio)})
    assert respuesta.url == reverse("portal:avisar_equipo", args=[propio.uid])


def test_the_label_of_anothers_unit_offers_its_model_and_tells_the_office(client, contacto):
    ajeno = EquipoFactory(cliente__nombre="Zacarías Secreto", alias="La de mi madre")
    token = _token(ajeno)
    contenido = client.get(reverse("portal:avisar"), {"etiqueta": token}).content.decode()
    assert "No tenemos ese equipo anotado a su nombre" in contenido
    assert str(ajeno.producto) in contenido
    ruta = reverse("portal:avisar_otro") + f"?etiqueta={token}"
    assert str(ajeno.producto.modelo) in client.get(ruta).content.decode()
    client.post(ruta, _datos(aparato="Caldera"))
    incidencia = Incidencia.objects.get()
    assert (incidencia.equipo, incidencia.cliente) == (None, contacto.cliente)
    nota = incidencia.mensajes.get(direccion="nota")
    assert ajeno.numero_serie in nota.texto
    assert ajeno.get_absolute_url() in nota.texto
    ficha = client.get(reverse("portal:incidencia", args=[incidencia.codigo])).content.decode()
    for secreto in ("Zacarías", "madre", ajeno.numero_serie):
        assert secreto not in contenido + ficha


def test_a_false_label_changes_nothing(client, contacto):
    contenido = client.get(reverse("portal:avisar"), {"etiqueta": "x" * 32}).content.decode()
    assert "No tenemos" not in contenido
    client.post(reverse("portal:avisar_otro") + "?etiqueta=no", _datos(aparato="Caldera"))
    assert not Incidencia.objects.get().mensajes.filter(direccion="nota").exists()


def test_signing_in_keeps_the_unit_of_the_label(client):
    ruta = reverse("portal:avisar") + f"?etiqueta={_token(EquipoFactory())}"
    assert quote(ruta) in client.get(ruta).url


def test_after_a_transfer_neither_reads_what_the_other_calls_it(client, contacto):
    equipo, ahora = equipo_en_garantia(contacto), ContactoConAccesoFactory()
    equipo.alias = "La de antes"
    equipo.save()
    _avisar(client, equipo)
    incidencia = Incidencia.objects.get()
    paginas = [
        reverse("portal:incidencia", args=[incidencia.codigo]),
        reverse("portal:acuse", args=[incidencia.codigo]),
        reverse("portal:mis_cosas"),
    ]
    assert "La de antes" in client.get(paginas[0]).content.decode()
    traspasar_equipo(
        equipo.pk, por=SISTEMA, cliente=ahora.cliente, en_fecha=date(2026, 3, 2), motivo="cesion"
    )
    cambiar_equipo(equipo.pk, por=SISTEMA, alias="La de ahora")
    leido = "".join(client.get(pagina).content.decode() for pagina in paginas)
    assert str(equipo.producto) in leido
    assert "La de ahora" not in leido
    client.force_login(ahora.usuario)
    leido = client.get(reverse("portal:mis_cosas")).content.decode()
    assert "La de ahora" in leido
    for suyo in ("La de antes", incidencia.codigo, contacto.cliente.nombre):
        assert suyo not in leido
    assert client.get(paginas[0]).status_code == 404


def test_the_pages_cost_the_same_with_one_unit_as_with_twenty(client, contacto, consultas):
    equipo_en_garantia(contacto)
    rutas = [reverse("portal:mis_cosas"), reverse("portal:avisar")]
    con_uno = [consultas(client.get, ruta) for ruta in rutas]
    for _n in range(19):
        equipo_en_garantia(contacto)
        _avisar(client)
    assert [consultas(client.get, ruta) for ruta in rutas] == con_uno
