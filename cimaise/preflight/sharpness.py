"""What to do about an image that has too few pixels for its size."""

from __future__ import annotations

from math import ceil, floor, isfinite

from cimaise.preflight.facts import Picture


def sharper(picture: Picture, more_than_ppi: float) -> str:
    """How many pixels would do, and at what share of its size the image is sharp as it is."""
    share = picture.ppi / more_than_ppi
    if share <= 0 or not isfinite(1 / share):
        return "place an image that has pixels"
    width, height = (floor(side / share) + 1 for side in picture.pixels)
    percent = ceil(100 * share) - 1
    hint = f"take {width:,} × {height:,} pixels or more"
    return f"{hint}, or place it at {percent} % of its size" if percent > 0 else hint
