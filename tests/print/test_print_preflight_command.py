"""`preflight` on any PDF: what it prints, where, and its exit code."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from checks.structure import faults
from reportlab.lib.colors import CMYKColor
from reportlab.pdfgen.canvas import Canvas

from tests.conftest import built_small

Run = Callable[..., Any]


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    """A page as office programs write it: RGB, no intent, a font that is not embedded."""
    file = tmp_path / "foreign.pdf"
    canvas = Canvas(str(file), pagesize=(300, 300))
    canvas.setFillColorRGB(1, 0, 0)
    canvas.rect(50, 60, 100, 100, stroke=0, fill=1)
    canvas.setFillColor(CMYKColor(1, 1, 1, 1))
    canvas.rect(200, 60, 80, 80, stroke=0, fill=1)
    canvas.drawString(50, 250, "Helvetica, not embedded")
    canvas.save()
    return file


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A panel as we build it, to be read only."""
    folder = tmp_path_factory.mktemp("preflight") / "small"
    built_small(folder, "--only", "panels", "--format", "80x120")
    return folder / "dist/panels/80x120/en/01-the-house.pdf"


def test_a_panel_of_ours_passes(run: Run, ours: Path) -> None:
    ran = run("preflight", ours, "--distance", "1.5", "--max-ink", "300", "--strict")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == f"{ours}: passes without a finding\n"


def test_a_panel_s_distance_is_that_of_its_format(run: Run, ours: Path) -> None:
    ran = run("preflight", ours, "--strict")
    assert ran.code == 0
    assert ran.err == "note: read from 1.5 m, as 80x120 is; --distance says otherwise\n"


def test_findings_are_told_with_their_place(run: Run, foreign: Path) -> None:
    ran = run("preflight", foreign)
    assert ran.code == 1
    assert "error[pdf-x4-font-embedded]" in ran.out
    assert "error[pdf-R0029]" in ran.out
    # The red square: 50 pt from the left, 140 pt from the top.
    assert "18 mm from the left, 49 mm from the top (35.3 × 35.3 mm)" in ran.out
    last = ran.out.splitlines()[-1]
    assert last.startswith(f"{foreign}: ")
    assert "errors" in last


def test_the_json_report_holds_to_its_contract(run: Run, foreign: Path) -> None:
    ran = run("preflight", foreign, "--report", "json")
    report = json.loads(ran.out)
    assert ran.code == 1
    assert report["file"] == str(foreign)
    schema = json.loads(run("schema", "preflight").out)
    assert not list(faults(report, schema, schema, "preflight"))
    assert list(faults({**report, "findings": [{"code": "x"}]}, schema, schema, "preflight"))
    square = next(each for each in report["findings"] if each["code"] == "pdf-R0029")
    assert square["severity"] == "error"
    assert square["page"] == 1
    assert square["bbox_mm"] == pytest.approx([17.64, 49.39, 35.28, 35.28], abs=0.01)


def test_several_files_make_a_list(run: Run, ours: Path, foreign: Path) -> None:
    ran = run("preflight", ours, foreign, "--report", "json")
    reports = json.loads(ran.out)
    assert ran.code == 1
    assert [each["file"] for each in reports] == [str(ours), str(foreign)]
    assert reports[0]["findings"] == []


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--profile", "sheetfed"), "pdf-R0027"),
        (("--profile", "sheetfed-rgb"), "pdf-R0028"),
        (("--profile", "digital"), "pdf-R0028"),
        (("--profile", "large-format"), "pdf-R0029"),
    ],
)
def test_each_profile_asks_its_own(
    run: Run, foreign: Path, options: tuple[str, ...], code: str
) -> None:
    ran = run("preflight", foreign, *options, "--no-separations", "--report", "json")
    codes = {each["code"] for each in json.loads(ran.out)["findings"]}
    assert code in codes
    assert not codes & {"pdf-R0027", "pdf-R0028", "pdf-R0029"} - {code}


def test_the_printers_own_ink_limit(run: Run, foreign: Path) -> None:
    plain = run("preflight", foreign, "--no-separations", "--report", "json").out
    assert "pdf-ink-limit" not in plain
    ran = run("preflight", foreign, "--no-separations", "--max-ink", "300", "--report", "json")
    found = [each for each in json.loads(ran.out)["findings"] if each["code"] == "pdf-ink-limit"]
    assert found[0]["figures"] == {"ink_percent": 400.0, "limit_percent": 300.0, "count": 2}


def test_the_flavour_is_the_one_asked_for(run: Run, ours: Path) -> None:
    ran = run("preflight", ours, "--flavour", "x-1a", "--report", "json")
    codes = {each["code"] for each in json.loads(ran.out)["findings"]}
    assert {"pdf-x1a-transparency", "pdf-x1a-version"} <= codes


def test_github_gets_commands(run: Run, foreign: Path) -> None:
    ran = run("preflight", foreign, "--report", "github")
    assert ran.out.splitlines()[0].startswith("::error file=")


def test_a_file_that_is_not_there(run: Run, tmp_path: Path) -> None:
    ran = run("preflight", tmp_path / "nowhere.pdf")
    assert (ran.code, ran.err) == (2, "")
    assert f"error[missing-file]: {tmp_path}/nowhere.pdf: No such file or directory\n" in ran.out


def test_a_file_that_is_no_pdf_does_not_keep_the_others_from_being_judged(
    run: Run, tmp_path: Path, ours: Path
) -> None:
    text = tmp_path / "text.pdf"
    text.write_text("no PDF", "utf-8")
    ran = run("preflight", text, ours, "--distance", "1.5")
    assert ran.code == 2
    assert "error[pdf-unreadable]: text.pdf is not a PDF file\n" in ran.out
    assert ran.out.endswith(f"{text}: 1 error\n{ours}: passes without a finding\n")
    told = json.loads(run("preflight", text, ours, "--report", "json").out)
    assert told[0]["findings"][0]["code"] == "pdf-unreadable"


@pytest.mark.parametrize("number", ["0", "-4", "nan"])
@pytest.mark.parametrize(
    ("option", "called"),
    [("--distance", "distance"), ("--scale", "scale"), ("--max-ink", "greatest ink")],
)
def test_a_distance_scale_or_ink_of_nothing(
    run: Run, ours: Path, option: str, called: str, number: str
) -> None:
    ran = run("preflight", ours, option, number)
    assert (ran.code, ran.err) == (2, f"error: the {called} must be a positive number\n")
