"""Every number and severity of the preflight, as data.

Source: Ghent Workgroup 2022 requirements, variants sheetfed CMYK (`sheetfed`), sheetfed CMYK+RGB
(`sheetfed-rgb`), digital print (`digital`) and large format (`large-format`); ISO 15930-7:2010
(PDF/X-4) and ISO 15930-4:2003 (PDF/X-1a:2003). Rows read: sheetfed, sheetfed-rgb, digital,
large-format; E error, W warning, – not asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from cimaise.diagnostics import Severity

Profile = Literal["sheetfed", "sheetfed-rgb", "digital", "large-format"]
Flavour = Literal["x-4", "x-1a"]

PROFILES: Final[tuple[Profile, ...]] = ("sheetfed", "sheetfed-rgb", "digital", "large-format")

_WORDS: Final = {"E": Severity.ERROR, "W": Severity.WARNING}


def _row(row: str) -> Mapping[Profile, Severity]:
    return {
        profile: _WORDS[mark]
        for profile, mark in zip(PROFILES, row.split(), strict=True)
        if mark in _WORDS
    }


ASKED: Final[Mapping[str, Mapping[Profile, Severity]]] = {
    code: _row(row)
    for code, row in {
        "pdf-R0001": "E E E E",
        "pdf-R0002": "E E E W",
        "pdf-R0003": "E E E E",
        "pdf-R0004": "W W W –",
        "pdf-R0005": "W W – W",
        "pdf-R0007": "E E E E",
        "pdf-R0008": "W W W W",
        "pdf-R0009": "W W – W",
        "pdf-R0010": "W W – –",
        "pdf-R0011": "W W – W",
        "pdf-R0012": "W W – –",
        "pdf-R0013": "W W – –",
        "pdf-R0014": "W W – –",
        "pdf-R0015": "W W W –",
        "pdf-R0016": "W W W W",
        "pdf-R0017": "W W W W",
        "pdf-R0018": "W W W W",
        "pdf-R0019": "W W W W",
        "pdf-R0020": "E E W –",
        "pdf-R0024": "W W W –",
        "pdf-R0026": "W W – –",
        "pdf-R0027": "E – – –",
        "pdf-R0028": "– E E –",
        "pdf-R0029": "– – – E",
        "pdf-R0030": "E E E E",
        "pdf-R0031": "E E E E",
        "pdf-R0032": "E E E E",
        "pdf-R0035": "E E E E",
        "pdf-R0036": "– – – E",
        "pdf-R0037": "– – – E",
        "pdf-ink-limit": "E E E E",
        "pdf-too-complex": "E E E E",
    }.items()
}
"""Severity per code and profile; R0031 and R0032 say error and warning themselves."""


def _by_profile(*values: float) -> Mapping[Profile, float]:
    return dict(zip(PROFILES, values, strict=True))


MIN_OVERPRINTING_TEXT_PT: Final = 12.0
"""R0009, R0011: black text below this overprints and is CMYK."""
MIN_OVERPRINTING_LINE_PT: Final = 2.0
"""R0010, R0012."""
RICH_BLACK_FROM_K: Final = 0.85
MAX_RICH_BLACK_SUM: Final = 2.8
"""R0015: text with at least that K has at most that sum of inks."""
MIN_FINE_TEXT_PT: Final = _by_profile(8, 8, 5, 5)
"""R0016 white text, R0017 text in more than one ink."""
MIN_FINE_LINE_PT: Final = _by_profile(0.25, 0.25, 0.25, 0.15)
"""R0018 white lines, R0019 lines in more than one ink."""
MAX_SPOTS: Final = _by_profile(0, 0, 0, 0)
"""R0020; not asked of large format."""
MAX_AVERAGE_INK: Final = 3.2
AVERAGED_OVER_MM: Final = 15.0
"""R0026: 320 % over any square of that side."""
IGNORED_PIXELS: Final = 16
"""R0031, R0032: images no larger than this on one side are ornaments."""
CONTONE_PPI: Final[Mapping[Profile, tuple[float, float]]] = {
    "sheetfed": (149, 224),
    "sheetfed-rgb": (149, 224),
    "digital": (95, 149),
    "large-format": (239, 299),
}
"""R0031: colour and gray images have more than (error, warning) ppi."""
LINE_ART_PPI: Final[Mapping[Profile, tuple[float, float]]] = {
    "sheetfed": (549, 799),
    "sheetfed-rgb": (549, 799),
    "digital": (349, 599),
    "large-format": (549, 799),
}
"""R0032: 1-bit images likewise."""

MAX_VERSION: Final[Mapping[Flavour, str]] = {"x-4": "1.6", "x-1a": "1.4"}

BOTH: Final[tuple[Flavour, ...]] = ("x-4", "x-1a")
ISO_RULES: Final[Mapping[str, tuple[Flavour, ...]]] = {
    "pdf-x4-header": ("x-4",),
    "pdf-x4-syntax": BOTH,
    "pdf-x4-encryption": BOTH,
    "pdf-x4-trailer-id": BOTH,
    "pdf-x4-metadata": BOTH,
    "pdf-x4-trapped": BOTH,
    "pdf-x4-version": ("x-4",),
    "pdf-x4-document-id": ("x-4",),
    "pdf-x4-output-intent": BOTH,
    "pdf-x4-output-profile": BOTH,
    "pdf-x4-page-boxes": BOTH,
    "pdf-x4-trim-box": BOTH,
    "pdf-x4-font-embedded": BOTH,
    "pdf-x4-lzw": BOTH,
    "pdf-x4-transfer-function": BOTH,
    "pdf-x4-halftone": BOTH,
    "pdf-x4-postscript": BOTH,
    "pdf-x4-opi": BOTH,
    "pdf-x4-alternate-image": BOTH,
    "pdf-x4-action": BOTH,
    "pdf-x4-annotation": BOTH,
    "pdf-x4-device-rgb": ("x-4",),
    "pdf-x4-optional-content": ("x-4",),
    "pdf-x1a-header": ("x-1a",),
    "pdf-x1a-version": ("x-1a",),
    "pdf-x1a-transparency": ("x-1a",),
    "pdf-x1a-colour": ("x-1a",),
    "pdf-x1a-newer-feature": ("x-1a",),
}
"""What makes a file PDF/X, and for which flavours it is asked; always an error."""

FLAVOUR_NAMES: Final[Mapping[Flavour, str]] = {"x-4": "PDF/X-4", "x-1a": "PDF/X-1a:2003"}
