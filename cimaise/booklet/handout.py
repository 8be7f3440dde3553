"""Panels small enough for an office printer → one PDF to print them all from, cut at the trim."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pikepdf
from msgspec import Struct
from pikepdf import Array, Dictionary, Name, OutlineItem, String

from cimaise.paint.pdfx import PRODUCER

# The longer and the shorter side of A3: the largest that an office printer takes.
OFFICE_MM = (420.0, 297.0)
FOR_PRESS_ONLY = ("/BleedBox", "/TrimBox", "/ArtBox", "/CropBox", "/Annots")


class HandoutPage(Struct, frozen=True):
    """A panel's PDF and what its bookmark says."""

    pdf: Path
    title: str


def fits_an_office_printer(trim_mm: tuple[float, float]) -> bool:
    """Whether a format can be printed at full size on A3 or smaller."""
    return max(trim_mm) <= OFFICE_MM[0] and min(trim_mm) <= OFFICE_MM[1]


def handout(pages: Sequence[HandoutPage], title: str, language: str) -> bytes:
    """The first page of each file without bleed or marks; colours keep their printing condition.

    It is no PDF/X: an office printer asks for none. Raises what pikepdf raises for no PDF.
    """
    made = pikepdf.new()
    for number, page in enumerate(pages):
        with pikepdf.open(page.pdf) as source:
            if number == 0 and "/OutputIntents" in source.Root:
                intents = source.make_indirect(source.Root.OutputIntents)
                made.Root.OutputIntents = made.copy_foreign(intents)
            trim = [float(edge) for edge in source.pages[0].trimbox]
            made.pages.append(source.pages[0])
        own = made.pages[number].obj
        for box in FOR_PRESS_ONLY:
            if box in own:
                del own[box]
        own.MediaBox = Array([round(edge, 4) for edge in trim])
    with made.open_outline() as outline:
        outline.root.extend(OutlineItem(page.title, at) for at, page in enumerate(pages))
    made.Root.Lang = String(language)
    made.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True, PrintScaling=Name("/None"))
    made.trailer.Info = made.make_indirect(
        Dictionary(Title=String(title), Creator=String(PRODUCER), Producer=String(PRODUCER))
    )
    buffer = io.BytesIO()
    made.save(
        buffer,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
    )
    return buffer.getvalue()
