"""A text refers to something that is not there.

What it does: looks for notes (`[^1]`) that are not written, for links that are no web or mail
address, and for “panel 14” in an exhibition of twelve.

Why it is bad: the visitor looks for it; a link that leads nowhere is dropped from the booklet.

How to fix it: write the note at the end of the text (`[^1]: …`), mend the address, or the number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from cimaise.checks.findings import Finding
from cimaise.checks.texts import place_of, written
from cimaise.diagnostics import Severity
from cimaise.model.exhibition import Exhibition
from cimaise.model.panel import Panel
from cimaise.typography.markdown import plain, read

CODE: Final = "broken-reference"
_PANEL = re.compile(r"\b(?:panneau|panel)\s+(?:n[°o]\s*)?(\d{1,3})\b", re.IGNORECASE)


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
                f"[^{name}]",
            )
            for name in parsed.unknown_notes
        ]
        troubles += [
            (
                target,
                f"the link “{target}” is no address",
                "begin it with https:// or mailto:",
                target,
            )
            for target in parsed.rejected_links
        ]
        for match in _PANEL.finditer(plain(text.text)):
            if int(match[1]) not in numbers:
                hint = f"the exhibition has panels 1 to {max(numbers)}"
                troubles.append(
                    (match[0], f"there is no panel {match[1]}", hint, match[0].split()[0])
                )
        for key, message, hint, words in troubles:
            yield Finding(
                CODE,
                Severity.WARNING,
                message,
                place_of(panel.document, text.path, [words]),
                None,
                hint,
                key=key,
            )
