"""Rules that French and English share: spaces, ellipses, dashes, ranges, digits, ties."""

from __future__ import annotations

import re

from cimaise.typography.drafts import MASK, Draft

NBSP = "\u00a0"
THIN = "\u202f"

_SPACES_IN_A_ROW = re.compile(r"[ \t]{2,}|\t")
_SPACES_AT_BREAK = re.compile(r"[ \t]+(?=\n)|(?<=\n)[ \t]+")
_ELLIPSIS = re.compile(r"(?<!\.)\.{3}(?!\.)")
_RANGE = re.compile(r"(?<![\w\-–/.,°])(?<!° )(?<!°\u00a0)(\d{1,4})-(\d{1,4})(?![\w\-–/])(?![.,]\d)")
_LONG_DASH = re.compile(r"(?<!-)---(?!-)|(?<=\w)--(?=\w)")
_SHORT_DASH = re.compile(r"(?:(?<=[ \u00a0])|^)--?(?=[ \u00a0])", re.MULTILINE)
_SENTENCE_END = re.compile(r"[.!?…](?=\s|$)|\n")
_SPACED_DASH = re.compile(r"(?:(?<=[ \u00a0])|^)[–—](?=[ \u00a0])", re.MULTILINE)
_GROUPED = re.compile(
    r"(?<![\d,.\-–/])\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?![\d\-–/]|[ \u00a0]\d)"
)
_LONG_NUMBER = re.compile(r"(?<![\w.,\-–/+#])\d{5,15}(?![\w\-–/])(?![.]\d)")
_POST_CODE = re.compile(r"(?:^|[,(\n]\s?|-\s?)\d{5}[ \u00a0][A-ZÀ-Þ]")
_NUMBER_SIGN = re.compile(r"(?:[nN][°º]|[nN]os|No\.)[ \u00a0]?$")
_ANY_SPACE = re.compile(f"[ {THIN}\u2009]")


def tidy_spaces(draft: Draft) -> None:
    """One space where several stand; none at a kept line break."""
    draft.edit("double-space", _SPACES_IN_A_ROW, " ")
    draft.edit("double-space", _SPACES_AT_BREAK, "")


def ellipsis(draft: Draft) -> None:
    """Three points become one sign."""
    draft.edit("ellipsis", _ELLIPSIS, "…")


def spaced_dashes(draft: Draft) -> None:
    """A hyphen between spaces becomes a dash; a pair of dashes is tied to what it encloses."""
    draft.edit("dash", _LONG_DASH, "—")
    draft.edit("dash", _SHORT_DASH, "–")
    edits: list[tuple[int, int, str]] = []
    ends = [match.end() for match in _SENTENCE_END.finditer(draft.text)] + [len(draft.text)]
    start = 0
    for end in ends:
        for number, match in enumerate(_SPACED_DASH.finditer(draft.text, start, end)):
            closes = number % 2 == 1
            at = match.start() - 1 if closes else match.end()
            if draft.text[at] == " ":
                edits.append((at, at + 1, NBSP))
        start = end
    draft.apply("dash", sorted(set(edits)))


def ranges(draft: Draft) -> None:
    """An en dash between two numbers, years or pages; never in codes or ISO dates."""

    def dashed(match: re.Match[str]) -> str:
        low, high = match.groups()
        rising = int(high) > int(low) or (len(low) == 4 and len(high) == 2)
        return f"{low}–{high}" if rising else match.group()

    draft.edit("range", _RANGE, dashed)


def group_digits(draft: Draft, separator: str) -> None:
    """Groups of three in numbers of five digits or more. Years have four and are never touched."""
    draft.edit("digit-groups", _GROUPED, lambda m: re.sub(r"\D", separator, m.group()))
    codes = {match.start() + len(match.group()) - 7 for match in _POST_CODE.finditer(draft.text)}

    def grouped(match: re.Match[str]) -> str:
        number = match.group()
        before = draft.text[max(0, match.start() - 5) : match.start()]
        if match.start() in codes or number[0] == "0" or _NUMBER_SIGN.search(before):
            return number
        return re.sub(r"(?<=\d)(?=(?:\d{3})+$)", separator, number)

    draft.edit("digit-groups", _LONG_NUMBER, grouped)


def tie(draft: Draft, rule: str, pattern: re.Pattern[str]) -> None:
    """Make every space inside the matches a tie."""
    draft.edit(rule, pattern, lambda m: _ANY_SPACE.sub(NBSP, m.group()))


__all__ = [
    "MASK", "NBSP", "THIN", "ellipsis", "group_digits", "ranges", "spaced_dashes", "tidy_spaces",
    "tie",
]  # fmt: skip
