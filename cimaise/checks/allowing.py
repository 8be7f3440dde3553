"""`# cimaise: allow CODE (reason)`: findings that a designer has looked at and accepts.

The comment stands on the line of the finding, or on a line of its own before the key or list item
that holds it. It silences that code there and nowhere else, and only with a reason, in words. What
was found while files were read cannot be allowed, nor what stops a build, such as `text-overset`.
Where everything was looked at, a comment that silences nothing is told of, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from cimaise.diagnostics import Diagnostic, Span, warning
from cimaise.model.shape import nearest
from cimaise.source import Comment, Document

CODE = "allow-comment"
_ALLOW = re.compile(r"allow\s+([a-z][a-zA-Z0-9-]*)\s*(?:\((.*)\))?", re.IGNORECASE)


class Allowance(Struct, frozen=True):
    """An allow comment: the code, the reason, its own place, and the lines that it is for."""

    code: str
    reason: str
    span: Span
    lines: tuple[int, int]

    def silences(self, found: Diagnostic) -> bool:
        """Whether a finding has that code and stands on those lines."""
        return found.code == self.code and self.reaches(found.span)

    def reaches(self, span: Span | None) -> bool:
        """Whether a place is in its file, and on the lines that it is for."""
        return span is not None and span.file == self.span.file and self.covers(span.line)

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
    refused: Mapping[str, str],
    *,
    is_all: bool = False,
) -> Judged:
    """Take out what comments allow; tell of comments that allow nothing as they are written.

    `codes` are those that may be allowed, `refused` those that may not, and why. Where `found` is
    all that there is to find, comments that silence none of it are told of.
    """
    files: Mapping[Path, Document] = {document.file: document for document in documents}
    allowances: list[Allowance] = []
    told: list[Diagnostic] = []
    for comment in (comment for document in files.values() for comment in document.comments):
        allowance = _allowance(comment)
        if allowance is None:
            hint = "write # cimaise: allow CODE (reason)"
            told.append(warning(CODE, "this comment allows nothing", comment.span, hint=hint))
        elif trouble := _trouble(allowance, codes, refused):
            told.append(trouble)
        else:
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


def not_allowed(
    found: Iterable[Diagnostic], documents: Iterable[Document], codes: Sequence[str]
) -> tuple[Diagnostic, ...]:
    """What no comment silences, for who says nothing of the comments themselves."""
    allowances = [each for document in documents for each in allowances_of(document, *codes)]
    return tuple(each for each in found if not any(by.silences(each) for by in allowances))


def _unused(allowance: Allowance) -> Diagnostic:
    return warning(
        CODE,
        f"`{allowance.code}` is not found where this comment allows it",
        allowance.span,
        hint="take it away; or write it on the finding's line, or on a line of its own before the "
        "key or list item that holds that",
    )


def allowances_of(document: Document, *codes: str) -> tuple[Allowance, ...]:
    """The comments of a file that allow one of the codes, with a reason."""
    found = (_allowance(comment) for comment in document.comments)
    return tuple(each for each in found if each and each.code in codes and _says_why(each))


def _allowance(comment: Comment) -> Allowance | None:
    """What a comment is written to allow, whether that may be or not; None for no such comment."""
    wanted = _ALLOW.fullmatch(comment.said)
    if wanted is None:
        return None
    reason = (wanted[2] or "").strip()
    return Allowance(wanted[1].lower(), reason, comment.span, comment.lines)


def _says_why(allowance: Allowance) -> bool:
    return any(letter.isalpha() for letter in allowance.reason)


def _trouble(
    allowance: Allowance, codes: Sequence[str], refused: Mapping[str, str]
) -> Diagnostic | None:
    """Why a comment does not allow what it is written to; None where it does."""
    code, span = allowance.code, allowance.span
    if code in refused:
        hint = "mend what it tells of, and take this comment away"
        why = f": {refused[code]}" if refused[code] else ""
        return warning(CODE, f"`{code}` cannot be allowed{why}", span, hint=hint)
    if code not in codes:
        meant = nearest(code, codes)
        hint = f"did you mean `{meant}`?" if meant else "make_panels.py explain lists them"
        return warning(CODE, f"there is no code `{code}`", span, hint=hint)
    if not _says_why(allowance):
        message = f"`{code}` is allowed without a reason, so it is not"
        return warning(CODE, message, span, hint=f"write # cimaise: allow {code} (why)")
    return None
