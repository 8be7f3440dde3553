"""Words are counted once and for all as a reader does."""

from __future__ import annotations

import pytest

from cimaise.typography.counting import count_words, word_ends


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("«\u202fPas\u202f» de 10\u202f000", 3),
        ("« Pas ! » — de 10\u00a0000 ?", 3),
        ("6\u00a0juin – 1944", 3),
        ("arc-en-ciel, l'eau", 2),
        ("— ! ?", 0),
        ("", 0),
    ],
)
def test_words_are_counted_as_a_reader_does(text: str, count: int) -> None:
    assert count_words(text) == count
    assert len(word_ends(text)) == count


def test_a_word_ends_with_the_signs_that_close_it() -> None:
    text = "« Oui ! » — Non ? : fin."
    assert [text[:end] for end in word_ends(text)] == ["« Oui ! »", "« Oui ! » — Non ? :", text]


def test_a_megabyte_of_signs_is_read_at_once() -> None:
    assert count_words("-" * 1_000_000) == 0
    assert word_ends("- " * 300_000) == []
