"""Quotes and signatures are folded as a person would, whatever client wrote them; never lost."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nucleo.correo.citas import es_reenvio, separar

RESPUESTAS = Path(__file__).parents[3] / "shared" / "data" / "correo" / "email_reply_parser"
con_las_ajenas = pytest.mark.skipif(
    not RESPUESTAS.is_dir(), reason="faltan las respuestas ajenas (../shared/data/correo)"
)

DICHO = "La nevera sigue sin enfriar.\n\n¿Cuándo vienen?"
CITADO = "> Buenos días:\n> Le visitaremos el jueves.\n>\n> Un saludo"
OUTLOOK = "\n\nBuenos días:\n\nLe visitaremos el jueves."

ANUNCIOS = {
    "gmail es": "El mar, 3 mar 2026 a las 10:15, Atención SAT (<sat@sat.example>) escribió:",
    "gmail es broken": "El mar, 3 mar 2026 a las 10:15, Atención al Cliente de Electro\n"
    "(<atencion@electro.example>) escribió:",
    "thunderbird es": "El 3/3/26 a las 10:15, Atención SAT escribió:",
    "apple es": "El 3 mar 2026, a las 10:15, Atención SAT <sat@sat.example> escribió:",
    "outlook.com es": "El 03/03/2026 10:15, Atención ha escrito:",
    "gmail ca": "Missatge de SAT <sat@sat.example> del dia dt., 3 de març 2026 a les 10:15:",
    "apple ca": "El dia 3 març 2026, a les 10:15, Atenció SAT <sat@sat.example> va escriure:",
    "thunderbird ca": "El 3/3/26 a les 10:15, Atenció SAT ha escrit:",
    "gmail gl": "O mar, 3 mar 2026 ás 10:15, Atención SAT (<sat@sat.example>) escribiu:",
    "gmail eu": "Hau idatzi du SAT (<sat@sat.example>) erabiltzaileak (2026 mar. 3, ar. (10:15)):",
    "thunderbird eu": "2026/03/03 10:15(e)an, Atentzioa igorleak idatzi zuen:",
    "gmail en": "On Tue, Mar 3, 2026 at 10:15 AM SAT <sat@sat.example> wrote:",
    "apple en": "On 3 Mar 2026, at 10:15, SAT <sat@sat.example> wrote:",
    "gmail fr": "Le mar. 3 mars 2026 à 10:15, SAT <sat@sat.example> a écrit :",
    "gmail de": "Am Di., 3. März 2026 um 10:15 Uhr schrieb SAT <sat@sat.example>:",
    "gmail pt": "Em ter., 3 de mar. de 2026 às 10:15, SAT <sat@sat.example> escreveu:",
    "gmail it": "Il giorno mar 3 mar 2026 alle ore 10:15 SAT <sat@sat.example> ha scritto:",
    "yahoo es": "El martes, 3 de marzo de 2026, 10:15:22 CET, SAT <sat@sat.example> escribió:",
    "only address": "SAT Electro <sat@sat.example> escribió:",
    "date behind": "SAT Electro escribió el mar, 3 mar 2026 a las 10:15:",
}
BLOQUES = {
    "outlook es": "De: SAT <sat@sat.example>\nEnviado: martes, 3 de marzo de 2026 10:15\n"
    "Para: Marta Ruiz\nAsunto: RE: Avería",
    "outlook es, el": "________________________________\nDe: SAT <sat@sat.example>\n"
    "Enviado el: martes, 3 de marzo de 2026 10:15\nPara: Marta\nCC: Otro\nAsunto: RE: Avería",
    "bold": "*De:* SAT [mailto:sat@sat.example]\n*Enviado:* martes, 3 de marzo de 2026 10:15\n"
    "*Para:* Marta\n*Asunto:* RE: Avería",
    "original es": "-----Mensaje original-----\nDe: SAT\nEnviado: martes\nPara: Marta\nAsunto: x",
    "original, bare": "-----Mensaje original-----",
    "original ca": "-----Missatge original-----\nDe: SAT\nEnviat: dimarts\nPer a: M\nAssumpte: x",
    "original gl": "-----Mensaxe orixinal-----\nDe: SAT",
    "original eu": "-----Jatorrizko mezua-----\nNork: SAT",
    "outlook ca": "De: SAT\nEnviat el: dimarts, 3 de març de 2026\nPer a: Marta\nAssumpte: Avaria",
    "outlook eu": "Nork: SAT\nBidalia: 2026(e)ko martxoak 3\nNori: Marta\nGaia: Matxura",
    "outlook en": "From: SAT\nSent: Tuesday, March 3, 2026 10:15 AM\nTo: Marta\nSubject: RE: Fault",
    "outlook fr": "De : SAT\nEnvoyé : mardi 3 mars 2026\nÀ : Marta\nObjet : Panne",
    "outlook de": "Von: SAT\nGesendet: Dienstag, 3. März 2026\nAn: Marta\nBetreff: Störung",
    "outlook pt": "De: SAT\nEnviada em: terça-feira\nPara: Marta\nAssunto: Avaria",
    "date first": "De: SAT\nFecha: martes, 3 de marzo de 2026\nAsunto: Avería\nPara: Marta",
}
FIRMAS = [
    "-- \nMarta Ruiz\nTel. 600 123 123",
    "--\nMarta Ruiz",
    "—\nMarta Ruiz\nAdministradora",
    "Enviado desde mi iPhone",
    "Enviado desde mi Samsung Mobile de Telefónica",
    "Enviado desde Outlook para Android<https://aka.ms/AAb9ysg>",
    "Enviado desde Yahoo Mail con Android",
    "Obtener Outlook para iOS<https://aka.ms/o0ukef>",
    "Enviat des del meu iPhone",
    "Enviado do meu iPhone",
    "Nire iPhonetik bidalia",
    "Sent from my iPhone",
    "Get Outlook for Android",
    "Envoyé de mon iPhone",
    "Von meinem iPhone gesendet",
    "AVISO LEGAL: este mensaje y sus adjuntos van a su destinatario.\nSi no lo es, bórrelo.",
    "Este correo electrónico y sus adjuntos son confidenciales.",
    "Antes de imprimir este mensaje, piense en el medio ambiente.",
    "Aquest missatge és confidencial i s'adreça al seu destinatari.",
    "This email and any attachments are intended for the recipient only.",
    "Información básica sobre protección de datos: Responsable: Fincas, S. L.",
    "-Marta Ruiz",
]
SOLO_TEXTO = [
    "El técnico escribió:\nno hay pieza.",
    "Estoy esperando desde el 3 de marzo y me dijeron esto:\nque vendrían el jueves.",
    "Enviado desde mi casa, con muy poca paciencia. Vengan ya.",
    "Este mensaje y los tres anteriores siguen sin respuesta.\nExijo una solución.",
    "De conformidad con lo dispuesto en la ley, reclamo la reparación gratuita.",
    "De: Madrid\nA: Getafe\nhay media hora en coche.",
    "Modelos:\n- Balay 3FC\n- Fagor 2X\n- Bosch Serie 4",
    "Lo que falla -- y van dos veces -- es el motor.",
    "Asunto: la lavadora.\nPierde agua.",
    "Me pasan tres cosas:\n\n1. No enfría.\n2. Hace ruido.",
    "Temperatura:\n> 8 grados en la nevera\n\ny debería tener 4.",
]


@pytest.mark.parametrize("anuncio", ANUNCIOS.values(), ids=ANUNCIOS)
def test_what_is_announced_and_quoted_is_folded(anuncio):
    partido = separar(f"{DICHO}\n\n{anuncio}\n\n{CITADO}")
    assert partido.texto == DICHO
    assert partido.cita.startswith(anuncio)
    assert "jueves" in partido.cita


@pytest.mark.parametrize("anuncio", ANUNCIOS.values(), ids=ANUNCIOS)
def test_so_it_is_without_the_signs_of_quoting(anuncio):
    """The HTML of some clients, read as text, and Outlook for phones."""
    partido = separar(f"{DICHO}\n\n{anuncio}\n\nBuenos días:\nLe visitaremos el jueves.")
    assert partido.texto == DICHO
    assert "jueves" in partido.cita


@pytest.mark.parametrize("bloque", BLOQUES.values(), ids=BLOQUES)
def test_what_comes_below_the_headers_of_outlook_is_folded(bloque):
    partido = separar(f"{DICHO}\n\n{bloque}{OUTLOOK}")
    assert partido.texto == DICHO
    assert partido.cita.startswith(bloque)


@pytest.mark.parametrize("firma", FIRMAS)
def test_a_signature_is_folded(firma):
    partido = separar(f"{DICHO}\n\n{firma}")
    assert (partido.texto, partido.firma, partido.cita) == (DICHO, firma, "")


@pytest.mark.parametrize("firma", FIRMAS)
def test_a_signature_above_the_quote_is_folded_too(firma):
    partido = separar(f"{DICHO}\n\n{firma}\n\n{ANUNCIOS['gmail es']}\n{CITADO}")
    assert (partido.texto, partido.firma) == (DICHO, firma)
    assert partido.cita.endswith(CITADO)


@pytest.mark.parametrize("texto", SOLO_TEXTO)
def test_what_only_resembles_a_quote_or_a_signature_stays(texto):
    assert separar(texto) == (texto, "", "")


def test_an_answer_below_the_quote_is_what_was_written():
    partido = separar(f"{ANUNCIOS['gmail es']}\n{CITADO}\n\n{DICHO}\n\n--\nMarta")
    assert (partido.texto, partido.firma) == (DICHO, "--\nMarta")
    assert partido.cita.endswith(CITADO)


def test_answers_between_quotes_stay_with_what_they_answer():
    texto = f"{ANUNCIOS['gmail es']}\n> ¿Qué modelo es?\n\nBalay 3FC\n\n> ¿Y el año?\n\n2019"
    assert separar(texto).texto == texto


def test_what_is_passed_on_is_what_they_want_to_show():
    aviso = "---------- Forwarded message ---------"
    texto = f"Os reenvío.\n\n{aviso}\nDe: Tienda\nFecha: 1\nAsunto: x\n\nA"
    assert separar(texto).texto == texto
    bloque = f"Os lo paso.\n\n{BLOQUES['outlook es']}{OUTLOOK}"
    assert separar(bloque, es_reenvio=True).texto == bloque
    assert separar(bloque).texto == "Os lo paso."


@pytest.mark.parametrize("asunto", ["RV: Avería", "Fwd: x", "FW: x", "[Ext] rv: x"])
def test_a_subject_tells_that_something_is_passed_on(asunto):
    assert es_reenvio(asunto)
    assert not es_reenvio(f"RE: {asunto[:2]}")


def test_when_there_is_nothing_else_nothing_is_folded():
    texto = f"{BLOQUES['outlook es']}{OUTLOOK}"
    assert separar(texto) == (texto, "", "")


PIEZAS = st.sampled_from(
    [DICHO, CITADO, OUTLOOK, *ANUNCIOS.values(), *BLOQUES.values(), *FIRMAS, *SOLO_TEXTO, "", ">"]
)


@given(
    st.lists(PIEZAS, max_size=8).map("\n".join)
    | st.text(alphabet="> -_:*EleDAsunto1@\n", max_size=300)
)
def test_nothing_is_ever_lost(texto):
    partido = separar(texto)
    assert _palabras("".join(partido)) == _palabras(texto)
    assert partido.texto.strip() or not texto.strip()


def _palabras(texto):
    return sorted(re.sub(r"\s", "", texto))


# What a person would read of each: how it ends, and what is folded.
COMO_UNA_PERSONA = {
    "correct_sig": ("correct -- signature.", "", "-- \nrick"),
    "email_1_1": ("Java HTTP API.", "", "-Abhishek Kona"),
    "email_1_2": ('delete them all individually."', "> \n> -Abhishek", "____"),
    "email_1_3": ("function would be great.", "On 01/03/11 7:07 PM", "-Abhishek Kona"),
    "email_1_4": ("another problem with it.", "On Aug 22, 2011", ""),
    "email_1_5": ("on and on\nfor a while.", "", ""),
    "email_1_6": ("proper rendering as well.", "On Dec 16, 2011", "Sent from a magnificent"),
    "email_1_7": (":+1:", "On Tue, Sep 25, 2012", ""),
    "email_1_8": ("and under this.", ">\n> -- Tim", "--\nHey there"),
    "email_2_1": ("Outlook with a reply", " ---------------", ""),
    "email_2_2": ("directly above line", "_______", ""),
    "email_2_3": ("using unusual format", "*From:* Kim", ""),
    "email_BlackBerry": ("Here is another email", "", "Sent from my BlackBerry"),
    "email_bullets": ("- and another", "On Fri, Feb 24, 2012", "-- \n\n*Joe Smith"),
    "email_gmail": ("to a github message.", "On Wed, May 18, 2016", ""),
    "email_headers_no_delimiter": ("And another reply!", "From: Dan Watson", ""),
    "email_iPhone": ("Here is another email", "", "Sent from my iPhone"),
    "email_multi_word_sent_from_my_mobile_device": ("another email", "", "Sent from my Verizon"),
    "email_one_is_not_on": ("when I run...", "On Oct 1, 2012", ""),
    "email_partial_quote_header": ("tunnel is not working.", "On 9 Jan 2014", ""),
    "email_sent_from_my_not_signature": ("then my mobile phone.", "", ""),
    "email_sig_delimiter_in_middle_of_line": ("kthxbai", "", ""),
    "greedy_on": ("tunnel is not working.", "On 9 Jan 2014", ""),
    "pathological": ("get back to a computer.", "On Dec 8, 2013", ""),
}


@con_las_ajenas
@pytest.mark.parametrize("nombre", COMO_UNA_PERSONA)
def test_replies_that_nobody_here_wrote_are_cut_as_a_person_would(nombre):
    termina, cita, firma = COMO_UNA_PERSONA[nombre]
    partido = separar((RESPUESTAS / f"{nombre}.txt").read_text())
    assert partido.texto.endswith(termina)
    assert partido.cita[: len(cita) or 1] == cita
    assert partido.firma[: len(firma) or 1] == firma


@con_las_ajenas
def test_none_of_those_replies_is_left_out():
    assert {ruta.stem for ruta in RESPUESTAS.glob("*.txt")} == set(COMO_UNA_PERSONA)
