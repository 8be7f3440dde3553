"""Several words in a row are in capitals.

What it does: looks for more words of capitals in a row than the limit. A run ends with its
sentence; acronyms of up to four letters and Roman numerals, alone or in a list, do not count, nor
do compounds of them (FTP-MOI). More of them than the limit with nothing but spaces between are no
list but words. Words are looked at as they are written: a role that sets its text in capitals
(`case: upper`) is the theme's own choice.

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
_JOINT = re.compile(r"[-’']")
# Parts the items of a list.
_COMMA = re.compile(r"[,/·•|–—]")
# A sentence's end, or a block's: what follows is another run.
_PAUSE = re.compile(r"[.;:!?…]|\n\n")


def find(exhibition: Exhibition, panel: Panel) -> Iterator[Finding]:
    """A warning per run above the limit, at its first words."""
    most = int(value("capital-words"))
    for text in prose(panel, exhibition):
        for number, run in enumerate(_runs(plain(text.text), most)):
            if len(run) <= most:
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
    """Whether each part of a word is one: FTP-MOI, L’OTAN, XVIII."""
    parts = (part for part in _JOINT.split(word) if part)
    return all(len(part) <= LONGEST_ACRONYM or _ROMAN.fullmatch(part) for part in parts)


def _runs(text: str, most: int) -> Iterator[list[str]]:
    """The words of each run; of what commas part, acronyms alone are left out."""
    run: list[str] = []
    stretch: list[str] = []
    end = 0
    for match in _WORD.finditer(text):
        between, word = text[end : match.start()], match.group()
        end = match.end()
        is_capital = word == word.upper()
        ends_run = not is_capital or _PAUSE.search(between) is not None
        if ends_run or _COMMA.search(between):
            run += _counting(stretch, most)
            stretch = []
        if ends_run:
            if run:
                yield run
            run = []
        if is_capital:
            stretch.append(word)
    run += _counting(stretch, most)
    if run:
        yield run


def _counting(stretch: list[str], most: int) -> list[str]:
    """A stretch of capitals, or nothing where it is an acronym of a list, or two of them and `and`.

    LES FFI DU NORD is short words, and reads as a shout.
    """
    is_item = len(stretch) <= most and all(_is_acronym(word) for word in stretch)
    return [] if is_item else stretch
