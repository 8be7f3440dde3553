"""A sentence is too long to be read standing.

What it does: counts the words of each sentence of the texts that visitors and pupils read.

Why it is bad: who reads with effort, in a second language or tired, loses a long sentence before
its verb.

How to fix it: make two sentences of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.checks.findings import Finding
from cimaise.checks.limits import value
from cimaise.checks.texts import place_of, prose, sentences
from cimaise.diagnostics import Severity
from cimaise.model.exhibition import Exhibition
from cimaise.model.panel import Panel
from cimaise.typography.counting import words

CODE: Final = "long-sentence"
WORDS_QUOTED: Final = 5


def find(exhibition: Exhibition, panel: Panel) -> Iterator[Finding]:
    """A warning per sentence above the limit, at its first words."""
    most = value("sentence-words")
    for text in prose(panel, exhibition):
        before = ""
        for number, sentence in enumerate(sentences(text.text)):
            count, earlier = len(words(sentence)), before
            before += " " + sentence
            if count <= most:
                continue
            opening = sentence.split()[:WORDS_QUOTED]
            skipped = earlier.count(" ".join(opening[:3]))
            yield Finding(
                CODE,
                Severity.WARNING,
                f"a sentence has {count} words: “{' '.join(opening)}…”; {most:.0f} is the most",
                place_of(panel.document, text.path, opening[:3], skipped),
                None,
                "make two sentences of it",
                {"words": count, "most_words": most},
                key=f"{number}",
                language=text.own_language,
            )
