"""A process that loads the painting libraries while the exhibition is read, and then paints.

Loading them takes as long as painting a panel. Where processes cannot be copied, or only one is
allowed, the work is done in ours.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

from cimaise.build.workers import answered, ask, begin, work
from cimaise.resources.stopping import end

Result = TypeVar("Result")


class Painter:
    """Begun with a `with` statement. Sent to another process it is one that has not begun."""

    def __init__(self, processes: int = 1) -> None:
        self._pipe: Connection | None = None
        self._process: BaseProcess | None = None
        self._processes = processes

    def __enter__(self) -> Painter:
        if self._processes > 1 and sys.platform == "linux":
            self._process, self._pipe = begin(_load_and_work)
        return self

    def __exit__(self, *_: object) -> None:
        self.dismiss()

    def dismiss(self) -> None:
        """End the process and its hold on memory; what is asked for from now on is done in ours."""
        if self._process is not None and self._pipe is not None:
            end(self._process)
            self._pipe.close()
        self._pipe = self._process = None

    def __reduce__(self) -> tuple[type[Painter], tuple[()]]:
        return Painter, ()

    def work(self, function: Callable[[Any], Result], job: Any) -> Result:
        """What `function` makes of `job`. Raises what it raises."""
        if self._pipe is None:
            return function(job)
        ask(self._pipe, function, job)
        result: Result = answered(self._pipe)
        return result


def _load_and_work(pipe: Connection) -> None:
    import cimaise.build.painting  # noqa: F401  # for what loading does

    work(pipe)
