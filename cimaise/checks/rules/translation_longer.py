"""A translation is much longer than the first language's text.

What it does: compares the characters of each lead, text and caption with those of the exhibition's
first language. Those of a text that has 70 characters or fewer in the first language are not
judged: so short, a translation may well be twice as long.

Why it is bad: both stand in the same slot. What fits in one language then overflows, or leaves a
hole, in the other, and the whole exhibition's type shrinks for it.

How to fix it: tighten the translation, or loosen the first text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.checks.findings import Finding
from cimaise.checks.limits import value
from cimaise.checks.texts import text_span
from cimaise.diagnostics import Severity
from cimaise.model.exhibition import Exhibition
from cimaise.model.languages import texts_of
from cimaise.model.panel import Panel
from cimaise.typography.markdown import plain

CODE: Final = "translation-longer"
SHORTEST: Final = 70
FIELDS: Final = ("lead", "text", "caption")


def find(exhibition: Exhibition, panel: Panel) -> Iterator[Finding]:
    """An info per translation above the limit."""
    most = value("translation-longer")
    first = exhibition.languages[0]
    for path, text in texts_of(panel):
        if not path or path[-1] not in FIELDS or first not in text.languages:
            continue
        length = len(plain(text.get(first)))
        if length <= SHORTEST:
            continue
        for language in exhibition.languages[1:]:
            if language not in text.languages:
                continue
            percent = len(plain(text.get(language))) / length * 100
            if percent <= most:
                continue
            yield Finding(
                CODE,
                Severity.INFO,
                f"`{language}` is {percent - 100:.0f} % longer than `{first}`; "
                f"{most - 100:.0f} % is the most",
                text_span(panel, (*path, language)),
                None,
                "tighten it, or the slot is overset in one language and half empty in the other",
                {"percent": round(percent, 1), "most_percent": most},
                key=language,
                language=language,
            )
