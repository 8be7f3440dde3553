"""Content → the EPUB's XHTML pages, in reading order, and its navigation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from markupsafe import Markup
from msgspec import Struct

from cimaise.booklet.content import Content, PanelView, PlacedView
from cimaise.booklet.markup import inline
from cimaise.booklet.rendering import ends
from cimaise.booklet.templating import templates
from cimaise.paint.svg import UNFIT_FOR_XML

NAV = "nav.xhtml"
_LANGUAGE = re.compile(r'(?<=\s)lang="([^"]*)"')
# What each part of the end is called among the landmarks of a publication (EPUB 3 SSV).
LANDMARKS = {"glossary": "glossary", "places": "index", "sources": "bibliography"}


class EpubPage(Struct, frozen=True):
    """One XHTML page and its title."""

    name: str
    title: str
    xhtml: str
    properties: str = ""


class Row(Struct, frozen=True):
    """A line of the navigation."""

    href: str
    title: str
    kind: str = ""
    attribute: str = ""


Breaks = Mapping[str, int]
"""Anchors at which a page of the printed booklet begins, with its number."""


def page_breaks(content: Content, anchors: Mapping[str, int]) -> Breaks:
    """Where printed pages begin, as far as something of ours stands at their head."""
    seen: dict[int, str] = {}
    for name in _anchors(content):
        if name in anchors:
            seen.setdefault(anchors[name] + 1, name)
    return {name: number for number, name in sorted(seen.items())}


def epub_pages(content: Content, images: Mapping[str, str], breaks: Breaks) -> tuple[EpubPage, ...]:
    """Cover, how to use it, panels, what is gathered at the end, imprint.

    `images` says in which file each figure is, by its key.
    """
    return tuple(_pages(content, images, breaks))


def _pages(content: Content, images: Mapping[str, str], breaks: Breaks) -> Iterator[EpubPage]:
    words = content.words
    shared = {"book": content, "images": images, "broken": _markers(breaks)}

    def page(kind: str, template: str, title: str, **values: Any) -> EpubPage:
        html = (
            templates()
            .get_template(f"epub-{template}.xhtml.j2")
            .render(shared, kind=kind, title=title, **values)
        )
        return EpubPage(f"{kind}.xhtml", title, as_xhtml(html))

    subtitle = f". {content.subtitle.html.striptags()}" if content.subtitle else ""
    yield page("cover", "cover", words.cover, cover_alt=content.title.plain + subtitle)
    how_to = [inline(text, content.language) for text in words.how_to_epub]
    yield page("how-to", "how-to", words.how_to, how_to=how_to)
    for panel in content.panels:
        yield page(_name(panel.number), "panel", panel.title.plain, panel=panel,
                   plates=list(_plates(panel)))  # fmt: skip
    hrefs = _hrefs(content)
    known = ends(content)
    if content.pictures and not content.sources:
        known = (*known, ("sources", words.pictures))
    for kind, title in (*known, ("imprint", words.imprint)):
        yield page(kind, "end", title, hrefs=hrefs, logos=content.logos)


def navigation(content: Content, pages: Sequence[EpubPage], breaks: Breaks) -> EpubPage:
    """The table of contents, the list of printed pages, the landmarks."""
    words = content.words
    names = {page.name: page for page in pages}
    foreign = {f"{_name(p.number)}.xhtml": p.title.attribute for p in content.panels}
    numbers = {f"{_name(p.number)}.xhtml": f"{p.number}. " for p in content.panels}
    rows = [
        Row(
            page.name,
            numbers.get(page.name, "") + page.title,
            attribute=foreign.get(page.name, ""),
        )
        for page in pages
        if page.name != "cover.xhtml"
    ]
    landmarks = [Row("cover.xhtml", words.cover, "cover"), Row(f"{NAV}#toc", words.contents, "toc")]
    if content.panels:
        first = f"{_name(content.panels[0].number)}.xhtml"
        landmarks.append(Row(first, words.panels, "bodymatter"))
    landmarks += [
        Row(f"{kind}.xhtml", names[f"{kind}.xhtml"].title, landmark)
        for kind, landmark in LANDMARKS.items()
        if f"{kind}.xhtml" in names
    ]
    listed = [
        Row(f"{_file(anchor)}#page-{number}", str(number)) for anchor, number in breaks.items()
    ]
    html = (
        templates()
        .get_template("epub-nav.xhtml.j2")
        .render(
            book=content,
            title=words.contents,
            contents=rows,
            breaks=listed,
            landmarks=landmarks,
            broken=_markers(breaks),
        )
    )
    return EpubPage(NAV, words.contents, as_xhtml(html), "nav")


def as_xhtml(html: str) -> str:
    """A page of our templates as XML takes it: empty elements closed, languages said twice."""
    closed = html.replace("<br>", "<br/>")
    said = _LANGUAGE.sub(r'lang="\1" xml:lang="\1"', closed)
    return UNFIT_FOR_XML.sub("", said)


def _markers(breaks: Breaks) -> Any:
    def broken(anchor: str) -> Markup:
        if anchor not in breaks:
            return Markup("")
        return Markup(
            '<span epub:type="pagebreak" role="doc-pagebreak" id="page-{0}" aria-label="{0}">'
            "</span>"
        ).format(breaks[anchor])

    return broken


def _plates(panel: PanelView) -> Iterator[Mapping[str, Any]]:
    """What stands under the text, then the plates, with the anchors that the booklet gives them."""
    if panel.under_text:
        yield _plate("", panel.under_text)
    for anchor, plate in zip(panel.plate_anchors, panel.plates or ((),), strict=True):
        yield _plate(anchor, plate)


def _plate(anchor: str, views: tuple[PlacedView, ...]) -> Mapping[str, Any]:
    return {"id": anchor, "views": views}


def _anchors(content: Content) -> Iterator[str]:
    """All anchors of the printed booklet that have their like here, in reading order."""
    yield from ("cover", "how-to", "contents")
    for panel in content.panels:
        yield from (panel.anchor, *panel.plate_anchors)
    for kind, row, rows in (
        ("dates", "date", content.dates),
        ("places", "", content.places),
        ("glossary", "word", content.glossary),
        ("questions", "asked", content.questions),
        ("sources", "source", content.sources),
        ("", "picture", content.pictures),
        ("imprint", "", ()),
    ):
        # The printed section of sources holds the imprint, and is there without any source.
        if rows or kind == "imprint":
            yield kind
        yield from (f"{row}-{at}" for at in range(1, len(rows) + 1) if row)


_ROWS = {
    "date": "dates",
    "word": "glossary",
    "asked": "questions",
    "source": "sources",
    "picture": "sources",
    "contents": "nav",
}


def _file(anchor: str) -> str:
    """The EPUB's page on which an anchor of the printed booklet stands."""
    kind, _, number = anchor.partition("-")
    if kind in ("panel", "plate"):
        return f"{_name(int(number.partition('-')[0]))}.xhtml"
    return f"{_ROWS.get(kind, anchor)}.xhtml"


def _hrefs(content: Content) -> Mapping[str, Mapping[str, object]]:
    """Where the anchors of registers lead here, the panel's number, and its name for the ear."""
    found: dict[str, Mapping[str, object]] = {}
    for panel in content.panels:
        label = f"{content.words.panel} {panel.number}{content.words.colon}{panel.title.plain}"
        page = f"{_name(panel.number)}.xhtml"
        hrefs = {anchor: f"{page}#{anchor}" for anchor in panel.plate_anchors}
        for anchor, href in {panel.anchor: page, **hrefs}.items():
            found[anchor] = {"href": href, "number": panel.number, "label": label}
    return found


def _name(number: int) -> str:
    return f"panel-{number:02}"
