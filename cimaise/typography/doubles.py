"""The double quotation marks of a text: text → which straight and typed marks are pairs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from cimaise.typography.drafts import MASK
from cimaise.typography.pairs import NEVER, Mark, neighbours, paired

SPACES = " \u00a0\u202f\u2009"
_BRACKETS = "([{«“‘"
_DASHES = "–—-/"
STOPS = ".,;:!?…"
_CLOSERS = ".,;:!?)]}…–—»”/" + MASK
# Marks side by side are looked through, and so are the stars of a text without Markdown.
_SEEN_THROUGH = "\"'’‘*"
_TYPED = re.compile(r"[“”«»]")
_IN_A_ROW = re.compile(r'"{3,}')
# Feet and inches (5'10"), minutes and seconds (37' 12"): their signs quote nothing.
_MEASURE = re.compile(
    r"(?<![\w'’])\d{1,2}'(?:-?\d{1,2}[½¼¾]?\"?|[ \u00a0\u202f]\d{1,2}[½¼¾]?\")(?!\w)"
)
# A mark may cost less alone where a measure may be meant: 12" is twelve inches, 12 " perhaps.
_INCHES = 2.0


class Found(NamedTuple):
    """The straight double marks of a text: the pairs, typed ones among them, and single ones."""

    pairs: dict[int, int]
    lone: Mark | None


def measuring(text: str) -> frozenset[int]:
    """The places of straight marks that stand for feet, inches, minutes or seconds."""
    if "'" not in text:
        return frozenset()
    return frozenset(
        at for match in _MEASURE.finditer(text) for at in range(*match.span()) if text[at] in "'\""
    )


def doubles(text: str, typed: Mapping[str, str]) -> Found:
    """The pairs of a text's double marks. `typed` are the marks that say their side."""
    pairs: dict[int, int] = {}
    waiting: list[int] = []
    single: set[int] = set()
    for match in _TYPED.finditer(text):
        at, sign = match.start(), match.group()
        if sign in typed:
            waiting.append(at)
        elif sign in typed.values():
            partner = next((one for one in reversed(waiting) if typed[text[one]] == sign), None)
            if partner is None:
                single.add(at)
                continue
            single.update(waiting[waiting.index(partner) + 1 :])
            del waiting[waiting.index(partner) :]
            pairs[partner], pairs[at] = at, partner
    single.update(waiting)
    contexts = contexts_of(text, pairs)
    passed = measuring(text) | {
        at for match in _IN_A_ROW.finditer(text) for at in range(*match.span())
    }
    apart: dict[int, list[Mark]] = {}
    for at, char in enumerate(text):
        if (char == '"' and at not in passed) or at in single:
            marks = apart.setdefault(contexts[at], [])
            mark = _straight(text, at) if char == '"' else _single(text, at, typed)
            hollow = bool(marks) and not text[marks[-1].at + 1 : at].strip()
            loose = text[at - 1 : at].isspace(), text[at + 1 : at + 2].isspace()
            marks.append(Mark(at, mark.opens, mark.closes, mark.alone, hollow, *loose))
    left: list[Mark] = []
    for marks in apart.values():
        pairs |= (partners := paired(marks))
        left += [mark for mark in marks if mark.at not in partners]
    # One mark alone may belong to a quotation of several paragraphs. Two are a mistake.
    astray = [mark for mark in left if text[mark.at] == '"' and mark.alone > _INCHES]
    if len(astray) != 1 or contexts_of(text, pairs)[astray[0].at] != -1:
        return Found(pairs, None)
    sure = (astray[0].opens < NEVER) != (astray[0].closes < NEVER)
    return Found(pairs, astray[0] if sure else None)


def contexts_of(text: str, pairs: Mapping[int, int]) -> list[int]:
    """For each character where the pair begins that it stands in, -1 outside of any."""
    contexts: list[int] = []
    open_pairs = [-1]
    for at in range(len(text)):
        partner = pairs.get(at, -1)
        if partner > at:
            contexts.append(open_pairs[-1])
            open_pairs.append(at)
            continue
        if 0 <= partner < at:
            open_pairs.pop()
        contexts.append(open_pairs[-1])
    return contexts


def _single(text: str, at: int, typed: Mapping[str, str]) -> Mark:
    """A typed mark without its partner: a straight one may be it."""
    opens = text[at] in typed
    return Mark(at, 0 if opens else NEVER, NEVER if opens else 0, alone=9)


def _straight(text: str, at: int) -> Mark:
    """What a straight mark's neighbours say of its side."""
    before, after = neighbours(text, at, _SEEN_THROUGH)
    opens = closes = 0.0
    alone = Mark(at, 0, 0).alone
    if _blank(before) and _blank(after):
        opens, closes = (0 if after else NEVER), (0 if before else NEVER)
        if text[:at].rstrip(SPACES)[-1:].isdigit():
            opens, alone = opens + 5, _INCHES
    elif _blank(before):
        weak = after in _CLOSERS and after not in "/" + MASK
        opens, closes = (1, 0 if before else NEVER) if weak else (0, NEVER)
    elif _blank(after):
        weak = before in _BRACKETS + _DASHES or _elided(text, at)
        opens, closes = (0 if after else NEVER, 0) if weak else (NEVER, 0)
        alone = _INCHES if before.isdigit() else alone
    elif (before in _BRACKETS + _DASHES and after not in _CLOSERS) or (
        _elided(text, at) and after.isalnum()
    ):
        closes = 3 if before in _DASHES else NEVER
    elif before.isalnum() or before == MASK:
        opens = NEVER
        if before.isdigit():
            closes, alone = (0 if after in _CLOSERS else 4), _INCHES
    elif before not in _BRACKETS + STOPS or after in _CLOSERS:
        opens = 1
    return Mark(at, opens, closes, alone)


def _blank(char: str) -> bool:
    return not char or char.isspace()


def _elided(text: str, at: int) -> bool:
    """Whether a mark stands after a word that may be elided, as in l’"ami"."""
    return text[at - 1 : at] == "’" and text[at - 2 : at - 1].isalpha()
