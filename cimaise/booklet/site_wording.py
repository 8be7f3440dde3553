"""What the page for schools says by itself, by language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SiteWords:
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
    to_fold: str
    sheet: str
    borrow_panels: str
    borrow_print: str
    borrow_ask: str


FRENCH = SiteWords(
    skip="Aller au contenu",
    languages="Langues",
    on_this_page="Sur cette page",
    downloads="Télécharger",
    panels="Les panneaux",
    panels_hint="Chaque image s'ouvre en grand ; le texte de chaque panneau se lit plus bas.",
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
    to_fold="Le livret à imprimer sur A4, à plier et à agrafer",
    sheet="La fiche de prêt",
    borrow_panels="{count} panneaux de {width} × {height} cm, à accrocher le centre à 1,37 m du "
    "sol.",
    borrow_print="Une école peut aussi imprimer l'exposition elle-même : les panneaux existent en "
    "PDF, prêts pour l'imprimeur.",
    borrow_ask="Pour l'emprunter, écrivez à l'établissement qui vous a donné cette adresse, avec "
    "vos dates et la longueur de mur dont vous disposez.",
)

ENGLISH = SiteWords(
    skip="Skip to content",
    languages="Languages",
    on_this_page="On this page",
    downloads="Download",
    panels="The panels",
    panels_hint="Each picture opens large; the text of each panel can be read below.",
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
    to_fold="The booklet to print on A4, fold and staple",
    sheet="The lender's sheet",
    borrow_panels="{count} panels of {width} × {height} cm, hung with their centre at 1.37 m.",
    borrow_print="A school can also print the exhibition itself: the panels exist as PDFs, ready "
    "for a print shop.",
    borrow_ask="To borrow it, write to the institution that gave you this address, with your dates "
    "and the length of wall that you have.",
)

SITE_WORDS: Mapping[str, SiteWords] = {"fr": FRENCH, "en": ENGLISH}

LANGUAGE_NAMES: Mapping[str, str] = {
    "de": "Deutsch",
    "en": "English",
    "es": "Español",
    "fr": "Français",
    "it": "Italiano",
    "nl": "Nederlands",
    "pl": "Polski",
    "pt": "Português",
}


def site_words(language: str) -> SiteWords:
    """The words of a language; English ones where we have none."""
    return SITE_WORDS.get(language.partition("-")[0].lower(), ENGLISH)
