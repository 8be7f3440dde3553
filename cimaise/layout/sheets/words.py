"""What the sheets say, by language, and how it writes numbers."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from cimaise.layout.sheets.language_names import ENGLISH_NAMES, FRENCH_NAMES, named

NARROW = "\u202f"


class Words(Struct, frozen=True):
    """One language's words. `{}` is filled in; `decimal` and `thousands` are its number signs."""

    decimal: str
    thousands: str
    colon: str
    semicolon: str
    to_the_printer: str
    to_the_lender: str
    files: str
    files_in: str
    trim: str
    bleed: str
    bleed_of: str
    safe: str
    hidden: str
    hidden_sides: Mapping[str, str]
    area: str
    area_of: str
    scale: str
    scaled: str
    standard: str
    condition: str
    ink_limit: str
    marks: str
    marks_on: str
    marks_named: Mapping[str, str]
    marks_off: str
    finishing: str
    heaviest: str
    smallest: str
    no_picture: str
    no_finding: str
    warnings: tuple[str, str]
    checksums: str
    panels: str
    in_each_language: str
    languages: str
    language_names: Mapping[str, str]
    dimensions: str
    total_length: str
    edge_to_edge: str
    with_gaps: str
    hanging: str
    hanging_heights: str
    standing: str
    standing_heights: str
    contents: str
    credits: str
    contact: str
    and_: str
    read_from: str


FRENCH = Words(
    decimal=",",
    thousands=NARROW,
    colon=" :",
    semicolon=" ;",
    to_the_printer="Fiche d'impression",
    to_the_lender="Fiche technique",
    files="Fichiers",
    files_in="{count} dans {folder}",
    trim="Format fini",
    bleed="Fonds perdus",
    bleed_of="{length} mm sur les quatre côtés",
    safe="Marge de sécurité",
    hidden="Partie cachée",
    hidden_sides={"top": "en haut", "foot": "au pied", "left": "à gauche", "right": "à droite"},
    area="Surface",
    area_of="{count} × {one} m², soit {all} m²",
    scale="Échelle",
    scaled="1:{scale} : {size} dans le fichier, à imprimer à {percent} %",
    standard="Norme",
    condition="Condition d'impression",
    ink_limit="Encrage maximal",
    marks="Repères",
    marks_on="{marks}, hors fonds perdus",
    marks_named={
        "crop": "coupe",
        "registration": "repérage",
        "bar": "gamme de contrôle",
        "slug": "légende",
    },
    marks_off="aucun",
    finishing="Façonnage",
    heaviest="aplat le plus chargé {percent} % (limite {limit} %)",
    smallest="Images à {ppi} ppp au moins",
    no_picture="Aucune image tramée",
    no_finding="Contrôle sans remarque",
    warnings=("remarque dans preflight.json", "remarques dans preflight.json"),
    checksums="Empreintes SHA-256 de tous les fichiers dans SHA256SUMS. Polices incorporées.",
    panels="Panneaux",
    in_each_language="{count} dans chaque langue",
    languages="Langues",
    language_names=FRENCH_NAMES,
    dimensions="Dimensions",
    total_length="Linéaire",
    edge_to_edge="{length} m bord à bord",
    with_gaps="{length} m avec {gap} cm entre les panneaux",
    hanging="Accrochage",
    hanging_heights="centre à {centre} mm du sol, haut à {top} mm, bas à {foot} mm",
    standing="Installation",
    standing_heights="pied au sol, visible jusqu'à {top} mm",
    contents="Contenu",
    credits="Crédits",
    contact="Prêt",
    and_="et",
    read_from="lecture à {distance} m",
)

ENGLISH = Words(
    decimal=".",
    thousands=",",
    colon=":",
    semicolon=";",
    to_the_printer="Print sheet",
    to_the_lender="Technical sheet",
    files="Files",
    files_in="{count} in {folder}",
    trim="Trim size",
    bleed="Bleed",
    bleed_of="{length} mm on all four sides",
    safe="Safe margin",
    hidden="Hidden",
    hidden_sides={
        "top": "at the top",
        "foot": "at the foot",
        "left": "at the left",
        "right": "at the right",
    },
    area="Area",
    area_of="{count} × {one} m², {all} m² in all",
    scale="Scale",
    scaled="1:{scale}: {size} in the file, to be printed at {percent} %",
    standard="Standard",
    condition="Print condition",
    ink_limit="Ink limit",
    marks="Marks",
    marks_on="{marks}, outside the bleed",
    marks_named={
        "crop": "crop marks",
        "registration": "registration marks",
        "bar": "colour bar",
        "slug": "slug line",
    },
    marks_off="none",
    finishing="Finishing",
    heaviest="heaviest flat colour {percent} % (limit {limit} %)",
    smallest="Pictures at {ppi} ppi at least",
    no_picture="No halftone picture",
    no_finding="Preflight without a remark",
    warnings=("remark in preflight.json", "remarks in preflight.json"),
    checksums="SHA-256 of every file in SHA256SUMS. All fonts are embedded.",
    panels="Panels",
    in_each_language="{count} in each language",
    languages="Languages",
    language_names=ENGLISH_NAMES,
    dimensions="Size",
    total_length="Wall length",
    edge_to_edge="{length} m edge to edge",
    with_gaps="{length} m with {gap} cm between panels",
    hanging="Hanging",
    hanging_heights="centre {centre} mm above the floor, top at {top} mm, foot at {foot} mm",
    standing="Set-up",
    standing_heights="foot on the floor, in sight up to {top} mm",
    contents="Contents",
    credits="Credits",
    contact="Lending",
    and_="and",
    read_from="read from {distance} m",
)

WORDS: Mapping[str, Words] = {"fr": FRENCH, "en": ENGLISH}


def words_in(language: str) -> Words:
    """The words of a language, or of its region's; English where there are none."""
    return WORDS.get(language) or WORDS.get(language.split("-")[0]) or ENGLISH


def spoken_in(language: str) -> str:
    """The language of `words_in(language)`."""
    return language if language.split("-")[0] in WORDS else "en"


def number(value: float, words: Words, places: int = 0) -> str:
    """A number as the language writes it, with at most so many places, none of them for nothing."""
    whole, _, part = f"{value:,.{places}f}".partition(".")
    whole, part = whole.replace(",", words.thousands), part.rstrip("0")
    return f"{whole}{words.decimal}{part}" if part else whole


def metres(millimetres: float, words: Words) -> str:
    """A length in metres to the centimetre."""
    return f"{millimetres / 1000:.2f}".replace(".", words.decimal)


def language_name(language: str, words: Words) -> str:
    """What a language is called; its tag where that is not known."""
    return named(language, words.language_names)
