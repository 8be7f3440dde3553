"""The theme and the page's geometry → CSS: font faces, variables, then the booklet's own sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files

from cimaise.booklet.book_page import LEADING_PT, BookPage
from cimaise.booklet.lettering import ink_named
from cimaise.inks import BLACK, Ink
from cimaise.layout.setting import Setting
from cimaise.model.theme import Style, Theme
from cimaise.units import mm_from_pt

FONT_SCHEME = "cimaise:font/"
STYLES: Mapping[Style, tuple[int, str]] = {
    "regular": (400, "normal"),
    "italic": (400, "italic"),
    "bold": (700, "normal"),
    "bold-italic": (700, "italic"),
}
# CSS variable → the theme's roles that it may take its face from, the first that there is.
FACES: Mapping[str, tuple[str, ...]] = {
    "text": ("text",),
    "title": ("title", "heading"),
    "subtitle": ("subtitle", "title"),
    "lead": ("lead", "text"),
    "caption": ("caption", "text"),
    "label": ("running", "caption", "text"),
    "date": ("date", "title"),
    "quote": ("quote", "title"),
    "figure": ("figure", "title"),
}
DECISIVE = ("garance", "accent")


def style_sheet(theme: Theme, setting: Setting, page: BookPage, band_lines: int) -> str:
    """The whole style sheet of the booklet."""
    variables = "".join(
        f"  --{name}: {value};\n" for name, value in _variables(theme, setting, page, band_lines)
    )
    return "\n".join([*_font_faces(theme), f":root {{\n{variables}}}", own_sheet("booklet.css")])


@lru_cache(maxsize=4)
def own_sheet(name: str) -> str:
    """A style sheet that the package carries."""
    return (files("cimaise") / "data" / "booklet" / name).read_text("utf-8")


def text_inks(theme: Theme, setting: Setting) -> tuple[Ink, ...]:
    """Every ink that the style sheet names, for whoever turns screen colours into press inks."""
    return (
        *setting.inks.values(),
        black_of(setting),
        title_ink(setting),
        accent(setting),
        quote_ink(setting),
    )


def black_of(setting: Setting) -> Ink:
    """The ink of text: the theme's one that only the black plate carries."""
    return next((ink for ink in setting.inks.values() if ink.is_black_only and ink.cmyk[3]), BLACK)


def title_ink(setting: Setting) -> Ink:
    """The ink of titles, and of grounds."""
    return setting.role("title").ink if "title" in setting.roles else black_of(setting)


def accent(setting: Setting) -> Ink:
    """The ink of what is decisive."""
    if "date-key" in setting.roles:
        return setting.roles["date-key"].ink
    return ink_named(setting, *DECISIVE)


def quote_ink(setting: Setting) -> Ink:
    """The ink of a quotation set large."""
    return setting.roles["quote"].ink if "quote" in setting.roles else title_ink(setting)


def paper_ink(theme: Theme, setting: Setting) -> Ink:
    """The ink that stands for the paper: what type on a dark ground is set in."""
    return setting.inks[theme.paper]


def colour(ink: Ink) -> str:
    """An ink as the screen shows it."""
    red, green, blue = ink.srgb
    return f"#{red:02x}{green:02x}{blue:02x}"


def _variables(
    theme: Theme, setting: Setting, page: BookPage, band_lines: int
) -> Iterator[tuple[str, str]]:
    lengths = {
        "page-width": page.width_mm,
        "page-height": page.height_mm,
        "bleed": page.bleed_mm,
        "head": page.head_mm,
        "foot": page.height_mm - page.head_mm - page.depth_mm,
        "inner": page.inner_mm,
        "outer": page.outer_mm,
        "depth": page.depth_mm,
    }
    lengths["band-foot"] = lengths["foot"] + band_lines * mm_from_pt(LEADING_PT)
    for name, length in lengths.items():
        yield name, f"{length:.4f}mm"
    for name, roles in FACES.items():
        role = next((theme.roles[role] for role in roles if role in theme.roles), None)
        if role is None:
            role = theme.roles["text"]
        weight, slope = STYLES[role.style]
        yield f"{name}-family", f"{_family(role.font)}, {_family(theme.roles['text'].font)}"
        yield f"{name}-weight", str(weight)
        yield f"{name}-style", slope
    yield "black", colour(black_of(setting))
    yield "paper", colour(paper_ink(theme, setting))
    yield "title-ink", colour(title_ink(setting))
    yield "accent", colour(accent(setting))
    yield "quote-ink", colour(quote_ink(setting))


def _font_faces(theme: Theme) -> Iterator[str]:
    for name, font in theme.fonts.items():
        for style, (weight, slope) in STYLES.items():
            file = font.file(style)
            if file is not None:
                yield (
                    f"@font-face {{ font-family: {_family(name)}; font-weight: {weight}; "
                    f'font-style: {slope}; src: url("{FONT_SCHEME}{file}"); }}'
                )


def _family(name: str) -> str:
    """A family's name in CSS: no name of a designer can end the string."""
    return '"cimaise ' + "".join(char for char in name if char.isalnum() or char in "-_ ") + '"'
