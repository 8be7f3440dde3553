"""Findings of `check` and `preflight` are their result; those of the others are messages."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., Any]


@pytest.fixture
def mistaken(small: Path) -> Path:
    """The small exhibition with a mistake in its second panel, and typography to be fixed."""
    file = small / "panels/02-the-garden.yaml"
    file.write_text(file.read_text("utf-8").replace("quote:", "quot:"), "utf-8")
    return small


@pytest.fixture
def no_pdf(tmp_path: Path) -> Path:
    file = tmp_path / "text.pdf"
    file.write_text("no PDF", "utf-8")
    return file


def test_what_check_finds_is_its_result_with_the_line_that_sums_it_up(
    run: Run, mistaken: Path
) -> None:
    ran = run("check", mistaken)
    assert "error[unknown-key]" in ran.out
    assert ran.out.rstrip().endswith(
        "in 1 panel (1 more cannot be laid out yet), 1 language, 2 formats"
    )
    assert ran.err == ""


def test_what_keeps_check_from_looking_is_its_result_too(run: Run, small: Path) -> None:
    (small / "exhibition.yaml").write_text("title: [\n", "utf-8")
    ran = run("check", small)
    assert (ran.code, ran.err) == (1, "")
    assert "error[yaml-syntax]" in ran.out


def test_order_is_kept_fixes_then_pictures_then_findings(run: Run, mistaken: Path) -> None:
    house = mistaken / "panels/01-the-house.yaml"
    house.write_text(house.read_text("utf-8") + 'credits: "It\'s"\n', "utf-8")
    told = run("check", mistaken, "--fix", "--images")
    places = [told.out.find(each) for each in ("+++ b/panels", "error[unknown-key]", "1 error")]
    assert -1 < places[0] < places[1] < places[2]
    assert told.err == "panels/02-the-garden.yaml is not fixed: it has errors\n"


@pytest.mark.parametrize("command", [("fit",), ("build", "--only", "panels")])
def test_what_other_commands_find_is_a_message(
    run: Run, mistaken: Path, command: tuple[str, ...]
) -> None:
    ran = run(command[0], mistaken, *command[1:])
    assert ran.code == 1
    assert "error[unknown-key]" in ran.err
    assert "unknown-key" not in ran.out


def test_a_file_that_preflight_cannot_read_is_told_in_every_report(run: Run, no_pdf: Path) -> None:
    for report in ("text", "json", "github"):
        ran = run("preflight", no_pdf, "--report", report)
        assert (ran.code, ran.err) == (2, "")
        assert "text.pdf is not a PDF file" in ran.out


@pytest.mark.parametrize("command", ["check", "preflight"])
@pytest.mark.parametrize("coloured", ["stdout", "stderr"])
def test_colours_follow_the_stream_that_is_written_to(
    run: Run,
    mistaken: Path,
    no_pdf: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    coloured: str,
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr(getattr(sys, coloured), "isatty", lambda: True)
    ran = run(command, mistaken if command == "check" else no_pdf)
    assert ("\x1b[" in ran.out) is (coloured == "stdout")


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_who_reads_no_further_is_no_error(mistaken: Path, unbuffered: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    ran = subprocess.run(
        [sys.executable, ROOT / "make_panels.py", "check", mistaken],
        stdout=writer,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
        check=False,
    )
    os.close(writer)
    assert (ran.returncode, ran.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
def test_a_disk_that_is_full_is_told_of(mistaken: Path) -> None:
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(
            [sys.executable, ROOT / "make_panels.py", "check", mistaken],
            stdout=full,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONUNBUFFERED": ""},
            check=False,
        )
    said = b"error: the output cannot be written: No space left on device\n"
    assert (ran.returncode, ran.stderr) == (2, said)


def test_what_a_library_thinks_of_exif_data_is_not_said(small: Path) -> None:
    panel = "layout: picture-led\ntitle: A\nimages: [{file: odd.jpg, alt: A}]\n"
    (small / "panels" / "03-odd.yaml").write_text(panel, "utf-8")
    cut_short = b"Exif\0\0II*\0\x08\0\0\0\x05\0\x12\x01"
    (small / "images").mkdir(exist_ok=True)
    Image.new("RGB", (3000, 2000), "teal").save(small / "images" / "odd.jpg", exif=cut_short)
    # In a process of its own: here pytest makes errors of warnings.
    ran = subprocess.run(
        [sys.executable, ROOT / "make_panels.py", "check", small], capture_output=True, text=True
    )
    assert "odd.jpg has no colour profile" in ran.stdout
    assert ran.stderr == ""
