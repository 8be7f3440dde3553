"""Values → JSON → values of the same type: what is kept on disk from one run to the next."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import msgspec

Value = TypeVar("Value")


def to_bytes(value: object) -> bytes:
    """A value of structs, tuples, plain data and paths, as JSON. Numbers that are none are null."""
    return msgspec.json.encode(value, enc_hook=_text)


def from_bytes(stored: bytes | msgspec.Raw | None, type_: type[Value]) -> Value | None:
    """The value that was written; None where there is none, or none of this type."""
    if stored is None:
        return None
    try:
        return msgspec.json.decode(stored, type=type_, dec_hook=_path)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _text(value: object) -> str:
    if isinstance(value, Path):
        return str(value)
    raise TypeError(f"{value!r} is not remembered")


def _path(type_: type, told: object) -> Path:
    if issubclass(type_, Path) and isinstance(told, str):
        return Path(told)
    raise ValueError(f"{told!r} is no {type_.__name__}")
