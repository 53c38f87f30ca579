"""How mail clients announce what they quote, and how people and companies sign: the sentences."""

import re

_BANDERAS = re.IGNORECASE | re.VERBOSE

# How the announcement of a quote ends: somebody wrote something, at times with the date behind.
ANUNCIO_FIN = re.compile(
    r"""(?:
      escribi[oó] | ha\ escrito | escribía | va\ escriure | ha\ escrit | escribiu
    | idatzi\ du(?:te)? | idatzi\ zuen | wrote | writes | a\ [eé]crit | escreveu | ha\ scritto
    | schreef\ .{0,200} | schrieb\ .{0,200} | schrieb | schreef
    | (?:escribi[oó]|va\ escriure|escribiu|escreveu|wrote)\ .{3,80}
    | (?:missatge\ de|message\ de)\ .{3,250} | idatzi\ du\ .{3,250}
    )\s*:?\s*:\s*$""",
    _BANDERAS,
)
# The whole of it, in one line, by its date: «el técnico escribió:» is no quote.
ANUNCIO_CON_FECHA = re.compile(
    r"""(?=.{0,80}?\d)(?:
      el\ .{5,} (?:escribi[oó]|ha\ escrito|escribía|va\ escriure|ha\ escrit)\s*:
    | missatge\ de\ .{5,}:
    | [oa]\ .{5,} escribiu\s*:
    | (?:en|em|no\ dia)\ .{5,} (?:escribi[oó]|escribiu|escreveu)\s*:
    | .{5,}\ idatzi\ (?:du|dute|zuen)(?:\ \(.{3,60}\))?\s*:
    | on\ .{5,} (?:wrote|writes)\s*:
    | le\ .{5,} a\ [eé]crit\s*:
    | am\ .{5,} schrieb .{0,200}:
    | op\ .{5,} schreef .{0,200}:
    | (?:il|in\ data)\ .{5,} ha\ scritto\s*:
    | (?:\d{4}[-/.]\d|\d{1,2}[-/.]\d).{5,} (?:escribi[oó]|va\ escriure|escribiu|wrote|escreveu
        |idatzi\ (?:du|zuen)|a\ [eé]crit)\s*:
    )\s*:?\s*$""",
    _BANDERAS,
)
# By the address or the date of who wrote; it may come below a line with the date.
ANUNCIO_CON_CORREO = re.compile(
    r"""(?=.{0,400}?(?:\d|@))(?:
      (?:hau\ idatzi\ du|missatge\ de)\ .{5,}:
    | [^.!?]{0,120}<[^<>\s]+@[^<>\s]+>\)?,?\s* (?:escribi[oó]|ha\ escrito|va\ escriure|escribiu
        |wrote|writes|a\ [eé]crit|escreveu|schrieb|idatzi\ du)[^.!?]{0,80}:
    | [^.!?]{2,80}\ (?:escribi[oó]|escribiu|va\ escriure|wrote)\ (?:el|o|on|em|a\ las)\ .{5,60}:
    )\s*:?\s*$""",
    _BANDERAS,
)
MENSAJE_ORIGINAL = re.compile(
    r"""\s*\*?[-_]{2,}\s*(?:
      mensaje\ original | original\ message | original\ appointment | missatge\ original
    | mensaxe\ orixinal | jatorrizko\ mezua | message\ d['’]origine | ursprüngliche\ nachricht
    | mensagem\ original | messaggio\ originale | oorspronkelijk\ bericht
    )\s*[-_]{2,}\*?\s*$
    | \s*(?:[-_]{4,}\s*)?(?:en\ respuesta\ a\ su\ mensaje|responda\ por\ encima\ de\ esta\ l[ií]nea)
    """,
    _BANDERAS,
)
REENVIO = re.compile(
    r"""\s*[-_>]{2,}\s*(?:
      mensaje\ reenviado | forwarded\ (?:message|by) | missatge\ reenviat | mensaxe\ reenviada
    | birbidalitako\ mezua | message\ transf[eé]r[eé] | weitergeleitete\ nachricht
    | mensagem\ (?:encaminhada|reencaminhada) | messaggio\ inoltrato | mensaje\ adjunto
    ) | \s*(?:inicio\ del\ mensaje\ reenviado|begin\ forwarded\ message
    |inici\ del\ missatge\ reenviat|d[eé]but\ du\ message\ (?:r[eé]exp[eé]di[eé]|transf[eé]r[eé])
    )\s*:""",
    _BANDERAS,
)
# One line of the block that Outlook and others put above; in bold, between asterisks.
CABECERA_CITADA = re.compile(
    r"""\s{0,4}\*{0,2}(?:
      (?P<de>de|from|von|da|van|nork|igorlea|nondik|remitente|expéditeur)
    | (?P<fecha>enviado(?:\ el)?|enviada(?:\ em|\ el)?|sent|gesendet|envoyé|enviat(?:\ el)?|inviato
        |verzonden|bidalia|bidaltze-data|noiz|data|fecha|date|datum)
    | (?P<para>para|to|an|à|per\ a|a|nori|pour|aan|destinatario)
    | (?P<asunto>asunto|subject|betreff|objet|assumpte|gaia|assunto|oggetto|onderwerp)
    | (?P<copia>cc|c\.c\.|copia|kopie|adjuntos?|attachments?|importancia|importance)
    )\s?\*{0,2}\s?:\*{0,2}(?:\s|$)""",
    _BANDERAS,
)
# Short, and nothing but that: «Sent from my desk, is much easier…» is a sentence.
DESDE_EL_MOVIL = re.compile(
    r"""\s*[*_]?(?:
      (?:enviad[oa]|mandado)\ (?:desde|do|a\ partir\ d[oe])\b | enviat\ des\ d
    | (?:enviado\ con|enviat\ amb)\ (?=.{0,40}(?:mail|outlook|correo|spark|app\b|móvil|mòbil))
    | (?:sent|written|typed)\ (?:from|with|via)\ (?!our\b|their\b|his\b|her\b)
    | envoy[eé]\ (?:de(?:puis)?|avec|à\ partir) | inviato\ da(?:l|lla)?\b | verstuurd\ vanaf
    | von\ mein[a-z]{0,3}\ .{1,40}\ gesendet | gesendet\ (?:mit|von)
    | nire\ .{1,40}\ bidali | .{1,40}(?:tik|dik)\ bidali(?:a|ta)
    | (?:get|obtener|obt[eé]n|descarga[r]?|consigue|aconsegueix)\ outlook
    | (?:libre\ de\ virus|virus-free)\.?\ ?(?:www|$)
    )[^.,;!?\n]{0,70}(?:<https?://[^\s>]{1,200}>|\bhttps?://\S{1,200}|www\.avast\.com)?\.?\s*$""",
    _BANDERAS,
)
# «Este mensaje y los anteriores siguen sin respuesta» is a complaint: it counts as a notice only
# with its own words in the same line or the next ones.
AVISO_LEGAL = re.compile(
    r"""\s*[*_]{0,3}(?:
      aviso\ (?:legal|de\ confidencialidad) | av[ií]s\ legal | nota\ de\ confidencialidad
    | confidencialidad\s*: | cl[aá]usula\ de\ (?:confidencialidad|protecci[oó]n)
    | (?:informaci[oó]n\ b[aá]sica\ sobre\ )?protecci[oó]n\ de\ datos\s*[:.]
    | est[ea]\ (?:mensaje|correo|comunicaci[oó]n|mensaxe) | la\ informaci[oó]n\ conten
    | aquest\ (?:missatge|correu) | mezu\ (?:elektroniko\ )?hau | (?:legal\ )?disclaimer\s*:
    | this\ (?:e-?mail|message|communication) | the\ information\ contained
    | (?:antes\ de|abans\ d['’]|before)\ (?:imprimir|printing)
    | (?:en\ cumplimiento\ de|de\ conformidad\ con)\ | le\ informamos\ (?:de\ )?que\ sus\ datos
    | ce\ (?:message|courriel) | diese\ e-?mail | esta\ mensagem
    )""",
    _BANDERAS,
)
PALABRAS_DE_AVISO = re.compile(
    r"""confidenc | destinatari | rgpd | lopd | 2016/679 | protecci[oó]n\ de\ datos
    | medio\ ?ambiente | medi\ ambient | environment | recipient | privileged | konfidentzial
    | hartzaile | vertraulich | destinatário""",
    _BANDERAS,
)
PIE_DE_LISTA = re.compile(
    r"(?i)mailing list|lista de (?:correo|distribuci[oó]n)|mailman/listinfo|unsubscribe|de baja"
)
