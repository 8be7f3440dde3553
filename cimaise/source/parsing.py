"""YAML text → Document, from the parser's events: no constructor, no recursion, bounded.

Refused with a place, and reading goes on: duplicate keys, keys that are no text, anchors, aliases,
tags, merge keys, second documents, control characters behind escapes. What a refused value would
have held is `Unreadable`. A syntax error, too much depth or too many values end the reading.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct, field
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from cimaise.diagnostics import Diagnostic, Span, error
from cimaise.source.comments import comments_in
from cimaise.source.document import Document, Keys, Place, Places, Unreadable, span_at
from cimaise.source.scalars import resolve
from cimaise.source.syntax import CODE, NO_YAML, explain

MOST_VALUES = 50_000
DEEPEST = 64

LINE_BREAK = re.compile(r"\r\n|\r|\n")
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
)
"""What no text of a panel may hold: controls, other worlds' line ends, halves of characters."""

# libyaml reads ten times faster; both give the same events and the same marks.
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parse(text: str, file: Path) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """The data of `text` and its mistakes; no Document where YAML itself cannot read it."""
    lines = LINE_BREAK.split(text)
    builder = _Builder(file, lines)
    try:
        for event in yaml.parse(text, Loader=LOADER):
            builder.take(event)
    except yaml.MarkedYAMLError as trouble:
        return None, (*builder.found, explain(trouble, file, lines))
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError) as trouble:
        place = span_at(file, lines, (0, 0), (0, 0))
        found = error(CODE, f"this is not YAML: {trouble}", place, hint=NO_YAML)
        return None, (*builder.found, found)
    except _TooMuchError as trouble:
        return None, (*builder.found, trouble.found)
    if builder.is_empty:
        place = span_at(file, lines, (0, 0), (0, 0))
        hint = "write keys and values into it, or delete it"
        return None, (*builder.found, error(CODE, "the file is empty", place, hint=hint))
    spans, key_spans = (Places(file, lines, each) for each in (builder.spans, builder.key_spans))
    lacks = frozenset(builder.lacks)
    document = Document(file, text, builder.data, spans, key_spans, lacks)
    return replace(document, comments=tuple(comments_in(document))), tuple(builder.found)


class _TooMuchError(Exception):
    """A limit was passed; carries what to say of it."""

    def __init__(self, found: Diagnostic) -> None:
        self.found = found


class _Open(Struct):
    """A mapping or list being read. `path` is None where its values are not kept."""

    into: dict[str, Any] | list[Any]
    path: Keys | None
    end: tuple[int, int]
    """Where its last value so far ends, or it begins: in a block, that is where it ends."""
    is_block: bool
    key: str | None = None
    """The key whose value comes next."""
    keep: bool = True
    """Whether that value is kept; not after a duplicate or refused key."""
    is_merged: bool = False
    """Whether it, or the next value, is what `<<` would bring: one mistake, whatever it holds."""


class _Builder(Struct):
    """Takes events one by one; holds the data, the places and the mistakes."""

    file: Path
    lines: list[str]
    data: Any = None
    spans: dict[Keys, Place] = field(default_factory=dict)
    key_spans: dict[Keys, Place] = field(default_factory=dict)
    found: list[Diagnostic] = field(default_factory=list)
    lacks: list[Keys] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    values: int = 0
    documents: int = 0
    is_empty: bool = True

    def take(self, event: Event) -> None:
        """The next event of the parser."""
        if isinstance(event, NodeEvent):
            self._count(event)
            self._refuse_anchor(event)
            if self.documents == 1:
                self._node(event)
        elif isinstance(event, CollectionEndEvent) and self.documents == 1:
            self._close(event)
        elif isinstance(event, DocumentStartEvent):
            self.documents += 1
            if self.documents == 2:
                hint = "one file holds one; quote text that is only `---`"
                self._complain(event, "a second YAML document begins here", hint)

    def _count(self, event: Event) -> None:
        self.values += 1
        if self.values > MOST_VALUES:
            message = f"more than {MOST_VALUES:,} values stand in this file"
            hint = "look whether it is the right file: a panel has a few hundred"
            raise _TooMuchError(error(CODE, message, self._span(event), hint=hint))
        if len(self.stack) > DEEPEST:
            message = f"values are nested more than {DEEPEST} deep"
            hint = "put text that begins with brackets in quotation marks; no value lies so deep"
            raise _TooMuchError(error(CODE, message, self._span(event), hint=hint))

    def _refuse_anchor(self, event: NodeEvent) -> None:
        if isinstance(event, AliasEvent):
            if self.stack and self.stack[-1].is_merged:
                return
            hint = "write the value out; text that begins with `*` wants quotation marks"
            self._complain(event, f"`*{event.anchor}` repeats a value, which is not read", hint)
            return
        if event.anchor is not None:
            hint = "take it away; text that begins with `&` wants quotation marks"
            message = f"`&{event.anchor}` names a value to repeat, which is not read"
            self._complain(event, message, hint)
        tag = getattr(event, "tag", None)
        if tag is not None:
            hint = "take it away; text that begins with `!` wants quotation marks"
            self._complain(event, f"`{self._text_at(event).split()[0]}` is a tag, not read", hint)

    def _node(self, event: NodeEvent) -> None:
        parent = self.stack[-1] if self.stack else None
        if parent is not None and isinstance(parent.into, dict) and parent.key is None:
            self._key(event, parent)
            return
        path = self._path_of_next(parent)
        value: Any
        if isinstance(event, ScalarEvent):
            value = self._scalar(event)
        elif isinstance(event, MappingStartEvent):
            value = {}
        elif isinstance(event, SequenceStartEvent):
            value = []
        else:
            value = Unreadable()
        self._put(value, parent)
        if path is not None:
            self.spans[path] = (_start(event), _end(event))
        if parent is not None:
            parent.key, parent.end = None, _end(event)
        if isinstance(event, CollectionStartEvent):
            is_merged = parent is not None and parent.is_merged
            self.stack.append(
                _Open(value, path, _end(event), not event.flow_style, is_merged=is_merged)
            )

    def _path_of_next(self, parent: _Open | None) -> Keys | None:
        if parent is None:
            return ()
        if parent.path is None or not parent.keep:
            return None
        if isinstance(parent.into, list):
            return (*parent.path, len(parent.into))
        assert parent.key is not None
        return (*parent.path, parent.key)

    def _put(self, value: Any, parent: _Open | None) -> None:
        if parent is None:
            self.data = value
            self.is_empty = value is None
        elif isinstance(parent.into, list):
            parent.into.append(value)
        elif parent.keep:
            assert parent.key is not None
            parent.into[parent.key] = value

    def _key(self, event: NodeEvent, parent: _Open) -> None:
        """A mapping's next key; a collection in its place is read, refused and forgotten."""
        if not isinstance(event, ScalarEvent):
            parent.key, parent.keep = "", False
            if isinstance(event, CollectionStartEvent):
                hint = "put text that begins with `[` or `{` in quotation marks"
                self._complain(event, "a key is a word, not a list or mapping", hint)
                self.stack.append(_Open([], None, _end(event), not event.flow_style))
            return
        key, parent.end = event.value, _end(event)
        parent.key, parent.keep = key, True
        parent.is_merged = key == "<<" and event.implicit[0]
        if parent.is_merged:
            self._complain(event, "`<<` merges mappings, which is not read", "write the keys out")
            parent.keep = False
            if parent.path is not None:
                self.lacks.append(parent.path)
        elif key in parent.into:
            path = (*parent.path, key) if parent.path is not None else None
            first = self.key_spans.get(path) if path is not None else None
            hint = "keep one of them"
            if first:
                hint = f"the first is on line {first[0][0] + 1}; {hint}"
            self._complain(event, f"`{key}` is written twice", hint)
            parent.keep = False
        elif parent.path is not None:
            line, column = _end(event)
            if self.lines[line].startswith(":", column):
                column += 1
            self.key_spans[(*parent.path, key)] = (_start(event), (line, column))

    def _scalar(self, event: ScalarEvent) -> Any:
        if event.implicit[0]:
            return resolve(event.value)
        bad = UNPRINTABLE.search(event.value)
        if bad:
            hint = "take its escape out of the quotation marks"
            self._complain(event, f"control character U+{ord(bad[0]):04X} in a text", hint)
            return Unreadable()
        return event.value

    def _close(self, event: Event) -> None:
        closed = self.stack.pop()
        # A block has no closing sign: its end event stands where the next thing begins, beyond
        # empty lines and comments.
        end = closed.end if closed.is_block else _end(event)
        if closed.path is not None and closed.path in self.spans:
            self.spans[closed.path] = (self.spans[closed.path][0], end)
        if not self.stack:
            return
        self.stack[-1].end = end
        if closed.path in self.lacks and not closed.into:
            # Nothing but `<<` stood in it: that it is empty is no mistake of its own.
            into: Any = self.stack[-1].into
            into[closed.path[-1]] = Unreadable()

    def _text_at(self, event: Event) -> str:
        line, column = _start(event)
        return self.lines[line][column:] if line < len(self.lines) else ""

    def _span(self, event: Event) -> Span:
        return span_at(self.file, self.lines, _start(event), _end(event))

    def _complain(self, event: Event, message: str, hint: str) -> None:
        self.found.append(error(CODE, message, self._span(event), hint=hint))


def _start(event: Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line, mark.column) if mark is not None else (0, 0)


def _end(event: Event) -> tuple[int, int]:
    mark = event.end_mark
    return (mark.line, mark.column) if mark is not None else (0, 0)
