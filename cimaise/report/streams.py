"""What a stream cannot show or take, where Python would end in an error of its own."""

from __future__ import annotations

import codecs
import os
import sys
from io import TextIOWrapper

HANDLER = "cimaise-escaped"
PLAIN = {"█": "#", "━": "#", "─": "-", **dict.fromkeys("▏▎▍▌▋▊▉", "-")}
"""What bars are drawn with elsewhere; they stay as long as they are."""


def show_what_they_can() -> None:
    """Have stdout and stderr replace what their encoding lacks: `PYTHONIOENCODING=ascii`."""
    codecs.register_error(HANDLER, _escaped)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors=HANDLER)


def finish_writing() -> None:
    """Write what is left for stdout now: as Python ends, nobody could say why it fails.

    Raises BrokenPipeError where the reader went away, SystemExit where a disk is full.
    """
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as problem:
        forget_output()
        print(f"error: the output cannot be written: {problem.strerror}", file=sys.stderr)
        raise SystemExit(2) from None


def forget_output() -> None:
    """Let what cannot be written go nowhere, so that Python does not try again as it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _escaped(problem: UnicodeError) -> tuple[str, int]:
    """The signs as JSON escapes them, so that a report in JSON still says the same."""
    if not isinstance(problem, UnicodeEncodeError):
        raise problem
    lacking = problem.object[problem.start : problem.end]
    return "".join(PLAIN.get(sign) or _escape(sign) for sign in lacking), problem.end


def _escape(sign: str) -> str:
    units = sign.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))
