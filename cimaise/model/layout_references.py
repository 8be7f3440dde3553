"""Whether a layout agrees with itself, and with the theme and the formats that it is used with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from cimaise.diagnostics import Severity
from cimaise.model.format import Format
from cimaise.model.layout import FLOWING, Layout
from cimaise.model.problems import Problem, unknown_name
from cimaise.model.references import ink_problems
from cimaise.model.theme import Theme
from cimaise.source import Keys


def layout_problems(layout: Layout) -> Iterator[Problem]:
    """Rows, columns and slots that are named and do not exist, or stand the wrong way round."""
    names = [row.name for row in layout.rows]
    for name, times in Counter(names).items():
        if times > 1:
            at = len(names) - 1 - names[::-1].index(name)
            message = f"{times} rows are called `{name}`"
            hint = "give each row a name of its own"
            yield Problem("invalid-value", message, ("rows", at, "name"), hint)
    for name, slot in layout.slots.items():
        path = ("slots", name)
        yield from _columns(slot.columns, layout.grid.columns, (*path, "columns"))
        yield from _rows(slot.rows, names, (*path, "rows"))
        if slot.flow > 1 and slot.block not in FLOWING:
            message = f"`flow` does nothing here: block `{slot.block}` is set in one column"
            hint = f"take it away; it is for {', '.join(f'`{block}`' for block in FLOWING)}"
            where = (*path, "flow")
            yield Problem("invalid-value", message, where, hint, severity=Severity.WARNING)
        if slot.yields_to is not None:
            others = tuple(other for other in layout.slots if other != name)
            if slot.yields_to not in others:
                yield unknown_name("slot", slot.yields_to, others, (*path, "yields_to"))
    for at, band in enumerate(layout.bands):
        if band.columns is not None:
            yield from _columns(band.columns, layout.grid.columns, ("bands", at, "columns"))
        if band.rows is not None:
            yield from _rows(band.rows, names, ("bands", at, "rows"))
    for at, rule in enumerate(layout.rules):
        if rule.columns is not None:
            yield from _columns(rule.columns, layout.grid.columns, ("rules", at, "columns"))
        if rule.row not in names:
            yield unknown_name("row", rule.row, names, ("rules", at, "row"))


def layout_theme_problems(layout: Layout, theme: Theme) -> Iterator[Problem]:
    """Inks and roles that the layout names and the theme lacks."""
    for at, band in enumerate(layout.bands):
        yield from ink_problems(band.ink, theme, ("bands", at, "ink"))
    for at, rule in enumerate(layout.rules):
        yield from ink_problems(rule.ink, theme, ("rules", at, "ink"))
    for name, slot in layout.slots.items():
        path = ("slots", name)
        if slot.ink is not None:
            yield from ink_problems(slot.ink, theme, (*path, "ink"))
        if slot.role is not None and slot.role not in theme.roles:
            yield unknown_name("role", slot.role, tuple(theme.roles), (*path, "role"))


def layout_format_problems(layout: Layout, formats: Mapping[str, Format]) -> Iterator[Problem]:
    """Margins that leave no column or no row, told of the first format of which they do."""
    told: set[str] = set()
    for name, format_ in formats.items():
        seen, live = format_.visible, layout.grid.live(format_)
        gutters = layout.grid.gutter_mm(format_) * (layout.grid.columns - 1)
        for what, side, whole, left in (
            ("margins and gutters", "width", seen.width, live.width - gutters),
            ("margins", "height", seen.height, live.height),
        ):
            # Of a format of which nothing is seen, that is told.
            if left > 0 or whole <= 0 or side in told:
                continue
            told.add(side)
            taken = whole - left
            message = f"{what} take {taken:.6g} mm of the {side} of `{name}`, which is {whole:g} mm"
            hint = f"take more than {abs(left) / format_.scale:.6g} mm from them"
            yield Problem("invalid-value", message, ("grid", "margins"), hint)


def _columns(columns: tuple[int, int], count: int, path: Keys) -> Iterator[Problem]:
    first, last = columns
    if first > last:
        message = f"columns {first} to {last} run backwards"
        yield Problem("invalid-value", message, path, f"write [{last}, {first}]")
    elif last > count:
        message = f"there is no column {last}: the grid has {count}"
        yield Problem("invalid-value", message, path, f"write a column from 1 to {count}")


def _rows(rows: tuple[str, str], names: list[str], path: Keys) -> Iterator[Problem]:
    unknown = [name for name in dict.fromkeys(rows) if name not in names]
    for name in unknown:
        yield unknown_name("row", name, names, path)
    if not unknown and names.index(rows[0]) > names.index(rows[1]):
        message = f"rows `{rows[0]}` to `{rows[1]}` run backwards"
        yield Problem("invalid-value", message, path, f"write [{rows[1]}, {rows[0]}]")
