"""Text with its emphasis, before it is set: what Markdown becomes and line breaking takes."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Kind = Literal["paragraph", "heading", "item", "quote", "note"]


class Span(Struct, frozen=True):
    """A stretch of text in one manner. A `\\n` in it is a line break that is kept."""

    text: str
    italic: bool = False
    bold: bool = False
    small_caps: bool = False
    superior: bool = False
    link: str | None = None


class TextBlock(Struct, frozen=True):
    """One block of a text.

    `level` is 2–6 for headings, else 0; `marker` is what stands before an item (`–`, `1.`) or
    a note (its number), else empty.
    """

    kind: Kind
    spans: tuple[Span, ...]
    level: int = 0
    marker: str = ""

    @property
    def text(self) -> str:
        """The block's words without their manner."""
        return "".join(span.text for span in self.spans)
