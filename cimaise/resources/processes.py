"""Processes: whether a copy of this one can work, and how one is started."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from typing import Any

from cimaise.resources.interrupts import held


def may_fork() -> bool:
    """Whether forking is safe: libvips waits for ever, in a copy, for threads that stayed here."""
    return sys.platform == "linux" and "pyvips" not in sys.modules


def started(
    process: Callable[..., BaseProcess],
    target: Callable[..., None],
    *args: Any,
    daemon: bool = True,
) -> BaseProcess:
    """A process that runs `target(*args)`, started while Ctrl-C waits.

    What is raised while Python forks is printed and forgotten: the stop would be lost.
    """
    deaf = signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    made = process(target=_hearing, args=(deaf, target, *args), daemon=daemon)
    with held():
        made.start()
    return made


def _hearing(deaf: bool, target: Callable[..., None], *args: Any) -> None:
    # The process was forked with the handler that only waits.
    signal.signal(signal.SIGINT, signal.SIG_IGN if deaf else signal.default_int_handler)
    target(*args)
