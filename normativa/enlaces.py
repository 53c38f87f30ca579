"""Where each norm can be read: the consolidated text of the BOE, or EUR-Lex."""

BOE = "https://www.boe.es/buscar/act.php?id="
EUR_LEX = "https://eur-lex.europa.eu/eli/"
NORMAS = {
    "TRLGDCU": f"{BOE}BOE-A-2007-20555",
    "RD 58/1988": f"{BOE}BOE-A-1988-2809",
    "RD 1457/1986": f"{BOE}BOE-A-1986-18896",
    "Ley 10/2025": f"{BOE}BOE-A-2025-26698",
    "Ley 39/2015": f"{BOE}BOE-A-2015-10565",
    "Código Civil": f"{BOE}BOE-A-1889-4763",
    "Código de Comercio": f"{BOE}BOE-A-1885-6627",
    "Ley 22/2010": f"{BOE}BOE-A-2010-13115",
    "Ley 2/2012": f"{BOE}BOE-A-2012-5595",
    "Ley 3/2019": f"{BOE}BOE-A-2019-6772",
    "Ley 6/2019": f"{BOE}BOE-A-2019-3492",
    "Ley 1/2006": f"{BOE}BOE-A-2006-5810",
    "Directiva (UE) 2024/1799": f"{EUR_LEX}dir/2024/1799/oj",
}


def enlace_de(norma: str) -> str:
    """The address of the norm that a citation begins with; "" if it is not known."""
    for nombre, enlace in NORMAS.items():
        if norma == nombre or norma.startswith(f"{nombre} "):
            return enlace
    return ""
