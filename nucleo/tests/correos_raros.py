"""Mails made to hang, fill or break whoever reads them: each ends as a mail that is read."""

from nucleo.tests.correos import correo, fichero, multiparte, parte, tnef

HTML = "text/html; charset=utf-8"


def anidado(veces):
    crudo = b"From: a@b.example\n"
    for n in range(veces):
        crudo += b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n)
    return crudo + b"Content-Type: text/plain\n\nhola\n"


def mensajes_dentro(veces):
    crudo = correo()
    for _vez in range(veces):
        crudo = b"Content-Type: message/rfc822\r\n\r\n" + crudo
    return crudo


SURROGATE = b"\xed\xa0\x80"  # as some write it in UTF-8
CON_NULOS = (
    b"From: a\x00@b.example\nSubject: a\x00b" + SURROGATE + b"\nTo: \xff\xfe\n\na\x00b " + SURROGATE
)
PROMESA = b"\x02\x05\x90\x06\x00\x08\0\0\0\xff\xff\xff\xff"  # four thousand million properties
RECEPTORES = ", ".join(f'"N {n}" <p{n}@x.example>' for n in range(10_000))
RAROS = {
    "ten thousand recipients": correo(Cc=RECEPTORES),
    "header of one megabyte": correo(X_Largo="x" * 1_000_000),
    "header of one megabyte, folded": correo(X_Largo="x\r\n " * 250_000),
    "two hundred thousand headers": b"X-A: b\n" * 200_000 + correo(),
    "subject of one megabyte": correo(Subject="=?utf-8?q?=F0=9F=98=80?= " * 50_000),
    "subject of opened words": correo(Subject="=?" * 30_000),
    "sender of parentheses": correo(From="(" * 60_000),
    "sender of quotes": correo(From='"' * 60_000),
    "sender of ats": correo(From="a@" * 30_000),
    "references without end": correo(References="<a" * 30_000),
    "parameters without end": correo(Content_Type="text/plain; " + 'a="' * 20_000),
    "nested a thousand times": anidado(1_000),
    "nested ten thousand times": anidado(10_000),
    "mails inside mails": mensajes_dentro(1_000),
    "a hundred thousand parts": multiparte("mixed", *[b"\na"] * 100_000),
    "a boundary of hyphens": correo("\n---" * 300_000, Content_Type="multipart/mixed; boundary=-"),
    "nearly boundaries": correo("\n--xy" * 300_000, Content_Type="multipart/mixed; boundary=x"),
    "a thousand files": multiparte("mixed", *[fichero(b"x", "a/b", "a.txt")] * 450),
    "one line of five megabytes": correo("hola que tal " * 400_000),
    "blank lines": correo("\n" * 2_000_000),
    "signs of quoting": correo(">\n" * 1_000_000),
    "spaces": correo("hola\n" + " " * 90_000 + ":\n"),
    "announcements": correo("hola\n" + "El 3 de marzo,\nX escribió:\n" * 3_500),
    "signatures": correo("hola\n" + "Enviado desde mi iPhone\n" * 4_000),
    "headers of Outlook": correo("hola\n" + "De: x\n" * 16_000),
    "notices": correo("hola\n" + "Este mensaje y\n" * 7_000),
    "flowed without end": correo("a \n" * 300_000, Content_Type="text/plain; format=flowed"),
    "HTML nested": correo("<div>" * 100_000, Content_Type=HTML),
    "HTML of lists": correo("<ul><li>" * 60_000, Content_Type=HTML),
    "HTML of less-thans": correo("<" * 1_000_000, Content_Type=HTML),
    "HTML of quotes": correo("<blockquote>" * 900 + "x", Content_Type=HTML),
    "HTML of pictures": correo("data:image/png;base64," * 50_000, Content_Type=HTML),
    "UTF-7 of surrogates": correo("+2ADYAA-" * 10_000, Content_Type="text/plain; charset=utf-7"),
    "punycode": correo("a-" * 300_000, Content_Type="text/plain; charset=punycode"),
    "escapes": correo("\\ud800" * 1_000, Content_Type="text/plain; charset=unicode_escape"),
    "any bytes": correo(bytes(range(256)) * 1_000),
    "nothing but nulls": bytes(100_000),
    "nulls and surrogates": CON_NULOS,
    "winmail that promises": multiparte(
        "mixed", fichero(tnef() + PROMESA * 99, "a/b", "winmail.dat")
    ),
    "calendar without end": multiparte("mixed", parte("BEGIN:VEVENT\n" * 20_000, "text/calendar")),
}
