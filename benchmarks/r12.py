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

from benchmarks.measuring import Run, measured, repeated
from benchmarks.r12_data import FOLDER, OTHER, TYPST, WORD, made

ROOT = Path(__file__).resolve().parents[1]
OURS = (sys.executable, ROOT / "make_panels.py", "build", FOLDER, "--only", "panels")
KIT = (*OURS, "--only", "previews", "--only", "kit")
Command = tuple[str | Path, ...]
TARGETS = {"cold": 8.0, "one word": 0.6}
MOST_MB = 600.0


def main() -> int:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    made()
    print(f"{'':36} {'clock':>8} {'processor':>10} {'memory':>9}")
    found = {
        "cold": _told("panels, cold", rounds, _cold(OURS)),
        "nothing": _told("panels, nothing changed", rounds, _command(OURS)),
        "one word": _told("panels, one word changed", rounds, _word(OURS)),
    }
    _told("with previews and kit, cold", rounds, _cold(KIT))
    _told("with previews and kit, one word", rounds, _word(KIT))
    rgb = _told("Typst, photographs as they are", rounds, _typst("rgb"))
    cmyk = _told("Typst, pictures made ready", rounds, _typst("cmyk"))
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


def _told(name: str, rounds: int, work: Callable[[bool], Run]) -> Run:
    run = repeated(rounds, work)
    print(f"{name:36} {run.wall_s:6.2f} s {run.cpu_s:8.2f} s {run.peak_mb:6.0f} MB", flush=True)
    return run


def _command(command: Command) -> Callable[[bool], Run]:
    return lambda memory: measured(command, memory=memory)


def _cold(command: Command) -> Callable[[bool], Run]:
    def work(memory: bool) -> Run:
        for folder in (".cimaise", "dist"):
            shutil.rmtree(FOLDER / folder, ignore_errors=True)
        return measured(command, memory=memory)

    return work


def _word(command: Command) -> Callable[[bool], Run]:
    def work(memory: bool) -> Run:
        file = FOLDER / "panels" / "05-panel.yaml"
        text = file.read_text("utf-8")
        old, new = (WORD, OTHER) if WORD in text else (OTHER, WORD)
        file.write_text(text.replace(old, new), "utf-8")
        run = measured(command, memory=memory)
        if ", 1 panel painted" not in run.said:
            raise SystemExit(f"the word changed more or less than one panel:\n{run.said}")
        return run

    return work


def _typst(kind: str) -> Callable[[bool], Run]:
    code = (
        "import typst; typst.compile("
        f"{str(TYPST / kind) + '.typ'!r}, output={str(TYPST / kind) + '.pdf'!r}, "
        f"font_paths=[{str(TYPST / 'fonts')!r}])"
    )
    return _command((sys.executable, "-c", code))


if __name__ == "__main__":
    raise SystemExit(main())
