"""Whatever the text, correcting it changes nothing in how it is set."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from cimaise.checks.corrections import applied, edits
from cimaise.model.panel import Panel
from cimaise.model.validating import validate
from cimaise.source import parse
from cimaise.typography.markdown import parse as markdown
from cimaise.typography.micro import typeset_spans

PIECES = (
    *("l'or", "deux", "Un", "5", "1944", "«", "»", '"', "'", "*", "**", "***", "_", "\\", "[a]"),
    *("(b)", "[c](https://a.fr)", "!", " ;", ":", " ", "  ", "\n", "\n\n", "- ", "1. ", "> "),
    *("## ", "...", "--", ' " ', ':"', "[^n]", "&amp;", "<b>", "__", "-", "&nbsp;", "&eacute;"),
    *("&laquo;", "&quot;", "&#39;", "&raquo;"),
)
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=14).map("".join)


LANGUAGES = st.sampled_from(("fr", "en"))


def as_set(text: str, language: str) -> list[tuple[object, ...]]:
    """Characters with their manner; a space has none."""
    return [
        (
            block.kind,
            block.marker,
            [
                (char, char.isspace() or (span.bold, span.italic, span.link, span.superior))
                for span in typeset_spans(block.spans, language).spans
                for char in span.text
            ],
        )
        for block in markdown(text)
    ]


def fixed(written: str, language: str) -> str | None:
    document, _ = parse(written, Path("01-a.yaml"))
    assert document is not None
    panel, _ = validate(Panel, document.data)
    return None if panel is None else applied(written, edits(panel, document, (language,)))


@given(TEXTS.filter(str.strip), LANGUAGES)
@example('**10000** "**Vive**"! *"Combat"* ; *5 %*... -- *l\'or* -- ["x"](https://a.fr)?', "fr")
@example('Up by "5 %" -- *"really"* up, **10000** men.', "en")
def test_correcting_a_text_changes_nothing_that_is_set(text: str, language: str) -> None:
    written = yaml.safe_dump({"layout": "text-led", "title": "T", "text": text}, allow_unicode=True)
    once = fixed(written, language)
    if once is None:
        return
    assert as_set(yaml.safe_load(once)["text"], language) == as_set(
        yaml.safe_load(written)["text"], language
    )
    assert fixed(once, language) == once


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("**10000** francs, soit **10000**!", "**10⍽000** francs, soit **10⍽000**⍽!"),
        ('**"Vive la *France*"**!', "**«⍽Vive la *France*⍽»**⍽!"),
        ('"**Vive** la France" : oui', "«⍽**Vive** la France⍽»␣: oui"),
        ('Lit *"Combat"* ; soit *5 %*...', "Lit *«⍽Combat⍽»*⍽; soit *5␣%*…"),
        ('["x"](https://a.fr)?', "[«⍽x⍽»](https://a.fr)⍽?"),
        ('Il crie:"Non". *Lire* " Oui ", dit-il.', "Il crie␣: «⍽Non⍽». *Lire* «⍽Oui⍽», dit-il."),
        ('Il dit "oui "et part.', 'Il dit "oui "et part.'),
        ("Un -- *Combat* -- paraît. 3 * 4.", "Un – *Combat* – paraît. 3 * 4."),
        ('L\'été _"mot"_ ; __"dd"__ a_b_c...', "L’été _«⍽mot⍽»_⍽; __«⍽dd⍽»__ a_b_c…"),
        # Entities are characters; only those that become others are rewritten.
        ('Pourquoi&nbsp;? L\'&eacute;t&eacute; "44"', "Pourquoi⍽? L’&eacute;t&eacute; «⍽44⍽»"),
        (
            "&laquo;mot&raquo; d&#39;ici &amp; l\\&nbsp;",
            "&laquo;⍽mot⍽&raquo; d’ici &amp; l\\&nbsp⍽;",
        ),
        # What is doubtful stays, and nothing else for its sake.
        ('L\'an 1944*-*1945 : "oui"...', "L’an 1944*-*1945␣: «⍽oui⍽»…"),
    ],
)
def test_what_stands_beside_signs_of_markdown(before: str, after: str) -> None:
    written = f"layout: text-led\ntitle: T\ntext: |\n  {before}\n"
    text = yaml.safe_load(fixed(written, "fr") or "")["text"]
    assert text.strip().replace("\u202f", "⍽").replace("\u00a0", "␣") == after
