"""A picture was compressed until it shows.

What it does: reads the quantisation tables in a JPEG's header and estimates the quality that it was
saved with, on the scale that most programs use.

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
from cimaise.checks.pictures import files_of
from cimaise.diagnostics import Severity
from cimaise.model.exhibition import Exhibition
from cimaise.model.panel import Panel

CODE: Final = "image-compressed"


def find(exhibition: Exhibition, panel: Panel) -> Iterator[Finding]:
    """A warning per JPEG below the limit."""
    least = value("jpeg-quality")
    for file in files_of(exhibition, panel):
        quality = file.facts.jpeg_quality
        if quality is None or quality >= least:
            continue
        yield Finding(
            CODE,
            Severity.WARNING,
            f"{file.path.name} is a JPEG of quality {quality}; {least:.0f} is the least",
            panel.span(file.field, file.index, "file"),
            None,
            "ask for the original; saving it again brings nothing back",
            {"quality": quality, "least_quality": least},
        )
