"""The command line as a user meets it: what it prints, where, and its exit code."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cimaise.resources.processes import LostProcessError

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., Any]


def test_help_loads_no_heavy_library() -> None:
    heavy = ["reportlab", "weasyprint", "pikepdf", "pypdfium2", "shapely", "pyproj", "pydantic"]
    code = (
        "import sys; sys.argv = ['make_panels.py', '--help']\n"
        "import cimaise.cli\n"
        "try: cimaise.cli.main()\n"
        "except SystemExit: pass\n"
        f"print([name for name in {heavy} if name in sys.modules], file=sys.stderr)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "build" in ran.stdout
    assert ran.stderr.strip() == "[]"


def test_version(run: Run) -> None:
    ran = run("--version")
    assert (ran.code, ran.out) == (0, "cimaise 0.1.0\n")


@pytest.mark.parametrize("module", ["cimaise", "cimaise.cli"])
def test_the_package_is_a_command_too(module: str) -> None:
    command = [sys.executable, "-m", module, "--version"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout == "cimaise 0.1.0\n"


def test_an_unknown_command_is_a_usage_error(run: Run) -> None:
    assert run("bild").code == 2


def test_a_folder_that_is_no_exhibition(run: Run, tmp_path: Path) -> None:
    ran = run("check", tmp_path)
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err == (
        f"error: {tmp_path} holds no exhibition.yaml\n"
        "hint: name an exhibition's folder, or make one with `make_panels.py new FOLDER`\n"
    )


def test_a_folder_that_is_not_there(run: Run, tmp_path: Path) -> None:
    ran = run("build", tmp_path / "nowhere")
    assert (ran.code, ran.err) == (2, f"error: there is no folder {tmp_path / 'nowhere'}\n")


@pytest.mark.parametrize(
    ("option", "name", "said"),
    [
        ("--format", "80x121", "unknown format “80x121”\nhint: did you mean 80x120?"),
        ("--lang", "fr", "unknown language “fr”\nhint: there are en"),
        ("--panel", "the-hous", "unknown panel “the-hous”\nhint: did you mean 01-the-house?"),
    ],
)
def test_a_name_that_is_nowhere(run: Run, small: Path, option: str, name: str, said: str) -> None:
    ran = run("check", small, option, name)
    assert ran.code == 2
    assert said in ran.err


def test_check_prints_a_mistake_with_its_place(run: Run, small: Path) -> None:
    file = small / "panels/02-the-garden.yaml"
    file.write_text(file.read_text("utf-8").replace("quote:", "quot:"), "utf-8")
    ran = run("check", small)
    assert ran.code == 1
    assert ran.err == ""
    assert "error[unknown-key]" in ran.out
    assert "--> panels/02-the-garden.yaml:9:1" in ran.out
    assert "^^^^^" in ran.out
    assert "did you mean `quote`?" in ran.out


def test_a_clean_check_says_nothing_wrong(run: Run, small: Path) -> None:
    ran = run("check", small)
    assert ran.code == 0
    assert "error" not in ran.out
    assert ran.err == ""


def test_the_json_report_holds_to_its_contract(run: Run, small: Path) -> None:
    ran = run("check", small, "--report", "json")
    report = json.loads(ran.out)
    assert set(report) >= {"diagnostics", "fit", "images"}
    row = report["fit"][0]
    assert {"panel", "slot", "words", "capacity_words", "size_pt", "words_over"} <= set(row)


def test_fit_prints_a_row_for_every_text(run: Run, small: Path) -> None:
    ran = run("fit", small, "--format", "80x120")
    assert ran.code == 0
    for slot in ("01-the-house title", "01-the-house text", "02-the-garden quote"):
        assert slot in ran.out


def test_new_makes_an_exhibition_without_fault_and_never_overwrites(
    run: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "mine"
    assert run("new", folder).code == 0
    told = run("check", folder, "--strict", "--report", "json")
    assert told.code == 0
    # What the theme is told of is not the newcomer's to mend.
    assert [
        each for each in json.loads(told.out)["diagnostics"] if "ete44" not in each["file"]
    ] == []
    again = run("new", folder)
    assert again.code == 2
    assert "is there already" in again.err


def test_new_says_why_a_folder_cannot_be_made(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    too_long = run("new", tmp_path / ("x" * 300))
    assert too_long.code == 2
    assert too_long.err.startswith("error: File name too long")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shutil.copyfile", full)
    stopped = run("new", tmp_path / "mine")
    assert stopped.code == 2
    assert "No space left on device" in stopped.err


@pytest.mark.parametrize("what", ["formats", "layouts", "themes", "printers", "fonts"])
def test_list(run: Run, small: Path, what: str) -> None:
    ran = run("list", what, small)
    assert ran.code == 0
    expected = {
        "formats": "80x120",
        "layouts": "map-led",
        "themes": "ete44",
        "printers": "default",
        "fonts": "BarlowCondensed_700Bold.ttf",
    }
    assert expected[what] in ran.out


@pytest.mark.parametrize("kind", ["panel", "exhibition", "layout", "theme", "formats", "printers"])
def test_schema_prints_json(run: Run, kind: str) -> None:
    ran = run("schema", kind)
    assert ran.code == 0
    assert json.loads(ran.out)["$schema"].endswith("2020-12/schema")


@pytest.mark.parametrize("name", ["05-c", "05", "5", "3", "03-c"])
def test_a_panel_is_called_by_its_place_or_as_its_file_is(run: Run, small: Path, name: str) -> None:
    for file in (small / "panels").iterdir():
        file.unlink()
    for stem in ("01-a", "02-b", "05-c"):
        file = small / "panels" / f"{stem}.yaml"
        file.write_text(f"layout: text-led\ntitle: {stem}\n", "utf-8")
    fitted = run("fit", small, "--panel", name)
    assert re.findall(r"0\d-\w", fitted.out)[:1] == ["03-c"]
    assert "02-b" not in fitted.out


def test_a_bug_of_ours_is_no_traceback(
    run: Run, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("a shelf fell down")

    monkeypatch.setattr("cimaise.build.commands.fit", broken)
    ran = run("fit", small)
    assert ran.code == 3
    assert "This is a bug in Cimaise" in ran.err
    assert "Traceback" not in ran.err
    log = Path(ran.err.rsplit(" ", 1)[1].strip())
    assert "a shelf fell down" in log.read_text("utf-8")
    log.unlink()


def test_a_process_that_the_system_ends_is_no_bug(
    run: Run, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object, **__: object) -> None:
        raise LostProcessError

    monkeypatch.setattr("cimaise.build.commands.fit", killed)
    ran = run("fit", small)
    assert ran.code == 3
    assert ran.err.splitlines()[0].endswith("runs out of memory")
    assert "--jobs 1" in ran.err


@pytest.mark.parametrize("encoding", ["ascii", pytest.param("latin-1", marks=pytest.mark.slow)])
def test_a_stream_that_cannot_show_a_sign_shows_another(
    run: Run, small: Path, encoding: str
) -> None:
    file = small / "panels/02-the-garden.yaml"
    file.write_text(file.read_text("utf-8").replace("quote:", "citées😀:"), "utf-8")

    def shown(*arguments: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, ROOT / "make_panels.py", *map(str, arguments)],
            capture_output=True,
            encoding=encoding,
            env={**os.environ, "PYTHONIOENCODING": encoding},
            check=False,
        )

    fitted = shown("fit", small)
    assert fitted.returncode == 1, fitted.stderr
    assert "########" in fitted.stdout
    assert "error[unknown-key]" in fitted.stderr
    assert shown("list", "formats", small).returncode == 0
    assert json.loads(shown("check", small, "--report", "json").stdout) == json.loads(
        run("check", small, "--report", "json").out
    )


def test_the_script_runs_from_anywhere(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, str(ROOT / "make_panels.py"), "list", "printers"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "default" in ran.stdout


def test_a_layout_that_leaves_nothing_of_a_format_is_refused_wherever_it_is_asked_for(
    run: Run, small: Path
) -> None:
    (small / "layouts").mkdir()
    wide = re.sub(r"left: \d+", "left: 9000", (ROOT / "layouts/text-led.yaml").read_text("utf-8"))
    (small / "layouts" / "mine.yaml").write_text(wide, "utf-8")
    slim = "slim: {trim: [100, 3000], distance_m: 1, scale: 2}\n"
    (small / "layouts" / "formats.yaml").write_text(slim, "utf-8")
    for asked, named in (
        (("fit", small, "--budget", "--layout", "mine", "--format", "a3"), "layouts/mine.yaml"),
        (("fit", small, "--budget", "--layout", "text-led", "--format", "slim"), "text-led.yaml"),
        (("check", small, "--format", "slim"), "text-led.yaml"),
        (("build", small, "--format", "slim", "--jobs", "1"), "text-led.yaml"),
    ):
        ran = run(*asked)
        assert ran.code == 1
        assert "error[invalid-value]: margins and gutters take" in ran.out + ran.err
        assert named in ran.out + ran.err
    # No panel has the one, the exhibition does not list the other.
    assert run("check", small).code == 0
