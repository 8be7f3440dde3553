"""Work shared between processes, where that pays."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar

from cimaise.resources.processes import may_fork

Job = TypeVar("Job")
Result = TypeVar("Result")

# Below this many jobs, starting processes costs more than it saves.
FEWEST_JOBS = 5


def shared(
    function: Callable[[Job], Result],
    jobs: Sequence[Job],
    processes: int,
    *,
    fewest: int = FEWEST_JOBS,
) -> list[Result]:
    """`function` of each job, in order, in as many processes; of fewer jobs than that, in ours."""
    if processes < 2 or len(jobs) < fewest:
        return [function(job) for job in jobs]
    # Forked workers have everything loaded; where forking is unsafe, they load anew.
    method = "fork" if may_fork() else "spawn"
    context = multiprocessing.get_context(method)
    with ProcessPoolExecutor(min(processes, len(jobs)), mp_context=context) as pool:
        return list(pool.map(function, jobs))
