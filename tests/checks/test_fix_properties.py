"""Whatever the text, correcting it changes nothing in how it is set."""

from __future__ import annotations

from pathlib import Path

import yaml
from hypothesis import given
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
    *("## ", "...", "--", "[^n]", "&amp;", "<b>"),
)
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=14).map("".join)


def as_set(text: str) -> list[tuple[object, ...]]:
    return [
        (block.kind, block.marker, typeset_spans(block.spans, "fr").spans)
        for block in markdown(text)
    ]


@given(TEXTS.filter(str.strip))
def test_correcting_a_text_changes_nothing_that_is_set(text: str) -> None:
    written = yaml.safe_dump({"layout": "text-led", "title": "T", "text": text}, allow_unicode=True)
    document, _ = parse(written, Path("01-a.yaml"))
    assert document is not None
    panel, _ = validate(Panel, document.data)
    if panel is None:
        return
    fixed = yaml.safe_load(applied(written, edits(panel, document, ("fr",))))
    assert as_set(fixed["text"]) == as_set(document.data["text"])
