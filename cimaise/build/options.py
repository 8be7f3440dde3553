"""What a build is asked to make."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

PARTS = ("panels", "previews", "kit", "booklet", "site")
"""What `--only` can name."""


class BuildOptions(Struct, frozen=True):
    """Empty filters mean everything that the exhibition asks for."""

    out: Path
    only: tuple[str, ...] = ()
    panels: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    jobs: int = 2
    allow_overset: bool = False
    epoch: int | None = None
    """SOURCE_DATE_EPOCH: seconds since 1970, or None."""

    def wants(self, part: str) -> bool:
        """Whether `part` of PARTS is to be made."""
        return not self.only or part in self.only or (part == "previews" and "site" in self.only)

    @property
    def paints_panels(self) -> bool:
        """Whether panels are painted, for themselves or for what is made of them."""
        return set(self.only) != {"booklet"}

    @property
    def makes_booklet(self) -> bool:
        """Whether booklets are made: of all panels, so not where some are left out."""
        return "booklet" in self.only or self.makes_site

    @property
    def makes_site(self) -> bool:
        """Whether the site is made, which shows previews and offers booklets."""
        return "site" in self.only or not (self.only or self.panels or self.formats)

    @property
    def makes_kit(self) -> bool:
        """Whether the kit is to be made: of a share of the files only where it is asked for."""
        return "kit" in self.only or self.is_whole

    @property
    def is_whole(self) -> bool:
        """Whether nothing of the exhibition is left out."""
        return not (self.only or self.panels or self.formats or self.languages)
