"""A text under correction: rules edit it one after the other, and every edit is on record."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import NamedTuple

from msgspec import Struct

MASK = "\ufffc"
"""Stands for characters that no rule may touch: addresses, note numbers."""

# One rule rarely makes work for an earlier one; more than a few rounds would be a quarrel.
MAX_ROUNDS = 6

# No mailbox has more than 64 letters: without a limit a long word is searched from each letter.
# An apostrophe in one is part of its name (o'neil@), which mail would not reach with another.
_PROTECTED = re.compile(
    r"(?:https?://|www\.)[^\s«»]+"
    r"|[\w.+-]{1,64}(?:'[\w.+-]{1,64}){0,3}@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w.@])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|fr|be|eu|uk|de|info|museum)\b(?:/[^\s«»]*)?"
)
_ADDRESS_HINT = re.compile(r"\.[a-z]|@\w|://")
_URL_TAIL = ".,;:!?…)]’”'\""
_DECOMPOSED = re.compile("[^\u0300-\u036f\\s][\u0300-\u036f]+")
_CONTEXT = 12


class Change(NamedTuple):
    """One edit: which rule, the words around it before and after, its offset in the source."""

    rule: str
    before: str
    after: str
    start: int


class Typeset(Struct, frozen=True):
    """A text as it is to be set. Ranges are (start, end) offsets in `text`."""

    text: str
    changes: tuple[Change, ...]
    superiors: tuple[tuple[int, int], ...] = ()
    small_caps: tuple[tuple[int, int], ...] = ()
    origins: tuple[int, ...] = ()
    """For each character of `text`, the offset in the source that it comes from."""


class Draft:
    """The text while its rules run. Offsets of the source follow every character."""

    def __init__(self, source: str) -> None:
        self.text = source
        self.origins = list(range(len(source)))
        self.changes: list[Change] = []
        self._hidden = [MASK] * source.count(MASK)
        if not unicodedata.is_normalized("NFC", source):
            self.edit("accents", _DECOMPOSED, lambda m: unicodedata.normalize("NFC", m.group()))
        plain = self.text
        if _ADDRESS_HINT.search(plain):
            self._mask_addresses()
        # No rule adds, drops or moves a mask, so their order tells what each one hides.
        self._hidden = [char for char, shown in zip(plain, self.text, strict=True) if shown == MASK]

    def _mask_addresses(self) -> None:
        characters = list(self.text)
        for match in _PROTECTED.finditer(self.text):
            end = match.start() + len(match.group().rstrip(_URL_TAIL))
            characters[match.start() : end] = MASK * (end - match.start())
        self.text = "".join(characters)

    def edit(
        self,
        rule: str,
        pattern: re.Pattern[str],
        replacement: str | Callable[[re.Match[str]], str],
    ) -> None:
        """Replace every match; what a match keeps at its ends keeps its origin."""
        edits: list[tuple[int, int, str]] = []
        for match in pattern.finditer(self.text):
            new = replacement if isinstance(replacement, str) else replacement(match)
            if new != match.group():
                edits.append(_trimmed(match.start(), match.group(), new))
        self.apply(rule, edits)

    def apply(self, rule: str, edits: Sequence[tuple[int, int, str]]) -> None:
        """Make edits (start, end, new text), in order and apart from each other."""
        self.apply_mixed([(start, end, new, rule) for start, end, new in edits])

    def apply_mixed(self, edits: Sequence[tuple[int, int, str, str]]) -> None:
        """The same for edits of several rules (start, end, new text, rule)."""
        if not edits:
            return
        old, origins = self.text, self.origins
        pieces: list[str] = []
        new_origins: list[int] = []
        places: list[int] = []
        at = length = 0
        for start, end, new, _ in edits:
            pieces += (old[at:start], new)
            new_origins += origins[at:start]
            new_origins += [origins[min(start, len(origins) - 1)]] * len(new)
            length += start - at
            places.append(length)
            length += len(new)
            at = end
        pieces.append(old[at:])
        new_origins += origins[at:]
        self.text = "".join(pieces)
        for (start, end, new, rule), place in zip(edits, places, strict=True):
            before = self._around(old, start, end)
            after = self._around(self.text, place, place + len(new))
            origin = origins[min(start, len(origins) - 1)]
            self.changes.append(Change(rule, before, after, origin))
        self.origins = new_origins

    def _around(self, text: str, start: int, end: int) -> str:
        """An edit with the word on either side, for a reader who looks for it."""
        low = start
        while low > 0 and start - low < _CONTEXT and text[low - 1] not in " \n":
            low -= 1
        high = end
        while high < len(text) and high - end < _CONTEXT and text[high] not in " \n":
            high += 1
        excerpt = text[low:high]
        return self._restored(excerpt, text.count(MASK, 0, low)) if MASK in excerpt else excerpt

    def _restored(self, text: str, masks_before: int = 0) -> str:
        if MASK not in text:
            return text
        hidden = iter(self._hidden[masks_before:])
        return "".join(next(hidden) if char == MASK else char for char in text)

    def settle(self, rules: Callable[[Draft], None]) -> None:
        """Run rules until they change nothing, so that setting a text twice changes nothing."""
        for _ in range(MAX_ROUNDS):
            known = len(self.changes)
            rules(self)
            if len(self.changes) == known:
                return

    def finish(
        self, superiors: list[tuple[int, int]], small_caps: list[tuple[int, int]]
    ) -> Typeset:
        """The result, with the masked characters back in their places."""
        text = self._restored(self.text)
        return Typeset(
            text,
            tuple(sorted(self.changes, key=lambda change: change.start)),
            tuple(superiors),
            tuple(small_caps),
            tuple(self.origins),
        )


def _trimmed(start: int, old: str, new: str) -> tuple[int, int, str]:
    """The edit without what both texts share at their ends."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return start + head, start + len(old) - tail, new[head : len(new) - tail]
