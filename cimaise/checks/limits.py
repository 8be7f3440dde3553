"""Every number that the rules judge by, as data: the rule it serves, and who says so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from cimaise.model.hanging import USUAL_CENTRE_MM


class Source(Struct, frozen=True):
    """Who says so: a publication with its link, or ourselves with a reason in the limit."""

    name: str
    link: str | None = None


SMITHSONIAN: Final = Source(
    "Smithsonian Guidelines for Accessible Exhibition Design, III, Label Design and Text",
    "http://www.si.edu/opa/accessibility/exdesign/sectionb.htm",
)
CMHR_TYPE: Final = Source("Canadian Museum for Human Rights, inclusive design guide, 5.4")
CMHR_WORDS: Final = Source("Canadian Museum for Human Rights, inclusive design guide, 5.5")
WCAG: Final = Source(
    "WCAG 2.2, 1.4.6 Contrast (Enhanced)", "https://www.w3.org/TR/WCAG22/#contrast-enhanced"
)
W3C: Final = Source(
    "W3C Internationalization, Text size in translation",
    "https://www.w3.org/International/articles/article-text-size",
)
GWG: Final = Source("Ghent Workgroup 2022 specifications, R0031 and R0032", "https://gwg.org")
OURS: Final = Source("our choice")


class Limit(Struct, frozen=True):
    """One number: its value, its unit, what it means, the rule it serves, who says so."""

    value: float
    unit: str
    what: str
    rule: str
    source: Source


LIMITS: Final[Mapping[str, Limit]] = {
    "read-size": Limit(
        24,
        "pt per metre",
        "least size of texts that are read through",
        "text-too-small",
        CMHR_WORDS,
    ),
    "near-size": Limit(
        16,
        "pt per metre",
        "least size of captions, labels and map names: the same, read from two thirds of the "
        "distance, since whoever looks at a picture steps nearer",
        "text-too-small",
        OURS,
    ),
    "small-size": Limit(
        12,
        "pt per metre",
        "least size of credits and running lines: the same, read from half the distance",
        "text-too-small",
        OURS,
    ),
    "line-characters": Limit(
        65,
        "characters",
        "most characters on an average full line; at most 55 is wanted, 45 to 50 is best",
        "line-too-long",
        SMITHSONIAN,
    ),
    "line-characters-of-two": Limit(
        115,
        "characters",
        "most characters of a text's longer line, where it has two: the eye goes back but once",
        "line-too-long",
        OURS,
    ),
    "line-characters-of-one": Limit(
        130,
        "characters",
        "most characters of a text's only line: twice the most of an average one",
        "line-too-long",
        OURS,
    ),
    "leading": Limit(
        120,
        "%",
        "least distance of baselines, as a share of the size",
        "leading-too-tight",
        CMHR_TYPE,
    ),
    "sentence-words": Limit(
        25, "words", "most words in a sentence; 15 is best", "long-sentence", SMITHSONIAN
    ),
    "capital-words": Limit(
        3, "words", "most words in capitals in a row", "capitals-in-long-runs", OURS
    ),
    "lead-words-en": Limit(100, "words", "a lead in English", "too-many-words", CMHR_WORDS),
    "lead-words-fr": Limit(125, "words", "a lead in French", "too-many-words", CMHR_WORDS),
    "text-words-en": Limit(125, "words", "a text in English", "too-many-words", CMHR_WORDS),
    "text-words-fr": Limit(150, "words", "a text in French", "too-many-words", CMHR_WORDS),
    "caption-words-en": Limit(60, "words", "a caption in English", "too-many-words", CMHR_WORDS),
    "caption-words-fr": Limit(75, "words", "a caption in French", "too-many-words", CMHR_WORDS),
    "panel-words-en": Limit(
        225,
        "words",
        "a panel in English, its lead, text, quotation and figures together: a context text of 100 "
        "and a secondary text of 125",
        "too-many-words",
        CMHR_WORDS,
    ),
    "panel-words-fr": Limit(
        275,
        "words",
        "the same in French: 125 and 150",
        "too-many-words",
        CMHR_WORDS,
    ),
    "underfull": Limit(
        40,
        "%",
        "least share of its slot that a text fills; less leaves a hole that looks like a mistake",
        "text-underfull",
        OURS,
    ),
    "contrast-read": Limit(7, ": 1", "least contrast of texts and labels", "low-contrast", WCAG),
    "contrast-large": Limit(4.5, ": 1", "least contrast of large type", "low-contrast", WCAG),
    "large-type": Limit(
        25,
        "pt per metre",
        "from where type is large: WCAG's 18 pt, seen from its reference distance of 71 cm",
        "low-contrast",
        WCAG,
    ),
    "large-bold-type": Limit(
        20,
        "pt per metre",
        "from where bold type is large: WCAG's 14 pt, seen from 71 cm",
        "low-contrast",
        WCAG,
    ),
    "hung-centre": Limit(
        USUAL_CENTRE_MM,
        "mm",
        "height at which a panel's middle hangs where its format says no `centre_mm`; twice that "
        "is the tallest that hangs so",
        "outside-reading-zone",
        SMITHSONIAN,
    ),
    "zone-foot": Limit(
        900,
        "mm",
        "foot of the zone that all can read, seated or small",
        "outside-reading-zone",
        Source("French guidance on exhibitions for all: 0.90 m to 1.60 m"),
    ),
    "zone-top": Limit(
        1600,
        "mm",
        "top of that zone",
        "outside-reading-zone",
        Source("French guidance on exhibitions for all: 0.90 m to 1.60 m"),
    ),
    "ppi-large-error": Limit(
        239, "ppi × metre", "large format: error below it", "image-low-resolution", GWG
    ),
    "ppi-large-warning": Limit(
        299, "ppi × metre", "large format: warning below it", "image-low-resolution", GWG
    ),
    "ppi-sheetfed-error": Limit(
        149, "ppi", "sheetfed: error below it", "image-low-resolution", GWG
    ),
    "ppi-sheetfed-warning": Limit(
        224, "ppi", "sheetfed: warning below it", "image-low-resolution", GWG
    ),
    "ppi-digital-error": Limit(
        95, "ppi", "digital press: error below it", "image-low-resolution", GWG
    ),
    "ppi-digital-warning": Limit(
        149, "ppi", "digital press: warning below it", "image-low-resolution", GWG
    ),
    "line-art-error": Limit(
        549,
        "ppi",
        "1-bit pictures, divided by the distance on large format: error below it",
        "image-low-resolution",
        GWG,
    ),
    "line-art-warning": Limit(
        799, "ppi", "1-bit pictures, likewise: warning below it", "image-low-resolution", GWG
    ),
    "line-art-digital-error": Limit(
        349, "ppi", "1-bit pictures on a digital press: error below it", "image-low-resolution", GWG
    ),
    "line-art-digital-warning": Limit(
        599,
        "ppi",
        "1-bit pictures on a digital press: warning below it",
        "image-low-resolution",
        GWG,
    ),
    "jpeg-quality": Limit(
        75,
        "on libjpeg's scale of 100",
        "least quality of a JPEG: under it blocks of 8 pixels show on a wall",
        "image-compressed",
        OURS,
    ),
    "finest-detail": Limit(
        12,
        "%",
        "least of the finest detail, as a share of detail twice as large; pictures enlarged three "
        "times have 3 to 12, soft ones 15 to 30, sharp ones 50 and more",
        "image-upscaled",
        OURS,
    ),
    "translation-longer": Limit(
        130,
        "%",
        "most that the translation of a text of over 70 characters may be of that text's length",
        "translation-longer",
        W3C,
    ),
    "place-apart": Limit(
        5,
        "km",
        "most that one name may lie apart from itself on two maps",
        "place-spelt-two-ways",
        OURS,
    ),
}


def value(name: str) -> float:
    """The number of that name. Raises KeyError where there is none."""
    return LIMITS[name].value


def limits_of(rule: str) -> tuple[Limit, ...]:
    """What a rule judges by."""
    return tuple(limit for limit in LIMITS.values() if limit.rule == rule)
