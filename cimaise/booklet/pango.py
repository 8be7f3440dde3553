"""WeasyPrint's libraries, Pango and its like, loaded by their names and not searched for.

Before it tries a library's own name, WeasyPrint 70 tries others, and for each of them Python starts
the compiler and the linker to find what is not there: a third of a second at every start.
"""

from __future__ import annotations

import ctypes.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout, suppress
from importlib import import_module
from io import StringIO


def load_pango() -> None:
    """Load the libraries where the system knows them by name; else WeasyPrint finds them later."""
    if sys.platform != "linux":
        return
    # What it says of a library that is missing it says again where it is told to search.
    with suppress(OSError), redirect_stdout(StringIO()), _no_search():
        import_module("weasyprint.text.ffi")


@contextmanager
def _no_search() -> Iterator[None]:
    search = ctypes.util.find_library
    ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = search
