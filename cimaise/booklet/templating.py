"""Our Jinja2 templates, read once, with the filters that pages of all kinds share."""

from __future__ import annotations

import re
from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from cimaise.booklet.display import manner

_HEADING = re.compile(r"(</?h)([1-6])\b")


@lru_cache(maxsize=1)
def templates() -> Environment:
    """The templates of booklet, EPUB and site; what a designer wrote is escaped in all of them."""
    environment = Environment(
        loader=PackageLoader("cimaise", "data/booklet"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "css_string": css_string,
        "headings_up": lambda html: _moved(html, -1),
        "headings_down": lambda html: _moved(html, 1),
        "linked_notes": linked_notes,
        "manner": manner,
    }
    return environment


def css_string(text: str) -> Markup:
    """Text for between the quotes of a CSS string in a `style` attribute."""
    return Markup("".join(_css_char(char) for char in text))


def _css_char(char: str) -> str:
    if char.isalnum() or char in " .,-:()":
        return char
    return f"\\{ord(char):x} "


def _moved(html: Markup, levels: int) -> Markup:
    """A text whose headings stand so many levels lower in the page's outline."""
    return Markup(
        _HEADING.sub(lambda found: f"{found[1]}{min(6, int(found[2]) + levels)}", str(html))
    )


_NOTE = re.compile(r'<p class="note"><sup>(\d+)</sup>(.*?)</p>', re.S)
_LINK_OR_NUMBER = re.compile(r"<a .*?</a>|<sup>(\d+)</sup>", re.S)


def linked_notes(html: Markup, panel: int) -> Markup:
    """A text whose notes can be reached from their numbers, and left again."""
    notes = {found[1] for found in _NOTE.finditer(str(html))}
    if not notes:
        return html
    met: set[str] = set()
    body, opening, foot = str(html).partition('<div class="notes">')

    def referred(found: re.Match[str]) -> str:
        number = found[1]
        if number not in notes:
            return found[0]
        own = "" if number in met else f' id="reference-{panel}-{number}"'
        met.add(number)
        return (
            f'<a epub:type="noteref" role="doc-noteref"{own} '
            f'href="#note-{panel}-{number}"><sup>{number}</sup></a>'
        )

    def noted(found: re.Match[str]) -> str:
        number = found[1]
        back = number
        if number in met:
            back = f'<a href="#reference-{panel}-{number}" role="doc-backlink">{number}</a>'
        return (
            f'<aside epub:type="footnote" role="doc-footnote" id="note-{panel}-{number}">'
            f"<p>{back}{found[2]}</p></aside>"
        )

    linked = _LINK_OR_NUMBER.sub(referred, body)
    return Markup(linked + opening + _NOTE.sub(noted, foot))
