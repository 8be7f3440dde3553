"""What can be read of a file that YAML refuses: the keys at the margin that are sound.

One mistake of syntax would otherwise hide all others of its file. What is recovered serves to find
those, never to make anything.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import yaml
from msgspec import Struct

from cimaise.diagnostics import Diagnostic
from cimaise.source.document import Document
from cimaise.source.parsing import DEEPEST, LINE_BREAK, LOADER, parse
from cimaise.source.syntax import explain

MOST_ROUNDS = 12
MOST_EVENTS = 50_000
"""More than any panel has; a file made to stall is not worth a second reading."""
_MARGIN_KEY = re.compile(r"""([^\s#'"\-\[{][^:#\n]{0,80}):(?:\s|$)""")


class Recovered(Struct, frozen=True):
    """The file without the keys that hold the mistakes, which are named, and further mistakes."""

    document: Document
    lost: frozenset[str]
    found: tuple[Diagnostic, ...]


def recover(text: str, file: Path) -> Recovered | None:
    """What can be read of a text that YAML refuses; places stay those of the text."""
    lines = LINE_BREAK.split(text)
    left = list(lines)
    lost: set[str] = set()
    blanked: set[int] = set()
    found: list[Diagnostic] = []
    for number in range(MOST_ROUNDS):
        trouble = _trouble("\n".join(left))
        if trouble is None and not number:
            return None
        if trouble is None:
            break
        told = explain(trouble, file, left)
        line = (told.span.line if told.span else 1) - 1
        # What is never closed is told where that shows; what is wrong is where it begins.
        if "flow" in (trouble.context or "") and trouble.context_mark is not None:
            line = trouble.context_mark.line
        line = min(line, len(lines) - 1)
        # At the beginning of a sound key it is the end of what was wrong before.
        is_another = told.span is not None and (
            told.span.column > 1 or not _MARGIN_KEY.match(told.span.text)
        )
        if number and is_another:
            found.append(told)
        start, end = _block(lines, line)
        key = _MARGIN_KEY.match(lines[start])
        if key is None or blanked.issuperset(range(start, end)):
            return None
        lost.add(key[1].strip())
        blanked.update(range(start, end))
        left[start:end] = [""] * (end - start)
    document, mistakes = parse("\n".join(left), file)
    if document is None or not isinstance(document.data, dict):
        return None
    # What a lost key would have held is not missing.
    document = replace(document, lacks=document.lacks | {()})
    return Recovered(document, frozenset(lost), (*found, *mistakes))


def margin_key(lines: Sequence[str], line: int) -> str:
    """The key at the margin that a line (from 1) belongs to; empty before the first."""
    at = min(line, len(lines)) - 1
    key = _MARGIN_KEY.match(lines[_block(lines, at)[0]])
    return key[1].strip() if key else ""


def _trouble(text: str) -> yaml.MarkedYAMLError | None:
    """What the parser says of the text first; nothing of a text that it can read."""
    depth = 0
    try:
        for count, event in enumerate(yaml.parse(text, Loader=LOADER)):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST or count > MOST_EVENTS:
                return None
    except yaml.MarkedYAMLError as trouble:
        return trouble
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError):
        return None
    return None


def _block(lines: Sequence[str], line: int) -> tuple[int, int]:
    """The lines of the key at the margin that a line belongs to."""
    start = line
    while start > 0 and not _MARGIN_KEY.match(lines[start]):
        start -= 1
    end = line + 1
    while end < len(lines) and not _MARGIN_KEY.match(lines[end]):
        end += 1
    return start, end
