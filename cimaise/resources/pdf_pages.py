"""The first page of a PDF as paths, or as pixels where it holds more; read by another process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import lru_cache
from pathlib import Path as FilePath
from typing import Any

from cimaise.diagnostics import InputError, Span
from cimaise.geometry import Path, Point, Segment
from cimaise.resources.vector_pictures import Colour, VectorPicture, VectorShape, unreadable_logo

MOST_BYTES = 20 * 1024**2
MOST_SECONDS = 30
HINT = "save it as PDF of one page with plain paths, as SVG, or as PNG at 600 ppi"
ROOT = FilePath(__file__).resolve().parents[2]


def pdf_shapes(path: FilePath, span: Span | None = None) -> VectorPicture | None:
    """The shapes of a PDF's first page; None where it holds more than plain paths.

    Raises InputError: `missing-file`; `image-unreadable` where it cannot be read in bounds.
    """
    try:
        stat = path.stat()
        return _shapes(path, (stat.st_size, stat.st_mtime_ns))
    except (OSError, ValueError) as problem:
        raise InputError([unreadable_logo(path, problem, span, HINT)]) from None


def pdf_png(path: FilePath) -> bytes:
    """The page as PNG, clear where nothing is drawn; gray where it is. Raises ValueError."""
    stat = path.stat()
    return _png(path, (stat.st_size, stat.st_mtime_ns))


@lru_cache(maxsize=32)
def _shapes(path: FilePath, _version: tuple[int, int]) -> VectorPicture | None:
    answer, _ = _asked("shapes", path)
    if "beyond" in answer:
        return None
    shapes = tuple(_shape(*plain) for plain in answer["shapes"])
    return VectorPicture(answer["width"], answer["height"], shapes)


@lru_cache(maxsize=8)
def _png(path: FilePath, _version: tuple[int, int]) -> bytes:
    return _asked("pixels", path)[1]


def _asked(wanted: str, path: FilePath) -> tuple[dict[str, Any], bytes]:
    """What the other process says. Raises ValueError, saying why, where that is nothing of use."""
    if path.stat().st_size > MOST_BYTES:
        raise ValueError(f"it is larger than {MOST_BYTES // 1024**2} MB")
    known = os.environ.get("PYTHONPATH")
    paths = os.pathsep.join([str(ROOT), *([known] if known else [])])
    try:
        done = subprocess.run(
            [sys.executable, "-m", "cimaise.resources.pdf_child", wanted, str(path)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": paths},
            timeout=MOST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise ValueError("it takes too long to read") from None
    line, _, png = done.stdout.partition(b"\n")
    if done.returncode or not line:
        raise ValueError("it takes too much time or memory to read")
    answer = json.loads(line)
    if "unusable" in answer:
        raise ValueError(answer["unusable"])
    return answer, png


def _shape(
    steps: list[Any],
    fill: list[float] | None,
    even_odd: bool,
    stroke: list[float] | None,
    width: float,
    round_ends: bool,
) -> VectorShape:
    path: Path = tuple(Segment(op, tuple(Point(*pair) for pair in pairs)) for op, pairs in steps)
    return VectorShape(path, _colour(fill), even_odd, _colour(stroke), width, round_ends)


def _colour(parts: list[float] | None) -> Colour | None:
    """RGB in whole levels, as SVG has it; CMYK as it is."""
    if parts is None:
        return None
    if len(parts) == 3:
        red, green, blue = (round(part * 255) for part in parts)
        return red, green, blue
    cyan, magenta, yellow, black = parts
    return cyan, magenta, yellow, black
