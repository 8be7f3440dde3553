"""The file is PDF 1.4 at most.

What it does: reads the version from the header and the catalogue.

Why it is bad: PDF/X-1a:2003 ends with PDF 1.4; a machine made for it may not know what came later.

How to fix it: export as PDF/X-1a:2003, or for PDF 1.4.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.preflight.ask import Ask
from cimaise.preflight.facts import Facts
from cimaise.preflight.findings import Found
from cimaise.preflight.limits import FLAVOUR_NAMES, MAX_VERSION

CODE: Final = "pdf-x1a-header"


def find(facts: Facts, ask: Ask) -> Iterator[Found]:
    """One finding where the version is newer than the flavour allows."""
    most = MAX_VERSION[ask.flavour]
    if facts.version > most:
        yield Found(
            f"the file is PDF {facts.version}; {FLAVOUR_NAMES[ask.flavour]} allows {most} at most",
            figures={"version": facts.version, "limit": most},
        )
