"""Reading pikepdf objects that may be anything: a wrong type is an absent value, never an error."""

from __future__ import annotations

import math
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice
from typing import Any

import pikepdf

ObjGen = tuple[int, int]
_LONGEST_ARRAY = 200_000


def entry(holder: Any, *keys: str) -> Any:
    """The value at the first of `keys` that a dictionary or stream has, else None."""
    if not isinstance(holder, (pikepdf.Dictionary, pikepdf.Stream)):
        return None
    for key in keys:
        try:
            value = holder.get(key)
        # A key of bytes that are no text is of no type that pikepdf takes.
        except (pikepdf.PdfError, ValueError, RuntimeError, TypeError):
            return None
        if value is not None:
            return value
    return None


def name(value: Any) -> str | None:
    """A name without its slash."""
    return str(value)[1:] if isinstance(value, pikepdf.Name) else None


def number(value: Any) -> float | None:
    """A finite number."""
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        return None
    try:
        found = float(value)
    except (OverflowError, ValueError):
        return None
    return found if math.isfinite(found) else None


def integer(value: Any, otherwise: int = 0) -> int:
    """A whole number within ±10^9, else `otherwise`."""
    found = number(value)
    return int(max(-1e9, min(1e9, found))) if found is not None else otherwise


def text(value: Any) -> str | None:
    """A text string; bytes that are no text come as Latin-1."""
    if not isinstance(value, pikepdf.String):
        return None
    try:
        return str(value)
    except (UnicodeError, ValueError):
        return bytes(value).decode("latin-1")


def items(value: Any, most: int = _LONGEST_ARRAY) -> Iterator[Any]:
    """The first `most` members of an array; nothing where it is none."""
    if isinstance(value, pikepdf.Array):
        for index in range(min(len(value), most)):
            try:
                yield value[index]
            except (pikepdf.PdfError, ValueError, RuntimeError):
                yield None


def entries(value: Any, most: int = 5_000) -> Iterator[tuple[str, Any]]:
    """The first `most` pairs of a dictionary; nothing where it is none."""
    if isinstance(value, (pikepdf.Dictionary, pikepdf.Stream)):
        for key in islice(value.keys(), most):
            yield key, entry(value, key)


def numbers(value: Any, count: int) -> tuple[float, ...] | None:
    """Exactly `count` finite numbers."""
    if not isinstance(value, pikepdf.Array) or len(value) != count:
        return None
    found = [number(item) for item in items(value)]
    return tuple(item for item in found if item is not None) if None not in found else None


def names(value: Any) -> tuple[str, ...]:
    """One name or an array of names, as a tuple."""
    single = name(value)
    if single is not None:
        return (single,)
    return tuple(found for item in items(value, 32) if (found := name(item)) is not None)


def identity(value: Any) -> ObjGen | None:
    """Number and generation of an indirect object; None for a direct one."""
    if isinstance(value, pikepdf.Object) and value.is_indirect:
        number_, generation = value.objgen
        return (number_, generation)
    return None
