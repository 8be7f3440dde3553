"""Where the characters of a text stand in its YAML file, so that it can be corrected in place.

A text is cut into stretches of running words: paragraphs and list items, without indentation,
quotation marks of YAML, and Markdown's signs. Each character knows its offset in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import unescape

from msgspec import Struct

from cimaise.diagnostics import Span
from cimaise.source import Document, Keys

_MARKER = re.compile(r"\s*(?:#{1,6}\s+|(?:[-*+]|\d{1,3}[.)])\s+|(?:>\s?)+|\[\^[\w-]+\]:\s*)+")
# Emphasis, a link's target with its title, a note's reference: no letters that are set. Asterisks
# between spaces are set as they are, underlines also inside a word.
_TITLE = r"""\s+(?:\\?"(?:[^"\\]|\\.)*?\\?"|'(?:[^'\\]|\\.|'')*'|\([^()]*\))"""
_STARS = r"(?<=[^\s*])\*++|\*++(?=\S)"
_LINES = r"(?<![^\W_])_++(?=\S)|(?<=[^\s_])_++(?![^\W_])"
_SIGNS = re.compile(
    rf"{_STARS}|{_LINES}|\]\([^)\s]*(?:{_TITLE})?\s*\)|\[\^[\w-]+\]|\[(?=[^\]]*\]\()"
)
_ENTITY = re.compile(r"&(?:#[xX][\da-fA-F]{1,6}|#\d{1,7}|[a-zA-Z][a-zA-Z\d]{1,31});")
_ESCAPE = re.compile(r"\\[^\w\s]")
# A text in double quotes whose only escapes are \" can be read without YAML's help.
_QUOTES_ESCAPED = re.compile(r'(?:[^\\]|\\")*')


class Stretch(Struct, frozen=True):
    """Running words; `places[i]` is the offset in the file of `text[i]`, lengths in `lengths[i]`.

    A line's end counts as a space, an entity (`&nbsp;`) as its character.
    """

    text: str
    places: tuple[int, ...]
    lengths: tuple[int, ...]
    escaped: frozenset[int] = frozenset()
    """Which of the characters Markdown takes as they are, for a backslash stands before them."""


def stretches(document: Document, path: Keys) -> Iterator[Stretch]:
    """The stretches of the text at `path`; none where YAML has escapes in it but for quotes."""
    span = document.spans.get(path)
    if span is None:
        return
    starts = _line_starts(document.text)
    begin = starts[span.line - 1] + span.column - 1
    end = min(len(document.text), _offset(starts, span, len(document.text)))
    source = document.text[begin:end]
    if not source:
        return
    if source[0] in "|>":
        yield from _block(source, begin)
    elif source[0] == '"':
        if _QUOTES_ESCAPED.fullmatch(source):
            yield from _flow(source[1:-1], begin + 1, quote='\\"')
    elif source[0] == "'":
        yield from _flow(source[1:-1], begin + 1, quote="''")
    else:
        yield from _flow(source, begin, quote="")


def _offset(starts: Sequence[int], span: Span, length: int) -> int:
    if span.end_line - 1 >= len(starts):
        return length
    return starts[span.end_line - 1] + span.end_column - 1


# Asked for with every text of a file, one after the other.
@lru_cache(maxsize=1)
def _line_starts(text: str) -> tuple[int, ...]:
    return (0, *[match.end() for match in re.finditer(r"\r\n|\r|\n", text)])


def _block(source: str, begin: int) -> Iterator[Stretch]:
    """A block text: its first line is the sign and perhaps a comment."""
    lines = list(_lines(source, begin))[1:]
    yield from _paragraphs(lines, "")


def _flow(source: str, begin: int, quote: str) -> Iterator[Stretch]:
    yield from _paragraphs(list(_lines(source, begin)), quote)


def _lines(source: str, begin: int) -> Iterator[tuple[str, int]]:
    for match in re.finditer(r"[^\r\n]*(?:\r\n|\r|\n|$)", source):
        if match.group():
            yield match.group().rstrip("\r\n"), begin + match.start()


def _paragraphs(lines: Sequence[tuple[str, int]], quote: str) -> Iterator[Stretch]:
    held: list[tuple[str, int]] = []
    for line, begin in lines:
        marker = _MARKER.match(line)
        if not line.strip() or marker:
            if held:
                yield _stretch(held, quote)
            held = []
        if marker:
            held = [(line[marker.end() :], begin + marker.end())]
            if line.lstrip().startswith("#"):
                yield _stretch(held, quote)
                held = []
        elif line.strip():
            indent = len(line) - len(line.lstrip())
            held.append((line[indent:], begin + indent))
    if held:
        yield _stretch(held, quote)


def _stretch(lines: Sequence[tuple[str, int]], quote: str) -> Stretch:
    """Lines as one stretch; `quote` is how YAML writes a mark that would end them."""
    text: list[str] = []
    places: list[int] = []
    lengths: list[int] = []
    escaped: set[int] = set()
    whole = "\n".join(line for line, _ in lines)
    hidden = {at for match in _SIGNS.finditer(whole) for at in range(*match.span())}
    meant: set[int] = set()
    if quote != '\\"':  # there a backslash is YAML's
        for match in _ESCAPE.finditer(whole):
            hidden.add(match.start())
            meant.add(match.start() + 1)
    before = 0
    for number, (line, begin) in enumerate(lines):
        if number and before - 1 not in hidden:
            text.append(" ")
            places.append(-1)
            lengths.append(0)
        at = 0
        kept = line.rstrip(" \t")
        while at < len(kept):
            length = len(quote) if quote and kept.startswith(quote, at) else 1
            char = kept[at + length - 1]
            if before + at not in hidden:
                if before + at in meant:
                    escaped.add(len(text))
                elif (entity := _ENTITY.match(kept, at)) and len(unescape(entity[0])) == 1:
                    char, length = unescape(entity[0]), len(entity[0])
                text.append(char)
                places.append(begin + at)
                lengths.append(length)
            at += length
        before += len(line) + 1
    return Stretch("".join(text), tuple(places), tuple(lengths), frozenset(escaped))
