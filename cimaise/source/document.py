"""A file that was read: its text, its plain data, and where each value stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from msgspec import Struct

from cimaise.diagnostics import Span

Keys = tuple[str | int, ...]
"""The way from the top of a file to a value: mapping keys and list positions from 0."""


class Unreadable(Struct, frozen=True):
    """Stands for a value whose mistake is already reported, so that it is not reported twice."""


Place = tuple[tuple[int, int], tuple[int, int]]
"""Start and end as (line, column), both from 0."""


@dataclass(frozen=True, slots=True)
class Places(Mapping[Keys, Span]):
    """Spans made as they are asked for: few of a file's thousands ever are."""

    file: Path
    lines: Sequence[str]
    places: Mapping[Keys, Place]

    def __getitem__(self, path: Keys) -> Span:
        return span_at(self.file, self.lines, *self.places[path])

    def __iter__(self) -> Iterator[Keys]:
        return iter(self.places)

    def __len__(self) -> int:
        return len(self.places)


class Comment(Struct, frozen=True):
    """A comment that speaks to us: what stands behind `# cimaise:`, and the lines it is for."""

    said: str
    span: Span
    lines: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read: its text, its plain data, and where each value stands."""

    file: Path
    text: str = field(repr=False)
    data: Any
    spans: Mapping[Keys, Span] = field(repr=False)
    """The place of each value."""
    key_spans: Mapping[Keys, Span] = field(default_factory=dict, repr=False)
    """The place of each mapping key with its colon, by the path of its value."""
    lacks: frozenset[Keys] = frozenset()
    """Mappings that may lack keys, of which a mistake is told: what `<<` would have brought."""
    comments: tuple[Comment, ...] = field(default=(), repr=False)

    def span(self, *path: str | int) -> Span:
        """The place of the value at `path`; where it is unknown, of its nearest known ancestor."""
        for length in range(len(path), -1, -1):
            found = self.spans.get(path[:length])
            if found is not None:
                return found
        return Span(self.file)

    def key_span(self, *path: str | int) -> Span:
        """The place of the key that holds the value at `path`; of the value where it has no key."""
        found = self.key_spans.get(path)
        return found if found is not None else self.span(*path)


def span_at(file: Path, lines: Sequence[str], start: tuple[int, int], end: tuple[int, int]) -> Span:
    """The Span from `start` up to `end`, both (line, column) from 0 as parsers count.

    Parsers see one line more than a text without a last line end has; it becomes that end.
    """
    line, column = start
    if line >= len(lines):
        line, column = len(lines) - 1, len(lines[-1])
    text = lines[line]
    return Span(file, line + 1, min(column, len(text)) + 1, end[0] + 1, end[1] + 1, text)
