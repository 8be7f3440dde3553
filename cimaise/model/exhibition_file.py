"""exhibition.yaml → an Exhibition: as it is written, or without what its panels can do without.

A mistake in `booklet` says nothing of the panels: they can be looked at all the same. One in
`theme` does: with another theme in its place, all that is found would be invented.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from cimaise.diagnostics import Diagnostic, Severity, error
from cimaise.model.exhibition import Exhibition
from cimaise.model.languages import language_problems
from cimaise.model.library import Library
from cimaise.model.problems import diagnostics_of
from cimaise.model.references import exhibition_problems
from cimaise.model.salvage import STAND_IN, salvage
from cimaise.model.shape import keys_of, nearest
from cimaise.model.texts import LANGUAGE
from cimaise.model.theme import Theme
from cimaise.model.validating import validate
from cimaise.source import Document, Keys, read_parts

KEYS = keys_of(Exhibition)
NEEDED = frozenset({"languages", "format", "formats", "theme", "printer", "reading_distance_m"})
"""What decides how every panel comes out, and how it is judged."""
NAMED = ("format", "theme", "printer")
SHOWN_IN = {"chronology": "band", "credits": "credits"}
"""Keys that panels show, and in which block: its room may go to others where nothing is there."""


class ExhibitionFile(Struct, frozen=True):
    """What exhibition.yaml says, with all its mistakes."""

    mistakes: tuple[Diagnostic, ...]
    document: Document | None = None
    exhibition: Exhibition | None = None
    """None where it cannot be used, whatever is left aside."""
    is_whole: bool = True
    """Whether nothing was left aside."""
    is_settled: bool = False
    """Whether what decides how panels come out is there, and without mistakes."""
    languages: tuple[str, ...] = ()
    """Empty where they are not known."""
    theme: Theme | None = None
    """None where it is not known."""


def read_exhibition(folder: Path, library: Library) -> ExhibitionFile:
    """exhibition.yaml of a folder; names are looked up in `library`."""
    reading = read_parts(folder / "exhibition.yaml", folder)
    mistakes = _with_hint(reading.mistakes)
    document = reading.document or reading.recovered
    if document is None:
        return ExhibitionFile(mistakes)
    exhibition, problems = validate(Exhibition, document.data)
    if document.lacks:
        exhibition = None
    left = salvage(Exhibition, document.data) if exhibition is None else None
    sound = exhibition or (left.model if left else None)
    if sound is None:
        return ExhibitionFile((*mistakes, *diagnostics_of(problems, document)), document)
    mistaken = reading.mistaken | (_tops(left.left_out) if left else set())
    unsure = {key for key in mistaken if _decides_panels(key, document.data.get(key), library)}
    known = _known(mistaken, unsure, document.data)
    languages = sound.languages if "languages" in known else ()
    names = [*exhibition_problems(sound, folder, library)]
    if languages:
        names += language_problems(sound, languages)
    if left is not None:
        names = [found for each in names if left.is_sound(found := left.as_written(each))]
    unknown = _tops(each.path for each in names if each.severity is Severity.ERROR)
    told = tuple(dict.fromkeys((*problems, *names)))
    return ExhibitionFile(
        (*mistakes, *diagnostics_of(told, document)),
        document,
        exhibition or (_without(document.data, mistaken) if not unsure else None),
        is_whole=exhibition is not None,
        is_settled=not (unsure or unknown & NEEDED),
        languages=languages,
        theme=library.themes.get(sound.theme) if "theme" in known else None,
    )


def _tops(paths: Iterable[Keys]) -> set[str]:
    """The keys at the top that lead to values; what is missing there has none."""
    return {str(path[0]) for path in paths if path}


def _decides_panels(key: str, value: object, library: Library) -> bool:
    """Whether panels may come out otherwise once the mistake at a key is mended."""
    if key in ("", "<<"):
        return True  # who knows what it would have brought
    meant = key if key in KEYS else nearest(key, KEYS)
    if meant is None:
        # It may be a word of another tongue for one that is needed: `Sprachen: [de, en]`.
        listed = value if isinstance(value, list) else [value]
        names = {name for kind in NAMED for name in library.names.get(kind, ())}
        return all(
            isinstance(each, str) and (each in names or LANGUAGE.fullmatch(each)) for each in listed
        )
    slots = (slot for layout in library.layouts.values() for slot in layout.slots.values())
    return meant in NEEDED or any(
        slot.yields_to and slot.block == SHOWN_IN.get(meant) for slot in slots
    )


def _known(
    mistaken: Collection[str], unsure: Collection[str], data: Mapping[str, Any]
) -> frozenset[str]:
    """The needed keys without a mistake; where one is not written, another may be meant for it."""
    is_misspelt = any(key not in KEYS for key in unsure)
    return frozenset(
        key for key in NEEDED if key not in mistaken and (key in data or not is_misspelt)
    )


def _without(data: Mapping[str, Any], mistaken: frozenset[str]) -> Exhibition | None:
    """The exhibition without its mistaken keys; a title stands in where that is one of them."""
    kept = {key: value for key, value in data.items() if key not in mistaken}
    return validate(Exhibition, {"title": STAND_IN, **kept})[0]


def _with_hint(mistakes: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """The mistakes in reading exhibition.yaml; where it is missing, with what to do."""
    hint = "name a folder that holds one, or make one: make_panels.py new FOLDER"
    return tuple(
        error(found.code, found.message, found.span, hint=hint)
        if found.code == "missing-file"
        else found
        for found in mistakes
    )
