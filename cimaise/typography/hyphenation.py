"""Where a word may be divided: Pyphen's patterns for French and British English, with minima."""

from __future__ import annotations

import re
from functools import lru_cache
from io import BytesIO

import pyphen
from msgspec import Struct

PATTERNS = {"fr": "fr", "en": "en_GB"}
# Two letters would do for a dictionary; a reader at 1.5 m wants three to guess the word by.
MIN_BEFORE = 3
MIN_AFTER = 3
MIN_LENGTH = 6
# The longest in any language's file, in letters.
LONGEST_PATTERN = 24
# Of both languages' files.
ENCODING = "UTF-8"
_DIGITS = re.compile("[0-9]")


def patterns_for(language: str) -> str | None:
    """The name of a language's patterns (`fr`, `en-GB`…); None where we have none."""
    return PATTERNS.get(language.lower().split("-")[0].split("_")[0])


@lru_cache(maxsize=32768)
def points(letters: str, patterns: str) -> tuple[int, ...]:
    """Offsets in `letters` at which a hyphen may stand; empty for short words."""
    if len(letters) < MIN_LENGTH:
        return ()
    word, known = f".{letters.lower()}.", _written(patterns)
    # No pattern is longer: of a word of thousands of letters all parts would fill the memory.
    parts = {
        word[start : start + length]
        for length in range(1, min(LONGEST_PATTERN, len(word)) + 1)
        for start in range(len(word) - length + 1)
    }
    excerpt = _Excerpt([known[part] for part in parts & known.keys()])
    return tuple(
        int(offset)
        for offset in (pyphen.HyphDict(excerpt).positions(letters) if excerpt.lines else ())
        if MIN_BEFORE <= offset <= len(letters) - MIN_AFTER
    )


class _Excerpt(Struct, frozen=True):
    """The patterns of one word, as a file that Pyphen reads."""

    lines: list[str]

    def open(self, _mode: str) -> BytesIO:
        return BytesIO(ENCODING.encode())

    def read_text(self, _encoding: str) -> str:
        return "\n".join((ENCODING, *self.lines))


@lru_cache(maxsize=8)
def _written(name: str) -> dict[str, str]:
    """A language's patterns as they are written, by their letters.

    Pyphen would read all of them, 14,000 for British English, before it divides a first word; a
    panel needs those of the few words that it divides.
    """
    text = pyphen.LANGUAGES[name].read_text(ENCODING)
    return dict(zip(_DIGITS.sub("", text).splitlines(), text.splitlines(), strict=True))
