"""12 panels of 80×120 cm with 36 photographs of 24 megapixels, at 150 useful ppi, from the shell.

Run it from the project's folder with `python -m benchmarks.r12 [ROUNDS]`. It makes its pictures
first (700 MB, once), then measures, beside each other:

- our build cold, with nothing changed, and after one word; print-ready PDF/X-4, preflight
  included, once as the panels alone and once with previews, contact sheet and printer's kit;
- Typst on the same photographs, which it embeds as they are, in RGB and without a preflight;
- Typst on pictures made ready for it: CMYK, 150 ppi.

Exit code 1 where a target is missed.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.measuring import Run, measured, median
from benchmarks.r12_data import FOLDER, OTHER, TYPST, WORD, made

ROOT = Path(__file__).resolve().parents[1]
OURS = (sys.executable, ROOT / "make_panels.py", "build", FOLDER, "--only", "panels")
KIT = (*OURS, "--only", "previews", "--only", "kit")
TARGETS = {"cold": 8.0, "one word": 0.6}
MOST_MB = 600.0


def main() -> int:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    made()
    print(f"{'':36} {'clock':>8} {'processor':>10} {'memory':>9}")
    found = {
        "cold": _told("panels, cold", [_cold(OURS) for _ in range(rounds)]),
        "nothing": _told("panels, nothing changed", _times(rounds, lambda: measured(OURS))),
        "one word": _told("panels, one word changed", _times(rounds, lambda: _word(OURS))),
    }
    _told("with previews and kit, cold", [_cold(KIT) for _ in range(rounds)])
    _told("with previews and kit, one word", _times(rounds, lambda: _word(KIT)))
    rgb = _told("Typst, photographs as they are", _times(rounds, lambda: _typst("rgb")))
    cmyk = _told("Typst, pictures made ready", _times(rounds, lambda: _typst("cmyk")))
    print(f"cold is {found['cold'].cpu_s / rgb.cpu_s:.2f} × Typst on photographs (processor)")
    print(f"one word is {found['one word'].wall_s / cmyk.wall_s:.2f} × Typst on ready pictures")
    missed = [
        f"{name} takes {found[name].wall_s:.2f} s, more than {most:g} s"
        for name, most in TARGETS.items()
        if found[name].wall_s > most
    ]
    if found["cold"].peak_mb > MOST_MB:
        missed.append(f"cold takes {found['cold'].peak_mb:.0f} MB, more than {MOST_MB:g} MB")
    print("\n".join(missed) or "all targets met")
    return int(bool(missed))


def _told(name: str, runs: list[Run]) -> Run:
    run = median(runs)
    print(f"{name:36} {run.wall_s:6.2f} s {run.cpu_s:8.2f} s {run.peak_mb:6.0f} MB", flush=True)
    return run


def _times(rounds: int, work: Callable[[], Run]) -> list[Run]:
    return [work() for _ in range(rounds)]


def _cold(command: tuple[object, ...]) -> Run:
    for folder in (".cimaise", "dist"):
        shutil.rmtree(FOLDER / folder, ignore_errors=True)
    return measured([str(part) for part in command])


def _word(command: tuple[object, ...]) -> Run:
    file = FOLDER / "panels" / "05-panel.yaml"
    text = file.read_text("utf-8")
    old, new = (WORD, OTHER) if WORD in text else (OTHER, WORD)
    file.write_text(text.replace(old, new), "utf-8")
    run = measured([str(part) for part in command])
    if ", 1 panel painted" not in run.said:
        raise SystemExit(f"the word changed more or less than one panel:\n{run.said}")
    return run


def _typst(kind: str) -> Run:
    code = (
        "import typst; typst.compile("
        f"{str(TYPST / kind) + '.typ'!r}, output={str(TYPST / kind) + '.pdf'!r}, "
        f"font_paths=[{str(TYPST / 'fonts')!r}])"
    )
    return measured([sys.executable, "-c", code])


if __name__ == "__main__":
    raise SystemExit(main())
