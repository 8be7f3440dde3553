"""Tables of figures for a terminal: how full each slot is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

BAR_CELLS = 10
EIGHTHS = " ▏▎▍▌▋▊▉"


def fit_table(rows: Sequence[Mapping[str, Any]], width: int) -> str:
    """A line per slot: size, words, capacity, fill, and the room left or the words to cut."""
    lines: list[str] = []
    place = 12
    if rows:
        place = max(len(f"{row['panel']} {row['slot']}") for row in rows)
    place = min(place, max(20, width - 58))
    edition = None
    for row in rows:
        if (row["format"], row["language"]) != edition:
            edition = (row["format"], row["language"])
            if lines:
                lines.append("")
            lines.append(f"{row['format']}, {row['language']}")
            lines.append(f"{'slot':<{place}}  {'size':>8} {'words':>6} {'room for':>9}  fill")
        where = f"{row['panel']} {row['slot']}"
        if len(where) > place:
            where = where[: place - 1] + "…"
        told = (
            f"cut {row['words_over']}"
            if row["words_over"]
            else f"room for {row['room_words']} more"
        )
        lines.append(
            f"{where:<{place}}  {row['size_pt']:>5.4g} pt {row['words']:>6} "
            f"{row['capacity_words']:>9}  {_bar(row['fill_percent'])} {row['fill_percent']:>4} %  "
            f"{told}"
        )
    return "\n".join(lines)


def _bar(percent: int) -> str:
    """A bar of ten cells, in eighths of a cell; full where it is more than that."""
    eighths = min(round(percent * BAR_CELLS * 8 / 100), BAR_CELLS * 8)
    full, rest = divmod(eighths, 8)
    return ("█" * full + (EIGHTHS[rest] if rest else "")).ljust(BAR_CELLS)
