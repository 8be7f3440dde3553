"""How full a chronology's slot is, and what to do where it holds too little."""

from __future__ import annotations

from collections.abc import Sequence

from cimaise.diagnostics import Diagnostic, Figure, counted, error
from cimaise.layout.figures.chronologies.entries import Entry, Origin
from cimaise.layout.figures.chronologies.form import Drawn
from cimaise.layout.figures.chronologies.labels import Label
from cimaise.layout.figures.chronologies.lettering import Lettering
from cimaise.layout.setting import Overset, SlotFit


def overset_of(
    entries: Sequence[Entry], shown: int, whole: Drawn, letters: Lettering, origin: Origin
) -> Diagnostic:
    """The error for entries of which only the first `shown` fit; `whole` is the failed attempt."""
    over = len(entries) - shown
    needs, role = whole.needs, letters.text
    size = role.style.size_pt
    left = needs.labels[shown:]
    figures: dict[str, Figure] = {
        "entries": len(entries),
        "entries_over": over,
        "needed_mm": round(needs.needed_mm, 1),
        "room_mm": round(needs.room_mm, 1),
        "height_over_mm": round(needs.needed_mm - needs.room_mm, 1),
        "words_over": sum(label.words for label in left),
        "lines_over": sum(label.lines for label in left),
        "min_size_pt": round(role.min_size_pt, 2),
    }
    number = counted(len(entries), "entry needs", "entries need")
    where = f"slot `{origin.slot}`" if origin.slot else "the slot"
    return error(
        "text-overset",
        f"{number} {needs.needed_mm:.0f} mm, {where} has {needs.room_mm:.0f} mm ({size:.3g} pt)",
        origin.document.key_span(*origin.path) if origin.document else None,
        panel=origin.panel,
        slot=origin.slot,
        hint=f"cut {counted(over, 'entry', 'entries')}, or shorten their texts",
        figures=figures,
    )


def fit_of(whole: Drawn, shown: int, letters: Lettering, origin: Origin) -> SlotFit:
    """How full the slot is, for the table of fits; `shown` of the labels of `whole` are drawn."""
    labels, role = whole.needs.labels, letters.text
    drawn, left = labels[:shown], labels[shown:]
    height = max(0.0, whole.needs.needed_mm - whole.needs.room_mm)
    over = Overset(_words(left), _lines(left), height) if left else None
    capacity = max(_lines(drawn), int(whole.needs.room_mm / role.style.leading_mm))
    words, used = _words(labels), _lines(drawn)
    free = 0 if over else capacity - used
    return SlotFit(
        origin.slot or "chronology",
        role.name,
        role.style.size_pt,
        role.min_size_pt,
        words,
        used,
        capacity,
        used,
        free * words // max(used, 1),
        over,
        origin.path,
    )


def _words(labels: Sequence[Label]) -> int:
    return sum(label.words for label in labels)


def _lines(labels: Sequence[Label]) -> int:
    return sum(label.lines for label in labels)
