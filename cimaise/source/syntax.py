"""What YAML could not read, in a designer's words: the parser's complaint → message and hint.

libyaml and PyYAML's own parser word their complaints differently; what they share is matched, and
the text at the place decides the rest.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct
from yaml.error import Mark, MarkedYAMLError

from cimaise.diagnostics import Diagnostic, error
from cimaise.source.document import span_at

CODE = "yaml-syntax"
# A value that YAML takes for a comment, as a colour is written elsewhere.
_HASHED_VALUE = re.compile(r"[:,\[{]\s+(#[^\s,\]}]+)")
NO_YAML = "compare it with the lines around: indentation, colons, quotation marks"
LONGEST_QUOTED = 60
"""Characters of a text that a hint repeats."""


class Complaint(Struct, frozen=True):
    """What the parser said, where (line, column from 0), and the text from there on."""

    said: str
    while_: str
    at: tuple[int, int]
    since: tuple[int, int]
    """Where the construct begins that could not be finished; `at` where none is named."""
    previous: str
    """The last line above that is not blank."""
    line: str
    rest: str
    opening: str
    """The line on which that construct begins."""


Explanation = tuple[str, str, tuple[int, int]]
"""Message, hint, and the place to point at."""


def explain(trouble: MarkedYAMLError, file: Path, lines: Sequence[str]) -> Diagnostic:
    """The diagnostic of a parser's complaint."""
    at = _place(trouble.problem_mark) or _place(trouble.context_mark) or (0, 0)
    since = _place(trouble.context_mark) or at
    line = lines[at[0]] if at[0] < len(lines) else ""
    complaint = Complaint(
        trouble.problem or trouble.context or "",
        trouble.context or "",
        at,
        since,
        next((text for text in reversed(lines[: at[0]]) if text.strip()), ""),
        line,
        line[at[1] :],
        lines[since[0]] if since[0] < len(lines) else "",
    )
    for marker, explanation in _EXPLANATIONS:
        if marker in complaint.said:
            message, hint, place = explanation(complaint)
            break
    else:
        message, hint, place = f"this is not YAML: {complaint.said}", NO_YAML, at
    # The end of the file is no line: point at the last one instead.
    if place[0] >= len(lines) or (place[0] == len(lines) - 1 and not lines[-1]):
        last = max((n for n, text in enumerate(lines) if text.strip()), default=0)
        place = (last, len(lines[last]) if lines else 0)
    return error(CODE, message, span_at(file, lines, place, (place[0], place[1] + 1)), hint=hint)


def _place(mark: Mark | None) -> tuple[int, int] | None:
    return None if mark is None else (mark.line, mark.column)


def _colon(complaint: Complaint) -> Explanation:
    before = complaint.line[: complaint.at[1]]
    key, colon, value = before.partition(":")
    if colon and value.strip():
        text = (value + complaint.rest).partition(" #")[0].strip()
        hint = "put the text in quotation marks, or under `|`"
        if len(text) <= LONGEST_QUOTED and not set(text) & set('"\\'):
            hint = f'put the text in quotation marks: {key.strip()}: "{text}"'
        return "a colon and a space stand in text without quotation marks", hint, complaint.at
    column = len(before) - len(before.lstrip())
    place = (complaint.at[0], column)
    if ":" not in complaint.previous and not complaint.previous.lstrip().startswith("-"):
        return (
            f"the line above `{before.strip()}` is neither a key with a colon nor indented text",
            "write `key: value`; indent text that continues",
            place,
        )
    return (
        f"`{before.strip()}` is indented more than the line above, which already has a value",
        "let the keys of one mapping begin in the same column",
        place,
    )


def _dash(complaint: Complaint) -> Explanation:
    return (
        "a list item begins on the line of its key",
        "write each `- item` on a line of its own, under the key",
        complaint.at,
    )


def _question(complaint: Complaint) -> Explanation:
    return "text cannot begin with `? `", "put the text in quotation marks", complaint.at


def _tab(complaint: Complaint) -> Explanation:
    return "a tab indents this line", "indent with spaces; YAML knows no tabs", complaint.at


def _start(complaint: Complaint) -> Explanation:
    if complaint.rest.startswith("\t"):
        return _tab(complaint)
    return (
        f"text without quotation marks cannot begin with `{complaint.rest[:1]}`",
        "put the text in quotation marks",
        complaint.at,
    )


def _star(complaint: Complaint) -> Explanation:
    sign = "*" if "alias" in complaint.while_ else "&"
    return (
        f"text without quotation marks cannot begin with `{sign}`",
        "put the text in quotation marks, or write it under `|`",
        complaint.since,
    )


def _unclosed(complaint: Complaint) -> Explanation:
    return (
        "a quotation mark is opened here and never closed",
        "close it, or double an apostrophe inside '…'",
        complaint.since,
    )


def _bracket(complaint: Complaint) -> Explanation:
    closing = "}" if "mapping" in complaint.while_ else "]"
    kind = "mapping" if closing == "}" else "list"
    if hashed := _HASHED_VALUE.search(complaint.opening, complaint.since[1]):
        return (
            f"`{hashed[1]}` begins a comment, so that the {kind} is not closed",
            f'put it in quotation marks: "{hashed[1]}"',
            (complaint.since[0], hashed.start(1)),
        )
    return (
        f"`,` or `{closing}` is missing in the {kind} that begins on line {complaint.since[0] + 1}",
        "put text that holds brackets or commas in quotation marks",
        complaint.at,
    )


def _escape(complaint: Complaint) -> Explanation:
    return (
        'a backslash in "…" is followed by a letter that means nothing',
        "double the backslash, or use '…'",
        complaint.at,
    )


def _no_colon(complaint: Complaint) -> Explanation:
    return (
        "a colon is missing after this key, or the text above continues here unindented",
        "write `key: value`; indent text that continues",
        complaint.since,
    )


def _neighbour(complaint: Complaint) -> Explanation:
    before = complaint.line[: complaint.at[1]].rstrip()
    if before.endswith(("'", '"', "]", "}")) or before.count("'") % 2:
        return (
            "text goes on after its closing quotation mark or bracket",
            "put the whole text in \"…\"; inside '…' an apostrophe is doubled",
            complaint.at,
        )
    return (
        "this line does not begin in the column of its neighbours",
        f"the block begins on line {complaint.since[0] + 1}, column {complaint.since[1] + 1}: "
        "indent alike what belongs together",
        complaint.at,
    )


def _block(complaint: Complaint) -> Explanation:
    return (
        "text begins on the line of `|` or `>`",
        "begin it on the next line, indented",
        complaint.at,
    )


def _content(complaint: Complaint) -> Explanation:
    return (
        f"a value cannot begin with `{complaint.rest[:1]}`",
        "put text in quotation marks",
        complaint.at,
    )


def _directive(complaint: Complaint) -> Explanation:
    return (
        "a line cannot begin with `%` here",
        "put text in quotation marks",
        complaint.since,
    )


_EXPLANATIONS: tuple[tuple[str, Callable[[Complaint], Explanation]], ...] = (
    ("mapping values are not allowed", _colon),
    ("sequence entries are not allowed", _dash),
    ("mapping keys are not allowed", _question),
    ("tab character", _tab),
    ("'\\t'", _tab),
    ("cannot start any token", _start),
    ("alphabetic or numeric character", _star),
    ("unexpected end of stream", _unclosed),
    ("unexpected document separator", _unclosed),
    ("',' or", _bracket),
    ("escape", _escape),
    ("could not find expected ':'", _no_colon),
    ("expected comment or line break", _block),
    ("comment or a line break", _block),
    ("chomping or indentation", _block),
    ("node content", _content),
    ("expected key", _neighbour),
    ("expected '-'", _neighbour),
    ("<block end>", _neighbour),
    ("directive", _directive),
    ("digit or '.'", _directive),
)
"""The first marker that the complaint contains decides."""
