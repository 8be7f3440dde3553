"""Colour spaces read from PDF objects, alternates, bases and Default spaces resolved."""

from __future__ import annotations

from typing import Any, Final

import pikepdf

from cimaise.preflight.budget import SMALL_STREAM_BYTES, Budget, ExhaustedError
from cimaise.preflight.colour import CMYK, GRAY, PATTERN, RGB, UNKNOWN, ColourSpace
from cimaise.preflight.icc import profile_of
from cimaise.preflight.objects import ObjGen, entry, identity, integer, items, name
from cimaise.preflight.streams import decoded

_DEVICE: Final = {
    "DeviceGray": GRAY,
    "DeviceRGB": RGB,
    "DeviceCMYK": CMYK,
    "CalCMYK": CMYK,
    "Pattern": PATTERN,
}
_SHORT: Final = {"G": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK", "I": "Indexed"}
_DEFAULTS: Final = {
    "DeviceGray": "/DefaultGray",
    "DeviceRGB": "/DefaultRGB",
    "DeviceCMYK": "/DefaultCMYK",
}
_ICC_SPACES: Final = {"GRAY": 1, "RGB": 3, "Lab": 3, "CMYK": 4}
_DEEPEST = 6


class ColourSpaces:
    """Resolves colour spaces of one file; indirect ones are resolved once."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._known: dict[ObjGen, ColourSpace] = {}

    def resolve(self, value: Any, resources: Any = None, depth: int = 0) -> ColourSpace:
        """The colour space that a name or array means among `resources`.

        A device space that the resources override (DefaultRGB …) is the overriding space.
        """
        if depth > _DEEPEST:
            return UNKNOWN
        named = name(value)
        if named is not None:
            return self._named(_SHORT.get(named, named), resources, depth)
        if not isinstance(value, pikepdf.Array) or len(value) == 0:
            return UNKNOWN
        key = identity(value)
        if key is not None and key in self._known:
            return self._known[key]
        found = self._array(value, resources, depth)
        if key is not None:
            self._known[key] = found
        return found

    def _named(self, named: str, resources: Any, depth: int) -> ColourSpace:
        local = entry(resources, "/ColorSpace")
        if named in _DEFAULTS:
            override = entry(local, _DEFAULTS[named])
            if override is not None and depth == 0:
                return self.resolve(override, None, depth + 1)
        if named in _DEVICE:
            return _DEVICE[named]
        held = entry(local, f"/{named}")
        return UNKNOWN if held is None else self.resolve(held, resources, depth + 1)

    def _array(self, value: pikepdf.Array, resources: Any, depth: int) -> ColourSpace:
        parts = list(items(value, 5))
        family = name(parts[0]) or ""
        family = _SHORT.get(family, family)
        if len(parts) == 1 or family in ("DeviceGray", "DeviceRGB", "DeviceCMYK"):
            return self.resolve(parts[0], resources, depth + 1)
        if family in ("CalGray", "CalRGB", "Lab"):
            return ColourSpace(family, 1 if family == "CalGray" else 3)
        if family == "ICCBased":
            return self._icc(parts[1], resources, depth)
        if family == "Indexed":
            base = self.resolve(parts[1], resources, depth + 1)
            table = self._table(parts[3]) if len(parts) > 3 else b""
            return ColourSpace("Indexed", 1, base.inks, base, table=table)
        if family in ("Separation", "DeviceN"):
            inks = _inks(parts[1])
            base = self.resolve(parts[2], resources, depth + 1) if len(parts) > 2 else UNKNOWN
            return ColourSpace(family, len(inks), inks, base)
        if family == "Pattern":
            base = self.resolve(parts[1], resources, depth + 1)
            return ColourSpace("Pattern", base.components, base.inks, base)
        return UNKNOWN

    def _icc(self, stream: Any, resources: Any, depth: int) -> ColourSpace:
        key = identity(stream)
        if key is not None and key in self._known:
            return self._known[key]
        profile = profile_of(stream, self._budget)
        count = integer(entry(stream, "/N"), _ICC_SPACES.get(profile.space, 0) if profile else 0)
        del resources, depth  # the alternate of an ICCBased space is never used by a PDF/X reader
        found = ColourSpace("ICCBased", count, profile=profile)
        if key is not None:
            self._known[key] = found
        return found

    def _table(self, value: Any) -> bytes:
        if isinstance(value, pikepdf.String):
            return bytes(value)
        try:
            return decoded(value, self._budget, SMALL_STREAM_BYTES)[0]
        except ExhaustedError:
            return b""


def _inks(value: Any) -> tuple[str, ...]:
    single = name(value)
    if single is not None:
        return (single,)
    return tuple(name(item) or "None" for item in items(value, 64))
