"""How much of a file is read before giving up, so that a hostile one costs seconds and megabytes.

The bounds are generous for print work (a dense map has 10^5 operators) and deterministic; the
deadline is a fuse for slow machines.
"""

from __future__ import annotations

import time
from typing import Final

SECONDS: Final = 7.0
OPERATORS: Final = 3_000_000
STREAM_BYTES: Final = 64 * 2**20
"""The longest decoded content stream that is read."""
TOTAL_BYTES: Final = 256 * 2**20
"""The sum of all decoded streams of one file."""
SMALL_STREAM_BYTES: Final = 4 * 2**20
"""XMP packets, profiles' heads, colour tables."""
ELEMENTS: Final = 100_000
"""Distinct kinds of element kept per file."""
PAGES: Final = 5_000
FORM_DEPTH: Final = 28
SAVED_STATES: Final = 512
RECOVERABLE_OBJECTS: Final = 100_000
"""Rebuilding the cross-reference table of more objects takes gigabytes."""


class ExhaustedError(Exception):
    """A bound was reached; the message says which."""


class Budget:
    """What is left for one file."""

    def __init__(self, seconds: float = SECONDS, operators: int = OPERATORS) -> None:
        self._deadline = time.monotonic() + seconds
        self._operators = operators
        self.spent_operators = 0
        self._bytes = TOTAL_BYTES

    def spend_operators(self, count: int) -> None:
        """Count executed operators; raises ExhaustedError past the bound or the deadline."""
        self.spent_operators += count
        if self.spent_operators > self._operators:
            raise ExhaustedError(f"more than {OPERATORS:,} drawing operators")
        self.check_time()

    def check_time(self) -> None:
        """Raise ExhaustedError past the deadline."""
        if time.monotonic() > self._deadline:
            raise ExhaustedError(f"reading took longer than {SECONDS:g} s")

    def spend_bytes(self, count: int) -> None:
        """Count decoded bytes; raises ExhaustedError past the bound."""
        self._bytes -= count
        if self._bytes < 0:
            raise ExhaustedError(f"more than {TOTAL_BYTES // 2**20} MB of decoded streams")
