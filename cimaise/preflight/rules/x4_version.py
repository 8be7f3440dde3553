"""The file says that it is PDF/X-4.

What it does: reads `pdfxid:GTS_PDFXVersion` in the XMP metadata.

Why it is bad: the printer's workflow decides by this word how to treat the file.

How to fix it: export as PDF/X-4.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.preflight.ask import Ask
from cimaise.preflight.facts import Facts
from cimaise.preflight.findings import Found

CODE: Final = "pdf-x4-version"


def find(facts: Facts, ask: Ask) -> Iterator[Found]:
    """One finding where the version is another or missing."""
    del ask
    version = (facts.xmp or {}).get("pdfxid:GTS_PDFXVersion", "")
    if version != "PDF/X-4":
        yield Found(
            f"the file claims '{version}' in pdfxid:GTS_PDFXVersion; it should be 'PDF/X-4'"
            if version
            else "the file does not claim PDF/X-4 in pdfxid:GTS_PDFXVersion",
            figures={"version": version},
        )
