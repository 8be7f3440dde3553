"""Several words in a row are in capitals.

What it does: looks for more words of capitals in a row than the limit; acronyms of up to four
letters and Roman numerals do not count. It also looks at roles that set reading texts in capitals
(`case: upper`).

Why it is bad: capitals have no outline; words in them are read letter by letter, and a screen
reader may spell them.

How to fix it: write small letters and mark what matters with **bold**; set titles in capitals with
`case: upper` in the theme, so that the text itself keeps its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from cimaise.checks.findings import Finding
from cimaise.checks.limits import value
from cimaise.checks.texts import place_of, prose
from cimaise.diagnostics import Severity
from cimaise.model.exhibition import Exhibition
from cimaise.model.panel import Panel
from cimaise.typography.markdown import plain

CODE: Final = "capitals-in-long-runs"
LONGEST_ACRONYM: Final = 4
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_ROMAN = re.compile(r"[IVXLCDM]+")
_PAUSE = re.compile(r"[.;:!?…]")


def find(exhibition: Exhibition, panel: Panel) -> Iterator[Finding]:
    """A warning per run above the limit, at its first words."""
    most = int(value("capital-words"))
    for text in prose(panel, exhibition):
        for number, run in enumerate(_runs(plain(text.text))):
            if len(run) <= most or all(_is_acronym(word) for word in run):
                continue
            yield Finding(
                CODE,
                Severity.WARNING,
                f"{len(run)} words in a row are in capitals: “{' '.join(run[:4])}…”; {most} are "
                "the most",
                place_of(panel.document, text.path, run[:2]),
                None,
                "write small letters, with **bold** where it matters",
                {"words": len(run), "most_words": most},
                key=f"{number}",
            )


def _is_acronym(word: str) -> bool:
    return len(word) <= LONGEST_ACRONYM or _ROMAN.fullmatch(word) is not None


def _runs(text: str) -> Iterator[list[str]]:
    held: list[str] = []
    for match in _WORD.finditer(text):
        word = match.group()
        if word == word.upper() and any(char.isalpha() for char in word):
            held.append(word)
            continue
        if held:
            yield held
        held = []
    if held:
        yield held
