"""How a text is set: its faces, size, leading and manner. Pure values, all hashable."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from cimaise.typography.faces import Face
from cimaise.units import mm_from_pt

Align = Literal["left", "right", "center", "justify"]
Case = Literal["none", "upper", "small-caps"]
Base = Literal["regular", "italic", "bold", "bold-italic"]


class Faces(Struct, frozen=True):
    """The four faces of a family; the same face may stand for several."""

    regular: Face
    italic: Face
    bold: Face
    bold_italic: Face

    def pick(self, *, bold: bool, italic: bool) -> Face:
        """The face for a weight and a posture."""
        if bold:
            return self.bold_italic if italic else self.bold
        return self.italic if italic else self.regular


class TypeStyle(Struct, frozen=True):
    """A type role at one size. Sizes in pt, tracking in 1/1000 em, features as HarfBuzz takes them.

    `base` is the face that plain spans get; italic inside an italic base turns upright.
    """

    faces: Faces
    size_pt: float
    leading_pt: float
    tracking: float = 0.0
    features: tuple[tuple[str, int], ...] = ()
    case: Case = "none"
    language: str = "fr"
    hyphenate: bool = True
    align: Align = "left"
    base: Base = "regular"
    small_caps_acronyms: bool = False
    hanging: bool = True
    """Whether quotes, hyphens and points may stand a little outside the measure."""

    def __hash__(self) -> int:
        # Asked for with every paragraph and label that is looked up: these tell styles apart.
        return hash((self.faces.regular, self.base, self.size_pt, self.leading_pt, self.language))

    @property
    def leading_mm(self) -> float:
        """Distance of two baselines, mm."""
        return mm_from_pt(self.leading_pt)

    @property
    def size_mm(self) -> float:
        """The em, mm."""
        return mm_from_pt(self.size_pt)

    @property
    def cap_mm(self) -> float:
        """The height of the base face's capitals, mm."""
        return self.size_mm * self.base_face.cap_height

    @property
    def base_face(self) -> Face:
        """The face of plain text in this style."""
        return self.face(bold=False, italic=False)

    def face(self, *, bold: bool, italic: bool) -> Face:
        """The face of a span in this style."""
        return self.faces.pick(
            bold=bold or self.base.startswith("bold"),
            italic=italic is not self.base.endswith("italic"),
        )

    def resized(self, size_pt: float) -> TypeStyle:
        """The same style at another size; the leading keeps its ratio."""
        return replace(self, size_pt=size_pt, leading_pt=self.leading_pt * size_pt / self.size_pt)
