"""Ctrl-C waits where it would leave something half done, and comes afterwards."""

from __future__ import annotations

import os
import signal
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
