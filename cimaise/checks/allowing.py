"""`# cimaise: allow CODE (reason)`: findings that a designer has looked at and accepts.

The comment stands on the line of the finding, or on a line of its own before the key or list item
that holds it. It silences that code there and nowhere else, and only with a reason, in words. What
was found while files were read cannot be allowed, nor what stops a build, such as `text-overset`.
Where everything was looked at, a comment that silences nothing is told of, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from cimaise.diagnostics import Diagnostic, Span, warning
from cimaise.model.shape import nearest
from cimaise.source import Document, Keys

CODE = "allow-comment"
_COMMENT = re.compile(r"(?:^|(?<=\s))#\s*cimaise:\s*(.*?)\s*$", re.IGNORECASE)
_ALLOW = re.compile(r"allow\s+([a-z][a-zA-Z0-9-]*)\s*(?:\((.*)\))?", re.IGNORECASE)


class Allowance(Struct, frozen=True):
    """An allow comment: the code, the reason, its own place, and the lines that it is for."""

    code: str
    reason: str
    span: Span
    lines: tuple[int, int]

    def silences(self, found: Diagnostic) -> bool:
        """Whether a finding has that code and stands on those lines."""
        return (
            found.code == self.code
            and found.span is not None
            and found.span.file == self.span.file
            and self.covers(found.span.line)
        )

    def covers(self, line: int) -> bool:
        """Whether it is for a line of its file."""
        return self.lines[0] <= line <= self.lines[1]


class Judged(Struct, frozen=True):
    """What is left to tell, and what a comment silences, with the comment."""

    told: tuple[Diagnostic, ...]
    allowed: tuple[tuple[Diagnostic, Allowance], ...]


def judge(
    found: Iterable[Diagnostic],
    documents: Iterable[Document],
    codes: Sequence[str],
    refused: Sequence[str] = (),
    *,
    is_all: bool = False,
) -> Judged:
    """Take out what comments allow; tell of comments that allow nothing as they are written.

    `codes` are those that may be allowed, `refused` those that may not. Where `found` is all that
    there is to find, comments that silence none of it are told of.
    """
    files: Mapping[Path, Document] = {document.file: document for document in documents}
    allowances: list[Allowance] = []
    told: list[Diagnostic] = []
    for document in files.values():
        if "cimaise:" not in document.text.lower():
            continue
        for allowance, trouble in _comments(document, codes, refused):
            if trouble is not None:
                told.append(trouble)
            if allowance is not None:
                allowances.append(allowance)
    allowed: list[tuple[Diagnostic, Allowance]] = []
    for each in found:
        by = next((allowance for allowance in allowances if allowance.silences(each)), None)
        if by is None:
            told.append(each)
        else:
            allowed.append((each, by))
    if is_all:
        used = {by.span for _, by in allowed}
        told += (_unused(each) for each in allowances if each.span not in used)
    return Judged(tuple(told), tuple(allowed))


def _unused(allowance: Allowance) -> Diagnostic:
    return warning(
        CODE,
        f"`{allowance.code}` is not found where this comment allows it",
        allowance.span,
        hint="take it away; or write it on the finding's line, or on a line of its own before the "
        "key or list item that holds that",
    )


def allowances_of(document: Document, code: str) -> tuple[Allowance, ...]:
    """The comments of a file that allow the code, with a reason."""
    if "cimaise:" not in document.text.lower():
        return ()
    found = (allowance for allowance, _ in _comments(document, (code,), ()))
    return tuple(allowance for allowance in found if allowance is not None)


def _comments(
    document: Document, codes: Sequence[str], refused: Sequence[str]
) -> Iterator[tuple[Allowance | None, Diagnostic | None]]:
    lines = document.text.splitlines()
    text_lines = frozenset(_lines_of_texts(document))
    for number, line in enumerate(lines, 1):
        match = _COMMENT.search(line)
        if match is None or number in text_lines or _in_a_text(document, number, match.start()):
            continue
        span = Span(document.file, number, match.start() + 1, number, len(line) + 1, line)
        wanted = _ALLOW.fullmatch(match[1])
        code, reason = (wanted[1].lower(), (wanted[2] or "").strip()) if wanted else ("", "")
        if wanted is None:
            hint = "write # cimaise: allow CODE (reason)"
            yield None, warning(CODE, "this comment allows nothing", span, hint=hint)
        elif code in refused:
            hint = "mend what it tells of, and take this comment away"
            yield None, warning(CODE, f"`{code}` cannot be allowed", span, hint=hint)
        elif code not in codes:
            meant = nearest(code, codes)
            hint = f"did you mean `{meant}`?" if meant else "see docs/checks.md"
            yield None, warning(CODE, f"there is no code `{wanted[1]}`", span, hint=hint)
        elif not any(letter.isalpha() for letter in reason):
            hint = f"write # cimaise: allow {code} (why)"
            message = f"`{code}` is allowed without a reason, so it is not"
            yield None, warning(CODE, message, span, hint=hint)
        else:
            own_line = not line[: match.start()].strip()
            region = _region(document, lines, number, own_line)
            yield Allowance(code, reason, span, region), None


def _region(
    document: Document, lines: Sequence[str], number: int, own_line: bool
) -> tuple[int, int]:
    """The lines that a comment is for: those of the key or item that it stands at or before."""
    first = number
    if own_line:
        first += 1
        while first <= len(lines) and (
            not lines[first - 1].strip() or lines[first - 1].lstrip().startswith("#")
        ):
            first += 1
    if own_line:
        items = [
            (span.column, path)
            for path, span in document.spans.items()
            if span.line == first and path and isinstance(path[-1], int)
        ]
        keys = [
            (span.column, path) for path, span in document.key_spans.items() if span.line == first
        ]
        starting = min([*keys, *items], default=None)
    else:
        starting = max(
            (
                (span.column, path)
                for path, span in document.key_spans.items()
                if span.line == first
            ),
            default=None,
        )
    if starting is None:
        return first, first
    return first, max(first, _last_line(document.span(*starting[1])))


def _last_line(span: Span) -> int:
    return (
        span.end_line - 1 if span.end_column == 1 and span.end_line > span.line else span.end_line
    )


def _lines_of_texts(document: Document) -> Iterator[int]:
    """The lines inside block texts, where a `#` is a character like others."""
    for path, span in document.spans.items():
        if span.end_line > span.line and isinstance(_value(document.data, path), str):
            yield from range(span.line + 1, _last_line(span) + 1)


def _in_a_text(document: Document, line: int, column: int) -> bool:
    """Whether a place (column from 0) lies between the quotation marks of a value."""
    return any(
        span.line == line == span.end_line and span.column - 1 < column < span.end_column - 1
        for path, span in document.spans.items()
        if isinstance(_value(document.data, path), str)
    )


def _value(data: object, path: Keys) -> object:
    for key in path:
        if isinstance(data, Mapping) or (isinstance(data, list) and isinstance(key, int)):
            data = data[key]  # type: ignore[index]  # the path was made from this very data
        else:
            return None
    return data
