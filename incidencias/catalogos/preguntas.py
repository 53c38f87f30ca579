"""The questions that are asked on the first day, and how customers read them in their languages.

Written once at the start of an installation; from then on they are edited on screen.
"""

# category: [(question, kind, options, danger or "", compulsory, shown in the portal)]
PREGUNTAS: dict[str, list[tuple[str, str, list[str], str, bool, bool]]] = {
    "No funciona": [
        ("¿Huele a gas?", "si_no", [], "gas", True, True),
        ("¿Huele a quemado o echa humo?", "si_no", [], "quemado", True, True),
        (
            "¿Alguien se ha mareado o le duele la cabeza en casa?",
            "si_no",
            [],
            "monoxido",
            False,
            True,
        ),
        ("¿Hay alguien encerrado o atrapado?", "si_no", [], "encierro", False, False),
        ("¿Llega la corriente?", "opcion", ["Sí", "No", "No lo sé"], "", False, True),
    ],
    "Hace ruido o gotea": [
        ("¿Llega el agua a algún enchufe o cable?", "si_no", [], "agua_electricidad", True, True),
        ("¿Qué hace?", "opcion", ["Gotea", "Hace ruido", "Las dos cosas"], "", False, True),
        ("Una foto de por dónde sale", "foto", [], "", False, True),
    ],
    "Código de error": [
        ("¿Qué código muestra?", "texto", [], "", True, True),
        ("Una foto de la pantalla", "foto", [], "", False, True),
    ],
}

# question: {language: (question, its answers in the same order)}
TRADUCCIONES: dict[str, dict[str, tuple[str, list[str]]]] = {
    "¿Huele a gas?": {
        "ca": ("Fa olor de gas?", []),
        "gl": ("Cheira a gas?", []),
        "eu": ("Gas usaina badago?", []),
        "en": ("Does it smell of gas?", []),
    },
    "¿Huele a quemado o echa humo?": {
        "ca": ("Fa olor de cremat o treu fum?", []),
        "gl": ("Cheira a queimado ou bota fume?", []),
        "eu": ("Erre usaina du edo kea botatzen du?", []),
        "en": ("Does it smell of burning or give off smoke?", []),
    },
    "¿Alguien se ha mareado o le duele la cabeza en casa?": {
        "ca": ("Algú s'ha marejat o té mal de cap a casa?", []),
        "gl": ("Alguén se mareou ou lle doe a cabeza na casa?", []),
        "eu": ("Etxean norbait zorabiatu da edo buruko mina du?", []),
        "en": ("Does anybody at home feel dizzy or have a headache?", []),
    },
    "¿Hay alguien encerrado o atrapado?": {
        "ca": ("Hi ha algú tancat o atrapat?", []),
        "gl": ("Hai alguén encerrado ou atrapado?", []),
        "eu": ("Norbait harrapatuta edo itxita dago?", []),
        "en": ("Is anybody shut in or trapped?", []),
    },
    "¿Llega la corriente?": {
        "ca": ("Arriba el corrent?", ["Sí", "No", "No ho sé"]),
        "gl": ("Chega a corrente?", ["Si", "Non", "Non o sei"]),
        "eu": ("Iristen da korrontea?", ["Bai", "Ez", "Ez dakit"]),
        "en": ("Is there power?", ["Yes", "No", "I do not know"]),
    },
    "¿Llega el agua a algún enchufe o cable?": {
        "ca": ("L'aigua arriba a algun endoll o cable?", []),
        "gl": ("Chega a auga a algún enchufe ou cable?", []),
        "eu": ("Ura entxufe edo kableren batera iristen da?", []),
        "en": ("Does the water reach a socket or a cable?", []),
    },
    "¿Qué hace?": {
        "ca": ("Què fa?", ["Degota", "Fa soroll", "Totes dues coses"]),
        "gl": ("Que fai?", ["Pinga", "Fai ruído", "As dúas cousas"]),
        "eu": ("Zer egiten du?", ["Tantaka ari da", "Zarata egiten du", "Biak"]),
        "en": ("What does it do?", ["It drips", "It makes a noise", "Both"]),
    },
    "Una foto de por dónde sale": {
        "ca": ("Una foto d'on surt", []),
        "gl": ("Unha foto de por onde sae", []),
        "eu": ("Nondik irteten den erakusten duen argazki bat", []),
        "en": ("A photo of where it comes out", []),
    },
    "¿Qué código muestra?": {
        "ca": ("Quin codi mostra?", []),
        "gl": ("Que código mostra?", []),
        "eu": ("Zer kode erakusten du?", []),
        "en": ("What code does it show?", []),
    },
    "Una foto de la pantalla": {
        "ca": ("Una foto de la pantalla", []),
        "gl": ("Unha foto da pantalla", []),
        "eu": ("Pantailaren argazki bat", []),
        "en": ("A photo of the display", []),
    },
}
