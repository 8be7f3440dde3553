"""The booklet's own words, by language: headings and labels that no YAML holds."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct


class Words(Struct, frozen=True):
    """Everything that the booklet and the page for schools say by themselves."""

    how_to: str
    how_to_text: tuple[str, ...]
    contents: str
    chronology: str
    date: str
    event: str
    page: str
    places: str
    glossary: str
    questions: str
    sources: str
    pictures: str
    imprint: str
    notes: str
    drawn_with: str
    panel: str
    booklet_of: str
    map: str
    colon: str
    how_to_epub: tuple[str, ...]
    cover: str
    panels: str
    in_panel: str
    in_panels: str
    pages: str
    accessibility: str
    logos: str


FRENCH = Words(
    how_to="Comment utiliser ce livret",
    how_to_text=(
        "Ce livret reprend l'exposition, panneau par panneau : à gauche le texte, à droite les "
        "images, la carte et les dates. La frise au pied de la page dit *quand* l'on est : la "
        "période du panneau y est en pleine couleur.",
        "À la fin : toutes les dates dans l'ordre, les lieux, les mots expliqués, des questions "
        "pour la classe, les sources.",
        "**À l'écran**, la version légère se lit aussi avec une synthèse vocale : titres, listes, "
        "tableaux et images y sont décrits ; chaque renvoi est un lien.",
        "**Sur papier**, la version à plier s'imprime sur des feuilles A4, recto verso, "
        "« retourner sur le bord court », à 100 %. Pliez le paquet en deux et agrafez-le dans "
        "le pli.",
    ),
    contents="Sommaire",
    chronology="Toutes les dates",
    date="Date",
    event="Événement",
    page="Page",
    places="Les lieux",
    glossary="Les mots",
    questions="Pour la classe",
    sources="Sources",
    pictures="Images",
    imprint="Ce livret",
    notes="Notes",
    drawn_with="Livret composé avec Cimaise à partir du texte des panneaux.",
    panel="Panneau",
    booklet_of="Livret de l’exposition",
    map="Carte",
    colon="\u00a0: ",
    how_to_epub=(
        "Ce livret reprend l'exposition, panneau par panneau : le texte d'abord, puis les images, "
        "la carte et les dates du panneau.",
        "À la fin : toutes les dates dans l'ordre, les lieux, les mots expliqués, des questions "
        "pour la classe, les sources. Chaque renvoi est un lien.",
        "Images, cartes et chronologies sont décrites en toutes lettres : une synthèse vocale les "
        "lit. La taille des caractères et les couleurs se règlent dans votre logiciel de lecture.",
        "Les numéros de page sont ceux du livret en PDF : toute la classe peut se retrouver à la "
        "même page.",
    ),
    cover="Couverture",
    panels="Les panneaux",
    in_panel="panneau",
    in_panels="panneaux",
    pages="Pages du livret imprimé",
    accessibility="Texte structuré en chapitres et en titres, sommaire, liste des pages du livret "
    "imprimé. Toutes les images, cartes et chronologies ont une description ; les dates sont "
    "aussi données en tableau. Ni son, ni mouvement, ni clignotement. La police, la taille et les "
    "couleurs peuvent être changées.",
    logos="Partenaires",
)

ENGLISH = Words(
    how_to="How to use this booklet",
    how_to_text=(
        "This booklet follows the exhibition panel by panel: the text on the left, pictures, map "
        "and dates on the right. The timeline at the foot of the page says *when* we are: the "
        "panel's own period stands there in full colour.",
        "At the end: all dates in order, places, words explained, questions for the class, "
        "sources.",
        "**On screen**, the light version can also be read aloud: headings, lists, tables and "
        "pictures are described, and every reference is a link.",
        "**On paper**, the version to fold is printed on A4 sheets, on both sides, “flip on short "
        "edge”, at 100 %. Fold the sheets in half together and staple them through the fold.",
    ),
    contents="Contents",
    chronology="All dates",
    date="Date",
    event="Event",
    page="Page",
    places="Places",
    glossary="Words",
    questions="For the class",
    sources="Sources",
    pictures="Pictures",
    imprint="This booklet",
    notes="Notes",
    drawn_with="Booklet set with Cimaise from the text of the panels.",
    panel="Panel",
    booklet_of="Booklet of the exhibition",
    map="Map",
    colon=": ",
    how_to_epub=(
        "This booklet follows the exhibition panel by panel: first the text, then the panel's "
        "pictures, map and dates.",
        "At the end: all dates in order, places, words explained, questions for the class, "
        "sources. Every reference is a link.",
        "Pictures, maps and chronologies are described in words and can be read aloud. The size "
        "of the letters and the colours are set in your reading software.",
        "Page numbers are those of the PDF booklet: a whole class can meet on the same page.",
    ),
    cover="Cover",
    panels="The panels",
    in_panel="panel",
    in_panels="panels",
    pages="Pages of the printed booklet",
    accessibility="The text is structured by chapters and headings, with a table of contents and "
    "a list of the printed booklet's pages. All pictures, maps and chronologies are described; "
    "the dates are given as a table too. No sound, no motion, no flashing. Typeface, size and "
    "colours can be changed.",
    logos="Partners",
)

WORDS: Mapping[str, Words] = {"fr": FRENCH, "en": ENGLISH}


def words_for(language: str) -> Words:
    """The words of a language; English ones where we have none."""
    return WORDS.get(language.partition("-")[0].lower(), ENGLISH)
