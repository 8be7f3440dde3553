"""The error that tells how much text is too much."""

from __future__ import annotations

from cimaise.diagnostics import Diagnostic, Figure, counted, error
from cimaise.layout.setting import SlotFit
from cimaise.model.panel import Panel


def overset_error(
    panel: Panel, layout_name: str, fit: SlotFit, size_that_fits_pt: float | None
) -> Diagnostic:
    """`text-overset` with its figures. Raises ValueError for a slot whose text fits."""
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
    if size_that_fits_pt:
        figures["size_that_fits_pt"] = round(size_that_fits_pt, 2)
        hint += f", or allow {size_that_fits_pt:.3g} pt for role `{fit.role}` in the theme"
    else:
        hint += f", or give slot `{fit.slot}` more room in layout `{layout_name}`"
    return error(
        "text-overset",
        f"{words} not fit in slot `{fit.slot}` "
        f"({fit.size_pt:.3g} pt, minimum {fit.min_size_pt:.3g} pt)",
        panel.key_span(*fit.path[:1]) if len(fit.path) < 2 else panel.span(*fit.path),
        panel=panel.label,
        slot=fit.slot,
        hint=hint,
        figures=figures,
    )
