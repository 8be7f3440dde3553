"""Builds: what they leave, what they keep, what they never do."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import yaml
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
# Each test builds an exhibition.
pytestmark = pytest.mark.slow

Run = Callable[..., Any]
# Booklets and the school page have tests of their own.
PANELS = ("build", "--only", "panels", "--only", "previews")


def digests(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def edit(file: Path, before: str, after: str) -> None:
    text = file.read_text("utf-8")
    assert before in text
    file.write_text(text.replace(before, after), "utf-8")


def test_a_build_leaves_what_the_contract_says(run: Run, small: Path) -> None:
    ran = run(*PANELS, small)
    assert ran.code == 0, ran.err
    assert set(digests(small / "dist")) == {
        "manifest.json",
        "report.json",
        "panels/80x120/en/01-the-house.pdf",
        "panels/80x120/en/02-the-garden.pdf",
        "panels/a3/en/01-the-house.pdf",
        "panels/a3/en/02-the-garden.pdf",
        "previews/en/01-the-house.png",
        "previews/en/02-the-garden.png",
        "previews/en/contact-sheet.png",
    }
    manifest = json.loads((small / "dist/manifest.json").read_text("utf-8"))
    for name, told in manifest["files"].items():
        file = small / "dist" / name
        assert told["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
        assert told["bytes"] == file.stat().st_size


def test_pages_have_the_size_of_their_format(run: Run, small: Path) -> None:
    run(*PANELS, small)
    for format_name, width, height in (("80x120", 800, 1200), ("a3", 297, 420)):
        with pikepdf.open(small / f"dist/panels/{format_name}/en/01-the-house.pdf") as pdf:
            left, bottom, right, top = (float(edge) for edge in pdf.pages[0].trimbox)
        assert (right - left) * 25.4 / 72 == pytest.approx(width, abs=0.01)
        assert (top - bottom) * 25.4 / 72 == pytest.approx(height, abs=0.01)


def test_previews_show_the_trim(run: Run, small: Path) -> None:
    run(*PANELS, small)
    with Image.open(small / "dist/previews/en/01-the-house.png") as preview:
        assert preview.height / preview.width == pytest.approx(1.5, abs=0.003)


def test_nothing_is_done_twice(run: Run, small: Path) -> None:
    run(*PANELS, small)
    before = {file: file.stat().st_mtime_ns for file in (small / "dist").rglob("*.pdf")}
    again = run(*PANELS, small)
    assert again.code == 0
    assert "up to date" in again.err
    edit(small / "panels/02-the-garden.yaml", "Forty people", "Fifty people")
    third = run(*PANELS, small)
    assert "2 panels painted" in third.err  # one panel in two formats
    after = {file: file.stat().st_mtime_ns for file in (small / "dist").rglob("*.pdf")}
    changed = {file.name for file in before if before[file] != after[file]}
    assert changed == {"02-the-garden.pdf"}


def test_a_word_is_seen_where_size_and_time_stay_as_they_were(run: Run, small: Path) -> None:
    file = small / "panels/02-the-garden.yaml"
    facts = file.stat()
    run(*PANELS, small)
    edit(file, "Forty people", "Fifty people")
    os.utime(file, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    assert file.stat().st_size == facts.st_size
    assert "2 panels painted" in run(*PANELS, small).err
    assert "up to date" in run(*PANELS, small).err


def test_a_word_in_one_language_leaves_the_other_language_alone(run: Run, small: Path) -> None:
    edit(small / "exhibition.yaml", "languages: [en]", "languages: [en, fr]")
    panel = small / "panels/02-the-garden.yaml"
    title = next(line for line in panel.read_text("utf-8").splitlines() if "title:" in line)
    said = title.split(":", 1)[1].strip()
    edit(panel, title, f'title: {{en: "{said}", fr: "Le jardin"}}')
    run(*PANELS, small)
    before = digests(small / "dist/panels")
    edit(panel, "Le jardin", "Un jardin")
    assert "2 panels painted" in run(*PANELS, small).err
    after = digests(small / "dist/panels")
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"80x120/fr/02-the-garden.pdf", "a3/fr/02-the-garden.pdf"}


def test_findings_follow_the_lines_that_another_language_moves(run: Run, small: Path) -> None:
    panel = small / "panels/02-the-garden.yaml"
    panel.write_text(panel.read_text("utf-8") + "school: {questions: [Why?]}\n", "utf-8")
    edit(panel, "Forty people", "Forty people " * 400)
    first = json.loads(run(*PANELS, small, "--report", "json").out)["diagnostics"]
    panel.write_text("# One line more.\n" + panel.read_text("utf-8"), "utf-8")
    second = json.loads(run(*PANELS, small, "--report", "json").out)["diagnostics"]
    lines = {each["code"]: each["line"] for each in first if each["panel"] == "02-the-garden"}
    assert "text-overset" in lines
    assert {each["code"]: each["line"] for each in second if each["panel"] == "02-the-garden"} == {
        code: line + 1 for code, line in lines.items()
    }


def test_findings_follow_the_lines_of_files_that_panels_share(run: Run, small: Path) -> None:
    file = small / "exhibition.yaml"
    edit(file, "A collection", "\U00013000")
    lines = file.read_text("utf-8").partition("\U00013000")[0].count("\n") + 1
    for more in (0, 1):
        file.write_text("# One line more.\n" * more + file.read_text("utf-8"), "utf-8")
        told = json.loads(run(*PANELS, small, "--report", "json").out)["diagnostics"]
        assert {e["line"] for e in told if e["code"] == "missing-glyph"} == {lines + more}


def test_previews_show_a_format_that_is_made(run: Run, small: Path) -> None:
    exhibition = small / "exhibition.yaml"
    text = exhibition.read_text("utf-8")
    kept = [line for line in text.splitlines() if not line.startswith("formats:")]
    exhibition.write_text("\n".join([*kept, "formats: [a3]", ""]), "utf-8")
    assert run(*PANELS, small).code == 0
    with Image.open(small / "dist/previews/en/01-the-house.png") as preview:
        assert preview.height / preview.width == pytest.approx(420 / 297, rel=0.01)


def test_previews_asked_for_later_paint_no_panel_again(run: Run, small: Path) -> None:
    first = run("build", "--only", "panels", small)
    assert "4 panels painted" in first.err
    ran = run(*PANELS, small)
    assert "0 panels painted" in ran.err
    assert (small / "dist/previews/en/01-the-house.png").is_file()
    (small / "dist/previews/en/01-the-house.png").unlink()
    assert "0 panels painted" in run(*PANELS, small).err
    assert (small / "dist/previews/en/01-the-house.png").is_file()
    assert "4 panels painted" not in run("build", "--only", "panels", small).err


def test_a_file_taken_away_is_made_again(run: Run, small: Path) -> None:
    run(*PANELS, small)
    whole = digests(small / "dist/panels")
    (small / "dist/panels/a3/en/01-the-house.pdf").unlink()
    run(*PANELS, small)
    assert digests(small / "dist/panels") == whole


def test_a_damaged_memory_costs_time_only(run: Run, small: Path) -> None:
    run(*PANELS, small)
    whole = digests(small / "dist/panels")
    (small / ".cimaise/build.json").write_text('{"version": 1, "panels": 3}', "utf-8")
    assert run(*PANELS, small).code == 0
    assert digests(small / "dist/panels") == whole


def test_the_same_input_gives_the_same_bytes_on_any_day_and_in_any_zone(
    small: Path, tmp_path: Path
) -> None:
    outs = []
    for zone in ("Pacific/Kiritimati", "America/Los_Angeles"):
        out = tmp_path / zone.replace("/", "-")
        subprocess.run(
            [sys.executable, ROOT / "make_panels.py", *PANELS, small, "--out", out],
            check=True,
            capture_output=True,
            env={**os.environ, "TZ": zone, "PYTHONHASHSEED": str(len(outs) + 1)},
        )
        outs.append(digests(out))
    assert outs[0] == outs[1]


def test_source_date_epoch_dates_the_files(
    run: Run, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    run(*PANELS, small)
    with pikepdf.open(small / "dist/panels/a3/en/01-the-house.pdf") as pdf:
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:19700102")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    ran = run(*PANELS, small)
    assert ran.code == 1
    assert "SOURCE_DATE_EPOCH is “yesterday”" in ran.err


def test_overset_panels_are_not_written_unless_asked_and_then_as_proofs(
    run: Run, small: Path
) -> None:
    run(*PANELS, small)
    kept = digests(small / "dist/panels")
    file = small / "panels/01-the-house.yaml"
    panel = yaml.safe_load(file.read_text("utf-8"))
    panel["text"] = "Too many words stand here. " * 400
    file.write_text(yaml.safe_dump(panel), "utf-8")
    ran = run(*PANELS, small)
    assert ran.code == 1
    assert "error[text-overset]" in ran.err
    assert (
        digests(small / "dist/panels")["80x120/en/01-the-house.pdf"]
        == (kept["80x120/en/01-the-house.pdf"])
    )
    proof = run(*PANELS, small, "--allow-overset")
    assert proof.code == 1
    assert b"GTS_PDFXVersion" in _xmp(small / "dist/panels/80x120/en/02-the-garden.pdf")
    assert b"GTS_PDFXVersion" not in _xmp(small / "dist/panels/80x120/en/01-the-house.pdf")


def _xmp(file: Path) -> bytes:
    with pikepdf.open(file) as pdf:
        return bytes(pdf.Root.Metadata.read_bytes())


@pytest.mark.slow
def test_only_panels_that_were_written_are_counted(run: Run, small: Path) -> None:
    edit(small / "panels/02-the-garden.yaml", "weeks: ", "weeks: 1950/1905  # ")
    ran = run("build", small, "--only", "panels", "--format", "80x120", "--jobs", 1)
    assert ran.code == 1
    written = list((small / "dist").rglob("*.pdf"))
    assert ran.err.rstrip().endswith(f"{len(written)} panel painted")


def test_panels_that_are_gone_leave_dist_and_changed_files_stay(run: Run, small: Path) -> None:
    run("build", small)
    mine = small / "dist/panels/a3/en/notes.txt"
    mine.write_text("kept", "utf-8")
    (small / "panels/02-the-garden.yaml").unlink()
    assert run("build", small).code == 0
    left = digests(small / "dist/panels")
    assert set(left) == {
        "80x120/en/01-the-house.pdf",
        "a3/en/01-the-house.pdf",
        "a3/en/notes.txt",
    }


def test_filters_make_their_share_alone(run: Run, small: Path) -> None:
    ran = run(*PANELS, small, "--panel", "02", "--format", "a3")
    assert ran.code == 0
    pdfs = {file.relative_to(small / "dist").as_posix() for file in small.rglob("dist/**/*.pdf")}
    assert pdfs == {"panels/a3/en/02-the-garden.pdf"}


def test_files_are_named_as_the_printer_wants(run: Run, small: Path) -> None:
    (small / "layouts").mkdir()
    (small / "layouts/printers.yaml").write_text(
        'theirs: {naming: "{format}_{lang}_{number}_{title}"}\n', "utf-8"
    )
    edit(small / "exhibition.yaml", "printer: default", "printer: theirs")
    assert run("build", small, "--only", "panels", "--format", "a3").code == 0
    names = {file.name for file in (small / "dist/panels/a3/en").iterdir()}
    assert names == {"a3_en_01_a-house-and-its-rail.pdf", "a3_en_02_the-garden-opens.pdf"}


def test_a_panel_longer_than_a_page_is_drawn_at_a_tenth(run: Run, small: Path) -> None:
    (small / "layouts").mkdir()
    (small / "layouts/formats.yaml").write_text(
        "banner: {trim: [4000, 6000], distance_m: 5}\n", "utf-8"
    )
    edit(small / "exhibition.yaml", "formats: [80x120, a3]", "formats: [banner]")
    ran = run("build", small, "--only", "panels", "--format", "banner")
    assert ran.code == 0, ran.err
    with pikepdf.open(small / "dist/panels/banner/en/01-the-house.pdf") as pdf:
        left, bottom, right, top = (float(edge) for edge in pdf.pages[0].trimbox)
    assert (right - left) * 25.4 / 72 == pytest.approx(400, abs=0.01)
    assert (top - bottom) * 25.4 / 72 == pytest.approx(600, abs=0.01)
