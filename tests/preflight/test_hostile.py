"""Hostile files end in diagnostics or findings, in time and within memory, never in a traceback."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from cimaise.preflight import pdf_facts
from preflight.hostile import HOSTILE, SLOW
from preflight.rule_cases import GOOD_SHEET

MEMORY = 500 * 2**20
SECONDS = 10

# Judges every file named on its command line, in one process so that start-up is paid once; each
# must end within its own time. Memory is the most that the process ever held; address space would
# count mapped files and thread stacks that cost nothing.
JUDGE = """
import json, sys, time
from pathlib import Path
from cimaise.diagnostics import InputError
from cimaise.preflight import preflight, report_json
for name in sys.argv[1:]:
    began = time.monotonic()
    try:
        found = preflight(Path(name), "sheetfed", separations=False)
        codes = sorted({each.code for each in found.findings})
        json.loads(report_json(found))
        told = found.diagnostics()
    except InputError as error:
        codes = [each.code for each in error.diagnostics]
        told = error.diagnostics
    assert all(each.hint for each in told), told
    seconds = time.monotonic() - began
    lines = Path("/proc/self/status").read_text().splitlines()
    held = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
    print(json.dumps([Path(name).stem, codes, seconds, held * 1024]), flush=True)
"""

STILL_GOOD = {"good-after-all"}
EXPECTED = {
    "empty": "pdf-unreadable",
    "no-pdf": "pdf-unreadable",
    "header-only": "pdf-unreadable",
    "locked": "pdf-encrypted",
    "many-objects-without-table": "pdf-unreadable",
    "content-bomb": "pdf-too-complex",
    "double-bomb": "pdf-too-complex",
    "laughing-forms": "pdf-too-complex",
    "cyclic-forms": "pdf-x4-syntax",
    "deep-forms": "pdf-x4-syntax",
    "deep-q": "pdf-x4-syntax",
}


def limited() -> None:
    """Four times the bound of address space: a runaway fails here before it hurts the machine."""
    resource.setrlimit(resource.RLIMIT_AS, (4 * MEMORY, 4 * MEMORY))


def judged(files: list[Path]) -> dict[str, tuple[list[str], float, int]]:
    ended = subprocess.run(
        [sys.executable, "-c", JUDGE, *map(str, files)],
        capture_output=True,
        text=True,
        timeout=120,
        preexec_fn=limited,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr[-2000:]
    assert ended.stderr == ""
    rows = [json.loads(line) for line in ended.stdout.splitlines()]
    return {name: (codes, seconds, held) for name, codes, seconds, held in rows}


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[list[str], float, int]]:
    folder = tmp_path_factory.mktemp("hostile")
    files = []
    for name, write in HOSTILE.items():
        files.append(folder / f"{name}.pdf")
        write(files[-1])
    found = judged(files)
    for file in files:
        file.unlink()
    return found


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_ends_in_a_diagnostic(
    name: str, verdicts: dict[str, tuple[list[str], float, int]]
) -> None:
    codes, seconds, held = verdicts[name]
    assert seconds < SECONDS
    assert held < MEMORY
    if name in STILL_GOOD:
        assert codes == []
    else:
        assert codes
    if name in EXPECTED:
        assert EXPECTED[name] in codes


@pytest.mark.slow
@pytest.mark.parametrize("name", SLOW)
def test_slow_hostile_file_ends_in_time(name: str, tmp_path: Path) -> None:
    file = tmp_path / f"{name}.pdf"
    SLOW[name](file)
    codes, seconds, held = judged([file])[name]
    assert codes
    assert seconds < SECONDS
    assert held < MEMORY


def test_a_fault_of_ours_is_not_told_as_one_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*arguments: object) -> None:
        raise ValueError("a fault of ours")

    monkeypatch.setattr(pdf_facts, "read_page", broken)
    with pytest.raises(ValueError, match="a fault of ours"):
        pdf_facts.inspect(GOOD_SHEET.write(tmp_path / "sheet.pdf"))
