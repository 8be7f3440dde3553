"""Processes: whether a copy of this one can work, and how one is started."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from cimaise.resources.stopping import CAN_MASK, beginning, held, stop_at_once

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import BaseContext
    from multiprocessing.process import BaseProcess


class LostProcessError(RuntimeError):
    """A process of ours was ended from outside; what it had begun is lost."""


def may_fork() -> bool:
    """Whether forking is safe: libvips waits for ever, in a copy, for threads that stayed here."""
    return sys.platform == "linux" and "pyvips" not in sys.modules


def started(
    context: BaseContext, target: Callable[..., None], *args: Any
) -> tuple[BaseProcess, Connection]:
    """A process that runs `target(*args, pipe)`, and the other end of that pipe.

    It ends quietly when it is stopped, or when we are gone.
    """
    ours, theirs = context.Pipe()
    made = context.Process(target=_run, args=(ours, theirs, target, args))  # type: ignore[attr-defined]  # every context has it
    if context.get_start_method() == "spawn" and CAN_MASK:
        # Python begins this process of its own with the first, and unmasks what we mask.
        from multiprocessing import resource_tracker

        resource_tracker.ensure_running()
    # What is raised while Python forks is printed and forgotten: the stop would be lost.
    with held(), beginning():
        made.start()
    theirs.close()
    return made, ours


def _run(
    ours: Connection, theirs: Connection, target: Callable[..., None], args: tuple[Any, ...]
) -> None:
    stop_at_once()
    # While we hold the other end ourselves, we would wait for a parent that is gone.
    ours.close()
    with suppress(EOFError, ConnectionError):
        target(*args, theirs)
