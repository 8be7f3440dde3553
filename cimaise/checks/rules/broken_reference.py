"""A text refers to something that is not there.

What it does: looks for notes (`[^1]`) that are not written, for links that are no web or mail
address, and for “panel 14”, or “panels 12 to 14”, in an exhibition of twelve.

Why it is bad: the visitor looks for it; a link that leads nowhere is dropped from the booklet.

How to fix it: write the note at the end of the text (`[^1]: …`), mend the address, or the number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from cimaise.checks.findings import Finding
from cimaise.checks.texts import place_of, written
from cimaise.diagnostics import Severity
from cimaise.model.exhibition import Exhibition
from cimaise.model.panel import Panel
from cimaise.typography.markdown import plain, read

CODE: Final = "broken-reference"
_PANEL = re.compile(r"\b(?:panneau|panel)\s+(?:n[°o]\s*)?(\d{1,3})\b", re.IGNORECASE)
# Of several at least two are named: “panels 80 cm wide” are others.
_PANELS = re.compile(
    r"\b(?:panneaux|panels)\s+(?:n[°o]s?\s*)?\d{1,3}(?:\s*,\s*\d{1,3})*"
    r"(?:\s+(?:et|ou|à|and|or|to)\s+|\s*[-–]\s*)\d{1,3}\b(?!\s*(?:[cm]?m\b|[×%]))",
    re.IGNORECASE,
)


def find(exhibition: Exhibition, panel: Panel) -> Iterator[Finding]:
    """A warning per reference without its other end."""
    numbers = exhibition.numbers
    for text in written(panel, exhibition):
        parsed = read(text.text)
        troubles = [
            (
                name,
                f"there is no note `{name}`",
                f"write `[^{name}]: …` under the text",
                [f"[^{name}]"],
            )
            for name in parsed.unknown_notes
        ]
        troubles += [
            (
                target,
                f"the link “{target}” is no address",
                "begin it with https:// or mailto:",
                [target],
            )
            for target in parsed.rejected_links
        ]
        troubles += [
            (" ".join(words), f"there is no panel {number}", _those(numbers), words)
            for number, words in _panels(plain(text.text))
            if number not in numbers
        ]
        for key, message, hint, words in troubles:
            yield Finding(
                CODE,
                Severity.WARNING,
                message,
                place_of(panel.document, text.path, words),
                None,
                hint,
                key=key,
                language=text.own_language,
            )


def _panels(text: str) -> Iterator[tuple[int, list[str]]]:
    """The number of each panel that a text names, and the words that name it."""
    for match in _PANEL.finditer(text):
        yield int(match[1]), match[0].split()
    for match in _PANELS.finditer(text):
        for number in re.finditer(r"\d+", match[0]):
            yield int(number[0]), match[0][: number.end()].split()


def _those(numbers: Sequence[int]) -> str:
    if len(numbers) == 1:
        return f"the exhibition has panel {numbers[0]} alone"
    return f"the exhibition has panels {min(numbers)} to {max(numbers)}"
