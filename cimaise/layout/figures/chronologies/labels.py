"""The words of one entry, set: its date, its text, its place and the map's number, as a block."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from functools import lru_cache, partial

from msgspec import Struct
from msgspec.structs import replace

from cimaise.geometry import Point, circle
from cimaise.layout.figures.chronologies.entries import Entry
from cimaise.layout.figures.chronologies.lettering import (
    Lettering,
    drop_mm,
    em_mm,
    text_at,
    width_mm,
)
from cimaise.layout.figures.dates_in_words import written
from cimaise.layout.marks import GlyphRun, Group, Mark, PathMark
from cimaise.layout.setting import Role, runs_of
from cimaise.typography.alike import as_read
from cimaise.typography.breaking import break_paragraph
from cimaise.typography.counting import count_words
from cimaise.typography.lines import Line
from cimaise.typography.micro import typeset_spans
from cimaise.typography.spans import Span
from cimaise.units import mm_from_pt

# A number of the map: its disc in ems of the figure, its distance in ems of the text before it.
DISC_EM = 1.45
DISC_GAP_EM = 0.35

# From a date's baseline to that of the text under it, in leadings: nearer than two lines of text.
DATE_TO_TEXT = 0.92
# From a date to the text that runs in after it, in ems.
RUN_IN_EM = 0.45
# From a date to the place on its line, in ems of the place.
DATE_TO_PLACE_EM = 0.6


class Manner(Enum):
    """How an entry's date stands to its text, the airiest first."""

    ASIDE = "the date in a column of its own, the text beside it"
    STACKED = "the date above the text"
    RUN_IN = "the date at the head of the text's first line"


class Plan(Struct, frozen=True):
    """How all entries of a figure are set. `date_mm` is the dates' column where they are aside."""

    manner: Manner
    measure_mm: float
    date_mm: float = 0.0
    with_year: bool = True


class Row(Struct, frozen=True):
    """One line of a label: its marks, and how far to the right they reach."""

    marks: tuple[GlyphRun | PathMark, ...]
    right_mm: float


class Label(Struct, frozen=True):
    """An entry, set. Its marks' origin is the left end of the first baseline.

    `rise_mm` reaches up to the capitals, `drop_mm` down to the last descenders.
    """

    entry: Entry
    rows: tuple[Row, ...]
    width_mm: float
    rise_mm: float
    drop_mm: float
    words: int
    lines: int
    is_forced: bool = False
    """Whether a word had to be divided where no hyphen may stand."""

    @property
    def height_mm(self) -> float:
        """From the capitals of the first line to the descenders of the last."""
        return self.rise_mm + self.drop_mm

    def at(self, x: float, baseline: float, *, flush_right: bool = False) -> Group:
        """The label's marks, the first baseline starting at (x, baseline).

        `flush_right` sets every row against the label's right side.
        """
        marks: list[Mark] = []
        for row in self.rows:
            shift = self.width_mm - row.right_mm if flush_right else 0.0
            marks += moved(row.marks, x + shift, baseline)
        return Group("entry", tuple(marks))


def date_lines(entry: Entry, plan: Plan, lettering: Lettering) -> tuple[str, ...]:
    """The date on one line, or on two, broken after its dash, with short months if it must be."""
    role = lettering.date_role(entry.key)
    limit = plan.date_mm if plan.manner is Manner.ASIDE else plan.measure_mm
    tried: list[tuple[str, ...]] = []
    for abbreviated in (False, True):
        text = written(entry.span, lettering.language, year=plan.with_year, abbreviated=abbreviated)
        first, dash, last = text.partition("–")
        tried += [(text,), (first + dash, last)] if dash else [(text,)]
    return next(
        (lines for lines in tried if all(width_mm(line, role) <= limit + 1e-6 for line in lines)),
        tried[-1],
    )


@lru_cache(maxsize=128)
def label_setter(plan: Plan, lettering: Lettering) -> Callable[[Entry], Label]:
    """What sets an entry as `plan` says, once however many panels show it.

    Nothing is shrunk; a word wider than the measure is divided.
    """
    # A cache for each plan: to hash a lettering with every entry takes as long as half a label.
    return lru_cache(maxsize=512)(partial(_set_label, plan=plan, lettering=lettering))


def _set_label(entry: Entry, plan: Plan, lettering: Lettering) -> Label:
    role, date_role = lettering.text.speaking(entry.language), lettering.date_role(entry.key)
    leading = role.style.leading_mm
    rows = _date_rows(entry, plan, lettering)
    head = len(rows) - 1
    last_date = head * date_leading_mm(date_role)
    x = plan.date_mm + gutter_mm(lettering) if plan.manner is Manner.ASIDE else 0.0
    baseline = 0.0 if plan.manner is Manner.ASIDE else last_date
    run_in = rows[-1].right_mm + em_mm(role) * RUN_IN_EM if plan.manner is Manner.RUN_IN else 0.0
    lines = _paragraph(entry.text, role, plan.measure_mm, run_in)
    if plan.manner is Manner.STACKED or (run_in and not _fit(lines, plan.measure_mm)):
        # Too little is left beside the date for a word.
        baseline, run_in = baseline + leading * DATE_TO_TEXT, 0.0
        lines = _paragraph(entry.text, role, plan.measure_mm, run_in)
    for number, line in enumerate(lines):
        baseline += leading if number else 0.0
        row = _row(line, x, baseline, role)
        if run_in and number == 0:
            row = Row((*rows.pop().marks, *row.marks), row.right_mm)
        rows.append(row)
    count = len(lines)
    headed = _with_place(rows[head], last_date, entry, plan, lettering)
    if headed is not None:
        rows[head] = headed
    else:
        feet, baseline = _feet(rows.pop(), x, baseline, entry, plan, lettering)
        count += len(feet) - 1
        rows += feet
    return Label(
        entry,
        tuple(rows),
        max(row.right_mm for row in rows),
        max(date_role.style.cap_mm, 0.0 if plan.manner is Manner.STACKED else role.style.cap_mm),
        max(baseline + drop_mm(role), last_date + drop_mm(date_role)),
        count_words(entry.text),
        count,
        any(line.emergency for line in lines),
    )


def _date_rows(entry: Entry, plan: Plan, lettering: Lettering) -> list[Row]:
    role = lettering.date_role(entry.key)
    rows: list[Row] = []
    for number, text in enumerate(date_lines(entry, plan, lettering)):
        marks = text_at(text, role, (0.0, number * date_leading_mm(role)))
        rows.append(Row(marks, width_mm(text, role)))
    return rows


def _with_place(
    row: Row, baseline: float, entry: Entry, plan: Plan, lettering: Lettering
) -> Row | None:
    """A date above its text with the place and the map's number after it; None for want of room.

    When and where then stand on one line, and what happened under it.
    """
    if plan.manner is not Manner.STACKED:
        return None
    role, em = lettering.place.speaking(entry.place_language), em_mm(lettering.place)
    marks, right = list(row.marks), row.right_mm
    if _is_shown(entry):
        right += em * DATE_TO_PLACE_EM
        marks += text_at(entry.place, role, (right, baseline))
        right += width_mm(entry.place, role)
    if entry.number is not None:
        right += em * DISC_GAP_EM
        marks += _number(entry.number, (right, baseline), role, lettering)
        right += _disc_mm(lettering)
    return Row(tuple(marks), right) if right <= plan.measure_mm + 1e-6 else None


def _feet(
    last: Row, x: float, baseline: float, entry: Entry, plan: Plan, lettering: Lettering
) -> tuple[list[Row], float]:
    """The last row of text, the place under it, the map's number after it; the last baseline."""
    rows, role = [last], lettering.text
    if _is_shown(entry):
        role = lettering.place.speaking(entry.place_language)
        for line in _paragraph(entry.place, role, plan.measure_mm, 0.0):
            baseline += role.style.leading_mm
            rows.append(_row(line, x, baseline, role))
    if entry.number is not None:
        before, gap = rows.pop(), em_mm(role) * DISC_GAP_EM
        if before.right_mm + gap + _disc_mm(lettering) > x + plan.measure_mm:
            rows.append(before)
            before, baseline, gap = Row((), x), baseline + role.style.leading_mm, 0.0
        at = (before.right_mm + gap, baseline)
        disc = _number(entry.number, at, role, lettering)
        rows.append(Row((*before.marks, *disc), at[0] + _disc_mm(lettering)))
    return rows, baseline


def _fit(lines: Sequence[Line], measure_mm: float) -> bool:
    """Whether every line keeps within the measure, no word divided by force."""
    ends = [line.x_mm + line.width_mm for line in lines]
    is_forced = any(line.emergency for line in lines)
    return not is_forced and max(ends, default=0.0) <= measure_mm + 1e-6


def _row(line: Line, x: float, baseline: float, role: Role) -> Row:
    right = x + line.x_mm + line.width_mm
    return Row(runs_of(line, x, baseline, role), right)


def date_leading_mm(role: Role) -> float:
    """From one baseline to the next in a date of two lines: closer than text, as display is."""
    return role.style.size_mm * 1.05


def gutter_mm(lettering: Lettering) -> float:
    """Between a date's column and the text."""
    return em_mm(lettering.text) * 0.7


def join_mm(lettering: Lettering) -> float:
    """How far above the first baseline a leader meets a label: half the figures' height."""
    return lettering.date.style.cap_mm / 2


def moved(marks: Iterable[Mark], dx: float, dy: float) -> Iterable[GlyphRun | PathMark]:
    """The same text and paths elsewhere."""
    for mark in marks:
        if isinstance(mark, GlyphRun):
            yield replace(mark, origin=Point(mark.origin.x + dx, mark.origin.y + dy))
        elif isinstance(mark, PathMark):
            path = tuple(
                replaced._replace(points=tuple(Point(p.x + dx, p.y + dy) for p in replaced.points))
                for replaced in mark.path
            )
            yield replace(mark, path=path)


def _paragraph(text: str, role: Role, measure_mm: float, indent_mm: float) -> tuple[Line, ...]:
    spans = typeset_spans((Span(text),), role.style.language).spans
    return break_paragraph(spans, role.style, measure_mm, indent_mm=indent_mm)


def _is_shown(entry: Entry) -> bool:
    """Whether the place is to be written: it is there, and the text does not say it already."""
    place, text = as_read(entry.place, entry.place_language), as_read(entry.text, entry.language)
    return bool(place) and place.casefold() not in text.casefold()


def _disc_mm(lettering: Lettering) -> float:
    """How wide the map's numbers are: their figures have the least size of their role."""
    return mm_from_pt(lettering.number.min_size_pt) * DISC_EM


def _number(
    number: int, at: tuple[float, float], beside: Role, lettering: Lettering
) -> list[GlyphRun | PathMark]:
    """The map's number in a disc, on the baseline that starts `at`, after text in `beside`."""
    role, radius = lettering.number, _disc_mm(lettering) / 2
    small = replace(role, style=role.style.resized(role.min_size_pt))
    centre = (at[0] + radius, at[1] - beside.style.cap_mm / 2)
    foot = (centre[0], centre[1] + small.style.cap_mm / 2)
    figure = text_at(str(number), small, foot, "middle", lettering.paper)
    return [PathMark(circle(centre, radius), fill=lettering.line), *figure]
