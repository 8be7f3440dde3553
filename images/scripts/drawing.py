"""Shapes drawn with a pen: masks for what is easier to draw than to march."""

from __future__ import annotations

import numpy as np
from engraving import Field
from PIL import Image, ImageDraw

Point = tuple[float, float]
Points = list[Point]


class Sheet:
    """A mask drawn at plate size, kept at half size, its edges smooth."""

    def __init__(self, width: int, height: int) -> None:
        self.size = (width, height)
        self.image = Image.new("L", self.size, 0)
        self.draw = ImageDraw.Draw(self.image)

    def mask(self) -> Field:
        """Coverage 0..1."""
        half = self.image.resize((self.size[0] // 2, self.size[1] // 2), Image.Resampling.BOX)
        return np.asarray(half, np.float32) / 255

    def area(self, points: Points, ink: int = 255) -> None:
        """A filled polygon; ink 0 erases."""
        self.draw.polygon(points, fill=ink)

    def line(self, points: Points, thick: float, ink: int = 255) -> None:
        """A bent line, at least two px thick."""
        self.draw.line(points, ink, max(round(thick), 2), joint="curve")

    def disc(self, centre: Point, across: float, up: float, ink: int = 255) -> None:
        """An ellipse by its half axes."""
        x, y = centre
        self.draw.ellipse((x - across, y - up, x + across, y + up), fill=ink)

    def ring(self, centre: Point, radius: float, thick: float) -> None:
        """A circle drawn with the pen."""
        x, y = centre
        box = (x - radius, y - radius, x + radius, y + radius)
        self.draw.ellipse(box, outline=255, width=max(round(thick), 2))
