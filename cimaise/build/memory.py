"""What the last builds left: keys, wishes and findings by panel, outputs with size and time.

Kept as JSON in the exhibition's `.cimaise/build.json`. Losing or damaging it costs time only.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import asdict

from cimaise.diagnostics import Diagnostic, Severity, Span
from cimaise.resources.atomic import write_whole

FILE = Path(".cimaise") / "build.json"
VERSION = 2


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
    """Of the texts that `diagnostics` point into."""


class Memory(Struct, frozen=True):
    """All that is remembered. `runs`: options → digest of the inputs and the outputs then."""

    panels: Mapping[str, Remembered] = field(default_factory=dict)
    runs: Mapping[str, Any] = field(default_factory=dict)


def recall(folder: Path) -> Memory:
    """The memory of an exhibition; an empty one where there is none or it cannot be read."""
    try:
        stored = json.loads((folder / FILE).read_text("utf-8"))
        if stored["version"] != VERSION:
            return Memory()
        panels = {name: _remembered(entry) for name, entry in stored["panels"].items()}
        return Memory(panels, dict(stored["runs"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Memory()


def remember(folder: Path, memory: Memory) -> None:
    """Write the memory; a folder that cannot be written is no error."""
    stored = {
        "version": VERSION,
        "panels": {name: _plain(entry) for name, entry in memory.panels.items()},
        "runs": memory.runs,
    }
    try:
        write_whole(folder / FILE, json.dumps(stored).encode(), durable=False)
    except OSError:
        return


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


def diagnostic_to_plain(found: Diagnostic) -> dict[str, Any]:
    """A diagnostic as JSON holds it."""
    plain = asdict(found)
    if found.span:
        plain["span"] = {**asdict(found.span), "file": str(found.span.file)}
    return plain


def diagnostic_from_plain(plain: Mapping[str, Any]) -> Diagnostic:
    """A diagnostic out of JSON. Raises KeyError or TypeError where it is none."""
    span = plain["span"]
    return Diagnostic(
        plain["code"],
        Severity(plain["severity"]),
        plain["message"],
        Span(**{**span, "file": Path(span["file"])}) if span else None,
        plain["panel"],
        plain["slot"],
        plain["hint"],
        plain["figures"],
    )


def _plain(entry: Remembered) -> dict[str, Any]:
    return {
        "key": entry.key,
        "wishes": [list(wish) for wish in entry.wishes],
        "painted_key": entry.painted_key,
        "places_key": entry.places_key,
        "outputs": dict(entry.outputs),
        "diagnostics": [diagnostic_to_plain(found) for found in entry.diagnostics],
        "fits": [dict(fit) for fit in entry.fits],
        "images": [dict(image) for image in entry.images],
    }


def _remembered(plain: Mapping[str, Any]) -> Remembered:
    return Remembered(
        plain["key"],
        tuple((str(role), float(size)) for role, size in plain["wishes"]),
        plain["painted_key"],
        plain["outputs"],
        tuple(diagnostic_from_plain(found) for found in plain["diagnostics"]),
        tuple(plain["fits"]),
        tuple(plain["images"]),
        plain["places_key"],
    )
