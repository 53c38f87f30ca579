"""Mail that pretends: nobody gets into a case, nor sends through us, by what a header says."""

import pytest
from django.utils import timezone

from clientes.models import Contacto
from incidencias.correo.direcciones import enlace_de_respuesta
from incidencias.linea import pagina_de_linea
from incidencias.models import CorreoEntrante, Incidencia, PosibleRespuesta
from incidencias.servicios.conversacion import responder
from incidencias.servicios.correo.interpretacion import interpretar_pendientes
from incidencias.servicios.correo.recepcion import guardar_correo
from incidencias.tests.correos import MARTA, correo, llega
from incidencias.tests.fabricas import BuzonFactory
from nucleo.correo_saliente import marca_propia
from nucleo.enlaces import derivar
from nucleo.eventos import SISTEMA
from nucleo.models import Comunicacion
from nucleo.tests.correos import correo as correo_crudo
from nucleo.tests.correos_raros import RAROS

pytestmark = pytest.mark.django_db

MALO = "malo@fuera.example"
CODIGO_AJENO = "Su código de confirmación es 123456"


@pytest.fixture
def buzon():
    return BuzonFactory(correo="averias@posventa.example", admite_mas=True, es_por_defecto=True)


@pytest.fixture
def caso(buzon):
    """A case opened by a mail of Marta's."""
    return llega(buzon, correo(id="<primero@cliente.example>")).incidencia


def firmada(caso):
    """The signed address that our mails about a case carry."""
    return f"averias+{derivar({'r': enlace_de_respuesta(caso)})['r']}@posventa.example"


def lo_que_lee(caso):
    """What its customer sees of the conversation, in the portal and by the API."""
    entradas = pagina_de_linea(caso, para_cliente=True).entradas
    en_la_linea = [una.mensaje.texto for una in reversed(entradas) if una.mensaje]
    por_la_api = list(caso.mensajes.que_ve_el_cliente().values_list("texto", flat=True))
    assert en_la_linea == por_la_api
    return en_la_linea


# --- The forged sender


@pytest.mark.parametrize("asunto", ["Re: {}", "{}", "RV: [{}] hola"])
def test_who_only_knows_the_code_waits_at_the_door(buzon, caso, asunto):
    antes = lo_que_lee(caso)
    llegado = llega(buzon, correo(de=MALO, asunto=asunto.format(caso.codigo), texto="Anúlenla."))
    assert llegado.resultado == "posible_respuesta"
    assert PosibleRespuesta.objects.get().incidencia == caso
    assert lo_que_lee(caso) == antes


def test_who_only_knows_a_message_id_waits_at_the_door(buzon, caso):
    llegado = llega(buzon, correo(de=MALO, in_reply_to="<primero@cliente.example>"))
    assert llegado.resultado == "posible_respuesta"
    assert lo_que_lee(caso) == []


def test_the_name_that_a_sender_gives_himself_is_nobodys_address(buzon, caso):
    de = f'"{MARTA}" <{MALO}>'
    llegado = llega(buzon, correo(de=de, asunto=f"Re: {caso.codigo}"))
    assert llegado.resultado == "posible_respuesta"


def test_where_they_ask_to_be_answered_is_not_where_we_write(buzon, caso):
    llega(buzon, correo(in_reply_to="<primero@cliente.example>", reply_to=MALO))
    responder(caso.pk, por=SISTEMA, texto="Vamos el jueves.")
    assert set(Comunicacion.objects.values_list("para", flat=True)) == {MARTA}


def test_who_writes_a_message_id_again_does_not_draw_the_answers_to_it(buzon, caso):
    suyo = llega(buzon, correo(id="<primero@cliente.example>", de=MALO, texto="Soy otro."))
    assert suyo.incidencia != caso
    respuesta = llega(buzon, correo(in_reply_to="<primero@cliente.example>", texto="Es mía."))
    assert (respuesta.resultado, respuesta.incidencia) == ("mensaje", caso)


# --- The copy


def test_who_was_in_copy_does_not_become_of_the_case(buzon, caso):
    llega(buzon, correo(in_reply_to="<primero@cliente.example>", cc=MALO, texto="Copio a otro."))
    llegado = llega(buzon, correo(de=MALO, in_reply_to="<primero@cliente.example>"))
    assert llegado.resultado == "posible_respuesta"
    assert lo_que_lee(caso) == ["Copio a otro."]


def test_who_answers_to_our_address_from_a_copy_is_read_only_in_the_office(buzon, caso):
    llegado = llega(buzon, correo(de=MALO, para=firmada(caso), texto="Soy el vecino."))
    assert (llegado.resultado, llegado.incidencia) == ("ajeno", caso)
    assert lo_que_lee(caso) == []
    assert caso.mensajes.filter(texto="Soy el vecino.").exists()
    otra_vez = llega(buzon, correo(de=MALO, asunto=f"Re: {caso.codigo}"))
    assert otra_vez.resultado == "posible_respuesta"


def test_nobody_in_copy_is_ever_written_to(buzon, caso):
    llega(buzon, correo(in_reply_to="<primero@cliente.example>", cc=f"{MALO}, x@y.example"))
    responder(caso.pk, por=SISTEMA, texto="Vamos el jueves.")
    assert not Comunicacion.objects.exclude(para=MARTA).exists()


def test_an_address_that_was_revoked_opens_nothing(buzon, caso):
    direccion = firmada(caso)
    Incidencia.objects.filter(pk=caso.pk).update(enlace_version=caso.enlace_version + 1)
    assert llega(buzon, correo(de=MALO, para=direccion)).resultado == "posible_respuesta"


def test_the_address_of_one_case_opens_no_other(buzon, caso):
    otro = llega(buzon, correo(de="ana@cliente.example", asunto="Otra cosa")).incidencia
    prefijo = firmada(otro).partition("-")[0]
    cambiada = f"{prefijo}-{firmada(caso).partition('-')[2]}"
    assert llega(buzon, correo(de=MALO, para=cambiada)).resultado == "caso"


# --- Codes that other services send to our address


def test_the_code_of_another_service_is_nobodys_case(buzon):
    crudo = correo(
        de="no-reply@servicio.example", texto=CODIGO_AJENO, auto_submitted="auto-generated"
    )
    llegado = llega(buzon, crudo)
    assert (llegado.estado, llegado.incidencia) == ("en_cuarentena", None)
    assert not Comunicacion.objects.exists()


@pytest.mark.parametrize("cabeceras", [{"auto_submitted": "auto-generated"}, {}])
def test_a_code_sent_to_the_signed_address_is_not_seen_by_the_customer(buzon, caso, cabeceras):
    """Who registers elsewhere with the address that our mail gave them would read the code."""
    de = "no-reply@servicio.example"
    llega(buzon, correo(de=de, para=firmada(caso), texto=CODIGO_AJENO, **cabeceras))
    assert lo_que_lee(caso) == []
    assert not caso.adjuntos.filter(es_publico=True).exists()


# --- The receipt as somebody's spam


def test_a_receipt_carries_nothing_that_a_stranger_wrote(buzon):
    anuncio = "http://malo.example"
    de = f'"Gana {anuncio}" <victima@cliente.example>'
    llega(buzon, correo(de=de, asunto=f"Gana {anuncio}", texto=f"Gana {anuncio}"))
    acuse = Comunicacion.objects.get()
    assert acuse.para == "victima@cliente.example"
    assert anuncio not in f"{acuse.asunto} {acuse.datos} {acuse.cabeceras}"


def test_an_address_gets_so_many_receipts_a_day(buzon, settings):
    settings.CORREO_ACUSES_POR_DIA = 2
    for numero in range(4):
        llega(buzon, correo(asunto=f"Otra {numero}"))
    assert Incidencia.objects.count() == 4
    assert Comunicacion.objects.filter(para=MARTA).count() == 2


@pytest.mark.parametrize(
    "cabeceras",
    [
        {"auto_submitted": "auto-replied"},
        {"precedence": "bulk"},
        {"list_id": "<a.b.example>"},
        {"return_path": "<>"},
        {"de": "no-reply@tienda.example"},
        {"de": "averias@posventa.example"},
    ],
)
def test_no_machine_gets_a_receipt(buzon, cabeceras):
    llega(buzon, correo(**cabeceras))
    assert not Comunicacion.objects.exists()


# --- Ourselves


def test_our_own_mail_come_back_is_left_there(buzon):
    llegado = llega(buzon, correo(x_postventa=marca_propia()))
    assert (llegado.estado, llegado.resultado) == ("interpretado", "bucle")
    assert not Incidencia.objects.exists()


@pytest.mark.parametrize("de", ["averias@posventa.example", "Web <Averias+web@posventa.example>"])
def test_what_our_address_sends_and_we_did_not_is_looked_at_and_not_lost(buzon, de):
    """The form of a website writes so, in the name of a customer who waits for an answer."""
    llegado = llega(buzon, correo(de=de, reply_to=MARTA, texto="Soy Marta: no desagua."))
    assert (llegado.estado, llegado.incidencia) == ("en_cuarentena", None)
    assert "no desagua" in llegado.extracto
    assert not Comunicacion.objects.exists()


def test_a_machine_that_answers_our_receipts_is_stopped(buzon, settings):
    """It says nowhere that it is one."""
    settings.CORREO_MAX_POR_HORA = 3
    llegados = [llega(buzon, correo(asunto=f"Recibido {n}")) for n in range(6)]
    assert [uno.resultado for uno in llegados] == ["caso"] * 3 + ["bucle"] * 3
    assert {uno.estado for uno in llegados[3:]} == {"en_cuarentena"}


# --- The forged bounce


def rebote(direccion, original=""):
    return correo(
        de="MAILER-DAEMON@mx.fuera.example",
        asunto="Undelivered Mail Returned to Sender",
        texto=f"<{direccion}>: 550 5.1.1 User unknown\n\n{original}",
        return_path="<>",
    )


def test_a_bounce_that_proves_nothing_marks_nobody(buzon, caso):
    llegado = llega(buzon, rebote(MARTA, f"Message-ID: <x@y>\nSubject: {caso.codigo}"))
    assert (llegado.resultado, llegado.estado) == ("rebote", "en_cuarentena")
    assert Contacto.objects.get(correo=MARTA).correo_falla_en is None


def test_a_bounce_of_a_case_marks_only_to_whom_it_writes(buzon, caso):
    otro = llega(buzon, correo(de="ana@cliente.example")).incidencia
    llega(buzon, rebote("ana@cliente.example", f"Reply-To: {firmada(caso)}"))
    assert Contacto.objects.get(correo="ana@cliente.example").correo_falla_en is None
    llega(buzon, rebote("ana@cliente.example", f"Reply-To: {firmada(otro)}"))
    assert Contacto.objects.get(correo="ana@cliente.example").correo_falla_en is not None


# --- What is made to break us


@pytest.mark.parametrize("crudo", RAROS.values(), ids=RAROS)
def test_whatever_is_sent_ends_as_a_case(buzon, crudo):
    guardado = guardar_correo(buzon, crudo, recibido_en=timezone.now())
    assert interpretar_pendientes() == 1
    guardado.refresh_from_db()
    assert (guardado.resultado, guardado.intentos) == ("caso", 1)


@pytest.mark.parametrize("letra", [0x20000, 0x4E00, 0x61])
def test_a_text_longer_than_the_search_takes_is_a_case(buzon, letra):
    palabras = (chr(letra) + f"{numero:x}" for numero in range(40_000))
    assert llega(buzon, correo(texto=" ".join(palabras))).resultado == "caso"
    assert CorreoEntrante.objects.get().intentos == 0  # nobody had to try again


# --- What whoever attends it has to know


def notas(caso):
    return " ".join(caso.mensajes.filter(direccion="nota").values_list("texto", flat=True))


def test_a_ciphered_mail_says_that_it_is_and_keeps_its_file(buzon):
    llegado = llega(buzon, cifrado_de(MARTA))
    assert "cifrado" in notas(llegado.incidencia)
    assert llegado.incidencia.adjuntos.count() == 1


def test_so_it_says_in_the_middle_of_a_conversation(buzon, caso):
    llegado = llega(buzon, cifrado_de(MARTA, In_Reply_To="<primero@cliente.example>"))
    assert (llegado.resultado, llegado.incidencia) == ("mensaje", caso)
    assert "cifrado" in notas(caso)
    assert lo_que_lee(caso) == ["(sin texto)"]


def test_what_does_not_fit_is_told_and_an_ordinary_mail_has_no_notes(buzon, caso):
    assert notas(caso) == ""
    largo = llega(buzon, correo(texto="hola que tal " * 20_000))
    assert "más de lo que se ve" in notas(largo.incidencia)


def cifrado_de(quien, **cabeceras):
    tipo = "application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m"
    return correo_crudo("AAAA", From=quien, Content_Type=tipo, **cabeceras)
