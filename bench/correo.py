"""Mails by the thousand, as they come to a mailbox: `correos(10_000)`; and how soon they are read.

`python -m bench.correo [N]` reads N and says how many a second, and how the memory goes. What
stores them and makes cases of them is measured with the same ones.
"""

import base64
import random
import sys
import time
import tracemalloc
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

NOMBRES = ("Marta", "Jordi", "Uxía", "Ane", "Íñigo", "Begoña", "Mohamed", "Lucía", "Joan", "Xoán")
APELLIDOS = ("Ruiz", "Puig", "Otero", "Etxeberria", "Núñez", "Soler", "Castro", "El Amrani")
FRASES = {
    "es": "La nevera no enfría desde ayer. ¿Cuándo pueden venir? Llevo esperando toda la semana.",
    "ca": "La rentadora perd aigua per sota i no sé què fer. Quan vindrà el tècnic?",
    "gl": "A caldeira fai moito ruído e a auga sae fría. Cando vai vir o técnico?",
    "eu": "Hozkailuak ez du hozten atzotik. Noiz etorriko da teknikaria? Eskerrik asko.",
    "en": "The oven turns itself off after ten minutes. When is the technician coming?",
}
RELLENO = (
    "El aparato es de hace tres años y tengo la factura de la tienda.",
    "Ya llamé el lunes y me dijeron que me avisarían, pero nadie ha llamado.",
    "Por las tardes estoy en casa a partir de las cinco.",
    "Si no tiene arreglo quiero que me digan qué derechos tengo.",
)
CITA = "\n\nEl {dia}, Atención al cliente <atencion@sat.example> escribió:\n\n{citado}\n"
FIRMAS = ("", "", "\n\nEnviado desde mi iPhone", "\n\n-- \nTel. 600 123 123", "\n\nUn saludo")
HTML = (
    "<html><head><style>p{{margin:0}}</style></head><body><div dir='ltr'><p>{texto}</p>"
    "<table><tr><td><img src='https://x.example/p.gif' width=1 height=1></td></tr></table>"
    "<div class='gmail_quote'><blockquote>{citado}</blockquote></div></div></body></html>"
)
INICIO = datetime(2026, 1, 1, 8, tzinfo=UTC)

Compositor = Callable[[random.Random, str], tuple[dict[str, str], bytes]]


def correos(cuantos: int, semilla: int = 1) -> Iterator[bytes]:
    """That many different mails; the same ones for the same seed, one at a time."""
    azar = random.Random(semilla)
    clases, pesos = zip(*CLASES.items(), strict=True)
    for numero in range(cuantos):
        (componer,) = azar.choices(clases, pesos)
        yield _correo(azar, numero, componer)


def _correo(azar: random.Random, numero: int, componer: Compositor) -> bytes:
    texto = _texto(azar)
    nombre = f"{azar.choice(NOMBRES)} {azar.choice(APELLIDOS)}"
    cabeceras = {
        "Return-Path": f"<cliente{numero % 3_000}@correo.example>",
        "Received": "from mx.correo.example by mx.sat.example with ESMTPS; x",
        "From": f"=?utf-8?b?{base64.b64encode(nombre.encode()).decode()}?="
        f" <cliente{numero % 3_000}@correo.example>",
        "To": "Atención <atencion@sat.example>",
        "Subject": f"=?utf-8?q?Aver=C3=ADa_{numero}?=",
        "Date": format_datetime(INICIO + timedelta(minutes=5 * numero)),
        "Message-ID": f"<{numero}.{azar.getrandbits(64):x}@correo.example>",
        "MIME-Version": "1.0",
    }
    propias, cuerpo = componer(azar, texto)
    lineas = [f"{clave}: {valor}\r\n" for clave, valor in (cabeceras | propias).items() if valor]
    return "".join(lineas).encode() + b"\r\n" + cuerpo


def _texto(azar: random.Random) -> str:
    frases = [azar.choice(list(FRASES.values())), *azar.sample(RELLENO, azar.randint(0, 4))]
    return "\r\n".join(frases) + azar.choice(FIRMAS)


def _citado(azar: random.Random, marca: str = "") -> str:
    return "\n".join(f"{marca}{azar.choice(RELLENO)}" for _linea in range(azar.randint(3, 40)))


def _llano(azar: random.Random, texto: str) -> tuple[dict[str, str], bytes]:
    return {"Content-Type": "text/plain; charset=utf-8"}, texto.encode()


def _latino(azar: random.Random, texto: str) -> tuple[dict[str, str], bytes]:
    return {"Content-Type": "text/plain; charset=iso-8859-1"}, texto.encode("cp1252", "replace")


def _respuesta(azar: random.Random, texto: str) -> tuple[dict[str, str], bytes]:
    citado = CITA.format(dia="3/3/26 a las 10:15", citado=_citado(azar, "> "))
    referencia = f"<{azar.getrandbits(60):x}@sat.example>"
    cabeceras = {"In-Reply-To": referencia, "References": f"{referencia} {referencia}"}
    return {**_llano(azar, "")[0], **cabeceras}, (texto + citado).encode()


def _alternativa(azar: random.Random, texto: str) -> tuple[dict[str, str], bytes]:
    html = HTML.format(texto=texto.replace("\r\n", "<br>"), citado=_citado(azar))
    partes = [_parte("text/plain; charset=utf-8", texto.encode())]
    partes.append(_parte("text/html; charset=utf-8", html.encode()))
    return _juntas("alternative", partes)


def _solo_html(azar: random.Random, texto: str) -> tuple[dict[str, str], bytes]:
    html = HTML.format(texto=texto.replace("\r\n", "<br>"), citado=_citado(azar))
    return {"Content-Type": "text/html; charset=utf-8"}, html.encode()


def _con_fotos(azar: random.Random, texto: str) -> tuple[dict[str, str], bytes]:
    partes = [_parte("text/plain; charset=utf-8", texto.encode())]
    for numero in range(azar.randint(1, 3)):
        foto = base64.encodebytes(
            b"\xff\xd8\xff\xe0" + azar.randbytes(azar.randint(20, 120) * 1_000)
        )
        partes.append(
            _parte(
                "image/jpeg",
                foto.replace(b"\n", b"\r\n"),
                f'Content-Disposition: attachment; filename="foto{numero}.jpg"',
                "Content-Transfer-Encoding: base64",
            )
        )
    return _juntas("mixed", partes)


def _ausente(azar: random.Random, texto: str) -> tuple[dict[str, str], bytes]:
    cabeceras = {"Auto-Submitted": "auto-replied", "Subject": "Respuesta automatica: su cita"}
    return {**_llano(azar, "")[0], **cabeceras}, b"Estoy fuera hasta el lunes."


def _rebote(azar: random.Random, texto: str) -> tuple[dict[str, str], bytes]:
    informe = b"\r\nFinal-Recipient: rfc822; nadie@correo.example\r\nAction: failed\r\n"
    partes = [
        _parte("text/plain", b"No se pudo entregar."),
        _parte("message/delivery-status", informe + b"Status: 5.1.1\r\n"),
        _parte("text/rfc822-headers", b"Message-ID: <%x@sat.example>\r\n" % azar.getrandbits(60)),
    ]
    tipo, cuerpo = _juntas("report", partes)
    tipo["Content-Type"] += "; report-type=delivery-status"
    return {**tipo, "Return-Path": "<>", "From": "MAILER-DAEMON@correo.example"}, cuerpo


def _boletin(azar: random.Random, texto: str) -> tuple[dict[str, str], bytes]:
    cabeceras, cuerpo = _alternativa(azar, texto)
    return {**cabeceras, "List-Id": "<ofertas.tienda.example>"}, cuerpo


def _parte(tipo: str, cuerpo: bytes, *cabeceras: str) -> bytes:
    return "\r\n".join([f"Content-Type: {tipo}", *cabeceras, "", ""]).encode() + cuerpo


def _juntas(clase: str, partes: list[bytes]) -> tuple[dict[str, str], bytes]:
    limite = b"=_limite"
    cuerpo = b"".join(b"--" + limite + b"\r\n" + parte + b"\r\n" for parte in partes)
    tipo = f'multipart/{clase}; boundary="{limite.decode()}"'
    return {"Content-Type": tipo}, cuerpo + b"--" + limite + b"--\r\n"


CLASES: dict[Compositor, int] = {
    _alternativa: 35,
    _respuesta: 20,
    _llano: 10,
    _con_fotos: 12,
    _solo_html: 8,
    _latino: 5,
    _boletin: 5,
    _ausente: 3,
    _rebote: 2,
}


def medir(cuantos: int) -> None:
    """Read them all: by second, and the memory at a tenth of the way and at the end."""
    from nucleo.correo.lectura import leer

    clases: Counter[str] = Counter()
    bytes_leidos, tardado = 0, 0.0
    for crudo in correos(cuantos):
        antes = time.perf_counter()
        clases[leer(crudo).clase] += 1
        tardado += time.perf_counter() - antes
        bytes_leidos += len(crudo)
    print(f"{cuantos:,} correos, {bytes_leidos / 1e6:,.0f} MB, {tardado:.1f} s: ", end="")
    print(f"{cuantos / tardado:,.0f} por segundo; {dict(clases)}")
    tracemalloc.start()
    picos = [_pico(cuantos // 10), _pico(cuantos // 2)]
    print(f"Memoria máxima con {cuantos // 10:,} y con {cuantos // 2:,}: ", end="")
    print(" y ".join(f"{pico / 1e6:.2f} MB" for pico in picos))


def _pico(cuantos: int) -> int:
    from nucleo.correo.lectura import leer

    tracemalloc.reset_peak()
    for crudo in correos(cuantos):
        leer(crudo)
    return tracemalloc.get_traced_memory()[1]


if __name__ == "__main__":
    medir(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
