"""Names of languages on sheets and site; the tool itself speaks the same ones everywhere."""

from __future__ import annotations

import pytest

from cimaise.booklet import site_wording, wording
from cimaise.layout.figures import date_words
from cimaise.layout.figures.chronologies import wording as chronology_wording
from cimaise.layout.figures.maps import words as map_words
from cimaise.layout.sheets import words as sheet_words
from cimaise.layout.sheets.language_names import OWN_NAMES, named
from cimaise.layout.sheets.words import language_name, words_in
from cimaise.typography import micro


@pytest.mark.parametrize(
    ("tag", "own", "french", "english"),
    [
        ("fr", "Français", "français", "French"),
        ("de", "Deutsch", "allemand", "German"),
        ("nl-BE", "Nederlands (BE)", "néerlandais (BE)", "Dutch (BE)"),
        ("x-picard", "x-picard", "x-picard", "x-picard"),
    ],
)
def test_a_language_is_called_by_its_name_and_only_a_rare_one_by_its_tag(
    tag: str, own: str, french: str, english: str
) -> None:
    assert named(tag, OWN_NAMES) == own
    assert language_name(tag, words_in("fr")) == french
    assert language_name(tag, words_in("en")) == english


def test_the_tool_has_words_of_its_own_in_the_same_languages_everywhere() -> None:
    """`language-without-words` looks at those of dates alone."""
    spoken = set(date_words.WORDS)
    assert set(wording.WORDS) == set(site_wording.SITE_WORDS) == set(sheet_words.WORDS) == spoken
    assert set(map_words.WORDS) == set(micro.LANGUAGES) == spoken
    assert all(set(texts) == spoken for texts in chronology_wording.TITLES.values())
    assert set(chronology_wording.OF_THE_PANEL) == spoken
