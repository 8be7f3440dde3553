"""The bar that a build shows on a terminal, on stderr."""

from __future__ import annotations

import sys


class Progress:
    """A line on a terminal that counts panels; nothing elsewhere."""

    def __init__(self, on_terminal: bool) -> None:
        self._on_terminal = on_terminal
        self._said = False

    def __call__(self, name: str, done: int, total: int) -> None:
        """Show how far it is, and with what."""
        if self._on_terminal:
            filled = round(30 * done / total)
            bar = "━" * filled + "─" * (30 - filled)
            sys.stderr.write(f"\r{bar} {done}/{total} {name[:40]:<40}")
            sys.stderr.flush()
            self._said = True

    def end(self) -> None:
        """Take the line away."""
        if self._said:
            sys.stderr.write("\r\x1b[K")
