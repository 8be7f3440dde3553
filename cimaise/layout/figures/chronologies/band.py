"""The band: the whole exhibition's time along the foot of a panel, the panel's weeks in full ink.

Its geometry depends on the exhibition's dates and the area alone, never on the panel, so that the
bands of panels that hang in a row read as one.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from cimaise.geometry import Rect, polyline
from cimaise.inks import Ink
from cimaise.layout.figures.chronologies import drawing
from cimaise.layout.figures.chronologies.axis import Axis
from cimaise.layout.figures.chronologies.entries import Entry
from cimaise.layout.figures.chronologies.form import Drawn
from cimaise.layout.figures.chronologies.horizontal import (
    Manners,
    hang_over,
    level_axis,
)
from cimaise.layout.figures.chronologies.labels import Manner, Plan
from cimaise.layout.figures.chronologies.lettering import Lettering, readable
from cimaise.layout.figures.chronologies.plans import years_needed
from cimaise.layout.figures.chronologies.ticks import Tick, begin_of, next_of
from cimaise.layout.figures.dates import TimeSpan
from cimaise.layout.marks import PathMark
from cimaise.layout.setting import Role

# Text outside the panel's weeks is as light as still reads at this contrast (WCAG 2.2, 1.4.3).
LEAST_CONTRAST = 4.5
WEEKS_PT = 6.0


def draw_band(
    entries: Sequence[Entry],
    shown: Sequence[Entry],
    area: Rect,
    lettering: Lettering,
    weeks: TimeSpan | None,
) -> Drawn:
    """Draw `shown` on one line each; without `weeks`, all in full ink."""
    quiet = readable(lettering.line, lettering.paper, LEAST_CONTRAST)
    dim = replace(lettering, tick=_inked(lettering, quiet)) if weeks else lettering
    axis = level_axis(entries, area, dim)
    with_year = years_needed(axis.step, axis.scale)
    plans = (
        Plan(Manner.RUN_IN, area.width, 0.0, with_year),
        Plan(Manner.STACKED, area.width / 4, 0.0, with_year),
    )

    def inks(entry: Entry) -> tuple[Ink, Ink, Ink]:
        if weeks and not _meets(entry.span, weeks):
            return quiet, quiet, lettering.tint
        date = lettering.accent if entry.key else lettering.line
        return lettering.text.ink, date, date

    manners = Manners(plans, inks)
    if weeks:
        lit = lettering.line
        manners = replace(
            manners,
            over_axis=lambda axis, y: _weeks(axis, weeks, y, dim),
            tick_ink=lambda axis, tick: lit if _is_lit(axis, tick, weeks) else None,
        )
    return hang_over(axis, entries, shown, area, dim, manners)


def _weeks(axis: Axis, weeks: TimeSpan, y: float, lettering: Lettering) -> list[PathMark]:
    """The panel's stretch of the axis, as a thick line on it."""
    turn = drawing.level(y)
    first, last = weeks.sort_key
    from_mm = axis.scale.place(max(first, axis.scale.first))
    to_mm = axis.scale.place(min(last + 1, axis.scale.last))
    return [
        PathMark(
            polyline([turn(max(from_mm, piece.start_mm), 0), turn(min(to_mm, piece.end_mm), 0)]),
            stroke=lettering.accent,
            width_pt=WEEKS_PT * lettering.scale,
        )
        for piece in axis.scale.pieces
        if min(to_mm, piece.end_mm) > max(from_mm, piece.start_mm)
    ]


def _is_lit(axis: Axis, tick: Tick, weeks: TimeSpan) -> bool:
    """Whether the month or year that a tick begins meets the panel's weeks."""
    first, last = weeks.sort_key
    following = next_of(axis.step, begin_of(axis.step, tick.day))
    return tick.day <= last and first < following


def _meets(span: TimeSpan, weeks: TimeSpan) -> bool:
    """Whether the two share a day."""
    start, end = span.sort_key
    first, last = weeks.sort_key
    return start <= last and first <= end


def _inked(lettering: Lettering, ink: Ink) -> Role:
    return replace(lettering.tick, ink=ink)
