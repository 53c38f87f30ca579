# ruff: noqa: DTZ001 - a telephone writes its own hour, without a zone
"""An exported chat of WhatsApp: what each telephone writes, and what nobody wrote."""

import io
import zipfile
from datetime import datetime, timedelta
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidencias.whatsapp.fechas import Orden
from incidencias.whatsapp.huellas import huellas_de
from incidencias.whatsapp.lectura import (
    MAX_MENSAJES,
    DemasiadosMensajes,
    NoEsUnChat,
    leer_chat,
)
from incidencias.whatsapp.paquete import PaqueteIlegible, abrir

AHORA = datetime(2026, 11, 22, 12)

ANDROID_ES = """\
21/11/26, 9:34 - Los mensajes y las llamadas están cifrados de extremo a extremo. Nadie fuera de \
este chat puede leerlos.
21/11/26, 9:34 - Marta Gil: Buenos días
la caldera no enciende:
sale E02
21/11/26, 9:41 - Calderas Ñuñoa: IMG-20261121-WA0003.jpg (archivo adjunto)
Apriete este botón
21/11/26, 18:05 - Marta Gil: <Multimedia omitido>
22/11/26, 0:10 - Marta Gil: Se eliminó este mensaje.
22/11/26, 0:11 - Calderas Ñuñoa: Perfecto <Se editó este mensaje.>
"""
ANDROID_EN_12H = """\
11/21/26, 9:34\u202fAM - Messages and calls are end-to-end encrypted. Learn more.
11/21/26, 9:34\u202fAM - Marta Gil: Hello
11/21/26, 12:05\u202fPM - Us: <Media omitted>
11/21/26, 12:10\u202fAM - Us: IMG-20261121-WA0003.jpg (file attached)
"""
IOS_ES = """\
[21/11/26, 9:34:56] Marta Gil: \u200eLos mensajes y las llamadas están cifrados de extremo a \
extremo.
[21/11/26, 9:34:56] Marta Gil: Buenos días
\u200e[21/11/26, 9:41:02] Calderas Ñuñoa: \u200e<adjunto: 00000012-PHOTO-2026-11-21-09-41-02.jpg>
\u200e[21/11/26, 18:05:00] Marta Gil: \u200eimagen omitida
[21/11/26, 18:06:00] Marta Gil: factura.pdf • \u200e2 páginas \u200edocumento omitido
"""
IOS_ES_12H = """\
[21/11/2026, 9:34:56\u00a0a.\u00a0m.] ~\u202fMarta: Buenos días
[21/11/2026, 12:41:02\u202fp.\u202fm.] +34 600 12 34 56: Buenas
[21/11/2026, 12:00:01\u202fa.\u202fm.] +34 600 12 34 56: de madrugada
"""


def leer(texto, **opciones):
    return leer_chat(texto, ahora=AHORA, **opciones)


def resumen(chat):
    return [(m.cuando, m.autor, m.texto, m.fichero, m.con_fichero) for m in chat.mensajes]


def test_android_in_spanish_with_several_lines_files_and_notices():
    chat = leer(ANDROID_ES)
    assert resumen(chat) == [
        (
            datetime(2026, 11, 21, 9, 34),
            "Marta Gil",
            "Buenos días\nla caldera no enciende:\nsale E02",
            "",
            False,
        ),
        (
            datetime(2026, 11, 21, 9, 41),
            "Calderas Ñuñoa",
            "Apriete este botón",
            "IMG-20261121-WA0003.jpg",
            True,
        ),
        (datetime(2026, 11, 21, 18, 5), "Marta Gil", "", "", True),
        (datetime(2026, 11, 22, 0, 11), "Calderas Ñuñoa", "Perfecto", "", False),
    ]
    assert (chat.del_sistema, chat.es_dudoso) == (2, False)
    assert chat.autores == (("Marta Gil", 2), ("Calderas Ñuñoa", 2))


def test_android_in_english_of_twelve_hours_and_month_first():
    chat = leer(ANDROID_EN_12H)
    assert chat.orden == Orden.MES
    assert [m.cuando for m in chat.mensajes] == [
        datetime(2026, 11, 21, 9, 34),
        datetime(2026, 11, 21, 12, 5),
        datetime(2026, 11, 21, 0, 10),
    ]
    assert [m.con_fichero for m in chat.mensajes] == [False, True, True]


def test_ios_with_its_invisible_marks():
    assert resumen(leer(IOS_ES)) == [
        (datetime(2026, 11, 21, 9, 34, 56), "Marta Gil", "Buenos días", "", False),
        (
            datetime(2026, 11, 21, 9, 41, 2),
            "Calderas Ñuñoa",
            "",
            "00000012-PHOTO-2026-11-21-09-41-02.jpg",
            True,
        ),
        (datetime(2026, 11, 21, 18, 5), "Marta Gil", "", "", True),
        (datetime(2026, 11, 21, 18, 6), "Marta Gil", "factura.pdf • 2 páginas", "", True),
    ]


def test_ios_of_twelve_hours_and_numbers_without_a_name():
    chat = leer(IOS_ES_12H)
    assert [(m.cuando.hour, m.autor) for m in chat.mensajes] == [
        (9, "Marta"),
        (12, "+34 600 12 34 56"),
        (0, "+34 600 12 34 56"),
    ]


def test_what_somebody_quotes_with_a_date_inside_is_still_their_message():
    chat = leer("21/11/26, 9:34 - Marta: mira:\n99/99/26, 27:90 - Otro: hola\nfin")
    assert [m.texto for m in chat.mensajes] == ["mira:\n99/99/26, 27:90 - Otro: hola\nfin"]


def test_dates_that_read_both_ways_are_said_to_be_doubtful_and_a_person_settles_them():
    texto = "03/04/26, 9:34 - Marta: hola\n03/04/26, 9:35 - Ana: buenas\n"
    chat = leer(texto)
    assert (chat.es_dudoso, chat.mensajes[0].cuando.month) == (True, 4)
    assert leer(texto, orden=Orden.MES).mensajes[0].cuando == datetime(2026, 3, 4, 9, 34)


def test_a_chat_does_not_come_from_the_future():
    chat = leer("11/12/26, 9:34 - Marta: hola\n11/12/26, 9:35 - Ana: buenas\n")
    assert (chat.orden, chat.es_dudoso) == (Orden.MES, False)  # 11 December is to come
    chat = leer("11/10/26, 9:34 - Marta: hola\n12/10/26, 9:35 - Ana: buenas\n")
    assert chat.orden == Orden.DIA  # as months first, the second would be of December
    assert not chat.es_dudoso


@pytest.mark.parametrize("texto", ["", "hola", "Querido diario:\n\n21/11 fui a la playa", "\x00"])
def test_a_text_that_is_no_chat_is_refused(texto):
    with pytest.raises(NoEsUnChat):
        leer(texto)


def test_a_chat_longer_than_can_be_brought_is_refused_and_not_cut():
    with pytest.raises(DemasiadosMensajes):
        leer("21/11/26, 9:34 - Marta: hola\n" * (MAX_MENSAJES + 1))


@given(st.text(max_size=400))
def test_no_text_breaks_the_reader(texto):
    try:
        chat = leer(f"21/11/26, 9:34 - Marta: {texto}")
    except NoEsUnChat:
        return
    assert all(m.autor and (m.texto or m.con_fichero) for m in chat.mensajes)


LINEAS = st.lists(
    st.tuples(
        st.integers(0, 3), st.sampled_from(["Marta", "Ana"]), st.sampled_from(["hola", "ok", "¿?"])
    ),
    min_size=1,
    max_size=30,
)


@given(LINEAS, st.integers(0, 29))
def test_a_longer_export_begins_with_the_same_messages(lineas, corte):
    momento, mensajes = datetime(2026, 11, 21, 9), []
    for minutos, autor, texto in lineas:
        momento += timedelta(minutes=minutos)
        mensajes.append(f"{momento:%d/%m/%y, %H:%M} - {autor}: {texto}")
    entero = leer("\n".join(mensajes))
    corto = leer("\n".join(mensajes[: corte + 1]))
    huellas = huellas_de(entero.mensajes, {"Ana"})
    assert huellas_de(corto.mensajes, {"Ana"}) == huellas[: corte + 1]
    assert len(set(huellas)) == len(huellas)


@pytest.mark.parametrize(
    "marca",
    [
        "<Se editó este mensaje.>",
        "\u200e<This message was edited>",
        "<S’ha editat aquest missatge>",
        "<Esta mensaxe foi editada>",
        "<Mezu hau editatu da>",
        "<Ce message a été modifié>",
    ],
)
def test_the_mark_of_an_edited_message_is_not_of_its_text(marca):
    chat = leer_chat(f"21/11/26, 9:34 - Marta: No enciende {marca}\n", ahora=AHORA)
    (mensaje,) = chat.mensajes
    assert (mensaje.texto, mensaje.editado) == ("No enciende", True)
    chat = leer_chat("21/11/26, 9:34 - Marta: <se editó> No enciende\n", ahora=AHORA)
    assert [(m.texto, m.editado) for m in chat.mensajes] == [("<se editó> No enciende", False)]


def test_with_media_or_without_with_seconds_or_without_it_is_the_same_message():
    sin = leer("21/11/26, 9:41 - Marta: <Multimedia omitido>")
    con = leer("[21/11/26, 9:41:02] Marta Gil García: \u200e<adjunto: 12-PHOTO.jpg>")
    assert huellas_de(sin.mensajes, set()) == huellas_de(con.mensajes, set())


# --- The package


def zip_de(**ficheros):
    crudo = io.BytesIO()
    with zipfile.ZipFile(crudo, "w", zipfile.ZIP_DEFLATED) as paquete:
        for nombre, contenido in ficheros.items():
            paquete.writestr(nombre, contenido)
    return crudo.getvalue()


def test_the_zip_gives_the_conversation_and_its_files():
    datos = zip_de(
        **{
            "notas.txt": "una lista de la compra",
            "Chat de WhatsApp con Marta.txt": ANDROID_ES,
            "IMG-20261121-WA0003.jpg": b"foto",
        }
    )
    paquete = abrir(datos)
    assert paquete.texto == ANDROID_ES
    assert paquete.leer("IMG-20261121-WA0003.jpg", 100) == b"foto"
    assert paquete.leer("IMG-20261121-WA0003.jpg", 3) is None
    assert paquete.leer("no-esta.jpg", 100) is None


@pytest.mark.parametrize("codificacion", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_text_alone_is_a_package_in_any_encoding(codificacion):
    assert abrir(ANDROID_ES.encode(codificacion)).texto == ANDROID_ES


def test_a_zip_without_a_chat_says_so():
    with pytest.raises(PaqueteIlegible, match="sin_chat"):
        abrir(zip_de(**{"notas.txt": "una lista", "foto.jpg": b"x"}))


def test_a_bomb_is_refused_without_being_unfolded():
    bomba = zip_de(**{"_chat.txt": ANDROID_ES + " " * (30 * 1024**2)})
    assert len(bomba) < 100_000
    with pytest.raises(PaqueteIlegible, match="enorme"):
        abrir(bomba)


def test_a_bomb_that_lies_about_its_size_costs_no_more_than_the_limit():
    datos = zip_de(**{"_chat.txt": ANDROID_ES, "foto.jpg": b"0" * 1_000_000})
    paquete = abrir(datos)
    paquete._entradas["foto.jpg"].file_size = 10  # what its header would say
    assert paquete.leer("foto.jpg", 1000) is None


def test_thousands_of_entries_are_refused():
    with pytest.raises(PaqueteIlegible, match="enorme"):
        abrir(zip_de(**{f"{n}.txt": "" for n in range(5_001)}))


def test_a_broken_zip_is_refused():
    datos = bytearray(zip_de(**{"_chat.txt": ANDROID_ES}))
    datos[10:40] = b"\xff" * 30
    with pytest.raises(PaqueteIlegible):
        abrir(bytes(datos))


def test_a_message_of_nothing_but_blanks_takes_no_time():
    empieza = perf_counter()
    leer_chat("22/11/26, 9:34 - Ana: a" + " \n" * 200_000 + "<", ahora=datetime(2026, 11, 23))
    assert perf_counter() - empieza < 3
