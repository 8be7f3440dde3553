"""Stopping: of this process, by Ctrl-C (SIGINT) or by who ends processes (SIGTERM), and of others.

Where we are stopped, nothing is raised: a library that calls back into Python would swallow that,
report it as an error of its own, or crash. The process tidies up and is gone.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

STOPS = (signal.SIGINT, signal.SIGTERM)
STOPPED_WITHIN_S = 1.0
CAN_MASK = hasattr(signal, "pthread_sigmask")


def end(*processes: BaseProcess) -> None:
    """Stop processes and wait until they have gone; one that cannot tidy up in time is killed."""
    for process in processes:
        process.terminate()
    for process in processes:
        process.join(STOPPED_WITHIN_S)
        process.kill()
        process.join()


def stop_at_once(say: str = "") -> None:
    """Let a stop end this process and those it began from now on, and say so on stderr."""

    def stop(number: int, _: object) -> None:
        # Who asks a second time waits for nobody.
        for each in STOPS:
            signal.signal(each, lambda again, _: os._exit(128 + again))
        try:
            # Not imported for this: loading it takes as long as `--help`.
            begun = sys.modules.get("multiprocessing.process")
            end(*(begun.active_children() if begun else ()))
            # `print` cannot be called again within itself.
            os.write(2, say.encode())
        finally:
            os._exit(128 + number)

    for number in _awaited():
        signal.signal(number, stop)
    if CAN_MASK:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)


@contextmanager
def tidied() -> Iterator[ExitStack]:
    """A stack of what is to be called when the block ends, or a stop ends it."""
    stack = ExitStack()
    earlier = {number: signal.getsignal(number) for number in _awaited()}

    def stop(number: int, _: object) -> None:
        # Who was stopped by the terminal is stopped by its parent too: once is enough.
        for each in earlier:
            signal.signal(each, lambda *_: None)
        stack.close()
        for each, former in earlier.items():
            signal.signal(each, former)
        signal.raise_signal(number)

    with _handled(stop), stack:
        yield stack


@contextmanager
def held() -> Iterator[None]:
    """Let a stop wait until the block ends, where it does what it would have done."""
    came: list[int] = []
    try:
        with _handled(lambda number, _: came.append(number)):
            yield
    finally:
        for number in came[:1]:
            signal.raise_signal(number)


@contextmanager
def beginning() -> Iterator[None]:
    """Let stops of a process that is begun in the block wait until it calls `stop_at_once`.

    Else they would be lost, or Python, which begins as well, would show where it was.
    """
    if not CAN_MASK:
        yield
        return
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)


@contextmanager
def _handled(handler: Callable[[int, Any], None]) -> Iterator[None]:
    earlier = {number: signal.getsignal(number) for number in _awaited()}
    try:
        for number in earlier:
            signal.signal(number, handler)
        yield
    finally:
        for number, former in earlier.items():
            signal.signal(number, former)


def _awaited() -> list[signal.Signals]:
    """The stops that mean us: not those a shell has told us to ignore, nor any outside the main
    thread, where Python hears no signals."""
    if threading.current_thread() is not threading.main_thread():
        return []
    return [each for each in STOPS if signal.getsignal(each) not in (None, signal.SIG_IGN)]
