"""A build that is stopped leaves whole files alone, and says so."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

TOOL = Path(__file__).resolve().parents[2] / "make_panels.py"
STOPPED = "stopped; files already written are whole\n"


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("seconds", [0.0, 0.3, 0.6, 0.9])
def test_a_build_that_is_stopped_leaves_no_part_of_a_file(
    small: Path, seconds: float, number: signal.Signals
) -> None:
    process = subprocess.Popen(
        [sys.executable, TOOL, "build", small, "--jobs", "2"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        # What runs in the background of a shell is deaf to this signal.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    while not (small / ".cimaise").exists() and process.poll() is None:
        time.sleep(0.01)
    time.sleep(seconds)
    # As a terminal does: to the build and all its processes.
    os.killpg(process.pid, number)
    said, _ = process.communicate(timeout=60)
    assert (process.returncode, said) in ((128 + number, STOPPED), (0, said))
    assert "Traceback" not in said
    left = [file.name for file in small.rglob(".*") if file.suffix in (".part", ".candidate")]
    assert left == []
