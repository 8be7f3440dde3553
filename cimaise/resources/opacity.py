"""Whether a decoded picture shows what lies under it."""

from __future__ import annotations

from PIL import Image

OPAQUE = 255


def is_opaque(picture: Image.Image) -> bool:
    """Whether no pixel is transparent, in a channel or as one of the picture's colours."""
    if picture.mode == "P":
        # The alpha of each colour of the palette, or the one colour that is transparent.
        stated = picture.info.get("transparency", b"")
        used = picture.histogram()
        if isinstance(stated, int):
            return not used[stated]
        return all(alpha == OPAQUE or not used[at] for at, alpha in enumerate(stated))
    if "transparency" in picture.info:
        picture = picture.convert("LA" if picture.mode in ("1", "L") else "RGBA")
    least, _ = picture.getchannel("A").getextrema()
    return least == OPAQUE
