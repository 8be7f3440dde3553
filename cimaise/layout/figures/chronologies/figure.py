"""Events → one group of marks: a chronology in the form that its slot asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from cimaise.diagnostics import Diagnostic, Span, error
from cimaise.geometry import Rect
from cimaise.layout.figures.chronologies.axis import along
from cimaise.layout.figures.chronologies.band import draw_band
from cimaise.layout.figures.chronologies.entries import Entry, Origin, missing_glyphs, read_entries
from cimaise.layout.figures.chronologies.form import Drawn
from cimaise.layout.figures.chronologies.horizontal import draw_horizontal
from cimaise.layout.figures.chronologies.lettering import Lettering, band_lettering, lettering
from cimaise.layout.figures.chronologies.listing import draw_list
from cimaise.layout.figures.chronologies.overset import fit_of, overset_of
from cimaise.layout.figures.chronologies.vertical import draw_vertical
from cimaise.layout.figures.chronologies.wording import described, titled
from cimaise.layout.figures.dates import NoDateError, TimeSpan, parse
from cimaise.layout.marks import Group
from cimaise.layout.setting import Laid, Setting
from cimaise.model.panel import Event
from cimaise.source import Document

Form = Callable[[Sequence[Entry], Sequence[Entry], Rect, Lettering], Drawn]
"""Draws the second entries on the axis of the first."""

BAND, LIST = "band", "list"
FORMS: Mapping[str, Form] = {
    "axis": draw_horizontal,
    "vertical-axis": draw_vertical,
    LIST: draw_list,
}


def draw_chronology(
    events: Sequence[Event],
    area: Rect,
    setting: Setting,
    form: str,
    *,
    weeks: str | None = None,
    numbers: Mapping[str, int] | None = None,
    document: Document | None = None,
    panel: str | None = None,
    slot: str | None = None,
    span_path: tuple[str | int, ...] = ("chronology",),
    weeks_span: Span | None = None,
    counting: bool = True,
) -> Laid:
    """Draw `events` in `area` as `form`: axis, vertical-axis, list or band.

    `numbers` are the map's, by name of place; `weeks` the panel's own time, for the band.
    `document` and `span_path` say where the events were written, `weeks_span` where the weeks
    were. Entries that do not fit legibly are left out, from the end, and reported as
    `text-overset`; where they are not to be counted, they are only noticed. Dates that cannot be
    read are reported as `date-invalid`. Raises KeyError for another form.
    """
    origin = Origin(document, span_path, panel, slot)
    entries, found = read_entries(events, setting.language, numbers or {}, origin)
    diagnostics = list(found)
    own = _weeks(weeks, weeks_span, origin, diagnostics)
    if form == BAND:
        drawing: Form = partial(draw_band, weeks=own)
        letters = band_lettering(setting)
    else:
        drawing, letters = FORMS[form], lettering(setting)
    if form != LIST:
        entries = tuple(sorted(entries, key=along))
    if not entries:
        return Laid(diagnostics=tuple(diagnostics))
    faces = letters.text.style.base_face, letters.place.style.base_face
    diagnostics += missing_glyphs(entries, *faces, origin)
    drawn, shown = drawing(entries, entries, area, letters), len(entries)
    whole = drawn
    if drawn.needs.is_over:
        shown = 0
        if counting:
            shown, drawn = _most(drawing, entries, area, letters)
            diagnostics.append(overset_of(entries, shown, whole, letters, origin))
    name = BAND if form == BAND else "chronology"
    group = Group(
        name,
        drawn.marks,
        title=titled(entries, letters, name),
        description=described(entries, letters, own),
    )
    fit = fit_of(whole, shown, letters, origin)
    return Laid((group,) if drawn.marks else (), drawn.height_mm, tuple(diagnostics), (fit,))


def _most(
    drawing: Form, entries: Sequence[Entry], area: Rect, letters: Lettering
) -> tuple[int, Drawn]:
    """The most entries, from the first, that fit; and these, drawn."""
    low, high = 0, len(entries)
    best = drawing(entries, (), area, letters)
    while high - low > 1:
        middle = (low + high) // 2
        tried = drawing(entries, entries[:middle], area, letters)
        if tried.needs.is_over:
            high = middle
        else:
            low, best = middle, tried
    return low, best


def _weeks(
    weeks: str | None, place: Span | None, origin: Origin, found: list[Diagnostic]
) -> TimeSpan | None:
    if not weeks:
        return None
    try:
        return parse(weeks)
    except NoDateError as problem:
        found.append(
            error(
                "date-invalid",
                str(problem),
                place,
                panel=origin.panel,
                slot=origin.slot,
                hint=problem.hint,
            )
        )
        return None
