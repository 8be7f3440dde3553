"""A picture's file cannot be opened, or its pixels are damaged.

What it does: reads the header of every picture, and decodes its pixels once. A file that ends too
early, as a download or a copy that was stopped leaves it, is damaged; whether a whole file shows
what it should is not seen.

Why it is bad: the panel would hang with a hole, or with half a picture. `build` writes no such
panel.

How to fix it: copy the file anew from where it came; or open it in an image editor and save it as
TIFF, PNG or JPEG, where what is left is enough.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.checks.findings import Finding
from cimaise.checks.pictures import files_of
from cimaise.diagnostics import Severity
from cimaise.model.exhibition import Exhibition
from cimaise.model.panel import Panel

CODE: Final = "image-unreadable"


def find(exhibition: Exhibition, panel: Panel) -> Iterator[Finding]:
    """An error per picture whose pixels are damaged; of the others, laying out tells."""
    # numpy takes longer to load than most checks to run, and many panels have no picture.
    from cimaise.resources.picture_traces import traces

    for file in files_of(exhibition, panel):
        damage = traces(file.facts).damage
        if damage is not None:
            yield Finding(
                CODE,
                Severity.ERROR,
                f"{file.path.name} cannot be used: its pixels are damaged ({damage})",
                panel.span(file.field, file.index, "file"),
                None,
                "copy it anew from where it came",
            )
