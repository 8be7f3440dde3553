"""Typography: what the rules of a language would write otherwise, as edits of the YAML file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from operator import getitem

from msgspec import Struct
from msgspec.structs import replace
from pydantic import BaseModel

from cimaise.checks.allowing import Allowance
from cimaise.checks.scalars import Stretch, stretches
from cimaise.diagnostics import Span
from cimaise.model.languages import texts_of
from cimaise.source import Document, Keys, parse
from cimaise.typography import markdown
from cimaise.typography.micro import Change, Typeset, has_rules, typeset, typeset_spans
from cimaise.typography.spans import Span as Words

QUOTES = ("guillemets", "quotes")
OPENED, CLOSING = ("«", "“", "("), (";", ":", "!", "?", "»", "%")
NARROW, WIDE = "\u202f", "\u00a0"
SHOWN = {NARROW: "⍽", WIDE: "␣", "\t": "⇥"}
"""How spaces that cannot be seen are shown."""


class Edit(Struct, frozen=True):
    """Put `new` for the characters from `start` up to `end` (offsets in the file).

    `change` is the rule that asks for it, with the words around; `language` is the text's.
    """

    start: int
    end: int
    new: str
    change: Change
    language: str


Unit = tuple[Edit, ...]
"""Edits that are made together or not at all: half a pair of quotation marks helps nobody."""


def edits(
    record: BaseModel, document: Document | None, languages: Sequence[str]
) -> tuple[Edit, ...]:
    """Every edit that the rules ask of a file, in its order, none that YAML cannot bear.

    `record` is what the file holds, `languages` are the exhibition's.
    """
    if document is None:
        return ()
    spoken = dict(_texts(record, languages))
    units = {path: _units(document, path, language) for path, language in spoken.items()}
    wanted = {
        path: [edit for unit in ours for edit in unit] for path, ours in units.items() if ours
    }
    if wanted and not _are_sound(document, wanted, spoken):
        wanted = {path: _doubtless(document, path, units[path], spoken) for path in wanted}
    every = [edit for ours in wanted.values() for edit in ours]
    return tuple(sorted(every, key=lambda edit: edit.start))


def applied(text: str, found: Iterable[Edit]) -> str:
    """The file's text with the edits made; they do not overlap."""
    pieces: list[str] = []
    at = 0
    for edit in sorted(found, key=lambda edit: edit.start):
        pieces += (text[at : edit.start], edit.new)
        at = edit.end
    return "".join((*pieces, text[at:]))


def span_of(document: Document, edit: Edit) -> Span:
    """The place of an edit, at least a character wide."""
    before = document.text[: edit.start].splitlines(keepends=True)
    if before and not before[-1].endswith(("\n", "\r")):
        line, column = len(before), len(before[-1]) + 1
    else:
        line, column = len(before) + 1, 1
    lines = document.text.splitlines()
    width = max(1, edit.end - edit.start)
    return Span(document.file, line, column, line, column + width, lines[line - 1])


def allowing(allowances: Sequence[Allowance], document: Document, edit: Edit) -> int:
    """Which of a file's comments is for the place of an edit; -1 where none is."""
    if not allowances:
        return -1
    line = span_of(document, edit).line
    return next((at for at, each in enumerate(allowances) if each.covers(line)), -1)


def visible(text: str) -> str:
    """A text with its unseen spaces shown."""
    for space, sign in SHOWN.items():
        text = text.replace(space, sign)
    return text


def _texts(record: BaseModel, languages: Sequence[str]) -> Iterator[tuple[Keys, str]]:
    """Every text that one language's rules judge. One for all languages obeys none's."""
    for path, text in texts_of(record):
        if text.versions:
            for language, _ in text.versions:
                if language in languages and has_rules(language):
                    yield (*path, language), language
        elif len(languages) == 1:
            yield path, languages[0]


def _units(document: Document, path: Keys, language: str) -> list[Unit]:
    """What the rules ask of a text: a stretch's quotation marks together, each other edit alone."""
    units: list[Unit] = []
    for stretch in stretches(document, path):
        found = list(_of_stretch(stretch, language, document.text))
        marks = tuple(edit for edit in found if edit.change.rule in QUOTES)
        units += [marks] if marks else []
        units += [(edit,) for edit in found if edit.change.rule not in QUOTES]
    return units


def _doubtless(
    document: Document, path: Keys, units: Sequence[Unit], spoken: Mapping[Keys, str]
) -> list[Edit]:
    """The edits of a text that can be made; none where others could be once they are."""
    found = [edit for unit in _sound(document, path, units, (), spoken) for edit in unit]
    if not found or len(found) == sum(map(len, units)):
        return found
    changed, _ = parse(applied(document.text, found), document.file)
    if changed is None:
        return []
    left = _units(changed, path, spoken[path])
    return [] if _sound(changed, path, left, (), spoken) else found


def _sound(
    document: Document,
    path: Keys,
    units: Sequence[Unit],
    kept: Sequence[Unit],
    spoken: Mapping[Keys, str],
) -> tuple[Unit, ...]:
    """Those of a text's units that can be made, `kept` being made: doubtful ones are left out."""
    every = [edit for unit in (*kept, *units) for edit in unit]
    if not units or _are_sound(document, {path: every}, spoken):
        return tuple(units)
    if len(units) == 1:
        return ()
    half = len(units) // 2
    first = _sound(document, path, units[:half], kept, spoken)
    return (*first, *_sound(document, path, units[half:], (*kept, *first), spoken))


def _of_stretch(stretch: Stretch, language: str, source: str) -> Iterator[Edit]:
    outcome = typeset(stretch.text, language)
    if outcome.text == stretch.text:
        return
    now = _by_character(stretch.text, outcome)
    found: list[Edit] = []
    last = -1
    for at, (was, becomes) in enumerate(zip(stretch.text, now, strict=True)):
        place = stretch.places[at]
        # A line's end stays one, and Markdown's backslash would stand before another sign.
        if was == becomes or place == -1 or at in stretch.escaped or _is_tie(now, at, was):
            continue
        end = place + stretch.lengths[at]
        # What stays is written as it was: an entity, YAML's way to write an apostrophe.
        becomes = becomes.replace(was, source[place:end], 1)
        if found and last == at - 1 and found[-1].end == place:
            before = found.pop()
            found.append(Edit(before.start, end, before.new + becomes, before.change, language))
        else:
            change = _change_at(outcome.changes, stretch.text, at, becomes)
            found.append(Edit(place, end, becomes, change, language))
        last = at
    yield from found


def _by_character(text: str, outcome: Typeset) -> list[str]:
    """What each character becomes: nothing, itself, or itself with what is set beside it."""
    now = [""] * len(text)
    for char, origin in zip(outcome.text, outcome.origins, strict=True):
        now[origin] += char
    # What is set between two belongs to the second; after an opening sign, to the first: the
    # signs of emphasis stand in between, and no space may follow them.
    for at in range(1, len(now)):
        if len(now[at]) > 1 and now[at][0] in (NARROW, WIDE) and now[at - 1][-1:] in OPENED:
            now[at - 1] += now[at][0]
            now[at] = now[at][1:]
    return now


def _change_at(changes: Sequence[Change], text: str, at: int, new: str) -> Change:
    """The change that an edit belongs to: the last one that begins at or before it."""
    nearest = min(changes, key=lambda change: abs(change.start - at), default=None)
    return nearest or Change("typography", text[max(0, at - 8) : at + 8], new, at)


def _is_tie(now: Sequence[str], at: int, was: str) -> bool:
    """Whether a space only becomes one that does not break: setting the text does that."""
    if was != " " or now[at] not in (NARROW, WIDE):
        return False
    before = next((each[-1] for each in reversed(now[:at]) if each), "")
    after = next((each[0] for each in now[at + 1 :] if each), "")
    return before not in OPENED and after not in CLOSING


def _are_sound(
    document: Document, wanted: Mapping[Keys, Sequence[Edit]], spoken: Mapping[Keys, str]
) -> bool:
    """Whether the file, edited, can be read, holds the same but for those texts, and sets them
    as it did."""
    made = [edit for ours in wanted.values() for edit in ours]
    changed, found = parse(applied(document.text, made), document.file)
    if changed is None or found:
        return False
    paths = frozenset(wanted)
    if _without(document.data, paths) != _without(changed.data, paths):
        return False
    return all(
        _as_set(reduce(getitem, path, document.data), language)
        == _as_set(reduce(getitem, path, changed.data), language)
        for path, language in spoken.items()
        if path in paths
    )


def _as_set(text: object, language: str) -> list[tuple[str, list[tuple[str, Words | None]]]]:
    """The text's blocks as the typographer sets them: each character and its manner.

    Spaces have none: which side of a sign of Markdown one stands on cannot be seen.
    """
    return [
        (
            block.kind,
            [
                (char, None if char.isspace() else replace(span, text=""))
                for span in typeset_spans(block.spans, language).spans
                for char in span.text
            ],
        )
        for block in markdown.parse(str(text))
    ]


def _without(data: object, paths: frozenset[Keys], at: Keys = ()) -> object:
    """Plain data with the values at `paths` blanked."""
    if at in paths:
        return None
    if isinstance(data, dict):
        return {key: _without(value, paths, (*at, key)) for key, value in data.items()}
    if isinstance(data, list):
        return [_without(value, paths, (*at, place)) for place, value in enumerate(data)]
    return data
