"""How a picture looks in print, small: what letters over it stand on. Decoded once for a page."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageCms

from cimaise.diagnostics import InputError
from cimaise.inks import Ink, luminance
from cimaise.layout.marks import PictureMark
from cimaise.resources.known_pictures import facts
from cimaise.resources.picture_facts import Crop
from cimaise.resources.pixels import in_space, on_paper, sampled, sampling
from cimaise.resources.profiles import Profile, carried_srgb, transform
from cimaise.units import MM_PER_INCH

# Along the longer side, of the whole picture and of what lies under a line.
MOST_PIXELS = 1024
MOST_CELLS = 48


def tones_under(mark: PictureMark, share: Crop, paper: Ink, profile: Profile) -> tuple[float, ...]:
    """Relative luminances of a part of a placed picture, cell by cell; none where it is damaged.

    `share` is the part, in fractions of the picture's frame.
    """
    printed = _printed(mark.file, mark.crop, mark.ink, paper, profile)
    if printed is None:
        return ()
    width, height = printed.size
    left, top = int(share[0] * width), int(share[1] * height)
    right, bottom = max(left + 1, round(share[2] * width)), max(top + 1, round(share[3] * height))
    part = printed.crop((left, top, right, bottom))
    part.thumbnail((MOST_CELLS, MOST_CELLS), Image.Resampling.BOX)
    data = part.tobytes()
    return tuple(luminance((data[at], data[at + 1], data[at + 2])) for at in range(0, len(data), 3))


@lru_cache(maxsize=4)
def _printed(
    file: Path, crop: Crop, ink: Ink | None, paper: Ink, profile: Profile
) -> Image.Image | None:
    """The picture through its own profile and the printer's, in sRGB, upright and cropped."""
    try:
        known = facts(file)
        size = (
            (crop[2] - crop[0]) * known.pixels[0] * MM_PER_INCH,
            (crop[3] - crop[1]) * known.pixels[1] * MM_PER_INCH,
        )
        picture = sampled(known, sampling(known, crop, size, MOST_PIXELS / max(size) * MM_PER_INCH))
        if ink is None:
            inks = in_space(picture, known, profile)
        else:
            gray = picture.convert("L")
            ramp = [ink.mixed(paper, level / 255).cmyk for level in range(256)]
            plates = [gray.point([round(dot[at] * 255) for dot in ramp]) for at in range(4)]
            inks = Image.merge("CMYK", plates)
        if picture.mode in ("LA", "RGBA"):
            inks = on_paper(inks, picture.getchannel("A"), paper)
        return ImageCms.applyTransform(inks, transform(profile, carried_srgb()))
    except (ValueError, OSError, InputError):
        return None
