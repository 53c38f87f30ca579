"""The subject of each mail of a case, in the languages that a customer may have."""

from __future__ import annotations

# kind → language → (tú, usted)
ASUNTOS: dict[str, dict[str, tuple[str, str]]] = {
    "acuse": {
        "es": (
            "Hemos recibido tu mensaje · %(codigo)s",
            "Hemos recibido su mensaje · %(codigo)s",
        ),
        "ca": (
            "Hem rebut el teu missatge · %(codigo)s",
            "Hem rebut el seu missatge · %(codigo)s",
        ),
        "gl": (
            "Recibimos a túa mensaxe · %(codigo)s",
            "Recibimos a súa mensaxe · %(codigo)s",
        ),
        "eu": (
            "Zure mezua jaso dugu · %(codigo)s",
            "Zure mezua jaso dugu · %(codigo)s",
        ),
        "en": (
            "We have received your message · %(codigo)s",
            "We have received your message · %(codigo)s",
        ),
    },
    "resuelta": {
        "es": ("¿Ha quedado resuelto? · %(codigo)s", "¿Ha quedado resuelto? · %(codigo)s"),
        "ca": ("Ha quedat resolt? · %(codigo)s", "Ha quedat resolt? · %(codigo)s"),
        "gl": ("Quedou resolto? · %(codigo)s", "Quedou resolto? · %(codigo)s"),
        "eu": ("Konpondu al da? · %(codigo)s", "Konpondu al da? · %(codigo)s"),
        "en": ("Is it solved? · %(codigo)s", "Is it solved? · %(codigo)s"),
    },
    "funciona": {
        "es": ("¿Sigue funcionando bien? · %(codigo)s", "¿Sigue funcionando bien? · %(codigo)s"),
        "ca": ("Continua funcionant bé? · %(codigo)s", "Continua funcionant bé? · %(codigo)s"),
        "gl": ("Segue funcionando ben? · %(codigo)s", "Segue funcionando ben? · %(codigo)s"),
        "eu": ("Ondo dabil? · %(codigo)s", "Ondo dabil? · %(codigo)s"),
        "en": ("Is it still working well? · %(codigo)s", "Is it still working well? · %(codigo)s"),
    },
    "aviso_cierre": {
        "es": (
            "Vamos a cerrar %(codigo)s si no nos dices nada",
            "Vamos a cerrar %(codigo)s si no nos dice nada",
        ),
        "ca": (
            "Tancarem %(codigo)s si no ens dius res",
            "Tancarem %(codigo)s si no ens diu res",
        ),
        "gl": (
            "Imos pechar %(codigo)s se non nos dis nada",
            "Imos pechar %(codigo)s se non nos di nada",
        ),
        "eu": (
            "%(codigo)s itxiko dugu ezer esaten ez badiguzu",
            "%(codigo)s itxiko dugu ezer esaten ez badiguzu",
        ),
        "en": (
            "We will close %(codigo)s unless you tell us otherwise",
            "We will close %(codigo)s unless you tell us otherwise",
        ),
    },
    "reabierta": {
        "es": ("Seguimos con ello · %(codigo)s", "Seguimos con ello · %(codigo)s"),
        "ca": ("Continuem amb això · %(codigo)s", "Continuem amb això · %(codigo)s"),
        "gl": ("Seguimos con iso · %(codigo)s", "Seguimos con iso · %(codigo)s"),
        "eu": ("Horrekin jarraitzen dugu · %(codigo)s", "Horrekin jarraitzen dugu · %(codigo)s"),
        "en": ("We are on it again · %(codigo)s", "We are on it again · %(codigo)s"),
    },
    "recordatorio_espera": {
        "es": ("¿Nos lo puedes decir? · %(codigo)s", "¿Nos lo puede decir? · %(codigo)s"),
        "ca": ("Ens ho pots dir? · %(codigo)s", "Ens ho pot dir? · %(codigo)s"),
        "gl": ("Pódesnolo dicir? · %(codigo)s", "Pódenolo dicir? · %(codigo)s"),
        "eu": ("Esan ahal diguzu? · %(codigo)s", "Esan ahal diguzu? · %(codigo)s"),
        "en": ("Could you tell us? · %(codigo)s", "Could you tell us? · %(codigo)s"),
    },
    "fusionada": {
        "es": ("%(codigo)s sigue con otro código", "%(codigo)s sigue con otro código"),
        "ca": ("%(codigo)s continua amb un altre codi", "%(codigo)s continua amb un altre codi"),
        "gl": ("%(codigo)s segue con outro código", "%(codigo)s segue con outro código"),
        "eu": (
            "%(codigo)s beste kode batekin jarraitzen du",
            "%(codigo)s beste kode batekin jarraitzen du",
        ),
        "en": (
            "%(codigo)s goes on under another code",
            "%(codigo)s goes on under another code",
        ),
    },
    "separada": {
        "es": ("%(codigo)s vuelve a ir por separado", "%(codigo)s vuelve a ir por separado"),
        "ca": ("%(codigo)s torna a anar per separat", "%(codigo)s torna a anar per separat"),
        "gl": ("%(codigo)s volve ir por separado", "%(codigo)s volve ir por separado"),
        "eu": ("%(codigo)s berriz bere aldetik doa", "%(codigo)s berriz bere aldetik doa"),
        "en": ("%(codigo)s goes on by itself again", "%(codigo)s goes on by itself again"),
    },
    "fotos": {
        "es": ("Para mandarnos las fotos", "Para mandarnos las fotos"),
        "ca": ("Per enviar-nos les fotos", "Per enviar-nos les fotos"),
        "gl": ("Para mandarnos as fotos", "Para mandarnos as fotos"),
        "eu": ("Argazkiak guri bidaltzeko", "Argazkiak guri bidaltzeko"),
        "en": ("To send us the photos", "To send us the photos"),
    },
    "identidad": {
        "es": ("El código que nos tienes que decir", "El código que nos tiene que decir"),
        "ca": ("El codi que ens has de dir", "El codi que ens ha de dir"),
        "gl": ("O código que nos tes que dicir", "O código que nos ten que dicir"),
        "eu": ("Esan behar diguzun kodea", "Esan behar diguzun kodea"),
        "en": ("The code that you have to tell us", "The code that you have to tell us"),
    },
    "seguimiento": {
        "es": ("Tu incidencia %(codigo)s", "Su incidencia %(codigo)s"),
        "ca": ("La teva incidència %(codigo)s", "La seva incidència %(codigo)s"),
        "gl": ("A túa incidencia %(codigo)s", "A súa incidencia %(codigo)s"),
        "eu": ("Zure %(codigo)s kasua", "Zure %(codigo)s kasua"),
        "en": ("Your case %(codigo)s", "Your case %(codigo)s"),
    },
    "encuesta": {
        "es": ("¿Cómo te hemos atendido? · %(codigo)s", "¿Cómo le hemos atendido? · %(codigo)s"),
        "ca": ("Com t'hem atès? · %(codigo)s", "Com l'hem atès? · %(codigo)s"),
        "gl": ("Como te atendemos? · %(codigo)s", "Como o atendemos? · %(codigo)s"),
        "eu": ("Nola artatu zaitugu? · %(codigo)s", "Nola artatu zaitugu? · %(codigo)s"),
        "en": ("How did we look after you? · %(codigo)s",) * 2,
    },
}
ASUNTOS["cierre_por_espera"] = ASUNTOS["aviso_cierre"]
RESPUESTA = "%(asunto)s [%(codigo)s]"  # the customer's own words: of no language


def asunto_de(plantilla: str, idioma: str, trato: str) -> str:
    """The subject still to be filled in; in Spanish if it is not in that language."""
    if plantilla not in ASUNTOS:
        return RESPUESTA
    tu, usted = ASUNTOS[plantilla].get(idioma) or ASUNTOS[plantilla]["es"]
    return tu if trato == "tu" else usted
