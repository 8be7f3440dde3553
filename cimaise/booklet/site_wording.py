"""What the page for schools says by itself, by language."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct


class SiteWords(Struct, frozen=True):
    """Headings, labels and the sentences about borrowing."""

    skip: str
    languages: str
    on_this_page: str
    downloads: str
    panels: str
    panels_hint: str
    see_panel: str
    read_panel: str
    texts: str
    borrow: str
    licence: str
    no_licence: str
    file: str
    format: str
    language: str
    size: str
    picture: str
    made_with: str
    colon: str
    dash: str
    megabytes: str
    kilobytes: str
    decimal: str
    to_read: str
    to_carry: str
    to_fold: str
    to_print: str
    pages: tuple[str, str]
    sheet: str
    partners: str
    borrow_print: str
    borrow_ask: str


FRENCH = SiteWords(
    skip="Aller au contenu",
    languages="Langues",
    on_this_page="Sur cette page",
    downloads="Télécharger",
    panels="Les panneaux",
    panels_hint="Chaque image s'ouvre assez grand pour être lue ; le texte de chaque panneau est "
    "aussi donné plus bas.",
    see_panel="Voir en grand le panneau",
    read_panel="Lire le panneau",
    texts="Le texte des panneaux",
    borrow="Emprunter l'exposition",
    licence="Licence et crédits",
    no_licence="L'exposition ne dit pas sous quelle licence elle est publiée : demandez avant de "
    "reproduire.",
    file="Fichier",
    format="Format",
    language="Langue",
    size="Taille",
    picture="Image",
    made_with="Page faite avec Cimaise, sans script ni mesure d'audience.",
    colon="\u00a0: ",
    dash=" – ",
    megabytes="Mo",
    kilobytes="Ko",
    decimal=",",
    to_read="Le livret à lire à l'écran ou à écouter",
    to_carry="Le livret pour liseuse, tablette ou téléphone",
    to_fold="Le livret à imprimer sur A4, à plier et à agrafer",
    to_print="Les panneaux à imprimer soi-même en {size} ({pages})",
    pages=("page", "pages"),
    sheet="La fiche de prêt, pour préparer l'accrochage",
    partners="Partenaires",
    borrow_print="Une école peut aussi imprimer l'exposition elle-même : le fichier des panneaux "
    "est parmi les téléchargements.",
    borrow_ask="Pour l'emprunter, écrivez à l'établissement qui vous a donné cette adresse, avec "
    "vos dates et la longueur de mur dont vous disposez.",
)

ENGLISH = SiteWords(
    skip="Skip to content",
    languages="Languages",
    on_this_page="On this page",
    downloads="Download",
    panels="The panels",
    panels_hint="Each picture opens large enough to be read; the text of each panel is also given "
    "below.",
    see_panel="See large: panel",
    read_panel="Read panel",
    texts="The text of the panels",
    borrow="Borrow the exhibition",
    licence="Licence and credits",
    no_licence="The exhibition does not say under which licence it is published: please ask before "
    "you reproduce it.",
    file="File",
    format="Format",
    language="Language",
    size="Size",
    picture="Picture",
    made_with="Made with Cimaise; no script, no tracking.",
    colon=": ",
    dash=" – ",
    megabytes="MB",
    kilobytes="kB",
    decimal=".",
    to_read="The booklet to read on screen or to listen to",
    to_carry="The booklet for e-readers, tablets and phones",
    to_fold="The booklet to print on A4, fold and staple",
    to_print="The panels to print yourself on {size} ({pages})",
    pages=("page", "pages"),
    sheet="The lender's sheet, to plan the hanging",
    partners="Partners",
    borrow_print="A school can also print the exhibition itself: the file of all panels is among "
    "the downloads.",
    borrow_ask="To borrow it, write to the institution that gave you this address, with your dates "
    "and the length of wall that you have.",
)

SITE_WORDS: Mapping[str, SiteWords] = {"fr": FRENCH, "en": ENGLISH}


def site_words(language: str) -> SiteWords:
    """The words of a language; English ones where we have none."""
    return SITE_WORDS.get(language.partition("-")[0].lower(), ENGLISH)
