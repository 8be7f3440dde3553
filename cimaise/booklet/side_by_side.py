"""Work done beside our own, and work done without pauses: both only for speed."""

from __future__ import annotations

import gc
import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import TypeVar

from cimaise.resources.processes import may_fork, started

Result = TypeVar("Result")


def begun(job: Callable[[], Result], processes: int) -> Callable[[], Result]:
    """Begin `job` in a process of its own, and return what waits for its result.

    The child has all that we have and sends back its result alone. Where processes cannot be
    copied, or ours is the only one allowed, the job is done when its result is asked for; so it is
    where the child fails, for the failure to be told here.
    """
    if processes < 2 or not may_fork():
        return job
    child, ours = started(multiprocessing.get_context("fork"), _run, job)

    def result() -> Result:
        try:
            done: Result = ours.recv()
        except EOFError:
            return job()
        finally:
            child.join()
            ours.close()
        return done

    return result


def _run(job: Callable[[], Result], pipe: Connection) -> None:
    # A failure closes the pipe with nothing said; the parent meets it again.
    try:
        pipe.send(job())
    except Exception:
        pass
    finally:
        pipe.close()


@contextmanager
def no_pauses() -> Iterator[None]:
    """Keep Python from looking for unused cycles: the pages of a booklet are in use till its end,
    and looking through them again and again takes a quarter of the time."""
    was_on = gc.isenabled()
    gc.disable()
    # What the last booklet left, if there was one before.
    gc.unfreeze()
    try:
        yield
    finally:
        if was_on:
            # Else all of it is looked through at once, as a rule just before the process ends.
            gc.freeze()
            gc.enable()
