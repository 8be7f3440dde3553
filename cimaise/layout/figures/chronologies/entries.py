"""Events as written → entries in order of time, with what is wrong with their dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from cimaise.diagnostics import Diagnostic, Span, error, warning
from cimaise.layout.figures.dates import NoDateError, TimeSpan, parse
from cimaise.model.panel import Event
from cimaise.source import Document
from cimaise.typography.alike import found_under
from cimaise.typography.faces import Face
from cimaise.typography.shaping import missing, named


class Entry(Struct, frozen=True):
    """One event, its date read. `index` counts from 0 in the file; `number` is the map's."""

    index: int
    span: TimeSpan
    text: str
    language: str
    """Of the text; not the edition's where it stands in for one that is missing."""
    key: bool = False
    place: str = ""
    place_language: str = ""
    number: int | None = None

    @property
    def approximate(self) -> bool:
        """Whether its date, or one end of it, is said to be about."""
        return any(end is not None and end.approximate for end in (self.span.first, self.span.last))


class Origin(Struct, frozen=True):
    """Where events come from, for diagnostics: file, keys that lead to the list, panel, slot."""

    document: Document | None = None
    path: tuple[str | int, ...] = ("chronology",)
    panel: str | None = None
    slot: str | None = None

    def span(self, index: int, key: str) -> Span | None:
        """Where a part of an event is written."""
        return self.document.span(*self.path, index, key) if self.document else None


def read_entries(
    events: Sequence[Event], language: str, numbers: Mapping[str, int], origin: Origin
) -> tuple[tuple[Entry, ...], tuple[Diagnostic, ...]]:
    """The entries whose dates can be read, in order of time, and `date-…` diagnostics.

    `numbers` gives the map's number of a place by its name, in any language: `numbers_of`.
    """
    entries: list[Entry] = []
    found: list[Diagnostic] = []
    before: TimeSpan | None = None
    for index, event in enumerate(events):
        try:
            span = parse(event.date)
        except NoDateError as problem:
            found.append(
                error(
                    "date-invalid",
                    str(problem),
                    origin.span(index, "date"),
                    panel=origin.panel,
                    slot=origin.slot,
                    hint=problem.hint,
                )
            )
            continue
        if before is not None and span.sort_key[0] < before.sort_key[0]:
            found.append(
                warning(
                    "date-out-of-order",
                    f"`{event.date}` stands after `{before.iso()}`, which is later",
                    origin.span(index, "date"),
                    panel=origin.panel,
                    slot=origin.slot,
                    hint="it is drawn in order of time all the same: move it up",
                )
            )
        else:
            before = span
        entries.append(
            Entry(
                index,
                span,
                event.text.get(language).strip(),
                event.text.language(language),
                event.key,
                event.place.get(language).strip() if event.place else "",
                event.place.language(language) if event.place else "",
                found_under(event.place, numbers) if event.place else None,
            )
        )
    entries.sort(key=lambda entry: entry.span.sort_key)
    return tuple(entries), tuple(found)


def missing_glyphs(
    entries: Sequence[Entry], texts: Face, places: Face, origin: Origin
) -> tuple[Diagnostic, ...]:
    """An error for each entry with characters that the faces of texts and places cannot show."""
    found: list[Diagnostic] = []
    for entry in entries:
        for key, text, face in (("text", entry.text, texts), ("place", entry.place, places)):
            lacking = missing(text, face)
            if not lacking:
                continue
            found.append(
                error(
                    "missing-glyph",
                    f"{face.postscript_name} cannot show {named(lacking)}",
                    origin.span(entry.index, key),
                    panel=origin.panel,
                    slot=origin.slot,
                    hint="use other characters, or another font in the theme's role",
                    figures={"characters": lacking, "font": face.postscript_name},
                )
            )
    return tuple(found)
