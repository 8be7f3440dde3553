"""Files that an exhibition names: where they are looked for, and that they stay inside.

A name is looked for in the folder of its kind, then in the exhibition, then among the package's
own. It may not be absolute, hold `..`, or lead out through a symbolic link.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from pathlib import Path, PurePosixPath, PureWindowsPath

from cimaise.diagnostics import Diagnostic, Span, error
from cimaise.model.defaults import defaults_folder, profiles_folder
from cimaise.model.problems import shortened
from cimaise.model.shape import nearest

MOST_FILES_COMPARED = 2000
LEAST_LIKE = 0.75
"""More alike than words need be: a common suffix makes all names alike."""

PICTURES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp", ".svg", ".pdf")
FONTS = (".ttf", ".otf")
MAPS = (".geojson", ".json")
PROFILES = (".icc", ".icm")
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x1f\x7f]")


def resolve(
    folder: Path,
    name: str,
    span: Span | None = None,
    *,
    within: str = "",
    carried: Path | None = None,
    kind: str = "file",
    suffixes: Collection[str] = (),
) -> Path | Diagnostic:
    """The file `name` of the exhibition in `folder`, or what is wrong with it.

    `within` is the folder of its kind inside the exhibition, `carried` the one in the package;
    `suffixes` those of its kind, for "did you mean".
    """
    unsafe = _unsafe(name)
    if unsafe is not None:
        hint = f"copy the {kind} into {within or folder.name}/ and write its name"
        return error("unsafe-path", f"{kind} “{shortened(name)}” {unsafe}", span, hint=hint)
    places = [(folder / within, folder), (folder, folder)]
    if carried is not None:
        places.append((carried, carried))
    for place, root in places:
        file = place / name
        if not _is_file(file):
            continue
        if not file.resolve().is_relative_to(root.resolve()):
            message = f"{kind} “{shortened(name)}” is a link that leads out of the exhibition"
            hint = f"copy the {kind} itself into {within or folder.name}/"
            return error("unsafe-path", message, span, hint=hint)
        return file
    searched = [place for place, _ in dict.fromkeys(places)]
    message = f"there is no {kind} “{shortened(name)}” in {within or folder.name}/"
    hint = _meant(name, searched, suffixes) or "put it there, or write the name of one that is"
    return error("missing-file", message, span, hint=hint)


def picture_file(folder: Path, name: str, span: Span | None = None) -> Path | Diagnostic:
    """A picture or logo: of the exhibition's `images/`, or elsewhere in it."""
    return resolve(folder, name, span, within="images", kind="picture", suffixes=PICTURES)


def font_file(folder: Path, name: str, span: Span | None = None) -> Path | Diagnostic:
    """A font: of the exhibition's `fonts/`, or of those that the package carries."""
    carried = defaults_folder() / "fonts"
    return resolve(folder, name, span, within="fonts", carried=carried, kind="font", suffixes=FONTS)


def map_file(folder: Path, name: str, span: Span | None = None) -> Path | Diagnostic:
    """A GeoJSON file: of the exhibition's `maps/`, or elsewhere in it."""
    return resolve(folder, name, span, within="maps", kind="map file", suffixes=MAPS)


def profile_file(folder: Path, name: str, span: Span | None = None) -> Path | Diagnostic:
    """An ICC profile: of the exhibition's `profiles/`, or of those that the package carries."""
    carried = profiles_folder()
    return resolve(
        folder, name, span, within="profiles", carried=carried, kind="profile", suffixes=PROFILES
    )


def _unsafe(name: str) -> str | None:
    """Why a name may not be looked for; None where it may."""
    if _ADDRESS.match(name):
        return "is an address, not a file"
    if _CONTROL.search(name):
        return "holds control characters"
    if PurePosixPath(name).is_absolute() or PureWindowsPath(name).drive or name.startswith("\\"):
        return "is a path from the top of the disk"
    if ".." in re.split(r"[/\\]", name):
        return "leads out of its folder"
    return None


def _is_file(file: Path) -> bool:
    try:
        return file.is_file()
    except (OSError, ValueError):  # a name too long for the disk, for instance
        return False


def _meant(name: str, places: Sequence[Path], suffixes: Collection[str]) -> str | None:
    """The file there that `name` may be a misspelling of."""
    if "\\" in name:
        return "write folders with /"
    names = list(dict.fromkeys(islice(_names(places, suffixes), MOST_FILES_COMPARED)))
    meant = nearest(name, names, LEAST_LIKE) or nearest(Path(name).name, names, LEAST_LIKE)
    return f"did you mean `{meant}`?" if meant is not None else None


def _names(places: Sequence[Path], suffixes: Collection[str]) -> Iterator[str]:
    """Files of that kind in the places and one level below, as one would write them."""
    for place in places:
        for file in sorted((*place.glob("*"), *place.glob("*/*"))):
            if file.suffix.casefold() in suffixes and not file.name.startswith("."):
                yield file.relative_to(place).as_posix()
