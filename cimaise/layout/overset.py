"""The error that tells how much text is too much."""

from __future__ import annotations

from math import ceil

from msgspec.structs import replace

from cimaise.diagnostics import Diagnostic, Figure, Span, counted, error
from cimaise.layout.editions import Edition
from cimaise.layout.setting import Overset, SlotFit
from cimaise.model.exhibition import Exhibition
from cimaise.model.panel import Panel
from cimaise.units import rounded_down


def overset_error(
    edition: Edition, panel: Panel, fit: SlotFit, size_that_fits_pt: float | None
) -> Diagnostic:
    """`text-overset` with its figures. Raises ValueError for a slot whose text fits.

    Sizes are points on the edition's paper, but for the hint's, which go into the theme.
    """
    if fit.overset is None:
        raise ValueError(f"the text of slot {fit.slot} fits")
    over = fit.overset
    words = counted(over.words, "word does", "words do")
    figures: dict[str, Figure] = {
        "words_over": over.words,
        "lines_over": over.lines,
        "height_over_mm": round(over.height_mm, 1),
        "min_size_pt": round(fit.min_size_pt, 2),
    }
    hint = "write a shorter word" if fit.words == 1 else f"cut {counted(over.words, 'word')}"
    if not size_that_fits_pt:
        hint += room_hint(fit.slot, panel.layout)
    found = error(
        "text-overset",
        f"{words} not fit in slot `{fit.slot}` "
        f"({_height(over)}{fit.size_pt:.3g} pt, minimum {fit.min_size_pt:.3g} pt)",
        _place(edition.exhibition, panel, fit),
        panel=panel.label,
        slot=fit.slot,
        hint=hint,
        figures=figures,
    )
    return with_size(edition, found, fit, size_that_fits_pt)


def with_size(
    edition: Edition, found: Diagnostic, fit: SlotFit, size_that_fits_pt: float | None
) -> Diagnostic:
    """`found` with the size at which all would fit, and what to write for it into the theme."""
    figures: dict[str, Figure] = {**found.figures, "role": fit.role}
    if not size_that_fits_pt:
        return replace(found, figures=figures)
    scale = edition.setting.scale
    figures["size_that_fits_pt"] = size = round(size_that_fits_pt, 2)
    figures["theme_size_pt"] = in_theme = rounded_down(size_that_fits_pt / scale)
    in_format = edition.format_name if scale != 1 else ""
    hint = f"{found.hint}{size_hint(fit.role, in_theme, size, in_format)}"
    return replace(found, hint=hint, figures=figures)


def size_hint(role: str, in_theme_pt: float, size_pt: float, in_format: str) -> str:
    """The end of a hint: the size to write into the theme, and what it is in another format."""
    on_paper = f" ({size_pt:.3g} pt in {in_format})" if in_format else ""
    return f", or set `min_size_pt: {in_theme_pt:g}` for role `{role}` in the theme{on_paper}"


def room_hint(slot: str, layout: str) -> str:
    """The end of a hint where no size helps."""
    return f", or give slot `{slot}` more room in layout `{layout}`"


def _height(over: Overset) -> str:
    """`3 lines, 42 mm; `: what runs over, in one column; of a word too wide that is nothing."""
    if not over.lines:
        return ""
    # To the next millimetre up: it is never less than is wanting.
    return f"{counted(over.lines, 'line')}, {ceil(over.height_mm - 0.05)} mm; "


def _place(exhibition: Exhibition, panel: Panel, fit: SlotFit) -> Span | None:
    if fit.of_exhibition:
        return exhibition.span(*fit.path)
    return panel.key_span(*fit.path) if len(fit.path) < 2 else panel.span(*fit.path)
