"""A chronology in words, for those who cannot see it: its title and its description."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cimaise.layout.figures.chronologies.entries import Entry
from cimaise.layout.figures.chronologies.lettering import Lettering
from cimaise.layout.figures.dates import TimeSpan
from cimaise.layout.figures.dates_in_words import written

TITLES: Mapping[str, Mapping[str, str]] = {
    "chronology": {"fr": "Chronologie", "en": "Chronology"},
    "band": {"fr": "Frise de l’exposition", "en": "The exhibition’s timeline"},
}
OF_THE_PANEL: Mapping[str, str] = {"fr": "Ce panneau : {}.", "en": "This panel: {}."}


def titled(entries: Sequence[Entry], lettering: Lettering, name: str) -> str:
    """What the figure is, and from when to when."""
    texts = TITLES[name]
    title = texts.get(_primary(lettering.language), texts["en"])
    ends = [end for entry in entries for end in (entry.span.first, entry.span.last) if end]
    first = min(ends, key=lambda end: end.first_day)
    last = max(ends, key=lambda end: end.last_day)
    return f"{title}, {written(TimeSpan(first, last), lettering.language)}"


def described(entries: Sequence[Entry], lettering: Lettering, weeks: TimeSpan | None) -> str:
    """Every entry in order, dates in full; the panel's weeks first where there are any."""
    language = lettering.language
    colon = " : " if _primary(language) == "fr" else ": "
    parts = [
        f"{written(entry.span, language)}{colon}{entry.text}"
        + (f" ({entry.place})" if entry.place else "")
        for entry in entries
    ]
    said = " ; ".join(parts) if _primary(language) == "fr" else "; ".join(parts)
    if weeks is None:
        return f"{said}."
    of_panel = OF_THE_PANEL.get(_primary(language), OF_THE_PANEL["en"])
    return f"{of_panel.format(written(weeks, language))} {said}."


def _primary(language: str) -> str:
    return language.partition("-")[0].lower()
