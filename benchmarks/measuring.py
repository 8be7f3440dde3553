"""One command, run and measured from outside: seconds, processor seconds, memory of all of it.

Memory is the sum of the proportional set sizes of the whole process tree, sampled: what the
processes share is counted once. Linux only, as it reads /proc.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

SAMPLED_EVERY_S = 0.05


@dataclass(frozen=True)
class Run:
    """What one run took: by the clock, by the processors, and at its greatest."""

    wall_s: float
    cpu_s: float
    peak_mb: float
    said: str


def measured(
    command: Sequence[str | Path],
    *,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    memory: bool = True,
    accepted: tuple[int, ...] = (0,),
) -> Run:
    """Run a command to its end. Raises SystemExit, with what it said, where it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    process = subprocess.Popen(
        [str(part) for part in command],
        env={**_usual(), **(env or {})},
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    peak = _Peak(process.pid)
    if memory:
        peak.start()
    said, _ = process.communicate()
    wall = time.perf_counter() - begun
    peak.stop()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode not in accepted:
        raise SystemExit(f"{' '.join(str(part) for part in command)} failed:\n{said[-4000:]}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(wall, cpu, peak.kilobytes / 1024, said)


def repeated(rounds: int, work: Callable[[bool], Run]) -> Run:
    """The median of `rounds` runs, and the memory of one more.

    `work` is told whether to sample memory: that stops the processes for a moment each time, so
    runs that are timed do without.
    """
    run = median([work(False) for _ in range(rounds)])
    return replace(run, peak_mb=work(True).peak_mb)


def median(runs: Sequence[Run]) -> Run:
    """The median of each figure; of memory the most, since a sample may miss the peak."""
    return Run(
        statistics.median(run.wall_s for run in runs),
        statistics.median(run.cpu_s for run in runs),
        max(run.peak_mb for run in runs),
        runs[-1].said,
    )


def _usual() -> dict[str, str]:
    """The environment of a user, whose Python keeps what it has compiled."""
    return {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}


class _Peak(threading.Thread):
    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.kilobytes = 0
        self._pid = pid
        self._ended = threading.Event()

    def run(self) -> None:
        while not self._ended.wait(SAMPLED_EVERY_S):
            self.kilobytes = max(self.kilobytes, sum(map(_pss_kb, _tree(self._pid))))

    def stop(self) -> None:
        self._ended.set()
        if self.is_alive():
            self.join()


def _tree(pid: int) -> list[int]:
    found = [pid]
    for parent in found:
        try:
            tasks = list(Path(f"/proc/{parent}/task").iterdir())
            for task in tasks:
                found += [int(child) for child in (task / "children").read_text().split()]
        except OSError:
            continue
    return found


def _pss_kb(pid: int) -> int:
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    except OSError:
        pass
    return 0
