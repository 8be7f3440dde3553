"""The boxes of a panel's page, and the way from the page's mm to the file's points."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from cimaise.geometry import Rect
from cimaise.units import MM_PER_PT, PT_PER_MM

# ISO 32000-1 annex C: a page side is at most 14,400 units.
MAX_SIDE_PT = 14_400.0
# Outside the bleed: a gap, the crop marks, the slug line, air to the sheet's edge.
MARKS_ROOM_MM = 14.0

Box = tuple[float, float, float, float]


class Placement(Struct, frozen=True):
    """Page mm (y downwards from the trim's top left) → points (y upwards)."""

    left_pt: float
    top_pt: float
    pt_per_mm: float

    def x(self, millimetres: float) -> float:
        """The point's x of a page x."""
        return self.left_pt + millimetres * self.pt_per_mm

    def y(self, millimetres: float) -> float:
        """The point's y of a page y."""
        return self.top_pt - millimetres * self.pt_per_mm

    def xs(self, millimetres: Iterable[float]) -> list[float]:
        """As `x`, for many."""
        left, scale = self.left_pt, self.pt_per_mm
        return [left + each * scale for each in millimetres]

    def ys(self, millimetres: Iterable[float]) -> list[float]:
        """As `y`, for many."""
        top, scale = self.top_pt, self.pt_per_mm
        return [top - each * scale for each in millimetres]

    def length(self, millimetres: float) -> float:
        """A length in points of the file."""
        return millimetres * self.pt_per_mm

    def points(self, points: float) -> float:
        """A line width or type size of the page in points of the file."""
        return points * MM_PER_PT * self.pt_per_mm

    def box(self, rect: Rect) -> Box:
        """A page rectangle as left, bottom, right, top."""
        return (self.x(rect.x), self.y(rect.bottom), self.x(rect.right), self.y(rect.y))


class PageBoxes(Struct, frozen=True):
    """Where trim, bleed and sheet stand. `trim_mm` and `bleed_mm` are lengths in the file."""

    width_mm: float
    height_mm: float
    bleed_mm: float
    room_mm: float
    reduction: int

    @property
    def trim(self) -> Box:
        """TrimBox, pt."""
        return self.in_file.box(Rect(0, 0, self.width_mm, self.height_mm))

    @property
    def bleed(self) -> Box:
        """BleedBox, pt."""
        return self.in_file.box(Rect(0, 0, self.width_mm, self.height_mm).outset(self.bleed_mm))

    @property
    def media(self) -> Box:
        """MediaBox and CropBox, pt; its lower left corner is 0, 0."""
        edge = self.bleed_mm + self.room_mm
        return self.in_file.box(Rect(0, 0, self.width_mm, self.height_mm).outset(edge))

    @property
    def in_file(self) -> Placement:
        """The way from mm in the file: what stands outside the panel is never reduced."""
        edge = self.bleed_mm + self.room_mm
        return Placement(edge * PT_PER_MM, (self.height_mm + edge) * PT_PER_MM, PT_PER_MM)

    @property
    def on_page(self) -> Placement:
        """The way from the panel's own mm, reduced."""
        whole = self.in_file
        return Placement(whole.left_pt, whole.top_pt, PT_PER_MM / self.reduction)


def page_boxes(trim: Rect, bleed_mm: float, *, reduction: int = 1, marks: bool) -> PageBoxes:
    """The boxes of a panel drawn at 1:`reduction`.

    Raises ValueError where a side is longer than a PDF page can be.
    """
    boxes = PageBoxes(
        trim.width / reduction,
        trim.height / reduction,
        bleed_mm / reduction,
        MARKS_ROOM_MM if marks else 0.0,
        reduction,
    )
    longest = max(boxes.media[2], boxes.media[3])
    if longest > MAX_SIDE_PT:
        raise ValueError(
            f"a side of {longest * MM_PER_PT:.0f} mm is more than the "
            f"{MAX_SIDE_PT * MM_PER_PT:.0f} mm that a PDF page can have; draw it at 1:10"
        )
    return boxes


def least_reduction(trim: Rect, bleed_mm: float, *, marks: bool) -> int:
    """1, or 10 where a panel is too long for a PDF page at full size."""
    longest = max(trim.width, trim.height) + 2 * (bleed_mm + (MARKS_ROOM_MM if marks else 0))
    return 10 if longest * PT_PER_MM > MAX_SIDE_PT else 1
