"""Rules that French and English share: spaces, ellipses, dashes, ties.

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
_LONG_DASH = re.compile(r"---(?!-)(?<!----)|--(?=\w)(?<=\w--)")
_SHORT_DASH = re.compile(
    r"--?(?=[ \u00a0])(?:(?<=[ \u00a0\n]-)|(?<=[ \u00a0\n]--)|(?<=^-)|(?<=^--))"
)
_SENTENCE_END = re.compile(r"[.!?…](?=\s|$)|\n")
_SPACED_DASH = re.compile(r"[–—](?=[ \u00a0])(?:(?<=[ \u00a0\n].)|(?<=^.))")


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
