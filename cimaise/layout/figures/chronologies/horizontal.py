"""The level axis: the calendar under it, entries above it as flags on stems."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from cimaise.geometry import Rect
from cimaise.inks import Ink
from cimaise.layout.figures.chronologies import drawing
from cimaise.layout.figures.chronologies.axis import Axis, draw_up
from cimaise.layout.figures.chronologies.entries import Entry
from cimaise.layout.figures.chronologies.flags import Flag, Hung, Room, hang, strain
from cimaise.layout.figures.chronologies.form import Drawn, Needs
from cimaise.layout.figures.chronologies.labels import Label, Manner, Plan, label_setter
from cimaise.layout.figures.chronologies.lettering import (
    Lettering,
    drop_mm,
    em_mm,
    single_line,
    text_at,
    width_mm,
)
from cimaise.layout.figures.chronologies.plans import years_needed
from cimaise.layout.figures.chronologies.ticks import STEPS, Step, Tick, fit_texts, texts_of
from cimaise.layout.figures.date_words import duration
from cimaise.layout.marks import Mark, PathMark
from cimaise.typography.styles import TypeStyle

# The least room between two texts one over the other, as a share of the text's leading.
ABOVE = 0.45
# Measures tried for the texts, in ems, the best to read first.
MEASURES_EM = (16.0, 13.0, 10.0, 8.0)
# What a plan costs more than the one before it, and for each word that it divides by force, in
# ems of displacement.
NARROWER_EM = 0.8
FORCED_EM = 6.0
# At 80×120, mm: the zone in which stems bend, and the distances that keep labels apart.
BEND_MM = 9.0
BESIDE_MM = 7.0
MINOR_MM = 2.2
BETWEEN_MM = 3.5
STEM_TO_TEXT_MM = 2.2


class Manners(Struct, frozen=True):
    """How a level axis is set: the plans to choose from, the best to read first; the inks."""

    plans: tuple[Plan, ...]
    inks: Callable[[Entry], tuple[Ink, Ink, Ink]]
    """The inks of an entry's text, of its date, and of its stem and point."""
    over_axis: Callable[[Axis, float], Sequence[PathMark]] = lambda axis, y: ()
    """What lies on the axis line at the height y, under bars and points."""
    tick_ink: Callable[[Axis, Tick], Ink | None] = lambda axis, tick: None
    """The ink of a month's or year's name, where it is not the role's."""


def draw_horizontal(
    entries: Sequence[Entry], shown: Sequence[Entry], area: Rect, lettering: Lettering
) -> Drawn:
    """Draw `shown` on the axis of all `entries`, in a measure that keeps them near their time."""
    em = em_mm(lettering.text)
    axis = level_axis(entries, area, lettering)
    with_year = years_needed(axis.step, axis.scale)
    plans = tuple(
        Plan(Manner.STACKED, measure * em, 0.0, with_year)
        for measure in MEASURES_EM
        if measure * em <= area.width
    )

    def inks(entry: Entry) -> tuple[Ink, Ink, Ink]:
        date = lettering.date_role(entry.key).ink
        return lettering.text.ink, date, lettering.accent if entry.key else lettering.line

    return hang_over(axis, entries, shown, area, lettering, Manners(plans, inks))


def level_axis(entries: Sequence[Entry], area: Rect, lettering: Lettering) -> Axis:
    """The axis along the foot of `area`."""
    return _level_axis(tuple(entries), area.x, area.right, lettering)


@lru_cache(maxsize=64)
def _level_axis(
    entries: tuple[Entry, ...], left: float, right: float, lettering: Lettering
) -> Axis:
    role = lettering.tick
    gap = em_mm(role) * 0.8

    def room_mm(step: Step) -> float:
        if step in STEPS[:5]:
            return _widest_mm(step, lettering.language, role.style) + gap
        return room_mm(STEPS[4]) * 2

    return draw_up(
        entries,
        left,
        right,
        lettering.language,
        room_mm=room_mm,
        min_minor_mm=lettering.mm(4),
        min_bar_mm=2 * lettering.mm(drawing.DOT_MM),
        break_mm=lambda days: width_mm(duration(days, lettering.language), lettering.place) + gap,
    )


@lru_cache(maxsize=256)
def _widest_mm(step: Step, language: str, style: TypeStyle) -> float:
    """The widest short text of a step's ticks, over a year."""
    is_day = step.unit == "day"
    texts = {
        texts_of(day, step, language, with_month=is_day, with_year=is_day)[:2][-1]
        for day in range(1, 366, 9)
    }
    return max(single_line(text, style).width_mm for text in texts)


def foot_mm(axis: Axis, lettering: Lettering) -> float:
    """How far lanes and calendar reach under the axis."""
    role = lettering.tick
    return (
        drawing.lanes_mm(axis, lettering) + em_mm(role) * 0.35 + role.style.cap_mm + drop_mm(role)
    )


def hang_over(
    axis: Axis,
    entries: Sequence[Entry],
    shown: Sequence[Entry],
    area: Rect,
    lettering: Lettering,
    manners: Manners,
) -> Drawn:
    """Set the labels in the plan that costs least; say what is needed if they hang in none."""
    y = area.bottom - foot_mm(axis, lettering)
    bend = lettering.mm(BEND_MM)
    room = Room(
        area.x,
        area.right,
        y - bend - area.y,
        lettering.mm(BESIDE_MM),
        ABOVE * lettering.text.style.leading_mm,
        lettering.mm(BETWEEN_MM),
    )
    place = {entry.index: at for at, entry in enumerate(entries)}
    over = Needs(float("inf"), area.height)
    best: tuple[float, tuple[Label, ...], tuple[Hung, ...]] | None = None
    inks = [manners.inks(entry) for entry in shown]
    inked = {each: _inked(lettering, each) for each in dict.fromkeys(inks)}
    for number, plan in enumerate(manners.plans):
        setters = {own: label_setter(plan, letters) for own, letters in inked.items()}
        labels = tuple(setters[own](entry) for entry, own in zip(shown, inks, strict=True))
        flags = [
            Flag(
                axis.anchors[place[label.entry.index]],
                label.width_mm + lettering.mm(STEM_TO_TEXT_MM),
                label.height_mm,
            )
            for label in labels
        ]
        hung = hang(flags, room)
        if hung is not None:
            ems = number * NARROWER_EM + FORCED_EM * sum(label.is_forced for label in labels)
            cost = strain(flags, hung) + ems * em_mm(lettering.text)
            if best is None or cost < best[0]:
                best = cost, labels, hung
        elif best is None:
            # The height at which the same labels could all hang, one over the other at worst.
            needed = _height_needed(flags, room) + area.height - room.height
            if needed < over.needed_mm:
                over = Needs(needed, area.height, labels)
    if best is None:
        return Drawn((), 0.0, over)
    marks = _calendar(axis, y, lettering, manners)
    marks += _stems(axis, entries, best[1], best[2], y, lettering, manners)
    return Drawn(tuple(marks), area.height, Needs(0.0, area.height, best[1]))


def _height_needed(flags: Sequence[Flag], room: Room) -> float:
    """The least height, to a millimetre, at which `flags` can hang."""
    low = room.height
    high = sum(flag.height + room.above for flag in flags) + room.height
    while high - low > 1.0:
        middle = (low + high) / 2
        tried = Room(room.left, room.right, middle, room.beside, room.above, room.between)
        low, high = (low, middle) if hang(flags, tried) is not None else (middle, high)
    return high


def _calendar(axis: Axis, y: float, lettering: Lettering, manners: Manners) -> list[Mark]:
    """Hairlines where months or years begin, their names at the hairlines' feet."""
    turn, role = drawing.level(y), lettering.tick
    reach = foot_mm(axis, lettering) - drop_mm(role)
    inset = em_mm(role) * 0.22
    ticks = fit_texts(
        axis.ticks, axis.scale, lambda text: width_mm(text, role) + inset, em_mm(role) * 0.25
    )
    marks: list[Mark] = []
    major = [axis.scale.place(tick.day) for tick in ticks if tick.is_mark and not tick.is_minor]
    minor = [axis.scale.place(tick.day) for tick in ticks if tick.is_minor]
    marks += drawing.calendar_rules(major, reach, turn, lettering)
    marks += drawing.calendar_rules(minor, lettering.mm(MINOR_MM), turn, lettering)
    for tick in ticks:
        x = axis.scale.place(tick.day) + (inset if tick.is_mark else 0.0)
        ink = manners.tick_ink(axis, tick)
        for text in tick.texts:
            marks += text_at(text, role, (x, y + reach), ink=ink)
    for gap in axis.scale.breaks:
        said = duration(gap.last - gap.first, lettering.language)
        middle = (gap.start_mm + gap.end_mm) / 2
        marks += text_at(said, lettering.place, (middle, y + reach), "middle")
    return marks


def _stems(
    axis: Axis,
    entries: Sequence[Entry],
    labels: Sequence[Label],
    hung: Sequence[Hung],
    y: float,
    lettering: Lettering,
    manners: Manners,
) -> list[Mark]:
    """Stems under the axis, then bars and points, then the texts."""
    turn, bend = drawing.level(y), lettering.mm(BEND_MM)
    place = {entry.index: at for at, entry in enumerate(entries)}
    marks: list[Mark] = []
    for label, flag in zip(labels, hung, strict=True):
        own = place[label.entry.index]
        start, root = axis.anchors[own], drawing.root_mm(axis.bars[own], lettering)
        ink = manners.inks(label.entry)[2] if label.entry.key else lettering.tint
        tail = flag.base + label.height_mm
        marks.append(
            drawing.leader(start, flag.stem, bend, turn, lettering, ink, root=root, tail=tail)
        )
    lines = drawing.axis_line(axis, turn, lettering, lettering.line)
    lines += manners.over_axis(axis, y)
    marks += drawing.markers(axis, entries, turn, lettering, lines, lambda e: manners.inks(e)[2])
    for label, flag in zip(labels, hung, strict=True):
        inset = lettering.mm(STEM_TO_TEXT_MM)
        x = flag.stem - inset - label.width_mm if flag.turned else flag.stem + inset
        foot = y - bend - flag.base - label.drop_mm
        marks.append(label.at(x, foot, flush_right=flag.turned))
    return marks


def _inked(lettering: Lettering, inks: tuple[Ink, Ink, Ink]) -> Lettering:
    """The lettering with an entry's own inks for text and date."""
    text, date, _ = inks
    return replace(
        lettering,
        text=replace(lettering.text, ink=text),
        place=replace(lettering.place, ink=text),
        date=replace(lettering.date, ink=date),
        key_date=replace(lettering.key_date, ink=date),
    )
