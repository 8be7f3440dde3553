"""The exhibition is made in a language in which Cimaise itself says nothing.

What it does: looks for languages other than French and English in `languages` of exhibition.yaml.
Nothing that you write is concerned: texts, captions and titles are set in every language.

Why it is bad: what nobody writes comes from Cimaise: dates, lengths of time, the months on an axis,
a map's legend and attribution, the names of its base map, the booklet's headings, the page for
schools. On the pages in that language these are in English, and nothing is hyphenated.

How to fix it: have the proofs read by someone who knows the language, and decide whether these
words may stand there in English; if so, allow the finding.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.checks.findings import Finding
from cimaise.diagnostics import Severity
from cimaise.layout.figures.date_words import WORDS
from cimaise.model.exhibition import Exhibition

CODE: Final = "language-without-words"


def find(exhibition: Exhibition) -> Iterator[Finding]:
    """One info for all such languages, where the first of them is named."""
    without = [
        (at, language)
        for at, language in enumerate(exhibition.languages)
        if language.partition("-")[0].lower() not in WORDS
    ]
    if not without:
        return
    named = ", ".join(f"`{language}`" for _, language in without)
    yield Finding(
        CODE,
        Severity.INFO,
        f"on pages in {named}, what Cimaise itself says is in English: dates, legends, the "
        "booklet's headings",
        exhibition.span("languages", without[0][0]),
        None,
        "your own texts are not concerned; look whether these words may stand there",
        {"languages": [language for _, language in without]},
        shared=True,
    )
