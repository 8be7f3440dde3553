"""The file is valid PDF/X.

What it does: sums up the PDF/X rules (`pdf-x4-…`, `pdf-x1a-…`) in one error listing those broken.

Why it is bad: PDF/X is the contract by which a printer takes a file without asking back: fonts
inside, boxes set, one print condition named. A file that only claims it stops at their door.

How to fix it: mend what the listed findings say; each tells where and how.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.diagnostics import counted
from cimaise.preflight.ask import Ask
from cimaise.preflight.facts import Facts
from cimaise.preflight.findings import Found
from cimaise.preflight.limits import FLAVOUR_NAMES

CODE: Final = "pdf-R0001"


def find(facts: Facts, ask: Ask) -> Iterator[Found]:
    """One finding where any PDF/X rule was broken."""
    del facts
    if ask.broken:
        yield Found(
            f"the file is not valid {FLAVOUR_NAMES[ask.flavour]}: "
            f"{counted(len(ask.broken), 'requirement')} broken ({', '.join(ask.broken)})",
            figures={"broken": list(ask.broken)},
        )
