"""Tables of figures for a terminal: how full each slot is, how sharp each picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil
from pathlib import Path
from typing import Any

from cimaise.report.places import named

BAR_CELLS = 10
EIGHTHS = " ▏▎▍▌▋▊▉"


def fit_table(rows: Sequence[Mapping[str, Any]], width: int) -> str:
    """A line per slot: size, words, capacity, fill, and the room left or the words to cut."""
    lines: list[str] = []
    named_slots = zip(rows, _slot_names(rows, "panel"), strict=True)
    names = [f"{row['panel']} {name}" for row, name in named_slots]
    place = min(max((len(name) for name in names), default=12), max(20, width - 58))
    edition = None
    for where, row in zip(names, rows, strict=True):
        if (row["format"], row["language"]) != edition:
            edition = (row["format"], row["language"])
            if lines:
                lines.append("")
            lines.append(f"{row['format']}, {row['language']}")
            lines.append(f"{'slot':<{place}}  {'size':>8} {'words':>6} {'room for':>9}  fill")
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


def _slot_names(rows: Sequence[Mapping[str, Any]], where: str) -> list[str]:
    """The slot; with its role, where a panel or layout has texts of more than one in it."""
    roles: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        roles.setdefault((row[where], row["slot"]), set()).add(row["role"])
    return [
        f"{row['slot']} {row['role']}" if len(roles[row[where], row["slot"]]) > 1 else row["slot"]
        for row in rows
    ]


def _bar(percent: int) -> str:
    """A bar of ten cells, in eighths of a cell; full where it is more than that."""
    eighths = min(round(percent * BAR_CELLS * 8 / 100), BAR_CELLS * 8)
    full, rest = divmod(eighths, 8)
    return ("█" * full + (EIGHTHS[rest] if rest else "")).ljust(BAR_CELLS)


def image_table(rows: Sequence[Mapping[str, Any]], width: int) -> str:
    """A line per placed picture: pixels shown, size on paper, ppi, and the two limits."""
    place = max((len(f"{row['panel']} {row['file']}") for row in rows), default=12)
    place = min(place, max(20, width - 62))
    lines: list[str] = []
    edition = None
    for row in rows:
        if (row["format"], row["language"]) != edition:
            edition = (row["format"], row["language"])
            if lines:
                lines.append("")
            lines.append(f"{row['format']}, {row['language']}")
            lines.append(
                f"{'picture':<{place}}  {'pixels':>13} {'size, mm':>11} {'ppi':>5}  wanted"
            )
        where = f"{row['panel']} {row['file']}"
        if len(where) > place:
            where = where[: place - 1] + "…"
        pixels = " × ".join(str(round(side)) for side in row["pixels"])
        size = " × ".join(f"{side:.0f}" for side in row["placed_mm"])
        # Rounded as findings are: who brings the pixels told has enough.
        told = str(ceil(row["required_ppi"]))
        if row["effective_ppi"] < row["required_ppi"]:
            told += f"  up to {' × '.join(str(int(side)) for side in row['largest_mm'])} mm"
        lines.append(
            f"{where:<{place}}  {pixels:>13} {size:>11} {int(row['effective_ppi']):>5}  {told}"
        )
    return "\n".join(lines)


def allowed_list(rows: Sequence[Mapping[str, Any]], root: Path) -> str:
    """A line per finding that a comment silences, with its reason."""
    return "\n".join(
        f"allowed[{row['code']}]: {row['message']}\n"
        f" --> {named(Path(row['file']), root)}:{row['line']} ({row['reason']})"
        for row in rows
    )


def budget_table(rows: Sequence[Mapping[str, Any]]) -> str:
    """A line per slot: the words it holds at its size, and what visitors read of such a text."""
    lines: list[str] = []
    heading = None
    names = _slot_names(rows, "layout")
    place = max(map(len, names), default=4)
    for name, row in zip(names, rows, strict=True):
        where = f"{row['layout']}, {row['format']}, {row['language']}"
        if where != heading:
            heading = where
            if lines:
                lines.append("")
            lines.append(where)
            lines.append(f"{'slot':<{place}}  {'size':>8} {'words':>6}  visitors read")
        advised = "" if row["advised_words"] is None else f"{row['advised_words']:>6}"
        lines.append(
            f"{name:<{place}}  {row['size_pt']:>5.4g} pt {row['capacity_words']:>6}  "
            f"{advised}".rstrip()
        )
    return "\n".join(lines)
