"""Rules that French and English share: spaces, ellipses, dashes, ranges, digits, ties.

Patterns begin with the sign that they are about and look behind it afterwards: Python's `re`
then skips from sign to sign instead of trying every letter.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from cimaise.typography.drafts import Draft

NBSP = "\u00a0"
THIN = "\u202f"
SPACES = f" {NBSP}{THIN}\u2009"

_SPACES_IN_A_ROW = re.compile(r"[ \t]{2,}|\t")
_SPACES_AT_BREAK = re.compile(r"[ \t]*\n[ \t]*")
_ELLIPSIS = re.compile(r"\.\.\.(?!\.)(?<!\.\.\.\.)")
_RANGE = re.compile(
    r"\d(?<![\w\-–/.,°]\d)(?<![°º][ \u00a0]\d)(?P<low>\d{0,3})-(?P<high>\d{1,4})"
    r"(?![\w\-–/])(?![.,]\d)"
)
_LONG_DASH = re.compile(r"---(?!-)(?<!----)|--(?=\w)(?<=\w--)")
_SHORT_DASH = re.compile(
    r"--?(?=[ \u00a0])(?:(?<=[ \u00a0\n]-)|(?<=[ \u00a0\n]--)|(?<=^-)|(?<=^--))"
)
_SENTENCE_END = re.compile(r"[.!?…](?=\s|$)|\n")
_SPACED_DASH = re.compile(r"[–—](?=[ \u00a0])(?:(?<=[ \u00a0\n].)|(?<=^.))")
_GROUPED = re.compile(
    r"\d(?<![\d,.\-–/]\d)\d{0,2}(?:[ \u00a0\u2009\u202f]\d{3})+(?![\d\-–/]|[ \u00a0]\d)"
)
_LONG_NUMBER = re.compile(r"\d(?<![\w.,\-–/+#]\d)\d{4,14}(?![\w\-–/])(?![.]\d)")
_POST_CODE = re.compile(
    r"\d{5}(?=[ \u00a0][A-ZÀ-Þ])(?:(?<=^.{5})|(?<=[,(\n\-].{5})|(?<=[,\-] .{5}))"
)
_NUMBER_SIGN = re.compile(r"(?:[nN][°º]|[nN]os|No\.)[ \u00a0]?$")


def tidy_spaces(draft: Draft) -> None:
    """One space where several stand; none at a kept line break."""
    draft.edit("double-space", _SPACES_IN_A_ROW, " ")
    if "\n" in draft.text:
        draft.edit("double-space", _SPACES_AT_BREAK, "\n")


def ellipsis(draft: Draft) -> None:
    """Three points become one sign."""
    if "..." in draft.text:
        draft.edit("ellipsis", _ELLIPSIS, "…")


def spaced_dashes(draft: Draft) -> None:
    """A hyphen between spaces becomes a dash; a pair of dashes is tied to what it encloses."""
    if "-" in draft.text:
        draft.edit("dash", _LONG_DASH, "—")
        draft.edit("dash", _SHORT_DASH, "–")
    if not _SPACED_DASH.search(draft.text):
        return
    edits: list[tuple[int, int, str]] = []
    ends = [match.end() for match in _SENTENCE_END.finditer(draft.text)] + [len(draft.text)]
    dashes = list(_SPACED_DASH.finditer(draft.text))
    start = 0
    for end in ends:
        inside = [match for match in dashes if start <= match.start() < end]
        for number, match in enumerate(inside):
            at = match.start() - 1 if number % 2 else match.end()
            if draft.text[at] == " ":
                edits.append((at, at + 1, NBSP))
        start = end
    draft.apply("dash", sorted(set(edits)))


def ranges(draft: Draft) -> None:
    """An en dash between two numbers, years or pages; never in codes or ISO dates."""
    if "-" not in draft.text:
        return

    def dashed(match: re.Match[str]) -> str:
        low, high = match.group().split("-")
        rising = int(high) > int(low) or (len(low) == 4 and len(high) == 2)
        return f"{low}–{high}" if rising else match.group()

    draft.edit("range", _RANGE, dashed)


def group_digits(draft: Draft, separator: str) -> None:
    """Groups of three in numbers of five digits or more. Years have four and are never touched."""
    draft.edit("digit-groups", _GROUPED, lambda m: re.sub(r"\D", separator, m.group()))
    if not _LONG_NUMBER.search(draft.text):
        return
    codes = {match.start() for match in _POST_CODE.finditer(draft.text)}

    def grouped(match: re.Match[str]) -> str:
        number = match.group()
        before = draft.text[max(0, match.start() - 5) : match.start()]
        if match.start() in codes or number[0] == "0" or _NUMBER_SIGN.search(before):
            return number
        return re.sub(r"(?<=\d)(?=(?:\d{3})+$)", separator, number)

    draft.edit("digit-groups", _LONG_NUMBER, grouped)


def after(*words: str) -> str:
    """A look behind the space at one of several words, whole."""
    return "(?:" + "|".join(f"(?<=(?<![\\w.]){re.escape(word)}.)" for word in words) + ")"


def tie_pattern(rules: Mapping[str, str]) -> re.Pattern[str]:
    """One pattern for every space that is to be a tie; the group that matched names the rule.

    Each rule is what must stand around the space: looks ahead, and behind over one space.
    """
    return re.compile(
        f"[ {THIN}\u2009](?:"
        + "|".join(f"(?:{body})(?P<{name.replace('-', '_')}>)" for name, body in rules.items())
        + ")"
    )


def tie(draft: Draft, pattern: re.Pattern[str]) -> None:
    """Make the spaces that a `tie_pattern` finds into ties."""
    edits: dict[str, list[tuple[int, int, str]]] = {}
    for match in pattern.finditer(draft.text):
        rule = (match.lastgroup or "").replace("_", "-")
        edits.setdefault(rule, []).append((match.start(), match.end(), NBSP))
    for rule, found in edits.items():
        # One character for one: the places of the other rules' edits stay true.
        draft.apply(rule, found)
