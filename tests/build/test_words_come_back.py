"""What is copied out of a panel's PDF is what was written, word for word, in reading order."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from cimaise.layout.editions import Edition
from cimaise.layout.panels import lay_out
from cimaise.model.loading import load_exhibition
from cimaise.model.panel import Panel
from cimaise.paint.panel_pdf import PanelPdfOptions, write_panel_pdf
from cimaise.resources.cache import cache_for
from cimaise.typography.markdown import parse
from cimaise.typography.micro import typeset_spans
from tests.programs import needed

ROOT = Path(__file__).resolve().parents[2]


def letters(text: str) -> str:
    """Letters and digits alone: a line's end may part a word, a font may draw a ligature."""
    return "".join(char for char in text if char.isalnum())


def written(panel: Panel, language: str) -> Iterator[str]:
    """Every paragraph that the panel shows, as the typographer leaves it."""
    texts = [panel.title, panel.subtitle, panel.lead, panel.text, panel.credits]
    if panel.quote:
        texts.append(panel.quote.text)
    texts += [picture.caption for picture in panel.images]
    texts += [event.text for event in panel.chronology]
    if panel.layout == "closing":
        texts += panel.sources
    for text in texts:
        for block in parse(text.get(language)) if text else ():
            yield "".join(span.text for span in typeset_spans(block.spans, language).spans)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_word_comes_back_in_order(language: str, tmp_path: Path) -> None:
    pdftotext = needed("pdftotext")
    exhibition, _ = load_exhibition(ROOT)
    assert exhibition is not None
    for laid in lay_out(Edition(exhibition, language, "80x120"), exhibition.panels):
        pdf = tmp_path / f"{laid.panel.label}.pdf"
        write_panel_pdf(laid.page, pdf, PanelPdfOptions(max_ppi=20), cache_for(tmp_path))
        told = subprocess.run(
            [pdftotext, "-raw", pdf, "-"], capture_output=True, check=True, encoding="utf-8"
        ).stdout
        assert not [char for char in told if unicodedata.category(char) == "Co"]
        assert not re.search("[\ufb00-\ufb06]", told), "a ligature came out as one character"
        stream = letters(told)
        words = set(re.split(r"\s+", told))
        for paragraph in written(laid.panel, language):
            assert letters(paragraph) in stream, (laid.panel.label, paragraph)
            whole = [word for word in paragraph.split() if word not in words]
            # A word may be parted at a line's end; nearly all of them stand whole.
            assert len(whole) <= 3 + len(paragraph.split()) / 8, (laid.panel.label, whole)
