"""Words are divided where Pyphen divides them, though only their own patterns are read."""

from __future__ import annotations

import re
import tracemalloc
from itertools import islice
from pathlib import Path

import pyphen
import pytest

from cimaise.typography.hyphenation import LONGEST_PATTERN, MIN_AFTER, MIN_BEFORE, PATTERNS, points

PANELS = Path(__file__).parents[2] / "panels"


@pytest.mark.parametrize("name", PATTERNS.values())
def test_same_divisions_as_all_patterns_give(name: str) -> None:
    """Every word of the exhibition, and letters that make up patterns themselves."""
    text = "".join(file.read_text("utf-8") for file in sorted(PANELS.glob("*.yaml")))
    lines = islice(pyphen.LANGUAGES[name].read_text("utf-8").splitlines(), 0, None, 7)
    words = {*re.findall(r"[^\W\d_]{6,}", text), *(re.sub(r"\W|\d", "", line) for line in lines)}
    whole = pyphen.Pyphen(lang=name, left=MIN_BEFORE, right=MIN_AFTER)
    for word in sorted(words):
        wanted = tuple(whole.positions(word)) if len(word) >= 6 else ()
        assert points(word, name) == wanted, word
    assert points("XYLOPHONE", name) == points("xylophone", name)


@pytest.mark.parametrize("name", PATTERNS.values())
def test_a_very_long_word_takes_little_memory(name: str) -> None:
    lines = pyphen.LANGUAGES[name].read_text("utf-8").splitlines()
    assert max(len(re.sub("[0-9]", "", line)) for line in lines) <= LONGEST_PATTERN
    word = "anticonstitutionnellement" * 40
    points("anticonstitutionnellement", name)
    tracemalloc.start()
    divided = points(word, name)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    whole = pyphen.Pyphen(lang=name, left=MIN_BEFORE, right=MIN_AFTER)
    assert divided == tuple(whole.positions(word))
    assert most < 50_000_000


def test_word_without_any_pattern() -> None:
    """Greek letters have no pattern in either file."""
    assert points("αβγδεζηθ", "fr") == ()
