"""A text in the language asked for, or in the one that stands in for it: and then it says so."""

from __future__ import annotations

from markupsafe import Markup
from msgspec import Struct

from cimaise.booklet import markup
from cimaise.model.texts import LocalText
from cimaise.typography.styles import TypeStyle


class Said(Struct, frozen=True):
    """HTML that is safe to set. `language` only where it is not the booklet's own."""

    html: Markup
    language: str | None = None

    @property
    def attribute(self) -> Markup:
        """The `lang` attribute, with a space before it; nothing in the booklet's own language."""
        return Markup(' lang="{}"').format(self.language) if self.language else Markup("")


class Speaker(Struct, frozen=True):
    """Says texts in one language; `style` knows which acronyms stand in small capitals."""

    language: str
    style: TypeStyle | None = None

    def words(self, text: LocalText) -> Said:
        """Plain words: a title, a name."""
        language, foreign = self._of(text)
        return Said(markup.words(text.get(self.language), language), foreign)

    def phrase(self, text: LocalText) -> Said:
        """Plain words that may take several lines."""
        language, foreign = self._of(text)
        return Said(markup.phrase(text.get(self.language), language), foreign)

    def inline(self, text: LocalText) -> Said:
        """Markdown inside a paragraph of ours."""
        language, foreign = self._of(text)
        return Said(markup.inline(text.get(self.language), language, self.style), foreign)

    def blocks(self, text: LocalText) -> Said:
        """Markdown with its paragraphs, headings and lists."""
        language, foreign = self._of(text)
        return Said(markup.blocks(text.get(self.language), language, self.style), foreign)

    def _of(self, text: LocalText) -> tuple[str, str | None]:
        language = text.language(self.language)
        return language, language if language != self.language else None
