"""What the last builds left: keys, wishes and findings by panel, outputs with size and time.

Kept as JSON in the exhibition's `.cimaise/build.json`. Losing or damaging it costs time only.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal

from msgspec import Raw, Struct, field

from cimaise.diagnostics import Diagnostic
from cimaise.resources.atomic import write_whole
from cimaise.resources.remembered import from_bytes, to_bytes

FILE = Path(".cimaise") / "build.json"


NOTHING = Raw(b"[]")


class Remembered(Struct, frozen=True):
    """What one panel of one edition gave last time, for the inputs that `key` stands for."""

    key: str
    wishes: tuple[tuple[str, float], ...] = ()
    painted_key: str = ""
    outputs: Mapping[str, Any] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()
    fits: tuple[Mapping[str, Any], ...] = ()
    images: tuple[Mapping[str, Any], ...] = ()
    places_key: str = ""
    """Of the texts that `diagnostics` and `findings` point into."""
    findings: Raw = NOTHING
    """Of a panel, as JSON: who has nothing to build does not load what they are."""


class Run(Struct, frozen=True):
    """What was made of the same inputs with the same options, and what was said of it."""

    inputs: str
    """The digest of the inputs."""
    outputs: Mapping[str, Any]
    diagnostics: tuple[Diagnostic, ...] = ()
    fits: tuple[Mapping[str, Any], ...] = ()
    images: tuple[Mapping[str, Any], ...] = ()


class Memory(Struct, frozen=True):
    """All that is remembered: panels by edition and label, runs by their options."""

    panels: Mapping[str, Remembered] = field(default_factory=dict)
    runs: Mapping[str, Run] = field(default_factory=dict)
    version: Literal[4] = 4
    """Changes when what is remembered changes its meaning."""


def recall(folder: Path) -> Memory:
    """The memory of an exhibition; an empty one where there is none or it cannot be read."""
    try:
        stored = (folder / FILE).read_bytes()
    except OSError:
        return Memory()
    return from_bytes(stored, Memory) or Memory()


def remember(folder: Path, memory: Memory) -> None:
    """Write the memory; a folder that cannot be written is no error."""
    with suppress(OSError):
        write_whole(folder / FILE, to_bytes(memory), durable=False)


def stamp(path: Path) -> list[int]:
    """Size and time of modification, by which an output is known to be ours and whole."""
    facts = path.stat()
    return [facts.st_size, facts.st_mtime_ns]


def still_there(outputs: Mapping[str, Any]) -> bool:
    """Whether every output lies where it was written, unchanged."""
    try:
        return all(stamp(Path(path)) == entry["stamp"] for path, entry in outputs.items())
    except (OSError, KeyError, TypeError):
        return False
