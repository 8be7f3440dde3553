"""A text has more words than visitors read standing.

What it does: counts the words of the lead, the text and each caption, in every language. The limits
of the guide are in English and French; other languages are judged by the English ones.

Why it is bad: visitors give a panel about two minutes; what is beyond is skipped, often the end.

How to fix it: cut, split the panel in two, or move what is left over into the booklet.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.checks.findings import Finding
from cimaise.checks.limits import LIMITS, value
from cimaise.checks.texts import text_span, word_count, written
from cimaise.diagnostics import Severity
from cimaise.model.exhibition import Exhibition
from cimaise.model.panel import Panel

CODE: Final = "too-many-words"


def find(exhibition: Exhibition, panel: Panel) -> Iterator[Finding]:
    """An info above the limit, a warning from twice of it."""
    for text in written(panel, exhibition):
        keys = [key for key in text.path if isinstance(key, str)]
        if keys[0] in ("lead", "text"):
            part = keys[0]
        elif "caption" in keys:
            part = "caption"
        else:
            continue
        name = f"{part}-words-{text.language.split('-')[0]}"
        limit = value(name if name in LIMITS else f"{part}-words-en")
        count = word_count(text.text)
        if count <= limit:
            continue
        yield Finding(
            CODE,
            Severity.INFO if count < 2 * limit else Severity.WARNING,
            f"the {part} has {count} words; visitors read about {limit:.0f}",
            text_span(panel, text.path),
            None,
            f"cut {count - limit:.0f} words, or leave them to the booklet",
            {"words": count, "most_words": limit},
        )
