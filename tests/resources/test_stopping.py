"""A stop ends a process at once; what was begun is taken away, and nothing is left running."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cimaise.build.workers import work
from cimaise.resources import atomic
from cimaise.resources.processes import started
from cimaise.resources.stopping import held, tidied


@pytest.fixture(autouse=True)
def _as_in_a_terminal() -> Iterator[None]:
    """What runs in the background of a shell is deaf to Ctrl-C."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def stop() -> None:
    os.kill(os.getpid(), signal.SIGINT)


def test_it_waits_where_it_is_held() -> None:
    done = []
    with pytest.raises(KeyboardInterrupt):  # noqa: PT012  # where it is raised is the question
        with held():
            stop()
            done.append("all")
        done.append("too much")
    assert done == ["all"]


def test_it_comes_at_once_elsewhere() -> None:
    with held(), tidied():
        pass
    with pytest.raises(KeyboardInterrupt):
        stop()


def test_what_was_begun_is_tidied_up_once_the_last_first() -> None:
    done: list[str] = []
    with tidied() as outer, tidied() as inner:
        outer.callback(done.append, "outer")
        inner.callback(done.append, "inner")
    assert done == ["inner", "outer"]
    with pytest.raises(KeyboardInterrupt), tidied() as outer, tidied() as inner:  # noqa: PT012  # likewise
        outer.callback(done.append, "outer again")
        inner.callback(done.append, "inner again")
        stop()
    assert done == ["inner", "outer", "inner again", "outer again"]


def test_a_second_stop_does_not_cut_the_tidying_short() -> None:
    done: list[str] = []
    with pytest.raises(KeyboardInterrupt), tidied() as stack:  # noqa: PT012  # likewise
        stack.callback(done.append, "all")
        stack.callback(stop)
        stop()
    assert done == ["all"]


def test_a_file_that_was_just_made_is_taken_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = atomic._new_file

    def made_and_stopped(target: Path) -> tuple[int, str]:
        made = make(target)
        stop()
        return made

    monkeypatch.setattr(atomic, "_new_file", made_and_stopped)
    with pytest.raises(KeyboardInterrupt):
        atomic.write_whole(tmp_path / "a.txt", b"text")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_a_process_that_only_begins_stops_once_it_can(
    method: str, capfd: pytest.CaptureFixture[str]
) -> None:
    if method not in multiprocessing.get_all_start_methods():
        pytest.skip(f"there is no {method} here")
    process, pipe = started(multiprocessing.get_context(method), work)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGINT)
    process.join(20)
    pipe.close()
    assert process.exitcode == 128 + signal.SIGINT
    assert capfd.readouterr() == ("", "")


SCRIPT = """
import multiprocessing, os, signal, subprocess, sys, time
from pathlib import Path
from cimaise.resources.atomic import whole_file
from cimaise.resources.processes import started
from cimaise.resources.stopping import stop_at_once, tidied

signal.signal(signal.SIGINT, signal.default_int_handler)
fork = multiprocessing.get_context("fork")
folder = Path(sys.argv[1])


def ready():
    (folder / "ready").touch()


def rest():
    time.sleep(60)


def swallow():
    try:
        ready()
        rest()
    except BaseException:
        print("swallowed", flush=True)


def write(*_):
    with whole_file(folder / "a.txt") as part:
        part.write_text("half")
        ready()
        rest()


def run_program():
    program = subprocess.Popen(["sleep", "60"], start_new_session=True)
    with tidied() as stack:
        stack.callback(program.kill)
        ready()
        program.wait()


def share(work):
    process, pipe = started(fork, work)
    rest()


def read(pipe):
    ready()
    pipe.recv()


def nest(pipe):
    process, ours = started(fork, read)
    pipe.recv()


def freeze(pipe):
    ready()
    os.kill(os.getpid(), signal.SIGSTOP)


stop_at_once("stopped\\n")
{job}
"""
JOBS = {
    "raised, it would be lost": "swallow()",
    "a file is being written": "write()",
    "a file is being written beside us": "share(write)",
    "a process waits for us": "share(read)",
    "a process of a process": "share(nest)",
    "another program": "run_program()",
    "a process that hears nothing": "share(freeze)",
}
# Nobody tidies up for who is killed; what only waits for us goes all the same.
GOES_BY_ITSELF = ("share(read)", "share(nest)")


def begun(script: str, folder: Path) -> subprocess.Popen[str]:
    """A process that runs `script`, once it has said that it is ready."""
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    while not (folder / "ready").exists() and process.poll() is None:
        time.sleep(0.01)
    return process


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="nothing is forked here")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
@pytest.mark.parametrize("group", [True, False], ids=["as a terminal does", "to us alone"])
@pytest.mark.parametrize("job", JOBS.values(), ids=JOBS)
def test_a_stop_leaves_nothing_behind(
    job: str, group: bool, number: signal.Signals, tmp_path: Path
) -> None:
    if number is signal.SIGKILL and job not in GOES_BY_ITSELF:
        return
    process = begun(SCRIPT.replace("{job}", job), tmp_path)
    (os.killpg if group else os.kill)(process.pid, number)
    # All who were begun hold these ends too: nobody is left when there is no more to read.
    said, complaints = process.communicate(timeout=20)
    if number is signal.SIGKILL:
        assert (process.returncode, said, complaints) == (-number, "", "")
    else:
        assert (process.returncode, said, complaints) == (128 + number, "", "stopped\n")
    assert [file.name for file in tmp_path.iterdir()] == ["ready"]
