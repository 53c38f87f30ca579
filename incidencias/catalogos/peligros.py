"""The dangers a repair service is told of, and what to do at once, in its customers' languages.

Written once at the start of an installation; from then on they are edited on screen.
"""

# Causes for which a case goes before the others.
CAUSAS = [
    ("fuga_gas", "Olor o fuga de gas"),
    ("monoxido", "Posible intoxicación por monóxido de carbono"),
    ("riesgo_electrico", "Riesgo de electrocución"),
    ("fuego_humo", "Fuego, humo u olor a quemado"),
    ("persona_atrapada", "Una persona encerrada o atrapada"),
    (
        "sin_calefaccion",
        "Sin calefacción ni agua caliente con un menor, una persona mayor o enferma",
    ),
    ("salud", "Un equipo del que depende la salud de una persona"),
]

# code: (name, cause, {language: (title, steps)})
TEXTOS = {
    "gas": (
        "Huele a gas",
        "fuga_gas",
        {
            "es": (
                "Si huele a gas, haga esto ahora",
                "No encienda ni apague luces, timbres ni aparatos, ni use cerillas o mecheros.\n"
                "Abra puertas y ventanas.\n"
                "Cierre la llave del gas, si puede llegar a ella sin peligro.\n"
                "Salga de casa con todos, sin usar el ascensor.\n"
                "Ya en la calle, llame al 112 o a las urgencias de su distribuidora de gas.",
            ),
            "ca": (
                "Si fa olor de gas, faci això ara",
                "No encengui ni apagui llums, timbres ni aparells, ni faci servir llumins o "
                "encenedors.\n"
                "Obri portes i finestres.\n"
                "Tanqui la clau del gas, si hi pot arribar sense perill.\n"
                "Surti de casa amb tothom, sense agafar l'ascensor.\n"
                "Un cop al carrer, truqui al 112 o a les urgències de la seva distribuïdora de "
                "gas.",
            ),
            "gl": (
                "Se cheira a gas, faga isto agora",
                "Non acenda nin apague luces, timbres nin aparellos, nin use mistos ou "
                "chisqueiros.\n"
                "Abra portas e fiestras.\n"
                "Peche a chave do gas, se pode chegar a ela sen perigo.\n"
                "Saia da casa con todos, sen usar o ascensor.\n"
                "Xa na rúa, chame ao 112 ou ás urxencias da súa distribuidora de gas.",
            ),
            "eu": (
                "Gas usaina badago, egin hau orain",
                "Ez piztu eta ez itzali argirik, txirrinik edo tresnarik, eta ez erabili "
                "pospolorik edo metxerorik.\n"
                "Ireki ateak eta leihoak.\n"
                "Itxi gas-giltza, arriskurik gabe hel bazaitezke.\n"
                "Irten etxetik guztiekin, igogailua erabili gabe.\n"
                "Kalean zaudenean, deitu 112ra edo zure gas-banatzailearen larrialdietara.",
            ),
            "en": (
                "If you smell gas, do this now",
                "Do not switch lights, doorbells or appliances on or off, and use no matches or "
                "lighters.\n"
                "Open doors and windows.\n"
                "Turn off the gas at the valve, if you can reach it safely.\n"
                "Leave the house with everybody, without taking the lift.\n"
                "Once outside, call 112 or the emergency number of your gas distributor.",
            ),
        },
    ),
    "monoxido": (
        "Mareo o dolor de cabeza junto a la caldera",
        "monoxido",
        {
            "es": (
                "Puede ser monóxido de carbono: haga esto ahora",
                "Abra puertas y ventanas y salga al aire libre con todos.\n"
                "Apague la caldera o el calentador solo si puede hacerlo al salir.\n"
                "Llame al 112 y diga que hay personas mareadas.\n"
                "No vuelva a entrar ni a encenderlo hasta que lo revise un técnico.",
            ),
            "ca": (
                "Pot ser monòxid de carboni: faci això ara",
                "Obri portes i finestres i surti a l'aire lliure amb tothom.\n"
                "Apagui la caldera o l'escalfador només si ho pot fer en sortir.\n"
                "Truqui al 112 i digui que hi ha persones marejades.\n"
                "No torni a entrar ni a encendre'l fins que el revisi un tècnic.",
            ),
            "gl": (
                "Pode ser monóxido de carbono: faga isto agora",
                "Abra portas e fiestras e saia ao aire libre con todos.\n"
                "Apague a caldeira ou o quentador só se pode facelo ao saír.\n"
                "Chame ao 112 e diga que hai persoas mareadas.\n"
                "Non volva entrar nin acendelo ata que o revise un técnico.",
            ),
            "eu": (
                "Karbono monoxidoa izan daiteke: egin hau orain",
                "Ireki ateak eta leihoak, eta irten aire zabalera guztiekin.\n"
                "Itzali galdara edo berogailua irteterakoan egin badezakezu bakarrik.\n"
                "Deitu 112ra eta esan jendea zorabiatuta dagoela.\n"
                "Ez sartu berriro eta ez piztu teknikari batek begiratu arte.",
            ),
            "en": (
                "It may be carbon monoxide: do this now",
                "Open doors and windows and take everybody out into the fresh air.\n"
                "Switch off the boiler or heater only if you can do so on your way out.\n"
                "Call 112 and say that people feel dizzy.\n"
                "Do not go back in or switch it on until a technician has checked it.",
            ),
        },
    ),
    "agua_electricidad": (
        "Agua cerca de la electricidad",
        "riesgo_electrico",
        {
            "es": (
                "Hay agua cerca de la electricidad: haga esto ahora",
                "No toque el aparato, el enchufe ni el agua.\n"
                "Corte la luz en el cuadro general, si puede llegar con los pies y las manos "
                "secos.\n"
                "Cierre la llave de paso del agua.\n"
                "Si alguien ha recibido una descarga, no lo toque antes de cortar la luz y llame "
                "al 112.",
            ),
            "ca": (
                "Hi ha aigua prop de l'electricitat: faci això ara",
                "No toqui l'aparell, l'endoll ni l'aigua.\n"
                "Talli el llum al quadre general, si hi pot arribar amb els peus i les mans "
                "secs.\n"
                "Tanqui la clau de pas de l'aigua.\n"
                "Si algú ha rebut una descàrrega, no el toqui abans de tallar el llum i truqui al "
                "112.",
            ),
            "gl": (
                "Hai auga preto da electricidade: faga isto agora",
                "Non toque o aparello, o enchufe nin a auga.\n"
                "Corte a luz no cadro xeral, se pode chegar cos pés e as mans secos.\n"
                "Peche a chave de paso da auga.\n"
                "Se alguén recibiu unha descarga, non o toque antes de cortar a luz e chame ao "
                "112.",
            ),
            "eu": (
                "Ura dago elektrizitatetik hurbil: egin hau orain",
                "Ez ukitu tresna, entxufea edo ura.\n"
                "Moztu argia koadro nagusian, oinak eta eskuak lehor dituzula hel bazaitezke.\n"
                "Itxi uraren giltza.\n"
                "Norbaitek deskarga jaso badu, ez ukitu argia moztu arte eta deitu 112ra.",
            ),
            "en": (
                "There is water near electricity: do this now",
                "Do not touch the appliance, the socket or the water.\n"
                "Cut the power at the main board, if you can reach it with dry feet and hands.\n"
                "Close the water stopcock.\n"
                "If somebody has had a shock, do not touch them before the power is off, and call "
                "112.",
            ),
        },
    ),
    "quemado": (
        "Huele a quemado o echa humo",
        "fuego_humo",
        {
            "es": (
                "Huele a quemado o hay humo: haga esto ahora",
                "Corte la luz en el cuadro general; no tire del enchufe si está caliente.\n"
                "Cierre el gas, si el aparato es de gas.\n"
                "No eche agua sobre un aparato eléctrico.\n"
                "Si hay llamas o mucho humo, salga, cierre la puerta y llame al 112.\n"
                "No vuelva a usarlo hasta que lo revise un técnico.",
            ),
            "ca": (
                "Fa olor de cremat o hi ha fum: faci això ara",
                "Talli el llum al quadre general; no estiri l'endoll si és calent.\n"
                "Tanqui el gas, si l'aparell és de gas.\n"
                "No tiri aigua sobre un aparell elèctric.\n"
                "Si hi ha flames o molt de fum, surti, tanqui la porta i truqui al 112.\n"
                "No el torni a fer servir fins que el revisi un tècnic.",
            ),
            "gl": (
                "Cheira a queimado ou hai fume: faga isto agora",
                "Corte a luz no cadro xeral; non tire do enchufe se está quente.\n"
                "Peche o gas, se o aparello é de gas.\n"
                "Non bote auga sobre un aparello eléctrico.\n"
                "Se hai lapas ou moito fume, saia, peche a porta e chame ao 112.\n"
                "Non volva usalo ata que o revise un técnico.",
            ),
            "eu": (
                "Erre usaina edo kea dago: egin hau orain",
                "Moztu argia koadro nagusian; ez tira entxufetik bero badago.\n"
                "Itxi gasa, tresna gasezkoa bada.\n"
                "Ez bota urik tresna elektriko baten gainera.\n"
                "Sugarrak edo ke asko badago, irten, itxi atea eta deitu 112ra.\n"
                "Ez erabili berriro teknikari batek begiratu arte.",
            ),
            "en": (
                "It smells of burning or there is smoke: do this now",
                "Cut the power at the main board; do not pull the plug if it is hot.\n"
                "Turn off the gas, if it is a gas appliance.\n"
                "Do not throw water on an electrical appliance.\n"
                "If there are flames or a lot of smoke, get out, close the door and call 112.\n"
                "Do not use it again until a technician has checked it.",
            ),
        },
    ),
    "encierro": (
        "Hay alguien encerrado o atrapado",
        "persona_atrapada",
        {
            "es": (
                "Hay una persona encerrada: haga esto ahora",
                "Hable con ella y dígale que no fuerce la puerta ni intente salir.\n"
                "Si se encuentra mal, es un menor o no responde, llame al 112 antes que a nadie.\n"
                "Corte la corriente del aparato solo si sabe cómo y no la deja a oscuras.\n"
                "No cuelgue: vamos a buscar al técnico más cercano.",
            ),
            "ca": (
                "Hi ha una persona tancada: faci això ara",
                "Parli-hi i digui-li que no forci la porta ni intenti sortir.\n"
                "Si es troba malament, és un menor o no respon, truqui al 112 abans que a ningú.\n"
                "Talli el corrent de l'aparell només si sap com i no la deixa a les fosques.\n"
                "No pengi: busquem el tècnic més proper.",
            ),
            "gl": (
                "Hai unha persoa encerrada: faga isto agora",
                "Fale con ela e dígalle que non force a porta nin intente saír.\n"
                "Se se atopa mal, é un menor ou non responde, chame ao 112 antes ca a ninguén.\n"
                "Corte a corrente do aparello só se sabe como e non a deixa ás escuras.\n"
                "Non colgue: buscamos o técnico máis próximo.",
            ),
            "eu": (
                "Pertsona bat harrapatuta dago: egin hau orain",
                "Hitz egin harekin eta esan ez behartzeko atea eta ez saiatzeko irteten.\n"
                "Gaizki badago, adingabea bada edo erantzuten ez badu, deitu 112ra lehenik.\n"
                "Moztu tresnaren korrontea nola egin badakizu eta ilunpetan uzten ez baduzu "
                "bakarrik.\n"
                "Ez eskegi: hurbilen dagoen teknikariaren bila goaz.",
            ),
            "en": (
                "Somebody is shut in: do this now",
                "Talk to them, and tell them not to force the door or try to get out.\n"
                "If they are unwell, a child, or do not answer, call 112 before anybody else.\n"
                "Cut the power of the appliance only if you know how and it does not leave them "
                "in the dark.\n"
                "Stay on the line: we are looking for the nearest technician.",
            ),
        },
    ),
}
