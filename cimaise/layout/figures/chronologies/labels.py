"""The words of one entry, set: its date, its text, its place and the map's number, as a block."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum

from cimaise.geometry import Point, circle
from cimaise.inks import Ink
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

# A number of the map, in a disc of this many ems across.
DISC_EM = 1.15

# From a date's baseline to that of the text under it, in leadings: nearer than two lines of text.
DATE_TO_TEXT = 0.92


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
    dates_right: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """An entry, set. Its marks' origin is the left end of the first baseline.

    `rise_mm` reaches up to the capitals, `drop_mm` down to the last descenders.
    """

    entry: Entry
    marks: tuple[GlyphRun | PathMark, ...]
    date_marks: int
    """How many of the marks, the first ones, write the date."""
    width_mm: float
    rise_mm: float
    drop_mm: float
    words: int
    lines: int

    @property
    def height_mm(self) -> float:
        """From the capitals of the first line to the descenders of the last."""
        return self.rise_mm + self.drop_mm

    def at(self, x: float, baseline: float) -> Group:
        """The label's marks, the first baseline starting at (x, baseline)."""
        return Group("entry", tuple(moved(self.marks, x, baseline)))


def date_text(entry: Entry, plan: Plan, lettering: Lettering) -> str:
    """The entry's date as the figure writes it."""
    return written(entry.span, lettering.language, year=plan.with_year)


def date_lines(entry: Entry, plan: Plan, lettering: Lettering) -> list[str]:
    """The date on one line, or on two, broken after the dash of a range too long for its column."""
    text, role = date_text(entry, plan, lettering), lettering.date_role(entry.key)
    limit = plan.date_mm if plan.manner is Manner.ASIDE else plan.measure_mm
    if "–" in text and width_mm(text, role) > limit + 1e-6:
        first, _, last = text.partition("–")
        return [f"{first}–", last]
    return [text]


def set_label(entry: Entry, plan: Plan, lettering: Lettering) -> Label:
    """Set an entry as `plan` says. Nothing is shrunk; a word wider than the measure is divided."""
    role, date_role = lettering.text, lettering.date_role(entry.key)
    dates = date_lines(entry, plan, lettering)
    marks: list[GlyphRun | PathMark] = []
    width = indent = 0.0
    leading, date_leading = role.style.leading_mm, date_role.style.size_mm * 1.05
    for number, text in enumerate(dates):
        indent = width_mm(text, date_role)
        is_right = plan.manner is Manner.ASIDE and plan.dates_right
        dates_x = plan.date_mm - indent if is_right else 0.0
        marks += text_at(text, date_role, (dates_x, number * date_leading))
        width = max(width, dates_x + indent)
    date_marks = len(marks)
    x = first = 0.0
    if plan.manner is Manner.ASIDE:
        x = plan.date_mm + gutter_mm(lettering)
    elif plan.manner is Manner.STACKED:
        first = (len(dates) - 1) * date_leading + leading * DATE_TO_TEXT
    else:
        first = (len(dates) - 1) * date_leading
    run_in = indent + em_mm(role) * 0.45 if plan.manner is Manner.RUN_IN else 0.0
    lines = _paragraph(entry.text, role, plan.measure_mm, run_in)
    baseline = first
    for number, line in enumerate(lines):
        baseline = first + number * leading
        marks += runs_of(line, x, baseline, role.ink)
    ends = [x + line.x_mm + line.width_mm for line in lines]
    count = len(lines)
    if entry.place and not _says(entry.text, entry.place):
        for line in _paragraph(entry.place, lettering.place, plan.measure_mm, 0.0):
            baseline += lettering.place.style.leading_mm
            marks += runs_of(line, x, baseline, lettering.place.ink)
            ends.append(x + line.x_mm + line.width_mm)
            count += 1
    if entry.number is not None:
        end = ends[-1] if ends else x
        room = x + plan.measure_mm - end
        if room < em_mm(role) * (DISC_EM + 0.35):
            baseline, end = baseline + leading, x - em_mm(role) * 0.35
        disc = _number(entry.number, end + em_mm(role) * 0.35, baseline, lettering)
        marks += disc
        ends.append(end + em_mm(role) * (0.35 + DISC_EM))
    drop = max(baseline + drop_mm(role), (len(dates) - 1) * date_leading + drop_mm(date_role))
    return Label(
        entry,
        tuple(marks),
        date_marks,
        max([width, *ends]),
        max(cap_mm(date_role), cap_mm(role) if plan.manner is not Manner.STACKED else 0.0),
        drop,
        len(entry.text.split()),
        count,
    )


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


def inked(label: Label, text: Ink, date: Ink) -> Label:
    """The label in other inks: its dates in `date`, all else in `text`."""
    marks = tuple(
        replace(mark, ink=date if at < label.date_marks else text)
        if isinstance(mark, GlyphRun)
        else mark
        for at, mark in enumerate(label.marks)
    )
    return replace(label, marks=marks)


def _paragraph(text: str, role: Role, measure_mm: float, indent_mm: float) -> tuple[Line, ...]:
    spans = typeset_spans((Span(text),), role.style.language).spans
    return break_paragraph(spans, role.style, measure_mm, indent_mm=indent_mm)


def _says(text: str, place: str) -> bool:
    return place.casefold() in text.casefold()


def _number(
    number: int, x: float, baseline: float, lettering: Lettering
) -> list[GlyphRun | PathMark]:
    role = lettering.number
    em = em_mm(lettering.text)
    radius = em * DISC_EM / 2
    share = em * 0.72 / em_mm(role)
    small = replace(role, style=role.style.resized(role.style.size_pt * share))
    centre = (x + radius, baseline - cap_mm(lettering.text) / 2)
    foot = (centre[0], centre[1] + cap_mm(small) / 2)
    figure = text_at(str(number), small, foot, "middle", lettering.paper)
    return [PathMark(circle(centre, radius), fill=lettering.line), *figure]
