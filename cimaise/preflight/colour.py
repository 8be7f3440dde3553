"""Colour as a finished PDF states it: resolved spaces, and the inks that a paint lays down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from msgspec import Struct

from cimaise.preflight.icc import IccProfile

PROCESS_INKS: Final = ("Cyan", "Magenta", "Yellow", "Black")
NOT_SPOTS: Final = frozenset({*PROCESS_INKS, "None", "All"})
_SPARE = 1e-4
"""Tints below this are rounding, not ink."""


@dataclass(frozen=True, slots=True)
class ColourSpace:
    """One colour space; `base` is the alternate, the Indexed base or a pattern's own space.

    `family` is the PDF's name for it (`DeviceCMYK`, `ICCBased`, `Separation` …) or `Unknown`.
    """

    family: str
    components: int
    inks: tuple[str, ...] = ()
    base: ColourSpace | None = None
    profile: IccProfile | None = None
    table: bytes = field(default=b"", repr=False)

    def leaves(self) -> Iterator[ColourSpace]:
        """This space and all beneath it that state colour: alternates, bases, not Indexed."""
        if self.family not in ("Indexed", "Pattern"):
            yield self
        if self.base is not None:
            yield from self.base.leaves()

    @property
    def sort(self) -> str:
        """The family, told apart by profile: `ICC RGB`, `ICC CMYK`, `ICC gray`, `ICC Lab`."""
        if self.family != "ICCBased":
            return self.family
        return {1: "ICC gray", 3: "ICC RGB", 4: "ICC CMYK"}.get(self.components, "ICC")

    @property
    def spots(self) -> tuple[str, ...]:
        """The spot inks among `inks`."""
        return tuple(ink for ink in self.inks if ink not in NOT_SPOTS)


GRAY: Final = ColourSpace("DeviceGray", 1)
RGB: Final = ColourSpace("DeviceRGB", 3)
CMYK: Final = ColourSpace("DeviceCMYK", 4)
PATTERN: Final = ColourSpace("Pattern", 0)
UNKNOWN: Final = ColourSpace("Unknown", 0)


class Paint(Struct, frozen=True):
    """A colour and how it meets what lies beneath. `values` is empty for images and patterns.

    `inks` maps ink names to tints 0–1, all of them; None where only conversion would tell.
    """

    space: ColourSpace
    values: tuple[float, ...] = ()
    overprint: bool = False
    overprint_mode: int = 0
    inks: Mapping[str, float] | None = None

    @property
    def is_white(self) -> bool:
        """Whether it lays down no ink at all though it names some."""
        return self.inks is not None and bool(self.inks) and self.ink_sum <= _SPARE

    @property
    def is_pure_black(self) -> bool:
        """Whether it is 100 % of the black ink and nothing else."""
        return self.used_inks == ("Black",) and (self.inks or {})["Black"] >= 1 - _SPARE

    @property
    def used_inks(self) -> tuple[str, ...]:
        """The inks with a tint above 0."""
        return tuple(ink for ink, tint in (self.inks or {}).items() if tint > _SPARE)

    @property
    def ink_sum(self) -> float:
        """The sum of all tints; 4.0 is 400 %."""
        return sum((self.inks or {}).values())

    @property
    def process_sum(self) -> float:
        """C + M + Y + K."""
        return sum((self.inks or {}).get(ink, 0.0) for ink in PROCESS_INKS)

    def in_words(self) -> str:
        """The paint as a printer writes it: `C 10 K 100`, `CutContour 100`, `DeviceRGB`."""
        if self.inks is None:
            return self.space.sort
        used = [f"{_SHORT.get(ink, ink)} {self.inks[ink] * 100:.0f}" for ink in self.used_inks]
        return " ".join(used) or "white"


_SHORT: Final = {"Cyan": "C", "Magenta": "M", "Yellow": "Y", "Black": "K"}


def inks_of(space: ColourSpace, values: tuple[float, ...]) -> Mapping[str, float] | None:
    """The tints that a colour prints; None where a conversion decides (RGB, Lab, CalGray …)."""
    family = space.family
    if family == "DeviceGray" and values:
        return {"Black": _tint(1 - values[0])}
    if (family == "DeviceCMYK" or space.sort == "ICC CMYK") and len(values) == 4:
        return dict(zip(PROCESS_INKS, map(_tint, values), strict=True))
    if family in ("Separation", "DeviceN") and len(values) == len(space.inks):
        found: dict[str, float] = {}
        for ink, value in zip(space.inks, values, strict=True):
            if ink == "All":
                found.update(dict.fromkeys(PROCESS_INKS, _tint(value)))
            elif ink != "None":
                found[ink] = _tint(value)
        return found
    if family == "Indexed" and space.base is not None and values:
        count, at = space.base.components, int(max(0.0, min(255.0, values[0])))
        entry = space.table[at * count : (at + 1) * count]
        if len(entry) == count:
            return inks_of(space.base, tuple(byte / 255 for byte in entry))
    return None


def first_values(space: ColourSpace) -> tuple[float, ...]:
    """The colour that is current right after the space is chosen (ISO 32000-1, 8.6.8)."""
    if space.family in ("Separation", "DeviceN"):
        return (1.0,) * space.components
    if space.family == "DeviceCMYK" or space.sort == "ICC CMYK":
        return (0.0, 0.0, 0.0, 1.0)
    return (0.0,) * space.components


def _tint(value: float) -> float:
    return 0.0 if value != value else max(0.0, min(1.0, value))
