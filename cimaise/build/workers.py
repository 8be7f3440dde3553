"""Processes that work on panels, each panel with the same one: it still has its words shaped.

No threads: every process is forked before any work begins.
"""

from __future__ import annotations

import gc
import multiprocessing
import traceback
from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

from msgspec import Struct

from cimaise.diagnostics import Diagnostic, InputError
from cimaise.resources.memory import give_back, one_heap
from cimaise.resources.processes import LostProcessError, may_fork, started
from cimaise.resources.stopping import end

Job = TypeVar("Job")
Result = TypeVar("Result")
# Below this many panels, starting processes costs more than it saves.
FEWEST_TO_SHARE = 2
FEWEST_JOBS = 5
"""The same for jobs that take a few hundredths of a second."""


class Task(Generic[Result], Struct):
    """Work that was handed out, and what it gave."""

    function: Callable[[Any], Result]
    job: Any
    done: bool = False
    value: Result | None = None
    failure: BaseException | None = None

    def result(self) -> Result:
        """What the work gave. Raises what it raised."""
        if self.failure is not None:
            raise self.failure
        assert self.done
        return self.value  # type: ignore[return-value]  # done means that there is one


class _Worker(Struct):
    process: BaseProcess
    pipe: Connection
    queue: deque[Task[Any]]
    doing: Task[Any] | None = None


class Workers:
    """A few processes; none where there is too little to do, when work is done as it is awaited."""

    def __init__(
        self,
        processes: int,
        expected: int = 0,
        *,
        fewest: int = FEWEST_TO_SHARE,
        places: Sequence[str] = (),
        keeps_memory: bool = False,
    ) -> None:
        """Of `places`, known beforehand, neighbours are given to the same process.

        `keeps_memory` where jobs take little, and it would be asked for again at once.
        """
        self._workers: list[_Worker] = []
        self._homes: dict[str, int] = {}
        self._processes = processes
        self._expected = expected
        self._fewest = fewest
        self._work = partial(work, keeps_memory=keeps_memory)
        self._places = places
        self._pending: list[tuple[str, Task[Any]]] = []
        if expected >= fewest:
            self._start()

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        end(*(worker.process for worker in self._workers))
        for worker in self._workers:
            worker.pipe.close()

    def submit(self, place: str, function: Callable[[Any], Result], job: Any) -> Task[Result]:
        """Have `function` work on `job`, where work of the same `place` was done before."""
        task = Task(function, job)
        if self._workers:
            self._enqueue(place, task)
            self._feed()
        else:
            self._pending.append((place, task))
        return task

    def finish(self, task: Task[Result]) -> Result:
        """Wait for a task; its result. Raises what the work raised."""
        if not self._workers and len(self._pending) >= self._fewest:
            self._start()
        if not self._workers and not task.done:
            task.value, task.done = task.function(task.job), True
            self._pending = [each for each in self._pending if each[1] is not task]
        while not task.done:
            self._receive()
        return task.result()

    def _start(self) -> None:
        if self._processes < 2:
            return
        count = min(self._processes, max(self._expected, len(self._pending)))
        self._workers = [_Worker(*begin(self._work), deque()) for _ in range(count)]
        for number, place in enumerate(self._places):
            self._homes[place] = number * count // len(self._places)
        for place, task in self._pending:
            self._enqueue(place, task)
        self._pending.clear()
        self._feed()

    def _enqueue(self, place: str, task: Task[Any]) -> None:
        home = self._homes.setdefault(place, len(self._homes) % len(self._workers))
        self._workers[home].queue.append(task)

    def _feed(self) -> None:
        """Give idle workers their next task, or the last of the longest queue."""
        for worker in self._workers:
            if worker.doing is not None:
                continue
            longest = max(self._workers, key=lambda other: len(other.queue))
            if worker.queue:
                worker.doing = worker.queue.popleft()
            elif longest.queue:
                worker.doing = longest.queue.pop()
            else:
                continue
            ask(worker.pipe, worker.doing.function, worker.doing.job)

    def _receive(self) -> None:
        busy = {worker.pipe: worker for worker in self._workers if worker.doing is not None}
        for pipe in wait(list(busy)):
            worker = busy[pipe]  # type: ignore[index]  # what was waited for comes back
            task = worker.doing
            assert task is not None
            try:
                task.value = answered(pipe)  # type: ignore[arg-type]  # likewise
            except LostProcessError:
                raise
            # Whoever awaits the task is told.
            except Exception as failure:
                task.failure = failure
            task.done, worker.doing = True, None
        self._feed()


def shared(
    function: Callable[[Job], Result],
    jobs: Sequence[Job],
    processes: int,
    *,
    fewest: int = FEWEST_JOBS,
) -> list[Result]:
    """`function` of each job, in order, in as many processes; of fewer jobs than that, in ours."""
    count = len(jobs)
    with Workers(processes, count, fewest=fewest, keeps_memory=True) as workers:
        tasks = [workers.submit(str(place), function, job) for place, job in enumerate(jobs)]
        return [workers.finish(task) for task in tasks]


def ask(pipe: Connection, function: Callable[[Any], Any], job: Any) -> None:
    """Have the process at the other end work."""
    try:
        pipe.send((function, job))
    except OSError:
        raise LostProcessError from None


def answered(pipe: Connection) -> Any:
    """What the process at the other end made of its job. Raises what it raised."""
    try:
        value, diagnostics, unwritable, traced = pipe.recv()
    except (EOFError, OSError):
        raise LostProcessError from None
    if diagnostics:
        raise InputError(diagnostics)
    if unwritable:
        raise unwritable
    if traced:
        raise RuntimeError(f"in a process of ours:\n{traced}")
    return value


def begin(target: Callable[[Connection], None]) -> tuple[BaseProcess, Connection]:
    """A process that runs `target` with one end of a pipe, and the other end."""
    # Forked workers have everything loaded; where forking is unsafe, they load anew.
    method = "fork" if may_fork() else "spawn"
    if method == "fork":
        # What is loaded stays loaded: looking through it would only copy the memory we share.
        gc.freeze()
    return started(multiprocessing.get_context(method), target)


def work(pipe: Connection, *, keeps_memory: bool = False) -> None:
    """Work until the other end is gone, which raises EOFError."""
    if not keeps_memory:
        one_heap()
    while True:
        function, job = pipe.recv()
        answer: tuple[Any, tuple[Diagnostic, ...], OSError | None, str] = (None, (), None, "")
        try:
            answer = (function(job), (), None, "")
        except InputError as problem:
            answer = (None, problem.diagnostics, None, "")
        except OSError as problem:
            # Told again where it is caught: the class, the reason and the file are all there is.
            told = OSError(problem.errno, problem.strerror or str(problem), problem.filename)
            answer = (None, (), told, "")
        # Whatever it is, it is the caller's to tell, and not everything can be sent as it is.
        except Exception as failure:
            traced = "".join(traceback.format_exception(failure))
            answer = (None, (), None, traced)
        if not keeps_memory:
            give_back()
        pipe.send(answer)
