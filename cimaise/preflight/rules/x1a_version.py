"""The file says that it is PDF/X-1a:2003.

What it does: reads GTS_PDFXVersion in the information dictionary.

Why it is bad: the printer's workflow decides by this word how to treat the file.

How to fix it: export as PDF/X-1a:2003.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.preflight.ask import Ask
from cimaise.preflight.facts import Facts
from cimaise.preflight.findings import Found

CODE: Final = "pdf-x1a-version"


def find(facts: Facts, ask: Ask) -> Iterator[Found]:
    """One finding where the version is another or missing."""
    del ask
    version = facts.info.get("GTS_PDFXVersion", "")
    if version != "PDF/X-1a:2003":
        yield Found(
            f"the file claims '{version}' in GTS_PDFXVersion; it should be 'PDF/X-1a:2003'",
            figures={"version": version},
        )
