"""A process that loads the painting libraries while the exhibition is read, and then paints.

Loading them takes as long as painting a panel. Where processes cannot be copied, or only one is
allowed, the work is done in ours.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

from cimaise.build.workers import answered, begin, end, work

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

    def __exit__(self, failed: type[BaseException] | None, *_: object) -> None:
        if self._process is not None and self._pipe is not None:
            self._pipe.close()
            # It needs a while to go, for which nobody has to wait.
            end(self._process, failed)
        self._pipe = self._process = None

    def dismiss(self) -> None:
        """End the process and its hold on memory; what is asked for from now on is done in ours."""
        process = self._process
        self.__exit__(None)
        if process is not None:
            process.join()

    def __reduce__(self) -> tuple[type[Painter], tuple[()]]:
        return Painter, ()

    def work(self, function: Callable[[Any], Result], job: Any) -> Result:
        """What `function` makes of `job`. Raises what it raises."""
        if self._pipe is None:
            return function(job)
        self._pipe.send((function, job))
        result: Result = answered(self._pipe)
        return result


def _load_and_work(pipe: Connection) -> None:
    # Who stops the build is told by our parent.
    with suppress(KeyboardInterrupt):
        import cimaise.build.painting  # noqa: F401  # for what loading does

        work(pipe)
