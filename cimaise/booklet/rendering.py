"""Content → HTML → pages set by WeasyPrint: one PDF, tagged, in screen colours, with its bleed.

Screen and press editions are both finished from this one setting, so they cannot differ.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct
from weasyprint import CSS, HTML
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration

from cimaise.booklet.content import Content
from cimaise.booklet.cover import Giant
from cimaise.booklet.fetching import MARKER_SCHEME, Fetcher
from cimaise.booklet.imposition import padded
from cimaise.booklet.templating import templates

LOGGER = logging.getLogger("weasyprint")
BASE = "cimaise:page/"
LANGUAGE_MARK = "cimaise-language:"
ORNAMENT_MARK = "cimaise-ornament"
_FOREIGN = re.compile(r'(<(?!html\b)(\w+)\b[^<>]*? lang="([A-Za-z-]{2,20})"[^<>]*>)')
# Elements in which an image of no size may stand.
_MAY_HOLD_IMAGES = {"p", "span", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote"}


class Rendered(Struct, frozen=True):
    """The pages as set: a PDF, and on which page (from 0) each anchor stands."""

    pdf: bytes
    anchors: Mapping[str, int]
    pages: int
    notes: int
    """Pages for notes that were added to fill the last sheet."""
    blank_pages: tuple[int, ...]
    """Pages that nothing stands on, before a panel that begins on the left."""


def render(
    content: Content, style: str, giant: Giant | None, folder: Path, zoom: float
) -> Rendered:
    """Set all pages, then as many pages for notes as fill the last sheet, then the back cover."""
    fonts = FontConfiguration()
    fetcher = Fetcher(folder)

    sheet = CSS(string=style, base_url=BASE, url_fetcher=fetcher, font_config=fonts)

    def pages_of(html: str) -> Document:
        document = HTML(string=_marked(html), base_url=BASE, url_fetcher=fetcher)
        return document.render(font_config=fonts, stylesheets=[sheet])

    shared = {"book": content, "giant": giant, "ends": ends(content)}
    document = pages_of(templates().get_template("booklet.html.j2").render(shared))
    own = len(document.pages)
    back = 1 if content.covers else 0
    notes = padded(own + back) - own - back
    pages = list(document.pages)
    if notes or back:
        tail = (
            templates().get_template("tail.html.j2").render(shared, first_page=own + 1, notes=notes)
        )
        # The side on which a document begins may cost it a blank page, which is not ours.
        pages += pages_of(tail).pages[-(notes + back) :]
    whole = document.copy(pages)
    anchors: dict[str, int] = {}
    for number, page in enumerate(pages):
        for name in page.anchors:
            # What goes on over several pages begins on the first.
            anchors.setdefault(name, number)
    blank = tuple(number for number, page in enumerate(pages) if page._page_box.page_type.blank)
    data = whole.write_pdf(pdf_variant="pdf/ua-1", zoom=zoom, uncompressed_pdf=True)
    return Rendered(data, anchors, len(pages), notes, blank)


def ends(content: Content) -> tuple[tuple[str, str], ...]:
    """The sections after the panels that there are: (anchor, title)."""
    words = content.words
    known = (
        ("dates", words.chronology, content.dates),
        ("places", words.places, content.places),
        ("glossary", words.glossary, content.glossary),
        ("questions", words.questions, content.questions),
        ("sources", words.sources, content.sources),
    )
    return tuple((anchor, title) for anchor, title, filled in known if filled)


def _marked(html: str) -> str:
    """A sign at the head of each element, or alt text, in another language, for the PDF's tags.

    WeasyPrint writes the document's language only. It tags every picture, also those that only
    decorate: their alt text is a sign, too.
    """

    def mark(match: re.Match[str]) -> str:
        opening, name, language = match.groups()
        if name == "img":
            return opening.replace(' alt="', f' alt="{LANGUAGE_MARK}{language};', 1)
        if name not in _MAY_HOLD_IMAGES:
            return opening
        return (
            f'{opening}<img src="{MARKER_SCHEME}{language}" alt="{LANGUAGE_MARK}{language}" '
            'style="position: absolute; width: 0; height: 0">'
        )

    return _FOREIGN.sub(mark, html).replace(' alt=""', f' alt="{ORNAMENT_MARK}"')
