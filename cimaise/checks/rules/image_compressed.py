"""A picture was compressed until it shows.

What it does: reads the quantisation tables in a JPEG's header and estimates the quality that it was
saved with, on the scale that most programs use. In JPEGs of a good quality, and in files without
loss, it looks for traces of an earlier, coarser JPEG: its steps remain in the pixels' frequencies
when the picture is saved anew. On pictures made for the purpose it finds all that were a JPEG of
quality 30 to 70 before and invents none. It finds nothing after a picture was resized, turned by
other than a right angle or cropped off its squares of 8 pixels, in drawings of pure black and
white, in pictures under 512 pixels, and less surely after programs whose tables differ much from
the usual ones.

Why it is bad: strong compression leaves squares of 8 pixels and a fringe around every edge; on a
wall they are as large as fingernails.

How to fix it: ask for the original file. Saving this one again, larger or at a better quality,
brings nothing back.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.checks.findings import Finding
from cimaise.checks.limits import value
from cimaise.checks.pictures import File, files_of
from cimaise.diagnostics import Severity
from cimaise.model.exhibition import Exhibition
from cimaise.model.panel import Panel

CODE: Final = "image-compressed"
# The quality that traces tell is true to a few points: a picture just within the limit is let be.
TRACE_MARGIN: Final = 4


def find(exhibition: Exhibition, panel: Panel) -> Iterator[Finding]:
    """A warning per JPEG below the limit, and per picture that once was one."""
    # numpy takes longer to load than most checks to run, and many panels have no picture.
    from cimaise.resources.picture_traces import traces

    least = value("jpeg-quality")
    for file in files_of(exhibition, panel):
        quality = file.facts.jpeg_quality
        if quality is not None and quality < least:
            told = f"{file.path.name} is a JPEG of quality {quality}; {least:.0f} is the least"
            yield _finding(panel, file, told, quality, least)
            continue
        first = traces(file.facts).first_quality
        if first is not None and first <= least - TRACE_MARGIN:
            kind = f"{file.facts.format} file" if quality is None else f"JPEG of quality {quality}"
            told = (
                f"{file.path.name} is a {kind}, but was a JPEG of quality {first} or so before; "
                f"{least:.0f} is the least"
            )
            yield _finding(panel, file, told, first, least)


def _finding(panel: Panel, file: File, told: str, quality: int, least: float) -> Finding:
    return Finding(
        CODE,
        Severity.WARNING,
        told,
        panel.span(file.field, file.index, "file"),
        None,
        "ask for the original; saving it again brings nothing back",
        {"quality": quality, "least_quality": least},
    )
