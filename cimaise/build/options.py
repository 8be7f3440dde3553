"""What a build is asked to make."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

PARTS = ("panels", "previews")
"""What `--only` can name."""


@dataclass(frozen=True)
class BuildOptions:
    """Empty filters mean everything that the exhibition asks for."""

    out: Path
    only: tuple[str, ...] = ()
    panels: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    jobs: int = 2
    allow_overset: bool = False
    epoch: int | None = field(default=None)
    """SOURCE_DATE_EPOCH: seconds since 1970, or None."""

    def wants(self, part: str) -> bool:
        """Whether `part` of PARTS is to be made."""
        return not self.only or part in self.only

    @property
    def is_whole(self) -> bool:
        """Whether nothing of the exhibition is left out."""
        return not (self.only or self.panels or self.formats or self.languages)
