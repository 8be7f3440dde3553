"""Seconds that `check` takes on the first exhibition: 12 panels, 2 languages, 3 formats.

    python -m benchmarks.check [TIMES]

Cold: nothing remembered. Edited: one panel changed since the last run. Warm: nothing changed. Every
run is a fresh process, the best of TIMES counts. Maps are most of the cold time, so the same is
measured without them.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.measuring import measured

ROOT = Path(__file__).resolve().parents[1]
WANTED = {"cold": 1.5, "warm": 0.5}


def main(times: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        for name in ("with maps", "without maps"):
            folder = Path(place) / name.replace(" ", "-")
            copy_exhibition(folder, maps=name == "with maps")
            for state, seconds in timed(folder, times).items():
                wanted = f" (wanted: {WANTED[state]})" if state in WANTED else ""
                print(f"{name:<13} {state:<7} {seconds:6.2f} s{wanted}")


def copy_exhibition(folder: Path, *, maps: bool) -> None:
    folder.mkdir()
    shutil.copy(ROOT / "exhibition.yaml", folder)
    for name in ("panels", "images"):
        shutil.copytree(ROOT / name, folder / name)
    if maps:
        return
    for file in (folder / "panels").glob("*.yaml"):
        text = re.sub(r"(?ms)^map:.*?(?=^\w)", "", file.read_text("utf-8"))
        file.write_text(re.sub(r"layout: map-(led|and-facts)", "layout: text-led", text), "utf-8")


def timed(folder: Path, times: int) -> dict[str, float]:
    runs: dict[str, list[float]] = {"cold": [], "edited": [], "warm": []}
    panel = folder / "panels" / "04-sabotage.yaml"
    for number in range(times):
        shutil.rmtree(folder / ".cimaise", ignore_errors=True)
        runs["cold"].append(seconds_of(folder))
        panel.write_text(panel.read_text("utf-8") + f"# edit {number}\n", "utf-8")
        runs["edited"].append(seconds_of(folder))
        runs["warm"].append(seconds_of(folder))
    return {state: min(taken) for state, taken in runs.items()}


def seconds_of(folder: Path) -> float:
    command = [sys.executable, ROOT / "make_panels.py", "check", folder]
    return measured(command, memory=False, accepted=(0, 1)).wall_s


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
