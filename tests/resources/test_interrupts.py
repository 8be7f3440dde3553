"""Ctrl-C waits where it would leave something half done, and comes afterwards."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cimaise.resources import atomic
from cimaise.resources.interrupts import held


@pytest.fixture(autouse=True)
def _as_in_a_terminal():
    """What runs in the background of a shell is deaf to this signal."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_it_waits_until_the_block_ends():
    done = []
    with pytest.raises(KeyboardInterrupt):  # noqa: PT012  # where it is raised is the question
        with held():
            os.kill(os.getpid(), signal.SIGINT)
            done.append("all")
        done.append("too much")
    assert done == ["all"]


def test_it_comes_at_once_elsewhere():
    with held():
        pass
    with pytest.raises(KeyboardInterrupt):
        os.kill(os.getpid(), signal.SIGINT)


def test_a_file_that_was_just_made_is_taken_away(tmp_path: Path, monkeypatch):
    make = atomic._new_file

    def made_and_stopped(target: Path) -> tuple[int, str]:
        made = make(target)
        os.kill(os.getpid(), signal.SIGINT)
        return made

    monkeypatch.setattr(atomic, "_new_file", made_and_stopped)
    with pytest.raises(KeyboardInterrupt):
        atomic.write_whole(tmp_path / "a.txt", b"text")
    assert list(tmp_path.iterdir()) == []


# Where Python itself forks, it prints what is raised and goes on: see `os.register_at_fork`.
FORKING = """
import multiprocessing, os, signal, time
from cimaise.resources.processes import started

signal.signal(signal.SIGINT, signal.default_int_handler)
context = multiprocessing.get_context("fork")
os.register_at_fork(after_in_parent=lambda: os.kill(os.getpid(), signal.SIGINT))
try:
    started(context.Process, time.sleep, 0)
    print("lost")
except KeyboardInterrupt:
    print("stopped")
"""
# A process that was forked while the signal waits is not to be deaf to it.
HEARD = """
import multiprocessing, os, signal, time
from cimaise.resources.processes import started

def work(pipe):
    try:
        pipe.send("ready")
        time.sleep(20)
        pipe.send("deaf")
    except KeyboardInterrupt:
        pipe.send("stopped")

signal.signal(signal.SIGINT, signal.default_int_handler)
context = multiprocessing.get_context("fork")
ours, theirs = context.Pipe()
process = started(context.Process, work, theirs)
ours.recv()
os.kill(process.pid, signal.SIGINT)
print(ours.recv())
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="nothing is forked here")
@pytest.mark.parametrize("script", [FORKING, HEARD], ids=["the one that forks", "the forked one"])
def test_a_stop_while_a_process_is_forked_is_heard(script: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60
    )
    assert (done.stdout, done.stderr) == ("stopped\n", "")
