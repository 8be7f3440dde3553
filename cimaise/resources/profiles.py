"""ICC profiles: files read once, the facts in their headers, and colour through them."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from PIL import Image, ImageCms

from cimaise.diagnostics import LET_READ, InputError, Span, error
from cimaise.model.paths import profile_file
from cimaise.resources.profile_headers import ASK_AGAIN, header_in

CARRIED_CMYK = "ISOcoated_v2_300_bas.icc"
CARRIED_SRGB = "sRGB.icc"
MODES = {"CMYK": "CMYK", "RGB": "RGB", "GRAY": "L", "Lab": "LAB"}


@dataclass(frozen=True, slots=True)
class Profile:
    """An ICC profile. `space`: `CMYK`, `RGB`, `GRAY`…; `device_class`: `prtr`, `mntr`, `scnr`…"""

    name: str
    space: str
    device_class: str
    digest: str
    data: bytes = field(repr=False, compare=False)

    @property
    def mode(self) -> str | None:
        """Pillow's mode for its colours, where Pillow has one."""
        return MODES.get(self.space)


def profile_from(data: bytes) -> Profile:
    """The profile in `data`. Raises ValueError, saying what is wrong, where there is none."""
    header = header_in(data, len(data))
    try:
        opened = ImageCms.ImageCmsProfile(io.BytesIO(data))
        name = ImageCms.getProfileDescription(opened).strip()
    except (OSError, ValueError, TypeError, ImageCms.PyCMSError):
        raise ValueError("it is a damaged ICC profile") from None
    return Profile(
        name=name or "unnamed profile",
        space=header.space,
        device_class=header.device_class,
        digest=hashlib.sha256(data).hexdigest(),
        data=data,
    )


def load_profile(path: Path, span: Span | None = None) -> Profile:
    """The profile in a file.

    Raises InputError: `missing-file`, or `profile-unreadable` where the file holds none.
    """
    try:
        facts = path.stat()
        return _profile_in(path, (facts.st_size, facts.st_mtime_ns))
    except OSError as problem:
        reason = (problem.strerror or "unknown reason").lower()
        message = f"colour profile {path.name} cannot be read: {reason}"
        found = error("missing-file", message, span, hint=LET_READ)
    except ValueError as problem:
        message = f"colour profile {path.name}: {problem}"
        found = error("profile-unreadable", message, span, hint=ASK_AGAIN)
    raise InputError([found])


@lru_cache(maxsize=4)
def _profile_in(path: Path, _version: tuple[int, int]) -> Profile:
    """Every page asks for its printer's, a million bytes to be read and digested."""
    return profile_from(path.read_bytes())


def printers_profile(folder: Path, name: str) -> Profile:
    """A printer's profile; where it cannot be used, which is told elsewhere, the carried one."""
    file = profile_file(folder, name)
    try:
        profile = load_profile(file) if isinstance(file, Path) else carried_cmyk()
    except InputError:
        return carried_cmyk()
    return profile if profile.space == "CMYK" else carried_cmyk()


@lru_cache(maxsize=1)
def carried_cmyk() -> Profile:
    """ISO Coated v2 300 %: FOGRA39, coated paper, at most 300 % of ink."""
    return _carried(CARRIED_CMYK)


@lru_cache(maxsize=1)
def carried_srgb() -> Profile:
    """The sRGB profile: what pictures without a profile are taken for, and what screens show."""
    return _carried(CARRIED_SRGB)


def _carried(name: str) -> Profile:
    return profile_from((files("cimaise") / "data" / "icc" / name).read_bytes())


@lru_cache(maxsize=64)
def transform(source: Profile, target: Profile) -> ImageCms.ImageCmsTransform:
    """The way from one profile's colours to another's, made once.

    Relative colorimetric with black point compensation. Raises ValueError where LittleCMS cannot
    connect the two.
    """
    if source.mode is None or target.mode is None:
        raise ValueError(f"no way from {source.space} to {target.space}")
    try:
        return ImageCms.buildTransform(
            ImageCms.ImageCmsProfile(io.BytesIO(source.data)),
            ImageCms.ImageCmsProfile(io.BytesIO(target.data)),
            source.mode,
            target.mode,
            ImageCms.Intent.RELATIVE_COLORIMETRIC,
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except (ImageCms.PyCMSError, OSError, ValueError) as problem:
        raise ValueError(f"no way from {source.name} to {target.name}: {problem}") from None


def screen_colour(
    cmyk: tuple[float, float, float, float], profile: Profile
) -> tuple[int, int, int]:
    """The sRGB twin (0–255) of an ink (0–1) printed under `profile`, paper taken as white."""
    dot = Image.new("CMYK", (1, 1), tuple(round(part * 255) for part in cmyk))
    seen = ImageCms.applyTransform(dot, transform(profile, carried_srgb()))
    assert seen is not None
    red, green, blue = seen.tobytes()
    return red, green, blue


@lru_cache(maxsize=1024)
def press_colour(rgb: tuple[int, int, int], profile: Profile) -> tuple[float, float, float, float]:
    """The CMYK (0–1) that prints a screen's sRGB (0–255) under `profile`.

    Grays get black ink alone, so that their edges need no register; white is bare paper.
    """
    red, green, blue = rgb
    if red == green == blue:
        return (0.0, 0.0, 0.0, round(1 - red / 255, 4))
    dot = Image.new("RGB", (1, 1), rgb)
    printed = ImageCms.applyTransform(dot, transform(carried_srgb(), profile))
    assert printed is not None
    cyan, magenta, yellow, black = (round(part / 255, 4) for part in printed.tobytes())
    return cyan, magenta, yellow, black
