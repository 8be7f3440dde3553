"""What options of the command line choose among. Imports nothing: `--help` shows it."""

from __future__ import annotations

from enum import StrEnum


class Report(StrEnum):
    """How diagnostics are printed."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


class Listed(StrEnum):
    """What `list` knows."""

    FORMATS = "formats"
    LAYOUTS = "layouts"
    THEMES = "themes"
    PRINTERS = "printers"
    FONTS = "fonts"


class Schema(StrEnum):
    """The kinds of files that have a schema."""

    PANEL = "panel"
    EXHIBITION = "exhibition"
    LAYOUT = "layout"
    THEME = "theme"
    FORMATS = "formats"
    PRINTERS = "printers"
    REPORT = "report"
    PREFLIGHT = "preflight"


class PrintRules(StrEnum):
    """Whose rules `preflight` judges by."""

    LARGE_FORMAT = "large-format"
    SHEETFED = "sheetfed"
    SHEETFED_RGB = "sheetfed-rgb"
    DIGITAL = "digital"


class PdfxFlavour(StrEnum):
    """The PDF/X standards that `preflight` knows."""

    X_4 = "x-4"
    X_1A = "x-1a"


class Part(StrEnum):
    """What `build --only` can make."""

    PANELS = "panels"
    PREVIEWS = "previews"
    KIT = "kit"
    BOOKLET = "booklet"
    SITE = "site"


class Scheme(StrEnum):
    """How `impose` lays pages out on sheets."""

    SADDLE = "saddle"
    TWO_UP = "2up"
    PERFECT = "perfect"
