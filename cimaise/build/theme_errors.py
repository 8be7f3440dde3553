"""What in a theme no printer could take, told at its place before anything is painted."""

from __future__ import annotations

from msgspec.structs import replace

from cimaise.diagnostics import Diagnostic, InputError, error
from cimaise.model.exhibition import Exhibition
from cimaise.model.theme import Font
from cimaise.resources.fonts import faces_of, refuse_unembeddable

# As the preflight does, one point over the limit is taken for rounding.
ROUNDING_PERCENT = 1.0
STYLES = ("regular", "italic", "bold", "bold_italic")


def theme_errors(exhibition: Exhibition) -> tuple[Diagnostic, ...]:
    """Inks over the printer's limit and fonts that may not be embedded, each once."""
    return (*_inks(exhibition), *_fonts(exhibition))


def _inks(exhibition: Exhibition) -> list[Diagnostic]:
    printer = exhibition.named_printer
    document = exhibition.document("theme", exhibition.theme)
    found: list[Diagnostic] = []
    for name, ink in exhibition.named_theme.inks.items():
        total = sum(ink.cmyk)
        # A spot's CMYK is how it looks on a screen; its plate holds 100 % at most.
        if ink.spot is not None or total <= printer.tac_percent + ROUNDING_PERCENT:
            continue
        found.append(
            error(
                "pdf-ink-limit",
                f"ink `{name}` has {total:g} % of ink in all; printer `{exhibition.printer}` "
                f"takes at most {printer.tac_percent:g} %",
                document.span("inks", name, "cmyk") if document else None,
                hint=f"take {total - printer.tac_percent:g} % off its parts, cyan, magenta and "
                "yellow first",
                figures={"ink_percent": total, "limit_percent": printer.tac_percent},
            )
        )
    return found


def _fonts(exhibition: Exhibition) -> list[Diagnostic]:
    document = exhibition.document("theme", exhibition.theme)
    found: dict[str, Diagnostic] = {}
    for name, font in exhibition.named_theme.fonts.items():
        for style in STYLES:
            file = getattr(font, style)
            if file is None or file in found:
                continue
            try:
                refuse_unembeddable(faces_of(Font(regular=file), exhibition.folder).regular)
            except InputError as problem:
                told = problem.diagnostics[0]
                span = document.span("fonts", name, style) if document else None
                found[file] = replace(told, span=span)
    return list(found.values())
