"""A panel: one YAML file of `panels/`, block by block."""

from __future__ import annotations

from contextlib import suppress
from typing import Annotated, Final

from pydantic import AfterValidator, Field, PrivateAttr
from pydantic_core import PydanticCustomError

from cimaise.diagnostics import Span
from cimaise.model.dates import DateText
from cimaise.model.inkuse import InkUse
from cimaise.model.map import MapBlock
from cimaise.model.record import FileName, Flag, Name, Record, Share, Text
from cimaise.model.texts import LocalText
from cimaise.source import Document

Focus = tuple[Share, Share]
"""(x, y) from the top left, as shares of the picture."""
Crop = tuple[Share, Share, Share, Share]
"""Left, top, right, bottom, as shares of the picture."""


class Quote(Record):
    """A quotation, set large."""

    text: LocalText = Field(description="The words, without quotation marks.")
    by: LocalText | None = Field(
        None, description="Who said or wrote it, and when.", examples=["Paul Éluard, 1942"]
    )


class KeyFigure(Record):
    """A number set large, with what it counts."""

    value: LocalText = Field(
        description="The figure as it is to be read, unit included.", examples=["500", "10 000"]
    )
    label: LocalText = Field(description="What it counts.", examples=["FFI tués en cinq jours"])


class Picture(Record):
    """A picture with its caption and its rights."""

    file: FileName = Field(
        description="A file of the exhibition's `images/` folder.", examples=["creve-pneu.png"]
    )
    caption: LocalText | None = Field(None, description="The caption, Markdown allowed.")
    credit: LocalText | None = Field(
        None, description="Who made it or owns it.", examples=["Archives nationales, F/1a/3743"]
    )
    rights: LocalText | None = Field(
        None,
        description="On what terms it may be printed: licence, or permission and its date.",
        examples=["CC BY 4.0", "domaine public"],
    )
    alt: LocalText | None = Field(
        None, description="What it shows, for those who cannot see it; booklet and screen."
    )
    decorative: Flag = Field(
        False,
        description="Whether it only decorates: who cannot see it is not told of it, and it needs "
        "no `alt` and no caption.",
    )
    focus: Focus = Field(
        (0.5, 0.5),
        description="[x, y], the point to keep in sight when the slot's shape cuts the picture; "
        "shares of its width and height from the top left.",
        examples=[[0.5, 0.4]],
    )
    crop: Crop | None = Field(
        None,
        description="[left, top, right, bottom], the part to show; shares from the top left.",
        examples=[[0.0, 0.1, 1.0, 0.9]],
    )
    ink: InkUse | None = Field(
        None, description="For gray and line pictures: the ink that prints instead of black."
    )


class Event(Record):
    """A date of a chronology."""

    date: DateText = Field(
        description="A day, a month, a year, or a range with a slash.",
        examples=["1944-06-06", "1944-08-24/1944-08-26"],
    )
    text: LocalText = Field(
        description="What happened, in a few words.", examples=["Débarquement en Normandie"]
    )
    key: Flag = Field(False, description="Whether it is decisive: set in the theme's accent.")
    place: LocalText | None = Field(
        None, description="Where it happened.", examples=["Villeurbanne"]
    )


QR_ERROR_LEVEL: Final = "m"
# ISO/IEC 18004, table 7, version 40 at level M: the bits of data, less those that say that bytes
# follow and how many. No other mode can hold an address: its scheme is in small letters.
MOST_QR_BYTES: Final = (18_672 - 4 - 16) // 8


def _within_a_code(url: str) -> str:
    if qr_bytes(url) > MOST_QR_BYTES:
        raise PydanticCustomError(
            "too-long-for-a-code",
            "no QR code holds {bytes} bytes",
            {"bytes": qr_bytes(url), "most": MOST_QR_BYTES},
        )
    return url


def qr_bytes(url: str) -> int:
    """How many bytes an address takes in a QR code, in the first encoding that has its letters."""
    for encoding in ("latin-1", "shift-jis"):
        with suppress(UnicodeEncodeError):
            return len(url.encode(encoding))
    return len(url.encode("utf-8"))


class Qr(Record):
    """A QR code, drawn as vectors."""

    url: Annotated[
        Text, Field(pattern=r"^[a-z][a-z0-9+.-]*:\S+$"), AfterValidator(_within_a_code)
    ] = Field(
        description="The address it opens, scheme included.",
        examples=["https://example.org/ete44"],
    )
    label: LocalText | None = Field(None, description="What it leads to, set beside it.")


class Logo(Record):
    """A partner's logo."""

    file: FileName = Field(
        description="A file of the exhibition's `images/` folder: SVG of plain shapes, a PDF whose "
        "first page is the logo, or a picture.",
        examples=["logos/ville.svg"],
    )
    alt: LocalText | None = Field(None, description="Whose it is, for those who cannot see it.")


class GlossaryEntry(Record):
    """A word explained to pupils."""

    term: LocalText = Field(description="The word.", examples=["maquis"])
    text: LocalText = Field(description="What it means, in one or two sentences.")


class School(Record):
    """What the booklet adds for schools; it is not set on the panel."""

    glossary: tuple[GlossaryEntry, ...] = Field((), description="Words explained.")
    questions: tuple[LocalText, ...] = Field((), description="Questions to pupils.")


class Panel(Record):
    """One panel. A block that is not written is absent, and its room goes to its neighbours."""

    layout: Name = Field(
        description="The name of a file of `layouts/`, without .yaml.",
        examples=["text-led", "map-led"],
    )
    title: LocalText = Field(
        description="The title; a line break is kept.", examples=["Le sabotage, arme de l'été"]
    )
    subtitle: LocalText | None = Field(None, description="A line under the title.")
    lead: LocalText | None = Field(None, description="The first paragraph, set larger.")
    text: LocalText | None = Field(
        None,
        description="The body, in a subset of Markdown: paragraphs, ## headings, *italic*, "
        "**bold**, lists, > quotations, [links](…), footnotes.",
    )
    quote: Quote | None = Field(None, description="A quotation, set large.")
    figures: tuple[KeyFigure, ...] = Field((), description="Key figures, set large.")
    images: tuple[Picture, ...] = Field(
        (), description="Pictures; the layout's image slots take them in this order."
    )
    map: MapBlock | None = Field(None, description="A map, drawn by Cimaise.")
    chronology: tuple[Event, ...] = Field((), description="The panel's own dates, in order.")
    weeks: DateText | None = Field(
        None,
        description="The panel's stretch of time, in full ink on the exhibition's band of dates.",
        examples=["1944-06-06/1944-08-24"],
    )
    sources: tuple[LocalText, ...] = Field(
        (),
        description="Bibliography entries, Markdown allowed; they feed the booklet too. A work is "
        "cited in its own language alone: {fr: …}.",
    )
    qr: Qr | None = Field(None, description="A QR code.")
    credits: LocalText | None = Field(None, description="Credits, Markdown allowed.")
    logos: tuple[Logo, ...] = Field((), description="Partners' logos.")
    school: School | None = Field(None, description="Glossary and questions for the booklet.")

    _number: int = PrivateAttr(default=1)
    _slug: str = PrivateAttr(default="panel")
    _document: Document | None = PrivateAttr(default=None)

    def placed(self, number: int, slug: str, document: Document | None = None) -> Panel:
        """This panel as the `number`-th of an exhibition, read from `document`."""
        panel = self.model_copy()
        panel._number, panel._slug, panel._document = number, slug, document
        return panel

    @property
    def number(self) -> int:
        """Its place in the exhibition, from 1."""
        return self._number

    @property
    def slug(self) -> str:
        """Its name in file names: ASCII letters, digits, hyphens; without the number."""
        return self._slug

    @property
    def label(self) -> str:
        """What diagnostics and outputs call it: 03-sabotages."""
        return f"{self._number:02}-{self._slug}"

    @property
    def document(self) -> Document | None:
        """The file it was read from; none where it was made in code."""
        return self._document

    def span(self, *path: str | int) -> Span | None:
        """The place of the value at `path` in its file."""
        return self._document.span(*path) if self._document else None

    def key_span(self, *path: str | int) -> Span | None:
        """The place of the key at `path` in its file."""
        return self._document.key_span(*path) if self._document else None
