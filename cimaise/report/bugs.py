"""How a command ends: with its exit code, whatever happened; never with a traceback."""

from __future__ import annotations

import sys
import tempfile
import traceback
from collections.abc import Callable

from cimaise import __version__
from cimaise.report.streams import finish_writing, forget_output
from cimaise.resources.processes import LostProcessError
from cimaise.resources.stopping import stop_at_once

STOPPED = "stopped; files already written are whole\n"
LOST = """\
error: a process of ours was ended from outside, as a system does that runs out of memory
hint: end other programs, or build with `--jobs 1`, which takes least memory"""


def guarded(run: Callable[[], object], *, whole_process: bool = False) -> int:
    """The exit code of `run`; a bug of ours becomes a message and a file, never a traceback.

    Ctrl-C ends the process there and then, where it does nothing else.
    """
    if whole_process:
        stop_at_once(STOPPED)
    try:
        try:
            run()
        finally:
            finish_writing()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0 if end.code is None else 2
    except BrokenPipeError:
        # The reader of our output went away: `make_panels.py fit | head`.
        forget_output()
        return 0
    except LostProcessError:
        print(LOST, file=sys.stderr)
        return 3
    except Exception as bug:
        _tell(bug)
        return 3
    return 0


def _tell(bug: Exception) -> None:
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
