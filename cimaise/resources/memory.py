"""Memory that large pictures took, given back to the system."""

from __future__ import annotations

import ctypes
from contextlib import suppress

# Of glibc's malloc.h.
M_ARENA_MAX = -8


def give_back() -> None:
    """Return what is free, where the C library is one that keeps it (glibc)."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def one_heap() -> None:
    """Let all threads take memory from one place: what is free in others' is seldom given back."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, 1)
