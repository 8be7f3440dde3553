"""The XMP metadata identify the document.

What it does: asks for DocumentID, VersionID and RenditionClass in the xmpMM schema.

Why it is bad: without them two versions of a job cannot be told apart.

How to fix it: export as PDF/X-4.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.preflight.ask import Ask
from cimaise.preflight.facts import Facts
from cimaise.preflight.findings import Found

CODE: Final = "pdf-x4-document-id"


_ASKED: Final = ("xmpMM:DocumentID", "xmpMM:VersionID", "xmpMM:RenditionClass")


def find(facts: Facts, ask: Ask) -> Iterator[Found]:
    """One finding with everything that is missing."""
    del ask
    missing = [key for key in _ASKED if not (facts.xmp or {}).get(key)]
    if missing:
        yield Found(f"the XMP metadata have no {', '.join(missing)}", figures={"missing": missing})
