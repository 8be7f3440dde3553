"""How a command ends: with its exit code, whatever happened; never with a traceback."""

from __future__ import annotations

import sys
import tempfile
import traceback
from collections.abc import Callable

from cimaise import __version__
from cimaise.report.streams import finish_writing, forget_output


def guarded(run: Callable[[], object]) -> int:
    """The exit code of `run`; a bug of ours becomes a message and a file, never a traceback."""
    try:
        try:
            run()
        finally:
            finish_writing()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0 if end.code is None else 2
    except KeyboardInterrupt:
        print("stopped; files already written are whole", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader of our output went away: `make_panels.py fit | head`.
        forget_output()
        return 0
    except Exception as bug:
        with tempfile.NamedTemporaryFile(
            "w",
            prefix="cimaise-",
            suffix=".txt",
            delete=False,
            encoding="utf-8",
            errors="backslashreplace",
        ) as log:
            log.write(f"cimaise {__version__}, Python {sys.version}\n")
            log.write(" ".join(sys.argv) + "\n\n" + "".join(traceback.format_exception(bug)))
        print(
            f"This is a bug in Cimaise, not in your files: {type(bug).__name__}: {bug}\n"
            f"hint: please report it with {log.name}",
            file=sys.stderr,
        )
        return 3
    return 0
