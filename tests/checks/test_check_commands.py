"""`check` and `fit` as designers run them: filters, reports, memory."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from checks.faulty_exhibition import FAULTY, codes
from checks.structure import faults

from cimaise.build import check_jobs
from cimaise.model.defaults import defaults_folder

Run = Callable[..., Any]
SPOKEN = """\
layout: text-led
title: A
lead:
  fr: L'or. Voir le panneau 9. Il est {fr}.
  en: It's so. See panel 9. It is {en}.
# For all languages.
subtitle: "[^1]"
"""


def test_json_is_as_published(run: Run, faulty: Path) -> None:
    schema = json.loads(run("schema", "report").out)
    report = json.loads(run("check", faulty, "--report", "json").out)
    assert report["diagnostics"]
    assert report["fit"]
    assert report["images"]
    assert report["allowed"][0]["reason"] == "the only surviving print"
    assert report["allowed"][0]["file"] == "panels/01-a.yaml"
    assert not list(faults(report, schema, schema, "report"))
    report["diagnostics"][0]["severity"] = "bad"
    del report["fit"][0]["words"]
    report["images"][0]["pixels"] = [1]
    assert len(list(faults(report, schema, schema, "report"))) == 3


def test_only_and_ignore(run: Run, faulty: Path) -> None:
    everything = codes(run("check", faulty, "--report", "json").out)
    assert {"typography", "image-no-credit", "broken-reference"} <= everything
    assert "image-low-resolution" not in everything
    only = run("check", faulty, "--report", "json", "--only", "image-no-credit")
    assert codes(only.out) == {"image-no-credit"}
    ignored = run("check", faulty, "--report", "json", "--ignore", "image-no-credit")
    assert codes(ignored.out) == everything - {"image-no-credit"}
    wrong = run("check", faulty, "--only", "image-no-credits")
    assert wrong.code == 2
    assert "did you mean image-no-credit?" in wrong.err


def test_what_is_allowed_is_listed_with_its_reason(run: Run, faulty: Path) -> None:
    shown = run("check", faulty)
    assert "allowed[image-low-resolution]: small.png has" in shown.out
    assert "panels/01-a.yaml:11 (the only surviving print)" in shown.out
    assert ", 1 allowed in 1 panel, 1 language, 1 format" in shown.out
    assert shown.code == 0
    assert run("check", faulty, "--strict").code == 1
    alone = run("check", faulty, "--only", "image-low-resolution").out
    assert alone.endswith("nothing to report, 1 allowed in 1 panel, 1 language, 1 format\n")


def test_what_stops_a_build_cannot_be_allowed(run: Run, faulty: Path) -> None:
    panel = faulty / "panels" / "01-a.yaml"
    long = f"# cimaise: allow text-overset (it is enough)\ntext: {'mot ' * 2000}\n"
    panel.write_text(f"layout: text-led\ntitle: A\n{long}", "utf-8")
    shown = run("check", faulty, "--report", "json")
    assert shown.code == 1
    assert {"text-overset", "allow-comment"} <= codes(shown.out)
    assert "allowed" not in json.loads(shown.out)
    assert run("fit", faulty).code == 1


def test_summary_says_what_was_looked_at(run: Run, faulty: Path) -> None:
    assert run("check", faulty).out.rstrip().endswith("in 1 panel, 1 language, 1 format")
    quiet = run("check", faulty, "--only", "text-overset")
    assert "nothing to report in 1 panel, 1 language, 1 format" in quiet.out


def test_github(run: Run, faulty: Path) -> None:
    shown = run("check", faulty, "--report", "github", "--only", "broken-reference")
    assert shown.out.startswith("::warning file=panels/01-a.yaml,line=9,")


def test_github_shows_what_is_allowed_as_notices(run: Run, faulty: Path) -> None:
    shown = run("check", faulty, "--report", "github", "--only", "image-low-resolution")
    assert shown.out.startswith(
        "::notice file=panels/01-a.yaml,line=11,title=image-low-resolution (allowed)::small.png has"
    )
    assert shown.out.endswith("%0Aallowed: the only surviving print\n")
    assert shown.out.count("\n") == 1


def test_github_names_files_from_the_top_of_the_repository(
    run: Run, faulty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_WORKSPACE", str(faulty.parent))
    shown = run("check", faulty, "--report", "github", "--only", "broken-reference")
    assert shown.out.startswith("::warning file=faulty/panels/01-a.yaml,line=9,")


def test_a_mistake_in_one_panel_keeps_no_other_from_being_looked_at(run: Run, faulty: Path) -> None:
    panels = faulty / "panels"
    (panels / "02-b.yaml").write_text("layout: text-led\ntitle: B\nledae: x\n", "utf-8")
    (panels / "03-c.yaml").write_text('layout: text-led\ntitle: "C\n', "utf-8")
    # It refers to a panel that has a mistake, and its picture is not there yet.
    (panels / "04-d.yaml").write_text(
        "layout: picture-led\ntitle: D\nlead: Voir les panneaux 2 et 3, le panneau 2.\n"
        f"text: {'mot ' * 2000}\nimages: [{{file: later.jpg, alt: x}}]\n",
        "utf-8",
    )
    shown = run("check", faulty, "--report", "json")
    told = json.loads(shown.out)
    found = {(each["code"], each["panel"]) for each in told["diagnostics"]}
    assert {
        ("unknown-key", "02-b"),
        ("yaml-syntax", None),
        ("missing-file", "04-d"),
        ("text-overset", "04-d"),
        ("broken-reference", "01-a"),
    } <= found
    assert ("broken-reference", "04-d") not in found
    missing = [each for each in told["diagnostics"] if each["line"] == 5 and "04" in each["panel"]]
    assert [each["code"] for each in missing].count("missing-file") == 1
    assert {row["panel"] for row in told["fit"]} == {"01-a", "04-d"}
    assert shown.code == 1
    summed_up = run("check", faulty).out
    assert summed_up.rstrip().endswith(
        "in 2 panels (2 more cannot be laid out yet), 1 language, 1 format"
    )
    fitted = run("fit", faulty)
    assert "04-d text" in fitted.out
    assert "error[unknown-key]" in fitted.err
    assert fitted.code == 1
    hidden = run("check", faulty, "--panel", "02")
    assert "error[unknown-key]" in hidden.out
    assert hidden.code == 1


@pytest.mark.parametrize("options", [(), ("--fix",)])
def test_a_panel_that_is_not_there_is_unknown_whatever_else_is_mistaken(
    run: Run, faulty: Path, options: tuple[str, ...]
) -> None:
    (faulty / "panels" / "02-b.yaml").write_text("layout: text-led\ntitle: B\nledae: x\n", "utf-8")
    (faulty / "panels" / "03-c.yaml").write_text("title: [\n", "utf-8")
    for name in ("7", "02-c", "x"):
        shown = run("check", faulty, "--panel", "02", "--panel", name, *options)
        assert f"unknown panel “{name}”" in shown.err
        assert shown.code == 2
    for name in ("2", "02", "b", "02-b", "3", "03-c"):
        shown = run("check", faulty, "--panel", name, *options)
        assert shown.code == 1, name
        assert "unknown panel" not in shown.err


def test_a_panel_that_cannot_be_read_is_told_whatever_is_asked_for(run: Run, faulty: Path) -> None:
    (faulty / "panels" / "02-b.yaml").write_text("layout: text-led\ntitle: B\nledae: x\n", "utf-8")
    (faulty / "panels" / "03-c.yaml").write_text(
        "layout: picture-led\ntitle: C\nimages: [{file: later.jpg, alt: x}]\n", "utf-8"
    )
    asked = ("check", faulty, "--only", "text-overset")
    for _ in ("looked at", "remembered"):
        shown = run(*asked)
        assert shown.code == 1
        assert shown.out.endswith(
            "1 error in 2 panels (1 more cannot be laid out yet), 1 language, 1 format\n"
        )
    # A picture that is missing keeps its panel from nothing.
    assert codes(run(*asked, "--report", "json").out) == {"unknown-key"}
    assert run(*asked, "--ignore", "unknown-key").code == 0


def test_what_is_ignored_is_not_told_where_nothing_is_left_to_look_at(
    run: Run, faulty: Path
) -> None:
    for file in (faulty / "panels").glob("*.yaml"):
        file.write_text("title: [\n", "utf-8")
    asked = ("check", faulty, "--ignore", "yaml-syntax")
    shown = run(*asked)
    assert shown.code == 1
    assert shown.out == (
        "no panel was looked at: every one has errors, or its layout has "
        "(not told, as asked: yaml-syntax)\n"
    )
    as_json = run(*asked, "--report", "json")
    assert (as_json.code, codes(as_json.out)) == (1, set())
    assert as_json.err == shown.out
    only = run("check", faulty, "--only", "text-overset")
    assert only.code == 1
    assert "yaml-syntax" in only.out
    assert only.out.endswith(
        "\n1 error\nno panel was looked at: every one has errors, or its layout has\n"
    )


@pytest.mark.parametrize("command", ["check", "build", "fit"])
def test_an_exhibition_without_panels_is_told_so(run: Run, faulty: Path, command: str) -> None:
    for file in (faulty / "panels").iterdir():
        file.unlink()
    shown = run(command, faulty)
    assert shown.code == 1
    told = shown.out if command == "check" else shown.err
    assert "error[no-panels]: there is no panel in panels/" in told
    assert "1 error" in told


def test_a_budget_needs_no_panel(run: Run, tmp_path: Path) -> None:
    (tmp_path / "exhibition.yaml").write_text("title: Essai\nlanguages: [fr]\n", "utf-8")
    measured = run("fit", tmp_path, "--budget", "--layout", "map-led")
    assert measured.code == 0
    assert measured.out.startswith("map-led, 80x120, fr\n")


def test_what_an_overset_slot_holds_is_what_is_left_after_the_cut(run: Run, faulty: Path) -> None:
    panel = faulty / "panels" / "01-a.yaml"
    panel.write_text(
        FAULTY.replace('"L\'été"', "Anticonstitutionnellement " + "et ou " * 30), "utf-8"
    )
    rows = json.loads(run("check", faulty, "--report", "json").out)["fit"]
    (title,) = [row for row in rows if row["slot"] == "title"]
    assert title["words_over"] > 0
    assert title["capacity_words"] == title["words"] - title["words_over"]


def test_slots_with_several_texts_name_their_roles(run: Run, faulty: Path) -> None:
    shown = run("fit", faulty)
    places = [line.split("  ")[0] for line in shown.out.splitlines() if line.startswith("01-a")]
    assert len(places) == len(set(places))


def test_images(run: Run, faulty: Path) -> None:
    shown = run("check", faulty, "--images")
    assert "01-a small.png" in shown.out
    assert "up to" in shown.out


def test_a_comment_in_a_theme_counts_from_the_next_run_on(run: Run, faulty: Path) -> None:
    theme = faulty / "layouts" / "themes" / "ete44.yaml"
    theme.parent.mkdir(parents=True)
    inherited = Path(__file__).parents[2] / "layouts" / "themes" / "ete44.yaml"
    whole = inherited.read_text("utf-8").replace(
        "  text:\n    font: text\n", "  text:\n    ink: bleu-nuit 20%\n    font: text\n"
    )
    theme.write_text(whole, "utf-8")
    only = ("check", faulty, "--only", "low-contrast", "--report", "json")
    assert codes(run(*only).out) == {"low-contrast"}
    faint = "  text:\n    ink: bleu-nuit 20%\n"
    comment = "  # cimaise: allow low-contrast (it is meant to be faint)\n"
    theme.write_text("# A line.\n# Two.\n" + whole.replace(faint, comment + faint), "utf-8")
    again = json.loads(run(*only).out)
    assert again["diagnostics"] == []
    assert [each["code"] for each in again["allowed"]] == ["low-contrast"]


def test_fit_and_budget(run: Run, faulty: Path) -> None:
    shown = run("fit", faulty)
    assert "01-a text" in shown.out
    assert "room for" in shown.out
    measured = run(
        "fit", faulty, "--budget", "--layout", "map-led", "--format", "80x120", "--lang", "fr"
    )
    assert measured.code == 0
    assert measured.out.startswith("map-led, 80x120, fr\n")
    wrong = run("fit", faulty, "--budget", "--layout", "maped")
    assert wrong.code == 2
    assert "did you mean `map-led`?" in wrong.err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--layout", "map-led"), "--layout is for --budget alone\nhint: write --budget"),
        (("--budget", "--panel", "01"), "--budget measures layouts, not the panels"),
    ],
)
def test_no_option_of_fit_is_passed_over(
    run: Run, faulty: Path, options: tuple[str, ...], said: str
) -> None:
    refused = run("fit", faulty, *options)
    assert refused.code == 2
    assert f"error: {said}" in refused.err
    assert "hint: " in refused.err
    assert refused.out == ""


def test_nothing_is_laid_out_again_where_nothing_changed(
    run: Run, faulty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(faulty / "panels" / "01-a.yaml", faulty / "panels" / "02-b.yaml")
    before = run("check", faulty, "--report", "json").out
    laid: list[object] = []
    real = check_jobs.lay_out
    monkeypatch.setattr(check_jobs, "lay_out", lambda *args: laid.append(args) or real(*args))
    assert run("check", faulty, "--report", "json").out == before
    assert not laid
    panel = faulty / "panels" / "02-b.yaml"
    panel.write_text(panel.read_text("utf-8").replace("Au pont", "Le pont"), "utf-8")
    run("check", faulty)
    assert len(laid) == 1
    assert (faulty / ".cimaise").is_dir()


def test_a_damaged_memory_costs_time_only(run: Run, faulty: Path) -> None:
    before = run("check", faulty, "--report", "json").out
    for entry in (faulty / ".cimaise" / "cache").rglob("*"):
        if entry.is_file():
            entry.write_bytes(b"damage")
    assert run("check", faulty, "--report", "json").out == before


@pytest.mark.parametrize(
    "format_name",
    ["rollup-85x200", *(pytest.param(name, marks=pytest.mark.slow) for name in ("80x120", "a3"))],
)
def test_the_size_in_the_hint_fits(run: Run, small: Path, format_name: str) -> None:
    """It is the theme's, whatever the format's scale, and no rounding takes it back."""
    panel = small / "panels" / "01-the-house.yaml"
    content = yaml.safe_load(panel.read_text("utf-8"))
    content |= {"layout": "text-led", "title": "De Saint-Malo à Gibraltar, la route des phares"}
    panel.write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")
    asked = ("check", small, "--format", format_name, "--only", "text-overset", "--report", "json")
    found = json.loads(run(*asked).out)["diagnostics"]
    theme_file = small / "layouts" / "themes" / "ete44.yaml"
    theme_file.parent.mkdir(parents=True)
    theme = yaml.safe_load((defaults_folder() / "layouts/themes/ete44.yaml").read_text("utf-8"))
    for each in found:
        told = re.search(r"`min_size_pt: ([\d.]+)` for role `([\w-]+)`", each["hint"])
        assert told is not None, each["hint"]
        assert (f"pt in {format_name})" in each["hint"]) == (format_name != "80x120")
        role = theme["roles"][told[2]]
        role["min_size_pt"] = min(float(told[1]), role.get("min_size_pt", 999))
    assert [each for each in found if "`title`" in each["hint"]]
    theme_file.write_text(yaml.safe_dump(theme, allow_unicode=True), "utf-8")
    assert not json.loads(run(*asked).out)["diagnostics"]


def test_panels_and_languages_that_are_not_asked_for_are_not_told(run: Run, small: Path) -> None:
    exhibition = small / "exhibition.yaml"
    content = yaml.safe_load(exhibition.read_text("utf-8")) | {"languages": ["en", "fr"]}
    exhibition.write_text(yaml.safe_dump(content), "utf-8")
    panels = sorted((small / "panels").iterdir())
    first = yaml.safe_load(panels[0].read_text("utf-8"))
    first["title"] = {"en": "A house"}
    panels[0].write_text(yaml.safe_dump(first), "utf-8")

    def told(*options: str) -> set[str]:
        report = run("check", small, "--only", "missing-translation", "--report", "json", *options)
        return {each["panel"] for each in json.loads(report.out)["diagnostics"]}

    assert told() == {"01-the-house"}
    assert told("--panel", "01", "--lang", "fr") == {"01-the-house"}
    assert told("--panel", "02") == set()
    assert told("--lang", "en") == set()


def test_a_word_alone_leaves_room_for_others(run: Run, small: Path) -> None:
    panel = small / "panels" / "01-the-house.yaml"
    content = yaml.safe_load(panel.read_text("utf-8")) | {"layout": "text-led", "text": "Words."}
    panel.write_text(yaml.safe_dump(content), "utf-8")
    rows = json.loads(run("check", small, "--report", "json").out)["fit"]
    room = [
        row["room_words"] for row in rows if (row["panel"], row["slot"]) == (panel.stem, "text")
    ]
    assert room
    assert min(room) > 20


def test_of_one_language_alone_its_own_texts_are_told(run: Run, faulty: Path) -> None:
    (faulty / "exhibition.yaml").write_text("title: Essai\nlanguages: [fr, en]\n", "utf-8")
    panel = faulty / "panels" / "01-a.yaml"
    panel.write_text(SPOKEN.format(en="very long " * 20, fr="bien long " * 20), "utf-8")

    def told(*options: str) -> dict[str, set[int]]:
        report = json.loads(run("check", faulty, "--report", "json", *options).out)
        lines: dict[str, set[int]] = {}
        for each in report["diagnostics"]:
            if "line" in each and each["file"].startswith("panels/"):
                lines.setdefault(each["code"], set()).add(each["line"])
        return lines

    both, french, english = told(), told("--lang", "fr"), told("--lang", "en")
    for code in ("typography", "broken-reference", "long-sentence"):
        assert both[code] == french[code] | english[code], code
    assert french["broken-reference"] == {4, 7}
    assert english["broken-reference"] == {5, 7}
    assert (french["long-sentence"], english["long-sentence"]) == ({4}, {5})
    assert (french["typography"], english["typography"]) == ({4}, {5})
