from __future__ import annotations

import pytest

from cimaise.booklet.fetching import Fetcher
from cimaise.booklet.markup import blocks, inline, words
from cimaise.booklet.said import Speaker
from cimaise.booklet.templating import css_string, linked_notes
from cimaise.model.texts import LocalText


@pytest.mark.parametrize("written", ["<script>x</script>", "a <b>b</b>", "&amp; <img src=x>"])
def test_html_in_a_text_stays_text(written: str) -> None:
    for html in (blocks(written, "en"), inline(written, "en"), words(written, "en")):
        assert "<script" not in html
        assert "<b>" not in html
        assert "<img" not in html
        assert "&lt;" in html


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "javascript:alert(1)", "data:text/html,x"]
)
def test_links_that_lead_to_files_or_scripts_are_words_only(target: str) -> None:
    html = blocks(f"Voir [ceci]({target}) et [cela](https://example.org).", "fr")
    assert "ceci" in html
    assert target.partition(":")[0] + ":" not in html
    assert 'href="https://example.org"' in html


def test_a_link_cannot_break_out_of_its_attribute() -> None:
    html = blocks('[x](https://example.org/"onclick="alert(1))', "en")
    assert '"onclick=' not in html


def test_french_is_typeset_by_the_one_function() -> None:
    assert inline("Qui ? Le 1er, « lui » : 10 000", "fr") == (
        "Qui\u202f? Le\u00a01<sup>er</sup>,"
        '<span class="tied"> «\u202flui\u202f»\u00a0:\u00a010\u202f000</span>'
    )


def test_headings_never_skip_a_level() -> None:
    html = blocks("#### Un\n\ntexte\n\n###### Deux\n\ntexte", "fr")
    assert "<h3>Un</h3>" in html
    assert "<h4>Deux</h4>" in html


def test_lists_quotes_and_notes() -> None:
    html = blocks(
        "- un\n- deux\n\n3. trois\n4. quatre\n\n> cité\n\nAppel[^a].\n\n[^a]: La note.", "fr"
    )
    assert "<ul><li>un</li><li>deux</li></ul>" in html
    assert '<ol start="3"><li>trois</li>' in html
    assert "<blockquote><p>cité</p></blockquote>" in html
    assert '<p class="note"><sup>1</sup>' in html


def test_words_in_another_script_carry_language_and_direction() -> None:
    html = inline("Le mot ελευθερία, puis שלום.", "fr")
    assert '<span lang="el">ελευθερία</span>' in html
    assert '<span lang="he" dir="rtl">שלום</span>' in html


def test_the_last_two_words_of_a_paragraph_stay_together() -> None:
    assert inline("les voies ferrées et les communications.", "fr").endswith(
        'et<span class="tied"> les\u00a0communications.</span>'
    )


def test_dates_and_numbers_are_not_divided() -> None:
    html = inline("From 31 December 1944 on, some 500 resisters fought, it was said there.", "en")
    assert '<span class="tied"> 31\u00a0December\u00a01944</span> on' in html
    french = inline("Dès le 1er septembre, ils ont pris toute la ville et ses faubourgs.", "fr")
    assert '<span class="tied"> 1<sup>er</sup>\u00a0septembre,</span> ils' in french
    # A word without an end must break somewhere.
    assert "tied" not in inline("un " + "x" * 300, "fr")


def test_a_sign_on_its_own_is_no_last_word() -> None:
    typed, corrected = "un lieu qui rappelle l'été 1944 ?", "un lieu qui rappelle l’été 1944\u202f?"
    assert inline(typed, "fr") == inline(corrected, "fr")
    assert inline(typed, "fr").endswith('<span class="tied"> l’été\u00a01944\u202f?</span>')


def test_a_text_that_stands_in_says_its_language() -> None:
    said = Speaker("en").words(LocalText.of({"fr": "Bonjour"}))
    assert said.attribute == ' lang="fr"'
    assert Speaker("en").words(LocalText.of("42")).attribute == ""


def test_notes_are_linked_both_ways_and_other_numbers_are_left() -> None:
    written = "Le 1er[^a], encore[^a].\n\n[^a]: La note.\n\n[^b]: Nulle part."
    linked = linked_notes(blocks(written, "fr"), 3)
    assert 'id="reference-3-1" href="#note-3-1"><sup>1</sup></a>' in linked
    assert "1<sup>er</sup>" in linked
    assert linked.count('id="reference-3-1"') == 1
    assert linked.count('href="#note-3-1"') == 2
    # A note that nothing refers to has nowhere to go back to.
    assert 'id="note-3-2"' in linked
    assert "#reference-3-2" not in linked
    assert '<aside epub:type="footnote" role="doc-footnote" id="note-3-1">' in linked


@pytest.mark.parametrize("hostile", ["';}</style>", '"\\', "a\nb", "url(x)*/"])
def test_no_title_ends_a_css_string(hostile: str) -> None:
    assert not set("'\"\n;}<>*/") & set(css_string(hostile))


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/x.png",
        "http://127.0.0.1/",
        "file:///etc/passwd",
        "data:text/plain,x",
        "cimaise:font/../../etc/passwd",
        "cimaise:font//etc/passwd",
        "cimaise:else",
    ],
)
def test_nothing_but_fonts_and_stand_ins_is_fetched(tmp_path: object, url: str) -> None:
    from pathlib import Path

    from weasyprint.urls import FatalURLFetchingError

    with pytest.raises(FatalURLFetchingError):
        Fetcher(Path(str(tmp_path))).fetch(url)


def test_a_sentence_does_not_begin_at_the_end_of_a_line() -> None:
    html = str(
        blocks("La nuit tombe. Le 18 août 1944, la ville bouge. Il attend. Toutefois non.", "fr")
    )
    assert '.<span class="tied"> Le\u00a018\u00a0août\u00a01944,</span> la' in html
    assert "bouge. Il\u00a0attend." in html
    assert "M.\u00a0Le Goff" in str(blocks("Voici M. Le Goff, maire de la ville voisine", "fr"))
