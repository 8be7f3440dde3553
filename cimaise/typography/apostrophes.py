"""English single marks → ‘ ’ or apostrophes: a quotation has two ends, 'ad and soldiers' one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from cimaise.typography.drafts import MASK
from cimaise.typography.pairs import NEVER, Mark, neighbours, paired

_ANY_SINGLE = re.compile(r"['‘’]")
_SEEN_THROUGH = "\"'“”‘*"
# What begins with an apostrophe whatever follows; and words that have lost a letter or two.
_ALWAYS = re.compile(r"(?:\d\d?s?|em|tis|twas|twere|twill|twould|twixt)\b", re.IGNORECASE)
_SHORTENED = re.compile(
    r"(?:ad|alf|allo|appen|appy|ard|arry|ave|bout|cept|cos|e|ead|eart|ell|ello|elp|enry|er|erbert"
    r"|ere|im|ome|orse|ospital|ouse|ot|ow|ullo|un|undred|neath|nother|nuff|ol|pon|scuse|spect|til"
    r"|ud|urry|ush)\b",
    re.IGNORECASE,
)
# Words that may have lost one, or none.
_PERHAPS = re.compile(r"(?:am|and|arm|as|at|cause|ear|ill|is|old|round|till)\b", re.IGNORECASE)
# What ends with one: o' clock, th' end, ol' Joe.
_CUT_SHORT = re.compile(r"(?<![\w’'])(?:o|th|an|ol|wi|fo)$", re.IGNORECASE)
_CLAUSE = re.compile(r"(?:^|[.,:;!?…–—-])\s*$")


def singles(
    text: str, measures: AbstractSet[int], contexts: Sequence[int]
) -> tuple[dict[int, str], dict[int, int]]:
    """The sign for each straight single mark that has one, and the pairs among them.

    `contexts` names for each character the quotation that it stands in: a pair stays in one.
    """
    signs: dict[int, str] = {}
    apart: dict[int, list[Mark]] = {}
    for match in _ANY_SINGLE.finditer(text):
        at = match.start()
        if at in measures:
            continue
        if _is_apostrophe(text, at):
            signs[at] = "’"
        elif mark := _mark(text, at):
            apart.setdefault(contexts[at], []).append(mark)
    pairs: dict[int, int] = {}
    for marks in apart.values():
        pairs |= paired(marks)
        for mark in marks:
            if mark.at in pairs:
                signs[mark.at] = "‘" if pairs[mark.at] > mark.at else "’"
            else:
                signs[mark.at] = _alone(text, mark)
    return {at: sign for at, sign in signs.items() if sign and text[at] == "'"}, pairs


def _is_apostrophe(text: str, at: int) -> bool:
    """Whether a mark is an apostrophe wherever it stands: inside a word, in '44, in 'tis."""
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if _is_word(before):
        if _is_word(after):
            return after in "sS" if before.isdigit() else True
        return after.isspace() and bool(_CUT_SHORT.search(text, max(0, at - 4), at))
    return bool(_ALWAYS.match(text, at + 1))


def _mark(text: str, at: int) -> Mark | None:
    """What the neighbours of a mark say of its side; none where they say nothing."""
    before, after = (char or " " for char in neighbours(text, at, _SEEN_THROUGH))
    if _is_word(text[at - 1 : at] if at else "") and _is_word(text[at + 1 : at + 2]):
        return None
    if text[at] == "‘":
        return Mark(at, 0, NEVER, alone=3)
    if not after.isspace() and not _is_word(before) and (_is_word(after) or before.isspace()):
        if text[at] == "’":
            return None
        closes = NEVER if before.isspace() or before in "([{–—-/“‘" else 0.5
        if _SHORTENED.match(text, at + 1):
            return Mark(at, 1.5, closes, alone=0)
        perhaps = _PERHAPS.match(text, at + 1)
        return Mark(at, 0.4 if perhaps else 0, closes, alone=0 if perhaps else 3)
    if before.isspace():
        return None
    return Mark(at, NEVER, 0, alone=_alone_at_end(text, at))


def _alone_at_end(text: str, at: int) -> float:
    """What it costs to take a mark after a word for an apostrophe or a measure."""
    before, after = text[at - 1], text[at + 1 : at + 3]
    if before.isdigit():
        return 1
    if before in "sS" and (after[:1].isspace() or not after):
        return 1
    return 1.5 if text[max(0, at - 2) : at] == "in" and after[:1].isspace() else 3


def _alone(text: str, mark: Mark) -> str:
    """The sign for a mark without a partner; empty where it may be the first of a quotation."""
    if mark.opens == NEVER:
        return "" if text[mark.at - 1].isdigit() else "’"
    if not text[mark.at + 1 : mark.at + 2].isalpha():
        return ""
    cut = _SHORTENED.match(text, mark.at + 1) or _PERHAPS.match(text, mark.at + 1)
    return "’" if cut or not _CLAUSE.search(text, max(0, mark.at - 6), mark.at) else ""


def _is_word(char: str) -> bool:
    return char.isalnum() or char == MASK
