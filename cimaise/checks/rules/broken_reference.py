"""A text refers to something that is not there.

What it does: looks for notes (`[^1]`) that are not written, for links without a whole web or mail
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
# A number with a unit, a size or a factor after it names no panel.
_UNIT = (
    r"\s*(?:[×%€$°]|x\s*\d|(?:[cmdk]?m[²2]?|ft|kg|g|t|kw|w|v|h|l|fois|times|feet|foot|inch(?:es)?"
    r"|(?:(?:centi|milli|kilo)?m[eè]t(?:re|er)|pied|pouce|watt|volt|euro|kilo|hour|heure|day|jour"
    r"|year|an)s?)(?![\w'’]))"
)
_MORE = r"(?:\s*(?:,|-|–|\bet\b|\bou\b|\bà\b|\band\b|\bor\b|\bto\b)\s*\d+)"
_NUMBERED = r"(?:(?:n[°ºo]s?\.?|№|numéros?|numbers?)\s*)?"
_PANEL = re.compile(
    rf"\b(?:panneau|panel)\s+{_NUMBERED}(\d{{1,3}})\b(?![.,]\d)(?!{_MORE}*{_UNIT})", re.IGNORECASE
)
_PANELS = re.compile(
    rf"\b(?:panneaux|panels)\s+{_NUMBERED}\d{{1,3}}\b{_MORE}*+(?![.,]\d)(?!{_UNIT})", re.IGNORECASE
)
_ADDRESS = re.compile(r"https?://[^\s/?#]|mailto:[^\s@?]+@[^\s@?]", re.IGNORECASE)
_EMPTY = re.compile(r"\[[^\[\]]*\]\(\s*\)")


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
            if target
        ]
        troubles += [
            (target, f"the link “{target}” leads nowhere", "write the whole address", [target])
            for target in dict.fromkeys(span.link for each in parsed.blocks for span in each.spans)
            if target and not _ADDRESS.match(target)
        ]
        empty = _EMPTY.findall(text.text) if "" in parsed.rejected_links else []
        troubles += [
            (
                link,
                f"the link “{link}” has no address",
                "write one, or its words alone",
                link.split(),
            )
            for link in empty
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
