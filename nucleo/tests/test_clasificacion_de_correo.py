"""Who wrote a mail: a person, a machine, a list, a server that gives it back, or ourselves."""

import pytest

from nucleo.correo.lectura import leer
from nucleo.tests.correos import correo, juntas, parte

AUTOMATICOS = [
    {"Auto_Submitted": "auto-replied"},
    {"Auto_Submitted": "auto-replied (vacation)"},
    {"Auto_Submitted": "auto-generated; owner-email=x@y.example"},
    {"X_Auto_Response_Suppress": "All"},
    {"X_Autoreply": "yes"},
    {"X_Autorespond": "Re: hola"},
    {"Precedence": "auto_reply"},
    {"Return_Path": "<>"},
    {"Subject": "Respuesta automática: su cita"},
    {"Subject": "Fuera de la oficina"},
    {"Subject": "Ausente de la oficina hasta el lunes"},
    {"Subject": "Resposta automàtica: la seva cita"},
    {"Subject": "Resposta automática: a súa cita"},
    {"Subject": "Erantzun automatikoa: zure hitzordua"},
    {"Subject": "Automatic reply: your appointment"},
    {"Subject": "Out of Office: your appointment"},
    {"Subject": "Re: Out of the office"},
    {"Subject": "Réponse automatique : votre rendez-vous"},
    {"Subject": "Automatische Antwort: Ihr Termin"},
    {"Content_Type": "multipart/report; report-type=disposition-notification; boundary=x"},
]
DE_PERSONA = [
    {},
    {"Auto_Submitted": "no"},
    {"X_Autoreply": "no"},
    {"Precedence": "first-class"},
    {"Return_Path": "<marta@casa.example>"},
    {"Subject": "Re: Respuesta a su presupuesto"},
    {"Subject": "La puerta automática no abre"},
    {"Subject": "Automatic door: broken"},
    {"Subject": "No se puede entregar la nevera el jueves"},
    {"From": "Postmaster Ruiz <postmaster@casa.example>"},
    {"Subject": "¿Por qué no me han entregado el mensaje?"},
]
DE_LISTA = [
    {"List_Id": "Ofertas <ofertas.tienda.example>"},
    {"List_Unsubscribe": "<mailto:baja@tienda.example>"},
    {"Precedence": "bulk"},
    {"Precedence": "list"},
    {"Mailing_List": "list x@y.example"},
]


@pytest.mark.parametrize("cabeceras", AUTOMATICOS)
def test_what_a_machine_sends_is_known(cabeceras):
    assert leer(correo(**cabeceras)).clase == "automatico"


@pytest.mark.parametrize("cabeceras", DE_PERSONA)
def test_what_a_person_writes_is_not_taken_for_a_machine(cabeceras):
    assert leer(correo(**cabeceras)).clase == "persona"


@pytest.mark.parametrize("cabeceras", DE_LISTA)
def test_what_is_sent_to_many_is_known(cabeceras):
    assert leer(correo(**cabeceras)).clase == "lista"


def test_a_machine_that_answers_is_told_from_one_that_begins():
    vacaciones = leer(correo(Auto_Submitted="auto-replied", In_Reply_To="<n@sat.example>"))
    assert vacaciones.es_respuesta_automatica
    assert vacaciones.original == "<n@sat.example>"
    assert not leer(correo(Auto_Submitted="auto-generated")).es_respuesta_automatica


def test_a_machine_in_a_list_is_a_machine():
    crudo = correo(Auto_Submitted="auto-generated", List_Id="<a.b.example>")
    assert leer(crudo).clase == "automatico"


@pytest.mark.parametrize(
    "cabeceras",
    [
        {"List_Id": "Atención <atencion.sat.example>", "Precedence": "list"},
        {"List_Id": "<x.y>", "List_Post": "<mailto:atencion@sat.example>"},
    ],
)
def test_the_group_that_is_our_own_mailbox_is_no_list(cabeceras):
    crudo = correo(**cabeceras)
    assert leer(crudo, propias=["Atencion@sat.example"]).clase == "persona"
    assert leer(crudo, propias=["otra@sat.example"]).clase == "lista"
    assert leer(crudo).lista in {"atencion.sat.example", "x.y"}


def test_our_own_mail_is_known_and_that_of_another_installation_is_not_ours():
    crudo = correo(X_Postventa="marca-nuestra")
    assert leer(crudo, marca="marca-nuestra").clase == "bucle"
    assert leer(crudo, marca="otra").clase == "persona"
    assert leer(crudo).clase == "bucle"
    assert leer(correo(), marca="").clase == "persona"


# --- Bounces

INFORME = """Reporting-MTA: dns; mx.sat.example

Final-Recipient: rfc822; Marta@casa.example
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <marta@casa.example>: Recipient address rejected:
 User unknown
"""
ORIGINAL = "Message-ID: <clave@sat.example>\nSubject: Su cita\nTo: marta@casa.example\n"


def informe(datos=INFORME, original=ORIGINAL, tipo="text/rfc822-headers", **cabeceras):
    partes = juntas(
        parte("No se pudo entregar el mensaje."),
        parte(datos, "message/delivery-status"),
        parte(original, tipo),
    )
    clase = 'multipart/report; report-type=delivery-status; boundary="limite"'
    quien = {"From": "MAILER-DAEMON@mx.sat.example", "Subject": "Undelivered Mail"}
    return correo(partes, Content_Type=clase, **quien | cabeceras)


@pytest.mark.parametrize("tipo", ["text/rfc822-headers", "message/rfc822"])
def test_a_report_says_to_whom_and_why_and_which_mail_it_was(tipo):
    leido = leer(informe(tipo=tipo))
    assert leido.clase == "rebote"
    assert leido.rebote.correo == "marta@casa.example"
    assert leido.rebote.permanente
    assert "User unknown" in leido.rebote.motivo
    assert leido.original == "<clave@sat.example>"
    assert leido.texto == "No se pudo entregar el mensaje."


@pytest.mark.parametrize(
    ("accion", "estado", "permanente"),
    [
        ("failed", "5.1.1", True),
        ("failed", "5.1.10", True),
        ("failed", "5.2.1", True),
        ("failed", "5.0.0", True),
        ("failed", "", True),
        ("failed", "5.2.2", False),  # full
        ("failed", "5.3.4", False),  # too big
        ("failed", "5.7.1", False),  # their policy
        ("failed", "4.4.7", False),
        ("delayed", "4.4.1", False),
        ("delayed", "5.1.1", False),
    ],
)
def test_a_bounce_is_for_ever_only_when_the_address_is_no_good(accion, estado, permanente):
    datos = INFORME.replace("failed", accion).replace("Status: 5.1.1", f"Status: {estado}")
    datos = datos.replace("550 5.1.1 <marta@casa.example>: ", "")
    assert leer(informe(datos)).rebote.permanente is permanente


@pytest.mark.parametrize("accion", ["delivered", "relayed", "expanded"])
def test_the_news_that_it_arrived_is_no_bounce_of_anybody(accion):
    assert leer(informe(INFORME.replace("failed", accion))).rebote is None


def test_of_several_recipients_the_one_that_failed_for_ever_is_told():
    varios = (
        f"{INFORME}\nFinal-Recipient: rfc822; otro@casa.example\nAction: delayed\nStatus: 4.1\n"
    )
    assert leer(informe(varios)).rebote.correo == "marta@casa.example"


SIN_DECLARAR = {
    "exim": (
        {"X_Failed_Recipients": "marta@casa.example", "Subject": "Mail delivery failed"},
        "A message that you sent could not be delivered.\n\n  marta@casa.example\n"
        "    host mx.casa.example [1.2.3.4]: 550 5.1.1 no such user\n\n"
        "------ This is a copy of the message ------\n\nMessage-ID: <clave@sat.example>\n",
    ),
    "qmail": (
        {"From": "MAILER-DAEMON@mx.example", "Subject": "failure notice"},
        "Hi. This is the qmail-send program at mx.example.\n\n<marta@casa.example>:\n"
        "1.2.3.4 does not like recipient.\nRemote host said: 550 5.1.1 unknown user\n\n"
        "--- Below this line is a copy of the message.\n\nMessage-ID: <clave@sat.example>\n",
    ),
    "exchange es": (
        {"Return_Path": "<>", "Subject": "No se puede entregar: Su cita"},
        "Error de entrega para los siguientes destinatarios:\n\n"
        "marta@casa.example (marta@casa.example)\nLa dirección no existe. 550 5.1.1\n\n"
        "Message-ID: <clave@sat.example>\n",
    ),
    "ca": (
        {"From": "postmaster@x.example", "Subject": "No s'ha pogut lliurar el missatge"},
        "<marta@casa.example>: 550 5.1.1 usuari desconegut\n\nMessage-Id: <clave@sat.example>",
    ),
}


@pytest.mark.parametrize(("cabeceras", "texto"), SIN_DECLARAR.values(), ids=SIN_DECLARAR)
def test_a_bounce_that_does_not_say_that_it_is_one_is_known(cabeceras, texto):
    leido = leer(correo(texto, **cabeceras))
    assert leido.clase == "rebote"
    assert (leido.rebote.correo, leido.rebote.permanente) == ("marta@casa.example", True)
    assert "550" in leido.rebote.motivo
    assert leido.original == "<clave@sat.example>"


def test_a_bounce_that_names_nobody_is_a_bounce_of_nobody():
    leido = leer(correo("No se pudo.", Return_Path="<>", Subject="Undeliverable: Su cita"))
    assert (leido.clase, leido.rebote, leido.original) == ("rebote", None, "")


@pytest.mark.parametrize("datos", ["", "x", "Action: failed\n", "\n" * 500, "Final-Recipient: ;\n"])
def test_a_report_that_says_nothing_is_read(datos):
    assert leer(informe(datos, original="")).clase == "rebote"
