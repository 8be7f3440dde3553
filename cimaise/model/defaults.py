"""Where the package keeps what every exhibition inherits: layouts, fonts, colour profiles."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def defaults_folder() -> Path:
    """The folder with the default `layouts/` and `fonts/`.

    In a wheel they travel as `cimaise/defaults`; in a working copy they are the first exhibition's
    own, at the top of the repository.
    """
    carried = _PACKAGE / "defaults"
    return carried if carried.is_dir() else _PACKAGE.parent


def profiles_folder() -> Path:
    """The folder with the ICC profiles that the package carries."""
    return _PACKAGE / "data" / "icc"
