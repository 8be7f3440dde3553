"""The exhibition « Été 44 » from the shell: help, nothing changed, one word, layout, memory.

Run it from the project's folder with `python -m benchmarks.build [ROUNDS]`. The exhibition is
copied to `benchmarks/.data/` first. Peers in the same run: Python that starts and does nothing,
and Typst that sets the same words on 24 pages, without maps, chronologies or print rules. Booklet
and site have a benchmark of their own. Exit code 1 where a target is missed.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.measuring import Run, measured, median, repeated
from cimaise.build.reading import read

ROOT = Path(__file__).resolve().parents[1]
FOLDER = Path(__file__).resolve().parent / ".data" / "build"
TYPST = FOLDER.with_name("build-typst")
TOOL = (sys.executable, ROOT / "make_panels.py")
PARTS = ("--only", "panels", "--only", "previews", "--only", "kit")
BUILD = (*TOOL, "build", FOLDER, *PARTS)
ONE_FORMAT = (*TOOL, "build", FOLDER, "--only", "panels", "--format", "80x120")
PANEL, WORD, OTHER = "03-trois-plans.yaml", "Ralentir les troupes", "Freiner les troupes"
Command = tuple[str | Path, ...]
TARGETS_S = {"help": 0.25, "nothing": 0.5, "one word": 0.6, "layout": 0.5}
MOST_MB = 300.0
LAYOUT = """
import sys, time
from pathlib import Path
import cimaise.cli  # sets Python's collector as every command has it
from cimaise.build.panel_job import edition_of, exhibition_of
from cimaise.layout.blocks import logos, qr_code
from cimaise.layout.figures.chronologies import figure
from cimaise.layout.figures.maps import figure as maps
from cimaise.layout.panels import lay_out
exhibition = exhibition_of(Path(sys.argv[1]), "")
for _ in range(2):
    begun = time.process_time()
    for language in exhibition.languages:
        edition = edition_of(Path(sys.argv[1]), "", language, "80x120")
        lay_out(edition, exhibition.panels)
    print(time.process_time() - begun)
"""


def main() -> int:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    _copied()
    print(f"{'':32} {'clock':>8} {'processor':>10} {'memory':>9}")
    bare = _told("Python, nothing done", rounds, _command((sys.executable, "-c", "")))
    found = {"help": _told("--help", rounds, _command((*TOOL, "--help")))}
    cold = _told("build, cold", 1, _cold)
    found["nothing"] = _told("build, nothing changed", rounds, _command(BUILD))
    measured(ONE_FORMAT)
    found["one word"] = _told("one word, its panel", rounds, _word(ONE_FORMAT, painted=1))
    measured(BUILD)
    _told("in 3 formats, previews, kit", rounds, _word(BUILD, painted=3))
    typst = _told("Typst, the same words", rounds, _typst())
    first, again = _layout(rounds)
    found["layout"] = first
    print(f"{'layout of 24 panels':32} {first.wall_s:6.2f} s, and {again.wall_s:.2f} s again")
    print(f"--help is {found['help'].cpu_s / bare.cpu_s:.1f} × bare Python (processor)")
    print(f"one word is {found['one word'].cpu_s / typst.cpu_s:.2f} × Typst (processor)")
    missed = [
        f"{name} takes {found[name].wall_s:.2f} s, more than {most:g} s"
        for name, most in TARGETS_S.items()
        if found[name].wall_s > most
    ]
    if cold.peak_mb > MOST_MB:
        missed.append(f"the cold build takes {cold.peak_mb:.0f} MB, more than {MOST_MB:g} MB")
    print("\n".join(missed) or "all targets met")
    return int(bool(missed))


def _copied() -> None:
    # Its layouts are the package's own, and so are the copy's.
    shutil.rmtree(FOLDER / "layouts", ignore_errors=True)
    for part in ("panels", "images"):
        shutil.rmtree(FOLDER / part, ignore_errors=True)
        ignored = shutil.ignore_patterns("scripts", "__pycache__")
        shutil.copytree(ROOT / part, FOLDER / part, ignore=ignored)
    shutil.copy(ROOT / "exhibition.yaml", FOLDER)


def _told(name: str, rounds: int, work: Callable[[bool], Run]) -> Run:
    run = repeated(rounds, work)
    print(f"{name:32} {run.wall_s:6.2f} s {run.cpu_s:8.2f} s {run.peak_mb:6.0f} MB", flush=True)
    return run


def _command(command: Command) -> Callable[[bool], Run]:
    return lambda memory: measured(command, memory=memory)


def _cold(memory: bool) -> Run:
    for folder in (".cimaise", "dist"):
        shutil.rmtree(FOLDER / folder, ignore_errors=True)
    return measured(BUILD, memory=memory)


def _word(command: Command, *, painted: int) -> Callable[[bool], Run]:
    def work(memory: bool) -> Run:
        file = FOLDER / "panels" / PANEL
        text = file.read_text("utf-8")
        old, new = (WORD, OTHER) if WORD in text else (OTHER, WORD)
        file.write_text(text.replace(old, new), "utf-8")
        run = measured(command, memory=memory)
        if f", {painted} panel" not in run.said:
            raise SystemExit(f"the word changed more or less than one panel:\n{run.said[-2000:]}")
        return run

    return work


def _layout(rounds: int) -> tuple[Run, Run]:
    """The processor time of laying out 24 panels, maps kept, and a second time in one process."""
    said = [
        measured([sys.executable, "-c", LAYOUT, FOLDER], cwd=ROOT, memory=False).said.split()
        for _ in range(rounds)
    ]
    first, again = (
        median([Run(float(each[place]), float(each[place]), 0.0, "") for each in said])
        for place in (0, 1)
    )
    return first, again


def _typst() -> Callable[[bool], Run]:
    TYPST.mkdir(exist_ok=True)
    exhibition, _ = read(FOLDER)
    lines = [
        "#set page(width: 800mm, height: 1200mm, margin: 50mm, columns: 2)",
        '#set text(font: "Source Serif 4", size: 38pt)',
    ]
    for language in exhibition.languages:
        lines.append(f'#set text(lang: "{language}", hyphenate: true)')
        for panel in exhibition.panels:
            texts = (panel.title, panel.lead, panel.text)
            words = " ".join(text.get(language) for text in texts if text is not None)
            lines += [f'#text("{_escaped(words)}")', "#pagebreak()"]
    (TYPST / "words.typ").write_text("\n".join(lines), "utf-8")
    code = (
        f"import typst; typst.compile({str(TYPST / 'words.typ')!r}, "
        f"output={str(TYPST / 'words.pdf')!r}, font_paths=[{str(ROOT / 'fonts')!r}])"
    )
    return _command((sys.executable, "-c", code))


def _escaped(words: str) -> str:
    return " ".join(words.split()).replace("\\", "\\\\").replace('"', '\\"')


if __name__ == "__main__":
    raise SystemExit(main())
