"""Ctrl-C that waits, for steps that nothing may fall into."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from typing import Any


@contextmanager
def held() -> Iterator[None]:
    """Let SIGINT wait until the block ends, where it does what it would have done.

    Python hears signals in its main thread alone; in another thread nothing has to wait.
    """
    before = signal.getsignal(signal.SIGINT)
    if before is None or threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []
    signal.signal(signal.SIGINT, lambda number, _: came.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if came:
            signal.raise_signal(signal.SIGINT)


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
