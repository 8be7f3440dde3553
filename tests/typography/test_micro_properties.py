"""What every text must survive: no word lost, nothing changed the second time."""

import re
import unicodedata

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from cimaise.typography.micro import typeset, typeset_spans
from cimaise.typography.spans import Span

PIECES = st.sampled_from(
    [
        "l'", "été", "FFI", "M.", "Dupont", "1er", "1ère", "2ème", "XXe", "siècle", "14", "juillet",
        "1944", "10000", "500 000", "n°", "5", "10 h 30", "p.", "44 %", "plan", "Vert", "etc.",
        "https://a.fr/b;c?d=1", "x@y.org", "museemrjmoi.com", "6 June", "No.", "Mr", "'44", "km",
        " ", " ", " ", "  ", "\u00a0", "\u202f", "\n", "-", " - ", "--", "–", "—", "'", '"', "«",
        "»", "“", "”", "‘", "’", "<<", ">>", "...", "…", ".", ",", ";", ":", "!", "?", "(", ")",
        '" ', ' "', ' " ', ':"', '","', "'tis", "s'", " '", "' ", "'n'", "6'", "He", "oui",
        "F 7 14880", "59000 Lille", "matricules ", "45157", " et ", "RW 35-1220", "ISBN ",
        "[", "]", "12-15", "/", "e\u0301", "ᵉʳ", "°", "%", "a", "B", "I", "\u00ad", "\ufffc",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.lists(PIECES, max_size=14).map("".join),
    st.text(alphabet="aéB1 4'\"«»“”‘’.,;:!?-–—()\u00a0\u202f\n/°%", max_size=30),
)


def letters(text: str) -> str:
    """Letters and digits in order."""
    return "".join(char for char in unicodedata.normalize("NFKC", text) if char.isalnum())


@settings(max_examples=400)
@given(TEXTS, st.sampled_from(["fr", "en"]))
@example("l'\"ami\" 'aujourd'hui'", "fr")
@example("'\"Nested,\" he said.'", "en")
def test_typesetting_twice_changes_nothing(text: str, language: str) -> None:
    once = typeset(text, language)
    twice = typeset(once.text, language)
    assert twice.text == once.text
    assert twice.changes == ()
    assert twice.superiors == once.superiors
    assert twice.small_caps == once.small_caps


@settings(max_examples=400)
@given(TEXTS, st.sampled_from(["fr", "en"]))
def test_no_letter_is_lost(text: str, language: str) -> None:
    # 2ème becomes 2e by rule, and nothing else becomes shorter.
    assume(not re.search("[èe](?:me|re)", unicodedata.normalize("NFC", text)))
    assert letters(typeset(text, language).text) == letters(text)


@settings(max_examples=400)
@given(TEXTS, st.sampled_from(["fr", "en"]))
@example('Il crie:"Non". " Oui "', "fr")
def test_only_signs_change(text: str, language: str) -> None:
    signs = re.compile("[\\s\"'«»“”‘’.…–—,-]|<<|>>")
    assume(not re.search("[èe\u0300e](?:me|re)|ᵉ|\\d{3}", unicodedata.normalize("NFC", text)))
    source = unicodedata.normalize("NFC", text)
    assert signs.sub("", typeset(text, language).text) == signs.sub("", source)


@settings(max_examples=200)
@given(TEXTS, st.sampled_from(["fr", "en"]))
def test_origins_follow_every_character(text: str, language: str) -> None:
    outcome = typeset(text, language)
    assert len(outcome.origins) == len(outcome.text)
    assert list(outcome.origins) == sorted(outcome.origins)
    for change in outcome.changes:
        assert 0 <= change.start < len(text)
        assert change.before != change.after


@settings(max_examples=200)
@given(st.lists(st.tuples(TEXTS, st.booleans()), max_size=5), st.sampled_from(["fr", "en"]))
def test_spans_give_what_the_joined_text_gives(
    parts: list[tuple[str, bool]], language: str
) -> None:
    spans = [Span(text, italic=italic) for text, italic in parts]
    joined = "".join(text for text, _ in parts)
    outcome = typeset_spans(spans, language)
    assert "".join(span.text for span in outcome.spans) == typeset(joined, language).text


@pytest.mark.parametrize("language", ["de", "", "zz"])
def test_other_languages_stay_as_they_are(language: str) -> None:
    assert typeset('l\'été ! "x"', language).text == 'l\'été ! "x"'
