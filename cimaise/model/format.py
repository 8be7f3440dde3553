"""Formats: rows of `layouts/formats.yaml`. Trim, bleed, safe area, hidden zones, distance."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from cimaise.geometry import Rect
from cimaise.model.hanging import USUAL_CENTRE_MM, Hanging, hanging
from cimaise.model.lengths import REFERENCE_HEIGHT_MM, REFERENCE_WIDTH_MM
from cimaise.model.record import NotNegative, Positive, Record, Text


class Hidden(Record):
    """What the finished object hides of the sheet, in mm from each side."""

    top: NotNegative = Field(0.0, description="Hidden at the top, in mm.")
    foot: NotNegative = Field(
        0.0, description="Hidden at the foot, in mm; a roll-up's cassette takes 150 to 200."
    )
    left: NotNegative = Field(0.0, description="Hidden at the left, in mm.")
    right: NotNegative = Field(0.0, description="Hidden at the right, in mm.")


class Format(Record):
    """A size to make panels in."""

    about: Text | None = Field(None, description="What it is, for `make_panels.py list formats`.")
    trim: tuple[Positive, Positive] = Field(
        description="[width, height] of the cut panel, in mm.", examples=[[800, 1200]]
    )
    bleed_mm: NotNegative | None = Field(
        None, description="Bleed beyond the trim, in mm; the printer's where it is left out."
    )
    safe_mm: NotNegative | None = Field(
        None,
        description="No text nearer to the trim than this, in mm; the printer's where left out.",
    )
    hidden: Hidden = Field(
        default_factory=Hidden, description="What the finished object hides of the sheet."
    )
    distance_m: Positive = Field(description="From how far it is read, in metres.")
    centre_mm: Positive | None = Field(
        None,
        description="How high above the floor the middle of what is seen hangs, in mm. Left out, "
        f"it is {USUAL_CENTRE_MM:g}; what hides its foot, or is too tall for that, stands on the "
        "floor.",
        examples=[1450],
    )
    judged_as: Literal["large-format", "sheetfed", "digital"] = Field(
        "large-format", description="Whose print rules it is judged by."
    )
    scale_override: Positive | None = Field(
        None,
        alias="scale",
        description="The factor by which lengths and type sizes written for 80×120 grow or "
        "shrink; left out, it follows from what is visible.",
    )

    @property
    def visible(self) -> Rect:
        """What is seen of the trim, in mm from its top left."""
        hidden = self.hidden
        width, height = self.trim
        return Rect(0, 0, width, height).inset(hidden.left, hidden.top, hidden.right, hidden.foot)

    @property
    def hanging(self) -> Hanging:
        """How high what is seen of it comes above the floor."""
        return hanging(self.visible.height, self.centre_mm, self.hidden.foot > 0)

    @property
    def scale(self) -> float:
        """The factor by which lengths and sizes written for 80×120 grow or shrink."""
        if self.scale_override is not None:
            return self.scale_override
        seen = self.visible
        return min(seen.width / REFERENCE_WIDTH_MM, seen.height / REFERENCE_HEIGHT_MM)
