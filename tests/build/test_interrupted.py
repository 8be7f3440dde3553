"""A build that the user stops leaves whole files alone, and says nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

TOOL = Path(__file__).resolve().parents[2] / "make_panels.py"
INTERRUPTED = 130


@pytest.mark.slow
@pytest.mark.parametrize("seconds", [0.0, 0.3, 0.6, 0.9])
def test_a_build_that_is_stopped_leaves_no_part_of_a_file(small: Path, seconds: float) -> None:
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
    os.killpg(process.pid, signal.SIGINT)
    said, _ = process.communicate(timeout=60)
    assert (process.returncode, said) in ((INTERRUPTED, ""), (0, said))
    assert "Traceback" not in said
    left = [file.name for file in small.rglob(".*") if file.suffix in (".part", ".candidate")]
    assert left == []
