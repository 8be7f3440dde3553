"""How long the booklets of the first exhibition take: cold, unchanged, and after one word.

Run it from the project's folder with `python -m benchmarks.booklet`. Each build is a process of its
own, as a designer's is. Exit code 1 where one takes longer than it may.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIMITS_S = {"cold": 15.0, "nothing changed": 1.0, "one word changed": 5.0}


def main() -> int:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for name in ("panels", "images"):
            shutil.copytree(
                ROOT / name, folder / name, ignore=shutil.ignore_patterns("scripts", "__pycache__")
            )
        shutil.copy(ROOT / "exhibition.yaml", folder)
        took = {"cold": _build(folder), "nothing changed": _build(folder)}
        panel = folder / "panels" / "04-sabotage.yaml"
        panel.write_text(panel.read_text("utf-8").replace("téléphoniques", "de téléphone"), "utf-8")
        took["one word changed"] = _build(folder)
    for name, seconds in took.items():
        print(f"{name:20} {seconds:5.1f} s   at most {LIMITS_S[name]:g} s")
    return int(any(seconds > LIMITS_S[name] for name, seconds in took.items()))


def _build(folder: Path) -> float:
    start = time.perf_counter()
    command = [sys.executable, str(ROOT / "make_panels.py"), "build", str(folder)]
    subprocess.run([*command, "--only", "booklet"], check=True, capture_output=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
