"""An exhibition: `exhibition.yaml`, and all that was loaded with it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from msgspec import Struct, field
from msgspec.structs import replace
from pydantic import Field, PrivateAttr

from cimaise.diagnostics import Span
from cimaise.model.format import Format
from cimaise.model.layout import Layout
from cimaise.model.panel import Event, Logo, Panel
from cimaise.model.printer import Printer
from cimaise.model.record import Day, Flag, Name, Positive, Record
from cimaise.model.texts import LANGUAGE, LocalText
from cimaise.model.theme import Theme
from cimaise.source import Document

Language = Annotated[Name, Field(pattern=f"^{LANGUAGE.pattern}$")]


class Booklet(Record):
    """The booklet that goes with the panels."""

    format: Literal["a5", "a4"] = Field("a5", description="The size of its pages.")
    paper_thickness_mm: Annotated[Positive, Field(le=1)] = Field(
        0.1, description="Thickness of a sheet, in mm, from which creep is reckoned."
    )
    covers: Flag = Field(True, description="Whether it has a cover of its own.")


class Loaded(Struct, frozen=True):
    """What an exhibition refers to, by name: the package's own, overlaid by the exhibition's."""

    folder: Path = Path()
    panels: tuple[Panel, ...] = ()
    layouts: Mapping[str, Layout] = field(default_factory=dict)
    formats: Mapping[str, Format] = field(default_factory=dict)
    themes: Mapping[str, Theme] = field(default_factory=dict)
    printers: Mapping[str, Printer] = field(default_factory=dict)
    documents: Mapping[str, Document] = field(default_factory=dict)
    """The files read, by what they hold: "exhibition", "layout:map-led", "formats", …"""
    numbers: tuple[int, ...] = ()
    """Of all files of panels, also of those that cannot be used."""
    is_whole: bool = True
    """Whether nothing of exhibition.yaml was left aside for its mistakes."""
    is_settled: bool = True
    """Whether its mistakes, if any, leave the panels as they are."""


def _format_alone(data: dict[str, Any]) -> tuple[str, ...]:
    return (data["format"],) if "format" in data else ()


class Exhibition(Record):
    """`exhibition.yaml`. Panels, layouts, formats, themes and printers are loaded beside it."""

    title: LocalText = Field(description="The title.", examples=["Été 44"])
    subtitle: LocalText | None = Field(
        None, description="What it is about.", examples=["La Résistance et la Libération"]
    )
    languages: Annotated[tuple[Language, ...], Field(min_length=1)] = Field(
        ("fr",),
        description="The languages it is made in; the first stands in for a text that another "
        "lacks.",
        examples=[["fr", "en"]],
    )
    format: Name = Field(
        "80x120",
        description="The format it is designed for: a name of `layouts/formats.yaml`.",
        examples=["80x120"],
    )
    formats: Annotated[tuple[Name, ...], Field(min_length=1)] = Field(
        default_factory=_format_alone,
        description="The formats that a full build makes; `format` alone by default.",
        examples=[["80x120", "rollup-85x200", "a3"]],
    )
    theme: Name = Field(
        "ete44", description="A file of `layouts/themes/`, without .yaml.", examples=["ete44"]
    )
    printer: Name = Field(
        "default", description="A name of `layouts/printers.yaml`.", examples=["default"]
    )
    booklet: Booklet = Field(default_factory=Booklet, description="How the booklet is made.")
    credits: LocalText | None = Field(
        None,
        description="Credits of the whole, Markdown allowed; in the booklet and running lines.",
    )
    contact: LocalText | None = Field(
        None,
        description="Whom to ask to borrow the exhibition, Markdown allowed; on the page for "
        "schools and the lender's sheet.",
        examples=["Musée de la Résistance, [pret@example.org](mailto:pret@example.org)"],
    )
    logos: tuple[Logo, ...] = Field(
        (), description="Partners' logos, for the booklet and the page for schools."
    )
    reading_distance_m: Positive | None = Field(
        None, description="From how far panels are read, in metres, instead of the format's."
    )
    date: Day | None = Field(
        None,
        description="The date that the files carry, as YYYY-MM-DD; never the clock's, so that the "
        "same input gives the same bytes.",
        examples=["2026-11-21"],
    )
    chronology: tuple[Event, ...] = Field(
        (), description="The dates of the band that runs along every panel."
    )

    _loaded: Loaded = PrivateAttr(default_factory=Loaded)

    def with_loaded(self, loaded: Loaded) -> Exhibition:
        """This exhibition with what was loaded for it."""
        exhibition = self.model_copy()
        exhibition._loaded = loaded
        return exhibition

    def with_panels(self, panels: tuple[Panel, ...]) -> Exhibition:
        """This exhibition with some of its panels; they keep their numbers."""
        return self.with_loaded(replace(self._loaded, panels=panels))

    @property
    def is_whole(self) -> bool:
        """Whether nothing of exhibition.yaml was left aside for its mistakes."""
        return self._loaded.is_whole

    @property
    def is_settled(self) -> bool:
        """Whether the mistakes of exhibition.yaml, if any, leave the panels as they are."""
        return self._loaded.is_settled

    @property
    def folder(self) -> Path:
        """The folder it was loaded from."""
        return self._loaded.folder

    @property
    def panels(self) -> tuple[Panel, ...]:
        """The panels, in the order of their file names."""
        return self._loaded.panels

    @property
    def shown_format(self) -> str:
        """The format of previews and of the site: the one it is designed for, if that is made."""
        return self.format if self.format in self.formats else self.formats[0]

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of all panels that are written, also of those that cannot be used."""
        return self._loaded.numbers or tuple(panel.number for panel in self.panels)

    @property
    def layouts(self) -> Mapping[str, Layout]:
        """The layouts by name."""
        return self._loaded.layouts

    @property
    def formats_table(self) -> Mapping[str, Format]:
        """The formats by name."""
        return self._loaded.formats

    @property
    def themes(self) -> Mapping[str, Theme]:
        """The themes by name."""
        return self._loaded.themes

    @property
    def printers(self) -> Mapping[str, Printer]:
        """The printers by name."""
        return self._loaded.printers

    @property
    def named_theme(self) -> Theme:
        """The theme that `theme` names."""
        return self.themes[self.theme]

    @property
    def named_printer(self) -> Printer:
        """The printer that `printer` names."""
        return self.printers[self.printer]

    def document(self, kind: str, name: str | None = None) -> Document | None:
        """The file that holds "exhibition", or a "layout", "theme", "format", "printer" by name."""
        return self._loaded.documents.get(kind if name is None else f"{kind}:{name}")

    def span(self, *path: str | int) -> Span | None:
        """The place of the value at `path` in exhibition.yaml."""
        document = self.document("exhibition")
        return document.span(*path) if document else None

    def distance_m(self, format_name: str) -> float:
        """From how far panels of that format are read, in metres."""
        return self.reading_distance_m or self.formats_table[format_name].distance_m
