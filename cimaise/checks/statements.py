"""Whether a sentence states that an act happened, with a finite verb, in French and English.

Captions and headings have none: `Freed Paris, 26 August` is of what came of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from cimaise.checks.acts import (
    ACTIVE,
    ADVERBS,
    AUXILIARIES,
    COPULAS,
    NOUNS,
    PARTICIPLES,
    PLURAL,
    act_of,
    listed,
)

DATE: Final = "\ue000"
"""Stands in a sentence for its date."""
PLACE: Final = "\ue001"
"""Stands in a sentence for its place."""
WORD: Final = re.compile(r"\d+|[^\W\d_]+(?:[-‐‑][^\W\d_]+)*")
_TOKEN: Final = re.compile(rf"{WORD.pattern}|[^\w\s]")
# No subject ends with these.
_NO_SUBJECT: Final = listed(
    "a an and at by for from in into of on own that the their this to too up with"
)
_OBJECT: Final = listed("itself the their this")


def is_stated(sentence: str, act: str, language: str) -> bool:
    """Whether a finite verb of the sentence says that the act happened."""
    tokens = _TOKEN.findall(sentence)
    language = language.partition("-")[0]
    lower = [token.casefold() for token in tokens]
    return any(
        _has_verb(tokens, at, language) for at, word in enumerate(lower) if act_of(word) == act
    )


def _has_verb(tokens: Sequence[str], at: int, language: str) -> bool:
    """Whether the act's word at `at` is a finite verb, or has one."""
    word = tokens[at].casefold()
    before = [token.casefold() for token in tokens[:at]]
    after = tokens[at + 1] if at + 1 < len(tokens) else ""
    last = before[-1] if before else ""
    if word == "entre":  # between
        return after != DATE
    has_subject = last == PLACE or (last.isalpha() and last not in _NO_SUBJECT)
    if PLURAL.fullmatch(word) and has_subject and last.endswith("s"):
        return True
    has_object = after == PLACE or after.casefold() in _OBJECT or after[:1].isupper()
    if ACTIVE.fullmatch(word) and has_subject and has_object:
        return True
    if PARTICIPLES.fullmatch(word):
        while before and before[-1] in ADVERBS:
            before.pop()
        return bool(before) and before[-1] in AUXILIARIES[language]
    if NOUNS.fullmatch(word):
        copulas = COPULAS[language]
        return any(
            (first in copulas and second == DATE) or (first == DATE and second in copulas)
            for first, second in pairwise(token.casefold() for token in tokens)
        )
    return True
