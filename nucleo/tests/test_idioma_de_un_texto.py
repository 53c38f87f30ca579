"""In which language a customer writes: told from a sentence or two, or not told."""

import pytest

from nucleo.correo.idioma import idioma_de

FRASES = {
    "es": [
        "La nevera no enfría desde ayer.",
        "Buenos días, la lavadora pierde agua por debajo y no sé qué hacer.",
        "¿Cuándo va a venir el técnico? Llevo esperando toda la mañana.",
        "Hola, sigo sin noticias de mi reparación. Un saludo.",
        "Quiero poner una reclamación porque el aparato ha fallado otra vez.",
        "Adjunto la factura de la compra, gracias.",
        "El termo hace ruido y sale el agua fría.",
        "Ya funciona, muchas gracias por todo.",
        "Me pueden llamar por la tarde, a partir de las seis.",
        "No ha venido nadie y nadie me ha llamado para avisar.",
        "Necesito cambiar la cita del jueves.",
        "El horno se apaga solo cuando lleva diez minutos encendido.",
    ],
    "ca": [
        "La nevera no refreda des d'ahir.",
        "Bon dia, la rentadora perd aigua per sota i no sé què fer.",
        "Quan vindrà el tècnic? Estic esperant tot el matí.",
        "Hola, encara no tinc notícies de la meva reparació. Salutacions.",
        "Vull posar una reclamació perquè l'aparell ha fallat una altra vegada.",
        "Us adjunto la factura de la compra, gràcies.",
        "El termo fa soroll i l'aigua surt freda.",
        "Ja funciona, moltes gràcies per tot.",
        "Em podeu trucar a la tarda, a partir de les sis.",
        "No ha vingut ningú i ningú no m'ha trucat per avisar.",
        "Necessito canviar la cita de dijous.",
        "El forn s'apaga sol quan fa deu minuts que és encès.",
    ],
    "gl": [
        "A neveira non arrefría dende onte.",
        "Bos días, a lavadora perde auga por debaixo e non sei que facer.",
        "Cando vai vir o técnico? Levo agardando toda a mañá.",
        "Ola, sigo sen noticias da miña reparación. Un saúdo.",
        "Quero poñer unha reclamación porque o aparello fallou outra vez.",
        "Achego a factura da compra, grazas.",
        "O termo fai ruído e a auga sae fría.",
        "Xa funciona, moitas grazas por todo.",
        "Pódenme chamar pola tarde, a partir das seis.",
        "Non veu ninguén e ninguén me chamou para avisar.",
        "Necesito cambiar a cita do xoves.",
        "O forno apágase só cando leva dez minutos aceso.",
    ],
    "eu": [
        "Hozkailuak ez du hozten atzotik.",
        "Egun on, garbigailuak ura galtzen du azpitik eta ez dakit zer egin.",
        "Noiz etorriko da teknikaria? Goiz osoa daramat zain.",
        "Kaixo, oraindik ez dut nire konponketaren berririk. Agur bat.",
        "Erreklamazio bat jarri nahi dut, gailuak berriro huts egin duelako.",
        "Erosketaren faktura bidaltzen dizuet, eskerrik asko.",
        "Berogailuak zarata egiten du eta ura hotz irteten da.",
        "Badabil, eskerrik asko guztiagatik.",
        "Arratsaldean deitu ahal didazue, seietatik aurrera.",
        "Ez da inor etorri eta inork ez dit deitu abisatzeko.",
        "Osteguneko hitzordua aldatu behar dut.",
        "Labea bere kabuz itzaltzen da hamar minutu daramatzanean.",
    ],
    "en": [
        "The fridge has not been cooling since yesterday.",
        "Good morning, the washing machine leaks and I don't know what to do.",
        "When is the technician coming? I have been waiting all morning.",
        "Hello, I still have no news about my repair. Regards.",
        "I want to make a complaint because the appliance failed again.",
        "Please find the invoice attached, thank you.",
        "The boiler makes a noise and the water is cold.",
        "It works now, thanks for everything.",
        "You can call me in the afternoon, from six o'clock.",
        "Nobody came and nobody called me to let me know.",
        "I need to change the appointment on Thursday.",
        "The oven turns itself off after ten minutes.",
    ],
}
# Written after the lists of words, and not to be looked at when mending them.
DE_CONTROL = {
    "es": [
        "Os escribo porque el frigorífico que me instalasteis el martes hace un zumbido raro.",
        "¿Me confirmáis si la pieza está pedida?",
        "Perdonad, no puedo estar en casa el día que me dijisteis.",
        "La secadora se ha parado a medio programa y huele a quemado.",
    ],
    "ca": [
        "Us escric perquè la nevera que em vau instal·lar dimarts fa un brunzit estrany.",
        "Em confirmeu si la peça està demanada?",
        "Perdoneu, no puc ser a casa el dia que em vau dir.",
        "L'assecadora s'ha aturat a mig programa i fa olor de cremat.",
    ],
    "gl": [
        "Escríbovos porque o frigorífico que me instalastes o martes fai un zunido estraño.",
        "Confirmádesme se a peza está pedida?",
        "Perdoade, non podo estar na casa o día que me dixestes.",
        "A secadora parou a medio programa e cheira a queimado.",
    ],
    "eu": [
        "Asteartean jarri zenidaten hozkailuak zurrumurru arraroa egiten duelako idazten dizuet.",
        "Baieztatuko al didazue pieza eskatuta dagoen?",
        "Barkatu, ezin naiz etxean egon esan zenidaten egunean.",
        "Lehorgailua programaren erdian gelditu da eta erre usaina dario.",
    ],
    "en": [
        "I am writing because the fridge you installed on Tuesday makes a strange humming.",
        "Could you confirm whether the part has been ordered?",
        "Sorry, I cannot be at home on the day you told me.",
        "The dryer stopped halfway through its cycle and it smells of burning.",
    ],
}
DE_OTROS = [
    "A geladeira não está a arrefecer desde ontem, muito obrigado.",
    "Bom dia, quando vem o técnico? Não tenho notícias da minha reparação.",
    "Bonjour, le réfrigérateur ne refroidit plus depuis hier, merci de me rappeler.",
    "Je n'ai pas reçu la facture de l'appareil.",
    "Buongiorno, la lavatrice perde acqua e non so cosa fare.",
    "Guten Tag, der Kühlschrank kühlt seit gestern nicht mehr.",
]
NO_SE_SABE = [
    *("", "OK", "INC-26-000123", "600 123 123", "Balay 3FC1234", "👍👍", "Hola"),
    "https://a.example/el/la",
]
TODAS = [
    (idioma, frase)
    for grupo in (FRASES, DE_CONTROL)
    for idioma, frases in grupo.items()
    for frase in frases
]


@pytest.mark.parametrize(("idioma", "frase"), TODAS)
def test_a_sentence_is_never_taken_for_another_language(idioma, frase):
    assert idioma_de(frase) in {idioma, None}


@pytest.mark.parametrize("idioma", FRASES)
def test_nearly_every_sentence_is_recognised(idioma):
    reconocidas = sum(idioma_de(frase) == idioma for frase in FRASES[idioma])
    assert reconocidas >= len(FRASES[idioma]) - 2


def test_so_are_those_that_nobody_had_in_mind():
    reconocidas = [idioma_de(f) == idioma for idioma, frases in DE_CONTROL.items() for f in frases]
    assert sum(reconocidas) >= 0.75 * len(reconocidas)


@pytest.mark.parametrize("idioma", FRASES)
def test_of_two_sentences_at_most_one_pair_is_not(idioma):
    pares = list(zip(FRASES[idioma], FRASES[idioma][1:], strict=False))
    assert sum(idioma_de(f"{una} {otra}") == idioma for una, otra in pares) >= len(pares) - 1


@pytest.mark.parametrize("frase", DE_OTROS)
def test_a_language_that_is_not_ours_is_not_said_to_be(frase):
    assert idioma_de(frase) is None


@pytest.mark.parametrize("frase", NO_SE_SABE)
def test_what_does_not_let_tell_is_unknown(frase):
    assert idioma_de(frase) is None


def test_addresses_and_links_do_not_count():
    assert idioma_de("the@of.example https://and.or.that/in/with/for") is None
