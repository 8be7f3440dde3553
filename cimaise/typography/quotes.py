"""Straight quotation marks → the language's own, by pairs, by what stands beside them and nesting.

A mark whose side is not certain stays as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from cimaise.typography.apostrophes import singles
from cimaise.typography.doubles import SPACES, STOPS, Found, contexts_of, doubles, measuring
from cimaise.typography.drafts import Draft
from cimaise.typography.pairs import NEVER

_DOUBLE_ANGLE = re.compile(r"<<(?!<)|(?<!>)>>")
_SINGLE_PAIR = re.compile(r"(?<![\w’'])'(?=[^\s'])[^'\n]{1,80}?(?<=[^\s'])'(?![\w'])")
_AND = re.compile(r"'[nN]'(?=[ \u00a0]\w)(?<=\w[ \u00a0]...)")
_CLOSING = {"«": "»", "“": "”", "‘": "’"}


def french_quotes(draft: Draft) -> None:
    """Outer quotation marks become « », inner ones “ ”, single ones ‘ ’.

    The spaces inside « » are another rule's business.
    """
    draft.edit("guillemets", _DOUBLE_ANGLE, lambda m: "«" if m.group() == "<<" else "»")
    draft.edit("apostrophe", _AND, lambda m: m.group().replace("'", "’"))
    pairs: list[tuple[int, int, str]] = []
    measures = measuring(draft.text)
    for match in _SINGLE_PAIR.finditer(draft.text):
        if match.end() - 1 in measures:
            continue
        pairs += [(match.start(), match.start() + 1, "‘"), (match.end() - 1, match.end(), "’")]
    draft.apply("guillemets", pairs)
    text = draft.text
    if '"' in text:
        found = doubles(text, {"«": "»", "“": "”"})
        # Inside “ ” French has no sign of its own.
        signs = _signs(text, found, {"": "«", "«": "“"})
        draft.apply("guillemets", list(_edits(text, signs)))


def english_quotes(draft: Draft) -> None:
    """Straight marks become curly. A double mark inside its own kind becomes the other kind."""
    draft.edit("quotes", _AND, lambda m: m.group().replace("'", "’"))
    text = draft.text
    if '"' not in text and "'" not in text:
        return
    found = doubles(text, {"“": "”"})
    signs: dict[int, str] = {}
    quoted: dict[int, int] = {}
    if "'" in text:
        signs, quoted = singles(text, measuring(text), contexts_of(text, found.pairs))
    inner = {at: partner for at, partner in quoted.items() if at < partner}
    signs |= _signs(text, found, {"": "“", "“": "‘", "‘": "“"}, inner)
    draft.apply("quotes", list(_edits(text, signs)))


def _signs(
    text: str, found: Found, by_outer: Mapping[str, str], inner: Mapping[int, int] | None = None
) -> dict[int, str]:
    """The sign for each straight double mark that has one. `by_outer`: what opens inside what.

    `inner` are pairs of single marks, from the first to the last; they nest with the others.
    """
    signs: dict[int, str] = {}
    lone = found.lone
    outer = [by_outer[""] if lone and lone.opens == NEVER else ""]
    closing_singles = set(inner.values()) if inner else set()
    for at, char in enumerate(text):
        partner = found.pairs.get(at)
        if lone and at == lone.at:
            signs[at] = by_outer[""] if lone.closes == NEVER else _CLOSING[by_outer[""]]
            outer[0] = by_outer[""] if lone.closes == NEVER else ""
        elif partner is None:
            if inner and at in inner:
                outer.append("‘")
            elif at in closing_singles:
                outer.pop()
        elif partner < at:
            opening = outer.pop()
            if char == '"' and opening in _CLOSING:
                signs[at] = _CLOSING[opening]
        else:
            if char == '"' and text[partner] == '"':
                opening = by_outer.get(outer[-1], "?")
            elif char == '"':
                opening = next(one for one, other in _CLOSING.items() if other == text[partner])
            else:
                opening = char
            if char == '"' and opening in _CLOSING:
                signs[at] = opening
            outer.append(opening)
    return signs


def _edits(text: str, signs: Mapping[int, str]) -> Iterator[tuple[int, int, str]]:
    """The signs as edits, without the spaces that stand inside “ ”, and with one before a quotation
    that follows a stop."""
    for at in sorted(signs):
        sign, start, end = signs[at], at, at + 1
        if text[at] == '"' and sign in "“‘":
            while text[end : end + 1] in SPACES and end < len(text):
                end += 1
        elif text[at] == '"' and sign in "”’":
            while start and text[start - 1] in SPACES:
                start -= 1
        if text[at] == '"' and sign in "«“‘" and at and _parts(text, at, signs):
            sign = " " + sign
        yield start, end, sign


def _parts(text: str, at: int, signs: Mapping[int, str]) -> bool:
    """Whether an opening mark follows a stop, a bracket or another quotation without a space."""
    before = text[at - 1]
    return before in STOPS + ")]»”" or (before == '"' and signs.get(at - 1, "") in ("»", "”"))
