"""What layout says itself (overset, glyphs that are missing, labels dropped) → findings."""

from __future__ import annotations

import re

from cimaise.checks.findings import Finding
from cimaise.diagnostics import Diagnostic

# Figures differ from format to format where the trouble is one.
_NUMBER = re.compile(r"\d[\d.,  ]*")
MERGED_BY_PLACE = frozenset({"text-overset"})


def as_finding(found: Diagnostic) -> Finding:
    """A layout's diagnostic as a finding; alike messages that differ in numbers are the same."""
    key = "" if found.code in MERGED_BY_PLACE else _NUMBER.sub("#", found.message)
    words = found.figures.get("words_over", 0)
    return Finding(
        found.code,
        found.severity,
        found.message,
        found.span,
        found.slot,
        found.hint,
        found.figures,
        key,
        float(words) if isinstance(words, int | float) else 0.0,
    )
