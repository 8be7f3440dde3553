"""What the end of the booklet gathers from all panels: dates, places, words, sources, credits."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from cimaise.booklet.markup import words
from cimaise.booklet.said import Said, Speaker
from cimaise.booklet.standing import Standing, dated, text_anchor
from cimaise.layout.figures.dates import TimeSpan, parse
from cimaise.layout.figures.dates_in_words import written
from cimaise.model.exhibition import Exhibition
from cimaise.model.panel import Panel
from cimaise.model.texts import LocalText
from cimaise.typography.alike import as_read, pattern_of
from cimaise.typography.markdown import plain

# Towns that only help to find one's way on a map are no subject of the exhibition.
BEARINGS = ("town", "city", "village")


class DatedRow(Struct, frozen=True):
    """One line of the full chronology; `anchors` are the pages that it comes from."""

    date: Markup
    text: Said
    place: Said | None
    key: bool
    anchors: tuple[str, ...]


class Reference(Struct, frozen=True):
    """A name or group, what is said of it, and the anchors of the pages where it stands."""

    name: Said
    text: Said | None
    anchors: tuple[str, ...]


class Asked(Struct, frozen=True):
    """A panel's questions to pupils."""

    title: Said
    anchor: str
    questions: tuple[Said, ...]


def dated_rows(
    exhibition: Exhibition, speaker: Speaker, standing: Standing
) -> tuple[DatedRow, ...]:
    """Every event of every panel in order of time, each once; dates that cannot be read are told
    where the panel is drawn."""
    rows: dict[tuple[str, str], list[tuple[TimeSpan, DatedRow]]] = {}
    for panel in exhibition.panels:
        for event, anchor in dated(panel, standing):
            try:
                span = parse(event.date)
            except ValueError:
                continue
            text = speaker.phrase(event.text)
            place = speaker.words(event.place) if event.place else None
            when = words(written(span, speaker.language), speaker.language)
            row = DatedRow(when, text, place, event.key, (anchor,))
            same = rows.setdefault((span.iso(), str(text.html).casefold()), [])
            for at, (_, known) in enumerate(same):
                if _agree(known.place, place):
                    same[at] = (span, _joined(known, row))
                    break
            else:
                same.append((span, row))
    every = (pair for same in rows.values() for pair in same)
    return tuple(row for _, row in sorted(every, key=lambda pair: pair[0].sort_key))


def _agree(one: Said | None, other: Said | None) -> bool:
    """Whether two panels may tell of the same place: one that names none contradicts nobody."""
    if one is None or other is None:
        return True
    return str(one.html).casefold() == str(other.html).casefold()


def _joined(known: DatedRow, again: DatedRow) -> DatedRow:
    """An event that two panels tell of."""
    return replace(
        known,
        place=known.place or again.place,
        key=known.key or again.key,
        anchors=tuple(dict.fromkeys((*known.anchors, *again.anchors))),
    )


def places(exhibition: Exhibition, speaker: Speaker, standing: Standing) -> tuple[Reference, ...]:
    """Every place that something happened in, by name, with the pages that tell of it."""
    names: dict[str, LocalText] = {}
    for panel in exhibition.panels:
        if panel.map is not None:
            for place in panel.map.places:
                if place.kind not in BEARINGS or place.date:
                    names.setdefault(_read(place.name, speaker), place.name)
        for event in panel.chronology:
            if event.place:
                names.setdefault(_read(event.place, speaker), event.place)
    found: list[Reference] = []
    for name, text in names.items():
        anchors = tuple(
            anchor
            for panel in exhibition.panels
            if (anchor := _tells_of(panel, name, speaker.language, standing)) is not None
        )
        found.append(Reference(speaker.words(text), None, anchors))
    return tuple(sorted(found, key=lambda row: _alphabetic(str(row.name.html))))


def glossary(exhibition: Exhibition, speaker: Speaker) -> tuple[Reference, ...]:
    """Words explained, each once, in the order of the alphabet."""
    found: dict[str, Reference] = {}
    for panel in exhibition.panels:
        for entry in panel.school.glossary if panel.school else ():
            term = speaker.words(entry.term)
            found.setdefault(
                _alphabetic(str(term.html)),
                Reference(term, speaker.inline(entry.text), (text_anchor(panel.number),)),
            )
    return tuple(found[key] for key in sorted(found))


def questions(
    exhibition: Exhibition, speaker: Speaker, names: Mapping[int, Said]
) -> tuple[Asked, ...]:
    """Questions, panel by panel; `names` says what the panels are called, by number."""
    return tuple(
        Asked(
            names[panel.number],
            text_anchor(panel.number),
            tuple(speaker.inline(question) for question in panel.school.questions),
        )
        for panel in exhibition.panels
        if panel.school and panel.school.questions
    )


def sources(exhibition: Exhibition, speaker: Speaker) -> tuple[Said, ...]:
    """Every source of every panel, each once, in the order of the panels."""
    return _once(speaker.inline(source) for panel in exhibition.panels for source in panel.sources)


def picture_credits(
    exhibition: Exhibition, speaker: Speaker, standing: Standing
) -> tuple[Reference, ...]:
    """Who made or owns the pictures, and on what terms, with the pages where they stand."""
    rows: dict[str, tuple[Said, dict[str, None]]] = {}
    for panel in exhibition.panels:
        for index, picture in enumerate(panel.images):
            parts = [speaker.inline(part) for part in (picture.credit, picture.rights) if part]
            if not parts:
                continue
            html = Markup(", ").join(part.html for part in parts)
            said = Said(html, parts[0].language)
            anchor = standing[panel.number, "picture", index]
            rows.setdefault(str(html), (said, {}))[1][anchor] = None
    return tuple(Reference(said, None, tuple(anchors)) for said, anchors in rows.values())


def credit_lines(exhibition: Exhibition, speaker: Speaker) -> tuple[Said, ...]:
    """The credits of the whole; those of panels where the whole has none."""
    if exhibition.credits:
        return (speaker.inline(exhibition.credits),)
    return _once(speaker.inline(panel.credits) for panel in exhibition.panels if panel.credits)


def _once(said: Iterable[Said]) -> tuple[Said, ...]:
    return tuple({str(each.html): each for each in said}.values())


def _read(name: LocalText, speaker: Speaker) -> str:
    return as_read(name.get(speaker.language), "")


def _tells_of(panel: Panel, name: str, language: str, standing: Standing) -> str | None:
    """The anchor of the panel's page that names a place: its text first, then its figures."""
    pattern = re.compile(rf"(?<!\w){pattern_of(name)}(?!\w)")
    told = [panel.title, panel.subtitle, panel.lead, panel.text]
    if any(pattern.search(plain(text.get(language))) for text in told if text):
        return text_anchor(panel.number)
    events = list(dated(panel, standing))
    shown: list[tuple[LocalText | None, str]] = [
        *((place.name, standing[panel.number, "map", 0])
          for place in (panel.map.places if panel.map else ())
          if place.kind not in BEARINGS or place.date),
        *((event.place, anchor) for event, anchor in events),
        *((event.text, anchor) for event, anchor in events),
        *((picture.caption, standing[panel.number, "picture", index])
          for index, picture in enumerate(panel.images)),
    ]  # fmt: skip
    return next(
        (anchor for text, anchor in shown if text and pattern.search(text.get(language))), None
    )


def _alphabetic(text: str) -> str:
    """The order of a dictionary: accents and capitals do not count."""
    plain_letters = unicodedata.normalize("NFD", text.casefold())
    return "".join(char for char in plain_letters if not unicodedata.combining(char))
