"""Whether a copy of this process can work."""

from __future__ import annotations

import sys


def may_fork() -> bool:
    """Whether forking is safe: libvips waits for ever, in a copy, for threads that stayed here."""
    return sys.platform == "linux" and "pyvips" not in sys.modules
