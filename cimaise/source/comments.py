"""Comments that speak to us, `# cimaise: …`, out of a Document whose values are placed.

A comment behind a value is for the last key of its line; one on a line of its own is for the key or
list item that follows. A `#` inside a text is none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from cimaise.diagnostics import Span
from cimaise.source.document import Comment, Document, Keys

_MARK = re.compile(r"(?:^|(?<=\s))#\s*cimaise:", re.IGNORECASE)


class _Lines(Struct, frozen=True):
    """What stands on each line, counted from 1."""

    in_texts: frozenset[int]
    """Those inside block texts, where a `#` is a character like others."""
    texts: Mapping[int, list[Span]]
    """Texts that begin and end on the line."""
    keys: Mapping[int, list[tuple[int, Keys]]]
    items: Mapping[int, list[tuple[int, Keys]]]


def comments_in(document: Document) -> Iterator[Comment]:
    """The comments of a file, from the top."""
    # Few files have any, and looking for texts goes through all values.
    if "cimaise:" not in document.text.lower():
        return
    lines = document.text.splitlines()
    known = _lines_of(document)
    following = _following(lines)
    for number, line in enumerate(lines, 1):
        marks = () if number in known.in_texts else _MARK.finditer(line)
        texts = known.texts.get(number, [])
        match = next((each for each in marks if not _is_in_one(texts, each.start())), None)
        if match is None:
            continue
        span = Span(document.file, number, match.start() + 1, number, len(line) + 1, line)
        if line[: match.start()].strip():
            first = number
            starting = max(known.keys.get(first, []), default=None)
        else:
            first = following[number]
            near = [*known.keys.get(first, []), *known.items.get(first, [])]
            starting = min(near, default=None)
        last = _last_line(document.span(*starting[1])) if starting else first
        yield Comment(line[match.end() :].strip(), span, (first, max(first, last)))


def _lines_of(document: Document) -> _Lines:
    in_texts: set[int] = set()
    texts: dict[int, list[Span]] = defaultdict(list)
    keys: dict[int, list[tuple[int, Keys]]] = defaultdict(list)
    items: dict[int, list[tuple[int, Keys]]] = defaultdict(list)
    for path, span in document.spans.items():
        if path and isinstance(path[-1], int):
            items[span.line].append((span.column, path))
        if isinstance(_value(document.data, path), str):
            in_texts.update(range(span.line + 1, _last_line(span) + 1))
            if span.line == span.end_line:
                texts[span.line].append(span)
    for path, span in document.key_spans.items():
        keys[span.line].append((span.column, path))
    return _Lines(frozenset(in_texts), texts, keys, items)


def _following(lines: list[str]) -> list[int]:
    """For each line, counted from 1, the next that holds more than a comment."""
    following = [len(lines) + 1] * (len(lines) + 1)
    for number in range(len(lines) - 1, 0, -1):
        says = lines[number].strip()
        following[number] = following[number + 1] if not says or says[0] == "#" else number + 1
    return following


def _last_line(span: Span) -> int:
    return (
        span.end_line - 1 if span.end_column == 1 and span.end_line > span.line else span.end_line
    )


def _is_in_one(texts: Sequence[Span], column: int) -> bool:
    """Whether a place (column from 0) lies between the quotation marks of one of a line's texts."""
    return any(text.column - 1 < column < text.end_column - 1 for text in texts)


def _value(data: Any, path: Keys) -> object:
    for key in path:
        data = data[key]
    return data
