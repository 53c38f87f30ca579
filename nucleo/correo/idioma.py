"""Which of our customers' languages a text is in: function words, a few of our trade, letters.

For short texts: a mail says more in its «que», «no» and «desde» than in what it is about. When two
languages are close (Galician and Portuguese, Catalan and French) the others are here too, so as to
say that it is none of ours: unknown rather than wrong.
"""

import re
from collections import Counter
from itertools import islice

MAX_TEXTO = 3_000  # characters looked at
MINIMO = 1.7  # points: two words that are nobody else's, or several that two languages share
VENTAJA = 1.4  # over the second

IDIOMAS = frozenset({"es", "ca", "gl", "eu", "en"})

PALABRAS = {
    "es": """el la los las un una unos unas de del al y o que en con por para sin sobre desde hasta
        no sí se me te le les nos lo mi su sus este esta esto eso esa ese estos muy más pero porque
        cuando como donde quien qué cómo cuándo es son está están estoy fue era ha han he hay ser
        tiene tengo hace hola buenos días tardes gracias saludo saludos usted ustedes ya también
        nada algo todo hoy ayer mañana ni si yo puedo pueden quiero favor sigue ahora después
        funciona llamé llamado vez otra otro aún
        lunes martes miércoles jueves viernes sábado domingo enero febrero junio julio agosto agua
        ruido nevera frigorífico lavadora horno caldera factura cita garantía avería técnico
        reparación aparato pieza nadie llamar avisar casa necesito adjunto roto rota sale llevo
        lleva minutos solo sola dos tres cuatro""",
    "ca": """el la els les un una uns unes de del dels al als i o que en amb per sense sobre des
        fins no sí es em et li ens ho meu meva seu seva seus aquest aquesta això aquell molt més
        però perquè quan com on qui què és són està estan estic va vaig ha han he hi ser té tinc
        fa hola bon dia bona tarda gràcies salutacions vostè vostès ja també res tot avui ahir
        demà ni si jo puc poden vull sisplau plau encara ara després nostre nostra funciona
        d l s n m t truqueu vegada altra altre gaire cap
        dilluns dimarts dimecres dijous divendres dissabte diumenge gener febrer juny juliol agost
        aigua soroll nevera rentadora forn caldera factura cita garantia avaria tècnic reparació
        aparell peça ningú trucar avisar casa necessito adjunto trencat trencada surt porto minuts
        sol sola dos dues tres us""",
    "gl": """o a os as un unha uns unhas de do da dos das no na nos nas ao á e ou que en con por
        para sen sobre desde ata non si se me te lle lles meu miña seu súa este esta isto iso moi
        máis pero porque cando como onde quen é son está están estou foi era hai ser ten teño fai
        ola bos bo días tardes grazas saúdo saúdos vostede vostedes xa tamén nada algo todo hoxe
        onte mañá nin eu podo poden quero favor aínda agora despois nosa noso pola polo coa co
        funciona chamei vez outra outro dende
        luns martes mércores xoves venres sábado domingo xaneiro febreiro xuño xullo agosto auga
        ruído neveira lavadora forno caldeira factura cita garantía avaría técnico reparación
        aparello peza ninguén chamar avisar casa necesito achego roto rota sae levo leva minutos
        só soa dous dúas tres""",
    "eu": """eta da dira dut du dute dugu dit didate zait zaigu naiz zara gara ez bai ere baina
        edo eta hau hori hauek horiek nire gure zure bere oso gehiago noiz nola non nor zer
        zergatik dago daude daukat dauka nago gaude zen ziren kaixo egun on arratsalde eskerrik
        asko agur mesedez jada orain gero atzo gaur bihar berriro berriz bat bi guztiak ezer
        dena baino baita bezala arte gabe behar nahi ahal dela duela delako dugulako egin egiten
        izan egon dudan duen den etorri esan zuen nuen genuen
        astelehena asteartea asteazkena osteguna ostirala larunbata igandea urtarrila otsaila
        ekaina uztaila abuztua ura zarata hozkailua garbigailua labea galdara faktura hitzordua
        bermea matxura teknikaria konponketa gailua pieza inor inork deitu abisatu etxe etxean
        bidali minutu bera bakarrik hiru lau osteguneko asteleheneko astearteko ostiraleko didate
        didazue dizuet ditut dituzte naute""",
    "en": """the a an of to and or that in with for without about from until not yes is are was
        were be been have has had do does did i you he she we they it my your his her our their
        this that these those very more but because when how where who what there hello hi dear
        good morning afternoon thanks thank regards please still already also nothing something
        everything today yesterday tomorrow can could would will want need as at by on again
        its it's don't doesn't i'm
        monday tuesday wednesday thursday friday saturday sunday january february june july
        august water noise fridge washing machine oven boiler invoice appointment warranty fault
        technician repair appliance part nobody call called home off after before minutes turns
        two three broken attached let know works""",
    "pt": """o a os as um uma uns umas de do da dos das no na nos nas ao à e ou que em com por
        para sem sobre desde até não sim se me te lhe lhes meu minha seu sua este esta isto isso
        muito mais mas porque quando como onde quem é são está estão estou foi era há ser tem
        tenho faz olá bom boa dia tarde obrigado obrigada cumprimentos você vocês já também nada
        tudo hoje ontem amanhã nem eu posso podem quero favor ainda agora depois nossa nosso pela
        pelo funciona vez outra outro
        segunda terça quarta quinta sexta sábado domingo janeiro fevereiro junho julho agosto água
        ruído geladeira frigorífico forno caldeira fatura técnico garantia avaria reparação
        aparelho peça ninguém chamar avisar casa preciso anexo sai""",
    "fr": """le la les un une des de du au aux et ou que qui en avec pour sans sur depuis dans ne
        pas se me te lui leur nous vous je mon ma mes votre notre son sa ses ce cette cet ces très
        plus mais parce quand comment où est sont était a ont ai être avoir fait bonjour bonsoir
        merci cordialement déjà aussi rien tout aujourd hier demain si peux veux encore
        maintenant après il elle on n d l c j qu
        lundi mardi mercredi jeudi vendredi samedi dimanche janvier février juin juillet août eau
        bruit four chaudière facture garantie panne technicien réparation appareil pièce personne
        appeler maison besoin minutes deux trois""",
    "it": """il lo la i gli le un uno una di del della dei al alla e o che in con per senza su da
        non si mi ti ci mio mia suo sua questo questa molto più ma perché quando come dove chi è
        sono era ha hanno ho essere avere fa ciao buongiorno buonasera grazie saluti già anche
        niente tutto oggi ieri domani se io posso vorrei ancora adesso dopo nostra nostro""",
    "de": """der die das den dem ein eine einen einem und oder dass in im mit für ohne über von
        bis nicht ja ist sind war waren sein haben hat habe ich sie er wir ihr mein meine ihre
        unser dieser diese sehr mehr aber weil wann wie wo wer was es hallo guten tag danke
        grüße grüßen bitte noch schon auch nichts alles heute gestern morgen kann möchte auf zu
        zum an am""",
}
# Nobody else writes these.
SENALES = {
    "es": re.compile(r"[¿¡]|\w(?:ción|ciones)\b|ñ"),
    "ca": re.compile(r"l·l|\w(?:ció|cions)\b|\b[ldnsm]['’]\w|ny\b|\bç|ç[aou]|\w['’](?:ls?|n|m)\b"),
    "gl": re.compile(r"\w(?:ción|cións)\b|\bx[aeio]\w|ñ|\b(?:unha|algunha|ningunha)\b"),
    "eu": re.compile(r"tz|tx|\w{3,}(?:rekin|aren|ekin|etan|tzen|tako|koak|arekin|eko)\b|\bk\w"),
    "en": re.compile(r"\w(?:ing|tion|n't|ly)\b|\bth\w|\bwh\w"),
    "pt": re.compile(r"\w(?:ção|ções|ão|ões|nh[oa]s?|lh[oa]s?)\b|ã|õ"),
    "fr": re.compile(r"\b(?:c|j|n|qu|d|l)['’]\w|\w(?:eaux|tion|eux|aient)\b|ê|û|œ"),
    "it": re.compile(r"\w(?:zione|zioni|gli|cch\w|ggi\w?)\b"),
    "de": re.compile(r"ß|ä|\w(?:ung|keit|lich|isch|sch\w*)\b"),
}
PESO_SENAL = 0.5
MAX_SENAL = 4  # times that one counts

_PALABRA = re.compile(r"[^\W\d_]+(?:'t|'m|'s)?")
_DE_FUERA = re.compile(r"https?://\S+|\S+@\S+|\[[^\]]{0,80}\]")
_QUE_LA_USAN: Counter[str] = Counter(
    palabra for lista in PALABRAS.values() for palabra in set(lista.split())
)
# The fewer languages use a word, the more it says.
_PESOS = {
    idioma: {palabra: 2.0 / (1 + _QUE_LA_USAN[palabra]) for palabra in lista.split()}
    for idioma, lista in PALABRAS.items()
}


def idioma_de(texto: str) -> str | None:
    """es, ca, gl, eu or en; None when it is another one or it cannot be told."""
    limpio = _DE_FUERA.sub(" ", texto[:MAX_TEXTO]).lower().replace("’", "'")
    palabras = Counter(_PALABRA.findall(limpio))
    if not palabras:
        return None
    puntos = {idioma: _puntos(idioma, palabras, limpio) for idioma in PALABRAS}
    primero, segundo = sorted(puntos, key=lambda uno: puntos[uno], reverse=True)[:2]
    claro = puntos[primero] >= MINIMO and puntos[primero] >= VENTAJA * puntos[segundo]
    return primero if claro and primero in IDIOMAS else None


def _puntos(idioma: str, palabras: Counter[str], texto: str) -> float:
    """Each word counts once and a little more if it is repeated."""
    pesos = _PESOS[idioma]
    de_palabras = sum(
        pesos[palabra] * (1 + 0.2 * min(veces - 1, 5))
        for palabra, veces in palabras.items()
        if palabra in pesos
    )
    senales = len(list(islice(SENALES[idioma].finditer(texto), MAX_SENAL)))
    return de_palabras + PESO_SENAL * senales
