"""The words of one entry, set: its date, its text, its place and the map's number, as a block."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from cimaise.geometry import Point, circle
from cimaise.layout.figures.chronologies.entries import Entry
from cimaise.layout.figures.chronologies.lettering import (
    Lettering,
    cap_mm,
    drop_mm,
    em_mm,
    text_at,
    width_mm,
)
from cimaise.layout.figures.dates import written
from cimaise.layout.marks import GlyphRun, Group, Mark, PathMark
from cimaise.layout.setting import Role, runs_of
from cimaise.typography.breaking import break_paragraph
from cimaise.typography.lines import Line
from cimaise.typography.micro import typeset_spans
from cimaise.typography.spans import Span
from cimaise.units import pt_from_mm

# A number of the map, in a disc of this many ems across.
DISC_EM = 1.15
DISC_GAP_EM = 0.35
FIGURE_EM = 0.72

# From a date's baseline to that of the text under it, in leadings: nearer than two lines of text.
DATE_TO_TEXT = 0.92
# From a date to the text that runs in after it, in ems.
RUN_IN_EM = 0.45


class Manner(Enum):
    """How an entry's date stands to its text, the airiest first."""

    ASIDE = "the date in a column of its own, the text beside it"
    STACKED = "the date above the text"
    RUN_IN = "the date at the head of the text's first line"


@dataclass(frozen=True, slots=True)
class Plan:
    """How all entries of a figure are set. `date_mm` is the dates' column where they are aside."""

    manner: Manner
    measure_mm: float
    date_mm: float = 0.0
    with_year: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a label: its marks, and how far to the right they reach."""

    marks: tuple[GlyphRun | PathMark, ...]
    right_mm: float


@dataclass(frozen=True, slots=True)
class Label:
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


def set_label(entry: Entry, plan: Plan, lettering: Lettering) -> Label:
    """Set an entry as `plan` says. Nothing is shrunk; a word wider than the measure is divided."""
    role, date_role = lettering.text, lettering.date_role(entry.key)
    em, leading = em_mm(role), role.style.leading_mm
    rows = _date_rows(entry, plan, lettering)
    last_date = (len(rows) - 1) * date_leading_mm(date_role)
    x = plan.date_mm + gutter_mm(lettering) if plan.manner is Manner.ASIDE else 0.0
    baseline = 0.0 if plan.manner is Manner.ASIDE else last_date
    run_in = rows[-1].right_mm + em * RUN_IN_EM if plan.manner is Manner.RUN_IN else 0.0
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
    if entry.place and not _says(entry.text, entry.place):
        for line in _paragraph(entry.place, lettering.place, plan.measure_mm, 0.0):
            baseline += lettering.place.style.leading_mm
            rows.append(_row(line, x, baseline, lettering.place))
            count += 1
            em = em_mm(lettering.place)
    if entry.number is not None:
        before = rows.pop()
        gap = em * DISC_GAP_EM
        if before.right_mm + gap + em * DISC_EM > x + plan.measure_mm:
            rows.append(before)
            before, baseline, gap = Row((), x), baseline + leading, 0.0
        disc = _number(entry.number, (before.right_mm + gap, baseline), em, lettering)
        right = before.right_mm + gap + em * DISC_EM
        rows.append(Row((*before.marks, *disc), right))
    return Label(
        entry,
        tuple(rows),
        max(row.right_mm for row in rows),
        max(cap_mm(date_role), 0.0 if plan.manner is Manner.STACKED else cap_mm(role)),
        max(baseline + drop_mm(role), last_date + drop_mm(date_role)),
        len(entry.text.split()),
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


def _fit(lines: Sequence[Line], measure_mm: float) -> bool:
    """Whether every line keeps within the measure, no word divided by force."""
    ends = [line.x_mm + line.width_mm for line in lines]
    is_forced = any(line.emergency for line in lines)
    return not is_forced and max(ends, default=0.0) <= measure_mm + 1e-6


def _row(line: Line, x: float, baseline: float, role: Role) -> Row:
    right = x + line.x_mm + line.width_mm
    return Row(runs_of(line, x, baseline, role.ink), right)


def date_leading_mm(role: Role) -> float:
    """From one baseline to the next in a date of two lines: closer than text, as display is."""
    return role.style.size_mm * 1.05


def gutter_mm(lettering: Lettering) -> float:
    """Between a date's column and the text."""
    return em_mm(lettering.text) * 0.7


def join_mm(lettering: Lettering) -> float:
    """How far above the first baseline a leader meets a label: half the figures' height."""
    return cap_mm(lettering.date) / 2


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


def _says(text: str, place: str) -> bool:
    return place.casefold() in text.casefold()


def _number(
    number: int, at: tuple[float, float], em: float, lettering: Lettering
) -> list[GlyphRun | PathMark]:
    """The map's number in a disc, on the baseline that starts `at`, for text of this size."""
    role, radius = lettering.number, em * DISC_EM / 2
    small = replace(role, style=role.style.resized(pt_from_mm(em * FIGURE_EM)))
    middle = at[1] - em * lettering.text.style.base_face.cap_height / 2
    figure = text_at(
        str(number), small, (at[0] + radius, middle + cap_mm(small) / 2), "middle", lettering.paper
    )
    return [PathMark(circle((at[0] + radius, middle), radius), fill=lettering.line), *figure]
