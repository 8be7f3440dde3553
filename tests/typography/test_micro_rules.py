"""Each rule of French and English on the text that it is for, and on what it must leave alone."""

import pytest

from cimaise.typography.micro import typeset, typeset_spans
from cimaise.typography.spans import Span


def shown(text: str) -> str:
    """Ties as ~ and fine spaces as ^, so that they can be read here."""
    return text.replace("\u00a0", "~").replace("\u202f", "^")


FRENCH = [
    ("L'été, aujourd'hui l'«ami» d'Artois", "L’été, aujourd’hui l’«^ami^» d’Artois"),
    ("l'été '44", "l’été ’44"),
    ("Vraiment ? Oui; non! Quoi?!", "Vraiment^? Oui^; non^! Quoi^?!"),
    ("« Bonjour », dit-il : « oui ».", "«^Bonjour^», dit-il~: «^oui^»."),
    ('"Il a dit "oui" hier"', "«^Il a dit “oui” hier^»"),
    ("<<Salut>> et 'mot'", "«^Salut^» et ‘mot’"),
    ("Attendez... fin", "Attendez… fin"),
    ("le 14 juillet 1944, en juin 1944", "le 14~juillet~1944, en juin~1944"),
    ("le 1er mai", "le 1er~mai"),
    ("M. Dupont, Mme Roux, le Dr X. et J.-P. Roux", "M.~Dupont, Mme~Roux, le Dr~X. et J.-P.~Roux"),
    ("n° 5, N°5, nos 3", "n°~5, N°~5, nos~3"),
    ("p. 12-15, coll. « Atlas », t. II", "p.~12–15, coll.~«^Atlas^», t.~II"),
    ("à 10 h 30 et 10:30", "à 10~h~30 et 10:30"),
    ("10000 hommes, 500 000 tués", "10^000~hommes, 500^000 tués"),
    ("en 1944, 1944-1945, 14-18, 2004-06-06", "en 1944, 1944–1945, 14–18, 2004-06-06"),
    ("rue du Port, 59000 Lille", "rue du Port, 59000 Lille"),
    ("avec 10000 Polonais", "avec 10^000 Polonais"),
    ("Les 12000 soldats. Environ 12000.", "Les 12^000 soldats. Environ 12^000."),
    ("de 12000 à 15000 Belges, 100000 Russes", "de 12^000 à 15^000 Belges, 100^000 Russes"),
    ("Coût : 12000 €, 12345678901 francs", "Coût~: 12^000~€, 12^345^678^901~francs"),
    ("12000", "12^000"),
    ("la Guerre 39-45, FFI 1944-1945", "la Guerre 39–45, FFI 1944–1945"),
    ("pp. 120-135, 200-300 hommes, 10-12 rue", "pp.~120–135, 200–300~hommes, 10–12 rue"),
    ("44 %, 50%, 10€, 5 km, 20 °C", "44~%, 50~%, 10~€, 5~km, 20~°C"),
    ("1ère et 2ème fois, 3èmes", "1re et 2e fois, 3es"),
    ("plan Vert, Louis XIV, XXe siècle", "plan~Vert, Louis~XIV, XXe~siècle"),
    ("un mot - une incise - et la suite", "un mot –~une incise~– et la suite"),
    ("Paris , Lille , etc.", "Paris, Lille,~etc."),
    ("deux  espaces", "deux espaces"),
    ("Tél. 03 20 12 34 56", "Tél. 03~20~12~34~56"),
    ("FTP-M.O.I. Les FFI", "FTP-M.O.I. Les FFI"),
    ("3,14159265 et 5.000 et #12345", "3,14159265 et 5.000 et #12345"),
    ("(!) et [?]", "(!) et [?]"),
    ("e\u0301te\u0301", "été"),
    (
        'Il dit " oui " et part. " Non ", dit-elle.',
        "Il dit «^oui^» et part. «^Non^», dit-elle.",
    ),
    (
        'Il crie:"Non". On lit "Oui","Non" sur les tracts.',
        "Il crie~: «^Non^». On lit «^Oui^», «^Non^» sur les tracts.",
    ),
    ('"Oui,"dit-il,"je viens."', "«^Oui,^»dit-il, «^je viens.^»"),
    ('Attendez..."Non"', "Attendez… «^Non^»"),
    ('"Il a dit " oui " hier"', "«^Il a dit “oui” hier^»"),
    ('"Je viens et', "«^Je viens et"),
    ('vous verrez", dit-il.', "vous verrez^», dit-il."),
    ('"oui »', "«^oui^»"),
    ("Le rock 'n' roll", "Le rock ’n’ roll"),
    ("5'10\", « 5'10\" », \"un 5' 10\" ici\"", "5'10\", «^5'10\"^», «^un 5' 10\" ici^»"),
]  # fmt: skip
ENGLISH = [
    ('It\'s the "end"', "It’s the “end”"),
    ("'Yes', he said, \"the 'good' one\"", "‘Yes’, he said, “the ‘good’ one”"),
    ('"he said "hi" twice"', "“he said ‘hi’ twice”"),
    ("the soldiers' arms in '44, rock 'n' roll", "the soldiers’ arms in ’44, rock ’n’ roll"),
    ("Wait...", "Wait…"),
    ("1944-1945, pp. 12-13", "1944–1945, pp.~12–13"),
    ("No. 5, 6 June 1944, June 6, 1944", "No.~5, 6~June~1944, June~6, 1944"),
    ("Mr Smith; Gen. Patton; J. Smith", "Mr~Smith; Gen.~Patton; J.~Smith"),
    ("$12000, over 10000. Some 10000 Poles", "$12,000, over 10,000. Some 10,000 Poles"),
    ("June 6-8, pages 12-18, aged 15-20", "June~6–8, pages 12–18, aged 15–20"),
    ("10000 men, 10 000, in 1944", "10,000~men, 10,000, in 1944"),
    ("what ? yes ! so : 50 %", "what? yes! so: 50%"),
    ("then - or so - he left", "then –~or so~– he left"),
    ("5 km at 10 a.m.", "5~km at 10~a.m."),
    ("Plan Vert", "Plan~Vert"),
    ('a 5\'10" man, "a 5\' 10½" man"', "a 5'10\" man, “a 5' 10½\" man”"),
    ("'in 1940' 12 \"men\"", "‘in 1940’ 12 “men”"),
    (
        'He said:"No". They read "Yes","No". " Yes ", she said.',
        "He said: “No”. They read “Yes”, “No”. “Yes”, she said.",
    ),
    ('“he said "no"”', "“he said ‘no’”"),
    ("'a 'b' c'", "‘a ‘b’ c’"),
    ("'Tis said. \"'Twas brillig.\"", "’Tis said. “’Twas brillig.”"),
    ("He 'ad 'is 'at on, 'Arry.", "He ’ad ’is ’at on, ’Arry."),
    ("'He 'ad 'is 'at,' he said.", "‘He ’ad ’is ’at,’ he said."),
    ("'Allo 'Allo. 'Til then. 'Cause.", "’Allo ’Allo. ’Til then. ’Cause."),
    ("the 'terrorists' arms; 'Is it?'", "the ‘terrorists’ arms; ‘Is it?’"),
    ("goin' home, five o' clock, the 80's", "goin’ home, five o’ clock, the 80’s"),
    ("A 6' man, 5'-10\", 6' x 4', 'a 6' man'", "A 6' man, 5'-10\", 6' x 4', ‘a 6' man’"),
]
# Which side a mark is of is not certain, or it is none.
LEFT_STRAIGHT = [
    ("fr", 'Il dit "oui "et part.'),
    ("fr", 'Il dit" oui "et part.'),
    ("fr", '“Il dit "non"”'),
    ("fr", 'Un " seul'),
    ("fr", 'Un tube de 12", un de 15"'),
    ("fr", '5 " et 7 "'),
    ("fr", '"" et """'),
    ("en", 'A 12" pipe and 5 " and 7 "'),
    ("en", "'First of several paragraphs."),
    ("en", "one ' alone"),
]
UNTOUCHED = [
    "https://museemrjmoi.com/a;b?c=1&d=2,3",
    "jean.dormesson@free.fr",
    "o'neil@ex.org",
    "O'NEIL@EX.ORG",
    "museemrjmoi.com",
    "www.example.org/l'ete",
]


@pytest.mark.parametrize(("source", "expected"), FRENCH)
def test_french(source: str, expected: str) -> None:
    assert shown(typeset(source, "fr").text) == expected


@pytest.mark.parametrize(("source", "expected"), ENGLISH)
def test_english(source: str, expected: str) -> None:
    assert shown(typeset(source, "en-GB").text) == expected


# Numbers that count nothing, or perhaps nothing.
CODES = [
    "ISBN 9782070368228, ISSN 0151-0193, ISSN 1951-2001",
    "Archives nationales, F 7 14880. Matricule 45157.",
    "AN, 72 AJ 35-40, AJ 40 123, Ms. fr. 12345 de la BnF",
    "1 place Foch 59000 Lille, BP 12345, Lille (59000)",
    "rue du port 59000 Lille, à 59000 Lille",
    "59000 Lille",
    "Bundesarchiv, RW 35-1220. Photo 12345.jpg",
    "CS 40567, cote 12345, inv. 12345, IWM B 10245, SIRET 12345678900012",
    "SIRET 123 456 789, cote 12 345",
    "matricules 45157, 45158 et 45159",
    "Turbigo 84-85, Tél. 20-34, téléphone 20-34",
    "ISBN 9780140449136. New York 10001. Phone 555-1234.",
    "Washington, DC 20500, prisoner 12345 was, prisoners 45157 and 45158",
    "phone 01234 567890, Boeing 737-800 was, New York 10 001",
    "1944-12, 1944-05, 007-009",
    "12345678901 seen",
]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("text", CODES)
def test_codes_are_left_alone(text: str, language: str) -> None:
    assert typeset(text, language).text.replace("\u00a0", " ") == text


@pytest.mark.parametrize(("language", "text"), LEFT_STRAIGHT)
def test_marks_whose_side_is_not_certain(language: str, text: str) -> None:
    assert typeset(text, language).text.replace("\u202f", " ").replace("\u00a0", " ") == text


@pytest.mark.parametrize("address", UNTOUCHED)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_addresses_are_left_alone(address: str, language: str) -> None:
    assert address in typeset(f"Voir {address} ; l'autre.", language).text


def test_superiors_and_small_capitals() -> None:
    text = "1er, 1re, 2nd, 3e, 24es, Ier, XXe siècle, XIXe et XVIIIe siècles, IIIe, Le Me Ce 5de"
    outcome = typeset(text, "fr")
    assert [outcome.text[a:b] for a, b in outcome.superiors] == [
        "er", "re", "nd", "e", "es", "er", "e", "e", "e", "e",
    ]  # fmt: skip
    assert [outcome.text[a:b] for a, b in outcome.small_caps] == ["XX", "XIX", "XVIII"]


def test_changes_say_rule_words_and_place() -> None:
    source = "Lille, l'été ; voir a.fr et"
    changes = typeset(source, "fr").changes
    assert [(change.rule, change.before, change.after) for change in changes] == [
        ("apostrophe", "l'été", "l’été"),
        ("fine-space", "l’été ;", "l’été\u202f;"),
    ]
    assert [source[change.start] for change in changes] == ["'", " "]


def test_spans_keep_their_manner_across_rules() -> None:
    spans = [
        Span("Le "),
        Span('"plan', italic=True),
        Span(' Vert" ; le 1'),
        Span("er", bold=True),
        Span(" mai 1944"),
        Span("12", superior=True),
        Span(" !", link="https://x.fr"),
    ]
    outcome = typeset_spans(spans, "fr")
    assert [
        (shown(span.text), span.italic, span.bold, span.superior) for span in outcome.spans
    ] == [
        ("Le ", False, False, False),
        ("«^plan", True, False, False),
        ("~Vert^»^; le 1", False, False, False),
        ("er", False, True, True),
        ("~mai~1944", False, False, False),
        ("12", False, False, True),
        ("^!", False, False, False),
    ]
    assert outcome.spans[-1].link == "https://x.fr"
    assert outcome.changes
