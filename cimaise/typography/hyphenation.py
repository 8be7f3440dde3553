"""Where a word may be divided: Pyphen's patterns for French and British English, with minima."""

from __future__ import annotations

from functools import lru_cache

import pyphen

PATTERNS = {"fr": "fr", "en": "en_GB"}
# Two letters would do for a dictionary; a reader at 1.5 m wants three to guess the word by.
MIN_BEFORE = 3
MIN_AFTER = 3
MIN_LENGTH = 6


def patterns_for(language: str) -> str | None:
    """The name of a language's patterns (`fr`, `en-GB`…); None where we have none."""
    return PATTERNS.get(language.lower().split("-")[0].split("_")[0])


@lru_cache(maxsize=32768)
def points(letters: str, patterns: str) -> tuple[int, ...]:
    """Offsets in `letters` at which a hyphen may stand; empty for short words."""
    if len(letters) < MIN_LENGTH:
        return ()
    return tuple(
        int(offset)
        for offset in _dictionary(patterns).positions(letters)
        if MIN_BEFORE <= offset <= len(letters) - MIN_AFTER
    )


@lru_cache(maxsize=8)
def _dictionary(name: str) -> pyphen.Pyphen:
    return pyphen.Pyphen(lang=name, left=MIN_BEFORE, right=MIN_AFTER)
