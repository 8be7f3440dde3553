"""What a finished PDF is: plain facts, no judgement.

Places are `Rect`s in mm from the top left of the page's TrimBox (of the next box out where there is
none), y downwards, in unrotated page space and without UserUnit. Type sizes and line widths are in
points of the same space. Like elements are kept once, with the place of the first and a count.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct, field

from cimaise.geometry import Rect
from cimaise.preflight.colour import ColourSpace, Paint
from cimaise.preflight.icc import IccProfile
from cimaise.preflight.matrix import Box


class Element(Struct, frozen=True, kw_only=True):
    """Something painted. `judged`: visible, and touching the printed surface (trim and bleed)."""

    paint: Paint
    box: Rect
    judged: bool = True
    in_mask: bool = False
    """Painted into a soft mask, so it shapes others and is no ink itself."""
    count: int = 1
    largest: Rect
    """The greatest box among them."""


class Text(Element, frozen=True, kw_only=True):
    """A run of glyphs; `size_pt` is size × text matrix × CTM."""

    size_pt: float
    font: str
    stroked: bool = False


class Shape(Element, frozen=True, kw_only=True):
    """A stroked or filled path.

    `width_pt`: the stroke's effective width; of a fill, the thickness of its thinnest rectangle,
    None where the fill holds no rectangle.
    """

    stroked: bool
    width_pt: float | None


class Picture(Element, frozen=True, kw_only=True):
    """An image; `ppi` is the smaller of both axes; `stencil` images take the fill's colour."""

    pixels: tuple[int, int]
    bits: int
    stencil: bool
    ppi: float
    filters: tuple[str, ...] = ()

    @property
    def is_line_art(self) -> bool:
        """Whether it is 1-bit: one component of one bit, or a stencil."""
        return self.stencil or (self.bits == 1 and self.paint.space.components <= 1)


class Shade(Element, frozen=True, kw_only=True):
    """A smooth shading; its colours come from functions and are not listed."""


class Feature(Struct, frozen=True):
    """Something in use that standards forbid or restrict: `kind` is one word, `detail` says more.

    Kinds: action, transparency, lzw, transfer-function, halftone, postscript, opi, alternate-image,
    reference, jpeg2000.
    """

    kind: str
    detail: str
    page: int | None = None
    box: Rect | None = None


class Group(Struct, frozen=True):
    """A transparency group in use, with its colour space where it states one."""

    space: ColourSpace | None
    luminosity_mask: bool
    box: Rect | None = None


class Annotation(Struct, frozen=True):
    """An annotation, its place, and whether it carries an action."""

    subtype: str
    box: Rect
    rect: Box
    action: str | None = None


class Page(Struct, frozen=True):
    """One page. Boxes are as declared (pt; MediaBox and CropBox also inherited), None if absent."""

    number: int
    media: Box | None
    crop: Box | None
    bleed: Box | None
    trim: Box | None
    art: Box | None
    rotate: int = 0
    user_unit: float | None = None
    elements: tuple[Element, ...] = ()
    groups: tuple[Group, ...] = ()
    annotations: tuple[Annotation, ...] = ()

    @property
    def finished(self) -> Box:
        """The trimmed page: TrimBox, else ArtBox, else CropBox, else MediaBox."""
        return self.trim or self.art or self.crop or self.media or (0.0, 0.0, 612.0, 792.0)

    @property
    def printed(self) -> Box:
        """The surface that elements are judged on: the BleedBox, else the trimmed page."""
        return self.bleed or self.finished


class Font(Struct, frozen=True):
    """A font in use. `name` is without its subset prefix; `kind` as PDF says (`CIDFontType2` …)."""

    name: str
    kind: str
    embedded: bool
    subset: bool
    page: int


class OutputIntent(Struct, frozen=True):
    """One output intent. `has_profile`: a stream is there; `profile`: it parses as ICC."""

    subtype: str
    identifier: str
    condition: str
    registry: str
    info: str
    has_profile: bool
    profile: IccProfile | None


class Layer(Struct, frozen=True):
    """An optional content group, and whether it starts visible."""

    name: str
    initially_on: bool


class Facts(Struct, frozen=True):
    """Everything known of one file."""

    file: Path
    version: str
    """The greater of header and catalogue, such as `1.6`."""
    encrypted: bool = False
    trailer_id: bool = False
    damage: tuple[str, ...] = ()
    """What had to be repaired or could not be read."""
    unread: str | None = None
    """Why reading stopped before the end, if it did."""
    object_streams: bool = False
    info: Mapping[str, str] = field(default_factory=dict)
    xmp: Mapping[str, str] | None = None
    """`dc:title` … → value; None where there is no readable packet."""
    output_intents: tuple[OutputIntent, ...] = ()
    layers: tuple[Layer, ...] = ()
    layer_faults: tuple[str, ...] = ()
    actions: tuple[Feature, ...] = ()
    features: tuple[Feature, ...] = ()
    fonts: tuple[Font, ...] = ()
    pages: tuple[Page, ...] = ()

    def elements(self, *, masks: bool = False) -> Iterator[tuple[Page, Element]]:
        """Every judged element with its page; those painted into soft masks only if asked."""
        for page in self.pages:
            for element in page.elements:
                if element.judged and (masks or not element.in_mask):
                    yield page, element

    def texts(self) -> Iterator[tuple[Page, Text]]:
        """Every judged text."""
        for page, element in self.elements():
            if isinstance(element, Text):
                yield page, element

    def shapes(self) -> Iterator[tuple[Page, Shape]]:
        """Every judged path."""
        for page, element in self.elements():
            if isinstance(element, Shape):
                yield page, element

    def pictures(self) -> Iterator[tuple[Page, Picture]]:
        """Every judged image."""
        for page, element in self.elements():
            if isinstance(element, Picture):
                yield page, element

    def drawn(self) -> Iterator[tuple[Page, Element]]:
        """Every element of every page, also marks, hidden ones and soft masks."""
        for page in self.pages:
            for element in page.elements:
                yield page, element

    def having(self, kind: str) -> Iterator[Feature]:
        """The features of one kind."""
        return (feature for feature in self.features if feature.kind == kind)

    @property
    def pdfx_intents(self) -> tuple[OutputIntent, ...]:
        """The output intents made for PDF/X."""
        return tuple(each for each in self.output_intents if each.subtype == "GTS_PDFX")
