"""The file is not encrypted.

What it does: looks for encryption, also with an empty password.

Why it is bad: PDF/X forbids it: the printer's programs must open, impose and separate the file.

How to fix it: save without a password and without restrictions.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.preflight.ask import Ask
from cimaise.preflight.facts import Facts
from cimaise.preflight.findings import Found

CODE: Final = "pdf-x4-encryption"


def find(facts: Facts, ask: Ask) -> Iterator[Found]:
    """One finding where the file is encrypted."""
    del ask
    if facts.encrypted:
        yield Found("the file is encrypted; it may not be")
