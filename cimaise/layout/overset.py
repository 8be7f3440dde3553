"""The error that tells how much text is too much."""

from __future__ import annotations

from msgspec.structs import replace

from cimaise.diagnostics import Diagnostic, Figure, Span, counted, error
from cimaise.layout.editions import Edition
from cimaise.layout.setting import SlotFit
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
        hint += f", or give slot `{fit.slot}` more room in layout `{panel.layout}`"
    found = error(
        "text-overset",
        f"{words} not fit in slot `{fit.slot}` "
        f"({fit.size_pt:.3g} pt, minimum {fit.min_size_pt:.3g} pt)",
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
    if not size_that_fits_pt:
        return found
    in_theme = rounded_down(size_that_fits_pt / edition.setting.scale)
    hint = f"{found.hint}, or set `min_size_pt: {in_theme:g}` for role `{fit.role}` in the theme"
    if edition.setting.scale != 1:
        hint += f" ({size_that_fits_pt:.3g} pt in {edition.format_name})"
    figures = {**found.figures, "size_that_fits_pt": round(size_that_fits_pt, 2)}
    return replace(found, hint=hint, figures=figures)


def _place(exhibition: Exhibition, panel: Panel, fit: SlotFit) -> Span | None:
    if fit.of_exhibition:
        return exhibition.span(*fit.path)
    return panel.key_span(*fit.path) if len(fit.path) < 2 else panel.span(*fit.path)
