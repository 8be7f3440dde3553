"""What a graphics state dictionary asks for that standards forbid or restrict."""

from __future__ import annotations

from typing import Any

import pikepdf

from cimaise.preflight.objects import entry, integer, name, names, number
from cimaise.preflight.reading import Reading


def note_restrictions(dictionary: Any, reading: Reading) -> None:
    """Record transparency, transfer functions and halftones of a dictionary in use."""
    for key, what in (("/CA", "strokes"), ("/ca", "fills")):
        alpha = number(entry(dictionary, key))
        if alpha is not None and alpha < 1:
            reading.feature("transparency", f"{what} of {alpha:.0%} opacity")
    modes = names(entry(dictionary, "/BM"))
    if modes and modes[0] not in ("Normal", "Compatible"):
        reading.feature("transparency", f"blend mode {modes[0]}")
    if isinstance(entry(dictionary, "/SMask"), pikepdf.Dictionary):
        reading.feature("transparency", "a soft mask")
    if entry(dictionary, "/TR") is not None:
        reading.feature("transfer-function", "TR")
    second = entry(dictionary, "/TR2")
    if second is not None and name(second) != "Default":
        reading.feature("transfer-function", "TR2")
    if entry(dictionary, "/HTP") is not None:
        reading.feature("halftone", "a halftone phase (HTP)")
    _note_halftone(entry(dictionary, "/HT"), reading, 0)


def _note_halftone(halftone: Any, reading: Reading, depth: int) -> None:
    if not isinstance(halftone, (pikepdf.Dictionary, pikepdf.Stream)) or depth > 1:
        return
    kind = integer(entry(halftone, "/HalftoneType"))
    if kind not in (1, 5):
        reading.feature("halftone", f"a halftone of type {kind}")
    if entry(halftone, "/HalftoneName") is not None:
        reading.feature("halftone", "a halftone by name")
    for key in list(halftone.keys())[:100]:
        _note_halftone(entry(halftone, key), reading, depth + 1)
